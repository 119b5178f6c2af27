"""Counting what was carried out over a stored selection: executions, meetings, deelnames; joint ones once for the stichting."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Case, Count, F, Max, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Coalesce, ExtractYear

from catalogus.fouten import RegelFout
from catalogus.models import Bijeenkomst, Deelname, Uitvoering

SLEUTELS = {"codes", "programmalijnen", "platform", "campagnes"}


@dataclass
class Aantallen:
    uitvoeringen: int = 0
    bijeenkomsten: int = 0
    deelnames: int = 0
    deels_heel: bool = False  # the whole number of a joint meeting stands in for the unknown share of a gemeente
    voorbeeld: bool = False


@dataclass
class Telling:
    """Counts per year and gemeente; gemeente None is the stichting."""

    per: dict[tuple[int, int | None], Aantallen] = field(default_factory=lambda: defaultdict(Aantallen))

    def voor(self, *, jaar: int, gemeente_id: int | None) -> Aantallen:
        return self.per.get((jaar, gemeente_id), Aantallen())


def geregistreerd(*, jaren: Iterable[int]) -> set[tuple[int, int | None]]:
    """(year, gemeente) for which anything at all was registered; gemeente None when there is anything in that year."""
    rijen = gehouden(jaren=jaren).annotate(jaar=ExtractYear("datum"))
    paren = set(rijen.values_list("jaar", "uitvoering__gemeenten").distinct())
    return paren | {(jaar, None) for jaar, _ in paren}


def selectie_q(*, selectie: dict) -> Q:
    """Filter on Bijeenkomst for a stored selection.

    Keys, all optional, combined with and: codes, programmalijnen (numbers), platform (true or false), campagnes (sleutels).
    Without `platform: true` activities of others are left out. RegelFout for an unknown key.
    """
    if vreemd := set(selectie) - SLEUTELS:
        raise RegelFout(
            f"De selectie kent ‘{min(vreemd)}’ niet. Gebruik {', '.join(sorted(SLEUTELS))}.",
            code="selectie",
            veld="selectie",
        )
    q = Q(uitvoering__platform=bool(selectie.get("platform", False)))
    if "codes" in selectie:
        q &= Q(uitvoering__activiteit__code__in=selectie["codes"])
    if "programmalijnen" in selectie:
        q &= Q(uitvoering__activiteit__programmalijn__nummer__in=selectie["programmalijnen"])
    if "campagnes" in selectie:
        q &= Q(uitvoering__campagne__sleutel__in=selectie["campagnes"])
    return q


def gehouden(*, jaren: Iterable[int]) -> QuerySet[Bijeenkomst]:
    """Meetings that were held in the given years; the year follows the date."""
    jaren = sorted(set(jaren))
    return Bijeenkomst.objects.filter(
        status=Bijeenkomst.Status.GEHOUDEN, datum__year__gte=jaren[0], datum__year__lte=jaren[-1]
    ).order_by()


def tel(*, selectie: dict, jaren: Iterable[int]) -> Telling:
    """Counts a selection for all gemeenten and the stichting, in four queries.

    A joint execution counts in each of its gemeenten and once for the stichting. Deelnames of a gemeente are its own number
    where that is known, else the whole number of the meeting; then `deels_heel` is set.
    """
    telling = Telling()
    basis = gehouden(jaren=jaren).filter(selectie_q(selectie=selectie)).annotate(jaar=ExtractYear("datum"))
    voorbeeld = Max(Case(When(uitvoering__voorbeeld=True, then=Value(1)), default=Value(0)))
    for rij in basis.values("jaar").annotate(
        u=Count("uitvoering", distinct=True), b=Count("pk"), d=Coalesce(Sum("deelnames"), 0), v=voorbeeld
    ):
        telling.per[rij["jaar"], None] = Aantallen(rij["u"], rij["b"], rij["d"], voorbeeld=bool(rij["v"]))
    for rij in basis.values("jaar", gemeente=F("uitvoering__gemeenten")).annotate(
        u=Count("uitvoering", distinct=True), b=Count("pk"), d=Coalesce(Sum("deelnames"), 0), v=voorbeeld
    ):
        if rij["gemeente"] is None:
            continue  # belongs to no gemeente; the stichting has it already
        telling.per[rij["jaar"], rij["gemeente"]] = Aantallen(rij["u"], rij["b"], rij["d"], voorbeeld=bool(rij["v"]))
    _eigen_aantallen(telling, basis)
    return telling


def _eigen_aantallen(telling: Telling, basis: QuerySet[Bijeenkomst]) -> None:
    """Replaces the whole number of joint meetings by the known number per gemeente."""
    paren = Uitvoering.gemeenten.through.objects.values("uitvoering").annotate(n=Count("pk"))
    gezamenlijk = paren.filter(n__gt=1)  # type: ignore[misc]
    deelnames = Deelname.objects.filter(
        bijeenkomst__in=basis.filter(uitvoering__in=gezamenlijk.values("uitvoering")).values("pk")
    ).values_list("bijeenkomst_id", "gemeente_id", "aantal")
    bekend = {(bijeenkomst, gemeente): aantal for bijeenkomst, gemeente, aantal in deelnames}
    rijen = basis.filter(uitvoering__in=gezamenlijk.values("uitvoering")).values_list(
        "pk", ExtractYear("datum"), "deelnames", "uitvoering__gemeenten"
    )
    for pk, jaar, heel, gemeente in rijen:
        aantallen = telling.per[jaar, gemeente]
        if (pk, gemeente) in bekend:
            aantallen.deelnames += bekend[pk, gemeente] - (heel or 0)
            if heel is None:
                telling.per[jaar, None].deelnames += bekend[pk, gemeente]
        elif heel:
            aantallen.deels_heel = True
