"""The map: shapes that fit together, and names that stay clear of each other for every gemeente."""

import math
import xml.etree.ElementTree as ET
from itertools import combinations

import pytest

from jaarbericht.kaart import GemeentePlek, _indeling, _vormen, kaart
from jaarbericht.kaartnamen import STIP, Naam, Raster, Vak
from jaarbericht.kaartvormen import echte_vormen, oppervlak, projectie, vereenvoudig

DRENTHE = tuple(
    GemeentePlek(code, naam, deelnemer, tuple(plaatsen))
    for code, naam, deelnemer, plaatsen in (
        (
            "GM1680",
            "Aa en Hunze",
            True,
            [
                ("Annen", 6.718, 53.057),
                ("Gieten", 6.764, 53.003),
                ("Rolde", 6.646, 52.984),
                ("Gasselternijveen", 6.846, 52.983),
            ],
        ),
        ("GM0106", "Assen", False, [("Assen", 6.562, 52.995)]),
        (
            "GM1681",
            "Borger-Odoorn",
            True,
            [
                ("Borger", 6.793, 52.923),
                ("Nieuw-Buinen", 6.952, 52.957),
                ("Odoorn", 6.849, 52.850),
                ("Valthermond", 6.985, 52.878),
            ],
        ),
        (
            "GM0109",
            "Coevorden",
            True,
            [
                ("Coevorden", 6.741, 52.661),
                ("Dalen", 6.757, 52.699),
                ("Sleen", 6.803, 52.774),
                ("Schoonoord", 6.757, 52.847),
                ("Oosterhesselen", 6.722, 52.754),
                ("Aalden", 6.718, 52.790),
            ],
        ),
        (
            "GM1690",
            "De Wolden",
            True,
            [
                ("Ruinen", 6.355, 52.762),
                ("Ruinerwold", 6.247, 52.724),
                ("De Wijk", 6.287, 52.675),
                ("Zuidwolde", 6.428, 52.673),
            ],
        ),
        ("GM0114", "Emmen", False, [("Emmen", 6.900, 52.785), ("Klazienaveen", 6.990, 52.727)]),
        ("GM0118", "Hoogeveen", False, [("Hoogeveen", 6.485, 52.725), ("Hollandscheveld", 6.545, 52.703)]),
        ("GM0119", "Meppel", True, [("Meppel", 6.194, 52.695), ("Nijeveen", 6.168, 52.734)]),
        (
            "GM1731",
            "Midden-Drenthe",
            True,
            [
                ("Beilen", 6.512, 52.857),
                ("Westerbork", 6.610, 52.849),
                ("Smilde", 6.450, 52.945),
                ("Boven-Smilde", 6.478, 52.972),
            ],
        ),
        ("GM1699", "Noordenveld", True, [("Roden", 6.427, 53.138), ("Norg", 6.460, 53.068), ("Peize", 6.497, 53.147)]),
        ("GM1730", "Tynaarlo", True, [("Eelde", 6.566, 53.132), ("Vries", 6.577, 53.074), ("Zuidlaren", 6.683, 53.094)]),
        (
            "GM1701",
            "Westerveld",
            True,
            [("Diever", 6.318, 52.855), ("Dwingeloo", 6.371, 52.834), ("Havelte", 6.237, 52.772), ("Vledder", 6.207, 52.859)],
        ),
    )
)
DEELNEMERS = [plek for plek in DRENTHE if plek.deelnemer]


def golf(van, tot, stappen=60):
    """A wavy border between two corners, as detailed borders are."""
    (x1, y1), (x2, y2) = van, tot
    punten = []
    for i in range(stappen + 1):
        t, uit = i / stappen, 0.01 * math.sin(i * 1.7) * math.sin(math.pi * i / stappen)
        punten.append((x1 + (x2 - x1) * t - (y2 - y1) * uit, y1 + (y2 - y1) * t + (x2 - x1) * uit))
    return punten


