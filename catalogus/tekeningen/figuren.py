"""People in the drawings: who they are (skin, hair, clothes) and how they sit, stand and read. No faces, by design."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

from .kleur import INKT, ROOM, WIT, is_donker, meng
from .vormen import Punt, lijn, n, openboek, ovaal, pad, recht, rond, zonder

LICHT_HAAR = ("#5b2d18", "#8a4a1f", "#c98f3c", "#3b231a")
GRIJS_HAAR = ("#d9d2c6", "#8f8579", "#eee8dd")
UITERLIJK = (  # skin, hair that goes with it
    ("#f0c3a0", LICHT_HAAR),
    ("#e3a67f", (INKT, *LICHT_HAAR)),
    ("#c98d63", (INKT, "#2a1c17", "#3b231a")),
    ("#b97a52", (INKT, "#2a1c17")),
    ("#8d5a3b", (INKT, "#2a1c17")),
    ("#6b4129", (INKT, "#120e1d")),
)
DOEKEN = ("#7cc0d6", "#c99ad6", "#f39a80", "#82c79f")
KAPSELS = {
    "kind": ("kort", "lang", "staart", "krul", "bob", "vlechten", "knot"),
    "volwassen": ("kort", "lang", "knot", "bob", "krul", "doek", "kaal"),
    "senior": ("kort", "knot", "bob", "kaal"),
}


@dataclass(frozen=True)
class Mens:
    huid: str
    haar: str
    kapsel: str
    trui: str
    broek: str = INKT
    bril: bool = False
    baard: bool = False
    kant: int = 1

    @property
    def mouw(self) -> str:
        """The sleeve: a bit darker than the jumper, or lighter when that is dark already."""
        return meng(self.trui, WIT, 0.16) if is_donker(self.trui) else meng(self.trui, INKT, 0.16)


def volk(rng: Random, aantal: int, truien: Sequence[str], soort: str = "volwassen", doeken: Sequence[str] = ()) -> list[Mens]:
    """`aantal` different people; neighbours differ in jumper, and no look returns before all have been used."""
    uiterlijk: list = []
    kapsels: list = []
    mensen: list[Mens] = []
    for _ in range(aantal):
        uiterlijk = uiterlijk or rng.sample(UITERLIJK, len(UITERLIJK))
        kapsels = kapsels or rng.sample(KAPSELS[soort], len(KAPSELS[soort]))
        huid, haren = uiterlijk.pop()
        kapsel = kapsels.pop()
        haar = rng.choice(GRIJS_HAAR if soort == "senior" else haren)
        if kapsel == "doek":
            haar = rng.choice(doeken or DOEKEN)
        trui = rng.choice(zonder(truien, mensen[-1].trui if mensen else "", haar if kapsel == "doek" else ""))
        mensen.append(
            Mens(
                huid,
                haar,
                kapsel,
                trui,
                broek=rng.choice(zonder((INKT, "#3a3148", "#55496a"), trui)),
                bril=rng.random() < (0.5 if soort == "senior" else 0.2),
                baard=soort != "kind" and kapsel in ("kort", "kaal") and rng.random() < 0.4,
                kant=rng.choice((-1, 1)),
            )
        )
    return mensen


def kleed(mens: Mens, **anders) -> Mens:
    """The same person with other clothes, hair or glasses."""
    return replace(mens, **anders)


# ---------------------------------------------------------------- head


def _haar_achter(cx: float, cy: float, r: float, m: Mens) -> str:
    """Hair behind body and head."""
    if m.kapsel == "lang":
        return pad(
            f"M{n(cx - r * 1.25)} {n(cy + r * 1.7)}V{n(cy)}A{n(r * 1.25)}"
            f" {n(r * 1.25)} 0 0 1 {n(cx + r * 1.25)} {n(cy)}"
            f"V{n(cy + r * 1.7)}Z",
            m.haar,
        )
    if m.kapsel == "bob":
        return recht(cx - r * 1.2, cy - r * 1.1, r * 2.4, r * 2.05, m.haar, r * 0.95)
    if m.kapsel == "knot":
        return rond(cx, cy - r * 1.35, r * 0.5, m.haar)
    if m.kapsel == "krul":
        plekken = ((-1.0, 0.15), (-1.0, -0.5), (-0.55, -1.0), (0, -1.15), (0.55, -1.0), (1.0, -0.5), (1.0, 0.15))
        return "".join(rond(cx + dx * r, cy + dy * r, r * 0.55, m.haar) for dx, dy in plekken)
    if m.kapsel == "staart":
        return rond(cx + m.kant * r * 1.2, cy - r * 0.55, r * 0.42, m.haar) + pad(
            f"M{n(cx + m.kant * r * 1.0)} {n(cy - r * 0.8)}Q{n(cx + m.kant * r * 2.1)} {n(cy)} "
            f"{n(cx + m.kant * r * 1.5)} {n(cy + r * 1.2)}Q{n(cx + m.kant * r * 1.2)} {n(cy + r * 0.3)} "
            f"{n(cx + m.kant * r * 0.8)} {n(cy - r * 0.2)}Z",
            m.haar,
        )
    if m.kapsel == "doek":
        return pad(
            f"M{n(cx - r * 1.3)} {n(cy + r * 1.75)}Q{n(cx - r * 1.35)} {n(cy - r * 1.25)} {n(cx)} {n(cy - r * 1.25)}"
            f"Q{n(cx + r * 1.35)} {n(cy - r * 1.25)} {n(cx + r * 1.3)} {n(cy + r * 1.75)}Z",
            m.haar,
        )
    return ""


def _pony(cx: float, cy: float, r: float, m: Mens) -> str:
    """Hair over the forehead, parted on one side."""
    s = m.kant
    return pad(
        f"M{n(cx - s * r * 1.06)} {n(cy + r * 0.02)}A{n(r * 1.06)} {n(r * 1.1)} 0 0 {1 if s > 0 else 0} "
        f"{n(cx + s * r * 1.06)} {n(cy + r * 0.02)}Q{n(cx + s * r * 0.3)} {n(cy - r * 0.05)} {n(cx - s * r * 0.1)} "
        f"{n(cy - r * 0.42)}Q{n(cx - s * r * 0.5)} {n(cy - r * 0.02)} {n(cx - s * r * 1.06)} {n(cy + r * 0.02)}Z",
        m.haar,
    )


def _hoofd(cx: float, cy: float, r: float, m: Mens) -> str:
    delen = [rond(cx, cy, r, m.huid)]
    if m.kapsel == "kaal":
        delen += [ovaal(cx + kant * r * 0.95, cy + r * 0.08, r * 0.2, r * 0.34, m.haar) for kant in (-1, 1)]
    elif m.kapsel == "doek":
        delen.append(  # the cloth frames the face and falls over the chest
            pad(
                f"M{n(cx - r * 1.1)} {n(cy - r * 0.1)}A{n(r * 1.1)}"
                f" {n(r * 1.1)} 0 0 1 {n(cx + r * 1.1)} {n(cy - r * 0.1)}"
                f"Q{n(cx + r * 1.2)} {n(cy + r * 1.4)} {n(cx)} {n(cy + r * 1.6)}"
                f"Q{n(cx - r * 1.2)} {n(cy + r * 1.4)} {n(cx - r * 1.1)} {n(cy - r * 0.1)}Z"
                f"M{n(cx - r * 0.8)} {n(cy - r * 0.05)}Q{n(cx - r * 0.78)}"
                f" {n(cy + r * 0.95)} {n(cx)} {n(cy + r * 0.98)}"
                f"Q{n(cx + r * 0.78)} {n(cy + r * 0.95)} {n(cx + r * 0.8)} {n(cy - r * 0.05)}"
                f"Q{n(cx)} {n(cy - r * 0.85)} {n(cx - r * 0.8)} {n(cy - r * 0.05)}Z",
                m.haar,
            ).replace("<path ", '<path fill-rule="evenodd" ')
        )
    else:
        delen.append(_pony(cx, cy, r, m))
    if m.kapsel == "vlechten":
        delen += [
            recht(cx + kant * r * 1.12 - r * 0.22, cy - r * 0.05, r * 0.44, r * 1.5, m.haar, r * 0.22) for kant in (-1, 1)
        ]
    if m.baard:
        delen.append(
            pad(
                f"M{n(cx - r * 0.97)} {n(cy + r * 0.3)}A{n(r * 1.02)}"
                f" {n(r * 1.02)} 0 0 0 {n(cx + r * 0.97)} {n(cy + r * 0.3)}"
                f"Q{n(cx + r * 0.6)} {n(cy + r * 0.68)} {n(cx)} {n(cy + r * 0.6)}"
                f"Q{n(cx - r * 0.6)} {n(cy + r * 0.68)} {n(cx - r * 0.97)} {n(cy + r * 0.3)}Z",
                m.haar,
            )
        )
    if m.bril:
        d = "".join(
            f"M{n(cx + kant * r * 0.42 - r * 0.27)} {n(cy + r * 0.17)}"
            f"a{n(r * 0.27)} {n(r * 0.27)} 0 1 0 {n(r * 0.54)} 0"
            f"a{n(r * 0.27)} {n(r * 0.27)} 0 1 0 {n(-r * 0.54)} 0"
            for kant in (-1, 1)
        )
        delen.append(lijn(d + f"M{n(cx - r * 0.15)} {n(cy + r * 0.17)}H{n(cx + r * 0.15)}", INKT, r * 0.1))
    return "".join(delen)


def achterhoofd(cx: float, cy: float, r: float, m: Mens) -> str:
    """Head seen from behind: hair with a bit of neck."""
    delen = [recht(cx - r * 0.4, cy + r * 0.5, r * 0.8, r * 0.9, m.huid, r * 0.2)]
    if m.kapsel == "kaal":
        return "".join(
            [*delen, rond(cx, cy, r, m.huid), recht(cx - r * 1.02, cy + r * 0.25, r * 2.04, r * 0.42, m.haar, r * 0.2)]
        )
    if m.kapsel in ("lang", "doek"):
        delen.append(recht(cx - r * 1.12, cy - r * 0.4, r * 2.24, r * 2.1, m.haar, r * 0.5))
    elif m.kapsel == "bob":
        delen.append(recht(cx - r * 1.15, cy - r * 0.4, r * 2.3, r * 1.5, m.haar, r * 0.4))
    elif m.kapsel == "krul":
        delen.append(_haar_achter(cx, cy, r, m))
    elif m.kapsel == "knot":
        delen.append(rond(cx, cy - r * 1.3, r * 0.48, m.haar))
    elif m.kapsel == "staart":
        delen.append(recht(cx - r * 0.26, cy, r * 0.52, r * 2, m.haar, r * 0.26))
    elif m.kapsel == "vlechten":
        delen += [recht(cx + kant * r * 0.85 - r * 0.2, cy + r * 0.3, r * 0.4, r * 1.5, m.haar, r * 0.2) for kant in (-1, 1)]
    return "".join([*delen, rond(cx, cy, r * 1.06, m.haar)])


# ---------------------------------------------------------------- body


def _romp(cx: float, onder: float, top: float, b: float, kleur: str) -> str:
    """Torso: straight sides, round shoulders."""
    return pad(
        f"M{n(cx - b / 2)} {n(onder)}V{n(top + b * 0.42)}A{n(b / 2)}"
        f" {n(b * 0.42)} 0 0 1 {n(cx + b / 2)} {n(top + b * 0.42)}"
        f"V{n(onder)}Z",
        kleur,
    )


def arm(schouder: Punt, hand: Punt, dik: float, m: Mens, buig: float = 0) -> str:
    """Arm with hand; `buig` moves the elbow sideways, in user units."""
    (x1, y1), (x2, y2) = schouder, hand
    ex, ey = (x1 + x2) / 2 + buig, (y1 + y2) / 2 + abs(buig) * 0.5
    return lijn(f"M{n(x1)} {n(y1)}Q{n(ex)} {n(ey)} {n(x2)} {n(y2)}", m.mouw, dik) + rond(x2, y2, dik * 0.56, m.huid)


def buste(cx: float, onder: float, m: float, mens: Mens, handen: Sequence[Punt] = (), breed: float = 0.56) -> str:
    """Person from the waist up, m high from `onder` to crown; `handen` are the points the hands reach, left first."""
    b, r = m * breed, m * 0.15
    top = onder - m * 0.60
    hy = top - r * 0.62
    delen = [_haar_achter(cx, hy, r, mens), _romp(cx, onder, top, b, mens.trui), _hoofd(cx, hy, r, mens)]
    for hand in handen:
        kant = -1 if (hand is handen[0] and len(handen) > 1) or hand[0] < cx else 1
        schouder = (cx + kant * (b / 2 - m * 0.05), top + b * 0.42)
        delen.append(arm(schouder, hand, m * 0.1, mens, kant * m * 0.06))
    return "".join(delen)


def lezer(cx: float, onder: float, m: float, mens: Mens, boek: str, blad: str = ROOM) -> str:
    """Reading person from the front, m high, with an open book in both hands."""
    b = m * 0.56
    handen = "".join(rond(cx + kant * b * 0.5, onder - m * 0.19, m * 0.045, mens.huid) for kant in (-1, 1))
    return buste(cx, onder, m, mens) + openboek(cx, onder - m * 0.12, b * 0.98, boek, blad) + handen


def rugfiguur(cx: float, onder: float, m: float, mens: Mens, breed: float = 0.56) -> str:
    """Somebody from the waist up, seen from behind."""
    b, r = m * breed, m * 0.15
    top = onder - m * 0.60
    return _romp(cx, onder, top, b, mens.trui) + achterhoofd(cx, top - r * 0.62, r, mens)


def staand(
    cx: float,
    onder: float,
    h: float,
    mens: Mens,
    handen: Sequence[Punt] = (),
    *,
    kind: bool = False,
    achter: bool = False,
    pas: float = 0,
) -> str:
    """Standing person, h high; `handen` left first; `pas` sets the feet apart, in user units; `achter`: from behind."""
    r = h * (0.135 if kind else 0.1)
    b = h * (0.33 if kind else 0.29)
    heup = onder - h * (0.27 if kind else 0.36)
    top = onder - h + r * 1.62
    been = b * 0.3
    delen = [] if achter else [_haar_achter(cx, top - r * 0.62, r, mens)]
    for kant in (-1, 1):
        x1, x2 = cx + kant * b * 0.23, cx + kant * (b * 0.25 + pas)
        delen.append(lijn(f"M{n(x1)} {n(heup)}L{n(x2)} {n(onder - been * 0.6)}", mens.broek, been))
        delen.append(
            recht(x2 - been * (0.55 if kant > 0 else 0.85), onder - been * 0.6, been * 1.4, been * 0.6, INKT, been * 0.25)
        )
    delen.append(_romp(cx, heup + been * 0.3, top, b, mens.trui))
    delen.append((achterhoofd if achter else _hoofd)(cx, top - r * 0.62, r, mens))
    if not handen:
        handen = [(cx + kant * b * 0.56, heup - h * 0.02) for kant in (-1, 1)]
    for kant, hand in zip((-1, 1), handen, strict=True):
        delen.append(arm((cx + kant * (b / 2 - h * 0.03), top + b * 0.4), hand, h * 0.062, mens, kant * h * 0.03))
    return "".join(delen)
