"""A document as PDF: every sectie is laid out on its own and kept, then all pages are composed and written.

Layout takes most of the time; a sectie whose HTML did not change is not laid out again. What differs between documents
or moves along with the pages before it (footer, page number) is filled in afterwards.
"""

import datetime
import gc
import hashlib
import re
from collections import OrderedDict
from collections.abc import Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import accumulate
from threading import RLock

from django.contrib.staticfiles import finders

from catalogus.fouten import RegelFout

from . import bijwerken
from .ophalen import ophaler

BEWAARD = 48  # laid-out secties that are kept per process, some 2 MB each: a report, and what others share with it
LETTERS = [  # family, file in pakketten/letters, weight, style
    ("Atkinson Hyperlegible Next", "atkinson-hyperlegible-next-latin-400-normal", 400, "normal"),
    ("Atkinson Hyperlegible Next", "atkinson-hyperlegible-next-latin-400-italic", 400, "italic"),
    ("Atkinson Hyperlegible Next", "atkinson-hyperlegible-next-latin-600-normal", 600, "normal"),
    ("Atkinson Hyperlegible Next", "atkinson-hyperlegible-next-latin-700-normal", 700, "normal"),
    ("Besley", "besley-latin-500-normal", 500, "normal"),
    ("Besley", "besley-latin-500-italic", 500, "italic"),
    ("Besley", "besley-latin-700-normal", 700, "normal"),
    ("Besley", "besley-latin-800-normal", 800, "normal"),
]
ZONDER_SCHREEF = "letters:zonder-schreef"  # among the style sheets: headings in the letter of the text
IN_PLAATS_VAN = {  # of each cut of Besley
    "besley-latin-500-normal": "atkinson-hyperlegible-next-latin-600-normal",
    "besley-latin-500-italic": "atkinson-hyperlegible-next-latin-400-italic",
    "besley-latin-700-normal": "atkinson-hyperlegible-next-latin-700-normal",
    "besley-latin-800-normal": "atkinson-hyperlegible-next-latin-700-normal",
}
RONDES = 6  # of filling in page numbers; two are enough unless a number moves a line
Stijlbladen = tuple[str, ...]
Maat = tuple[int, dict[str, int]]  # of a sectie: number of pages, and on which of them (from 0) each anchor stands
_VERWIJZING = re.compile(r'(<(\w+)\b[^>]*\bdata-pagina="([^"]*)"[^>]*>)[^<]*(</\2>)')

_slot = RLock()
_bewaard: OrderedDict[str, object] = OrderedDict()
_maten: OrderedDict[str, Maat] = OrderedDict()  # per HTML without page numbers


class PdfFout(RegelFout):
    """The PDF cannot be made: the text says which file or sectie is the cause."""


@dataclass(frozen=True)
class Pagina:
    """One sectie as a complete HTML document. Equal content gives equal HTML: its hash is the key of the layout."""

    sleutel: str
    html: str


@dataclass(frozen=True)
class Gegevens:
    """What a file says about itself. datum: ISO date of what it holds; empty for a concept.

    kenmerk: its file identifier; empty for one that follows from its bytes.
    """

    titel: str
    auteur: str
    omschrijving: str
    datum: str = ""
    kenmerk: str = ""


@dataclass(frozen=True)
class Bijlage:
    """A file inside the PDF, with the data of which it is made."""

    naam: str
    omschrijving: str
    inhoud: bytes
    datum: datetime.datetime


def maak(
    paginas: Sequence[Pagina],
    *,
    stijlbladen: Stijlbladen,
    voet: str,
    gegevens: Gegevens,
    bijlagen: Sequence[Bijlage] = (),
    snijtekens: bool = False,
) -> bytes:
    """The whole document: PDF/A-3a and PDF/UA-1. Equal content gives equal bytes.

    stijlbladen: paths among the static files. voet: the text at the foot of its pages, beside their number.
    snijtekens: crop marks around the bleed that a style sheet asks for.
    """
    with _slot, _zonder_opruimen():
        delen = _leg_alles_op(paginas, stijlbladen)
        vellen = [vel for deel in delen for vel in deel.pages]
        bijwerken.vul_voeten(vellen, voet, eerste=1)
        return _schrijf(delen[0], vellen, gegevens, bijlagen, snijtekens)


