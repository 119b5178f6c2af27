"""The editing screen: who comes in, what a form does, two people at one text, and the pages around it."""

import pytest
from django.urls import reverse

from catalogus.models import Groep
from jaarbericht.models import Blok, Tekstvariant
from tests.factories import JAAR, D, IndicatorFactory, MetingFactory, medewerker
from tests.jaarbericht.fabrieken import BlokFactory, GemeenteFactory, HoofdstukFactory, OpzetFactory, TekstvariantFactory

pytestmark = pytest.mark.django_db
JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def westerveld():
    return GemeenteFactory(naam="Westerveld", cbs_code="GM1701")


@pytest.fixture
def hoofdstuk(westerveld):
    return HoofdstukFactory(titel="Lezen", sleutel="lezen")


@pytest.fixture
def blok(hoofdstuk):
    return BlokFactory(hoofdstuk=hoofdstuk, titel="BoekStart", sleutel="boekstart", tekst="<p>Oud.</p>")


@pytest.fixture
def redacteur(client):
    client.force_login(medewerker(Groep.REDACTIE, first_name="Ilse"))
    return client


def adres(blok, vraag="", route="redactie_tekst"):
    return reverse(route, args=[JAAR, blok.pk]) + vraag


def alle_adressen(blok):
    los = [reverse("redactie_teksten", args=[JAAR]), reverse("redactie_velden", args=[JAAR])]
    return los + [adres(blok, route=f"redactie_{deel}") for deel in ("tekst", "verschillen", "geschiedenis")]


EIGEN = "?gemeente=GM1701&deel=eigen"


# ------------------------------------------------------------------ who comes in
@pytest.mark.parametrize("groep", sorted(Groep.values))
def test_alleen_wie_jaarberichten_maakt(client, blok, groep):
    client.force_login(medewerker(groep))
    mag = groep in {"redactie", "directie", "beheer"}
    assert {client.get(pad).status_code for pad in alle_adressen(blok)} == ({200, 302} if mag else {404})
    gepost = {"tekst": "<p>Nieuw.</p>", "titel": "BoekStart", "slot": "0"}
    assert client.post(adres(blok), gepost).status_code == (302 if mag else 404)
    assert Blok.objects.get().tekst == ("<p>Nieuw.</p>" if mag else "<p>Oud.</p>")


@pytest.mark.parametrize("vraag", ["?gemeente=GM9999", "?gemeente=x"])
def test_een_gemeente_die_niet_meedoet(redacteur, blok, vraag):
    assert redacteur.get(adres(blok, vraag)).status_code == 404


def test_een_blok_van_een_ander_jaar(redacteur, blok):
    assert redacteur.get(reverse("redactie_tekst", args=[JAAR + 1, blok.pk])).status_code == 404
    assert redacteur.get(reverse("redactie_teksten", args=[1])).status_code == 404


# ------------------------------------------------------------------ the page
def test_het_begin_opent_het_eerste_blok_met_tekst(redacteur, westerveld, hoofdstuk):
    BlokFactory(hoofdstuk=hoofdstuk, soort=Blok.Soort.VERHALEN, volgorde=0)
    eerste = BlokFactory(hoofdstuk=hoofdstuk, volgorde=1)
    antwoord = redacteur.get(reverse("redactie_teksten", args=[JAAR]) + "?gemeente=GM1701")
    assert antwoord.url == adres(eerste, "?gemeente=GM1701")


def test_zonder_opzet_staat_er_wat_eerst_moet(redacteur, westerveld):
    pad = reverse("redactie_teksten", args=[JAAR])
    assert f"Er is nog geen opzet van {JAAR}." in redacteur.get(pad).content.decode()
    OpzetFactory()
    assert f"De opzet van {JAAR} heeft nog geen blokken met tekst." in redacteur.get(pad).content.decode()


