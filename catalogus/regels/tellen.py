"""Counting what was carried out over stored selections: executions, meetings, deelnames; joint ones once for the stichting."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import Case, Count, Exists, F, IntegerField, Max, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce

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

    def voeg_toe(self, meer: "Aantallen") -> None:
        self.uitvoeringen += meer.uitvoeringen
        self.bijeenkomsten += meer.bijeenkomsten
        self.deelnames += meer.deelnames
        self.deels_heel |= meer.deels_heel
        self.voorbeeld |= meer.voorbeeld


@dataclass
class Telling:
    """Counts per year and gemeente; gemeente None is the stichting."""

    per: dict[tuple[int, int | None], Aantallen] = field(default_factory=lambda: defaultdict(Aantallen))

    def voor(self, *, jaar: int, gemeente_id: int | None) -> Aantallen:
        return self.per.get((jaar, gemeente_id), Aantallen())


def keur_selectie(*, selectie: dict) -> None:
    """RegelFout for a key that no selection has."""
    if vreemd := set(selectie) - SLEUTELS:
        raise RegelFout(
            f"De selectie kent ‘{min(vreemd)}’ niet. Gebruik {', '.join(sorted(SLEUTELS))}.",
            code="selectie",
            veld="selectie",
        )


def selectie_q(*, selectie: dict) -> Q:
    """Filter on Bijeenkomst for a stored selection; the rows that `Register.telling` counts.

    Keys, all optional, combined with and: codes, programmalijnen (numbers), platform (true or false), campagnes (sleutels).
    Without `platform: true` activities of others are left out.
    """
    keur_selectie(selectie=selectie)
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


class Kenmerken(NamedTuple):
    """What a group of counted meetings has in common."""

    code: str | None
    lijn: int | None
    platform: bool
    campagne: str | None

    def past(self, selectie: dict) -> bool:
        """The choice of `selectie_q`, for what is counted already."""
        return (
            self.platform == bool(selectie.get("platform", False))
            and ("codes" not in selectie or self.code in selectie["codes"])
            and ("programmalijnen" not in selectie or self.lijn in selectie["programmalijnen"])
            and ("campagnes" not in selectie or self.campagne in selectie["campagnes"])
        )


class Register:
    """Everything that was carried out in `jaren`, counted in one query however many selections are asked of it.

    A joint execution counts in each of its gemeenten and once for the stichting. Deelnames of a gemeente are its own number
    where that is known, else the whole number of the meeting; then `deels_heel` is set.
    """

    def __init__(self, *, jaren: Iterable[int]):
        self._per: dict[Kenmerken, Telling] = defaultdict(Telling)
        gezien: set[tuple[int, int]] = set()  # execution and year that the stichting has already
        for rij in _per_uitvoering(sorted(set(jaren))):
            uitvoering, gemeente, jaar, platform, voorbeeld, code, lijn, campagne, keren, heel, anders, los, deels = rij
            per = self._per[Kenmerken(code, lijn, platform, campagne)].per
            stichting = per[jaar, None]
            if (uitvoering, jaar) not in gezien:
                gezien.add((uitvoering, jaar))
                stichting.voeg_toe(Aantallen(1, keren, heel or 0, voorbeeld=voorbeeld))
            stichting.deelnames += los or 0
            if gemeente is not None:  # else it belongs to no gemeente
                per[jaar, gemeente].voeg_toe(Aantallen(1, keren, (heel or 0) + (anders or 0), bool(deels), voorbeeld))

    def geregistreerd(self, *, jaar: int, gemeente_id: int | None) -> bool:
        """Whether anything at all was carried out; gemeente None is the stichting."""
        return any((jaar, gemeente_id) in telling.per for telling in self._per.values())

    def telling(self, *, selectie: dict) -> Telling:
        """Counts of a stored selection for all gemeenten and the stichting."""
        keur_selectie(selectie=selectie)
        samen = Telling()
        for kenmerken, deel in self._per.items():
            if kenmerken.past(selectie):
                for sleutel, aantallen in deel.per.items():
                    samen.per[sleutel].voeg_toe(aantallen)
        return samen


def _per_uitvoering(jaren: list[int]) -> QuerySet:
    """A row per execution, gemeente and year, in the order in which `Register` reads them.

    Of joint executions `anders` is what the known numbers of a gemeente differ from the whole, `los` those that have no whole,
    and `deels` whether a whole stands in for an unknown share.
    """
    bekend = Deelname.objects.filter(bijeenkomst=OuterRef("pk"), gemeente=OuterRef("gemeente")).order_by()
    anderen = Uitvoering.gemeenten.through.objects.filter(uitvoering=OuterRef("uitvoering")).exclude(
        gemeente=OuterRef("gemeente")
    )
    jaar = Case(*(When(datum__year=jaar, then=Value(jaar)) for jaar in jaren), default=Value(0), output_field=IntegerField())
    return (
        gehouden(jaren=jaren)
        .annotate(jaar=jaar, gemeente=F("uitvoering__gemeenten"))
        .annotate(samen=Exists(anderen), eigen=Subquery(bekend.values("aantal")))
        .values_list("uitvoering_id", "gemeente", "jaar", "uitvoering__platform", "uitvoering__voorbeeld")
        .annotate(
            code=Max("uitvoering__activiteit__code"),  # one for each execution
            lijn=Max("uitvoering__activiteit__programmalijn__nummer"),
            campagne=Max("uitvoering__campagne__sleutel"),
            keren=Count("pk"),
            heel=Sum("deelnames"),
            anders=Sum(Case(When(samen=True, then=F("eigen") - Coalesce("deelnames", 0)))),  # nothing where it is unknown
            los=Sum(Case(When(samen=True, deelnames=None, then=F("eigen")))),
            deels=Max(Case(When(samen=True, eigen=None, deelnames__gt=0, then=Value(1)), default=Value(0))),
        )
    )
