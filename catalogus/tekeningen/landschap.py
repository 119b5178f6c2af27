"""Chapter openers, contents, the shelf under the colophon, and the mark."""

from dataclasses import dataclass
from random import Random

from .figuren import lezer, volk
from .kleur import INKT, ROOM, WIT, ZAND, Palet, Tonen, meng
from .vormen import (
    den,
    doek,
    heuvel,
    hunebed,
    kei,
    liggend,
    openboek,
    pad,
    recht,
    rond,
    ruggen,
    schaap,
    stapel,
    stippen,
    zonder,
)

BREED, HOOG = 297, 210  # A4 landscape, mm
STROOK = 110  # height of the strip at the foot of an opener, mm; its horizon is at 74
LICHTE_STEEN = ("#e9dfd0", "#cfc3b2", ZAND)


# ---------------------------------------------------------------- openers


def _land(rng: Random, t: Tonen, zon: tuple[float, float, float], kleur_zon: str, voet: float = 94) -> list[str]:
    """Sun and two hills; the far one between plane and accent, the near one deep."""
    x, y, r = zon
    ver = meng(t.vlak, t.fel, 0.2) if t.fel != t.vlak else meng(t.vlak, t.diep, 0.28)
    return [
        rond(x + rng.uniform(-10, 10), y + rng.uniform(-3, 4), r + rng.uniform(-3, 3), kleur_zon),
        heuvel(BREED, STROOK, 84, 16, rng.uniform(0, 6.28), ver),
        heuvel(BREED, STROOK, voet, 13, rng.uniform(0, 6.28), t.diep),
    ]


def _bos(rng: Random, t: Tonen, x: tuple[float, float], aantal: int) -> str:
    kleur = meng(t.diep, t.fel, 0.35) if t.fel != t.vlak else t.diep
    maat = sorted((rng.uniform(18, 36) for _ in range(aantal)), reverse=True)
    vak = (x[1] - x[0]) / aantal
    return "".join(
        den(x[0] + (i * 2 % aantal + rng.uniform(0.3, 0.7)) * vak, 83 + rng.uniform(0, 3), h, kleur, t.diep)
        for i, h in enumerate(maat)
    )


def _opener_1(rng: Random, t: Tonen, p: Palet) -> list[str]:
    """Sturdy: the dolmen as a building."""
    v = _land(rng, t, (58, 56, 30), t.fel, 91)
    v += [_bos(rng, t, (252, 290), 3), _bos(rng, t, (196, 222), 2)]
    v.append(stippen(rng, 120, (0, BREED), (88, 112), 1.2, t.vlak))
    kleuren = zonder(p.ruggen, t.vlak, p.lijn(4).vlak)
    v.append(hunebed(20, 90, 150, 62, rng, rng.sample(LICHTE_STEEN, 3), kleuren, 4))
    v += [kei(22, 91, 12, 15, LICHTE_STEEN[1], rng), kei(171, 91, 14, 12, LICHTE_STEEN[0], rng)]
    mens = volk(rng, 1, zonder((p.lijn(2).vlak, p.lijn(3).vlak), t.vlak))[0]
    v += [kei(234, 96, 34, 12, LICHTE_STEEN[0], rng, 0.04), lezer(234, 85, 30, mens, p.lijn(5).fel)]
    return v


def _opener_2(rng: Random, t: Tonen, p: Palet) -> list[str]:
    """Learning: a staircase of books, readers on the way up."""
    v = _land(rng, t, (246, 46, 26), ROOM)
    kleuren = zonder(p.ruggen, t.vlak, ROOM)
    start = rng.randrange(len(kleuren))
    for trede in range(5):
        for laag in range(trede + 1):
            kleur = kleuren[(start + trede * 2 + laag) % len(kleuren)]
            x, b = 20 + trede * 36 + rng.uniform(-1, 1), 33 + rng.uniform(-1.5, 2.5)
            v.append(liggend(x, 92 - laag * 9.2, b, 8.8, kleur, rng.choice("lr")))
    treden = sorted(rng.sample((0, 2, 4), 2)) if rng.random() < 0.5 else [0, 2, 4]
    mensen = volk(rng, len(treden), zonder([lijn.vlak for lijn in p.lijnen], t.vlak, p.lijn(3).vlak), "kind")
    for trede, mens in zip(treden, mensen, strict=True):
        v.append(lezer(37 + trede * 36, 92 - trede * 9.2 - 9.1, 33, mens, p.lijn(3).vlak))
    v += [
        kei(240, 95, 44, rng.uniform(15, 20), p.stenen[1], rng),
        kei(272, 96, 28, rng.uniform(10, 14), p.stenen[0], rng),
    ]
    v.append(stippen(rng, 90, (0, BREED), (97, 112), 1.1, meng(t.vlak, t.diep, 0.45)))
    return v


