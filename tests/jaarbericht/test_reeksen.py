"""Figures over the years: by name as published, else an average that leads back to nobody; screen and download."""

from decimal import Decimal as D
from io import BytesIO

import pytest
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from catalogus.models import Groep
from catalogus.regels.cijfers import Cijfers
from jaarbericht.models import Jaarbericht
from jaarbericht.rapport import naar_json
from jaarbericht.regels.reeksen import alle_reeksen, gepubliceerd, grof, reeksen
from jaarbericht.samenstellen.tabellen import cijferregels
from tests.factories import (
    GemeenteFactory,
    IndicatorFactory,
    InwonertalFactory,
    LidmaatschapFactory,
    MetingFactory,
    ambtenaar,
    dag,
    medewerker,
)
from tests.jaarbericht.fabrieken import JaarberichtFactory, UitgaveFactory

pytestmark = pytest.mark.django_db
NAMEN = ("Assen", "Borger", "Coevorden", "Dwingeloo", "Emmen", "Westerveld")


@pytest.fixture
def zes():
    """Six gemeenten with 100, 200 … 600 books in 2026."""
    return {naam: GemeenteFactory(naam=naam, cbs_code=f"GM990{n}") for n, naam in enumerate(NAMEN)}


@pytest.fixture
def boeken(zes):
    indicator = IndicatorFactory(code="boeken", naam="Boeken", eenheid="boeken")
    for n, gemeente in enumerate(zes.values(), 1):
        MetingFactory(indicator=indicator, gemeente=gemeente, waarde=D(100 * n))
    return indicator


def publiceer(gemeente, jaar=2026, **velden):
    """A published report with the figures as they are now."""
    bericht = JaarberichtFactory(gemeente=gemeente, jaar=jaar, status=Jaarbericht.Status.GEPUBLICEERD)
    regels = cijferregels(cijfers=Cijfers(jaren=[jaar - 1, jaar]), gemeente=gemeente, jaar=jaar, mededeling="")
    velden = {"openbaar_vanaf": timezone.now(), **velden}
    return UitgaveFactory(jaarbericht=bericht, inhoud={"cijfers": naar_json(regels)}, **velden)


def kijk(indicator, gemeente, *eigen, jaren=(2026,), **velden):
    """Name → values, as somebody of `gemeente` (and of the other `eigen`) sees them."""
    cijfers = Cijfers(jaren=jaren)
    lijst = reeksen(
        cijfers=cijfers,
        publiek=gepubliceerd(jaren=cijfers.jaren),
        indicator=cijfers.indicatoren[indicator.code],
        gemeente=gemeente,
        eigen={gemeente.pk, *(g.pk for g in eigen)},
        **velden,
    )
    return {r.naam: [p.waarde for p in r.punten.values()] for r in lijst}


# ------------------------------------------------------------------ the average
def test_gemiddelde_van_een_vaste_groep(zes, boeken):
    """(100 + … + 600) / 6 = 350, the same for everybody; nobody by name."""
    assert kijk(boeken, zes["Westerveld"]) == {"Westerveld": [D(600)], "Gemiddelde": [D(350)]}
    assert kijk(boeken, zes["Assen"]) == {"Assen": [D(100)], "Gemiddelde": [D(350)]}


def test_pas_als_iedereen_het_heeft(zes, boeken):
    """Who comes in last would be the difference between two averages."""
    boeken.metingen.filter(gemeente=zes["Emmen"]).delete()
    assert kijk(boeken, zes["Westerveld"]) == {"Westerveld": [D(600)]}
    MetingFactory(indicator=boeken, gemeente=zes["Emmen"], geen_gegevens=True)  # known not to exist: (1500 − 500 + 600) / 5
    assert kijk(boeken, zes["Westerveld"]) == {"Westerveld": [D(600)], "Gemiddelde": [D(320)]}


@pytest.mark.parametrize(("weg", "gemiddelde"), [(1, True), (2, False)])
def test_nooit_minder_dan_vier_anderen(zes, boeken, weg, gemiddelde):
    for naam in NAMEN[:weg]:
        zes[naam].deelnemer_tot = dag("2025-12-31")
        zes[naam].save()
    assert ("Gemiddelde" in kijk(boeken, zes["Westerveld"])) is gemiddelde


def test_wie_niet_vergeleken_wil_worden_telt_niet_mee(zes, boeken):
    """Without Assen (200 + … + 600) / 5 = 400; Assen itself sees the same. Published or not, its name is not shown."""
    zes["Assen"].vergelijken_toegestaan = False
    zes["Assen"].save()
    publiceer(zes["Assen"])
    assert kijk(boeken, zes["Westerveld"]) == {"Westerveld": [D(600)], "Gemiddelde": [D(400)]}
    assert kijk(boeken, zes["Assen"]) == {"Assen": [D(100)], "Gemiddelde": [D(400)]}


