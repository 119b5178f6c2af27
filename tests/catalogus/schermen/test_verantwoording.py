"""The accounting of a year: the page, its spreadsheets, and explaining a difference."""

import csv
from io import BytesIO, StringIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from catalogus.models import Groep, Status, Verschiltoelichting
from catalogus.regels import afnameprijzen
from tests import factories as f
from tests.factories import D

pytestmark = pytest.mark.django_db
JAAR = 2024  # over; the editions of the world are of 2026
QUERIES = 25


@pytest.fixture
def wereld():
    """Westerveld agreed 12 cursussen (€ 640) in 2024 and 4 in the second version (€ 280), besides a collection of € 250."""
    wereld = f.maak_wereld()
    wereld.editie = f.EditieFactory(jaar=JAAR, status="afgesloten")
    wereld.cursus = f.ActiviteitFactory(editie=wereld.editie, code="CURSUS", titel="Cursus Klik en Tik", eenheid="keer")
    wereld.collectie = f.ActiviteitFactory(
        editie=wereld.editie, code="COL", titel="Wisselcollectie", eenheid="vast", realisatiemaat="geen"
    )
    f.PrijsFactory(activiteit=wereld.cursus, vast=D(100), per_eenheid=D(45))
    f.PrijsFactory(activiteit=wereld.collectie, per_eenheid=D(250))
    bevestig(wereld, {wereld.cursus: 12, wereld.collectie: 1}, Status.VERVANGEN)
    bevestig(wereld, {wereld.cursus: 4, wereld.collectie: 1}, versienummer=2)
    return wereld


def bevestig(wereld, hoeveelheden, status=Status.BEVESTIGD, **velden):
    afname = f.AfnameFactory(gemeente=wereld.gemeente, editie=wereld.editie, **velden)
    for activiteit, hoeveel in hoeveelheden.items():
        f.AfnameregelFactory(afname=afname, activiteit=activiteit, hoeveelheid=D(hoeveel))
    afnameprijzen.leg_vast(afname=afname)
    afname.status = status
    afname.save()


def houd(wereld, *dagen, status="gehouden"):
    uitvoering = f.UitvoeringFactory(activiteit=wereld.cursus, gemeenten=[wereld.gemeente])
    for dag in dagen:
        f.BijeenkomstFactory(uitvoering=uitvoering, datum=f.dag(dag), status=status)


def adres(wereld, jaar=JAAR):
    return reverse("verantwoording", args=[wereld.gemeente.cbs_code, jaar])


def schrijf(wereld, code="CURSUS"):
    return reverse("verantwoording_toelichting", args=[wereld.gemeente.cbs_code, JAAR, code])


def tekst(antwoord) -> str:
    return " ".join(antwoord.content.decode().replace("\u00a0", " ").split())


def lees(client, wereld) -> str:
    return tekst(client.get(adres(wereld)))


@pytest.fixture
def raadpleger(client, wereld):
    client.force_login(wereld.raadpleger)
    return client


@pytest.fixture
def manager(client, wereld):
    client.force_login(wereld.accountmanager)
    return client


# ------------------------------------------------------------------ the page
def test_wie_er_in_mag(client, wereld):
    assert client.get(adres(wereld)).status_code == 302
    client.force_login(wereld.fiatteur_elders)
    assert [client.get(adres(wereld)).status_code, client.post(schrijf(wereld)).status_code] == [404, 404]
    client.force_login(wereld.raadpleger)
    assert client.get(adres(wereld)).status_code == 200
    assert client.get(adres(wereld, 2031)).status_code == 404


