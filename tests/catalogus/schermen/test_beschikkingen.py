"""The form of a decision on the subsidy, and its file."""

import datetime
from decimal import Decimal as D

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from catalogus.models import Beschikking, Rol
from catalogus.regels.beschikkingen import leg_vast
from tests import factories as f
from tests.catalogus.regels.test_beschikkingen import pdf

pytestmark = pytest.mark.django_db
GOED = {"soort": "verlening", "datum": "9-12-2025", "kenmerk": "Z-1", "bedrag": "713.700,00", "voorwaarden": "Op tijd."}


@pytest.fixture
def wereld():
    return f.maak_wereld()


@pytest.fixture
def fiatteur(client, wereld):
    client.force_login(wereld.fiatteur)
    return client


def nieuw(wereld):
    return reverse("beschikking_nieuw", args=[wereld.gemeente.cbs_code, f.JAAR])


def van(rij):
    return reverse("beschikking", args=[rij.gemeente.cbs_code, rij.pk])


def tekst(antwoord) -> str:
    return " ".join(antwoord.content.decode().replace("\u00a0", " ").split())


def test_vastleggen_lezen_en_wijzigen(fiatteur, wereld):
    bestand = SimpleUploadedFile("besluit.pdf", pdf().read())
    antwoord = fiatteur.post(nieuw(wereld), GOED | {"bestand": bestand})
    assert (antwoord.status_code, antwoord["Location"]) == (302, f"/g/GM1701/verantwoording/{f.JAAR}/#beschikkingen")
    rij = Beschikking.objects.get()
    assert (rij.jaar, rij.datum, rij.bedrag) == (f.JAAR, datetime.date(2025, 12, 9), D("713700.00"))
    pagina = tekst(fiatteur.get(reverse("verantwoording", args=["GM1701", f.JAAR])))
    for verwacht in (
        "De verlening is opgeslagen.",
        "€ 713.700,00",
        "9 december 2025, kenmerk Z-1",
        f'href="{rij.bestand.url}"',
    ):
        assert verwacht in pagina
    formulier = tekst(fiatteur.get(van(rij)))
    assert (
        'value="713.700,00"' in formulier and 'value="09-12-2025"' in formulier and "de pdf van deze beschikking" in formulier
    )
    assert fiatteur.post(van(rij), GOED | {"bedrag": "1,50", "slot": "0"}).status_code == 302
    rij.refresh_from_db()
    assert (rij.bedrag, bool(rij.bestand)) == (D("1.50"), True)


def test_het_bestand_is_voor_wie_de_beschikking_mag_zien(wereld):
    rij = leg_vast(
        gemeente=wereld.gemeente, jaar=f.JAAR, soort="verlening", datum=datetime.date(2025, 12, 9), kenmerk="Z", bedrag=D(1),
        door=wereld.fiatteur, bestand=pdf(),
    )  # fmt: skip
    for wie, status in (
        (wereld.raadpleger, 200), (wereld.accountmanager, 200), (wereld.fiatteur_elders, 404),
    ):  # fmt: skip
        client = Client()
        client.force_login(wie)
        assert client.get(rij.bestand.url).status_code == status


def test_wie_mag(client, wereld):
    rij = f.BeschikkingFactory(gemeente=wereld.gemeente)
    assert [client.get(waar).status_code for waar in (nieuw(wereld), van(rij))] == [302, 302]
    client.force_login(wereld.fiatteur_elders)
    assert [client.get(waar).status_code for waar in (nieuw(wereld), van(rij))] == [404, 404]
    client.force_login(wereld.raadpleger)
    for waar in (nieuw(wereld), van(rij)):
        assert "Je kunt beschikkingen lezen, maar niet vastleggen." in tekst(client.get(waar))
        assert client.post(waar, GOED).status_code == 403
    assert Beschikking.objects.count() == 1


def test_een_beschikking_van_een_ander_onder_de_eigen_naam(client, wereld):
    """One officer, two gemeenten: an address that mixes them up leads nowhere."""
    wie = f.ambtenaar(wereld.gemeente, Rol.FIATTEUR)
    ander = f.LidmaatschapFactory(gebruiker=wie).gemeente
    rij = f.BeschikkingFactory(gemeente=ander)
    client.force_login(wie)
    assert client.get(van(rij)).status_code == 200
    assert client.get(reverse("beschikking", args=["GM1701", rij.pk])).status_code == 404


@pytest.mark.parametrize(
    ("anders", "fout"),
    [
        ({"bedrag": "veel"}, "Dit is geen bedrag. Schrijf het als 184.440,40."),
        ({"bedrag": "-1"}, "Vul 0 of meer in."),
        ({"datum": "gisteren"}, "Dit is geen datum. Schrijf hem als 15-12-2026."),
        ({"datum": "9-12-2062"}, "De datum 9 december 2062 past niet bij 2026."),
        ({"kenmerk": ""}, "Vul het kenmerk van de beschikking in."),
        ({"kenmerk": "Z-oud"}, "Kenmerk Z-oud staat al bij de verlening van 2026."),
        ({"soort": "iets"}, "Kies verlening of vaststelling."),
        ({"bestand": SimpleUploadedFile("b.pdf", b"<script>")}, "Dit bestand is geen pdf die te openen is."),
    ],
)
def test_wat_niet_kan_blijft_staan(fiatteur, wereld, anders, fout):
    f.BeschikkingFactory(gemeente=wereld.gemeente, kenmerk="Z-oud")
    antwoord = fiatteur.post(nieuw(wereld), GOED | anders)
    pagina = tekst(antwoord)
    assert (antwoord.status_code, Beschikking.objects.count()) == (422, 1)
    assert fout in pagina and "Op tijd.</textarea>" in pagina
    assert 'aria-invalid="true"' in pagina


def test_een_ander_was_eerder(fiatteur, wereld):
    rij = f.BeschikkingFactory(gemeente=wereld.gemeente, kenmerk="Z-1", bedrag=D(1000))
    fiatteur.post(van(rij), GOED | {"bedrag": "900", "slot": "0"})
    antwoord = fiatteur.post(van(rij), GOED | {"bedrag": "800", "slot": "0"})
    pagina = tekst(antwoord)
    assert antwoord.status_code == 409
    assert "Iemand anders was je voor" in pagina and "<dd>€ 900,00</dd>" in pagina and 'value="800"' in pagina
    rij.refresh_from_db()
    assert rij.bedrag == D(900)
    assert fiatteur.post(van(rij), GOED | {"bedrag": "800", "slot": "1"}).status_code == 302


def test_beheer_keurt_het_bestand_ook(client, wereld):
    """The back office is another door to the same check."""
    rij = f.BeschikkingFactory(gemeente=wereld.gemeente)
    client.force_login(wereld.accountmanager)
    velden = {
        "gemeente": wereld.gemeente.pk, "jaar": f.JAAR, "soort": "verlening", "datum": "2025-12-09", "kenmerk": "Z",
        "bedrag": "1", "slot": "0", "bestand": SimpleUploadedFile("b.pdf", b"<script>"),
    }  # fmt: skip
    antwoord = client.post(f"/beheer/catalogus/beschikking/{rij.pk}/change/", velden)
    assert "Dit bestand is geen pdf die te openen is." in tekst(antwoord)
    rij.refresh_from_db()
    assert not rij.bestand
