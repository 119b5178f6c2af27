"""The documents as spreadsheet: the same amounts, as numbers."""

from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook

from catalogus.documenten.werkbladen import bladen
from catalogus.models import Document
from catalogus.werkmap.schrijven import inhoud
from tests.catalogus.documenten.voorbeeldstuk import klein, lijn, regel, stuk, vol

D = Decimal


def boek(soort, stuk_):
    return load_workbook(BytesIO(inhoud(bladen=bladen(soort=soort, stuk=stuk_), soort="xlsx")))


def rijen(vel) -> list[list]:
    return [[cel.value for cel in rij] for rij in vel.iter_rows()]


@pytest.mark.parametrize(
    ("soort", "namen"),
    [
        ("afnamelijst", ["Afnamelijst", "Per programmalijn"]),
        ("begrotingsaanvraag", ["Aanvraag", "Huisvesting", "Per programmalijn", "Afnamelijst"]),
        ("raadsbijlage", ["Aanvraag", "Huisvesting"]),
    ],
)
def test_welke_bladen(soort, namen):
    assert boek(soort, vol()).sheetnames == namen
    assert boek(soort, klein()).sheetnames == [naam for naam in namen if naam != "Huisvesting"]


def test_elke_regel_met_het_totaal():
    lijst = rijen(boek("afnamelijst", klein())["Afnamelijst"])
    assert [[rij[i] for i in (0, 1, 2, 4, 5, 10)] for rij in lijst[1:]] == [
        ["1 De robuuste bibliotheek", "basis", "ACT-1", 1, "keer", 0],
        ["1 De robuuste bibliotheek", "plus", "ACT-2", 2, "keer", 21],
        ["4 Werken aan geletterdheid", "plus", "ACT-3", 3, "keer", None],
        ["Totaal", None, None, None, None, 21],
    ]


def test_totalen_en_huisvesting():
    aanvraag = boek("begrotingsaanvraag", vol())
    assert rijen(aanvraag["Aanvraag"])[-2:] == [
        ["Huisvesting", 360000, 18.02, 351000],
        ["Totaal", 2582550.6, 129.24, 1071000],
    ]
    assert rijen(aanvraag["Huisvesting"])[-1] == ["Totaal", 360000, 351000]
    # programmalijn 1: 12 × 12.345,67 + (0+…+11) = 148.214,04
    assert rijen(aanvraag["Per programmalijn"])[1][4] == 148214.04


def test_tekst_van_de_gemeente_is_nooit_een_formule():
    cel = boek(Document.Soort.AFNAMELIJST, stuk(lijn(1, regel(1, toelichting="=1+1"))))["Afnamelijst"]["I2"]
    assert (cel.value, cel.data_type) == ("=1+1", "s")
