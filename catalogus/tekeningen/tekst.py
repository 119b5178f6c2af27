"""Text in drawings and charts: how wide it runs, how it wraps, and the SVG for it. Nothing is ever cut off."""

import unicodedata
from collections.abc import Sequence
from html import escape

from .kleur import INKT
from .vormen import n

LETTER = "Atkinson Hyperlegible Next"
RAND = 1e-6  # a text that fits exactly fits
KLEINST = 2.65  # mm: 7,5 pt, the smallest text of the report

# Advance widths in em of the bold weight, rounded up, so that every other weight fits too.
_BREEDTEN = {
    teken: breed
    for breed, tekens in (
        (0.29, "'|j,.:;’‘`·"),
        (0.32, " !il"),
        (0.36, "()[]f"),
        (0.41, '-rt{}"°_²'),
        (0.44, "I1/\\"),
        (0.53, "*“”–cszyv"),
        (0.56, "7x~?La"),
        (0.59, "Jek9<>Fhnu2^o"),
        (0.63, "+g3EbdpqT$5=S48Z6P"),
        (0.70, "0CKA€BVRYDUXH"),
        (0.78, "&GNwOQ#@…"),
        (0.90, "—½MmWæ"),
        (1.02, "œ%ÆŒ"),
    )
    for teken in tekens
}


def breedte(tekst: str, maat: float) -> float:
    """Width of one line at font size `maat`, in the same unit; never less than what is drawn."""
    kaal = "".join(teken for teken in unicodedata.normalize("NFD", tekst) if not unicodedata.combining(teken))
    return maat * sum(_BREEDTEN.get(teken, 1.02 if teken not in "øØßđ" else 0.78) for teken in kaal)


def _woorden(tekst: str) -> list[str]:
    """Pieces between which a line may end: at a space, and after a hyphen or slash."""
    stukken = []
    for woord in tekst.split():
        begin = 0
        for i, teken in enumerate(woord[:-1]):
            if teken in "-/" and i > begin:
                stukken.append(woord[begin : i + 1])
                begin = i + 1
        stukken.append(woord[begin:] + " ")
    return stukken


def breek(tekst: str, maat: float, ruimte: float) -> list[str]:
    """Lines no wider than `ruimte`; a word that is wider by itself is split between letters."""
    regels = [""]
    for woord in _woorden(tekst):
        if breedte((regels[-1] + woord).rstrip(), maat) <= ruimte + RAND:
            regels[-1] += woord
            continue
        regels.append("")
        for teken in woord:
            if breedte((regels[-1] + teken).rstrip(), maat) > ruimte + RAND and regels[-1]:
                regels.append("")
            regels[-1] += teken
    return [regel.strip() for regel in regels if regel.strip()] or [""]


def pas(tekst: str, ruimte: float, maat: float, kleinste: float = KLEINST, regels: int = 1) -> tuple[float, list[str]]:
    """Font size and lines with which a text fits into `ruimte`.

    First smaller, down to `kleinste`, until it fits in `regels` lines without splitting a word; else as many lines
    as it takes at the smallest size.
    """
    kans = maat
    while kans >= kleinste - 1e-9:
        gebroken = breek(tekst, kans, ruimte)
        heel = all(breedte(woord.strip(), kans) <= ruimte + RAND for woord in _woorden(tekst))
        if heel and len(gebroken) <= regels:
            return kans, gebroken
        kans -= 0.15
    return kleinste, breek(tekst, kleinste, ruimte)


def tekst(x: float, y: float, inhoud: str, maat: float, *, kleur: str = INKT, anker: str = "start", dikte: int = 400) -> str:
    """One line of text with its baseline at y; `anker` start, middle or end."""
    plek = f' text-anchor="{anker}"' if anker != "start" else ""
    zwaar = f' font-weight="{dikte}"' if dikte != 400 else ""
    return f'<text x="{n(x)}" y="{n(y)}"{plek} font-size="{n(maat)}"{zwaar} fill="{kleur}">{escape(inhoud)}</text>'


def alinea(x: float, y: float, regels: Sequence[str], maat: float, hoogte: float = 1.2, **stijl) -> str:
    """Lines below each other, the first with its baseline at y; `hoogte` is the line height in em."""
    return "".join(tekst(x, y + i * maat * hoogte, regel, maat, **stijl) for i, regel in enumerate(regels))
