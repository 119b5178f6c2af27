"""The inbox of the library: which rows there are, what stands out in them, and deciding on one."""

import datetime
from decimal import Decimal as D
from functools import partial

import pytest
from django.utils import timezone

from catalogus.models import Editie, Eenheid, Prijsvorm, Regelopmerking, Status, Statuswissel
from catalogus.regels import afnameprijzen, postvak
from catalogus.regels.aanvraag import afwijking
from tests.factories import (
    ActiviteitFactory,
    AfnameFactory,
    AfnameregelFactory,
    BudgetFactory,
    EditieFactory,
    GemeenteFactory,
    HuisvestingslastFactory,
    LocatieFactory,
    PrijsFactory,
    PrijsopgaveFactory,
    StatuswisselFactory,
    TermijnFactory,
    dag,
    maak_wereld,
)
from tests.factories import weigering as geweigerd

pytestmark = pytest.mark.django_db
weigering = partial(geweigerd, postvak.beslis)


@pytest.fixture
def wereld():
    return maak_wereld()


def log(afname, naar, overgang="", op="2025-09-01"):
    wissel = StatuswisselFactory(afname=afname, naar=naar, overgang=overgang)
    moment = timezone.make_aware(datetime.datetime.combine(dag(op), datetime.time(12)))
    Statuswissel.objects.filter(pk=wissel.pk).update(op=moment)


def ingediend(afname):
    """Frozen and submitted, without going through the table."""
    afnameprijzen.leg_vast(afname=afname)
    afname.status = Status.INGEDIEND
    afname.save()
    return afname


def rij_van(wereld):
    """The one row of Westerveld."""
    (rij,) = [r for r in postvak.aanvragen(editie=wereld.editie) if r.gemeente == wereld.gemeente]
    return rij


def standen(editie):
    return [(r.gemeente.naam, r.tab, r.afname and r.afname.naam, r.andere) for r in postvak.aanvragen(editie=editie)]


# ------------------------------------------------------------------ which rows
def test_de_rijen_per_stand():
    """One row for each state; of what was replaced or lapsed none; a gemeente that has not begun has a row without afname."""
    editie = EditieFactory()
    for naam, status, overgang in [
        ("A", Status.INGEDIEND, "indienen"),
        ("B", Status.CONCEPT, "teruggeven"),
        ("C", Status.BEVESTIGD, "bevestigen"),
        ("D", Status.CONCEPT, "intrekken"),
        ("E", Status.TER_FIATTERING, "voorleggen"),
        ("F", Status.VERVALLEN, "vervallen"),
        ("G", Status.VERVANGEN, "vervangen"),
    ]:
        log(AfnameFactory(gemeente=GemeenteFactory(naam=naam), editie=editie, status=status, naam=naam), status, overgang)
    assert standen(editie) == [
        ("A", "te-beoordelen", "A", 0),
        ("B", "teruggegeven", "B", 0),
        ("C", "bevestigd", "C", 0),
        ("D", "bij-gemeente", "D", 0),
        ("E", "bij-gemeente", "E", 0),
        ("F", "bij-gemeente", None, 0),
        ("G", "bij-gemeente", None, 0),
    ]


def test_van_scenarios_staat_alleen_het_verste_er(wereld):
    AfnameFactory(gemeente=wereld.gemeente, editie=wereld.editie, naam="A", status=Status.TER_FIATTERING)
    AfnameFactory(gemeente=wereld.gemeente, editie=wereld.editie, naam="B")
    assert standen(wereld.editie) == [("Meppel", "bij-gemeente", None, 0), ("Westerveld", "bij-gemeente", "A", 1)]


