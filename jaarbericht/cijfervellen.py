"""A sectie with tables of figures as sheets: heading, large figures, tables in two columns, charts."""

from dataclasses import dataclass, field

from . import meten
from .rapport import Cijferblok, Sectie, Tabel, Tekst
from .vellen import Blok, Vel
from .verdelen import Stuk, kolommen, tabelhoogte, verdeel

HOOG = 170.0  # height that is planned on a page, mm
KOLOM = 121.5
BREED, KOPBREED = 255.0, 100.0
GEWOON, DICHT = 6.35, 5.45  # height of a row, mm
WIT = 6.0
RUIM = 8  # rows up to which a page gets large figures beside a panel


@dataclass
class Cijfervellen:
    vellen: list[Vel]
    stijl: str = ""  # "", "dicht" or "ruim"
    y: float = 0
    rij: float = field(default=GEWOON)


def cijfervellen(sectie: Sectie) -> Cijfervellen:
    """The sheets of a sectie of soort cijfers or tabellen."""
    blokken = [_als_blok(deel) for deel in sectie.onderdelen if isinstance(deel, (Cijferblok, Tabel, Tekst))]
    eerste = blokken[0] if blokken else Cijferblok(())
    rijen = sum(len(tabel.regels) for blok in blokken for tabel in blok.tabellen)
    if rijen <= RUIM and len(blokken) == 1 and not eerste.helden and not eerste.grafiek:
        return Cijfervellen([Vel(blokken=[_kop(sectie, eerste), *(Blok("tabel", t) for t in eerste.tabellen)])], "ruim")
    gewoon = _zet(sectie, blokken, GEWOON)
    if len(gewoon.vellen) > 1:
        dicht = _zet(sectie, blokken, DICHT)
        if len(dicht.vellen) < len(gewoon.vellen):
            dicht.stijl = "dicht"
            return dicht
    return gewoon


def _als_blok(deel: Cijferblok | Tabel | Tekst) -> Cijferblok:
    if isinstance(deel, Tabel):
        return Cijferblok((deel,))
    if isinstance(deel, Tekst):
        return Cijferblok((), titel=deel.titel, html=deel.html)
    return deel


def _kop(sectie: Sectie, eerste: Cijferblok) -> Blok:
    return Blok("cijferkop", {"titel": eerste.titel or sectie.titel, "html": eerste.html})


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
    uitleg = meten.hoogte(blok.html, KOPBREED, punten=8.5, regel=4.2)
    uitleg += meten.regels(sectie.mededeling, KOPBREED, 8.5) * 4.2 if sectie.mededeling else 0
    return max(12.5, uitleg) + 6


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
        stukken.append(Stuk("grafiek", blok.grafiek, 84, van=99))
    groepen = [(stuk,) for stuk in stukken]
    onder = 38 if strook else 0
    heel = kolommen(tuple(groepen), top - uit.y - onder) if groepen else None
    if heel:
        _leg(uit, Blok("kolommen", kolommen=heel), heel.hoogte)
    else:
        for nummer, deel in enumerate(verdeel(groepen, top - uit.y, top - 4)):
            if nummer:
                _nieuw_vel(uit)
            if deel:
                _leg(uit, Blok("kolommen", kolommen=deel), deel.hoogte)
    if strook:
        if uit.y + onder > top:
            _nieuw_vel(uit)
        _leg(uit, Blok("strook", strook), onder)


def _naast(blok: Cijferblok) -> bool:
    return bool(blok.titel) and len(blok.tabellen) == 1 and not blok.grafiek and not blok.helden


def _zet_naast(uit: Cijfervellen, blok: Cijferblok, top: float) -> None:
    """A later block of one table: its text at the left, the table at the right."""
    tekst = 10 + meten.hoogte(blok.html, 62, punten=8.5, regel=4.2)
    hoog = max(tekst, tabelhoogte(blok.tabellen[0], 181, uit.rij)) + WIT
    if uit.y + hoog > top:
        _nieuw_vel(uit)
    _leg(uit, Blok("naast", blok), hoog)