@pytest.mark.parametrize("aantal", [1, 5])
def test_de_pagina_vraagt_altijd_even_veel(redacteur, westerveld, blok, aantal, django_assert_num_queries):
    for nummer in range(aantal):
        TekstvariantFactory(blok=blok, gemeente=GemeenteFactory(naam=f"Gemeente {nummer}"))
        BlokFactory(hoofdstuk=HoofdstukFactory(opzet=blok.hoofdstuk.opzet))
    TekstvariantFactory(blok=blok, gemeente=westerveld, tekst="<p>Eigen.</p>")
    redacteur.get(adres(blok, EIGEN))
    with django_assert_num_queries(13):
        antwoord = redacteur.get(adres(blok, EIGEN))
    assert len(antwoord.context["varianten"]) == aantal + 1


def test_een_blok_zonder_tekst_zegt_dat(redacteur, hoofdstuk):
    blok = BlokFactory(hoofdstuk=hoofdstuk, soort=Blok.Soort.CITAAT)
    tekst = redacteur.get(adres(blok)).content.decode()
    assert ("Dit blok heeft geen eigen tekst." in tekst, "<textarea" in tekst) == (True, False)


def test_een_blok_van_een_gemeente_wordt_als_die_gemeente_bekeken(redacteur, hoofdstuk, westerveld):
    assen = GemeenteFactory(naam="Assen", cbs_code="GM0106")
    blok = BlokFactory(hoofdstuk=hoofdstuk, gemeente=westerveld)
    context = redacteur.get(adres(blok, "?gemeente=GM0106&deel=eigen")).context
    assert (context["gemeente"], context["eigen"], assen in context["gemeenten"]) == (westerveld, False, True)


# ------------------------------------------------------------------ saving
def test_bewaren_met_een_formulier(redacteur, blok):
    gepost = {"titel": "BoekStart", "tekst": "<p>Nieuw.</p>", "slot": "0", "doen": "bewaar"}
    antwoord = redacteur.post(adres(blok, "?gemeente=GM1701"), gepost, follow=True)
    assert antwoord.redirect_chain == [(adres(blok, "?gemeente=GM1701"), 302)]
    assert [str(m) for m in antwoord.context["messages"]] == ["De gedeelde tekst is bewaard."]
    assert Blok.objects.get().tekst == "<p>Nieuw.</p>"


def test_vanzelf_bewaren_geeft_het_nieuwe_slotnummer(redacteur, blok):
    uit = redacteur.post(adres(blok), {"titel": "BoekStart", "tekst": "<p>Een.</p>", "slot": "0"}, **JSON).json()
    assert (uit["slot"], uit["tekstversie"], uit["gezegd"][:11]) == (1, 2, "Bewaard om ")
    uit = redacteur.post(adres(blok), {"titel": "BoekStart", "tekst": "<p>Twee.</p>", "slot": uit["slot"]}, **JSON).json()
    assert (uit["slot"], Blok.objects.get().tekst) == (2, "<p>Twee.</p>")


def test_een_onbekend_veld_op_het_veld(redacteur, blok):
    gepost = {"titel": "", "tekst": "<p>{cijfer:x}</p>", "slot": "0"}
    melding = "De tekst: veld ‘cijfer:x’ op regel 1, teken 4: er is geen indicator ‘x’."
    antwoord = redacteur.post(adres(blok), gepost)
    assert (antwoord.status_code, antwoord.context["fout"].tekst) == (422, melding)
    assert ('aria-invalid="true"' in antwoord.content.decode(), "&lt;p&gt;{cijfer:x}" in antwoord.content.decode()) == (
        True,
        True,
    )
    antwoord = redacteur.post(adres(blok), gepost, **JSON)
    assert (antwoord.status_code, antwoord.json()) == (422, {"code": "veld", "fout": melding, "veld": "tekst"})


def test_een_onbekend_veld_in_de_kop_op_de_kop(redacteur, blok):
    gepost = {"titel": "{cijfer:x}", "tekst": "<p>Nieuw.</p>", "slot": "0"}
    html = redacteur.post(adres(blok), gepost).content.decode()
    kop = 'name="titel" maxlength="120" value="{cijfer:x}" autocomplete="off" aria-invalid="true" aria-describedby="tekstfout"'
    melding = "Tussen accolades kan in een titel alleen"
    assert (kop in html, html.count('aria-invalid="true"'), melding in html) == (True, 1, True)
    antwoord = redacteur.post(adres(blok), gepost, **JSON)
    assert (antwoord.status_code, antwoord.json()["veld"], Blok.objects.get().titel) == (422, "titel", "BoekStart")


