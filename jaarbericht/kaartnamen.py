"""Where the names on the map go: inside their own shape, clear of each other, of the dots and of the edge."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from catalogus.tekeningen.tekst import breedte, breek

from .kaartvormen import Punt, Ring

STIP = 1.8  # radius of the dot of a place, mm


@dataclass(frozen=True)
class Vak:
    """Rectangle in mm."""

    x: float
    y: float
    b: float
    h: float

    def raakt(self, ander: "Vak", lucht: float = 0) -> bool:
        return (
            self.x < ander.x + ander.b + lucht
            and ander.x < self.x + self.b + lucht
            and self.y < ander.y + ander.h + lucht
            and ander.y < self.y + self.h + lucht
        )

    def omvat(self, ander: "Vak") -> bool:
        return (
            self.x <= ander.x
            and self.y <= ander.y
            and ander.x + ander.b <= self.x + self.b
            and ander.y + ander.h <= self.y + self.h
        )

    def groter(self, rand: float) -> "Vak":
        return Vak(self.x - rand, self.y - rand, self.b + 2 * rand, self.h + 2 * rand)

    @property
    def midden(self) -> Punt:
        return self.x + self.b / 2, self.y + self.h / 2


@dataclass(frozen=True)
class Naam:
    """A placed name: its lines, font size in mm, rectangle, and the point a leader line runs to (None: no line)."""

    regels: tuple[str, ...]
    maat: float
    vak: Vak
    naar: Punt | None = None


class Raster:
    """A shape on a grid of one millimetre, as sums, so that "how much of this rectangle is inside" is one step."""

    def __init__(self, ringen: Sequence[Ring], breedte: float, hoogte: float):
        self.b, self.h = math.ceil(breedte), math.ceil(hoogte)
        self.som = [[0] * (self.b + 1)]
        zx, zy, aantal = 0.0, 0.0, 0
        for rij in range(self.h):
            y, vol = rij + 0.5, [0] * (self.b + 1)
            sneden = sorted(
                x1 + (y - y1) / (y2 - y1) * (x2 - x1)
                for ring in ringen
                for (x1, y1), (x2, y2) in pairwise([*ring, ring[0]])
                if (y1 <= y) != (y2 <= y)
            )
            for links, rechts in zip(sneden[::2], sneden[1::2], strict=True):
                for kolom in range(max(0, math.ceil(links - 0.5)), min(self.b, math.ceil(rechts - 0.5))):
                    vol[kolom] = 1
                    zx, zy, aantal = zx + kolom + 0.5, zy + y, aantal + 1
            lopend, vorige, regel = 0, self.som[-1], [0]
            for kolom in range(self.b):
                lopend += vol[kolom]
                regel.append(vorige[kolom + 1] + lopend)
            self.som.append(regel)
        self.zwaartepunt = (zx / aantal, zy / aantal) if aantal else None

    def deel(self, vak: Vak) -> float:
        """Share of the rectangle that lies inside the shape, 0 to 1."""
        x1, x2 = math.floor(vak.x), math.ceil(vak.x + vak.b)
        y1, y2 = math.floor(vak.y), math.ceil(vak.y + vak.h)
        geheel = (x2 - x1) * (y2 - y1)
        x1, x2 = max(0, min(self.b, x1)), max(0, min(self.b, x2))
        y1, y2 = max(0, min(self.h, y1)), max(0, min(self.h, y2))
        return (self.som[y2][x2] - self.som[y1][x2] - self.som[y2][x1] + self.som[y1][x1]) / geheel


# ---------------------------------------------------------------- places


def _rondom(stip: Punt, los: float, b: float, h: float) -> list[Punt]:
    """Top left corners of a plate at distance `los` from the edge of a dot: below, above, right, left, then between."""
    (x, y), r = stip, STIP + los
    s = r * 0.75
    recht = [(x - b / 2, y + r), (x - b / 2, y - r - h), (x + r, y - h / 2), (x - r - b, y - h / 2)]
    schuin = [(x + s, y + s), (x - s - b, y + s), (x + s, y - s - h), (x - s - b, y - s - h)]
    if los < 4:
        return recht + schuin
    breder = [(x + kx * (b * 0.6 + r * 0.4) - b / 2, y + ky * (h / 2 + r) - h / 2) for kx in (1, -1) for ky in (1, -1)]
    return recht + schuin + breder


def _plaatskansen(
    naam: str, stip: Punt, maat: float, blad: Vak, stippen: Sequence[Vak], eigen: Raster | None
) -> list[tuple[float, Naam]]:
    """Where the plate of a place may stand, cheapest first: close by, else farther away on a line that runs outwards."""
    b, h = breedte(naam, maat) + 2.4, maat * 1.45
    mx, my = (sum(waarden) / len(stippen) for waarden in zip(*(s.midden for s in stippen), strict=True))
    uit = []
    for ronde, los in enumerate((0.7, 4, 8, 13, 19, 26)):
        for voorkeur, (px, py) in enumerate(_rondom(stip, los, b, h)):
            vak = Vak(px, py, b, h)
            if not blad.omvat(vak) or any(vak.raakt(ander, 0.3) for ander in stippen):
                continue
            prijs = ronde * 4 + voorkeur * 0.25 + (3 * (1 - eigen.deel(vak)) if eigen else 0)
            bord = Naam((naam,), maat, vak, stip if ronde else None)
            if ronde:
                naar_x, naar_y = vak.midden[0] - stip[0], vak.midden[1] - stip[1]
                weg = math.hypot(naar_x, naar_y) * math.hypot(stip[0] - mx, stip[1] - my) or 1
                prijs += 2 - 2 * (naar_x * (stip[0] - mx) + naar_y * (stip[1] - my)) / weg
                prijs += 3 * sum(
                    any(ander.raakt(Vak(x, y, 0, 0)) for x, y in langs(bord)) for ander in stippen if ander.midden != stip
                )
            uit.append((prijs, bord))
    return sorted(uit, key=lambda kans: kans[0])


ZONDER = 100.0  # price of a place without a plate


def zet_plaatsen(plaatsen: Sequence[tuple[str, float, float]], blad: Vak, eigen: Raster | None) -> list[Naam]:
    """Plates for the places (name, x, y), together as cheap as can be found; a place without room gets no plate."""
    maat = 3.7 if len(plaatsen) <= 8 else 3.2
    stippen = [Vak(x - STIP, y - STIP, 2 * STIP, 2 * STIP) for _, x, y in plaatsen]
    kansen = [_plaatskansen(naam, (x, y), maat, blad, stippen, eigen) for naam, x, y in plaatsen]
    volgorde = sorted(range(len(plaatsen)), key=lambda i: len(kansen[i]))
    beste, laagste = _zoek(kansen, volgorde, len(volgorde) + 1, math.inf)
    for _ in plaatsen:  # whoever is left over chooses first the next time
        over = [i for i in volgorde if not any(bord in beste for _, bord in kansen[i])]
        if not over:
            break
        volgorde = over + [i for i in volgorde if i not in over]
        anders, prijs = _zoek(kansen, volgorde, len(volgorde) + 1, math.inf)
        if prijs < laagste:
            beste, laagste = anders, prijs
    anders, prijs = _zoek(kansen, volgorde, 1500, laagste)
    return anders if prijs < laagste else beste


def _zoek(
    kansen: Sequence[list[tuple[float, Naam]]], volgorde: Sequence[int], stappen: int, laagste: float
) -> tuple[list[Naam], float]:
    """Depth first, cheapest plates first, in at most so many steps; only what is cheaper than `laagste`."""
    minimaal = [kansen[i][0][0] if kansen[i] else ZONDER for i in volgorde]
    rest = [sum(minimaal[diepte + 1 :]) for diepte in range(len(volgorde))]
    beste: list[Naam] = []

    def verder(diepte: int, gezet: list[Naam], prijs: float) -> None:
        nonlocal beste, laagste, stappen
        stappen -= 1
        if diepte == len(volgorde):
            beste, laagste = gezet, prijs
            return
        for p, bord in kansen[volgorde[diepte]]:
            if stappen <= 0 or prijs + p + rest[diepte] >= laagste:
                return
            if not any(bord.vak.raakt(ander.vak, 0.6) for ander in gezet) and not _kruist(bord, gezet):
                verder(diepte + 1, [*gezet, bord], prijs + p)
        if stappen > 0 and prijs + ZONDER + rest[diepte] < laagste:
            verder(diepte + 1, gezet, prijs + ZONDER)

    verder(0, [], 0.0)
    return beste, laagste


def _kruist(naam: Naam, gezet: Sequence[Naam]) -> bool:
    """Does a leader line run under a plate, or cross another leader line?"""
    for ander in gezet:
        for een, twee in ((naam, ander), (ander, naam)):
            if een.naar and any(twee.vak.raakt(Vak(x - 0.2, y - 0.2, 0.4, 0.4)) for x, y in langs(een)):
                return True
        if naam.naar and ander.naar and _snijden(naam.naar, naam.vak.midden, ander.naar, ander.vak.midden):
            return True
    return False


def langs(naam: Naam) -> list[Punt]:
    """Thirteen points along the leader line, from its dot to the middle of the plate."""
    (x1, y1), (x2, y2) = naam.naar or naam.vak.midden, naam.vak.midden
    return [(x1 + (x2 - x1) * i / 12, y1 + (y2 - y1) * i / 12) for i in range(13)]


def _snijden(a: Punt, b: Punt, c: Punt, d: Punt) -> bool:
    def kant(p: Punt, q: Punt, r: Punt) -> float:
        return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])

    return kant(a, b, c) * kant(a, b, d) < 0 and kant(c, d, a) * kant(c, d, b) < 0


# ---------------------------------------------------------------- gemeenten


def _opmaken(naam: str) -> list[tuple[float, tuple[str, ...], float, float]]:
    """Ways to set a name, best first: (size, lines, width, height)."""
    uit = []
    for maat in (3.5, 3.1, 2.8, 2.65):
        gezien = set()
        for ruimte in (math.inf, breedte(naam, maat) * 0.72, breedte(naam, maat) * 0.5):
            regels = tuple(breek(naam, maat, ruimte)) if ruimte < math.inf else (naam,)
            heel = all(breedte(stuk, maat) <= ruimte for stuk in naam.replace("-", "- ").split())
            if heel and regels not in gezien:
                gezien.add(regels)
                breed = max(breedte(regel, maat) for regel in regels)
                uit.append((maat, regels, breed, maat * (1.12 * len(regels) - 0.12)))
    return uit


def _rooster(vak: Vak, stap: float) -> list[Punt]:
    return [(vak.x + i * stap, vak.y + j * stap) for j in range(int(vak.h / stap) + 1) for i in range(int(vak.b / stap) + 1)]


def _binnen(naam: str, raster: Raster, kader: Vak, blad: Vak, bezet: Sequence[Vak]) -> Naam | None:
    """The roomiest spot inside the own shape, at the largest size that has one."""
    zx, zy = raster.zwaartepunt or kader.midden
    for maat, regels, b, h in _opmaken(naam):
        beste, hoogste = None, -math.inf
        for x, y in _rooster(kader, 1.0):
            vak = Vak(x - b / 2, y - h / 2, b, h)
            if raster.deel(vak) < 1 or not blad.omvat(vak) or any(vak.raakt(ander, 0.6) for ander in bezet):
                continue
            ruim = sum(raster.deel(vak.groter(rand)) > 0.999 for rand in (0.6, 1.2, 2, 3, 4, 6))
            waarde = ruim - math.dist((x, y), (zx, zy)) * 0.12
            if waarde > hoogste:
                beste, hoogste = Naam(regels, maat, vak), waarde
        if beste and (hoogste > -2.5 or maat <= 2.8):
            return beste
    return None


def _ernaast(naam: str, raster: Raster, blad: Vak, bezet: Sequence[Vak]) -> Naam | None:
    """The nearest free spot partly or wholly outside the shape; when outside, with a line that runs clear of the rest."""
    zx, zy = raster.zwaartepunt or blad.midden
    for maat, regels, b, h in _opmaken(naam)[::-1]:
        plekken = sorted(_rooster(Vak(zx - 22, zy - 22, 44, 44), 1.5), key=lambda p: math.dist(p, (zx, zy)))
        for x, y in plekken:
            vak = Vak(x - b / 2, y - h / 2, b, h)
            if not blad.omvat(vak) or any(vak.raakt(ander, 0.6) for ander in bezet):
                continue
            los = Naam(regels, maat, vak, None if raster.deel(vak) > 0.25 else (zx, zy))
            if not los.naar or not any(ander.raakt(punt) for punt in lijnvakken(los) for ander in bezet):
                return los
    return None


def lijnvakken(naam: Naam) -> list[Vak]:
    """Small rectangles along the leader line of a name, none without a line: what other names must stay off."""
    return [Vak(x - 0.5, y - 0.5, 1, 1) for x, y in langs(naam)] if naam.naar else []


def zet_gemeenten(vormen: Sequence[tuple[str, Raster, Vak]], blad: Vak, bezet: Sequence[Vak]) -> list[Naam | None]:
    """A name for every shape (name, raster, bounding box), clear of all that is taken; None where there is no room."""
    bezet = list(bezet)
    gezet: list[Naam | None] = []
    for naam, raster, kader in vormen:
        gezet.append(_binnen(naam, raster, kader, blad, bezet))
        bezet += [plek.vak for plek in gezet[-1:] if plek]
    for i, (naam, raster, _) in enumerate(vormen):
        if gezet[i] is None:
            gezet[i] = los = _ernaast(naam, raster, blad, bezet)
            bezet += [los.vak, *lijnvakken(los)] if los else []
    return gezet
