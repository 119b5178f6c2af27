"""Downloads of a selection: who gets them, in which form, and the links to them."""

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from catalogus.models import Document, Status
from catalogus.regels.afname import wissel
from tests.factories import D, dag, maak_wereld

pytestmark = pytest.mark.django_db


@pytest.fixture
def wereld():
    return maak_wereld()


@pytest.fixture
def afname(wereld):
    return wereld.afname()


@pytest.fixture
def als(client):
    def inloggen(wie):
        client.force_login(wie)
        return client

    return inloggen


def adres(afname, soort="afnamelijst", vorm="xlsx"):
    return reverse("document", args=[afname.gemeente.cbs_code, afname.pk, soort, vorm])


def dien_in(wereld, afname):
    for stap, wie in (("voorleggen", wereld.opsteller), ("indienen", wereld.fiatteur)):
        afname = wissel(afname=afname, overgang=stap, door=wie, vandaag=dag("2025-09-01"))
    return afname


@pytest.mark.parametrize("wie", ["raadpleger", "opsteller", "fiatteur", "accountmanager", "redactie"])
def test_wie_de_keuze_mag_zien_mag_haar_documenten_zien(wie, wereld, afname, als):
    assert als(getattr(wereld, wie)).get(adres(afname)).status_code == 200


def test_een_andere_gemeente_vindt_niets(wereld, afname, als):
    client = als(wereld.fiatteur_elders)
    eigen = wereld.fiatteur_elders.lidmaatschappen.get().gemeente
    assert client.get(adres(afname)).status_code == 404
    assert client.get(reverse("document", args=[eigen.cbs_code, afname.pk, "afnamelijst", "xlsx"])).status_code == 404


def test_zonder_inloggen_eerst_inloggen(afname, client):
    assert client.get(adres(afname)).status_code == 302


@pytest.mark.parametrize(("soort", "vorm"), [("beschikking", "pdf"), ("afnamelijst", "docx")])
def test_wat_er_niet_is(soort, vorm, wereld, afname, als):
    assert als(wereld.raadpleger).get(adres(afname, soort, vorm)).status_code == 404


@pytest.mark.parametrize("vorm", ["xlsx", "ods"])
@pytest.mark.parametrize("soort", Document.Soort.values)
def test_elk_werkblad(soort, vorm, wereld, afname, als):
    antwoord = als(wereld.raadpleger).get(adres(afname, soort, vorm))
    assert antwoord["Content-Disposition"] == f'attachment; filename="{soort}-GM1701-2026.{vorm}"'
    if vorm == "xlsx":
        vel = load_workbook(BytesIO(antwoord.content))["Aanvraag" if soort != "afnamelijst" else "Per programmalijn"]
        assert vel.cell(vel.max_row, 1).value == "Totaal"


@pytest.mark.pdf
def test_de_pdf_van_een_ingediende_keuze_blijft_dezelfde(wereld, afname, als):
    afname = dien_in(wereld, afname)
    client = als(wereld.raadpleger)
    eerst = client.get(adres(afname, "raadsbijlage", "pdf"))
    assert (eerst["Content-Type"], eerst.content[:5]) == ("application/pdf", b"%PDF-")
    assert eerst["Content-Disposition"] == 'inline; filename="raadsbijlage-GM1701-2026.pdf"'
    wereld.gemeente.naam = "Anders"
    wereld.gemeente.save()
    assert als(wereld.accountmanager).get(adres(afname, "raadsbijlage", "pdf")).content == eerst.content
    bestand = Document.objects.get(soort="raadsbijlage").pdf.name
    media = reverse("bestand", args=[bestand])
    assert b"".join(als(wereld.raadpleger).get(media).streaming_content) == eerst.content
    assert als(wereld.fiatteur_elders).get(media).status_code == 404


@pytest.mark.parametrize(
    ("status", "zin"),
    [
        (Status.CONCEPT, "Dit zijn concepten"),
        (Status.INGEDIEND, "Vastgelegd toen de keuze werd ingediend"),
        (Status.BEVESTIGD, "Vastgelegd toen de keuze werd bevestigd"),
    ],
)
def test_de_keuze_en_het_postvak_wijzen_naar_de_documenten(status, zin, wereld, als):
    afname = wereld.afname(status=status)
    afname.regels.update(bedrag_vast=D(100), bedrag_eenheid=D(90))
    for wie, pagina in (
        (wereld.raadpleger, reverse("keuze", args=["GM1701", afname.pk])),
        (wereld.redactie, reverse("postvak_afname", args=[afname.pk])),
    ):
        html = als(wie).get(pagina).content.decode()
        assert zin in html
        assert [html.count(f'href="{adres(afname, s, v)}"') for s in Document.Soort.values for v in ("pdf", "xlsx", "ods")] == [
            1
        ] * 9


def test_aantal_vragen(wereld, afname, als, django_assert_num_queries):
    afname = dien_in(wereld, afname)
    client = als(wereld.raadpleger)
    with django_assert_num_queries(10):
        client.get(adres(afname))
