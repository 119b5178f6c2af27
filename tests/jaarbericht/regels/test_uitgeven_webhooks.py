"""Steps of a report as messages to programs: only to who may see the report in its new state."""

import pytest

from catalogus.models import Bezorging, Groep
from jaarbericht.models import Jaarbericht
from jaarbericht.regels.uitgeven import wissel
from tests import factories as f
from tests.jaarbericht import fabrieken as j

pytestmark = pytest.mark.django_db


def test_een_gemeente_hoort_pas_van_wat_zij_mag_zien():
    gemeente = f.GemeenteFactory(cbs_code="GM1701")
    directie, redactie = f.medewerker(Groep.DIRECTIE), f.medewerker(Groep.REDACTIE)
    for wie in (f.ambtenaar(gemeente, "raadpleger"), redactie):
        f.WebhookFactory(gebruiker=wie)
    bericht = j.JaarberichtFactory(gemeente=gemeente, jaar=2025, status=Jaarbericht.Status.CONCEPT)
    wissel(jaarbericht=bericht, stap="beginnen", door=redactie)
    (regel,) = Bezorging.objects.all()
    assert (regel.webhook.gebruiker, regel.gebeurtenis) == (redactie, "jaarbericht.redactie")
    assert regel.inhoud["gegevens"] == {
        "jaarbericht": bericht.pk,
        "gemeente": "GM1701",
        "jaar": 2025,
        "stap": "beginnen",
        "van": "concept",
        "naar": "redactie",
        "adres": f"/api/v1/jaarberichten/{bericht.pk}",
    }
    assert directie not in {rij.webhook.gebruiker for rij in Bezorging.objects.all()}
