"""The screens of the reports in the back office."""

import pytest
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from catalogus.models import Groep
from jaarbericht.beheer.tekstveld import Tekstveld
from jaarbericht.models import Blok, Jaarbericht, Taakregel, Tekstvariant
from tests import factories as f
from tests.jaarbericht import fabrieken as j

pytestmark = pytest.mark.django_db


def als(*groepen: str) -> Client:
    client = Client()
    client.force_login(f.medewerker(*groepen), backend="django.contrib.auth.backends.ModelBackend")
    return client


def lijst(model) -> str:
    return reverse(f"admin:jaarbericht_{model._meta.model_name}_changelist")


def pagina(obj) -> str:
    return reverse(f"admin:jaarbericht_{obj._meta.model_name}_change", args=[obj.pk])


MAKERS = {
    "jaarbericht": lambda n: j.JaarberichtFactory(),
    "uitgave": lambda n: j.UitgaveFactory(),
    "opmerking": lambda n: j.OpmerkingFactory(),
    "controleaanvaarding": lambda n: j.ControleAanvaardingFactory(),
    "taakregel": lambda n: j.TaakregelFactory(gevraagd_door=f.GebruikerFactory()),
    "opzet": lambda n: j.OpzetFactory(jaar=2000 + n),
    "hoofdstuk": lambda n: j.HoofdstukFactory(programmalijn=f.ProgrammalijnFactory()),
    "blok": lambda n: j.BlokFactory(gemeente=f.GemeenteFactory()),
    "tekstvariant": lambda n: j.TekstvariantFactory(),
    "verhaal": lambda n: j.VerhaalFactory(campagne=f.CampagneFactory(sleutel=f"c{n}")),
    "citaat": lambda n: j.CitaatFactory(),
    "feit": lambda n: j.FeitFactory(),
    "partner": lambda n: j.PartnerFactory(programmalijn=f.ProgrammalijnFactory()),
    "foto": lambda n: j.FotoFactory(toestemming=j.ToestemmingFactory()),
    "toestemming": lambda n: j.ToestemmingFactory(),
}


@pytest.mark.parametrize("naam", MAKERS)
def test_lijst_vraagt_even_veel_bij_3_als_bij_30_rijen(naam, django_assert_num_queries, django_assert_max_num_queries):
    model = next(m for m in admin.site._registry if m._meta.model_name == naam)
    client = als(Groep.BEHEER)
    assert client.get(lijst(model)).status_code == 200  # empty
    for n in range(1, 4):
        obj = MAKERS[naam](n)
    with django_assert_max_num_queries(40) as bij_drie:
        assert client.get(lijst(model)).status_code == 200
    for n in range(4, 31):
        MAKERS[naam](n)
    with django_assert_num_queries(len(bij_drie)):
        assert client.get(lijst(model)).status_code == 200
    assert client.get(pagina(obj)).status_code == 200


def test_elke_lijst_van_het_jaarbericht_is_beproefd():
    schermen = {m._meta.model_name for m in admin.site._registry if m._meta.app_label == "jaarbericht"}
    assert schermen == set(MAKERS)


def test_toestemming_ziet_alleen_wie_ermee_werkt():
    j.ToestemmingFactory()
    assert als(Groep.REDACTIE).get("/beheer/jaarbericht/toestemming/").status_code == 200
    assert als(Groep.CONTROLLER).get("/beheer/jaarbericht/toestemming/").status_code == 403


def test_de_pdf_vragen_maakt_een_taak(django_capture_on_commit_callbacks):
    bericht = j.JaarberichtFactory()
    data = {"action": "maak_jaarbericht", "_selected_action": bericht.pk, "bevestigd": "1"}
    directie = als(Groep.DIRECTIE)
    assert [titel for _, titel in directie.get(pagina(bericht)).context["knoppen"]] == ["Maak de pdf"]
    assert directie.post(lijst(Jaarbericht), data).url == pagina(bericht)
    assert [(taak.jaarbericht, taak.status) for taak in Taakregel.objects.all()] == [(bericht, Taakregel.Status.WACHT)]


KNOPPEN = {  # per status what the redactie and what the directie may press
    "concept": (["Begin met de redactie"], []),
    "redactie": (["Leg ter inzage"], []),
    "ter_inzage": (["Haal terug naar de redactie"], ["Haal terug naar de redactie", "Stel vast"]),
    "vastgesteld": ([], ["Heropen voor de redactie", "Publiceer"]),
    "gepubliceerd": ([], ["Geef een verbeterde uitgave uit"]),
}


