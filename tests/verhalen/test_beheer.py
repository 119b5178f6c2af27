"""Somebody of the library logs in, finds a location, changes it by keyboard and reads back what was changed."""

import pytest
from playwright.sync_api import expect

from catalogus.models import Functie, Groep
from tests.factories import GemeenteFactory, maak_groepen, medewerker, vestiging

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WACHTWOORD = "een-goed-lang-wachtwoord"


@pytest.fixture
def bea():
    maak_groepen()
    gebruiker = medewerker(Groep.BEHEER, email="bea@bibliotheek.example", first_name="Bea")
    gebruiker.set_password(WACHTWOORD)
    gebruiker.save()
    return gebruiker


@pytest.fixture
def locatie():
    westerveld, meppel = GemeenteFactory(naam="Westerveld"), GemeenteFactory(naam="Meppel")
    vestiging(meppel, naam="Bibliotheek Meppel", plaats="Meppel")
    vestiging(westerveld, naam="Taalhuis Vledder", plaats="Vledder", functie=Functie.TAALHUIS)
    return vestiging(westerveld, naam="Bibliotheek Diever", uren=12)


def test_inloggen(bea, page, keur):
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Inloggen")
    keur(page)
    page.get_by_label("E-mailadres").fill(bea.email)
    page.get_by_label("Wachtwoord").fill("verkeerd")
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("alert")).to_have_text("Het door jou opgegeven e-mailadres en/of wachtwoord is niet correct.")
    expect(page.get_by_label("E-mailadres")).to_have_value(bea.email)
    keur(page)
    page.get_by_label("Wachtwoord").fill(WACHTWOORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Dag Bea")
    keur(page)


def test_zoeken_en_filteren(bea, locatie, page, aanmelden, keur):
    aanmelden(bea)
    page.goto("/beheer/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Beheer")
    keur(page)
    page.get_by_role("main").get_by_role("link", name="Locaties", exact=True).click()
    rijen = page.locator("#result_list tbody tr")
    expect(rijen).to_have_count(3)
    page.get_by_label("Zoek in locaties").fill("Westerveld")
    page.get_by_role("search", name="Deze lijst").get_by_role("button", name="Zoek").click()
    expect(rijen).to_have_count(2)
    page.get_by_role("main").get_by_text("Filters", exact=True).click()
    keur(page)
    page.get_by_role("navigation", name="Filters").get_by_role("link", name="Taalhuis", exact=True).click()
    expect(rijen).to_have_count(1)
    expect(rijen).to_contain_text("Taalhuis Vledder")
    page.get_by_role("link", name="Toon alles, zonder filters").click()
    expect(rijen).to_have_count(2)
    page.get_by_role("main").get_by_text("Filters", exact=True).click()
    page.get_by_role("navigation", name="Filters").get_by_role("link", name="Meppel", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("Niets gevonden.")
    keur(page)


def test_veranderen_met_het_toetsenbord(bea, locatie, page, aanmelden, keur, tab_naar):
    aanmelden(bea)
    page.goto(f"/beheer/catalogus/locatie/{locatie.pk}/change/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Bibliotheek Diever")
    keur(page)
    tab_naar(page.get_by_label("Plaats (verplicht)"))
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type("Dwingeloo")
    tab_naar(page.get_by_label("Reden van de wijziging"))
    page.keyboard.type("Verhuisd")
    tab_naar(page.get_by_role("button", name="Bewaar", exact=True).last)
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Bibliotheek Diever")
    keur(page)
    locatie.refresh_from_db()
    assert locatie.plaats == "Dwingeloo"
    page.goto(f"/beheer/catalogus/locatie/{locatie.pk}/change/")
    page.get_by_role("link", name="Geschiedenis").click()
    laatste = page.get_by_role("row").nth(1)
    expect(laatste.get_by_role("cell").nth(1)).to_have_text(str(bea))
    expect(laatste.get_by_role("cell").nth(2)).to_contain_text("was Diever → werd Dwingeloo")
    expect(laatste.get_by_role("cell").nth(3)).to_have_text("Verhuisd")
    keur(page)