def test_een_eigen_tekst_maken_veranderen_en_terug(redacteur, blok):
    uit = redacteur.post(adres(blok, EIGEN), {"wijze": "vervangen", "tekst": "<p>Eigen.</p>", "slot": ""}, **JSON).json()
    assert uit["slot"] == 0
    redacteur.post(adres(blok, EIGEN), {"wijze": "aanvullen-voor", "tekst": "<p>Eerst.</p>", "slot": "0"})
    variant = Tekstvariant.objects.get()
    assert (variant.wijze, variant.tekst, variant.slot) == ("aanvullen-voor", "<p>Eerst.</p>", 1)
    antwoord = redacteur.post(adres(blok, EIGEN), {"doen": "gedeeld", "slot": "1"}, follow=True)
    assert [str(m) for m in antwoord.context["messages"]][-1:] == ["Westerveld krijgt weer de gedeelde tekst."]
    assert Tekstvariant.objects.count() == 0


def test_niets_kiezen_is_zoals_gedeeld(redacteur, blok, westerveld):
    uit = redacteur.post(adres(blok, EIGEN), {"wijze": "", "tekst": "<p></p>", "slot": ""}, **JSON)
    assert (uit.status_code, uit.json()["slot"], Tekstvariant.objects.count()) == (200, None, 0)
    assert redacteur.post(adres(blok, EIGEN), {"wijze": "", "tekst": "<p>Woorden.</p>", "slot": ""}).status_code == 422
    TekstvariantFactory(blok=blok, gemeente=westerveld)
    redacteur.post(adres(blok, EIGEN), {"wijze": "", "tekst": "<p>Woorden.</p>", "slot": "0"})
    assert Tekstvariant.objects.count() == 0


def test_ik_heb_gekeken(redacteur, blok, westerveld):
    Blok.objects.update(tekstversie=3)
    TekstvariantFactory(blok=blok, gemeente=westerveld, tekst="<p>Eigen.</p>")
    assert "Deze tekst is ouder dan de gedeelde tekst" in redacteur.get(adres(blok, EIGEN)).content.decode()
    redacteur.post(adres(blok, EIGEN), {"doen": "bij", "slot": "0", "tekstversie": "3"})
    assert Tekstvariant.objects.get().gebaseerd_op == 3
    assert "ouder dan de gedeelde tekst" not in redacteur.get(adres(blok, EIGEN)).content.decode()


# ------------------------------------------------------------------ two people
def samen_op(redacteur, blok, **meer):
    """I opened the text at lock number 0; Anouk saved 'Oud. Anouk.' and a paragraph since. Gives the answer to my saving."""
    Blok.objects.filter(pk=blok.pk).update(slot=0)
    blok.refresh_from_db()
    anouk = medewerker(Groep.REDACTIE, first_name="Anouk", last_name="Meijer")
    blok.slot, blok.tekst, blok._history_user = 1, "<p>Oud.</p>\n<p>Van Anouk.</p>", anouk
    blok.save()
    return redacteur.post(adres(blok), {"titel": "BoekStart", "tekst": "<p>Oud, maar beter.</p>", "slot": "0"}, **meer)


def test_twee_mensen_in_een_tekst(redacteur, blok):
    antwoord = samen_op(redacteur, blok)
    botsing = antwoord.context["botsing"]
    assert (antwoord.status_code, Blok.objects.get().tekst) == (409, "<p>Oud.</p>\n<p>Van Anouk.</p>")
    assert (botsing.mijn.tekst, botsing.hun.tekst) == ("<p>Oud, maar beter.</p>", "<p>Oud.</p>\n<p>Van Anouk.</p>")
    assert botsing.samen == "<p>Oud.</p>\n<p>Van Anouk.</p>\n<p>Oud, maar beter.</p>"
    assert (botsing.mijn.slot, botsing.hun_gelezen) == (1, ["Oud.", "Van Anouk."])
    redacteur.post(adres(blok), {"titel": "BoekStart", "tekst": botsing.samen, "slot": botsing.mijn.slot})
    assert Blok.objects.get().tekst == botsing.samen


