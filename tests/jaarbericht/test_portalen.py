"""Open data: the public catalogue in three forms, what portals read about it, and the addresses for search engines."""

import csv
import io
import json
import zipfile

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.utils import timezone

from catalogus.models import Editie
from tests import factories as f
from tests.jaarbericht import fabrieken as j
from tests.jaarbericht.api.test_jaarberichten import als

pytestmark = pytest.mark.django_db
CC0 = "http://creativecommons.org/publicdomain/zero/1.0/"


@pytest.fixture
def wereld():
    cache.clear()
    wereld = f.maak_wereld()
    f.ActiviteitFactory(editie=f.EditieFactory(jaar=2027, status=Editie.Status.CONCEPT), code="GEHEIM")
    return wereld


# ------------------------------------------------------------------ the catalogue
def test_de_catalogus_in_drie_vormen(wereld, client, django_assert_num_queries):
    with django_assert_num_queries(3):  # the edition, its activities, their kenmerken
        csvbestand = client.get("/opendata/catalogus-2026.csv")
    rijen = list(csv.DictReader(io.StringIO(csvbestand.content.decode("utf-8-sig")), delimiter=";"))
    assert [(rij["jaar"], rij["code"], rij["titel"]) for rij in rijen] == [
        ("2026", "BASIS", "Basisbibliotheek"),
        ("2026", "CURSUS", "Cursus Klik en Tik"),
        ("2026", "COLLECTIE", "Wisselcollectie"),
    ]
    gegevens = client.get("/opendata/catalogus-2026.json").json()
    assert gegevens["activiteiten"] == rijen
    assert list(gegevens["kolommen"]) == list(rijen[0])
    ods = client.get("/opendata/catalogus-2026.ods")
    assert "Cursus Klik en Tik" in zipfile.ZipFile(io.BytesIO(ods.content)).read("content.xml").decode()
    assert {antwoord["Access-Control-Allow-Origin"] for antwoord in (csvbestand, ods)} == {"*"}


