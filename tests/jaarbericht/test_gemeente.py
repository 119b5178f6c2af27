"""The start page of a gemeente, and its annual reports."""

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from catalogus.models import Groep, Rol, Status
from catalogus.regels import afnameprijzen
from jaarbericht.models import Jaarbericht, Uitgave
from tests import factories as f
from tests.factories import D, dag
from tests.jaarbericht import fabrieken as j

pytestmark = pytest.mark.django_db
START, BERICHTEN = "/g/GM1701/", "/g/GM1701/jaarberichten/"
QUERIES = 42


@pytest.fixture
def w(monkeypatch):
    """On 20 October 2025: 2026 is open until 1 November, 2025 runs."""
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: dag("2025-10-20"))
    w = f.maak_wereld()
    w.editie.kiezen_tot = dag("2025-11-01")
    w.editie.save()
    w.lopend = f.EditieFactory(jaar=2025, status="lopend")
    return w


def tekst(antwoord) -> str:
    return " ".join(antwoord.content.decode().replace("\u00a0", " ").split())


def als(client, wie):
    client.force_login(wie)
    return client


def uitgegeven(gemeente, status, *soorten, jaar=2024, **velden):
    bericht = j.JaarberichtFactory(gemeente=gemeente, jaar=jaar, status=status)
    return [
        j.UitgaveFactory(
            jaarbericht=bericht, nummer=nummer, soort=soort, pdf=ContentFile(b"%PDF", name=f"{jaar}-{nummer}.pdf"), **velden
        )
        for nummer, soort in enumerate(soorten, start=1)
    ]


# ------------------------------------------------------------------ who
@pytest.mark.parametrize("adres", [START, BERICHTEN])
def test_wie_er_in_mag(client, w, adres):
    assert client.get(adres).status_code == 302
    assert als(client, w.fiatteur_elders).get(adres).status_code == 404
    assert als(client, f.GebruikerFactory()).get(adres).status_code == 404
    for wie in (w.raadpleger, w.opsteller, w.fiatteur, w.accountmanager, f.medewerker(Groep.VESTIGING)):
        assert als(client, wie).get(adres).status_code == 200
    assert client.post(adres).status_code == 405


# ------------------------------------------------------------------ what is due
def test_een_lege_start(client, w):
    antwoord = als(client, w.opsteller).get(START)
    pagina = tekst(antwoord)
    for verwacht in (
        "Dag Olga. De keuze voor 2026 staat open tot en met 1 november 2025.",
        "nog 12 dagen",
        "Begin jullie keuze voor 2026",
        'href="/g/GM1701/keuzes/2026/nieuw/">Begin met kiezen',
        "Er is nog geen keuze voor 2026.",
        "Het budget is nog niet bekend bij de bibliotheek. Geef het door aan Anna.",
        "Voor 2025 is geen keuze bevestigd.",
        "Er is nog niets veranderd.",
        "Er is nog geen jaarbericht om te lezen.",
        "Er is nog geen beschikking vastgelegd.",
    ):
        assert verwacht in pagina


def test_het_paneel_noemt_bedrag_en_budget(client, w):
    """190 and housing of 500 against 1.000: 310 left."""
    afname = w.afname(naam="Sober")
    f.StatuswisselFactory(afname=afname, overgang="begin", door=w.opsteller)
    f.BudgetFactory(gemeente=w.gemeente, bedrag=D(1000), bron="Kadernota")
    f.HuisvestingslastFactory(locatie=f.LocatieFactory(gemeente=w.gemeente), bedrag=D(500))
    antwoord = als(client, w.opsteller).get(START)
    pagina = tekst(antwoord)
    for verwacht in (
        "Maak jullie keuze voor 2026 af en leg haar voor aan de fiatteur",
        "‘Sober’ telt 1 activiteit voor € 190,00. Dat past in het budget. Er is nog € 310,00 vrij.",
        f'href="/g/GM1701/keuze/{afname.pk}/">Verder met onze keuze',
        "Programmalijn 2: € 190",
        "Kadernota",
        "<dd>€ 500,00</dd>",
        "is begonnen, door Olga.",
    ):
        assert verwacht in pagina
    assert [(b.nummer, b.tekst, b.hoog) for b in antwoord.context["balken"]] == [(2, "0,2", 128.0)]
    assert "Aan de keuze voor 2026 wordt gewerkt" in tekst(als(client, w.raadpleger).get(START))