def deel(pagina: Pagina, *, stijlbladen: Stijlbladen, voet: str, gegevens: Gegevens) -> bytes:
    """One sectie as a small PDF, for a preview: without page numbers, because its place is not known."""
    with _slot, _zonder_opruimen():
        los = _leg_op(pagina, _VERWIJZING.sub(r"\1…\4", pagina.html), stijlbladen)
        vellen = [bijwerken.zonder_koppelingen(vel) for vel in los.pages]
        bijwerken.vul_voeten(vellen, voet, eerste=None)
        return _schrijf(los, vellen, gegevens, ())


def aantal_paginas(pagina: Pagina, *, stijlbladen: Stijlbladen) -> int:
    """How many pages a sectie takes."""
    with _slot, _zonder_opruimen():
        return _maat_van(pagina, stijlbladen)[0]


@contextmanager
def _zonder_opruimen():
    """Garbage collection costs a seventh of a render: off meanwhile, and done once afterwards.

    Then only for new objects, except when the store is full: its older half goes out, and that hangs together in cycles.
    """
    aan = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        vol = len(_bewaard) > BEWAARD
        while vol and len(_bewaard) > BEWAARD // 2:
            _bewaard.popitem(last=False)
        if aan:
            gc.enable()
            gc.collect(2 if vol else 0)


# ------------------------------------------------------------------ laying out
@lru_cache(maxsize=2)
def _letters(zonder_schreef: bool = False):
    """The fonts, parsed once per process: (FontConfiguration, CSS)."""
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration

    regels = []
    for familie, snede, gewicht, stijl in LETTERS:
        bestand = IN_PLAATS_VAN.get(snede, snede) if zonder_schreef else snede
        pad = finders.find(f"pakketten/letters/{bestand}.ttf")
        if not pad:
            raise PdfFout(f"Het lettertype {bestand}.ttf ontbreekt. Voer ‘make opzetten’ uit op de server.")
        regels.append(
            f'@font-face{{font-family:"{familie}";font-weight:{gewicht};font-style:{stijl};'
            f'src:url("static:pakketten/letters/{bestand}.ttf")}}'
        )
    letters = FontConfiguration()
    return letters, CSS(string="".join(regels), font_config=letters, url_fetcher=ophaler())


@lru_cache(maxsize=8)
def _stijl(stijlbladen: Stijlbladen):
    """Fonts and stylesheets, parsed once per process: (FontConfiguration, [CSS])."""
    from weasyprint import CSS

    letters, snedes = _letters(ZONDER_SCHREEF in stijlbladen)
    echt = (blad for blad in stijlbladen if blad != ZONDER_SCHREEF)
    bladen = (CSS(url=f"static:{blad}", font_config=letters, url_fetcher=ophaler()) for blad in echt)
    return letters, [snedes, *bladen]


def _leg_op(pagina: Pagina, html: str, stijlbladen: Stijlbladen):
    """The laid-out sectie (a WeasyPrint document), from the store when this HTML was laid out before."""
    from weasyprint import HTML
    from weasyprint.urls import FatalURLFetchingError

    sleutel = _sleutel(html, stijlbladen)
    if sleutel in _bewaard:
        _bewaard.move_to_end(sleutel)
        return _bewaard[sleutel]
    try:
        letters, bladen = _stijl(stijlbladen)
        document = HTML(string=html, url_fetcher=ophaler()).render(stylesheets=bladen, font_config=letters)
    except FatalURLFetchingError as fout:
        oorzaak = fout.__cause__
        if isinstance(oorzaak, RegelFout):
            raise PdfFout(f"In onderdeel ‘{pagina.sleutel}’: {oorzaak.tekst}", code="pdf-bestand") from fout
        raise RuntimeError(f"Onderdeel ‘{pagina.sleutel}’ kon niet worden opgemaakt.") from fout
    _bewaard[sleutel] = document
    return document


