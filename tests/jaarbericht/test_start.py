"""The start page, the files behind it, and the pages around logging in."""

import re

import pytest
from axes.models import AccessAttempt
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.test import Client, override_settings
from django.utils import timezone

from catalogus.models import Groep, Rol, Status
from jaarbericht.models import Jaarbericht, Taakregel
from tests import factories as f
from tests.jaarbericht import fabrieken as j

pytestmark = pytest.mark.django_db


def ingelogd(gebruiker) -> Client:
    client = Client()
    client.force_login(gebruiker, backend="django.contrib.auth.backends.ModelBackend")
    return client


def uitgave(gemeente, status=Jaarbericht.Status.GEPUBLICEERD, **velden):
    bericht = Jaarbericht.objects.filter(gemeente=gemeente).first() or j.JaarberichtFactory(gemeente=gemeente, status=status)
    pdf = ContentFile(b"%PDF-1.7", name=f"{gemeente.cbs_code}.pdf")
    return j.UitgaveFactory(jaarbericht=bericht, pdf=pdf, **velden)


# ------------------------------------------------------------------ start
def test_zonder_inloggen_naar_de_inlogpagina():
    assert Client().get("/").url == "/account/login/?next=/"


def test_bibliotheek_ziet_haar_werk_en_de_jaarberichten():
    f.AfnameFactory(status=Status.INGEDIEND)
    gemeente = f.GemeenteFactory(naam="Westerveld")
    uitgave(gemeente, nummer=1)
    tweede = uitgave(gemeente, nummer=2, soort="vastgesteld")
    proef = j.TaakregelFactory(
        jaarbericht__gemeente__naam="Assen", status=Taakregel.Status.KLAAR, klaar_op=timezone.now(),
        resultaat=ContentFile(b"%PDF-1.7", name="assen.pdf"),
    )  # fmt: skip
    context = ingelogd(f.medewerker(Groep.ACCOUNTMANAGER)).get("/").context
    assert [groep["name"] for groep in context["werk"]] == ["Gemeenten en geld", "Keuzes"]
    assert (context["ingediend"], context["jaar"]) == (1, 2026)
    assert [(rij["jaarbericht"].gemeente.naam, rij["bestand"], rij["soort"]) for rij in context["jaarberichten"]] == [
        ("Assen", proef.resultaat, "proef"),
        ("Westerveld", tweede.pdf, "vastgesteld"),
    ]


def test_gemeente_ziet_alleen_haar_eigen_keuzes_en_berichten():
    w = f.maak_wereld()
    w.afname(naam="Onze keuze", status=Status.BEVESTIGD)
    w.afname(naam="Sober")
    f.AfnameFactory(editie=w.editie)
    eigen = uitgave(w.gemeente, status=Jaarbericht.Status.TER_INZAGE)
    uitgave(f.GemeenteFactory())
    client = ingelogd(w.opsteller)
    (deel,) = client.get("/").context["gemeenten"]
    assert [(editie.jaar, [a.naam for a in afnames]) for editie, afnames in deel["edities"]] == [
        (2026, ["Onze keuze", "Sober"])
    ]
    assert [(rij["jaarbericht"].pk, rij["bestand"]) for rij in deel["jaarberichten"]] == [(eigen.jaarbericht_id, eigen.pdf)]
    assert "Dag Olga" in client.get("/").content.decode()


def test_bericht_in_de_redactie_ziet_de_gemeente_nog_niet():
    gemeente = f.GemeenteFactory()
    j.JaarberichtFactory(gemeente=gemeente, status=Jaarbericht.Status.REDACTIE)
    (deel,) = ingelogd(f.ambtenaar(gemeente, Rol.RAADPLEGER)).get("/").context["gemeenten"]
    assert deel["jaarberichten"] == []


def test_account_zonder_gemeente_leest_wat_te_doen():
    assert "Vraag je accountmanager" in ingelogd(f.GebruikerFactory()).get("/").content.decode()