def test_boven_het_budget(client, w):
    w.afname(naam="Ruim")
    f.BudgetFactory(gemeente=w.gemeente, bedrag=D(150), met_huisvesting=False)
    f.BudgetFactory(gemeente=w.gemeente, bedrag=D(60), programmalijn=w.cursus.programmalijn)
    pagina = tekst(als(client, w.opsteller).get(START))
    assert "Dat is € 40,00 boven het budget." in pagina and "2 punten vragen je aandacht." in pagina
    assert "<dt>2 Lijn 2</dt><dd>€ 60,00</dd>" in pagina


def test_fiatteren_en_beoordelen(client, w):
    afname = w.afname(naam="Voorgelegd", status=Status.TER_FIATTERING)
    assert als(client, w.fiatteur).get(START).context["paneel"].adres == f"/g/GM1701/keuze/{afname.pk}/wissel/indienen/"
    assert als(client, w.opsteller).get(START).context["paneel"].kop == "De keuze voor 2026 ligt bij de fiatteur"
    afname.status = Status.INGEDIEND
    afname.save()
    paneel = als(client, w.accountmanager).get(START).context["paneel"]
    assert (paneel.knop, paneel.adres) == ("Beoordeel de aanvraag", f"/bibliotheek/aanvragen/{afname.pk}/")
    paneel = als(client, w.fiatteur).get(START).context["paneel"]
    assert (paneel.kop, paneel.tekst, paneel.knop) == (
        "De bibliotheek beoordeelt jullie keuze voor 2026",
        "Zij is ingediend bij Anna.",
        "Bekijk de keuze",
    )


def test_eigen_termijn_met_reden_en_na_de_laatste_dag(client, w):
    f.TermijnFactory(gemeente=w.gemeente, open_tot=dag("2025-12-01"), reden="De raad vergadert later")
    pagina = tekst(als(client, w.opsteller).get(START))
    assert "open tot en met 1 december 2025. Die termijn geldt alleen voor jullie: De raad vergadert later." in pagina
    w.gemeente.termijnen.update(open_tot=dag("2025-10-19"))
    pagina = tekst(als(client, w.opsteller).get(START))
    assert "Kiezen voor 2026 kon tot en met 19 oktober 2025" in pagina
    assert "Er is niets ingediend. Vraag Anna om verlenging." in pagina and "nog " not in pagina.split("</h2>")[0]


def test_wat_ook_open_staat(client, w):
    vorige = f.AfnameFactory(gemeente=w.gemeente, editie=w.lopend, status=Status.BEVESTIGD)
    f.AfnameFactory(gemeente=w.gemeente, editie=w.lopend, voorganger=vorige, versienummer=2, naam="Wijziging")
    w.afname(status=Status.INGEDIEND)
    uitgegeven(w.gemeente, Jaarbericht.Status.TER_INZAGE, "ter_inzage")
    context = als(client, w.opsteller).get(START).context
    assert context["paneel"].kop == "Maak jullie keuze voor 2025 af en leg haar voor aan de fiatteur"
    assert [wat for wat, _, _ in context["ook"]] == [
        "De bibliotheek beoordeelt jullie keuze voor 2026",
        "Het concept van het jaarbericht 2024 ligt ter inzage",
    ]


def test_zonder_open_editie(client, w):
    w.editie.status = "concept"
    w.editie.save()
    pagina = tekst(als(client, w.opsteller).get(START))
    assert "Er staat nu geen catalogus open om uit te kiezen." in pagina and "Jullie zijn bij" in pagina
    w.lopend.status = "concept"
    w.lopend.save()
    assert als(client, w.opsteller).get(START).status_code == 200


