"""A gemeente fills a selection, puts it forward, and somebody else signs it."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from catalogus.models import Eenheid, Rol, Status
from tests.factories import (
    ActiviteitFactory,
    AfnameFactory,
    AfnameregelFactory,
    D,
    EditieFactory,
    InwonertalFactory,
    LidmaatschapFactory,
    PrijsFactory,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WACHTWOORD = "een-goed-lang-wachtwoord"


@pytest.fixture
def afname(wereld):
    return wereld.afname()


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
    page.get_by_label("Lezen, 1 activiteit").check()
    expect(resultaten).to_have_count(1)
    expect(page).to_have_url("/g/GM1701/catalogus/2026/?lijn=1")
    page.get_by_role("button", name="Voeg toe: Leesclub").click()
    expect(page.locator("#gemeld")).to_contain_text("Toegevoegd: Leesclub")
    expect(page.locator("#keuze")).to_contain_text("€ 250,00")
    keur(page)

    page.get_by_role("complementary").get_by_role("link", name="Bekijk jullie keuze").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Onze keuze")
    page.get_by_role("button", name="Een meer: Cursus Klik en Tik").click()
    expect(page.locator("#stand")).to_contain_text("Cursus Klik en Tik, 3 keer. Totaal € 295,00.")
    expect(page.locator("#voet")).to_have_text("€ 295,00")

    page.get_by_role("link", name="Leg voor aan de fiatteur").click()
    expect(page.get_by_role("heading", name="€ 55,00 boven het budget")).to_be_visible()
    keur(page)
    page.get_by_label("Toelichting (mag leeg)").fill("De leesclub begint dit jaar.")
    page.get_by_role("button", name="Leg voor aan de fiatteur").click()
    expect(page.get_by_role("status").filter(has_text="De keuze ligt bij de fiatteur.")).to_be_visible()
    afname.refresh_from_db()
    assert (afname.status, afname.statuswissels.last().reden) == (Status.TER_FIATTERING, "De leesclub begint dit jaar.")


def test_alleen_met_het_toetsenbord_van_inloggen_tot_voorgelegd(wereld, afname, page, tab_naar, post):
    wereld.opsteller.set_password(WACHTWOORD)
    wereld.opsteller.save()

    def typ(veld, tekst):
        tab_naar(veld)
        page.keyboard.press("ControlOrMeta+A")
        page.keyboard.type(tekst)

    def druk(doel, toets="Enter"):
        tab_naar(doel)
        page.keyboard.press(toets)

    page.goto("/g/GM1701/catalogus/2026/")
    typ(page.get_by_label("E-mailadres"), wereld.opsteller.email)
    typ(page.get_by_label("Wachtwoord"), WACHTWOORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Catalogus 2026")

    druk(page.get_by_role("link", name="Naar de inhoud"))
    druk(page.get_by_label("Lezen, 1 activiteit"), "Space")
    expect(page.locator("#telling")).to_contain_text("1 activiteit")
    druk(page.get_by_role("button", name="Voeg toe: Leesclub"))
    expect(page.locator("#gemeld")).to_contain_text("Toegevoegd: Leesclub")
    druk(page.get_by_role("complementary").get_by_role("link", name="Bekijk jullie keuze"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Onze keuze")

    typ(page.get_by_label("Hoeveelheid Cursus Klik en Tik, keer"), "1")
    page.keyboard.press("Tab")
    expect(page.locator("#stand")).to_contain_text("Cursus Klik en Tik, 1 keer. Totaal € 205,00.")
    druk(page.get_by_role("link", name="Leg voor aan de fiatteur"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Leg voor aan de fiatteur")
    typ(page.get_by_label("Toelichting (mag leeg)"), "Past precies.")
    assert post() == []
    druk(page.get_by_role("button", name="Leg voor aan de fiatteur"))
    expect(page.get_by_role("status").filter(has_text="De keuze ligt bij de fiatteur.")).to_be_visible()
    afname.refresh_from_db()
    assert (afname.status, afname.statuswissels.last().reden) == (Status.TER_FIATTERING, "Past precies.")
    assert post() == [("Keuze 2026 van Westerveld ligt klaar om te fiatteren", ["frank@westerveld.example"])]


def adres(afname, naam="keuze", *rest):
    return reverse(naam, args=[afname.gemeente.cbs_code, afname.pk, *rest])


def test_een_ander_fiatteert(wereld, afname, page, aanmelden, keur, post):
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
    afname.refresh_from_db()
    assert afname.status == Status.TER_FIATTERING

    assert post() == [("Keuze 2026 van Westerveld ligt klaar om te fiatteren", ["frank@westerveld.example"])]
    aanmelden(wereld.fiatteur)
    page.goto(adres(afname))
    page.get_by_role("link", name="Fiatteer en dien in").click()
    page.get_by_role("button", name="Fiatteer en dien in").click()
    expect(page.get_by_label("Reden")).to_have_attribute("aria-invalid", "true")
    keur(page)
    page.get_by_label("Reden").fill("Er is veel vraag.")
    page.get_by_role("button", name="Fiatteer en dien in").click()
    expect(page.get_by_role("status").filter(has_text="De keuze is ingediend bij de bibliotheek.")).to_be_visible()
    afname.refresh_from_db()
    assert (afname.status, afname.statuswissels.last().door) == (Status.INGEDIEND, wereld.fiatteur)
    aan = ["anna@bibliotheek.example", "olga@westerveld.example"]
    assert post() == [("Keuze 2026 van Westerveld is ingediend", aan)]


def test_een_activiteit(wereld, afname, page, aanmelden):
    aanmelden(wereld.opsteller)
    page.goto("/g/GM1701/catalogus/2026/CURSUS/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Cursus Klik en Tik")
    page.get_by_label("Hoeveel keer in 2026?").fill("5")
    page.get_by_role("button", name="Werk keuze bij").click()
    expect(page.get_by_role("status")).to_contain_text("Opgeslagen: Cursus Klik en Tik, 5 keer. Totaal € 325,00.")


def test_uit_niets_twee_mogelijkheden_binnen_het_budget(wereld, page, aanmelden, keur):
    InwonertalFactory(gemeente=wereld.gemeente, aantal=100)  # so that the basis costs € 12,34
    aanmelden(wereld.opsteller)
    page.goto("/g/GM1701/keuzes/2026/")
    expect(page.get_by_role("heading", name="Nog geen keuze voor 2026")).to_be_visible()
    page.get_by_role("link", name="Begin een keuze").click()
    page.get_by_label("Naam van de keuze").fill("Sober")
    keur(page)
    page.get_by_role("button", name="Begin deze keuze").click()
    expect(page.locator("#voet")).to_have_text("€ 12,34")
    page.get_by_role("link", name="Voeg activiteiten toe").click()
    page.get_by_role("button", name="Voeg toe: Cursus Klik en Tik").click()
    expect(page.locator("#keuze")).to_contain_text("€ 82,66")  # still free: 240 - 12,34 - 145
    page.get_by_role("button", name="Voeg toe: Leesclub").click()
    expect(page.locator("#keuze")).to_contain_text("€ 22,66")

    page.goto("/g/GM1701/keuzes/2026/")
    page.get_by_text("Kopie, naam of vervallen").click()
    page.get_by_label("Naam van de kopie").fill("Twee cursussen")
    page.get_by_role("button", name="Maak een kopie").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Twee cursussen")
    page.get_by_role("button", name="Een meer: Cursus Klik en Tik").click()
    expect(page.locator("#opletten")).to_contain_text("Deze keuze is € 22,34 hoger dan het budget van € 240,00.")
    keur(page)
    page.locator(".kz-LEES").get_by_role("button", name="Haal weg").click()
    expect(page.locator("#voet")).to_have_text("€ 202,34")
    page.get_by_role("link", name="Zet naast andere keuzes").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Twee keuzes voor 2026 naast elkaar")
    verschillen = page.get_by_role("region", name="Verschillen per activiteit")
    expect(verschillen.get_by_role("row", name="Cursus Klik en Tik")).to_contain_text("2 keer · +€ 45,00")
    expect(verschillen.get_by_role("row", name="Leesclub")).to_contain_text("−€ 60,00")
    expect(verschillen.get_by_role("row", name="Totaal")).to_contain_text("−€ 15,00")
    keur(page)


def test_van_vorig_jaar_met_nieuwe_prijzen(wereld, page, aanmelden):
    toen = EditieFactory(jaar=2025, status="afgesloten")
    vorige = AfnameFactory(gemeente=wereld.gemeente, editie=toen, status=Status.BEVESTIGD, naam="Keuze van 2025")
    for code, titel, aantal, prijs in (("KLIK", "Klik en Tik", 3, 30), ("KOFFER", "Media-ukkie-koffer", 1, 75)):
        activiteit = ActiviteitFactory(editie=toen, code=code, titel=titel, eenheid=Eenheid.KEER)
        PrijsFactory(activiteit=activiteit, per_eenheid=D(prijs))
        AfnameregelFactory(
            afname=vorige, activiteit=activiteit, hoeveelheid=D(aantal), bedrag_vast=D(0), bedrag_eenheid=D(aantal * prijs)
        )
    wereld.cursus.voorganger = toen.activiteiten.get(code="KLIK")
    wereld.cursus.save()
    aanmelden(wereld.opsteller)
    page.goto("/g/GM1701/keuzes/2026/")
    page.get_by_role("link", name="Begin een keuze").click()
    expect(page.get_by_label("Met de keuze van 2025")).to_be_checked()
    page.get_by_role("button", name="Begin deze keuze").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Wat is er anders dan in 2025?")

    def deel(naam):
        return page.get_by_role("main").locator("section").filter(has=page.get_by_role("heading", name=naam, exact=True))

    expect(deel("Niet meer te kiezen")).to_contain_text("Media-ukkie-koffer")
    expect(deel("Andere naam")).to_contain_text("Klik en Tik heet nu Cursus Klik en Tik")
    expect(deel("Nieuwe prijzen").get_by_role("row", name="Cursus Klik en Tik")).to_contain_text("+€ 145,00")  # 235 - 90
    expect(deel("Nieuw in de catalogus van 2026").get_by_role("link")).to_have_text(
        ["Leesclub", "Basisbibliotheek", "Wisselcollectie"]
    )
    page.get_by_role("link", name="Ga verder met deze keuze").click()
    expect(page.locator("#r-CURSUS")).to_contain_text("Heette in 2025: Klik en Tik")
    expect(page.locator("#r-CURSUS")).to_contain_text("zoals in 2025")
    expect(page.get_by_role("region", name="Wat we kiezen")).to_contain_text("€ 90,00")
