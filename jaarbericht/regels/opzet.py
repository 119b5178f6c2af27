"""Changing the plan of a year."""

from django.db import transaction

from catalogus import toegang
from catalogus.fouten import RegelFout
from catalogus.regels.slot import verhoog_slot
from jaarbericht.models import Blok, Hoofdstuk


@transaction.atomic
def verplaats_blok(*, blok: Blok, naar: int, gezien: int, door) -> list[Blok]:
    """Gives `blok` place `naar` (from 0) in its chapter; the blocks in their new order.

    `gezien` is the lock number of the chapter: the order is the chapter's, so who writes in a block is not disturbed.
    """
    if door is not None and not toegang.mag_jaarberichten_maken(door):
        raise RegelFout("Alleen redactie en directie veranderen de opzet.", code="niet-bevoegd")
    hoofdstuk = Hoofdstuk.objects.select_for_update().get(pk=blok.hoofdstuk_id)
    blokken = list(hoofdstuk.blokken.select_for_update())
    nieuw = [ander for ander in blokken if ander.pk != blok.pk]
    if not 0 <= naar <= len(nieuw):
        raise RegelFout(f"Kies een plaats van 1 tot en met {len(blokken)}.", code="ongeldig")
    nieuw.insert(naar, next(ander for ander in blokken if ander.pk == blok.pk))
    if nieuw == blokken:
        return blokken
    verhoog_slot(object=hoofdstuk, gezien=gezien)
    for volgorde, ander in enumerate(nieuw, start=1):
        if ander.volgorde != volgorde:
            ander.volgorde = volgorde
            ander._history_user, ander._change_reason = door, "Volgorde"
            ander.save(update_fields=["volgorde"])
    hoofdstuk._history_user, hoofdstuk._change_reason = door, "Volgorde van de blokken"
    hoofdstuk.save(update_fields=["slot"])
    return nieuw