@pytest.mark.parametrize(
    ("status", "nu"),
    [(None, 1), (Status.TER_FIATTERING, 1), (Status.INGEDIEND, 2), (Status.BEVESTIGD, 3)],
)
def test_het_jaar_in_vijf_stappen(client, w, status, nu):
    if status:
        w.afname(status=status)
    stappen = als(client, w.opsteller).get(START).context["stappen"]
    assert [(stap.klaar, stap.nu) for stap in stappen] == [(n < nu, n == nu) for n in range(5)]
    assert stappen[1].wanneer == "tot en met 1 november 2025"


# ------------------------------------------------------------------ the year that runs
def test_voortgang_van_dit_jaar(client, w):
    """4 agreed, 1 held: 25% while 293 of 365 days are 80%."""
    activiteit = f.ActiviteitFactory(editie=w.lopend, code="CURSUS", titel="Cursus")
    f.PrijsFactory(activiteit=activiteit, per_eenheid=D(10))
    afname = f.AfnameFactory(gemeente=w.gemeente, editie=w.lopend)
    f.AfnameregelFactory(afname=afname, activiteit=activiteit, hoeveelheid=D(4))
    afnameprijzen.leg_vast(afname=afname)
    afname.status = Status.BEVESTIGD
    afname.save()
    assert "Geen gegevens: er is in 2025 nog niets geregistreerd." in tekst(als(client, w.raadpleger).get(START))
    uitvoering = f.UitvoeringFactory(activiteit=activiteit, gemeenten=[w.gemeente])
    f.BijeenkomstFactory(uitvoering=uitvoering, datum=dag("2025-02-01"))
    pagina = tekst(als(client, w.raadpleger).get(START))
    for verwacht in (
        "Het streepje is 20 oktober 2025: dan is 80% van het jaar voorbij.",
        "25% uitgevoerd",
        "0 van 1",
        "Lijn 2 loopt achter.",
        "Cursus: 1 van 4 keer.",
        'href="/g/GM1701/verantwoording/2025/">Per activiteit',
    ):
        assert verwacht in pagina


def test_beschikkingen_de_nieuwste_drie(client, w):
    for nummer in range(4):
        f.BeschikkingFactory(gemeente=w.gemeente, datum=dag(f"2025-0{nummer + 1}-01"), kenmerk=f"Z{nummer}")
    f.BeschikkingFactory(kenmerk="Van een ander", datum=dag("2025-09-01"))
    context = als(client, w.raadpleger).get(START).context
    assert [b.kenmerk for b in context["beschikkingen"]] == ["Z3", "Z2", "Z1"]


def test_geen_spoor_van_een_ander(client, w):
    elders = w.fiatteur_elders.lidmaatschappen.get().gemeente
    f.AfnameFactory(gemeente=elders, editie=w.editie, naam="Geheim")
    f.BeschikkingFactory(gemeente=elders, kenmerk="Geheim")
    f.BudgetFactory(gemeente=elders, bron="Geheim")
    uitgegeven(elders, Jaarbericht.Status.GEPUBLICEERD, "vastgesteld")
    eerst = tekst(als(client, w.opsteller).get(START))
    assert "Geheim" not in eerst and "Meppel" not in eerst and "Er is nog geen jaarbericht" in eerst


@pytest.mark.parametrize("aantal", [1, 30])
def test_vragen_aan_de_database(client, w, aantal, django_assert_num_queries):
    lopend = f.AfnameFactory(gemeente=w.gemeente, editie=w.lopend)
    afnames = [w.afname(naam=f"Keuze {n}") for n in range(aantal)]
    for n, afname in enumerate(afnames):
        f.StatuswisselFactory(afname=afname, door=w.opsteller)
        regel = f.AfnameregelFactory(afname=lopend, activiteit__editie=w.lopend, activiteit__programmalijn__nummer=1 + n % 5)
        f.PrijsFactory(activiteit=regel.activiteit)
        f.PrijsFactory(activiteit=f.AfnameregelFactory(afname=afname).activiteit)
        uitvoering = f.UitvoeringFactory(activiteit=regel.activiteit, gemeenten=[w.gemeente])
        f.BijeenkomstFactory(uitvoering=uitvoering, datum=dag("2025-02-01"))
        f.BeschikkingFactory(gemeente=w.gemeente)
        uitgegeven(w.gemeente, Jaarbericht.Status.GEPUBLICEERD, "ter_inzage", "vastgesteld", jaar=1990 + n)
    f.BudgetFactory(gemeente=w.gemeente)
    afnameprijzen.leg_vast(afname=lopend)
    lopend.status = Status.BEVESTIGD
    lopend.save()
    als(client, w.opsteller).get(START)
    with django_assert_num_queries(QUERIES):
        assert client.get(START).status_code == 200


