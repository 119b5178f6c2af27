"""The screen of what gemeenten took: filters, figures and the workbook."""

from decimal import Decimal as D
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from catalogus.models import Groep, Pakket, Prijsvorm, Rol, Status
from catalogus.regels.afzet import Stand
from tests.factories import (
    ActiviteitFactory,
    AfnameFactory,
    AfnameregelFactory,
    DekkingFactory,
    EditieFactory,
    GemeenteFactory,
    KostenregelFactory,
    ProgrammalijnFactory,
    TariefFactory,
    UrenregelFactory,
    ambtenaar,
    medewerker,
)

pytestmark = pytest.mark.django_db
ADRES = "/bibliotheek/afzet/2026/"


@pytest.fixture
def editie():
    """Aa (Noord) confirmed 4 × CURSUS for € 400 and 1 × =KIST for € 50; Zuidwolde (Zuid) submitted 2 × CURSUS for € 200.

    CURSUS takes 3 hours of 40 in all per keer and € 15 is covered by schools.
    """
    editie = EditieFactory(opslagpercentage=D(0))
    TariefFactory(editie=editie, uurtarief=D(60), capaciteit=D(40))
    cursus = ActiviteitFactory(editie=editie, code="CURSUS", titel="Cursus Klik en Tik")
    UrenregelFactory(activiteit=cursus, hoeveelheid=D(3))
    DekkingFactory(activiteit=cursus, bedrag=D(15))
    kist = ActiviteitFactory(
        editie=editie,
        code="KIST",
        titel="=KIST",
        pakket=Pakket.MAATWERK,
        prijsvorm=Prijsvorm.VAST_BEDRAG,
        programmalijn=ProgrammalijnFactory(nummer=4, naam="Taal"),
    )
    ouder = ActiviteitFactory(editie=editie, code="OUDER", titel="Ouder", prijsvorm=Prijsvorm.INBEGREPEN)
    ActiviteitFactory(editie=editie, code="KIND", titel="Kind", ouder=ouder)
    een = AfnameFactory(gemeente=GemeenteFactory(naam="Aa", regio="Noord"), editie=editie, status=Status.BEVESTIGD)
    twee = AfnameFactory(gemeente=GemeenteFactory(naam="Zuidwolde", regio="Zuid"), editie=editie, status=Status.INGEDIEND)
    for afname, activiteit, aantal, bedrag in [(een, cursus, 4, 400), (een, kist, 1, 50), (twee, cursus, 2, 200)]:
        AfnameregelFactory(
            afname=afname, activiteit=activiteit, hoeveelheid=D(aantal), bedrag_vast=D(0), bedrag_eenheid=D(bedrag)
        )
    return editie


@pytest.fixture
def bibliothecaris(client):
    client.force_login(medewerker(Groep.CONTROLLER))
    return client


def codes(client, **velden):
    return [rij.activiteit.code for rij in client.get(ADRES, velden).context["matrix"].rijen]


def test_een_gemeente_vindt_hier_niets(client, editie):
    client.force_login(ambtenaar(GemeenteFactory(), Rol.FIATTEUR))
    assert client.get(ADRES).status_code == 404


def test_wie_niet_is_ingelogd_gaat_eerst_inloggen(client, editie):
    assert client.get(ADRES).url == f"{reverse('account_login')}?next={ADRES}"


def test_een_onbekende_editie(bibliothecaris, editie):
    assert bibliothecaris.get("/bibliotheek/afzet/1999/").status_code == 404


@pytest.mark.parametrize(
    ("velden", "gevonden"),
    [
        ({}, ["CURSUS", "KIND", "KIST"]),
        ({"lijn": "4"}, ["KIST"]),
        ({"pakket": "plus"}, ["CURSUS", "KIND"]),
        ({"zoek": "klik"}, ["CURSUS"]),
        ({"zoek": "kist"}, ["KIST"]),
        ({"zoek": "niets"}, []),
        ({"lijn": "9"}, ["CURSUS", "KIND", "KIST"]),
    ],
)
def test_filteren(bibliothecaris, editie, velden, gevonden):
    """An activity that consists of others cannot be taken, so it has no row."""
    assert codes(bibliothecaris, **velden) == gevonden


