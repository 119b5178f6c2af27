"""Scenes in a hall, 150 x 100: stage, lecture, exhibition, music and the parade of the Kinderboekenweek."""

from random import Random

from .figuren import Mens, buste, rugfiguur, staand, volk
from .kleur import INKT, ROOM, WIT, Palet, meng
from .voorwerpen import noot, schilderij, slinger
from .vormen import draai, kaft, lijn, n, ovaal, pad, recht, rond, veelhoek, zonder

B, H = 150, 100
HOUT, DONKER_HOUT = "#d9a25f", "#a8703a"


def _publiek(rng: Random, truien: list[str], x: tuple[float, ...], onder: float, m: float, soort: str = "volwassen") -> str:
    return "".join(
        rugfiguur(px, onder + rng.uniform(-1, 2), m + rng.uniform(-2, 2), mens)
        for px, mens in zip(x, volk(rng, len(x), truien, soort), strict=True)
    )


def _gordijn(x: float, b: float, h: float, kleur: str, kant: int) -> str:
    """Half of a stage curtain, drawn aside and tied; `kant` 1 hangs on the left."""
    binnen, buiten = (x + b, x) if kant > 0 else (x, x + b)
    vorm = (
        f"M{n(buiten)} 0H{n(binnen)}Q{n(binnen - kant * b * 0.05)}"
        f" {n(h * 0.5)} {n(buiten + kant * b * 0.42)} {n(h * 0.62)}"
        f"Q{n(binnen - kant * b * 0.3)} {n(h * 0.8)} {n(binnen - kant * b * 0.2)} {n(h)}H{n(buiten)}Z"
    )
    plooien = "".join(
        f"M{n(buiten + kant * b * deel)} 0Q{n(buiten + kant * b * deel * 0.9)}"
        f" {n(h * 0.4)} {n(buiten + kant * b * deel * 0.42)} {n(h * 0.6)}"
        f"M{n(buiten + kant * b * deel * 0.42)} {n(h * 0.66)}L{n(buiten + kant * b * deel * 0.7)} {n(h)}"
        for deel in (0.3, 0.55, 0.8)
    )
    band = recht(min(buiten, buiten + kant * b * 0.44), h * 0.605, b * 0.44, h * 0.05, "#f5b936", 1)
    return pad(vorm, kleur) + lijn(plooien, meng(kleur, INKT, 0.22), 0.9) + band


def theater(rng: Random, p: Palet) -> list[str]:
    """Children on stage: a king, a wolf and a tree or a star."""
    ven, brem, kers, heide, den = p.lijnen
    doek_ = rng.choice((ven.fel, heide.fel, den.fel))
    v = [
        recht(0, 0, B, H, doek_),
        rond(75, 42, 36, meng(doek_, WIT, 0.45)),
        recht(0, 76, B, 24, DONKER_HOUT),
        recht(0, 76, B, 2.4, HOUT),
    ]
    spelers = volk(rng, 3, (brem.vlak, den.vlak, ven.vlak, ROOM), "kind")
    rollen = rng.sample(("koning", "wolf", "ster", "tovenaar"), 3)
    for x, mens, rol in zip((45, 75, 105), spelers, rollen, strict=True):
        v.append(_speler(x, 78, 48 + rng.uniform(-2, 3), mens, rol, p))
    gordijn = kers.vlak
    v += [_gordijn(0, 38, 80, gordijn, 1), _gordijn(112, 38, 80, gordijn, -1), recht(0, 0, B, 8, gordijn)]
    v.append("".join(ovaal(7.5 + i * 15, 8, 8, 5, meng(gordijn, INKT, 0.12) if i % 2 else gordijn) for i in range(10)))
    v.append(_publiek(rng, [heide.vlak, ven.vlak, INKT, heide.diep], (14, 44, 75, 106, 136), 111, 34, "kind"))
    return v


