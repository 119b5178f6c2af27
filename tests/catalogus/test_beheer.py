"""The back office: who may enter, what is found, what is refused, and that nobody overwrites somebody else."""

import re
from decimal import Decimal

import pytest
from django.contrib import admin
from django.db.models.fields.files import FieldFile
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags

from catalogus.beheer.formulieren import Getalveld
from catalogus.beheer.site import WERK
from catalogus.models import Afname, Afnameregel, Editie, Groep, Kenmerk, Kostenregel, Prijs, Status, Tarief
from catalogus.templatetags.beheer import leesbaar
from tests import factories as f

pytestmark = pytest.mark.django_db
CONCEPT = Editie.Status.CONCEPT


def als(*groepen: str, **velden) -> Client:
    client = Client()
    client.force_login(f.medewerker(*groepen, **velden), backend="django.contrib.auth.backends.ModelBackend")
    return client


def lijst(model) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


def pagina(obj, soort: str = "change") -> str:
    return reverse(f"admin:{obj._meta.app_label}_{obj._meta.model_name}_{soort}", args=[obj.pk])


def invoer(client: Client, adres: str, **anders) -> dict:
    """What the form at `adres` would post, with `anders` changed."""
    context = client.get(adres).context
    data = {veld.html_name: veld.value() for veld in context["adminform"].form}
    for onderdeel in context["inline_admin_formsets"]:
        data |= {veld.html_name: veld.value() for veld in onderdeel.formset.management_form}
        for rij in onderdeel.formset.forms:
            data |= {veld.html_name: veld.value() for veld in rij}
    return {n: w for n, w in (data | anders).items() if w is not None and w is not False and not isinstance(w, FieldFile)}


def tekst(antwoord) -> str:
    """The visible text of a page."""
    html = re.sub(r"(?s)<(script|style|head).*?</\1>", " ", antwoord.content.decode())
    return re.sub(r"\s+", " ", strip_tags(html.replace("<", " <")))


# ------------------------------------------------------------------ entering
def test_zonder_inloggen_naar_de_inlogpagina():
    antwoord = Client().get("/beheer/catalogus/editie/", follow=True)
    assert antwoord.redirect_chain[-1] == ("/account/login/?next=/beheer/catalogus/editie/", 302)


def test_gemeente_mag_er_niet_in():
    client = Client()
    client.force_login(f.ambtenaar(f.GemeenteFactory(), "fiatteur"), backend="django.contrib.auth.backends.ModelBackend")
    antwoord = client.get("/beheer/", follow=True)
    assert (antwoord.status_code, "Deze pagina is er niet" in tekst(antwoord)) == (404, True)


def test_overzicht_per_werk_met_aantallen():
    f.KenmerkFactory.create_batch(3)
    groepen = als(Groep.BEHEER).get("/beheer/").context["groepen"]
    assert [groep["name"] for groep in groepen] == list(WERK)
    catalogus = [(regel["name"], regel["aantal"]) for regel in groepen[0]["models"]]
    assert catalogus == [("Edities", 0), ("Activiteiten", 0), ("Programmalijnen", 0), ("Kenmerken", 3)]


def test_wie_geen_beheer_is_ziet_geen_mensen():
    groepen = als(Groep.VESTIGING).get("/beheer/").context["groepen"]
    assert [groep["name"] for groep in groepen] == [naam for naam in WERK if naam != "Mensen en toegang"]


def test_schermen_van_pakketten_staan_er_niet_in():
    assert {model._meta.app_label for model in admin.site._registry} == {"catalogus", "jaarbericht", "axes"}


