"""The PDF itself: valid, the same every time, laid out once, complete, and nothing that falls off the page."""

import re
import subprocess
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path

import outloud
import page
import pikepdf
import pytest
from django.contrib.staticfiles import finders
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from catalogus.drukwerk import PdfFout, opmaken
from catalogus.drukwerk.ophalen import haal, ophaler
from catalogus.fouten import RegelFout
from jaarbericht import bijlage, opmaak, pdf
from jaarbericht.rapport import Beeld, Kantlijn, Tekst, Verhalen
from jaarbericht.vellen import vellen
from tests.jaarbericht import voorbeeldrapport as voorbeeld

# In one process, so that what is laid out serves every test.
pytestmark = [pytest.mark.pdf, pytest.mark.xdist_group("pdf")]
MM = 25.4 / 96  # of a CSS pixel


@pytest.fixture(scope="module")
def gemaakt() -> bytes:
    return pdf.maak(voorbeeld.voorbeeld())


@pytest.fixture(scope="module")
def opgemaakt() -> Callable[[str], list[tuple]]:
    """Per name of a report its secties, each with its page description and its document."""

    @cache
    def van(naam: str) -> list[tuple]:
        rapport = voorbeeld.moeilijk().get(naam) or voorbeeld.voorbeeld()
        paren = zip(rapport.secties, opmaak.secties(rapport), strict=True)
        return [(sectie, deel, opmaken._leg_op(deel, deel.html, pdf.STIJLBLADEN)) for sectie, deel in paren]

    return van


@pytest.fixture(scope="module")
def gelezen(gemaakt):
    with pikepdf.open(BytesIO(gemaakt)) as bestand:
        yield bestand


def regels(inhoud: bytes, pagina: int) -> list[str]:
    """The lines of a page as they stand beside each other, with single spaces."""
    opdracht = ["pdftotext", "-layout", "-f", str(pagina), "-l", str(pagina), "-", "-"]
    uit = subprocess.run(opdracht, input=inhoud, stdout=subprocess.PIPE, check=True)
    return [" ".join(regel.split()) for regel in uit.stdout.decode().splitlines() if regel.strip()]


def tekst(inhoud: bytes, pagina: int) -> str:
    """The text of a page in reading order."""
    opdracht = ["pdftotext", "-f", str(pagina), "-l", str(pagina), "-", "-"]
    uit = subprocess.run(opdracht, input=inhoud, stdout=subprocess.PIPE, check=True)
    return " ".join(uit.stdout.decode().split())


def klein(sectie, **anders):
    """A report of a cover, contents and one sectie."""
    return voorbeeld.voorbeeld((voorbeeld.secties()[0], sectie), **anders)


# ------------------------------------------------------------------ valid and accessible
@pytest.mark.parametrize("naam", ["voorbeeld", "cijfers"])
def test_geldig_volgens_pdfa_en_pdfua(naam, tmp_path):
    rapport = voorbeeld.moeilijk().get(naam) or voorbeeld.voorbeeld()
    inhoud = pdf.maak(rapport)
    for profiel in ("pdfa3a", "pdfua1"):
        uitslag = page.validate_pdf_bytes(inhoud, profile=profiel)
        assert [f"{fout.rule_id}: {fout.message}" for fout in uitslag.failures] == []
    pad = tmp_path / "rapport.pdf"
    pad.write_bytes(inhoud)
    uitslag = outloud.check(str(pad))
    assert uitslag.error is None
    assert [str(vondst) for vondst in uitslag.findings if vondst.severity == "error"] == []


def test_metagegevens(gelezen):
    assert gelezen.docinfo["/Title"] == "Jaarbericht 2024, bibliotheken in de gemeente Westerveld"
    assert gelezen.docinfo["/Author"] == "Bibliotheken Westerveld"
    assert gelezen.docinfo["/CreationDate"] == "D:20250414"
    assert gelezen.Root.Lang == "nl"
    with gelezen.open_metadata() as xmp:
        assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"], xmp["pdfuaid:part"]) == ("3", "A", "1")
        assert xmp["dc:creator"] == ["Bibliotheken Westerveld"]


def test_concept_heeft_geen_datum():
    with pikepdf.open(BytesIO(pdf.maak(klein(voorbeeld.loop("x", Tekst("<p>Tekst.</p>")), datum="")))) as bestand:
        assert "/CreationDate" not in bestand.docinfo


def test_cijfers_zitten_in_het_bestand(gelezen):
    assert list(gelezen.attachments) == ["cijfers-GM1701-2024.csv"]
    aanhangsel = gelezen.attachments["cijfers-GM1701-2024.csv"]
    assert aanhangsel.get_file().read_bytes() == bijlage.bestand(voorbeeld.voorbeeld())
    assert aanhangsel.description == "Alle cijfers van de gemeente Westerveld over 2024, als tabel"
    assert aanhangsel.relationship == pikepdf.Name.Data
    assert len(gelezen.Root.AF) == 1


