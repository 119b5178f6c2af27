"""The figures as open data: every column means what it says, empty is not zero, and no cell is worked out."""

import json
from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import pytest
from PIL import Image
from python_calamine import CalamineWorkbook

from jaarbericht import opendata
from jaarbericht.deelbeeld import deelbeeld
from jaarbericht.rapport import Cijferregel
from tests.jaarbericht import voorbeeldrapport as voorbeeld

HERKOMST = opendata.Herkomst(2, "https://voorbeeld.example/jaarberichten/2024/GM1701/uitgave/2/")
REGELS = (
    Cijferregel("leden", "Leden", "Leden", "Westerveld", 2024, "4110", "leden", "voorlopig", "2024-12-31", "opgave"),
    Cijferregel("deel", "Deel", "Leden", "Westerveld", 2024, "20.6", "%", "", "", "berekend"),
    Cijferregel("dbos", "=1+1", "Masterplan", "stichting", 2024, None, "locaties", "@geen gegevens"),
)
RAPPORT = replace(voorbeeld.voorbeeld(), cijfers=REGELS)
KOP = [
    "code", "naam", "rubriek", "gemeente", "gemeentecode", "bereik", "jaar", "waarde", "eenheid", "peildatum", "bron",
    "toelichting", "uitgave", "licentie",
]  # fmt: skip


def bestand(vorm: str) -> bytes:
    return opendata.bestand(RAPPORT, vorm=vorm, herkomst=HERKOMST)


def test_csv():
    inhoud = bestand("csv")
    assert inhoud.startswith(b"\xef\xbb\xbf")
    assert inhoud.decode("utf-8-sig").split("\r\n") == [
        ";".join(KOP),
        "leden;Leden;Leden;Westerveld;GM1701;Westerveld;2024;4110;leden;2024-12-31;opgave;voorlopig;2;CC0-1.0",
        "deel;Deel;Leden;Westerveld;GM1701;Westerveld;2024;20,6;%;;berekend;;2;CC0-1.0",
        "dbos;'=1+1;Masterplan;Westerveld;GM1701;stichting;2024;;locaties;;;'@geen gegevens;2;CC0-1.0",
        "",
    ]


def test_ods_met_uitleg_per_kolom():
    boek = CalamineWorkbook.from_filelike(BytesIO(bestand("ods")))
    assert boek.sheet_names == ["Cijfers", "Uitleg"]
    kop, leden, deel, dbos = boek.get_sheet_by_name("Cijfers").to_python()
    assert (kop, leden[7], deel[7], dbos[1], dbos[7]) == (KOP, 4110, 20.6, "=1+1", "")
    uitleg = boek.get_sheet_by_name("Uitleg").to_python()
    assert [rij[0] for rij in uitleg] == ["kolom", *KOP, "titel", "uitgever", "stand", "adres", "voorwaarden"]
    assert all(rij[1] for rij in uitleg)


def test_json():
    gegevens = json.loads(bestand("json"), parse_float=Decimal)
    assert gegevens["over"]["adres"] == HERKOMST.adres
    assert list(gegevens["kolommen"]) == KOP
    assert [(rij["code"], rij["jaar"], rij["waarde"]) for rij in gegevens["cijfers"]] == [
        ("leden", 2024, 4110), ("deel", 2024, Decimal("20.6")), ("dbos", 2024, None),
    ]  # fmt: skip
    assert [list(rij) for rij in gegevens["cijfers"]] == [KOP] * 3


@pytest.mark.parametrize("vorm", sorted(opendata.VORMEN))
def test_gelijke_cijfers_geven_gelijke_rijen(vorm):
    assert opendata.naam(RAPPORT, vorm) == f"cijfers-GM1701-2024.{vorm}"
    if vorm != "ods":  # a spreadsheet holds the moment it was made
        assert bestand(vorm) == bestand(vorm)


@pytest.mark.parametrize("naam", ["Westerveld", "'s-Hertogenbosch", "Nuenen, Gerwen en Nederwetten", "Ee"])
def test_deelbeeld_in_de_maat_die_anderen_vragen(naam):
    rapport = replace(RAPPORT, gemeente=naam)
    beeld = Image.open(BytesIO(deelbeeld(rapport)))
    assert (beeld.format, beeld.size) == ("PNG", (1200, 630))
    rand = [beeld.getpixel((x, 170)) for x in range(1140, 1200)]
    assert rand == [rand[0]] * 60 or (253, 241, 210) in rand  # no letter over the edge: plain, or the sun
    assert deelbeeld(rapport) == deelbeeld(replace(RAPPORT, gemeente=naam))