@pytest.mark.parametrize(("mijn", "samen"), [("BoekStart", "Kop van Anouk"), ("Mijn kop", "Mijn kop")])
def test_ook_de_kop_van_een_ander_blijft(redacteur, blok, mijn, samen):
    redacteur.post(adres(blok), {"titel": "Kop van Anouk", "tekst": "<p>Oud.</p>", "slot": "0"})
    antwoord = redacteur.post(adres(blok), {"titel": mijn, "tekst": "<p>Beter.</p>", "slot": "0"})
    botsing = antwoord.context["botsing"]
    assert (antwoord.status_code, botsing.samen_titel, botsing.samen) == (409, samen, "<p>Beter.</p>")
    assert f'name="titel" value="{samen}"' in antwoord.content.decode()


def test_het_paneel_komt_ook_bij_vanzelf_bewaren(redacteur, blok):
    antwoord = samen_op(redacteur, blok, **JSON)
    uit = antwoord.json()
    assert (antwoord.status_code, uit["code"]) == (409, "verouderd")
    assert all(
        woorden in uit["paneel"]
        for woorden in (
            "Iemand anders was je voor",
            "Intussen heeft Anouk Meijer dit",
            "Van Anouk.",
            "&lt;p&gt;Oud, maar beter.",
        )
    )


def test_een_eigen_tekst_van_twee_mensen(redacteur, blok, westerveld):
    TekstvariantFactory(blok=blok, gemeente=westerveld, tekst="<p>Hun.</p>", slot=2)
    antwoord = redacteur.post(adres(blok, EIGEN), {"wijze": "vervangen", "tekst": "<p>Mijn.</p>", "slot": ""})
    botsing = antwoord.context["botsing"]
    assert (antwoord.status_code, botsing.samen, botsing.mijn.slot) == (409, "<p>Hun.</p>\n<p>Mijn.</p>", 2)


# ------------------------------------------------------------------ order
@pytest.mark.parametrize(
    ("gepost", "volgorde", "gezegd"),
    [
        ({"doen": "omlaag", "slot": "0"}, "bac", "‘A’ staat nu op plaats 2 van 3."),
        ({"naar": "2", "slot": "0"}, "bca", "‘A’ staat nu op plaats 3 van 3."),
        ({"doen": "omhoog", "slot": "0"}, "abc", "Kies een plaats van 1 tot en met 3."),
        ({"naar": "x", "slot": "0"}, "abc", "Kies een plaats van 1 tot en met 3."),
    ],
)
def test_een_blok_verplaatsen(redacteur, hoofdstuk, gepost, volgorde, gezegd):
    blokken = [BlokFactory(hoofdstuk=hoofdstuk, sleutel=sleutel) for sleutel in "abc"]
    antwoord = redacteur.post(adres(blokken[0], route="redactie_plaats"), gepost, follow=True)
    assert [str(m) for m in antwoord.context["messages"]] == [gezegd]
    assert "".join(hoofdstuk.blokken.values_list("sleutel", flat=True)) == volgorde


def test_verplaatsen_na_een_ander(redacteur, hoofdstuk):
    blokken = [BlokFactory(hoofdstuk=hoofdstuk, sleutel=sleutel) for sleutel in "ab"]
    redacteur.post(adres(blokken[0], route="redactie_plaats"), {"doen": "omlaag", "slot": "7"})
    assert "".join(hoofdstuk.blokken.values_list("sleutel", flat=True)) == "ab"


