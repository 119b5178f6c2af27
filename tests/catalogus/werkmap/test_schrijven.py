"""Spreadsheets read again by programs that know nothing of how they were written: openpyxl, odfpy, calamine and csv."""

import csv
import datetime
import tracemalloc
from decimal import Decimal
from io import BytesIO, StringIO

import pytest
from odf import opendocument, table
from odf.text import P
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from catalogus.werkmap.schrijven import (
    DATUM,
    EURO,
    GETAL,
    MOMENT,
    PRIJS,
    PROCENT,
    Blad,
    Kolom,
    als_veld,
    inhoud,
    uit_veld,
)

D = Decimal
LASTIG = ["=1+1", "+31", "-2", "@som", "\tx", "\rx", "'t Harde", "'=1", "  twee  spaties ", "regel 1\nregel 2", 'a;"b"', "<&>"]
KOLOMMEN = [
    Kolom("Naam", breed=30),
    Kolom("Aantal", GETAL),
    Kolom("Bedrag", EURO),
    Kolom("Prijs", PRIJS),
    Kolom("Deel", PROCENT),
    Kolom("Dag", DATUM),
    Kolom("Moment", MOMENT),
]
RIJ = [
    "Şahin",
    D("1250.5"),
    D("-12.02"),
    D("0.0125"),
    D("20.5"),
    datetime.date(2026, 9, 8),
    datetime.datetime(2026, 9, 8, 7, 12, tzinfo=datetime.UTC),
]
BLAD = Blad("Proef", KOLOMMEN, [RIJ, [None] * 7], voet=["Totaal", 3, D(4), None, None, None, None])


def ods_cellen(inhoud_: bytes):
    boek = opendocument.load(BytesIO(inhoud_))
    return [
        [list(rij.getElementsByType(table.TableCell)) for rij in vel.getElementsByType(table.TableRow)]
        for vel in boek.spreadsheet.getElementsByType(table.Table)
    ]


def ods_tekst(cel) -> str:
    def plat(knoop) -> str:
        if knoop.nodeType == knoop.TEXT_NODE:
            return knoop.data
        if knoop.qname[1] == "s":
            return " " * int(knoop.getAttribute("c"))
        return "\t" if knoop.qname[1] == "tab" else "".join(plat(kind) for kind in knoop.childNodes)

    return "\n".join(plat(alinea) for alinea in cel.getElementsByType(P))


# ------------------------------------------------------------------ the three kinds
def test_xlsx_heeft_echte_getallen_en_dagen():
    vel = load_workbook(BytesIO(inhoud(bladen=[BLAD], soort="xlsx")))["Proef"]
    kop, rij, leeg, voet = vel.iter_rows()
    assert [cel.value for cel in kop] == ["Naam", "Aantal", "Bedrag", "Prijs", "Deel", "Dag", "Moment"]
    assert [(cel.value, cel.number_format) for cel in rij] == [
        ("Şahin", "General"),
        (1250.5, "#,##0.##"),
        (-12.02, '"€" #,##0.00'),
        (0.0125, '"€" #,##0.00##'),
        (0.205, "0.0%"),
        (datetime.datetime(2026, 9, 8), "dd-mm-yyyy"),
        (datetime.datetime(2026, 9, 8, 9, 12), "dd-mm-yyyy hh:mm"),
    ]
    assert [cel.value for cel in leeg] == [None] * 7
    assert [(cel.value, cel.font.bold) for cel in voet][:3] == [("Totaal", True), (3, True), (4, True)]
    assert [cel.font.bold for cel in rij] == [False] * 7
    assert (vel.freeze_panes, vel.column_dimensions["A"].width) == ("B2", 30)


def test_ods_heeft_echte_getallen_en_dagen():
    ((kop, rij, leeg, voet),) = ods_cellen(inhoud(bladen=[BLAD], soort="ods"))
    assert [ods_tekst(cel) for cel in kop] == ["Naam", "Aantal", "Bedrag", "Prijs", "Deel", "Dag", "Moment"]
    soorten = [(cel.getAttribute("valuetype"), cel.getAttribute("value") or cel.getAttribute("datevalue")) for cel in rij]
    assert soorten == [
        ("string", None),
        ("float", "1250.5"),
        ("currency", "-12.02"),
        ("currency", "0.0125"),
        ("percentage", "0.205"),
        ("date", "2026-09-08"),
        ("date", "2026-09-08T09:12:00"),
    ]
    assert [cel.getAttribute("stylename") for cel in rij] == ["tekst", "getal", "euro", "prijs", "procent", "datum", "moment"]
    assert [cel.getAttribute("valuetype") for cel in leeg] == [None] * 7
    assert [cel.getAttribute("stylename") for cel in voet][:3] == ["tekstvet", "getalvet", "eurovet"]


