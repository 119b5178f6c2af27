"""The start page, the files behind it, and the pages around logging in."""

import datetime
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


def wachtend(*groepen: str, **velden) -> list[tuple[str, str]]:
    """What waits, for somebody in these groups: (what, since or until when)."""
    context = ingelogd(f.medewerker(*groepen, **velden)).get("/").context
    return [(ding.wat, ding.wanneer) for ding in context["wachtend"]]


def dien_in(dag: str, **velden):
    afname = f.AfnameFactory(status=Status.INGEDIEND, **velden)
    wissel = f.StatuswisselFactory(afname=afname, naar=Status.INGEDIEND, overgang="indienen")
    type(wissel).objects.filter(pk=wissel.pk).update(op=timezone.make_aware(datetime.datetime.fromisoformat(f"{dag} 12:00")))
    return afname


def test_bibliotheek_ziet_de_jaarberichten_van_het_nieuwste_jaar():
    gemeente = f.GemeenteFactory(naam="Westerveld")
    uitgave(gemeente, nummer=1)
    tweede = uitgave(gemeente, nummer=2, soort="vastgesteld")
    proef = j.TaakregelFactory(
        jaarbericht__gemeente__naam="Assen", status=Taakregel.Status.KLAAR, klaar_op=timezone.now(),
        resultaat=ContentFile(b"%PDF-1.7", name="assen.pdf"),
    )  # fmt: skip
    j.JaarberichtFactory(jaar=2025)
    context = ingelogd(f.medewerker(Groep.DIRECTIE)).get("/").context
    assert [(rij["jaarbericht"].gemeente.naam, rij["bestand"], rij["soort"]) for rij in context["jaarberichten"]] == [
        ("Assen", proef.resultaat, "proef"),
        ("Westerveld", tweede.pdf, "vastgesteld"),
    ]
    assert [ding.wat for ding in context["wachtend"]] == ["1 jaarbericht 2026 nog niet gepubliceerd"]
    assert context["wachtend"][0].wanneer == "1 concept, 1 gepubliceerd."


def test_accountmanager_ziet_wat_op_antwoord_wacht():
    w = f.maak_wereld()
    f.EditieFactory(jaar=2025, status="afgesloten")
    dien_in("2025-09-08", gemeente=w.gemeente)
    dien_in("2025-09-05", gemeente=f.GemeenteFactory())
    f.TermijnFactory(gemeente=w.fiatteur_elders.lidmaatschappen.get().gemeente, open_tot=f.dag("2099-02-01"))
    f.GemeenteFactory(deelnemer_van=None)
    vraag = f.PrijsopgaveFactory(gevraagd_op=f.dag("2025-06-02"), activiteit=w.cursus, gemeente=w.gemeente)
    f.PrijsopgaveFactory(
        activiteit=w.cursus, gemeente=w.gemeente, gevraagd_op=f.dag("2025-05-01"), datum=f.dag("2025-05-02"), vast=1,
        per_eenheid=0, geldig_tot=f.dag("2025-12-31"),
    )  # fmt: skip
    context = ingelogd(w.accountmanager).get("/").context
    assert [(ding.wat, ding.wanneer, ding.adres) for ding in context["wachtend"]] == [
        (
            "2 keuzes wachten op je antwoord",
            "De oudste wacht sinds 5 september 2025. 1 is van jouw gemeenten.",
            "/bibliotheek/aanvragen/?jaar=2026",
        ),
        ("1 gemeente vraagt een prijs", "Gevraagd op 2 juni 2025.", f"/bibliotheek/prijsopgaven/{vraag.pk}/"),
        (
            "1 gemeente heeft voor 2026 nog niets ingediend",
            "De eerste termijn loopt tot en met 1 februari 2099.",
            "/bibliotheek/aanvragen/?jaar=2026&tab=bij-gemeente",
        ),
    ]
    assert context["nu"].wat == "2 keuzes wachten op je antwoord"


