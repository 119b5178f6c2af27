"""Making one report, and writing it all or nothing."""

import os
import tempfile
from pathlib import Path

import pytest

from catalogus.fouten import RegelFout
from catalogus.models import Gemeente
from jaarbericht import maken
from tests.factories import JAAR, GemeenteFactory
from tests.jaarbericht.fabrieken import BlokFactory, HoofdstukFactory

ONBEKEND = '<span data-veld="cijfer:onzin-{}">7</span>'


@pytest.fixture
def westerveld(db) -> Gemeente:
    return GemeenteFactory(naam="Westerveld", cbs_code="GM1701")


def weigering(maak) -> tuple[str, str]:
    """Code and text of the error that it must give."""
    with pytest.raises(RegelFout) as fout:
        maak()
    return fout.value.code, fout.value.tekst


def inhoud(map_: Path) -> dict[str, bytes]:
    """Every file in a folder, hidden ones included."""
    return {pad.name: pad.read_bytes() for pad in map_.iterdir()}


# ------------------------------------------------------------------ gemeente and name
@pytest.mark.parametrize("code", ["GM1701", "gm1701", " GM1701\n"])
def test_zoek_gemeente(westerveld, code):
    assert maken.zoek_gemeente(code) == westerveld


@pytest.mark.parametrize("code", ["GM9999", "1701", "Westerveld", "", "GM170"])
def test_zoek_gemeente_die_er_niet_is(westerveld, code):
    assert weigering(lambda: maken.zoek_gemeente(code)) == (
        "gemeente",
        f"Er is geen gemeente met code ‘{code}’. Een CBS-code is GM met vier cijfers, bijvoorbeeld GM1701.",
    )


def test_bestandsnaam():
    assert maken.bestandsnaam(Gemeente(naam="De Wolden / ‘Zuid’", cbs_code="GM1690"), 2024) == "jaarbericht-2024-GM1690.pdf"


# ------------------------------------------------------------------ what it lacks
@pytest.mark.parametrize(("aantal", "laatste"), [(1, 1), (12, 12)])
def test_gebreken_worden_genoemd(westerveld, aantal, laatste):
    hoofdstuk = HoofdstukFactory(titel="Leren")
    BlokFactory(hoofdstuk=hoofdstuk, titel="a", tekst="".join(ONBEKEND.format(n) for n in range(10, 10 + aantal)))
    code, tekst = weigering(lambda: maken.maak_pdf(gemeente=westerveld, jaar=JAAR))
    kop, *regels = tekst.split("\n")
    assert (code, kop) == ("niet-compleet", "Het jaarbericht 2026 van Westerveld is niet compleet:")
    assert len(regels) == laatste
    assert regels[0] == (
        "- Hoofdstuk ‘Leren’, blok ‘a’, veld ‘cijfer:onzin-10’ op regel 1, teken 1: er is geen indicator ‘onzin-10’"
    )


def test_na_twaalf_gebreken_staat_er_hoeveel_nog():
    tekst = maken.gebrekenlijst(Gemeente(naam="Westerveld"), 2024, tuple(f"gebrek {n}" for n in range(1, 15)))
    assert tekst.split("\n")[-2:] == ["- gebrek 12", "- en nog 2 andere punten"]


def test_een_gebrek_te_veel_is_enkelvoud():
    tekst = maken.gebrekenlijst(Gemeente(naam="Westerveld"), 2024, tuple(f"gebrek {n}" for n in range(1, 14)))
    assert tekst.split("\n")[-2:] == ["- gebrek 12", "- en nog 1 ander punt"]


@pytest.mark.pdf
def test_maak_pdf(westerveld):
    BlokFactory(hoofdstuk=HoofdstukFactory(sleutel="leren", titel="Leren"), tekst="<p>Iedereen leest.</p>")
    gemaakt = maken.maak_pdf(gemeente=westerveld, jaar=JAAR)
    assert (gemaakt[:8], gemaakt.rstrip()[-5:]) == (b"%PDF-1.7", b"%%EOF")


# ------------------------------------------------------------------ writing
def test_schrijf(tmp_path):
    pad = tmp_path / "a.pdf"
    maken.schrijf(pad=pad, maak=lambda: b"nieuw")
    assert inhoud(tmp_path) == {"a.pdf": b"nieuw"}
    assert pad.stat().st_mode & 0o777 == 0o644


def test_schrijf_over_een_bestaand_bestand(tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"oud")
    maken.schrijf(pad=tmp_path / "a.pdf", maak=lambda: b"nieuw")
    assert inhoud(tmp_path) == {"a.pdf": b"nieuw"}


@pytest.mark.parametrize("fout", [RegelFout("niet compleet"), ValueError("kapot"), KeyboardInterrupt()])
def test_bij_een_fout_blijft_het_oude_bestand_en_niets_anders(tmp_path, fout):
    def maak():
        raise fout

    (tmp_path / "a.pdf").write_bytes(b"oud")
    for naam in ("a.pdf", "b.pdf"):
        with pytest.raises(type(fout)):
            maken.schrijf(pad=tmp_path / naam, maak=maak)
    assert inhoud(tmp_path) == {"a.pdf": b"oud"}


def niet_te_schrijven(pad: Path) -> tuple[str, str]:
    return "schrijven", (
        f"Het bestand {pad} is niet te schrijven. "
        "Kijk of het geen map is, of je daar mag schrijven en of de schijf niet vol is."
    )


def test_een_map_als_bestand_laat_niets_achter(tmp_path):
    (tmp_path / "a.pdf").mkdir()
    assert weigering(lambda: maken.schrijf(pad=tmp_path / "a.pdf", maak=lambda: b"x")) == niet_te_schrijven(tmp_path / "a.pdf")
    assert [pad.name for pad in tmp_path.iterdir()] == ["a.pdf"]


def test_een_naam_die_te_lang_is_laat_niets_achter(tmp_path):
    pad = tmp_path / ("a" * 300 + ".pdf")
    assert weigering(lambda: maken.schrijf(pad=pad, maak=lambda: b"x")) == niet_te_schrijven(pad)
    assert inhoud(tmp_path) == {}


@pytest.fixture
def dichte_map():
    """A folder in which we may not make files. Root may everywhere, so it is somebody else for a while."""
    als_root = os.geteuid() == 0
    with tempfile.TemporaryDirectory() as naam:
        Path(naam).chmod(0o555)
        try:
            if als_root:
                os.seteuid(65534)
            yield Path(naam)
        finally:
            if als_root:
                os.seteuid(0)
            Path(naam).chmod(0o755)


def test_map_waarin_niet_geschreven_mag_worden(dichte_map):
    pad = dichte_map / "a.pdf"
    assert weigering(lambda: maken.schrijf(pad=pad, maak=lambda: b"x")) == niet_te_schrijven(pad)
    assert inhoud(dichte_map) == {}


@pytest.mark.parametrize("naam", ["weg", "bestand"])
def test_map_die_er_niet_is(tmp_path, naam):
    """It is said before the work is done: making takes long."""
    (tmp_path / "bestand").write_bytes(b"x")
    gedaan = []
    assert weigering(lambda: maken.schrijf(pad=tmp_path / naam / "a.pdf", maak=lambda: gedaan.append(1) or b"x")) == (
        "map",
        f"De map {tmp_path / naam} bestaat niet. Maak haar eerst.",
    )
    assert (gedaan, inhoud(tmp_path)) == ([], {"bestand": b"x"})