# ------------------------------------------------------------------ every list
MAKERS = {
    "editie": lambda n: f.EditieFactory(jaar=2000 + n),
    "activiteit": lambda n: f.ActiviteitFactory(editie=f.EditieFactory(jaar=2000 + n)),
    "programmalijn": lambda n: f.ProgrammalijnFactory(nummer=n),
    "kenmerk": lambda n: f.KenmerkFactory(),
    "tarief": lambda n: f.TariefFactory(functiegroep__naam=f"Groep {n}"),
    "functiegroep": lambda n: f.FunctiegroepFactory(naam=f"Groep {n}"),
    "financieringsbron": lambda n: f.FinancieringsbronFactory(naam=f"Bron {n}"),
    "prijs": lambda n: f.PrijsFactory(),
    "gemeente": lambda n: f.GemeenteFactory(accountmanager=f.GebruikerFactory()),
    "locatie": lambda n: f.LocatieFactory(),
    "jaar": lambda n: f.JaarFactory(jaar=2000 + n),
    "budget": lambda n: f.BudgetFactory(programmalijn=f.ProgrammalijnFactory()),
    "huisvestingslast": lambda n: f.HuisvestingslastFactory(),
    "beschikking": lambda n: f.BeschikkingFactory(),
    "realisatie": lambda n: f.RealisatieFactory(programmalijn=f.ProgrammalijnFactory()),
    "afname": lambda n: f.AfnameFactory(),
    "afnameregel": lambda n: f.AfnameregelFactory(),
    "termijn": lambda n: f.TermijnFactory(),
    "prijsopgave": lambda n: f.PrijsopgaveFactory(),
    "statuswissel": lambda n: f.StatuswisselFactory(door=f.GebruikerFactory()),
    "verschiltoelichting": lambda n: f.VerschiltoelichtingFactory(),
    "uitvoering": lambda n: f.UitvoeringFactory(locatie=f.LocatieFactory(), campagne=f.CampagneFactory(sleutel=f"c{n}")),
    "bijeenkomst": lambda n: f.BijeenkomstFactory(uitvoering__locatie=f.LocatieFactory()),
    "campagne": lambda n: f.CampagneFactory(sleutel=f"c{n}"),
    "titelkoppeling": lambda n: f.TitelkoppelingFactory(),
    "indicator": lambda n: f.IndicatorFactory(),
    "meting": lambda n: f.MetingFactory(gemeente=f.GemeenteFactory()),
    "onderzoek": lambda n: f.OnderzoekFactory(naam=f"Panel {n}"),
    "gebruiker": lambda n: f.ambtenaar(f.GemeenteFactory(), "opsteller"),
    "lidmaatschap": lambda n: f.LidmaatschapFactory(),
}


@pytest.mark.parametrize("naam", MAKERS)
def test_lijst_vraagt_even_veel_bij_3_als_bij_30_rijen(naam, django_assert_num_queries, django_assert_max_num_queries):
    model = next(m for m in admin.site._registry if m._meta.model_name == naam)
    client = als(Groep.BEHEER)
    assert client.get(lijst(model)).status_code == 200  # empty
    for n in range(1, 4):
        MAKERS[naam](n)
    with django_assert_max_num_queries(40) as bij_drie:
        assert client.get(lijst(model)).status_code == 200
    for n in range(4, 31):
        MAKERS[naam](n)
    with django_assert_num_queries(len(bij_drie)):
        assert client.get(lijst(model)).status_code == 200


def test_elke_lijst_van_de_catalogus_is_beproefd():
    schermen = {m._meta.model_name for m in admin.site._registry if m._meta.app_label == "catalogus"}
    assert schermen == set(MAKERS)


ENGELS = re.compile(r"\b(Add|Change|Delete|Save|Search|Select|View|Home|History|Log out|True|False|None|Yes|No|Go|Filter by)\b")


@pytest.mark.parametrize("naam", MAKERS)
def test_geen_engels_op_lijst_en_formulier(naam):
    model = next(m for m in admin.site._registry if m._meta.model_name == naam)
    obj = MAKERS[naam](1)
    client = als(Groep.BEHEER)
    for adres in (lijst(model), pagina(obj)):
        antwoord = client.get(adres)
        assert (antwoord.status_code, ENGELS.findall(tekst(antwoord))) == (200, [])
        assert antwoord.content.decode().count('alt="True"') == 0
        assert re.search(r"<title>[^<]+ · Activiteitencatalogus</title>", antwoord.content.decode())


def test_jaren_zonder_punt_en_bedragen_met():
    f.BudgetFactory(jaar=2027, bedrag=Decimal("210000"))
    zichtbaar = tekst(als(Groep.BEHEER).get("/beheer/catalogus/budget/"))
    assert ("€ 210.000,00" in zichtbaar, "2027" in zichtbaar, "2.027" in zichtbaar) == (True, True, False)


