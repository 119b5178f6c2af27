"""The redactie makes 2027 out of 2026, moves a chapter by keyboard, and writes a story of an execution with a photo."""

import datetime
import re

import pytest
from PIL import Image
from playwright.sync_api import expect

from catalogus.models import Groep
from jaarbericht.models import Opzet, Verhaal
from tests.factories import (
    ActiviteitFactory,
    BijeenkomstFactory,
    EditieFactory,
    GemeenteFactory,
    LocatieFactory,
    ProgrammalijnFactory,
    UitvoeringFactory,
    maak_groepen,
    medewerker,
)
from tests.jaarbericht.fabrieken import BlokFactory, HoofdstukFactory, OpzetFactory, TekstvariantFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def wereld(tmp_path, settings):
    """A plan of 2026 with two chapters and a local text, and an execution in 2027 that 42 came to."""
    settings.MEDIA_ROOT = tmp_path / "media"
    maak_groepen()
    gemeente, lijn = GemeenteFactory(naam="Westerveld", cbs_code="GM1701"), ProgrammalijnFactory(nummer=3, naam="Lezen")
    opzet = OpzetFactory(jaar=2026)
    hoofdstuk = HoofdstukFactory(opzet=opzet, soort="programmalijn", titel="Lezen", programmalijn=lijn, nummer=3)
    TekstvariantFactory(blok=BlokFactory(hoofdstuk=hoofdstuk, tekst="<p>Samen lezen wij.</p>"), gemeente=gemeente)
    BlokFactory(hoofdstuk=HoofdstukFactory(opzet=opzet, titel="Hoogtepunten"), titel="Het jaar")
    activiteit = ActiviteitFactory(editie=EditieFactory(jaar=2027), titel="Voorlezen op zondag", programmalijn=lijn)
    plek = LocatieFactory(gemeente=gemeente, naam="Bibliotheek Diever", plaats="Diever")
    uitvoering = UitvoeringFactory(gemeenten=[gemeente], activiteit=activiteit, locatie=plek)
    BijeenkomstFactory(uitvoering=uitvoering, datum=datetime.date(2027, 2, 7), deelnames=42)
    foto = tmp_path / "zaal.jpg"
    Image.new("RGB", (900, 1200), (120, 160, 140)).save(foto)
    return medewerker(Groep.REDACTIE, first_name="Femke"), foto


def test_van_een_leeg_jaar_naar_een_verhaal_met_foto(wereld, page, aanmelden, keur):
    redacteur, foto = wereld
    aanmelden(redacteur)
    page.goto("/redactie/2027/opzet/")
    page.get_by_role("link", name="Maak de opzet voor 2027").click()
    keur(page)
    page.get_by_role("button", name="Maak de opzet").click()
    expect(page.get_by_role("status")).to_contain_text("De opzet voor 2027 is gemaakt, met 2 hoofdstukken.")

    # By keyboard: the arrows, and Alt with an arrow; the focus stays with what was moved.
    page.get_by_role("button", name="Zet Hoogtepunten hoger").press("Enter")
    expect(page.get_by_role("heading", level=2)).to_have_text(["Hoogtepunten", "Lezen"])
    expect(page.locator(".rd-hoofdstuk").first).to_be_focused()
    page.keyboard.press("Alt+ArrowDown")
    expect(page.get_by_role("heading", level=2)).to_have_text(["Lezen", "Hoogtepunten"])
    page.keyboard.press("Alt+ArrowUp")
    expect(page.get_by_role("heading", level=2)).to_have_text(["Hoogtepunten", "Lezen"])
    page.get_by_text("1 blok van Lezen").click()
    keur(page)
    page.get_by_role("link", name="Voeg een blok toe aan Lezen").click()
    page.get_by_label("Verhalen. Alle verhalen").check()
    page.get_by_role("button", name="Ga verder").click()
    page.get_by_label("Wanneer het erin komt").select_option(label="alleen als er verhalen zijn")
    keur(page)
    page.get_by_role("button", name="Voeg het blok toe").click()
    expect(page.locator(".rd-blok").last).to_be_focused()

    page.get_by_role("navigation", name="Jaarberichten 2027").get_by_role("link", name="Verhalen").click()
    keur(page)
    page.get_by_role("link", name="Westerveld").click()
    keur(page)
    page.get_by_role("link", name="Verhaal van een uitvoering").click()
    page.get_by_label("Zoek op activiteit").fill("zondag diever")
    page.get_by_role("button", name="Zoek", exact=True).click()
    expect(page.get_by_role("listitem").filter(has_text="Voorlezen op zondag")).to_contain_text("42 deelnames")
    page.get_by_role("link", name="Voorlezen op zondag").click()
    expect(page.get_by_label("Plaats", exact=True)).to_have_value("Diever")
    expect(page.get_by_label("Verhaal", exact=True)).to_have_value("Er kwamen {verhaal:deelnames} mensen.")
    page.get_by_label("Titel").fill("Een volle zondag")
    keur(page)
    page.get_by_role("button", name="Bewaar het verhaal").click()

    page.get_by_label("Foto", exact=True).set_input_files(foto)
    page.get_by_label("Wat is er te zien?").fill("Een volle zaal")
    keur(page)
    page.get_by_role("button", name="Bewaar de foto").click()
    gewoon = page.get_by_role("img", name="De foto, gewoon")
    page.get_by_label("Van boven (%)").fill("20")
    expect(gewoon).to_have_attribute("viewBox", re.compile(r"^0 127\.1\d* 900 564\.3"))  # 20% of 1200 - 564.3
    vlak = page.locator("#foto image").bounding_box()
    page.mouse.click(vlak["x"] + vlak["width"] * 0.25, vlak["y"] + vlak["height"] * 0.1)
    expect(page.get_by_label("Van links (%)")).to_have_value("25")
    keur(page)
    page.get_by_role("button", name="Bewaar", exact=True).click()
    expect(page.get_by_role("link", name="Een volle zondag", exact=True)).to_be_visible()
    verhaal = Verhaal.objects.get()
    assert (verhaal.foto.focus_x, verhaal.foto.focus_y, verhaal.uitvoering.pk) == (25, 10, verhaal.foto.uitvoering_id)
    assert list(Opzet.objects.get(jaar=2027).hoofdstukken.order_by("volgorde").values_list("titel", flat=True)) == [
        "Hoogtepunten",
        "Lezen",
    ]
