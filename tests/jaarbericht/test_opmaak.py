"""From dataclasses to HTML: what stands where, what fits, and that it can be read aloud."""

from dataclasses import replace
from html.parser import HTMLParser

import pytest

from catalogus.drukwerk import meten
from jaarbericht import bijlage, opmaak, paginas, verdelen
from jaarbericht.rapport import Cijferregel, Feit, Kantlijn, Tekst, Verhaal, Verhalen
from jaarbericht.vellen import vellen
from tests.jaarbericht import voorbeeldrapport as voorbeeld

RAPPORTEN = {"voorbeeld": voorbeeld.voorbeeld(), **voorbeeld.moeilijk()}


class Lezer(HTMLParser):
    """Collects headings, pictures, tables and text that stands directly in a div."""

    LEEG = {"img", "meta", "br", "path", "rect", "circle", "text", "g", "ellipse", "polygon"}

    def __init__(self, html: str):
        super().__init__()
        self.open: list[str] = []
        self.koppen: list[int] = []
        self.beelden: list[str | None] = []
        self.svg_titels = 0
        self.svgs = 0
        self.los: list[str] = []
        self.th_zonder_scope = 0
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        if tag in ("h1", "h2", "h3", "h4"):
            self.koppen.append(int(tag[1]))
        if tag == "img":
            self.beelden.append(dict(attrs).get("alt"))
        if tag == "th" and dict(attrs).get("scope") not in ("row", "col"):
            self.th_zonder_scope += 1
        self.svgs += tag == "svg"
        self.svg_titels += tag == "title" and "svg" in self.open
        if tag not in self.LEEG:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag not in self.LEEG:
            assert self.open.pop() == tag

    def handle_data(self, data):
        if data.strip() and self.open[-1] in ("div", "section", "article", "figure", "tr", "body"):
            self.los.append(data.strip())


def pagina(rapport, sleutel: str) -> str:
    return next(p.html for p in opmaak.secties(rapport) if p.sleutel == sleutel)


@pytest.mark.parametrize("naam", RAPPORTEN)
def test_elke_sectie_is_een_document_dat_voorgelezen_kan_worden(naam):
    rapport = RAPPORTEN[naam]
    delen = opmaak.secties(rapport)
    assert [deel.sleutel for deel in delen] == [sectie.sleutel for sectie in rapport.secties]
    for deel in delen:
        lezer = Lezer(deel.html)
        assert lezer.open == [], deel.sleutel
        assert lezer.koppen[0] == (1 if 's-omslag"' in deel.html or "s-omslag " in deel.html else 2), deel.sleutel
        assert all(b - a <= 1 for a, b in zip(lezer.koppen, lezer.koppen[1:], strict=False)), (deel.sleutel, lezer.koppen)
        assert all(lezer.beelden), deel.sleutel
        assert lezer.svg_titels == lezer.svgs, deel.sleutel
        assert lezer.los == [], deel.sleutel
        assert lezer.th_zonder_scope == 0, deel.sleutel


def test_dezelfde_inhoud_geeft_dezelfde_html():
    assert opmaak.secties(voorbeeld.voorbeeld()) == opmaak.secties(voorbeeld.voorbeeld())


def test_tekst_die_gemeenten_delen_geeft_dezelfde_html():
    westerveld = {deel.sleutel: deel.html for deel in opmaak.secties(voorbeeld.voorbeeld())}
    meppel = replace(voorbeeld.voorbeeld(), gemeente="Meppel", gemeente_code="GM0119")
    anders = [deel.sleutel for deel in opmaak.secties(meppel) if deel.html != westerveld[deel.sleutel]]
    assert anders == ["omslag", "inhoud", "colofon"]  # only there is the drawing their own
    assert opmaak.voettekst(meppel) == "Jaarbericht 2024 · gemeente Meppel"