def tegels(kolommen=3, rijen=4):
    """Boundaries of a province of kolommen x rijen gemeenten with wavy shared borders."""

    def hoek(i, j):
        return 6 + i * 0.3 + 0.05 * math.sin(i * 3 + j), 52.5 + j * 0.18 + 0.02 * math.cos(i + j * 2)

    uit = {}
    for i in range(kolommen):
        for j in range(rijen):
            onder, rechts = golf(hoek(i, j), hoek(i + 1, j)), golf(hoek(i + 1, j), hoek(i + 1, j + 1))
            boven, links = golf(hoek(i, j + 1), hoek(i + 1, j + 1)), golf(hoek(i, j), hoek(i, j + 1))
            ring = onder[:-1] + rechts[:-1] + boven[:0:-1] + links[::-1]
            uit[f"GM{i * rijen + j:04}"] = [[[list(punt) for punt in ring]]]
    return uit


def indeling_van(plekken, gekozen, grenzen=None):
    vormen, proj = _vormen(plekken, grenzen, 160, 182)
    return _indeling(plekken, gekozen, vormen, proj, 160, 182)


def botsingen(indeling):
    """Names and plates that overlap each other or a dot."""
    namen = [*indeling.borden, *indeling.namen.values()]
    stippen = [(naam, Vak(x - STIP, y - STIP, 2 * STIP, 2 * STIP)) for naam, x, y in indeling.stippen]
    samen = [(a.regels, b.regels) for a, b in combinations(namen, 2) if a.vak.raakt(b.vak)]
    return samen + [(a.regels, naam) for a in namen for naam, stip in stippen if a.vak.raakt(stip)]


# ---------------------------------------------------------------- names


@pytest.mark.parametrize("plek", DEELNEMERS, ids=lambda plek: plek.naam)
def test_namen_staan_vrij(plek):
    indeling = indeling_van(DRENTHE, plek.code)
    assert sorted(naam.regels[0] for naam in indeling.borden) == sorted(naam for naam, _, _ in plek.plaatsen)
    assert sorted(indeling.namen) == sorted(p.code for p in DRENTHE if p.code != plek.code)
    assert botsingen(indeling) == []
    buiten = [naam for naam in (*indeling.borden, *indeling.namen.values()) if not Vak(0, 0, 160, 182).omvat(naam.vak)]
    assert buiten == []


@pytest.mark.parametrize("plek", DEELNEMERS, ids=lambda plek: plek.naam)
def test_namen_van_andere_gemeenten_liggen_in_hun_eigen_vorm(plek):
    indeling = indeling_van(DRENTHE, plek.code)
    delen = {code: Raster(indeling.vormen[code], 160, 182).deel(naam.vak) for code, naam in indeling.namen.items()}
    assert {code: deel for code, deel in delen.items() if deel < 1} == {}
    assert min(naam.maat for naam in indeling.namen.values()) >= 2.65


def test_alle_plaatsen_hebben_hun_bord_vlak_bij_de_stip():
    for plek in DEELNEMERS:
        indeling = indeling_van(DRENTHE, plek.code)
        stippen = {naam: (x, y) for naam, x, y in indeling.stippen}
        for bord in indeling.borden:
            assert bord.vak.groter(3).omvat(Vak(*stippen[bord.regels[0]], 0, 0))