# ------------------------------------------------------------------ rights
def test_alleen_wie_mag_wijzigt():
    tarief = f.TariefFactory(editie__status=CONCEPT)
    assert als(Groep.VESTIGING).get(pagina(tarief)).status_code == 200
    assert als(Groep.VESTIGING).post(pagina(tarief), {"uurtarief": "99"}).status_code == 403
    client = als(Groep.CONTROLLER)
    antwoord = client.post(pagina(tarief), invoer(client, pagina(tarief), uurtarief="67,50"))
    assert antwoord.status_code == 302
    assert Tarief.objects.get().uurtarief == Decimal("67.50")


def test_velen_tegelijk_verwijderen_kan_alleen_beheer():
    f.KenmerkFactory()
    assert "delete_selected" in als(Groep.BEHEER).get(lijst(Kenmerk)).content.decode()
    assert "delete_selected" not in als(Groep.CATALOGUSREDACTIE).get(lijst(Kenmerk)).content.decode()


def test_gebruikers_ziet_alleen_beheer():
    assert als(Groep.BEHEER).get("/beheer/catalogus/gebruiker/").status_code == 200
    assert als(Groep.REDACTIE).get("/beheer/catalogus/gebruiker/").status_code == 403


# ------------------------------------------------------------------ lost updates, reasons, history
def test_reden_komt_in_de_geschiedenis():
    kenmerk = f.KenmerkFactory(naam="Peuters")
    client = als(Groep.BEHEER)
    client.post(pagina(kenmerk), invoer(client, pagina(kenmerk), naam="Dreumesen", wijzigingsreden="beter woord"))
    versie = kenmerk.history.first()
    assert (versie.naam, versie.history_change_reason, versie.slot) == ("Dreumesen", "beter woord", 1)


def test_wie_te_laat_is_krijgt_een_fout_en_houdt_wat_er_getypt_is():
    kenmerk = f.KenmerkFactory(naam="Peuters")
    laat, vroeg = als(Groep.BEHEER), als(Groep.BEHEER, first_name="Sanne", last_name="Bos")
    getypt = invoer(laat, pagina(kenmerk), naam="Dreumesen")
    vroeg.post(pagina(kenmerk), invoer(vroeg, pagina(kenmerk), naam="Kleuters"))
    antwoord = laat.post(pagina(kenmerk), getypt)
    assert antwoord.status_code == 200
    assert re.search(r"Intussen heeft Sanne Bos dit op \d\d-\d\d-\d{4} om \d\d\.\d\d veranderd\.", tekst(antwoord))
    assert 'value="Dreumesen"' in antwoord.content.decode()
    assert (Kenmerk.objects.get().naam, Kenmerk.objects.get().slot, kenmerk.history.count()) == ("Kleuters", 1, 2)
    # The page now carries the number of what is there: saving again is a choice.
    nogmaals = re.search(r'name="slot" value="(\d+)"', antwoord.content.decode())[1]
    assert laat.post(pagina(kenmerk), getypt | {"slot": nogmaals}).status_code == 302
    assert Kenmerk.objects.get().naam == "Dreumesen"


def test_ook_regels_in_een_scherm_hebben_een_slot():
    regel = f.KostenregelFactory(activiteit__editie__status=CONCEPT, prijs=Decimal("4.75"))
    client = als(Groep.BEHEER)
    getypt = invoer(client, pagina(regel.activiteit), **{"kostenregels-0-prijs": "5,25"})
    Kostenregel.objects.update(slot=3, prijs=Decimal("4.90"))
    assert client.post(pagina(regel.activiteit), getypt).status_code == 200
    assert Kostenregel.objects.get().prijs == Decimal("4.90")
    goed = invoer(client, pagina(regel.activiteit), **{"kostenregels-0-prijs": "5,25"})
    assert client.post(pagina(regel.activiteit), goed | {"wijzigingsreden": "offerte"}).status_code == 302
    rij = Kostenregel.objects.get()
    assert (rij.prijs, rij.slot, rij.history.first().history_change_reason) == (Decimal("5.25"), 4, "offerte")


