"""Importing boundaries from GeoJSON."""

import json

import pytest

from catalogus.models import Grens
from catalogus.regels.grenzen import importeer_grenzen
from tests.factories import GemeenteFactory, GrensFactory, weigering

pytestmark = pytest.mark.django_db

RING = [[6.2, 52.8], [6.4, 52.8], [6.4, 52.9], [6.2, 52.8]]
ANDER = [[6.5, 52.8], [6.6, 52.8], [6.6, 52.9], [6.5, 52.8]]


def gebied(code="GM1701", soort="Polygon", coordinates=None, veld="statcode"):
    vorm = {"type": soort, "coordinates": [RING] if coordinates is None else coordinates}
    return {"type": "Feature", "properties": {veld: code}, "geometry": vorm}


@pytest.fixture
def bestand(tmp_path):
    def schrijf(*gebieden, tekst=None):
        pad = tmp_path / "grenzen.geojson"
        pad.write_text(tekst or json.dumps({"type": "FeatureCollection", "features": gebieden}), encoding="utf-8")
        return pad

    return schrijf


@pytest.fixture
def westerveld():
    return GemeenteFactory(naam="Westerveld", cbs_code="GM1701")


def test_vlakken_worden_meervoudige_vlakken(bestand, westerveld):
    meppel = GemeenteFactory(naam="Meppel", cbs_code="GM0119")
    pad = bestand(gebied(), gebied("GM0119", "MultiPolygon", [[RING], [ANDER]]), gebied("GM9999"))
    assert importeer_grenzen(bestand=pad, bron="Kadaster 2024") == ([westerveld, meppel], ["GM9999"])
    assert {g.gemeente: (g.vlakken, g.bron) for g in Grens.objects.all()} == {
        westerveld: ([[RING]], "Kadaster 2024"),
        meppel: ([[RING], [ANDER]], "Kadaster 2024"),
    }


def test_een_nieuwe_grens_vervangt_de_oude_en_houdt_de_geschiedenis(bestand, westerveld):
    GrensFactory(gemeente=westerveld, bron="Oud")
    importeer_grenzen(bestand=bestand(gebied(coordinates=[ANDER])), bron="Nieuw")
    grens = Grens.objects.get()
    assert (grens.vlakken, [h.bron for h in grens.history.all()]) == ([[ANDER]], ["Nieuw", "Oud"])


@pytest.mark.parametrize("veld", ["statcode", "code", "gemeentecode", "GM_CODE", "cbs_code"])
@pytest.mark.parametrize("waarde", ["GM0119", "0119", "119", 119, " 119 "])
def test_de_code_wordt_herkend_in_elk_bekend_veld(bestand, veld, waarde):
    meppel = GemeenteFactory(cbs_code="GM0119")
    assert importeer_grenzen(bestand=bestand(gebied(waarde, veld=veld)), bron="x") == ([meppel], [])


def test_een_hoogte_in_de_punten_valt_weg(bestand, westerveld):
    importeer_grenzen(bestand=bestand(gebied(coordinates=[[[x, y, 12.5] for x, y in RING]])), bron="x")
    assert Grens.objects.get().vlakken == [[RING]]


def test_een_byte_order_mark_vooraan_mag(bestand, westerveld):
    tekst = "\ufeff" + json.dumps({"type": "FeatureCollection", "features": [gebied()]})
    assert importeer_grenzen(bestand=bestand(tekst=tekst), bron="x") == ([westerveld], [])


@pytest.mark.parametrize(
    "fout",
    [
        {"type": "Feature", "properties": {"statcode": "GM1701"}},
        {"type": "Feature", "properties": {"statcode": "GM1701"}, "geometry": None},
        {"type": "Feature", "properties": {"statcode": "GM1701"}, "geometry": [1]},
        gebied(soort="Point", coordinates=[6.2, 52.8]),
        gebied(coordinates=[]),
        gebied(coordinates=[RING[:3]]),  # a ring has at least four points
        gebied(coordinates=[[[210000.0, 540000.0]] * 4]),  # metres, not degrees
        gebied(coordinates=[[[6.2], [6.4], [6.4], [6.2]]]),
        gebied(coordinates=[[["a", "b"]] * 4]),
    ],
    ids=["zonder", "leeg", "lijst", "punt", "geen-ringen", "korte-ring", "meters", "een-getal", "letters"],
)
def test_een_fout_gebied_wordt_genoemd_en_er_wordt_niets_bewaard(bestand, westerveld, fout):
    pad = bestand(gebied(), fout)
    assert weigering(importeer_grenzen, bestand=pad, bron="x") == (
        "vorm",
        f"{pad}, gebied 2: geen Polygon of MultiPolygon in graden (WGS84). Zet het bestand om naar EPSG:4326.",
    )
    assert Grens.objects.count() == 0


@pytest.mark.parametrize(
    "fout", [{"type": "Feature", "properties": None}, {"properties": {"naam": "Meppel"}}, "geen gebied", 7]
)
def test_een_gebied_zonder_code_wordt_genoemd(bestand, westerveld, fout):
    pad = bestand(gebied(), fout)
    assert weigering(importeer_grenzen, bestand=pad, bron="x") == (
        "code",
        f"{pad}, gebied 2: geen CBS-code. Verwacht een van de velden statcode, code, gemeentecode, GM_CODE, cbs_code.",
    )
    assert Grens.objects.count() == 0


@pytest.mark.parametrize("tekst", ["[]", '{"type": "Feature"}', '{"type": "FeatureCollection"}', '{"features": []}'])
def test_geen_verzameling(bestand, tekst):
    pad = bestand(tekst=tekst)
    assert weigering(importeer_grenzen, bestand=pad, bron="x") == ("bestand", f"{pad} is geen GeoJSON FeatureCollection.")


def test_een_bestand_dat_er_niet_is_of_geen_json(bestand, tmp_path):
    weg, kapot = tmp_path / "weg.geojson", bestand(tekst="{")
    assert weigering(importeer_grenzen, bestand=weg, bron="x") == ("bestand", f"Het bestand {weg} bestaat niet.")
    code, tekst = weigering(importeer_grenzen, bestand=kapot, bron="x")
    assert (code, tekst.startswith(f"{kapot} is geen leesbaar GeoJSON-bestand: ")) == ("bestand", True)


def test_geen_enkel_bekend_gebied(bestand):
    pad = bestand(gebied("GM9998"), gebied("GM9999"))
    assert weigering(importeer_grenzen, bestand=pad, bron="x") == (
        "geen-gemeenten",
        f"Geen van de 2 gebieden in {pad} hoort bij een gemeente die hier bekend is.",
    )