def test_een_jaar_dat_voorbij_is(raadpleger, wereld):
    """12 agreed, changed to 4, 3 held: one short. € 280 and € 250 is € 530, over 1.000 inwoners € 0,53."""
    houd(wereld, "2024-02-01", "2024-03-01", "2024-04-01")
    f.VerschiltoelichtingFactory(gemeente=wereld.gemeente, jaar=JAAR, activiteitcode="CURSUS", tekst="Een viel uit.")
    f.InwonertalFactory(gemeente=wereld.gemeente, peildatum=f.dag("2024-01-01"), aantal=1000)
    f.IndicatorFactory(code="inwoners", soort="inwoners")
    f.BeschikkingFactory(gemeente=wereld.gemeente, jaar=JAAR, datum=f.dag("2023-12-15"), kenmerk="Z-9", bedrag=D(500))
    antwoord = raadpleger.get(adres(wereld))
    pagina = tekst(antwoord)
    beeld = antwoord.context["beeld"]
    assert [(r.code, r.afgesproken, r.gewijzigd, r.uitgevoerd, r.toelichting) for r in beeld.regels] == [
        ("CURSUS", D(12), D(4), D(3), "Een viel uit."),
        ("COL", D(1), None, None, ""),
    ]
    assert (beeld.gehaald, len(beeld.telbaar), beeld.middelen.verleend) == (0, 1, D(530))
    for verwacht in (
        "Dit is afgesproken en uitgevoerd in 2024.",
        ">Verschil</th>",
        "−1</td>",
        "wordt niet geteld",
        "Een viel uit.",
        "€ 530,00",
        "€ 0,53",
        "zie jaarrekening",
        "verlening van 15 december 2023",
        "De verlening is € 30,00 lager dan wat is afgesproken met huisvesting (€ 530,00).",
    ):
        assert verwacht in pagina
    assert "<textarea" not in pagina and "Leg een beschikking vast" not in pagina


def test_een_jaar_dat_loopt(raadpleger, wereld, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: f.dag("2024-07-01"))
    houd(wereld, "2024-02-01")
    houd(wereld, "2024-09-01", "2024-10-01", status="gepland")
    antwoord = raadpleger.get(adres(wereld))
    (lijn,) = antwoord.context["lijnen"]
    assert [(rij.regel.code, rij.nog, rij.gepland) for rij in lijn.rijen] == [("CURSUS", D(3), 2), ("COL", D(1), 0)]
    pagina = tekst(antwoord)
    # 183 of 366 days; 1 of 4 is 25, more than 15 points behind
    for verwacht in ("50% van het jaar is voorbij", "Nog te doen", "2 bijeenkomsten gepland", "Lijn 2 loopt achter."):
        assert verwacht in pagina
    assert "Cursus Klik en Tik: 1 van 4 keer." in pagina


def test_een_jaar_dat_nog_moet_beginnen(raadpleger, wereld, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: f.dag("2023-11-01"))
    pagina = lees(raadpleger, wereld)
    assert "Dit is afgesproken voor 2024. Het jaar moet nog beginnen." in pagina
    assert "Uitgevoerd" not in pagina and "loopt achter" not in pagina


def test_zonder_registratie_geen_gegevens(raadpleger, wereld):
    antwoord = raadpleger.get(adres(wereld))
    assert antwoord.context["beeld"].telbaar == []
    pagina = tekst(antwoord)
    assert "geen gegevens: er is nog niets geregistreerd" in pagina
    # carried out; housing costs, inwoners per line, housing and in all
    assert pagina.count('">geen gegevens</span>') == 5


def test_zonder_bevestigde_keuze(raadpleger, wereld):
    antwoord = raadpleger.get(adres(wereld, f.JAAR))
    pagina = tekst(antwoord)
    assert "Voor 2026 is nog geen keuze bevestigd" in pagina and "uitvoer=" not in pagina
    assert "Voor 2026 is nog geen beschikking vastgelegd." in pagina


