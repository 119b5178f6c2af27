"""Divides stories, tables and pictures over columns and pages: columns end together and no page stays nearly empty."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape
from itertools import accumulate, pairwise, product
from math import ceil

from catalogus.drukwerk import meten

from .rapport import Beeld, Campagne, Citaat, Feit, Grafiek, Lijst, Partners, Tabel, Tekst, Verhaal

KOLOM, BREED = 92.5, 194.0  # mm: one of the two columns, and both with the white between them
SCHEEF = 18.0  # how far two columns of text may differ before a paragraph is cut in two
ONDER = 6.0  # white below each piece, but not below the last one of a column
FOTO, FOTO_LAAG, FOTO_HOOG = 58.0, 44.0, 76.0  # height of a photo in a column, mm


@dataclass(frozen=True)
class Stuk:
    """Something that stands in a column; heights in mm, with the white below it."""

    soort: str  # verhaal beeld citaat feit tabel lijst grafiek
    deel: object
    hoogte: float
    krimp: float = 0  # how much lower and how much higher it may become
    groei: float = 0
    maat: float = 0  # height of a photo (mm), size of a heading (pt)
    van: int = 0  # the number of the story it belongs to

    @property
    def sjabloon(self) -> str:
        return f"jaarbericht/rapport/onderdeel/{self.soort}.html"


@dataclass(frozen=True)
class Kolommen:
    links: tuple[Stuk, ...]
    rechts: tuple[Stuk, ...]
    hoogte: float


def verhaalhoogte(verhaal: Verhaal, breedte: float = KOLOM) -> float:
    hoog = 7.0 + meten.regels(verhaal.titel, breedte, 11.5, kop=True, factor=meten.KOP_700) * 4.9 + 1
    return hoog + meten.hoogte(verhaal.html, breedte) + ONDER


def breedhoogte(verhaal: Verhaal) -> float:
    """Of a story over both columns, with its picture in the first of them."""
    kop = 17.5 + (meten.regels(verhaal.titel, BREED, 20, kop=True) - 1) * 7.4
    foto = beeldstuk(verhaal.beeld, 0).hoogte if verhaal.beeld else 0
    return kop + ceil((meten.hoogte(verhaal.html, KOLOM) + foto) / 10) * 5 + 2.5


def bijschrift(beeld: Beeld) -> str:
    return f"{beeld.bijschrift} Foto: {beeld.maker}." if beeld.maker else beeld.bijschrift


def beeldstuk(beeld: Beeld, van: int, hoog: float = FOTO) -> Stuk:
    tekst = bijschrift(beeld)
    onder = (1.2 + meten.regels(tekst, KOLOM, 8.5) * 4 if tekst else 0) + ONDER
    return Stuk("beeld", beeld, hoog + onder, hoog - FOTO_LAAG, FOTO_HOOG - hoog, hoog, van)


def tabelhoogte(tabel: Tabel, breedte: float = KOLOM, rij: float = 6.35) -> float:
    naam = breedte - (40 if tabel.staven else 51 if tabel.vergelijkt else 19)
    rijen = sum(meten.regels(regel.naam + regel.noot, naam, 9.2) * 4.4 + rij - 4.4 for regel in tabel.regels)
    kop = 6.6 if len(tabel.titel) < 26 else 11.6
    noot = meten.regels(tabel.noot, breedte, 7.5) * 3.6 + 1 if tabel.noot else 0
    return kop + rijen + noot + ONDER


def citaathoogte(citaat: Citaat, breedte: float = KOLOM, punten: float = 14) -> float:
    """Of the small quote with a rule at its left, in a column or in the margin."""
    regels = meten.regels(f"‘{citaat.tekst}’", breedte - 6.4, punten, kop=True, factor=meten.CURSIEF)
    return regels * punten * 1.28 * meten.PUNT + meten.regels(citaat.wie, breedte - 6.4, 8.5) * 4.2 + 11


def feithoogte(feit: Feit, breedte: float) -> float:
    return 30 + meten.regels(meten.kale_tekst(feit.html), breedte, 10) * 4.7


def teksthoogte(deel: Tekst) -> float:
    """In one column, with its heading and the white below it."""
    if deel.stijl == "lead":
        return meten.hoogte(deel.html, KOLOM, punten=13.6, regel=6.2) + 4
    return meten.hoogte(deel.html, KOLOM) + (12.6 if deel.titel else 2.5)


def campagnehoogte(deel: Campagne) -> float:
    links = 5 + meten.regels(deel.naam, 86, 20, kop=True, factor=meten.KOP_700) * 7.5
    links += 1.5 + meten.regels(deel.thema, 86, 10) * 5 if deel.thema else 0
    return 9.5 + max(links, meten.hoogte(deel.html, 86) + 0.6)


def smalhoogte(deel: Campagne) -> float:
    """Of a campaign with one story, side by side."""
    links = 11.5 + meten.regels(deel.naam, 82, 17, kop=True, factor=meten.KOP_700) * 6.4
    links += 1 + meten.regels(deel.thema, 82, 9) * 4.4 if deel.thema else 0
    return max(links + 1.5 + meten.hoogte(deel.html, 82, punten=9, regel=4.4), verhaalhoogte(deel.verhalen[0]) - ONDER)


def bandhoogte(citaat: Citaat | None, feit: Feit | None) -> float:
    """Of a quote over the full width, with or without a fact beside it; or of a fact alone."""
    if citaat is None:
        return 21.0
    breed = BREED - 22 - (67 if feit else 0)
    regels = meten.regels(f"‘{citaat.tekst}’", breed, 18, kop=True, factor=meten.CURSIEF)
    hoog = 16 + regels * 8.2 + 7.2
    return max(hoog, feithoogte(feit, 58) - 8) if feit else hoog


def partnerhoogte(deel: Partners) -> float:
    rollen = (meten.regels(partner.rol, KOLOM, 8.5) * 4.1 if partner.rol else 0 for partner in deel.partners)
    return 9.2 + sum(8.2 + rol for rol in rollen) / 2 + 3


def helften(delen: Sequence[Tekst]) -> tuple[str, str, float] | None:
    """Running text as HTML of two columns and their height, cut between paragraphs; None when that leaves them uneven.

    Without a cut in a paragraph it reads better, and laying out is much quicker than with balanced columns.
    """
    rij: list[tuple[str, str, float]] = []
    for deel in delen:
        if deel.titel:
            rij.append(("h3", f"<h3>{escape(deel.titel)}</h3>", 10.1))
        if deel.stijl == "lead":
            rij.append(("p", f'<div class="lead">{deel.html}</div>', teksthoogte(deel)))
            continue
        for element, html in meten.stukken(deel.html):
            rij.append((element, html, meten.hoogte(html, KOLOM) + 2.5))
    beste = None
    for knip in range(1, len(rij)):
        if rij[knip - 1][0] in ("h3", "h4"):
            continue
        links, rechts = (sum(hoog for *_, hoog in kant) - 2.5 * (kant[0][0] == "h3") for kant in (rij[:knip], rij[knip:]))
        if abs(links - rechts) <= SCHEEF and (beste is None or max(links, rechts) < beste[2]):
            beste = ("".join(h for _, h, _ in rij[:knip]), "".join(h for _, h, _ in rij[knip:]), max(links, rechts))
    return (beste[0], beste[1], beste[2] - 2.5) if beste else None


def stuk(deel, breedte: float = KOLOM) -> Stuk:
    """A part that stands in one column as it is."""
    if isinstance(deel, Tabel):
        return Stuk("tabel", deel, tabelhoogte(deel, breedte))
    if isinstance(deel, Lijst):
        return Stuk("lijst", deel, 10 + 9.6 * len(deel.regels))
    if isinstance(deel, Grafiek):
        return Stuk("grafiek", deel, 8 + 60 * breedte / 106 + 4)
    if isinstance(deel, Citaat):
        return Stuk("citaat", deel, citaathoogte(deel, breedte))
    return Stuk("feit", deel, feithoogte(deel, breedte))


def groep(verhaal: Verhaal, nummer: int, foto: float = FOTO) -> tuple[Stuk, ...]:
    """A story, after its picture when there is one."""
    tekst = Stuk("verhaal", verhaal, verhaalhoogte(verhaal), van=nummer)
    return (beeldstuk(verhaal.beeld, nummer, foto), tekst) if verhaal.beeld else (tekst,)


def _rek(stukken: Sequence[Stuk]) -> tuple[float, float, float]:
    """Lowest, natural and greatest height of a column."""
    hoog = sum(deel.hoogte for deel in stukken) - (ONDER if stukken else 0)
    return hoog - sum(d.krimp for d in stukken), hoog, hoog + sum(d.groei for d in stukken)


def _hoogste(links: Sequence[Stuk], rechts: Sequence[Stuk], ruimte: float) -> tuple[float, float] | None:
    """The common height that costs least, with its cost: white at a column's foot, and photos out of proportion."""
    (l_laag, l_gewoon, l_hoog), (r_laag, r_gewoon, r_hoog) = _rek(links), _rek(rechts)
    onder = max(l_laag, r_laag)
    if onder > ruimte:
        return None
    uit = None
    doel, top = onder, max(onder, min(ruimte, max(l_gewoon, r_gewoon)))
    while doel <= top + 0.01:
        links_op, rechts_op = min(max(doel, l_laag), l_hoog), min(max(doel, r_laag), r_hoog)
        prijs = 2 * doel - links_op - rechts_op + 0.3 * (abs(links_op - l_gewoon) + abs(rechts_op - r_gewoon))
        if uit is None or prijs < uit[1]:
            uit = (doel, prijs)
        doel += 2
    return uit


