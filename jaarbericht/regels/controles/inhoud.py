"""Checks on what the report is made of: what is missing, what fell behind, and promises that the page does not keep."""

import re
from collections.abc import Iterator

from jaarbericht import rapport as r
from jaarbericht.regels.controles.bevinding import Bevinding, Ernst
from jaarbericht.regels.controles.stof import Stof, plat

TELWOORDEN = {
    **{"twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7, "acht": 8, "negen": 9, "tien": 10, "elf": 11},
    **{"twaalf": 12, "dertien": 13, "veertien": 14, "vijftien": 15, "twintig": 20},
}
GETAL = rf"\d[\d.]*|{'|'.join(TELWOORDEN)}"
BELOFTE = re.compile(rf"\b({GETAL})\s+(?:mooie\s+)?(voorbeelden|verhalen)\b", re.IGNORECASE)
LIJST = re.compile(r"<(ul|ol)>(.*?)</\1>", re.DOTALL)
KOP_ZONDER_TEKST = re.compile(r"<h3>((?:(?!</h3>).)*)</h3>\s*(?=<h3>|$)", re.DOTALL)


def als_getal(tekst: str) -> int:
    """'drie' → 3, '1.250' → 1250."""
    return TELWOORDEN.get(tekst.lower()) or int(tekst.replace(".", "") or 0)


def onvolledig(stof: Stof) -> Iterator[Bevinding]:
    """What the making of the report stumbles over: missing figures, placeholders that are unknown or empty, no afname."""
    for gebrek in stof.samenstelling.gebreken:
        plek = max((waar for waar in stof.adressen if gebrek.startswith(waar)), key=len, default="")
        rest, _, wat = gebrek.removeprefix(plek).partition(": ")
        if rest.startswith(", veld ‘"):
            controle, doe = "veld", "Kies een ander veld, of vul in wat het veld toont."
        elif wat.endswith("is niet ingevuld."):
            controle, doe = "cijfer-ontbreekt", "Vul het cijfer in, of kies ‘geen gegevens’."
        else:
            controle, doe = "onvolledig", "Maak dit in orde; anders is er geen jaarbericht."
        yield Bevinding(controle, Ernst.FOUT, f"{plek}{rest}", _zin(wat), doe, stof.adressen.get(plek, ""), gebrek)


def _zin(tekst: str) -> str:
    return f"{tekst[:1].upper()}{tekst[1:].rstrip('.')}."


def achtergebleven(stof: Stof) -> Iterator[Bevinding]:
    """A local version that was made with an older shared text."""
    for waar, variant in stof.varianten:
        nu = variant.blok.tekstversie
        if variant.gebaseerd_op < nu:
            yield Bevinding(
                "achtergebleven",
                Ernst.WAARSCHUWING,
                waar,
                f"De eigen tekst hoort bij versie {variant.gebaseerd_op} van de gedeelde tekst. Die is nu bij versie {nu}.",
                "Lees de gedeelde tekst en pas de eigen tekst aan waar dat nodig is.",
                stof.adressen[waar],
                f"{nu} {variant.tekst} {variant.blok.tekst}",
            )


def belofte(stof: Stof) -> Iterator[Bevinding]:
    """Three examples promised above two: stories that follow, or a list in the text."""
    for sectie in stof.samenstelling.rapport.secties:
        erboven = ""
        for deel in sectie.onderdelen:
            if isinstance(deel, r.Tekst):
                erboven = deel.html
                continue
            if isinstance(deel, r.Campagne | r.Verhalen) and deel.verhalen:
                tekst = f"{erboven}\n{deel.titel}" if isinstance(deel, r.Verhalen) else deel.html
                if not LIJST.search(tekst):
                    yield from _telt_niet(tekst, len(deel.verhalen), f"Hoofdstuk ‘{sectie.titel}’", "")
            erboven = ""
    for stuk in stof.stukken:
        vorig = 0
        for lijst in LIJST.finditer(stuk.html):
            aantal = lijst[2].count("<li>")
            yield from _telt_niet(stuk.html[vorig : lijst.start()], aantal, stuk.waar, stuk.adres)
            vorig = lijst.end()


def _telt_niet(html: str, aantal: int, waar: str, adres: str) -> Iterator[Bevinding]:
    tekst = plat(html)
    gevonden = list(BELOFTE.finditer(tekst))
    if gevonden and als_getal(gevonden[-1][1]) != aantal:
        yield Bevinding(
            "belofte",
            Ernst.WAARSCHUWING,
            waar,
            f"Er staat ‘{gevonden[-1][0]}’, maar er volgen er {aantal}.",
            "Pas het getal aan, of het aantal dat volgt.",
            adres,
            f"{tekst} {aantal}",
        )


def kop_zonder_tekst(stof: Stof) -> Iterator[Bevinding]:
    for stuk in stof.stukken:
        for kop in KOP_ZONDER_TEKST.findall(stuk.html.strip()):
            yield Bevinding(
                "kop-zonder-tekst",
                Ernst.HINT,
                stuk.waar,
                f"Onder de kop ‘{plat(kop)}’ staat geen tekst.",
                "Schrijf er tekst onder, of haal de kop weg.",
                stuk.adres,
                stuk.html,
            )
