"""A report as a web page: the secties of the PDF from the same templates, with what a browser needs instead of paper.

The style policy of the site allows no styles inside the HTML: those of the templates move to one style sheet per report.
Pictures have the name of their content, so that they can be kept for ever.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import PurePosixPath

from django.template.loader import render_to_string

from . import huisstijl, opmaak
from .rapport import Omslag, Opener, Rapport, Sectie

_STIJL = re.compile(r"<style>(.*?)</style>\s*", re.DOTALL)
_ATTRIBUUT = re.compile(r'(<[^<>]*?) style="([^"]*)"')
# Of the styles of a sectie only what is no measure of paper: drawings behind it, and the colour above a photo.
_REGEL = re.compile(r"(#[\w-]+|\.merk|\.met-foto(?:::before| h1))(\{[^{}]*\})")
_ADRES = re.compile(r"url\('([^']*)'\)")
_PAGINA = re.compile(r'(?:\b([Oo])p pagina |\bpagina )?<a href="#([^"]*)" data-pagina="[^"]*">[^<]*</a>')
_TABEL = re.compile(r"<table\b.*?<caption>(.*?)</caption>.*?</table>", re.DOTALL)
_LABEL = re.compile(r"<[^>]*>")
_CEL = re.compile(r"<td\b")
_RIJ = re.compile(r"<tr\b.*?</tr>", re.DOTALL)
# A table that a style sheet sets as a list on a phone stays a table for who hears it.
_ROLLEN = (
    ("<table", '<table role="table"'), ("<thead", '<thead role="rowgroup"'), ("<tbody", '<tbody role="rowgroup"'),
    ("<tr", '<tr role="row"'), ('<th scope="row"', '<th role="rowheader" scope="row"'),
    ('<th scope="col"', '<th role="columnheader" scope="col"'), ("<td", '<td role="cell"'),
)  # fmt: skip


@dataclass(frozen=True)
class Hoofdstuk:
    """A chapter of the page; `sleutel` is its anchor."""

    sleutel: str
    titel: str
    nummer: int | None
    lijn: int | None
    html: str


@dataclass(frozen=True)
class Webrapport:
    """hoofdstukken: the first is the cover. stijl: CSS. beelden: name of each picture → its address for the fetcher."""

    hoofdstukken: tuple[Hoofdstuk, ...]
    stijl: str
    beelden: Mapping[str, str]


def pagina(rapport: Rapport, *, adres: str) -> str:
    """The whole report as HTML to stand in a page with static/jaarbericht/web.css and `adres`stijl.css.

    adres: where stijl.css and beeld/ of this report are, with a slash at the end.
    """
    voorplat, *rest = lees(rapport, adres=adres).hoofdstukken
    return render_to_string("jaarbericht/web/lichaam.html", {"voorplat": voorplat, "hoofdstukken": rest})


@lru_cache(maxsize=16)
def lees(rapport: Rapport, *, adres: str) -> Webrapport:
    """The report per chapter, with its style sheet and pictures. Equal content gives equal HTML."""
    werk = _Web(rapport, adres)
    hoofdstukken = tuple(werk.hoofdstukken())
    return Webrapport(hoofdstukken, werk.stijl(), werk.beelden)


class _Web:
    def __init__(self, rapport: Rapport, adres: str):
        self.rapport, self.adres = rapport, adres
        self.beelden: dict[str, str] = {}
        self.maten: dict[str, int] = {}  # what stood in a style attribute → its number
        stijl = huisstijl.huisstijl(rapport)
        self.regels = [stijl.stijl, huisstijl.themastijl(rapport, stijl)]
        if rapport.thema and rapport.thema.letter == "atkinson":
            self.regels.append(".jb{--kop:var(--ac-letter)}")
        self.titels = {sectie.sleutel: sectie.titel for sectie in rapport.secties}

    def hoofdstukken(self) -> Iterator[Hoofdstuk]:
        paginas = opmaak.voor_web(self.rapport, adres=lambda beeld: f"{self.adres}beeld/{self._beeld(beeld)}")
        paren = zip(self.rapport.secties, paginas, strict=True)
        for _, groep in groupby(paren, key=lambda paar: paar[0].hoofdstuk):
            delen = list(groep)
            html = "".join(self._html(sectie, pagina.html) for sectie, pagina in delen)
            eerste = delen[0][0]
            kop = eerste.onderdelen[0] if eerste.onderdelen else None
            opener = kop if isinstance(kop, Opener) else None
            titel = kop.soort if isinstance(kop, Omslag) else opener.titel if opener else eerste.titel
            sleutel = "inhoudsopgave" if eerste.soort == "inhoud" else eerste.sleutel
            yield Hoofdstuk(sleutel, titel, opener.nummer if opener else None, eerste.lijn, html)

    def stijl(self) -> str:
        maten = (f'[data-maat="{nummer}"]{{{maat}}}' for maat, nummer in self.maten.items())
        return "".join([*self.regels, *maten])

    def _beeld(self, adres: str) -> str:
        soort = ".svg" if adres.startswith("tekening:") else PurePosixPath(adres).suffix.lower()
        naam = hashlib.sha256(adres.encode()).hexdigest()[:20] + soort
        self.beelden[naam] = adres
        return naam

    def _html(self, sectie: Sectie, html: str) -> str:
        stijl = _STIJL.search(html)
        for keuze, regel in _REGEL.findall(stijl[1] if stijl else ""):
            keuze = keuze.replace("#inhoud", "#inhoudsopgave")  # where it stands here; a page has an #inhoud of its own
            self.regels.append(keuze + _ADRES.sub(lambda a: f"url('beeld/{self._beeld(a[1])}')", regel))
        html = _ATTRIBUUT.sub(self._maat, _STIJL.sub("", html))
        html = _PAGINA.sub(self._verwijzing, html)
        return _TABEL.sub(_brede_tabel, html) if sectie.soort in ("gepland", "middelen") else html

    def _maat(self, treffer: re.Match) -> str:
        return f'{treffer[1]} data-maat="{self.maten.setdefault(treffer[2], len(self.maten))}"'

    def _verwijzing(self, treffer: re.Match) -> str:
        """A page has no number here: the link says the title of what is there."""
        voor = {"O": "In ", "o": "in "}.get(treffer[1] or "", "")
        return f'{voor}<a href="#{treffer[2]}">‘{self.titels.get(treffer[2], "dit onderdeel")}’</a>'


def _brede_tabel(treffer: re.Match) -> str:
    """A wide table slides inside its own box, also with the keyboard; on a phone its cells carry the head of their column."""
    naam = _LABEL.sub("", treffer[1]).strip()
    koppen = [_LABEL.sub("", kop) for kop in re.findall(r'<th scope="col"[^>]*>(.*?)</th>', treffer[0])]
    if not koppen:
        return treffer[0]

    def met_koppen(rij: re.Match) -> str:
        if '<th scope="col"' in rij[0]:
            return rij[0]
        namen = iter(koppen)
        return _CEL.sub(lambda _: f'<td data-kop="{next(namen)}"', rij[0])

    html = _RIJ.sub(met_koppen, treffer[0])
    for zonder, met in _ROLLEN:
        html = html.replace(zonder, met)
    return _schuifvak(html, f"Tabel: {naam}")


def _schuifvak(html: str, naam: str) -> str:
    """A box that slides, for what is wider than the screen."""
    return f'<div class="schuifvak" tabindex="0" role="region" aria-label="{naam}">{html}</div>'
