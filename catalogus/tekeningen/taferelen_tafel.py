"""Scenes round a table or a carpet, 150 x 100: reading, learning, helping and trying things out."""

from random import Random

from .figuren import buste, kleed, lezer, rugfiguur, volk
from .kleur import INKT, ROOM, WIT, Palet, meng
from .voorwerpen import boekenkast, kolf, kopje, laptop, letter_a, raam, tafel, tekstballon
from .vormen import heuvel, kaft, lijn, openboek, ovaal, pad, recht, rond, ruggen, stapel, veelhoek, zonder

B, H = 150, 100
HOUT, DONKER_HOUT = "#d9a25f", "#a8703a"


def robots(rng: Random, p: Palet) -> list[str]:
    ven, brem, kers, heide, den = p.lijnen
    v = [recht(0, 0, B, H, ven.fel)]
    v.append(ruggen(0, 58, B, 40, rng, [meng(ven.fel, ven.vlak, deel) for deel in (0.25, 0.4, 0.14)], (6, 10), 0.3))
    v.append(recht(0, 57, B, 3, ven.vlak))
    links, rechts = volk(rng, 2, (kers.vlak, den.vlak, heide.vlak, ROOM), "kind")
    v += [buste(30, 86, 56, links, [(22, 78), (46, 74)]), buste(120, 86, 56, rechts, [(104, 74), (128, 78)])]
    v.append(tafel(80, brem.vlak))
    kleuren = rng.sample((WIT, heide.vlak, kers.vlak, den.vlak), 3)
    for x, m, kleur in ((58, 0.9, kleuren[0]), (75, 1.2, kleuren[1]), (93, 0.85, kleuren[2])):
        oog = INKT if kleur == WIT else ROOM
        v += [
            recht(x - 0.6 * m, 82 - 27 * m, 1.2 * m, 7 * m, INKT),
            rond(x, 82 - 28 * m, 1.9 * m, kers.vlak if kleur != kers.vlak else brem.vlak),
        ]
        v += [
            recht(x - 5.5 * m, 82 - 9 * m, 11 * m, 9 * m, INKT, 2 * m),
            recht(x - 7.5 * m, 82 - 21 * m, 15 * m, 12 * m, kleur, 3 * m),
        ]
        v += [rond(x + dx * m, 82 - 15 * m, 1.9 * m, oog) for dx in (-2.8, 2.8)]
        v.append(recht(x - 2.4 * m, 82 - 11.8 * m, 4.8 * m, 1 * m, oog, 0.5 * m))
    v += [rond(24, 85, 2, kers.vlak), recht(120, 82.5, 9, 3, heide.vlak, 1), recht(131, 83.5, 6, 2, ven.vlak, 0.6)]
    return v


def samenlezen(rng: Random, p: Palet) -> list[str]:
    ven, brem, kers, heide, den = p.lijnen
    v = [recht(0, 0, B, H, kers.fel), rond(rng.choice((34, 75, 118)), 32, 38, meng(kers.fel, WIT, 0.32))]
    v.append(heuvel(B, H, 74, 16, rng.uniform(0, 6.28), kers.vlak))
    truien = (heide.vlak, brem.vlak, ven.vlak, den.vlak, ROOM)
    groep = [*volk(rng, 1, truien[:1], "senior"), *volk(rng, 1, truien[1:2], "kind"), *volk(rng, 1, truien[2:4])]
    rng.shuffle(groep)
    for x, mens in zip((36, 78, 117), groep, strict=True):
        boek = rng.choice(zonder((ven.vlak, kers.vlak, den.vlak), mens.trui))
        v.append(lezer(x, 100, 58 if mens.trui == brem.vlak else rng.uniform(67, 73), mens, boek))
    return v


def spreekuur(rng: Random, p: Palet) -> list[str]:
    ven, brem, kers, heide, den = p.lijnen
    v = [recht(0, 0, B, H, brem.vlak), raam(96, 12, 40, 38, ROOM, ven.fel)]
    v += [
        rond(32, 28, 14, ROOM),
        rond(32, 21.5, 2.2, den.vlak),
        recht(29.8, 25.6, 4.4, 11, den.vlak, 1),
    ]  # i for information
    gast = volk(rng, 1, (den.vlak, ven.vlak), "senior")[0]
    hulp = volk(rng, 1, zonder((ven.vlak, heide.vlak, den.vlak), gast.trui))[0]
    v += [buste(50, 90, 64, gast, [(36, 84), (64, 82)]), buste(102, 90, 64, hulp, [(86, 80), (117, 84)])]
    v += [
        tafel(84, kers.vlak, 16),
        laptop(78, 85.4, 22, INKT),
        kopje(22, 85, 8, ROOM, ROOM),
        stapel(122, 85, 20, 3, 2, rng, (ven.vlak, den.vlak, ROOM)),
    ]
    return v


