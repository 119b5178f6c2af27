"""What happens to a selection after it was put forward: taken back, returned, confirmed, and changed after that."""

import datetime

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from catalogus.models import Afname, Editie, Status
from catalogus.regels.afname import wissel
from tests.factories import AfnameregelFactory, D, PrijsFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ANNA, FRANK, OLGA = "anna@bibliotheek.example", "frank@westerveld.example", "olga@westerveld.example"


@pytest.fixture
def open_keuze(wereld, page, aanmelden):
    """Opens the selection as this user, or its place in the inbox of the library."""

    def als(gebruiker, afname, route="keuze"):
        aanmelden(gebruiker)
        adres = {"keuze": ["GM1701", afname.pk], "postvak_afname": [afname.pk]}
        page.goto(reverse(route, args=adres[route]))

    return als


@pytest.fixture
def zet_stap(page):
    """Takes the step with this name, with what is filled in on its page."""

    def doe(naam, **velden):
        page.get_by_role("link", name=naam, exact=True).click()
        for label, waarde in velden.items():
            page.get_by_label(label.replace("_", " ").capitalize()).fill(waarde)
        page.get_by_role("main").get_by_role("button").first.click()

    return doe


def gedaan(page, tekst):
    expect(page.get_by_role("status").filter(has_text=tekst)).to_be_visible()


def tot(wereld, afname, *stappen):
    """The selection after these steps, each by who may."""
    wie = {"voorleggen": wereld.opsteller, "indienen": wereld.fiatteur, "bevestigen": wereld.accountmanager}
    for stap in stappen:
        afname = wissel(afname=afname, overgang=stap, door=wie[stap], reden="")
    return afname


def test_ingetrokken_met_een_reden(wereld, page, open_keuze, zet_stap, keur, post):
    afname = tot(wereld, wereld.afname(), "voorleggen", "indienen")
    post()
    open_keuze(wereld.fiatteur, afname)
    zet_stap("Trek in")
    expect(page.get_by_role("alert")).to_contain_text("Geef een reden.")
    page.get_by_label("Reden").fill("De raad wil minder.")
    page.get_by_role("button", name="Trek de keuze in").click()
    gedaan(page, "De keuze is ingetrokken en weer een concept.")
    expect(page.get_by_role("region", name="Logboek")).to_contain_text("De raad wil minder.")
    keur(page)
    assert post() == [("Keuze 2026 van Westerveld is weer een concept", [ANNA, OLGA])]


def test_teruggegeven_verbeterd_en_bevestigd(wereld, page, open_keuze, zet_stap, keur, post):
    afname = tot(wereld, wereld.afname(), "voorleggen", "indienen")
    post()
    open_keuze(wereld.accountmanager, afname, "postvak_afname")
    page.get_by_label("Opmerking bij Cursus Klik en Tik").first.click()
    page.locator("textarea[name^=opmerking]").fill("Er is plaats voor een.")
    page.get_by_role("button", name="Geef terug aan de gemeente").click()
    expect(page.get_by_role("alert")).to_contain_text("Geef een reden.")
    expect(page.locator("textarea[name^=opmerking]")).to_have_value("Er is plaats voor een.")
    keur(page)
    page.get_by_label("Reden of bericht").fill("Kijk nog eens naar de cursus.")
    page.get_by_role("button", name="Geef terug aan de gemeente").click()
    gedaan(page, "De keuze van Westerveld is teruggegeven.")
    assert post() == [("Keuze 2026 van Westerveld is weer een concept", [FRANK, OLGA])]

    open_keuze(wereld.opsteller, afname)
    expect(page.get_by_role("heading", name="Teruggegeven door Anna")).to_be_visible()
    expect(page.locator("#r-CURSUS")).to_contain_text("Anna: Er is plaats voor een.")
    keur(page)
    page.get_by_role("button", name="Een minder: Cursus Klik en Tik").click()
    expect(page.locator("#voet")).to_have_text("€ 145,00")
    page.reload()
    expect(page.get_by_role("region", name="Veranderd sinds de vorige ronde")).to_contain_text("Cursus Klik en Tik")
    zet_stap("Leg voor aan de fiatteur")
    gedaan(page, "De keuze ligt bij de fiatteur.")
    open_keuze(wereld.fiatteur, afname)
    zet_stap("Fiatteer en dien in")
    gedaan(page, "De keuze is ingediend bij de bibliotheek.")
    post()

    open_keuze(wereld.accountmanager, afname, "postvak_afname")
    page.get_by_role("button", name="Bevestig de keuze").click()
    gedaan(page, "De keuze van Westerveld is bevestigd.")
    assert post() == [("Keuze 2026 van Westerveld is bevestigd", [FRANK, OLGA])]
    open_keuze(wereld.opsteller, afname)
    expect(page.get_by_role("button", name="Een meer: Cursus Klik en Tik")).to_have_count(0)
    afname.refresh_from_db()
    assert (afname.status, afname.regels.get().hoeveelheid) == (Status.BEVESTIGD, D(1))


