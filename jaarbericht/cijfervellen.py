"""A sectie with tables of figures as sheets: heading, large figures, tables in two columns, charts."""

from dataclasses import dataclass, field, replace

from catalogus.drukwerk import meten

from .rapport import Cijferblok, Sectie, Tabel, Tekst
from .vellen import Blok, Vel, koppunten
from .verdelen import ONDER, Kolommen, Stuk, kolommen, tabelhoogte, verdeel

HOOG = 170.0  # height that is planned on a page, mm
KOLOM = 121.5
BREED, TITELBREED = 255.0, 175.0
GEWOON, DICHT = 6.35, 5.45  # height of a row, mm
WIT = 6.0
PANEEL = 66.0  # width of a heading in the panel beside few figures
RUIME_RIJEN = (("ruim reus", 26.0), ("ruim", 12.8), ("ruim smal", 8.3))  # with the height of their rows


@dataclass
class Cijfervellen:
    vellen: list[Vel]
    stijl: str = ""  # "", "dicht", or "ruim" with its size
    y: float = 0
    rij: float = field(default=GEWOON)


def cijfervellen(sectie: Sectie) -> Cijfervellen:
    """The sheets of a sectie of soort cijfers or tabellen."""
    blokken = [_als_blok(deel) for deel in sectie.onderdelen if isinstance(deel, (Cijferblok, Tabel, Tekst))]
    if len(blokken) > 1 and not blokken[0].tabellen and not blokken[1].titel:
        tekst, eerste, *rest = blokken
        blokken = [replace(eerste, titel=tekst.titel, html=tekst.html + eerste.html), *rest]
    ruim = _ruim(blokken)
    if ruim:
        return Cijfervellen(
            [Vel(blokken=[_kop(sectie, blokken[0], PANEEL), *(Blok("tabel", t) for t in blokken[0].tabellen)])], ruim
        )
    gewoon = _zet(sectie, blokken, GEWOON)
    if len(gewoon.vellen) > 1:
        dicht = _zet(sectie, blokken, DICHT)
        if len(dicht.vellen) < len(gewoon.vellen):
            dicht.stijl = "dicht"
            return dicht
    return gewoon


def _ruim(blokken: list[Cijferblok]) -> str:
    """The style with which few figures fill a page beside a panel; empty when there are too many, or a chart."""
    if len(blokken) != 1 or blokken[0].helden or blokken[0].grafiek or not blokken[0].tabellen:
        return ""
    tabellen = blokken[0].tabellen
    rijen = sum(len(tabel.regels) for tabel in tabellen)
    mogelijk = RUIME_RIJEN if len(tabellen) == 1 else RUIME_RIJEN[:2]
    return next((stijl for stijl, rij in mogelijk if rijen * rij + 20 * len(tabellen) <= HOOG), "")


def _als_blok(deel: Cijferblok | Tabel | Tekst) -> Cijferblok:
    if isinstance(deel, Tabel):
        return Cijferblok((deel,))
    if isinstance(deel, Tekst):
        return Cijferblok((), titel=deel.titel, html=deel.html)
    return deel


def _kop(sectie: Sectie, eerste: Cijferblok, breedte: float = TITELBREED) -> Blok:
    titel = eerste.titel or sectie.titel
    punten = koppunten(titel, breedte, (34, 30, 26, 23, 20, 17, 14))
    return Blok("cijferkop", {"titel": titel, "html": eerste.html, "punten": punten})


