"""The parts that every book has, with static/drukwerk/boek.css: contents as a pile of books, chapter openers, thumb index."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from catalogus import tekeningen

from . import meten
from .huisstijl import Huisstijl

BOEKBREED = 104.0  # mm for a title on the narrowest book of the contents page
# Class, size (pt) and line height (mm) of an introduction, and how far down the page it may reach (mm).
INTROMATEN = (("", 17, 7.6, 116), ("lang", 14, 6.3, 128), ("langst", 12, 5.5, 128))


class Ingang(Protocol):
    """An entry of the contents; nummer is None for what is no chapter."""

    @property
    def nummer(self) -> int | None: ...
    @property
    def titel(self) -> str: ...


@dataclass(frozen=True)
class Duim:
    """One entry of the thumb index."""

    sleutel: str
    tekst: str
    klasse: str


def stapel(*, regels: Sequence[Ingang], sleutel: str, zaad: str, huisstijl: Huisstijl) -> dict:
    """Context of drukwerk/inhoud.html: the pile fits the number of entries, and a long title fits its book."""
    genummerd = sum(regel.nummer is not None for regel in regels)
    maat = tekeningen.stapelmaat(len(regels), genummerd)
    dik, dun = min(14, max(maat.dik * 1.3, 8)), min(10.5, max(maat.dun * 1.7, 8))
    stijl = f".stapel{{top:{maat.boven:.2f}mm}}" + "".join(
        f".stapel .{soort}{{height:{hoog:.2f}mm;line-height:{hoog:.2f}mm;font-size:{punten:.1f}pt}}"
        f".stapel .{soort} .blz{{line-height:{hoog - 2.6:.2f}mm}}.stapel .{soort} .lang{{line-height:{hoog / 2:.2f}mm}}"
        for soort, hoog, punten in (("dik", maat.dik, dik), ("dun", maat.dun, dun))
    )
    stijl += huisstijl.achtergrond(sleutel, "inhoud", zaad=zaad, aantal=len(regels), genummerd=genummerd)
    boeken = []
    for regel in regels:
        letters, factor, gewoon = (meten.LEES, meten.HALFVET, dun) if regel.nummer is None else (meten.KOP, 1, dik)
        punten = BOEKBREED / meten.breed(regel.titel, 1, letters, factor)
        kleiner = max(round(punten, 1), 8) if punten < gewoon else 0
        boeken.append({"regel": regel, "punten": kleiner, "lang": punten < 8})
    return {"stijl": stijl, "boeken": boeken}


def opener(
    *, nummer: int | None, titel: str, html: str, sleutel: str, lijn: int | None, zaad: object, huisstijl: Huisstijl
) -> dict:
    """Context of drukwerk/opener.html: the largest type with which the introduction stays clear of the drawing."""
    punten = 42 if meten.regels(titel, 186, 42, kop=True) <= 2 else 34
    boven = 22 + meten.regels(titel, 186, punten, kop=True) * punten * 1.04 * meten.PUNT
    html = html if "<p" in html else f"<p>{html}</p>"
    passend = (
        klasse
        for klasse, intro, regel, onder in INTROMATEN
        if boven + meten.hoogte(html, 172, punten=intro, regel=regel) <= onder
    )
    klasse = next(passend, INTROMATEN[-1][0])
    klassen = [klasse] if klasse else []
    if nummer is not None and nummer > 9:
        klassen.append("twee-cijfers")
    stijl = huisstijl.achtergrond(sleutel, "opener", nummer=lijn or 0, zaad=zaad)
    return {"punten": punten, "stijl": stijl, "klassen": klassen}


def vervolgduim(*, pagina: str, nummer: int, plek: int, met_inhoud: bool, tonen: tekeningen.Tonen) -> str:
    """The thumb on the later pages of a chapter, as CSS for the named page: no link, where the one on the first page is.

    plek: its place among the numbered entries of the thumb index, which `met_inhoud` begins with the contents.
    """
    boven = (7.8 if met_inhoud else 0) + plek * 11.8
    return (
        f'@page {pagina}{{@right-top{{content:"{nummer}";background:{tonen.vlak};color:{tonen.op};'
        f"margin:{boven:.1f}mm 0 auto auto}}}}"
    )
