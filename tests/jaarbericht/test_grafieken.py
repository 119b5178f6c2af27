"""Charts: lengths by hand, every value in the title, nothing negative, nothing outside the drawing, no overlap."""

import re
import xml.etree.ElementTree as ET
from decimal import Decimal
from itertools import combinations

import pytest

from catalogus.tekeningen.kleur import BREM, VEN
from catalogus.tekeningen.tekst import breedte
from jaarbericht.grafieken import balken, gestapeld, groei, kolommen, schaal

SVG = "{http://www.w3.org/2000/svg}"
LANG = "Doorontwikkeling van de Bibliotheek in de kinderopvang en het voortgezet onderwijs"


def nl(getal):
    return f"{getal:,}".replace(",", ".") if isinstance(getal, int) else str(getal).replace(".", ",")


VAST = {"titel": "Proef", "tonen": VEN, "formatteer": nl}


def titel(svg):
    return ET.fromstring(svg)[0].text


def staven(svg, kleur):
    """Rectangles of one colour as (x, y, width, height)."""
    return [
        tuple(float(r.get(k)) for k in ("x", "y", "width", "height"))
        for r in ET.fromstring(svg).iter(f"{SVG}rect")
        if r.get("fill") == kleur
    ]


def tekstvakken(svg):
    """Rectangles (x1, y1, x2, y2, text) of all text, upright text included."""
    uit = []
    wortel = ET.fromstring(svg)
    gedraaid = {id(t) for g in wortel.iter(f"{SVG}g") for t in g}
    for t in wortel.iter(f"{SVG}text"):
        x, y, maat = (float(t.get(k)) for k in ("x", "y", "font-size"))
        b = breedte(t.text, maat) * 0.96  # the table rounds up; this is closer to what is drawn
        links = {"start": x, "middle": x - b / 2, "end": x - b}[t.get("text-anchor", "start")]
        if id(t) in gedraaid:
            uit.append((x - maat * 0.7, y - b, x, y, t.text))
        else:
            uit.append((links, y - maat * 0.7, links + b, y + maat * 0.2, t.text))
    return uit


def mankementen(svg):
    """Texts that overlap or leave the drawing."""
    vakken = tekstvakken(svg)
    b, h = (float(g) for g in ET.fromstring(svg).get("viewBox").split()[2:])
    buiten = [v for v in vakken if v[0] < -0.1 or v[1] < -0.1 or v[2] > b + 0.1 or v[3] > h + 0.1]
    samen = [(v[4], w[4]) for v, w in combinations(vakken, 2) if v[0] < w[2] and w[0] < v[2] and v[1] < w[3] and w[1] < v[3]]
    return buiten + samen


def lijnen(svg):
    """Segments of the leader lines, per line."""
    uit = []
    for d in re.findall(r'<path d="(M[^"]*)" fill="none" stroke="#1f1a2e" stroke-width="0.3"', svg):
        x, y, stukken = 0.0, 0.0, []
        for letter, rest in re.findall(r"([MHV])([^MHV]*)", d):
            getallen = [float(g) for g in rest.split()]
            nieuw = (getallen[0], getallen[1]) if letter == "M" else (getallen[0], y) if letter == "H" else (x, getallen[0])
            if letter != "M":
                stukken.append((min(x, nieuw[0]), min(y, nieuw[1]), max(x, nieuw[0]), max(y, nieuw[1])))
            x, y = nieuw
        uit.append(stukken)
    return uit


def kruisingen(svg):
    return [
        (a, b)
        for een, twee in combinations(lijnen(svg), 2)
        for a in een
        for b in twee
        if a[0] <= b[2] and b[0] <= a[2] and a[1] <= b[3] and b[1] <= a[3]
    ]


# ---------------------------------------------------------------- scale


@pytest.mark.parametrize(
    ("waarde", "hoogste", "lengte", "uitkomst"),
    [(50, 100, 100, 50), (0, 100, 100, 0), (1, 3, 30, 10), (Decimal("2.5"), 10, 40, 10), (0, 0, 100, 0), (10, 10, 7, 7)],
)
def test_schaal(waarde, hoogste, lengte, uitkomst):
    assert schaal(waarde, hoogste, lengte) == pytest.approx(uitkomst)


# ---------------------------------------------------------------- stacked bar


