"""The board: one sign per chapter, who worked on it last, and findings that are counted once until something changes."""

import pytest
from django.core.cache import cache

from catalogus.models import Groep
from jaarbericht.models import Blok, Jaarbericht
from jaarbericht.regels import bord, tellingen
from tests.factories import JAAR, GemeenteFactory, ProgrammalijnFactory, medewerker
from tests.jaarbericht.fabrieken import (
    BlokFactory,
    HoofdstukFactory,
    JaarberichtFactory,
    OpmerkingFactory,
    OpzetFactory,
    TaakregelFactory,
    TekstvariantFactory,
    VerhaalFactory,
)

pytestmark = pytest.mark.django_db
FOUT = '<span data-veld="term:x">7</span>'  # a placeholder that does not exist


@pytest.fixture(autouse=True)
def schoon():
    """Counts are kept by the state of the database, which begins anew with every test."""
    cache.clear()


@pytest.fixture
def gemeenten():
    return GemeenteFactory(naam="Assen", cbs_code="GM0106"), GemeenteFactory(naam="Meppel", cbs_code="GM0119")


@pytest.fixture
def leren():
    """A chapter with a shared text."""
    hoofdstuk = HoofdstukFactory(sleutel="leren", titel="Leren", nummer=1, programmalijn=ProgrammalijnFactory(nummer=1))
    BlokFactory(hoofdstuk=hoofdstuk, tekst="<p>Iedereen leest.</p>")
    return hoofdstuk


def door(wie, **velden):
    """A change by somebody, as a screen keeps it."""

    def doe(object):
        for naam, waarde in velden.items():
            setattr(object, naam, waarde)
        object._history_user = wie
        object.save()

    return doe


def staten(rijen) -> dict[str, list[str]]:
    return {rij.gemeente.naam: [vak.staat for vak in rij.vakken] for rij in rijen}


def tel(gemeenten) -> None:
    for gemeente in gemeenten:
        tellingen.telling(gemeente=gemeente, jaar=JAAR)


def test_elke_deelnemer_heeft_een_rij_en_elk_hoofdstuk_een_vak(gemeenten, leren):
    GemeenteFactory(naam="Hoogeveen", deelnemer_van=None)
    HoofdstukFactory(sleutel="omslag", soort="omslag", volgorde=0)
    leeg = HoofdstukFactory(sleutel="leeg", titel="Leeg")
    BlokFactory(hoofdstuk=leeg, gemeente=gemeenten[1], tekst="<p>Alleen hier.</p>")
    bericht = JaarberichtFactory(gemeente=gemeenten[0], status=Jaarbericht.Status.REDACTIE)
    TaakregelFactory(jaarbericht=bericht)
    rijen = bord.bord(user=medewerker(Groep.REDACTIE), jaar=JAAR)
    assert staten(rijen) == {"Assen": ["onbekend", "leeg"], "Meppel": ["onbekend", "onbekend"]}
    assert [(rij.jaarbericht.status, rij.bezig, [stap.naam for stap in rij.stappen]) for rij in rijen] == [
        ("redactie", True, ["ter_inzage"]),
        ("concept", False, ["beginnen"]),
    ]
    tel(gemeenten)
    rijen = bord.bord(user=medewerker(Groep.REDACTIE), jaar=JAAR)
    assert staten(rijen) == {"Assen": ["goed", "leeg"], "Meppel": ["goed", "goed"]}


def test_wat_open_is_gaat_voor_een_opmerking(gemeenten, leren):
    BlokFactory(hoofdstuk=leren, gemeente=gemeenten[1], tekst=FOUT)
    for gemeente in gemeenten:
        bericht = JaarberichtFactory(gemeente=gemeente)
        eerste = OpmerkingFactory(uitgave__jaarbericht=bericht, hoofdstuk="leren")
        OpmerkingFactory(uitgave=eerste.uitgave, hoofdstuk="leren", antwoord_op=eerste)
        OpmerkingFactory(uitgave=eerste.uitgave, hoofdstuk="leren", opgelost=True)
    tel(gemeenten)
    rijen = bord.bord(user=medewerker(Groep.REDACTIE), jaar=JAAR)
    assert staten(rijen) == {"Assen": ["opmerking"], "Meppel": ["open"]}
    assert [(rij.opmerkingen, rij.vakken[0].opmerkingen, rij.telling.open) for rij in rijen] == [(1, 1, 0), (1, 1, 1)]


def test_wie_er_het_laatst_aan_werkte(gemeenten, leren):
    """Shared text counts for all, a variant and a story for their own gemeente; what nobody did does not count."""
    els, wim = (medewerker(Groep.REDACTIE, first_name=naam) for naam in ("Els", "Wim"))
    assert [rij.werk for rij in bord.bord(user=els, jaar=JAAR)] == [None, None]
    door(els, tekst="<p>Nieuw.</p>")(leren.blokken.get())
    variant = TekstvariantFactory(blok=leren.blokken.get(), gemeente=gemeenten[0])
    door(wim, tekst="<p>Eigen.</p>")(variant)
    assert [rij.werk.wie for rij in bord.bord(user=els, jaar=JAAR)] == [str(wim), str(els)]
    door(wim, titel="Anders")(VerhaalFactory(gemeente=gemeenten[1], programmalijn=leren.programmalijn))
    door(els, titel="Ander jaar")(VerhaalFactory(gemeente=gemeenten[1], programmalijn=leren.programmalijn, jaar=JAAR - 1))
    assert [rij.werk.wie for rij in bord.bord(user=els, jaar=JAAR)] == [str(wim), str(wim)]


# ------------------------------------------------------------------ counting
def test_een_telling_geldt_tot_er_iets_verandert(gemeenten, leren, django_assert_num_queries):
    assen, meppel = gemeenten
    tel(gemeenten)
    with django_assert_num_queries(1):
        assert tellingen.telling(gemeente=assen, jaar=JAAR).open == 0
    with django_assert_num_queries(1):
        assert list(tellingen.bekend(gemeenten=[assen, meppel], jaar=JAAR)) == [assen, meppel]
    blok = Blok.objects.get()
    blok.tekst = FOUT
    blok.save()
    assert tellingen.bekend(gemeenten=[assen, meppel], jaar=JAAR) == {}
    telling = tellingen.telling(gemeente=assen, jaar=JAAR)
    assert (telling.fouten, telling.waarschuwingen, telling.per_hoofdstuk) == (1, 0, {"Leren": 1})
    assert list(tellingen.bekend(gemeenten=[assen, meppel], jaar=JAAR)) == [assen]


def test_wat_niet_te_controleren_is_zegt_waarom(gemeenten):
    OpzetFactory(jaar=JAAR + 1)
    reden = tellingen.telling(gemeente=gemeenten[0], jaar=JAAR).reden
    assert reden == "Er is geen opzet voor 2026. Maak eerst een opzet met hoofdstukken."
