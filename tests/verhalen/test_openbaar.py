"""Everybody reads the catalogue without an account, and sees no prices."""

import pytest
from playwright.sync_api import expect

from catalogus.models import Eenheid
from tests.factories import ActiviteitFactory, D, KenmerkFactory, PrijsFactory, ProgrammalijnFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def catalogus():
    lezen = ProgrammalijnFactory(nummer=1, naam="Lezen", slug="lezen", doel="Ieder kind leest met plezier.")
    digitaal = ProgrammalijnFactory(nummer=2, naam="Digitaal", slug="digitaal")
    voorlezen = ActiviteitFactory(
        programmalijn=lezen, code="VOORLEZEN", titel="Voorlezen thuis", samenvatting="Vrijwilligers lezen thuis voor."
    )
    voorlezen.kenmerken.add(KenmerkFactory(soort="doelgroep", naam="Peuters"))
    klik = ActiviteitFactory(programmalijn=digitaal, code="KLIK", titel="Klik en Tik", eenheid=Eenheid.KEER)
    for activiteit in (voorlezen, klik):
        PrijsFactory(activiteit=activiteit, vast=D(100), per_eenheid=D(45))


def test_van_de_catalogus_naar_een_activiteit(catalogus, page, keur):
    bezocht = []

    def bekijk(kop):
        expect(page.get_by_role("heading", level=1)).to_have_text(kop)
        keur(page)
        bezocht.append(page.content())

    page.goto("/catalogus/")
    bekijk("Wat de bibliotheken doen")
    page.get_by_role("link", name="1 Lezen").click()
    bekijk("1 Lezen")
    expect(page.get_by_role("main").get_by_role("listitem").filter(has_text="Voorlezen thuis")).to_contain_text("peuters")
    page.get_by_role("link", name="Voorlezen thuis").click()
    bekijk("Voorlezen thuis")
    expect(page.get_by_role("main")).to_contain_text("Vrijwilligers lezen thuis voor.")
    assert [("€" in html, "Prijs" in html) for html in bezocht] == [(False, False)] * 3


def test_een_adres_dat_niet_bestaat(catalogus, page, keur):
    antwoord = page.goto("/catalogus/lezen/BESTAAT-NIET/")
    assert antwoord.status == 404
    keur(page)


def test_de_controle_op_engels_vindt_engels(page, engels):
    page.set_content('<title>T</title><p>Log in en <b>Save</b></p><details><a aria-label="View all">Toon</a></details>')
    assert engels(page) == ["Save: Save", "View: View all", "all: View all"]


def test_de_controle_op_toegankelijkheid_vindt_een_veld_zonder_naam(page, axe):
    page.goto("/catalogus/")
    page.evaluate("document.querySelector('main').append(document.createElement('input'))")
    with pytest.raises(AssertionError, match="label"):
        axe(page)
