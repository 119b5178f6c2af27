"""The screen of one selection: who may, adding and changing, taking back, two at once, and the steps."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from catalogus.models import Afname, Eenheid, Functie, Grondslag, Pakket, Prijsopgave, Prijsvorm, Rol, Status
from catalogus.opmaak import euro
from catalogus.regels import keuzebeeld
from catalogus.regels.afname import wissel
from catalogus.regels.afnameprijzen import per_locatie_van
from catalogus.regels.afnameregels import zet_regel
from tests.factories import (
    ActiviteitFactory,
    AfnameFactory,
    AfnameregelFactory,
    BudgetFactory,
    D,
    EditieFactory,
    GemeenteFactory,
    LidmaatschapFactory,
    PrijsFactory,
    dag,
    maak_wereld,
    vestiging,
)

pytestmark = pytest.mark.django_db
QUERIES = 29  # of the page, whatever the number of lines


@pytest.fixture
def wereld():
    return maak_wereld()


@pytest.fixture
def afname(wereld):
    return wereld.afname()


@pytest.fixture
def opsteller(client, wereld):
    client.force_login(wereld.opsteller)
    return client


def adres(afname, naam="keuze", *rest):
    return reverse(naam, args=[afname.gemeente.cbs_code, afname.pk, *rest])


def tekst(antwoord) -> str:
    """The page with every run of white space as one space."""
    return " ".join(antwoord.content.decode().replace("\u00a0", " ").split())


def regel(afname, code="CURSUS"):
    return afname.regels.get(activiteit__code=code)


def maatwerk(afname):
    activiteit = ActiviteitFactory(code="MAAT", titel="Maat", pakket=Pakket.MAATWERK, prijsvorm=Prijsvorm.OP_AANVRAAG)
    return AfnameregelFactory(afname=afname, activiteit=activiteit, hoeveelheid=D(2))


# ------------------------------------------------------------------ who may
def adressen(afname):
    return [
        ("get", adres(afname)),
        ("post", adres(afname, "keuze_regel", "CURSUS")),
        ("post", adres(afname, "keuze_regel_weg", "CURSUS")),
        ("post", adres(afname, "keuze_ongedaan")),
        ("get", adres(afname, "keuze_wissel", "voorleggen")),
        ("post", adres(afname, "keuze_wissel", "voorleggen")),
        ("get", adres(afname, "keuze_gegevens")),
        ("get", adres(afname, "keuze_prijsopgave", "CURSUS")),
        ("post", adres(afname, "keuze_kopie")),
    ]


def test_eerst_inloggen(client, afname):
    for methode, waar in adressen(afname):
        antwoord = getattr(client, methode)(waar)
        assert (antwoord.status_code, antwoord["Location"]) == (302, f"/account/login/?next={waar}")


def test_een_andere_gemeente_vindt_niets(client, wereld, afname):
    client.force_login(wereld.fiatteur_elders)
    assert {getattr(client, methode)(waar).status_code for methode, waar in adressen(afname)} == {404}


def test_ook_niet_via_het_adres_van_de_eigen_gemeente(client, wereld, afname):
    client.force_login(wereld.fiatteur_elders)
    assert client.get(reverse("keuze", args=["GM9998", afname.pk])).status_code == 404
    eigen = wereld.fiatteur_elders.lidmaatschappen.get().gemeente
    assert client.get(reverse("keuze", args=[eigen.cbs_code, afname.pk])).status_code == 404


def test_een_ambtenaar_van_twee_gemeenten_ziet_een_keuze_alleen_bij_haar_gemeente(client, wereld, afname):
    ander = GemeenteFactory()
    LidmaatschapFactory(gebruiker=wereld.opsteller, gemeente=ander)
    client.force_login(wereld.opsteller)
    assert client.get(adres(afname)).status_code == 200
    assert client.get(reverse("keuze", args=[ander.cbs_code, afname.pk])).status_code == 404


def test_de_raadpleger_kijkt_maar_verandert_niets(client, wereld, afname):
    client.force_login(wereld.raadpleger)
    pagina = tekst(client.get(adres(afname)))
    assert "Je kunt deze keuze lezen, maar niet veranderen." in pagina
    assert 'name="hoeveelheid"' not in pagina
    gegevens = {"hoeveelheid": "9", "slot": "0", "naam": "Anders", "reden": "Zomaar"}
    for waar in ("keuze_regel", "keuze_regel_weg"):
        assert client.post(adres(afname, waar, "CURSUS"), gegevens).status_code == 403
    assert client.post(adres(afname, "keuze_wissel", "voorleggen"), gegevens).status_code == 403
    assert client.post(adres(afname, "keuze_gegevens"), gegevens).status_code == 403
    assert client.post(adres(afname, "keuze_kopie"), gegevens).status_code == 302
    maatwerk(afname)
    assert client.post(adres(afname, "keuze_prijsopgave", "MAAT"), {"vraag": "Wat kost dit?"}).status_code == 403
    afname.refresh_from_db()
    assert (afname.naam, afname.status, regel(afname).hoeveelheid) == ("Onze keuze", Status.CONCEPT, D(2))
    assert (Afname.objects.count(), Prijsopgave.objects.count()) == (1, 0)


def test_de_accountmanager_werkt_namens_de_gemeente(client, wereld, afname):
    client.force_login(wereld.accountmanager)
    assert client.post(adres(afname, "keuze_regel", "CURSUS"), {"hoeveelheid": "3", "slot": "0"}).status_code == 302
    pagina = tekst(client.get(adres(afname)))
    assert "Je kijkt als bibliotheek mee met Westerveld." in pagina
    assert "door Anna (bibliotheek, namens jullie)" in pagina


def test_na_de_termijn_verandert_er_niets_meer(opsteller, wereld, afname):
    wereld.editie.kiezen_tot = dag("2020-01-01")
    wereld.editie.save()
    assert "Kiezen voor 2026 kon tot en met 1 januari 2020." in tekst(opsteller.get(adres(afname)))
    assert opsteller.post(adres(afname, "keuze_regel", "CURSUS"), {"hoeveelheid": "3", "slot": "0"}).status_code == 422


# ------------------------------------------------------------------ the page
def test_de_pagina_toont_de_sommen_van_de_regels(opsteller, wereld, afname):
    AfnameregelFactory(afname=afname, activiteit=wereld.collectie)
    BudgetFactory(gemeente=wereld.gemeente, bedrag=D(400))
    pagina = tekst(opsteller.get(adres(afname)))
    beeld = keuzebeeld.maak(afname=afname)
    assert beeld.totaal == D(440)
    for bedrag in (beeld.totaal, beeld.boven, *(rij.bedrag for rij in beeld.rijen)):
        assert euro(bedrag).replace("\u00a0", " ") in pagina
    assert "Deze keuze is € 40,00 hoger dan het budget van € 400,00." in pagina
    assert f'href="{adres(afname, "keuze_wissel", "voorleggen")}"' in pagina


def test_aantal_queries(opsteller, wereld):
    def tel(aantal):
        afname = AfnameFactory(gemeente=wereld.gemeente, editie=wereld.editie)
        for _ in range(aantal):
            activiteit = ActiviteitFactory()
            PrijsFactory(activiteit=activiteit, per_eenheid=D(5))
            AfnameregelFactory(afname=afname, activiteit=activiteit)
        opsteller.get(adres(afname))
        with CaptureQueriesContext(connection) as vragen:
            assert opsteller.get(adres(afname)).context["beeld"].totaal == 5 * aantal
        return len(vragen)

    vestiging(wereld.gemeente)
    assert (tel(10), tel(60)) == (QUERIES, QUERIES)


# ------------------------------------------------------------------ adding and changing
def test_toevoegen_met_het_voorstel(opsteller, wereld, afname):
    antwoord = opsteller.post(adres(afname, "keuze_regel", "COLLECTIE"), follow=True)
    assert antwoord.redirect_chain == [(f"{adres(afname)}#r-COLLECTIE", 302)]
    assert regel(afname, "COLLECTIE").hoeveelheid == D(1)
    assert "Toegevoegd: Wisselcollectie, vast bedrag. Totaal € 440,00." in tekst(antwoord)


def test_toevoegen_neemt_locaties_en_herkomst_van_het_voorstel(opsteller, wereld, afname):
    plek = vestiging(wereld.gemeente, functie=Functie.BIBLIOTHEEK)
    activiteit = ActiviteitFactory(code="IDO", eenheid=Eenheid.LOCATIE)
    PrijsFactory(activiteit=activiteit, per_eenheid=D(10))
    opsteller.post(adres(afname, "keuze_regel", "IDO"))
    nieuw = regel(afname, "IDO")
    assert (nieuw.hoeveelheid, nieuw.herkomst) == (D(1), "1 locatie op 31 december 2026")
    assert per_locatie_van(regel=nieuw) == {plek.pk: D(1)}


@pytest.mark.parametrize(
    ("terug", "waarheen"),
    [("/g/GM1701/catalogus/2026/?q=x#a-C", "/g/GM1701/catalogus/2026/?q=x#a-C"), ("https://kwaad.example/", None)],
)
def test_terug_naar_waar_je_vandaan_kwam(opsteller, afname, terug, waarheen):
    antwoord = opsteller.post(adres(afname, "keuze_regel", "COLLECTIE"), {"terug": terug})
    assert antwoord["Location"] == (waarheen or f"{adres(afname)}#r-COLLECTIE")


def test_hoeveelheid_resultaat_en_toelichting(opsteller, afname):
    velden = {"hoeveelheid": "2,5", "slot": "0", "resultaat": "Tien mensen verder", "toelichting": "Op verzoek"}
    assert opsteller.post(adres(afname, "keuze_regel", "CURSUS"), velden).status_code == 302
    nu = regel(afname)
    assert (nu.hoeveelheid, nu.resultaat, nu.toelichting, nu.slot) == (D("2.5"), "Tien mensen verder", "Op verzoek", 1)
    opsteller.post(adres(afname, "keuze_regel", "CURSUS"), {"hoeveelheid": "1.171", "slot": "1"})
    nu = regel(afname)
    assert (nu.hoeveelheid, nu.resultaat, nu.toelichting) == (D(1171), "Tien mensen verder", "Op verzoek")


@pytest.mark.parametrize(("van", "stap", "wordt"), [("2", "1", 3), ("2", "-1", 1), ("0", "-1", 0)])
def test_een_meer_en_een_minder_zonder_script(opsteller, afname, van, stap, wordt):
    opsteller.post(adres(afname, "keuze_regel", "CURSUS"), {"hoeveelheid": van, "stap": stap, "slot": "0"})
    assert regel(afname).hoeveelheid == D(wordt)


def test_een_meer_gaat_meteen_naar_het_minimum(opsteller, wereld, afname):
    wereld.cursus.minimum = D(20)
    wereld.cursus.save()
    opsteller.post(adres(afname, "keuze_regel", "CURSUS"), {"hoeveelheid": "0", "stap": "1", "slot": "0"})
    assert regel(afname).hoeveelheid == D(20)


def test_met_htmx_komt_alleen_terug_wat_bewoog(opsteller, afname):
    velden = {"hoeveelheid": "3", "slot": "0", "wijze": "aantal"}
    antwoord = opsteller.post(adres(afname, "keuze_regel", "CURSUS"), velden, headers={"HX-Request": "true"})
    deel = tekst(antwoord)
    assert antwoord.status_code == 200
    assert "<html" not in deel and 'id="invoer-CURSUS"' not in deel
    assert 'id="slot-CURSUS" value="1"' in deel
    assert '<span id="bedrag-CURSUS" hx-swap-oob="true">€ 235,00</span>' in deel
    assert f"Opgeslagen om {antwoord.context['laatste'].tijd}: Cursus Klik en Tik, 3 keer. Totaal € 235,00." in deel


def test_verdelen_over_locaties_en_weer_niet(opsteller, wereld, afname):
    een, twee = vestiging(wereld.gemeente), vestiging(wereld.gemeente)
    velden = {"hoeveelheid": "2", "locaties": "1", f"locatie-{een.pk}": "3", f"locatie-{twee.pk}": "", "slot": "0"}
    opsteller.post(adres(afname, "keuze_regel", "CURSUS"), velden)
    assert (regel(afname).hoeveelheid, per_locatie_van(regel=regel(afname))) == (D(3), {een.pk: D(3)})
    assert opsteller.get(adres(afname)).context["invoer"][regel(afname).pk].wijze == "verdeeld"
    leeg = {"locaties": "1", f"locatie-{een.pk}": "", "slot": "1"}
    opsteller.post(adres(afname, "keuze_regel", "CURSUS"), leeg)
    assert (regel(afname).hoeveelheid, per_locatie_van(regel=regel(afname))) == (D(3), {})


def test_locaties_van_een_andere_gemeente_worden_geweigerd(opsteller, afname):
    vreemd = vestiging(GemeenteFactory())
    velden = {"locaties": "1", f"locatie-{vreemd.pk}": "3", "slot": "0"}
    antwoord = opsteller.post(adres(afname, "keuze_regel", "CURSUS"), velden)
    assert (antwoord.status_code, "Kies locaties van Westerveld." in tekst(antwoord)) == (422, True)


# ------------------------------------------------------------------ refused
@pytest.mark.parametrize(
    ("hoeveelheid", "melding"),
    [
        ("19", "Cursus Klik en Tik: vul 20 of meer in. Je vulde 19 in."),
        ("41", "Cursus Klik en Tik: vul 40 of minder in. Je vulde 41 in."),
        ("veel", "Cursus Klik en Tik: Vul een getal in, bijvoorbeeld 12."),
        ("-3", "Cursus Klik en Tik: Vul 0 of meer in."),
        ("1,234", "Cursus Klik en Tik: Gebruik hoogstens twee cijfers achter de komma."),
    ],
)
@pytest.mark.parametrize("htmx", [True, False])
def test_buiten_de_grenzen(opsteller, wereld, afname, hoeveelheid, melding, htmx):
    wereld.cursus.minimum, wereld.cursus.maximum = D(20), D(40)
    wereld.cursus.save()
    velden = {"hoeveelheid": hoeveelheid, "slot": "0", "toelichting": "Mijn lange verhaal"}
    antwoord = opsteller.post(adres(afname, "keuze_regel", "CURSUS"), velden, headers={"HX-Request": "true"} if htmx else {})
    pagina = tekst(antwoord)
    assert antwoord.status_code == 422
    assert melding in pagina
    assert ("<html" in pagina) is not htmx
    if not htmx:  # what was typed is still there
        assert f'value="{hoeveelheid}"' in pagina and "Mijn lange verhaal" in pagina
    assert (regel(afname).hoeveelheid, regel(afname).slot) == (D(2), 0)


def test_staffel_per_locatie_zonder_locaties(opsteller, wereld, afname):
    activiteit = ActiviteitFactory(
        code="DBOS", titel="dBos", eenheid=Eenheid.LEERLING, prijsvorm=Prijsvorm.STAFFEL, grondslag=Grondslag.LOCATIE
    )
    PrijsFactory(activiteit=activiteit, grondslag="locatie", staffel=[["60", "106"], ["200", "212"]])
    weg = adres(afname, "keuze_regel", "DBOS")
    antwoord = opsteller.post(weg, {"hoeveelheid": "70"})
    assert antwoord.status_code == 422
    assert "dBos heeft een prijs per locatie. Vul per locatie een aantal in." in tekst(antwoord)
    school = vestiging(wereld.gemeente, functie=Functie.DBOS_PO, leerlingen=70)
    assert opsteller.post(weg, {"locaties": "1", f"locatie-{school.pk}": "201"}).status_code == 422
    assert opsteller.post(weg, {"locaties": "1", f"locatie-{school.pk}": "70"}).status_code == 302
    assert "61 tot en met 200 leerlingen" in tekst(opsteller.get(adres(afname)))


def test_een_onderdeel_en_geen_ouder(opsteller, wereld, afname):
    ActiviteitFactory(ouder=wereld.collectie)
    antwoord = opsteller.post(adres(afname, "keuze_regel", "COLLECTIE"))
    assert (antwoord.status_code, "bestaat uit onderdelen" in tekst(antwoord)) == (422, True)


def test_een_activiteit_van_een_andere_editie_is_er_niet(opsteller, afname):
    ActiviteitFactory(code="OUD", editie=EditieFactory(jaar=2025))
    assert opsteller.post(adres(afname, "keuze_regel", "OUD")).status_code == 404


# ------------------------------------------------------------------ removing and taking back
def test_weghalen_en_terug(opsteller, afname):
    antwoord = opsteller.post(adres(afname, "keuze_regel_weg", "CURSUS"), {"slot": "0"}, follow=True)
    assert afname.regels.count() == 0
    assert "Cursus Klik en Tik is uit de keuze." in tekst(antwoord)
    antwoord = opsteller.post(adres(afname, "keuze_ongedaan"), follow=True)
    assert antwoord.redirect_chain == [(f"{adres(afname)}#r-CURSUS", 302)]
    assert "Cursus Klik en Tik staat weer in de keuze." in tekst(antwoord)
    assert regel(afname).hoeveelheid == D(2)
    assert opsteller.post(adres(afname, "keuze_ongedaan")).status_code == 422


def test_een_opmerking_blijft_in_het_logboek_als_de_regel_weg_is(opsteller, wereld, afname):
    for stap, wie in (("voorleggen", wereld.opsteller), ("indienen", wereld.fiatteur)):
        wissel(afname=afname, overgang=stap, door=wie)
    opmerking = {regel(afname).pk: "Er is plaats voor een."}
    wissel(afname=afname, overgang="teruggeven", door=wereld.accountmanager, reden="Kijk nog eens.", regelopmerkingen=opmerking)
    assert opsteller.post(adres(afname, "keuze_regel_weg", "CURSUS"), {"slot": regel(afname).slot}).status_code == 302
    pagina = tekst(opsteller.get(adres(afname)))
    assert "Cursus Klik en Tik (niet meer in de keuze): Er is plaats voor een." in pagina
    assert pagina.count("Cursus Klik en Tik: Er is plaats voor een.") == 1  # in the log


def test_drie_stappen_terug(opsteller, afname):
    for slot, aantal in enumerate(("3", "4")):
        opsteller.post(adres(afname, "keuze_regel", "CURSUS"), {"hoeveelheid": aantal, "slot": str(slot)})
    opsteller.post(adres(afname, "keuze_regel", "COLLECTIE"))
    gevonden = []
    for _ in range(3):
        opsteller.post(adres(afname, "keuze_ongedaan"))
        gevonden.append(dict(afname.regels.values_list("activiteit__code", "hoeveelheid")))
    assert gevonden == [{"CURSUS": D(4)}, {"CURSUS": D(3)}, {"CURSUS": D(2)}]


def test_terug_gaat_niet_over_een_ander_heen(opsteller, wereld, afname):
    velden = {"hoeveelheid": "3", "slot": "0"}
    opsteller.post(adres(afname, "keuze_regel", "CURSUS"), velden)
    zet_regel(afname=afname, activiteit=wereld.cursus, hoeveelheid=D(5), door=wereld.fiatteur)
    opsteller.post(adres(afname, "keuze_regel", "CURSUS"), {"hoeveelheid": "8", "slot": "2"})
    opsteller.post(adres(afname, "keuze_ongedaan"))
    assert regel(afname).hoeveelheid == D(5)
    assert "Maak laatste wijziging ongedaan" not in tekst(opsteller.get(adres(afname)))
    assert opsteller.post(adres(afname, "keuze_ongedaan")).status_code == 422
    assert regel(afname).hoeveelheid == D(5)


def test_terug_kan_niet_meer_als_een_ander_na_jou_kwam(opsteller, wereld, afname):
    opsteller.post(adres(afname, "keuze_regel", "COLLECTIE"))
    opsteller.post(adres(afname, "keuze_regel", "CURSUS"), {"hoeveelheid": "3", "slot": "0"})
    zet_regel(afname=afname, activiteit=wereld.cursus, hoeveelheid=D(5), door=wereld.fiatteur)
    antwoord = opsteller.post(adres(afname, "keuze_ongedaan"))
    assert antwoord.status_code == 409
    assert "Ongedaan maken kan niet meer: iemand anders veranderde Cursus Klik en Tik na jou." in tekst(antwoord)
    assert regel(afname).hoeveelheid == D(5)
    opsteller.post(adres(afname, "keuze_ongedaan"))  # what was done before, to another line, still can
    assert list(afname.regels.values_list("activiteit__code", flat=True)) == ["CURSUS"]


def test_de_basis_blijft(opsteller, wereld, afname):
    AfnameregelFactory(afname=afname, activiteit=wereld.inwoners, hoeveelheid=D(100))
    assert adres(afname, "keuze_regel_weg", "BASIS") not in tekst(opsteller.get(adres(afname)))
    antwoord = opsteller.post(adres(afname, "keuze_regel_weg", "BASIS"), {"slot": "0"})
    assert (antwoord.status_code, "hoort bij de basis en blijft in de keuze" in tekst(antwoord)) == (422, True)


# ------------------------------------------------------------------ two at once
@pytest.fixture
def ander(wereld, afname):
    """Frank sets 5 keer with a note, while the page of Olga still says 2."""
    return zet_regel(afname=afname, activiteit=wereld.cursus, hoeveelheid=D(5), toelichting="Van Frank", door=wereld.fiatteur)


@pytest.mark.parametrize("htmx", [True, False])
def test_iemand_was_je_voor(opsteller, afname, ander, htmx):
    velden = {"hoeveelheid": "7", "toelichting": "Van Olga", "resultaat": "", "slot": "0"}
    antwoord = opsteller.post(adres(afname, "keuze_regel", "CURSUS"), velden, headers={"HX-Request": "true"} if htmx else {})
    pagina = tekst(antwoord)
    assert antwoord.status_code == 409
    assert ("<html" in pagina) is not htmx
    assert "Iemand anders was je voor" in pagina and "Frank veranderde Cursus Klik en Tik" in pagina
    keuzes = [(v.naam, v.hun_woorden, v.mijn_woorden) for v in antwoord.context["velden"]]
    assert keuzes == [("hoeveelheid", "5 keer", "7 keer"), ("toelichting", "Van Frank", "Van Olga")]
    assert (regel(afname).hoeveelheid, regel(afname).toelichting) == (D(5), "Van Frank")


def test_daarna_kies_je_per_veld(opsteller, afname, ander):
    opsteller.post(adres(afname, "keuze_regel", "CURSUS"), {"hoeveelheid": "7", "toelichting": "Van Olga", "slot": "0"})
    velden = {"hoeveelheid": "7", "toelichting": "Van Frank", "slot": str(ander.slot)}
    assert opsteller.post(adres(afname, "keuze_regel", "CURSUS"), velden).status_code == 302
    assert (regel(afname).hoeveelheid, regel(afname).toelichting) == (D(7), "Van Frank")


def test_wie_hetzelfde_deed_hoeft_niets_te_kiezen(opsteller, afname, ander):
    antwoord = opsteller.post(adres(afname, "keuze_regel", "CURSUS"), {"hoeveelheid": "5", "slot": "0"}, follow=True)
    assert "Cursus Klik en Tik stond al zo: 5 keer." in tekst(antwoord)


def test_botsing_per_locatie(opsteller, wereld, afname):
    een = vestiging(wereld.gemeente, naam="Vledder", plaats="Vledder")
    zet_regel(afname=afname, activiteit=wereld.cursus, hoeveelheid=D(0), per_locatie={een.pk: D(4)}, door=wereld.fiatteur)
    velden = {"locaties": "1", f"locatie-{een.pk}": "6", "slot": "0"}
    antwoord = opsteller.post(adres(afname, "keuze_regel", "CURSUS"), velden)
    assert [(v.naam, v.label, v.hun, v.mijn) for v in antwoord.context["velden"]] == [
        (f"locatie-{een.pk}", "Vledder", "4,00", "6")
    ]
    assert antwoord.context["rest"] == [("locaties", "1")]


def test_de_regel_is_intussen_weg(opsteller, wereld, afname):
    regel(afname).delete()
    antwoord = opsteller.post(adres(afname, "keuze_regel", "CURSUS"), {"hoeveelheid": "7", "slot": "0"})
    assert (antwoord.status_code, afname.regels.count()) == (409, 0)
    assert "Zet mijn regel terug" in tekst(antwoord)
    opsteller.post(adres(afname, "keuze_regel", "CURSUS"), {"hoeveelheid": "7"})
    assert regel(afname).hoeveelheid == D(7)


def test_beiden_voegen_hetzelfde_toe(opsteller, wereld, afname):
    zet_regel(afname=afname, activiteit=wereld.collectie, hoeveelheid=D(2), door=wereld.fiatteur)
    antwoord = opsteller.post(adres(afname, "keuze_regel", "COLLECTIE"), {"hoeveelheid": "1"})
    assert (antwoord.status_code, regel(afname, "COLLECTIE").hoeveelheid) == (409, D(2))


def test_weghalen_wat_net_veranderde(opsteller, afname, ander):
    antwoord = opsteller.post(adres(afname, "keuze_regel_weg", "CURSUS"), {"slot": "0"})
    assert (antwoord.status_code, afname.regels.count()) == (409, 1)
    assert "naar 5 keer, terwijl jij de regel wilde weghalen" in tekst(antwoord)
    opsteller.post(adres(afname, "keuze_regel_weg", "CURSUS"), {"slot": str(ander.slot)})
    assert afname.regels.count() == 0


# ------------------------------------------------------------------ steps
def stap(client, afname, overgang, **velden):
    return client.post(adres(afname, "keuze_wissel", overgang), velden)


def test_voorleggen(opsteller, afname):
    pagina = opsteller.get(adres(afname, "keuze_wissel", "voorleggen"))
    assert "Leg voor aan de fiatteur" in tekst(pagina)
    gezien = pagina.context["formulier"]["gezien"].value()
    antwoord = stap(opsteller, afname, "voorleggen", reden="Graag voor vrijdag", gezien=gezien)
    assert (antwoord.status_code, antwoord["Location"]) == (302, adres(afname))
    afname.refresh_from_db()
    assert afname.status == Status.TER_FIATTERING
    assert "Graag voor vrijdag" in tekst(opsteller.get(adres(afname)))


def test_wat_je_tekent_is_wat_je_zag(opsteller, wereld, afname):
    gezien = opsteller.get(adres(afname, "keuze_wissel", "voorleggen")).context["formulier"]["gezien"].value()
    zet_regel(afname=afname, activiteit=wereld.cursus, hoeveelheid=D(9), door=wereld.fiatteur)
    antwoord = stap(opsteller, afname, "voorleggen", gezien=gezien)
    assert (antwoord.status_code, "veranderd sinds je deze pagina opende" in tekst(antwoord)) == (409, True)
    afname.refresh_from_db()
    assert afname.status == Status.CONCEPT
    nieuw = antwoord.context["formulier"]["gezien"].value()
    assert stap(opsteller, afname, "voorleggen", gezien=nieuw).status_code == 302


def test_vier_ogen(client, wereld, afname):
    zet_regel(afname=afname, activiteit=wereld.cursus, hoeveelheid=D(3), door=wereld.fiatteur)
    wissel(afname=afname, overgang="voorleggen", door=wereld.opsteller)
    client.force_login(wereld.fiatteur)
    assert "Iemand anders moet deze keuze fiatteren" in tekst(client.get(adres(afname, "keuze_wissel", "indienen")))
    antwoord = stap(client, afname, "indienen")
    assert (antwoord.status_code, "moet een andere fiatteur haar indienen" in tekst(antwoord)) == (422, True)
    tweede = LidmaatschapFactory(gemeente=wereld.gemeente, rol=Rol.FIATTEUR).gebruiker
    client.force_login(tweede)
    assert stap(client, afname, "indienen").status_code == 302


def test_boven_het_budget_vraagt_een_reden(client, wereld, afname):
    BudgetFactory(gemeente=wereld.gemeente, bedrag=D(150))
    wissel(afname=afname, overgang="voorleggen", door=wereld.opsteller)
    client.force_login(wereld.fiatteur)
    antwoord = stap(client, afname, "indienen")
    assert antwoord.status_code == 422
    assert "Deze keuze is € 40,00 hoger dan het budget. Geef een reden om toch in te dienen." in tekst(antwoord)
    assert stap(client, afname, "indienen", reden="Uit de reserve").status_code == 302
    afname.refresh_from_db()
    assert (afname.status, afname.statuswissels.latest("pk").reden) == (Status.INGEDIEND, "Uit de reserve")


def test_teruggeven_met_opmerkingen_en_opnieuw(client, wereld, afname):
    wissel(afname=afname, overgang="voorleggen", door=wereld.opsteller)
    wissel(afname=afname, overgang="indienen", door=wereld.fiatteur)
    PrijsFactory(activiteit=wereld.cursus, versie=2, vast=D(100), per_eenheid=D(50))
    client.force_login(wereld.accountmanager)
    assert stap(client, afname, "teruggeven").status_code == 422
    opmerking = {f"opmerking-{regel(afname).pk}": "Kan het een keer minder?"}
    assert stap(client, afname, "teruggeven", reden="Niet genoeg uren", **opmerking).status_code == 302
    client.force_login(wereld.opsteller)
    pagina = tekst(client.get(adres(afname)))
    for verwacht in (
        "Teruggegeven door Anna",
        "Niet genoeg uren",
        "Kan het een keer minder?",
        "Cursus Klik en Tik: € 190,00 werd € 200,00",
    ):
        assert verwacht in pagina
    client.post(adres(afname, "keuze_regel", "CURSUS"), {"hoeveelheid": "1", "slot": str(regel(afname).slot)})
    ronde = client.get(adres(afname, "keuze_wissel", "voorleggen")).context["ronde"]
    assert [(v.was, v.was_bedrag, v.wordt, v.wordt_bedrag) for v in ronde] == [("2 keer", D(190), "1 keer", D(150))]


def test_een_stap_die_al_gezet_is(opsteller, wereld, afname):
    wissel(afname=afname, overgang="voorleggen", door=wereld.fiatteur)
    antwoord = stap(opsteller, afname, "voorleggen")
    assert (antwoord.status_code, "Deze keuze is intussen ter fiattering" in tekst(antwoord)) == (409, True)


def test_intrekken_en_terughalen_vragen_een_reden(client, wereld, afname):
    wissel(afname=afname, overgang="voorleggen", door=wereld.opsteller)
    client.force_login(wereld.fiatteur)
    assert stap(client, afname, "terug").status_code == 422
    wissel(afname=afname, overgang="indienen", door=wereld.fiatteur)
    assert stap(client, afname, "intrekken").status_code == 422
    assert stap(client, afname, "intrekken", reden="De raad wil iets anders").status_code == 302
    afname.refresh_from_db()
    assert afname.status == Status.CONCEPT


def bevestigd(wereld, afname):
    for overgang, door in (
        ("voorleggen", wereld.opsteller),
        ("indienen", wereld.fiatteur),
        ("bevestigen", wereld.accountmanager),
    ):
        afname = wissel(afname=afname, overgang=overgang, door=door)
    return afname


def test_een_nieuwe_versie_namens_de_gemeente(client, wereld, afname):
    bevestigd(wereld, afname)
    client.force_login(wereld.accountmanager)
    antwoord = stap(client, afname, "nieuwe_versie", reden="Extra groep")
    nieuw = afname.opvolgers.get()
    assert (antwoord["Location"], nieuw.versienummer) == (adres(nieuw), 2)
    client.force_login(wereld.opsteller)
    pagina = tekst(client.get(adres(nieuw)))
    assert "Namens de gemeente" in pagina and "Extra groep" in pagina
    assert f"?k={afname.pk}&amp;k={nieuw.pk}" in pagina
    assert "Er is een versie 2: concept." in tekst(client.get(adres(afname)))


def test_een_lopende_editie_vraagt_een_ingangsdatum(client, wereld, afname):
    bevestigd(wereld, afname)
    wereld.editie.status = "lopend"
    wereld.editie.save()
    client.force_login(wereld.opsteller)
    assert stap(client, afname, "nieuwe_versie", reden="Extra").status_code == 422
    assert stap(client, afname, "nieuwe_versie", reden="Extra", ingangsdatum="geen").status_code == 422
    assert stap(client, afname, "nieuwe_versie", reden="Extra", ingangsdatum="1-7-2026").status_code == 302
    assert afname.opvolgers.get().ingangsdatum == dag("2026-07-01")


def test_wat_bevestigd_is_staat_vast(opsteller, wereld, afname):
    bevestigd(wereld, afname)
    assert 'name="hoeveelheid"' not in tekst(opsteller.get(adres(afname)))
    antwoord = opsteller.post(adres(afname, "keuze_regel", "CURSUS"), {"hoeveelheid": "9", "slot": "0"})
    assert (antwoord.status_code, regel(afname).hoeveelheid) == (409, D(2))


def test_een_stap_die_niet_bestaat(opsteller, afname):
    assert opsteller.get(adres(afname, "keuze_wissel", "weggooien")).status_code == 404


# ------------------------------------------------------------------ heading and quotation
def test_naam_kenmerk_en_toelichting(opsteller, wereld, afname):
    velden = {"naam": "Sober", "kenmerk": "Z-12", "toelichting": "Voor de raad", "slot": "0"}
    assert opsteller.post(adres(afname, "keuze_gegevens"), velden).status_code == 302
    antwoord = opsteller.post(adres(afname, "keuze_gegevens"), velden | {"naam": "Ruim"})
    assert antwoord.status_code == 409
    assert antwoord.context["nu"]["naam"] == "Sober" and 'value="Ruim"' in tekst(antwoord)
    assert opsteller.post(adres(afname, "keuze_gegevens"), velden | {"naam": ""}).status_code == 422


def test_prijsopgave_vragen_en_het_antwoord_zien(opsteller, wereld, afname):
    maatwerk(afname)
    waar = adres(afname, "keuze_prijsopgave", "MAAT")
    assert f'href="{waar}"' in tekst(opsteller.get(adres(afname)))
    assert opsteller.post(waar, {"vraag": ""}).status_code == 422
    assert opsteller.post(waar, {"vraag": "Wat kost een reeks?"}).status_code == 302
    assert "nog geen antwoord" in tekst(opsteller.get(adres(afname)))
    opgave = Prijsopgave.objects.get()
    opgave.vast, opgave.per_eenheid, opgave.datum, opgave.geldig_tot = D(100), D(20), dag("2025-06-01"), dag("2999-12-31")
    opgave.save()
    pagina = tekst(opsteller.get(adres(afname)))
    assert "Prijsopgave van 1 juni 2025, geldig tot en met 31 december 2999." in pagina
    assert keuzebeeld.maak(afname=afname).totaal == D(330)  # 190 + 100 + 2 × 20
    assert "Wat kost een reeks?" in tekst(opsteller.get(waar))


def test_prijsopgave_alleen_van_een_regel_in_de_keuze(opsteller, afname):
    assert opsteller.get(adres(afname, "keuze_prijsopgave", "COLLECTIE")).status_code == 404
