"""Files in a browser: a table that is changed in a workbook, and a list of another system."""

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from catalogus.models import Bijeenkomst, Groep, Inwonertal, Meting, Titelkoppeling
from tests.factories import (
    ActiviteitFactory,
    GemeenteFactory,
    IndicatorFactory,
    InwonertalFactory,
    LocatieFactory,
    dag,
    medewerker,
    vestiging,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def kies(page: Page, naam: str, tekst: str) -> None:
    page.get_by_label("Bestand", exact=True).set_input_files({"name": naam, "mimeType": "text/csv", "buffer": tekst.encode()})


def test_inwoners_uit_een_bestand_eerst_met_een_fout(page, aanmelden, keur):
    westerveld = GemeenteFactory(naam="Westerveld")
    InwonertalFactory(gemeente=westerveld, peildatum=dag("2026-01-01"), aantal=19983)
    aanmelden(medewerker(Groep.CONTROLLER, first_name="Chris"))
    page.goto("/werkmappen/")
    keur(page)
    kies(page, "inwoners.csv", "Gemeente;Peildatum;Inwoners\nWesterveld;1-1-2026;veel\nAtlantis;1-1-2026;5\n")
    page.get_by_role("button", name="Bekijk wat er verandert").click()
    expect(page.get_by_text("Er zijn 2 fouten gevonden. Er is niets ingelezen.")).to_be_visible()
    keur(page)
    page.get_by_role("link", name="Lees het verbeterde bestand in").click()
    kies(page, "inwoners.csv", "Gemeente;Peildatum;Inwoners\nWesterveld;1-1-2026;20.000\n")
    page.get_by_role("button", name="Bekijk wat er verandert").click()
    expect(page.get_by_role("heading", name="1 rij verandert")).to_be_visible()
    keur(page)
    page.get_by_role("button", name="Lees dit in").click()
    expect(page.get_by_role("status")).to_have_text("Ingelezen: inwoners.csv. 1 rij veranderd.")
    assert Inwonertal.objects.get().aantal == 20000


def test_een_lijst_uit_een_ander_systeem(page, aanmelden, keur):
    LocatieFactory(gemeente=GemeenteFactory(naam="Westerveld"), naam="Bibliotheek Diever")
    ActiviteitFactory(code="SPREEKUUR", titel="Digi spreekuur")
    aanmelden(medewerker(Groep.VESTIGING, first_name="Vera"))
    page.goto("/werkmappen/uitvoeringen/")
    kies(page, "lijst.csv", "Naam;Wanneer;Aantal;Waar\nHet grote samenzijn;5-5-2026;8;Bieb Diever\n")
    page.get_by_role("button", name="Naar de kolommen").click()
    expect(page.get_by_label("Deelnames")).to_have_value("2")
    keur(page)
    page.get_by_role("button", name="Naar de titels").click()
    keur(page)
    page.get_by_label("Het grote samenzijn").select_option("SPREEKUUR")
    page.get_by_role("button", name="Bekijk wat er wordt ingelezen").click()
    page.get_by_role("button", name="Lees dit in").click()
    expect(page.get_by_role("status")).to_have_text("Ingelezen: lijst.csv. 1 rij veranderd.")
    assert Bijeenkomst.objects.get().uitvoering.locatie.naam == "Bibliotheek Diever"
    assert Titelkoppeling.objects.get().activiteitcode == "SPREEKUUR"


def test_de_werkmap_van_een_gemeente(page, aanmelden, keur, tmp_path):
    """Out, one figure filled in, and in again by way of what will change."""
    IndicatorFactory(code="bezoekers", naam="Bezoekers")
    vestiging(GemeenteFactory(naam="Westerveld", cbs_code="GM1701"), uren=20)
    aanmelden(medewerker(Groep.REDACTIE, first_name="Rosa"))
    page.goto("/redactie/werkmap/")
    keur(page)
    page.get_by_role("button", name="Haal de werkmap op").click()
    expect(page.get_by_text("Kies een gemeente.")).to_be_visible()
    keur(page)
    page.get_by_label("Gemeente").select_option("GM1701")
    page.get_by_label("Jaar").fill("2026")
    with page.expect_download() as gehaald:
        page.get_by_role("button", name="Haal de werkmap op").click()
    pad = tmp_path / gehaald.value.suggested_filename
    gehaald.value.save_as(pad)
    boek = load_workbook(pad)
    koppen, *rijen = boek["Cijfers"].iter_rows()
    kolom = {cel.value: n for n, cel in enumerate(koppen)}
    (rij,) = [rij for rij in rijen if "bezoekers" in [cel.value for cel in rij]]
    rij[kolom["Waarde"]].value = 41250
    boek.save(pad)
    page.get_by_label("Bestand", exact=True).set_input_files(pad)
    page.get_by_role("button", name="Bekijk wat er verandert").click()
    expect(page.get_by_role("cell", name="41250").or_(page.get_by_role("cell", name="41.250")).first).to_be_visible()
    keur(page)
    page.get_by_role("button", name="Lees dit in").click()
    expect(page.get_by_role("status")).to_contain_text("1 rij")
    assert Meting.objects.get().waarde == 41250
