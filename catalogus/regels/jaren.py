"""Reference dates of a year, with the usual ones where nobody entered others."""

import datetime

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
