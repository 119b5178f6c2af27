"""Drawings that stand in where there is no photo: scenes (3:2) and a portrait (3:4), different for every seed."""

from random import Random

from . import taferelen_buiten, taferelen_tafel, taferelen_zaal
from .figuren import lezer, volk
from .kleur import INKT, STANDAARD, Palet, meng
from .vormen import doek, recht, rond, ruggen

_TAFERELEN = taferelen_tafel.TAFERELEN | taferelen_zaal.TAFERELEN | taferelen_buiten.TAFERELEN
SOORTEN = tuple(sorted(_TAFERELEN))


def beschrijving(soort: str) -> str:
    """What a scene shows, as alternative text; raises ValueError for an unknown one."""
    return f"Tekening: {_tafereel(soort)[1]}"


def tafereel(soort: str, zaad: str, palet: Palet = STANDAARD) -> str:
    """Scene of 150 x 100; `soort` is one of SOORTEN, raises ValueError for another."""
    tekenaar, wat = _tafereel(soort)
    return doek(150, 100, tekenaar(Random(f"{soort}-{zaad}"), palet), f"Tekening: {wat}")


def _tafereel(soort: str):
    if soort not in _TAFERELEN:
        raise ValueError(f"Het tafereel ‘{soort}’ bestaat niet. Kies uit: {', '.join(SOORTEN)}.")
    return _TAFERELEN[soort]


def portret(zaad: str, palet: Palet = STANDAARD) -> str:
    """Portrait of 96 x 128: somebody reading in front of a bookshelf."""
    rng = Random(f"portret-{zaad}")
    tonen = palet.lijn(4)
    kleuren = (palet.lijn(1).vlak, palet.lijn(5).vlak, palet.lijn(3).vlak, tonen.vlak, palet.lijn(1).fel)
    mens = volk(rng, 1, (INKT, palet.lijn(1).vlak, palet.lijn(5).vlak), rng.choice(("volwassen", "senior")))[0]
    v = [recht(0, 0, 96, 128, tonen.fel), rond(rng.choice((28, 70)), 40, 34, meng(tonen.fel, tonen.licht, 0.7))]
    v.append(ruggen(0, 128, 96, 62, rng, kleuren, (7, 12), 0.3))
    v.append(lezer(rng.uniform(46, 52), 130, 100, mens, palet.lijn(2).vlak))
    return doek(96, 128, v, "Tekening: iemand leest een boek voor een boekenkast")