def _speler(x: float, onder: float, h: float, mens: Mens, rol: str, p: Palet) -> str:
    """Child in costume; arms up for whoever triumphs."""
    ven, brem, kers, heide, _ = p.lijnen
    r = h * 0.135
    hy = onder - h + r
    zwaai = [(x - h * 0.27, hy + r * 0.4), (x + h * 0.27, hy + r * 0.4)]
    hang = [(x - h * 0.24, onder - h * 0.33), (x + h * 0.25, onder - h * 0.52)]
    if rol == "koning":
        mantel = veelhoek(
            [(x - h * 0.12, hy + r), (x + h * 0.12, hy + r), (x + h * 0.3, onder - 2), (x - h * 0.3, onder - 2)],
            kers.vlak,
        )
        kroon = [
            (x + dx * r, hy - r * dy)
            for dx, dy in ((-0.85, 0.55), (-0.95, 1.6), (-0.4, 1.1), (0, 1.75), (0.4, 1.1), (0.95, 1.6), (0.85, 0.55))
        ]
        return (
            mantel
            + staand(x, onder, h, mens, hang, kind=True)
            + veelhoek(kroon, brem.vlak if mens.trui != brem.vlak else "#d99a1c")
        )
    if rol == "wolf":
        vacht = "#55496a"
        oren = "".join(
            veelhoek(
                [(x + k * r * 0.25, hy - r * 0.9), (x + k * r * 1.1, hy - r * 1.7), (x + k * r * 1.05, hy - r * 0.2)],
                vacht,
            )
            for k in (-1, 1)
        )
        kap = pad(
            f"M{n(x - r * 1.15)} {n(hy + r * 0.3)}A{n(r * 1.15)} {n(r * 1.2)} 0 0 1 {n(x + r * 1.15)} {n(hy + r * 0.3)}"
            f"Q{n(x)} {n(hy - r * 0.7)} {n(x - r * 1.15)} {n(hy + r * 0.3)}"
            "Z",
            vacht,
        )
        staart = lijn(f"M{n(x + h * 0.1)} {n(onder - h * 0.3)}q{n(h * 0.2)} 0 {n(h * 0.2)} {n(-h * 0.2)}", vacht, h * 0.07)
        pak = Mens(mens.huid, vacht, "kort", vacht, vacht)
        return staart + staand(x, onder, h, pak, zwaai, kind=True) + oren + kap
    if rol == "tovenaar":
        hoed = veelhoek([(x, hy - r * 2.9), (x + r * 0.85, hy - r * 0.5), (x - r * 0.85, hy - r * 0.5)], heide.vlak)
        rand = ovaal(x, hy - r * 0.5, r * 1.5, r * 0.3, heide.vlak)
        stok = lijn(f"M{n(x + h * 0.25)} {n(onder - h * 0.52)}L{n(x + h * 0.38)} {n(onder - h * 0.76)}", INKT, 0.9)
        punt = _ster(x + h * 0.39, onder - h * 0.78, r * 0.5, brem.vlak)
        return (
            staand(x, onder, h, mens, hang, kind=True) + stok + punt + hoed + rand + _ster(x, hy - r * 1.3, r * 0.32, brem.vlak)
        )
    ster = _ster(x, onder - h * 0.45, h * 0.36, brem.vlak)
    kaal = Mens(mens.huid, mens.haar, mens.kapsel if mens.kapsel != "lang" else "bob", ven.vlak, ven.vlak)
    return staand(x, onder, h, kaal, zwaai, kind=True) + ster


def _ster(x: float, y: float, r: float, kleur: str) -> str:
    punten = (
        (0, -1),
        (0.29, -0.4),
        (0.95, -0.31),
        (0.48, 0.15),
        (0.59, 0.81),
        (0, 0.5),
        (-0.59, 0.81),
        (-0.48, 0.15),
        (-0.95, -0.31),
        (-0.29, -0.4),
    )
    return veelhoek([(x + px * r, y + py * r) for px, py in punten], kleur)


def lezing(rng: Random, p: Palet) -> list[str]:
    """A speaker before an audience, the book on the screen."""
    ven, brem, kers, heide, den = p.lijnen
    muur, doek_ = rng.choice(((ven.vlak, ven.licht), (heide.vlak, heide.licht), (den.vlak, den.licht)))
    v = [recht(0, 0, B, H, muur), recht(60, 8, 74, 46, doek_, 1)]
    boek = rng.choice((kers.vlak, brem.vlak))
    v.append(kaft(70, 13, 25, 36, boek, rng, ROOM if boek != brem.vlak else INKT))
    v += [recht(102, 18 + i * 6, b, 2.6, muur, 1.3) for i, b in enumerate((25, 20, 23, 14))]
    v += [recht(0, 70, B, 30, meng(muur, INKT, 0.35))]
    spreker = volk(rng, 1, (kers.vlak if boek != kers.vlak else brem.vlak, ROOM))[0]
    v.append(buste(32, 78, 62, spreker, [(14, 46), (52, 50)]))
    v += [
        veelhoek([(20, 54), (48, 54), (45, 80), (23, 80)], HOUT),
        recht(17, 51, 34, 4, DONKER_HOUT, 1),
        lijn("M42 51Q42 44 38 43", INKT, 1),
        rond(37.6, 42.8, 1.6, INKT),
    ]
    truien = zonder((kers.vlak, brem.vlak, ven.fel, kers.fel, den.fel, heide.fel), spreker.trui)
    v.append(_publiek(rng, truien, (28, 60, 92, 124), 95, 36))
    v.append(_publiek(rng, truien, (12, 44, 76, 108, 140), 110, 42, "senior"))
    return v


