"""Everybody finds a published report in the archive, reads it, and takes its figures along."""

import re

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from playwright.sync_api import expect

from jaarbericht.models import Jaarbericht, Uitgave
from jaarbericht.rapport import naar_json
from tests import factories as f
from tests.jaarbericht import fabrieken as j
from tests.jaarbericht import voorbeeldrapport as voorbeeld

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def uitgegeven():
    westerveld = f.GemeenteFactory(naam="Westerveld", cbs_code="GM1701")
    bericht = j.JaarberichtFactory(gemeente=westerveld, jaar=2024, status=Jaarbericht.Status.GEPUBLICEERD)
    return j.UitgaveFactory(
        jaarbericht=bericht,
        soort=Uitgave.Soort.VASTGESTELD,
        inhoud=naar_json(voorbeeld.voorbeeld()),
        pdf=ContentFile(b"%PDF-1.7 bevroren", name="bevroren.pdf"),
        openbaar_vanaf=timezone.now(),
    )


def test_van_het_archief_naar_een_hoofdstuk_en_de_cijfers(uitgegeven, page, keur, axe):
    page.goto("/jaarberichten/")
    keur(page)
    page.get_by_label("Gemeente").fill("wester")
    page.get_by_role("button", name="Zoek").click()
    page.get_by_role("link", name="Westerveld", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Jaarbericht 2024.*Westerveld", re.DOTALL))
    axe(page)

    inhoud = page.get_by_role("navigation", name="Hoofdstukken")
    inhoud.get_by_role("link", name="5 Heel Drenthe doet mee").click()
    expect(page).to_have_url(re.compile("/jaarberichten/2024/GM1701/#meedoen$"))
    expect(inhoud.get_by_role("link", name="5 Heel Drenthe doet mee")).to_have_attribute("aria-current", "location")

    page.set_viewport_size({"width": 390, "height": 800})
    page.get_by_text("Inhoud van dit jaarbericht").click()
    inhoud.get_by_role("link", name="Colofon").click()
    expect(inhoud.get_by_role("link", name="Colofon")).to_be_hidden()  # a choice folds the contents away

    page.get_by_text("Cijfers", exact=True).first.click()
    with page.expect_download() as opgehaald:
        page.get_by_role("link", name="Csv").click()
    assert opgehaald.value.suggested_filename == "cijfers-GM1701-2024.csv"
