"""The life of an afname: the whole table of transitions, and what each transition does."""

from decimal import Decimal as D
from functools import partial

import pytest
from django.core import mail
from django.db import transaction

from catalogus.fouten import RegelFout
from catalogus.models import Afname, Afnameregel, Editie, Groep, Prijs, Regelopmerking, Status, Statuswissel
from catalogus.regels import afnameprijzen, afnameregels
from catalogus.regels.afname import kiezen_tot, laat_vervallen, mogelijke_overgangen, totaalverschil, wissel
from tests.factories import (
    AfnameFactory,
    AfnameregelFactory,
    BudgetFactory,
    HuisvestingslastFactory,
    PrijsFactory,
    TermijnFactory,
    Wereld,
    ambtenaar,
    dag,
    maak_wereld,
    medewerker,
)
from tests.factories import weigering as geweigerd

pytestmark = pytest.mark.django_db


@pytest.fixture
def wereld():
    return maak_wereld()


weigering = partial(geweigerd, wissel)


def in_status(afname: Afname, status: str) -> Afname:
    """Puts an afname in a status without going through the table; frozen as it would be then."""
    if status in afnameprijzen.VASTGELEGD:
        afnameprijzen.leg_vast(afname=afname)
    Afname.objects.filter(pk=afname.pk).update(status=status)
    afname.refresh_from_db()
    return afname


def alles():
    """Everything that a transition may write."""
    return [
        list(model.objects.order_by("pk").values())
        for model in (Afname, Afnameregel, Statuswissel, Regelopmerking, Afname.history.model, Afnameregel.history.model)
    ] + [list(Afname.bewerkers.through.objects.values())]


# ------------------------------------------------------------------ the table, written out
# A cell is the status afterwards, or why not: "rol" (this person may not) or "status" (not from here).
STATUSSEN = ["concept", "ter_fiattering", "ingediend", "bevestigd", "vervangen", "vervallen"]
OVERGANGEN = {
    #                      concept           ter_fiattering  ingediend    bevestigd    vervangen    vervallen
    "voorleggen": {
        "raadpleger":      ["rol",            "status",       "status",    "status",    "status",    "status"],
        "opsteller":       ["ter_fiattering", "status",       "status",    "status",    "status",    "status"],
        "fiatteur":        ["ter_fiattering", "status",       "status",    "status",    "status",    "status"],
        "fiatteur_elders": ["rol",            "status",       "status",    "status",    "status",    "status"],
        "accountmanager":  ["rol",            "status",       "status",    "status",    "status",    "status"],
        "redactie":        ["rol",            "status",       "status",    "status",    "status",    "status"],
    },
    "terug": {
        "raadpleger":      ["status",         "rol",          "status",    "status",    "status",    "status"],
        "opsteller":       ["status",         "concept",      "status",    "status",    "status",    "status"],
        "fiatteur":        ["status",         "concept",      "status",    "status",    "status",    "status"],
        "fiatteur_elders": ["status",         "rol",          "status",    "status",    "status",    "status"],
        "accountmanager":  ["status",         "rol",          "status",    "status",    "status",    "status"],
        "redactie":        ["status",         "rol",          "status",    "status",    "status",    "status"],
    },
    "indienen": {
        "raadpleger":      ["status",         "rol",          "status",    "status",    "status",    "status"],
        "opsteller":       ["status",         "rol",          "status",    "status",    "status",    "status"],
        "fiatteur":        ["status",         "ingediend",    "status",    "status",    "status",    "status"],
        "fiatteur_elders": ["status",         "rol",          "status",    "status",    "status",    "status"],
        "accountmanager":  ["status",         "rol",          "status",    "status",    "status",    "status"],
        "redactie":        ["status",         "rol",          "status",    "status",    "status",    "status"],
    },
    "teruggeven": {
        "raadpleger":      ["status",         "status",       "rol",       "status",    "status",    "status"],
        "opsteller":       ["status",         "status",       "rol",       "status",    "status",    "status"],
        "fiatteur":        ["status",         "status",       "rol",       "status",    "status",    "status"],
        "fiatteur_elders": ["status",         "status",       "rol",       "status",    "status",    "status"],
        "accountmanager":  ["status",         "status",       "concept",   "status",    "status",    "status"],
        "redactie":        ["status",         "status",       "rol",       "status",    "status",    "status"],
    },
    "intrekken": {
        "raadpleger":      ["status",         "status",       "rol",       "status",    "status",    "status"],
        "opsteller":       ["status",         "status",       "rol",       "status",    "status",    "status"],
        "fiatteur":        ["status",         "status",       "concept",   "status",    "status",    "status"],
        "fiatteur_elders": ["status",         "status",       "rol",       "status",    "status",    "status"],
        "accountmanager":  ["status",         "status",       "rol",       "status",    "status",    "status"],
        "redactie":        ["status",         "status",       "rol",       "status",    "status",    "status"],
    },
    "bevestigen": {
        "raadpleger":      ["status",         "status",       "rol",       "status",    "status",    "status"],
        "opsteller":       ["status",         "status",       "rol",       "status",    "status",    "status"],
        "fiatteur":        ["status",         "status",       "rol",       "status",    "status",    "status"],
        "fiatteur_elders": ["status",         "status",       "rol",       "status",    "status",    "status"],
        "accountmanager":  ["status",         "status",       "bevestigd", "status",    "status",    "status"],
        "redactie":        ["status",         "status",       "rol",       "status",    "status",    "status"],
    },
    "nieuwe_versie": {
        "raadpleger":      ["status",         "status",       "status",    "rol",       "status",    "status"],
        "opsteller":       ["status",         "status",       "status",    "concept",   "status",    "status"],
        "fiatteur":        ["status",         "status",       "status",    "concept",   "status",    "status"],
        "fiatteur_elders": ["status",         "status",       "status",    "rol",       "status",    "status"],
        "accountmanager":  ["status",         "status",       "status",    "concept",   "status",    "status"],
        "redactie":        ["status",         "status",       "status",    "rol",       "status",    "status"],
    },
    "vervallen": {
        "raadpleger":      ["rol",            "status",       "status",    "status",    "status",    "status"],
        "opsteller":       ["vervallen",      "status",       "status",    "status",    "status",    "status"],
        "fiatteur":        ["vervallen",      "status",       "status",    "status",    "status",    "status"],
        "fiatteur_elders": ["rol",            "status",       "status",    "status",    "status",    "status"],
        "accountmanager":  ["rol",            "status",       "status",    "status",    "status",    "status"],
        "redactie":        ["rol",            "status",       "status",    "status",    "status",    "status"],
    },
}  # fmt: skip


