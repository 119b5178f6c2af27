"""Checks on what was typed: growth, dates, names, terms and numbers that are not so, and sentences that are too long."""

import datetime
import re
from collections.abc import Iterator
from decimal import Decimal

from catalogus.opmaak import MAANDEN, afronden, getal, procent
from catalogus.regels.cijfers import groei
from jaarbericht.regels.controles.bevinding import Bevinding, Ernst
from jaarbericht.regels.controles.inhoud import GETAL, als_getal
from jaarbericht.regels.controles.stof import Stof, Stuk, zinnen
from jaarbericht.velden import BEGRIPPEN

DAGEN = ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"]
DATUM = re.compile(rf"\b({'|'.join(DAGEN)})\s+(\d{{1,2}})\s+({'|'.join(MAANDEN)})\b(?:\s+(\d{{4}})\b)?", re.IGNORECASE)
PERCENTAGE = re.compile(r"(\d+(?:,\d+)?)\s*(?:%|procent\b)")
GROEIWOORD = re.compile(
    r"\b(?:groei\w*|gegroeid|gestegen|steeg|stegen|stijging|toename|toegenomen|gedaald|daal\w*|daling|afgenomen)\b",
    re.IGNORECASE,
)
MEESTE_WOORDEN = 30  # of a sentence


def _waarschuwing(stuk: Stuk, controle: str, wat: str, doe: str) -> Bevinding:
    return Bevinding(controle, Ernst.WAARSCHUWING, stuk.plek, wat, doe, f"{stuk.html} {stuk.gelezen}")


def typgroei(stof: Stof) -> Iterator[Bevinding]:
    """A typed growth that is not the growth of the figure that the sentence is about."""
    jaar = stof.bron.jaar
    groeien: list[tuple[str, str, Decimal]] = []
    for code, indicator in stof.bron.cijfers.indicatoren.items():
        deel = groei(nu=stof.cijfer(code, jaar), toen=stof.cijfer(code, jaar - 1))
        if deel is not None:
            groeien.append((indicator.naam, indicator.eenheid, abs(deel)))
    for stuk in stof.stukken:
        for zin in zinnen(stuk.getypt):
            if not GROEIWOORD.search(zin):
                continue
            over = [rij for rij in groeien if _noemt(zin, rij[0]) or _noemt(zin, rij[1])]
            for typ in PERCENTAGE.findall(zin):
                decimalen = len(typ.partition(",")[2])
                waarde = Decimal(typ.replace(",", "."))
                if any(afronden(deel, decimalen) == waarde for _, _, deel in over or groeien):
                    continue
                echt = " of ".join(f"{procent(deel)} (‘{naam}’)" for naam, _, deel in over[:3])
                yield _waarschuwing(
                    stuk,
                    "groei",
                    f"Er is {typ}% getypt. "
                    + (f"Uit de cijfers volgt {echt}." if echt else "Geen enkel cijfer groeide of daalde zo."),
                    "Zet er het veld ‘groei’ van het cijfer neer; dan klopt het vanzelf.",
                )


def _noemt(zin: str, naam: str) -> bool:
    return len(naam) > 1 and bool(re.search(rf"\b{re.escape(naam)}\b", zin, re.IGNORECASE))


def weekdag(stof: Stof) -> Iterator[Bevinding]:
    """A weekday that does not fit its date; without a year the date is in the year of the report."""
    for stuk in stof.stukken:
        for gevonden in DATUM.finditer(stuk.gelezen):
            naam, dag, maand, jaartal = gevonden.groups()
            jaar = int(jaartal or stof.bron.jaar)
            try:
                echt = DAGEN[datetime.date(jaar, MAANDEN.index(maand.lower()) + 1, int(dag)).weekday()]
            except ValueError:
                wat = f"{dag} {maand} {jaar} bestaat niet."
            else:
                if echt == naam.lower():
                    continue
                wat = f"‘{gevonden[0]}’: {dag} {maand} {jaar} was een {echt}."
            yield _waarschuwing(stuk, "weekdag", wat, "Verbeter de dag of de datum.")


