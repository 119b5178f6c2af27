"""Figures of a report: cells, rows, tables, charts, footnotes, and the rows that are attached as data."""

from dataclasses import replace
from decimal import Decimal
from html import unescape

from catalogus.models import Gemeente, Indicator, Scope
from catalogus.opmaak import afronden
from catalogus.regels.cijfers import Cijfer, Cijfers, cijfertekst, schoolsoort, verschiltekst
from jaarbericht import rapport as r
from jaarbericht.regels.teksten import als_tekst
from jaarbericht.samenstellen.bron import JAREN_TERUG, Bron

Soort = Indicator.Soort
GEEN_GEGEVENS = "geen gegevens"
REGISTER, BEREKEND = "registratie van activiteiten", "berekend uit andere cijfers"
BRONNEN: dict[str, str] = {  # of figures that nobody entered
    Soort.UITVOERINGEN: REGISTER,
    Soort.BIJEENKOMSTEN: REGISTER,
    Soort.DEELNAMES: REGISTER,
    Soort.SOM: BEREKEND,
    Soort.VERHOUDING: BEREKEND,
    Soort.LOCATIES: "register van locaties",
    Soort.LEERLINGEN: "register van locaties",
    Soort.INWONERS: "bevolkingscijfers",
}


class Noten:
    """Footnotes of one page: the same text gets the same letter, in order of appearance."""

    def __init__(self):
        self._letters: dict[str, str] = {}

    def letters(self, teksten: tuple[str, ...]) -> str:
        for tekst in teksten:
            self._letters.setdefault(tekst, chr(ord("a") + len(self._letters)))
        return ", ".join(self._letters[tekst] for tekst in dict.fromkeys(teksten))

    def lijst(self) -> tuple[r.Noot, ...]:
        return tuple(r.Noot(letter, tekst) for tekst, letter in self._letters.items())


def cel(cijfer: Cijfer) -> r.Cel:
    """The figure as people read it; a dash where it is missing."""
    return r.Cel(
        tekst=GEEN_GEGEVENS if cijfer.geen_gegevens else cijfertekst(cijfer.indicator, cijfer.waarde),
        waarde=None if cijfer.waarde is None else waardetekst(cijfer.waarde, cijfer.indicator),
        geen_gegevens=cijfer.geen_gegevens,
        voorlopig=cijfer.voorlopig,
        voorbeeld=cijfer.voorbeeld,
    )


def waardetekst(waarde: Decimal, indicator: Indicator) -> str:
    """Exact decimal string, with the decimals that the indicator shows."""
    return str(afronden(waarde, indicator.decimalen))


def _cijfer(bron: Bron, code: str, waar: str) -> Cijfer | None:
    """The figure of this year. An unknown code and a missing figure are a gebrek."""
    if code not in bron.cijfers.indicatoren:
        bron.gebreken.append(f"{waar}: er is geen indicator ‘{code}’.")
        return None
    cijfer = bron.cijfers.voor_rapport(code, jaar=bron.jaar, gemeente=bron.gemeente)
    if cijfer.ontbreekt:
        bron.gebreken.append(f"{waar}: {cijfer.indicator.rubriek}, ‘{cijfer.indicator}’ over {bron.jaar} is niet ingevuld.")
    return cijfer


def regel(bron: Bron, code: str, noten: Noten, waar: str, totaal: bool) -> r.Regel | None:
    """A row with this year, last year and the difference."""
    nu = _cijfer(bron, code, waar)
    if nu is None:
        return None
    toen = bron.cijfers.voor_rapport(code, jaar=bron.jaar - 1, gemeente=bron.gemeente)
    return r.Regel(
        code=code,
        naam=nu.indicator.naam,
        nu=cel(nu),
        vorig=cel(toen),
        verschil=verschiltekst(nu=nu, toen=toen),
        noot=noten.letters(nu.noten),
        totaal=totaal,
    )


def tabel(bron: Bron, instelling: dict, noten: Noten, waar: str, *, staven: bool) -> r.Tabel:
    """A table of figures from its stored setting: titel, regels (codes), totaal (codes among them)."""
    totalen = set(instelling.get("totaal", []))
    regels = [regel(bron, code, noten, waar, code in totalen) for code in instelling.get("regels", [])]
    rijen = [rij for rij in regels if rij is not None]
    if staven:
        grootste = max((Decimal(rij.nu.waarde) for rij in rijen if rij.nu.waarde), default=Decimal(0))
        rijen = [
            replace(rij, aandeel=float(Decimal(rij.nu.waarde) / grootste) if rij.nu.waarde and grootste else None)
            for rij in rijen
        ]
    vergelijkt = not staven and any(rij.vorig and (rij.vorig.waarde or rij.vorig.geen_gegevens) for rij in rijen)
    return r.Tabel(
        titel=instelling.get("titel", ""),
        regels=tuple(rijen),
        jaar=bron.jaar,
        vergelijkt=vergelijkt,
        staven=staven,
        eenheid=instelling.get("eenheid", "aantal") if staven else "",
    )


def helden(bron: Bron, codes: list[str], waar: str) -> tuple[r.Held, ...]:
    """Large figures; the ratio tells of how many."""
    uit = []
    for code in codes:
        cijfer = _cijfer(bron, code, waar)
        if cijfer is None:
            continue
        bijschrift = cijfer.indicator.eenheid
        if cijfer.indicator.soort == Indicator.Soort.VERHOUDING and cijfer.indicator.noemer:
            noemer = bron.cijfers.voor_rapport(cijfer.indicator.noemer.code, jaar=bron.jaar, gemeente=bron.gemeente)
            bijschrift = f"van de {cijfertekst(noemer.indicator, noemer.waarde)} {noemer.indicator.eenheid} is lid"
        uit.append(r.Held(cel(cijfer).tekst, als_tekst(bijschrift)))
    return tuple(uit)


