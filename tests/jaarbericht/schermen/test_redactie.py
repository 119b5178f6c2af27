"""The board of a year and the page of one report: who comes in, what it costs, and the steps with what they do."""

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from catalogus.models import Groep, Rol
from jaarbericht.models import Jaarbericht, Jaarberichtwissel, Taakregel, Uitgave
from jaarbericht.regels import tellingen
from tests.factories import JAAR, GemeenteFactory, ambtenaar, medewerker
from tests.jaarbericht.fabrieken import (
    BlokFactory,
    HoofdstukFactory,
    JaarberichtFactory,
    JaarberichtwisselFactory,
    OpzetFactory,
    TaakregelFactory,
    UitgaveFactory,
)

pytestmark = pytest.mark.django_db
CBS = "GM1701"
BORD, RAPPORT = f"/redactie/{JAAR}/", f"/redactie/{JAAR}/uitgave/{CBS}/"


@pytest.fixture(autouse=True)
def schoon():
    cache.clear()


@pytest.fixture
def bericht():
    BlokFactory(hoofdstuk=HoofdstukFactory(titel="Leren", sleutel="leren"), tekst="<p>Iedereen leest.</p>")
    return JaarberichtFactory(gemeente=GemeenteFactory(naam="Westerveld", cbs_code=CBS), status=Jaarbericht.Status.REDACTIE)


@pytest.fixture
def als(client):
    def log_in(*groepen, **velden):
        wie = medewerker(*(groepen or [Groep.REDACTIE]), **velden)
        client.force_login(wie)
        client.wie = wie
        return client

    return log_in


def stap(naam: str) -> str:
    return f"{RAPPORT}stap/{naam}/"


ADRESSEN = ["/redactie/", BORD, RAPPORT, f"/redactie/{JAAR}/bord/{CBS}/", stap("ter_inzage")]


# ------------------------------------------------------------------ who may come in
@pytest.mark.parametrize("groep", sorted(Groep.values))
def test_alleen_redactie_en_directie(als, bericht, groep):
    client = als(groep)
    mag = groep in {"beheer", "redactie", "directie"}
    verwacht = [302, 200, 200, 200, 200] if mag else [404] * 5
    assert [client.get(adres).status_code for adres in ADRESSEN] == verwacht
    assert client.post(stap("beginnen")).status_code == (409 if mag else 404)


@pytest.mark.parametrize("rol", sorted(Rol.values))
def test_een_gemeente_vindt_hier_niets(client, bericht, rol):
    client.force_login(ambtenaar(bericht.gemeente, rol))
    assert {client.get(adres).status_code for adres in ADRESSEN} == {404}
    assert client.post(stap("ter_inzage")).status_code == 404
    assert Taakregel.objects.count() == 0


@pytest.mark.parametrize(
    "adres",
    [
        f"/redactie/{JAAR - 1}/uitgave/{CBS}/",
        f"/redactie/{JAAR}/uitgave/GM9999/",
        f"/redactie/{JAAR}/uitgave/GM0118/",
        stap("zomaar"),
    ],
)
def test_wat_er_niet_is(als, bericht, adres):
    GemeenteFactory(naam="Hoogeveen", cbs_code="GM0118", deelnemer_van=None)
    assert als().get(adres).status_code == 404


# ------------------------------------------------------------------ the board
def test_zonder_jaar_het_laatste_met_een_opzet(als, bericht):
    OpzetFactory(jaar=JAAR - 1)
    assert als().get("/redactie/").url == BORD


def test_zonder_opzet_de_eerste_stap(als):
    antwoord = als().get("/redactie/", follow=True)
    jaar = timezone.localdate().year - 1
    assert antwoord.redirect_chain == [(f"/redactie/{jaar}/", 302)]
    tekst = antwoord.content.decode()
    assert (f"Er is nog geen opzet voor {jaar}" in tekst, f"/redactie/{jaar}/opzet/nieuw/" in tekst) == (True, True)


def test_het_bord_vraagt_even_veel_bij_elk_aantal(als, bericht, django_assert_num_queries):
    """Findings are not counted for the page: what is not known is asked for per row."""
    client = als()
    client.get(BORD)  # the session
    with django_assert_num_queries(17):
        een = client.get(BORD).content.decode()
    for nummer in range(4):
        gemeente = GemeenteFactory(naam=f"Gemeente {nummer}")
        JaarberichtFactory(gemeente=gemeente)
    with django_assert_num_queries(17):
        vijf = client.get(BORD).content.decode()
    assert (een.count("hx-get="), vijf.count("hx-get=")) == (1, 5)


def test_de_volgende_stap_staat_op_het_bord_voor_wie_hem_zet(als, bericht):
    for groep, ziet in ((Groep.REDACTIE, True), (Groep.DIRECTIE, False)):
        assert (stap("ter_inzage") in als(groep).get(BORD).content.decode()) == ziet
    TaakregelFactory(jaarbericht=bericht)
    tekst = als(Groep.REDACTIE).get(BORD).content.decode()
    assert (stap("ter_inzage") in tekst, "pdf in de maak" in tekst) == (False, True)


