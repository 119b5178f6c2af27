"""The public catalogue: what it shows to everybody, at which addresses, and never a price."""

import re
from decimal import Decimal as D

import pytest
from django.urls import reverse

from catalogus.models import Editie
from tests.factories import JAAR, ActiviteitFactory, EditieFactory, KenmerkFactory, PrijsFactory, ProgrammalijnFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def catalogus():
    """The open edition, with a parent of one part in line 3 and one activity in line 5; and a concept that nobody may see."""
    lezen = ProgrammalijnFactory(
        nummer=3, naam="Leesbevordering", slug="lezen", doel="Iedereen leest.", inleiding="Van baby tot opa."
    )
    meedoen = ProgrammalijnFactory(nummer=5, naam="Meedoen", slug="meedoen")
    ouder = ActiviteitFactory(
        code="BIEB",
        titel="Kleintje Bieb",
        programmalijn=lezen,
        samenvatting="Ochtenden.",
        omschrijving="<p>Kom maar.</p><script>x</script>",
    )
    kind = ActiviteitFactory(code="BIEB-MUZIEK", titel="Muziek", programmalijn=lezen, ouder=ouder, doel="Samen zingen.")
    cafe = ActiviteitFactory(code="CAFE", titel="Taalcafé", programmalijn=meedoen)
    kind.kenmerken.add(KenmerkFactory(naam="Peuters", leeftijd_van=2, leeftijd_tot=4))
    for activiteit in (kind, cafe):
        PrijsFactory(activiteit=activiteit, vast=D("77.70"), per_eenheid=D("123.45"))
    ActiviteitFactory(editie=EditieFactory(jaar=JAAR + 1, status=Editie.Status.CONCEPT), code="GEHEIM", titel="Nog geheim")
    return lezen


ADRESSEN = [
    "/catalogus/",
    "/catalogus/lezen/",
    "/catalogus/lezen/BIEB/",
    "/catalogus/lezen/BIEB-MUZIEK/",
    "/catalogus/meedoen/CAFE/",
]


def test_alles_is_te_lezen_zonder_account_en_zonder_prijs(client, catalogus):
    for adres in ADRESSEN:
        antwoord = client.get(adres)
        tekst = antwoord.content.decode()
        assert antwoord.status_code == 200
        assert (adres, re.findall(r"€|123|77,70|[Pp]rij[sz]|geheim", tekst)) == (adres, [])


def test_overzicht_telt_onderdelen_met_hun_ouder(client, catalogus):
    antwoord = client.get("/catalogus/")
    assert antwoord.context["editie"].jaar == JAAR
    assert [(lijn.naam, lijn.aantal) for lijn in antwoord.context["lijnen"] if lijn.nummer in (3, 5)] == [
        ("Leesbevordering", 1),
        ("Meedoen", 1),
    ]
    assert '<a class="ac-lijnkaart__naar" href="/catalogus/lezen/">' in antwoord.content.decode()


def test_programmalijn_in_haar_kleur_met_onderdelen_onder_hun_ouder(client, catalogus):
    antwoord = client.get("/catalogus/lezen/")
    assert [(kaart.code, [kind.code for kind in kinderen]) for kaart, kinderen in antwoord.context["rijen"]] == [
        ("BIEB", ["BIEB-MUZIEK"])
    ]
    tekst = antwoord.content.decode()
    assert '<main id="inhoud" tabindex="-1" class="ac-lijn-3">' in tekst
    assert "<title>3 Leesbevordering · Activiteitencatalogus</title>" in tekst
    assert '<meta name="description" content="Iedereen leest.">' in tekst
    assert "Van baby tot opa." in tekst


def test_activiteit_noemt_doel_en_voor_wie_en_is_schoon(client, catalogus):
    tekst = client.get("/catalogus/lezen/BIEB-MUZIEK/").content.decode()
    assert "<title>Muziek · Activiteitencatalogus</title>" in tekst
    assert '<meta name="description" content="Samen zingen.">' in tekst
    assert "<li>Peuters, 2 tot en met 4 jaar</li>" in tekst
    assert '<div class="ac-lopend"><p>Kom maar.</p></div>' in client.get("/catalogus/lezen/BIEB/").content.decode()


def test_onder_de_verkeerde_programmalijn_verwijst_het_adres_door(client, catalogus):
    antwoord = client.get("/catalogus/meedoen/BIEB/")
    assert (antwoord.status_code, antwoord["Location"]) == (301, "/catalogus/lezen/BIEB/")


def test_wat_er_niet_is(client, catalogus):
    adressen = ["/catalogus/zwemmen/", "/catalogus/lezen/NIETS/", "/catalogus/lijn-2/GEHEIM/"]
    assert [client.get(adres).status_code for adres in adressen] == [404, 404, 404]


def test_een_adres_blijft_als_de_activiteit_uit_de_catalogus_is(client, catalogus):
    oud = EditieFactory(jaar=JAAR - 1, status=Editie.Status.LOPEND)
    ActiviteitFactory(editie=oud, code="OUD", titel="Van vroeger", programmalijn=catalogus)
    ActiviteitFactory(editie=oud, code="BIEB", titel="Oude titel", programmalijn=catalogus)
    tekst = client.get("/catalogus/lezen/OUD/").content.decode()
    assert f"Deze activiteit staat niet in de catalogus van {JAAR}. Je leest de beschrijving van {JAAR - 1}." in tekst
    assert client.get("/catalogus/lezen/BIEB/").context["activiteit"].titel == "Kleintje Bieb"


def test_zonder_gepubliceerde_editie(client):
    ActiviteitFactory(
        editie=EditieFactory(status=Editie.Status.CONCEPT), code="A", programmalijn=ProgrammalijnFactory(slug="lezen")
    )
    assert "Er is nog geen catalogus om te bekijken." in client.get("/catalogus/").content.decode()
    assert "Er staan nu geen activiteiten" in client.get("/catalogus/lezen/").content.decode()
    assert client.get("/catalogus/lezen/A/").status_code == 404


def test_adressen_zijn_vast():
    assert [reverse("openbaar"), reverse("openbaar_lijn", args=["x"]), reverse("openbaar_activiteit", args=["x", "A-1"])] == [
        "/catalogus/",
        "/catalogus/x/",
        "/catalogus/x/A-1/",
    ]


@pytest.mark.parametrize("aantal", [5, 200])
def test_aantal_vragen_hangt_niet_af_van_het_aantal_activiteiten(client, catalogus, django_assert_num_queries, aantal):
    for _ in range(aantal):
        ActiviteitFactory(programmalijn=catalogus)
    with django_assert_num_queries(2):
        client.get("/catalogus/")
    with django_assert_num_queries(6):
        client.get("/catalogus/lezen/")
    with django_assert_num_queries(5):
        client.get("/catalogus/lezen/BIEB/")
