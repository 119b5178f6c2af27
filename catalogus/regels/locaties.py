"""What locations are on a date: their function, kind and number of pupils."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Prefetch, QuerySet

from catalogus.models import Functie, Locatie, Locatiefunctie, Locatiestand, Vestigingssoort

VESTIGING = {Functie.BIBLIOTHEEK, Functie.SERVICEPUNT}


@dataclass(frozen=True)
class Locatiebeeld:
    """A location as it was on a date."""

    locatie: Locatie
    functies: frozenset[str]
    soort: str  # Vestigingssoort, "" when it is no branch of the library
    leerlingen: int | None
    bemande_uren: Decimal | None


def _geldig(rijen, datum: datetime.date):
    return [rij for rij in rijen if rij.van <= datum and (rij.tot is None or rij.tot >= datum)]


def vestigingssoort(*, vast: str, bemande_uren: Decimal | None, functies: frozenset[str]) -> str:
    """bibliotheek above 15 manned hours a week, servicepunt from 5 to 15, else overig; without hours the function itself.

    Source: Staatscourant 2023, 9297. `vast` is the override by hand. "" when the location is no branch at all.
    """
    if not functies & VESTIGING:
        return ""
    if vast:
        return vast
    if bemande_uren is None:
        return Vestigingssoort.BIBLIOTHEEK if Functie.BIBLIOTHEEK in functies else Vestigingssoort.SERVICEPUNT
    if bemande_uren > 15:
        return Vestigingssoort.BIBLIOTHEEK
    return Vestigingssoort.SERVICEPUNT if bemande_uren >= 5 else Vestigingssoort.OVERIG


def met_verloop(*, locaties: QuerySet[Locatie]) -> QuerySet[Locatie]:
    """Locations with all that ever held for them, for `beeld_op`; three queries."""
    return locaties.select_related("gemeente").prefetch_related(
        Prefetch("functies", queryset=Locatiefunctie.objects.order_by("pk")),
        Prefetch("standen", queryset=Locatiestand.objects.order_by("-vanaf")),
    )


def beeld_op(*, locatie: Locatie, datum: datetime.date) -> Locatiebeeld:
    """A location of `met_verloop` as it was on `datum`."""
    functies = frozenset(rij.functie for rij in _geldig(locatie.functies.all(), datum))
    stand = next((rij for rij in locatie.standen.all() if rij.vanaf <= datum), None)
    uren = stand.bemande_uren if stand else None
    return Locatiebeeld(
        locatie=locatie,
        functies=functies,
        soort=vestigingssoort(vast=locatie.soort_vast, bemande_uren=uren, functies=functies),
        leerlingen=stand.leerlingen if stand else None,
        bemande_uren=uren,
    )


def beelden(*, locaties: QuerySet[Locatie], datum: datetime.date) -> list[Locatiebeeld]:
    """The locations of a queryset as they were on `datum`, in three queries."""
    return [beeld_op(locatie=locatie, datum=datum) for locatie in met_verloop(locaties=locaties)]


def telt_als(*, beeld: Locatiebeeld, functie: str) -> bool:
    """Whether a location counts for a function; bibliotheek and servicepunt follow the derived kind."""
    if functie in VESTIGING:
        return beeld.soort == functie
    return functie in beeld.functies
