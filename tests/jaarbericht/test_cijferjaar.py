"""A year of figures: its state, closing it, and the reports whose figures changed after they were frozen."""

from decimal import Decimal as D

import pytest
from django.test import Client

from catalogus.models import Groep, Jaar
from catalogus.regels.cijfers import Cijfers
from catalogus.regels.jaren import zet_afgesloten
from jaarbericht.rapport import naar_json
from jaarbericht.regels.achterlopen import achterlopers
from jaarbericht.samenstellen.tabellen import cijferregels
from tests.factories import GemeenteFactory, IndicatorFactory, MetingFactory, medewerker, weigering
from tests.jaarbericht.fabrieken import JaarberichtFactory, UitgaveFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def westerveld():
    return GemeenteFactory(naam="Westerveld", cbs_code="GM9701")


@pytest.fixture
def bezoekers(westerveld):
    indicator = IndicatorFactory(code="bezoekers", naam="Bezoekers")
    for jaar, waarde in ((2025, 90), (2026, 100)):
        MetingFactory(indicator=indicator, jaar=jaar, gemeente=westerveld, waarde=D(waarde))
    return indicator


def leg_vast(gemeente, jaar, **velden):
    """An uitgave with the figures as they are now."""
    bericht = JaarberichtFactory(gemeente=gemeente, jaar=jaar)
    regels = cijferregels(cijfers=Cijfers(jaren=[jaar - 1, jaar]), gemeente=gemeente, jaar=jaar, mededeling="")
    return UitgaveFactory(jaarbericht=bericht, inhoud={"cijfers": naar_json(regels)}, **velden)


def lopen_achter(jaar=2026):
    gevonden = achterlopers(jaar=jaar, cijfers=Cijfers(jaren=range(jaar - 1, jaar + 2)))
    return {
        str(een.uitgave): [(v.regel.naam, v.was and v.was.waarde, v.nu and v.nu.waarde) for v in een.verschillen]
        for een in gevonden
    }


def verander(indicator, jaar, waarde):
    indicator.metingen.filter(jaar=jaar).update(waarde=D(waarde))


def test_een_jaarbericht_loopt_achter_als_een_cijfer_verandert(westerveld, bezoekers):
    """The report of 2026 shows 2026 and 2025, that of 2027 shows 2026 as last year; that of 2025 has nothing of 2026."""
    for jaar in (2025, 2026, 2027):
        leg_vast(westerveld, jaar)
    assert lopen_achter() == {}
    verander(bezoekers, 2026, 105)
    anders = [("Bezoekers", "100", "105")]
    assert lopen_achter() == {
        "Jaarbericht 2026 Westerveld, uitgave 1": anders,
        "Jaarbericht 2027 Westerveld, uitgave 1": anders,
    }
    assert lopen_achter(2025) == {}


def test_alleen_de_nieuwste_uitgave_telt(westerveld, bezoekers):
    oud = leg_vast(westerveld, 2026)
    verander(bezoekers, 2026, 105)
    UitgaveFactory(jaarbericht=oud.jaarbericht, nummer=2, inhoud={"cijfers": []}, ingetrokken_op="2027-05-01T10:00Z")
    assert list(lopen_achter()) == ["Jaarbericht 2026 Westerveld, uitgave 1"]
    UitgaveFactory(jaarbericht=oud.jaarbericht, nummer=3, inhoud={})  # of before figures were kept in it
    assert list(lopen_achter()) == ["Jaarbericht 2026 Westerveld, uitgave 1"]
    nu = cijferregels(cijfers=Cijfers(jaren=[2025, 2026]), gemeente=westerveld, jaar=2026, mededeling="")
    UitgaveFactory(jaarbericht=oud.jaarbericht, nummer=4, inhoud={"cijfers": naar_json(nu)})
    assert lopen_achter() == {}


def test_een_cijfer_dat_erbij_komt_of_weggaat(westerveld, bezoekers):
    leg_vast(westerveld, 2026)
    bezoekers.metingen.filter(jaar=2026).delete()
    MetingFactory(indicator=IndicatorFactory(code="nieuw", naam="Nieuw"), gemeente=westerveld, geen_gegevens=True)
    assert lopen_achter() == {"Jaarbericht 2026 Westerveld, uitgave 1": [("Bezoekers", "100", None), ("Nieuw", None, None)]}


# ------------------------------------------------------------------ closing
def test_afsluiten_en_weer_openen():
    controller = medewerker(Groep.CONTROLLER)
    assert weigering(zet_afgesloten, jaar=2026, afgesloten=True, door=medewerker(Groep.REDACTIE))[0] == "niet-bevoegd"
    jaar = zet_afgesloten(jaar=2026, afgesloten=True, door=controller)
    assert (jaar.afgesloten, str(jaar.peildatum_locaties)) == (True, "2026-12-31")
    assert weigering(zet_afgesloten, jaar=2026, afgesloten=False, door=controller) == (
        "reden",
        "Geef een reden om 2026 weer te openen.",
    )
    zet_afgesloten(jaar=2026, afgesloten=False, door=controller, reden="Telfout")
    laatste = Jaar.history.first()
    assert (laatste.afgesloten, laatste.history_change_reason, laatste.history_user) == (False, "Telfout", controller)


def als(*groepen) -> Client:
    client = Client()
    client.force_login(medewerker(*groepen), backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_het_scherm(westerveld, bezoekers):
    leg_vast(westerveld, 2026)
    IndicatorFactory(code="leeg", rubriek="Bezoek")
    verander(bezoekers, 2026, 105)
    client = als(Groep.CONTROLLER)
    tekst = client.get("/cijfers/2026/").content.decode()
    assert "Nog 1 van 2 cijfers te leveren" in tekst
    assert "Leden, Bezoekers: in het jaarbericht 100, nu 105" in tekst
    assert "Sluit 2026 af" in tekst
    assert client.post("/cijfers/2026/", {"afgesloten": "1"}).status_code == 302
    assert Jaar.objects.get().afgesloten is True
    assert "Dit jaar is afgesloten" in client.get("/cijfers/2026/").content.decode()
    fout = client.post("/cijfers/2026/", {"reden": ""})
    assert (fout.status_code, "Geef een reden om 2026 weer te openen." in fout.content.decode()) == (422, True)
    redactie = als(Groep.REDACTIE)
    assert "Open 2026 weer" not in redactie.get("/cijfers/2026/").content.decode()
    assert redactie.post("/cijfers/2026/", {"reden": "Zomaar"}).status_code == 403
    assert Jaar.objects.get().afgesloten is True


@pytest.mark.parametrize("aantal", [1, 3])
def test_vragen_van_het_scherm(westerveld, bezoekers, django_assert_num_queries, aantal):
    IndicatorFactory(code="keren", soort="bijeenkomsten")
    IndicatorFactory(code="bieb", soort="locaties", functie="bibliotheek")
    for _ in range(aantal):
        leg_vast(GemeenteFactory(), 2026)
        IndicatorFactory()
    client = als(Groep.CONTROLLER)
    with django_assert_num_queries(13):
        client.get("/cijfers/2026/")
