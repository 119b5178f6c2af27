"""How far a year is: per programmalijn what was carried out of what was agreed, against the part of the year that passed."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from catalogus.regels.verantwoording import Verantwoordingsregel

HEEL = Decimal(100)
ACHTER = 15  # per cent behind the calendar before it is mentioned
MEEST_GENOEMD = 2


@dataclass(frozen=True)
class Lijnvoortgang:
    """One programmalijn. `deel` is the average of what was carried out per activity, each at most 100 per cent."""

    programmalijn: int
    regels: tuple[Verantwoordingsregel, ...]  # those that are counted

    @property
    def klaar(self) -> int:
        return sum(1 for regel in self.regels if _deel(regel) == HEEL)

    @property
    def deel(self) -> Decimal:
        return sum((_deel(regel) for regel in self.regels), Decimal(0)) / len(self.regels)

    def achter(self, verstreken: Decimal) -> bool:
        return self.deel < verstreken - ACHTER

    @property
    def traagste(self) -> list[Verantwoordingsregel]:
        """The activities of which the smallest part was carried out."""
        rijen = sorted((r for r in self.regels if _deel(r) < HEEL), key=lambda r: (_deel(r), r.titel))
        return rijen[:MEEST_GENOEMD]


def _deel(regel: Verantwoordingsregel) -> Decimal:
    """Per cent carried out, at most 100. What was dropped later is done."""
    return HEEL if regel.deel is None else min(regel.deel, HEEL)


def per_lijn(*, regels: Iterable[Verantwoordingsregel]) -> list[Lijnvoortgang]:
    """Programmalijnen with something that is counted, by number."""
    lijnen: dict[int, list[Verantwoordingsregel]] = defaultdict(list)
    for regel in regels:
        if regel.uitgevoerd is not None:
            lijnen[regel.programmalijn].append(regel)
    return [Lijnvoortgang(nummer, tuple(lijnen[nummer])) for nummer in sorted(lijnen)]


def verstreken(*, jaar: int, vandaag: datetime.date) -> Decimal:
    """Per cent of the year that has passed at the end of `vandaag`: 0 before it, 100 after it."""
    begin, eind = datetime.date(jaar, 1, 1), datetime.date(jaar, 12, 31)
    dagen = min(max((vandaag - begin).days + 1, 0), (eind - begin).days + 1)
    return Decimal(dagen) * 100 / ((eind - begin).days + 1)