def test_wie_voor_twee_gemeenten_werkt_kent_er_twee(zes, boeken):
    """Of six, two are known: four unknown are left. Of five that would be three."""
    assert "Gemiddelde" in kijk(boeken, zes["Westerveld"], zes["Assen"])
    zes["Borger"].deelnemer_tot = dag("2025-12-31")
    zes["Borger"].save()
    assert "Gemiddelde" not in kijk(boeken, zes["Westerveld"], zes["Assen"])


@pytest.mark.parametrize(("openbaar", "gemiddelde"), [(1, True), (2, False), (4, False), (5, True)])
def test_wat_openbaar_is_verkleint_de_groep(zes, boeken, openbaar, gemiddelde):
    """With two of the five others by name, three unknown remain: no average. With all five by name nothing is hidden."""
    for naam in NAMEN[:openbaar]:
        publiceer(zes[naam])
    gezien = kijk(boeken, zes["Westerveld"])
    assert ("Gemiddelde" in gezien, [n for n in gezien if n in NAMEN[:5]]) == (gemiddelde, list(NAMEN[:openbaar]))


@pytest.mark.parametrize(
    ("waarde", "verwacht"),
    [("118342.5", "118000"), ("4.7931", "4.79"), ("0.012345", "0.0123"), ("999.6", "1000"), ("0", "0"), ("350", "350")],
)
def test_een_gemiddelde_is_afgerond(waarde, verwacht):
    assert grof(D(waarde)) == D(verwacht)


# ------------------------------------------------------------------ by name
def test_met_naam_zoals_het_in_het_jaarbericht_staat(zes, boeken):
    """What changed after publishing is not public; that of 2025 stands in the report of 2026 as last year."""
    meting = MetingFactory(indicator=boeken, jaar=2025, gemeente=zes["Assen"], waarde=D(90))
    publiceer(zes["Assen"])
    boeken.metingen.filter(gemeente=zes["Assen"], jaar=2026).update(waarde=D(7777))
    gezien = kijk(boeken, zes["Westerveld"], jaren=(2024, 2025, 2026))
    assert gezien["Assen"] == [None, D(90), D(100)]
    assert gezien["Gemiddelde"] == [None, None, D(350)]  # of what was published, not of what it became
    meting.waarde = D(95)
    meting.save()
    publiceer(zes["Assen"], 2025)
    assert kijk(boeken, zes["Westerveld"], jaren=(2025,))["Assen"] == [D(95)]  # the report of the year itself goes first


@pytest.mark.parametrize(
    ("velden", "status"),
    [
        ({"openbaar_vanaf": None}, "gepubliceerd"),
        ({"openbaar_vanaf": "2099-01-01T00:00Z"}, "gepubliceerd"),
        ({"ingetrokken_op": "2027-01-01T00:00Z"}, "gepubliceerd"),
        ({}, "vastgesteld"),
        ({}, "ter_inzage"),
    ],
)
def test_wat_niet_openbaar_is_heeft_geen_naam(zes, boeken, velden, status):
    uitgave = publiceer(zes["Assen"], **velden)
    Jaarbericht.objects.filter(pk=uitgave.jaarbericht_id).update(status=status)
    assert "Assen" not in kijk(boeken, zes["Westerveld"])


def test_de_nieuwste_openbare_uitgave(zes, boeken):
    eerste = publiceer(zes["Assen"])
    rij = {"code": "boeken", "jaar": 2026, "bereik": "Assen", "waarde": "111"}
    UitgaveFactory(jaarbericht=eerste.jaarbericht, nummer=2, inhoud={"cijfers": [rij]}, openbaar_vanaf=timezone.now())
    UitgaveFactory(jaarbericht=eerste.jaarbericht, nummer=3, inhoud={"cijfers": [rij | {"waarde": "222"}]})
    assert kijk(boeken, zes["Westerveld"])["Assen"] == [D(111)]


def test_per_inwoner(zes, boeken):
    """Everybody has 1.000 inhabitants: 0,6 books each in Westerveld, 0,35 on average, 0,1 in Assen."""
    for gemeente in zes.values():
        InwonertalFactory(gemeente=gemeente, aantal=1000)
    publiceer(zes["Assen"])
    assert kijk(boeken, zes["Westerveld"], per_inwoner=True) == {
        "Westerveld": [D("0.6")], "Gemiddelde": [D("0.35")], "Assen": [D("0.1")],
    }  # fmt: skip


def test_een_cijfer_van_de_stichting_heeft_een_lijn(zes):
    website = IndicatorFactory(code="website", scopes=["stichting"], stichting="opgegeven")
    online = IndicatorFactory(code="online", scopes=["provincie"])
    MetingFactory(indicator=website, waarde=D(5))
    MetingFactory(indicator=online, scope="provincie", waarde=D(6))
    assert [kijk(i, zes["Assen"]) for i in (website, online)] == [{"Stichting": [D(5)]}, {"Provincie": [D(6)]}]


def test_de_bibliotheek_ziet_iedereen(zes, boeken):
    cijfers = Cijfers(jaren=[2026])
    gezien = {r.naam: r.punten[2026].waarde for r in alle_reeksen(cijfers=cijfers, indicator=cijfers.indicatoren["boeken"])}
    assert gezien == {"Stichting": D(2100), **{naam: D(100 * n) for n, naam in enumerate(NAMEN, 1)}}


