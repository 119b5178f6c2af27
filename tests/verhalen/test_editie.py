"""The library makes 2028 out of 2027 and opens it; later it mends a price, gives more time, and compares the years."""

import pytest
from playwright.sync_api import expect

from catalogus.models import Editie, Groep, Prijs, Realisatiemaat, Termijn
from catalogus.regels import edities
from tests.factories import (
    ActiviteitFactory,
    AfnameFactory,
    AfnameregelFactory,
    BronbedragFactory,
    D,
    DekkingFactory,
    EditieFactory,
    FunctiegroepFactory,
    GemeenteFactory,
    KenmerkFactory,
    KostenregelFactory,
    TariefFactory,
    UrenregelFactory,
    ambtenaar,
    maak_groepen,
    medewerker,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TEKSTEN = {"samenvatting": "Kort.", "omschrijving": "<p>Lang.</p>", "doel": "Lezen.", "beoogd_effect": "Meer lezers."}


@pytest.fixture
def redacteur():
    maak_groepen()
    return medewerker(Groep.CATALOGUSREDACTIE, first_name="Wessel")


@pytest.fixture
def westerveld():
    return GemeenteFactory(naam="Westerveld", cbs_code="GM1701")


@pytest.fixture
def editie(redacteur):
    """2027, open: € 60 an hour, 10% opslag. CURSUS is 1 hour and € 5, less € 1,50 from schools: € 70,00 per keer."""
    editie = EditieFactory(jaar=2027, status=Editie.Status.CONCEPT, opslagpercentage=D(10))
    groep = FunctiegroepFactory(naam="Educatie")
    TariefFactory(editie=editie, functiegroep=groep, capaciteit=D(1000))
    velden = {"editie": editie, "verwachte_afnemers": 2, "verwachte_hoeveelheid": D(10), **TEKSTEN}
    cursus = ActiviteitFactory(code="CURSUS", titel="Cursus Klik en Tik", **velden)
    UrenregelFactory(activiteit=cursus, functiegroep=groep, hoeveelheid=D(1), omschrijving="Docent")
    KostenregelFactory(activiteit=cursus, prijs=D(5), omschrijving="Boekje")
    BronbedragFactory(bron=DekkingFactory(activiteit=cursus, bedrag=D("1.50")).bron, jaar=2027, bedrag=D(500))
    cursus.kenmerken.add(KenmerkFactory(naam="Volwassenen"))
    edities.open_editie(editie=editie, door=redacteur)
    return editie


def test_van_2027_naar_2028_en_open(redacteur, westerveld, editie, page, aanmelden, keur):
    editie.activiteiten.update(realisatiemaat=Realisatiemaat.INDICATOR)
    aanmelden(redacteur)
    page.goto("/edities/")
    keur(page)
    page.get_by_role("link", name="Maak 2028 uit 2027").click()
    keur(page)
    page.get_by_role("button", name="Maak de editie").click()
    expect(page.get_by_role("status")).to_contain_text("Editie 2028 is gemaakt, met 1 activiteiten uit 2027.")
    expect(page.get_by_role("heading", name="Nog 2 punten voor je kunt openen")).to_be_visible()
    keur(page)

    # 5% on € 60 is € 63: (63 + 5) × 1,1 − 1,50 = 73,30, which is 4,7% more than 70,00
    page.get_by_role("link", name="Tarieven en opslag").click()
    page.get_by_label("Verhoog alle uurtarieven met").fill("5")
    keur(page)
    page.get_by_role("button", name="Bekijk wat de prijzen doen").click()
    rij = page.get_by_role("region", name="Elke prijs die verandert").get_by_role("row", name="Cursus Klik en Tik")
    expect(rij).to_contain_text("€ 70,00 per keer")
    expect(rij).to_contain_text("€ 73,30 per keer")
    expect(rij).to_contain_text("+4,7%")
    keur(page)
    page.get_by_role("button", name="Pas toe").click()
    expect(page.get_by_role("status")).to_contain_text("Er veranderde 1 prijs.")

    page.get_by_role("navigation", name="Editie").get_by_role("link", name="Overzicht").click()
    page.get_by_role("link", name="Naar het veld: CURSUS wordt gemeten met een indicator").click()
    expect(page).to_have_url("/edities/2028/activiteiten/CURSUS/#id_realisatieindicator")
    page.get_by_label("Uitvoering gemeten in").select_option("bijeenkomsten")
    page.get_by_label("Te meten resultaat").fill("Het aantal bijeenkomsten")
    keur(page)
    page.get_by_role("button", name="Toon het voorbeeld").click()
    expect(page.locator("#voorbeeld")).to_contain_text("Nog niet opgeslagen")
    expect(page.locator("#voorbeeld")).to_contain_text("We tellen: bijeenkomsten.")
    page.get_by_role("button", name="Sla op", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("‘Cursus Klik en Tik’ is opgeslagen.")

    page.get_by_role("link", name="Bronnen").click()
    keur(page)
    page.get_by_role("button", name="Vul de bedragen van 2027 in").click()
    expect(page.get_by_label("Bedrag School")).to_have_value("500,00")
    page.get_by_role("button", name="Sla de bedragen op").click()

    page.get_by_role("navigation", name="Editie").get_by_role("link", name="Overzicht").click()
    page.get_by_label("Kiezen tot en met").fill("2027-12-15")
    page.get_by_role("button", name="Sla de instellingen op").click()
    expect(page.get_by_role("heading", name="Alles klopt")).to_have_count(0)
    expect(page.get_by_text("Alles klopt")).to_be_visible()
    page.get_by_role("link", name="Open de editie").click()
    expect(page.get_by_text("Deze gemeenten krijgen een mail: Westerveld.")).to_be_visible()
    keur(page)
    page.get_by_role("button", name="Open de editie").click()
    expect(page.get_by_role("status")).to_contain_text("Editie 2028 is open. Gemeenten kunnen kiezen.")
    keur(page)
    assert [(p.versie, p.per_eenheid) for p in Prijs.objects.filter(activiteit__editie__jaar=2028)] == [(1, D("73.30"))]

    aanmelden(medewerker(Groep.ACCOUNTMANAGER))
    page.goto("/edities/2028/termijnen/")
    keur(page)
    page.get_by_role("link", name="Geef meer tijd aan Westerveld").click()
    page.get_by_label("Kiezen tot en met").fill("2027-12-20")
    page.get_by_label("Reden").fill("De raad vergadert later.")
    keur(page)
    page.get_by_role("button", name="Geef meer tijd").click()
    expect(page.get_by_role("row", name="Westerveld")).to_contain_text("20 december 2027")
    assert Termijn.objects.get(gemeente=westerveld).reden == "De raad vergadert later."

    aanmelden(ambtenaar(westerveld, "opsteller"))
    page.goto("/g/GM1701/catalogus/2028/CURSUS/")
    expect(page.get_by_role("complementary")).to_contain_text("€ 73,30")


def test_een_prijs_verbeteren_en_twee_jaren_vergelijken(redacteur, westerveld, editie, page, aanmelden, keur):
    """Two hours instead of one: (120 + 5) × 1,1 − 1,50 = 136,00; Westerveld took 2."""
    afname = AfnameFactory(gemeente=westerveld, editie=editie)
    AfnameregelFactory(afname=afname, activiteit=editie.activiteiten.get(), hoeveelheid=D(2))
    edities.kopieer_editie(bron=editie, jaar=2028, indexering=D(0), door=redacteur)
    aanmelden(redacteur)
    page.goto("/edities/2027/activiteiten/")
    keur(page)
    page.get_by_role("link", name="Cursus Klik en Tik").click()
    page.get_by_role("link", name="Verbeter de prijs").click()
    page.get_by_label("Hoeveel Docent").fill("2")
    page.get_by_label("Reden").fill("De uren stonden te laag.")
    keur(page)
    page.get_by_role("button", name="Bekijk het gevolg").click()
    expect(page.get_by_role("row", name="Westerveld")).to_contain_text("€ 272,00")
    keur(page)
    page.get_by_role("button", name="Publiceer de nieuwe prijs").click()
    expect(page.get_by_role("status")).to_contain_text("is nu € 136,00 per keer (versie 2).")

    page.goto("/edities/vergelijk/?van=2027&naar=2028")
    expect(page.get_by_role("row", name="Cursus Klik en Tik")).to_contain_text("−48,5%")
    keur(page)
    page.goto("/edities/2028/verdeling/")
    keur(page)
    page.goto("/edities/2028/activiteiten/nieuw/")
    page.get_by_role("button", name="Maak de activiteit").click()
    expect(page.get_by_role("alert")).to_contain_text("Programmalijn")
    keur(page)
    page.goto("/edities/2028/activiteiten/CURSUS/weg/")
    keur(page)
    page.get_by_role("button", name="Haal uit de editie").click()
    expect(page.get_by_text("Deze editie heeft nog geen activiteiten")).to_be_visible()
    keur(page)
