"""The chart that is one sentence: a single bar of parts, each with its label in it or below it."""

from collections.abc import Sequence
from dataclasses import dataclass

from catalogus.tekeningen.kleur import INKT, KEI, Tonen, leesbaar_op
from catalogus.tekeningen.tekst import KLEINST, alinea, breedte, pas, tekst
from catalogus.tekeningen.vormen import lijn, n, recht

from .grafiekvorm import DUNST, Formatteer, Getal, als_svg, als_woord, controleer, opgesomd, schaal, zachte_kleur

GAT = 3.5  # mm between two labels below the bar


@dataclass(frozen=True)
class _Stuk:
    """A part of the bar: its left edge and width in mm, its colour, its label and its value in words."""

    x: float
    b: float
    kleur: str
    naam: str
    waarde: str


def gestapeld(
    delen: Sequence[tuple[str, Getal | None]],
    *,
    titel: str,
    tonen: Tonen,
    formatteer: Formatteer,
    breedte_mm: float = 252,
) -> str:
    """One bar of 1 to 7 parts (label, value). Labels stand in their part, or below it on a line when it is small."""
    controleer([waarde for _, waarde in delen], "delen", 1, 7)
    hoog, stukken, onder, inhoud = 13.0, _stukken(delen, tonen, formatteer, breedte_mm), [], []
    if not any(waarde for _, waarde in delen):
        inhoud.append(recht(0, 0, breedte_mm, hoog, tonen.licht, 0.8))
    for stuk in stukken:
        if stuk.b:
            inhoud.append(recht(stuk.x, 0, stuk.b, hoog, stuk.kleur, min(0.8, stuk.b / 2)))
        label = _binnenin(stuk, hoog)
        inhoud.append(label)
        if not label:
            onder.append(stuk)
    diepte = hoog
    if onder:
        bijschrift, diepte = _eronder(onder, hoog, breedte_mm)
        inhoud.append(bijschrift)
    tekst_ = opgesomd(titel, [f"{naam} {als_woord(waarde, formatteer)}" for naam, waarde in delen])
    return als_svg(breedte_mm, diepte, tekst_, inhoud)


def _stukken(delen: Sequence[tuple[str, Getal | None]], tonen: Tonen, formatteer: Formatteer, breedte_mm: float) -> list[_Stuk]:
    """Widths in proportion, gaps of half a millimetre between; what is too thin is widened at the cost of the rest."""
    kleuren = list(dict.fromkeys((tonen.vlak, zachte_kleur(tonen), KEI, tonen.diep, tonen.licht, INKT, "#8f8579")))
    echt = [i for i, (_, waarde) in enumerate(delen) if waarde]
    ruimte = breedte_mm - 0.5 * max(0, len(echt) - 1)
    totaal = sum(float(delen[i][1] or 0) for i in echt)
    maten = {i: schaal(delen[i][1] or 0, totaal, ruimte) for i in echt}
    dun = {i for i in echt if maten[i] < DUNST}
    dik = sum(maten[i] for i in echt if i not in dun)
    for i in echt:
        maten[i] = DUNST if i in dun else maten[i] / dik * (ruimte - DUNST * len(dun))
    stukken, x = [], 0.0
    for i, (naam, waarde) in enumerate(delen):
        b = maten.get(i, 0.0)
        stukken.append(_Stuk(min(x, breedte_mm), b, kleuren[i % len(kleuren)], naam, als_woord(waarde, formatteer)))
        x += b + 0.5 if b else 0
    return stukken


def _binnenin(stuk: _Stuk, hoog: float) -> str:
    """Label inside the part on one line, or on two when that helps; empty when it does not fit."""
    ruimte, kleur = stuk.b - 5, leesbaar_op(stuk.kleur)
    heel = f"{stuk.naam} {stuk.waarde}"
    if breedte(heel, 4) <= ruimte:
        return tekst(stuk.x + 3, hoog / 2 + 1.5, heel, 4, kleur=kleur, dikte=700)
    if max(breedte(stuk.naam, 3.4), breedte(stuk.waarde, 3.4)) <= ruimte + 1:
        return alinea(stuk.x + 2.5, hoog / 2 - 1, [stuk.naam, stuk.waarde], 3.4, 1.25, kleur=kleur, dikte=700)
    return ""


def _eronder(stukken: Sequence[_Stuk], hoog: float, breedte_mm: float) -> tuple[str, float]:
    """Labels below the bar in one row, in order, each on a line from its part. Returns them and the depth reached."""
    gezet = _onderschriften([f"{stuk.naam} {stuk.waarde}" for stuk in stukken], breedte_mm)
    breed = [max(breedte(regel, maat) for regel in regels) for maat, regels in gezet]
    links: list[float] = []
    for i, stuk in enumerate(stukken):
        wens = stuk.x + stuk.b / 2 - breed[i] / 2
        links.append(max(wens, links[-1] + breed[i - 1] + GAT if links else 0.0))
    grens = breedte_mm
    for i in reversed(range(len(stukken))):
        links[i] = max(0.0, min(links[i], grens - breed[i]))
        grens = links[i] - GAT
    van = [stuk.x + stuk.b / 2 for stuk in stukken]
    naar = [max(x + min(1, b / 2), min(x + b - min(1, b / 2), v)) for x, b, v in zip(links, breed, van, strict=True)]
    # Lines to the right turn at their own height, the rightmost first; lines to the left the other way round: none cross.
    rechts = [i for i in reversed(range(len(van))) if naar[i] > van[i] + 0.2 and stukken[i].b]
    andere = [i for i in range(len(van)) if naar[i] < van[i] - 0.2 and stukken[i].b]
    trap = {i: k + 1 for groep in (rechts, andere) for k, i in enumerate(groep)}
    voet = hoog + 3 + 1.1 * max(trap.values(), default=0)
    delen = []
    for i, (maat, regels) in enumerate(gezet):
        if stukken[i].b:
            bocht = f"V{n(hoog + 0.6 + 1.1 * trap[i])}H{n(naar[i])}" if i in trap else ""
            delen.append(lijn(f"M{n(van[i])} {n(hoog)}{bocht}V{n(voet)}", INKT, 0.3))
        delen.append(alinea(links[i], voet + 3.2, regels, maat))
    meeste = max(len(regels) for _, regels in gezet)
    return "".join(delen), voet + 4.4 + (meeste - 1) * 3.3 * 1.2


def _onderschriften(teksten: Sequence[str], breedte_mm: float) -> list[tuple[float, list[str]]]:
    """Sizes and lines with which the labels fit next to each other; longer ones get more of the width."""
    maat, ruimte = 3.3, breedte_mm - GAT * len(teksten)
    heel = [breedte(t, maat) for t in teksten]
    if sum(heel) <= ruimte:
        return [(maat, [t]) for t in teksten]
    minst = [max(breedte(woord, KLEINST) for woord in t.split()) for t in teksten]
    over = ruimte - sum(minst)
    if over < 0:
        return [pas(t, ruimte / len(teksten), maat) for t in teksten]
    rek = [h - m for h, m in zip(heel, minst, strict=True)]
    return [pas(t, m + over * r / sum(rek), maat, regels=3) for t, m, r in zip(teksten, minst, rek, strict=True)]
