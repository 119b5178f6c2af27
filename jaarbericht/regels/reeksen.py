"""Figures over the years, and held against others: by name where they were published, else the average of a fixed group.

What a gemeente may see of others must not lead back to one of them. So the average is the same for everybody, is there only
when the whole group has its figure, is rounded, and is left out while fewer than four of its members are unknown to who looks.
"""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F

from catalogus import toegang
from catalogus.models import Gemeente, Indicator, Scope
from catalogus.opmaak import afronden
from catalogus.regels.cijfers import Cijfer, Cijfers
from jaarbericht.models import Uitgave

MINST = 4  # others behind an average
SIGNIFICANT = 3  # digits of an average that are shown
Publiek = dict[tuple[str, int, int], Decimal | None]  # code, year, gemeente: as published; None is geen gegevens


@dataclass(frozen=True)
class Punt:
    waarde: Decimal | None
    geen_gegevens: bool = False
    voorlopig: bool = False


@dataclass(frozen=True)
class Reeks:
    """One line over the years. `soort`: eigen, gemiddelde, naam (of another gemeente) or stichting."""

    naam: str
    soort: str
    punten: dict[int, Punt]
    gemeente: Gemeente | None = None

    @property
    def leeg(self) -> bool:
        return all(punt.waarde is None for punt in self.punten.values())


def kent_inwoners(*, indicator: Indicator) -> bool:
    """Whether the figure says something when divided by the number of inhabitants."""
    return indicator.eenheid != "%" and indicator.soort not in {Indicator.Soort.VERHOUDING, Indicator.Soort.INWONERS}


def gepubliceerd(*, jaren: Collection[int]) -> Publiek:
    """Every figure of a gemeente as it stands in a published report: of its own year, else as last year of the next report."""
    uitgaven = toegang.openbare_uitgaven(Uitgave.objects.filter(jaarbericht__jaar__in={*jaren, *(j + 1 for j in jaren)}))
    rijen = uitgaven.annotate(regels=F("inhoud__cijfers")).values_list(
        "jaarbericht__jaar", "jaarbericht__gemeente", "jaarbericht__gemeente__naam", "regels"
    )
    nieuwste = {(jaar, gemeente): (naam, regels or []) for jaar, gemeente, naam, regels in rijen.order_by("nummer")}
    uit: Publiek = {}
    for (jaar, gemeente), (naam, regels) in sorted(nieuwste.items(), reverse=True):  # the report of the year itself comes last
        for regel in regels:
            if regel["bereik"] == naam and regel["jaar"] in {jaar, jaar - 1}:
                waarde = regel["waarde"]
                uit[regel["code"], regel["jaar"], gemeente] = None if waarde is None else Decimal(waarde)
    return uit


def reeksen(
    *,
    cijfers: Cijfers,
    publiek: Publiek,
    indicator: Indicator,
    gemeente: Gemeente,
    eigen: Collection[int],
    per_inwoner: bool = False,
) -> list[Reeks]:
    """What a gemeente sees of an indicator: its own line, the average, and the others by name as far as published.

    `eigen`: the gemeenten of which the user sees everything. A figure of the stichting or the provincie has one line.
    """
    blik = _Blik(cijfers, publiek, indicator, frozenset(eigen), per_inwoner)
    if Scope.GEMEENTE not in indicator.scopes:
        return [blik.van_alle()]
    anderen = [g for g in cijfers.gemeenten.values() if g.pk != gemeente.pk and g.vergelijken_toegestaan]
    namen = [blik.op_naam(ander) for ander in sorted(anderen, key=lambda g: g.naam)]
    gemiddelde = Reeks("Gemiddelde", "gemiddelde", {jaar: Punt(blik.gemiddelde(jaar)) for jaar in cijfers.jaren})
    return [blik.eigen_reeks(gemeente, "eigen"), *(r for r in (gemiddelde, *namen) if not r.leeg)]


