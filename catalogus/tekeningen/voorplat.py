"""The cover: a dolmen whose uprights are books, on a heath that differs for every seed."""

from dataclasses import dataclass
from random import Random

from .figuren import lezer, volk
from .kleur import INKT, ROOM, WIT, Palet, Tonen, meng, onder_inkt
from .vormen import den, doek, heuvel, hunebed, kei, loofboom, recht, rond, schaap, stapel, stippen, vogels, zonder

BREED, HOOG = 297, 210  # A4 landscape, mm


@dataclass(frozen=True)
class Weer:
    """Colours of one cover; `grond` gives the heath, its bloom and the front ground under the name."""

    lucht: str
    zon: str
    ver: str
    boom: str
    grond: Tonen
    bloei: str
    boeken: tuple[str, ...]


def _weer(p: Palet) -> tuple[Weer, ...]:
    ven, brem, kers, heide, dennen = p.lijnen
    rest = (ven.vlak, kers.vlak, ROOM)
    bont = (brem.vlak, heide.vlak, kers.fel)
    return (
        Weer(ven.fel, ROOM, meng(ven.fel, dennen.vlak, 0.4), dennen.diep, dennen, brem.vlak, rest + bont),
        Weer(
            brem.vlak,
            meng(brem.vlak, WIT, 0.5),
            meng(brem.vlak, kers.vlak, 0.28),
            dennen.vlak,
            heide,
            heide.fel,
            (*rest, dennen.vlak, ven.fel, kers.fel),
        ),
        Weer(
            kers.fel,
            meng(brem.vlak, WIT, 0.25),
            meng(kers.fel, kers.vlak, 0.4),
            heide.diep,
            heide,
            heide.fel,
            (*rest, dennen.vlak, ven.fel, brem.vlak),
        ),
        Weer(dennen.fel, ROOM, meng(dennen.fel, dennen.vlak, 0.45), dennen.diep, ven, ven.fel, (*rest, *bont, ven.fel)),
        Weer(
            heide.fel,
            meng(heide.licht, kers.fel, 0.25),
            meng(heide.fel, heide.vlak, 0.4),
            heide.diep,
            dennen,
            dennen.fel,
            (*rest, brem.vlak, ven.fel, heide.vlak),
        ),
        Weer(
            meng(brem.licht, brem.vlak, 0.2),
            brem.vlak,
            meng(brem.vlak, kers.fel, 0.5),
            dennen.vlak,
            kers,
            kers.fel,
            (ven.vlak, dennen.vlak, heide.vlak, brem.vlak, ven.fel, ROOM),
        ),
    )


def _bomen(
    rng: Random, x: tuple[float, float], onder: float, hoog: tuple[float, float], aantal: int, kleur: str, soort: str
) -> str:
    """A few trees next to each other, small ones in front."""
    maat = sorted((rng.uniform(*hoog) for _ in range(aantal)), reverse=True)
    vak = (x[1] - x[0]) / aantal
    plekken = rng.sample(range(aantal), aantal)
    teken = den if soort == "den" else loofboom
    return "".join(
        teken(x[0] + (plek + rng.uniform(0.3, 0.7)) * vak, onder + rng.uniform(-1, 2), h, kleur)
        for plek, h in zip(plekken, maat, strict=True)
    )


def _figuren(rng: Random, palet: Palet, weer: Weer, links: bool, x0: float, breedte: float, grond: float) -> str:
    """What lives on the heath: one of a flock, a reader on a boulder, or a pile of books."""
    kant = -1 if links else 1
    vrij = x0 - 34 if links else x0 + breedte + 34
    keus = rng.choice(("schapen", "lezer", "lezer", "boeken"))
    if keus == "schapen":
        return "".join(
            schaap(vrij + kant * dx, grond + dy, h, ROOM, INKT, rng.choice((-1, 1)))
            for dx, dy, h in ((12, -1, 11), (-12, 3, 13), (10, 13, 16))
        )
    if keus == "boeken":
        return stapel(vrij - 17, grond + 8, 34, 7, rng.randint(2, 4), rng, zonder(weer.boeken, weer.grond.vlak))
    truien = zonder([palet.lijn(k).vlak for k in (2, 3, 1)], weer.grond.vlak, weer.lucht)
    mens = volk(rng, 1, truien)[0]
    hoog = rng.uniform(13, 18)
    boek = rng.choice(zonder(weer.boeken, mens.trui))
    return kei(vrij, grond + 8, 42, hoog, palet.stenen[1], rng, 0.05) + lezer(vrij, grond + 8.6 - hoog, 34, mens, boek)