def voorlezen(rng: Random, p: Palet) -> list[str]:
    """An adult reads to toddlers on a carpet."""
    ven, brem, kers, heide, den = p.lijnen
    v = [recht(0, 0, B, H, den.fel), recht(0, 62, B, 38, meng(HOUT, WIT, 0.35))]
    kast = zonder(p.ruggen, den.vlak)
    v += [boekenkast(6, 20, 38, 44, 3, HOUT, kast, rng), boekenkast(106, 20, 38, 44, 3, HOUT, kast, rng)]
    v += [ovaal(75, 84, 66, 15, heide.vlak), ovaal(75, 84, 56, 11.6, heide.fel), ovaal(75, 84, 45, 8.4, heide.vlak)]
    lezeres = volk(rng, 1, (kers.vlak, ven.vlak))[0]
    boek = brem.vlak if lezeres.trui == kers.vlak else kers.vlak
    v += [recht(52, 34, 46, 40, meng(ven.vlak, WIT, 0.1) if lezeres.trui != ven.vlak else heide.diep, 8)]
    v += [buste(75, 78, 58, lezeres), recht(58, 74, 34, 12, lezeres.broek, 5)]
    v += [openboek(75, 69, 34, boek), rond(57.5, 65, 2.8, lezeres.huid), rond(92.5, 65, 2.8, lezeres.huid)]
    for x, y, mens in zip(
        (26, 52, 78, 100, 124),
        (97, 102, 103, 102, 97),
        volk(rng, 5, (brem.vlak, kers.fel, ven.fel, ROOM, den.vlak), "kind"),
        strict=True,
    ):
        v.append(rugfiguur(x, y, 31 + rng.uniform(-2, 2), mens, 0.62))
    return v


def koffertje(rng: Random, p: Palet) -> list[str]:
    """A baby with a suitcase full of books, a parent behind."""
    ven, brem, kers, heide, den = p.lijnen
    muur, kleed_ = rng.choice(((ven.licht, ven.fel), (kers.licht, kers.fel), (den.licht, den.fel)))
    v = [recht(0, 0, B, H, muur), rond(52, 44, 40, meng(muur, kleed_, 0.55)), ovaal(75, 96, 88, 17, kleed_)]
    ouder = volk(rng, 1, (heide.vlak, den.vlak, ven.vlak), "volwassen")[0]
    v.append(buste(38, 96, 76, ouder, [(20, 88), (52, 84)]))
    huid = ouder.huid
    haar = ouder.haar if ouder.kapsel != "doek" else INKT
    romper = rng.choice((brem.vlak, ROOM, kers.vlak))
    mouw = meng(romper, INKT, 0.12)
    x, onder = 68, 95
    v += [
        ovaal(x - 13, onder - 3, 10, 5, mouw),
        ovaal(x + 13, onder - 3, 10, 5, mouw),
        rond(x - 23, onder - 4, 3.4, huid),
        rond(x + 23, onder - 4, 3.4, huid),
    ]
    v.append(pad(f"M{x - 13} {onder}Q{x - 15} {onder - 28} {x} {onder - 28}Q{x + 15} {onder - 28} {x + 13} {onder}Z", romper))
    v += [rond(x, onder - dy, 1.1, mouw) for dy in (20, 14, 8)]
    v += [rond(x - 12.6, onder - 36, 2.6, huid), rond(x + 12.6, onder - 36, 2.6, huid), rond(x, onder - 37, 13, huid)]
    v.append(lijn(f"M{x - 2} {onder - 49}q1 -5 5 -4q3 1 1 3.4", haar, 1.8))
    v += [
        rond(x, onder - 31.5, 3.6, ven.vlak),
        rond(x, onder - 31.5, 1.5, WIT),
    ]  # soother
    v.append(
        lijn(f"M{x + 9} {onder - 22}Q{x + 18} {onder - 16} {x + 25} {onder - 22}", mouw, 5.4)
        + rond(x + 26, onder - 23, 3.2, huid)
    )
    koffer = rng.choice(zonder((kers.vlak, brem.vlak, den.vlak), romper))
    voering = meng(koffer, INKT, 0.3)
    v.append(veelhoek([(92, 74), (138, 74), (143, 44), (97, 44)], voering))
    v.append(veelhoek([(95.5, 71), (135, 71), (139.4, 47), (100, 47)], meng(koffer, WIT, 0.72)))
    for i, kleur in enumerate(
        rng.sample(zonder((ven.vlak, brem.vlak, heide.vlak, kers.vlak, den.vlak), koffer, minstens=3), 3)
    ):
        v.append(kaft(99 + i * 12.5, 58 + (i % 2) * 3, 12, 20, kleur, rng, ROOM))
    v += [
        recht(91, 74, 48, 22, koffer, 2.5),
        recht(91, 80, 48, 1.4, voering),
        recht(99, 78, 4, 5, ROOM, 0.8),
        recht(127, 78, 4, 5, ROOM, 0.8),
    ]
    v.append(lijn("M109 89V86.5Q109 85 110.5 85H119.5Q121 85 121 86.5V89", voering, 2))
    return v


