"""Rich text as people type it, there and back."""

import pytest

from catalogus.regels.schrijftekst import als_html, als_schrijftekst

PAREN = [
    ("", ""),
    ("Gewoon.", "<p>Gewoon.</p>"),
    ("Een\n\nTwee", "<p>Een</p><p>Twee</p>"),
    ("Een\nregel verder", "<p>Een<br>regel verder</p>"),
    ("Heel **vet** en *schuin* hier", "<p>Heel <strong>vet</strong> en <em>schuin</em> hier</p>"),
    ("## Kop\n\n### Kleiner", "<h3>Kop</h3><h4>Kleiner</h4>"),
    ("- een\n- **twee**", "<ul><li>een</li><li><strong>twee</strong></li></ul>"),
    ("1. een\n2. twee", "<ol><li>een</li><li>twee</li></ol>"),
    (
        "Lees [meer](https://bieb.example/?a=1&b=2)",
        '<p>Lees <a href="https://bieb.example/?a=1&amp;b=2">meer</a></p>',
    ),
    ("Boeken & meer, 2 < 3", "<p>Boeken &amp; meer, 2 &lt; 3</p>"),
    ("2 * 3 * 4 is 24", "<p>2 * 3 * 4 is 24</p>"),
]


@pytest.mark.parametrize(("getypt", "html"), PAREN)
def test_heen_en_terug(getypt, html):
    assert (als_html(schrijftekst=getypt), als_schrijftekst(tekst=html)) == (html, getypt)


@pytest.mark.parametrize(
    ("getypt", "html"),
    [
        ("<script>x()</script>", "<p>&lt;script&gt;x()&lt;/script&gt;</p>"),
        ("[klik](javascript:x())", "<p>[klik](javascript:x())</p>"),
        ('[klik](https://x.example/"onclick="x)', '<p><a href="https://x.example/&quot;onclick=&quot;x">klik</a></p>'),
        ("Een\r\n\r\n\r\nTwee  ", "<p>Een</p><p>Twee</p>"),
        ("- een\ngeen punt", "<p>- een<br>geen punt</p>"),
    ],
)
def test_wat_iemand_ook_typt_blijft_veilig(getypt, html):
    assert als_html(schrijftekst=getypt) == html


def test_vreemde_opmaak_valt_weg_de_woorden_blijven():
    assert als_schrijftekst(tekst='<div><p style="x">Een <span>woord</span></p></div><b>los</b>') == "Een woord\n\n**los**"