@pytest.mark.parametrize("status", KNOPPEN)
def test_de_stappen_zijn_knoppen(status):
    bericht = j.JaarberichtFactory(status=status)
    knoppen = [
        [titel for _, titel in als(groep).get(pagina(bericht)).context["knoppen"]]
        for groep in (Groep.REDACTIE, Groep.DIRECTIE, Groep.CONTROLLER)
    ]
    redactie, directie = KNOPPEN[status]
    assert knoppen == [[*redactie, "Maak de pdf"], [*directie, "Maak de pdf"], []]


def test_een_stap_zonder_uitgave_is_meteen_gezet():
    bericht = j.JaarberichtFactory()
    data = {"action": "beginnen", "_selected_action": bericht.pk, "bevestigd": "1"}
    assert als(Groep.REDACTIE).post(lijst(Jaarbericht), data).url == pagina(bericht)
    bericht.refresh_from_db()
    assert (bericht.status, Taakregel.objects.count()) == ("redactie", 0)


def test_een_stap_met_uitgave_is_een_taak():
    bericht = j.JaarberichtFactory(status="redactie")
    redactie = als(Groep.REDACTIE)
    data = {"action": "ter_inzage", "_selected_action": bericht.pk, "bevestigd": "1"}
    assert redactie.post(lijst(Jaarbericht), data).url == pagina(bericht)
    bericht.refresh_from_db()
    taak = Taakregel.objects.get()
    assert (bericht.status, taak.soort, taak.gegevens) == ("redactie", "stap", {"stap": "ter_inzage", "reden": ""})
    assert "leg ter inzage" in redactie.get(pagina(bericht)).content.decode()


def test_terughalen_vraagt_een_reden():
    bericht = j.JaarberichtFactory(status="ter_inzage")
    data = {"action": "terug", "_selected_action": bericht.pk, "bevestigd": "1"}
    directie = als(Groep.DIRECTIE)
    assert directie.post(lijst(Jaarbericht), data).context["form"].errors["reden"] == ["Dit veld is vereist."]
    assert Jaarbericht.objects.get().status == "ter_inzage"
    directie.post(lijst(Jaarbericht), data | {"reden": "Hoofdstuk 2 klopt niet"})
    assert (Jaarbericht.objects.get().status, bericht.wissels.get().reden) == ("redactie", "Hoofdstuk 2 klopt niet")


@pytest.mark.parametrize("groep", [Groep.CONTROLLER, Groep.REDACTIE])
def test_wie_een_knop_niet_heeft_kan_hem_niet_indrukken(groep):
    bericht = j.JaarberichtFactory(status="vastgesteld")
    als(groep).post(lijst(Jaarbericht), {"action": "publiceren", "_selected_action": bericht.pk, "bevestigd": "1"})
    assert (Jaarbericht.objects.get().status, bericht.wissels.count()) == ("vastgesteld", 0)


def test_een_veld_staat_tussen_accolades_en_wordt_een_span():
    opgeslagen = '<p>In <span data-veld="gemeente:naam"></span></p>'
    assert Tekstveld().prepare_value(opgeslagen) == "<p>In {gemeente:naam}</p>"
    assert Tekstveld(label="Tekst").clean("<p>In {gemeente:naam}</p>") == opgeslagen


def test_een_onbekend_veld_wordt_geweigerd_met_de_plaats():
    with pytest.raises(ValidationError) as fout:
        Tekstveld(label="Tekst").clean("<p>In {gemente:naam}</p>")
    assert fout.value.messages == [
        "Tekst: veld ‘gemente:naam’ op regel 1, teken 7: de soort ‘gemente’ bestaat niet; kies een van "
        "aantal, cijfer, gemeente, groei, jaar, lijst, pagina, term, verhaal, vorig."
    ]


def test_teksten_zijn_hier_te_lezen_en_elders_te_veranderen():
    blok = j.BlokFactory(tekst="<p>Gedeeld</p>", tekstversie=2)
    variant = j.TekstvariantFactory(blok=blok, tekst="<p>Eigen</p>")
    client, adres = als(Groep.REDACTIE), f"/redactie/{f.JAAR}/teksten/{blok.pk}/"
    html = client.get(pagina(blok)).content.decode()
    assert [f'href="{adres}"' in html, "Gedeeld" in html, "<textarea" in html] == [True, True, False]
    assert client.post(pagina(blok), {"tekst": "<p>Anders</p>"}).status_code == 403
    html = client.get(pagina(variant)).content.decode()
    assert f'href="{adres}?gemeente={variant.gemeente.cbs_code}&amp;deel=eigen"' in html
    assert "ouder dan de gedeelde tekst" in client.get(lijst(Tekstvariant)).content.decode()
    assert Blok.objects.get().tekst == "<p>Gedeeld</p>"