def test_geschiedenis_toont_voor_en_na_en_de_onderdelen():
    regel = f.KostenregelFactory(activiteit__editie__status=CONCEPT, prijs=Decimal("4.75"), omschrijving="boeken")
    activiteit = regel.activiteit
    client = als(Groep.BEHEER, first_name="Bea", last_name="de Vries")
    anders = {"titel": "Nieuwe titel", "kostenregels-0-prijs": "5,25", "wijzigingsreden": "offerte"}
    client.post(pagina(activiteit), invoer(client, pagina(activiteit), **anders))
    zichtbaar = tekst(client.get(pagina(activiteit, "history")))
    assert f"Bea de Vries Titel : was {activiteit.titel} → werd Nieuwe titel offerte" in zichtbaar
    assert "Kostenregel: boeken Prijs : was 4,75 → werd 5,25 offerte" in zichtbaar
    versie = activiteit.history.last()
    adres = reverse("admin:catalogus_activiteit_simple_history", args=[activiteit.pk, versie.pk])
    assert f"Titel veranderd {activiteit.titel} Nieuwe titel" in tekst(client.get(adres))


def test_een_afgesloten_jaar_wijzigt_alleen_met_reden():
    jaar = f.JaarFactory(afgesloten=True)
    client = als(Groep.CONTROLLER)
    antwoord = client.post(pagina(jaar), invoer(client, pagina(jaar), teldatum_po="2026-02-15"))
    assert (antwoord.status_code, "Dit veld is vereist" in tekst(antwoord)) == (200, True)
    getypt = invoer(client, pagina(jaar), teldatum_po="2026-02-15", wijzigingsreden="telling verschoven")
    assert client.post(pagina(jaar), getypt).status_code == 302


# ------------------------------------------------------------------ editions and prices
def test_openen_toont_wat_in_de_weg_staat():
    editie = f.EditieFactory(status=CONCEPT)
    data = {"action": "open_editie", "_selected_action": editie.pk, "bevestigd": "1"}
    antwoord = als(Groep.CONTROLLER).post(lijst(Editie), data)
    assert "Editie 2026 kan nog niet open. Editie 2026 heeft nog geen activiteiten." in tekst(antwoord)
    assert Editie.objects.get().status == CONCEPT


def test_openen_vraagt_eerst_bevestiging_en_legt_dan_de_prijs_vast():
    regel = f.KostenregelFactory(activiteit__editie__status=CONCEPT, prijs=Decimal("4.75"))
    editie, client = regel.activiteit.editie, als(Groep.CONTROLLER)
    assert "Open de editie" in tekst(client.get(pagina(editie)))
    data = {"action": "open_editie", "_selected_action": editie.pk}
    assert client.post(lijst(Editie), data).status_code == 200
    assert Editie.objects.get().status == CONCEPT
    antwoord = client.post(lijst(Editie), data | {"bevestigd": "1"})
    assert antwoord.url == pagina(editie)
    assert (Editie.objects.get().status, Prijs.objects.get().per_eenheid) == (Editie.Status.OPEN, Decimal("4.75"))


def test_kopieren_gaat_naar_de_nieuwe_editie():
    activiteit = f.ActiviteitFactory()
    data = {
        "action": "kopieer_editie",
        "_selected_action": activiteit.editie_id,
        "bevestigd": "1",
        "jaar": "2028",
        "indexering": "3,5",
    }
    antwoord = als(Groep.CATALOGUSREDACTIE).post(lijst(Editie), data)
    assert antwoord.url == pagina(Editie.objects.get(jaar=2028))


def test_na_openen_liggen_de_kosten_vast():
    regel = f.KostenregelFactory(prijs=Decimal("4.75"))
    tarief = f.TariefFactory()
    client = als(Groep.CONTROLLER)
    antwoord = client.get(pagina(regel.activiteit))
    velden = antwoord.context["adminform"].form.fields
    assert {"titel", "samenvatting"} <= set(velden)
    assert not {"pakket", "eenheid", "prijsvorm", "bedrag_vast", "verwachte_hoeveelheid", "editie", "code"} & set(velden)
    assert [rij.has_change_permission for rij in antwoord.context["inline_admin_formsets"]] == [False] * 4
    assert client.post(pagina(tarief), {"uurtarief": "99"}).status_code == 403
    getypt = invoer(client, pagina(regel.activiteit), **{"kostenregels-0-prijs": "99", "bedrag_vast": "99"})
    client.post(pagina(regel.activiteit), getypt)
    assert (Kostenregel.objects.get().prijs, Prijs.objects.count()) == (Decimal("4.75"), 0)