# ------------------------------------------------------------------ screens
ADRES = "/g/GM9905/cijfers/"


def als(gebruiker) -> Client:
    client = Client()
    client.force_login(gebruiker, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def westerveld(zes):
    return als(ambtenaar(zes["Westerveld"], "raadpleger"))


def test_het_scherm_van_een_gemeente(zes, boeken, westerveld):
    MetingFactory(indicator=boeken, jaar=2025, gemeente=zes["Westerveld"], waarde=D(500))
    publiceer(zes["Assen"])
    tekst = westerveld.get(ADRES).content.decode()
    tabel = tekst.split("<tbody>")[1].split("</tbody>")[0]
    assert [deel in tabel for deel in (">500<", ">600<", ">350<", ">100<", ">200<")] == [True, True, True, True, False]
    assert "cf-lijn--eigen" in tekst
    assert "cf-lijn--naam" not in tekst
    assert "cf-lijn--naam" in westerveld.get(f"{ADRES}?cijfer=boeken&met=GM9900").content.decode()
    assert "Borger" not in tekst


def test_wie_twee_gemeenten_heeft_ziet_op_het_scherm_ook_geen_gemiddelde_van_drie(zes, boeken):
    zes["Borger"].deelnemer_tot = dag("2025-12-31")
    zes["Borger"].save()
    wie = ambtenaar(zes["Westerveld"], "raadpleger")
    assert ">380<" in als(wie).get(ADRES).content.decode()  # (100 + 300 + 400 + 500 + 600) / 5 = 380
    LidmaatschapFactory(gebruiker=wie, gemeente=zes["Assen"])
    assert "Gemiddelde</th>" not in als(wie).get(ADRES).content.decode()


def test_downloaden_wat_je_ook_ziet(zes, boeken, westerveld):
    InwonertalFactory(gemeente=zes["Westerveld"], aantal=1000)
    IndicatorFactory(code="website", naam="Website", scopes=["stichting"], stichting="opgegeven", volgorde=1)
    MetingFactory(indicator__code="website2", indicator__scopes=["stichting"], indicator__stichting="opgegeven", waarde=D(9))
    publiceer(zes["Assen"])
    antwoord = westerveld.get(f"{ADRES}?uitvoer=xlsx")
    assert antwoord["Content-Disposition"] == 'attachment; filename="cijfers-GM9905.xlsx"'
    (blad,) = load_workbook(BytesIO(antwoord.content)).worksheets
    assert [list(rij) for rij in blad.iter_rows(values_only=True)] == [
        ["Rubriek", "Cijfer", "Eenheid", "Jaar", "Westerveld", "Per inwoner", "Gemiddelde van de groep", "Assen", "Opmerking"],
        ["Leden", "Boeken", "boeken", "2026", 600, 0.6, 350, 100, None],
        ["Leden", "Website2", None, "2026", 9, None, None, None, "cijfer van de stichting"],
    ]
    for soort in ("csv", "ods"):
        assert westerveld.get(f"{ADRES}?uitvoer={soort}").status_code == 200


def test_zonder_cijfers(zes, westerveld):
    assert "Er zijn nog geen cijfers" in westerveld.get(ADRES).content.decode()
    assert "Er zijn nog geen cijfers beschreven" in als(medewerker(Groep.DIRECTIE)).get("/cijfers/reeksen/").content.decode()


def test_van_een_ander_en_zonder_inloggen(zes, boeken, westerveld):
    assert [westerveld.get(a).status_code for a in ("/g/GM9900/cijfers/", "/cijfers/reeksen/")] == [404, 404]
    assert [Client().get(a).status_code for a in (ADRES, "/cijfers/reeksen/")] == [302, 302]


def test_het_scherm_van_de_bibliotheek(zes, boeken):
    client = als(medewerker(Groep.VESTIGING))
    tekst = client.get("/cijfers/reeksen/?cijfer=boeken").content.decode()
    tabel = tekst.split("<table")[1].split("</table>")[0]
    assert [naam in tabel for naam in (*NAMEN, "Stichting", ">2.100<")] == [True] * 8
    csv = client.get("/cijfers/reeksen/?uitvoer=csv").content.decode("utf-8-sig").splitlines()
    assert (len(csv), csv[1], csv[2]) == (8, "Leden;Boeken;boeken;2026;Stichting;2100;", "Leden;Boeken;boeken;2026;Assen;100;")


@pytest.mark.parametrize("aantal", [1, 5])
def test_vragen_aan_de_database(zes, boeken, westerveld, django_assert_num_queries, aantal):
    for naam in NAMEN[:aantal]:
        publiceer(zes[naam])
        MetingFactory(gemeente=zes[naam])
        IndicatorFactory(soort="bijeenkomsten")
    with django_assert_num_queries(14):
        westerveld.get(ADRES)
    redactie = als(medewerker(Groep.REDACTIE))
    with django_assert_num_queries(11):
        redactie.get("/cijfers/reeksen/")
