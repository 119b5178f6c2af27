"""The heading of an afname: its name, the reference of the gemeente and a note."""

from django.db import transaction

from catalogus.fouten import RegelFout
from catalogus.models import Afname
from catalogus.regels.afnameregels import open_voor_bewerken
from catalogus.regels.slot import verhoog_slot


@transaction.atomic
def zet_kop(*, afname: Afname, naam: str, kenmerk: str, toelichting: str, door, gezien: int) -> Afname:
    """Changes the heading of a concept; `gezien` is the lock number that the user saw."""
    actueel = open_voor_bewerken(afname=afname, door=door)
    if not naam.strip():
        raise RegelFout("Geef de keuze een naam.", code="naam", veld="naam")
    verhoog_slot(object=actueel, gezien=gezien)
    actueel.naam, actueel.kenmerk, actueel.toelichting = naam.strip(), kenmerk.strip(), toelichting.strip()
    actueel._history_user = door
    actueel.save()
    return actueel
