"""Published reports for everybody: what is open, what stays where it was, and what is gone."""

import datetime
import json
import re
from io import BytesIO
from uuid import uuid4

import page
import pikepdf
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from catalogus.models import Groep, Rol
from jaarbericht import opendata
from jaarbericht.models import Jaarbericht, Uitgave
from jaarbericht.rapport import naar_json
from jaarbericht.regels.intrekken import neem_af
from tests import factories as f
from tests.jaarbericht import fabrieken as j
from tests.jaarbericht import voorbeeldrapport as voorbeeld

pytestmark = pytest.mark.django_db
ADRES = "/jaarberichten/2024/GM1701/"
RAPPORT = voorbeeld.voorbeeld((voorbeeld.secties()[0], voorbeeld.loop("leert", *voorbeeld.KANTLIJN)))
NU = timezone.now()


def geef_uit(gemeente, nummer=1, *, jaar=2024, openbaar=True, status=Jaarbericht.Status.GEPUBLICEERD, **velden):
    """An uitgave of the report of a gemeente and year, by default public."""
    bericht = Jaarbericht.objects.filter(gemeente=gemeente, jaar=jaar).first()
    bericht = bericht or j.JaarberichtFactory(gemeente=gemeente, jaar=jaar, status=status)
    return j.UitgaveFactory(
        jaarbericht=bericht,
        nummer=nummer,
        soort=Uitgave.Soort.VASTGESTELD,
        inhoud=naar_json(RAPPORT),
        pdf=ContentFile(b"%PDF-1.7 uitgave " + str(nummer).encode(), name=f"{gemeente.pk}-{jaar}-{nummer}.pdf"),
        sha256=uuid4().hex * 2,
        openbaar_vanaf=NU - datetime.timedelta(days=1) if openbaar else None,
        **velden,
    )


@pytest.fixture
def westerveld():
    return f.GemeenteFactory(naam="Westerveld", cbs_code="GM1701")


def tekst(antwoord) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", antwoord.content.decode()).split())


# ------------------------------------------------------------------ the archive
def test_archief_per_jaar_en_gemeente(client, westerveld, django_assert_num_queries):
    ander = f.GemeenteFactory(naam="Aa en Hunze", cbs_code="GM1680")
    for gemeente, jaar in ((westerveld, 2023), (westerveld, 2024), (ander, 2024)):
        geef_uit(gemeente, jaar=jaar)
    geef_uit(f.GemeenteFactory(naam="Meppel", cbs_code="GM0119"), openbaar=False, status=Jaarbericht.Status.VASTGESTELD)
    with django_assert_num_queries(2):  # the years, and the uitgaven with their gemeente
        html = client.get("/jaarberichten/").content.decode()
    assert re.findall(r"<h2[^>]*>(\d+)</h2>|<h3[^>]*><a href=\"([^\"]*)\">", html) == [
        ("2024", ""), ("", "/jaarberichten/2024/GM1680/"), ("", ADRES), ("2023", ""), ("", "/jaarberichten/2023/GM1701/"),
    ]  # fmt: skip
    assert "Meppel" not in html


@pytest.mark.parametrize(
    ("vraag", "verwacht"),
    [
        ("?q=wester", ["2024/GM1701", "2023/GM1701"]),
        ("?jaar=2023", ["2023/GM1701"]),
        ("?q=aa&jaar=2024", ["2024/GM1680"]),
        ("?q=utrecht", []),
        ("?jaar=abc", ["2024/GM1680", "2024/GM1701", "2023/GM1701"]),
    ],
)
def test_zoeken_in_het_archief(client, westerveld, vraag, verwacht):
    ander = f.GemeenteFactory(naam="Aa en Hunze", cbs_code="GM1680")
    for gemeente, jaar in ((westerveld, 2023), (westerveld, 2024), (ander, 2024)):
        geef_uit(gemeente, jaar=jaar)
    antwoord = client.get("/jaarberichten/" + vraag)
    assert re.findall(r'<h3[^>]*><a href="/jaarberichten/([^"]*)/">', antwoord.content.decode()) == verwacht
    assert ("Er is geen jaarbericht gevonden." in tekst(antwoord)) == (not verwacht)


def test_leeg_archief(client):
    assert "Er zijn nog geen jaarberichten openbaar." in tekst(client.get("/jaarberichten/"))


def test_eerdere_uitgaven_met_reden(client, westerveld):
    geef_uit(westerveld)
    geef_uit(westerveld, 2, reden="Het aantal leden klopte niet.")
    html = client.get("/jaarberichten/").content.decode()
    assert "Reden van uitgave 2: Het aantal leden klopte niet." in html
    assert f'<a href="{ADRES}uitgave/1/">Uitgave 1</a>' in html


