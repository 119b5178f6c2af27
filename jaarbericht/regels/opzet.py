"""Changing the plan of a year."""

from django.db import transaction

from catalogus import toegang
from catalogus.fouten import RegelFout
from jaarbericht.models import Blok, Hoofdstuk
from jaarbericht.regels.volgorde import verplaats


@transaction.atomic
def verplaats_blok(*, blok: Blok, naar: int, gezien: int, door) -> None:
    """Gives `blok` place `naar` (from 0) in its chapter.

    `gezien` is the lock number of the chapter: the order is the chapter's, so who writes in a block is not disturbed.
    """
    if door is not None and not toegang.mag_jaarberichten_maken(door):
        raise RegelFout("Alleen redactie en directie veranderen de opzet.", code="niet-bevoegd")
    hoofdstuk = Hoofdstuk.objects.get(pk=blok.hoofdstuk_id)
    samen = hoofdstuk.blokken.count()
    if not 0 <= naar < samen:
        raise RegelFout(f"Kies een plaats van 1 tot en met {samen}.", code="ongeldig")
    verplaats(rij=blok, onder=hoofdstuk.blokken.all(), naar=naar, bewaker=hoofdstuk, gezien=gezien, door=door)
