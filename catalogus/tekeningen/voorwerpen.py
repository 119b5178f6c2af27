"""Things in and around a library: bookcase, table top, laptop, cup, plant, window, bunting, easel, flask, bicycle."""

import math
from collections.abc import Sequence
from random import Random

from .kleur import INKT, ROOM, WIT, meng
from .vormen import lijn, n, ovaal, pad, recht, rond, ruggen, stapel, veelhoek


def boekenkast(
    x: float, y: float, b: float, h: float, rijen: int, hout: str, kleuren: Sequence[str], rng: Random, leeg: str = ""
) -> str:
    """Bookcase with `rijen` shelves; `leeg` is the colour of its back."""
    rand, rij = 1.6, (h - 1.6) / rijen
    delen = [
        recht(x, y, b, h, hout, 0.8),
        recht(x + rand, y + rand, b - 2 * rand, h - 2 * rand, leeg or meng(hout, INKT, 0.35)),
    ]
    for i in range(rijen):
        onder = y + rand + (i + 1) * rij - rand
        delen.append(recht(x, onder, b, rand, hout))
        vol = (b - 2 * rand - 1) * rng.uniform(0.7, 1)
        links = x + rand + 0.5 if rng.random() < 0.5 else x + b - rand - 0.5 - vol
        delen.append(ruggen(links, onder, vol, rij - rand - 1.4, rng, kleuren, (2, 3.6), 0.25))
        rest = b - 2 * rand - 1 - vol
        if rest > 7:
            los = x + b - rand - 0.5 - rest if links == x + rand + 0.5 else x + rand + 0.5
            delen.append(stapel(los + 0.6, onder, rest - 1.2, 2.1, rng.randint(1, 3), rng, kleuren))
    return "".join(delen)


def tafel(y: float, kleur: str, h: float = 20, x: float = 0, b: float = 150) -> str:
    """Table top that runs down to the lower edge."""
    return recht(x, y, b, h, kleur) + recht(x, y, b, 2.2, meng(kleur, WIT, 0.22))


def laptop(cx: float, onder: float, b: float, dicht: str = INKT, blad: str = "") -> str:
    """Laptop; seen from behind (its lid, with a dot), or with its screen in colour `blad` when given."""
    h = b * 0.64
    delen = [recht(cx - b / 2, onder - h, b, h, dicht, b * 0.06)]
    if blad:
        delen.append(recht(cx - b * 0.43, onder - h * 0.9, b * 0.86, h * 0.74, blad))
    else:
        delen.append(rond(cx, onder - h * 0.54, b * 0.07, meng(dicht, WIT, 0.55)))
    return "".join([*delen, recht(cx - b * 0.62, onder - b * 0.05, b * 1.24, b * 0.08, meng(dicht, WIT, 0.25), b * 0.04)])


def kopje(x: float, onder: float, m: float, kleur: str, damp: str = "") -> str:
    """Cup m wide with an ear; `damp` is the colour of its steam."""
    delen = [lijn(f"M{n(x + m * 0.44)} {n(onder - m * 0.6)}a{n(m * 0.2)} {n(m * 0.2)} 0 1 1 0 {n(m * 0.36)}", kleur, m * 0.13)]
    delen.append(
        pad(
            f"M{n(x - m * 0.5)} {n(onder - m * 0.8)}H{n(x + m * 0.5)}V{n(onder - m * 0.35)}"
            f"A{n(m * 0.36)} {n(m * 0.36)} 0 0 1 {n(x + m * 0.14)} {n(onder)}H{n(x - m * 0.14)}"
            f"A{n(m * 0.36)} {n(m * 0.36)} 0 0 1 {n(x - m * 0.5)} {n(onder - m * 0.35)}Z",
            kleur,
        )
    )
    if damp:
        for dx in (-0.18, 0.18):
            golf = (
                f"M{n(x + dx * m)} {n(onder - m)}q{n(m * 0.16)} {n(-m * 0.18)} 0 {n(-m * 0.36)}"
                f"q{n(-m * 0.16)} {n(-m * 0.18)} 0 {n(-m * 0.36)}"
            )
            delen.append(lijn(golf, damp, m * 0.09))
    return "".join(delen)


