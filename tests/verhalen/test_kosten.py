"""The controller works out a price: keyboard, paste from a spreadsheet, saving, and the overview."""

from decimal import Decimal as D

import pytest
from playwright.sync_api import expect

from catalogus.models import Editie, Groep, Kostenregel, Status
from tests.factories import (
    ActiviteitFactory,
    AfnameFactory,
    AfnameregelFactory,
    BronbedragFactory,
    DekkingFactory,
    EditieFactory,
    KostenregelFactory,
    StaffelFactory,
    TariefFactory,
    UrenregelFactory,
    maak_groepen,
    medewerker,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ADRES = "/edities/2026/kosten/CURSUS/"
PLAK = """([cel, tekst]) => {
  const inhoud = new DataTransfer();
  inhoud.setData("text/plain", tekst);
  cel.focus();
  cel.dispatchEvent(new ClipboardEvent("paste", { clipboardData: inhoud, bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def cursus():
    """€ 60 an hour, no organisation costs: 2 hours and € 10 per keer is € 130."""
    maak_groepen()
    editie = EditieFactory(status=Editie.Status.CONCEPT)
    TariefFactory(editie=editie, capaciteit=D(100))
    cursus = ActiviteitFactory(editie=editie, code="CURSUS", titel="Cursus", verwachte_afnemers=2, verwachte_hoeveelheid=D(20))
    UrenregelFactory(activiteit=cursus, hoeveelheid=D(2), omschrijving="Les", volgorde=1)
    KostenregelFactory(activiteit=cursus, omschrijving="Boek", volgorde=2)
    return cursus


@pytest.fixture
def als_controller(page, aanmelden):
    aanmelden(medewerker(Groep.CONTROLLER, first_name="Carla"))
    return page


def test_rekenen_met_het_toetsenbord(cursus, als_controller, keur):
    page = als_controller
    page.goto("/edities/2026/kosten/")
    keur(page)
    page.get_by_role("link", name="Cursus", exact=True).click()
    prijs = page.locator("#uitkomst .ac-keuze__som")
    expect(prijs).to_have_text("€ 130,00")

    uren, aantal = page.get_by_label("Hoeveel, regel 1"), page.get_by_label("Hoeveel, regel 2")
    uren.fill("3")
    expect(prijs).to_have_text("€ 190,00")
    expect(page.locator("#bedrag-regel-0")).to_contain_text("180,00")
    expect(uren).to_be_focused()
    page.keyboard.press("Enter")
    expect(aantal).to_be_focused()
    page.keyboard.type("4")
    page.keyboard.press("Escape")
    expect(aantal).to_have_value("1")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Tarief of prijs, regel 2")).to_be_focused()
    page.keyboard.type("abc")
    expect(prijs).to_have_text("Nog geen prijs")
    expect(page.get_by_label("Tarief of prijs, regel 2")).to_have_attribute("aria-invalid", "true")
    keur(page)
    page.keyboard.press("Escape")
    expect(prijs).to_have_text("€ 190,00")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("Tarief of prijs, regel 3")).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowLeft")
    expect(aantal).to_be_focused()
    assert Kostenregel.objects.get(omschrijving="Les").hoeveelheid == D(2)

    # On the last row Enter makes another.
    page.get_by_label("Hoeveel, regel 3").focus()
    page.keyboard.press("Enter")
    expect(page.locator("table[data-rooster=regel] tbody tr")).to_have_count(4)


def test_plakken_uit_excel_en_bewaren(cursus, als_controller, keur):
    """Two rows on the empty one: 4 × 12,50 = 50 material, 0,5 hour Educatie = 30; 130 + 80 = 210."""
    page = als_controller
    page.goto(ADRES)
    blok = "Map met stof\tMateriaal\tper keer\t4\t€ 12,50\r\nNazorg\tEducatie\tper keer\t0,5\t\r\nPet\tKleding\tvast\t1\t5\r\n"
    cel = page.get_by_label("Omschrijving, regel 3")
    cel.evaluate("(cel, tekst) => (" + PLAK + ")([cel, tekst])", blok)
    expect(page.locator("table[data-rooster=regel] tbody tr")).to_have_count(5)
    expect(page.locator("#plakmelding")).to_have_text("14 cellen in 3 regels geplakt. Niet herkend: ‘Kleding’. Kies die zelf.")
    page.locator("#id_regel-4-soort").select_option(label="Overig")
    expect(page.locator("#uitkomst .ac-keuze__som")).to_have_text("€ 210,00")
    expect(page.locator("#uitkomst")).to_contain_text("en € 5,00 vast per jaar")
    page.locator("#id_regel-1-DELETE").check()
    page.get_by_role("button", name="Bewaar").first.click()
    expect(page.get_by_role("status").filter(has_text="Bewaard: 3 erbij en 1 weg.")).to_be_visible()
    assert [(r.omschrijving, r.soort, r.deel, r.hoeveelheid, r.prijs) for r in cursus.kostenregels.all()] == [
        ("Les", "uren", "eenheid", D(2), None),
        ("Map met stof", "materiaal", "eenheid", D(4), D("12.5")),
        ("Nazorg", "uren", "eenheid", D("0.5"), None),
        ("Pet", "overig", "vast", D(1), D(5)),
    ]

    page.get_by_label("Uren per keer").fill("5")
    expect(page.locator("#watals")).to_contain_text("€ 350,00")  # 5 × 60 + 50
    assert "w-uren-eenheid=5" in page.url
    page.reload()
    expect(page.locator("#watals")).to_contain_text("€ 350,00")
    page.get_by_role("link", name="Leg de prijs uit").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Zo is deze prijs opgebouwd")
    keur(page)


def test_twee_controllers_in_een_rooster(cursus, als_controller, aanmelden, venster, keur):
    """The second sees both versions, and what was typed is still there."""
    page, ander = als_controller, venster()
    aanmelden(medewerker(Groep.CONTROLLER, first_name="Karel"), ander)
    for scherm in (page, ander):
        scherm.goto(ADRES)
    for scherm, prijs in ((page, "12"), (ander, "15")):
        scherm.get_by_label("Tarief of prijs, regel 2").fill(prijs)
        scherm.get_by_role("button", name="Bewaar").first.click()
    melding = ander.get_by_role("alert").filter(has_text="Iemand anders was je voor")
    expect(melding.get_by_role("row").filter(has_text="Boek")).to_contain_text("1 × 12")
    expect(ander.get_by_label("Tarief of prijs, regel 2")).to_have_value("15")
    keur(ander)


def test_het_overzicht(cursus, als_controller, keur):
    page = als_controller
    DekkingFactory(activiteit=cursus, bron=BronbedragFactory(bedrag=D(50)).bron, bedrag=D(5))
    cursus.prijsvorm = "staffel"
    cursus.save()
    StaffelFactory(activiteit=cursus)
    genomen = AfnameFactory(editie=cursus.editie, status=Status.BEVESTIGD)
    AfnameregelFactory(afname=genomen, activiteit=cursus, hoeveelheid=D(10), bedrag_vast=D(0), bedrag_eenheid=D(1300))
    page.goto(ADRES)
    keur(page)
    page.get_by_role("link", name="Overzicht").first.click()
    expect(page.get_by_role("row").filter(has_text="Cursus").first).to_contain_text("1.300")
    keur(page)
    for naam in ("Dekking", "Uren", "Gevoeligheid", "Dienst erbij of eraf"):
        page.get_by_role("navigation", name="Onderdelen").get_by_role("link", name=naam).click()
        expect(page.get_by_role("navigation", name="Onderdelen").get_by_role("link", name=naam)).to_have_attribute(
            "aria-current", "page"
        )
        keur(page)
    page.get_by_label("Wie werkt eraan?").select_option(label="Educatie")
    page.get_by_label("Uren per keer").fill("1")
    page.get_by_role("button", name="Reken door").click()
    expect(page.get_by_role("row").filter(has_text="Nieuwe dienst")).to_contain_text("€ 60,00")
    keur(page)
