"""The whole line on real figures: from the loaded demo to the eight reports as files, checked as a reader would."""

import io
import re
import subprocess
import sys
from pathlib import Path

import page
import pikepdf
import pytest
from django.core.management import CommandError, call_command

from catalogus.drukwerk import opmaken
from catalogus.models import Activiteit, Bijeenkomst, Gemeente, Kostenregel, Locatiefunctie, Meting
from catalogus.regels import correcties
from jaarbericht import maken
from jaarbericht.samenstellen import samenstel

pytestmark = [pytest.mark.pdf, pytest.mark.django_db]

GEMEENTEN = ["GM0109", "GM0119", "GM1680", "GM1690", "GM1699", "GM1701", "GM1730", "GM1731"]
# Row label → figure over 2024, from the figures of Westerveld and of the stichting.
WESTERVELD = {
    "platform-activiteiten": "21", "platform-deelnemers": "50", "bezoekers": "89.350", "bezoekers-website": "221.938",
    "leden-betalend": "1.233", "leden-jeugd": "2.520", "leden-start": "177", "leden-overig": "180", "leden-totaal": "4.110",
    "inwoners": "19.983", "deelneming": "20,6%", "dbos-leerlingen": "1.171", "ebookaccounts": "6.160",
    "uitleningen-boeken": "95.768", "uitleningen-avm": "568", "uitleningen-tijdschriften": "6.799",
    "uitleningen-fysiek": "103.135", "uitleningen-dbos": "21.118", "ebooks": "89.894", "luisterboeken": "33.657",
    "uitleningen-online": "123.551", "ontwikkeling-activiteiten": "116", "ontwikkeling-deelnemers": "732",
    "boekstart-kinderopvang": "16", "boekstart-koffertjes": "128", "boekstart-activiteiten": "56",
    "boekstart-deelnemers": "334", "dbos-po-scholen": "11", "dbos-vo-scholen": "1", "geletterdheid-activiteiten": "51",
    "geletterdheid-deelnemers": "343", "digitaal-cursussen": "13", "digitaal-dagdelen": "46", "digitaal-spreekuren": "15",
    "digitaal-spreekuren-deelnemers": "19", "ido-spreekuren": "92", "ido-vragen": "302", "basisvaardigheden-activiteiten": "11",
    "basisvaardigheden-deelnemers": "181", "goodhabitz": "4.373", "soofos": "5.024",
    "masterplan-bidk-nieuw": "20", "masterplan-bidk-door": "113", "masterplan-dbospo-nieuw": "–",
    "masterplan-dbospo-door": "36", "masterplan-dbosvo-nieuw": "5", "masterplan-dbosvo-door": "5", "masterplan-dbosplus": "1",
}  # fmt: skip
KERN = ["3", "1", "4", "12", "16", "1"]


@pytest.fixture(scope="module")
def boeken(demo, django_db_blocker, tmp_path_factory) -> tuple[Path, str]:
    """The folder with the reports of 2024, and what the command said of the one that cannot be made."""
    doel = tmp_path_factory.mktemp("jaarberichten")
    fouten = io.StringIO()
    with django_db_blocker.unblock(), pytest.raises(CommandError) as stop:
        call_command("jaarberichten", "2024", "--map", str(doel), stdout=io.StringIO(), stderr=fouten)
    assert stop.value.returncode == 2
    return doel, fouten.getvalue()


def bestand(boeken, code: str) -> Path:
    return boeken[0] / f"jaarbericht-2024-{code}.pdf"


def tekst(pad: Path) -> str:
    return subprocess.run(["pdftotext", "-layout", pad, "-"], capture_output=True, text=True, check=True).stdout


def westerveld():
    return samenstel(gemeente=Gemeente.objects.get(cbs_code="GM1701"), jaar=2024).rapport


def rijen(rapport) -> dict[str, str]:
    """Code → figure of this year over all tables of a report."""
    uit = {}
    for sectie in rapport.secties:
        for deel in sectie.onderdelen:
            for tabel in getattr(deel, "tabellen", ()) or ([deel] if hasattr(deel, "regels") else []):
                for regel in tabel.regels:
                    if hasattr(regel, "nu"):
                        uit[regel.code] = regel.nu.tekst
    return uit


