"""Charts of the report as SVG: one stacked bar, columns as book spines, bars, and two years side by side.

All sizes are mm when the SVG is shown at its own width. Every value stands next to its mark, and all of them stand in
the <title>. A value is a number of zero or more, or None for "geen gegevens"; `formatteer` writes it in Dutch.
"""

from collections.abc import Sequence

from catalogus.tekeningen.kleur import INKT, WIT, Tonen, contrast, leesbaar_op
from catalogus.tekeningen.tekst import KLEINST, alinea, breedte, breek, pas, tekst
from catalogus.tekeningen.vormen import draai, lijn, n, recht

from .grafiekvorm import (
    GEEN,
    INKT_2,
    Formatteer,
    Getal,
    als_svg,
    als_woord,
    controleer,
    opgesomd,
    schaal,
    zachte_kleur,
    zichtbaar,
)
from .stapelbalk import gestapeld

__all__ = ["balken", "gestapeld", "groei", "kolommen", "schaal"]


def kolommen(
    reeks: Sequence[tuple[str, Getal | None]],
    *,
    titel: str,
    tonen: Tonen,
    formatteer: Formatteer,
    breedte_mm: float = 106,
    hoogte_mm: float = 60,
) -> str:
    """Two to eight columns (year, value) as book spines; the last one, the year of the report, in the full colour."""
    controleer([waarde for _, waarde in reeks], "kolommen", 2, 8)
    vak = breedte_mm / len(reeks)
    b = min(16.0, vak * 0.66)
    woorden = [als_woord(waarde, formatteer) for _, waarde in reeks]
    maat, staand = _kolommaat([w for w, (_, v) in zip(woorden, reeks, strict=True) if v is not None], vak - 1.2)
    jaren = [pas(str(jaar), vak - 1.2, 3.7, regels=2) for jaar, _ in reeks]
    voet = 2.6 + max(len(regels) * m * 1.2 for m, regels in jaren)
    grond = hoogte_mm - voet
    hoogste = max((waarde for _, waarde in reeks if waarde is not None), default=0)
    paren = [(woord, waarde) for woord, (_, waarde) in zip(woorden, reeks, strict=True) if waarde is not None]
    hoog = _plothoogte(paren, hoogste, grond, b, maat, staand)
    inhoud = []
    for i, ((_, waarde), woord, (m, regels)) in enumerate(zip(reeks, woorden, jaren, strict=True)):
        cx = vak * (i + 0.5)
        inhoud.append(alinea(cx, grond + 2.6 + m * 0.95, regels, m, anker="middle"))
        if waarde is None:
            inhoud.append(_ontbreekt(cx, grond, vak - 0.4))
            continue
        kleur = tonen.vlak if i == len(reeks) - 1 else zachte_kleur(tonen)
        h = zichtbaar(waarde, hoogste, hoog)
        inhoud.append(_rug(cx - b / 2, grond, b, h, kleur))
        inhoud.append(_kolomwaarde(woord, cx, grond, b, h, maat, staand, kleur))
    inhoud.append(lijn(f"M0 {n(grond + 0.35)}H{n(breedte_mm)}", INKT, 0.7))
    tekst_ = opgesomd(titel, [f"{jaar} {woord}" for (jaar, _), woord in zip(reeks, woorden, strict=True)])
    return als_svg(breedte_mm, hoogte_mm, tekst_, inhoud)


def _kolommaat(woorden: Sequence[str], ruimte: float) -> tuple[float, bool]:
    """Size of the values over the columns, and whether they must stand upright because the columns are too narrow."""
    breedst = max((breedte(w, 1) for w in woorden), default=0)
    maat = min(5.4, ruimte / breedst) if breedst else 5.4
    return (maat, False) if maat >= KLEINST else (3.4, True)


def _rug(x: float, onder: float, b: float, h: float, kleur: str) -> str:
    """A column as a book spine; the two bands only where it is high enough."""
    band = INKT if contrast(kleur, INKT) >= contrast(kleur, WIT) else "#fff6e3"
    banden = [recht(x, onder - h + dy, b, 1.1, band) for dy in (4, 6.4)] if h >= 18 else []
    return recht(x, onder - h, b, h, kleur, min(0.8, h / 2)) + "".join(banden) if h else ""


