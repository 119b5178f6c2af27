"""More than one: two people at one selection, one person with two gemeenten; and a browser without JavaScript."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from catalogus.models import Rol, Status
from tests.factories import AfnameFactory, AfnameregelFactory, D, GemeenteFactory, LidmaatschapFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WACHTWOORD = "een-goed-lang-wachtwoord"


def adres(afname):
    return reverse("keuze", args=[afname.gemeente.cbs_code, afname.pk])


def test_twee_tegelijk_en_er_gaat_niets_verloren(wereld, page, venster, aanmelden, keur):
    afname = wereld.afname()
    ander = venster()
    aanmelden(wereld.opsteller)
    aanmelden(wereld.fiatteur, ander)
    for scherm in (page, ander):
        scherm.goto(adres(afname))
    page.get_by_role("button", name="Een meer: Cursus Klik en Tik").click()
    expect(page.locator("#voet")).to_have_text("€ 235,00")

    veld = ander.get_by_label("Hoeveelheid Cursus Klik en Tik, keer")
    veld.fill("6")
    veld.press("Tab")
    expect(ander.get_by_role("heading", name="Iemand anders was je voor")).to_be_focused()
    botsing = ander.get_by_role("region", name="Iemand anders was je voor")
    expect(botsing).to_contain_text("Olga veranderde Cursus Klik en Tik")
    expect(botsing.get_by_label("Van Olga: 3 keer")).to_be_checked()
    assert afname.regels.get().hoeveelheid == D(3)
    keur(ander)
    botsing.get_by_label("Van jou: 6 keer").check()
    botsing.get_by_role("button", name="Bewaar deze keuze").click()
    expect(ander.locator("#voet")).to_have_text("€ 370,00")

    page.locator(".kz-CURSUS").get_by_role("button", name="Haal weg").click()  # without having seen the six
    expect(page.get_by_role("main")).to_contain_text("Frank veranderde Cursus Klik en Tik")
    expect(page.get_by_role("main")).to_contain_text("Er is nog niets weg.")
    keur(page)
    page.get_by_role("link", name="Laat staan").click()
    expect(page.locator("#voet")).to_have_text("€ 370,00")


def test_een_ambtenaar_van_twee_gemeenten(wereld, page, aanmelden):
    aa_en_hunze = GemeenteFactory(naam="Aa en Hunze", cbs_code="GM1680")
    LidmaatschapFactory(gebruiker=wereld.opsteller, gemeente=aa_en_hunze, rol=Rol.OPSTELLER)
    westerveld = wereld.afname(naam="Keuze van Westerveld")
    hunze = AfnameFactory(gemeente=aa_en_hunze, editie=wereld.editie, naam="Keuze van Aa en Hunze")
    AfnameregelFactory(afname=hunze, activiteit=wereld.collectie)
    aanmelden(wereld.opsteller)
    page.goto("/g/GM1701/catalogus/2026/")
    expect(page.locator("#keuze")).to_contain_text("Keuze van Westerveld")
    page.get_by_text("Wissel van gemeente, nu: Westerveld").click()
    page.get_by_role("navigation", name="Wissel van gemeente").get_by_role("link", name="Aa en Hunze").click()
    expect(page).to_have_url("/g/GM1680/catalogus/2026/")
    expect(page.locator("#keuze")).to_contain_text("Keuze van Aa en Hunze")
    expect(page.locator("#keuze")).to_contain_text("€ 250,00")
    expect(page.locator("#keuze")).not_to_contain_text("Westerveld")
    page.get_by_role("button", name="Voeg toe: Leesclub").click()
    expect(page.locator("#keuze")).to_contain_text("€ 310,00")
    expect(page.locator("#keuze")).not_to_contain_text("€ 240,00")  # the budget of Westerveld
    assert [sorted(afname.regels.values_list("activiteit__code", flat=True)) for afname in (westerveld, hunze)] == [
        ["CURSUS"],
        ["COLLECTIE", "LEES"],
    ]
    assert page.goto(f"/g/GM1680/keuze/{westerveld.pk}/").status == 404


def test_zonder_javascript(wereld, venster, post):
    wereld.opsteller.set_password(WACHTWOORD)
    wereld.opsteller.save()
    afname = wereld.afname()
    page = venster(java_script_enabled=False)
    page.goto("/g/GM1701/catalogus/2026/")
    page.get_by_label("E-mailadres").fill(wereld.opsteller.email)
    page.get_by_label("Wachtwoord").fill(WACHTWOORD)
    page.get_by_role("button", name="Log in").click()

    page.get_by_label("Lezen, 1 activiteit").check()
    page.get_by_role("button", name="Toon activiteiten").click()
    expect(page).to_have_url("/g/GM1701/catalogus/2026/?q=&lijn=1&sorteer=")
    page.get_by_role("button", name="Voeg toe: Leesclub").click()
    expect(page.get_by_role("status").filter(has_text="Toegevoegd: Leesclub, 1 keer. Totaal € 250,00.")).to_be_visible()
    page.goto(adres(afname))
    page.get_by_role("button", name="Een minder: Cursus Klik en Tik").click()
    expect(page.locator("#voet")).to_have_text("€ 205,00")
    page.locator(".kz-LEES").get_by_role("button", name="Haal weg").click()
    expect(page.locator("#voet")).to_have_text("€ 145,00")
    page.get_by_role("button", name="Maak laatste wijziging ongedaan").click()
    expect(page.get_by_role("status").filter(has_text="Leesclub staat weer in de keuze.")).to_be_visible()
    page.get_by_role("link", name="Leg voor aan de fiatteur").click()
    page.get_by_role("button", name="Leg voor aan de fiatteur").click()
    expect(page.get_by_role("status").filter(has_text="De keuze ligt bij de fiatteur.")).to_be_visible()
    afname.refresh_from_db()
    assert afname.status == Status.TER_FIATTERING
    assert post() == [("Keuze 2026 van Westerveld ligt klaar om te fiatteren", ["frank@westerveld.example"])]