def test_gerealiseerd_als_het_er_is(raadpleger, wereld):
    f.RealisatieFactory(gemeente=wereld.gemeente, jaar=JAAR, programmalijn=wereld.cursus.programmalijn, bedrag=D("512.34"))
    pagina = lees(raadpleger, wereld)
    assert "€ 512,34" in pagina and pagina.count("zie jaarrekening") == 2  # housing and the total
    f.RealisatieFactory(gemeente=wereld.gemeente, jaar=JAAR, bedrag=D("10.00"))
    assert "€ 522,34" in lees(raadpleger, wereld)


def test_menu_leidt_naar_het_jaar_dat_te_verantwoorden_is(raadpleger, wereld):
    """2026 is open, so accounting is of 2024; on the accounting of 2026 other gemeenten are of 2026 too."""
    menu = {route: waar for route, _, waar in raadpleger.get(reverse("aanbod", args=["GM1701", f.JAAR])).context["menu"]}
    assert menu["verantwoording"] == adres(wereld)
    f.LidmaatschapFactory(gebruiker=wereld.raadpleger, gemeente=wereld.fiatteur_elders.lidmaatschappen.get().gemeente)
    context = raadpleger.get(adres(wereld, f.JAAR)).context
    assert [waar for _, waar in context["wissel"]][1] == adres(wereld, f.JAAR)
    assert [waar for _, waar in context["jaarwissel"]] == [adres(wereld, f.JAAR), adres(wereld)]


@pytest.mark.parametrize("aantal", [1, 30])
def test_vragen_aan_de_database(raadpleger, wereld, django_assert_num_queries, aantal):
    regels = [f.ActiviteitFactory(editie=wereld.editie, programmalijn__nummer=1 + n % 5) for n in range(aantal)]
    for activiteit in regels:
        f.PrijsFactory(activiteit=activiteit, per_eenheid=D(5))
        uitvoering = f.UitvoeringFactory(activiteit=activiteit, gemeenten=[wereld.gemeente])
        f.BijeenkomstFactory(uitvoering=uitvoering, datum=f.dag("2024-03-03"))
        f.BeschikkingFactory(gemeente=wereld.gemeente, jaar=JAAR)
        f.VerschiltoelichtingFactory(gemeente=wereld.gemeente, jaar=JAAR, activiteitcode=activiteit.code)
    wereld.gemeente.afnames.update(status=Status.VERVALLEN)
    bevestig(wereld, dict.fromkeys(regels, 2), versienummer=3)
    with django_assert_num_queries(QUERIES):
        assert raadpleger.get(adres(wereld)).status_code == 200


# ------------------------------------------------------------------ spreadsheets
def test_downloaden(raadpleger, wereld):
    houd(wereld, "2024-02-01", "2024-03-01")
    f.VerschiltoelichtingFactory(gemeente=wereld.gemeente, jaar=JAAR, activiteitcode="CURSUS", tekst="=1+1")
    f.BeschikkingFactory(gemeente=wereld.gemeente, jaar=JAAR, datum=f.dag("2023-12-15"), kenmerk="Z-9", bedrag=D(500))
    antwoord = raadpleger.get(adres(wereld) + "?uitvoer=xlsx")
    assert antwoord["Content-Disposition"] == 'attachment; filename="verantwoording-GM1701-2024.xlsx"'
    boek = load_workbook(BytesIO(antwoord.content))
    assert boek.sheetnames == ["Afspraken 2024", "Middelen 2024", "Beschikkingen 2024"]
    rijen = [[cel.value for cel in rij] for rij in boek["Afspraken 2024"].iter_rows()]
    assert rijen[1:] == [
        ["2 Lijn 2", "CURSUS", "Cursus Klik en Tik", "plus", "keer", 12, 4, 2, -2, "=1+1"],
        ["2 Lijn 2", "COL", "Wisselcollectie", "plus", None, 1, None, "wordt niet geteld", None, None],
    ]
    assert boek["Afspraken 2024"]["J2"].data_type == "s"
    assert [[cel.value for cel in rij] for rij in boek["Middelen 2024"].iter_rows()][1:] == [
        ["Lijn 2", 530, "geen gegevens", "zie de jaarrekening"],
        ["Huisvesting", "geen gegevens", "geen gegevens", "zie de jaarrekening"],
        ["Totaal", 530, "geen gegevens", "zie de jaarrekening"],
    ]
    assert [cel.value for cel in boek["Beschikkingen 2024"][2]][2:4] == ["Z-9", 500]
    ods = CalamineWorkbook.from_filelike(BytesIO(raadpleger.get(adres(wereld) + "?uitvoer=ods").content))
    assert ods.sheet_names == boek.sheetnames
    tekst_ = raadpleger.get(adres(wereld) + "?uitvoer=csv").content.decode("utf-8-sig")
    assert [rij[1] for rij in csv.reader(StringIO(tekst_), delimiter=";")] == ["Code", "CURSUS", "COL"]


