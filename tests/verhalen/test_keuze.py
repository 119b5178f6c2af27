"""A gemeente fills a selection, puts it forward, and somebody else signs it."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from catalogus.models import Rol, Status
from tests.factories import (
    ActiviteitFactory,
    BudgetFactory,
    D,
    LidmaatschapFactory,
    PrijsFactory,
    ProgrammalijnFactory,
    maak_groepen,
    maak_wereld,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WACHTWOORD = "een-goed-lang-wachtwoord"


@pytest.fixture
def wereld():
    """The activities of `maak_wereld`, one more in another programmalijn (€ 60 a year), and a budget of € 240."""
    maak_groepen()
    wereld = maak_wereld()
    lezen = ProgrammalijnFactory(nummer=1, naam="Lezen", slug="lezen")
    PrijsFactory(activiteit=ActiviteitFactory(programmalijn=lezen, code="LEES", titel="Leesclub"), per_eenheid=D(60))
    BudgetFactory(gemeente=wereld.gemeente, bedrag=D(240))
    return wereld


@pytest.fixture
def afname(wereld):
    return wereld.afname()


def adres(afname, naam="keuze", *rest):
    return reverse(naam, args=[afname.gemeente.cbs_code, afname.pk, *rest])


def test_van_inloggen_tot_voorgelegd(wereld, afname, page, keur):
    wereld.opsteller.set_password(WACHTWOORD)
    wereld.opsteller.save()
    page.goto("/g/GM1701/catalogus/2026/")
    page.get_by_label("E-mailadres").fill(wereld.opsteller.email)
    page.get_by_label("Wachtwoord").fill(WACHTWOORD)
    page.get_by_role("button", name="Log in").click()

    resultaten = page.get_by_role("list", name="Activiteiten").locator("> li")
    expect(resultaten).to_have_count(4)
    expect(page.locator("#keuze")).to_contain_text("€ 190,00")
    keur(page)
    page.get_by_label("Lezen, 1 activiteit").check()
    expect(resultaten).to_have_count(1)
    expect(page).to_have_url("/g/GM1701/catalogus/2026/?lijn=1")
    page.get_by_role("button", name="Voeg toe: Leesclub").click()
    expect(page.locator("#gemeld")).to_contain_text("Toegevoegd: Leesclub")
    expect(page.locator("#keuze")).to_contain_text("€ 250,00")
    keur(page)

    page.get_by_role("complementary").get_by_role("link", name="Bekijk jullie keuze").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Onze keuze")
    keur(page)
    page.get_by_role("button", name="Een meer: Cursus Klik en Tik").click()
    expect(page.locator("#stand")).to_contain_text("Cursus Klik en Tik, 3 keer. Totaal € 295,00.")
    expect(page.locator("#voet")).to_have_text("€ 295,00")

    page.get_by_role("link", name="Leg voor aan de fiatteur").click()
    expect(page.get_by_role("heading", name="€ 55,00 boven het budget")).to_be_visible()
    keur(page)
    page.get_by_label("Toelichting (mag leeg)").fill("De leesclub begint dit jaar.")
    page.get_by_role("button", name="Leg voor aan de fiatteur").click()
    expect(page.get_by_role("status").filter(has_text="De keuze ligt bij de fiatteur.")).to_be_visible()
    keur(page)
    afname.refresh_from_db()
    assert (afname.status, afname.statuswissels.last().reden) == (Status.TER_FIATTERING, "De leesclub begint dit jaar.")


def test_aantal_veranderen_met_het_toetsenbord(wereld, afname, page, aanmelden, tab_naar):
    aanmelden(wereld.opsteller)
    page.goto(adres(afname))
    hoeveelheid = page.get_by_label("Hoeveelheid Cursus Klik en Tik, keer")
    tab_naar(hoeveelheid)
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type("4")
    page.keyboard.press("Tab")
    expect(page.locator("#stand")).to_contain_text("Cursus Klik en Tik, 4 keer. Totaal € 280,00.")
    expect(hoeveelheid).to_have_value("4")
    tab_naar(page.get_by_role("link", name="Leg voor aan de fiatteur"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Leg voor aan de fiatteur")
    assert afname.regels.get().hoeveelheid == D(4)


def test_een_ander_fiatteert(wereld, afname, page, aanmelden, keur):
    LidmaatschapFactory(gebruiker=wereld.opsteller, gemeente=wereld.gemeente, rol=Rol.FIATTEUR)
    aanmelden(wereld.opsteller)
    page.goto(adres(afname))
    page.get_by_role("button", name="Een meer: Cursus Klik en Tik").click()
    page.get_by_role("button", name="Een meer: Cursus Klik en Tik").click()
    expect(page.locator("#voet")).to_have_text("€ 280,00")
    page.goto(adres(afname, "keuze_wissel", "voorleggen"))
    page.get_by_role("button", name="Leg voor aan de fiatteur").click()

    page.get_by_role("link", name="Fiatteer en dien in").click()
    expect(page.get_by_role("heading", name="Iemand anders moet deze keuze fiatteren")).to_be_visible()
    page.get_by_label("Reden").fill("Er is veel vraag.")
    page.get_by_role("button", name="Fiatteer en dien in").click()
    expect(page.get_by_role("alert")).to_contain_text("Dit is nog niet gedaan")
    keur(page)
    afname.refresh_from_db()
    assert afname.status == Status.TER_FIATTERING

    aanmelden(wereld.fiatteur)
    page.goto(adres(afname))
    page.get_by_role("link", name="Fiatteer en dien in").click()
    page.get_by_role("button", name="Fiatteer en dien in").click()
    expect(page.get_by_label("Reden")).to_have_attribute("aria-invalid", "true")
    keur(page)
    page.get_by_label("Reden").fill("Er is veel vraag.")
    page.get_by_role("button", name="Fiatteer en dien in").click()
    expect(page.get_by_role("status").filter(has_text="De keuze is ingediend bij de bibliotheek.")).to_be_visible()
    keur(page)
    afname.refresh_from_db()
    assert (afname.status, afname.statuswissels.last().door) == (Status.INGEDIEND, wereld.fiatteur)


def test_een_activiteit(wereld, afname, page, aanmelden, keur):
    aanmelden(wereld.opsteller)
    page.goto("/g/GM1701/catalogus/2026/CURSUS/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Cursus Klik en Tik")
    keur(page)
    page.get_by_label("Hoeveel keer in 2026?").fill("5")
    page.get_by_role("button", name="Werk keuze bij").click()
    expect(page.get_by_role("status")).to_contain_text("Opgeslagen: Cursus Klik en Tik, 5 keer. Totaal € 325,00.")


def test_twee_keuzes_naast_elkaar(wereld, afname, page, aanmelden, keur):
    aanmelden(wereld.opsteller)
    page.goto(reverse("keuzes", args=["GM1701", 2026]))
    expect(page.get_by_role("heading", level=1)).to_have_text("Keuzes voor 2026")
    page.get_by_text("Kopie, naam of vervallen").click()
    page.get_by_label("Naam van de kopie").fill("Met leesclub")
    page.get_by_role("button", name="Maak een kopie").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Met leesclub")
    page.get_by_role("button", name="Een minder: Cursus Klik en Tik").click()
    expect(page.locator("#voet")).to_have_text("€ 145,12")
    page.get_by_role("link", name="Zet naast andere keuzes").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Twee keuzes voor 2026 naast elkaar")
    rij = page.get_by_role("region", name="Verschillen per activiteit").get_by_role("row", name="Cursus Klik en Tik")
    expect(rij).to_contain_text("1 keer · −€ 45,00")
    keur(page)
