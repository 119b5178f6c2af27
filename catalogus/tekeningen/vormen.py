"""Primitives of the drawings: SVG shapes, boulders, books, hills and trees; all sizes in user units."""

import math
from collections.abc import Iterable, Sequence
from html import escape
from itertools import pairwise
from random import Random

from .kleur import INKT, ROOM, is_donker

Punt = tuple[float, float]


def zonder(kleuren: Iterable[str], *weg: str, minstens: int = 1) -> list[str]:
    """The colours except those in `weg`; all of them when fewer than `minstens` would be left."""
    kleuren = list(kleuren)
    over = [kleur for kleur in kleuren if kleur not in weg]
    return over if len(over) >= minstens else kleuren


def n(getal: float) -> str:
    """Shortest notation with at most two decimals; never "-0"."""
    tekst = f"{getal:.2f}".rstrip("0").rstrip(".")
    return "0" if tekst == "-0" else tekst


def doek(b: float, h: float, inhoud: Iterable[str], titel: str = "") -> str:
    kop = f"<title>{escape(titel)}</title>" if titel else ""
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {n(b)} {n(h)}">{kop}{"".join(inhoud)}</svg>'


def recht(x: float, y: float, b: float, h: float, kleur: str, r: float = 0) -> str:
    rond_ = f' rx="{n(r)}"' if r else ""
    return f'<rect x="{n(x)}" y="{n(y)}" width="{n(b)}" height="{n(h)}" fill="{kleur}"{rond_}/>'


def rond(x: float, y: float, r: float, kleur: str) -> str:
    return f'<circle cx="{n(x)}" cy="{n(y)}" r="{n(r)}" fill="{kleur}"/>'


def ovaal(x: float, y: float, rx: float, ry: float, kleur: str) -> str:
    return f'<ellipse cx="{n(x)}" cy="{n(y)}" rx="{n(rx)}" ry="{n(ry)}" fill="{kleur}"/>'


def pad(d: str, kleur: str) -> str:
    return f'<path d="{d}" fill="{kleur}"/>'


def veelhoek(punten: Iterable[Punt], kleur: str) -> str:
    return pad("M" + "L".join(f"{n(x)} {n(y)}" for x, y in punten) + "Z", kleur)


def lijn(d: str, kleur: str, dik: float) -> str:
    return (
        f'<path d="{d}" fill="none" stroke="{kleur}" stroke-width="{n(dik)}" stroke-linecap="round" stroke-linejoin="round"/>'
    )


def draai(inhoud: str, hoek: float, x: float, y: float) -> str:
    return f'<g transform="rotate({n(hoek)} {n(x)} {n(y)})">{inhoud}</g>'


def vloeiend(punten: Sequence[Punt]) -> str:
    """Path of a closed Catmull-Rom curve through the points."""
    m = len(punten)
    d = f"M{n(punten[0][0])} {n(punten[0][1])}"
    for i in range(m):
        p0, p1, p2, p3 = (punten[(i + k - 1) % m] for k in range(4))
        c1 = (p1[0] + (p2[0] - p0[0]) / 6, p1[1] + (p2[1] - p0[1]) / 6)
        c2 = (p2[0] - (p3[0] - p1[0]) / 6, p2[1] - (p3[1] - p1[1]) / 6)
        d += "C" + " ".join(f"{n(x)} {n(y)}" for x, y in (c1, c2, p2))
    return d + "Z"


def kei(cx: float, onder: float, b: float, h: float, kleur: str, rng: Random, ruw: float = 0.07) -> str:
    """Boulder: a superellipse with noise, flatter underneath; its lowest point stands on `onder`."""
    punten = []
    for i in range(11):
        t = 2 * math.pi * i / 11 + 0.2
        c, s = math.cos(t), math.sin(t)
        e = 2.7 if s < 0 else 3.6
        r = (abs(c) ** e + abs(s) ** e) ** (-1 / e) * (1 + rng.uniform(-ruw, ruw))
        punten.append((cx + c * r * b / 2, onder - h / 2 + s * r * h / 2))
    zak = onder - max(y for _, y in punten)
    return pad(vloeiend([(x, y + zak) for x, y in punten]), kleur)


# ---------------------------------------------------------------- books


def rug(x: float, onder: float, b: float, h: float, kleur: str, rng: Random, hoek: float = 0) -> str:
    """Standing book spine with bands and a title field; `hoek` leans it, in degrees."""
    band = ROOM if is_donker(kleur) else INKT
    y = onder - h
    delen = [recht(x, y, b, h, kleur, min(0.7, b / 6))]
    soort = rng.choice("abcd")
    if soort == "a":
        delen += [recht(x, y + h * deel, b, h * 0.022, band) for deel in (0.10, 0.15, 0.87)]
    elif soort == "b":
        delen.append(recht(x + b * 0.28, y + h * 0.14, b * 0.44, h * 0.34, band, min(0.5, b / 10)))
    elif soort == "c":
        delen.append(rond(x + b / 2, onder - h * 0.14, min(b * 0.22, h * 0.05), band))
        delen.append(recht(x + b * 0.42, y + h * 0.12, b * 0.16, h * 0.46, band))
    else:
        delen += [recht(x, y + h * 0.2, b, h * 0.14, band), recht(x, onder - h * 0.1, b, h * 0.022, band)]
    boek = "".join(delen)
    return draai(boek, hoek, x + (b if hoek > 0 else 0), onder) if hoek else boek


