"""A year: its reference dates, with the usual ones where nobody entered others, and closing and opening it."""

import datetime

from django.db import transaction

from catalogus import toegang
from catalogus.fouten import RegelFout
from catalogus.models import Jaar


def jaar_van(*, jaar: int) -> Jaar:
    """The record of a year; unsaved with the usual dates when there is none."""
    return Jaar.objects.filter(jaar=jaar).first() or gewoon_jaar(jaar=jaar)


def gewoon_jaar(*, jaar: int) -> Jaar:
    """The usual reference dates: inwoners 1 January, locations 31 December, po 1 February, vo 1 October."""
    return Jaar(
        jaar=jaar,
        peildatum_inwoners=datetime.date(jaar, 1, 1),
        peildatum_locaties=datetime.date(jaar, 12, 31),
        teldatum_po=datetime.date(jaar, 2, 1),
        teldatum_vo=datetime.date(jaar, 10, 1),
    )


@transaction.atomic
def zet_afgesloten(*, jaar: int, afgesloten: bool, door, reden: str = "") -> Jaar:
    """Closes a year, after which every change of a figure needs a reason; or opens it again, which needs a reason itself.

    Who may: controller.
    """
    if not toegang.mag_jaar_afsluiten(door):
        raise RegelFout("Alleen de controller sluit een jaar af of opent het weer.", code="niet-bevoegd")
    if not afgesloten and not reden.strip():
        raise RegelFout(f"Geef een reden om {jaar} weer te openen.", code="reden", veld="reden")
    gewoon = gewoon_jaar(jaar=jaar)
    gewone_data = {
        veld: getattr(gewoon, veld) for veld in ("peildatum_inwoners", "peildatum_locaties", "teldatum_po", "teldatum_vo")
    }
    rij, _ = Jaar.objects.select_for_update().get_or_create(jaar=jaar, defaults=gewone_data)
    if rij.afgesloten != afgesloten:
        rij.afgesloten = afgesloten
        rij.slot += 1
        rij._change_reason, rij._history_user = reden.strip(), door
        rij.save()
    return rij
