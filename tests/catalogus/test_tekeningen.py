"""Drawings: colours by hand, the same seed the same bytes, flat fills only, and every theme can be drawn."""

import re
import xml.etree.ElementTree as ET
from functools import partial

import pytest

from catalogus.tekeningen import (
    SOORTEN,
    STANDAARD,
    Palet,
    Stapel,
    Tonen,
    beschrijving,
    contrast,
    inhoud,
    merk,
    omslag,
    opener,
    plank,
    portret,
    stapelmaat,
    tafereel,
    tonen,
)
from catalogus.tekeningen.kleur import INKT, WIT, leesbaar_op, meng, onder_inkt
from catalogus.tekeningen.tekst import breedte, breek, pas
from catalogus.tekeningen.vormen import n

EENKLEURIG = Palet(lijnen=(tonen("#14506b"),) * 5)
BLEEK = Palet(lijnen=tuple(tonen(kleur) for kleur in ("#ffffff", "#000000", "#808080", "#ffff00", "#757575")))
TEKENINGEN = {
    "omslag": lambda zaad, palet: omslag(zaad, palet),
    "opener vrij": lambda zaad, palet: opener(None, zaad, palet),
    "inhoud": lambda zaad, palet: inhoud(zaad, palet, 9),
    "plank": lambda zaad, palet: plank(zaad, palet),
    "portret": lambda zaad, palet: portret(zaad, palet),
    **{f"opener {k}": partial(lambda k, zaad, palet: opener(k, zaad, palet), k) for k in range(1, 6)},
    **{soort: partial(tafereel, soort) for soort in SOORTEN},
}


# ---------------------------------------------------------------- colour


@pytest.mark.parametrize(
    ("een", "twee", "uitkomst"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#000000", 21.0),
        ("#767676", "#ffffff", 4.54),
        ("#777777", "#ffffff", 4.48),
        ("#ff0000", "#ffffff", 4.0),
        ("#14506b", "#14506b", 1.0),
    ],
)
def test_contrast_volgens_wcag(een, twee, uitkomst):
    assert round(contrast(een, twee), 2) == uitkomst


def test_meng_telt_per_deel():
    assert meng("#000000", "#ffffff", 0.5) == "#808080"
    assert meng("#14506b", "#ffffff", 0) == "#14506b"
    assert meng("#102030", "#203040", 0.25) == "#142434"


def test_leesbaar_op_kiest_wit_inkt_of_zwart():
    assert leesbaar_op("#14506b") == WIT
    assert leesbaar_op("#f5b936") == INKT
    assert leesbaar_op("#7a7a7a") == "#000000"


def test_tonen_halen_hun_contrast_voor_elke_kleur():
    slecht = []
    for rood in range(0, 256, 51):
        for groen in range(0, 256, 51):
            for blauw in range(0, 256, 51):
                t = tonen(f"#{rood:02x}{groen:02x}{blauw:02x}")
                gemeten = (contrast(t.op, t.vlak), contrast(t.diep, WIT), contrast(t.diep, t.licht), contrast(t.nummer, t.vlak))
                if any(g < nodig for g, nodig in zip(gemeten, (4.5, 4.5, 4.5, 3.0), strict=True)):
                    slecht.append(t)
    assert slecht == []


def test_gegeven_tonen_blijven_staan():
    t = tonen("#14506b", fel="#7cc0d6", licht="#dcecf2", diep="#0d3a4f", nummer="#7cc0d6")
    assert t == STANDAARD.lijn(1)


def test_slecht_leesbare_tekstkleur_wordt_geweigerd():
    with pytest.raises(ValueError) as fout:
        tonen("#14506b", op="#777777")
    assert str(fout.value) == (
        "De kleur #777777 (tekst) is slecht te lezen op #14506b: het contrast is 1,96 en moet minstens 4,50 zijn. "
        "Kies een donkerder of lichtere kleur."
    )


@pytest.mark.parametrize("fout", [{"diep": "#f5b936"}, {"licht": "#14506b"}, {"nummer": "#14506b"}, {"nummer": "#1d5f47"}])
def test_andere_slechte_tonen_worden_geweigerd(fout):
    goed = {"op": WIT, "fel": "#7cc0d6", "licht": "#dcecf2", "diep": "#0d3a4f", "nummer": "#7cc0d6"}
    with pytest.raises(ValueError, match="slecht te lezen"):
        Tonen("#14506b", **(goed | fout))


@pytest.mark.parametrize("kleur", ["blauw", "#fff", "#12345g", "14506b"])
def test_geen_kleur(kleur):
    with pytest.raises(ValueError) as fout:
        tonen(kleur)
    assert str(fout.value) == (f"‘{kleur}’ is geen kleur. Schrijf een kleur als # met zes cijfers of letters, zoals #14506b.")


def test_palet_heeft_vijf_lijnen():
    with pytest.raises(ValueError) as fout:
        Palet(lijnen=(tonen("#14506b"),))
    assert str(fout.value) == "Een palet heeft vijf programmalijnen; dit palet heeft er 1."


def test_kleur_onder_inkt_wordt_alleen_lichter_als_het_moet():
    assert onder_inkt("#f5b936") == "#f5b936"
    assert contrast(onder_inkt("#14506b"), INKT) >= 4.5


# ---------------------------------------------------------------- numbers and text


def test_getallen_zo_kort_mogelijk():
    assert [n(x) for x in (1.0, 1.5, 1.234, -0.001, 100.0, 0.1)] == ["1", "1.5", "1.23", "0", "100", "0.1"]


