"""How far a year is, per programmalijn."""

from decimal import Decimal as D

import pytest

from catalogus.regels.verantwoording import Verantwoordingsregel
from catalogus.regels.voortgang import per_lijn, verstreken
from tests.factories import dag


def regel(code, lijn, afgesproken, uitgevoerd, gewijzigd=None):
    return Verantwoordingsregel(
        code, code.title(), lijn, "plus", "keer", D(afgesproken),
        None if gewijzigd is None else D(gewijzigd), None if uitgevoerd is None else D(uitgevoerd), "",
    )  # fmt: skip


def test_gemiddeld_deel_per_lijn():
    """Line 2: 3 of 4 is 75, 12 of 6 counts as 100: 87,5. Line 5: 0 of 2, 1 of 1, and one that was dropped: 66,67."""
    regels = [
        regel("A", 5, 2, 0),
        regel("B", 2, 4, 3),
        regel("C", 2, 6, 12),
        regel("D", 2, 1, None),  # not counted
        regel("E", 3, 1, None),
        regel("F", 5, 1, 1),
        regel("G", 5, 3, 0, gewijzigd=0),
    ]
    lijnen = per_lijn(regels=regels)
    assert [(lijn.programmalijn, len(lijn.regels), lijn.klaar, round(lijn.deel, 2)) for lijn in lijnen] == [
        (2, 2, 1, D("87.50")),
        (5, 3, 2, D("66.67")),
    ]
    assert [[r.code for r in lijn.traagste] for lijn in lijnen] == [["B"], ["A"]]


def test_wat_achterloopt_noemt_de_twee_traagste():
    """Average of 10, 50, 0 and 100 is 40: behind at 56 per cent of the year, not at 55."""
    (lijn,) = per_lijn(regels=[regel("A", 1, 10, 1), regel("B", 1, 2, 1), regel("C", 1, 3, 0), regel("D", 1, 1, 1)])
    assert (lijn.deel, lijn.achter(D(55)), lijn.achter(D(56))) == (D(40), False, True)
    assert [r.code for r in lijn.traagste] == ["C", "A"]


def test_zonder_regels_geen_lijnen():
    assert per_lijn(regels=[]) == []


@pytest.mark.parametrize(
    ("vandaag", "deel"),
    [("2025-12-31", 0), ("2026-01-01", D(100) / 365), ("2026-07-01", D(18200) / 365), ("2026-12-31", 100), ("2027-03-01", 100)],
)
def test_hoeveel_van_het_jaar_voorbij_is(vandaag, deel):
    """1 July is day 182 of 365."""
    assert verstreken(jaar=2026, vandaag=dag(vandaag)) == deel