def test_bladwijzers(gelezen):
    def boom(delen):
        return [(deel.title, boom(deel.children)) for deel in delen]

    with gelezen.open_outline() as bladwijzers:
        assert boom(bladwijzers.root) == [
            ("Jaarbericht 2024 Westerveld", []),
            ("Inhoud", []),
            ("Een jaar waarin de deur verder openging", []),
            (
                "1 De robuuste Drentse bibliotheek",
                [("Een plek om te blijven", []), ("De cijfers", []), ("Wat leden ervan vinden", [])],
            ),
            ("2 Drenthe leert en ontwikkelt", [("Samen iets nieuws proberen", []), ("Leren in cijfers", [])]),
            ("3 Drenthe leest: Leesbevordering", [("Van wieg tot klas", [])]),
            ("4 Drenthe leest: werken aan geletterdheid", [("Taal hoort bij alles", [])]),
            ("5 Heel Drenthe doet mee", [("Iemand die naast je gaat zitten", [])]),
            ("Gepland en gerealiseerd", []),
            ("Middelen", []),
            ("De Drentse bibliotheek", []),
            ("Colofon", []),
        ]


def test_inhoud_noemt_de_echte_paginas(gemaakt, gelezen):
    with gelezen.open_outline() as bladwijzers:
        op = {
            deel.title.split(" ", 1)[-1]: gelezen.pages.index(pikepdf.Page(deel.destination[0])) + 1
            for deel in bladwijzers.root
        }
    inhoud = regels(gemaakt, 2)
    for nummer, titel in (
        (2, "Drenthe leert en ontwikkelt"),
        (3, "Drenthe leest: Leesbevordering"),
        (5, "Heel Drenthe doet mee"),
    ):
        assert f"{nummer} {titel} {op[titel]}" in inhoud
    assert f"Vanaf pagina {op['en gerealiseerd']} staat wat" in tekst(gemaakt, 3)


def test_voet_en_paginanummer(gemaakt):
    assert regels(gemaakt, 5)[-1] == "Jaarbericht 2024 · gemeente Westerveld 5"
    assert "Jaarbericht 2024 ·" not in tekst(gemaakt, 4)  # an opener has none


def test_koppelingen_zijn_afdrukbaar_en_tabelkoppen_hebben_een_richting(gelezen):
    koppelingen = [noot for blad in gelezen.pages for noot in blad.get("/Annots", [])]
    assert koppelingen and all(noot.F == 4 for noot in koppelingen)
    richtingen = Counter(
        str(deel.A.Scope) for deel in gelezen.objects if isinstance(deel, pikepdf.Dictionary) and deel.get("/S") == "/TH"
    )
    assert set(richtingen) == {"/Row", "/Column"}


# ------------------------------------------------------------------ laid out once, the same every time
def test_dezelfde_gegevens_geven_dezelfde_bytes_zonder_waarschuwingen(gemaakt, caplog):
    opmaken._bewaard.clear()
    assert pdf.maak(voorbeeld.voorbeeld()) == gemaakt
    assert [regel.getMessage() for regel in caplog.records if regel.name.startswith("weasyprint")] == []


def test_na_een_wijziging_wordt_alleen_die_sectie_opgemaakt():
    rapport = voorbeeld.voorbeeld()
    pdf.maak(rapport)
    eerst = set(opmaken._bewaard)
    oud = next(sectie for sectie in rapport.secties if sectie.sleutel == "geletterd-tekst")
    nieuw = replace(oud, onderdelen=(Kantlijn("Een andere kop"), *oud.onderdelen[1:]))
    anders = pdf.maak(voorbeeld.met_sectie(rapport, nieuw))
    assert len(set(opmaken._bewaard) - eerst) == 1
    assert "Een andere kop" in tekst(anders, 17)


def test_langere_tekst_schuift_nummers_op_zonder_ander_werk():
    """Text that takes a page more: only it and the two secties with page numbers in their text are laid out again."""
    rapport = voorbeeld.voorbeeld()
    voor = pdf.maak(rapport)
    eerst = set(opmaken._bewaard)
    oud = next(sectie for sectie in rapport.secties if sectie.sleutel == "geletterd-tekst")
    na = pdf.maak(voorbeeld.met_sectie(rapport, replace(oud, onderdelen=(*oud.onderdelen, Verhalen(voorbeeld.verhalen(5))))))
    assert len(set(opmaken._bewaard) - eerst) == 3
    with pikepdf.open(BytesIO(voor)) as eerder, pikepdf.open(BytesIO(na)) as later:
        assert len(later.pages) == len(eerder.pages) + 1