def test_elke_rol_ziet_haar_eigen_werk():
    lopend = f.EditieFactory(jaar=2025, status="lopend")
    f.EditieFactory(jaar=2026, kiezen_tot=f.dag("2025-11-01"))
    f.EditieFactory(jaar=2027, status="concept")
    f.AfnameFactory(editie=lopend, status=Status.BEVESTIGD)
    f.BeschikkingFactory(gemeente=f.AfnameFactory(editie=lopend, status=Status.BEVESTIGD).gemeente, jaar=2025)
    edities = [
        ("Editie 2027 is in concept", "Controleer haar en zet haar open."),
        ("Editie 2026 staat open", "Kiezen kan tot en met 1 november 2025."),
    ]
    assert wachtend(Groep.CATALOGUSREDACTIE) == edities
    assert wachtend(Groep.CONTROLLER) == [
        *edities,
        ("1 beschikking van 2025 nog niet vastgelegd", "De keuze van die gemeenten is al bevestigd."),
    ]
    assert wachtend(Groep.REDACTIE) == []
    assert "Er wacht niets op jou." in ingelogd(f.medewerker(Groep.REDACTIE)).get("/").content.decode()


def test_wie_alleen_in_een_vestiging_werkt_begint_bij_registreren():
    assert ingelogd(f.medewerker(Groep.VESTIGING)).get("/").url == "/registreren/"
    assert [
        ingelogd(wie).get("/").status_code
        for wie in (f.medewerker(Groep.VESTIGING, Groep.REDACTIE), f.medewerker(Groep.VESTIGING, is_superuser=True))
    ] == [200, 200]


def test_start_van_de_bibliotheek_in_een_leeg_systeem():
    assert wachtend(Groep.BEHEER) == []


@pytest.mark.parametrize("aantal", [1, 30])
def test_start_van_de_bibliotheek_vraagt_niet_meer_bij_meer(aantal, django_assert_num_queries):
    f.EditieFactory(jaar=2025, status="lopend")
    for _ in range(aantal):
        afname = dien_in("2025-09-08")
        f.AfnameFactory(gemeente=afname.gemeente, editie__jaar=2025, status=Status.BEVESTIGD)
        f.PrijsopgaveFactory(gemeente=afname.gemeente, gevraagd_op=f.dag("2025-06-02"))
        f.TermijnFactory(gemeente=f.GemeenteFactory())
        uitgave(afname.gemeente)
    client = ingelogd(f.medewerker(Groep.BEHEER))
    client.get("/")
    with django_assert_num_queries(14):
        assert client.get("/").status_code == 200


# ------------------------------------------------------------------ start of a gemeente
def test_een_gemeente_gaat_meteen_naar_haar_startpagina():
    w = f.maak_wereld()
    assert ingelogd(w.opsteller).get("/").url == "/g/GM1701/"


def test_wie_meer_gemeenten_heeft_kiest_en_ziet_wat_er_wacht():
    w = f.maak_wereld()
    ander = w.fiatteur_elders.lidmaatschappen.get().gemeente
    f.LidmaatschapFactory(gebruiker=w.opsteller, gemeente=ander, rol=Rol.RAADPLEGER)
    w.afname(naam="Onze keuze")
    f.AfnameFactory(editie=w.editie, gemeente=f.GemeenteFactory(naam="Derde"))
    antwoord = ingelogd(w.opsteller).get("/")
    assert [
        (s.gemeente.naam, s.panelen[0].kop, s.panelen[0].knop, s.panelen[0].beurt.aan_zet) for s in antwoord.context["standen"]
    ] == [
        ("Meppel", "Jullie hebben nog geen keuze voor 2026", "Bekijk de catalogus", False),
        ("Westerveld", "Maak jullie keuze voor 2026 af en leg haar voor aan de fiatteur", "Verder met onze keuze", True),
    ]
    pagina = antwoord.content.decode()
    assert "Je werkt voor 2 gemeenten." in pagina and 'href="/g/GM1701/"' in pagina and "Derde" not in pagina


def test_account_zonder_gemeente_leest_wat_te_doen():
    assert "Vraag je accountmanager" in ingelogd(f.GebruikerFactory()).get("/").content.decode()


@pytest.mark.parametrize("aantal", [2, 12])
def test_start_vraagt_niet_meer_bij_meer_gemeenten(aantal, django_assert_num_queries):
    gebruiker = f.GebruikerFactory()
    for _ in range(aantal):
        lid = f.LidmaatschapFactory(gebruiker=gebruiker)
        afname = f.AfnameFactory(gemeente=lid.gemeente)
        regel = f.AfnameregelFactory(afname=afname)
        f.PrijsFactory(activiteit=regel.activiteit)
        f.StatuswisselFactory(afname=afname, door=gebruiker)
        f.TermijnFactory(gemeente=lid.gemeente)
    client = ingelogd(gebruiker)
    client.get("/")
    with django_assert_num_queries(14):
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
