"""Reports at the far ends, on the screen and for the printer: valid, accessible, complete, and no page that looks forgotten.

Súdwest-Fryslân: thirty stories, long texts and titles, photos, 45 rows. 's-Hertogenbosch: one branch, two stories, no photo.
"""

import subprocess

import outloud
import page
import pytest

from catalogus.drukwerk import opmaken
from jaarbericht import opmaak, pdf
from tests.jaarbericht import uitersten
from tests.jaarbericht.test_pdf import teksten

pytestmark = [pytest.mark.pdf, pytest.mark.xdist_group("uitersten")]
NAMEN = ("groot", "klein")


@pytest.fixture(scope="module")
def gemaakt() -> dict[tuple[str, bool], bytes]:
    """Each report for the screen and for the printer."""
    return {(naam, druk): pdf.maak(uitersten.uiterste(naam), druk=druk) for naam in NAMEN for druk in (False, True)}


@pytest.mark.parametrize("druk", [False, True], ids=["scherm", "druk"])
@pytest.mark.parametrize("naam", NAMEN)
def test_geldig_volgens_pdfa_en_pdfua(gemaakt, naam, druk, tmp_path):
    inhoud = gemaakt[naam, druk]
    for profiel in ("pdfa3a", "pdfua1"):
        uitslag = page.validate_pdf_bytes(inhoud, profile=profiel)
        assert [f"{fout.rule_id}: {fout.message}" for fout in uitslag.failures] == []
    pad = tmp_path / "rapport.pdf"
    pad.write_bytes(inhoud)
    uitslag = outloud.check(str(pad))
    assert uitslag.error is None
    assert [str(vondst) for vondst in uitslag.findings if vondst.severity == "error"] == []


@pytest.mark.parametrize("naam", NAMEN)
def test_alles_staat_op_de_pagina_en_geen_pagina_is_leeg(gemaakt, naam):
    """Nothing over the edge, nothing too small, text on every page, and a last page that is worth turning to."""
    rapport = uitersten.uiterste(naam)
    for sectie, deel in zip(rapport.secties, opmaak.secties(rapport), strict=True):
        document = opmaken._leg_op(deel, opmaken._VERWIJZING.sub(r"\g<1>00\4", deel.html), pdf.STIJLBLADEN)
        gevuld: dict[int, float] = {}
        for nummer, woorden, links, boven, rechts, onder, punten, marge in teksten(document):
            waar = (deel.sleutel, nummer, woorden)
            assert links >= 0 and boven >= 0 and rechts <= 297 and onder <= 210, waar
            assert marge or punten >= 7.49 or not woorden.strip("abcdefgh, "), waar
            if not marge:
                gevuld[nummer] = max(gevuld.get(nummer, 0), onder)
        if sectie.soort in opmaak.VOL:  # one designed page, whose words hang where they belong
            assert len(document.pages) == 1, deel.sleutel
            continue
        assert sorted(gevuld) == list(range(len(document.pages))), deel.sleutel
        assert len(document.pages) == 1 or gevuld[len(document.pages) - 1] >= 58, deel.sleutel


@pytest.mark.parametrize("naam", NAMEN)
def test_beide_vormen_zeggen_hetzelfde(gemaakt, naam):
    """Bleed and crop marks change no word and no page."""

    def woorden(inhoud: bytes) -> list[str]:
        uit = subprocess.run(["pdftotext", "-raw", "-", "-"], input=inhoud, stdout=subprocess.PIPE, check=True)
        return sorted(uit.stdout.decode().split())

    assert woorden(gemaakt[naam, False]) == woorden(gemaakt[naam, True])


def test_een_dunne_tekstpagina_krijgt_een_plank():
    """Also the only page of a text: two lines on white look like a mistake."""
    klein = {deel.sleutel: deel.html for deel in opmaak.secties(uitersten.uiterste("klein"))}
    groot = {deel.sleutel: deel.html for deel in opmaak.secties(uitersten.uiterste("groot"))}
    assert ['class="plank"' in klein[sleutel] for sleutel in ("geletterd-tekst", "meedoen-tekst")] == [True, True]
    assert 'class="plank"' not in groot["geletterd-tekst"]


@pytest.mark.parametrize(("naam", "gemeente"), [("groot", "Súdwest-Fryslân"), ("klein", "'s-Hertogenbosch")])
def test_de_naam_staat_heel_op_het_omslag(gemaakt, naam, gemeente):
    uit = subprocess.run(["pdftotext", "-l", "1", "-", "-"], input=gemaakt[naam, False], stdout=subprocess.PIPE, check=True)
    assert gemeente in uit.stdout.decode()
