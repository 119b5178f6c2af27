"""Screens of the themes, and reports in other looks."""

from dataclasses import replace
from io import BytesIO

import page
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from catalogus import drukwerk
from catalogus.models import Groep
from jaarbericht import opmaak, pdf, web
from jaarbericht.models import Opzet, Thema
from jaarbericht.rapport import Vormthema, naar_json, van_json
from tests import factories as f
from tests.jaarbericht import fabrieken as j
from tests.jaarbericht import voorbeeldrapport as voorbeeld

QUERIES = 7
LIJST, NIEUW = "/redactie/themas/", "/redactie/themas/nieuw/"
GEPOST = {"naam": "Lente", "letter": "besley", "omslag": "plank", "kleur_1": "#7a1f5c"}


@pytest.fixture
def redactie(client, db):
    f.ProgrammalijnFactory(nummer=1, naam="Lezen", kleur="#14506b")
    client.force_login(f.medewerker(Groep.REDACTIE))
    return client


# ------------------------------------------------------------------ screens
def test_een_thema_maken_en_kiezen(redactie, django_assert_num_queries):
    j.OpzetFactory(jaar=2024)
    assert "Er zijn nog geen thema’s." in redactie.get(LIJST).content.decode()
    antwoord = redactie.post(NIEUW, GEPOST, follow=True)
    thema = Thema.objects.get()
    assert antwoord.redirect_chain == [(f"{LIJST}{thema.pk}/", 302)]
    assert 'fill="#7a1f5c"' in antwoord.content.decode()
    redactie.post(f"{LIJST}jaar/2024/", {"thema": thema.pk, "gezien": "0"})
    assert Opzet.objects.get().thema == thema
    with django_assert_num_queries(QUERIES):
        assert f'<option value="{thema.pk}" selected>Lente</option>' in redactie.get(LIJST).content.decode()
    for nummer in range(3):
        Thema.objects.create(naam=f"Ander {nummer}")
    with django_assert_num_queries(QUERIES):
        redactie.get(LIJST)


def test_een_fout_staat_bij_het_veld_en_er_is_niets_bewaard(redactie):
    antwoord = redactie.post(NIEUW, GEPOST | {"kleur_1": "#7c7a70"})
    assert antwoord.status_code == 422
    html = antwoord.content.decode()
    assert '<a href="#kleur_1">Tekst in wit op #7c7a70 heeft een contrast van 4,30 op 1.' in html
    assert not Thema.objects.exists()


def test_wie_later_is_ziet_dat(redactie):
    thema = Thema.objects.create(naam="Lente", slot=3)
    antwoord = redactie.post(f"{LIJST}{thema.pk}/", GEPOST | {"gezien": "2"})
    assert (antwoord.status_code, "dit" in antwoord.content.decode()) == (422, True)
    assert Thema.objects.get().omslag == "landschap"


@pytest.mark.parametrize("groep", sorted({Groep.CONTROLLER, Groep.VESTIGING}))
def test_anderen_vinden_hier_niets(client, db, groep):
    client.force_login(f.medewerker(groep))
    for adres in (LIJST, NIEUW):
        assert client.get(adres).status_code == 404


# ------------------------------------------------------------------ the report
def met(letter="besley", omslag="landschap", logo="", delen=None):
    rapport = voorbeeld.voorbeeld(delen)
    lijnen = tuple(replace(lijn, kleur="#7a1f5c") if lijn.nummer == 1 else lijn for lijn in rapport.lijnen)
    return replace(rapport, lijnen=lijnen, thema=Vormthema(letter, omslag, logo, 3.0))


def test_zonder_thema_verandert_er_niets():
    """The HTML, and with it every byte of the PDF, is that of a report that never heard of themes."""
    for deel in opmaak.secties(voorbeeld.voorbeeld()):
        assert "--paneel" not in deel.html and "omslag-" not in deel.html and "--logo" not in deel.html
    assert pdf.bladen(voorbeeld.voorbeeld()) == pdf.STIJLBLADEN


def test_een_thema_gaat_mee_in_de_bevroren_inhoud():
    rapport = met("atkinson", "plank", "themas/x.png")
    assert van_json(naar_json(rapport)) == rapport
    oud = {naam: waarde for naam, waarde in naar_json(voorbeeld.voorbeeld()).items() if naam != "thema"}
    assert van_json(oud) == voorbeeld.voorbeeld()


def test_de_kleur_en_de_letter_van_het_thema_op_het_web():
    stijl = web.lees(met("atkinson"), adres="/x/").stijl
    assert ".lijn-1{--vlak:#7a1f5c;" in stijl
    assert ".jb{--kop:var(--ac-letter)}" in stijl


@pytest.mark.pdf
@pytest.mark.parametrize(("letter", "omslag", "logo"), [("atkinson", "plank", ""), ("besley", "vlak", "themas/logo.png")])
def test_een_jaarbericht_met_thema_is_geldig(letter, omslag, logo):
    if logo:
        uit = BytesIO()
        Image.new("RGBA", (300, 100), (200, 30, 90, 120)).save(uit, "PNG")
        logo = default_storage.save(logo, ContentFile(uit.getvalue()))
    delen = (voorbeeld.secties()[0], voorbeeld.loop("leert", *voorbeeld.KANTLIJN))
    for druk in (False, True):
        inhoud = pdf.maak(met(letter, omslag, logo, delen), druk=druk)
        for profiel in ("pdfa3a", "pdfua1"):
            uitslag = page.validate_pdf_bytes(inhoud, profile=profiel)
            assert [f"{fout.rule_id}: {fout.message}" for fout in uitslag.failures] == []
    assert (drukwerk.ZONDER_SCHREEF in pdf.bladen(met(letter))) == (letter == "atkinson")