def uitkomst(afname, overgang, door, voor):
    """What happens in one cell, undone afterwards. A refusal must leave everything as it was."""
    try:
        with transaction.atomic():
            resultaat = wissel(afname=afname, overgang=overgang, door=door, reden="Daarom").status
            transaction.set_rollback(True)
            return resultaat
    except RegelFout as fout:
        assert alles() == voor
        return {"niet-bevoegd": "rol"}.get(fout.code, fout.code)


@pytest.mark.parametrize("overgang", OVERGANGEN)
def test_tabel_van_overgangen(wereld, overgang):
    afnames = [in_status(wereld.afname(), status) for status in STATUSSEN]
    voor = alles()
    assert {
        wie: [uitkomst(afname, overgang, getattr(wereld, wie), voor) for afname in afnames] for wie in OVERGANGEN[overgang]
    } == OVERGANGEN[overgang]


@pytest.mark.parametrize("kolom", range(len(STATUSSEN)), ids=STATUSSEN)
def test_de_knoppen_zijn_wat_de_tabel_toestaat(wereld, kolom):
    afname = in_status(wereld.afname(), STATUSSEN[kolom])
    mogelijk = {
        wie: [o.naam for o in mogelijke_overgangen(afname=afname, door=getattr(wereld, wie))]
        for wie in OVERGANGEN["voorleggen"]
    }
    assert mogelijk == {
        wie: [naam for naam, per_rol in OVERGANGEN.items() if per_rol[wie][kolom] not in {"rol", "status"}] for wie in mogelijk
    }


@pytest.mark.parametrize(
    ("overgang", "status"),
    [
        ("terug", "ter_fiattering"),
        ("teruggeven", "ingediend"),
        ("intrekken", "ingediend"),
        ("nieuwe_versie", "bevestigd"),
        ("vervallen", "concept"),
    ],
)
def test_zonder_reden_niet(wereld, overgang, status):
    afname = in_status(wereld.afname(), status)
    door = wereld.accountmanager if overgang == "teruggeven" else wereld.fiatteur
    voor = alles()
    assert weigering(afname=afname, overgang=overgang, door=door, reden="  ") == ("reden", "Geef een reden.")
    assert alles() == voor


