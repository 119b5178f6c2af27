"""Browsing an edition and the page of an activity, as a gemeente sees them."""

import re
from decimal import Decimal as D

import pytest
from django.urls import reverse

from catalogus.models import Editie
from tests.factories import (
    JAAR,
    ActiviteitFactory,
    AfnameFactory,
    BudgetFactory,
    EditieFactory,
    KenmerkFactory,
    PrijsFactory,
    maak_wereld,
)

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def wereld():
    return maak_wereld()


@pytest.fixture
def ingelogd(client, wereld):
    client.force_login(wereld.opsteller)
    return client


ADRES = f"/g/GM1701/catalogus/{JAAR}/"


def codes(antwoord):
    return [rij.kaart.code for rij in antwoord.context["rijen"]]


def tekst_van(antwoord) -> str:
    return antwoord.content.decode().replace("\u00a0", " ")


def kaart_van(tekst: str, code: str) -> str:
    """The HTML of one card."""
    return re.search(rf'<li class="ac-resultaat[^>]* id="a-{code}">.*?\n</div></li>', tekst, re.S).group()


# ------------------------------------------------------------------ browse
def test_alles_op_volgorde_van_programmalijn_en_titel(ingelogd):
    antwoord = ingelogd.get(ADRES)
    assert codes(antwoord) == ["BASIS", "CURSUS", "COLLECTIE"]
    tekst = tekst_van(antwoord)
    assert '<p role="status" id="telling"><strong>3 activiteiten</strong>\n</p>' in tekst
    assert f"<title>Catalogus {JAAR}, Westerveld · Activiteitencatalogus</title>" in tekst


@pytest.mark.parametrize(
    ("vraag", "gevonden"),
    [
        ("q=cursus", ["CURSUS"]),
        ("q=cursos", ["CURSUS"]),
        ("lijn=2", ["BASIS", "CURSUS", "COLLECTIE"]),
        ("pakket=basis", ["BASIS"]),
        ("pakket=basis&pakket=plus", ["BASIS", "CURSUS", "COLLECTIE"]),
        ("eenheid=keer", ["CURSUS"]),
        ("prijsvorm=kostprijs", ["BASIS", "CURSUS", "COLLECTIE"]),
        ("prijs=1", ["CURSUS", "COLLECTIE"]),
        ("pakket=plus&eenheid=vast", ["COLLECTIE"]),
        ("pakket=basis&eenheid=vast", []),
        ("sorteer=prijs", ["CURSUS", "COLLECTIE", "BASIS"]),
        ("sorteer=titel&pakket=plus", ["CURSUS", "COLLECTIE"]),
        ("leeftijd=8", ["CURSUS"]),
    ],
)
def test_het_adres_bevat_het_filter(ingelogd, wereld, vraag, gevonden):
    wereld.cursus.kenmerken.add(KenmerkFactory(naam="Kinderen", leeftijd_van=6, leeftijd_tot=12))
    assert codes(ingelogd.get(f"{ADRES}?{vraag}")) == gevonden


@pytest.mark.parametrize("soort", ["doelgroep", "wsob", "pijler", "opgave"])
def test_filter_op_een_kenmerk(ingelogd, wereld, soort):
    kenmerk = KenmerkFactory(soort=soort)
    wereld.cursus.kenmerken.add(kenmerk)
    assert codes(ingelogd.get(f"{ADRES}?{soort}={kenmerk.pk}")) == ["CURSUS"]


def test_gekozen_filters_zijn_los_te_verwijderen(ingelogd):
    antwoord = ingelogd.get(f"{ADRES}?q=basis&pakket=basis&pakket=plus&leeftijd=&pagina=1")
    assert antwoord.context["chips"] == [("Basis", "?q=basis&pakket=plus"), ("Plus", "?q=basis&pakket=basis")]
    assert antwoord.context["wis"] == "?q=basis"


def test_aantallen_naast_de_keuzes(ingelogd):
    tekst = tekst_van(ingelogd.get(f"{ADRES}?eenheid=keer"))
    naast = dict(re.findall(r'for="f-pakket-(\w+)">\w+<span class="ac-vh">, (\d+ \w+)</span>', tekst))
    assert naast == {"basis": "0 activiteiten", "plus": "1 activiteit"}
    assert 'id="f-pakket-basis" disabled>' in tekst
    assert 'id="f-eenheid-keer" checked>' in tekst


def test_niets_gevonden_biedt_een_uitweg(ingelogd):
    tekst = tekst_van(ingelogd.get(f"{ADRES}?q=zwembad"))
    assert "<strong>0 activiteiten</strong> voor ‘zwembad’" in tekst
    assert "Er is geen activiteit met ‘zwembad’. Probeer een ander of korter woord." in tekst
    assert f'href="{ADRES}">Toon alle activiteiten</a>' in tekst


def test_een_typefout_wordt_genoemd(ingelogd):
    assert "Niets gevonden met precies ‘cursos’. Dit lijkt erop." in tekst_van(ingelogd.get(f"{ADRES}?q=cursos"))


