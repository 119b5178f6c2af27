"""Our own drawings, as SVG text: the same seed always gives the same bytes. Flat fills only."""

from .kleur import STANDAARD, Palet, Tonen, contrast, tonen
from .landschap import Stapel, inhoud, merk, opener, plank, stapelmaat
from .taferelen import SOORTEN, beschrijving, portret, tafereel
from .voorplat import omslag

__all__ = [
    "SOORTEN",
    "STANDAARD",
    "Palet",
    "Stapel",
    "Tonen",
    "beschrijving",
    "contrast",
    "inhoud",
    "merk",
    "omslag",
    "opener",
    "plank",
    "portret",
    "stapelmaat",
    "tafereel",
    "tonen",
]
