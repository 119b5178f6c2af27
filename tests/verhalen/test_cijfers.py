"""Somebody fills in the figures of a year: typing, pasting a block, looking where a figure comes from, replacing a count."""

from decimal import Decimal as D

import pytest
from playwright.sync_api import Page, expect

from catalogus.models import Groep, Indicator, Meting
from tests.factories import (
    BijeenkomstFactory,
    GemeenteFactory,
    IndicatorFactory,
    MetingFactory,
    UitvoeringFactory,
    maak_groepen,
    medewerker,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def wereld():
    maak_groepen()
    meppel, westerveld = (
        GemeenteFactory(naam="Meppel", cbs_code="GM9119"),
        GemeenteFactory(naam="Westerveld", cbs_code="GM9701"),
    )
    boeken = IndicatorFactory(code="boeken", rubriek="Uitleningen", eenheid="uitleningen", volgorde=1)
    bladen = IndicatorFactory(code="bladen", rubriek="Uitleningen", eenheid="uitleningen", volgorde=2)
    samen = IndicatorFactory(code="fysiek", naam="Totaal fysiek", rubriek="Uitleningen", soort="som", volgorde=3)
    samen.onderdelen.set([boeken, bladen])
    IndicatorFactory(code="keren", naam="Bijeenkomsten", rubriek="Uitleningen", soort="bijeenkomsten", volgorde=4)
    MetingFactory(indicator=boeken, jaar=2025, gemeente=westerveld, waarde=D(94902))
    BijeenkomstFactory(uitvoering=UitvoeringFactory(gemeenten=[westerveld], titel="Voorlezen in Diever"), deelnames=12)
    BijeenkomstFactory(uitvoering=UitvoeringFactory(gemeenten=[meppel, westerveld], titel="Schrijfwedstrijd"), deelnames=30)
    return medewerker(Groep.REDACTIE, first_name="Femke", last_name="Alberts")


def rust(page: Page) -> None:
    """The explanation of a cell is fetched a moment after it gets the focus: wait for it before looking elsewhere."""
    page.wait_for_timeout(500)
    page.wait_for_load_state("networkidle")


def cel(page: Page, wat: str, waar: str):
    return page.get_by_role("textbox", name=f"{wat}, {waar}")


def waarden() -> dict[str, int | None]:
    return {f"{m.indicator.code} {m.gemeente}": m.waarde for m in Meting.objects.filter(jaar=2026).select_related("gemeente")}


PLAK = """([tekst]) => {
  const doos = new DataTransfer();
  doos.setData("text/plain", tekst);
  document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: doos, bubbles: true, cancelable: true }));
}"""


def test_het_rooster(wereld, page, aanmelden, keur, tab_naar):
    aanmelden(wereld)
    page.goto("/cijfers/2026/uitleningen/?vorig=1")
    expect(page.get_by_role("heading", level=1)).to_have_text("Uitleningen 2026")
    expect(page.get_by_text("Nog 4 van 4 cijfers te leveren")).to_be_visible()
    keur(page)

    # Typing: Enter goes down and saves what was left.
    page.get_by_label("Bron").fill("Bicat")
    tab_naar(cel(page, "Boeken", "Meppel"))
    page.keyboard.type("158.212")
    page.keyboard.press("Enter")
    expect(cel(page, "Bladen", "Meppel")).to_be_focused()
    expect(page.locator("#stand")).to_contain_text("Boeken, Meppel: 158.212.")
    rust(page)
    assert waarden() == {"boeken Meppel": D(158212)}
    assert Meting.objects.get(jaar=2026).bron == "Bicat"

    # A wrong number stays, with its error above; Escape puts back what was there.
    page.keyboard.type("1.5")
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("alert")).to_contain_text("Meppel, Bladen: ‘1.5’ is geen getal.")
    expect(cel(page, "Bladen", "Meppel")).to_have_attribute("aria-invalid", "true")
    cel(page, "Bladen", "Meppel").focus()
    page.keyboard.press("Escape")
    expect(cel(page, "Bladen", "Meppel")).to_have_value("")

    # A block from Excel, over a computed cell as well: what is worked out stays, the total follows.
    cel(page, "Boeken", "Meppel").focus()
    page.evaluate(PLAK, ["158212\t95768\n10867\t6799\n1\t2\n"])
    expect(page.locator("#stand")).to_contain_text("3 cijfers bewaard")
    expect(page.locator("#stand")).to_contain_text("2 waarden passen niet in de tabel, of staan op een berekend cijfer.")
    rust(page)
    assert waarden() == {
        "boeken Meppel": D(158212), "boeken Westerveld": D(95768), "bladen Meppel": D(10867), "bladen Westerveld": D(6799),
    }  # fmt: skip
    expect(page.locator("[id='c-fysiek.GM9701']")).to_contain_text("102.567")  # 95.768 + 6.799
    expect(page.locator("[id='t-boeken.GM9701'] small")).to_have_text("94.902\n+0,9%", use_inner_text=True)

    # Where a figure comes from: the total its parts, the count its rows.
    page.locator("[id='c-fysiek.GM9701']").click()
    expect(page.get_by_role("heading", name="Westerveld, Totaal fysiek")).to_be_focused()
    expect(page.locator("#paneel")).to_contain_text("Dit is de som van 2 cijfers.")
    keur(page)
    rust(page)


def test_uitleg_en_vervangen(wereld, page, aanmelden, keur):
    aanmelden(wereld)
    page.goto("/cijfers/2026/uitleningen/")
    page.locator("[id='c-keren.GM9701']").click()
    page.get_by_role("link", name="Alles over dit cijfer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bijeenkomsten, Westerveld")
    rijen = page.locator("#rijen tbody tr")
    expect(rijen).to_have_count(2)
    expect(rijen.first).to_contain_text("samen: Meppel en Westerveld")
    page.get_by_label("Waarde").fill("5")
    page.get_by_role("button", name="Bewaar").click()
    expect(page.get_by_role("alert")).to_contain_text("Bijeenkomsten wordt berekend. Geef een reden om ervan af te wijken.")
    expect(page.get_by_label("Waarde")).to_have_value("5")
    keur(page)
    page.get_by_label("Reden van de wijziging").fill("Drie groepen niet geregistreerd")
    page.get_by_role("button", name="Bewaar").click()
    expect(page.get_by_text("Met de hand vervangen. Reden: Drie groepen niet geregistreerd")).to_be_visible()
    expect(page.locator(".cf-paren").first).to_contain_text("Berekend2")
    rust(page)
    assert Meting.objects.get(indicator=Indicator.objects.get(code="keren")).geteld == D(2)


def test_de_andere_schermen(wereld, page, aanmelden, keur):
    Indicator.objects.filter(code="boeken").update(wsob="Uitleningen")
    aanmelden(wereld)
    for adres, kop in (
        ("/cijfers/2026/", "Cijfers 2026"),
        ("/cijfers/2026/aanleveren/", "Wie levert welke cijfers"),
        ("/cijfers/2026/wsob/", "Wsob-opgave 2026"),
        ("/g/GM9701/cijfers/?cijfer=boeken", "Cijfers over de jaren"),
    ):
        page.goto(adres)
        expect(page.get_by_role("heading", level=1)).to_have_text(kop)
        keur(page)
