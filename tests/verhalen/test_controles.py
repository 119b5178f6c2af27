"""From a finding to its place and back: a figure is mended, a warning accepted, and it comes back when the text changes."""

import pytest
from playwright.sync_api import expect

from catalogus.models import Groep
from jaarbericht.models import Blok, ControleAanvaarding, Uitgave
from tests.factories import JAAR, GemeenteFactory, IndicatorFactory, MetingFactory, maak_groepen, medewerker
from tests.jaarbericht.fabrieken import BlokFactory, HoofdstukFactory, ToestemmingFactory, VerhaalFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HIER = f"/redactie/{JAAR}/controles/GM1701/"


@pytest.fixture
def redacteur():
    maak_groepen()
    return medewerker(Groep.REDACTIE, first_name="Ria", last_name="de Boer")


@pytest.fixture
def westerveld(redacteur):
    """A report with a total that does not fit its parts, a wrong weekday and a word that no dictionary knows."""
    westerveld = GemeenteFactory(naam="Westerveld", cbs_code="GM1701")
    leren = HoofdstukFactory(titel="Leren")
    BlokFactory(hoofdstuk=leren, titel="Kop", tekst="<p>Op maandag 3 maart kwamen de Wapperkidz.</p>")
    delen = [IndicatorFactory(code=code, naam=code.capitalize(), soort="invoer") for code in ("jeugd", "volwassen")]
    som = IndicatorFactory(code="leden", naam="Leden", soort="som")
    som.onderdelen.set(delen)
    for indicator, waarde in ((som, 29), (delen[0], 10), (delen[1], 20)):
        MetingFactory(indicator=indicator, gemeente=westerveld, waarde=waarde)
    return westerveld


def test_van_bevinding_naar_plek_en_terug(redacteur, westerveld, page, aanmelden, keur):
    aanmelden(redacteur)
    page.goto(f"/redactie/{JAAR}/controles/")
    expect(page.get_by_role("row", name="Westerveld")).to_contain_text("Nog niet")
    keur(page)
    page.get_by_role("link", name="Westerveld").click()
    expect(page.get_by_role("heading", name="Nog 1 fout. Zo kan het jaarbericht niet ter inzage.")).to_be_visible()

    # The total is taken away: the system adds the parts up itself
    page.get_by_role("link", name="Naar het cijfer: Het totaal is 29").click()
    expect(page).to_have_url(f"/cijfers/{JAAR}/cijfer/leden/GM1701/")
    page.get_by_label("Reden van de wijziging").fill("De onderdelen kloppen.")
    page.get_by_role("button", name="Haal de vervanging weg").click()
    expect(page.get_by_role("button", name="Haal de vervanging weg")).to_have_count(0)
    page.goto(HIER)
    expect(page.get_by_role("heading", name="Geen fouten, nog 1 waarschuwing.")).to_be_visible()

    # The warning is accepted, at first without a reason
    page.get_by_text("Aanvaard met een reden").click()
    keur(page)
    page.get_by_role("button", name="Aanvaard met deze reden").click()
    expect(page.get_by_role("alert")).to_contain_text("Schrijf waarom deze waarschuwing mag blijven staan.")
    keur(page)
    page.get_by_label("Waarom mag dit zo blijven?").fill("Zo stond het op de poster.")
    page.get_by_role("button", name="Aanvaard met deze reden").click()
    expect(page.get_by_role("status")).to_contain_text("De waarschuwing is aanvaard.")
    page.get_by_role("link", name="Aanvaard 1").click()
    expect(page.get_by_text("Zo stond het op de poster.")).to_be_visible()
    keur(page)

    # The word goes to the list in one click
    page.goto(HIER)
    page.get_by_role("button", name="Zet ‘Wapperkidz’ in de woordenlijst").click()
    expect(page.get_by_text("Niets houdt dit jaarbericht tegen.")).to_be_visible()
    page.goto("/redactie/woorden/")
    expect(page.get_by_role("row", name="Wapperkidz")).to_contain_text("Ria de Boer")
    keur(page)

    # The text changes: the warning is back, and what was accepted can still be read
    Blok.objects.update(tekst="<p>Op maandag 3 maart kwamen er mensen.</p>")
    page.goto(HIER)
    expect(page.get_by_role("heading", name="Geen fouten, nog 1 waarschuwing.")).to_be_visible()
    page.get_by_role("link", name="Vervallen 1").click()
    expect(page.get_by_text("Zo stond het op de poster.")).to_be_visible()
    assert ControleAanvaarding.objects.count() == 1


def test_een_toestemming_intrekken(redacteur, westerveld, page, aanmelden, keur):
    VerhaalFactory(gemeente=westerveld, titel="Anneke leest", toestemming=ToestemmingFactory(persoon="Anneke de Vries"))
    aanmelden(redacteur)
    page.goto("/redactie/toestemmingen/")
    keur(page)
    page.get_by_role("link", name="Anneke de Vries").click()
    expect(page.get_by_role("link", name="Verhaal ‘Anneke leest’")).to_be_visible()
    keur(page)
    page.get_by_role("button", name="Trek de toestemming in").click()
    expect(page.get_by_role("status")).to_contain_text("De toestemming is ingetrokken.")
    expect(page.get_by_role("button", name="Trek de toestemming in")).to_have_count(0)
    keur(page)
    page.goto("/redactie/archief/")
    expect(page.get_by_text("Er is geen uitgave weggehaald.")).to_be_visible()
    keur(page)
    assert not Uitgave.objects.exists()