def test_weigering_zegt_welke_status_het_nu_is_en_door_wie(wereld):
    afname = wereld.afname()
    wissel(afname=afname, overgang="voorleggen", door=wereld.opsteller)
    assert weigering(afname=afname, overgang="voorleggen", door=wereld.fiatteur) == (
        "status",
        "Deze keuze is intussen ter fiattering door Olga. ‘Leg voor aan de fiatteur’ kan alleen als zij concept is.",
    )


def test_weigering_noemt_de_rol(wereld):
    code, tekst = weigering(afname=wereld.afname(), overgang="voorleggen", door=wereld.raadpleger)
    assert (code, tekst) == ("niet-bevoegd", "Je hebt niet de rol om te doen: leg voor aan de fiatteur.")


def test_beheer_telt_als_accountmanager(wereld):
    afname = in_status(wereld.afname(), Status.INGEDIEND)
    assert wissel(afname=afname, overgang="bevestigen", door=medewerker(Groep.BEHEER)).status == "bevestigd"


def test_een_lid_van_twee_gemeenten_handelt_in_allebei(wereld):
    meppel = AfnameFactory(gemeente=wereld.fiatteur_elders.lidmaatschappen.get().gemeente)
    AfnameregelFactory(afname=meppel, activiteit=wereld.cursus)
    door = ambtenaar(wereld.gemeente, "opsteller")
    door.lidmaatschappen.create(gemeente=meppel.gemeente, rol="opsteller")
    statussen = [wissel(afname=a, overgang="voorleggen", door=door).status for a in (wereld.afname(), meppel)]
    assert statussen == ["ter_fiattering", "ter_fiattering"]


# ------------------------------------------------------------------ log
def test_elke_overgang_staat_in_het_logboek_en_in_de_geschiedenis(wereld):
    afname = wereld.afname()
    stappen = [
        ("voorleggen", wereld.opsteller, ""),
        ("terug", wereld.fiatteur, " Nog een cursus erbij "),
        ("voorleggen", wereld.opsteller, ""),
        ("indienen", wereld.fiatteur, ""),
        ("teruggeven", wereld.accountmanager, "Te laat"),
        ("voorleggen", wereld.opsteller, ""),
        ("indienen", wereld.fiatteur, "Akkoord"),
        ("bevestigen", wereld.accountmanager, ""),
    ]
    for overgang, door, reden in stappen:
        afname = wissel(afname=afname, overgang=overgang, door=door, reden=reden)
    assert [(w.van, w.naar, w.overgang, w.door, w.reden, w.namens_gemeente) for w in afname.statuswissels.all()] == [
        ("concept", "ter_fiattering", "voorleggen", wereld.opsteller, "", False),
        ("ter_fiattering", "concept", "terug", wereld.fiatteur, "Nog een cursus erbij", False),
        ("concept", "ter_fiattering", "voorleggen", wereld.opsteller, "", False),
        ("ter_fiattering", "ingediend", "indienen", wereld.fiatteur, "", False),
        ("ingediend", "concept", "teruggeven", wereld.accountmanager, "Te laat", False),
        ("concept", "ter_fiattering", "voorleggen", wereld.opsteller, "", False),
        ("ter_fiattering", "ingediend", "indienen", wereld.fiatteur, "Akkoord", False),
        ("ingediend", "bevestigd", "bevestigen", wereld.accountmanager, "", False),
    ]
    assert (afname.status, afname.slot) == ("bevestigd", 8)
    laatste = afname.history.all()[1]
    assert (laatste.status, laatste.history_user, laatste.history_change_reason) == ("ingediend", wereld.fiatteur, "Akkoord")


def test_opmerkingen_per_regel_bij_teruggeven(wereld):
    afname = in_status(wereld.afname(), Status.INGEDIEND)
    regel = afname.regels.get()
    ander = AfnameregelFactory(afname=afname, activiteit=wereld.collectie)
    wissel(
        afname=afname,
        overgang="teruggeven",
        door=wereld.accountmanager,
        reden="Zie de opmerkingen",
        regelopmerkingen={regel.pk: " Kan het een keer minder? ", ander.pk: "  "},
    )
    opmerking = Regelopmerking.objects.get()
    assert (opmerking.regel, opmerking.tekst, opmerking.wissel.overgang) == (regel, "Kan het een keer minder?", "teruggeven")