def test_duimindex_wijst_naar_inhoud_hoofdstukken_en_kaart():
    html = pagina(voorbeeld.voorbeeld(), "leert-tekst")
    duim = html[html.index("<nav") : html.index("</nav>")]
    assert [deel.split('"')[0] for deel in duim.split('href="')[1:]] == [
        "#inhoud",
        "#robuust",
        "#leert",
        "#leest",
        "#geletterd",
        "#meedoen",
        "#kaart",
    ]
    assert duim.count(" hier") == 1 and 'class="lijn-2 hier"' in duim
    # Third in the index: 7.8 mm for the contents and one chapter of 11.8 mm above it.
    assert '@page loop2{@right-top{content:"2";background:#f5b936;color:#1f1a2e;margin:19.6mm 0 auto auto}}' in html


def test_kleuren_zijn_gegevens():
    html = pagina(replace(voorbeeld.voorbeeld(), lijnen=(replace(voorbeeld.LIJNEN[0], kleur="#336699"),)), "robuust")
    assert ".lijn-1{--vlak:#336699;--op:#ffffff;" in html


def test_paginaverwijzing_blijft_leeg():
    assert '<a href="#gepland" data-pagina="gepland"></a>' in pagina(voorbeeld.voorbeeld(), "terugblik")
    assert '<p class="blz" data-pagina="leest"></p>' in pagina(voorbeeld.voorbeeld(), "inhoud")


def test_gewijzigd_alleen_als_er_iets_gewijzigd_is():
    assert "gewijzigd</th>" not in pagina(voorbeeld.voorbeeld(), "gepland")
    assert pagina(RAPPORTEN["cijfers"], "gepland-45").count("gewijzigd</th>") == 5


def test_mededeling_staat_bij_de_cijfers():
    for sleutel, tekst in (
        ("cijfers", "Kolom 2023: voorbeeldcijfers."),
        ("leest-cijfers", "Kolom 2023: voorbeeldcijfers."),
        ("panel", "De verdeling van percentages over antwoorden is een voorbeeld."),
        ("gepland", "De kolom afgesproken bevat voorbeeldcijfers."),
        ("middelen", "De bedragen zijn voorbeeldcijfers."),
    ):
        assert pagina(voorbeeld.voorbeeld(), sleutel).count(tekst) == 1, sleutel


# ------------------------------------------------------------------ measuring and dividing
def test_breedte_is_de_som_van_de_letters():
    # Atkinson 400: a is 0.525 of the size; 10 pt is 3.528 mm.
    assert meten.breed("aaaa", 10) == pytest.approx(4 * 0.525 * 10 * 25.4 / 72)


def test_regels_breken_tussen_woorden():
    # "aaaa" is 7.41 mm, a space 0.99 mm: two words take 15.8 mm.
    assert meten.regels("aaaa aaaa aaaa", 16, 10) == 2
    assert meten.regels("aaaa aaaa aaaa", 15, 10) == 3
    assert meten.regels("", 15, 10) == 1


def test_hoogte_van_alineas():
    # Two paragraphs of one line: 5 + 2.5 + 5; a heading of one line above the second adds 2.5 + 6.1 + 1.5.
    assert meten.hoogte("<p>Kort.</p><p>Kort.</p>", 90) == 12.5
    assert meten.hoogte("<p>Kort.</p><h3>Kop</h3><p>Kort.</p>", 90) == pytest.approx(22.6)


def test_twee_gelijke_verhalen_staan_naast_elkaar():
    groepen = tuple(verdelen.groep(voorbeeld.verhaal(0), nummer) for nummer in range(2))
    kolommen = verdelen.kolommen(groepen, 160)
    assert [len(kolommen.links), len(kolommen.rechts)] == [1, 1]
    # label 7, heading of one line 4.9 + 1, five lines of text 25
    assert kolommen.hoogte == pytest.approx(37.9)


