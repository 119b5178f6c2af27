"""Annual reports through the API: who reads which version, as data and as PDF."""

import datetime

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from catalogus.models import Token
from jaarbericht.models import Jaarbericht, Uitgave
from tests import factories as f
from tests.jaarbericht import fabrieken as j

pytestmark = pytest.mark.django_db
PAD = "/api/v1/jaarberichten"
Status = Jaarbericht.Status


@pytest.fixture(autouse=True)
def nieuwe_telling():
    cache.clear()


def als(gebruiker) -> Client:
    _, sleutel = Token.objects.create(gebruiker, expiry=datetime.timedelta(days=1), naam="Proef")
    return Client(headers={"Authorization": f"Bearer {sleutel}"})


def bericht(gemeente, *, status=Status.GEPUBLICEERD, uitgaven=1) -> Jaarbericht:
    """A report with versions of which the last is public, when it was published."""
    uit = j.JaarberichtFactory(gemeente=gemeente, jaar=2025, status=status)
    for nummer in range(1, uitgaven + 1):
        vanaf = timezone.now() if status == Status.GEPUBLICEERD and nummer == uitgaven else None
        pdf = ContentFile(b"%PDF-1.7 " + str(nummer).encode(), name=f"{nummer}.pdf")
        j.UitgaveFactory(
            jaarbericht=uit, nummer=nummer, openbaar_vanaf=vanaf, pdf=pdf, inhoud={"_": "Rapport", "gemeente_code": nummer}
        )
    return uit


def test_iedereen_leest_de_openbare_uitgave_als_gegevens_en_als_pdf(client):
    uit = bericht(f.GemeenteFactory(cbs_code="GM1701"), uitgaven=2)
    gelezen = client.get(f"{PAD}/{uit.pk}").json()
    assert {naam: gelezen[naam] for naam in ("gemeente", "jaar", "status", "inhoud")} == {
        "gemeente": "GM1701",
        "jaar": 2025,
        "status": "gepubliceerd",
        "inhoud": {"_": "Rapport", "gemeenteCode": 2},
    }
    assert (gelezen["uitgave"]["nummer"], gelezen["uitgave"]["openbaarVanaf"][-1]) == (2, "Z")
    pdf = client.get(f"{PAD}/{uit.pk}/pdf")
    assert (pdf["Content-Type"], b"".join(pdf.streaming_content)) == ("application/pdf", b"%PDF-1.7 2")


def test_wat_is_teruggenomen_leest_niemand(client):
    gemeente = f.GemeenteFactory()
    uit = bericht(gemeente)
    Uitgave.objects.update(ingetrokken_op=timezone.now())
    for lezer in (client, als(f.ambtenaar(gemeente, "raadpleger")), als(f.medewerker("redactie"))):
        assert (lezer.get(f"{PAD}/{uit.pk}").json()["inhoud"], lezer.get(f"{PAD}/{uit.pk}/pdf").status_code) == (None, 404)


@pytest.mark.parametrize(
    ("status", "niemand", "ander", "eigen", "redactie"),
    [
        (Status.REDACTIE, 404, 404, 404, 200),
        (Status.TER_INZAGE, 404, 404, 200, 200),
        (Status.VASTGESTELD, 404, 404, 200, 200),
        (Status.GEPUBLICEERD, 200, 200, 200, 200),
    ],
)
def test_wie_een_jaarbericht_leest(client, status, niemand, ander, eigen, redactie):
    gemeente = f.GemeenteFactory()
    uit = bericht(gemeente, status=status)
    lezers = (client, als(f.ambtenaar(f.GemeenteFactory(), "fiatteur")), als(f.ambtenaar(gemeente, "raadpleger")))
    lezers += (als(f.medewerker("redactie")),)
    verwacht = [niemand, ander, eigen, redactie]
    assert [lezer.get(f"{PAD}/{uit.pk}").status_code for lezer in lezers] == verwacht
    assert [lezer.get(f"{PAD}/{uit.pk}/pdf").status_code for lezer in lezers] == verwacht
    assert [lezer.get(PAD).json()["aantal"] for lezer in lezers] == [int(code == 200) for code in verwacht]


def test_een_nieuwe_uitgave_van_een_ander_is_pas_te_lezen_als_zij_openbaar_is(client):
    gemeente = f.GemeenteFactory()
    uit = bericht(gemeente)
    j.UitgaveFactory(jaarbericht=uit, nummer=2, inhoud={"_": "Rapport"})
    ander = als(f.ambtenaar(f.GemeenteFactory(), "fiatteur"))
    lezers = (client, ander, als(f.ambtenaar(gemeente, "raadpleger")))
    assert [lezer.get(f"{PAD}/{uit.pk}").json()["uitgave"]["nummer"] for lezer in lezers] == [1, 1, 2]


def test_vragen_aan_de_database(client, django_assert_num_queries):
    for _ in range(3):
        bericht(f.GemeenteFactory(), uitgaven=2)
    with django_assert_num_queries(3):  # the count, the reports, and their versions without content
        assert client.get(PAD).json()["aantal"] == 3
