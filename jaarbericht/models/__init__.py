"""The tables of the annual reports."""

from .inhoud import Citaat, Feit, Foto, Partner, Toestemming, Verhaal
from .opzet import Blok, Hoofdstuk, Opzet, Tekstvariant
from .thema import Thema
from .uitgave import ControleAanvaarding, Jaarbericht, Jaarberichtwissel, Opmerking, Taakregel, Uitgave
from .woorden import Woord

__all__ = [
    "Blok",
    "Citaat",
    "ControleAanvaarding",
    "Feit",
    "Foto",
    "Hoofdstuk",
    "Jaarbericht",
    "Jaarberichtwissel",
    "Opmerking",
    "Opzet",
    "Partner",
    "Taakregel",
    "Tekstvariant",
    "Thema",
    "Toestemming",
    "Uitgave",
    "Verhaal",
    "Woord",
]
