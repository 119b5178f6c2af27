"""Editions in the browser: list, copy, check list, settings, and the steps with their confirmation."""

from decimal import Decimal as D

import pytest
from django.core import mail
from django.urls import reverse

from catalogus.models import Activiteit, Editie, Groep, Prijs, Status, Tarief
from tests.factories import (
    ActiviteitFactory,
    AfnameFactory,
    EditieFactory,
    GemeenteFactory,
    KostenregelFactory,
    PrijsFactory,
    TariefFactory,
    ambtenaar,
    dag,
    maak_wereld,
    medewerker,
)

pytestmark = pytest.mark.django_db
JAAR = 2028


@pytest.fixture
def wereld():
    return maak_wereld()


@pytest.fixture
def editie(wereld):
    """2028 in concept with one priced activity and one without a price."""
    editie = EditieFactory(jaar=JAAR, status=Editie.Status.CONCEPT)
    TariefFactory(editie=editie, uurtarief=D("61.80"))
    KostenregelFactory(activiteit=ActiviteitFactory(editie=editie, code="CURSUS", titel="Cursus"))
    ActiviteitFactory(editie=editie, code="LEEG", titel="Nog leeg")
    return editie


@pytest.fixture
def als(client):
    def log_in(*groepen):
        client.force_login(medewerker(*(groepen or [Groep.CATALOGUSREDACTIE])))
        return client

    return log_in


def adressen(code="CURSUS"):
    return [
        reverse("edities"),
        reverse("editie", args=[JAAR]),
        reverse("editie_activiteiten", args=[JAAR]),
        reverse("activiteit_bewerken", args=[JAAR, code]),
        reverse("editie_tarieven", args=[JAAR]),
        reverse("editie_verdeling", args=[JAAR]),
        reverse("editie_bronnen", args=[JAAR]),
        reverse("editie_termijnen", args=[JAAR]),
    ]


WIJZIGEN = [
    ("editie_nieuw", []),
    ("editie_stap", [JAAR, "openen"]),
    ("activiteit_nieuw", [JAAR]),
    ("activiteit_weg", [JAAR, "CURSUS"]),
]


# ------------------------------------------------------------------ who may come in
@pytest.mark.parametrize("wie", ["opsteller", "fiatteur", "raadpleger"])
def test_een_gemeente_vindt_hier_niets(client, wereld, editie, wie):
    client.force_login(getattr(wereld, wie))
    paden = adressen() + [reverse(naam, args=argumenten) for naam, argumenten in WIJZIGEN]
    assert {client.get(pad).status_code for pad in paden} | {client.post(pad).status_code for pad in paden} == {404}
    assert Editie.objects.get(jaar=JAAR).status == "concept"


def test_wie_niet_is_ingelogd_gaat_eerst_inloggen(client, editie):
    assert [client.get(pad).url for pad in adressen()] == [f"{reverse('account_login')}?next={pad}" for pad in adressen()]


@pytest.mark.parametrize("groep", Groep.values)
def test_elke_groep_van_de_bibliotheek_leest_mee(als, editie, groep):
    client = als(groep)
    assert [client.get(pad).status_code for pad in adressen()] == [200] * 8
    mag = groep in {"beheer", "catalogusredactie", "controller"}
    assert {client.get(reverse(naam, args=rest)).status_code for naam, rest in WIJZIGEN} == {200 if mag else 403}


def test_een_editie_die_er_niet_is(als):
    assert als().get(reverse("editie", args=[2099])).status_code == 404


# ------------------------------------------------------------------ list and copy
def test_de_lijst_toont_de_volgende_stap(als, editie):
    antwoord = als().get(reverse("edities"))
    assert [(rij["editie"].jaar, rij["editie"].aantal, rij["stap"]) for rij in antwoord.context["rijen"]] == [
        (2028, 2, "openen"),
        (2026, 3, "starten"),
    ]


@pytest.mark.parametrize("aantal", [1, 6])
def test_de_lijst_vraagt_altijd_even_veel(als, wereld, aantal, django_assert_num_queries):
    for jaar in range(aantal):
        ActiviteitFactory(editie=EditieFactory(jaar=2010 + jaar))
    client = als()
    client.get(reverse("edities"))
    with django_assert_num_queries(6):
        client.get(reverse("edities"))