def test_een_scenario_naast_iets_dat_is_ingediend_telt_niet_een_nieuwe_versie_wel(wereld):
    een = AfnameFactory(gemeente=wereld.gemeente, editie=wereld.editie, naam="A", status=Status.BEVESTIGD)
    AfnameFactory(gemeente=wereld.gemeente, editie=wereld.editie, naam="B")
    assert standen(wereld.editie)[1:] == [("Westerveld", "bevestigd", "A", 0)]
    AfnameFactory(gemeente=wereld.gemeente, editie=wereld.editie, naam="C", versienummer=2, voorganger=een)
    assert standen(wereld.editie)[1:] == [("Westerveld", "bevestigd", "A", 0), ("Westerveld", "bij-gemeente", "C", 0)]


def test_wie_niet_meedoet_staat_er_alleen_met_een_keuze():
    editie = EditieFactory()
    buiten = GemeenteFactory(naam="Hoogeveen", deelnemer_van=None)
    assert standen(editie) == []
    AfnameFactory(gemeente=buiten, editie=editie, naam="A")
    assert standen(editie) == [("Hoogeveen", "bij-gemeente", "A", 0)]


def test_dagen_en_termijn(wereld):
    Editie.objects.update(kiezen_tot=dag("2025-09-30"))
    wereld.editie.refresh_from_db()
    afname = wereld.afname(status=Status.BEVESTIGD)
    log(afname, Status.INGEDIEND, "indienen", "2025-09-02")
    log(afname, Status.BEVESTIGD, "bevestigen", "2025-10-07")
    rij = rij_van(wereld)
    assert (rij.laatste_dag, rij.ingediend_op, rij.sinds) == (dag("2025-09-30"), dag("2025-09-02"), dag("2025-10-07"))
    TermijnFactory(gemeente=wereld.gemeente, editie=wereld.editie, open_tot=dag("2025-10-31"))
    assert rij_van(wereld).laatste_dag == dag("2025-10-31")


# ------------------------------------------------------------------ amounts and what stands out
def vorig_jaar(wereld, code="CURSUS", aantal=2, bedrag=160):
    """A confirmed selection of 2025 with one line."""
    editie = EditieFactory(jaar=2025)
    afname = AfnameFactory(gemeente=wereld.gemeente, editie=editie, status=Status.BEVESTIGD)
    AfnameregelFactory(
        afname=afname,
        activiteit=ActiviteitFactory(editie=editie, code=code, eenheid=Eenheid.KEER),
        hoeveelheid=D(aantal),
        bedrag_vast=D(bedrag),
        bedrag_eenheid=D(0),
    )


def test_bedrag_van_een_concept_en_van_wat_vastligt(wereld):
    """A concept follows the price (€ 100 + 2 × € 45), what was submitted does not."""
    afname = wereld.afname()
    assert rij_van(wereld).bedrag == D(190)
    ingediend(afname)
    PrijsFactory(activiteit=wereld.cursus, versie=2, vast=D(100), per_eenheid=D(50))
    assert rij_van(wereld).bedrag == D(190)


def test_zonder_keuze_is_er_geen_bedrag(wereld):
    rij = rij_van(wereld)
    assert (rij.bedrag, rij.verschil, rij.aandacht) == (None, None, [])


def test_tegenover_vorig_jaar(wereld):
    """€ 190 against € 160 is € 30 more: 18,75 per cent, which stands out."""
    wereld.afname()
    assert rij_van(wereld).verschil is None
    vorig_jaar(wereld)
    rij = rij_van(wereld)
    assert (rij.vorig_bedrag, rij.verschil, rij.verschil_tekst, rij.ver) == (D(160), D("18.75"), "+18,8%", True)


@pytest.mark.parametrize(("bedrag", "tekst", "ver"), [(200, "−5,0%", False), (190, "0,0%", False), (250, "−24,0%", True)])
def test_wanneer_een_totaal_opvalt(wereld, bedrag, tekst, ver):
    wereld.afname()
    vorig_jaar(wereld, bedrag=bedrag)
    rij = rij_van(wereld)
    assert (rij.verschil_tekst, rij.ver) == (tekst, ver)


