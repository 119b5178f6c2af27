"""What the editing screen shows around a text: the outline of a year, where a block differs, and its earlier versions."""

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import unescape

from django.db.models import Prefetch, QuerySet

from catalogus.models import Gemeente
from jaarbericht.models import Blok, Hoofdstuk, Opzet, Tekstvariant
from jaarbericht.regels.redactie import ZONDER_TEKST, is_leeg, is_ouder

KOP = re.compile(r"<h3>(.+?)</h3>", re.DOTALL)
OPMAAK = re.compile(r"<[^>]*>")
SAMEN = datetime.timedelta(minutes=15)  # what one person saves within this is one version to look back at


@dataclass(frozen=True)
class Blokbeeld:
    """A block in the outline; `eigen` is what the chosen gemeente does with it."""

    blok: Blok
    plaats: int  # in its chapter, from 0; blocks that are not shown count too
    naam: str
    met_tekst: bool
    leeg: bool
    varianten: int
    ouder: int
    eigen: Tekstvariant | None
    eigen_ouder: bool


@dataclass(frozen=True)
class Hoofdstukbeeld:
    hoofdstuk: Hoofdstuk
    blokken: list[Blokbeeld]


def overzicht(*, opzet: Opzet, gemeente: Gemeente | None) -> list[Hoofdstukbeeld]:
    """Chapters with their blocks, without those that are of another gemeente only. Three queries."""
    varianten = Prefetch("varianten", queryset=Tekstvariant.objects.defer("tekst"))
    blokken = Prefetch("blokken", queryset=Blok.objects.select_related("campagne", "gemeente").prefetch_related(varianten))
    hoofdstukken = opzet.hoofdstukken.select_related("programmalijn").prefetch_related(blokken)
    return [
        Hoofdstukbeeld(h, [_blok(plaats, b, gemeente) for plaats, b in enumerate(h.blokken.all()) if _is_van(b, gemeente)])
        for h in hoofdstukken
    ]


def _is_van(blok: Blok, gemeente: Gemeente | None) -> bool:
    return blok.gemeente_id is None or gemeente is None or blok.gemeente_id == gemeente.pk


def _blok(plaats: int, blok: Blok, gemeente: Gemeente | None) -> Blokbeeld:
    varianten = list(blok.varianten.all())
    eigen = next((v for v in varianten if gemeente and v.gemeente_id == gemeente.pk), None)
    met_tekst = heeft_tekst(blok=blok)
    return Blokbeeld(
        blok=blok,
        plaats=plaats,
        naam=naam_van(blok=blok),
        met_tekst=met_tekst,
        leeg=met_tekst and is_leeg(blok.tekst),
        varianten=len(varianten),
        ouder=sum(is_ouder(variant=v, blok=blok) for v in varianten),
        eigen=eigen,
        eigen_ouder=eigen is not None and is_ouder(variant=eigen, blok=blok),
    )


def heeft_tekst(*, blok: Blok) -> bool:
    """Whether the text of this kind of block is shown in the report."""
    return blok.soort not in ZONDER_TEKST


def naam_van(*, blok: Blok) -> str:
    """A name that tells blocks of one chapter apart."""
    if blok.titel:
        return blok.titel
    if blok.soort == Blok.Soort.TEKST:
        kop = KOP.search(blok.tekst)
        return unescape(OPMAAK.sub("", kop[1])) if kop else blok.sleutel.replace("-", " ").capitalize()
    return str(blok.get_soort_display()).capitalize()


def varianten_van(*, blok: Blok) -> list[tuple[Tekstvariant, bool]]:
    """What each gemeente does with the block, and whether that is older than the shared text."""
    return [(v, is_ouder(variant=v, blok=blok)) for v in blok.varianten.select_related("gemeente")]


# ------------------------------------------------------------------ earlier versions
@dataclass(frozen=True)
class Versie:
    """A text as it was kept once. `wijze` is empty for the shared text, `weg` is True where a variant was taken away."""

    pk: int
    op: datetime.datetime
    wie: str
    titel: str
    tekst: str
    wijze: str
    weg: bool
    reden: str


def versies(*, blok: Blok, gemeente: Gemeente | None = None) -> list[Versie]:
    """The texts of a block, or of one gemeente in it, newest first; who saved many times in a row has one version."""
    rijen: QuerySet
    if gemeente is None:
        rijen = Blok.history.filter(id=blok.pk)
    else:
        rijen = Tekstvariant.history.filter(blok_id=blok.pk, gemeente_id=gemeente.pk)
    alle = [_versie(rij) for rij in rijen.select_related("history_user").order_by("history_date", "history_id")]
    return list(reversed(_samengenomen(alle)))


def _versie(rij) -> Versie:
    return Versie(
        pk=rij.history_id,
        op=rij.history_date,
        wie=str(rij.history_user) if rij.history_user else "",
        titel=getattr(rij, "titel", ""),
        tekst=rij.tekst,
        wijze=getattr(rij, "wijze", ""),
        weg=rij.history_type == "-",
        reden=rij.history_change_reason or "",
    )


def _inhoud(versie: Versie) -> tuple:
    return versie.titel, versie.tekst, versie.wijze, versie.weg


def _samengenomen(alle: Iterable[Versie]) -> list[Versie]:
    uit: list[Versie] = []
    for versie in alle:
        if uit and _inhoud(uit[-1]) == _inhoud(versie):
            continue
        zelfde = len(uit) > 1 and uit[-1].wie == versie.wie and versie.op - uit[-1].op < SAMEN and not uit[-1].weg
        if zelfde and not versie.weg:
            uit[-1] = versie
        else:
            uit.append(versie)
    return uit


def bij_slot(*, object: Blok | Tekstvariant, slot: int) -> tuple[str, str]:
    """Heading and text at a lock number: what two people who changed it both started from; empty when that is not known."""
    rij = type(object).history.filter(id=object.pk, slot=slot).order_by("-history_date", "-history_id").first()
    return (getattr(rij, "titel", ""), rij.tekst) if rij else ("", "")


def tekst_bij_versie(*, blok: Blok, tekstversie: int) -> str:
    """The shared text as it was at a version; the text of now when that is not known."""
    rij = Blok.history.filter(id=blok.pk, tekstversie=tekstversie).order_by("-history_date", "-history_id").first()
    return rij.tekst if rij else blok.tekst