def test_corrigeren_vraagt_een_reden_en_maakt_een_nieuwe_prijs():
    regel = f.KostenregelFactory(prijs=Decimal("4.75"))
    f.PrijsFactory(activiteit=regel.activiteit, per_eenheid=Decimal("4.75"))
    client, adres = als(Groep.CONTROLLER), pagina(regel.activiteit) + "?correctie=1"
    getypt = invoer(client, adres, **{"kostenregels-0-prijs": "6,25"})
    assert client.post(adres, getypt).status_code == 200
    assert (Kostenregel.objects.get().prijs, Prijs.objects.count()) == (Decimal("4.75"), 1)
    assert client.post(adres, getypt | {"wijzigingsreden": "offerte was hoger"}).url == pagina(regel.activiteit)
    prijs = Prijs.objects.get(versie=2)
    assert (prijs.per_eenheid, prijs.reden) == (Decimal("6.25"), "offerte was hoger")


def test_regel_die_weigert_bij_het_bewaren_laat_niets_achter():
    """Correcting while hours have no tariff: the cost line goes back too, and the page says what is missing."""
    regel = f.KostenregelFactory(prijs=Decimal("4.75"))
    f.UrenregelFactory(activiteit=regel.activiteit, functiegroep__naam="Leesconsulent")
    client, adres = als(Groep.CONTROLLER), pagina(regel.activiteit) + "?correctie=1"
    getypt = invoer(client, adres, **{"kostenregels-0-prijs": "6,25", "wijzigingsreden": "offerte"})
    antwoord = client.post(adres, getypt)
    assert (antwoord.status_code, "er geen tarief van functiegroep Leesconsulent" in tekst(antwoord)) == (200, True)
    assert 'value="6,25"' in antwoord.content.decode()
    assert Kostenregel.objects.get(pk=regel.pk).prijs == Decimal("4.75")


# ------------------------------------------------------------------ afnames
def test_nieuwe_afname_begint_met_de_basis():
    w = f.maak_wereld()
    client = als(Groep.ACCOUNTMANAGER)
    client.post(
        "/beheer/catalogus/afname/add/", {"slot": "0", "gemeente": w.gemeente.pk, "editie": w.editie.pk, "naam": "Sober"}
    )
    assert [regel.activiteit.code for regel in Afnameregel.objects.filter(afname__naam="Sober")] == ["BASIS"]


def test_regel_wijzigen_gaat_langs_de_regels():
    w = f.maak_wereld()
    afname = w.afname()
    w.cursus.maximum = 10
    w.cursus.save()
    client = als(Groep.ACCOUNTMANAGER)
    te_veel = invoer(client, pagina(afname), **{"regels-0-hoeveelheid": "12"})
    antwoord = client.post(pagina(afname), te_veel)
    assert (antwoord.status_code, "vul 10 of minder in. Je vulde 12 in." in tekst(antwoord)) == (200, True)
    client.post(pagina(afname), te_veel | {"regels-0-hoeveelheid": "7,5"})
    assert Afnameregel.objects.get().hoeveelheid == Decimal("7.50")
    assert [mens.groups.get().name for mens in afname.bewerkers.all()] == ["accountmanager"]


def test_ingediende_afname_is_alleen_te_lezen_en_wordt_bevestigd_met_de_knop():
    w = f.maak_wereld()
    afname = w.afname(status=Status.INGEDIEND)
    client = als(Groep.ACCOUNTMANAGER)
    assert client.get(pagina(afname)).context["has_change_permission"] is False
    assert [titel for _, titel in client.get(pagina(afname)).context["knoppen"]] == ["Geef terug met opmerkingen", "Bevestig"]
    client.post(lijst(Afname), {"action": "bevestigen", "_selected_action": afname.pk, "bevestigd": "1"})
    assert Afname.objects.get().status == Status.BEVESTIGD


