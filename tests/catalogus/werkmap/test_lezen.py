"""Files as they come: what spreadsheets make of them, and what somebody may do to them on purpose."""

import datetime
import zipfile
from io import BytesIO

import pytest
from openpyxl import Workbook

from catalogus.fouten import RegelFout
from catalogus.werkmap import lezen
from tests.factories import weigering

GEEN_WERKMAP = "Dit is geen werkmap. Kies een bestand dat eindigt op xlsx, ods of csv."
TE_GROOT = "Dit bestand is uitgepakt veel te groot. Verdeel de rijen over meer bestanden."
AFGEBROKEN = lezen.AFGEBROKEN
OUD = "Dit is een oud Excel-bestand (xls) of het heeft een wachtwoord. Sla het op als xlsx."
KAPOT = "Dit bestand is beschadigd of geen werkmap. Open het in je spreadsheet en bewaar het opnieuw als xlsx."
TE_VEEL = "In het bestand staan meer dan 200.000 rijen. Verdeel ze over meer bestanden."


def xlsx(*rijen, cellen=()) -> bytes:
    boek = Workbook()
    for rij in rijen:
        boek.active.append(rij)
    for plek, waarde in cellen:
        boek.active[plek] = waarde
    uit = BytesIO()
    boek.save(uit)
    return uit.getvalue()


def met(inhoud: bytes, **delen: bytes) -> bytes:
    """A workbook with other or more parts."""
    uit = BytesIO()
    with zipfile.ZipFile(BytesIO(inhoud)) as oud, zipfile.ZipFile(uit, "w", zipfile.ZIP_DEFLATED) as nieuw:
        for naam in oud.namelist():
            if naam not in delen:
                nieuw.writestr(naam, oud.read(naam))
        for naam, deel in delen.items():
            nieuw.writestr(naam, deel)
    return uit.getvalue()


def lees(inhoud: bytes, naam="bestand.xlsx") -> list:
    return [(tabel.naam, list(tabel.rijen), tabel.gaten) for tabel in lezen.tabellen(bestand=BytesIO(inhoud), naam=naam)]


def weiger(inhoud: bytes, naam="bestand.xlsx") -> str:
    code, tekst = weigering(lambda: lees(inhoud, naam))
    assert code == "bestand"
    return tekst


# ------------------------------------------------------------------ csv
@pytest.mark.parametrize(
    "inhoud",
    [
        "Titel;Aantal\r\nCafé;1.250,5\r\n".encode("cp1252"),
        "Titel;Aantal\r\nCafé;1.250,5\r\n".encode(),
        "Titel;Aantal\r\nCafé;1.250,5\r\n".encode("utf-8-sig"),
        "Titel\tAantal\r\nCafé\t1.250,5\r\n".encode("utf-16"),
        'Titel,Aantal\nCafé,"1.250,5"\n'.encode(),
    ],
    ids=["windows-1252", "utf-8", "utf-8 met merk", "utf-16 met tabs", "met komma’s"],
)
def test_csv_zoals_programmas_het_maken(inhoud):
    assert lees(inhoud, "a.csv") == [("", [(1, ["Titel", "Aantal"]), (2, ["Café", "1.250,5"])], {})]


def test_csv_met_sep_lege_rijen_en_regels_in_een_cel():
    inhoud = b'sep=;\r\nTitel;Tekst\r\n;;\r\n"Een; twee";"regel 1\nregel 2"\r\n\'=1+1;x\r\n'
    ((_, rijen, _),) = lees(inhoud, "a.csv")
    assert rijen == [(2, ["Titel", "Tekst"]), (4, ["Een; twee", "regel 1\nregel 2"]), (5, ["=1+1", "x"])]


# ------------------------------------------------------------------ xlsx
def test_getallen_en_datums_uit_een_werkmap_en_waar_zij_staan():
    dag = datetime.date(2026, 3, 2)
    inhoud = xlsx([], [], [None, "Datum", "Aantal", "Ja"], [], [None, dag, 12.5, True])
    assert lees(inhoud) == [("Sheet", [(3, ["", "Datum", "Aantal", "Ja"]), (5, ["", dag, 12.5, True])], {})]


