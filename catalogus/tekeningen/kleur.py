"""Colours of the report: contrast (WCAG 2.2), the six tones of a line, and the palette of a theme."""

import colorsys
import re
from dataclasses import dataclass

INKT, WIT, ROOM, ZAND, KEI = "#1f1a2e", "#ffffff", "#fff6e3", "#f4ecdd", "#b9afa3"

_HEX = re.compile(r"#[0-9a-f]{6}")


def rgb(kleur: str) -> tuple[int, int, int]:
    """Red, green and blue (0-255) of a colour written as #rrggbb; raises ValueError for anything else."""
    if not _HEX.fullmatch(kleur.lower()):
        raise ValueError(f"‘{kleur}’ is geen kleur. Schrijf een kleur als # met zes cijfers of letters, zoals #14506b.")
    return int(kleur[1:3], 16), int(kleur[3:5], 16), int(kleur[5:7], 16)


def _hex(r: float, g: float, b: float) -> str:
    return "#" + "".join(f"{round(min(max(deel, 0), 255)):02x}" for deel in (r, g, b))


def helderheid(kleur: str) -> float:
    """Relative luminance, 0 (black) to 1 (white); WCAG 2.2, definition of relative luminance."""
    delen = []
    for deel in rgb(kleur):
        c = deel / 255
        delen.append(c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4)
    return 0.2126 * delen[0] + 0.7152 * delen[1] + 0.0722 * delen[2]


def contrast(a: str, b: str) -> float:
    """Contrast ratio of two colours, 1 to 21, in either order; WCAG 2.2, success criterion 1.4.3."""
    donker, licht = sorted((helderheid(a), helderheid(b)))
    return (licht + 0.05) / (donker + 0.05)


def meng(a: str, b: str, deel: float) -> str:
    """Colour a with `deel` (0 to 1) of colour b mixed in."""
    return _hex(*(x + (y - x) * deel for x, y in zip(rgb(a), rgb(b), strict=True)))


def is_donker(kleur: str) -> bool:
    return contrast(kleur, WIT) >= contrast(kleur, INKT)


def leesbaar_op(vlak: str) -> str:
    """The text colour for a plane: white or ink; plain black on the few mid-tones where both stay below 4.5:1."""
    return next((kleur for kleur in (WIT, INKT) if contrast(kleur, vlak) >= 4.5), "#000000")


def _met_licht(kleur: str, licht: float, demp: float = 1) -> str:
    """The same hue with another HLS lightness (0 to 1), its saturation times `demp`."""
    tint, _, kracht = colorsys.rgb_to_hls(*(deel / 255 for deel in rgb(kleur)))
    return _hex(*(deel * 255 for deel in colorsys.hls_to_rgb(tint, licht, kracht * demp)))


def _verschuif(kleur: str, stap: float, doelen: list[tuple[str, float]]) -> str:
    """Lighten (stap > 0) or darken in small steps until the contrast with every (colour, ratio) in `doelen` is met."""
    licht = colorsys.rgb_to_hls(*(deel / 255 for deel in rgb(kleur)))[1]
    while any(contrast(kleur, ander) < nodig for ander, nodig in doelen) and 0 < licht + stap < 1:
        licht += stap
        kleur = _met_licht(kleur, licht)
    return kleur


def onder_inkt(kleur: str) -> str:
    """The colour, lightened where needed until text in ink can be read on it (4.5:1)."""
    return _verschuif(kleur, 0.01, [(INKT, 4.5)])


@dataclass(frozen=True)
class Tonen:
    """The six tones of a line, each #rrggbb.

    vlak: large plane; op: text on it (4.5:1); fel: accent in drawings; licht: tint under ink;
    diep: coloured text on white and on licht (4.5:1); nummer: chapter numeral on vlak (3:1).
    Raises ValueError when a pair stays below its ratio.
    """

    vlak: str
    op: str
    fel: str
    licht: str
    diep: str
    nummer: str

    def __post_init__(self):
        rgb(self.fel)
        for naam, kleur, grond, nodig in (
            ("tekst", self.op, self.vlak, 4.5),
            ("gekleurde tekst", self.diep, WIT, 4.5),
            ("gekleurde tekst", self.diep, self.licht, 4.5),
            ("hoofdstukcijfer", self.nummer, self.vlak, 3.0),
        ):
            gemeten = contrast(kleur, grond)
            if gemeten < nodig:
                raise ValueError(
                    f"De kleur {kleur} ({naam}) is slecht te lezen op {grond}: het contrast is "
                    f"{_komma(gemeten)} en moet minstens {_komma(nodig)} zijn. Kies een donkerder of lichtere kleur."
                )


def _komma(getal: float) -> str:
    """Two decimals, rounded down: 4.496 is below 4.5 and must not read as 4,50."""
    return f"{int(getal * 100) / 100:.2f}".replace(".", ",")


def tonen(
    vlak: str,
    *,
    op: str | None = None,
    fel: str | None = None,
    licht: str | None = None,
    diep: str | None = None,
    nummer: str | None = None,
) -> Tonen:
    """The six tones from one base colour; what is given is kept, the rest is derived.

    Derived tones always pass. Raises ValueError when `vlak` is no colour or a given tone fails its contrast.
    """
    op = op or leesbaar_op(vlak)
    donker = op == WIT
    licht = licht or meng(WIT, vlak, 0.15)
    diep = diep or _verschuif(meng(vlak, "#000000", 0.25) if donker else vlak, -0.01, [(WIT, 5.6), (licht, 4.6)])
    fel = fel or (_verschuif(_met_licht(vlak, 0.67, 0.7), 0.01, [(INKT, 5.0)]) if donker else vlak)
    nummer = nummer or _verschuif(fel if donker else diep, 0.01 if donker else -0.01, [(vlak, 3.05)])
    return Tonen(vlak, op, fel, licht, diep, nummer)


VEN = Tonen("#14506b", WIT, "#7cc0d6", "#dcecf2", "#0d3a4f", "#7cc0d6")
BREM = Tonen("#f5b936", INKT, "#f5b936", "#fdf1d2", "#8a5300", "#8a5300")
KERS = Tonen("#c2372b", WIT, "#f39a80", "#fce5de", "#97261c", "#ffb9a3")
HEIDE = Tonen("#6b3a7d", WIT, "#c99ad6", "#f0e5f3", "#4e2760", "#c99ad6")
DEN = Tonen("#1d5f47", WIT, "#82c79f", "#deefe4", "#134733", "#82c79f")
NEUTRAAL = Tonen(INKT, WIT, "#f5b936", ZAND, INKT, "#f5b936")


@dataclass(frozen=True)
class Palet:
    """A theme: the tones of programmalijn 1 to 5, of everything without a programmalijn, and of the boulders."""

    lijnen: tuple[Tonen, ...] = (VEN, BREM, KERS, HEIDE, DEN)
    neutraal: Tonen = NEUTRAAL
    stenen: tuple[str, str, str] = ("#3a3148", "#55496a", "#2a2338")

    def __post_init__(self):
        if len(self.lijnen) != 5:
            raise ValueError(f"Een palet heeft vijf programmalijnen; dit palet heeft er {len(self.lijnen)}.")

    def lijn(self, nummer: int) -> Tonen:
        return self.lijnen[nummer - 1]

    @property
    def ruggen(self) -> tuple[str, ...]:
        """Colours of book spines: the five planes, three accents, cream."""
        een, _, drie, _, vijf = self.lijnen
        return (*(lijn.vlak for lijn in self.lijnen), een.fel, drie.fel, vijf.fel, ROOM)


STANDAARD = Palet()
