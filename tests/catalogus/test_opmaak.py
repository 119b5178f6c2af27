"""Dutch text for money, numbers, percentages and dates."""

import datetime
from decimal import Decimal as D

import pytest

from catalogus import opmaak
from tests.factories import dag


@pytest.mark.parametrize(
    ("waarde", "decimalen", "verwacht"),
    [
        ("0.5", 0, "1"),
        ("1.5", 0, "2"),
        ("2.5", 0, "3"),  # half-up, not to even
        ("-0.5", 0, "-1"),  # away from zero, as by hand
        ("2.344999", 2, "2.34"),
        ("2.345", 2, "2.35"),
        ("0.00005", 4, "0.0001"),
        ("7", 2, "7.00"),
    ],
)
def test_afronden(waarde, decimalen, verwacht):
    assert str(opmaak.afronden(D(waarde), decimalen)) == verwacht


@pytest.mark.parametrize(
    ("waarde", "decimalen", "verwacht"),
    [
        (None, 0, "–"),
        (0, 0, "0"),
        (999, 0, "999"),
        (1000, 0, "1.000"),
        (221938, 0, "221.938"),
        (D("1234567.891"), 2, "1.234.567,89"),
        (D("1250.5"), 2, "1.250,50"),
        (-3, 0, "−3"),
        (D("-1250.5"), 1, "−1.250,5"),
        (D("-0.4"), 0, "0"),  # no minus before a zero
        (D("0.1234"), 4, "0,1234"),
    ],
)
def test_getal(waarde, decimalen, verwacht):
    assert opmaak.getal(waarde, decimalen) == verwacht


@pytest.mark.parametrize(
    ("waarde", "verwacht"),
    [
        (None, "–"),
        (120, "120"),
        (D("120.00"), "120"),
        (D("2.50"), "2,5"),
        (D("0.25"), "0,25"),
        (D("19983"), "19.983"),
        (0, "0"),
    ],
)
def test_hoeveelheid_heeft_niet_meer_decimalen_dan_nodig(waarde, verwacht):
    assert opmaak.hoeveelheid(waarde) == verwacht


@pytest.mark.parametrize(
    ("waarde", "decimalen", "verwacht"),
    [
        (None, 2, "–"),
        (D("1250.5"), 2, "€\u00a01.250,50"),
        (D("-12.345"), 2, "−€\u00a012,35"),
        (D("0.1234"), 4, "€\u00a00,1234"),
        (D("1499.5"), 0, "€\u00a01.500"),
        (D("-0.001"), 2, "€\u00a00,00"),
    ],
)
def test_euro(waarde, decimalen, verwacht):
    assert opmaak.euro(waarde, decimalen) == verwacht


@pytest.mark.parametrize(
    ("waarde", "decimalen", "verwacht"),
    [(None, 1, "–"), (D("20.5675"), 1, "20,6%"), (D("12.35"), 1, "12,4%"), (D(11), 0, "11%"), (D("-3.25"), 1, "−3,3%")],
)
def test_procent(waarde, decimalen, verwacht):
    assert opmaak.procent(waarde, decimalen) == verwacht


@pytest.mark.parametrize(("waarde", "verwacht"), [(3, "+3"), (0, "0"), (-3, "−3")])
def test_met_teken(waarde, verwacht):
    assert opmaak.met_teken(opmaak.getal(waarde), waarde) == verwacht


def test_datum():
    assert [opmaak.datum(datetime.date(2024, maand, 8)) for maand in (1, 3, 8, 12)] == [
        "8 januari 2024", "8 maart 2024", "8 augustus 2024", "8 december 2024",
    ]  # fmt: skip
    assert opmaak.datum(None) == "–"


def test_datum_kort():
    assert opmaak.datum_kort(dag("2024-02-01")) == "01-02-2024"
    assert opmaak.datum_kort(None) == "–"


def test_weekdagen_beginnen_op_maandag_zoals_python_telt():
    """13 September 2024 was a Friday (design, section 4)."""
    assert opmaak.WEEKDAGEN[dag("2024-09-13").weekday()] == "vrijdag"


@pytest.mark.parametrize(
    ("van", "tot", "verwacht"),
    [
        ("2024-10-02", "2024-10-13", "2 tot en met 13 oktober 2024"),
        ("2024-10-02", "2024-10-02", "2 oktober 2024"),
        ("2024-09-28", "2024-10-13", "28 september tot en met 13 oktober 2024"),
        ("2024-12-28", "2025-01-05", "28 december 2024 tot en met 5 januari 2025"),
        ("2024-02-01", "2024-02-29", "februari 2024"),
        ("2023-02-01", "2023-02-28", "februari 2023"),
        ("2024-12-01", "2024-12-31", "december 2024"),
        ("2024-02-01", "2024-02-28", "1 tot en met 28 februari 2024"),  # a leap year: not the whole month
        ("2024-01-01", "2024-02-29", "1 januari tot en met 29 februari 2024"),
        ("2023-10-01", "2024-10-31", "1 oktober 2023 tot en met 31 oktober 2024"),
    ],
)
def test_periode(van, tot, verwacht):
    assert opmaak.periode(dag(van), dag(tot)) == verwacht


@pytest.mark.parametrize(
    ("delen", "verwacht"),
    [([], ""), (["Diever"], "Diever"), (["Diever", "Vledder"], "Diever en Vledder"), (["a", "b", "c"], "a, b en c")],
)
def test_opsomming(delen, verwacht):
    assert opmaak.opsomming(delen) == verwacht