def test_een_nieuw_jaar_uit_het_vorige(als, editie):
    """3,5% on € 61,80 is € 63,963, to the cent € 63,96."""
    client = als()
    form = client.get(reverse("editie_nieuw")).context["form"]
    assert (form["bron"].value(), form["jaar"].value()) == (2028, 2029)
    antwoord = client.post(reverse("editie_nieuw"), {"bron": 2028, "jaar": 2029, "indexering": "3,5"}, follow=True)
    assert antwoord.redirect_chain == [("/edities/2029/", 302)]
    assert "Editie 2029 is gemaakt, met 2 activiteiten uit 2028." in antwoord.content.decode()
    assert Tarief.objects.get(editie__jaar=2029).uurtarief == D("63.96")


def test_een_jaar_dat_er_al_is(als, editie):
    antwoord = als().post(reverse("editie_nieuw"), {"bron": 2028, "jaar": 2026, "indexering": "0"})
    assert (antwoord.status_code, antwoord.context["form"].errors["jaar"]) == (
        422,
        ["Er is al een editie 2026. Kies een ander jaar."],
    )
    assert Editie.objects.count() == 2


def test_een_percentage_dat_geen_getal_is(als, editie):
    antwoord = als().post(reverse("editie_nieuw"), {"bron": 2028, "jaar": 2029, "indexering": "veel"})
    assert (antwoord.status_code, list(antwoord.context["form"].errors)) == (422, ["indexering"])
    assert 'value="veel"' in antwoord.content.decode()


# ------------------------------------------------------------------ the check list
def test_elke_bevinding_leidt_naar_haar_plek(als, editie):
    antwoord = als().get(reverse("editie", args=[JAAR]))
    eerst, later = antwoord.context["groepen"]
    assert [(rij["bevinding"].activiteit.code, rij["link"][1]) for rij in eerst["rijen"]] == [("LEEG", "Naar de kosten")]
    assert (antwoord.context["fouten"], antwoord.context["waarschuwingen"]) == (1, len(later["rijen"]))
    links = {(rij["bevinding"].veld, rij["link"][0]) for rij in later["rijen"] if rij["bevinding"].activiteit}
    assert ("doel", f"/edities/{JAAR}/activiteiten/CURSUS/#id_doel") in links
    assert "Open de editie</a>" not in antwoord.content.decode()


@pytest.mark.parametrize("aantal", [1, 8])
def test_de_pagina_vraagt_altijd_even_veel(als, editie, aantal, django_assert_num_queries):
    for nummer in range(aantal):
        KostenregelFactory(activiteit=ActiviteitFactory(editie=editie, code=f"X{nummer}"))
    Activiteit.objects.filter(code="LEEG").delete()
    client = als()
    client.get(reverse("editie", args=[JAAR]))
    with django_assert_num_queries(22):
        client.get(reverse("editie", args=[JAAR]))


@pytest.mark.parametrize("aantal", [1, 8])
def test_een_open_editie_vraagt_altijd_even_veel(als, wereld, aantal, django_assert_num_queries):
    for nummer in range(aantal):
        activiteit = ActiviteitFactory(code=f"X{nummer}")
        PrijsFactory(activiteit=activiteit)
        PrijsFactory(activiteit=activiteit, versie=2, reden="Te laag", gemaakt_door=wereld.accountmanager)
    client = als()
    antwoord = client.get(reverse("editie", args=[2026]))
    assert (len(antwoord.context["correcties"]), antwoord.context["prijzen"]) == (aantal, aantal + 3)
    with django_assert_num_queries(9):
        client.get(reverse("editie", args=[2026]))


# ------------------------------------------------------------------ settings
def test_de_laatste_dag_zetten(als, editie):
    gegevens = {"kiezen_tot": "2099-09-30", "kostenopbouw": "volledig", "gezien": "0"}
    antwoord = als().post(reverse("editie", args=[JAAR]), gegevens, follow=True)
    editie.refresh_from_db()
    assert (antwoord.status_code, editie.kiezen_tot, editie.kostenopbouw, editie.slot) == (
        200,
        dag("2099-09-30"),
        "volledig",
        1,
    )


