"""Who comes in where, and what the shell around a screen shows."""

import pytest
from django.test import RequestFactory
from django.urls import reverse

from catalogus.models import Editie, Groep, Rol
from catalogus.schermen import wie
from tests.factories import JAAR, EditieFactory, GemeenteFactory, ambtenaar, maak_wereld, medewerker

pytestmark = pytest.mark.django_db


@pytest.fixture
def wereld():
    return maak_wereld()


def adressen(gemeente, jaar=JAAR):
    return [
        reverse("aanbod", args=[gemeente.cbs_code, jaar]),
        reverse("aanbod_activiteit", args=[gemeente.cbs_code, jaar, "CURSUS"]),
        reverse("aanbod_stand", args=[gemeente.cbs_code, jaar, 1]),
    ]


def vraag(user):
    request = RequestFactory().get("/")
    request.user = user
    return request


def test_wie_niet_is_ingelogd_logt_eerst_in(client, wereld):
    for adres in adressen(wereld.gemeente):
        antwoord = client.get(adres)
        assert (antwoord.status_code, antwoord["Location"]) == (302, f"/account/login/?next={adres}")


def test_een_andere_gemeente_is_er_niet(client, wereld):
    client.force_login(wereld.fiatteur_elders)
    assert [client.get(adres).status_code for adres in adressen(wereld.gemeente)] == [404, 404, 404]


def test_een_gemeente_die_niet_bestaat(client, wereld):
    client.force_login(wereld.opsteller)
    assert client.get(f"/g/GM9999/catalogus/{JAAR}/").status_code == 404


def test_wie_nergens_bij_hoort_ziet_niets(client, wereld):
    client.force_login(ambtenaar(wereld.gemeente))
    assert client.get(adressen(wereld.gemeente)[0]).status_code == 404


def test_de_bibliotheek_ziet_elke_gemeente(client, wereld):
    client.force_login(medewerker(Groep.VESTIGING))
    assert client.get(adressen(wereld.gemeente)[0]).status_code == 200


def test_een_editie_in_concept_ziet_alleen_de_bibliotheek(client, wereld):
    EditieFactory(jaar=JAAR + 1, status=Editie.Status.CONCEPT)
    adres = reverse("aanbod", args=[wereld.gemeente.cbs_code, JAAR + 1])
    client.force_login(wereld.opsteller)
    assert client.get(adres).status_code == 404
    client.force_login(wereld.accountmanager)
    assert client.get(adres).status_code == 200


@pytest.mark.parametrize("methode", ["post", "put", "delete"])
def test_alleen_lezen(client, wereld, methode):
    client.force_login(wereld.opsteller)
    assert [getattr(client, methode)(adres).status_code for adres in adressen(wereld.gemeente)] == [405, 405, 405]


# ------------------------------------------------------------------ the shell
def test_kader_noemt_het_scherm_en_de_jaren(wereld):
    ouder = EditieFactory(jaar=JAAR - 1, status=Editie.Status.LOPEND)
    kader = wie.kader(vraag(wereld.opsteller), wereld.gemeente, actief="aanbod", editie=ouder)
    assert kader["actief"] == "aanbod"
    assert ("aanbod", "Catalogus", f"/g/GM1701/catalogus/{JAAR - 1}/") in kader["menu"]
    assert kader["jaarwissel"] == [
        (wereld.editie, f"/g/GM1701/catalogus/{JAAR}/"),
        (ouder, f"/g/GM1701/catalogus/{JAAR - 1}/"),
    ]


def test_zonder_jaar_leidt_het_menu_naar_de_open_editie(wereld):
    EditieFactory(jaar=JAAR + 1, status=Editie.Status.CONCEPT)
    EditieFactory(jaar=JAAR - 1, status=Editie.Status.AFGESLOTEN)
    kader = wie.kader(vraag(wereld.accountmanager), wereld.gemeente, actief="gemeente_start")
    assert ("aanbod", "Catalogus", f"/g/GM1701/catalogus/{JAAR}/") in kader["menu"]
    assert kader["jaarwissel"] == []


def test_zonder_open_editie_is_het_de_nieuwste():
    ouder, nieuwer = EditieFactory(jaar=2024, status="afgesloten"), EditieFactory(jaar=2025, status="lopend")
    assert wie.huidige_editie([nieuwer, ouder]) == nieuwer
    assert wie.huidige_editie([EditieFactory(jaar=2030, status="concept")]) is None


def test_wissel_van_gemeente_alleen_voor_wie_er_meer_heeft(client, wereld):
    adres = adressen(wereld.gemeente)[0]
    client.force_login(wereld.opsteller)
    assert b"Wissel van gemeente" not in client.get(adres).content
    ambtenaar_van_twee = ambtenaar(wereld.gemeente, Rol.RAADPLEGER)
    ander = GemeenteFactory(naam="Zuidwolde")
    ambtenaar_van_twee.lidmaatschappen.create(gemeente=ander, rol=Rol.OPSTELLER)
    client.force_login(ambtenaar_van_twee)
    antwoord = client.get(adres)
    assert antwoord.context["wissel"] == [(wereld.gemeente, adres), (ander, adressen(ander)[0])]
    assert f'<a href="{adressen(ander)[0]}">Zuidwolde</a>' in antwoord.content.decode()


def test_account_menu_en_actieve_link(client, wereld):
    client.force_login(wereld.opsteller)
    adres = adressen(wereld.gemeente)[0]
    tekst = client.get(adres).content.decode()
    assert tekst.count(f'<a href="{adres}" aria-current="page">Catalogus</a>') == 2  # the bar, and the menu on a phone
    assert tekst.count('<button type="submit">Uitloggen</button>') == 2
    assert ">Beheer</a>" not in tekst
    client.force_login(wereld.accountmanager)
    assert client.get(adres).content.decode().count(">Beheer</a>") == 2
