"""Rich text: what is kept, what is dropped, and how placeholders are found and resolved."""

import pytest

from catalogus.fouten import RegelFout
from jaarbericht.regels.teksten import Onbekend, Plek, als_tekst, controleer, schoon, velden_in, vul_in

WOORDEN = {"gemeente:naam": "Westerveld", "jaar:dit": "2024"}


def woord(veld: str) -> str:
    """Resolves two placeholders and refuses every other one."""
    if veld not in WOORDEN:
        raise Onbekend("onbekend")
    return WOORDEN[veld]


# ------------------------------------------------------------------ what is in the text
@pytest.mark.parametrize(
    "html",
    [
        "<h3>Kop</h3><p>Een <strong>vette</strong> en <em>schuine</em> tekst<br>op twee regels.</p>",
        "<ul><li>een</li><li>twee</li></ul><ol><li>drie</li></ol><blockquote>vier</blockquote>",
        '<p>In <span data-veld="gemeente:naam">Westerveld</span>.</p>',
        "zonder opmaak",
        "",
    ],
)
def test_dit_blijft_zoals_het_is(html):
    assert schoon(html) == html


@pytest.mark.parametrize(
    ("html", "netjes"),
    [
        ("<p>a<script>alert(1)</script><style>p{color:red}</style> b</p>", "<p>a b</p>"),
        ('<p onclick="x()" onmouseover="x()" style="color:red" class="x" id="y">a</p>', "<p>a</p>"),
        ('<h1>Kop</h1><h3>Kopje</h3><table><tr><td>cel</td></tr></table><img src="x" onerror="y()">', "Kop<h3>Kopje</h3>cel"),
        ("<iframe src='https://x.example'></iframe><svg><script>x</script></svg>na", "na"),
        ("<p><!-- opmerking -->a<!--[if mso]>b<![endif]--></p>", "<p>a</p>"),
        ("<p><strong>a<p>b", "<p><strong>a</strong></p><p><strong>b</strong></p>"),
        ("</p></div>a", "<p></p>a"),
        ("<p>1 < 2 & 3 > 2</p>", "<p>1 &lt; 2 &amp; 3 &gt; 2</p>"),
        ('<p>a</p><span data-veld="gemeente:naam"', "<p>a</p>"),
        ('<span class="x" data-veld="jaar:dit" onclick="x()">1</span>', '<span data-veld="jaar:dit">1</span>'),
        ('<p data-veld="jaar:dit">1</p>', "<p>1</p>"),
    ],
)
def test_dit_gaat_eruit(html, netjes):
    assert schoon(html) == netjes


@pytest.mark.parametrize(
    ("adres", "blijft"),
    [
        ("https://voorbeeld.example/?a=1&amp;b=2", True),
        ("http://voorbeeld.example", True),
        ("mailto:info@voorbeeld.example", True),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt:alert(1)", False),
        ("java\tscript:alert(1)", False),
        ("&#106;avascript:alert(1)", False),
        ("data:text/html,x", False),
        ("vbscript:x", False),
        ("file:///etc/passwd", False),
    ],
)
def test_links(adres, blijft):
    """A link keeps its text; only web and mail addresses stay, and nothing opens with access to the page it came from."""
    kern = f'href="{adres}" ' if blijft else ""
    assert schoon(f'<a href="{adres}" target="_blank" onclick="x()">meer</a>') == f'<a {kern}rel="noopener noreferrer">meer</a>'


def test_twee_keer_schoonmaken_verandert_niets():
    html = '<div><p>AT&T <b>vet</b> <span data-veld="a&quot;b">x</span><a href="javascript:x">y</a></p>'
    assert schoon(schoon(html)) == schoon(html)


# ------------------------------------------------------------------ placeholders
@pytest.mark.parametrize(
    ("html", "klaar"),
    [
        ('<p>In <span data-veld="gemeente:naam">Meppel</span> in <span data-veld="jaar:dit"></span></p>',
         "<p>In Westerveld in 2024</p>"),
        ('<p>x<span data-veld="gemeente:naam">Mep<br><strong>pel</strong></span>y</p>', "<p>xWesterveldy</p>"),
        ('<p><span data-veld="gemeente:naam"><span data-veld="jaar:dit">1999</span> oud</span> nu</p>', "<p>Westerveld nu</p>"),
        ('<p><span data-veld="gemeente:naam"><span>a</span>b<span>c</span></span>d</p>', "<p>Westerveldd</p>"),
        ('<p><span>a<span data-veld="jaar:dit">1999</span>b</span>c</p>', "<p>a2024bc</p>"),
        ('<p>a <span data-veld="jaar:dit">1999</p><p>b</p>', "<p>a 2024</p><p>b</p>"),
        ('<SPAN DATA-VELD="jaar:dit">1999</SPAN>', "2024"),
        ('<p><a href="https://x.example/?a=1&amp;b=2">meer</a></p>',
         '<p><a href="https://x.example/?a=1&amp;b=2" rel="noopener noreferrer">meer</a></p>'),
        ("  <p>a</p>\n", "<p>a</p>"),
    ],
)  # fmt: skip
def test_invullen(html, klaar):
    """What stands in a placeholder is only what the editor showed last: it goes, with everything in it."""
    assert vul_in(html=html, vervang=woord) == (klaar, [])


