"""Scenes outdoors, 150 x 100: the heath, a front door, a bicycle with crates of books, the library garden."""

from random import Random

from .figuren import Mens, arm, lezer, staand, volk
from .kleur import INKT, ROOM, WIT, Palet, meng
from .voorwerpen import krat, plant, raam, wiel
from .vormen import den as boom
from .vormen import (
    draai,
    heuvel,
    hunebed,
    kaft,
    kei,
    lijn,
    loofboom,
    n,
    ovaal,
    pad,
    recht,
    rond,
    ruggen,
    schaap,
    stippen,
    veelhoek,
    vogels,
    zonder,
)

B, H = 150, 100
HOUT, DONKER_HOUT = "#d9a25f", "#a8703a"


def buiten(rng: Random, p: Palet) -> list[str]:
    """Reading at the dolmen."""
    ven, brem, kers, heide, den = p.lijnen
    lucht, ver, grond, bloei = rng.choice(
        (
            (den.fel, meng(den.fel, den.vlak, 0.5), den.vlak, den.fel),
            (ven.fel, meng(ven.fel, heide.vlak, 0.45), heide.vlak, heide.fel),
            (brem.vlak, meng(brem.vlak, kers.vlak, 0.3), heide.vlak, heide.fel),
        )
    )
    v = [
        recht(0, 0, B, H, lucht),
        rond(rng.uniform(26, 46), 32, 20, ROOM),
        heuvel(B, H, 74, 20, rng.uniform(0, 6.28), ver),
    ]
    v.append(vogels(92, 16, 3, 4, INKT))
    v += [boom(x, 78 + d, h + rng.uniform(-4, 4), den.diep) for x, h, d in ((134, 40, 0), (145, 30, 2), (122, 24, 1))]
    v += [
        heuvel(B, H, 90, 13, rng.uniform(0, 6.28), grond),
        hunebed(12, 87, 78, 40, rng, p.stenen, zonder(p.ruggen, grond), 3),
    ]
    mens = volk(rng, 1, zonder((kers.vlak, brem.vlak, ven.vlak), lucht), "kind")[0]
    v += [
        kei(112, 92, 30, 14, p.stenen[1], rng, 0.05),
        lezer(112, 78.6, 30, mens, kers.vlak if mens.trui != kers.vlak else ven.vlak),
    ]
    v.append(stippen(rng, 80, (0, B), (89, 102), 1.1, bloei))
    return v


def aan_huis(rng: Random, p: Palet) -> list[str]:
    """A volunteer with a bag of books at the door."""
    ven, brem, kers, heide, den = p.lijnen
    muur = rng.choice((kers.fel, brem.vlak, ven.fel))
    v = [recht(0, 0, B, H, muur)]
    steen = meng(muur, INKT, 0.07)
    v += [
        recht(x * 20 + (y % 2) * 10 - 6, y * 9 + 3, 9, 3, steen, 0.6) for y in range(10) for x in range(8) if rng.random() < 0.4
    ]
    v.append(recht(0, 88, B, 12, "#8f8579"))
    deur = rng.choice(zonder((den.vlak, ven.vlak, heide.vlak), muur))
    v += [
        recht(88, 14, 44, 76, WIT),
        recht(91, 17, 38, 73, meng(deur, INKT, 0.45)),
        recht(84, 88, 52, 5, meng("#8f8579", INKT, 0.25)),
    ]
    v += [raam(8, 18, 42, 36, WIT, ven.licht), recht(5, 54, 48, 4, WIT, 0.6)]
    v += [
        plant(18, 55, 17, den.vlak, kers.vlak if muur != kers.fel else heide.vlak, rng),
        plant(40, 55, 14, den.vlak, brem.vlak if muur != brem.vlak else ven.vlak, rng),
    ]
    bewoner = volk(rng, 1, (kers.vlak, heide.fel, ROOM), "senior")[0]
    gast = volk(rng, 1, zonder((ven.vlak, den.vlak, heide.vlak, brem.vlak), muur, deur))[0]
    v.append(staand(106, 89, 60, bewoner, [(92, 57), (117, 66)]))
    v.append(veelhoek([(119, 17), (132, 12), (132, 94), (119, 90)], deur) + rond(122.4, 55, 1.4, brem.vlak))
    v.append(veelhoek([(122, 24), (129, 21.6), (129, 44), (122, 44)], meng(deur, WIT, 0.55)))
    v.append(staand(64, 96, 66, gast, [(52, 70), (82, 60)], pas=1))
    tas = rng.choice(zonder((brem.vlak, kers.vlak, ROOM), muur, gast.trui))
    v += [
        kaft(43, 62, 9, 16, heide.vlak if tas != heide.vlak else ven.vlak, rng, ROOM),
        kaft(51, 64, 8, 14, kers.vlak if tas != kers.vlak else ven.vlak, rng, ROOM),
        kaft(58, 66, 5, 12, den.diep, rng, ROOM),
    ]
    v += [
        lijn("M45 72Q52 61 60 72", meng(tas, INKT, 0.35), 1.3),
        veelhoek([(41, 71), (64, 71), (62, 92), (43, 92)], tas),
        rond(52, 69.4, 2.3, gast.huid),
    ]
    boek = kers.vlak if bewoner.trui != kers.vlak else brem.vlak
    v += [
        kaft(81, 48, 12, 16, boek, rng, ROOM if boek == kers.vlak else INKT),
        rond(82, 60, 2.2, gast.huid),
        rond(92, 57, 2, bewoner.huid),
    ]
    return v


