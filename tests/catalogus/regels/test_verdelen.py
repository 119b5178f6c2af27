"""Rounding that adds up."""

from decimal import Decimal as D

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogus.fouten import RegelFout
from catalogus.regels.verdelen import sluitend, verdeel

BEDRAG = st.decimals(min_value=-100_000, max_value=100_000, places=6)
CENTEN = st.integers(min_value=-1000, max_value=1000).map(lambda centen: D(centen) / 100)


def test_duizend_euro_over_drie_gelijke_delen():
    """The cent that is left goes to the first of the equal remainders."""
    assert verdeel(bedrag=D("1000.00"), gewichten=[D(1), D(1), D(1)]) == [D("333.34"), D("333.33"), D("333.33")]


def test_de_grootste_rest_krijgt_de_laatste_cent():
    """100 over 1 : 2 : 4 = 14,2857… 28,5714… 57,1428…; down 14,28 28,57 57,14 = 99,99; largest remainder is the first."""
    assert verdeel(bedrag=D(100), gewichten=[D(1), D(2), D(4)]) == [D("14.29"), D("28.57"), D("57.14")]


def test_bij_gelijke_resten_gaat_de_eerste_voor():
    """0,05 over two equal parts: 0,025 each; one cent left."""
    assert verdeel(bedrag=D("0.05"), gewichten=[D(3), D(3)]) == [D("0.03"), D("0.02")]


def test_een_gewicht_van_nul_krijgt_niets():
    assert verdeel(bedrag=D("10.01"), gewichten=[D(0), D(5), D(5)]) == [D(0), D("5.01"), D("5.00")]


def test_een_half_bedrag_wordt_eerst_half_omhoog_afgerond():
    """0,005 is a cent, half-up."""
    assert verdeel(bedrag=D("0.005"), gewichten=[D(1), D(1)]) == [D("0.01"), D("0.00")]


@pytest.mark.parametrize("gewichten", [[], [D(0)], [D(0), D(0)]])
def test_zonder_uren_een_fout(gewichten):
    with pytest.raises(RegelFout) as fout:
        verdeel(bedrag=D(100), gewichten=gewichten)
    assert fout.value.code == "geen-uren"
    assert fout.value.tekst == (
        "Er zijn geen uren om de organisatiekosten over te verdelen. Vul uren en verwachte aantallen in bij de activiteiten."
    )


def test_negatieve_delen_tellen_op():
    """12,345 + 7,891 − 5,236 = 15,000. Down: 12,34 7,89 −5,24 = 14,99; remainders 0,5 0,1 0,4: the first gets the cent."""
    delen = [D("12.345"), D("7.891"), D("-5.236")]
    assert sluitend(delen=delen, totaal=D("15.00")) == [D("12.35"), D("7.89"), D("-5.24")]


def test_een_kleiner_totaal_gaat_van_de_kleinste_rest_af():
    """10,00 and 20,00 to 29,99: one cent too many; equal remainders, so the last one gives."""
    assert sluitend(delen=[D(10), D(20)], totaal=D("29.99")) == [D("10.00"), D("19.99")]


def test_vier_decimalen():
    """0,10005 twice is 0,2001: down 0,1000 0,1000; one left, the first gets it."""
    assert sluitend(delen=[D("0.10005")] * 2, totaal=D("0.2001"), decimalen=4) == [D("0.1001"), D("0.1000")]


def test_zonder_delen_valt_er_niets_te_verdelen():
    assert sluitend(delen=[], totaal=D(0)) == []


@settings(max_examples=100, deadline=None)
@given(delen=st.lists(BEDRAG, min_size=1, max_size=12), ernaast=CENTEN)
def test_sluitend_telt_altijd_op(delen, ernaast):
    """Also to a total that is not the parts' own sum."""
    totaal = sum(delen).quantize(D("0.01")) + ernaast
    assert sum(sluitend(delen=delen, totaal=totaal)) == totaal


@settings(max_examples=100, deadline=None)
@given(delen=st.lists(BEDRAG, min_size=1, max_size=12))
def test_sluitend_wijkt_minder_dan_een_cent_af_als_het_totaal_klopt(delen):
    """Against a total that is the parts' own sum, rounded, no part moves by a cent or more."""
    totaal = sum(delen).quantize(D("0.01"))
    afwijkingen = [abs(rond - deel) < D("0.01") for rond, deel in zip(sluitend(delen=delen, totaal=totaal), delen, strict=True)]
    assert afwijkingen == [True] * len(delen)


@settings(max_examples=100, deadline=None)
@given(
    bedrag=st.integers(min_value=0, max_value=500_000_000).map(lambda centen: D(centen) / 100),
    gewichten=st.lists(st.integers(min_value=0, max_value=100_000), min_size=1, max_size=40).filter(any),
)
def test_verdeel_verdeelt_alles_en_niemand_krijgt_minder_dan_niets(bedrag, gewichten):
    delen = verdeel(bedrag=bedrag, gewichten=[D(g) for g in gewichten])
    assert (sum(delen), min([*delen, D(0)])) == (bedrag, D(0))