def test_samengevoegd_is_gelijk_aan_in_een_keer(gemaakt, tmp_path):
    """Pixels and tags of the composed file are those of the same secties laid out as one document."""
    geheel = in_een_keer(gemaakt)
    for naam, inhoud in (("los", gemaakt), ("heel", geheel)):
        (tmp_path / f"{naam}.pdf").write_bytes(inhoud)
        subprocess.run(["pdftoppm", "-r", "50", tmp_path / f"{naam}.pdf", tmp_path / naam], check=True)
    los, heel = (sorted(tmp_path.glob(f"{naam}-*.ppm")) for naam in ("los", "heel"))
    assert len(los) == len(heel)
    anders = [a.name for a, b in zip(los, heel, strict=True) if a.read_bytes() != b.read_bytes()]
    assert anders == []
    assert labels(gemaakt) == labels(geheel)


def labels(inhoud: bytes) -> Counter:
    with pikepdf.open(BytesIO(inhoud)) as bestand:
        return Counter(
            str(d.S) for d in bestand.objects if isinstance(d, pikepdf.Dictionary) and d.get("/Type") == "/StructElem"
        )


def in_een_keer(gemaakt: bytes) -> bytes:
    """The same report as one HTML document, with WeasyPrint's own footers and page numbers."""
    from weasyprint import CSS, HTML

    rapport = voorbeeld.voorbeeld()
    paginas = opmaak.secties(rapport)
    with pikepdf.open(BytesIO(gemaakt)) as bestand:
        namen = bestand.Root.Names.Dests.Names
        waar = {str(namen[i]): namen[i + 1] for i in range(0, len(namen), 2)}
        eerste = {p.sleutel: bestand.pages.index(pikepdf.Page(waar[p.sleutel][0])) + 1 for p in paginas}
    delen = [opmaken._met_nummers(p, eerste) for p in paginas]
    stijl = "".join(re.search(r"<style>(.*?)</style>", deel, re.DOTALL)[1] for deel in delen)
    lijf = "".join(re.search(r"<body>(.*)</body>", deel, re.DOTALL)[1] for deel in delen)
    html = f'<html lang="nl"><head><title>Heel</title><style>{stijl}</style></head><body>{lijf}</body></html>'
    letters, snedes = opmaken._letters()
    css = "".join(Path(finders.find(blad)).read_text(encoding="utf-8") for blad in pdf.STIJLBLADEN)
    css = css.replace('"voet"', f'"{opmaak.voettekst(rapport)}"').replace('content: "0"', "content: counter(page)")
    bladen = [snedes, CSS(string=css, font_config=letters, url_fetcher=ophaler())]
    document = HTML(string=html, url_fetcher=ophaler()).render(stylesheets=bladen, font_config=letters)
    return document.write_pdf(pdf_variant="pdf/a-3a")


def test_voorvertoning_van_een_sectie(caplog):
    inhoud = pdf.sectie(voorbeeld.voorbeeld(), "terugblik")
    with pikepdf.open(BytesIO(inhoud)) as bestand:
        assert len(bestand.pages) == 1
    assert "Vanaf pagina … staat wat we afspraken" in tekst(inhoud, 1)
    assert caplog.records == []  # links to what is not in it are left out quietly
    with pytest.raises(PdfFout, match="geen onderdeel ‘bestaat-niet’"):
        pdf.sectie(voorbeeld.voorbeeld(), "bestaat-niet")


# ------------------------------------------------------------------ on the page
def teksten(document):
    """(page number, text, left, top, right, bottom in mm, size in pt, hangs in a margin box) of every piece of text."""
    from weasyprint.formatting_structure.boxes import MarginBox, TextBox

    for nummer, vel in enumerate(document.pages):
        for vak in vel._page_box.children:
            for deel in vak.descendants():
                if isinstance(deel, TextBox) and deel.text.strip():
                    x, y = deel.position_x * MM, deel.position_y * MM
                    punten = deel.style["font_size"] * 0.75
                    yield nummer, deel.text, x, y, x + deel.width * MM, y + deel.height * MM, punten, isinstance(vak, MarginBox)


@pytest.mark.parametrize("naam", ["voorbeeld", "teksten", "cijfers", "voorkant"])
def test_alles_staat_op_de_pagina_en_is_groot_genoeg(opgemaakt, naam):
    for _, deel, document in opgemaakt(naam):
        for nummer, woorden, links, boven, rechts, onder, punten, marge in teksten(document):
            waar = (deel.sleutel, nummer, woorden)
            if woorden.strip("abcdefgh, ") and not marge:  # the letters of notes are raised and smaller
                assert punten >= 7.49, waar
            assert links >= 0 and boven >= 0 and rechts <= 297 and onder <= 210, waar
            if not marge and links < 284:  # left of the thumb index
                assert rechts <= 284, waar