def fietstocht(rng: Random, p: Palet) -> list[str]:
    """A bicycle with crates of books through the Drenthe landscape."""
    ven, brem, kers, heide, den = p.lijnen
    lucht, ver, veld, bloei = rng.choice(
        (
            (ven.fel, meng(ven.fel, den.vlak, 0.4), den.vlak, brem.vlak),
            (brem.vlak, meng(brem.vlak, kers.vlak, 0.28), heide.vlak, heide.fel),
            (kers.fel, meng(kers.fel, heide.vlak, 0.4), den.vlak, den.fel),
        )
    )
    v = [recht(0, 0, B, H, lucht), rond(rng.uniform(24, 40), 28, 17, ROOM), vogels(96, 12, 3, 5, INKT)]
    v.append(heuvel(B, H, 70, 20, rng.uniform(0, 6.28), ver))
    v += [loofboom(x, 70, h, den.diep if lucht != kers.fel else heide.diep) for x, h in ((12, 30), (26, 22), (140, 32))]
    v += [
        heuvel(B, H, 80, 10, rng.uniform(0, 6.28), veld),
        schaap(126, 74, 9, ROOM, INKT, -1),
        schaap(141, 77, 10, ROOM, INKT),
    ]
    v += [stippen(rng, 50, (0, B), (75, 88), 0.9, bloei), recht(0, 88, B, 12, "#cfc3b2"), recht(0, 88, B, 1.2, ROOM)]
    v.append(_fiets(rng, p, lucht))
    return v


def _fiets(rng: Random, p: Palet, lucht: str) -> str:
    """Cyclist from the side, riding to the right, with a crate before and behind."""
    ven, brem, kers, heide, den = p.lijnen
    kleuren = zonder(p.ruggen, lucht)
    frame = rng.choice(zonder((kers.vlak, ven.vlak, heide.vlak), lucht))
    mens = volk(rng, 1, zonder((brem.vlak, kers.vlak, ROOM, den.vlak), lucht, frame))[0]
    y, r = 82, 12.5
    v = [wiel(48, y, r, INKT, ROOM), wiel(98, y, r, INKT, ROOM)]
    v.append(lijn("M71 81L80 66M66 58L71 81", mens.broek, 5))  # far leg
    v.append(lijn(f"M48 {y}L62 62L90 60L73 {y}H48M62 62L73 {y}M98 {y}L88 52M88 52L94 49.5M62 62L60.6 57", frame, 1.8))
    v += [recht(54, 55.4, 12, 2.6, INKT, 1.3), rond(73, y, 2.6, INKT), lijn("M73 82L77 89M75 89.6H80", INKT, 1.3)]
    v += [lijn("M36 68H60M40 68L48 82", INKT, 1), krat(33, 67.4, 22, 11, HOUT, kleuren, rng)]
    v += [lijn("M92 62H116M112 62L98 82", INKT, 1), krat(94, 61.6, 20, 10, HOUT, kleuren, rng)]
    v.append(lijn("M61 54Q78 56 76 66T77 88", mens.broek, 5.6) + recht(74, 86, 9.4, 3.4, INKT, 1.4))  # near leg
    v.append(pad("M53.4 57Q52 32 65 29Q75.5 29 75 41Q72 51 67.4 58Q60 60 53.4 57Z", mens.trui))
    v.append(arm((68, 37), (92, 49), 5, mens, -2))
    v.append(_hoofd_opzij(73, 21, 8, mens))
    return "".join(v)