def _opener_3(rng: Random, t: Tonen, p: Palet) -> list[str]:
    """Reading for pleasure: an open book as a hill, reading aloud on top of it."""
    v = _land(rng, t, (150, 74, 46), t.fel, 98)
    v.append(openboek(76, 96, 128, p.lijn(2).vlak))
    groot = volk(rng, 1, (p.lijn(1).vlak, p.lijn(5).vlak, p.lijn(4).vlak))[0]
    klein = volk(rng, 2, zonder((p.lijn(2).vlak, p.lijn(1).fel, p.lijn(5).vlak), groot.trui), "kind")
    v += [lezer(60, 74, 38, groot, p.lijn(2).vlak), lezer(90, 74.5, 27, klein[0], p.lijn(4).vlak)]
    if rng.random() < 0.5:
        v.append(lezer(114, 73.5, 24, klein[1], p.lijn(1).vlak))
    v.append(ruggen(196, 97, 60, 34, rng, zonder(p.ruggen, t.vlak), (4, 7), 0.3))
    v += [
        kei(272, 98, 30, rng.uniform(13, 18), LICHTE_STEEN[0], rng),
        stippen(rng, 120, (0, BREED), (99, 112), 1.1, t.fel),
    ]
    return v


LETTERS = (  # path, colour index; A, o and b as standing stones
    "M18 96L38 46H52L72 96H58L54.5 86H35.5L32 96ZM39 76H51L45 59Z",
    "M84 76a20 20 0 1 1 40 0a20 20 0 1 1 -40 0ZM96 76a8 8 0 1 0 16 0a8 8 0 1 0 -16 0Z",
    "M134 40H146V60A19 19 0 1 1 146 94V96H134ZM146 77a7.6 7.6 0 1 0 15.2 0a7.6 7.6 0 1 0 -15.2 0Z",
)


def _opener_4(rng: Random, t: Tonen, p: Palet) -> list[str]:
    """Literacy: letters as boulders, two people in conversation."""
    v = _land(rng, t, (66, 52, 32), t.fel, 97)
    kleuren = rng.sample((ROOM, p.lijn(2).vlak, p.lijn(3).fel, p.lijn(5).fel), 3)
    v += [pad(d, kleur) for d, kleur in zip(LETTERS, kleuren, strict=True)]
    mensen = volk(rng, 2, (p.lijn(1).vlak, p.lijn(5).vlak, p.lijn(2).vlak, p.lijn(3).vlak), "volwassen", (p.lijn(1).fel,))
    for x, m, mens in ((214, 48, mensen[0]), (256, 50, mensen[1])):
        v.append(lezer(x, 98, m + rng.uniform(-2, 2), mens, rng.choice(zonder((p.lijn(2).vlak, p.lijn(3).vlak), mens.trui))))
    v.append(stippen(rng, 150, (0, BREED), (99, 112), 1.2, t.fel))
    return v


def _opener_5(rng: Random, t: Tonen, p: Palet) -> list[str]:
    """Taking part: a row of people at one long table."""
    v = _land(rng, t, (230, 50, 30), t.fel)
    v += [_bos(rng, t, (2, 34), 3), _bos(rng, t, (272, 294), 2)]
    truien = (p.lijn(2).vlak, p.lijn(3).vlak, p.lijn(1).fel, p.lijn(4).fel, ROOM, p.lijn(3).fel)
    soorten = ["kind", "volwassen", "volwassen", "senior", "volwassen", "senior"]
    mensen = [
        volk(rng, 1, [trui], soort, (p.lijn(1).vlak,))[0] for trui, soort in zip(rng.sample(truien, 6), soorten, strict=True)
    ]
    rng.shuffle(mensen)
    for i, mens in enumerate(mensen):
        v.append(
            lezer(
                54 + i * 34,
                94,
                44 + rng.uniform(0, 7),
                mens,
                rng.choice(zonder((p.lijn(1).vlak, p.lijn(3).vlak, p.lijn(4).vlak), mens.trui)),
                WIT,
            )
        )
    poot = meng(p.lijn(2).vlak, INKT, 0.14)
    v += [recht(30, 90, 220, 5, p.lijn(2).vlak, 1), recht(42, 95, 5, 15, poot), recht(234, 95, 5, 15, poot)]
    v.append(stippen(rng, 110, (0, BREED), (99, 112), 1.2, t.fel))
    return v


def _opener_vrij(rng: Random, t: Tonen, p: Palet) -> list[str]:
    """A chapter outside the five lines: the heath with boulders, sheep and a reader."""
    x = rng.choice((92, 196))
    v = _land(rng, t, (x, 60, 38), t.fel, 96)
    v += [_bos(rng, t, (4, 36), 3), _bos(rng, t, (258, 292), 3)]
    mens = volk(rng, 1, zonder((p.lijn(2).vlak, p.lijn(3).vlak, p.lijn(1).fel), t.vlak))[0]
    v += [kei(x, 98, 54, 24, LICHTE_STEEN[0], rng, 0.05), lezer(x, 75.5, 36, mens, p.lijn(3).fel)]
    v.append(kei(x + 34, 98.5, 24, 13, LICHTE_STEEN[1], rng))
    v.append(stapel(x - 56, 98, 30, 6.4, rng.randint(2, 4), rng, zonder(p.ruggen, t.vlak, t.diep)))
    midden = 224 if x < 150 else 84
    for dx, dy, h in ((-22, 0, 11), (20, 1, 12), (0, 6, 15)):
        v.append(schaap(midden + dx + rng.uniform(-4, 4), 96 + dy, h, ROOM, INKT, rng.choice((-1, 1))))
    v.append(stippen(rng, 120, (0, BREED), (99, 112), 1.1, t.fel))
    return v


