"""The board of a year: every gemeente with its chapters, what is open in them, who worked on it last, and what comes next."""

import datetime
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count, Max

from catalogus import toegang
from catalogus.models import Gebruiker, Gemeente
from jaarbericht.models import (
    Blok,
    Citaat,
    Feit,
    Hoofdstuk,
    Jaarbericht,
    Opmerking,
    Opzet,
    Taakregel,
    Tekstvariant,
    Verhaal,
)
from jaarbericht.regels.tellingen import Telling, bekend
from jaarbericht.regels.uitgeven import Stap, mogelijke_stappen

ZONDER_STAAT = (Hoofdstuk.Soort.OMSLAG, Hoofdstuk.Soort.INHOUD)  # nothing to write in them


@dataclass(frozen=True)
class Werk:
    """Who changed something last, and when."""

    wie: str
    wanneer: datetime.datetime


@dataclass(frozen=True)
class Vak:
    """One chapter of one gemeente. `open`: findings in it, None while they were not counted."""

    hoofdstuk: Hoofdstuk
    blokken: int
    opmerkingen: int
    open: int | None
    werk: Werk | None

    @property
    def staat(self) -> str:
        """The one sign for the chapter: what asks most attention comes first."""
        if not self.blokken:
            return "leeg"
        if self.open:
            return "open"
        if self.opmerkingen:
            return "opmerking"
        return "goed" if self.open == 0 else "onbekend"


@dataclass(frozen=True)
class Rij:
    gemeente: Gemeente
    jaarbericht: Jaarbericht
    vakken: tuple[Vak, ...]
    telling: Telling | None
    opmerkingen: int
    werk: Werk | None
    bezig: bool  # a job for this report waits or runs
    stappen: tuple[Stap, ...]


def jaren() -> list[int]:
    """Years with an opzet or a report, newest first."""
    jaren = Opzet.objects.order_by().values_list("jaar").union(Jaarbericht.objects.order_by().values_list("jaar"))
    return sorted((jaar for (jaar,) in jaren), reverse=True)


def hoofdstukken_van(jaar: int) -> list[Hoofdstuk]:
    """Chapters that have a column."""
    rijen = Hoofdstuk.objects.filter(opzet__jaar=jaar).exclude(soort__in=ZONDER_STAAT).select_related("programmalijn")
    return list(rijen.order_by("volgorde", "pk"))


def bord(*, user, jaar: int, alleen: Gemeente | None = None) -> list[Rij]:
    """The rows of a year in a fixed number of queries; `alleen` for one of them."""
    gemeenten = [alleen] if alleen else list(Gemeente.objects.deelnemers(jaar))
    hoofdstukken = hoofdstukken_van(jaar)
    berichten = toegang.zichtbaar_voor(user, Jaarbericht.objects.filter(jaar=jaar, gemeente__in=gemeenten))
    per_gemeente = {bericht.gemeente_id: bericht for bericht in berichten}
    tellingen = bekend(gemeenten=gemeenten, jaar=jaar)
    opmerkingen = _opmerkingen(jaar)
    blokken = list(Blok.objects.filter(hoofdstuk__opzet__jaar=jaar).values_list("pk", "hoofdstuk_id", "gemeente_id"))
    werk = _werk(jaar, blokken, hoofdstukken)
    lopend = Taakregel.objects.filter(jaarbericht__jaar=jaar, status__in=[Taakregel.Status.WACHT, Taakregel.Status.BEZIG])
    bezig = set(lopend.values_list("jaarbericht__gemeente", flat=True))
    rijen = []
    for gemeente in gemeenten:
        bericht = per_gemeente.get(gemeente.pk) or Jaarbericht(gemeente=gemeente, jaar=jaar)
        telling = tellingen.get(gemeente)
        vakken = tuple(
            Vak(
                hoofdstuk=hoofdstuk,
                blokken=sum(h == hoofdstuk.pk and g in {None, gemeente.pk} for _, h, g in blokken),
                opmerkingen=opmerkingen[gemeente.pk, hoofdstuk.sleutel],
                open=telling.per_hoofdstuk.get(hoofdstuk.titel, 0) if telling else None,
                werk=_laatste(werk, gemeente, hoofdstuk),
            )
            for hoofdstuk in hoofdstukken
        )
        rijen.append(
            Rij(
                gemeente=gemeente,
                jaarbericht=bericht,
                vakken=vakken,
                telling=telling,
                opmerkingen=sum(aantal for (pk, _), aantal in opmerkingen.items() if pk == gemeente.pk),
                werk=max((vak.werk for vak in vakken if vak.werk), key=lambda w: w.wanneer, default=None),
                bezig=gemeente.pk in bezig,
                stappen=tuple(mogelijke_stappen(jaarbericht=bericht, door=user)),
            )
        )
    return rijen


