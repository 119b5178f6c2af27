"""The grid of figures: indicators of a rubriek down, gemeenten, stichting and provincie across, with last year beside it."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.text import slugify

from catalogus.models import Gemeente, Indicator, Meting, Scope
from catalogus.opmaak import STREEP, getal
from catalogus.regels.cijfers import Cijfer, Cijfers, cijfertekst, groei, verschiltekst, wordt_berekend

GROTE_SPRONG = 25  # per cent away from last year
KLEINSTE_SPRONG = 20  # below this a change says little


def als_tekst(cijfer: Cijfer) -> str:
    """As it stands in a cell: a dash for geen gegevens, nothing where it is missing."""
    return "" if cijfer.ontbreekt else STREEP if cijfer.geen_gegevens else cijfertekst(cijfer.indicator, cijfer.waarde)


@dataclass(frozen=True)
class Plek:
    """A column: a gemeente, the stichting or the provincie."""

    sleutel: str  # the CBS code, or the scope
    naam: str
    scope: str
    gemeente: Gemeente | None = None


STICHTING = Plek("stichting", "Stichting", Scope.STICHTING)
PROVINCIE = Plek("provincie", "Provincie", Scope.PROVINCIE)


@dataclass(frozen=True)
class Cel:
    """One figure of the grid with what it was last year."""

    plek: Plek
    nu: Cijfer
    toen: Cijfer
    meting: Meting | None
    deels: Decimal | None = None  # what the gemeenten that are known add up to, while others are missing

    @property
    def indicator(self) -> Indicator:
        return self.nu.indicator

    @property
    def sleutel(self) -> str:
        return f"{self.indicator.code}.{self.plek.sleutel}"

    @property
    def bestaat(self) -> bool:
        return self.plek.scope in self.indicator.scopes

    @property
    def invoer(self) -> bool:
        """Entered by hand; the other cells are worked out."""
        return self.bestaat and not wordt_berekend(indicator=self.indicator, scope=self.plek.scope)

    @property
    def te_leveren(self) -> bool:
        return self.invoer and self.nu.ontbreekt

    @property
    def slot(self) -> int | None:
        return self.meting.slot if self.meting else None

    @property
    def tekst(self) -> str:
        return als_tekst(self.nu)

    @property
    def deels_tekst(self) -> str:
        return "" if self.deels is None else cijfertekst(self.indicator, self.deels)

    @property
    def berekend_tekst(self) -> str:
        return "" if self.nu.berekend is None else cijfertekst(self.indicator, self.nu.berekend)

    @property
    def toen_tekst(self) -> str:
        return (
            "" if self.toen.ontbreekt else STREEP if self.toen.geen_gegevens else cijfertekst(self.indicator, self.toen.waarde)
        )

    @property
    def verschil(self) -> str:
        return verschiltekst(nu=self.nu, toen=self.toen)

    @property
    def valt_op(self) -> list[str]:
        """Why somebody should look again; nothing of this stops anybody."""
        uit = []
        if self.nu.verschoven:
            was = cijfertekst(self.indicator, self.nu.geteld_bij_invoer)
            uit.append(f"De telling verschoof van {was} naar {cijfertekst(self.indicator, self.nu.berekend)}.")
        if self.nu.waarde is not None and self.plek.gemeente:
            uit += _buiten(self.indicator, self.nu.waarde)
        sprong = groei(nu=self.nu, toen=self.toen)
        grootste = max(self.nu.waarde or 0, self.toen.waarde or 0)
        if sprong is not None and abs(sprong) > GROTE_SPRONG and grootste >= KLEINSTE_SPRONG:
            richting = "meer" if sprong > 0 else "minder"
            uit.append(f"{getal(abs(sprong))}% {richting} dan in {self.toen.jaar}.")
        return uit


def _buiten(indicator: Indicator, waarde: Decimal) -> list[str]:
    van, tot = indicator.plausibel_van, indicator.plausibel_tot
    if van is not None and waarde < van:
        return [f"Lager dan gewoon: verwacht {cijfertekst(indicator, van)} of meer."]
    if tot is not None and waarde > tot:
        return [f"Hoger dan gewoon: verwacht {cijfertekst(indicator, tot)} of minder."]
    return []


@dataclass(frozen=True)
class Rij:
    indicator: Indicator
    cellen: tuple[Cel, ...]

    @property
    def berekend(self) -> bool:
        return not any(cel.invoer for cel in self.cellen)


@dataclass(frozen=True)
class Rubriek:
    """A group of indicators with its state in a year."""

    slug: str
    naam: str
    indicatoren: tuple[Indicator, ...]
    te_leveren: int
    geleverd: int
    voorlopig: int

    @property
    def samen(self) -> int:
        return self.te_leveren + self.geleverd


def plekken(*, cijfers: Cijfers, jaar: int, indicatoren: Iterable[Indicator]) -> list[Plek]:
    """The columns that these indicators need: the gemeenten that take part, and the wider scopes that any of them has."""
    scopes = {scope for indicator in indicatoren for scope in indicator.scopes}
    gemeenten = cijfers.deelnemers(jaar) if Scope.GEMEENTE in scopes else []
    return [
        *(Plek(g.cbs_code, g.naam, Scope.GEMEENTE, g) for g in gemeenten),
        *([STICHTING] if Scope.STICHTING in scopes else []),
        *([PROVINCIE] if Scope.PROVINCIE in scopes else []),
    ]


def plek_van(*, cijfers: Cijfers, sleutel: str) -> Plek | None:
    """The column with this key, also of a gemeente that does not take part."""
    for vast in (STICHTING, PROVINCIE):
        if vast.sleutel == sleutel:
            return vast
    gemeente = next((g for g in cijfers.gemeenten.values() if g.cbs_code == sleutel), None)
    return Plek(sleutel, gemeente.naam, Scope.GEMEENTE, gemeente) if gemeente else None


def cel(*, cijfers: Cijfers, indicator: Indicator, jaar: int, plek: Plek) -> Cel:
    """One figure; `cijfers` has the year and the one before."""
    if plek.scope not in indicator.scopes:
        niets = Cijfer(indicator, jaar, plek.scope)
        return Cel(plek, niets, niets, None)
    nu, toen = (cijfers.waarde(indicator.code, jaar=j, scope=plek.scope, gemeente=plek.gemeente) for j in (jaar, jaar - 1))
    return Cel(plek, nu, toen, cijfers.meting(indicator, jaar=jaar, scope=plek.scope, gemeente=plek.gemeente))


def rij(*, cijfers: Cijfers, indicator: Indicator, jaar: int, kolommen: list[Plek]) -> Rij:
    """One indicator in all columns. A sum over the gemeenten that is not complete yet gets what there is so far."""
    cellen = [cel(cijfers=cijfers, indicator=indicator, jaar=jaar, plek=plek) for plek in kolommen]
    delen = [c.nu.waarde for c in cellen if c.plek.gemeente and c.nu.waarde is not None]
    optelbaar = indicator.soort == Indicator.Soort.INVOER and delen
    return Rij(
        indicator,
        tuple(
            Cel(c.plek, c.nu, c.toen, c.meting, sum(delen, Decimal(0)))
            if optelbaar and c.plek is STICHTING and c.bestaat and not c.invoer and c.nu.ontbreekt
            else c
            for c in cellen
        ),
    )


def rubrieken(*, cijfers: Cijfers, jaar: int) -> list[Rubriek]:
    """All rubrieken in the order of their first indicator, with what must be delivered. Nothing is counted for this."""
    groepen: dict[str, list[Indicator]] = {}
    for indicator in cijfers.indicatoren.values():
        groepen.setdefault(slugify(indicator.rubriek), []).append(indicator)
    return [_rubriek(slug, tuple(indicatoren), cijfers, jaar) for slug, indicatoren in groepen.items()]


def invoercellen(*, cijfers: Cijfers, jaar: int, indicatoren: Iterable[Indicator]) -> list[Cel]:
    """Every figure that people have to enter."""
    indicatoren = list(indicatoren)
    kolommen = plekken(cijfers=cijfers, jaar=jaar, indicatoren=indicatoren)
    return [
        cel(cijfers=cijfers, indicator=indicator, jaar=jaar, plek=plek)
        for indicator in indicatoren
        for plek in kolommen
        if plek.scope in indicator.scopes and not wordt_berekend(indicator=indicator, scope=plek.scope)
    ]


def _rubriek(slug: str, indicatoren: tuple[Indicator, ...], cijfers: Cijfers, jaar: int) -> Rubriek:
    cellen = invoercellen(cijfers=cijfers, jaar=jaar, indicatoren=indicatoren)
    leeg = sum(c.te_leveren for c in cellen)
    return Rubriek(slug, indicatoren[0].rubriek, indicatoren, leeg, len(cellen) - leeg, sum(c.nu.voorlopig for c in cellen))
