"""Workbooks on screen: taking one out, trying one, reading it in."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from catalogus.models import Groep, Import, Inwonertal
from tests.factories import GemeenteFactory, InwonertalFactory, ambtenaar, dag, medewerker

pytestmark = pytest.mark.django_db
GOED = "Gemeente;Peildatum;Inwoners\r\nWesterveld;1-1-2026;20.000\r\nWesterveld;1-1-2027;20.100\r\n"


@pytest.fixture
def westerveld():
    gemeente = GemeenteFactory(naam="Westerveld", cbs_code="GM1701")
    InwonertalFactory(gemeente=gemeente, peildatum=dag("2026-01-01"), aantal=19983)
    return gemeente


@pytest.fixture
def controller(client, westerveld):
    wie = medewerker(Groep.CONTROLLER, first_name="Chris", last_name="Jansen")
    client.force_login(wie)
    return wie


def stuur(client, tekst: str, naam: str = "inwoners.csv", **velden):
    bestand = SimpleUploadedFile(naam, tekst.encode())
    return client.post(reverse("werkmap_inlezen"), {"bestand": bestand, **velden})


def tallen() -> list[int]:
    return list(Inwonertal.objects.order_by("peildatum").values_list("aantal", flat=True))


# ------------------------------------------------------------------ taking out
def test_ophalen_wat_gefilterd_is(client, controller, westerveld):
    InwonertalFactory(gemeente__naam="Meppel", gemeente__cbs_code="GM0119")
    antwoord = client.get(reverse("werkmap_ophalen"), {"blad": ["inwonertallen", "indicatoren"], "gemeente": "GM1701"})
    assert antwoord["Content-Disposition"] == 'attachment; filename="werkmap.xlsx"'
    boek = load_workbook(BytesIO(antwoord.content))
    assert boek.sheetnames == ["Uitleg", "Inwonertallen", "Indicatoren", "Keuzes"]
    assert [rij[:3] for rij in boek["Inwonertallen"].iter_rows(values_only=True)][1:] == [
        ("Westerveld", boek["Inwonertallen"]["B2"].value, 19983)
    ]


def test_een_csv_heeft_een_blad(client, controller):
    goed = client.get(reverse("werkmap_ophalen"), {"blad": ["inwonertallen"], "soort": "csv"})
    assert goed.content.decode("utf-8-sig").splitlines() == [
        "Gemeente;Peildatum;Inwoners;Bron;Verwijderen;Versie",
        "Westerveld;01-01-2026;19983;;;0",
    ]
    fout = client.get(reverse("werkmap_ophalen"), {"blad": ["inwonertallen", "metingen"], "soort": "csv"})
    assert fout.status_code == 422
    assert "Een csv-bestand heeft één blad. Kies er één, of kies Excel of OpenDocument." in fout.content.decode()
    assert "Kies minstens één blad." in client.get(reverse("werkmap_ophalen")).content.decode()


# ------------------------------------------------------------------ reading in
def test_eerst_een_proef_dan_pas_inlezen(client, controller):
    antwoord = stuur(client, GOED, reden="Nieuwe cijfers van het CBS")
    rij = Import.objects.get()
    assert antwoord.headers["Location"] == reverse("werkmap_uitkomst", args=[rij.pk])
    assert (rij.stand, rij.door, rij.naam, rij.grootte) == ("proef", controller, "inwoners.csv", len(GOED))
    proef = client.get(antwoord.headers["Location"]).content.decode()
    assert "2 rijen veranderen" in proef and "<del>19.983</del>" in proef and "<ins>20.000</ins>" in proef
    assert tallen() == [19983]
    klaar = client.post(reverse("werkmap_bevestigen", args=[rij.pk]), follow=True).content.decode()
    assert "Ingelezen: inwoners.csv. 2 rijen veranderd." in klaar and "Lees dit in" not in klaar
    assert tallen() == [20000, 20100]
    rij.refresh_from_db()
    assert rij.stand == "verwerkt" and rij.verwerkt_op
    laatste = Inwonertal.objects.get(aantal=20000).history.first()
    assert (laatste.history_user, laatste.history_change_reason) == (controller, "Nieuwe cijfers van het CBS")
    assert client.post(reverse("werkmap_bevestigen", args=[rij.pk])).status_code == 409


def test_fouten_worden_getoond_en_er_valt_niets_in_te_lezen(client, controller):
    stuur(client, GOED.replace("20.100", "veel"))
    rij = Import.objects.get()
    pagina = client.get(reverse("werkmap_uitkomst", args=[rij.pk])).content.decode()
    assert "Er is 1 fout gevonden. Er is niets ingelezen." in pagina and "Lees dit in" not in pagina
    assert "Inwonertallen, rij 3<small>Inwoners</small>" in pagina and "veel" in pagina
    assert "Verwacht een heel getal van 0 of meer." in pagina
    assert client.post(reverse("werkmap_bevestigen", args=[rij.pk])).status_code == 409
    assert tallen() == [19983]


def test_wat_niet_te_lezen_is_wordt_niet_bewaard(client, controller):
    antwoord = stuur(client, "%PDF-1.7", naam="brief.xlsx")
    assert antwoord.status_code == 422 and Import.objects.count() == 0
    assert "Dit is geen werkmap. Kies een bestand dat eindigt op xlsx, ods of csv." in antwoord.content.decode()


def test_zou_het_intussen_iets_anders_doen_dan_eerst_opnieuw_bekijken(client, controller):
    stuur(client, GOED)
    rij = Import.objects.get()
    Inwonertal.objects.update(aantal=19990)
    antwoord = client.post(reverse("werkmap_bevestigen", args=[rij.pk]))
    assert antwoord.status_code == 409 and tallen() == [19990]
    assert "Intussen is er iets veranderd." in antwoord.content.decode()
    assert "<del>19.990</del>" in antwoord.content.decode()
    assert client.post(reverse("werkmap_bevestigen", args=[rij.pk])).status_code == 302
    assert tallen() == [20000, 20100]


def test_andere_bytes_dan_die_van_de_proef_worden_geweigerd(client, controller):
    stuur(client, GOED)
    rij = Import.objects.get()
    with open(rij.bestand.path, "ab") as bestand:
        bestand.write(b"Westerveld;1-1-2028;1\r\n")
    antwoord = client.post(reverse("werkmap_bevestigen", args=[rij.pk]))
    assert antwoord.status_code == 422 and tallen() == [19983]
    assert "Het bewaarde bestand is beschadigd. Lees het opnieuw in." in antwoord.content.decode()


# ------------------------------------------------------------------ who may
def test_alleen_wie_het_bekeek_leest_het_in(client, controller):
    stuur(client, GOED)
    rij = Import.objects.get()
    client.force_login(medewerker(Groep.CONTROLLER))
    assert "Alleen wie het bekeek, kan het inlezen." in client.get(reverse("werkmap_uitkomst", args=[rij.pk])).content.decode()
    assert client.post(reverse("werkmap_bevestigen", args=[rij.pk])).status_code == 403
    assert tallen() == [19983]


def test_een_andere_rol_leest_wel_maar_verandert_niet(client, controller):
    client.force_login(medewerker(Groep.ACCOUNTMANAGER))
    assert client.get(reverse("werkmap_ophalen"), {"blad": ["inwonertallen"]}).status_code == 200
    stuur(client, GOED)
    pagina = client.get(reverse("werkmap_uitkomst", args=[Import.objects.get().pk])).content.decode()
    assert "Je mag deze tabel niet veranderen. Zet terug wat er stond, of vraag een collega." in pagina
    client.force_login(medewerker(Groep.DIRECTIE))
    assert "Je mag tabellen bekijken, niet veranderen." in client.get(reverse("werkmappen")).content.decode()


def test_een_gemeente_vindt_hier_niets(client, controller, westerveld):
    stuur(client, GOED)
    rij = Import.objects.get()
    client.force_login(ambtenaar(westerveld, "fiatteur"))
    for naam, pk in (("werkmappen", []), ("werkmap_ophalen", []), ("werkmap_uitkomst", [rij.pk])):
        assert client.get(reverse(naam, args=pk)).status_code == 404
    assert client.get(rij.bestand.url).status_code == 404
    assert stuur(client, GOED).status_code == 404


def test_vragen_per_pagina(client, controller, django_assert_num_queries):
    for _ in range(3):
        stuur(client, GOED)
    with django_assert_num_queries(8):
        client.get(reverse("werkmappen"))
    rij = Import.objects.first()
    with django_assert_num_queries(6):
        client.get(reverse("werkmap_uitkomst", args=[rij.pk]))