def test_een_opmerking_bij_een_vreemde_regel_schrijft_niets(wereld):
    vreemd = AfnameregelFactory()
    afname = in_status(wereld.afname(), Status.INGEDIEND)
    voor = alles()
    code, tekst = weigering(
        afname=afname, overgang="teruggeven", door=wereld.accountmanager, reden="Zie", regelopmerkingen={vreemd.pk: "Nee"}
    )
    assert (code, tekst) == ("regel", f"Regel {vreemd.pk} hoort niet bij deze keuze.")
    assert alles() == voor


# ------------------------------------------------------------------ four eyes
def voorgelegd_door(wereld, bewerker):
    """An afname that `bewerker` edited and put forward."""
    afname = wereld.afname()
    afnameregels.zet_regel(afname=afname, activiteit=wereld.cursus, hoeveelheid=D(3), door=bewerker)
    return wissel(afname=afname, overgang="voorleggen", door=bewerker)


def test_wie_zelf_bewerkte_mag_niet_fiatteren(wereld):
    afname = voorgelegd_door(wereld, wereld.fiatteur)
    assert weigering(afname=afname, overgang="indienen", door=wereld.fiatteur) == (
        "vier-ogen",
        "Je hebt zelf aan deze keuze gewerkt. Door de vier-ogenregel moet een andere fiatteur haar indienen.",
    )
    tweede = ambtenaar(wereld.gemeente, "fiatteur")
    assert wissel(afname=afname, overgang="indienen", door=tweede).status == "ingediend"


def test_zonder_vier_ogen_mag_het_wel(wereld):
    wereld.gemeente.vier_ogen = False
    wereld.gemeente.save()
    afname = voorgelegd_door(wereld, wereld.fiatteur)
    assert wissel(afname=afname, overgang="indienen", door=wereld.fiatteur).status == "ingediend"


def test_een_regel_weghalen_is_ook_bewerken(wereld):
    afname = wereld.afname()
    extra = AfnameregelFactory(afname=afname, activiteit=wereld.collectie)
    afnameregels.verwijder_regel(regel=extra, door=wereld.fiatteur)
    afname = wissel(afname=afname, overgang="voorleggen", door=wereld.opsteller)
    assert weigering(afname=afname, overgang="indienen", door=wereld.fiatteur)[0] == "vier-ogen"


def test_na_teruggeven_begint_een_nieuwe_ronde(wereld):
    """The fiatteur edited before; the content was signed by another one, returned, and edited by the opsteller."""
    afname = voorgelegd_door(wereld, wereld.fiatteur)
    afname = wissel(afname=afname, overgang="indienen", door=ambtenaar(wereld.gemeente, "fiatteur"))
    afname = wissel(afname=afname, overgang="teruggeven", door=wereld.accountmanager, reden="Eén minder")
    afnameregels.zet_regel(afname=afname, activiteit=wereld.cursus, hoeveelheid=D(2), door=wereld.opsteller)
    afname = wissel(afname=afname, overgang="voorleggen", door=wereld.opsteller)
    assert wissel(afname=afname, overgang="indienen", door=wereld.fiatteur).status == "ingediend"


def test_terughalen_en_opnieuw_voorleggen_maakt_een_bewerker_geen_tweede_paar_ogen(wereld):
    """Nobody else has seen the lines, so the one who edited them may still not submit."""
    afname = voorgelegd_door(wereld, wereld.fiatteur)
    afname = wissel(afname=afname, overgang="terug", door=wereld.fiatteur, reden="Nog even kijken")
    afname = wissel(afname=afname, overgang="voorleggen", door=wereld.fiatteur)
    assert weigering(afname=afname, overgang="indienen", door=wereld.fiatteur)[0] == "vier-ogen"


# ------------------------------------------------------------------ budget
@pytest.mark.parametrize(
    ("bedrag", "met_huisvesting", "over"),
    [
        ("190.00", False, "0"),  # 100 + 2 × 45 = 190
        ("189.99", False, "0.01"),
        ("690.00", True, "0"),  # with € 500 housing
        ("600.00", True, "90"),
        ("1000.00", True, "-310"),
    ],
)
def test_boven_budget(wereld, bedrag, met_huisvesting, over):
    HuisvestingslastFactory(locatie__gemeente=wereld.gemeente, bedrag=D(500))
    HuisvestingslastFactory(locatie__gemeente=wereld.gemeente, bedrag=D(9999), jaar=2025)
    BudgetFactory(gemeente=wereld.gemeente, bedrag=D(bedrag), met_huisvesting=met_huisvesting)
    assert afnameprijzen.boven_budget(afname=wereld.afname()) == D(over)