def test_tekst_breekt_op_woorden_en_koppeltekens():
    assert breek("Borger-Odoorn", 10, breedte("Borger-", 10)) == ["Borger-", "Odoorn"]
    assert breek("Aa en Hunze", 10, breedte("Hunze", 10)) == ["Aa en", "Hunze"]
    assert breek("Assen", 10, 100) == ["Assen"]


def test_tekst_verliest_nooit_letters():
    naam = "Arbeidsongeschiktheidsverzekering"
    maat, regels = pas(naam, 20, 4)
    assert maat == 2.65
    assert "".join(regels) == naam
    assert all(breedte(regel, maat) <= 20 for regel in regels)


def test_tekst_wordt_eerst_kleiner():
    ruimte = breedte("Aa en Hunze", 3.0)
    maat, regels = pas("Aa en Hunze", ruimte, 3.6)
    assert (round(maat, 2), regels) == (3.0, ["Aa en Hunze"])


# ---------------------------------------------------------------- drawings


@pytest.mark.parametrize("naam", TEKENINGEN)
def test_zelfde_zaad_zelfde_bytes(naam):
    teken = TEKENINGEN[naam]
    een = teken("GM1701", STANDAARD)
    assert teken("GM1701", STANDAARD).encode() == een.encode()
    assert teken("GM0109", STANDAARD) != een


@pytest.mark.parametrize("naam", TEKENINGEN)
@pytest.mark.parametrize("palet", [STANDAARD, EENKLEURIG, BLEEK], ids=["standaard", "eenkleurig", "bleek"])
def test_tekening_is_vlak_en_geldig(naam, palet):
    for zaad in ("a", "b", "c", "d"):
        svg = TEKENINGEN[naam](zaad, palet)
        soorten = {element.tag.removeprefix("{http://www.w3.org/2000/svg}") for element in ET.fromstring(svg).iter()}
        assert soorten <= {"svg", "g", "path", "rect", "circle", "ellipse", "title"}
        assert re.findall(r"opacity|filter|url\(|nan|inf", svg) == []


def test_negen_gemeenten_hebben_negen_omslagen():
    codes = ["GM1680", "GM1681", "GM0109", "GM1690", "GM0119", "GM1731", "GM1699", "GM1730", "GM1701"]
    omslagen = [omslag(code, STANDAARD) for code in codes]
    luchten = [re.search(r'fill="(#\w{6})"', svg).group(1) for svg in omslagen]
    assert len(set(omslagen)) == 9
    assert len(set(luchten)) == 6


@pytest.mark.parametrize("palet", [STANDAARD, EENKLEURIG, BLEEK], ids=["standaard", "eenkleurig", "bleek"])
def test_titel_en_naam_zijn_leesbaar_op_elk_omslag(palet):
    for zaad in range(40):
        kleuren = re.findall(r'fill="(#\w{6})"', omslag(str(zaad), palet))
        lucht, zon = kleuren[:2]
        assert contrast(lucht, INKT) >= 4.5
        assert contrast(zon, INKT) >= 4.5


def test_maten_van_de_tekeningen():
    maat = {naam: re.search(r'viewBox="([^"]+)"', teken("x", STANDAARD)).group(1) for naam, teken in TEKENINGEN.items()}
    assert maat["omslag"] == maat["inhoud"] == "0 0 297 210"
    assert maat["opener 1"] == maat["opener vrij"] == "0 0 297 110"
    assert maat["plank"] == "0 0 297 74"
    assert maat["portret"] == "0 0 96 128"
    assert {maat[soort] for soort in SOORTEN} == {"0 0 150 100"}
    assert 'viewBox="0 0 22 22"' in merk(STANDAARD)


def test_opener_van_een_ander_hoofdstuk_krijgt_eigen_kleur():
    eigen = tonen("#333333")
    assert f'fill="{eigen.diep}"' in opener(None, "x", STANDAARD, eigen)
    assert f'fill="{eigen.diep}"' in opener(8, "x", STANDAARD, eigen)


@pytest.mark.parametrize(
    ("aantal", "maat"),
    [
        (9, Stapel(16, 11, 68)),  # 5 × 16 + 4 × 11 = 124; 192 - 124
        (7, Stapel(16, 11, 90)),  # 5 × 16 + 2 × 11 = 102
        (3, Stapel(16, 11, 144)),  # 3 × 16 = 48
        (0, Stapel(16, 11, 192)),
    ],
)
def test_stapel_van_de_inhoud(aantal, maat):
    assert stapelmaat(aantal) == maat


def test_stapel_wordt_dunner_boven_124_mm():
    maat = stapelmaat(20)  # 5 × 16 + 15 × 11 = 245
    assert round(maat.boven, 6) == 68
    assert round(maat.dik / 16, 6) == round(124 / 245, 6) == round(maat.dun / 11, 6)


def test_taferelen_en_hun_beschrijving():
    assert len(SOORTEN) == 18
    assert beschrijving("robots") == "Tekening: twee kinderen met robots op tafel"
    assert "<title>Tekening: twee kinderen met robots op tafel</title>" in tafereel("robots", "x")


def test_onbekend_tafereel():
    with pytest.raises(ValueError, match=r"^Het tafereel ‘vuurwerk’ bestaat niet\. Kies uit: aan-huis, buiten, "):
        tafereel("vuurwerk", "x")
