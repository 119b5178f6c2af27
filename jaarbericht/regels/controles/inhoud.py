"""Checks on what the report is made of: what is missing, what fell behind, and promises that the page does not keep."""

import re
from collections.abc import Iterator
from dataclasses import replace

from jaarbericht import rapport as r
from jaarbericht.models import Blok
from jaarbericht.regels.controles.bevinding import Bevinding, Ernst, Plek
from jaarbericht.regels.controles.plekken import LOS, vakje
from jaarbericht.regels.controles.stof import Stof, plat

TELWOORDEN = {
    **{"twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7, "acht": 8, "negen": 9, "tien": 10, "elf": 11},
    **{"twaalf": 12, "dertien": 13, "veertien": 14, "vijftien": 15, "twintig": 20},
}
GETAL = rf"\d[\d.]*|{'|'.join(TELWOORDEN)}"
BELOFTE = re.compile(rf"\b({GETAL})\s+(?:mooie\s+)?(voorbeelden|verhalen)\b", re.IGNORECASE)
CIJFERVELD = re.compile(r"‘(cijfer|vorig):([\w-]+)")
LIJST = re.compile(r"<(ul|ol)>(.*?)</\1>", re.DOTALL)
KOP_ZONDER_TEKST = re.compile(r"<h3>((?:(?!</h3>).)*)</h3>\s*(?=<h3>|$)", re.DOTALL)


def als_getal(tekst: str) -> int:
    """'drie' → 3, '1.250' → 1250."""
    return TELWOORDEN.get(tekst.lower()) or int(tekst.replace(".", "") or 0)


def onvolledig(stof: Stof) -> Iterator[Bevinding]:
    """What the making of the report stumbles over: missing figures, placeholders that are unknown or empty, no afname."""
    for gebrek in stof.samenstelling.gebreken:
        waar = max((waar for waar in stof.plekken if gebrek.startswith(waar)), key=len, default="")
        plek = stof.plekken.get(waar, Plek("", LOS))
        rest, _, wat = gebrek.removeprefix(waar).partition(": ")
        if rest.startswith(", veld ‘"):
            controle, doe = "veld", "Kies een ander veld, of vul in wat het veld toont."
            plek = _bij_het_veld(stof, plek, rest) if wat.endswith("is niet ingevuld") else plek
        elif wat.endswith("is niet ingevuld."):
            controle, doe = "cijfer-ontbreekt", "Vul het cijfer in, of kies ‘geen gegevens’."
            plek = _bij_het_cijfer(stof, plek, wat)
        else:
            controle, doe = "onvolledig", "Maak dit in orde; anders is er geen jaarbericht."
        yield Bevinding(controle, Ernst.FOUT, replace(plek, waar=f"{waar}{rest}"), _zin(wat), doe, gebrek)


def _bij_het_veld(stof: Stof, plek: Plek, rest: str) -> Plek:
    """A placeholder that is empty because its figure is missing: the figure is what has to be filled in."""
    veld = CIJFERVELD.search(rest)
    if veld is None or veld[2] not in stof.bron.cijfers.indicatoren:
        return plek
    jaar = stof.bron.jaar - (veld[1] == "vorig")
    return replace(plek, adres=vakje(stof.cijfer(veld[2], jaar), stof.bron.gemeente), knop="Naar het cijfer")


def _bij_het_cijfer(stof: Stof, plek: Plek, wat: str) -> Plek:
    """A missing figure is filled in where figures are entered, not in the text that shows it."""
    for code, indicator in stof.bron.cijfers.indicatoren.items():
        kort = f"‘{indicator}’ over {stof.bron.jaar} is niet ingevuld."
        if wat in {kort, f"{indicator.rubriek}, {kort}"}:
            adres = vakje(stof.cijfer(code, stof.bron.jaar), stof.bron.gemeente)
            return replace(plek, adres=adres, knop="Naar het cijfer")
    return plek


def _zin(tekst: str) -> str:
    return f"{tekst[:1].upper()}{tekst[1:].rstrip('.')}."


def achtergebleven(stof: Stof) -> Iterator[Bevinding]:
    """A local version that was made with an older shared text."""
    for plek, variant in stof.varianten:
        nu = variant.blok.tekstversie
        if variant.gebaseerd_op < nu:
            yield Bevinding(
                "achtergebleven",
                Ernst.WAARSCHUWING,
                plek,
                f"De eigen tekst hoort bij versie {variant.gebaseerd_op} van de gedeelde tekst. Die is nu bij versie {nu}.",
                "Lees de gedeelde tekst en pas de eigen tekst aan waar dat nodig is.",
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
                    yield from _telt_niet(tekst, len(deel.verhalen), _boven(stof, sectie, deel))
            erboven = ""
    for stuk in stof.stukken:
        vorig = 0
        for lijst in LIJST.finditer(stuk.html):
            aantal = lijst[2].count("<li>")
            yield from _telt_niet(stuk.html[vorig : lijst.start()], aantal, stuk.plek)
            vorig = lijst.end()


def _boven(stof: Stof, sectie: r.Sectie, deel: r.Campagne | r.Verhalen) -> Plek:
    soort = Blok.Soort.CAMPAGNE if isinstance(deel, r.Campagne) else Blok.Soort.VERHALEN
    return stof.plek_in(sectie, f"Hoofdstuk ‘{sectie.titel}’", soort)


def _telt_niet(html: str, aantal: int, plek: Plek) -> Iterator[Bevinding]:
    tekst = plat(html)
    gevonden = list(BELOFTE.finditer(tekst))
    if gevonden and als_getal(gevonden[-1][1]) != aantal:
        yield Bevinding(
            "belofte",
            Ernst.WAARSCHUWING,
            plek,
            f"Er staat ‘{gevonden[-1][0]}’, maar er volgen er {aantal}.",
            "Pas het getal aan, of het aantal dat volgt.",
            f"{tekst} {aantal}",
        )


def kop_zonder_tekst(stof: Stof) -> Iterator[Bevinding]:
    for stuk in stof.stukken:
        for kop in KOP_ZONDER_TEKST.findall(stuk.html.strip()):
            yield Bevinding(
                "kop-zonder-tekst",
                Ernst.HINT,
                stuk.plek,
                f"Onder de kop ‘{plat(kop)}’ staat geen tekst.",
                "Schrijf er tekst onder, of haal de kop weg.",
                stuk.html,
            )