def plant(x: float, onder: float, h: float, blad: str, pot: str, rng: Random) -> str:
    """Plant in a pot: seven leaves in a fan."""
    delen = []
    for i in range(7):
        hoek = math.radians(-90 + (i - 3) * 24 + rng.uniform(-6, 6))
        lang = h * (0.68 - abs(i - 3) * 0.06)
        px, py = x + math.cos(hoek) * lang, onder - h * 0.28 + math.sin(hoek) * lang
        zx, zy = -math.sin(hoek) * h * 0.1, math.cos(hoek) * h * 0.1
        mx, my = (x + px) / 2, (onder - h * 0.28 + py) / 2
        delen.append(
            pad(
                f"M{n(x)} {n(onder - h * 0.28)}Q{n(mx + zx)} {n(my + zy)} {n(px)} {n(py)}"
                f"Q{n(mx - zx)} {n(my - zy)} {n(x)} {n(onder - h * 0.28)}Z",
                blad if i % 2 else meng(blad, WIT, 0.16),
            )
        )
    voet = [
        (x - h * 0.2, onder - h * 0.32),
        (x + h * 0.2, onder - h * 0.32),
        (x + h * 0.14, onder),
        (x - h * 0.14, onder),
    ]
    return "".join(delen) + veelhoek(voet, pot)


def raam(x: float, y: float, b: float, h: float, lijst: str, glas: str) -> str:
    """Window with four panes."""
    d = 1.6
    ruit_b, ruit_h = (b - 3 * d) / 2, (h - 3 * d) / 2
    ruiten = "".join(
        recht(x + d + i * (ruit_b + d), y + d + j * (ruit_h + d), ruit_b, ruit_h, glas) for i in (0, 1) for j in (0, 1)
    )
    return recht(x, y, b, h, lijst, 0.6) + ruiten


def slinger(x0: float, x1: float, y: float, diep: float, aantal: int, kleuren: Sequence[str], touw: str = INKT) -> str:
    """Bunting: a sagging cord with pennants in turn."""

    def hoogte(t: float) -> float:
        return y + diep * 4 * t * (1 - t)

    delen = [lijn(f"M{n(x0)} {n(y)}Q{n((x0 + x1) / 2)} {n(y + 2 * diep)} {n(x1)} {n(y)}", touw, 0.5)]
    stap = (x1 - x0) / aantal
    for i in range(aantal):
        t = (i + 0.5) / aantal
        x, b = x0 + t * (x1 - x0), stap * 0.36
        top = [(x - b, hoogte(t - 0.36 / aantal)), (x + b, hoogte(t + 0.36 / aantal)), (x, hoogte(t) + stap * 0.85)]
        delen.append(veelhoek(top, kleuren[i % len(kleuren)]))
    return "".join(delen)


def kolf(x: float, onder: float, h: float, glas: str, vocht: str, bel: str) -> str:
    """Conical flask with liquid and bubbles rising from it."""
    b = h * 0.78
    delen = [
        pad(
            f"M{n(x - h * 0.12)} {n(onder - h)}H{n(x + h * 0.12)}V{n(onder - h * 0.6)}"
            f"L{n(x + b / 2)} {n(onder - h * 0.06)}"
            f"Q{n(x + b / 2)} {n(onder)} {n(x + b * 0.42)} {n(onder)}H{n(x - b * 0.42)}"
            f"Q{n(x - b / 2)} {n(onder)} {n(x - b / 2)} {n(onder - h * 0.06)}L{n(x - h * 0.12)} {n(onder - h * 0.6)}Z",
            glas,
        ),
        pad(
            f"M{n(x - b * 0.31)} {n(onder - h * 0.32)}H{n(x + b * 0.31)}L{n(x + b * 0.44)} {n(onder - h * 0.1)}"
            f"Q{n(x + b * 0.45)} {n(onder - h * 0.05)} {n(x + b * 0.4)} {n(onder - h * 0.05)}H{n(x - b * 0.4)}"
            f"Q{n(x - b * 0.45)} {n(onder - h * 0.05)} {n(x - b * 0.44)} {n(onder - h * 0.1)}Z",
            vocht,
        ),
        recht(x - h * 0.16, onder - h * 1.03, h * 0.32, h * 0.07, glas, h * 0.03),
    ]
    delen += [
        rond(x + dx * h, onder - dy * h, r * h, bel) for dx, dy, r in ((0.04, 1.2, 0.07), (-0.1, 1.42, 0.1), (0.1, 1.66, 0.06))
    ]
    return "".join(delen)