def test_csv_is_dat_van_excel():
    bytes_ = inhoud(bladen=[BLAD], soort="csv")
    assert bytes_[:3] == b"\xef\xbb\xbf"
    assert bytes_[3:].decode().split("\r\n") == [
        "Naam;Aantal;Bedrag;Prijs;Deel;Dag;Moment",
        "Şahin;1250,5;-12,02;0,0125;20,5%;08-09-2026;08-09-2026 09:12",
        ";;;;;;",
        "Totaal;3;4;;;;",
        "",
    ]


@pytest.mark.parametrize("soort", ["xlsx", "ods"])
def test_een_ander_programma_leest_hetzelfde(soort):
    boek = CalamineWorkbook.from_filelike(BytesIO(inhoud(bladen=[BLAD, Blad("Leeg", KOLOMMEN, [])], soort=soort)))
    assert boek.sheet_names == ["Proef", "Leeg"]
    rij = boek.get_sheet_by_name("Proef").to_python()[1]
    assert rij[:5] == ["Şahin", 1250.5, -12.02, 0.0125, 0.205]
    assert (rij[5], rij[6]) == (datetime.date(2026, 9, 8), datetime.datetime(2026, 9, 8, 9, 12))


# ------------------------------------------------------------------ text stays text
def test_tekst_blijft_tekst_in_xlsx():
    vel = load_workbook(BytesIO(inhoud(bladen=[Blad("x", [Kolom("t", GETAL)], [[t] for t in LASTIG])], soort="xlsx"))).active
    cellen = [rij[0] for rij in vel.iter_rows(min_row=2)]
    assert {cel.data_type for cel in cellen} == {"s"}
    assert [cel.quotePrefix for cel in cellen] == [True] * 6 + [False] * 6
    assert [cel.value for cel in cellen] == LASTIG


def test_tekst_blijft_tekst_in_ods():
    ((_, *rijen),) = ods_cellen(inhoud(bladen=[Blad("x", [Kolom("t", GETAL)], [[t] for t in LASTIG])], soort="ods"))
    cellen = [rij[0] for rij in rijen]
    assert {(cel.getAttribute("valuetype"), cel.getAttribute("formula")) for cel in cellen} == {("string", None)}
    assert [ods_tekst(cel) for cel in cellen] == [tekst.replace("\r", "\n") for tekst in LASTIG]  # XML knows one line end


def test_tekst_blijft_tekst_in_csv():
    tekst = inhoud(bladen=[Blad("x", [Kolom("t")], [[t] for t in LASTIG])], soort="csv").decode("utf-8-sig")
    _, *velden = [rij[0] for rij in csv.reader(StringIO(tekst, newline=""), delimiter=";")]
    assert velden == ["'=1+1", "'+31", "'-2", "'@som", "'\tx", "'\rx", "'t Harde", "''=1", *LASTIG[8:]]
    assert [uit_veld(veld) for veld in velden] == LASTIG


def test_een_negatief_getal_is_geen_formule():
    assert als_veld(EURO, D("-5.00")) == "-5,00"
    assert als_veld(PROCENT, D("-0.125")) == "-12,5%"


@pytest.mark.parametrize("soort", ["xlsx", "ods"])
def test_tekens_die_een_bestand_zouden_breken_gaan_eruit(soort):
    bytes_ = inhoud(bladen=[Blad("a/b:[c]", [Kolom("t"), Kolom("v")], [["a\x00b\x1fc", True]])], soort=soort)
    boek = CalamineWorkbook.from_filelike(BytesIO(bytes_))
    assert boek.sheet_names == ["a b  c"]
    assert boek.get_sheet_by_index(0).to_python()[1] == ["abc", "ja"]


def test_een_rij_met_te_weinig_cellen_is_een_fout():
    with pytest.raises(ValueError, match="shorter"):
        inhoud(bladen=[Blad("x", [Kolom("a"), Kolom("b")], [[1]])], soort="ods")


@pytest.mark.parametrize("soort", ["xlsx", "ods", "csv"])
def test_het_geheugen_groeit_niet_met_het_aantal_rijen(soort):
    def piek(aantal: int) -> int:
        tracemalloc.start()
        inhoud(bladen=[Blad("x", [Kolom("a", GETAL), Kolom("b")], ([n % 10, "b"] for n in range(aantal)))], soort=soort)
        _, hoogste = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return hoogste

    piek(10)
    assert piek(4000) < 1.5 * piek(1000) + 100_000
