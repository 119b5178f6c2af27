"""The screen of the delivery to the national library."""

from decimal import Decimal as D
from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from catalogus.models import Groep, Indicator, Wsobopgave
from catalogus.schermen.wsob import _termijn
from tests.factories import (
    BijeenkomstFactory,
    GemeenteFactory,
    IndicatorFactory,
    MetingFactory,
    UitvoeringFactory,
    ambtenaar,
    medewerker,
    vestiging,
)

pytestmark = pytest.mark.django_db
ADRES = "/cijfers/2026/wsob/"


def als(gebruiker) -> Client:
    client = Client()
    client.force_login(gebruiker, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def redactie():
    return als(medewerker(Groep.REDACTIE))


@pytest.fixture
def meppel():
    return GemeenteFactory(naam="Meppel")


@pytest.mark.parametrize(
    ("dagen", "woorden"),
    [(34, "nog 34 dagen"), (1, "morgen"), (0, "vandaag"), (-1, "1 dag te laat"), (-40, "40 dagen te laat")],
)
def test_termijn(dagen, woorden):
    assert _termijn(dagen) == woorden


def test_compleet_vastleggen_en_wat_verandert(redactie, meppel):
    leden = IndicatorFactory(code="leden", naam="Leden", wsob="Leden")
    tekst = redactie.get(ADRES).content.decode()
    assert ("Ontbreekt bij Meppel." in tekst, "1 mei 2027" in tekst) == (True, True)
    fout = redactie.post(ADRES, {"toelichting": ""})
    assert (fout.status_code, "1 cijfer ontbreekt of is voorlopig." in fout.content.decode()) == (422, True)
    meting = MetingFactory(indicator=leden, gemeente=meppel, waarde=D(4110))
    assert redactie.post(ADRES, {"toelichting": ""}).url == ADRES
    assert "Nog niet compleet" not in redactie.get(ADRES).content.decode()
    meting.waarde = D(4111)
    meting.save()
    assert "Leden: geleverd 4110, nu 4111" in redactie.get(ADRES).content.decode()
    assert Wsobopgave.objects.count() == 1


def test_downloaden(redactie, meppel):
    leden = IndicatorFactory(code="leden", naam="=Leden", wsob="Leden", eenheid="leden", voetnoot="Per 31 december.")
    MetingFactory(indicator=leden, gemeente=meppel, waarde=D(4110), stand="voorlopig")
    antwoord = redactie.get(f"{ADRES}?uitvoer=xlsx")
    assert antwoord["Content-Disposition"] == 'attachment; filename="wsob-opgave-2026.xlsx"'
    (blad,) = load_workbook(BytesIO(antwoord.content)).worksheets
    assert [list(rij) for rij in blad.iter_rows(values_only=True)] == [
        ["Rubriek in de opgave", "Cijfer", "Code", "Eenheid", "2026", "2025", "Opmerking"],
        ["Leden", "=Leden", "leden", "leden", 4110, None, "voorlopig; Per 31 december."],
    ]
    assert blad["B2"].data_type == "s"
    csv = redactie.get(f"{ADRES}?uitvoer=csv").content.decode("utf-8-sig").splitlines()
    assert csv[1] == """Leden;'=Leden;leden;leden;4110;;"voorlopig; Per 31 december.\""""
    assert redactie.get(f"{ADRES}?uitvoer=ods").status_code == 200


def test_indelen(redactie):
    IndicatorFactory(code="leden", slot=2)
    adres = f"{ADRES}indeling/"
    assert 'value="2"' in redactie.get(adres).content.decode()
    botst = redactie.post(adres, {"w.leden": "Leden", "s.leden": "1"})
    assert (botst.status_code, 'value="Leden"' in botst.content.decode()) == (409, True)
    assert redactie.post(adres, {"w.leden": "Leden", "s.leden": "2"}).url == ADRES
    assert Indicator.objects.get().wsob == "Leden"


def test_wie_mag(meppel):
    IndicatorFactory(code="leden", wsob="Leden", scopes=["stichting"], stichting="opgegeven")
    vestiging_ = als(medewerker(Groep.VESTIGING))
    assert "Leg vast" not in vestiging_.get(ADRES).content.decode()
    assert vestiging_.post(ADRES, {"toelichting": "x"}).status_code == 403
    assert vestiging_.post(f"{ADRES}indeling/", {"w.leden": "Anders", "s.leden": "0"}).status_code == 403
    buiten = als(ambtenaar(meppel, "fiatteur"))
    assert [buiten.get(a).status_code for a in (ADRES, f"{ADRES}indeling/", f"{ADRES}?uitvoer=csv")] == [404] * 3
    assert (Wsobopgave.objects.count(), Indicator.objects.get().wsob) == (0, "Leden")


@pytest.mark.parametrize("aantal", [1, 4])
def test_vragen_aan_de_database(redactie, meppel, django_assert_num_queries, aantal):
    for n in range(aantal):
        for soort, functie in (("bijeenkomsten", ""), ("locaties", "bibliotheek"), ("invoer", "")):
            IndicatorFactory(soort=soort, functie=functie, wsob=f"Deel {n}")
        vestiging(GemeenteFactory())
        BijeenkomstFactory(uitvoering=UitvoeringFactory(gemeenten=[meppel]))
    with django_assert_num_queries(15):
        redactie.get(ADRES)