def test_gestapeld_verdeelt_de_breedte():
    svg = gestapeld([("Jeugd", 3), ("Rest", 1)], **VAST, breedte_mm=100.5)
    assert staven(svg, VEN.vlak) == [(0, 0, 75, 13)]
    assert staven(svg, VEN.fel) == [(75.5, 0, 25, 13)]


def test_gestapeld_noemt_elke_waarde_in_de_titel():
    svg = gestapeld([("Jeugd", 2520), ("Betalend", 1233), ("Overig", 0), ("Start", None)], **VAST)
    assert titel(svg) == "Proef: Jeugd 2.520, Betalend 1.233, Overig 0, Start geen gegevens."


def test_gestapeld_met_alleen_nul_tekent_een_lege_balk():
    svg = gestapeld([("Jeugd", 0), ("Rest", None)], **VAST)
    assert staven(svg, VEN.licht) == [(0, 0, 252, 13)]
    assert mankementen(svg) == []


GESTAPELD = {
    "een": [("Alleen", 1)],
    "leden": [("Jeugd", 2520), ("Betalend", 1233), ("Overig", 180), ("Start", 177)],
    "links klein": [("A", 2), ("Start", 1), ("Zakelijk", 3), (LANG, 1), ("Nul", 0), ("Jeugd", 123456789), ("Betaald", 1)],
    "rechts klein": [("Jeugd", 99999), *((f"Deel {i} met een lange naam", 1) for i in range(6))],
    "om en om": [("Groot", 5000), ("Klein", 1), ("Groot", 5000), ("Klein", 2), ("Groot", 5000), ("Klein", 3), ("Nul", 0)],
    "gelijk": [(f"Deel {i}", 1) for i in range(7)],
    "niets": [("Een", None), ("Twee", None)],
}


@pytest.mark.parametrize("breed", [252, 122])
@pytest.mark.parametrize("delen", GESTAPELD.values(), ids=GESTAPELD)
def test_gestapeld_zonder_botsingen(delen, breed):
    svg = gestapeld(delen, **VAST, breedte_mm=breed)
    assert mankementen(svg) == []
    assert kruisingen(svg) == []


def test_gestapeld_verliest_geen_letters():
    svg = gestapeld([("Jeugd", 99999), (LANG, 1)], **VAST, breedte_mm=60)
    onder = [t for *_, t in tekstvakken(svg) if not t.startswith("Jeugd")]
    assert " ".join(onder) == f"{LANG} 1"


# ---------------------------------------------------------------- columns


def test_kolommen_naar_verhouding():
    svg = kolommen([("2023", 50), ("2024", 100)], **VAST)
    vorige, laatste = staven(svg, VEN.fel)[0], staven(svg, VEN.vlak)[0]
    assert vorige[3] == pytest.approx(laatste[3] / 2, abs=0.01)
    assert vorige[1] + vorige[3] == pytest.approx(laatste[1] + laatste[3], abs=0.01)
    assert titel(svg) == "Proef: 2023 50, 2024 100."


def test_kolommen_nul_is_geen_ontbrekend_getal():
    svg = kolommen([("2022", None), ("2023", 0), ("2024", 5)], **VAST)
    assert titel(svg) == "Proef: 2022 geen gegevens, 2023 0, 2024 5."
    assert [t for *_, t in tekstvakken(svg)] == ["2022", "geen gegevens", "2023", "0", "2024", "5"]
    assert staven(svg, VEN.fel) == []


KOLOMMEN = {
    "twee": [("2023", 1), ("2024", 0)],
    "leeg": [("2023", None), ("2024", None)],
    "acht": [(str(2017 + i), v) for i, v in enumerate((1234567, None, 0, 1, 99, 1000000, 2345678, 2400000))],
    "zes": [(str(2019 + i), v) for i, v in enumerate((221938, 214306, None, 1, 190000, 230000))],
    "miljarden": [("2023", 123456789012), ("2024", 1)],
    "lang": [("2022-2023 (schooljaar)", 5), ("2023-2024 (schooljaar)", 3), ("2024 voorlopig", None)],
    "leeg acht": [(str(2017 + i), None) for i in range(8)],
}


@pytest.mark.parametrize("reeks", KOLOMMEN.values(), ids=KOLOMMEN)
@pytest.mark.parametrize("tonen", [VEN, BREM], ids=["ven", "brem"])
def test_kolommen_zonder_botsingen(reeks, tonen):
    assert mankementen(kolommen(reeks, titel="Proef", tonen=tonen, formatteer=nl)) == []


