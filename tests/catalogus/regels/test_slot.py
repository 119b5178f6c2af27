"""The lock number that guards against lost updates."""

import pytest
from django.utils import timezone

from catalogus.fouten import RegelFout
from catalogus.models import Afnameregel
from catalogus.regels.slot import verhoog_slot
from tests.factories import AfnameregelFactory, GebruikerFactory

pytestmark = pytest.mark.django_db


def test_gezien_slot_gaat_een_omhoog():
    regel = AfnameregelFactory(slot=4)
    verhoog_slot(object=regel, gezien=4)
    assert (regel.slot, Afnameregel.objects.get().slot) == (5, 5)


def test_verouderd_noemt_wie_eerder_was_en_wanneer():
    regel = AfnameregelFactory()
    regel._history_user = GebruikerFactory(first_name="Olga", last_name="de Vries")
    regel.slot = 1
    regel.save()
    toen = timezone.localtime(regel.history.first().history_date)
    with pytest.raises(RegelFout) as fout:
        verhoog_slot(object=regel, gezien=0)
    assert (fout.value.code, fout.value.tekst) == (
        "verouderd",
        f"Intussen heeft Olga de Vries dit op {toen:%d-%m-%Y om %H.%M} veranderd. "
        "Bekijk eerst die versie en sla daarna opnieuw op.",
    )
    assert Afnameregel.objects.get().slot == 1


def test_verouderd_zonder_bekende_naam():
    regel = AfnameregelFactory()
    regel.history.all().delete()
    with pytest.raises(RegelFout) as fout:
        verhoog_slot(object=regel, gezien=7)
    assert fout.value.tekst == ("Intussen heeft iemand anders dit veranderd. Bekijk eerst die versie en sla daarna opnieuw op.")