def expositie(rng: Random, p: Palet) -> list[str]:
    """Paintings on the wall, visitors looking."""
    ven, brem, kers, heide, den = p.lijnen
    muur = rng.choice((ROOM, ven.licht, kers.licht))
    kleuren = (ven.vlak, brem.vlak, kers.vlak, heide.vlak, den.vlak, kers.fel, ven.fel)
    v = [recht(0, 0, B, H, muur), recht(0, 76, B, 24, meng(HOUT, WIT, 0.2)), recht(0, 75, B, 1.6, WIT)]
    vlakken = rng.choice(
        (
            ((8, 14, 36, 44), (54, 20, 46, 30), (110, 12, 32, 46)),
            ((8, 20, 46, 32), (64, 12, 30, 44), (104, 18, 38, 36)),
            ((10, 12, 34, 46), (54, 16, 38, 38), (102, 22, 40, 28)),
        )
    )
    for x, y, b, h in vlakken:
        v.append(
            schilderij(
                x,
                y,
                b,
                h,
                rng.choice((INKT, HOUT, WIT)),
                rng.choice((ven.licht, brem.licht, kers.licht, heide.licht)),
                kleuren,
                rng,
            )
        )
    v += [recht(98, 84, 34, 4, DONKER_HOUT, 1), recht(102, 88, 3, 8, DONKER_HOUT), recht(125, 88, 3, 8, DONKER_HOUT)]
    een, twee = volk(rng, 2, (kers.vlak, ven.vlak, den.vlak, heide.vlak))
    kind = volk(rng, 1, (brem.vlak, kers.fel), "kind")[0]
    x = rng.choice((44, 58))
    v.append(staand(x, 97, 66, een, [(x - 12, 72), (x + 9, 69)], achter=True))
    v.append(staand(x + 19, 98, 44, kind, [(x + 10, 72), (x + 27, 68)], kind=True, achter=True))
    v.append(staand(x + 72 if x < 50 else 18, 96, 63, twee, achter=True))
    return v


def muziek(rng: Random, p: Palet) -> list[str]:
    """Guitar, voice and drum between the bookshelves."""
    ven, brem, kers, heide, den = p.lijnen
    muur, licht = rng.choice(((heide.vlak, heide.fel), (ven.vlak, ven.fel), (kers.vlak, kers.fel)))
    v = [
        recht(0, 0, B, H, muur),
        rond(75, 50, 42, meng(muur, licht, 0.45)),
        recht(0, 84, B, 16, meng(muur, INKT, 0.4)),
        slinger(0, B, 3, 7, 15, (brem.vlak, ROOM, kers.fel, den.fel)),
    ]
    een, twee, drie = volk(rng, 3, zonder((brem.vlak, den.vlak, ROOM, ven.fel), muur))
    v.append(staand(30, 94, 68, een, [(30, 60), (50, 49)]))
    v.append(_gitaar(28, 64))
    v += [rond(29, 63.4, 2.4, een.huid), rond(50.5, 48.6, 2.2, een.huid)]
    v.append(staand(75, 92, 68, twee, [(64, 66), (76.5, 43)]))
    v += [
        recht(75.3, 42, 1.6, 50, INKT),
        recht(69, 91, 14, 1.8, INKT, 0.9),
        rond(76.2, 40.6, 2.8, INKT),
        rond(77, 46, 2.2, twee.huid),
    ]
    v.append(buste(120, 92, 56, drie, [(104, 72), (134, 70)]))
    v += [
        recht(103, 74, 34, 20, kers.vlak if muur != kers.vlak else den.vlak, 1.5),
        recht(103, 73, 34, 3.4, ROOM, 1.2),
        recht(103, 91, 34, 3, ROOM, 1.2),
    ]
    v.append(lijn("M106 77.5L112 90M117 77.5L123 90M128 77.5L134 90", ROOM, 0.7))
    v += [lijn("M104 72L113 71.5M134 70L125 71", DONKER_HOUT, 1.2)]
    for x, y, m in ((52, 28, 9), (98, 24, 10), (108, 36, 8)):
        v.append(noot(x + rng.uniform(-3, 3), y + rng.uniform(-2, 2), m, rng.choice((brem.vlak, ROOM)), rng.random() < 0.5))
    return v