def _past(woord: str, b: float, h: float, maat: float, staand: bool) -> bool:
    """Does the value fit inside its column, under the bands?"""
    lang = breedte(woord, maat)
    return h >= max(18, lang + 12) if staand else h >= maat + 12 and lang <= b - 1.5


def _plothoogte(paren: Sequence[tuple[str, Getal]], hoogste: Getal, grond: float, b: float, maat: float, staand: bool) -> float:
    """Height of the highest column, such that every value that stands on top of one stays within the drawing."""
    hoog = grond - 2
    while hoog > 10:
        hoogten = [(woord, zichtbaar(waarde, hoogste, hoog)) for woord, waarde in paren]
        los = [h + (breedte(w, maat) if staand else maat) + 1.5 for w, h in hoogten if not _past(w, b, h, maat, staand)]
        if max(los, default=0) <= grond:
            break
        hoog -= 0.5
    return hoog


def _kolomwaarde(woord: str, cx: float, onder: float, b: float, h: float, maat: float, staand: bool, kleur: str) -> str:
    """The value at the foot of its column when it fits there, else on top of it."""
    binnen = _past(woord, b, h, maat, staand)
    verf = leesbaar_op(kleur) if binnen else INKT
    if not staand:
        y = onder - 3 if binnen else onder - h - 1.4
        return tekst(cx, y, woord, maat, kleur=verf, anker="middle", dikte=700)
    x, y = cx + maat * 0.34, onder - 2 if binnen else onder - h - 1.2
    return draai(tekst(x, y, woord, maat, kleur=verf, dikte=700), -90, x, y)


def _ontbreekt(cx: float, onder: float, ruimte: float) -> str:
    maat, regels = pas(GEEN, ruimte, 2.9, regels=2)
    return alinea(cx, onder - 1.6 - (len(regels) - 1) * maat * 1.2, regels, maat, kleur=INKT_2, anker="middle")


# ---------------------------------------------------------------- bars and two years


def _rijen(
    labels: Sequence[str], woorden: Sequence[Sequence[str]], breedte_mm: float, streepjes: int
) -> tuple[list[tuple[float, list[str]]], float, float]:
    """Labels set in at most half of the width; returns them, the width they take, and that of the values."""
    cijfers = [w for rij in woorden for w in rij if w != GEEN]
    getal = max((breedte(w, 4) for w in cijfers), default=0)
    getal = min(getal, breedte_mm * 0.3)
    nodig = max(breedte(label, 3.7) for label in labels)
    ruimte = min(nodig, breedte_mm * (0.46 if streepjes == 1 else 0.36))
    return [pas(label, ruimte, 3.7, 3.2, regels=2) for label in labels], ruimte, getal


def balken(
    regels: Sequence[tuple[str, Getal | None]],
    *,
    titel: str,
    tonen: Tonen,
    formatteer: Formatteer,
    hoogste: Getal | None = None,
    breedte_mm: float = 122,
) -> str:
    """Horizontal bars (label, value): label, value, bar. With `hoogste` (such as 100) the rest of the scale shows too.

    Raises ValueError when a value exceeds `hoogste`.
    """
    waarden = [waarde for _, waarde in regels]
    controleer(waarden, "balken", 1, 40)
    grootste = max((w for w in waarden if w is not None), default=0)
    if hoogste is not None and grootste > hoogste:
        raise ValueError(f"Een waarde ({formatteer(grootste)}) past niet op een schaal tot {formatteer(hoogste)}.")
    woorden = [als_woord(waarde, formatteer) for waarde in waarden]
    labels, ruimte, getal = _rijen([label for label, _ in regels], [[w] for w in woorden], breedte_mm, 1)
    x = ruimte + 4 + getal + 3
    inhoud, y = [], 0.0
    for (maat, lijnen), woord, waarde in zip(labels, woorden, waarden, strict=True):
        hoog = max(8.0, len(lijnen) * maat * 1.2 + 2.4)
        midden = y + hoog / 2
        inhoud.append(alinea(0, midden + maat * 0.34 - (len(lijnen) - 1) * maat * 0.6, lijnen, maat))
        if waarde is None:
            inhoud.append(_los(GEEN, x, midden, breedte_mm - x))
        else:
            maat_w = min(4.0, 4.0 * getal / max(breedte(woord, 4), 0.01))
            inhoud.append(tekst(x - 3, midden + 1.4, woord, maat_w, anker="end", dikte=700))
            if hoogste is not None:
                inhoud.append(recht(x, midden - 2.6, breedte_mm - x, 5.2, tonen.licht))
            inhoud.append(_balk(x, midden - 2.6, zichtbaar(waarde, hoogste or grootste, breedte_mm - x), 5.2, tonen.vlak))
        y += hoog
    tekst_ = opgesomd(titel, [f"{label} {woord}" for (label, _), woord in zip(regels, woorden, strict=True)])
    return als_svg(breedte_mm, y, tekst_, inhoud)