def ruggen(
    x: float,
    onder: float,
    breedte: float,
    hoogte: float,
    rng: Random,
    kleuren: Sequence[str],
    dik: tuple[float, float] = (5, 9),
    speling: float = 0.16,
) -> str:
    """Row of spines that fills the width exactly; never two neighbours of one colour."""
    dikten: list[float] = []
    while sum(dikten) < breedte:
        dikten.append(rng.uniform(*dik))
    maat = breedte / sum(dikten)
    delen, vorig = [], ""
    for d in dikten:
        vorig = rng.choice(zonder(kleuren, vorig))
        delen.append(rug(x, onder, d * maat - 0.35, hoogte * (1 - rng.uniform(0, speling)), vorig, rng))
        x += d * maat
    return "".join(delen)


def liggend(x: float, onder: float, b: float, h: float, kleur: str, kant: str = "r") -> str:
    """Book lying flat, its pages showing on the right ("r") or the left ("l")."""
    snee = x + b - h * 0.9 if kant == "r" else x
    return recht(x, onder - h, b, h, kleur, h * 0.16) + recht(snee, onder - h * 0.84, h * 0.9, h * 0.68, ROOM)


def stapel(x: float, onder: float, b: float, h: float, aantal: int, rng: Random, kleuren: Sequence[str]) -> str:
    """Pile of `aantal` books lying flat, each h thick, neighbours never of one colour."""
    delen, vorig = [], ""
    for laag in range(aantal):
        vorig = rng.choice(zonder(kleuren, vorig))
        breed = b * rng.uniform(0.86, 1)
        schuif = x + rng.uniform(0, b - breed)
        delen.append(liggend(schuif, onder - laag * h, breed, h * 0.96, vorig, rng.choice("lr")))
    return "".join(delen)


def openboek(cx: float, onder: float, b: float, kleur: str, blad: str = ROOM) -> str:
    """Open book from the front: cover and two pages."""
    h = b * 0.3
    boven = onder - h
    zij = b * 0.53
    kaft = [
        (cx - zij, boven + h * 0.2),
        (cx, boven + h * 0.42),
        (cx + zij, boven + h * 0.2),
        (cx + zij, onder - h * 0.08),
        (cx, onder + h * 0.12),
        (cx - zij, onder - h * 0.08),
    ]
    bladen = "".join(
        f"M{n(cx + kant * b / 2)} {n(boven + h * 0.05)}"
        f"Q{n(cx + kant * b * 0.2)} {n(boven - h * 0.12)} {n(cx)} {n(boven + h * 0.28)}L{n(cx)} {n(onder)}"
        f"Q{n(cx + kant * b * 0.2)} {n(onder - h * 0.4)} {n(cx + kant * b / 2)} {n(onder - h * 0.22)}Z"
        for kant in (-1, 1)
    )
    return veelhoek(kaft, kleur) + pad(bladen, blad)


def kaft(x: float, y: float, b: float, h: float, kleur: str, rng: Random, sier: str) -> str:
    """Front cover of a book, standing: spine edge, title lines and one ornament in colour `sier`."""
    delen = [recht(x, y, b, h, kleur, min(b, h) * 0.06), recht(x + b * 0.07, y, b * 0.035, h, sier)]
    delen.append(recht(x + b * 0.24, y + h * 0.14, b * 0.6, h * 0.07, sier))
    delen.append(recht(x + b * 0.24, y + h * 0.26, b * 0.38, h * 0.05, sier))
    soort = rng.choice("zbh")
    cx, cy, r = x + b * 0.55, y + h * 0.66, min(b, h) * 0.2
    if soort == "z":
        delen.append(rond(cx, cy, r, sier))
    elif soort == "b":
        delen.append(veelhoek([(cx, cy - r * 1.3), (cx + r, cy + r), (cx - r, cy + r)], sier))
    else:
        delen.append(recht(cx - r * 0.9, cy - r * 0.9, r * 1.8, r * 1.8, sier, r * 0.3))
    return "".join(delen)


# ---------------------------------------------------------------- landscape


def heuvel(b: float, h: float, onder: float, hoog: float, fase: float, kleur: str, golf: float = 1.0) -> str:
    """Rolling ground over the whole width b, down to h; its top is between onder - hoog and onder - 0.24 hoog."""
    stappen = 8
    p = [
        (b * i / stappen, onder - hoog * (0.62 + 0.38 * math.sin(fase + golf * 2 * math.pi * i / stappen)))
        for i in range(stappen + 1)
    ]
    d = f"M0 {n(p[0][1])}"
    for (x1, y1), (x2, y2) in pairwise(p):
        midden = n((x1 + x2) / 2)
        d += f"C{midden} {n(y1)} {midden} {n(y2)} {n(x2)} {n(y2)}"
    return pad(d + f"L{n(b)} {n(h)}L0 {n(h)}Z", kleur)