def test_wat_niet_te_begrijpen_is_telt_niet_mee_en_wordt_gezegd(ingelogd, wereld):
    wereld.cursus.kenmerken.add(KenmerkFactory())
    antwoord = ingelogd.get(f"{ADRES}?pakket=basis&opgave=99999&leeftijd=abc&pagina=-3&sorteer=zomaar")
    assert codes(antwoord) == ["BASIS"]
    tekst = tekst_van(antwoord)
    assert "past niet bij de catalogus" in tekst
    assert "Maatschappelijke opgave" in tekst
    assert "Vul een leeftijd in van 0 tot en met 120, bijvoorbeeld 8." in tekst


def test_een_zoekwoord_kan_geen_html_worden(ingelogd):
    assert "<script>alert" not in tekst_van(ingelogd.get(ADRES, {"q": "<script>alert(1)</script>"}))


def test_per_vierentwintig(ingelogd):
    for nummer in range(30):
        ActiviteitFactory(code=f"Z-{nummer:02}", titel=f"Zaak {nummer:02}")
    eerste, tweede = ingelogd.get(ADRES), ingelogd.get(f"{ADRES}?pagina=2")
    assert (len(codes(eerste)), eerste.context["over"], eerste.context["meer"]) == (24, 9, "?pagina=2")
    assert "Toon de volgende 9</a>" in tekst_van(eerste)
    assert (len(codes(tweede)), tweede.context["over"]) == (33, 0)
    assert "Toon de volgende" not in tekst_van(tweede)
    verder = ingelogd.get(f"{ADRES}?pagina=2", HTTP_HX_TRIGGER="meer", **HTMX)
    assert [rij.kaart.code for rij in verder.context["rijen"] if rij.eerste_nieuwe] == ["Z-21"]


# ------------------------------------------------------------------ cards
def test_kaart_noemt_prijs_pakket_en_vorig_jaar(ingelogd, wereld):
    oud = ActiviteitFactory(editie=EditieFactory(jaar=JAAR - 1), code="CURSUS")
    PrijsFactory(activiteit=oud, vast=D(90), per_eenheid=D(40))
    wereld.cursus.voorganger = oud
    wereld.cursus.save()
    tekst = tekst_van(ingelogd.get(ADRES))
    kaart = kaart_van(tekst, "CURSUS")
    assert "<strong>€ 45,00</strong>" in kaart
    assert "per keer + € 100,00 per jaar</span>" in kaart
    assert "was € 40,00</span>" in kaart
    assert ">Plus</li>" in kaart
    assert "Nieuw in" not in kaart
    assert f"Nieuw in {JAAR}" in kaart_van(tekst, "COLLECTIE")
    assert "<strong>€ 0,1234</strong>" in kaart_van(tekst, "BASIS")


def test_in_de_keuze_of_toe_te_voegen(ingelogd, wereld):
    afname = wereld.afname()
    tekst = tekst_van(ingelogd.get(f"{ADRES}?pakket=plus"))
    gekozen, ander = kaart_van(tekst, "CURSUS"), kaart_van(tekst, "COLLECTIE")
    assert "2 keer<span" in gekozen
    assert "<form" not in gekozen
    voegtoe = reverse("keuze_regel", args=["GM1701", afname.pk, "COLLECTIE"])
    assert f'<form method="post" action="{voegtoe}"' in ander
    assert f'name="terug" value="{ADRES}?pakket=plus#a-COLLECTIE"' in ander
    assert 'aria-label="Voeg toe: Wisselcollectie"' in ander


def test_toevoegen_uit_de_lijst_komt_terug_bij_de_kaart(ingelogd, wereld):
    afname = wereld.afname()
    voegtoe = reverse("keuze_regel", args=["GM1701", afname.pk, "COLLECTIE"])
    antwoord = ingelogd.post(voegtoe, {"terug": f"{ADRES}#a-COLLECTIE"})
    assert (antwoord.status_code, antwoord["Location"]) == (302, f"{ADRES}#a-COLLECTIE")
    assert afname.regels.get(activiteit=wereld.collectie).hoeveelheid == 1
    kop = {"HTTP_HX_TRIGGER": "voeg-COLLECTIE", **HTMX}
    deel = tekst_van(ingelogd.get(ADRES, **kop))
    assert '<p class="ac-melding">Toegevoegd: Wisselcollectie' in deel
    assert '<div id="keuze" hx-swap-oob="innerHTML">' in deel


def test_wie_alleen_leest_kan_niet_toevoegen(client, wereld):
    wereld.afname()
    client.force_login(wereld.raadpleger)
    antwoord = client.get(ADRES)
    assert antwoord.context["mag_kiezen"] is False
    assert "Voeg toe" not in tekst_van(antwoord)


def test_na_de_termijn_kan_er_niets_bij(ingelogd, wereld):
    wereld.afname()
    Editie.objects.update(kiezen_tot="2020-01-01")
    assert ingelogd.get(ADRES).context["mag_kiezen"] is False