def test_gewijzigd_na_bevestigen(wereld, page, open_keuze, zet_stap, keur, post):
    afname = wereld.afname()
    lees = wereld.editie.activiteiten.get(code="LEES")
    AfnameregelFactory(afname=afname, activiteit=lees)
    wereld.gemeente.budgetten.all().delete()
    afname = tot(wereld, afname, "voorleggen", "indienen", "bevestigen")
    for activiteit, prijs in ((wereld.cursus, 50), (lees, 70)):
        PrijsFactory(activiteit=activiteit, versie=2, vast=D(100) if prijs == 50 else D(0), per_eenheid=D(prijs))
    wereld.editie.status = Editie.Status.LOPEND
    wereld.editie.save()
    post()
    open_keuze(wereld.opsteller, afname)
    zet_stap("Maak een nieuwe versie", reden="Er is meer vraag.")
    expect(page.get_by_role("alert")).to_contain_text("Vul de datum in waarop de wijziging ingaat.")
    keur(page)
    page.get_by_label("Ingangsdatum").fill("1-7-2026")
    page.get_by_role("button", name="Maak een nieuwe versie").click()
    gedaan(page, "Dit is de nieuwe versie.")
    expect(page.get_by_role("main")).to_contain_text("Gaat in op 1 juli 2026.")
    expect(page.locator("#voet")).to_have_text("€ 250,00")  # 190 + 60, at the prices of the version before
    page.get_by_role("button", name="Een meer: Cursus Klik en Tik").click()
    expect(page.locator("#bedrag-CURSUS")).to_have_text("€ 250,00")  # 100 + 3 × 50: changed, so at the new price
    expect(page.locator("#bedrag-LEES")).to_have_text("€ 60,00")
    nieuw = Afname.objects.get(versienummer=2)
    assert (nieuw.ingangsdatum, nieuw.voorganger) == (datetime.date(2026, 7, 1), afname)
    assert post() == [("Keuze 2026 van Westerveld is weer een concept", [ANNA, FRANK])]
    page.get_by_role("link", name="Vergelijk met versie 1").click()
    rij = page.get_by_role("region", name="Verschillen per activiteit").get_by_role("row", name="Cursus Klik en Tik")
    expect(rij).to_contain_text("3 keer · +€ 60,00")
    afname.refresh_from_db()
    assert afname.status == Status.BEVESTIGD  # until the new one is confirmed
    tot(wereld, nieuw, "voorleggen", "indienen", "bevestigen")
    open_keuze(wereld.opsteller, afname)
    expect(page.get_by_role("main")).to_contain_text("Er is een versie 2: bevestigd.")
    keur(page)


def test_namens_de_gemeente_is_gemarkeerd(wereld, page, open_keuze):
    afname = wereld.afname()
    open_keuze(wereld.accountmanager, afname)
    expect(page.get_by_role("main")).to_contain_text("Je kijkt als bibliotheek mee met Westerveld.")
    page.get_by_role("button", name="Een meer: Cursus Klik en Tik").click()
    expect(page.locator("#voet")).to_have_text("€ 235,00")
    open_keuze(wereld.opsteller, afname)
    expect(page.locator("#stand")).to_contain_text("door Anna (bibliotheek, namens jullie)")