@pytest.mark.parametrize("aantal", [1, 12])
def test_start_vraagt_niet_meer_bij_meer_gemeenten(aantal, django_assert_num_queries):
    gebruiker = f.GebruikerFactory()
    for _ in range(aantal):
        lid = f.LidmaatschapFactory(gebruiker=gebruiker)
        f.AfnameFactory(gemeente=lid.gemeente)
        uitgave(lid.gemeente)
    client = ingelogd(gebruiker)
    client.get("/")
    with django_assert_num_queries(7):
        assert client.get("/").status_code == 200


# ------------------------------------------------------------------ files
def test_bestand_volgt_het_record():
    gemeente = f.GemeenteFactory()
    adres = uitgave(gemeente).pdf.url
    assert Client().get(adres).status_code == 302
    eigen = ingelogd(f.ambtenaar(gemeente, Rol.RAADPLEGER)).get(adres)
    assert (eigen.status_code, eigen["Content-Type"], b"".join(eigen.streaming_content)) == (
        200,
        "application/pdf",
        b"%PDF-1.7",
    )
    assert ingelogd(f.ambtenaar(f.GemeenteFactory(), Rol.RAADPLEGER)).get(adres).status_code == 404


def test_bewijs_van_toestemming_is_afgeschermd_en_wordt_opgehaald():
    bewijs = j.ToestemmingFactory(bewijs=ContentFile(b"<script>", name="brief.html")).bewijs
    antwoord = ingelogd(f.medewerker(Groep.REDACTIE)).get(bewijs.url)
    assert antwoord["Content-Disposition"].startswith("attachment")
    assert ingelogd(f.medewerker(Groep.CONTROLLER)).get(bewijs.url).status_code == 404


def test_bestand_zonder_record_is_er_niet():
    assert ingelogd(f.medewerker(Groep.BEHEER)).get("/media/uitgaven/zomaar.pdf").status_code == 404


# ------------------------------------------------------------------ around logging in
@pytest.fixture(autouse=True)
def verse_teller() -> None:
    """The limit on attempts is kept in the cache, which outlives a test."""
    cache.clear()


def test_inloggen_met_een_fout_wachtwoord_zegt_dat_in_het_nederlands():
    f.GebruikerFactory(email="olga@westerveld.example")
    antwoord = Client().post("/account/login/", {"login": "olga@westerveld.example", "password": "fout"})
    assert "Het door jou opgegeven e-mailadres en/of wachtwoord is niet correct." in antwoord.content.decode()


@override_settings(
    AXES_LOCKOUT_TEMPLATE="axes/geblokkeerd.html",
    AXES_USERNAME_CALLABLE=lambda request, credentials: (credentials or {}).get("email") or request.POST.get("login"),
)
def test_na_acht_keer_fout_moet_je_wachten():
    AccessAttempt.objects.create(username="olga@westerveld.example", ip_address="127.0.0.1", failures_since_start=8)
    antwoord = Client().post("/account/login/", {"login": "olga@westerveld.example", "password": "fout"})
    assert (antwoord.status_code, "Even wachten" in antwoord.content.decode()) == (429, True)


@pytest.mark.parametrize(
    "adres",
    ["/account/logout/", "/account/password/change/", "/account/2fa/", "/account/2fa/totp/activate/", "/account/email/"],
)
def test_paginas_over_je_account_zijn_nederlands(adres):
    gebruiker = f.GebruikerFactory()
    gebruiker.set_password("een-lang-wachtwoord")
    gebruiker.save()
    client = Client()
    client.post("/account/login/", {"login": gebruiker.email, "password": "een-lang-wachtwoord"})
    antwoord = client.get(adres, follow=True)
    assert antwoord.status_code == 200
    html = antwoord.content.decode()
    assert 'lang="nl"' in html
    assert (
        re.findall(r"\b(Sign|Password|Email address|Two-Factor|Confirm|Change|Activate)\b", re.sub(r"<[^>]+>", " ", html)) == []
    )


def test_onbekende_pagina_is_nederlands():
    antwoord = Client().get("/bestaat-niet/")
    assert (antwoord.status_code, "Deze pagina is er niet" in antwoord.content.decode()) == (404, True)
