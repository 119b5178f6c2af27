"""Shapes of gemeenten on the map: real boundaries projected and simplified, or pebbles round their places."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

Punt = tuple[float, float]
Ring = list[Punt]


@dataclass(frozen=True)
class Projectie:
    """Equirectangular at one latitude, scaled and moved into a frame: x = dx + lon·kx, y = dy - lat·ky, in mm."""

    kx: float
    ky: float
    dx: float
    dy: float

    def punt(self, lon: float, lat: float) -> Punt:
        return self.dx + lon * self.kx, self.dy - lat * self.ky


def projectie(punten: Iterable[Punt], breedte: float, hoogte: float, rand: float) -> Projectie:
    """Fit (lon, lat) points into breedte x hoogte with a margin, centred; the mean latitude keeps its shape."""
    punten = list(punten)
    lons, lats = [p[0] for p in punten], [p[1] for p in punten]
    krimp = math.cos(math.radians((min(lats) + max(lats)) / 2))
    b, h = (max(lons) - min(lons)) * krimp or 1e-6, (max(lats) - min(lats)) or 1e-6
    ky = min((breedte - 2 * rand) / b, (hoogte - 2 * rand) / h)
    kx = ky * krimp
    return Projectie(
        kx,
        ky,
        breedte / 2 - (min(lons) + max(lons)) / 2 * kx,
        hoogte / 2 + (min(lats) + max(lats)) / 2 * ky,
    )


def oppervlak(ring: Sequence[Punt]) -> float:
    """Signed area; the sign is the direction of turning."""
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise([*ring, ring[0]])) / 2


# ---------------------------------------------------------------- real boundaries


def _lijnafstand(p: Punt, a: Punt, b: Punt) -> float:
    dx, dy = b[0] - a[0], b[1] - a[1]
    lang = dx * dx + dy * dy
    t = max(0.0, min(1.0, ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / lang)) if lang else 0.0
    return math.hypot(p[0] - a[0] - t * dx, p[1] - a[1] - t * dy)


def vereenvoudig(lijn: Sequence[Punt], tolerantie: float) -> list[Punt]:
    """Douglas-Peucker; both ends stay."""
    houd = {0, len(lijn) - 1}
    stapel = [(0, len(lijn) - 1)]
    while stapel:
        i, j = stapel.pop()
        ver, k = max(((_lijnafstand(lijn[k], lijn[i], lijn[j]), k) for k in range(i + 1, j)), default=(0.0, i))
        if ver > tolerantie:
            houd.add(k)
            stapel += [(i, k), (k, j)]
    return [lijn[k] for k in sorted(houd)]


def _ringen(vlakken: Iterable[Iterable[Iterable[Sequence[float]]]]) -> list[Ring]:
    """The rings of a MultiPolygon as open lists of (lon, lat), rounded to a centimetre so that equal corners are equal."""
    uit = []
    for vlak in vlakken:
        for ring in vlak:
            punten = [(round(float(p[0]), 7), round(float(p[1]), 7)) for p in ring]
            schoon = [p for i, p in enumerate(punten) if p != punten[i - 1]]
            if len(schoon) >= 3:
                uit.append(schoon)
    return uit


def _knopen(ringen: Iterable[Ring]) -> set[Punt]:
    """Corners where three or more borders meet: there an arc begins or ends."""
    buren: dict[Punt, set[Punt]] = {}
    for ring in ringen:
        for a, b in pairwise([*ring, ring[0]]):
            buren.setdefault(a, set()).add(b)
            buren.setdefault(b, set()).add(a)
    return {punt for punt, om in buren.items() if len(om) > 2}


def _bogen(ring: Ring, knopen: set[Punt]) -> list[list[Punt]]:
    """The ring cut at its knots; without knots at its smallest corner and the one farthest from that."""
    eigen = [i for i, punt in enumerate(ring) if punt in knopen]
    if len(eigen) < 2:
        begin = eigen[0] if eigen else ring.index(min(ring))
        ver = max(range(len(ring)), key=lambda i: (math.dist(ring[i], ring[begin]), ring[i]))
        eigen = sorted({begin, ver})
    rond = [*ring[eigen[0] :], *ring[: eigen[0] + 1]]
    sneden = [i - eigen[0] for i in eigen] + [len(ring)]
    return [rond[i : j + 1] for i, j in pairwise(sneden)]


def echte_vormen(
    grenzen: Mapping[str, Iterable], breedte: float, hoogte: float, *, rand: float = 3, tolerantie: float = 0.3
) -> tuple[dict[str, list[Ring]], Projectie]:
    """Rings in mm per code. Every shared border is simplified once, so neighbours keep fitting to the micrometre.

    grenzen: code -> MultiPolygon coordinates in WGS84; tolerantie: in mm. Islands under half a square millimetre
    disappear, the largest ring of a gemeente never does.
    """
    ruw = {code: _ringen(vlakken) for code, vlakken in grenzen.items()}
    knopen = _knopen(ring for ringen in ruw.values() for ring in ringen)
    proj = projectie((punt for ringen in ruw.values() for ring in ringen for punt in ring), breedte, hoogte, rand)
    bekend: dict[tuple[Punt, ...], list[Punt]] = {}

    def boog(stuk: list[Punt]) -> list[Punt]:
        vooruit = tuple(stuk) <= tuple(reversed(stuk))
        sleutel = tuple(stuk) if vooruit else tuple(reversed(stuk))
        if sleutel not in bekend:
            bekend[sleutel] = vereenvoudig([proj.punt(*punt) for punt in sleutel], tolerantie)
        return bekend[sleutel] if vooruit else bekend[sleutel][::-1]

    vormen = {}
    for code, ringen in ruw.items():
        klaar = []
        for ring in ringen:
            glad = [punt for stuk in _bogen(ring, knopen) for punt in boog(stuk)[:-1]]
            klaar.append(glad if len(glad) >= 3 else [proj.punt(*punt) for punt in ring])
        grootste = max(klaar, key=lambda ring: abs(oppervlak(ring)), default=None)
        vormen[code] = [ring for ring in klaar if ring is grootste or abs(oppervlak(ring)) >= 0.5]
    return vormen, proj


# ---------------------------------------------------------------- pebbles round places


def _knip(veelhoek: Ring, nx: float, ny: float, c: float) -> Ring:
    """The part of a convex polygon where nx·x + ny·y <= c."""
    uit = []
    for (x1, y1), (x2, y2) in pairwise([*veelhoek, veelhoek[0]]):
        d1, d2 = nx * x1 + ny * y1 - c, nx * x2 + ny * y2 - c
        if d1 <= 1e-9:
            uit.append((x1, y1))
        if (d1 < -1e-9 and d2 > 1e-9) or (d1 > 1e-9 and d2 < -1e-9):
            t = d1 / (d1 - d2)
            uit.append((x1 + t * (x2 - x1), y1 + t * (y2 - y1)))
    return uit


def _cel(punt: Punt, anderen: Sequence[Punt], straal: float) -> Ring:
    """Voronoi cell of one point, at most a square of 2·straal; others nearest first, until none can cut any more."""
    x, y = punt
    cel = [(x - straal, y - straal), (x + straal, y - straal), (x + straal, y + straal), (x - straal, y + straal)]
    for ander in sorted(anderen, key=lambda q: (math.dist(punt, q), q)):
        afstand = math.dist(punt, ander)
        if afstand / 2 > max(math.dist(punt, hoek) for hoek in cel):
            break
        if afstand:
            nx, ny = ander[0] - x, ander[1] - y
            cel = _knip(cel, nx, ny, (nx * (x + ander[0]) + ny * (y + ander[1])) / 2)
    return cel


def _leeg(punten: Sequence[Punt], afstand: float) -> list[Punt]:
    """A grid of empty points round the places, so that the outer cells end somewhere."""
    stap = afstand * 0.68
    x0, y0 = min(p[0] for p in punten) - 3 * afstand, min(p[1] for p in punten) - 3 * afstand
    kolommen = int((max(p[0] for p in punten) + 3 * afstand - x0) / stap) + 1
    rijen = int((max(p[1] for p in punten) + 3 * afstand - y0) / (stap * 0.866)) + 1
    uit = []
    for j in range(rijen):
        for i in range(kolommen):
            plek = (x0 + (i + (j % 2) / 2) * stap, y0 + j * stap * 0.866)
            if afstand < min(math.dist(plek, p) for p in punten) < 3 * afstand:
                uit.append(plek)
    return uit


def _tussenruimte(punten: Sequence[Punt]) -> float:
    """Distance between places if they were spread evenly over the rectangle round them (at least a quarter square)."""
    b = max(p[0] for p in punten) - min(p[0] for p in punten)
    h = max(p[1] for p in punten) - min(p[1] for p in punten)
    return math.sqrt(max(b * h, max(b, h) ** 2 / 4) / len(punten))


class _Hoeken:
    """Cell corners computed from different sides differ in the last digits; this makes them one."""

    def __init__(self, korrel: float):
        self.korrel = korrel
        self.bekend: dict[tuple[int, int], Punt] = {}

    def vast(self, punt: Punt) -> Punt:
        i, j = round(punt[0] / self.korrel), round(punt[1] / self.korrel)
        for di in (0, -1, 1):
            for dj in (0, -1, 1):
                if (i + di, j + dj) in self.bekend:
                    return self.bekend[i + di, j + dj]
        return self.bekend.setdefault((i, j), punt)


def _omtrek(cellen: Iterable[Ring]) -> list[Ring]:
    """Outline of adjoining cells: edges that two cells share fall away."""
    randen: dict[tuple[Punt, Punt], None] = {}
    for cel in cellen:
        for a, b in pairwise([*cel, cel[0]]):
            if a != b:
                if (b, a) in randen:
                    del randen[b, a]
                else:
                    randen[a, b] = None
    volgend: dict[Punt, list[Punt]] = {}
    for a, b in randen:
        volgend.setdefault(a, []).append(b)
    ringen = []
    while volgend:
        punt = begin = next(iter(volgend))
        ring = []
        while punt in volgend:
            ring.append(punt)
            keus = volgend[punt]
            verder = keus.pop()
            if not keus:
                del volgend[punt]
            punt = verder
            if punt == begin:
                break
        if len(ring) >= 3:
            ringen.append(ring)
    return ringen


def schematische_vormen(
    plaatsen: Mapping[str, Sequence[Punt]], breedte: float, hoogte: float, *, rand: float = 3
) -> tuple[dict[str, list[Ring]], Projectie]:
    """Rings in mm per code, made of the Voronoi cells of its places (lon, lat). Codes without places are left out."""
    punten: dict[Punt, str] = {}
    for code, plekken in plaatsen.items():
        for lon, lat in plekken:
            while punten.get((lon, lat), code) != code:
                lon += 1e-3  # two gemeenten on one spot: some seventy metres apart is enough for a cell each
            punten[lon, lat] = code
    krimp = math.cos(math.radians(sum(lat for _, lat in punten) / len(punten)))
    vlak = {(lon * krimp * 111.32, -lat * 111.32): code for (lon, lat), code in punten.items()}  # km
    alle = list(vlak)
    dichtst = [min((math.dist(p, q) for q in alle if q != p), default=6.0) for p in alle]
    afstand = max(1.0, 1.7 * median(dichtst), 0.95 * _tussenruimte(alle))
    om = alle + _leeg(alle, afstand)
    hoeken = _Hoeken(afstand * 1e-5)
    cellen: dict[str, list[Ring]] = {}
    for punt, code in vlak.items():
        cel = _cel(punt, [q for q in om if q != punt], 4 * afstand)
        cellen.setdefault(code, []).append([hoeken.vast(p) for p in cel])
    graden = {code: [[(x / krimp / 111.32, -y / 111.32) for x, y in r] for r in _omtrek(c)] for code, c in cellen.items()}
    proj = projectie((p for ringen in graden.values() for r in ringen for p in r), breedte, hoogte, rand)
    return {code: [[proj.punt(*p) for p in ring] for ring in ringen] for code, ringen in graden.items()}, proj