def test_foto_wordt_zo_hoog_als_de_tekst_ernaast():
    groepen = (
        verdelen.groep(voorbeeld.verhaal(0, voorbeeld.tekening("robots", "Kort.")), 0),
        verdelen.groep(voorbeeld.verhaal(1), 1),
    )
    kolommen = verdelen.kolommen(groepen, 160)
    assert [stuk.soort for stuk in kolommen.links] == ["beeld"]
    assert [stuk.soort for stuk in kolommen.rechts] == ["verhaal", "verhaal"]
    # Two stories are 37.9 + 6 + 37.9 = 81.8 mm; a photo is at most 76 mm, and its caption 1.2 + 4.
    assert kolommen.links[0].maat == 76


@pytest.mark.parametrize("aantal", [1, 2, 3, 7, 30])
def test_elk_verhaal_staat_er_een_keer_in_volgorde(aantal):
    verhalen = tuple(replace(voorbeeld.verhaal(i), titel=f"Verhaal {i}") for i in range(aantal))
    html = pagina(voorbeeld.voorbeeld((voorbeeld.secties()[0], voorbeeld.loop("x", Verhalen(verhalen)))), "x")
    titels = [deel.split("<")[0] for deel in html.split('class="kopje">')[1:]]
    assert titels == [f"Verhaal {i}" for i in range(aantal)]


def test_verhalen_worden_gelijk_over_de_bladen_verdeeld():
    bladen = vellen(voorbeeld.loop("x", Verhalen(voorbeeld.verhalen(12))))
    assert [sum(len(b.kolommen.links) + len(b.kolommen.rechts) for b in blad.blokken) for blad in bladen] == [6, 6]


def test_citaten_hangen_op_vervolgbladen_in_de_kantlijn():
    sectie = voorbeeld.loop("x", *voorbeeld.KANTLIJN, Verhalen(voorbeeld.verhalen(16)), *voorbeeld.CITATEN)
    bladen = vellen(sectie)
    assert [stuk.soort for stuk in bladen[0].kant] == ["kantlijn", "feit", "verwijzing"]
    assert [stuk.deel for stuk in bladen[1].kant] == [voorbeeld.CITATEN[0]]
    geplaatst = [s.deel for blad in bladen for s in blad.kant] + [b.deel for blad in bladen for b in blad.blokken]
    assert all(citaat in geplaatst for citaat in voorbeeld.CITATEN)


def test_citaat_krijgt_geen_eigen_blad():
    # Text of 58 mm, 7 white and stories of 82 mm leave 22 mm of 169: not enough for a quote over the full width.
    vol = (Tekst(voorbeeld.ROBUUST), Verhalen(voorbeeld.verhalen(4)))
    bladen = vellen(voorbeeld.loop("x", *voorbeeld.KANTLIJN, *vol, voorbeeld.CITATEN[0]))
    assert len(bladen) == 1
    assert [stuk.soort for stuk in bladen[0].kant] == ["kantlijn", "feit", "verwijzing", "citaat"]


def alineas(aantal: int) -> Tekst:
    """7.5 mm a paragraph in one column."""
    return Tekst("<p>Een woord.</p>" * aantal)


@pytest.mark.parametrize(("aantal", "plank"), [(4, 100.2), (60, 0), (150, 0)])
def test_een_plank_staat_nooit_alleen_op_een_bladzijde(aantal, plank):
    """Four paragraphs are 12.5 mm in two columns: 169 - 48.3 - 8 - 12.5. Where text ends that runs on over pages is a guess."""
    (blad,) = vellen(voorbeeld.loop("x", alineas(aantal)))
    assert round(blad.plank, 1) == plank


def test_wat_volgt_op_een_lange_tekst_begint_onder_zijn_langste_kolom():
    """160 paragraphs are 603 mm: three pages of 172 and 87. The last page has a full first column, so no room for stories."""
    verhalen = Verhalen(voorbeeld.verhalen(2))
    assert [len(vellen(voorbeeld.loop("x", alineas(aantal), verhalen))) for aantal in (140, 160)] == [1, 2]