@pytest.mark.parametrize("naam", ["voorbeeld", "teksten"])
def test_elk_blad_begint_waar_het_gepland_is(opgemaakt, naam):
    for sectie, _, document in opgemaakt(naam):
        if sectie.soort == "loop" and sectie.sleutel not in ("lang", "lange-verhalen"):  # in those, text runs on by itself
            assert len(document.pages) == len(vellen(sectie)), sectie.sleutel


@pytest.mark.parametrize("naam", ["voorbeeld", "teksten", "cijfers", "voorkant"])
def test_geen_laatste_pagina_is_bijna_leeg(opgemaakt, naam):
    for _, deel, document in opgemaakt(naam):
        if len(document.pages) > 1:
            onderkanten = [
                onder for nummer, *_, onder, _, marge in teksten(document) if nummer == len(document.pages) - 1 and not marge
            ]
            assert max(onderkanten) >= 18 + 40, deel.sleutel


# ------------------------------------------------------------------ files
def verhaal_met(beeld: Beeld):
    return klein(voorbeeld.loop("foto", Verhalen((voorbeeld.verhaal(0, beeld),))))


def test_foto_uit_de_opslag_komt_in_het_bestand():
    naam = default_storage.save("fotos/zaal.jpg", ContentFile(voorbeeld.foto()))
    inhoud = pdf.maak(verhaal_met(Beeld("Foto van een zaal", naam, bijschrift="Havelte.", maker="Jan", focus_x=20, focus_y=80)))
    assert voorbeeld.foto() in inhoud  # as it was: a JPEG is not packed anew
    assert "Havelte. Foto: Jan." in tekst(inhoud, 3)


def test_verdwenen_foto():
    with pytest.raises(PdfFout, match=r"In onderdeel ‘foto’: De foto ‘fotos/weg.jpg’ is er niet meer"):
        pdf.maak(verhaal_met(Beeld("Foto", "fotos/weg.jpg")))


@pytest.mark.parametrize("inhoud", [b"geen foto", voorbeeld.foto()[:2000]], ids=["geen-foto", "afgebroken"])
def test_kapotte_foto(inhoud):
    naam = default_storage.save("fotos/kapot.jpg", ContentFile(inhoud))
    with pytest.raises(PdfFout, match=r"is beschadigd of geen foto\. Upload hem opnieuw, als JPEG"):
        pdf.maak(verhaal_met(Beeld("Foto", naam)))


def test_onbekend_tafereel():
    with pytest.raises(PdfFout, match="Het tafereel ‘draak’ bestaat niet"):
        pdf.maak(verhaal_met(Beeld("Tekening", tekening="draak")))


@pytest.mark.parametrize(
    "adres",
    ["http://voorbeeld.example/a.png", "https://voorbeeld.example/a.png", "file:///etc/hosts", "ftp://voorbeeld.example/a"],
)
def test_andere_adressen_worden_geweigerd(adres):
    with pytest.raises(RegelFout, match="mag niet in een document"):
        haal(adres)
    with pytest.raises(PdfFout, match="mag niet in een document"):
        pdf.maak(klein(voorbeeld.loop("adres", Tekst(f'<p>Tekst <img src="{adres}" alt="x"></p>'))))


def test_verwijzing_naar_een_onderdeel_dat_er_niet_is():
    tekst_ = Tekst('<p>Zie pagina <a href="#weg" data-pagina="weg"></a>.</p>')
    with pytest.raises(PdfFout, match="verwijzing naar de pagina van ‘weg’"):
        pdf.maak(klein(voorbeeld.loop("x", tekst_)))


def vergeet_stijl():
    opmaken._letters.cache_clear()
    opmaken._stijl.cache_clear()


def test_zonder_lettertypen(settings):
    vergeet_stijl()
    finders.get_finder.cache_clear()
    settings.STATICFILES_DIRS = []
    try:
        with pytest.raises(PdfFout, match="Voer ‘make opzetten’ uit"):
            pdf.maak(klein(voorbeeld.loop("letters", Tekst("<p>Nog niet opgemaakt.</p>"))))
    finally:
        finders.get_finder.cache_clear()
        vergeet_stijl()
        opmaken._bewaard.clear()


def test_niet_meer_wordt_bewaard_dan_past(monkeypatch):
    """The report has six secties; of four that fit, the half stays when there are more."""
    opmaken._bewaard.clear()
    monkeypatch.setattr(opmaken, "BEWAARD", 4)
    delen = [voorbeeld.loop(f"deel-{n}", Tekst(f"<p>Tekst {n}.</p>")) for n in range(5)]
    pdf.maak(voorbeeld.voorbeeld((voorbeeld.secties()[0], *delen)))
    assert len(opmaken._bewaard) == 2