def test_zonder_budget_nooit_boven_budget(wereld):
    BudgetFactory(gemeente=wereld.gemeente, jaar=2025, bedrag=D(1))
    BudgetFactory(gemeente=wereld.gemeente, programmalijn=wereld.cursus.programmalijn, bedrag=D(1))
    assert afnameprijzen.boven_budget(afname=wereld.afname()) == D(0)


def test_boven_budget_vraagt_bij_indienen_een_reden_en_houdt_niet_tegen(wereld):
    BudgetFactory(gemeente=wereld.gemeente, bedrag=D("150.50"), met_huisvesting=False)
    afname = wissel(afname=wereld.afname(), overgang="voorleggen", door=wereld.opsteller)
    voor = alles()
    assert weigering(afname=afname, overgang="indienen", door=wereld.fiatteur, reden=" ") == (
        "budget",
        "Deze keuze is €\u00a039,50 hoger dan het budget. Geef een reden om toch in te dienen.",
    )
    assert alles() == voor
    afname = wissel(afname=afname, overgang="indienen", door=wereld.fiatteur, reden="De raad vult aan")
    assert (afname.status, afname.statuswissels.last().reden) == ("ingediend", "De raad vult aan")


# ------------------------------------------------------------------ until when
def test_kiezen_kan_tot_en_met_de_laatste_dag_van_de_editie(wereld):
    Editie.objects.update(kiezen_tot=dag("2025-09-15"))
    afname = wereld.afname()
    afname.editie.refresh_from_db()
    assert kiezen_tot(afname=afname) == dag("2025-09-15")
    assert weigering(afname=afname, overgang="voorleggen", door=wereld.opsteller, vandaag=dag("2025-09-16")) == (
        "termijn",
        "Kiezen voor 2026 kon tot en met 15 september 2025. Vraag je accountmanager om verlenging.",
    )
    gewijzigd = wissel(afname=afname, overgang="voorleggen", door=wereld.opsteller, vandaag=dag("2025-09-15"))
    assert gewijzigd.status == "ter_fiattering"
    assert weigering(afname=afname, overgang="indienen", door=wereld.fiatteur, vandaag=dag("2025-09-16"))[0] == "termijn"


def test_een_eigen_termijn_gaat_voor(wereld):
    Editie.objects.update(kiezen_tot=dag("2025-09-15"))
    TermijnFactory(gemeente=wereld.gemeente, open_tot=dag("2025-09-30"))
    TermijnFactory(open_tot=dag("2030-01-01"))  # of another gemeente
    afname = wereld.afname()
    assert kiezen_tot(afname=afname) == dag("2025-09-30")
    assert weigering(afname=afname, overgang="voorleggen", door=wereld.opsteller, vandaag=dag("2025-10-01"))[0] == "termijn"
    assert (
        wissel(afname=afname, overgang="voorleggen", door=wereld.opsteller, vandaag=dag("2025-09-30")).status
        == "ter_fiattering"
    )


def test_zonder_einddatum_kan_kiezen_zolang_de_editie_open_is(wereld):
    afname = wereld.afname()
    assert kiezen_tot(afname=afname) is None
    assert (
        wissel(afname=afname, overgang="voorleggen", door=wereld.opsteller, vandaag=dag("2030-01-01")).status
        == "ter_fiattering"
    )


@pytest.mark.parametrize("status", ["concept", "lopend", "afgesloten"])
def test_in_een_editie_die_niet_open_is_kan_een_eerste_versie_niet_worden_voorgelegd(wereld, status):
    Editie.objects.update(status=status)
    assert weigering(afname=wereld.afname(), overgang="voorleggen", door=wereld.opsteller) == (
        "editie",
        f"Editie 2026 is {status}: deze keuze kan niet meer veranderen.",
    )


def test_een_lege_keuze_kan_niet_worden_voorgelegd(wereld):
    afname = AfnameFactory(gemeente=wereld.gemeente, editie=wereld.editie)
    assert weigering(afname=afname, overgang="voorleggen", door=wereld.opsteller) == (
        "leeg",
        "Deze keuze is leeg. Kies eerst een activiteit.",
    )