def _sleutel(html: str, stijlbladen: Stijlbladen) -> str:
    return f"{' '.join(stijlbladen)} {hashlib.sha256(html.encode()).hexdigest()}"


def _leg_alles_op(paginas: Sequence[Pagina], stijlbladen: Stijlbladen) -> list:
    """All secties, laid out. The page numbers in their text come last: they need the number of pages of every sectie."""
    maten = [_maat_van(pagina, stijlbladen) for pagina in paginas]
    for _ in range(RONDES):
        begin = accumulate((aantal for aantal, _ in maten), initial=1)
        eerste: dict[str, int] = {}
        for pagina, nummer, (_, ankers) in zip(paginas, begin, maten, strict=False):
            eerste |= {anker: nummer + plek for anker, plek in ankers.items()} | {pagina.sleutel: nummer}
        delen = [_leg_op(pagina, _met_nummers(pagina, eerste), stijlbladen) for pagina in paginas]
        echt = [_maat(deel) for deel in delen]
        if echt == maten:
            return delen
        maten = echt  # a number took another line, and so a page
    raise PdfFout("De paginanummers van dit document komen niet uit. Meld dit aan de beheerder.")


def _maat(document) -> Maat:
    ankers = {anker: plek for plek, vel in enumerate(document.pages) for anker in vel.anchors}
    return len(document.pages), ankers


def _maat_van(pagina: Pagina, stijlbladen: Stijlbladen) -> Maat:
    """A sectie with page references is laid out for this with two digits, once for every content."""
    sleutel = _sleutel(pagina.html, stijlbladen)
    if sleutel not in _maten:
        _maten[sleutel] = _maat(_leg_op(pagina, _VERWIJZING.sub(r"\g<1>00\4", pagina.html), stijlbladen))
        if len(_maten) > 10 * BEWAARD:
            _maten.popitem(last=False)
    return _maten[sleutel]


def _met_nummers(pagina: Pagina, eerste: dict[str, int]) -> str:
    def nummer(treffer: re.Match) -> str:
        if treffer[3] not in eerste:
            raise PdfFout(
                f"In onderdeel ‘{pagina.sleutel}’ staat een verwijzing naar de pagina van ‘{treffer[3]}’, "
                "maar dat onderdeel staat niet in dit document. Haal de verwijzing weg of neem het onderdeel op."
            )
        return f"{treffer[1]}{eerste[treffer[3]]}{treffer[4]}"

    return _VERWIJZING.sub(nummer, pagina.html)


# ------------------------------------------------------------------ composing and writing
def _schrijf(document, vellen: list, gegevens: Gegevens, bijlagen: Sequence[Bijlage], snijtekens: bool = False) -> bytes:
    kopie = document.copy(vellen)
    kopie.metadata = _metagegevens(gegevens)
    for vulling in range(9):
        inhoud = kopie.write_pdf(
            pdf_identifier=gegevens.kenmerk.encode() or True,
            pdf_variant="pdf/a-3a",
            attachments=[_aanhangsel(bijlage) for bijlage in bijlagen] or None,
            finisher=partial(bijwerken.bijwerken, vulling=vulling, snijtekens=snijtekens),
        )
        if bijwerken.heel(inhoud):
            return inhoud
    raise PdfFout("Het bestand kon niet geldig worden geschreven. Probeer het opnieuw of meld dit aan de beheerder.")


def _metagegevens(gegevens: Gegevens):
    from weasyprint.pdf.metadata import DocumentMetadata

    return DocumentMetadata(
        title=gegevens.titel,
        authors=[gegevens.auteur],
        description=gegevens.omschrijving,
        generator="Activiteitencatalogus",
        created=gegevens.datum or None,
        modified=gegevens.datum or None,
        lang="nl",
    )


def _aanhangsel(bijlage: Bijlage):
    from weasyprint import Attachment

    return Attachment(
        string=bijlage.inhoud,
        name=bijlage.naam,
        description=bijlage.omschrijving,
        relationship="Data",
        created=bijlage.datum,
        modified=bijlage.datum,
    )