# ------------------------------------------------------------------ around it
def test_de_verschillen_met_wat_er_sindsdien_veranderde(redacteur, blok, westerveld):
    TekstvariantFactory(blok=blok, gemeente=westerveld, tekst="<p>Eigen.</p>", wijze="aanvullen-na")
    redacteur.post(adres(blok), {"titel": "BoekStart", "tekst": "<p>Nieuw.</p>", "slot": "0"})
    (rij,) = redacteur.get(adres(blok, route="redactie_verschillen")).context["rijen"]

    def plat(alineas):
        return [[(stuk.soort, stuk.tekst) for stuk in alinea] for alinea in alineas]

    assert (rij["ouder"], plat(rij["sindsdien"])) == (True, [[("weg", "Oud."), ("erbij", "Nieuw.")]])
    assert plat(rij["alineas"]) == [[("gelijk", "Nieuw.")], [("erbij", "Eigen.")]]


@pytest.mark.parametrize("aantal", [1, 4])
def test_de_verschillen_vragen_altijd_even_veel(redacteur, blok, aantal, django_assert_num_queries):
    for _ in range(aantal):
        TekstvariantFactory(blok=blok, tekst="<p>Eigen.</p>")
    redacteur.get(adres(blok, route="redactie_verschillen"))
    with django_assert_num_queries(9):
        redacteur.get(adres(blok, route="redactie_verschillen"))


def test_terug_naar_een_vroegere_tekst(redacteur, blok, django_assert_num_queries):
    redacteur.post(adres(blok), {"titel": "Anders", "tekst": "<p>Nieuw.</p>", "slot": "0"})
    with django_assert_num_queries(9):
        antwoord = redacteur.get(adres(blok, route="redactie_geschiedenis"))
    nieuw, oud = antwoord.context["rijen"]
    assert (nieuw["versie"].tekst, nieuw["kop_was"], oud["versie"].tekst) == ("<p>Nieuw.</p>", "BoekStart", "<p>Oud.</p>")
    assert antwoord.content.decode().count("Ga terug naar deze tekst") == 1
    redacteur.post(
        adres(blok), {"titel": oud["versie"].titel, "tekst": oud["versie"].tekst, "slot": antwoord.context["nu"].slot}
    )
    nu = Blok.objects.get()
    assert (nu.titel, nu.tekst, nu.tekstversie) == ("BoekStart", "<p>Oud.</p>", 3)


def test_een_weggehaalde_eigen_tekst_komt_terug(redacteur, blok, westerveld):
    redacteur.post(adres(blok, EIGEN), {"wijze": "vervangen", "tekst": "<p>Eigen.</p>", "slot": ""})
    redacteur.post(adres(blok, EIGEN), {"doen": "gedeeld", "slot": "0"})
    antwoord = redacteur.get(adres(blok, EIGEN, route="redactie_geschiedenis"))
    assert [(rij["versie"].weg, rij["versie"].tekst) for rij in antwoord.context["rijen"]] == [
        (True, "<p>Eigen.</p>"),
        (False, "<p>Eigen.</p>"),
    ]
    assert antwoord.content.decode().count("Ga terug naar deze tekst") == 1
    assert antwoord.context["nu"].slot is None


def test_de_velden_van_een_gemeente(redacteur, hoofdstuk, westerveld):
    MetingFactory(indicator=IndicatorFactory(code="leden", naam="Leden"), gemeente=westerveld, waarde=D(4110))
    pad = reverse("redactie_velden", args=[JAAR]) + "?gemeente=GM1701"
    velden = {veld["veld"]: veld for veld in redacteur.get(pad, **JSON).json()["velden"]}
    assert velden["cijfer:leden"] == {
        "veld": "cijfer:leden",
        "groep": "Cijfer van dit jaar",
        "naam": "Leden",
        "waarde": "4.110",
        "reden": "",
    }
    assert "<code>&#123;cijfer:leden&#125;</code></td><td>4.110</td>" in redacteur.get(pad).content.decode()


def test_zonder_opzet_zijn_er_geen_velden(redacteur, westerveld):
    assert redacteur.get(reverse("redactie_velden", args=[JAAR]), **JSON).json() == {"velden": []}