def andere_gemeente(stof: Stof) -> Iterator[Bevinding]:
    """The name of another gemeente in a local text, unless they did it together."""
    eigen = stof.bron.gemeente
    allen = set().union(*stof.samen.values()) if stof.samen else set()
    for stuk in stof.stukken:
        if not stuk.lokaal:
            continue
        samen = stof.samen.get(stuk.verhaal.uitvoering_id or 0, set()) if stuk.verhaal else allen
        tekst = re.sub(rf"\b{re.escape(eigen.naam)}\b", "", stuk.getypt)
        for ander in stof.bron.cijfers.gemeenten.values():
            if (
                ander.pk == eigen.pk
                or ander.pk in samen
                or not re.search(rf"(?<![\w-]){re.escape(ander.naam)}(?![\w-])", tekst)
            ):
                continue
            yield _waarschuwing(
                stuk,
                "andere-gemeente",
                f"In deze tekst van {eigen} staat de naam van {ander}.",
                "Kijk na of de tekst over de goede gemeente gaat.",
            )


def term(stof: Stof) -> Iterator[Bevinding]:
    """The word of another gemeente, or the general word, where this gemeente has its own."""
    per_begrip: dict[str, set[str]] = {begrip: {woord} for begrip, woord in BEGRIPPEN.items()}
    for _, begrip, woord in stof.termen:
        per_begrip.setdefault(begrip, set()).add(woord)
    for begrip, woorden in sorted(per_begrip.items()):
        goed = stof.bron.kader.termen.get(begrip) or BEGRIPPEN.get(begrip)
        if goed is None:
            continue
        fout = sorted(woord for woord in woorden if woord.lower() != goed.lower())
        for stuk in stof.stukken:
            tekst = re.sub(re.escape(goed), "", stuk.getypt, flags=re.IGNORECASE)
            for woord in fout:
                if re.search(rf"\b{re.escape(woord)}(?:en|s)?\b", tekst, re.IGNORECASE):
                    yield _waarschuwing(
                        stuk,
                        "term",
                        f"Er staat ‘{woord}’. In {stof.bron.gemeente} heet dit {goed}.",
                        f"Zet er het veld ‘term’ neer, of typ {goed}.",
                    )


def register(stof: Stof) -> Iterator[Bevinding]:
    """A number in a story that contradicts what was registered. Fewer in words may be part of the group."""
    for stuk in stof.stukken:
        verhaal = stuk.verhaal
        if verhaal is None or verhaal.uitvoering_id not in stof.bron.deelnames:
            continue
        samen, keren, bekend = stof.bron.deelnames[verhaal.uitvoering_id]
        woorden = "|".join({"deelnemers", "deelnames", "bezoekers", re.escape(verhaal.deelnemers_woord)})
        gemiddeld = afronden(Decimal(samen) / bekend, 0) if bekend else None
        for getypt, woord in re.findall(rf"\b({GETAL})\s+({woorden})\b", stuk.getypt, re.IGNORECASE):
            aantal = als_getal(getypt)
            klopt = aantal in {samen, gemiddeld} or (not getypt[0].isdigit() and aantal < samen)
            if samen and not klopt:
                yield _strijdig(stuk, f"{getypt} {woord}", f"{getal(samen)} deelnames")
        for getypt in re.findall(rf"\b({GETAL})\s+bijeenkomsten\b", stuk.getypt, re.IGNORECASE):
            if als_getal(getypt) != keren:
                yield _strijdig(
                    stuk, f"{getypt} bijeenkomsten", f"{getal(keren)} {'bijeenkomst' if keren == 1 else 'bijeenkomsten'}"
                )


def _strijdig(stuk: Stuk, staat: str, geteld: str) -> Bevinding:
    return _waarschuwing(
        stuk,
        "register",
        f"Er staat ‘{staat}’. Het register heeft {geteld}.",
        "Verbeter het getal in de tekst of in het register. Met het veld ‘verhaal:deelnames’ klopt het vanzelf.",
    )


def lange_zin(stof: Stof) -> Iterator[Bevinding]:
    for stuk in stof.stukken:
        for zin in zinnen(stuk.gelezen):
            if (aantal := len(zin.split())) > MEESTE_WOORDEN:
                begin = " ".join(zin.split()[:6])
                yield Bevinding(
                    "lange-zin",
                    Ernst.HINT,
                    stuk.plek,
                    f"De zin die begint met ‘{begin}’ heeft {aantal} woorden.",
                    "Maak er twee zinnen van.",
                    zin,
                )
