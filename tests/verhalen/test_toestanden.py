"""Every screen of choosing, of the inbox and of the public catalogue in its states: axe, no scrolling sideways, no English."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from catalogus.models import Eenheid, Functie, Grondslag, Pakket, Prijsvorm, Rol, Status
from catalogus.regels.afname import wissel
from tests import factories as f

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BREEDTES = (1280, 640, 390)  # a desk, that desk at 200% zoom, and a phone
D = f.D
LANG = "Samenwerkingsverband voor laaggeletterdheidsbestrijding en taalontwikkelingsstimulering in de kinderopvang"
ZIN = "Met iedereen die meedoet spreken we af wat het oplevert, en dat meten we twee keer per jaar. " * 3


def keuze(afname, route="keuze", *rest):
    return reverse(route, args=[afname.gemeente.cbs_code, afname.pk, *rest])


def grote_keuze(wereld):
    """Many lines with long texts: per location by a staffel, maatwerk with a question, a line without quantity."""
    gemeente, lijn = wereld.gemeente, wereld.cursus.programmalijn
    afname = wereld.afname(naam=LANG[:80], kenmerk="Z-2026/000123", toelichting=ZIN)
    scholen = [
        f.vestiging(gemeente, naam=f"Openbare basisschool {LANG[:40]} {n}", functie=Functie.DBOS_PO, leerlingen=60)
        for n in range(3)
    ]
    staffel = f.ActiviteitFactory(
        code="DBOS", titel=LANG, programmalijn=lijn, eenheid=Eenheid.LEERLING, prijsvorm=Prijsvorm.STAFFEL, samenvatting=ZIN
    )
    klassen = [["50", "106"], ["100", "189"], [None, "437"]]
    f.PrijsFactory(activiteit=staffel, grondslag=Grondslag.LOCATIE, staffel=klassen)
    regel = f.AfnameregelFactory(afname=afname, activiteit=staffel, hoeveelheid=D(180), resultaat=ZIN[:200], toelichting=ZIN)
    for school in scholen:
        f.AfnameregellocatieFactory(regel=regel, locatie=school, hoeveelheid=D(60))
    maat = f.ActiviteitFactory(code="MAAT", titel="Maatwerk", pakket=Pakket.MAATWERK, prijsvorm=Prijsvorm.OP_AANVRAAG)
    gevraagd = {"gevraagd_door": wereld.opsteller, "gevraagd_op": f.dag("2025-06-01"), "vraag": ZIN}
    opgave = f.PrijsopgaveFactory(activiteit=maat, gemeente=gemeente, **gevraagd)
    f.AfnameregelFactory(afname=afname, activiteit=maat, prijsopgave=opgave)
    for n in range(2, 4):
        extra = f.ActiviteitFactory(code=f"EXTRA-{n}", titel=f"{n} {LANG}", minimum=D(2), maximum=D(40))
        f.PrijsFactory(activiteit=extra, vast=D(100000), per_eenheid=D("1234.56"))
        f.AfnameregelFactory(afname=afname, activiteit=extra, hoeveelheid=D(n))
    return afname, opgave


def in_staat(wereld, status, **velden):
    """A selection of two cursussen that came in this state along the table of transitions."""
    afname = wereld.afname(**velden)
    stappen = {
        Status.TER_FIATTERING: [("voorleggen", wereld.opsteller)],
        Status.INGEDIEND: [("voorleggen", wereld.opsteller), ("indienen", wereld.fiatteur)],
        Status.BEVESTIGD: [
            ("voorleggen", wereld.opsteller),
            ("indienen", wereld.fiatteur),
            ("bevestigen", wereld.accountmanager),
        ],
        Status.VERVALLEN: [("vervallen", wereld.opsteller)],
    }
    for stap, wie in stappen[status]:
        afname = wissel(afname=afname, overgang=stap, door=wie, reden="Zo is het besproken.")
    return afname


@pytest.fixture
def bekijk(page, keur):
    """Opens addresses one after the other; the status of each answer."""

    def alle(*adressen) -> list[int]:
        gezien = []
        for adres in adressen:
            gezien.append(page.goto(adres).status)
            keur(page)
        return gezien

    return alle


def test_een_gemeente_die_begint(wereld, page, aanmelden, bekijk, keur):
    aanmelden(wereld.raadpleger)
    assert bekijk("/g/GM1701/keuzes/2026/", "/g/GM1701/keuzes/2026/nieuw/") == [200, 200]
    leeg = f.AfnameFactory(gemeente=wereld.gemeente, editie=wereld.editie, naam="Leeg")
    aanmelden(wereld.opsteller)
    assert bekijk(keuze(leeg), keuze(leeg, "keuze_wissel", "voorleggen")) == [200, 200]
    page.get_by_role("button", name="Leg voor aan de fiatteur").click()
    expect(page.get_by_role("alert")).to_contain_text("Deze keuze is leeg.")
    keur(page)
    page.goto("/g/GM1701/keuzes/2026/nieuw/")
    page.get_by_label("Naam van de keuze").evaluate("veld => veld.form.noValidate = true")
    page.get_by_label("Naam van de keuze").fill("")
    page.get_by_role("button", name="Begin deze keuze").click()
    expect(page.get_by_label("Naam van de keuze")).to_have_attribute("aria-invalid", "true")
    keur(page)


def test_een_grote_keuze(wereld, page, aanmelden, bekijk, keur):
    afname, _ = grote_keuze(wereld)
    aanmelden(wereld.opsteller)
    assert bekijk(keuze(afname)) == [200]
    for knop in page.locator("summary:visible").all()[2:]:
        knop.click()
    keur(page)
    veld = page.get_by_label("Hoeveelheid 3 Samenwerkingsverband")
    veld.fill("99")
    veld.press("Tab")
    expect(page.locator("#fout-EXTRA-3")).to_contain_text("vul 40 of minder in. Je vulde 99 in.")
    keur(page)
    assert (
        bekijk(
            keuze(afname, "keuze_prijsopgave", "MAAT"),
            keuze(afname, "keuze_wissel", "indienen"),
            "/g/GM1701/keuzes/2026/",
        )
        == [200] * 3
    )
    page.goto(keuze(afname, "keuze_wissel", "voorleggen"))
    page.get_by_role("button", name="Leg voor aan de fiatteur").click()
    expect(page.get_by_role("alert")).to_contain_text("heeft nog geen prijs")
    keur(page)


@pytest.mark.parametrize("status", [Status.TER_FIATTERING, Status.INGEDIEND, Status.BEVESTIGD, Status.VERVALLEN])
def test_een_keuze_die_vaststaat(wereld, aanmelden, bekijk, status):
    wereld.gemeente.vier_ogen = False
    wereld.gemeente.save()
    afname = in_staat(wereld, status)
    stap = {"ter_fiattering": "terug", "ingediend": "teruggeven", "bevestigd": "nieuwe_versie", "vervallen": "voorleggen"}
    aanmelden(wereld.accountmanager if status == Status.INGEDIEND else wereld.fiatteur)
    assert bekijk(keuze(afname), keuze(afname, "keuze_wissel", stap[status])) == [200, 200]


def test_de_gegevens_en_een_botsing(wereld, page, aanmelden, keur):
    afname = wereld.afname()
    aanmelden(wereld.opsteller)
    page.goto(keuze(afname, "keuze_gegevens"))
    afname.naam, afname.slot = "Van een ander", 1
    afname.save()
    page.get_by_label("Kenmerk").fill(LANG[:80])
    page.get_by_role("button", name="Bewaar").click()
    expect(page.get_by_role("heading", name="Iemand anders was je voor")).to_be_visible()
    expect(page.get_by_label("Kenmerk")).to_have_value(LANG[:80])
    keur(page)


def test_de_catalogus_van_een_gemeente(wereld, page, aanmelden, bekijk, keur):
    afname, _ = grote_keuze(wereld)
    ouder = f.ActiviteitFactory(code="OUDER", titel="Kleintje Bieb", samenvatting=ZIN)
    f.PrijsFactory(activiteit=f.ActiviteitFactory(code="KIND", titel="Kleintje Bieb peuters", ouder=ouder), per_eenheid=D(9))
    for soort in ("doelgroep", "wsob", "pijler", "opgave"):
        wereld.cursus.kenmerken.add(f.KenmerkFactory(soort=soort, naam=f"{soort} {LANG[:60]}", leeftijd_van=4, leeftijd_tot=8))
    aanmelden(wereld.opsteller)
    basis = "/g/GM1701/catalogus/2026/"
    assert (
        bekijk(
            basis,
            f"{basis}?q=bestaatniet&pakket=plus",
            f"{basis}?q=samenwerkingsverbnad&leeftijd=6&lijn=99",
            f"{basis}CURSUS/",
            f"{basis}DBOS/",
            f"{basis}MAAT/",
            f"{basis}OUDER/",
            f"{basis}BASIS/",
        )
        == [200] * 8
    )
    wereld.editie.kiezen_tot = f.dag("2020-01-01")
    wereld.editie.save()
    assert bekijk(basis, f"{basis}CURSUS/", keuze(afname), "/g/GM1701/keuzes/2026/nieuw/", f"{basis}WEG/") == [200] * 4 + [404]


def test_het_postvak_en_de_afzet(wereld, page, aanmelden, bekijk, keur):
    aanmelden(wereld.accountmanager)
    assert bekijk("/bibliotheek/aanvragen/", "/bibliotheek/afzet/2026/") == [200, 200]
    afname, opgave = grote_keuze(wereld)
    ingediend = in_staat(wereld, Status.INGEDIEND, naam="Ingediend")
    bevestigd = f.AfnameFactory(gemeente=f.GemeenteFactory(naam=LANG[:80]), editie=wereld.editie, status=Status.BEVESTIGD)
    f.AfnameregelFactory(afname=bevestigd, activiteit=wereld.cursus, bedrag_vast=D(100), bedrag_eenheid=D(9999999))
    besluit = reverse("postvak_afname", args=[ingediend.pk])
    assert (
        bekijk(
            "/bibliotheek/aanvragen/?tab=alle",
            "/bibliotheek/aanvragen/?regio=Noord",
            "/bibliotheek/afzet/2026/",
            besluit,
            reverse("postvak_afname", args=[afname.pk]),
            reverse("prijsopgave", args=[opgave.pk]),
        )
        == [200] * 6
    )
    page.get_by_role("button", name="Geef de prijs").or_(page.get_by_role("main").get_by_role("button")).first.click()
    expect(page.locator("[aria-invalid=true]").first).to_be_visible()
    keur(page)
    page.goto(besluit)
    page.locator("input[name=gezien]").evaluate("veld => veld.value = '77'")
    page.get_by_role("button", name="Bevestig de keuze").click()
    expect(page.get_by_role("alert")).to_contain_text("Intussen heeft")
    keur(page)


def test_de_openbare_catalogus(wereld, bekijk):
    grote_keuze(wereld)
    lijn = wereld.cursus.programmalijn.slug
    adressen = ["/catalogus/", f"/catalogus/{lijn}/", f"/catalogus/{lijn}/DBOS/", f"/catalogus/{lijn}/BASIS/"]
    assert bekijk(*adressen) == [200] * 4
    wereld.editie.status = "concept"
    wereld.editie.save()
    assert bekijk("/catalogus/", f"/catalogus/{lijn}/DBOS/") == [200, 404]


def test_een_account_zonder_gemeente_en_een_met_twee(wereld, aanmelden, bekijk):
    aanmelden(f.GebruikerFactory())
    assert bekijk("/", "/g/GM1701/catalogus/2026/") == [200, 404]
    f.LidmaatschapFactory(gebruiker=wereld.opsteller, gemeente=f.GemeenteFactory(naam=LANG[:80]), rol=Rol.FIATTEUR)
    in_staat(wereld, Status.TER_FIATTERING, naam=LANG[:80])
    aanmelden(wereld.opsteller)
    assert bekijk("/", "/g/GM1701/catalogus/2026/") == [200, 200]