def _volgordes(groepen: Sequence[tuple[Stuk, ...]]):
    """Every order in which a picture stands before or after its own story; of the first four pictures, that is enough."""
    rang = accumulate(len(groep) == 2 for groep in groepen)
    return product(*((g, g[::-1]) if len(g) == 2 and nummer <= 4 else (g,) for g, nummer in zip(groepen, rang, strict=True)))


def _straf(links: Sequence[Stuk], rechts: Sequence[Stuk]) -> float:
    """A picture away from its story, and two pictures on top of each other."""
    straf = 0.0
    if links and rechts and links[-1].van == rechts[0].van and links[-1].soort != rechts[0].soort:
        straf += 5
    for kolom in (links, rechts):
        straf += 40 * sum(a.soort == b.soort == "beeld" for a, b in pairwise(kolom))
        straf += 3 * (len(kolom) > 2 and kolom[-1].soort == "beeld")
    return straf


def _past(groepen: Sequence[tuple[Stuk, ...]], ruimte: float) -> bool:
    """Whether these groups fit in two columns of `ruimte` mm, with their photos at their lowest."""
    links = list(accumulate(deel.hoogte - deel.krimp for groep in groepen for deel in groep))
    return any(max(hoog, links[-1] - hoog) - ONDER <= ruimte for hoog in links)