OPENERS = {1: _opener_1, 2: _opener_2, 3: _opener_3, 4: _opener_4, 5: _opener_5}


def opener(nummer: int | None, zaad: str, palet: Palet, tonen: Tonen | None = None) -> str:
    """Strip of 297 x 110 at the foot of a chapter opener, without a sky: the page gives the plane its colour.

    nummer: programmalijn 1 to 5, or None (or any other number) for another chapter, which may bring its own `tonen`.
    """
    rng = Random(f"opener-{nummer}-{zaad}")
    if nummer in OPENERS:
        return doek(BREED, STROOK, OPENERS[nummer](rng, tonen or palet.lijn(nummer), palet))
    return doek(BREED, STROOK, _opener_vrij(rng, tonen or palet.neutraal, palet))


# ---------------------------------------------------------------- contents, colophon, mark


@dataclass(frozen=True)
class Stapel:
    """Sizes of the pile of books on the contents page, in mm: a book with a numeral, one without, and the top edge."""

    dik: float
    dun: float
    boven: float


def stapelmaat(aantal: int, genummerd: int = 5) -> Stapel:
    """The pile stands on 192 mm; its books are 16 and 11 mm thick, and all thinner as soon as it would pass 124 mm.

    aantal: books in the pile; genummerd: how many of them carry a numeral (at most all).
    """
    genummerd = min(genummerd, aantal)
    hoog = genummerd * 16 + (aantal - genummerd) * 11
    krimp = min(1.0, 124 / hoog) if hoog else 1.0
    return Stapel(16 * krimp, 11 * krimp, 192 - hoog * krimp)


def inhoud(zaad: str, palet: Palet, aantal: int, genummerd: int = 5) -> str:
    """Background of the contents page, 297 x 210: a dolmen, and a reader on top of a pile of `aantal` entries."""
    rng = Random(f"inhoud-{zaad}")
    heide, brem = palet.lijn(4), palet.lijn(2)
    v = [rond(rng.uniform(46, 62), rng.uniform(142, 152), rng.uniform(30, 36), brem.vlak)]
    v += [recht(0, 192, BREED, 18, heide.vlak), stippen(rng, 120, (0, BREED), (193, 211), 1.1, heide.fel)]
    v.append(hunebed(22, 192.4, 58, 34, rng, palet.stenen, zonder(palet.ruggen, ROOM, brem.vlak), 3))
    v += [kei(21, 193, 6, 9, palet.stenen[1], rng), kei(82, 193, 7, 7, palet.stenen[0], rng)]
    mens = volk(rng, 1, (palet.lijn(3).vlak, palet.lijn(1).vlak, palet.lijn(5).vlak))[0]
    boek = rng.choice(zonder([palet.lijn(1).vlak, palet.lijn(3).vlak, brem.vlak], mens.trui))
    v.append(lezer(232, stapelmaat(aantal, genummerd).boven + 0.6, 42, mens, boek))
    return doek(BREED, HOOG, v)


def plank(zaad: str, palet: Palet) -> str:
    """Strip of 297 x 74 under the colophon, on ink: a shelf with a reader."""
    rng = Random(f"plank-{zaad}")
    kleuren = zonder(palet.ruggen, INKT)
    mens = volk(rng, 1, (palet.lijn(2).vlak, palet.lijn(3).vlak, palet.lijn(5).vlak))[0]
    v = [rond(130, 40, 27, palet.lijn(4).vlak), ruggen(0, 74, 104, 62, rng, kleuren, (6, 12), 0.35)]
    v += [kei(130, 74.5, 46, 26, palet.stenen[1], rng, 0.05)]
    v += [lezer(130, 50.5, 38, mens, rng.choice((palet.lijn(1).fel, palet.lijn(3).fel)))]
    v += [ruggen(156, 74, 84, 54, rng, kleuren, (6, 12), 0.35)]
    return doek(BREED, 74, [*v, stapel(242, 74, 54, 8.2, rng.randint(3, 5), rng, zonder(kleuren, ROOM))])


def merk(palet: Palet) -> str:
    """The mark, 22 x 22, for a dark ground: a dolmen with four books under one stone."""
    ruggen_ = ((0, 5, WIT), (6, 4, palet.lijn(2).fel), (13, 4, palet.lijn(3).fel), (18, 4, WIT))
    steen = pad("M-.5 8C-1 3 2 .6 8 .4S20 .2 22 3.4S22 8.4 20 8.4H1Z", WIT)
    return doek(22, 22, [*(recht(x, 9, b, 13, kleur, 0.6) for x, b, kleur in ruggen_), steen])