def _gitaar(x: float, y: float) -> str:
    """Guitar held in front of the body, its neck up to the right."""
    kast = (
        ovaal(x, y, 8.4, 7.2, HOUT)
        + ovaal(x + 7.6, y, 6, 5.4, HOUT)
        + rond(x + 4, y, 2.5, INKT)
        + recht(x - 4.4, y - 2.4, 1.4, 4.8, DONKER_HOUT)
    )
    hals = recht(x + 10, y - 1.2, 22, 2.4, DONKER_HOUT) + recht(x + 31, y - 2, 6, 4, INKT, 0.8)
    snaar = lijn(f"M{n(x - 3.6)} {n(y)}H{n(x + 32)}", ROOM, 0.35)
    return draai(kast + hals + snaar, -34, x, y)


def kinderboekenweek(rng: Random, p: Palet) -> list[str]:
    """A parade of children with large books and flags."""
    ven, brem, kers, heide, den = p.lijnen
    lucht, grond = rng.choice(((brem.vlak, kers.vlak), (ven.fel, den.vlak), (kers.fel, heide.vlak)))
    v = [
        recht(0, 0, B, H, lucht),
        rond(rng.choice((40, 110)), 46, 28, meng(lucht, WIT, 0.5)),
        recht(0, 82, B, 18, grond),
    ]
    v.append(
        slinger(-4, 76, 5, 8, 8, (kers.vlak, ROOM, ven.vlak, den.vlak))
        + slinger(74, 154, 5, 8, 8, (heide.vlak, ROOM, den.vlak, kers.vlak))
    )
    boeken = rng.sample(zonder((kers.vlak, ven.vlak, heide.vlak, den.vlak, brem.vlak), lucht, grond, minstens=2), 2)
    kinderen = volk(rng, 4, zonder((ROOM, ven.vlak, kers.vlak, den.vlak, heide.vlak, brem.vlak), lucht, grond), "kind")
    dragers = rng.sample(("boek", "vlag", "boek", "vlag"), 4) if rng.random() < 0.5 else ["boek", "vlag", "boek", "vlag"]
    for i, (mens, wat) in enumerate(zip(kinderen, dragers, strict=True)):
        x, onder, h = 21 + i * 36, 93 + (i % 2) * 2, 48 + rng.uniform(-3, 3)
        if wat == "boek":
            sier = ROOM
            v.append(staand(x, onder, h, mens, [(x - 8.5, onder - 47), (x + 8.5, onder - 47)], kind=True, pas=1.5))
            v += [
                kaft(x - 11, onder - h - 26, 22, 26, boeken[i // 2], rng, sier),
                rond(x - 9, onder - 48.5, 1.9, mens.huid),
                rond(x + 9, onder - 48.5, 1.9, mens.huid),
            ]
        else:
            stok = lijn(f"M{n(x + 13)} {n(onder - 14)}V{n(onder - 72)}", DONKER_HOUT, 1.3)
            kleur = rng.choice(zonder((kers.vlak, ven.vlak, brem.vlak, heide.vlak), lucht, mens.trui))
            vlag = pad(f"M{n(x + 13)} {n(onder - 72)}q-5.5 -3 -11 0t-11 0v14q5.5 3 11 0t11 0Z", kleur)
            v += [
                staand(x, onder, h, mens, [(x - 11, onder - 16), (x + 12.4, onder - 25)], kind=True, pas=1.5),
                stok,
                vlag,
            ]
            v += [_ster(x + 2.5, onder - 65, 4.4, ROOM), rond(x + 13, onder - 25, 2, mens.huid)]
    return v


TAFERELEN = {
    "theater": (theater, "kinderen in kostuum op het toneel, met publiek"),
    "lezing": (lezing, "een spreker voor een zaal met publiek"),
    "expositie": (expositie, "bezoekers kijken naar schilderijen"),
    "muziek": (muziek, "drie mensen maken muziek"),
    "kinderboekenweek": (kinderboekenweek, "een optocht van kinderen met grote boeken en vlaggen"),
}