def test_veertig_gemeenten_met_een_volle_gekozen_gemeente():
    """A dense province: plates of twelve close places and forty names stay clear of each other."""
    plekken = [
        GemeentePlek(
            f"GM{i:04}",
            f"Krimpen aan den {'IJssel' if i % 2 else 'Rijn'}",
            i % 3 > 0,
            ((f"Plaats {i}", 4 + i % 8 * 0.2, 52 + i // 8 * 0.12),),
        )
        for i in range(40)
    ]
    vol = tuple((f"Dorp {k}", 4.74 + k % 4 * 0.06, 52.2 + k // 4 * 0.04) for k in range(12))
    plekken[20] = GemeentePlek("GM0020", "Vol", True, vol)
    indeling = indeling_van(plekken, "GM0020")
    assert botsingen(indeling) == []
    assert len(indeling.borden) == 12


def test_namen_met_echte_grenzen():
    grenzen = tegels()
    plekken = [GemeentePlek(code, f"Gemeente {code}", True, (("Dorp", 6.1, 52.6),)) for code in grenzen]
    indeling = indeling_van(plekken, "GM0000", grenzen)
    assert botsingen(indeling) == []
    assert sorted(indeling.namen) == sorted(grenzen)[1:]


# ---------------------------------------------------------------- shapes


def test_projectie_met_de_hand():
    proj = projectie([(0, 60), (2, 61)], 120, 140, 10)
    # cos 60,5° = 0,4924: one degree of longitude is about half a degree of latitude; width 0,985 against height 1
    assert round(proj.kx / proj.ky, 4) == 0.4924
    assert proj.ky == min(100 / (2 * math.cos(math.radians(60.5))), 120)
    assert proj.punt(1, 60.5) == pytest.approx((60, 70))


def test_vereenvoudigen_houdt_wat_meer_dan_de_tolerantie_afwijkt():
    assert vereenvoudig([(0, 0), (5, 0.2), (10, 0)], 0.3) == [(0, 0), (10, 0)]
    assert vereenvoudig([(0, 0), (5, 0.4), (10, 0)], 0.3) == [(0, 0), (5, 0.4), (10, 0)]


def test_gedeelde_grenzen_blijven_gelijk():
    """Every inner edge lies on exactly two gemeenten, in opposite directions: no gaps and no overlaps."""
    vormen, _ = echte_vormen(tegels(), 160, 182)
    randen = {}
    for ringen in vormen.values():
        for ring in ringen:
            for a, b in zip(ring, [*ring[1:], ring[0]], strict=True):
                randen[a, b] = randen.get((a, b), 0) + 1
    los = [rand for rand in randen if rand[::-1] not in randen]
    som = sum(oppervlak(ring) for ringen in vormen.values() for ring in ringen)
    omtrek = oppervlak(_ring_van(los))
    assert set(randen.values()) == {1}
    assert round(som, 6) == round(omtrek, 6)
    assert sum(len(ring) for ringen in vormen.values() for ring in ringen) < 12 * 240 / 2


def _ring_van(randen):
    volgend = dict(randen)
    assert len(volgend) == len(randen)
    punt = begin = next(iter(volgend))
    ring = []
    while True:
        ring.append(punt)
        punt = volgend[punt]
        if punt == begin:
            assert len(ring) == len(randen)
            return ring


def test_eiland_en_gat_blijven_klein_eiland_verdwijnt():
    def vierkant(x, y, m):
        return [[x, y], [x + m, y], [x + m, y + m], [x, y + m], [x, y]]

    grenzen = {
        "A": [[vierkant(6, 52, 1), vierkant(6.4, 52.4, 0.2)[::-1]], [vierkant(7.2, 52, 0.2)], [vierkant(7.2, 52.8, 0.001)]],
        "B": [[vierkant(6.4, 52.4, 0.2)]],
    }
    vormen, _ = echte_vormen(grenzen, 160, 182)
    assert [len(vormen["A"]), len(vormen["B"])] == [3, 1]
    assert set(vormen["A"][1]) == set(vormen["B"][0])


def test_raster_meet_welk_deel_binnen_ligt():
    raster = Raster([[(10, 10), (30, 10), (30, 30), (10, 30)]], 50, 50)
    assert raster.deel(Vak(12, 12, 5, 5)) == 1
    assert raster.deel(Vak(20, 10, 20, 10)) == 0.5
    assert raster.deel(Vak(40, 40, 5, 5)) == 0
    assert raster.zwaartepunt == (20, 20)


def test_schematische_vormen_grenzen_aan_elkaar():
    """Inside the province every edge of a pebble is shared, so the pebbles fill it without overlap."""
    vormen, _ = _vormen(DRENTHE, None, 160, 182)
    randen = [rand for ringen in vormen.values() for r in ringen for rand in zip(r, [*r[1:], r[0]], strict=True)]
    gedeeld = [(a, b) for a, b in randen if (b, a) in set(randen)]
    assert len(set(randen)) == len(randen)
    assert len(gedeeld) > len(randen) / 3
    assert [code for code, ringen in vormen.items() if len(ringen) != 1] == []


# ---------------------------------------------------------------- the map as a whole


def test_titel_vertelt_wat_de_kaart_laat_zien():
    uit = kaart(DRENTHE, gekozen="GM1701", gebied="Drenthe")
    assert uit.schematisch is True
    assert uit.titel == (
        "Schematische kaart van Drenthe met 12 gemeenten. Westerveld is gekleurd, met de plaatsen Diever, Dwingeloo, "
        "Havelte en Vledder. Lichter: Assen, Emmen en Hoogeveen, die niet deelnemen."
    )
    wortel = ET.fromstring(uit.svg)
    assert wortel[0].text == uit.titel
    assert wortel.get("font-family") == "Atkinson Hyperlegible Next"
    assert wortel.get("viewBox") == "0 0 160 182"


def test_met_grenzen_voor_alle_gemeenten_is_de_kaart_echt():
    grenzen = tegels()
    plekken = [GemeentePlek(code, f"Gemeente {code}", True) for code in grenzen]
    uit = kaart(plekken, gekozen="GM0003", grenzen=grenzen)
    assert uit.schematisch is False
    assert uit.titel == "Kaart met 12 gemeenten. Gemeente GM0003 is gekleurd."


def test_zonder_grens_voor_een_gemeente_is_de_kaart_schematisch():
    grenzen = {plek.code: [[[[6, 52], [7, 52], [7, 53], [6, 52]]]] for plek in DRENTHE[1:]}
    assert kaart(DRENTHE, gekozen="GM1701", grenzen=grenzen).schematisch is True


def test_gemeente_zonder_plaatsen_staat_niet_op_een_schematische_kaart():
    plekken = (*DRENTHE, GemeentePlek("GM9999", "Nieuwland", True))
    assert kaart(plekken, gekozen="GM9999").titel.startswith(
        "Schematische kaart met 12 gemeenten. Nieuwland staat er niet op: er zijn geen plaatsen bekend."
    )


def test_zelfde_gegevens_zelfde_bytes():
    assert kaart(DRENTHE, gekozen="GM0109").svg.encode() == kaart(DRENTHE, gekozen="GM0109").svg.encode()
    assert kaart(DRENTHE, gekozen="GM0109").svg != kaart(DRENTHE, gekozen="GM0119").svg


def test_namen_met_tekens_uit_xml():
    plekken = [
        GemeentePlek("GM0001", "A & B", True, (("<Dorp>", 6, 52),)),
        GemeentePlek("GM0002", 'C "D"', True, (("E", 6.2, 52),)),
    ]
    wortel = ET.fromstring(kaart(plekken, gekozen="GM0001").svg)
    teksten = [element.text for element in wortel.iter("{http://www.w3.org/2000/svg}text")]
    assert teksten == ['C "D"', "<Dorp>"]


def test_twee_gemeenten_op_een_punt():
    plekken = [GemeentePlek(f"GM000{k}", naam, True, (("Dorp", 6, 52),)) for k, naam in enumerate(("Een", "Twee"))]
    assert kaart(plekken, gekozen="GM0000").titel == (
        "Schematische kaart met 2 gemeenten. Een is gekleurd, met de plaats Dorp."
    )


def test_gekozen_gemeente_ontbreekt():
    with pytest.raises(ValueError) as fout:
        kaart(DRENTHE, gekozen="GM0000")
    assert str(fout.value) == "De gemeente met code GM0000 staat niet in de lijst voor de kaart. Voeg haar toe."


def test_lege_kaart():
    with pytest.raises(ValueError, match=r"^De kaart is leeg: geen enkele gemeente heeft een plaats met coördinaten"):
        kaart([GemeentePlek("GM0001", "Leeg", True)], gekozen="GM0001")


def test_vak():
    vak = Vak(0, 0, 10, 5)
    assert vak.raakt(Vak(9, 4, 5, 5)) is True
    assert vak.raakt(Vak(10, 0, 5, 5)) is False
    assert vak.raakt(Vak(10, 0, 5, 5), 0.6) is True
    assert Naam(("x",), 3, vak).vak.midden == (5, 2.5)