def school(rng: Random, p: Palet) -> list[str]:
    """A class with bookshelves."""
    ven, brem, kers, heide, den = p.lijnen
    muur = rng.choice((ven.licht, brem.licht, heide.licht))
    v = [
        recht(0, 0, B, H, muur),
        boekenkast(5, 10, 44, 52, 4, HOUT, p.ruggen[:8], rng),
        boekenkast(101, 10, 44, 52, 4, HOUT, p.ruggen[:8], rng),
    ]
    v.append(recht(0, 62, B, 38, meng(HOUT, WIT, 0.5)))
    juf = volk(rng, 1, (kers.vlak, ven.vlak, den.vlak))[0]
    v.append(
        recht(55, 10, 40, 26, den.diep, 1)
        + recht(53.5, 36, 43, 2, HOUT, 0.8)
        + letter_a(62, 30, 15, ROOM)
        + rond(87, 25, 4.8, brem.vlak)
        + rond(87, 25, 2, den.diep)
    )
    v.append(
        buste(75, 74, 52, juf) + openboek(75, 66, 29, brem.vlak) + rond(60.5, 63, 2.4, juf.huid) + rond(89.5, 63, 2.4, juf.huid)
    )
    v += [recht(50, 72, 50, 3, HOUT, 0.6), recht(54, 75, 42, 9, DONKER_HOUT)]
    truien = (brem.vlak, kers.fel, ven.vlak, den.vlak, heide.vlak, kers.vlak)
    for x, mens in zip((26, 75, 124), volk(rng, 3, truien, "kind"), strict=True):
        v += [
            recht(x - 21, 86, 42, 3, DONKER_HOUT, 0.6),
            recht(x - 17, 89, 3, 11, DONKER_HOUT),
            recht(x + 14, 89, 3, 11, DONKER_HOUT),
        ]
        v.append(rugfiguur(x, 104, 38, mens))
    return v


def taalhuis(rng: Random, p: Palet) -> list[str]:
    """Two people with a workbook."""
    ven, brem, kers, heide, den = p.lijnen
    v = [recht(0, 0, B, H, heide.fel), rond(rng.choice((30, 120)), 44, 34, meng(heide.fel, WIT, 0.35))]
    v += [tekstballon(58, 8, 25, 15, ROOM, heide.vlak, -1), tekstballon(82, 15, 22, 13, brem.vlak, heide.diep, 1)]
    een, twee = volk(rng, 2, (ven.vlak, kers.vlak, den.vlak, heide.diep), "volwassen", (kers.fel, brem.vlak))
    v += [buste(40, 94, 68, een, [(28, 86), (62, 84)]), buste(110, 94, 68, twee, [(90, 83), (122, 86)])]
    v.append(tafel(85, ROOM, 15))
    v.append(openboek(75, 91, 36, kers.vlak if kers.vlak not in (een.trui, twee.trui) else ven.vlak, WIT))
    v += [recht(x, y, b, 0.9, heide.fel, 0.4) for x, y, b in ((62, 84.6, 9), (62, 86.8, 7), (79.5, 84.6, 8), (79.5, 86.8, 6))]
    v.append(veelhoek([(86, 82), (94, 74), (95.6, 75.6), (87.6, 83.6), (85.4, 84.2)], brem.vlak))
    v += [kopje(16, 88, 9, den.vlak, WIT), kopje(134, 88, 9, kers.vlak, WIT)]
    return v


