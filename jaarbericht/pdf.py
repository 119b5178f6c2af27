"""A report as PDF: every sectie is laid out on its own and kept, then all pages are composed and written.

Layout takes most of the time; a sectie whose HTML did not change is not laid out again. What differs between gemeenten
or moves along with the pages before it (footer, page number) is filled in afterwards.
"""

import gc
import hashlib
import re
from collections import OrderedDict
from contextlib import contextmanager
from functools import lru_cache, partial
from itertools import accumulate
from threading import RLock

from django.contrib.staticfiles import finders

from catalogus.fouten import RegelFout

from . import opmaak, pdf_bijwerken
from .ophalen import ophaler
from .rapport import Rapport

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
_VERWIJZING = re.compile(r'(<(\w+)\b[^>]*\bdata-pagina="([^"]*)"[^>]*>)[^<]*(</\2>)')

_slot = RLock()
_bewaard: OrderedDict[str, object] = OrderedDict()
_aantallen: OrderedDict[str, int] = OrderedDict()  # pages per HTML without page numbers


class PdfFout(RegelFout):
    """The PDF cannot be made: the text says which file or sectie is the cause."""


def maak(rapport: Rapport) -> bytes:
    """The whole report: PDF/A-3a and PDF/UA-1, with the figures attached. Equal data gives equal bytes."""
    paginas = opmaak.secties(rapport)
    with _slot, _zonder_opruimen():
        delen = _leg_alles_op(paginas)
        vellen = [vel for deel in delen for vel in deel.pages]
        pdf_bijwerken.vul_voeten(vellen, opmaak.voettekst(rapport), eerste=1)
        return _schrijf(delen[0], vellen, rapport, met_cijfers=True)


def sectie(rapport: Rapport, sleutel: str) -> bytes:
    """One sectie as a small PDF, for a preview: without page numbers, because its place is not known."""
    pagina = next((pagina for pagina in opmaak.secties(rapport) if pagina.sleutel == sleutel), None)
    if pagina is None:
        raise PdfFout(f"Het jaarbericht heeft geen onderdeel ‘{sleutel}’. Ververs de pagina en kies het opnieuw.")
    with _slot, _zonder_opruimen():
        deel = _leg_op(pagina, _VERWIJZING.sub(r"\1…\4", pagina.html))
        vellen = [pdf_bijwerken.zonder_koppelingen(vel) for vel in deel.pages]
        pdf_bijwerken.vul_voeten(vellen, opmaak.voettekst(rapport), eerste=None)
        return _schrijf(deel, vellen, rapport, met_cijfers=False)


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
@lru_cache(maxsize=1)
def _stijl():
    """Fonts and stylesheet, parsed once per process: (FontConfiguration, [CSS])."""
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration

    regels = []
    for familie, bestand, gewicht, stijl in LETTERS:
        pad = finders.find(f"pakketten/letters/{bestand}.ttf")
        if not pad:
            raise PdfFout(f"Het lettertype {bestand}.ttf ontbreekt. Voer ‘make opzetten’ uit op de server.")
        regels.append(
            f'@font-face{{font-family:"{familie}";font-weight:{gewicht};font-style:{stijl};'
            f'src:url("static:pakketten/letters/{bestand}.ttf")}}'
        )
    letters = FontConfiguration()
    bladen = [
        CSS(string="".join(regels), font_config=letters, url_fetcher=ophaler()),
        CSS(url="static:jaarbericht/rapport.css", font_config=letters, url_fetcher=ophaler()),
    ]
    return letters, bladen


def _leg_op(pagina: opmaak.Pagina, html: str):
    """The laid-out sectie (a WeasyPrint document), from the store when this HTML was laid out before."""
    from weasyprint import HTML
    from weasyprint.urls import FatalURLFetchingError

    sleutel = hashlib.sha256(html.encode()).hexdigest()
    if sleutel in _bewaard:
        _bewaard.move_to_end(sleutel)
        return _bewaard[sleutel]
    try:
        letters, bladen = _stijl()
        document = HTML(string=html, url_fetcher=ophaler()).render(stylesheets=bladen, font_config=letters)
    except FatalURLFetchingError as fout:
        oorzaak = fout.__cause__
        if isinstance(oorzaak, RegelFout):
            raise PdfFout(f"In onderdeel ‘{pagina.sleutel}’: {oorzaak.tekst}", code="pdf-bestand") from fout
        raise RuntimeError(f"Onderdeel ‘{pagina.sleutel}’ kon niet worden opgemaakt.") from fout
    _bewaard[sleutel] = document
    return document


def _leg_alles_op(paginas: list[opmaak.Pagina]) -> list:
    """All secties, laid out. The page numbers in their text come last: they need the number of pages of every sectie."""
    aantallen = [_aantal(pagina) for pagina in paginas]
    while True:
        eerste = dict(zip((p.sleutel for p in paginas), accumulate(aantallen, initial=1), strict=False))
        delen = [_leg_op(pagina, _met_nummers(pagina, eerste)) for pagina in paginas]
        echt = [len(deel.pages) for deel in delen]
        if echt == aantallen:
            return delen
        aantallen = [max(paar) for paar in zip(aantallen, echt, strict=True)]  # a number took another line, and so a page


def _aantal(pagina: opmaak.Pagina) -> int:
    """Number of pages. A sectie with page references is laid out for this with two digits, once for every content."""
    sleutel = hashlib.sha256(pagina.html.encode()).hexdigest()
    if sleutel not in _aantallen:
        _aantallen[sleutel] = len(_leg_op(pagina, _VERWIJZING.sub(r"\g<1>00\4", pagina.html)).pages)
        if len(_aantallen) > 10 * BEWAARD:
            _aantallen.popitem(last=False)
    return _aantallen[sleutel]


def _met_nummers(pagina: opmaak.Pagina, eerste: dict[str, int]) -> str:
    def nummer(treffer: re.Match) -> str:
        if treffer[3] not in eerste:
            raise PdfFout(
                f"In onderdeel ‘{pagina.sleutel}’ staat een verwijzing naar de pagina van ‘{treffer[3]}’, "
                "maar dat onderdeel staat niet in dit jaarbericht. Haal de verwijzing weg of neem het onderdeel op."
            )
        return f"{treffer[1]}{eerste[treffer[3]]}{treffer[4]}"

    return _VERWIJZING.sub(nummer, pagina.html)


# ------------------------------------------------------------------ composing and writing
def _schrijf(document, vellen: list, rapport: Rapport, *, met_cijfers: bool) -> bytes:
    kopie = document.copy(vellen)
    kopie.metadata = pdf_bijwerken.gegevens(rapport)
    for vulling in range(9):
        inhoud = kopie.write_pdf(
            pdf_variant="pdf/a-3a",
            attachments=[pdf_bijwerken.aanhangsel(rapport)] if met_cijfers else None,
            finisher=partial(pdf_bijwerken.bijwerken, vulling=vulling),
        )
        if pdf_bijwerken.heel(inhoud):
            return inhoud
    raise PdfFout("Het bestand kon niet geldig worden geschreven. Probeer het opnieuw of meld dit aan de beheerder.")
