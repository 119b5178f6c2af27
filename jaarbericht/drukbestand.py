"""The file for the printer of an uitgave: made from its frozen content when somebody first asks for it, and then kept."""

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from . import pdf
from .models import Uitgave
from .rapport import Rapport

VORM = 1  # raise this when the layout for the printer changes


def drukbestand(*, uitgave: Uitgave, rapport: Rapport) -> str:
    """The name of the file in the storage. Takes seconds the first time; PdfFout when a photo is gone."""
    naam = _naam(uitgave)
    if default_storage.exists(naam):
        return naam
    return default_storage.save(naam, ContentFile(pdf.maak(rapport, druk=True)))


def wis_drukbestand(*, uitgave: Uitgave) -> None:
    """Of an uitgave that was taken down: what it shows may not stay in another file."""
    default_storage.delete(_naam(uitgave))


def _naam(uitgave: Uitgave) -> str:
    return f"druk/{uitgave.sha256[:32]}-{VORM}.pdf"