def proefjes(rng: Random, p: Palet) -> list[str]:
    """A science experiment: goggles, flasks and bubbles."""
    ven, brem, kers, heide, den = p.lijnen
    lucht = rng.choice((kers.fel, brem.vlak, den.fel))
    v = [recht(0, 0, B, H, lucht), rond(75, 40, 44, meng(lucht, WIT, 0.4))]
    kinderen = [kleed(k, bril=False) for k in volk(rng, 2, (ven.vlak, heide.vlak, WIT), "kind")]
    for x, mens, handen in ((27, kinderen[0], [(14, 74), (47, 66)]), (123, kinderen[1], [(103, 66), (136, 74)])):
        v.append(buste(x, 90, 60, mens, handen))
        top = 90 - 60 * 0.6 - 60 * 0.15 * 0.62
        v += [
            recht(x - 9.4, top - 0.6, 18.8, 2, kers.vlak),
            recht(x - 8, top - 2.4, 16, 6.4, kers.vlak, 3),
            rond(x - 3.9, top + 0.8, 2.4, ven.licht),
            rond(x + 3.9, top + 0.8, 2.4, ven.licht),
        ]
    v.append(tafel(82, den.vlak if lucht != den.fel else kers.vlak, 18))
    sap = rng.sample(zonder((kers.vlak, ven.vlak, heide.vlak, brem.vlak, den.vlak), lucht, minstens=3), 3)
    v += [
        kolf(58, 84, 20, WIT, sap[0], meng(sap[0], WIT, 0.35)),
        kolf(78, 84, 29, WIT, sap[1], meng(sap[1], WIT, 0.35)),
        kolf(98, 84, 17, WIT, sap[2], meng(sap[2], WIT, 0.35)),
    ]
    return v


def computercursus(rng: Random, p: Palet) -> list[str]:
    """Seniors at laptops, with a screen behind them."""
    ven, brem, kers, heide, den = p.lijnen
    v = [
        recht(0, 0, B, H, den.fel),
        recht(20, 8, 78, 36, WIT, 1),
        recht(20, 8, 78, 5, ven.vlak, 1),
        rond(24, 10.5, 1.1, kers.fel),
        rond(28, 10.5, 1.1, brem.vlak),
    ]
    v += [recht(28, 19 + i * 5.4, b, 2, ven.licht if i else ven.fel, 1) for i, b in enumerate((34, 26, 30))]
    v.append(veelhoek([(76, 20), (76, 37), (80.4, 33.2), (83.4, 40), (86.4, 38.6), (83.4, 32), (89, 31.4)], INKT))
    docent = volk(rng, 1, (ven.vlak, brem.vlak))[0]
    v.append(buste(128, 92, 68, docent, [(106, 40), (140, 84)]))
    for x, mens in zip((22, 59, 96), volk(rng, 3, (kers.vlak, heide.vlak, ven.vlak, brem.vlak, ROOM), "senior"), strict=True):
        v.append(buste(x, 94, 50, mens, [(x - 13, 86), (x + 13, 86)]))
    v.append(tafel(86, brem.vlak if docent.trui != brem.vlak else heide.vlak, 14))
    v += [laptop(x, 87.6, 21, kleur) for x, kleur in zip((22, 59, 96), (INKT, "#55496a", INKT), strict=True)]
    return v


TAFERELEN = {
    "robots": (robots, "twee kinderen met robots op tafel"),
    "samenlezen": (samenlezen, "drie mensen lezen samen"),
    "spreekuur": (spreekuur, "twee mensen aan tafel met een laptop"),
    "voorlezen": (voorlezen, "iemand leest voor aan kleine kinderen op een kleed"),
    "koffertje": (koffertje, "een baby met een koffertje vol boekjes, met een ouder erbij"),
    "school": (school, "een klas met boekenkasten"),
    "taalhuis": (taalhuis, "twee mensen in gesprek met een werkboek op tafel"),
    "proefjes": (proefjes, "twee kinderen doen een proef met gekleurd water"),
    "computercursus": (computercursus, "drie mensen leren werken op een laptop"),
}