def _opmerkingen(jaar: int) -> Counter[tuple[int, str]]:
    """Remarks that are not resolved, by gemeente and chapter."""
    rijen = Opmerking.objects.filter(uitgave__jaarbericht__jaar=jaar, opgelost=False, antwoord_op=None)
    telling = rijen.order_by().values_list("uitgave__jaarbericht__gemeente", "hoofdstuk").annotate(Count("pk"))
    return Counter({(gemeente, hoofdstuk): aantal for gemeente, hoofdstuk, aantal in telling})


# ------------------------------------------------------------------ who worked on it
Plek = tuple[int | None, int]  # gemeente (None: shared text) and chapter


def _werk(jaar: int, blokken: list, hoofdstukken: list[Hoofdstuk]) -> dict[Plek, Werk]:
    """The last change per gemeente and chapter, out of the histories of texts, stories, quotes and facts."""
    hoofdstuk_van = {blok: hoofdstuk for blok, hoofdstuk, _ in blokken}
    lijnen = {h.programmalijn_id: h.pk for h in hoofdstukken if h.programmalijn_id}
    gevonden: dict[Plek, tuple[datetime.datetime, int]] = {}

    def noteer(gemeente: int | None, hoofdstuk: int | None, wanneer: datetime.datetime, wie: int) -> None:
        if hoofdstuk is not None:
            plek = (gemeente, hoofdstuk)
            gevonden[plek] = max(gevonden.get(plek, (wanneer, wie)), (wanneer, wie))

    for rij in _laatste_regels(Blok, "id", "gemeente_id", id__in=hoofdstuk_van):
        noteer(rij.gemeente_id, hoofdstuk_van[rij.id], rij.history_date, rij.history_user_id)
    for rij in _laatste_regels(Tekstvariant, "blok_id", "gemeente_id", blok_id__in=hoofdstuk_van):
        noteer(rij.gemeente_id, hoofdstuk_van[rij.blok_id], rij.history_date, rij.history_user_id)
    for model in (Verhaal, Citaat, Feit):
        for rij in _laatste_regels(model, "programmalijn_id", "gemeente_id", jaar=jaar):
            noteer(rij.gemeente_id, lijnen.get(rij.programmalijn_id), rij.history_date, rij.history_user_id)
    namen = {mens.pk: str(mens) for mens in Gebruiker.objects.filter(pk__in={wie for _, wie in gevonden.values()})}
    return {plek: Werk(namen.get(wie, ""), wanneer) for plek, (wanneer, wie) in gevonden.items()}


def _laatste_regels(model: Any, *per: str, **filters) -> Iterator:
    """The newest line of the history per combination of fields, of changes that somebody made."""
    regels = model.history.filter(history_user__isnull=False, **filters)
    nieuwste = regels.order_by().values(*per).annotate(nieuwste=Max("history_id")).values("nieuwste")
    return model.history.filter(history_id__in=nieuwste).iterator()


def _laatste(werk: dict[Plek, Werk], gemeente: Gemeente, hoofdstuk: Hoofdstuk) -> Werk | None:
    """Shared text belongs to every gemeente."""
    passend = (werk[plek] for plek in ((gemeente.pk, hoofdstuk.pk), (None, hoofdstuk.pk)) if plek in werk)
    return max(passend, key=lambda w: w.wanneer, default=None)


def met_telling(*, rij: Rij, telling: Telling) -> Rij:
    """The row with its findings counted."""
    vakken = tuple(replace(vak, open=telling.per_hoofdstuk.get(vak.hoofdstuk.titel, 0)) for vak in rij.vakken)
    return replace(rij, vakken=vakken, telling=telling)
