"""Selections as a list: what each costs and what happened to it, for many at a time in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from catalogus.fouten import RegelFout
from catalogus.models import Afname, Afnameregel, Statuswissel
from catalogus.regels.afnameprijzen import bedragen_van

NUL = Decimal(0)


@dataclass(frozen=True)
class Keuzerij:
    """One selection. `per_lijn`: euro by number of programmalijn; `onvolledig`: a line has no price yet."""

    afname: Afname
    activiteiten: int
    per_lijn: dict[int, Decimal]
    onvolledig: bool
    wissels: tuple[Statuswissel, ...]  # oldest first

    @property
    def totaal(self) -> Decimal:
        return sum(self.per_lijn.values(), NUL)

    @property
    def laatste(self) -> Statuswissel | None:
        return self.wissels[-1] if self.wissels else None


def keuzerijen(*, afnames: Iterable[Afname]) -> list[Keuzerij]:
    """In the order given; eight queries."""
    afnames = list(afnames)
    regels, wissels = regels_van(afnames=afnames), wissels_van(afnames=afnames)
    return [_rij(afname, regels[afname.pk], wissels[afname.pk]) for afname in afnames]


def _rij(afname: Afname, regels: list[Afnameregel], wissels: list[Statuswissel]) -> Keuzerij:
    per_lijn: dict[int, Decimal] = defaultdict(lambda: NUL)
    onvolledig = False
    for regel in regels:
        try:
            bedragen = bedragen_van(regel=regel)
        except RegelFout:  # a quantity without a class in the staffel; the selection itself says which
            bedragen = None
        onvolledig |= bedragen is None
        per_lijn[regel.activiteit.programmalijn.nummer] += sum(bedragen or (), NUL)
    return Keuzerij(afname, len(regels), dict(sorted(per_lijn.items())), onvolledig, tuple(wissels))


def wissels_van(*, afnames: Iterable[Afname]) -> dict[int, list[Statuswissel]]:
    """The log per afname, oldest first."""
    uit: dict[int, list[Statuswissel]] = defaultdict(list)
    for wissel in Statuswissel.objects.filter(afname__in=afnames).select_related("door").order_by("op", "pk"):
        uit[wissel.afname_id].append(wissel)
    return uit


def regels_van(*, afnames: Iterable[Afname]) -> dict[int, list[Afnameregel]]:
    """Lines per afname, with all that their price needs."""
    uit: dict[int, list[Afnameregel]] = defaultdict(list)
    rijen = Afnameregel.objects.filter(afname__in=afnames).select_related(
        "activiteit__programmalijn", "prijsopgave", "voorganger"
    )
    rijen = rijen.prefetch_related("locaties", "voorganger__locaties", "activiteit__prijzen")
    for regel in rijen.order_by("pk"):
        uit[regel.afname_id].append(regel)
    return uit
