"""The number of what a PDF is made of: in the file, equal for equal content, gone from a file that was cut off."""

from dataclasses import replace
from io import BytesIO

import pytest
from django.conf import settings

from jaarbericht import pdf, vingerafdruk
from tests.jaarbericht.voorbeeldrapport import klein_rapport

RAPPORT = klein_rapport()


def van(inhoud: bytes) -> str:
    return vingerafdruk.van_bestand(BytesIO(inhoud))


@pytest.mark.pdf
def test_een_pdf_zegt_waarvan_zij_is_gemaakt():
    inhoud = pdf.maak(RAPPORT)
    assert van(inhoud) == vingerafdruk.vingerafdruk(RAPPORT)
    assert [van(inhoud[:-1]), van(inhoud[:-20]), van(inhoud[: len(inhoud) // 2]), van(b"")] == [van(inhoud), "", "", ""]


def test_ook_als_de_tabel_van_onderdelen_lang_is():
    """A real report has thousands of objects: their table, with the number at its head, takes kilobytes."""
    voor, getal = b"%PDF-1.7\n" + b"x" * 500, "ab" * 32
    tabel = b"1 0 obj <</ID [(" + getal.encode() + b") (cd)]>> stream\n" + b"y" * 20000
    assert van(voor + tabel + b"\nstartxref\n%d\n%%%%EOF\n" % len(voor)) == getal


def test_andere_inhoud_is_een_ander_getal():
    anders = [replace(RAPPORT, gemeente="Meppel"), replace(RAPPORT, secties=()), replace(RAPPORT, uitgave="Uitgave 1")]
    getallen = [vingerafdruk.vingerafdruk(rapport) for rapport in (RAPPORT, replace(RAPPORT), *anders)]
    assert (getallen[0] == getallen[1], len(set(getallen))) == (True, 4)


@pytest.mark.parametrize("patroon", vingerafdruk.BRONNEN)
def test_elke_bron_van_de_opmaak_bestaat(patroon):
    assert any(pad.is_file() for pad in settings.BASE_DIR.glob(patroon))


def test_andere_opmaak_is_een_ander_getal(monkeypatch, tmp_path):
    """A changed style sheet makes every report anew."""
    eerst = vingerafdruk.vingerafdruk(RAPPORT)
    (tmp_path / "static" / "jaarbericht").mkdir(parents=True)
    (tmp_path / "static" / "jaarbericht" / "rapport.css").write_text("p { color: red }")
    monkeypatch.setattr(settings, "BASE_DIR", tmp_path)
    vingerafdruk.opmaakversie.cache_clear()
    try:
        assert vingerafdruk.vingerafdruk(RAPPORT) != eerst
    finally:
        monkeypatch.undo()
        vingerafdruk.opmaakversie.cache_clear()
    assert vingerafdruk.vingerafdruk(RAPPORT) == eerst