def test_de_cijfers_gaan_over_de_hele_editie_ook_met_een_filter(bibliothecaris, editie):
    """Hours: 3 × 4 confirmed and 3 × 2 submitted of 40 is 45 per cent. Cover: € 15 × 4 and € 15 × 2."""
    context = bibliothecaris.get(ADRES, {"lijn": "4"}).context
    assert context["geheel"] == Stand(D(450), D(200))
    assert context["matrix"].totaal == Stand(D(50), D(0))
    (balk,) = context["uren"]
    assert (balk.regel.uren, context["bezetting"]) == (Stand(D(12), D(6)), D(45))
    lijnen, regios = context["omzet"]
    assert [(b.regel.nummer, b.regel.omzet, b.regel.dekking) for b in lijnen["rijen"]] == [
        (2, Stand(D(400), D(200)), Stand(D(60), D(30))),
        (4, Stand(D(50), D(0)), Stand(D(0), D(0))),
    ]
    assert [(b.regel.naam, b.regel.omzet) for b in regios["rijen"]] == [
        ("Noord", Stand(D(450), D(0))),
        ("Zuid", Stand(D(0), D(200))),
    ]


def test_de_balken(bibliothecaris, editie):
    """Capacity stands at 80 of 100: 12 of 40 hours is 24 wide, 6 more is 12. Turnover is against the largest: 400 + 200."""
    context = bibliothecaris.get(ADRES).context
    (balk,) = context["uren"]
    assert (balk.donker, balk.licht, balk.streep) == ("24.00", "12.00", D(80))
    assert [(b.donker, b.licht) for b in context["omzet"][0]["rijen"]] == [("66.67", "33.33"), ("8.33", "0.00")]


def test_een_balk_loopt_niet_buiten_zijn_vak(bibliothecaris, editie):
    editie.tarieven.update(capaciteit=D(6))
    (balk,) = bibliothecaris.get(ADRES).context["uren"]
    assert (balk.donker, balk.licht) == ("100.00", "0.00")


def test_zonder_tarief_staat_er_waarom_er_geen_dekking_is(bibliothecaris, editie):
    editie.tarieven.all().delete()
    antwoord = bibliothecaris.get(ADRES)
    assert antwoord.status_code == 200
    assert "CURSUS" in antwoord.context["dekkingsfout"]
    assert [b.regel.dekking for b in antwoord.context["omzet"][0]["rijen"]] == [None, None]


def test_zonder_afnames(bibliothecaris):
    EditieFactory()
    antwoord = bibliothecaris.get(ADRES)
    assert "Nog geen gemeente heeft iets ingediend" in antwoord.content.decode()
    assert antwoord.context["bezetting"] is None


def test_de_uitvoer(bibliothecaris, editie):
    antwoord = bibliothecaris.get(ADRES, {"uitvoer": "xlsx", "lijn": "4"})
    assert antwoord["Content-Disposition"] == 'attachment; filename="afzet-2026.xlsx"'
    boek = load_workbook(BytesIO(antwoord.content))
    assert boek.sheetnames == ["Wie nam wat", "Uren", "Omzet per programmalijn", "Omzet per regio"]
    wie, uren, lijn, regio = ([[cel.value for cel in rij] for rij in blad.iter_rows()] for blad in boek)
    assert wie[1:] == [[4, "KIST", "=KIST", "maatwerk", "keer", 1, None, 1, 0, 1, 50, 0]]
    assert boek["Wie nam wat"]["C2"].data_type == "s"
    assert uren[1:] == [["Educatie", 12, 6, 40, 0.45]]
    assert [rij[:5] for rij in lijn[1:]] == [["Lijn 2", 400, 200, 60, 30], ["Taal", 50, 0, 0, 0], ["Totaal", 450, 200, 60, 30]]
    assert [rij[:5] for rij in regio[1:]] == [["Noord", 450, 0, 60, 0], ["Zuid", 0, 200, 0, 30], ["Totaal", 450, 200, 60, 30]]


def test_het_aantal_vragen_groeit_niet_mee(bibliothecaris, editie, django_assert_num_queries):
    bibliothecaris.get(ADRES)
    with django_assert_num_queries(15):
        bibliothecaris.get(ADRES)
    for nummer in range(30):
        activiteit = ActiviteitFactory(editie=editie)
        KostenregelFactory(activiteit=activiteit)
        afname = AfnameFactory(gemeente=GemeenteFactory(), editie=editie, status=Status.BEVESTIGD)
        AfnameregelFactory(afname=afname, activiteit=activiteit, hoeveelheid=D(nummer), bedrag_vast=D(0), bedrag_eenheid=D(1))
    with django_assert_num_queries(15):
        bibliothecaris.get(ADRES)
