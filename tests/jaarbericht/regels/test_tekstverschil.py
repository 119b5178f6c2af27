"""What differs between two texts, and two people's changes put together."""

import pytest

from jaarbericht.regels.tekstverschil import Stuk, alineas_van, blokken, verschil, voeg_samen

BASIS = "<p>a</p>\n<p>b</p>\n<p>c</p>"


@pytest.mark.parametrize(
    ("mijn", "hun", "samen"),
    [
        ("<p>a</p><p>b</p><p>c2</p><p>d</p>", "<p>a1</p><p>b</p><p>c</p>", "<p>a1</p><p>b</p><p>c2</p><p>d</p>"),
        (BASIS, "<p>x</p>", "<p>x</p>"),
        ("<p>x</p>", BASIS, "<p>x</p>"),
        ("<p>a</p><p>b1</p><p>c</p>", "<p>a</p><p>b2</p><p>c</p>", "<p>a</p><p>b2</p><p>b1</p><p>c</p>"),
        ("<p>a</p><p>zelfde</p><p>c</p>", "<p>a</p><p>zelfde</p><p>c</p>", "<p>a</p><p>zelfde</p><p>c</p>"),
        (f"{BASIS}<p>m</p>", f"{BASIS}<p>h</p>", f"{BASIS}<p>h</p><p>m</p>"),
        ("<p>b</p><p>c</p>", f"{BASIS}<p>h</p>", "<p>b</p><p>c</p><p>h</p>"),
        (f"<p>m</p>{BASIS}", "<p>a2</p><p>b</p><p>c</p>", "<p>a2</p><p>m</p><p>b</p><p>c</p>"),
        ("<p>a</p><p>m</p><p>b</p><p>c</p>", "<p>h</p>", "<p>h</p><p>m</p>"),
        ("", BASIS, ""),
    ],
)
def test_samen(mijn, hun, samen):
    assert blokken(voeg_samen(basis=BASIS, mijn=mijn, hun=hun)) == blokken(samen)


def test_zonder_basis_blijft_alles():
    assert voeg_samen(basis="", mijn="<p>m</p>", hun="<p>h</p>") == "<p>h</p>\n<p>m</p>"


def test_blokken_zijn_de_buitenste_delen():
    html = "<h3>Kop</h3><ul><li>een<ul><li>a</li></ul></li></ul>los<br>eind <blockquote><p>c &amp; d</p></blockquote>"
    assert blokken(html) == [
        "<h3>Kop</h3>",
        "<ul><li>een<ul><li>a</li></ul></li></ul>",
        "los<br>eind <blockquote><p>c &amp; d</p></blockquote>",
    ]


def test_een_verschil_in_woorden():
    oud = '<h3>Kop</h3><p>In <span data-veld="jaar:dit">2024</span> kwamen er vier.</p><p>Weg.</p>'
    nieuw = '<h3>Kop</h3><p>In <span data-veld="jaar:dit"></span> kwamen er <strong>vijf</strong> mensen.</p>'
    assert verschil(oud=oud, nieuw=nieuw, noem=lambda veld: "dit jaar") == [
        [Stuk("gelijk", "Kop")],
        [Stuk("gelijk", "In [dit jaar] kwamen er "), Stuk("weg", "vier.")],
        [Stuk("weg", "Weg."), Stuk("erbij", "vijf mensen.")],
    ]


def test_losse_woorden_tussen_veranderingen_horen_erbij():
    assert verschil(oud="<p>een twee drie vier vijf zes</p>", nieuw="<p>aap twee noot vier vijf zes</p>") == [
        [Stuk("weg", "een twee drie"), Stuk("erbij", "aap twee noot"), Stuk("gelijk", " vier vijf zes")]
    ]


def test_gelijke_teksten_verschillen_niet():
    assert verschil(oud=BASIS, nieuw=BASIS) == [[Stuk("gelijk", "a")], [Stuk("gelijk", "b")], [Stuk("gelijk", "c")]]


def test_gewoon_gelezen():
    html = '<p>Een  twee</p><ul><li>drie</li><li><span data-veld="gemeente:naam">x</span></li></ul>'
    assert alineas_van(html=html) == ["Een  twee", "• drie", "• [gemeente:naam]"]