def _hoofd_opzij(x: float, y: float, r: float, mens: Mens) -> str:
    """Head from the side, looking right, hair flying."""
    haar = pad(
        f"M{n(x + r * 0.75)} {n(y - r * 0.72)}A{n(r * 1.08)} {n(r * 1.08)} 0 1 0 {n(x - r * 0.6)} {n(y + r * 0.88)}"
        f"Q{n(x - r * 0.1)} {n(y + r * 0.3)} {n(x)} {n(y - r * 0.25)}"
        f"Q{n(x + r * 0.5)} {n(y - r * 0.3)} {n(x + r * 0.75)} {n(y - r * 0.72)}"
        "Z",
        mens.haar,
    )
    staart = ""
    if mens.kapsel in ("lang", "knot", "bob", "krul", "doek"):
        staart = pad(
            f"M{n(x - r * 0.6)} {n(y - r * 0.5)}Q{n(x - r * 2.1)} {n(y - r * 0.2)} {n(x - r * 2.3)} {n(y + r * 0.9)}"
            f"Q{n(x - r * 1.3)} {n(y + r * 0.3)} {n(x - r * 0.6)} {n(y + r * 0.9)}Z",
            mens.haar,
        )
    bril = (
        f"M{n(x + r * 0.4)} {n(y + r * 0.1)}a{n(r * 0.28)} {n(r * 0.28)} 0 1 0 {n(r * 0.56)} 0"
        f"a{n(r * 0.28)} {n(r * 0.28)} 0 1 0 {n(-r * 0.56)} 0H{n(x - r * 0.1)}"
    )
    return staart + rond(x, y, r, mens.huid) + haar + (lijn(bril, INKT, r * 0.1) if mens.bril else "")