# ------------------------------------------------------------------ confirming
def test_bevestigen_vervangt_de_eerdere(wereld):
    eerste = in_status(wereld.afname(), Status.BEVESTIGD)
    elders = AfnameFactory(editie=wereld.editie, status=Status.BEVESTIGD)
    nieuw = wissel(afname=eerste, overgang="nieuwe_versie", door=wereld.opsteller, reden="Een cursus meer")
    nieuw = wissel(afname=nieuw, overgang="voorleggen", door=wereld.opsteller)
    nieuw = wissel(afname=nieuw, overgang="indienen", door=wereld.fiatteur)
    nieuw = wissel(afname=nieuw, overgang="bevestigen", door=wereld.accountmanager)
    eerste.refresh_from_db()
    elders.refresh_from_db()
    assert (nieuw.status, eerste.status, elders.status) == ("bevestigd", "vervangen", "bevestigd")
    log = eerste.statuswissels.last()
    assert (log.van, log.naar, log.overgang, log.door, log.reden) == (
        "bevestigd", "vervangen", "vervangen", wereld.accountmanager, "Vervangen door versie 2.",
    )  # fmt: skip
    assert Statuswissel.objects.filter(naar="bevestigd").count() == 1


def test_een_ander_scenario_vervangt_ook(wereld):
    a, b = in_status(wereld.afname(naam="A"), Status.BEVESTIGD), in_status(wereld.afname(naam="B"), Status.INGEDIEND)
    wissel(afname=b, overgang="bevestigen", door=wereld.accountmanager)
    assert dict(Afname.objects.values_list("naam", "status")) == {"A": "vervangen", "B": "bevestigd"}
    assert a.statuswissels.count() == 1


# ------------------------------------------------------------------ new version
def test_een_nieuwe_versie_neemt_alles_mee(wereld):
    eerste = wereld.afname(naam="Voorkeur", kenmerk="Z-12", toelichting="Zie raadsbesluit", voorbeeld=True)
    regel = eerste.regels.get()
    regel.resultaat, regel.toelichting, regel.herkomst = "20 deelnemers", "In Diever", "eigen opgave"
    regel.save()
    in_status(eerste, Status.BEVESTIGD)
    nieuw = wissel(afname=eerste, overgang="nieuwe_versie", door=wereld.opsteller, reden="Een cursus meer")
    assert (nieuw.naam, nieuw.kenmerk, nieuw.toelichting, nieuw.voorbeeld) == ("Voorkeur", "Z-12", "Zie raadsbesluit", True)
    assert (nieuw.status, nieuw.versienummer, nieuw.voorganger, nieuw.ingangsdatum) == ("concept", 2, eerste, None)
    kopie = nieuw.regels.get()
    assert (kopie.activiteit, kopie.hoeveelheid, kopie.voorganger, kopie.snapshot) == (wereld.cursus, D(2), regel, None)
    assert (kopie.resultaat, kopie.toelichting, kopie.herkomst) == ("20 deelnemers", "In Diever", "eigen opgave")
    eerste.refresh_from_db()
    assert (eerste.status, eerste.slot) == ("bevestigd", 0)
    log = nieuw.statuswissels.get()
    assert (log.van, log.naar, log.overgang, log.door, log.reden, log.namens_gemeente) == (
        "", "concept", "nieuwe_versie", wereld.opsteller, "Een cursus meer", False,
    )  # fmt: skip


def test_een_nieuwe_versie_door_de_accountmanager_is_namens_de_gemeente(wereld):
    eerste = in_status(wereld.afname(), Status.BEVESTIGD)
    nieuw = wissel(afname=eerste, overgang="nieuwe_versie", door=wereld.accountmanager, reden="Telefonisch gevraagd")
    assert nieuw.statuswissels.get().namens_gemeente is True


def test_er_is_een_nieuwe_versie_tegelijk(wereld):
    eerste = in_status(wereld.afname(), Status.BEVESTIGD)
    tweede = wissel(afname=eerste, overgang="nieuwe_versie", door=wereld.opsteller, reden="Meer")
    assert weigering(afname=eerste, overgang="nieuwe_versie", door=wereld.fiatteur, reden="Nog meer") == (
        "bestaat",
        "Er is al een versie 2. Werk daarin verder.",
    )
    wissel(afname=tweede, overgang="vervallen", door=wereld.opsteller, reden="Toch niet")
    derde = wissel(afname=eerste, overgang="nieuwe_versie", door=wereld.fiatteur, reden="Nog meer")
    assert (derde.versienummer, derde.voorganger) == (2, eerste)