def test_tekens_blijven_zoals_ze_zijn():
    html = "<p>AT&amp;T &lt;b&gt; &euro; 5&nbsp;% &eacute; &#8217; &amp;euro; &amp;lt;</p>"
    assert vul_in(html=html, vervang=woord) == ("<p>AT&amp;T &lt;b&gt; € 5&nbsp;% é ’ &amp;euro; &amp;lt;</p>", [])


@pytest.mark.parametrize(
    ("attribuut", "veld"),
    [
        ('data-veld="a&quot;b&lt;i&gt;"', 'a"b<i>'),
        ("data-veld='gemeente:naam '", "gemeente:naam "),
        ('data-veld=""', ""),
        ("data-veld", ""),
        ('data-veld="gemeente:naam:meer"', "gemeente:naam:meer"),
        ('data-veld="{{ 9*9 }}"', "{{ 9*9 }}"),
        ('data-veld="javascript:alert(1)"', "javascript:alert(1)"),
        (f'data-veld="{"x" * 5000}"', "x" * 5000),
    ],
)
def test_een_vreemde_waarde_blijft_een_veld_en_toont_nooit_de_oude_tekst(attribuut, veld):
    html = f"<p>leden: <span {attribuut}>4.110</span>.</p>"
    assert velden_in(html=schoon(html)) == [veld]
    assert vul_in(html=html, vervang=woord) == ("<p>leden: .</p>", [Plek(veld, 1, 11, "onbekend")])


def test_uitkomst_wordt_niet_opnieuw_gelezen():
    """A gemeente of this name would otherwise bring its own tags and placeholders into the report."""
    naam = '<b>Wester</b><span data-veld="jaar:dit">x</span>&euro;'
    klaar, plekken = vul_in(html='<p><span data-veld="x">oud</span></p>', vervang=lambda veld: als_tekst(naam))
    assert klaar == ('<p>&lt;b&gt;Wester&lt;/b&gt;&lt;span data-veld="jaar:dit"&gt;x&lt;/span&gt;&amp;euro;</p>')
    assert plekken == []


def test_html_van_een_veld_komt_er_zo_in():
    klaar, _ = vul_in(html='<p>pagina <span data-veld="x">3</span></p>', vervang=lambda veld: '<a data-pagina="x"></a>')
    assert klaar == '<p>pagina <a data-pagina="x"></a></p>'


def test_onbekende_velden_met_regel_en_teken():
    """In line 1 ‘<p>Leden: ’ (10) stands before it; in line 3 ‘<li>’ (4), and before the last one spans of 35 and 40 more."""
    html = (
        '<p>Leden: <span data-veld="cijfer:leden">1</span></p>\n'
        "<ul>\n"
        '<li><span data-veld="cijfer:x">2</span><span data-veld="gemeente:naam">3</span><span data-veld="y">4</span></li>\n'
        "</ul>"
    )
    klaar, plekken = vul_in(html=html, vervang=woord)
    assert klaar == "<p>Leden: </p>\n<ul>\n<li>Westerveld</li>\n</ul>"
    assert plekken == [
        Plek("cijfer:leden", 1, 11, "onbekend"),
        Plek("cijfer:x", 3, 5, "onbekend"),
        Plek("y", 3, 80, "onbekend"),
    ]
    assert str(plekken[1]) == "veld ‘cijfer:x’ op regel 3, teken 5: onbekend"


def test_velden_in_volgorde_met_herhaling():
    html = '<p><span data-veld="b"></span><span data-veld="a">1</span></p><p><span data-veld="b">2</span>'
    assert velden_in(html=html) == ["b", "a", "b"]


def test_tweeduizend_velden():
    html = '<p><span data-veld="jaar:dit">oud</span> <span data-veld="weg">oud</span></p>' * 1000
    klaar, plekken = vul_in(html=html, vervang=woord)
    assert klaar == "<p>2024 </p>" * 1000
    assert len(plekken) == 1000


# ------------------------------------------------------------------ saving
def test_bij_opslaan_komt_de_schone_tekst_terug():
    html = '<p onclick="x()">In <span data-veld="gemeente:naam">Meppel</span></p>'
    netjes = controleer(html=html, bekend=woord, waar="Blok ‘Leden’")
    assert netjes == '<p>In <span data-veld="gemeente:naam">Meppel</span></p>'


def test_bij_opslaan_noemt_de_fout_alle_velden_met_hun_plaats():
    """Places are those in the text as it is kept: '<p>' is three characters, the script before it is gone."""
    html = '<script>x</script><p><span data-veld="a:b">1</span></p>\n<p>In <span data-veld="">2</span></p>'
    with pytest.raises(RegelFout) as fout:
        controleer(html=html, bekend=woord, waar="Blok ‘Leden’")
    assert fout.value.tekst == (
        "Blok ‘Leden’: veld ‘a:b’ op regel 1, teken 4: onbekend; veld ‘’ op regel 2, teken 7: onbekend."
    )
    assert (fout.value.code, fout.value.veld) == ("veld", "tekst")


def test_als_tekst():
    assert als_tekst("""<b> & "c" 'd'""") == """&lt;b&gt; &amp; "c" 'd'"""
