"""Reading in a list of another system, step by step."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from catalogus.models import Bijeenkomst, Groep, Import
from tests.factories import ActiviteitFactory, GemeenteFactory, LocatieFactory, medewerker

pytestmark = pytest.mark.django_db
LIJST = "Naam;Wanneer;Aantal;Waar\r\nSpreekuur Digi;5-5-2026;8;Bibliotheek Diever\r\nBorrel;6-5-2026;20;Café de Brug\r\n"


@pytest.fixture
def collega(client):
    LocatieFactory(gemeente=GemeenteFactory(naam="Westerveld"), naam="Bibliotheek Diever")
    ActiviteitFactory(code="SPREEKUUR", titel="Digi spreekuur")
    wie = medewerker(Groep.VESTIGING)
    client.force_login(wie)
    return wie


def stuur(client, tekst=LIJST):
    return client.post(reverse("registraties"), {"bestand": SimpleUploadedFile("lijst.csv", tekst.encode())})


def test_van_bestand_tot_ingelezen(client, collega):
    antwoord = stuur(client)
    rij = Import.objects.get()
    kolommen, titels = reverse("registraties_kolommen", args=[rij.pk]), reverse("registraties_titels", args=[rij.pk])
    assert antwoord.headers["Location"] == kolommen
    form = client.get(kolommen).context["form"]
    assert {naam: veld.initial for naam, veld in form.fields.items() if veld.initial is not None} == {
        "titel": 0, "datum": 1, "deelnames": 2, "locatie": 3,
    }  # fmt: skip
    assert client.post(kolommen, {"titel": 0, "datum": 1, "deelnames": 2, "locatie": 3}).headers["Location"] == titels
    pagina = client.get(titels)
    assert [(v.tekst, v.keuze) for v, _ in pagina.context["titelrijen"]] == [("Spreekuur Digi", "SPREEKUUR"), ("Borrel", "")]
    assert [(v.tekst, v.keuze) for v, _ in pagina.context["plekrijen"]] == [("Café de Brug", "")]
    keuzes = {"titel-0": "SPREEKUUR", "titel-1": "overslaan", "plek-0": "geen", "herhaald": "inlezen"}
    naar = client.post(titels, keuzes).headers["Location"]
    assert "1 rij verandert" in client.get(naar).content.decode() and Bijeenkomst.objects.count() == 0
    client.post(reverse("werkmap_bevestigen", args=[rij.pk]))
    assert Bijeenkomst.objects.get().deelnames == 8
    assert client.get(titels).status_code == 404  # it was read in


def test_wat_nog_niet_is_gekozen_wordt_gevraagd(client, collega):
    stuur(client)
    rij = Import.objects.get()
    kolommen = client.post(reverse("registraties_kolommen", args=[rij.pk]), {"titel": 0, "datum": 0})
    assert kolommen.status_code == 422 and "Deze kolom is al gekozen voor ‘Datum’." in kolommen.content.decode()
    leeg = client.post(reverse("registraties_kolommen", args=[rij.pk]), {"titel": 0}).content.decode()
    assert "Zonder deze kolom kan het bestand niet worden ingelezen." in leeg
    titels = client.post(reverse("registraties_titels", args=[rij.pk]), {"titel-0": "SPREEKUUR", "herhaald": "inlezen"})
    assert titels.status_code == 422 and "Borrel: Kies wat dit is." in titels.content.decode()


def test_de_verkeerde_kolom_als_titel(client, collega, monkeypatch):
    monkeypatch.setattr("catalogus.werkmap.registraties.MEESTE_TITELS", 1)
    stuur(client)
    antwoord = client.get(reverse("registraties_titels", args=[Import.objects.get().pk]))
    assert antwoord.status_code == 422
    tekst = "In de kolom met titels staan 2 verschillende teksten. Kies de kolom met de naam van de activiteit."
    assert tekst in antwoord.content.decode()


def test_alleen_wie_registreert_en_alleen_het_eigen_bestand(client, collega):
    stuur(client)
    rij = Import.objects.get()
    client.force_login(medewerker(Groep.REDACTIE))
    assert client.get(reverse("registraties_kolommen", args=[rij.pk])).status_code == 404
    client.force_login(medewerker(Groep.CONTROLLER))
    assert client.get(reverse("registraties")).status_code == 403
    assert "Lees zo’n lijst in" not in client.get(reverse("werkmappen")).content.decode()


def test_vragen_per_pagina(client, collega, django_assert_num_queries):
    for nummer in range(4):
        ActiviteitFactory(code=f"EXTRA-{nummer}")
        LocatieFactory()
    stuur(client, LIJST + "Extra 1;7-5-2026;1;Elders\r\n")
    rij = Import.objects.get()
    with django_assert_num_queries(6):
        client.get(reverse("registraties_kolommen", args=[rij.pk]))
    with django_assert_num_queries(12):
        client.get(reverse("registraties_titels", args=[rij.pk]))