@pytest.mark.parametrize(
    ("ingangsdatum", "tekst"),
    [
        (None, "De editie loopt al. Vul de datum in waarop de wijziging ingaat."),
        (dag("2027-01-01"), "De ingangsdatum 1 januari 2027 valt niet in 2026."),
    ],
)
def test_in_een_lopende_editie_heeft_een_nieuwe_versie_een_ingangsdatum(wereld, ingangsdatum, tekst):
    eerste = in_status(wereld.afname(), Status.BEVESTIGD)
    Editie.objects.update(status="lopend")
    velden = {"afname": eerste, "overgang": "nieuwe_versie", "door": wereld.opsteller, "reden": "Meer"}
    assert weigering(**velden, ingangsdatum=ingangsdatum) == ("ingangsdatum", tekst)
    assert Afname.objects.count() == 1
    nieuw = wissel(**velden, ingangsdatum=dag("2026-07-01"))
    assert nieuw.ingangsdatum == dag("2026-07-01")
    assert wissel(afname=nieuw, overgang="voorleggen", door=wereld.opsteller).status == "ter_fiattering"


def test_in_een_afgesloten_editie_geen_nieuwe_versie(wereld):
    eerste = in_status(wereld.afname(), Status.BEVESTIGD)
    Editie.objects.update(status="afgesloten")
    assert weigering(afname=eerste, overgang="nieuwe_versie", door=wereld.opsteller, reden="Meer") == (
        "editie",
        "Editie 2026 is afgesloten: een nieuwe versie kan niet meer.",
    )


def test_ongewijzigde_regels_houden_hun_prijs_en_gewijzigde_krijgen_de_nieuwe(wereld):
    """Cursus unchanged: 100 + 2 × 45 = 190. Collectie from 1 to 2 at the new € 300: 600. Both had a new price since."""
    eerste = wereld.afname()
    AfnameregelFactory(afname=eerste, activiteit=wereld.collectie)
    in_status(eerste, Status.BEVESTIGD)
    oud = Prijs.objects.get(activiteit=wereld.cursus)
    PrijsFactory(activiteit=wereld.cursus, versie=2, vast=D(120), per_eenheid=D(50))
    nieuwste = PrijsFactory(activiteit=wereld.collectie, versie=2, per_eenheid=D(300))
    nieuw = wissel(afname=eerste, overgang="nieuwe_versie", door=wereld.opsteller, reden="Een collectie meer")
    afnameregels.zet_regel(afname=nieuw, activiteit=wereld.collectie, hoeveelheid=D(2), door=wereld.opsteller)
    wissel(afname=nieuw, overgang="voorleggen", door=wereld.opsteller)
    assert {r.activiteit.code: (r.bedrag_vast, r.bedrag_eenheid, r.prijs) for r in nieuw.regels.all()} == {
        "CURSUS": (D(100), D(90), oud),
        "COLLECTIE": (D(0), D(600), nieuwste),
    }


def test_verschil_tussen_twee_versies(wereld):
    """Cursus from 2 to 3, collectie gone, basis new; what stayed the same is not named."""
    eerste = wereld.afname()
    AfnameregelFactory(afname=eerste, activiteit=wereld.collectie)
    AfnameregelFactory(afname=eerste, activiteit=wereld.inwoners, hoeveelheid=D(100))
    in_status(eerste, Status.BEVESTIGD)
    nieuw = wissel(afname=eerste, overgang="nieuwe_versie", door=wereld.opsteller, reden="Anders")
    assert totaalverschil(oud=eerste, nieuw=nieuw) == []
    afnameregels.zet_regel(afname=nieuw, activiteit=wereld.cursus, hoeveelheid=D(3), door=wereld.opsteller)
    afnameregels.verwijder_regel(regel=nieuw.regels.get(activiteit=wereld.collectie), door=wereld.opsteller)
    gevonden = [
        (code, oud.hoeveelheid if oud else None, nu.hoeveelheid if nu else None)
        for code, oud, nu in totaalverschil(oud=eerste, nieuw=nieuw)
    ]
    assert gevonden == [("COLLECTIE", D(1), None), ("CURSUS", D(2), D(3))]