def test_een_getelde_rij_vraagt_niets_meer(als, bericht):
    client = als()
    rij = client.get(f"/redactie/{JAAR}/bord/{CBS}/").content.decode()
    assert ("hx-get=" in rij, "Niets open" in rij, "Tel de punten" in rij) == (False, True, False)
    assert "hx-get=" not in client.get(BORD).content.decode()


def test_een_rij_die_niet_geteld_is_zegt_dat_en_wacht_op_haar_beurt(als, bericht):
    """The sign is not that of a chapter with nothing open. All rows ask in one queue, so that one is counted at a time."""
    html = als().get(BORD).content.decode()
    rij = html.partition("<tbody")[2].partition("</tbody")[0]
    assert (rij.count("rd-staat--onbekend"), rij.count("rd-staat--goed"), rij.count("Nog niet geteld")) == (1, 0, 1)
    assert ("Tel de punten" in rij, rij.count('hx-trigger="load" hx-sync="closest tbody:queue all"')) == (True, 1)


def test_jaar_zonder_deelnemers(als, bericht):
    OpzetFactory(jaar=JAAR - 40)
    assert "Er doet nog geen gemeente mee" in als().get(f"/redactie/{JAAR - 40}/").content.decode()


# ------------------------------------------------------------------ one report
def test_een_rapport_vraagt_even_veel_bij_elk_aantal(als, bericht, django_assert_num_queries):
    client = als()
    client.get(RAPPORT)

    def vul(nummers):
        for nummer in nummers:
            UitgaveFactory(jaarbericht=bericht, nummer=nummer, gemaakt_door=client.wie)
            JaarberichtwisselFactory(jaarbericht=bericht, door=client.wie)
            TaakregelFactory(jaarbericht=bericht, gevraagd_door=client.wie, status="klaar")

    vul([1])
    tellingen.telling(gemeente=bericht.gemeente, jaar=JAAR)
    with django_assert_num_queries(13):
        client.get(RAPPORT)
    vul([2, 3, 4])
    with django_assert_num_queries(13):
        client.get(RAPPORT)


def test_een_rapport_dat_er_nog_niet_is_maakt_niemand_door_te_kijken(als, bericht):
    Jaarbericht.objects.all().delete()
    client = als()
    assert "Begin met de redactie" in client.get(RAPPORT).content.decode()
    assert Jaarbericht.objects.count() == 0
    client.post(stap("beginnen"))
    assert Jaarbericht.objects.values_list("gemeente__cbs_code", "jaar", "status").get() == (CBS, JAAR, "redactie")


def test_ter_inzage_wordt_een_taak(als, bericht):
    client = als()
    antwoord = client.post(stap("ter_inzage"), follow=True)
    assert antwoord.redirect_chain == [(RAPPORT, 302)]
    taak = Taakregel.objects.get()
    assert (taak.soort, taak.gegevens, taak.gevraagd_door) == ("stap", {"stap": "ter_inzage", "reden": ""}, client.wie)
    tekst = antwoord.content.decode()
    assert "Gevraagd: leg ter inzage. De pdf wordt nu gemaakt." in tekst
    assert "Er wordt nu een pdf gemaakt" in tekst


def test_een_stap_zonder_pdf_is_meteen_gezet(als, bericht):
    Jaarbericht.objects.update(status="ter_inzage")
    antwoord = als().post(stap("terug"), {"reden": "Een cijfer klopt niet"}, follow=True)
    assert "Het jaarbericht van Westerveld is nu: redactie." in antwoord.content.decode()
    assert Jaarberichtwissel.objects.values_list("stap", "reden").get() == ("terug", "Een cijfer klopt niet")


def test_zonder_reden_staat_de_fout_bij_het_veld(als, bericht):
    Jaarbericht.objects.update(status="ter_inzage")
    antwoord = als().post(stap("terug"), {"reden": " "})
    assert antwoord.status_code == 422
    assert antwoord.context["form"].errors == {"reden": ["Geef een reden. De gemeente leest die in de mail."]}
    assert Jaarbericht.objects.get().status == "ter_inzage"


def test_vier_ogen_staat_uitgelegd_in_plaats_van_een_knop(als, bericht):
    client = als(Groep.DIRECTIE, Groep.REDACTIE)
    JaarberichtwisselFactory(jaarbericht=bericht, door=client.wie)
    Jaarbericht.objects.update(status="ter_inzage")
    tekst = client.get(RAPPORT).content.decode()
    assert "Stel vast: Je legde dit jaarbericht zelf ter inzage. Een ander stelt het vast." in tekst
    assert reverse("redactie_stap", args=[JAAR, CBS, "vaststellen"]) not in tekst
    antwoord = client.post(stap("vaststellen"))
    assert (antwoord.status_code, Taakregel.objects.count(), Uitgave.objects.count()) == (422, 0, 0)
