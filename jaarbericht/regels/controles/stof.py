"""What the checks look at, loaded in a fixed number of queries: the report, its texts with their origin, and the figures."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import unescape

from django.db import models
from django.urls import reverse

from catalogus.models import Gemeente, Indicator, Term, Uitvoering
from catalogus.regels.cijfers import Cijfer
from jaarbericht.models import Tekstvariant, Verhaal
from jaarbericht.regels.teksten import vul_in
from jaarbericht.samenstellen.bron import Bron, laad
from jaarbericht.samenstellen.rapport import Samenstelling, getoonde_blokken, stel_op, waar_staat
from jaarbericht.velden import los_op

VELD = "\ufffc"  # stands in typed text where a placeholder is
EINDE_BLOK = re.compile(r"</(?:p|h3|li|blockquote)>|<br\s*/?>")
LABEL = re.compile(r"<[^>]*>")
ZINSEINDE = re.compile(r"(?<=[.!?])[’”)]*\s+|\n+")


@dataclass(frozen=True)
class Stuk:
    """A text of the report: as it is kept, as it was typed (placeholders are VELD) and as it is read."""

    waar: str
    html: str
    getypt: str
    gelezen: str
    adres: str
    lokaal: bool
    verhaal: Verhaal | None = None


@dataclass(frozen=True)
class Stof:
    bron: Bron
    samenstelling: Samenstelling
    stukken: tuple[Stuk, ...]
    varianten: tuple[tuple[str, Tekstvariant], ...]  # with their place
    termen: tuple[tuple[int, str, str], ...]  # gemeente, begrip, word
    samen: dict[int, set[int]]  # pk of a uitvoering of this year: its gemeenten
    adressen: dict[str, str]  # place in words: where to mend it

    def cijfer(self, code: str, jaar: int) -> Cijfer:
        return self.bron.cijfers.voor_rapport(code, jaar=jaar, gemeente=self.bron.gemeente)

    def ingevoerd(self, indicator: Indicator, jaar: int):
        """What somebody entered for the figure as this report shows it; None when it was worked out."""
        scope = self.cijfer(indicator.code, jaar).scope
        gemeente = self.bron.gemeente if scope == "gemeente" else None
        meting = self.bron.cijfers.meting(indicator, jaar=jaar, scope=scope, gemeente=gemeente)
        return meting.waarde if meting else None


def verzamel(*, gemeente: Gemeente, jaar: int) -> Stof:
    """Loads what the checks need. RegelFout when there is no report to check."""
    bron = laad(gemeente=gemeente, jaar=jaar)
    samenstelling = stel_op(bron=bron)
    varianten, stukken = [], []
    adressen = {}
    for hoofdstuk in bron.hoofdstukken:
        for blok, variant in getoonde_blokken(bron, hoofdstuk):
            waar = waar_staat(hoofdstuk, blok)
            adressen[waar] = bewerkadres(variant or blok)
            if variant:
                varianten.append((waar, variant))
                stukken.append(_stuk(bron, waar, variant.tekst, variant, lokaal=True))
            if variant is None or variant.wijze != Tekstvariant.Wijze.VERVANGEN:
                stukken.append(_stuk(bron, waar, blok.tekst, blok, lokaal=blok.gemeente_id is not None))
    for verhaal in bron.verhalen:
        waar = f"Verhaal ‘{verhaal.titel}’"
        adressen[waar] = bewerkadres(verhaal)
        stukken.append(_stuk(bron, waar, verhaal.tekst, verhaal, lokaal=True))
    stukken += [_stuk(bron, f"Citaat van {c.wie}", c.tekst, c, lokaal=True) for c in bron.citaten]
    stukken += [_stuk(bron, f"Feit ‘{f}’", f"<p>{f.getal} {f.tekst}</p>", f, lokaal=True) for f in bron.feiten]
    return Stof(
        bron=bron,
        samenstelling=samenstelling,
        stukken=tuple(stuk for stuk in stukken if stuk.html),
        varianten=tuple(varianten),
        termen=tuple(Term.objects.order_by("begrip", "woord").values_list("gemeente_id", "begrip", "woord")),
        samen=_samen(gemeente, jaar),
        adressen=adressen,
    )


def _samen(gemeente: Gemeente, jaar: int) -> dict[int, set[int]]:
    eigen = Uitvoering.objects.filter(gemeenten=gemeente, bijeenkomsten__datum__year=jaar)
    uit: dict[int, set[int]] = {}
    for uitvoering, lid in Uitvoering.gemeenten.through.objects.filter(uitvoering__in=eigen.values("pk")).values_list(
        "uitvoering_id", "gemeente_id"
    ):
        uit.setdefault(uitvoering, set()).add(lid)
    return uit


def bewerkadres(ding: models.Model) -> str:
    """Where an editor changes it."""
    return reverse(f"admin:{ding._meta.label_lower.replace('.', '_')}_change", args=[ding.pk])


def _stuk(bron: Bron, waar: str, html: str, ding: models.Model, *, lokaal: bool) -> Stuk:
    verhaal = ding if isinstance(ding, Verhaal) else None
    kader = bron.kader
    if verhaal and verhaal.uitvoering_id:
        kader = replace(kader, deelnames=bron.deelnames.get(verhaal.uitvoering_id, (0, 0, 0))[0] or None)
    getypt, _ = vul_in(html=html, vervang=lambda veld: VELD)
    gelezen, _ = vul_in(html=html, vervang=lambda veld: los_op(kader, veld))
    return Stuk(waar, html, plat(getypt), plat(gelezen), bewerkadres(ding), lokaal, verhaal)


def plat(html: str) -> str:
    """Plain text of html, a line per paragraph."""
    return unescape(LABEL.sub("", EINDE_BLOK.sub("\n", html))).strip()


def zinnen(tekst: str) -> Iterator[str]:
    for zin in ZINSEINDE.split(tekst):
        if zin and zin.strip():
            yield zin.strip()
