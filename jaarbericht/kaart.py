"""The map of the gemeenten as SVG: one coloured, its places named; real boundaries, or pebbles when there are none."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from catalogus.tekeningen.kleur import BREM, HEIDE, INKT, WIT, ZAND, Tonen, contrast
from catalogus.tekeningen.tekst import LETTER, tekst
from catalogus.tekeningen.vormen import lijn, n, recht, rond

from .kaartnamen import STIP, Naam, Raster, Vak, lijnvakken, zet_gemeenten, zet_plaatsen
from .kaartvormen import Projectie, Ring, echte_vormen, schematische_vormen

DEELNEMER, ANDER = "#dccdb2", "#e9dfcc"
RONDING = 5.0  # mm cut off the corners of a pebble


@dataclass(frozen=True)
class GemeentePlek:
    """A gemeente on the map: CBS code, name, whether it takes part, and its places as (name, longitude, latitude)."""

    code: str
    naam: str
    deelnemer: bool
    plaatsen: tuple[tuple[str, float, float], ...] = ()


@dataclass(frozen=True)
class Kaart:
    svg: str
    titel: str
    schematisch: bool


@dataclass(frozen=True)
class Indeling:
    """Everything on the map in mm, before it is drawn: shapes, dots and plates of the chosen gemeente, other names."""

    vormen: dict[str, list[Ring]]
    stippen: list[tuple[str, float, float]]
    borden: list[Naam]
    namen: dict[str, Naam]


def kaart(
    plekken: Sequence[GemeentePlek],
    *,
    gekozen: str,
    grenzen: Mapping[str, Iterable] | None = None,
    gebied: str = "",
    breedte: float = 160,
    hoogte: float = 182,
    tonen: Tonen = HEIDE,
    grond: str = ZAND,
) -> Kaart:
    """Map of breedte x hoogte mm with the gemeente with code `gekozen` in colour.

    grenzen: code -> MultiPolygon coordinates (GeoJSON, WGS84). Used when every gemeente has one; otherwise the map
    is schematic and shows the gemeenten that have places. gebied: name for the title, such as Drenthe.
    Raises ValueError when `gekozen` is not among the gemeenten or when there is nothing to draw.
    """
    if gekozen not in {plek.code for plek in plekken}:
        raise ValueError(f"De gemeente met code {gekozen} staat niet in de lijst voor de kaart. Voeg haar toe.")
    echt = grenzen if grenzen and all(grenzen.get(plek.code) for plek in plekken) else None
    if not echt and not any(plek.plaatsen for plek in plekken):
        raise ValueError(
            "De kaart is leeg: geen enkele gemeente heeft een plaats met coördinaten. "
            "Vul de ligging van een locatie in of importeer de gemeentegrenzen."
        )
    vormen, projectie = _vormen(plekken, echt, breedte, hoogte)
    indeling = _indeling(plekken, gekozen, vormen, projectie, breedte, hoogte)
    titel = _titel(plekken, gekozen, indeling, bool(echt), gebied)
    svg = _teken(plekken, gekozen, indeling, bool(echt), tonen, grond)
    kop = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {n(breedte)} {n(hoogte)}" font-family="{LETTER}">'
    return Kaart(f"{kop}<title>{escape(titel)}</title>{svg}</svg>", titel, not echt)


def _vormen(
    plekken: Sequence[GemeentePlek], grenzen: Mapping[str, Iterable] | None, breedte: float, hoogte: float
) -> tuple[dict[str, list[Ring]], Projectie]:
    if grenzen:
        return echte_vormen({plek.code: grenzen[plek.code] for plek in plekken}, breedte, hoogte)
    plaatsen = {plek.code: [(lon, lat) for _, lon, lat in plek.plaatsen] for plek in plekken if plek.plaatsen}
    return schematische_vormen(plaatsen, breedte, hoogte)


def _indeling(
    plekken: Sequence[GemeentePlek],
    gekozen: str,
    vormen: dict[str, list[Ring]],
    projectie: Projectie,
    breedte: float,
    hoogte: float,
) -> Indeling:
    """Places first, then the names of the other gemeenten in what is left."""
    blad = Vak(1, 1, breedte - 2, hoogte - 2)
    eigen = next(plek for plek in plekken if plek.code == gekozen)
    rasters = {code: Raster(ringen, breedte, hoogte) for code, ringen in vormen.items()}
    stippen = [(naam, *projectie.punt(lon, lat)) for naam, lon, lat in eigen.plaatsen]
    stippen = [s for s in stippen if blad.omvat(Vak(s[1] - STIP, s[2] - STIP, 2 * STIP, 2 * STIP))]
    borden = zet_plaatsen(stippen, blad, rasters.get(gekozen))
    bezet = [bord.vak for bord in borden] + [Vak(x - STIP, y - STIP, 2 * STIP, 2 * STIP) for _, x, y in stippen]
    bezet += [vak for bord in borden for vak in lijnvakken(bord)]
    andere = [p for p in plekken if p.code in vormen and (p.code != gekozen or not stippen)]
    gezet = zet_gemeenten([(p.naam, rasters[p.code], _kader(vormen[p.code])) for p in andere], blad, bezet)
    return Indeling(vormen, stippen, borden, {p.code: naam for p, naam in zip(andere, gezet, strict=True) if naam})


def _kader(ringen: list[Ring]) -> Vak:
    xs, ys = [x for ring in ringen for x, _ in ring], [y for ring in ringen for _, y in ring]
    return Vak(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


# ---------------------------------------------------------------- words and drawing


def opsomming(woorden: Sequence[str]) -> str:
    return woorden[0] if len(woorden) == 1 else f"{', '.join(woorden[:-1])} en {woorden[-1]}"


def _titel(plekken: Sequence[GemeentePlek], gekozen: str, indeling: Indeling, echt: bool, gebied: str) -> str:
    """The text alternative: what the map shows, in words."""
    eigen = next(plek for plek in plekken if plek.code == gekozen)
    aantal = len(indeling.vormen)
    waar = f" van {gebied}" if gebied else ""
    delen = [f"{'Kaart' if echt else 'Schematische kaart'}{waar} met {aantal} gemeente{'n' if aantal != 1 else ''}."]
    if gekozen not in indeling.vormen:
        delen.append(f"{eigen.naam} staat er niet op: er zijn geen plaatsen bekend.")
    elif eigen.plaatsen:
        namen = [naam for naam, _, _ in eigen.plaatsen]
        soort = "de plaats" if len(namen) == 1 else "de plaatsen"
        delen.append(f"{eigen.naam} is gekleurd, met {soort} {opsomming(namen)}.")
    else:
        delen.append(f"{eigen.naam} is gekleurd.")
    anders = [plek.naam for plek in plekken if plek.code in indeling.vormen and not plek.deelnemer]
    if anders:
        delen.append(f"Lichter: {opsomming(anders)}, die niet deelne{'men' if len(anders) > 1 else 'emt'}.")
    return " ".join(delen)


def _zacht(ring: Ring) -> str:
    """Path with round corners; straight parts stay where they are, so neighbours keep fitting."""
    d = ""
    for i, (x, y) in enumerate(ring):
        sneden = []
        for bx, by in (ring[i - 1], ring[(i + 1) % len(ring)]):
            lang = math.hypot(bx - x, by - y) or 1
            t = min(RONDING, lang / 2) / lang
            sneden.append((x + (bx - x) * t, y + (by - y) * t))
        (x1, y1), (x2, y2) = sneden
        d += f"{'L' if d else 'M'}{n(x1)} {n(y1)}Q{n(x)} {n(y)} {n(x2)} {n(y2)}"
    return d + "Z"


def _hoekig(ring: Ring) -> str:
    return "M" + "L".join(f"{n(x)} {n(y)}" for x, y in ring) + "Z"


def _teken(plekken: Sequence[GemeentePlek], gekozen: str, indeling: Indeling, echt: bool, tonen: Tonen, grond: str) -> str:
    delen = []
    rand = 0.8 if echt else 1.5
    for plek in sorted(plekken, key=lambda plek: plek.code == gekozen):
        if plek.code not in indeling.vormen:
            continue
        kleur = tonen.vlak if plek.code == gekozen else DEELNEMER if plek.deelnemer else ANDER
        d = "".join((_hoekig if echt else _zacht)(ring) for ring in indeling.vormen[plek.code])
        delen.append(
            f'<path d="{d}" fill="{kleur}" fill-rule="evenodd" stroke="{grond}" '
            f'stroke-width="{n(rand)}" stroke-linejoin="round"/>'
        )
    deelt = {plek.code: plek.deelnemer for plek in plekken}
    for code, naam in indeling.namen.items():
        kleur = tonen.op if code == gekozen else INKT
        delen += [_lijntje(naam, grond), _naam(naam, kleur, 600 if deelt[code] else 400)]
    stip = BREM.vlak if contrast(BREM.vlak, tonen.vlak) >= 3 else tonen.nummer
    delen += [_lijntje(bord, grond) for bord in indeling.borden]
    delen += [rond(x, y, r, kleur) for _, x, y in indeling.stippen for r, kleur in ((STIP + 0.4, tonen.vlak), (STIP, stip))]
    for bord in indeling.borden:
        vak = bord.vak
        delen.append(recht(vak.x, vak.y, vak.b, vak.h, WIT, 1))
        delen.append(tekst(vak.midden[0], vak.y + vak.h * 0.7, bord.regels[0], bord.maat, anker="middle", dikte=600))
    return "".join(delen)


def _naam(naam: Naam, kleur: str, dikte: int) -> str:
    x, _ = naam.vak.midden
    return "".join(
        tekst(x, naam.vak.y + naam.maat * (0.82 + 1.12 * i), regel, naam.maat, kleur=kleur, anker="middle", dikte=dikte)
        for i, regel in enumerate(naam.regels)
    )


def _lijntje(naam: Naam, grond: str) -> str:
    """Leader line, with a light edge, from the point to the nearest side of the name; nothing when there is none."""
    if not naam.naar:
        return ""
    x, y = naam.naar
    tx = max(naam.vak.x, min(naam.vak.x + naam.vak.b, x))
    ty = max(naam.vak.y, min(naam.vak.y + naam.vak.h, y))
    d = f"M{n(x)} {n(y)}L{n(tx)} {n(ty)}"
    return lijn(d, grond, 1.1) + lijn(d, INKT, 0.35)