def test_downloaden_zonder_keuze_en_van_een_onbekende_soort(raadpleger, wereld):
    boek = load_workbook(BytesIO(raadpleger.get(adres(wereld, f.JAAR) + "?uitvoer=xlsx").content))
    assert boek.sheetnames == ["Afspraken 2026"]
    assert "text/html" in raadpleger.get(adres(wereld) + "?uitvoer=exe")["Content-Type"]


# ------------------------------------------------------------------ explaining a difference
def test_toelichten_wijzigen_en_weghalen(manager, wereld):
    assert 'name="gezien" value="-1"' in lees(manager, wereld)
    antwoord = manager.post(schrijf(wereld), {"tekst": "Een viel uit.", "gezien": "-1"})
    assert (antwoord.status_code, antwoord["Location"]) == (302, f"{adres(wereld)}#r-CURSUS")
    pagina = lees(manager, wereld)
    assert "De toelichting is opgeslagen." in pagina and "<p>Een viel uit.</p>" in pagina
    manager.post(schrijf(wereld), {"tekst": "", "gezien": "0"})
    assert "De toelichting is weg." in lees(manager, wereld)
    assert Verschiltoelichting.objects.count() == 0


def test_een_ander_was_eerder_en_er_gaat_niets_verloren(manager, wereld):
    manager.post(schrijf(wereld), {"tekst": "Van Anna", "gezien": "-1"})
    antwoord = manager.post(schrijf(wereld), {"tekst": "Wat ik schreef", "gezien": "-1"})
    pagina = tekst(antwoord)
    assert antwoord.status_code == 409
    assert "Intussen heeft Anna dit" in pagina and "<p>Van Anna</p>" in pagina and ">Wat ik schreef</textarea>" in pagina
    assert pagina.count('<details class="vw-schrijf" open>') == 1
    assert Verschiltoelichting.objects.get().tekst == "Van Anna"


@pytest.mark.parametrize(
    ("code", "gegevens", "status", "fout"),
    [
        ("CURSUS", {"tekst": "x" * 4001, "gezien": "-1"}, 422, "Gebruik hoogstens 4000 tekens."),
        ("ANDERS", {"tekst": "Zo", "gezien": "-1"}, 422, "staat niet in de bevestigde keuze van Westerveld voor 2024."),
    ],
)
def test_wat_niet_kan_staat_op_de_pagina(manager, wereld, code, gegevens, status, fout):
    antwoord = manager.post(schrijf(wereld, code), gegevens)
    assert (antwoord.status_code, fout in tekst(antwoord)) == (status, True)
    assert Verschiltoelichting.objects.count() == 0


def test_wie_niet_mag_toelichten(client, wereld):
    for wie in (wereld.fiatteur, f.medewerker(Groep.CONTROLLER)):
        client.force_login(wie)
        assert "<textarea" not in lees(client, wereld)
        assert client.post(schrijf(wereld), {"tekst": "Zo", "gezien": "-1"}).status_code == 403
    assert Verschiltoelichting.objects.count() == 0