def schilderij(x: float, y: float, b: float, h: float, kader: str, doek_: str, kleuren: Sequence[str], rng: Random) -> str:
    """Framed painting: landscape, circles or stripes."""
    d = min(b, h) * 0.07
    bx, by, bb, bh = x + d, y + d, b - 2 * d, h - 2 * d
    een, twee, drie = rng.sample(list(kleuren), 3)
    delen = [recht(x, y, b, h, kader), recht(bx, by, bb, bh, doek_)]
    soort = rng.choice("lcs")
    if soort == "l":
        delen += [rond(bx + bb * rng.uniform(0.25, 0.75), by + bh * 0.4, min(bb, bh) * 0.18, een)]
        delen.append(
            pad(
                f"M{n(bx)} {n(by + bh)}V{n(by + bh * 0.62)}Q{n(bx + bb * 0.35)}"
                f" {n(by + bh * 0.4)} {n(bx + bb)} {n(by + bh * 0.7)}"
                f"V{n(by + bh)}Z",
                twee,
            )
        )
        delen.append(
            pad(
                f"M{n(bx)} {n(by + bh)}V{n(by + bh * 0.86)}Q{n(bx + bb * 0.6)}"
                f" {n(by + bh * 0.6)} {n(bx + bb)} {n(by + bh * 0.82)}"
                f"V{n(by + bh)}Z",
                drie,
            )
        )
    elif soort == "c":
        r = min(bb, bh) * 0.26
        delen += [
            rond(bx + bb * 0.36, by + bh * 0.42, r, een),
            rond(bx + bb * 0.64, by + bh * 0.62, r * 0.8, twee),
            rond(bx + bb * 0.62, by + bh * 0.28, r * 0.45, drie),
        ]
    else:
        for i, kleur in enumerate((een, twee, drie)):
            delen.append(
                recht(
                    bx + bb * (0.14 + i * 0.26),
                    by + bh * (0.2 + 0.14 * rng.random()),
                    bb * 0.2,
                    bh * rng.uniform(0.44, 0.6),
                    kleur,
                )
            )
    return "".join(delen)


def noot(x: float, y: float, m: float, kleur: str, dubbel: bool) -> str:
    """Music note, m high; two joined by a beam when `dubbel`."""
    delen = [ovaal(x, y, m * 0.2, m * 0.15, kleur), recht(x + m * 0.12, y - m, m * 0.08, m, kleur)]
    if dubbel:
        delen += [
            ovaal(x + m * 0.55, y - m * 0.1, m * 0.2, m * 0.15, kleur),
            recht(x + m * 0.67, y - m * 1.1, m * 0.08, m, kleur),
        ]
        delen.append(
            veelhoek(
                [
                    (x + m * 0.12, y - m),
                    (x + m * 0.75, y - m * 1.1),
                    (x + m * 0.75, y - m * 0.9),
                    (x + m * 0.12, y - m * 0.8),
                ],
                kleur,
            )
        )
    else:
        delen.append(
            pad(
                f"M{n(x + m * 0.2)} {n(y - m)}q{n(m * 0.06)} {n(m * 0.2)} {n(m * 0.3)} {n(m * 0.34)}"
                f"q{n(-m * 0.1)} {n(-m * 0.08)} {n(-m * 0.3)} {n(-m * 0.08)}Z",
                kleur,
            )
        )
    return "".join(delen)