def test_teruggeven_vraagt_een_reden_en_neemt_opmerkingen_mee():
    w = f.maak_wereld()
    afname = w.afname(status=Status.INGEDIEND)
    client, regel = als(Groep.ACCOUNTMANAGER), Afnameregel.objects.get()
    data = {
        "action": "teruggeven",
        "_selected_action": afname.pk,
        "bevestigd": "1",
        f"regel_{regel.pk}": "Kan het een keer minder?",
    }
    assert "Dit veld is vereist" in tekst(client.post(lijst(Afname), data))
    client.post(lijst(Afname), data | {"reden": "Past niet in het rooster"})
    assert (Afname.objects.get().status, regel.opmerkingen.get().tekst) == (Status.CONCEPT, "Kan het een keer minder?")


def test_redactie_heeft_geen_overgangen():
    afname = f.maak_wereld().afname(status=Status.INGEDIEND)
    assert als(Groep.REDACTIE).get(pagina(afname)).context["knoppen"] == []


# ------------------------------------------------------------------ searching
def test_zoeken_in_alles():
    w = f.maak_wereld()
    gevonden = als(Groep.BEHEER).get("/beheer/zoeken/?q=klik").context["gevonden"]
    assert [(regel["name"], regel["rijen"]) for regel in gevonden] == [
        ("Activiteiten", [("Cursus Klik en Tik (CURSUS, 2026)", pagina(w.cursus))]),
        ("Prijzen", [("Cursus Klik en Tik, versie 1", pagina(w.cursus.prijzen.get()))]),
    ]


def test_keuzelijst_noemt_code_en_jaar():
    w = f.maak_wereld()
    data = {"term": "klik", "app_label": "catalogus", "model_name": "uitvoering", "field_name": "activiteit"}
    antwoord = als(Groep.REDACTIE).get("/beheer/autocomplete/", data).json()
    assert antwoord["results"] == [{"id": str(w.cursus.pk), "text": "Cursus Klik en Tik (CURSUS, 2026)"}]


# ------------------------------------------------------------------ people
def test_nieuw_account_krijgt_een_link_om_een_wachtwoord_te_kiezen(mailoutbox):
    client = als(Groep.BEHEER)
    client.post(
        "/beheer/catalogus/gebruiker/add/",
        {
            "email": "Nieuw@Voorbeeld.example",
            "is_active": "on",
            "lidmaatschappen-TOTAL_FORMS": "0",
            "lidmaatschappen-INITIAL_FORMS": "0",
        },
    )
    from catalogus.models import Gebruiker

    nieuw = Gebruiker.objects.get(email="nieuw@voorbeeld.example")
    assert nieuw.has_usable_password() is False
    client.post(lijst(Gebruiker), {"action": "uitnodigen", "_selected_action": nieuw.pk, "bevestigd": "1"})
    assert [(mail.to, "/account/password/reset/key/" in mail.body) for mail in mailoutbox] == [
        (["nieuw@voorbeeld.example"], True)
    ]


# ------------------------------------------------------------------ small parts
@pytest.mark.parametrize(
    ("waarde", "verwacht"),
    [("41.8000", "41,80"), ("1250.5", "1250,5"), ("200.00", "200,00"), ("0.1234", "0,1234"), ("7", "7"), ("4.9163", "4,9163")],
)
def test_getal_in_een_veld(waarde, verwacht):
    assert Getalveld().format_value(Decimal(waarde)) == verwacht


@pytest.mark.parametrize(
    ("inhoud", "verwacht"),
    [
        ('<img src="/static/admin/img/icon-yes.svg" alt="True">', "ja"),
        ('<img src="/static/admin/img/icon-no.svg" alt="False">', "nee"),
        ("1.250,5000", "1.250,50"),
        ("0,1234", "0,1234"),
        ("22 november 2026 09:12", "22 november 2026 09.12"),
        ("Voorleesuurtje", "Voorleesuurtje"),
    ],
)
def test_leesbaar(inhoud, verwacht):
    assert leesbaar(inhoud) == verwacht
