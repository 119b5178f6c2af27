"""From an empty year to a published report: a plan out of last year's, the draft that a gemeente reads, and its remarks."""

import pytest
from playwright.sync_api import expect

from catalogus.models import Groep, Rol
from jaarbericht.models import Jaarbericht, Taakregel, Uitgave
from jaarbericht.regels import uitgeven
from jaarbericht.taken import voer_uit
from tests.factories import GemeenteFactory, ProgrammalijnFactory, ambtenaar, maak_groepen, medewerker
from tests.jaarbericht.fabrieken import BlokFactory, HoofdstukFactory, OpzetFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
JAAR = 2026


@pytest.fixture
def mensen(settings, tmp_path):
    """Westerveld with one officer, an editor and a director, and of the year before a plan with one chapter."""
    settings.MEDIA_ROOT = tmp_path
    maak_groepen()
    westerveld = GemeenteFactory(naam="Westerveld", cbs_code="GM1701")
    lijn = ProgrammalijnFactory(nummer=2, naam="Leren", slug="leren")
    opzet = OpzetFactory(jaar=JAAR - 1)
    leren = HoofdstukFactory(opzet=opzet, sleutel="leren", titel="Leren", nummer=1, programmalijn=lijn)
    BlokFactory(hoofdstuk=leren, tekst="<p>In Vledder is het café op donderdag.</p>")
    return {
        "opsteller": ambtenaar(westerveld, Rol.OPSTELLER, first_name="Johan", email="johan@westerveld.example"),
        "redacteur": medewerker(Groep.REDACTIE, first_name="Femke", email="femke@bieb.example"),
        "directeur": medewerker(Groep.DIRECTIE, first_name="Dirk", email="dirk@bieb.example"),
    }


def werker() -> None:
    """What a worker does with the one job that waits."""
    voer_uit.call(Taakregel.objects.get(status="wacht").pk)


def test_van_een_leeg_jaar_tot_gepubliceerd(mensen, page, aanmelden, keur, post):
    aanmelden(mensen["redacteur"])
    page.goto(f"/redactie/{JAAR}/")
    page.get_by_role("link", name="Maak een opzet").click()
    page.get_by_role("button", name="Maak de opzet").click()
    page.get_by_role("navigation", name="Hoofdmenu").get_by_role("link", name="Jaarberichten", exact=True).click()
    expect(page).to_have_url(f"/redactie/{JAAR}/")
    rij = page.get_by_role("row", name="Westerveld")
    expect(rij).to_contain_text("0 open punten")  # counted after the page came
    keur(page)
    rij.get_by_role("link", name="Westerveld", exact=True).click()
    page.get_by_role("link", name="Begin met de redactie").click()
    page.get_by_role("button", name="Begin met de redactie").click()
    expect(page.get_by_role("status")).to_contain_text("is nu: redactie")
    page.get_by_role("link", name="Leg ter inzage").click()
    keur(page)
    page.get_by_role("button", name="Leg ter inzage").click()
    expect(page.get_by_role("heading", name="Er wordt nu een pdf gemaakt")).to_be_visible()
    werker()
    page.get_by_role("link", name="Toon de nieuwe stand").click()
    expect(page.get_by_role("link", name="Uitgave 1, ter inzage (pdf)")).to_be_visible()
    assert post() == [("Jaarbericht 2026 van Westerveld ligt ter inzage", ["dirk@bieb.example", "johan@westerveld.example"])]

    aanmelden(mensen["opsteller"])
    page.goto("/")
    page.get_by_role("link", name="Lees het concept").first.click()
    page.get_by_role("navigation", name="Hoofdstukken").get_by_role("link", name="Leren").click()
    page.get_by_label("Wat klopt er niet in dit hoofdstuk?").fill("Dat is op dinsdag.")
    page.get_by_role("button", name="Plaats de opmerking").click()
    expect(page.get_by_role("article", name="Opmerking van Johan")).to_contain_text("Dat is op dinsdag.")
    keur(page)
    assert post() == [("Nieuwe opmerking bij jaarbericht 2026 van Westerveld", ["femke@bieb.example"])]

    aanmelden(mensen["redacteur"])
    page.goto(f"/redactie/{JAAR}/")
    expect(page.get_by_role("row", name="Westerveld")).to_contain_text("1 opmerking")
    page.goto(f"/redactie/{JAAR}/uitgave/GM1701/")
    draad = page.get_by_role("article", name="Opmerking van Johan")
    draad.get_by_text("Antwoord op Johan").click()
    draad.get_by_label("Je antwoord").fill("Dank je, dat passen we aan.")
    draad.get_by_role("button", name="Stuur je antwoord").click()
    page.get_by_role("article", name="Opmerking van Johan").get_by_role("button", name="Dit is opgelost").click()
    expect(page.get_by_role("article", name="Opmerking van Johan")).to_contain_text("Opgelost")
    expect(page.get_by_text("Stel vast: Dat doet iemand van de directie.")).to_be_visible()
    keur(page)
    assert post() == [("Nieuw antwoord bij jaarbericht 2026 van Westerveld", ["johan@westerveld.example"])]

    aanmelden(mensen["directeur"])
    page.goto(f"/redactie/{JAAR}/uitgave/GM1701/")
    page.get_by_role("link", name="Stel vast").click()
    page.get_by_role("button", name="Stel vast").click()
    werker()
    page.goto(f"/redactie/{JAAR}/maken/")
    expect(page.get_by_role("row", name="Westerveld")).to_contain_text("uitgave 2, vastgesteld")
    keur(page)
    page.goto(f"/redactie/{JAAR}/uitgave/GM1701/")
    page.get_by_role("link", name="Publiceer", exact=True).click()
    page.get_by_role("button", name="Publiceer").click()
    expect(page.get_by_role("status")).to_contain_text("is nu: gepubliceerd")
    bericht = Jaarbericht.objects.get()
    openbaar = uitgeven.openbare_uitgave(jaarbericht=bericht)
    assert (bericht.status, openbaar.nummer, openbaar.soort) == ("gepubliceerd", 2, Uitgave.Soort.VASTGESTELD)
    assert list(bericht.wissels.values_list("stap", "door__first_name")) == [
        ("beginnen", "Femke"),
        ("ter_inzage", "Femke"),
        ("vaststellen", "Dirk"),
        ("publiceren", "Dirk"),
    ]
    assert [onderwerp for onderwerp, _ in post()] == [
        "Jaarbericht 2026 van Westerveld is vastgesteld",
        "Jaarbericht 2026 van Westerveld is openbaar",
    ]