@pytest.mark.parametrize(
    ("nu", "toen", "factor"),
    [
        ("40", "8", D(5)),
        ("8", "40", D(5)),
        ("6", "3", D(2)),
        ("5", "3", None),
        ("4", "2", None),
        ("1", "4", D(4)),
        ("0", "9", None),
        ("9", "0", None),
    ],
)
def test_wanneer_een_hoeveelheid_ver_van_vorig_jaar_is(nu, toen, factor):
    """Twice or half, and at least three more or less; nothing is not far but new or gone."""
    assert afwijking(nu=D(nu), toen=D(toen)) == factor


def test_hoeveelheden_die_opvallen_de_verste_eerst(wereld):
    """Twenty was 2 (× 10), 12 was 3 (× 4), 9 was 3 (× 3): two are named, the third is counted."""
    editie = EditieFactory(jaar=2025)
    vorig = AfnameFactory(gemeente=wereld.gemeente, editie=editie, status=Status.BEVESTIGD)
    afname = AfnameFactory(gemeente=wereld.gemeente, editie=wereld.editie)
    for code, toen, nu in [("A", 3, 9), ("B", 2, 20), ("C", 3, 12), ("D", 3, 4)]:
        oud = ActiviteitFactory(editie=editie, code=code, eenheid=Eenheid.GROEP)
        AfnameregelFactory(afname=vorig, activiteit=oud, hoeveelheid=D(toen), bedrag_vast=D(0), bedrag_eenheid=D(1))
        nieuw = ActiviteitFactory(editie=wereld.editie, code=code, titel=f"Activiteit {code}", eenheid=Eenheid.GROEP)
        PrijsFactory(activiteit=nieuw)
        AfnameregelFactory(afname=afname, activiteit=nieuw, hoeveelheid=D(nu))
    assert rij_van(wereld).aandacht == [
        "Activiteit B: 20 groepen, was 2",
        "Activiteit C: 12 groepen, was 3",
        "nog 1 × ver van vorig jaar",
    ]


def test_op_aanvraag_zonder_prijs_en_een_open_vraag(wereld):
    afname = wereld.afname()
    for code in ("M1", "M2"):
        maatwerk = ActiviteitFactory(editie=wereld.editie, code=code, prijsvorm=Prijsvorm.OP_AANVRAAG)
        AfnameregelFactory(afname=afname, activiteit=maatwerk)
    rij = rij_van(wereld)
    assert (rij.aandacht, rij.zonder_prijs, rij.bedrag) == (["2 regels op aanvraag zonder prijs"], 2, D(190))
    PrijsopgaveFactory(activiteit=maatwerk, gemeente=wereld.gemeente, gevraagd_op=dag("2025-06-02"))
    assert rij_van(wereld).aandacht == ["2 regels op aanvraag zonder prijs", "1 prijsopgave gevraagd"]


@pytest.mark.parametrize(
    ("bedrag", "met_huisvesting", "aandacht"),
    [
        (690, True, []),
        (680, True, ["€\u00a010,00 boven het budget"]),
        (190, False, []),
        ("189.99", False, ["€\u00a00,01 boven het budget"]),
    ],
)
def test_boven_het_budget(wereld, bedrag, met_huisvesting, aandacht):
    """€ 190 of activities, and € 500 of housing where the budget includes it."""
    wereld.afname()
    HuisvestingslastFactory(locatie=LocatieFactory(gemeente=wereld.gemeente), bedrag=D(500))
    BudgetFactory(gemeente=wereld.gemeente, bedrag=D(bedrag), met_huisvesting=met_huisvesting)
    assert rij_van(wereld).aandacht == aandacht


