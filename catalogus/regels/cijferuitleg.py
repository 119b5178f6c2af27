"""Where a computed figure comes from: its parts, or the rows that it counts."""

import datetime
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Count, Max, Min, Prefetch, Q, QuerySet

from catalogus.models import Bijeenkomst, Deelname, Indicator, Inwonertal, Scope, Uitvoering
from catalogus.regels.cijferrooster import Cel, Plek, cel
from catalogus.regels.cijfers import Cijfers, schoolsoort
from catalogus.regels.locaties import Locatiebeeld, telt_als
from catalogus.regels.tellen import gehouden, selectie_q

Soort = Indicator.Soort
PER_PAGINA = 50
UITGEVOERD = {Soort.UITVOERINGEN, Soort.BIJEENKOMSTEN, Soort.DEELNAMES}


@dataclass(frozen=True)
class Geteld:
    """A meeting that is counted: its whole number, what of it counts here, and for whom it was."""

    bijeenkomst: Bijeenkomst
    telt: int
    heel: bool  # the whole number stands in for an unknown share
    gemeenten: tuple[str, ...]


@dataclass(frozen=True)
class Uitleg:
    """`soort` says which of the other fields is filled: delen, gemeenten, bijeenkomsten, uitvoeringen, locaties, inwoners."""

    soort: str
    delen: tuple[Cel, ...] = ()
    pagina: Page | None = None
    rijen: tuple = ()
    peildatum: datetime.date | None = None
    factor: bool = False  # a share, times a hundred


def uitleg(*, cijfers: Cijfers, wat: Cel, jaar: int, pagina: int | str | None = 1) -> Uitleg | None:
    """How the figure of a cell is worked out; None when it is entered only."""
    indicator, plek = wat.indicator, wat.plek
    if indicator.soort == Soort.SOM:
        return Uitleg("som", _delen(cijfers, [d.code for d in indicator.onderdelen.all()], jaar, plek))
    if indicator.soort == Soort.VERHOUDING:
        assert indicator.teller is not None and indicator.noemer is not None
        delen = _delen(cijfers, [indicator.teller.code, indicator.noemer.code], jaar, plek)
        return Uitleg("verhouding", delen, factor=indicator.eenheid == "%")
    if wat.invoer or not wat.bestaat:
        return None
    if indicator.soort in UITGEVOERD:
        return _uitgevoerd(indicator, jaar, plek, pagina)
    if plek.scope == Scope.STICHTING:
        plekken = [Plek(g.cbs_code, g.naam, Scope.GEMEENTE, g) for g in cijfers.deelnemers(jaar)]
        return Uitleg("gemeenten", tuple(cel(cijfers=cijfers, indicator=indicator, jaar=jaar, plek=p) for p in plekken))
    if indicator.soort == Soort.INWONERS:
        return _inwoners(cijfers, jaar, plek)
    if indicator.soort in {Soort.LOCATIES, Soort.LEERLINGEN}:
        return _locaties(cijfers, indicator, jaar, plek)
    return None


def _delen(cijfers: Cijfers, codes: list[str], jaar: int, plek: Plek) -> tuple[Cel, ...]:
    return tuple(cel(cijfers=cijfers, indicator=cijfers.indicatoren[code], jaar=jaar, plek=plek) for code in codes)


# ------------------------------------------------------------------ what was carried out
def geteld(*, indicator: Indicator, jaar: int, plek: Plek) -> QuerySet[Bijeenkomst]:
    """The meetings behind a count, newest first."""
    rijen = gehouden(jaren=[jaar]).filter(selectie_q(selectie=indicator.selectie))
    if plek.gemeente:
        rijen = rijen.filter(uitvoering__in=plek.gemeente.uitvoeringen.values("pk"))
    return rijen.order_by("-datum", "-pk")


def _uitgevoerd(indicator: Indicator, jaar: int, plek: Plek, pagina: int | str | None) -> Uitleg:
    rijen = geteld(indicator=indicator, jaar=jaar, plek=plek)
    if indicator.soort == Soort.UITVOERINGEN:
        binnen = Q(bijeenkomsten__in=rijen.order_by().values("pk"))
        reeksen = (
            Uitvoering.objects.filter(pk__in=rijen.order_by().values("uitvoering"))
            .select_related("activiteit", "locatie")
            .prefetch_related("gemeenten")
            .annotate(
                keren=Count("bijeenkomsten", filter=binnen),
                eerste=Min("bijeenkomsten__datum", filter=binnen),
                laatste=Max("bijeenkomsten__datum", filter=binnen),
            )
        )
        return Uitleg("uitvoeringen", pagina=Paginator(reeksen.order_by("-laatste", "-pk"), PER_PAGINA).get_page(pagina))
    rijen = rijen.select_related("uitvoering__activiteit", "uitvoering__locatie").prefetch_related(
        "uitvoering__gemeenten", Prefetch("deelnames_per_gemeente", queryset=Deelname.objects.order_by("pk"))
    )
    blad = Paginator(rijen, PER_PAGINA).get_page(pagina)
    return Uitleg(indicator.soort, pagina=blad, rijen=tuple(_geteld(rij, plek) for rij in blad))


def _geteld(rij: Bijeenkomst, plek: Plek) -> Geteld:
    """Mirrors `Register`: the own number where it is known, else the whole; for the stichting the whole, else what is known."""
    gemeenten = {g.pk: g.naam for g in rij.uitvoering.gemeenten.all()}
    eigen = {d.gemeente_id: d.aantal for d in rij.deelnames_per_gemeente.all() if d.gemeente_id in gemeenten}
    heel = rij.deelnames or 0
    if len(gemeenten) < 2:
        telt, vult_in = heel, False
    elif plek.gemeente is None:
        telt, vult_in = (sum(eigen.values()) if rij.deelnames is None else heel), False
    else:
        telt = eigen.get(plek.gemeente.pk, heel)
        vult_in = plek.gemeente.pk not in eigen and heel > 0
    return Geteld(rij, telt, vult_in, tuple(gemeenten.values()))


# ------------------------------------------------------------------ what there is
def _locaties(cijfers: Cijfers, indicator: Indicator, jaar: int, plek: Plek) -> Uitleg:
    assert plek.gemeente is not None
    if indicator.soort == Soort.LOCATIES:
        rijen = [b for b in cijfers.locaties(jaar=jaar, gemeente=plek.gemeente) if telt_als(beeld=b, functie=indicator.functie)]
        return Uitleg("locaties", rijen=_op_naam(rijen), peildatum=cijfers.peildatum_locaties(jaar))
    school = schoolsoort(indicator)
    rijen = [b for b in cijfers.scholen(jaar=jaar, gemeente=plek.gemeente, school=school) if indicator.functie in b.functies]
    return Uitleg("leerlingen", rijen=_op_naam(rijen), peildatum=cijfers.teldatum(jaar, school))


def _op_naam(rijen: list[Locatiebeeld]) -> tuple[Locatiebeeld, ...]:
    return tuple(sorted(rijen, key=lambda b: (b.locatie.plaats, b.locatie.naam)))


def _inwoners(cijfers: Cijfers, jaar: int, plek: Plek) -> Uitleg:
    dag = cijfers.peildatum_inwoners(jaar)
    standen = Inwonertal.objects.filter(gemeente=plek.gemeente, peildatum__lte=dag, peildatum__year__gte=jaar - 1)
    return Uitleg("inwoners", rijen=tuple(standen.order_by("-peildatum")[:1]), peildatum=dag)