def _zet(sectie: Sectie, blokken: list[Cijferblok], rij: float) -> Cijfervellen:
    uit = Cijfervellen([Vel()], rij=rij)
    onder = 4 + 3.6 * meten.regels(" ".join(noot.tekst for noot in sectie.noten), BREED, 7.5) if sectie.noten else 0
    for nummer, blok in enumerate(blokken):
        top = HOOG - (onder if nummer + 1 == len(blokken) else 0)
        if nummer == 0:
            _leg(uit, _kop(sectie, blok), _kophoogte(sectie, blok))
        elif _naast(blok):
            _zet_naast(uit, blok, top)
            continue
        elif blok.titel or blok.html:
            _leg(uit, Blok("tussenstuk", blok), 14 + meten.hoogte(blok.html, 160, punten=8.5, regel=4.2))
        if blok.helden:
            _leg(uit, Blok("helden", blok.helden), 26)
        _zet_tabellen(uit, blok, top)
    return uit


def _kophoogte(sectie: Sectie, blok: Cijferblok) -> float:
    titel = blok.titel or sectie.titel
    breed = min(meten.breed(titel, 34, meten.KOP, meten.KOP_700), TITELBREED) + 12
    uitleg = meten.hoogte(f"<p>{meten.kale_tekst(blok.html)}</p>", min(BREED - 4 - breed, 100), punten=8.5, regel=4.2)
    uitleg += meten.regels(sectie.mededeling, 80, 8.5) * 4.2 if sectie.mededeling else 0
    return max(12.5 * meten.regels(titel, TITELBREED, 34, kop=True), uitleg) + 6


def _leg(uit: Cijfervellen, blok: Blok, hoogte: float) -> None:
    blok.eerst = uit.y == 0
    uit.vellen[-1].blokken.append(blok)
    uit.y += hoogte


def _nieuw_vel(uit: Cijfervellen) -> None:
    uit.vellen.append(Vel())
    uit.y = 0


def _zet_tabellen(uit: Cijfervellen, blok: Cijferblok, top: float) -> None:
    """Tables in two columns with a chart among them, or below them when that runs over the full width."""
    strook = blok.grafiek if blok.grafiek and blok.grafiek.soort == "gestapeld" else None
    stukken = [Stuk("tabel", t, tabelhoogte(t, KOLOM, uit.rij), van=i) for i, t in enumerate(blok.tabellen)]
    if blok.grafiek and not strook:
        stukken.append(Stuk("grafiek", blok.grafiek, 7.5 + 62 + ONDER, van=99))
    groepen = [(stuk,) for stuk in stukken]
    onder = 38 if strook else 0
    delen = _over_paginas(groepen, top - uit.y, top - 4, onder)
    for nummer, deel in enumerate(delen):
        if nummer:
            _nieuw_vel(uit)
        if deel:
            _leg(uit, Blok("kolommen", kolommen=deel), deel.hoogte)
    if strook:
        if uit.y + onder > top:
            _nieuw_vel(uit)
        _leg(uit, Blok("strook", strook), onder)


def _over_paginas(groepen: list, eerste: float, volgende: float, onder: float) -> list[Kolommen | None]:
    """The tables over pages, such that `onder` mm is left below the last of them, and never for a chart alone."""
    if not groepen:
        return []
    heel = kolommen(tuple(groepen), eerste - onder)
    if heel:
        return [heel]
    helft = (len(groepen) + 1) // 2
    twee = [kolommen(tuple(groepen[:helft]), eerste), kolommen(tuple(groepen[helft:]), volgende - onder)]
    if onder and helft < len(groepen) and all(twee):
        return twee
    return verdeel(groepen, eerste, volgende)


def _naast(blok: Cijferblok) -> bool:
    return bool(blok.titel) and len(blok.tabellen) == 1 and not blok.grafiek and not blok.helden


def _zet_naast(uit: Cijfervellen, blok: Cijferblok, top: float) -> None:
    """A later block of one table: its text at the left, the table at the right."""
    tekst = 10 + meten.hoogte(blok.html, 62, punten=8.5, regel=4.2)
    hoog = max(tekst, tabelhoogte(blok.tabellen[0], 181, uit.rij)) + WIT
    if uit.y + hoog > top:
        _nieuw_vel(uit)
    _leg(uit, Blok("naast", blok), hoog)
