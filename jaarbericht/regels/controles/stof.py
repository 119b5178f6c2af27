"""What the checks look at, loaded in a fixed number of queries: the report, its texts with their origin, and the figures."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import unescape

from catalogus.models import Gemeente, Indicator, Term, Uitvoering
from catalogus.regels.cijfers import Cijfer, Cijfers
from jaarbericht import rapport as r
from jaarbericht.models import Citaat, Feit, Tekstvariant, Verhaal
from jaarbericht.regels.controles import plekken
from jaarbericht.regels.controles.bevinding import Plek
from jaarbericht.regels.teksten import vul_in
from jaarbericht.samenstellen.blokken import getoonde_blokken
from jaarbericht.samenstellen.bron import Bron, laad
from jaarbericht.samenstellen.rapport import Samenstelling, stel_op
from jaarbericht.velden import los_op

VELD = "\ufffc"  # stands in typed text where a placeholder is
EINDE_BLOK = re.compile(r"</(?:p|h3|li|blockquote)>|<br\s*/?>")
LABEL = re.compile(r"<[^>]*>")
ZINSEINDE = re.compile(r"(?<=[.!?])[’”)]*\s+|\n+")


@dataclass(frozen=True)
class Stuk:
    """A text of the report: as it is kept, as it was typed (placeholders are VELD) and as it is read."""

    plek: Plek
    html: str
    getypt: str
    gelezen: str
    lokaal: bool
    verhaal: Verhaal | None = None


@dataclass(frozen=True)
class Stof:
    bron: Bron
    samenstelling: Samenstelling
    stukken: tuple[Stuk, ...]
    varianten: tuple[tuple[Plek, Tekstvariant], ...]  # with their place
    termen: tuple[tuple[int, str, str], ...]  # gemeente, begrip, word
    samen: dict[int, set[int]]  # pk of a uitvoering of this year: its gemeenten
    plekken: dict[str, Plek]  # by the place in words

    def cijfer(self, code: str, jaar: int) -> Cijfer:
        return self.bron.cijfers.voor_rapport(code, jaar=jaar, gemeente=self.bron.gemeente)

    def hoofdstuk_van(self, lijn: int | None) -> str:
        """Title of the chapter that shows the stories, quotes and facts of a programmalijn."""
        return next((h.titel for h in self.bron.hoofdstukken if h.programmalijn_id == lijn), plekken.LOS)

    def plek_van(self, ding: Verhaal | Citaat | Feit) -> Plek:
        waar = {Verhaal: f"Verhaal ‘{ding}’", Feit: f"Feit ‘{ding}’"}.get(type(ding))
        if isinstance(ding, Citaat):
            waar = f"Citaat van {ding.wie}"
        hoofdstuk = self.hoofdstuk_van(ding.programmalijn_id)
        return plekken.van_ding(ding, waar=waar or "", hoofdstuk=hoofdstuk, gemeente=self.bron.gemeente)

    def plek_in(self, sectie: r.Sectie, waar: str, *soorten: str) -> Plek:
        """A place in a sectie as a whole, mended at the first block of its chapter, of one of these kinds if it has one."""
        hoofdstuk = next(h for h in self.bron.hoofdstukken if h.sleutel == sectie.hoofdstuk)
        blokken = getoonde_blokken(self.bron, hoofdstuk)
        blokken.sort(key=lambda paar: paar[0].soort not in soorten)
        if not blokken:
            return Plek(waar, hoofdstuk.titel)
        return replace(plekken.van_blok(hoofdstuk, *blokken[0], self.bron.gemeente), waar=waar)

    def ingevoerd(self, indicator: Indicator, jaar: int):
        """What somebody entered for the figure as this report shows it; None when it was worked out."""
        scope = self.cijfer(indicator.code, jaar).scope
        gemeente = self.bron.gemeente if scope == "gemeente" else None
        meting = self.bron.cijfers.meting(indicator, jaar=jaar, scope=scope, gemeente=gemeente)
        return meting.waarde if meting else None


def verzamel(*, gemeente: Gemeente, jaar: int, cijfers: Cijfers | None = None) -> Stof:
    """Loads what the checks need. RegelFout when there is no report to check."""
    bron = laad(gemeente=gemeente, jaar=jaar, cijfers=cijfers)
    stof = Stof(
        bron=bron,
        samenstelling=stel_op(bron=bron),
        stukken=(),
        varianten=(),
        termen=tuple(Term.objects.order_by("begrip", "woord").values_list("gemeente_id", "begrip", "woord")),
        samen=_samen(gemeente, jaar),
        plekken={},
    )
    varianten, stukken = [], []
    for hoofdstuk in bron.hoofdstukken:
        for blok, variant in getoonde_blokken(bron, hoofdstuk):
            plek = plekken.van_blok(hoofdstuk, blok, variant, gemeente)
            stof.plekken[plek.waar] = plek
            if variant:
                varianten.append((plek, variant))
                stukken.append(_stuk(bron, plek, variant.tekst, lokaal=True))
            if variant is None or variant.wijze != Tekstvariant.Wijze.VERVANGEN:
                stukken.append(_stuk(bron, plek, blok.tekst, lokaal=blok.gemeente_id is not None))
    for verhaal in bron.verhalen:
        plek = stof.plek_van(verhaal)
        stof.plekken[plek.waar] = plek
        stukken.append(_stuk(bron, plek, verhaal.tekst, lokaal=True, verhaal=verhaal))
    stukken += [_stuk(bron, stof.plek_van(c), c.tekst, lokaal=True) for c in bron.citaten]
    stukken += [_stuk(bron, stof.plek_van(f), f"<p>{f.getal} {f.tekst}</p>", lokaal=True) for f in bron.feiten]
    return replace(stof, stukken=tuple(stuk for stuk in stukken if stuk.html), varianten=tuple(varianten))


def _samen(gemeente: Gemeente, jaar: int) -> dict[int, set[int]]:
    eigen = Uitvoering.objects.filter(gemeenten=gemeente, bijeenkomsten__datum__year=jaar)
    uit: dict[int, set[int]] = {}
    for uitvoering, lid in Uitvoering.gemeenten.through.objects.filter(uitvoering__in=eigen.values("pk")).values_list(
        "uitvoering_id", "gemeente_id"
    ):
        uit.setdefault(uitvoering, set()).add(lid)
    return uit


def _stuk(bron: Bron, plek: Plek, html: str, *, lokaal: bool, verhaal: Verhaal | None = None) -> Stuk:
    kader = bron.kader
    if verhaal and verhaal.uitvoering_id:
        kader = replace(kader, deelnames=bron.deelnames.get(verhaal.uitvoering_id, (0, 0, 0))[0] or None)
    getypt, _ = vul_in(html=html, vervang=lambda veld: VELD)
    gelezen, _ = vul_in(html=html, vervang=lambda veld: los_op(kader, veld))
    return Stuk(plek, html, plat(getypt), plat(gelezen), lokaal, verhaal)


def plat(html: str) -> str:
    """Plain text of html, a line per paragraph."""
    return unescape(LABEL.sub("", EINDE_BLOK.sub("\n", html))).strip()


def zinnen(tekst: str) -> Iterator[str]:
    for zin in ZINSEINDE.split(tekst):
        if zin and zin.strip():
            yield zin.strip()