def test_acht_worden_gemaakt_en_de_negende_zegt_wat_ontbreekt(boeken):
    doel, fouten = boeken
    assert sorted(pad.name for pad in doel.iterdir()) == [f"jaarbericht-2024-{code}.pdf" for code in GEMEENTEN]
    assert fouten.startswith("Borger-Odoorn: niet gemaakt. Het jaarbericht 2024 van Borger-Odoorn is niet compleet:")
    assert "‘Betalend’ over 2024 is niet ingevuld" in fouten


@pytest.mark.parametrize("code", GEMEENTEN)
def test_omvang(boeken, code):
    with pikepdf.open(bestand(boeken, code)) as boek:
        assert 18 <= len(boek.pages) <= 26


@pytest.mark.parametrize("code", GEMEENTEN)
def test_toegankelijk_en_houdbaar(boeken, code):
    pad = bestand(boeken, code)
    assert [f.message for f in page.validate_pdf(pad, profile="ua1").failures] == []
    assert [f.message for f in page.validate_pdf(pad, profile="3a").failures] == []
    uitslag = subprocess.run(
        [Path(sys.executable).parent / "outloud", "--quiet", "--fail-on", "error", pad], capture_output=True, text=True
    )
    assert uitslag.returncode == 0, uitslag.stdout


def test_bladwijzers_taal_titel_en_bijlage(boeken):
    with pikepdf.open(bestand(boeken, "GM1701")) as boek:
        assert str(boek.Root.Lang) == "nl"
        assert str(boek.docinfo.Title) == "Jaarbericht 2024, bibliotheken in de gemeente Westerveld"
        with boek.open_outline() as overzicht:
            titels = [item.title for item in overzicht.root]
        assert [t for t in titels if re.match(r"\d ", t)] == [
            "1 De robuuste Drentse bibliotheek",
            "2 Drenthe leert en ontwikkelt",
            "3 Drenthe leest: Leesbevordering",
            "4 Drenthe leest: werken aan geletterdheid",
            "5 Heel Drenthe doet mee",
        ]
        assert list(boek.attachments) == ["cijfers-GM1701-2024.csv"]
        csv = boek.attachments["cijfers-GM1701-2024.csv"].get_file().read_bytes().decode("utf-8-sig")
        assert any(regel.startswith("leden-totaal;") and ";4110;" in regel for regel in csv.splitlines())


def test_inhoud_is_klikbaar_met_de_juiste_paginas(boeken):
    """Page numbers in the contents are those of the pages that the links go to."""
    with pikepdf.open(bestand(boeken, "GM1701")) as boek:
        doelen = [
            str(noot.get("/Dest", "")) or str(noot.A.D) for noot in boek.pages[1].Annots if "/A" in noot or "/Dest" in noot
        ]
        assert len(doelen) >= 9
    inhoud = subprocess.run(
        ["pdftotext", "-f", "2", "-l", "2", "-layout", bestand(boeken, "GM1701"), "-"], capture_output=True, text=True
    ).stdout
    genoemd = {int(n) for n in re.findall(r"\b(\d{1,2})$", inhoud, re.MULTILINE)}
    eerste = pdf_paginas(bestand(boeken, "GM1701"))
    assert {eerste["De robuuste Drentse"], eerste["Heel Drenthe doet mee"], eerste["Colofon"]} <= genoemd


def pdf_paginas(pad: Path) -> dict[str, int]:
    """First page, after the contents, on which each title stands at the top."""
    uit: dict[str, int] = {}
    with pikepdf.open(pad) as boek:
        aantal = len(boek.pages)
    for nummer in range(3, aantal + 1):
        kop = subprocess.run(
            ["pdftotext", "-f", str(nummer), "-l", str(nummer), pad, "-"], capture_output=True, text=True
        ).stdout
        for titel in ("De robuuste Drentse", "Heel Drenthe doet mee", "Colofon"):
            if titel in kop[:400].replace("\n", " "):
                uit.setdefault(titel, nummer)
    return uit