def alle_reeksen(*, cijfers: Cijfers, indicator: Indicator, per_inwoner: bool = False) -> list[Reeks]:
    """What the library sees of an indicator: every gemeente that took part in one of the years, and the whole."""
    blik = _Blik(cijfers, {}, indicator, frozenset(), per_inwoner)
    heel = [] if set(indicator.scopes) == {Scope.GEMEENTE} or per_inwoner else [blik.van_alle()]
    if Scope.GEMEENTE not in indicator.scopes:
        return heel
    mee = {g.pk: g for jaar in cijfers.jaren for g in cijfers.deelnemers(jaar)}
    return [*heel, *(blik.eigen_reeks(g, "naam") for g in sorted(mee.values(), key=lambda g: g.naam))]


def grof(waarde: Decimal) -> Decimal:
    """Rounded half-up to three significant digits: 118.342 → 118.000, 4,7931 → 4,79."""
    return waarde if not waarde else afronden(waarde, SIGNIFICANT - 1 - waarde.adjusted())


@dataclass(frozen=True)
class _Blik:
    """One indicator, seen by somebody who sees everything of the gemeenten in `eigen`."""

    cijfers: Cijfers
    publiek: Publiek
    indicator: Indicator
    eigen: frozenset[int]
    per_inwoner: bool

    def _deel(self, waarde: Decimal | None, jaar: int, gemeente: Gemeente) -> Decimal | None:
        if waarde is None or not self.per_inwoner:
            return waarde
        inwoners = self.cijfers.inwoners(jaar=jaar, gemeente=gemeente)
        return waarde / inwoners if inwoners else None

    def _cijfer(self, jaar: int, gemeente: Gemeente) -> Cijfer:
        return self.cijfers.waarde(self.indicator.code, jaar=jaar, gemeente=gemeente)

    def eigen_reeks(self, gemeente: Gemeente, soort: str) -> Reeks:
        punten = {}
        for jaar in self.cijfers.jaren:
            cijfer = self._cijfer(jaar, gemeente)
            punten[jaar] = Punt(self._deel(cijfer.waarde, jaar, gemeente), cijfer.geen_gegevens, cijfer.voorlopig)
        return Reeks(gemeente.naam, soort, punten, gemeente)

    def van_alle(self) -> Reeks:
        """The stichting, or the provincie for what only that has."""
        scope = Scope.STICHTING if Scope.STICHTING in self.indicator.scopes else Scope.PROVINCIE
        punten = {}
        for jaar in self.cijfers.jaren:
            cijfer = self.cijfers.waarde(self.indicator.code, jaar=jaar, scope=scope)
            punten[jaar] = Punt(cijfer.waarde, cijfer.geen_gegevens, cijfer.voorlopig)
        return Reeks(scope.label.capitalize(), "stichting", punten)

    def op_naam(self, gemeente: Gemeente) -> Reeks:
        """Another gemeente, only as published."""
        punten = {}
        for jaar in self.cijfers.jaren:
            sleutel = (self.indicator.code, jaar, gemeente.pk)
            waarde = self._deel(self.publiek.get(sleutel), jaar, gemeente)
            punten[jaar] = Punt(waarde, geen_gegevens=sleutel in self.publiek and self.publiek[sleutel] is None)
        return Reeks(gemeente.naam, "naam", punten, gemeente)

    def gemiddelde(self, jaar: int) -> Decimal | None:
        """The average of the group of the year: all that take part and allow comparing. None when it may not be shown."""
        waarden: dict[int, Decimal] = {}
        bekend = set(self.eigen)
        for gemeente in self.cijfers.deelnemers(jaar):
            if not gemeente.vergelijken_toegestaan:
                continue
            sleutel = (self.indicator.code, jaar, gemeente.pk)
            cijfer = self._cijfer(jaar, gemeente)
            if sleutel in self.publiek:
                bekend.add(gemeente.pk)
                waarde = self.publiek[sleutel]
            elif cijfer.ontbreekt:
                return None  # the group is not complete: who comes in last would be the difference
            else:
                waarde = cijfer.waarde
            deel = self._deel(waarde, jaar, gemeente)
            if deel is not None:
                waarden[gemeente.pk] = deel
        onbekend = len(waarden.keys() - bekend)
        if len(waarden.keys() - self.eigen) < MINST or 0 < onbekend < MINST:
            return None
        return grof(sum(waarden.values(), Decimal(0)) / len(waarden))