def test_een_staffel_zonder_klasse_zegt_wat_er_mis_is(wereld):
    staffel = ActiviteitFactory(editie=wereld.editie, titel="Leesklik", prijsvorm=Prijsvorm.STAFFEL)
    PrijsFactory(activiteit=staffel, grondslag="totaal", staffel=[["50", "106.00"]])
    AfnameregelFactory(afname=wereld.afname(), activiteit=staffel, hoeveelheid=D(60))
    rij = rij_van(wereld)
    assert rij.aandacht == ["De staffel heeft geen klasse voor 60. Maak een laatste klasse zonder bovengrens."]
    assert (rij.bedrag, rij.zonder_prijs) == (D(190), 1)


def test_het_aantal_vragen_groeit_niet_mee(wereld, django_assert_num_queries):
    def erbij(aantal):
        for _ in range(aantal):
            afname = AfnameFactory(gemeente=GemeenteFactory(), editie=wereld.editie, status=Status.INGEDIEND)
            AfnameregelFactory(afname=afname, activiteit=wereld.cursus, bedrag_vast=D(1), bedrag_eenheid=D(1))
            log(afname, Status.INGEDIEND, "indienen")

    wereld.afname()
    erbij(3)
    with django_assert_num_queries(11):
        postvak.aanvragen(editie=wereld.editie)
    erbij(27)
    with django_assert_num_queries(11):
        assert len(postvak.aanvragen(editie=wereld.editie)) == 32


# ------------------------------------------------------------------ deciding
def test_bevestigen(wereld):
    afname = ingediend(wereld.afname())
    postvak.beslis(afname=afname, besluit="bevestigen", gezien=afname.slot, door=wereld.accountmanager)
    afname.refresh_from_db()
    assert afname.status == Status.BEVESTIGD


def test_teruggeven_met_opmerking_bij_een_regel(wereld):
    afname = ingediend(wereld.afname())
    regel = afname.regels.get()
    postvak.beslis(
        afname=afname,
        besluit="teruggeven",
        gezien=afname.slot,
        door=wereld.accountmanager,
        reden="Te veel",
        opmerkingen={regel.pk: "Kan het een keer minder?"},
    )
    afname.refresh_from_db()
    assert (afname.status, afname.statuswissels.get().reden) == (Status.CONCEPT, "Te veel")
    assert [(o.regel, o.tekst) for o in Regelopmerking.objects.all()] == [(regel, "Kan het een keer minder?")]


def test_nieuwe_versie_namens_de_gemeente(wereld):
    afname = wereld.afname(status=Status.BEVESTIGD)
    nieuw = postvak.beslis(
        afname=afname, besluit="nieuwe_versie", gezien=afname.slot, door=wereld.accountmanager, reden="Extra groep"
    )
    assert (nieuw.versienummer, nieuw.voorganger, nieuw.statuswissels.get().namens_gemeente) == (2, afname, True)


def test_wat_intussen_veranderde_wordt_niet_beoordeeld(wereld):
    """Withdrawn, changed and submitted again while the accountmanager was looking: the lock number moved on."""
    afname = ingediend(wereld.afname())
    gezien = afname.slot
    afname.slot += 2
    afname.save()
    velden = {"afname": afname, "besluit": "bevestigen", "gezien": gezien, "door": wereld.accountmanager}
    assert weigering(**velden)[0] == "verouderd"
    afname.refresh_from_db()
    assert (afname.status, afname.statuswissels.count()) == (Status.INGEDIEND, 0)


@pytest.mark.parametrize("wie", ["opsteller", "fiatteur", "redactie"])
def test_alleen_een_accountmanager_beslist(wereld, wie):
    afname = ingediend(wereld.afname())
    velden = {"afname": afname, "besluit": "bevestigen", "gezien": afname.slot, "door": getattr(wereld, wie)}
    assert weigering(**velden)[0] == "niet-bevoegd"


def test_andere_overgangen_gaan_niet_langs_het_postvak(wereld):
    afname = ingediend(wereld.afname())
    velden = {"afname": afname, "besluit": "intrekken", "gezien": afname.slot, "door": wereld.fiatteur, "reden": "x"}
    assert weigering(**velden)[0] == "besluit"