def test_elk_cijfer_van_westerveld(demo):
    gevonden = rijen(westerveld())
    helden = next(s for s in westerveld().secties if s.soort == "cijfers").onderdelen[0].helden
    deelneming = helden[2]
    assert (deelneming.getal, deelneming.html) == ("20,6%", "van de 19.983 inwoners is lid")
    gevonden |= {"deelneming": deelneming.getal, "inwoners": "19.983"}
    assert {code: gevonden.get(code) for code in WESTERVELD} == {
        code: "geen gegevens" if getal == "–" else getal for code, getal in WESTERVELD.items()
    }


def test_elk_cijfer_staat_in_de_pdf(boeken):
    woorden = set(tekst(bestand(boeken, "GM1701")).split())
    ontbreekt = [getal for getal in WESTERVELD.values() if getal != "–" and getal not in woorden]
    assert ontbreekt == []
    assert "– geen gegevens" in tekst(bestand(boeken, "GM1701"))


def test_kerncijfers(demo):
    kaart = next(s for s in westerveld().secties if s.soort == "kaart").onderdelen[0]
    assert [getal for _, getal in kaart.kerncijfers] == KERN


def test_luisterboeken_groeiden_met_een_berekend_percentage(boeken):
    """61.267 against 54.525: 12,36…%; a real report said 14%."""
    lopend = " ".join(tekst(bestand(boeken, "GM1701")).split())
    assert "12,4%" in lopend
    assert "54.525" in lopend and "61.267" in lopend


def test_zelfde_gegevens_zelfde_bytes(boeken):
    eerst = bestand(boeken, "GM1701").read_bytes()
    opmaken._bewaard.clear()
    assert maken.maak_pdf(gemeente=Gemeente.objects.get(cbs_code="GM1701"), jaar=2024) == eerst


def test_een_bijeenkomst_een_locatie_en_een_cijfer_veranderen_het_bericht(demo):
    eerst = rijen(westerveld())
    Bijeenkomst.objects.filter(
        uitvoering__activiteit__code="IDO", uitvoering__gemeenten__cbs_code="GM1701", datum__year=2024
    ).first().delete()
    Locatiefunctie.objects.filter(functie="boekstart_ko", locatie__gemeente__cbs_code="GM1701").first().delete()
    Meting.objects.filter(indicator__code="leden-jeugd", gemeente__cbs_code="GM1701", jaar=2024).update(waarde=2521)
    nu = rijen(westerveld())
    assert nu["ido-spreekuren"] == "91"
    assert nu["boekstart-kinderopvang"] == "15"
    assert (nu["leden-jeugd"], nu["leden-totaal"]) == ("2.521", "4.111")
    assert {code for code in eerst if eerst[code] != nu[code]} == {
        "ido-spreekuren", "ido-vragen", "boekstart-kinderopvang", "leden-jeugd", "leden-totaal",
    }  # fmt: skip


def test_een_prijs_verandert_een_bevestigde_afname_niet(demo):
    eerst = [s for s in westerveld().secties if s.hoofdstuk == "verantwoording"]
    activiteit = Activiteit.objects.get(editie__jaar=2026, code="SAMENLEZEN")
    afname = activiteit.afnameregels.get(afname__gemeente__cbs_code="GM1701", afname__status="bevestigd")
    bedragen = (afname.bedrag_vast, afname.bedrag_eenheid)
    Kostenregel.objects.filter(activiteit=activiteit).update(hoeveelheid=99)
    nieuw = correcties.corrigeer_prijs(activiteit=activiteit, reden="uren stonden te laag")
    afname.refresh_from_db()
    assert nieuw.versie == 2
    assert (afname.bedrag_vast, afname.bedrag_eenheid) == bedragen
    assert [s for s in westerveld().secties if s.hoofdstuk == "verantwoording"] == eerst