# ------------------------------------------------------------------ lapsing by the system
@pytest.mark.parametrize("status", ["concept", "ter_fiattering"])
def test_het_systeem_laat_vervallen_wat_bij_de_gemeente_ligt(wereld, status):
    afname = in_status(wereld.afname(), status)
    laat_vervallen(afname=afname, reden="De editie is gestart")
    afname.refresh_from_db()
    log = afname.statuswissels.get()
    assert (afname.status, log.van, log.naar, log.door, log.reden) == (
        "vervallen",
        status,
        "vervallen",
        None,
        "De editie is gestart",
    )


@pytest.mark.parametrize("status", ["ingediend", "bevestigd", "vervangen", "vervallen"])
def test_het_systeem_blijft_af_van_wat_is_ingediend(wereld, status):
    afname = in_status(wereld.afname(), status)
    code, _ = geweigerd(laat_vervallen, afname=afname, reden="De editie is gestart")
    afname.refresh_from_db()
    assert (code, afname.status, afname.statuswissels.count()) == ("status", status, 0)


# ------------------------------------------------------------------ mail
GEMEENTE = ["frank@westerveld.example", "olga@westerveld.example"]


def ontvangers():
    return [(bericht.subject, sorted(bericht.recipients())) for bericht in mail.outbox]


def test_mail_gaat_pas_na_het_vastleggen(wereld, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as klaar:
        wissel(afname=wereld.afname(), overgang="voorleggen", door=wereld.opsteller)
    assert mail.outbox == []
    for verstuur in klaar:
        verstuur()
    assert ontvangers() == [("Keuze 2026 van Westerveld ligt klaar om te fiatteren", ["frank@westerveld.example"])]


def test_een_geweigerde_overgang_stuurt_niets(wereld, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        weigering(afname=wereld.afname(), overgang="voorleggen", door=wereld.raadpleger)
    assert mail.outbox == []


@pytest.mark.parametrize(
    ("overgang", "status", "wie", "onderwerp", "aan"),
    [
        ("terug", "ter_fiattering", "opsteller", "is weer een concept", ["frank@westerveld.example"]),
        ("terug", "ter_fiattering", "fiatteur", "is weer een concept", ["olga@westerveld.example"]),
        ("indienen", "ter_fiattering", "fiatteur", "is ingediend", ["anna@bibliotheek.example", "olga@westerveld.example"]),
        ("teruggeven", "ingediend", "accountmanager", "is weer een concept", GEMEENTE),
        ("intrekken", "ingediend", "fiatteur", "is weer een concept", ["anna@bibliotheek.example", "olga@westerveld.example"]),
        ("bevestigen", "ingediend", "accountmanager", "is bevestigd", GEMEENTE),
        ("vervallen", "concept", "fiatteur", "is vervallen", ["olga@westerveld.example"]),
    ],
)
def test_wie_mail_krijgt(wereld, overgang, status, wie, onderwerp, aan, django_capture_on_commit_callbacks):
    """Those concerned in the gemeente and the accountmanager when it is hers too; never who did it, nor a raadpleger."""
    afname = in_status(wereld.afname(), status)
    with django_capture_on_commit_callbacks(execute=True):
        wissel(afname=afname, overgang=overgang, door=getattr(wereld, wie), reden="Daarom")
    assert ontvangers() == [(f"Keuze 2026 van Westerveld {onderwerp}", aan)]


def test_bij_bevestigen_gaat_er_een_mail_ook_als_er_een_wordt_vervangen(wereld, django_capture_on_commit_callbacks):
    in_status(wereld.afname(naam="A"), Status.BEVESTIGD)
    b = in_status(wereld.afname(naam="B"), Status.INGEDIEND)
    with django_capture_on_commit_callbacks(execute=True):
        wissel(afname=b, overgang="bevestigen", door=wereld.accountmanager)
    assert [bericht.subject for bericht in mail.outbox] == ["Keuze 2026 van Westerveld is bevestigd"]


def test_bij_vervallen_door_het_systeem_weet_de_gemeente_het(wereld, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        laat_vervallen(afname=wereld.afname(), reden="De editie is gestart")
    assert ontvangers() == [("Keuze 2026 van Westerveld is vervallen", ["frank@westerveld.example", "olga@westerveld.example"])]


def test_wereld_is_wat_de_tests_denken(wereld: Wereld):
    """The € 190 that many tests above count with."""
    assert afnameprijzen.totaal(afname=wereld.afname()) == D(190)
