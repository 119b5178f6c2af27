"""The documents as PDF: valid, accessible, complete, marked as a concept, and the annex on one page."""

import datetime
import re
import subprocess
from collections import Counter
from io import BytesIO

import outloud
import page
import pikepdf
import pytest

from catalogus.documenten import opmaak
from catalogus.drukwerk import PdfFout
from catalogus.models import Document
from catalogus.regels.stukken import Inwoners
from tests.catalogus.documenten.voorbeeldstuk import ALLE, D, klein, lijn, regel, stuk, vol

pytestmark = pytest.mark.pdf
SOORTEN = Document.Soort.values


@pytest.fixture(scope="module")
def gemaakt() -> dict[tuple[str, str], bytes]:
    return {(naam, soort): opmaak.pdf(soort=soort, stuk=maak()) for naam, maak in ALLE.items() for soort in SOORTEN}


def tekst(inhoud: bytes) -> str:
    uit = subprocess.run(["pdftotext", "-layout", "-", "-"], input=inhoud, capture_output=True, check=True).stdout.decode()
    return " ".join(uit.replace("\u00a0", " ").split())


def paginas(inhoud: bytes) -> int:
    with pikepdf.open(BytesIO(inhoud)) as bestand:
        return len(bestand.pages)


@pytest.mark.parametrize("soort", SOORTEN)
@pytest.mark.parametrize("naam", ALLE)
def test_geldig_volgens_pdfa_en_pdfua(naam, soort, gemaakt, tmp_path):
    inhoud = gemaakt[naam, soort]
    for profiel in ("pdfa3a", "pdfua1"):
        uitslag = page.validate_pdf_bytes(inhoud, profile=profiel)
        assert [f"{fout.rule_id}: {fout.message}" for fout in uitslag.failures] == []
    pad = tmp_path / "document.pdf"
    pad.write_bytes(inhoud)
    uitslag = outloud.check(str(pad))
    assert (uitslag.error, [str(vondst) for vondst in uitslag.findings if vondst.severity == "error"]) == (None, [])


def test_de_bijlage_staat_op_een_pagina(gemaakt):
    assert {naam: paginas(gemaakt[naam, Document.Soort.RAADSBIJLAGE]) for naam in ALLE} == dict.fromkeys(ALLE, 1)


def test_een_bijlage_die_nooit_past_zegt_wat_te_doen():
    bron = Inwoners(20, datetime.date(2026, 1, 1), "een bron met heel veel woorden " * 200)
    with pytest.raises(PdfFout, match="past niet op één pagina"):
        opmaak.pdf(soort=Document.Soort.RAADSBIJLAGE, stuk=stuk(inwoners=bron))


def test_bladwijzers_en_tabelkoppen(gemaakt):
    with pikepdf.open(BytesIO(gemaakt["vol", Document.Soort.BEGROTINGSAANVRAAG])) as bestand:
        with bestand.open_outline() as bladwijzers:
            (eerste,) = bladwijzers.root
            assert (eerste.title, [deel.title for deel in eerste.children]) == (
                "Begrotingsaanvraag 2027 Westerveld",
                [
                    "De aanvraag",
                    "Huisvestingslasten",
                    "Bijdrage aan de doelen van de gemeente",
                    "Wat inwoners krijgen",
                    "Prijzen en btw",
                    "Ondertekening",
                    "Afnamelijst",
                ],
            )
        richtingen = Counter(
            str(deel.A.Scope) for deel in bestand.objects if isinstance(deel, pikepdf.Dictionary) and deel.get("/S") == "/TH"
        )
        assert set(richtingen) == {"/Row", "/Column"}
        assert bestand.docinfo["/Title"] == "Begrotingsaanvraag 2027, gemeente Westerveld"
        assert (bestand.docinfo["/Author"], bestand.docinfo["/CreationDate"]) == ("Bibliotheek Drenthe", "D:20261012")


@pytest.mark.parametrize("soort", SOORTEN)
def test_alleen_een_concept_heet_zo(soort, gemaakt):
    assert "Concept" in tekst(gemaakt["klein", soort])
    assert "oncept" not in tekst(gemaakt["vol", soort])


def test_elke_regel_staat_in_de_lijst(gemaakt):
    gelezen = tekst(gemaakt["vol", Document.Soort.AFNAMELIJST])
    for deel in vol().regels:
        assert deel.code in gelezen.replace(" ", "") or deel.code in gelezen
    bedragen = Counter(re.findall(r"€ ([\d.]+,\d\d)(?= |$)", gelezen))
    assert all(bedragen[f"{deel.bedrag:,.2f}".translate(str.maketrans(",.", ".,"))] for deel in vol().regels)


def test_wat_er_op_de_eerste_pagina_staat(gemaakt):
    # 5 × 12 lines: 12 × 12.345,67 × (1+2+3+4+5) + 5 × (0+…+11) = 2.222.550,60; housing 9 × 40.000
    gelezen = tekst(gemaakt["vol", Document.Soort.BEGROTINGSAANVRAAG])
    for zin in (
        "Bibliotheek Drenthe vraagt de gemeente Westerveld voor 2027 een subsidie van € 2.582.550,60.",
        "Daarvan is € 2.222.550,60 voor activiteiten en € 360.000,00 voor huisvesting.",
        "Dat is € 1.511.550,60 meer dan in 2026 (+141,1%).",
    ):
        assert zin in gelezen
    assert (
        "Het budget is € 3.000.000,00, met huisvesting (Raadsbesluit 4 november 2025). Er blijft € 417.449,40 over." in gelezen
    )
    assert "gerekend met 19.983 inwoners op 1 januari 2026 (bron: Bevolkingscijfers per 1 januari)" in gelezen
    assert "Het lage btw-tarief geldt voor: Activiteit 19, Activiteit 31," in gelezen
    assert "ingediend op 30 september 2026" in gelezen
    assert "Dit zijn voorbeeldcijfers." in gelezen


def test_zonder_huisvesting_prijs_of_regels(gemaakt):
    gelezen = tekst(gemaakt["klein", Document.Soort.BEGROTINGSAANVRAAG])
    assert "Voor 2027 vraagt de bibliotheek geen huisvestingslasten." in gelezen
    assert "Niet elke activiteit heeft al een prijs." in gelezen
    assert "nog geen prijs" in gelezen and "inbegrepen" in gelezen
    assert "Alle activiteiten vallen buiten de heffing van btw." in gelezen
    assert "Er staat nog niets in deze keuze." in tekst(gemaakt["leeg", Document.Soort.AFNAMELIJST])


def test_dezelfde_inhoud_geeft_dezelfde_bytes(gemaakt):
    assert opmaak.pdf(soort=Document.Soort.RAADSBIJLAGE, stuk=klein()) == gemaakt["klein", Document.Soort.RAADSBIJLAGE]


@pytest.mark.parametrize(
    ("bedrag", "zin"),
    [
        (D(100), "Dat is evenveel als in 2026."),
        (D("87.50"), "Dat is €\u00a012,50 minder dan in 2026 (−12,5%)."),
        (D("112.50"), "Dat is €\u00a012,50 meer dan in 2026 (+12,5%)."),
    ],
)
def test_de_vergelijking_in_woorden(bedrag, zin):
    nu = stuk(lijn(1, regel(1, bedrag=bedrag), vorig=D(100)), vorig_jaar=True)
    assert opmaak._vergelijking(nu) == zin
