"""The board of who still has to deliver what."""

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from catalogus.models import Aanlevering, Groep
from tests.factories import AanleveringFactory, GemeenteFactory, IndicatorFactory, ambtenaar, dag, medewerker

pytestmark = pytest.mark.django_db
ADRES = "/cijfers/2026/aanleveren/"
STAP = f"{ADRES}stap/"


def als(gebruiker) -> Client:
    client = Client()
    client.force_login(gebruiker, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def redactie():
    return als(medewerker(Groep.REDACTIE))


@pytest.fixture
def ans():
    return medewerker(Groep.VESTIGING, first_name="Ans", email="ans@bibliotheek.example")


@pytest.fixture
def meppel():
    IndicatorFactory(code="boeken", naam="Boeken", rubriek="Uitleningen")
    return GemeenteFactory(naam="Meppel")


def test_verdelen_en_herinneren(redactie, ans, meppel, django_capture_on_commit_callbacks):
    leeg = redactie.get(ADRES).content.decode()
    assert ("Nog 1 cijfer te leveren" in leeg, "Nog niemand" in leeg, "Nog niets verdeeld." in leeg) == (True, True, True)
    velden = {"wat": "r:Uitleningen", "gemeente": "", "verantwoordelijke": ans.pk, "uiterlijk": "15-2-2027", "slot": ""}
    assert redactie.post(ADRES, velden).url == ADRES
    rij = Aanlevering.objects.get()
    assert (rij.rubriek, rij.gemeente, rij.verantwoordelijke, rij.uiterlijk) == ("Uitleningen", None, ans, dag("2027-02-15"))
    redactie.post(ADRES, velden | {"wat": "i:boeken", "gemeente": meppel.pk})
    assert [str(a) for a in Aanlevering.objects.order_by("pk")] == ["Uitleningen 2026", "Boeken 2026, Meppel"]
    tekst = redactie.get(ADRES).content.decode()
    assert "Uitleningen: 1 (Meppel), uiterlijk 15 februari 2027" in tekst
    with django_capture_on_commit_callbacks(execute=True):
        redactie.post(STAP, {"herinner": ans.pk})
    assert [bericht.bcc for bericht in mail.outbox] == [["ans@bibliotheek.example"]]


def test_fouten_blijven_staan(redactie, ans, meppel):
    velden = {"wat": "r:Uitleningen", "gemeente": "", "verantwoordelijke": ans.pk, "uiterlijk": "morgen", "slot": ""}
    antwoord = redactie.post(ADRES, velden)
    assert (antwoord.status_code, 'value="morgen"' in antwoord.content.decode()) == (422, True)
    assert redactie.post(ADRES, velden | {"wat": "r:Onzin", "uiterlijk": "15-2-2027"}).status_code == 422
    assert Aanlevering.objects.count() == 0


def test_veranderen_en_weghalen(redactie, ans, meppel):
    rij = AanleveringFactory(rubriek="Uitleningen", verantwoordelijke=ans, slot=2)
    assert 'value="15-02-2027"' in redactie.get(f"{ADRES}?wijzig={rij.pk}").content.decode()
    velden = {"wat": "r:Uitleningen", "gemeente": "", "verantwoordelijke": ans.pk, "uiterlijk": "1-3-2027", "slot": "1"}
    assert redactie.post(ADRES, velden).status_code == 409
    assert redactie.post(ADRES, velden | {"slot": "2"}).status_code == 302
    assert Aanlevering.objects.get().uiterlijk == dag("2027-03-01")
    redactie.post(STAP, {"weg": rij.pk, "slot": "1"})
    assert Aanlevering.objects.count() == 1
    redactie.post(STAP, {"weg": rij.pk, "slot": "3"})
    assert Aanlevering.objects.count() == 0
    assert [redactie.get(f"{ADRES}?wijzig=99999").status_code, redactie.post(STAP, {"weg": "x"}).status_code] == [404, 404]


def test_overnemen(redactie, ans, meppel):
    AanleveringFactory(jaar=2025, verantwoordelijke=ans)
    redactie.post(STAP, {"overnemen": "1"})
    assert Aanlevering.objects.filter(jaar=2026).count() == 1


def test_wie_niet_mag(ans, meppel):
    client = als(ans)
    assert client.get(ADRES).status_code == 200
    assert "Verdeel een rubriek" not in client.get(ADRES).content.decode()
    velden = {"wat": "r:Uitleningen", "gemeente": "", "verantwoordelijke": ans.pk, "uiterlijk": "15-2-2027", "slot": ""}
    assert [client.post(ADRES, velden).status_code, client.post(STAP, {"overnemen": "1"}).status_code] == [403, 403]
    buiten = als(ambtenaar(meppel, "fiatteur"))
    assert [buiten.get(ADRES).status_code, buiten.post(STAP, {"overnemen": "1"}).status_code] == [404, 404]
    assert Aanlevering.objects.count() == 0


@pytest.mark.parametrize("aantal", [1, 4])
def test_vragen_aan_de_database(redactie, meppel, django_assert_num_queries, aantal):
    for n in range(aantal):
        indicator = IndicatorFactory(rubriek=f"Rubriek {n}")
        AanleveringFactory(indicator=indicator, gemeente=GemeenteFactory(), verantwoordelijke=medewerker(Groep.VESTIGING))
    with django_assert_num_queries(14):
        redactie.get(ADRES)


def test_de_opdracht_stuurt_ook_deze_herinneringen(ans, meppel, capsys, django_capture_on_commit_callbacks):
    AanleveringFactory(rubriek="Uitleningen", verantwoordelijke=ans, uiterlijk=timezone.localdate())
    with django_capture_on_commit_callbacks(execute=True):
        call_command("herinneringen")
        call_command("herinneringen")
    assert capsys.readouterr().out.splitlines() == [
        "Ans, cijfers 2026: 3 dagen voor de datum", "1 herinnering verstuurd.", "0 herinneringen verstuurd.",
    ]  # fmt: skip
    assert len(mail.outbox) == 1