def groei(
    paren: Sequence[tuple[str, Getal | None, Getal | None]],
    *,
    titel: str,
    jaren: tuple[int | str, int | str],
    tonen: Tonen,
    formatteer: Formatteer,
    breedte_mm: float = 122,
) -> str:
    """One to five rows (label, earlier, later) with two bars each, all on one scale; the years stand at every bar."""
    controleer([w for _, *twee in paren for w in twee], "twee jaren per regel", 1, 5, len(paren))
    woorden = [[als_woord(w, formatteer) for w in twee] for _, *twee in paren]
    labels, ruimte, getal = _rijen([label for label, *_ in paren], woorden, breedte_mm, 2)
    jaar_b = max(breedte(str(jaar), 3.2) for jaar in jaren)
    x = ruimte + 4 + jaar_b + 2
    lang = breedte_mm - x - getal - 2.5
    grootste = max((w for _, *twee in paren for w in twee if w is not None), default=0)
    inhoud, y = [], 0.0
    for (_, *twee), (maat, lijnen), rij in zip(paren, labels, woorden, strict=True):
        hoog = max(12.4, len(lijnen) * maat * 1.2 + 3)
        inhoud.append(alinea(0, y + hoog / 2 - 0.9 + maat * 0.34 - (len(lijnen) - 1) * maat * 0.6, lijnen, maat))
        for i, (waarde, woord) in enumerate(zip(twee, rij, strict=True)):
            midden = y + hoog / 2 - 0.9 + (2.5 if i else -2.5)
            inhoud.append(tekst(x - 2, midden + 1.1, str(jaren[i]), 3.2, kleur=INKT if i else INKT_2, anker="end"))
            if waarde is None:
                inhoud.append(_los(GEEN, x, midden, breedte_mm - x))
                continue
            b = zichtbaar(waarde, grootste, lang)
            inhoud.append(_balk(x, midden - 2.1, b, 4.2, tonen.vlak if i else zachte_kleur(tonen)))
            maat_w = min(4.0, 4.0 * getal / max(breedte(woord, 4), 0.01))
            inhoud.append(tekst(x + b + (1.5 if b else 0), midden + 1.35, woord, maat_w, dikte=700 if i else 400))
        y += hoog
    delen = [f"{label} {jaren[0]} {a}, {jaren[1]} {b}" for (label, *_), (a, b) in zip(paren, woorden, strict=True)]
    return als_svg(breedte_mm, y, f"{titel.rstrip('.:')}: {'; '.join(delen)}.", inhoud)


def _balk(x: float, y: float, b: float, h: float, kleur: str) -> str:
    return recht(x, y, b, h, kleur, min(0.6, b / 2)) if b else ""


def _los(woord: str, x: float, midden: float, ruimte: float) -> str:
    maat, regels = 3.2, breek(woord, 3.2, ruimte)
    return alinea(x, midden + 1.1 - (len(regels) - 1) * maat * 0.6, regels, maat, kleur=INKT_2)