# ------------------------------------------------------------------ the web page
def test_de_pagina_is_het_jaarbericht(client, westerveld, django_assert_num_queries):
    geef_uit(westerveld)
    with django_assert_num_queries(2):  # the uitgaven, and the content of one
        antwoord = client.get(ADRES)
    html = antwoord.content.decode()
    assert "<title>Jaarbericht 2024 Westerveld · Activiteitencatalogus</title>" in html
    assert f'<link rel="canonical" href="http://localhost:8000{ADRES}">' in html
    assert f'<link rel="stylesheet" href="{ADRES}uitgave/1/stijl.css">' in html
    assert '<section id="omslag" class="vol s-omslag' in html
    assert f'href="{ADRES}jaarbericht.pdf"' in html
    gegevens = json.loads(re.search(r'<script id="beschrijving" type="application/ld\+json">(.*?)</script>', html)[1])
    assert (gegevens["@type"], gegevens["name"], gegevens["version"]) == ("Report", "Jaarbericht 2024 Westerveld", "1")
    assert gegevens["encoding"][0]["contentUrl"] == f"http://localhost:8000{ADRES}uitgave/1/jaarbericht.pdf"
    assert "nonce" not in antwoord.headers["Content-Security-Policy"]  # the page may be kept


def test_adressen_blijven_na_een_nieuwe_uitgave(client, westerveld):
    geef_uit(westerveld)
    geef_uit(westerveld, 2, reden="Het aantal leden klopte niet.")
    nieuw, oud = client.get(ADRES), client.get(ADRES + "uitgave/1/")
    assert f"{ADRES}uitgave/2/stijl.css" in nieuw.content.decode()
    assert f"{ADRES}uitgave/1/stijl.css" in oud.content.decode()
    assert "Er is een nieuwere: lees uitgave 2 . Reden: Het aantal leden klopte niet." in tekst(oud)
    assert f'<link rel="canonical" href="http://localhost:8000{ADRES}">' in oud.content.decode()
    assert b"".join(client.get(ADRES + "jaarbericht.pdf")) == b"%PDF-1.7 uitgave 2"
    assert b"".join(client.get(ADRES + "uitgave/1/jaarbericht.pdf")) == b"%PDF-1.7 uitgave 1"


@pytest.mark.parametrize("deel", ["", "jaarbericht.pdf", "cijfers.csv", "deelbeeld.png", "uitgave/1/stijl.css"])
def test_de_browser_mag_het_bewaren_tot_er_een_andere_uitgave_is(client, westerveld, deel):
    geef_uit(westerveld)
    eerst = client.get(ADRES + deel)
    assert eerst.headers["Cache-Control"] == f"public, max-age={86400 if deel == 'deelbeeld.png' else 300}"
    nog_eens = client.get(ADRES + deel, headers={"if-none-match": eerst.headers["ETag"]})
    assert (nog_eens.status_code, nog_eens.content) == (304, b"")
    geef_uit(westerveld, 2)
    if not deel.startswith("uitgave"):
        assert client.get(ADRES + deel, headers={"if-none-match": eerst.headers["ETag"]}).status_code == 200


def test_stijl_en_beelden_van_een_uitgave(client, westerveld):
    geef_uit(westerveld)
    stijl = client.get(ADRES + "uitgave/1/stijl.css")
    assert stijl.headers["Content-Type"] == "text/css; charset=utf-8"
    namen = sorted(set(re.findall(r"beeld/([0-9a-f]{20}\.svg)", stijl.content.decode())))
    assert len(namen) == 3  # the cover, its mark and the contents
    for naam in namen:
        beeld = client.get(f"{ADRES}uitgave/1/beeld/{naam}")
        assert (beeld.status_code, beeld.headers["Content-Type"]) == (200, "image/svg+xml")
        assert beeld.content.startswith(b"<svg")
    assert client.get(f"{ADRES}uitgave/1/beeld/{'0' * 20}.svg").status_code == 404


@pytest.mark.parametrize(("vorm", "soort"), [("csv", "text/csv; charset=utf-8"), ("json", "application/json")])
def test_cijfers_van_de_nieuwste_en_van_een_eerdere_uitgave(client, westerveld, vorm, soort):
    geef_uit(westerveld)
    geef_uit(westerveld, 2)
    for adres, nummer in ((ADRES, 2), (f"{ADRES}uitgave/1/", 1)):
        antwoord = client.get(f"{adres}cijfers.{vorm}")
        assert antwoord.headers["Content-Type"] == soort
        assert antwoord.headers["Content-Disposition"] == f'attachment; filename="cijfers-GM1701-2024.{vorm}"'
        herkomst = opendata.Herkomst(nummer, f"http://localhost:8000{ADRES}uitgave/{nummer}/")
        assert antwoord.content == opendata.bestand(RAPPORT, vorm=vorm, herkomst=herkomst)
    assert client.get(ADRES + "cijfers.exe").status_code == 404