# ------------------------------------------------------------------ reports
def test_jaarberichten_naar_wat_er_te_lezen_is(client, w):
    oud, nieuw = uitgegeven(
        w.gemeente, Jaarbericht.Status.GEPUBLICEERD, "ter_inzage", "vastgesteld", openbaar_vanaf=timezone.now()
    )
    uitgegeven(w.gemeente, Jaarbericht.Status.REDACTIE, "ter_inzage", jaar=2023)
    (inzage,) = uitgegeven(w.gemeente, Jaarbericht.Status.TER_INZAGE, "ter_inzage", jaar=2025)
    j.JaarberichtFactory(gemeente=w.gemeente, jaar=2026, status=Jaarbericht.Status.VASTGESTELD)
    uitgegeven(w.fiatteur_elders.lidmaatschappen.get().gemeente, Jaarbericht.Status.GEPUBLICEERD, "vastgesteld")
    antwoord = als(client, w.raadpleger).get(BERICHTEN)
    assert [
        (b.jaarbericht.jaar, b.jaarbericht.status, b.pdf, [u.nummer for u in b.eerdere]) for b in antwoord.context["berichten"]
    ] == [
        (2026, "vastgesteld", None, []),
        (2025, "ter_inzage", inzage.pdf, []),
        (2024, "gepubliceerd", nieuw.pdf, [1]),
    ]
    pagina = tekst(antwoord)
    for verwacht in ("Er is nog geen pdf.", f'href="{oud.pdf.url}"', "Het jaarbericht is openbaar.", "Dit is een concept."):
        assert verwacht in pagina
    assert client.get(nieuw.pdf.url).status_code == 200
    start = als(client, w.raadpleger).get(START).context
    assert [b.jaarbericht.jaar for b in start["berichten"]] == [2026, 2025, 2024]
    bibliotheek = als(client, w.redactie).get(BERICHTEN).context["berichten"]
    assert [b.jaarbericht.jaar for b in bibliotheek] == [2026, 2025, 2024, 2023]


def test_een_ingetrokken_uitgave_is_er_niet_meer(client, w):
    eerste, tweede = uitgegeven(w.gemeente, Jaarbericht.Status.GEPUBLICEERD, "vastgesteld", "ingekort")
    Uitgave.objects.filter(pk=eerste.pk).update(ingetrokken_op=timezone.now())
    for wie in (w.raadpleger, w.redactie):
        (bericht,) = als(client, wie).get(BERICHTEN).context["berichten"]
        assert (bericht.pdf, bericht.eerdere) == (tweede.pdf, ())


def test_nog_geen_jaarbericht(client, w):
    assert "Er is nog geen jaarbericht om te lezen" in tekst(als(client, w.raadpleger).get(BERICHTEN))


@pytest.mark.parametrize("aantal", [1, 30])
def test_vragen_van_de_jaarberichten(client, w, aantal, django_assert_num_queries):
    for n in range(aantal):
        uitgegeven(w.gemeente, Jaarbericht.Status.GEPUBLICEERD, "ter_inzage", "vastgesteld", jaar=1990 + n)
    als(client, f.ambtenaar(w.gemeente, Rol.RAADPLEGER)).get(BERICHTEN)
    with django_assert_num_queries(8):
        assert client.get(BERICHTEN).status_code == 200
