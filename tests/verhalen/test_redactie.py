"""An editor writes a text, sees the page change, meets another editor in it, and gives one gemeente a text of its own."""

import pytest
from playwright.sync_api import Page, expect

from catalogus.models import Groep
from jaarbericht.models import Blok, Tekstvariant
from jaarbericht.regels import redactie
from tests.factories import JAAR, D, GemeenteFactory, IndicatorFactory, MetingFactory, maak_groepen, medewerker
from tests.jaarbericht.fabrieken import BlokFactory, HoofdstukFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORD = """<style>p.MsoNormal {color: red}</style><h1 style='color:red'>Van Word</h1>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·<span>&nbsp;&nbsp;</span></span>een</p>
<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>1.<span>&nbsp;</span></span>diep</p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·</span><i>twee</i></p>"""
PLAKKEN = """(element, html) => {
  const gegevens = new DataTransfer();
  gegevens.setData("text/html", html);
  element.dispatchEvent(new ClipboardEvent("paste", { clipboardData: gegevens, bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def redacteur():
    maak_groepen()
    return medewerker(Groep.REDACTIE, first_name="Ilse", last_name="Brand")


@pytest.fixture
def blok():
    """A chapter of one page, a gemeente with 4.110 leden, and a block after the one that is written in."""
    westerveld = GemeenteFactory(naam="Westerveld", cbs_code="GM1701")
    MetingFactory(indicator=IndicatorFactory(code="leden", naam="Totaal leden"), gemeente=westerveld, waarde=D(4110))
    hoofdstuk = HoofdstukFactory(titel="Lezen", sleutel="lezen")
    blok = BlokFactory(hoofdstuk=hoofdstuk, titel="BoekStart", sleutel="boekstart", tekst="<p>Het eerste boekje.</p>")
    BlokFactory(hoofdstuk=hoofdstuk, titel="Erna", sleutel="erna", tekst="<p>Daarna.</p>")
    return blok


def beeld(page: Page) -> str | None:
    return page.locator("#pagina img").get_attribute("src")


def achteraan(page: Page) -> None:
    page.get_by_role("textbox", name="Tekst").click()
    page.keyboard.press("Control+End")


def test_schrijven_met_zijn_tweeen(redacteur, blok, page, aanmelden, keur):
    aanmelden(redacteur)
    page.goto(f"/redactie/{JAAR}/teksten/")
    expect(page).to_have_url(f"/redactie/{JAAR}/teksten/{blok.pk}/")
    expect(page.locator("#pagina img")).to_be_visible()

    # A placeholder by keyboard, saved by itself; the page follows
    leeg = beeld(page)
    achteraan(page)
    page.keyboard.type(" Wij hebben {")
    expect(page.get_by_role("combobox", name="Zoek een cijfer of woord")).to_be_focused()
    page.keyboard.type("totaal leden")
    expect(page.locator("#veldlijst [aria-selected=true]")).to_contain_text("4.110")
    keur(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.keyboard.type(" leden.")
    expect(page.get_by_role("textbox", name="Tekst")).to_contain_text("4.110")
    expect(page.locator("#stand")).to_contain_text("Bewaard om")
    expect(page.locator("#pagina img")).not_to_have_attribute("src", leeg or "")
    blok.refresh_from_db()
    velden = '<p>Het eerste boekje. Wij hebben <span data-veld="cijfer:leden"></span> leden.</p>'
    assert blok.tekst == velden

    # From Word: headings and nested lists, no looks
    page.keyboard.press("Enter")
    page.get_by_role("textbox", name="Tekst").evaluate(PLAKKEN, WORD)
    expect(page.locator("#stand")).to_contain_text("Nog niet bewaard")
    expect(page.locator("#stand")).to_contain_text("Bewaard om")
    blok.refresh_from_db()
    lijst = "<ul><li>een<ol><li>diep</li></ol></li><li><em>twee</em></li></ul>"
    assert blok.tekst == f"{velden}\n<h3>Van Word</h3>\n{lijst}"

    # A second editor was first: both versions, and together they are saved
    anouk = medewerker(Groep.REDACTIE, first_name="Anouk", last_name="Meijer")
    tekst = blok.tekst.replace("Het eerste boekje", "Een eerste boekje")
    redactie.bewaar_tekst(blok=blok, titel=blok.titel, tekst=tekst, gezien=blok.slot, door=anouk)
    achteraan(page)
    page.keyboard.type(" plus")
    expect(page.get_by_role("heading", name="Iemand anders was je voor")).to_be_focused()
    expect(page.locator("#botsing")).to_contain_text("Intussen heeft Anouk Meijer dit")
    keur(page)
    page.reload()
    page.get_by_role("button", name="Zet die tekst terug").click()
    page.get_by_role("button", name="Bewaar beide samen").click()
    expect(page.get_by_role("status").first).to_contain_text("De gedeelde tekst is bewaard.")
    blok.refresh_from_db()
    assert blok.tekst == f"{tekst}".replace("twee</em>", "twee plus</em>")

    # One gemeente adds to it, and goes back
    page.get_by_role("link", name="Alleen Westerveld").click()
    page.get_by_role("textbox", name="Eigen tekst van Westerveld").click()
    page.keyboard.type("Alleen hier.")
    expect(page.locator("#stand")).to_contain_text("Bewaard om")
    assert [(v.wijze, v.tekst) for v in Tekstvariant.objects.all()] == [("aanvullen-na", "<p>Alleen hier.</p>")]
    page.reload()
    keur(page)
    page.get_by_role("link", name="Vergelijk").click()
    expect(page.get_by_role("insertion")).to_contain_text("Alleen hier.")
    keur(page)
    page.get_by_role("link", name="Naar de tekst van Westerveld").click()
    page.get_by_role("button", name="Terug naar de gedeelde tekst").click()
    expect(page.get_by_role("status").first).to_contain_text("Westerveld krijgt weer de gedeelde tekst.")
    assert Tekstvariant.objects.count() == 0

    # Another order, by keyboard; and what was written before
    page.get_by_role("link", name="Gedeelde tekst").click()
    page.get_by_role("link", name="BoekStart", exact=True).press("Alt+ArrowDown")
    expect(page.get_by_role("status").first).to_contain_text("‘BoekStart’ staat nu op plaats 2 van 2.")
    assert list(Blok.objects.values_list("sleutel", flat=True)) == ["erna", "boekstart"]
    page.get_by_role("link", name="Geschiedenis").click()
    expect(page.get_by_role("heading", level=2)).to_have_count(4)
    keur(page)