def test_tweede_feit_blijft_in_de_tekst():
    tweede = Feit("9", "<p>andere</p>")
    blad = vellen(voorbeeld.loop("x", *voorbeeld.KANTLIJN, Tekst(voorbeeld.LEERT), tweede))[0]
    assert [blok.erbij for blok in blad.blokken if blok.soort == "band"] == [tweede]


def test_kop_in_de_kantlijn_past():
    # The margin is 51 mm. Geletterdheid is 55.9 mm wide at 21 pt and 47.9 at 18; Leesbevordering 58.2 at 18 and 50.1 at 15.5.
    maten = [
        vellen(voorbeeld.loop("x", Kantlijn(titel)))[0].kant[0].maat for titel in ("Kort", "Geletterdheid", "Leesbevordering")
    ]
    assert maten == [24, 18, 15.5]


def test_lange_naam_op_het_omslag():
    assert paginas.naamregels("Nuenen, Gerwen en Nederwetten") == ["Nuenen, Gerwen", "en Nederwetten"]
    assert paginas.naamregels("'s-Hertogenbosch") == ["'s-Hertogenbosch"]
    assert "font-size:82pt" in pagina(RAPPORTEN["voorkant"], "omslag-4")
    assert "font-size:74pt" in pagina(RAPPORTEN["voorkant"], "omslag-1")


def test_verhaalkop_slaat_geen_niveau_over():
    met, zonder = (
        pagina(voorbeeld.voorbeeld((voorbeeld.secties()[0], voorbeeld.loop("x", Verhalen(voorbeeld.verhalen(2), titel)))), "x")
        for titel in ("Kop", "")
    )
    assert met.count('<h4 class="kopje">') == 2 and zonder.count('<h3 class="kopje">') == 2


def test_tekst_wordt_tussen_alineas_gedeeld():
    links, rechts, hoog = verdelen.helften([Tekst("<p>Een.</p><p>Twee.</p><p>Drie.</p><p>Vier.</p>")])
    assert (links, rechts, hoog) == ("<p>Een.</p><p>Twee.</p>", "<p>Drie.</p><p>Vier.</p>", 12.5)
    assert verdelen.helften([Tekst("<p>Alles in één alinea.</p>")]) is None


def test_verhaal_van_vierhonderd_woorden_krijgt_twee_kolommen():
    lang = Verhaal("Lang", f"<p>{'woord ' * 400}</p>", "Diever")
    assert [blok.soort for blok in vellen(voorbeeld.loop("x", Verhalen((lang,))))[0].blokken] == ["breed"]


# ------------------------------------------------------------------ figures as CSV
def test_bijlage_opent_in_een_nederlands_rekenblad():
    rapport = voorbeeld.voorbeeld()
    assert bijlage.naam(rapport) == "cijfers-GM1701-2024.csv"
    assert bijlage.bestand(rapport).decode("utf-8-sig").split("\r\n") == [
        "code;naam;rubriek;bereik;jaar;waarde;eenheid;toelichting",
        "leden;Leden;Leden;gemeente;2024;4110;leden;",
        "deelneming;Deel van de inwoners dat lid is;Leden;gemeente;2024;20,6;%;",
        "dbos-po-nieuw;Nieuwe locaties;Masterplan;stichting;2024;;locaties;geen gegevens",
        "proef;'=1+1;Proef;gemeente;2024;-3;keer;'@begint als een formule",
        "",
    ]
    assert bijlage.bestand(rapport).startswith(b"\xef\xbb\xbf")


def test_bijlage_zet_aanhalingstekens_om_een_puntkomma():
    regel = Cijferregel("a", "Boeken; tijdschriften", "r", "gemeente", 2024, "1.25", "stuks")
    inhoud = bijlage.bestand(replace(voorbeeld.voorbeeld(), cijfers=(regel,))).decode("utf-8-sig")
    assert inhoud.split("\r\n")[1] == 'a;"Boeken; tijdschriften";r;gemeente;2024;1,25;stuks;'