# ---------------------------------------------------------------- bars and growth


def test_balken_op_een_vaste_schaal():
    svg = balken([("Half", 50), ("Heel", 100)], **VAST, hoogste=100)
    half, heel = staven(svg, VEN.vlak)
    assert staven(svg, VEN.licht)[0][2] == heel[2]
    assert half[2] == pytest.approx(heel[2] / 2, abs=0.01)


def test_balken_klein_blijft_zichtbaar_en_nul_niet():
    svg = balken([("Veel", 1000000), ("Een", 1), ("Nul", 0), ("Niets", None)], **VAST)
    assert [staaf[2] for staaf in staven(svg, VEN.vlak)][1:] == [0.6]
    assert titel(svg) == "Proef: Veel 1.000.000, Een 1, Nul 0, Niets geen gegevens."


BALKEN = {
    "gewoon": [("Medewerkers", 89), ("Gebouw", 81)],
    "lang": [(LANG, 1), ("Nul", 0), ("Niets", None), (LANG, 20)],
    "miljarden": [("Miljard", 123456789012), ("Een", 1)],
    "woord": [("Arbeidsongeschiktheidsverzekeringsmaatschappij", 3)],
}


@pytest.mark.parametrize("breed", [122, 60])
@pytest.mark.parametrize("regels", BALKEN.values(), ids=BALKEN)
def test_balken_zonder_botsingen(regels, breed):
    assert mankementen(balken(regels, **VAST, breedte_mm=breed)) == []


def test_balk_boven_de_schaal():
    with pytest.raises(ValueError) as fout:
        balken([("Te veel", 101)], **VAST, hoogste=100)
    assert str(fout.value) == "Een waarde (101) past niet op een schaal tot 100."


def test_groei_zet_twee_jaren_op_een_schaal():
    svg = groei([("E-books", 50, 100), ("Luisterboeken", 25, 75)], **VAST, jaren=(2023, 2024))
    toen, nu = staven(svg, VEN.fel), staven(svg, VEN.vlak)
    assert [staaf[2] / nu[0][2] for staaf in (*toen, *nu)] == pytest.approx([0.5, 0.25, 1, 0.75], abs=0.001)
    assert titel(svg) == "Proef: E-books 2023 50, 2024 100; Luisterboeken 2023 25, 2024 75."


def test_groei_zonder_botsingen():
    paren = [(LANG, None, 0), ("A", 123456789, 1), ("B", 0, None), ("C", 5, 7), ("D", None, None)]
    assert mankementen(groei(paren, **VAST, jaren=(2023, 2024))) == []


# ---------------------------------------------------------------- refusals and safety


@pytest.mark.parametrize(
    ("teken", "melding"),
    [
        (lambda: gestapeld([], **VAST), "Een grafiek met delen heeft er 1 tot en met 7; dit zijn er 0."),
        (lambda: gestapeld([("x", 1)] * 8, **VAST), "Een grafiek met delen heeft er 1 tot en met 7; dit zijn er 8."),
        (lambda: kolommen([("2024", 1)], **VAST), "Een grafiek met kolommen heeft er 2 tot en met 8; dit zijn er 1."),
        (
            lambda: groei([("x", 1, 2)] * 6, **VAST, jaren=(2023, 2024)),
            "Een grafiek met twee jaren per regel heeft er 1 tot en met 5; dit zijn er 6.",
        ),
        (
            lambda: balken([("x", -1)], **VAST),
            "Een grafiek met balken kan geen getal onder nul tekenen. Gebruik een tabel.",
        ),
    ],
)
def test_wat_niet_te_tekenen_is(teken, melding):
    with pytest.raises(ValueError) as fout:
        teken()
    assert str(fout.value) == melding


def test_labels_met_tekens_uit_xml():
    svg = balken([("Boeken & <meer>", 3)], titel="A & B", tonen=VEN, formatteer=nl)
    assert titel(svg) == "A & B: Boeken & <meer> 3."


def test_zelfde_gegevens_zelfde_bytes():
    paren = [("E-books", 162019, 168179)]
    assert groei(paren, **VAST, jaren=(2023, 2024)) == groei(paren, **VAST, jaren=(2023, 2024))