def tuin(rng: Random, p: Palet) -> list[str]:
    """The garden behind the library: a raised bed, sunflowers, a watering can."""
    ven, brem, kers, heide, den = p.lijnen
    lucht = rng.choice((ven.fel, den.licht, brem.licht))
    v = [recht(0, 0, B, H, lucht), rond(rng.choice((20, 132)), 20, 12, brem.vlak)]
    gevel, dak = rng.choice(((kers.vlak, INKT), (ROOM, kers.vlak), (heide.vlak, INKT)))
    v += [veelhoek([(34, 36), (75, 10), (116, 36)], dak), recht(40, 35, 70, 37, gevel)]
    v += [
        raam(47, 42, 22, 22, WIT if gevel != ROOM else ven.vlak, ven.licht),
        raam(81, 42, 22, 22, WIT if gevel != ROOM else ven.vlak, ven.licht),
    ]
    v += [
        ruggen(x, 62.4, 8.6, 7.4, rng, p.ruggen[:8], (1.2, 2), 0.3) for x in (48.6, 58.8, 82.6, 92.8)
    ]  # books behind the glass
    v += [recht(71, 21, 8, 8, ROOM, 4), recht(70, 46, 10, 26, den.diep), rond(77.6, 60, 0.8, brem.vlak)]
    v += [recht(x, 60, 2.2, 14, WIT, 1) for x in range(2, 150, 6) if not 36 < x < 112] + [
        recht(0, 64, 38, 1.6, WIT),
        recht(112, 64, 38, 1.6, WIT),
    ]
    v += [
        heuvel(B, H, 82, 13, rng.uniform(0, 6.28), meng(den.fel, den.vlak, 0.45)),
        heuvel(B, H, 96, 10, rng.uniform(0, 6.28), den.vlak),
    ]
    for x, h in ((15, 44), (27, 36), (39, 41)):
        v.append(_zonnebloem(x + rng.uniform(-1.5, 1.5), 88, h + rng.uniform(-3, 3), brem.vlak, den.diep))
    v += [recht(7, 84, 42, 13, DONKER_HOUT, 0.8), recht(7, 84, 42, 3, HOUT, 0.6), recht(7, 90, 42, 0.8, "#7d5026")]
    for i, x in enumerate(range(104, 146, 7)):
        v.append(
            _kool(x, 88, 5, den.fel)
            if i % 2
            else _tulp(x, 88, 12 + rng.uniform(-1, 2), rng.choice((kers.vlak, heide.fel, kers.fel)), den.diep)
        )
    v += [recht(99, 86, 48, 11, DONKER_HOUT, 0.8), recht(99, 86, 48, 3, HOUT, 0.6), recht(99, 91.6, 48, 0.8, "#7d5026")]
    (groot,) = volk(rng, 1, (ven.vlak, brem.vlak, kers.fel))
    (klein,) = volk(rng, 1, zonder((kers.vlak, brem.vlak, ROOM), gevel), "kind")
    v += [staand(63, 96, 54, groot, [(52, 70), (72, 72)]), staand(85, 97, 38, klein, [(77, 79), (95, 78)], kind=True)]
    kan = ven.vlak if groot.trui != ven.vlak else kers.vlak
    v += [
        lijn("M98 80L106 74", kan, 1.6),
        ovaal(107, 73.4, 1.4, 2.4, kan),
        recht(88, 76, 11, 10, kan, 1.4),
        lijn("M89 76.5Q93 70 97 76.5", kan, 1.5),
        rond(93.4, 73.4, 1.7, klein.huid),
    ]
    return v


def _zonnebloem(x: float, onder: float, h: float, blad: str, groen: str) -> str:
    y, r = onder - h, 6.2
    bladen = "".join(draai(ovaal(x, y - r * 0.85, 2, 3.4, blad), i * 36, x, y) for i in range(10))
    loof = pad(f"M{n(x)} {n(y + h * 0.55)}q7 -5 9 0q-4 4 -9 0M{n(x)} {n(y + h * 0.7)}q-7 -5 -9 0q4 4 9 0", groen)
    return lijn(f"M{n(x)} {n(onder)}V{n(y)}", groen, 1.3) + loof + bladen + rond(x, y, 4, "#5b2d18")


def _tulp(x: float, onder: float, h: float, kleur: str, groen: str) -> str:
    y = onder - h
    kelk = f"M{n(x - 2.6)} {n(y - 3)}l1.7 1.8L{n(x)} {n(y - 3.6)}l.9 2.4l1.7 -1.8v4.4a2.6 2.6 0 0 1 -5.2 0Z"
    return lijn(f"M{n(x)} {n(onder)}V{n(y)}", groen, 1) + pad(kelk, kleur)


def _kool(x: float, onder: float, r: float, kleur: str) -> str:
    donker = meng(kleur, INKT, 0.2)
    return (
        ovaal(x - r * 0.5, onder - r * 0.3, r * 0.7, r * 0.6, donker)
        + ovaal(x + r * 0.5, onder - r * 0.3, r * 0.7, r * 0.6, donker)
        + rond(x, onder - r * 0.4, r * 0.7, kleur)
    )


TAFERELEN = {
    "buiten": (buiten, "een kind leest buiten, bij een hunebed van boeken"),
    "aan-huis": (aan_huis, "een vrijwilliger brengt een tas boeken aan de deur"),
    "fietstocht": (fietstocht, "een fietser met kratten vol boeken in het Drentse landschap"),
    "tuin": (tuin, "een volwassene en een kind in de tuin achter de bibliotheek"),
}
