"""The catalogue as a PDF: what is in it for the library, a gemeente and everybody."""

import subprocess

import pytest
from django.urls import reverse

from catalogus.models import Editie
from tests.factories import EditieFactory, maak_wereld

pytestmark = [pytest.mark.django_db, pytest.mark.pdf]


@pytest.fixture
def wereld():
    return maak_wereld()


def tekst(antwoord) -> str:
    assert (antwoord.status_code, antwoord["Content-Type"]) == (200, "application/pdf")
    uit = subprocess.run(["pdftotext", "-layout", "-", "-"], input=antwoord.content, capture_output=True, check=True)
    return " ".join(uit.stdout.decode().replace("\u00a0", " ").split())


def staat_erin(antwoord) -> set[str]:
    gelezen = tekst(antwoord)
    return {
        woord for woord in ("Klik en Tik", "Wisselcollectie", "Basisbibliotheek", "€ 45,00", "Selectie:") if woord in gelezen
    }


def test_een_gemeente_krijgt_wat_haar_lijst_toont(wereld, client):
    client.force_login(wereld.raadpleger)
    adres = reverse("aanbod_pdf", args=["GM1701", 2026])
    deel = client.get(adres, {"q": "klik"})
    assert staat_erin(deel) == {"Klik en Tik", "€ 45,00", "Selectie:"}
    assert deel["Content-Disposition"] == 'inline; filename="catalogus-2026.pdf"'
    assert staat_erin(client.get(adres, {"pakket": "basis", "prijzen": "0"})) == {"Basisbibliotheek", "Selectie:"}
    leeg = client.get(adres, {"q": "bestaatniet"})
    assert leeg.status_code == 422
    assert "Geen activiteit past bij deze selectie." in leeg.content.decode()


def test_een_gemeente_ziet_geen_concept_en_niet_die_van_de_bibliotheek(wereld, client):
    EditieFactory(jaar=2028, status=Editie.Status.CONCEPT)
    client.force_login(wereld.raadpleger)
    assert client.get(reverse("aanbod_pdf", args=["GM1701", 2028])).status_code == 404
    assert client.get(reverse("aanbod_pdf", args=["GM0001", 2026])).status_code == 404
    assert client.get(reverse("editie_pdf", args=[2026])).status_code == 404


def test_de_bibliotheek_kiest_met_of_zonder_prijzen(wereld, client):
    wereld.editie.status = Editie.Status.CONCEPT
    wereld.editie.save()
    client.force_login(wereld.redactie)
    adres = reverse("editie_pdf", args=[2026])
    assert staat_erin(client.get(adres, {"prijzen": "1", "q": "klik"})) == {"Klik en Tik", "€ 45,00", "Selectie:"}
    assert staat_erin(client.get(adres, {"q": "klik"})) == {"Klik en Tik", "Selectie:"}


def test_iedereen_krijgt_hem_zonder_prijzen(wereld, client):
    adres = reverse("openbaar_pdf", args=[2026])
    assert staat_erin(client.get(adres, {"prijzen": "1"})) == {"Klik en Tik", "Wisselcollectie", "Basisbibliotheek"}
    wereld.editie.status = Editie.Status.CONCEPT
    wereld.editie.save()
    assert client.get(adres).status_code == 404
    EditieFactory(jaar=2025)
    assert client.get(reverse("openbaar_pdf", args=[2025])).status_code == 404


def test_de_lijsten_wijzen_ernaar(wereld, client):
    assert f'href="{reverse("openbaar_pdf", args=[2026])}"' in client.get(reverse("openbaar")).content.decode()
    client.force_login(wereld.raadpleger)
    lijst = client.get(reverse("aanbod", args=["GM1701", 2026]), {"q": "klik", "sorteer": "titel"}).content.decode()
    assert f'href="{reverse("aanbod_pdf", args=["GM1701", 2026])}?q=klik"' in lijst
    client.force_login(wereld.redactie)
    editie = client.get(reverse("editie", args=[2026])).content.decode()
    assert f'href="{reverse("editie_pdf", args=[2026])}?prijzen=1"' in editie


def test_aantal_vragen(wereld, client, django_assert_num_queries):
    client.force_login(wereld.raadpleger)
    with django_assert_num_queries(11):
        client.get(reverse("aanbod_pdf", args=["GM1701", 2026]), {"q": "klik"})
