"""The page of an activity, as a gemeente and as the library see it."""

import re
from decimal import Decimal as D

import pytest
from django.urls import reverse

from catalogus.models import Eenheid, Groep, Pakket, Prijsvorm
from catalogus.regels import edities
from tests.factories import (
    JAAR,
    ActiviteitFactory,
    AfnameFactory,
    AfnameregelFactory,
    EditieFactory,
    GemeenteFactory,
    InwonertalFactory,
    KenmerkFactory,
    KostenregelFactory,
    PrijsFactory,
    ProgrammalijnFactory,
    StaffelFactory,
    maak_wereld,
    medewerker,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def wereld():
    return maak_wereld()


@pytest.fixture
def ingelogd(client, wereld):
    client.force_login(wereld.opsteller)
    return client


ADRES = f"/g/GM1701/catalogus/{JAAR}/"


def tekst_van(antwoord) -> str:
    return antwoord.content.decode().replace("\u00a0", " ")


def kaart_van(tekst: str, code: str) -> str:
    """The HTML of one card."""
    return re.search(rf'<li class="ac-resultaat[^>]* id="a-{code}">.*?\n</div></li>', tekst, re.S).group()


def test_pagina_van_een_activiteit(ingelogd, wereld):
    wereld.cursus.samenvatting = "Leren klikken."
    wereld.cursus.omschrijving = "<p>Tien lessen.</p><script>alert(1)</script>"
    wereld.cursus.doel, wereld.cursus.beoogd_effect, wereld.cursus.resultaat = "Meedoen.", "Minder stress.", "Aantal lessen."
    wereld.cursus.minimum, wereld.cursus.maximum = D(2), D(20)
    wereld.cursus.save()
    wereld.cursus.kenmerken.add(KenmerkFactory(naam="Senioren", leeftijd_van=65, leeftijd_tot=120))
    wereld.afname()
    tekst = tekst_van(ingelogd.get(f"{ADRES}CURSUS/"))
    assert f"<title>Cursus Klik en Tik, catalogus {JAAR} · Activiteitencatalogus</title>" in tekst
    assert '<div class="ac-lopend"><p>Tien lessen.</p></div>' in tekst
    for stuk in (
        "Leren klikken.",
        "Meedoen.",
        "Minder stress.",
        "Aantal lessen.",
        "Senioren, vanaf 65 jaar",
        "We tellen: bijeenkomsten.",
    ):
        assert stuk in tekst
    assert '<p class="ac-keuze__som">€ 45,00</p>' in tekst
    assert 'name="hoeveelheid" type="text" inputmode="decimal" value="2"' in tekst
    assert "Kies 2 tot en met 20." in tekst
    assert 'name="slot" value="0"' in tekst
    assert "Zit al in ‘Onze keuze’ met 2 keer." in tekst


def test_wijzigen_vanaf_de_pagina(ingelogd, wereld):
    afname = wereld.afname()
    adres = reverse("keuze_regel", args=["GM1701", afname.pk, "CURSUS"])
    antwoord = ingelogd.post(adres, {"hoeveelheid": "5", "slot": "0", "terug": f"{ADRES}CURSUS/#kies"})
    assert (antwoord.status_code, antwoord["Location"]) == (302, f"{ADRES}CURSUS/#kies")
    assert afname.regels.get().hoeveelheid == 5


def test_voorstel_met_herkomst(ingelogd, wereld):
    InwonertalFactory(gemeente=wereld.gemeente, aantal=19983)
    AfnameFactory(gemeente=wereld.gemeente, editie=wereld.editie)
    tekst = tekst_van(ingelogd.get(f"{ADRES}BASIS/"))
    assert 'value="19.983"' in tekst
    assert f"Voorstel: 19.983 inwoners op 1 januari {JAAR}." in tekst


def test_onbekende_activiteit(ingelogd):
    assert ingelogd.get(f"{ADRES}NIETS/").status_code == 404


def test_staffel_wordt_uitgelegd(ingelogd):
    school = ActiviteitFactory(code="SCHOOL", eenheid=Eenheid.LEERLING, prijsvorm=Prijsvorm.STAFFEL)
    StaffelFactory(activiteit=school)
    PrijsFactory(activiteit=school, grondslag="locatie", staffel=[["60", "106.00"], [None, "212.00"]])
    tekst = tekst_van(ingelogd.get(f"{ADRES}SCHOOL/"))
    assert "Drie locaties met elk 60 leerlingen betalen dus drie keer € 106,00." in tekst
    assert '<th scope="row">1 tot en met 60 leerlingen</th><td class="n">€ 106,00</td>' in tekst
    assert '<th scope="row">61 leerlingen of meer</th><td class="n">€ 212,00</td>' in tekst


def test_vorig_jaar_met_de_groei_en_het_verloop(ingelogd, wereld):
    oud = ActiviteitFactory(editie=EditieFactory(jaar=JAAR - 1), code="COLLECTIE", eenheid=Eenheid.VAST)
    PrijsFactory(activiteit=oud, per_eenheid=D(240))
    wereld.collectie.voorganger = oud
    wereld.collectie.save()
    antwoord = ingelogd.get(f"{ADRES}COLLECTIE/")
    assert f"{JAAR - 1}: € 240,00 per jaar (+4,2%)" in tekst_van(antwoord)
    assert [staaf["bedrag"] for staaf in antwoord.context["grafiek"]["staven"]] == ["240,00", "250,00"]


def test_ouder_toont_onderdelen_en_heeft_geen_eigen_prijs(ingelogd, wereld):
    ouder = ActiviteitFactory(code="OUDER", titel="Kleintje Bieb", prijsvorm=Prijsvorm.INBEGREPEN)
    PrijsFactory(activiteit=ouder)
    kind = ActiviteitFactory(code="KIND", titel="Muziek", ouder=ouder)
    PrijsFactory(activiteit=kind, per_eenheid=D(80))
    AfnameregelFactory(afname=wereld.afname(), activiteit=kind, hoeveelheid=D(4))
    tekst = tekst_van(ingelogd.get(f"{ADRES}OUDER/"))
    assert '<p class="ac-keuze__som ac-keuze__som--woord">Prijs per onderdeel</p>' in tekst
    assert "4 keer<span" in kaart_van(tekst, "KIND")
    assert "1 onderdelen" not in tekst
    assert f'<a href="{ADRES}OUDER/">Kleintje Bieb</a>' in tekst_van(ingelogd.get(f"{ADRES}KIND/"))


def test_op_aanvraag(ingelogd, wereld):
    ActiviteitFactory(code="MAAT", pakket=Pakket.MAATWERK, prijsvorm=Prijsvorm.OP_AANVRAAG)
    wereld.afname()
    tekst = tekst_van(ingelogd.get(f"{ADRES}MAAT/"))
    assert "Prijs op aanvraag</p>" in tekst
    assert "Prijs door de jaren" not in tekst


def test_anderen_alleen_als_getal(ingelogd, wereld):
    for nummer in range(3):
        AfnameregelFactory(
            afname=AfnameFactory(
                gemeente=GemeenteFactory(naam=f"Buurgemeente {nummer}"), editie=wereld.editie, status="bevestigd"
            ),
            activiteit=wereld.cursus,
        )
    tekst = tekst_van(ingelogd.get(f"{ADRES}CURSUS/"))
    assert f"Voor {JAAR} kozen tot nu toe 3 van de 4 dit." in tekst  # the three and Meppel
    assert "Buurgemeente" not in tekst


# ------------------------------------------------------------------ build-up
POSTEN = [{"post": "personeel", "bedrag": "30.00"}, {"post": "organisatiekosten", "bedrag": "15.00"}]


@pytest.mark.parametrize(
    ("instelling", "gemeente_ziet"),
    [("geen", (False, False)), ("hoofdregels", (True, False)), ("volledig", (True, True))],
)
def test_wie_de_opbouw_ziet(client, wereld, instelling, gemeente_ziet):
    """(main lines, every line): a gemeente as far as the edition shows it, the library always all."""
    editie = EditieFactory(jaar=JAAR + 1, status="concept", kostenopbouw=instelling)
    activiteit = ActiviteitFactory(editie=editie, code="KLAS")
    KostenregelFactory(activiteit=activiteit, omschrijving="Geheim inkoopadres", prijs=D(12))
    edities.open_editie(editie=editie)
    adres = f"/g/GM1701/catalogus/{JAAR + 1}/KLAS/"

    def ziet(user):
        client.force_login(user)
        tekst = tekst_van(client.get(adres))
        return "Zo komt de prijs tot stand" in tekst, "Geheim inkoopadres" in tekst

    assert ziet(wereld.opsteller) == gemeente_ziet
    assert ziet(medewerker(Groep.VESTIGING)) == (True, True)


def test_opbouw_telt_op_tot_de_prijs(ingelogd, wereld):
    activiteit = ActiviteitFactory(code="KLAS", programmalijn=ProgrammalijnFactory(nummer=3))
    PrijsFactory(activiteit=activiteit, per_eenheid=D(45), opbouw={"vast": [], "eenheid": POSTEN})
    tekst = tekst_van(ingelogd.get(f"{ADRES}KLAS/"))
    assert '<rect class="ac-v-personeel" x="0.0" width="66.7" height="9.6"/>' in tekst
    assert '<th scope="row">Personeel</th><td class="n">€ 30,00</td>' in tekst
    assert '<th scope="row" class="ac-sterk">Samen</th><td class="n ac-sterk">€ 45,00</td>' in tekst