def test_zonder_keuze_begin_je_er_een(ingelogd):
    tekst = tekst_van(ingelogd.get(ADRES))
    assert "Voeg toe:" not in tekst
    assert f'href="{reverse("keuze_nieuw", args=["GM1701", JAAR])}">Begin een keuze</a>' in tekst


def test_het_adres_kiest_welke_keuze_gevuld_wordt(ingelogd, wereld):
    eerste, tweede = wereld.afname(naam="Zuinig"), AfnameFactory(gemeente=wereld.gemeente, editie=wereld.editie, naam="Ruim")
    vreemd = AfnameFactory(editie=wereld.editie)
    assert ingelogd.get(ADRES).context["concept"].pk == tweede.pk
    assert ingelogd.get(f"{ADRES}?keuze={eerste.pk}").context["concept"].pk == eerste.pk
    assert ingelogd.get(f"{ADRES}?keuze={vreemd.pk}").context["concept"].pk == tweede.pk


def test_stand_van_de_keuze(ingelogd, wereld):
    afname = wereld.afname()
    BudgetFactory(gemeente=wereld.gemeente, bedrag=D(500))
    tekst = tekst_van(ingelogd.get(reverse("aanbod_stand", args=["GM1701", JAAR, afname.pk])))
    assert '<p id="keuzesom" hx-swap-oob="innerHTML">€ 190,00</p>' in tekst
    assert "<dt>Plus</dt><dd>€ 190,00</dd>" in tekst
    assert '<dd class="ac-sterk">€ 310,00</dd>' in tekst


def test_stand_van_een_ander_is_er_niet(ingelogd, wereld):
    vreemd = AfnameFactory(editie=wereld.editie)
    assert ingelogd.get(reverse("aanbod_stand", args=["GM1701", JAAR, vreemd.pk])).status_code == 404


# ------------------------------------------------------------------ htmx
def test_htmx_krijgt_alleen_wat_verandert(ingelogd):
    antwoord = ingelogd.get(f"{ADRES}?q=cursus&pakket=&leeftijd=", HTTP_HX_CURRENT_URL=f"http://testserver{ADRES}", **HTMX)
    tekst = tekst_van(antwoord)
    assert tekst.lstrip().startswith('<div class="ac-stapel ac-stapel-3" id="resultaten"')
    assert '<p id="telling" hx-swap-oob="innerHTML"><strong>1 activiteit</strong> voor ‘cursus’' in tekst
    assert '<div id="facetten" hx-swap-oob="innerHTML">' in tekst
    assert "<html" not in tekst
    assert antwoord["HX-Push-Url"] == f"{ADRES}?q=cursus"
    assert "HX-Request" in antwoord["Vary"]


def test_terug_in_de_browser_geeft_de_hele_pagina(ingelogd):
    antwoord = ingelogd.get(ADRES, HTTP_HX_HISTORY_RESTORE_REQUEST="true", **HTMX)
    assert "<html" in tekst_van(antwoord)
    assert "HX-Push-Url" not in antwoord


def test_een_filter_weghalen_zet_de_aandacht_op_de_lijst(ingelogd):
    assert 'tabindex="-1" autofocus>' in tekst_van(ingelogd.get(ADRES, HTTP_HX_TRIGGER="chip-1", **HTMX))


def test_geen_stijl_of_script_in_de_pagina(ingelogd, wereld):
    wereld.afname()
    for adres in (ADRES, f"{ADRES}CURSUS/", "/catalogus/"):
        tekst = tekst_van(ingelogd.get(adres))
        assert re.findall(r"<style|\sstyle=|\son\w+=|<script(?![^>]*(?:\snonce=|ld\+json))", tekst) == []


# ------------------------------------------------------------------ queries
@pytest.mark.parametrize("aantal", [5, 500])
def test_vragen_aan_de_database(ingelogd, wereld, django_assert_num_queries, aantal):
    wereld.afname()
    kenmerken = [KenmerkFactory(soort=soort) for soort in ("doelgroep", "wsob", "opgave")]
    oud = EditieFactory(jaar=JAAR - 1, status="lopend")
    for nummer in range(aantal):
        vorige = ActiviteitFactory(editie=oud, code=f"Z-{nummer}")
        nieuw = ActiviteitFactory(code=f"Z-{nummer}", voorganger=vorige, omschrijving="<p>Samen lezen</p>")
        PrijsFactory(activiteit=vorige, per_eenheid=D(10))
        PrijsFactory(activiteit=nieuw, per_eenheid=D(11))
        nieuw.kenmerken.set(kenmerken)
    with django_assert_num_queries(12):
        ingelogd.get(ADRES)
    with django_assert_num_queries(12):
        antwoord = ingelogd.get(f"{ADRES}?q=lezn&pakket=plus&sorteer=prijs", **HTMX)
    assert len(antwoord.context["uitkomst"].kaarten) == aantal
    with django_assert_num_queries(19):
        ingelogd.get(f"{ADRES}Z-1/")