def stippen(rng: Random, aantal: int, x: tuple[float, float], y: tuple[float, float], r: float, kleur: str) -> str:
    """Heather: many dots as one path, larger and denser towards the top of the range and bigger below."""
    d = ""
    for _ in range(aantal):
        t = rng.random() ** 1.2
        px, py, s = rng.uniform(*x), y[0] + (y[1] - y[0]) * t, r * (0.35 + 0.9 * t)
        boog = f"a{n(s)} {n(s * 0.8)} 0 1 0 "
        d += f"M{n(px - s)} {n(py)}{boog}{n(2 * s)} 0{boog}{n(-2 * s)} 0Z"
    return pad(d, kleur)


def den(x: float, onder: float, h: float, kleur: str, stam: str = INKT) -> str:
    kroon = [(x, onder - h), (x + h * 0.24, onder - h * 0.2), (x - h * 0.24, onder - h * 0.2)]
    return recht(x - h * 0.03, onder - h * 0.3, h * 0.06, h * 0.3, stam) + veelhoek(kroon, kleur)


def loofboom(x: float, onder: float, h: float, kleur: str, stam: str = INKT) -> str:
    """Tree with an egg-shaped crown and one visible branch."""
    tak = f"M{n(x)} {n(onder)}V{n(onder - h * 0.55)}M{n(x)} {n(onder - h * 0.36)}L{n(x + h * 0.11)} {n(onder - h * 0.5)}"
    return ovaal(x, onder - h * 0.64, h * 0.25, h * 0.36, kleur) + lijn(tak, stam, h * 0.035)


def schaap(x: float, onder: float, h: float, wol: str, kop: str, kant: int = 1) -> str:
    """Grazing sheep; `kant` 1 looks right, -1 left."""
    cy = onder - h * 0.58
    delen = [recht(x + dx * h - h * 0.04, onder - h * 0.3, h * 0.08, h * 0.3, kop) for dx in (-0.34, -0.2, 0.16, 0.3)]
    delen += [ovaal(x, cy, h * 0.56, h * 0.36, wol)]
    delen += [
        rond(x + dx * h, cy + dy * h, h * 0.2, wol) for dx, dy in ((-0.42, -0.06), (-0.16, -0.26), (0.16, -0.26), (0.4, -0.1))
    ]
    delen.append(ovaal(x + kant * h * 0.62, cy + h * 0.04, h * 0.17, h * 0.22, kop))
    delen.append(ovaal(x + kant * h * 0.48, cy - h * 0.1, h * 0.1, h * 0.06, kop))
    return "".join(delen)


def vogels(x: float, y: float, maat: float, aantal: int, kleur: str, kant: int = 1) -> str:
    """Skein of geese: a row of small open wings, each a bit lower."""
    d = "".join(
        f"M{n(x + kant * i * maat * 2.3 - maat)} {n(y + i * maat * 0.8 - maat * 0.3)}"
        f"q{n(maat * 0.6)} {n(-maat * 0.5)} {n(maat)} {n(maat * 0.4)}"
        f"q{n(maat * 0.4)} {n(-maat * 0.9)} {n(maat)} {n(-maat * 0.4)}"
        for i in range(aantal)
    )
    return lijn(d, kleur, maat * 0.26)


def hunebed(
    x: float,
    onder: float,
    breedte: float,
    hoogte: float,
    rng: Random,
    stenen: Sequence[str],
    kleuren: Sequence[str],
    groepen: int = 4,
) -> str:
    """The main motif: a dolmen whose uprights are books. Needs `groepen` >= 2."""
    delen, vak = [], breedte / groepen
    draag = onder - hoogte * 0.60
    liggende = rng.randrange(1, groepen - 1) if groepen > 3 and rng.random() < 0.5 else None
    for g in range(groepen):
        b = vak * (0.60 if 0 < g < groepen - 1 else 0.52)
        links = x + g * vak + (vak - b) / 2
        if g == liggende:
            lagen = max(4, round(hoogte * 0.60 / (vak * 0.17)))
            delen.append(stapel(links - b * 0.06, onder, b * 1.12, hoogte * 0.60 / lagen, lagen, rng, zonder(kleuren, ROOM)))
        else:
            delen.append(ruggen(links, onder, b, hoogte * 0.60, rng, kleuren, (vak * 0.11, vak * 0.21), 0))
    hoge = rng.randrange(2) if groepen > 3 else 1
    for g in sorted(range(groepen - 1), key=lambda g: g % 2 == hoge):
        hoog = g % 2 == hoge
        cx = x + vak * (g + 1) + rng.uniform(-vak * 0.04, vak * 0.04)
        dik = hoogte * (0.40 if hoog else 0.31) * (1 + rng.uniform(0, 0.08))
        delen.append(kei(cx, draag + 0.4, vak * (1.16 if hoog else 1.3), dik, stenen[g % len(stenen)], rng))
    return "".join(delen)