def test_formules_zonder_uitkomst_en_foutmeldingen_zijn_geen_lege_cellen():
    inhoud = xlsx(["Kop"], cellen=[("A2", "=1+1"), ("C4", "#N/A")])
    ((_, rijen, gaten),) = lees(inhoud)
    assert rijen == [(1, ["Kop", "", ""])] and gaten == {(2, 1): "formule", (4, 3): "fout"}


def test_miljoen_lege_rijen_kosten_niets():
    rijen = b"".join(b'<row r="%d"><c r="A%d" s="0"/></row>' % (n, n) for n in range(2, 1_000_001, 10))
    kop = b'<row r="1"><c r="A1" t="inlineStr"><is><t>Kop</t></is></c></row>'
    ruimte = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    blad = b"<worksheet " + ruimte + b"><sheetData>" + kop + rijen + b"</sheetData></worksheet>"
    assert lees(met(xlsx(), **{"xl/worksheets/sheet1.xml": blad})) == [("Sheet", [(1, ["Kop"])], {})]


# ------------------------------------------------------------------ refusals
@pytest.mark.parametrize(
    ("inhoud", "naam", "tekst"),
    [
        (b"", "a.csv", "Dit bestand is leeg."),
        (b"%PDF-1.7 enzovoort", "a.csv", GEEN_WERKMAP),
        (b"\x89PNG\r\n\x1a\n\0\0", "a.csv", GEEN_WERKMAP),
        (b"gewone tekst", "a.xlsx", GEEN_WERKMAP),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.xls", OUD),
        (b"PK\x03\x04kapot", "a.xlsx", KAPOT),
    ],
)  # fmt: skip
def test_wat_geen_werkmap_is(inhoud, naam, tekst):
    assert weiger(inhoud, naam) == tekst


def test_een_cel_die_niet_is_afgesloten():
    tekst = "Dit csv-bestand is niet te lezen: een cel is te lang of niet afgesloten."
    assert weiger(b'A;B\r\n"' + b"x" * 200_000, "a.csv") == tekst


def test_een_zip_die_geen_werkmap_is():
    uit = BytesIO()
    with zipfile.ZipFile(uit, "w") as pak:
        pak.writestr("brief.txt", "hallo")
    assert weiger(uit.getvalue()) == GEEN_WERKMAP


def test_macros_worden_geweigerd():
    tekst = "Dit bestand bevat macro’s. Sla het op als een gewone werkmap (xlsx of ods) zonder macro’s."
    assert weiger(met(xlsx(["Kop"]), **{"xl/vbaProject.bin": b"x"})) == tekst


def test_een_bestand_dat_uitgepakt_te_groot_is():
    assert weiger(met(xlsx(["Kop"]), **{"xl/media/groot.bin": bytes(410_000_000)})) == TE_GROOT


def test_een_cel_in_de_verste_hoek_vult_het_geheugen_niet():
    assert weiger(xlsx(["Kop"], cellen=[("XFD1048576", 1)])) == AFGEBROKEN


def test_te_veel_rijen_en_te_veel_bytes(monkeypatch):
    monkeypatch.setattr(lezen, "MEESTE_RIJEN", 3)
    assert weiger(b"A;B\r\n" + b"1;2\r\n" * 3, "a.csv") == TE_VEEL
    monkeypatch.setattr(lezen, "GROOTST", 10)
    with pytest.raises(RegelFout, match="Dit bestand is groter dan"):
        lees(b"A;B\r\n1;2;3\r\n", "a.csv")


def test_een_te_breed_blad():
    tekst = "Het blad ‘Sheet’ is 701 kolommen breed. Haal weg wat rechts van de tabel staat."
    assert weiger(xlsx(["Kop"], cellen=[("ZZ1", "x")])) == tekst