def omslag(zaad: str, palet: Palet) -> str:
    """Cover, 297 x 210. The title stands at the top left in ink, the name at the bottom left in white."""
    rng = Random(f"voorplat-{zaad}")
    weer = rng.choice(_weer(palet))
    vloer = 168
    groepen = rng.choice((3, 4, 4, 5))
    breedte = {3: 150, 4: 186, 5: 206}[groepen] + rng.uniform(-8, 8)
    links = rng.random() < 0.5  # on which side the free ground lies
    rand = rng.uniform(72, 84) if groepen < 5 else rng.uniform(62, 70)
    x0 = rand if links else BREED - rand - breedte
    zon_x = x0 + breedte * rng.choice((0.12, 0.5, 0.78, 0.9)) + rng.uniform(-6, 6)
    v = [
        recht(0, 0, BREED, HOOG, onder_inkt(weer.lucht)),
        rond(zon_x, rng.uniform(98, 120), rng.uniform(46, 64), onder_inkt(weer.zon)),
    ]
    if rng.random() < 0.45:
        x = x0 - 52 if links else x0 + breedte + 18
        v.append(vogels(x + rng.uniform(-4, 4), rng.uniform(84, 108), 4.2, rng.choice((3, 4, 5)), INKT))
    v.append(heuvel(BREED, HOOG, vloer + 6, rng.uniform(22, 30), rng.uniform(0, 6.28), weer.ver))
    soort = rng.choice(("den", "den", "loof"))
    for rand_links, ruim in ((True, links), (False, not links)):
        diep = rand - 52 if ruim else 44  # the free ground keeps its middle open
        zone = (3, 3 + diep) if rand_links else (BREED - 3 - diep, BREED - 3)
        v.append(_bomen(rng, zone, vloer, (18, 36), rng.randint(1, 2) if ruim else rng.randint(3, 4), weer.boom, soort))
    v.append(heuvel(BREED, HOOG, vloer + 8, 14, rng.uniform(0, 6.28), weer.grond.vlak))
    v.append(stippen(rng, 210, (0, BREED), (vloer + 5, 191), 1.2, weer.bloei))
    v.append(
        stippen(rng, 70, (0, BREED), (vloer + 8, 191), 1.0, palet.lijn(3).fel if weer.bloei != palet.lijn(3).fel else ROOM)
    )
    v.append(heuvel(BREED, HOOG, 196, 10, 0.9 + rng.uniform(-0.3, 0.3), weer.grond.diep))
    hoogte = rng.uniform(96, 106)
    boeken = zonder(weer.boeken, weer.lucht, weer.grond.vlak)
    v.append(hunebed(x0, vloer + 10, breedte, hoogte, rng, rng.sample(palet.stenen, 3), boeken, groepen))
    vak = breedte / groepen
    v.append(
        kei(
            x0 + vak * 0.02,
            vloer + 11,
            vak * rng.uniform(0.26, 0.36),
            hoogte * rng.uniform(0.18, 0.26),
            palet.stenen[1],
            rng,
        )
    )
    v.append(
        kei(
            x0 + breedte - vak * 0.02,
            vloer + 11,
            vak * rng.uniform(0.3, 0.4),
            hoogte * rng.uniform(0.16, 0.22),
            palet.stenen[0],
            rng,
        )
    )
    v.append(_figuren(rng, palet, weer, links, x0, breedte, vloer + 6))
    return doek(BREED, HOOG, v)