def krat(x: float, onder: float, b: float, h: float, kleur: str, kleuren: Sequence[str], rng: Random) -> str:
    """Crate filled with books that stick out at the top."""
    lat = h * 0.34
    latten = "".join(recht(x - 0.6, onder - h + i * (h - lat * 0.8) / 1, b + 1.2, lat * 0.8, kleur, 0.4) for i in (0, 1))
    return (
        recht(x, onder - h, b, h, meng(kleur, INKT, 0.4))
        + ruggen(x + 0.8, onder - 0.5, b - 1.6, h * 1.5, rng, kleuren, (1.8, 3.2), 0.3)
        + latten
        + recht(x - 0.6, onder - h, 1.8, h, kleur)
        + recht(x + b - 1.2, onder - h, 1.8, h, kleur)
    )


def wiel(x: float, y: float, r: float, band: str, spaak: str) -> str:
    delen = [
        lijn(
            "".join(
                f"M{n(x)} {n(y)}L{n(x + math.cos(t) * r)} {n(y + math.sin(t) * r)}" for t in (i * math.pi / 4 for i in range(8))
            ),
            spaak,
            0.35,
        ),
        f'<circle cx="{n(x)}" cy="{n(y)}" r="{n(r)}" fill="none" stroke="{band}" stroke-width="1.5"/>',
    ]
    return "".join([*delen, rond(x, y, r * 0.12, band)])


def tekstballon(x: float, y: float, b: float, h: float, kleur: str, inkt: str = "", kant: int = 1) -> str:
    """Speech balloon with lines of writing; its tail points down to the left (kant -1) or the right (1)."""
    px = x + b * (0.72 if kant > 0 else 0.28)
    delen = [
        recht(x, y, b, h, kleur, h * 0.28),
        veelhoek([(px - h * 0.14, y + h - 0.2), (px + h * 0.14, y + h - 0.2), (px + kant * h * 0.24, y + h * 1.32)], kleur),
    ]
    if inkt:
        delen += [
            recht(x + b * 0.16, y + h * (0.26 + 0.24 * i), b * deel, h * 0.1, inkt, h * 0.05)
            for i, deel in enumerate((0.66, 0.5, 0.34))
        ]
    return "".join(delen)


def letter_a(x: float, onder: float, h: float, kleur: str) -> str:
    """Capital A as a shape."""
    s = h / 50
    buiten = ((0, 0), (20, -50), (34, -50), (54, 0), (40, 0), (36.5, -10), (17.5, -10), (14, 0))
    gat = ((21, -20), (33, -20), (27, -37))
    d = "".join("M" + "L".join(f"{n(x + px * s)} {n(onder + py * s)}" for px, py in vorm) + "Z" for vorm in (buiten, gat))
    return pad(d, kleur).replace("<path ", '<path fill-rule="evenodd" ')


def vaas(x: float, onder: float, h: float, kleur: str, bloemen: Sequence[str]) -> str:
    """Three flowers on stalks in a small vase."""
    delen = []
    for (dx, hoog), bloem in zip(((-0.3, 0.85), (0, 1.0), (0.3, 0.8)), bloemen, strict=True):
        delen.append(lijn(f"M{n(x)} {n(onder - h * 0.3)}L{n(x + dx * h)} {n(onder - hoog * h)}", "#2f7d5f", h * 0.05))
        delen += [
            rond(x + dx * h, onder - hoog * h, h * 0.15, bloem),
            rond(x + dx * h, onder - hoog * h, h * 0.06, ROOM),
        ]
    return "".join(delen) + recht(x - h * 0.14, onder - h * 0.4, h * 0.28, h * 0.4, kleur, h * 0.08)