@pytest.mark.parametrize(
    ("status", "dag_", "verwacht"),
    [
        ("concept", "2020-01-01", 422),
        ("open", "2098-01-01", 422),
        ("open", "", 422),
        ("open", "2099-10-15", 302),
        ("afgesloten", "2099-10-15", 409),
    ],
)
def test_een_laatste_dag_die_niet_kan(als, editie, status, dag_, verwacht):
    """An open edition keeps the days that were promised: it only gets a later day."""
    Editie.objects.filter(jaar=JAAR).update(status=status, kiezen_tot=dag("2099-09-30"))
    antwoord = als().post(reverse("editie", args=[JAAR]), {"kiezen_tot": dag_, "kostenopbouw": "geen", "gezien": "0"})
    editie.refresh_from_db()
    assert (antwoord.status_code, editie.slot) == (verwacht, int(verwacht == 302))


def test_twee_mensen_tegelijk(als, editie):
    Editie.objects.filter(jaar=JAAR).update(slot=4)
    antwoord = als().post(reverse("editie", args=[JAAR]), {"kiezen_tot": "", "kostenopbouw": "geen", "gezien": "3"})
    assert antwoord.status_code == 409


# ------------------------------------------------------------------ steps
def test_openen_met_bevestiging(als, wereld, editie, django_capture_on_commit_callbacks):
    Activiteit.objects.filter(code="LEEG").delete()
    client = als()
    pagina = client.get(reverse("editie_stap", args=[JAAR, "openen"])).content.decode()
    assert "De prijzen van 1 activiteiten liggen vast." in pagina
    assert "Deze gemeenten krijgen een mail: Meppel en Westerveld." in pagina
    with django_capture_on_commit_callbacks(execute=True):
        antwoord = client.post(reverse("editie_stap", args=[JAAR, "openen"]))
    editie.refresh_from_db()
    assert (antwoord.url, editie.status, Prijs.objects.filter(activiteit__editie=editie).count()) == (
        f"/edities/{JAAR}/",
        "open",
        1,
    )
    assert [(m.subject, m.bcc) for m in mail.outbox] == [
        ("De catalogus 2028 is open voor Meppel", ["mia@meppel.example"]),
        ("De catalogus 2028 is open voor Westerveld", ["frank@westerveld.example", "olga@westerveld.example"]),
    ]


def test_openen_met_een_punt_in_de_weg(als, editie):
    client = als()
    assert "Open de editie</button>" not in client.get(reverse("editie_stap", args=[JAAR, "openen"])).content.decode()
    antwoord = client.post(reverse("editie_stap", args=[JAAR, "openen"]))
    editie.refresh_from_db()
    assert (antwoord.status_code, editie.status, Prijs.objects.filter(activiteit__editie=editie).count()) == (422, "concept", 0)
    assert "LEEG heeft geen kosten." in antwoord.content.decode()


def test_starten_noemt_wat_vervalt(als, wereld):
    AfnameFactory(gemeente=wereld.gemeente, editie=wereld.editie, naam="Scenario A")
    AfnameFactory(gemeente=GemeenteFactory(naam="Assen"), editie=wereld.editie, status=Status.BEVESTIGD)
    client = als()
    antwoord = client.get(reverse("editie_stap", args=[2026, "starten"]))
    assert [str(a.gemeente) for a in antwoord.context["gevolgen"]["vervalt"]] == ["Westerveld"]
    assert "Westerveld: Scenario A (concept)" in antwoord.content.decode()
    client.post(reverse("editie_stap", args=[2026, "starten"]))
    wereld.editie.refresh_from_db()
    assert wereld.editie.status == "lopend"


def test_een_stap_die_al_gezet_is(als, wereld):
    antwoord = als().post(reverse("editie_stap", args=[2026, "openen"]))
    assert (antwoord.status_code, "Editie 2026 is open." in antwoord.content.decode()) == (409, True)


def test_een_stap_die_niet_bestaat(als, wereld):
    assert als().get(reverse("editie_stap", args=[2026, "vieren"])).status_code == 404


def test_een_ambtenaar_van_twee_gemeenten_krijgt_elke_mail_een_keer(als, wereld, editie, django_capture_on_commit_callbacks):
    Activiteit.objects.filter(code="LEEG").delete()
    ambtenaar(wereld.gemeente, "raadpleger", email="lees@westerveld.example")
    with django_capture_on_commit_callbacks(execute=True):
        als().post(reverse("editie_stap", args=[JAAR, "openen"]))
    assert sorted(adres for m in mail.outbox for adres in m.bcc) == [
        "frank@westerveld.example",
        "mia@meppel.example",
        "olga@westerveld.example",
    ]