def kolommen(groepen: tuple[tuple[Stuk, ...], ...], ruimte: float) -> Kolommen | None:
    """The best division of these groups over two columns of at most `ruimte` mm; None when they do not fit."""
    beste: tuple[float, float, tuple[Stuk, ...], tuple[Stuk, ...]] | None = None
    for volgorde in _volgordes(groepen):
        rij = tuple(deel for groep in volgorde for deel in groep)
        for knip in range(1, len(rij) + 1):
            links, rechts = rij[:knip], rij[knip:]
            hoogste = _hoogste(links, rechts, ruimte)
            if hoogste is None:
                continue
            prijs = hoogste[1] + _straf(links, rechts)
            if beste is None or prijs < beste[0]:
                beste = (prijs, hoogste[0], links, rechts)
    if beste is None:
        return None
    _, hoog, links, rechts = beste
    return Kolommen(
        _op_hoogte(links, hoog), _op_hoogte(rechts, hoog), max(min(hoog, _rek(links)[2]), min(hoog, _rek(rechts)[2]))
    )


def _op_hoogte(stukken: tuple[Stuk, ...], doel: float) -> tuple[Stuk, ...]:
    """The column with its photos higher or lower, so that it becomes `doel` mm as far as they can."""
    laag, gewoon, hoog = _rek(stukken)
    verschil = min(max(doel, laag), hoog) - gewoon
    kan = sum(d.groei if verschil > 0 else d.krimp for d in stukken)
    if not kan:
        return stukken
    uit = []
    for deel in stukken:
        erbij = verschil * (deel.groei if verschil > 0 else deel.krimp) / kan
        uit.append(replace(deel, hoogte=deel.hoogte + erbij, maat=round(deel.maat + erbij, 1) if deel.maat else 0))
    return tuple(uit)


def _gulzig(groepen: Sequence[tuple[Stuk, ...]], eerste: float, volgende: float) -> list[int]:
    """How many groups go on each page when every page takes what it can; the first may take none."""
    aantallen: list[int] = []
    begin = 0
    while begin < len(groepen):
        ruimte = volgende if aantallen else eerste
        aantal = 0
        while begin + aantal < len(groepen) and _past(groepen[begin : begin + aantal + 1], ruimte):
            aantal += 1
        if not aantal and aantallen:
            aantal = 1
        aantallen.append(aantal)
        begin += aantal
    return aantallen


def verdeel(groepen: Sequence[tuple[Stuk, ...]], eerste: float, volgende: float) -> list[Kolommen | None]:
    """The groups over as few pages as possible, evenly filled.

    eerste: room on the page that was begun, volgende: on the pages after it, in mm. None as the first item means that
    nothing fits on the page that was begun.
    """
    aantallen = _gulzig(groepen, eerste, volgende)
    laag, hoog = 40.0, volgende
    while len(aantallen) > 1 and hoog - laag > 4:
        midden = (laag + hoog) / 2
        proef = _gulzig(groepen, min(eerste, midden), midden)
        if len(proef) <= len(aantallen) and bool(proef[0]) == bool(aantallen[0]):
            aantallen, hoog = proef, midden
        else:
            laag = midden
    uit: list[Kolommen | None] = []
    begin = 0
    for nummer, aantal in enumerate(aantallen):
        deel = tuple(groepen[begin : begin + aantal])
        begin += aantal
        ruimte = volgende if nummer else eerste
        uit.append((kolommen(deel, ruimte) or kolommen(deel, 1000)) if deel else None)  # 1000: too high for any page
    return uit