def grafiek(bron: Bron, instelling: dict, waar: str) -> r.Grafiek | None:
    """A chart from its stored setting: gestapeld (parts of a whole) or jaren (one indicator over the years)."""
    if not instelling:
        return None
    codes = instelling.get("regels", [])
    if instelling.get("soort") == "jaren":
        if not codes or _cijfer(bron, codes[0], waar) is None:
            return None
        reeks = [
            (jaar, bron.cijfers.voor_rapport(codes[0], jaar=jaar, gemeente=bron.gemeente))
            for jaar in range(bron.jaar - JAREN_TERUG, bron.jaar + 1)
        ]
        punten = [_punt(str(jaar), cijfer) for jaar, cijfer in reeks if cijfer.waarde is not None]
        soort = "kolommen"
    else:
        delen = [_cijfer(bron, code, waar) for code in codes]
        punten = [_punt(c.indicator.naam, c) for c in delen if c is not None and c.waarde is not None]
        soort = "gestapeld"
    if len(punten) < 2:
        return None
    titel = unescape(bron.tekst(instelling.get("titel", ""), waar))
    omschrijving = f"{titel}: {', '.join(f'{p.label} {p.tekst}' for p in punten)}."
    return r.Grafiek(soort, titel, omschrijving, tuple(punten))


def _punt(label: str, cijfer: Cijfer) -> r.Punt:
    gelezen = cel(cijfer)
    return r.Punt(label, gelezen.waarde, gelezen.tekst)


def mededeling(bron: Bron, cellen: list[tuple[r.Cel, bool]]) -> str:
    """What a page says of its own figures; `cellen` are pairs of a cell and whether it is last year's."""
    zinnen = [bron.mededeling] if bron.mededeling else []
    if not bron.mededeling:
        if any(c.voorbeeld for c, vorig in cellen if vorig):
            zinnen.append(f"De kolom {bron.jaar - 1} en de verschillen zijn voorbeeldcijfers.")
        if any(c.voorbeeld for c, vorig in cellen if not vorig):
            zinnen.append(f"In de kolom {bron.jaar} staan voorbeeldcijfers.")
    if any(c.voorlopig for c, _ in cellen):
        zinnen.append("Voorlopige cijfers staan schuin.")
    return " ".join(zinnen)


def cellen_van(tabellen: tuple[r.Tabel, ...]) -> list[tuple[r.Cel, bool]]:
    """All cells of tables, each with whether it is last year's."""
    uit = []
    for een in tabellen:
        for rij in een.regels:
            uit.append((rij.nu, False))
            if rij.vorig and een.vergelijkt:
                uit.append((rij.vorig, True))
    return uit


def cijferregels(*, cijfers: Cijfers, gemeente: Gemeente, jaar: int, mededeling: str) -> tuple[r.Cijferregel, ...]:
    """Every figure of this year and the last as it is attached to the report, in the order of the indicators."""
    uit = []
    for indicator in cijfers.indicatoren.values():
        for een in (jaar - 1, jaar):
            cijfer = cijfers.voor_rapport(indicator.code, jaar=een, gemeente=gemeente)
            if cijfer.ontbreekt:
                continue
            toelichting = [GEEN_GEGEVENS] if cijfer.geen_gegevens else []
            toelichting += ["voorlopig"] if cijfer.voorlopig else []
            toelichting += ["voorbeeldcijfer"] if cijfer.voorbeeld or mededeling else []
            uit.append(
                r.Cijferregel(
                    code=indicator.code,
                    naam=indicator.naam,
                    rubriek=indicator.rubriek,
                    bereik=gemeente.naam if cijfer.scope == Scope.GEMEENTE else cijfer.scope,
                    jaar=een,
                    waarde=None if cijfer.waarde is None else waardetekst(cijfer.waarde, indicator),
                    eenheid=indicator.eenheid,
                    toelichting="; ".join([*toelichting, *cijfer.noten]),
                    peildatum=_peildatum(cijfers, cijfer, gemeente),
                    bron=cijfer.bron or BRONNEN.get(indicator.soort, "opgave van de bibliotheek"),
                )
            )
    return tuple(uit)


def _peildatum(cijfers: Cijfers, cijfer: Cijfer, gemeente: Gemeente) -> str:
    """The day for which the figure holds, as ISO date; empty for what is counted over the year."""
    bij = gemeente if cijfer.scope == Scope.GEMEENTE else None
    meting = cijfers.meting(cijfer.indicator, jaar=cijfer.jaar, scope=cijfer.scope, gemeente=bij)
    if meting is not None and meting.peildatum:
        return meting.peildatum.isoformat()
    soort, jaar = cijfer.indicator.soort, cijfer.jaar
    if soort == Soort.LEERLINGEN:
        return cijfers.teldatum(jaar, schoolsoort(cijfer.indicator)).isoformat()
    if soort == Soort.LOCATIES:
        return cijfers.peildatum_locaties(jaar).isoformat()
    return cijfers.peildatum_inwoners(jaar).isoformat() if soort == Soort.INWONERS else ""