@pytest.mark.pdf
def test_het_drukbestand_wordt_een_keer_gemaakt(client, westerveld, monkeypatch):
    """From the frozen content: 3 mm of bleed around each page, crop marks outside it, still valid and accessible."""
    geef_uit(westerveld)
    antwoord = client.get(ADRES + "druk.pdf")
    assert antwoord.headers["Content-Disposition"] == 'attachment; filename="drukwerk-2024-GM1701.pdf"'
    inhoud = b"".join(antwoord)
    for profiel in ("pdfa3a", "pdfua1"):
        assert [f"{x.rule_id}: {x.message}" for x in page.validate_pdf_bytes(inhoud, profile=profiel).failures] == []
    with pikepdf.open(BytesIO(inhoud)) as bestand:
        for blad in bestand.pages:
            maten = [[round(float(x) / 72 * 25.4) for x in blad[naam]] for naam in ("/TrimBox", "/BleedBox", "/MediaBox")]
            assert maten == [[0, 0, 297, 210], [-3, -3, 300, 213], [-9, -9, 306, 219]]
            tekens = blad.Contents[0].read_bytes()
            assert tekens.startswith(b"/Artifact BMC") and tekens.count(b" l S") == 8
    monkeypatch.setattr("jaarbericht.pdf.maak", None)
    assert b"".join(client.get(ADRES + "druk.pdf")) == inhoud


def test_het_drukbestand_gaat_weg_met_zijn_uitgave(westerveld, django_capture_on_commit_callbacks):
    """What was taken down stays in no other file."""
    uitgave = geef_uit(westerveld)
    naam = default_storage.save(f"druk/{uitgave.sha256[:32]}-1.pdf", ContentFile(b"%PDF-1.7 druk"))
    with django_capture_on_commit_callbacks(execute=True):
        neem_af(uitgave=uitgave)
    assert not default_storage.exists(naam)


def test_het_drukbestand_van_een_concept_is_voor_de_redactie(client, westerveld):
    geef_uit(westerveld, openbaar=False, status=Jaarbericht.Status.TER_INZAGE)
    client.force_login(f.ambtenaar(westerveld, Rol.RAADPLEGER))
    assert client.get(ADRES + "uitgave/1/druk.pdf").status_code == 404


# ------------------------------------------------------------------ who may not
DELEN = ("", "jaarbericht.pdf", "druk.pdf", "cijfers.csv", "cijfers.json", "deelbeeld.png")


@pytest.mark.parametrize("deel", [*DELEN, *(f"uitgave/1/{deel}" for deel in (*DELEN, "stijl.css", "beeld/x.svg"))])
def test_wat_niet_openbaar_is_bestaat_niet(client, westerveld, deel):
    geef_uit(westerveld, openbaar=False, status=Jaarbericht.Status.TER_INZAGE)
    assert client.get(ADRES + deel).status_code == 404
    client.force_login(f.ambtenaar(f.GemeenteFactory(naam="Meppel", cbs_code="GM0119"), Rol.RAADPLEGER))
    assert client.get(ADRES + deel).status_code == 404


def test_een_concept_voor_wie_het_mag_lezen(client, westerveld):
    geef_uit(westerveld, openbaar=False, status=Jaarbericht.Status.TER_INZAGE)
    client.force_login(f.ambtenaar(westerveld, Rol.RAADPLEGER))
    assert client.get(ADRES).status_code == 404  # the public address stays closed
    antwoord = client.get(ADRES + "uitgave/1/")
    assert antwoord.headers["Cache-Control"] == "private, no-store"
    assert "Dit is een concept, uitgave 1. Het is niet openbaar." in tekst(antwoord)
    assert '<meta name="robots" content="noindex,nofollow">' in antwoord.content.decode()
    assert client.get(ADRES + "uitgave/1/stijl.css").headers["Cache-Control"] == "private, no-store"


def test_ingetrokken_is_weg_met_uitleg(client, westerveld):
    geef_uit(westerveld, ingetrokken_op=NU)
    antwoord = client.get(ADRES)
    assert antwoord.status_code == 410
    assert "Dit jaarbericht is ingetrokken" in tekst(antwoord)
    geef_uit(westerveld, 2)
    assert client.get(ADRES).status_code == 200
    for deel in ("", "jaarbericht.pdf", "stijl.css"):
        oud = client.get(f"{ADRES}uitgave/1/{deel}")
        assert oud.status_code == 410
        assert f'href="{ADRES}">Lees de nieuwste uitgave</a>' in oud.content.decode()


def test_ook_de_redactie_krijgt_een_ingetrokken_uitgave_hier_niet(client, westerveld):
    geef_uit(westerveld, ingetrokken_op=NU)
    client.force_login(f.medewerker(Groep.REDACTIE))
    assert client.get(ADRES + "uitgave/1/").status_code == 410
