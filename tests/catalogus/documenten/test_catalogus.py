"""The catalogue as a book: valid, with real page numbers, and kept until it changes."""

import datetime
import subprocess
from dataclasses import replace
from io import BytesIO

import outloud
import page
import pikepdf
import pytest
from django.core.files.storage import default_storage

from catalogus.documenten import catalogus
from catalogus.regels.catalogusboek import Boek, Boekactiviteit, Boeklijn
from tests.catalogus.documenten.voorbeeldstuk import KLEUREN, LANG, NAMEN

pytestmark = pytest.mark.pdf


def activiteit(nummer: int, **velden) -> Boekactiviteit:
    gewoon = {
        "code": f"ACT-{nummer}",
        "titel": f"Activiteit nummer {nummer}",
        "ouder": "",
        "pakket": "plus",
        "nieuw": False,
        "samenvatting": "Inwoners leren iets nieuws van elkaar.",
        "tekst": "<p>Een hele middag in de bibliotheek. </p>" * 6,
        "voor": ("Kinderen (4 tot en met 12 jaar)",),
        "doel": "Iedereen doet mee.",
        "effect": "Meer mensen lezen.",
        "meten": "Het aantal bezoekers. We tellen: bijeenkomsten.",
        "eenheid": "per keer",
        "prijs": "€ 12,50 per keer",
        "klassen": (),
        "klassenuitleg": "",
        "foto": "",
        "foto_alt": "",
    }
    return Boekactiviteit(**(gewoon | velden))


def boek(**velden) -> Boek:
    """Two programmalijnen with eight activities: a long one, one with classes, one with nothing but its name."""
    kaal = dict.fromkeys(("samenvatting", "tekst", "doel", "effect", "meten", "eenheid", "prijs"), "") | {"voor": ()}
    een = (
        activiteit(1),
        activiteit(
            2, titel=LANG, code="EEN-HEEL-LANGE-CODE-VAN-VEERTIG-TEKENS-X", tekst="<p>Heel veel woorden hier. </p>" * 90
        ),
        activiteit(3, klassen=(("1 tot en met 50 leerlingen", "€ 106,00"), ("51 leerlingen of meer", "€ 189,00"))),
        activiteit(4, ouder="Activiteit nummer 3", nieuw=True),
    )
    twee = (activiteit(5, **kaal), activiteit(6, tekst="Tekst zonder alinea."), activiteit(7), activiteit(8))
    lijnen = (
        Boeklijn(1, NAMEN[0], KLEUREN[0], "<p>Wat er altijd is.</p>", een),
        Boeklijn(4, NAMEN[3], KLEUREN[3], "", twee),
    )
    gewoon = {
        "jaar": 2027,
        "organisatie": "Bibliotheek Drenthe",
        "met_prijzen": True,
        "concept": False,
        "datum": datetime.date(2026, 5, 3),
        "selectie": (),
        "lijnen": lijnen,
    }
    return Boek(**(gewoon | velden))


@pytest.fixture(scope="module")
def gemaakt() -> bytes:
    return catalogus.pdf(boek=boek())


def tekst(inhoud: bytes, pagina: int | None = None) -> str:
    welke = [] if pagina is None else ["-f", str(pagina), "-l", str(pagina)]
    uit = subprocess.run(["pdftotext", "-layout", *welke, "-", "-"], input=inhoud, capture_output=True, check=True)
    return " ".join(uit.stdout.decode().replace("\u00a0", " ").split())


def test_geldig_volgens_pdfa_en_pdfua(gemaakt, tmp_path):
    for profiel in ("pdfa3a", "pdfua1"):
        uitslag = page.validate_pdf_bytes(gemaakt, profile=profiel)
        assert [f"{fout.rule_id}: {fout.message}" for fout in uitslag.failures] == []
    pad = tmp_path / "catalogus.pdf"
    pad.write_bytes(gemaakt)
    uitslag = outloud.check(str(pad))
    assert (uitslag.error, [str(vondst) for vondst in uitslag.findings if vondst.severity == "error"]) == (None, [])


def test_bladwijzers_inhoud_en_register_noemen_de_echte_paginas(gemaakt):
    with pikepdf.open(BytesIO(gemaakt)) as bestand, bestand.open_outline() as bladwijzers:
        op, titels = {}, []
        for deel in bladwijzers.root:
            titels.append((deel.title, [kind.title for kind in deel.children]))
            for naam in (deel, *deel.children):
                op[naam.title] = bestand.pages.index(pikepdf.Page(naam.destination[0])) + 1
    assert titels == [
        ("Activiteitencatalogus 2027", []),
        ("Inhoud", []),
        (f"1 {NAMEN[0]}", ["Activiteit nummer 1", LANG, "Activiteit nummer 3", "Activiteit nummer 4"]),
        (f"4 {NAMEN[3]}", [f"Activiteit nummer {n}" for n in (5, 6, 7, 8)]),
        ("Register", []),
        ("Over deze catalogus", []),
    ]
    inhoud, register = tekst(gemaakt, 2), tekst(gemaakt, op["Register"])
    for nummer, naam in ((1, NAMEN[0]), (4, NAMEN[3])):
        assert f"{nummer} {naam} {op[f'{nummer} {naam}']}" in inhoud
    for nummer in (1, 3, 4, 5, 6, 7, 8):
        assert f"Activiteit nummer {nummer}, {op[f'Activiteit nummer {nummer}']}" in register
    assert op["Activiteit nummer 8"] > op["Activiteit nummer 4"] > op["Activiteit nummer 1"]


def test_met_en_zonder_prijzen(gemaakt):
    met = tekst(gemaakt)
    assert [woord for woord in ("€ 12,50 per keer", "€ 106,00", "met prijzen") if woord not in met] == []
    kaal = tuple(
        replace(lijn, activiteiten=tuple(replace(a, prijs="", klassen=()) for a in lijn.activiteiten)) for lijn in boek().lijnen
    )
    zonder = tekst(catalogus.pdf(boek=boek(met_prijzen=False, lijnen=kaal)))
    assert "€" not in zonder and "zonder prijzen" in zonder


def test_een_selectie_en_een_concept_zeggen_dat_zelf():
    kort = replace(boek().lijnen[1], activiteiten=(activiteit(8),))
    gelezen = tekst(catalogus.pdf(boek=boek(selectie=("Plus", "‘taal’"), concept=True, lijnen=(kort,))))
    assert "Selectie: Plus, ‘taal’" in gelezen
    assert "De catalogus is een concept: alles kan nog veranderen." in gelezen
    assert "1 activiteit in 1 programmalijn." in gelezen


def test_een_hele_editie_wordt_bewaard_tot_zij_verandert():
    klein = boek(jaar=2099, lijnen=(replace(boek().lijnen[1], activiteiten=(activiteit(8),)),))

    def bestanden() -> list[str]:
        return sorted(naam for naam in default_storage.listdir(catalogus.MAP)[1] if "-2099-" in naam)

    eerst = catalogus.bewaarde_pdf(boek=klein)
    (naam,) = bestanden()
    assert catalogus.bewaarde_pdf(boek=replace(klein, datum=datetime.date(2026, 6, 1))) == eerst
    assert bestanden() == [naam]
    anders = catalogus.bewaarde_pdf(boek=replace(klein, organisatie="Andere naam"))
    assert anders != eerst and len(bestanden()) == 1 and bestanden() != [naam]