@pytest.mark.parametrize("adres", ["catalogus-2027.csv", "catalogus-2020.csv", "catalogus-2026.xlsx", "catalogus-2026.exe"])
def test_geen_concept_en_geen_andere_vorm(wereld, client, adres):
    client.force_login(wereld.redactie, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(f"/opendata/{adres}").status_code == 404


# ------------------------------------------------------------------ what portals read
def test_dcat_noemt_elke_editie_en_elk_openbaar_jaarbericht(wereld, client, settings, django_assert_num_queries):
    settings.BASIS_ADRES = "https://a.example"
    bericht = j.JaarberichtFactory(gemeente=wereld.gemeente, jaar=2025, status="gepubliceerd")
    j.UitgaveFactory(jaarbericht=bericht, openbaar_vanaf=timezone.now())
    j.UitgaveFactory(jaarbericht=bericht, nummer=2, openbaar_vanaf=timezone.now(), ingetrokken_op=timezone.now())
    j.UitgaveFactory(jaarbericht=j.JaarberichtFactory(gemeente=wereld.gemeente, jaar=2024, status="ter_inzage"))
    with django_assert_num_queries(2):
        antwoord = client.get("/opendata/dcat.jsonld")
    gegevens = json.loads(antwoord.content)
    assert (antwoord["Content-Type"], gegevens["@type"]) == ("application/ld+json", "dcat:Catalog")
    catalogus, rapport = gegevens["dcat:dataset"]
    assert [waar["dcat:downloadURL"]["@id"] for waar in catalogus["dcat:distribution"]] == [
        f"https://a.example/opendata/catalogus-2026.{vorm}" for vorm in ("csv", "ods", "json")
    ]
    adres = "https://a.example/jaarberichten/2025/GM1701/"
    assert [waar["dcat:downloadURL"]["@id"] for waar in rapport["dcat:distribution"]] == [
        f"{adres}{naam}" for naam in ("cijfers.csv", "cijfers.ods", "cijfers.json", "jaarbericht.pdf")
    ]
    assert rapport["dcat:landingPage"] == {"@id": adres}
    assert rapport["dct:title"]["@value"] == "Jaarbericht 2025 Westerveld"
    # What DCAT-AP-NL asks of every dataset and distribution.
    for dataset in gegevens["dcat:dataset"]:
        verplicht = ("dct:identifier", "dct:title", "dct:description", "dct:publisher", "dcat:contactPoint", "dcat:theme")
        assert all(dataset[naam] for naam in (*verplicht, "dct:accessRights"))
        assert {waar["dct:license"]["@id"] for waar in dataset["dcat:distribution"]} == {CC0}
    for waar in catalogus["dcat:distribution"]:
        assert client.get(waar["dcat:downloadURL"]["@id"].removeprefix("https://a.example")).status_code == 200


def test_de_sitemap_noemt_wat_openbaar_is(wereld, client):
    for jaar, status in ((2025, "gepubliceerd"), (2024, "ter_inzage")):
        bericht = j.JaarberichtFactory(gemeente=wereld.gemeente, jaar=jaar, status=status)
        j.UitgaveFactory(jaarbericht=bericht, openbaar_vanaf=timezone.now())
    tekst = client.get("/sitemap.xml").content.decode()
    adressen = [deel.partition("</loc>")[0] for deel in tekst.split("<loc>")[1:]]
    paden = [adres.removeprefix("https://testserver") for adres in adressen]
    assert paden == [
        "/catalogus/",
        "/catalogus/lijn-2/",
        "/catalogus/lijn-2/BASIS/",
        "/catalogus/lijn-2/COLLECTIE/",
        "/catalogus/lijn-2/CURSUS/",
        "/jaarberichten/",
        "/jaarberichten/2025/GM1701/",
    ]
    assert {client.get(pad).status_code for pad in paden[:-1]} == {200}


# ------------------------------------------------------------------ everything of a gemeente
def test_het_archief_van_een_gemeente(wereld):
    afname = wereld.afname(naam="Onze keuze")
    document = f.DocumentFactory(afname=afname, inhoud={"naam": "X"}, pdf=ContentFile(b"%PDF-1.7 d", name="d.pdf"))
    f.BijeenkomstFactory(uitvoering=f.UitvoeringFactory(activiteit=wereld.cursus, gemeenten=[wereld.gemeente]))
    f.MetingFactory(gemeente=wereld.gemeente)
    f.MetingFactory(gemeente=f.GemeenteFactory(), indicator__code="elders")
    bericht = j.JaarberichtFactory(gemeente=wereld.gemeente, jaar=2025, status="ter_inzage")
    j.UitgaveFactory(jaarbericht=bericht, pdf=ContentFile(b"%PDF-1.7 j", name="j.pdf"), inhoud={"gemeente_code": "GM1701"})
    antwoord = als(wereld.raadpleger).get("/api/v1/gemeenten/GM1701/archief")
    assert antwoord["Content-Disposition"] == 'attachment; filename="archief-GM1701.zip"'
    archief = zipfile.ZipFile(io.BytesIO(b"".join(antwoord.streaming_content)))
    keuze = f"afnames/2026-{afname.pk}.json"
    stuk = f"documenten/2026-afnamelijst-{document.pk}"
    assert sorted(archief.namelist()) == sorted([
        keuze, f"{stuk}.json", f"{stuk}.pdf", "gemeente.json", "jaarberichten/2025.json", "jaarberichten/2025.pdf",
        "leesmij.txt", "locaties.json", "metingen.json", "uitvoeringen.json",
    ])  # fmt: skip
    gelezen = json.loads(archief.read(keuze))
    assert (gelezen["naam"], gelezen["totaal"]) == ("Onze keuze", "190.00")
    assert [regel["activiteit"] for regel in gelezen["regels"]] == ["CURSUS"]
    assert [len(json.loads(archief.read(f"{naam}.json"))) for naam in ("metingen", "uitvoeringen")] == [1, 1]
    assert json.loads(archief.read("jaarberichten/2025.json"))["inhoud"] == {"gemeenteCode": "GM1701"}
    assert archief.read("jaarberichten/2025.pdf") == b"%PDF-1.7 j"


def test_het_archief_van_een_ander_bestaat_niet(wereld, client):
    assert als(wereld.fiatteur_elders).get("/api/v1/gemeenten/GM1701/archief").status_code == 404
    assert client.get("/api/v1/gemeenten/GM1701/archief").status_code == 401


def gelezen(antwoord) -> tuple[str, dict[str, bytes]]:
    archief = zipfile.ZipFile(io.BytesIO(b"".join(antwoord.streaming_content)))
    return antwoord["Content-Disposition"], {naam: archief.read(naam) for naam in archief.namelist()}


def test_op_het_scherm_is_het_archief_hetzelfde(wereld, client, django_assert_num_queries):
    wereld.afname(naam="Onze keuze")
    bericht = j.JaarberichtFactory(gemeente=wereld.gemeente, jaar=2025, status="ter_inzage")
    j.UitgaveFactory(jaarbericht=bericht, pdf=ContentFile(b"%PDF-1.7 j", name="j.pdf"))
    client.force_login(wereld.raadpleger, backend="django.contrib.auth.backends.ModelBackend")
    assert 'href="/g/GM1701/archief.zip"' in client.get("/g/GM1701/").content.decode()
    met_token = als(wereld.raadpleger).get("/api/v1/gemeenten/GM1701/archief")
    with django_assert_num_queries(19):
        antwoord = client.get("/g/GM1701/archief.zip")
    assert gelezen(antwoord) == gelezen(met_token)


def test_op_het_scherm_alleen_voor_wie_de_gemeente_ziet(wereld, client):
    assert client.get("/g/GM1701/archief.zip")["Location"] == "/account/login/?next=/g/GM1701/archief.zip"
    client.force_login(wereld.fiatteur_elders, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/g/GM1701/archief.zip").status_code == 404
    client.force_login(wereld.raadpleger, backend="django.contrib.auth.backends.ModelBackend")
    assert client.post("/g/GM1701/archief.zip").status_code == 405
