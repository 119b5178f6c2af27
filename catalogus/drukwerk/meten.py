"""How much room text takes in print: letter widths, lines and heights, to divide pages before they are laid out."""

import html
import re
from functools import lru_cache

PUNT = 25.4 / 72  # mm

# Advance widths of U+0020 to U+007E, in thousandths of the type size, from the hmtx tables of the two fonts.
_ATKINSON_400 = (
    280, 286, 301, 651, 592, 919, 731, 160, 299, 299, 485, 606, 210, 362, 210, 387, 648, 407, 548, 576, 614, 588, 598, 510,
    615, 595, 210, 210, 553, 628, 553, 480, 778, 626, 613, 645, 669, 569, 552, 694, 694, 392, 512, 631, 541, 824, 693, 714,
    592, 724, 614, 592, 558, 690, 593, 856, 623, 575, 607, 317, 387, 344, 552, 372, 243, 525, 566, 485, 564, 538, 314, 558,
    550, 252, 245, 492, 262, 845, 550, 548, 566, 574, 349, 471, 326, 540, 461, 684, 481, 449, 460, 344, 237, 344, 555,
)  # fmt: skip
_BESLEY_800 = (
    300, 378, 524, 660, 708, 1146, 906, 272, 489, 488, 635, 530, 326, 460, 297, 520, 658, 580, 674, 594, 624, 614, 634, 580,
    614, 634, 235, 254, 560, 560, 560, 576, 1126, 926, 822, 840, 894, 818, 788, 925, 976, 521, 682, 944, 766, 1160, 934, 888,
    770, 888, 903, 722, 800, 910, 926, 1260, 906, 858, 794, 384, 520, 384, 545, 560, 395, 659, 710, 602, 710, 606, 442, 666,
    727, 406, 371, 738, 402, 1046, 750, 626, 710, 698, 610, 559, 450, 742, 652, 922, 686, 689, 575, 345, 300, 330, 688,
)  # fmt: skip
LEES = {chr(32 + i): breedte / 1000 for i, breedte in enumerate(_ATKINSON_400)} | {"’": 0.236, "‘": 0.236, "\u00a0": 0.28}
KOP = {chr(32 + i): breedte / 1000 for i, breedte in enumerate(_BESLEY_800)} | {"’": 0.29, "‘": 0.29, "\u00a0": 0.3}
# The other weights against the measured one: Atkinson 600, Besley 700, Besley 500 italic.
HALFVET, KOP_700, CURSIEF = 1.05, 0.966, 0.903

_STUKKEN = re.compile(r"<(p|ul|ol|h3|h4)\b[^>]*>.*?</\1>", re.DOTALL)
_BLOKKEN = re.compile(r"<(p|li|h3|h4)\b[^>]*>(.*?)</\1>", re.DOTALL)
_TAGS = re.compile(r"<[^>]+>")


def breed(tekst: str, punten: float, letters: dict[str, float] = LEES, factor: float = 1) -> float:
    """Width in mm of one line of text; a letter outside ASCII counts as an average lower-case one."""
    gemiddeld = letters["o"]
    return sum(letters.get(teken, gemiddeld) for teken in tekst) * factor * punten * PUNT


@lru_cache(maxsize=4096)
def _regels(tekst: str, breedte: float, kop: bool) -> int:
    letters = KOP if kop else LEES
    spatie, gemiddeld = letters[" "], letters["o"]
    regels, gevuld = 1, 0.0
    for woord in tekst.split():
        lang = sum(letters.get(teken, gemiddeld) for teken in woord)
        if gevuld and gevuld + spatie + lang > breedte:
            regels, gevuld = regels + 1, lang
        else:
            gevuld += (spatie if gevuld else 0) + lang
    return regels


def regels(tekst: str, breedte: float, punten: float, *, kop: bool = False, factor: float = 1) -> int:
    """Number of lines of plain text in a column of `breedte` mm; at least 1."""
    return _regels(tekst, round(breedte / (punten * PUNT * factor), 3), kop)


def kale_tekst(tekst: str) -> str:
    """Sanitised HTML without its elements."""
    return html.unescape(_TAGS.sub("", tekst))


def stukken(tekst: str) -> list[tuple[str, str]]:
    """The top-level parts of sanitised HTML, as (element, its HTML)."""
    return [(treffer[1], treffer[0]) for treffer in _STUKKEN.finditer(tekst)]


def alineas(tekst: str) -> list[tuple[str, str]]:
    """The paragraphs, list items and headings of sanitised HTML, as (element, plain text)."""
    return [(element, kale_tekst(inhoud)) for element, inhoud in _BLOKKEN.findall(tekst)]


def hoogte(tekst: str, breedte: float, *, punten: float = 10, regel: float = 5) -> float:
    """Height in mm of sanitised HTML in one column, without the margin after its last paragraph."""
    hoog = 0.0
    blokken = alineas(tekst)
    for nummer, (element, inhoud) in enumerate(blokken):
        if element in ("h3", "h4"):
            hoog += regels(inhoud, breedte, 15, kop=True, factor=KOP_700) * 6.1 + 1.5 + (2.5 if nummer else 0)
        else:
            inspringing = 4.5 if element == "li" else 0
            hoog += regels(inhoud, breedte - inspringing, punten) * regel
            hoog += 2.5 if nummer + 1 < len(blokken) and element == "p" else 0
    return hoog
