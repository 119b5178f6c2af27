"""Figures: one `Cijfers` per range of years answers every question about an indicator, with where the value comes from.

A figure exists once: totals, ratios and counts are computed here and nowhere else. Missing (nobody entered it) and
`geen gegevens` (known not to exist) are different, and neither is zero.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property

from catalogus.models import Functie, Gemeente, Indicator, Inwonertal, Jaar, Locatie, Meting, Scope
from catalogus.opmaak import afronden, getal, met_teken, procent
from catalogus.regels.jaren import gewoon_jaar
from catalogus.regels.locaties import Locatiebeeld, beeld_op, met_verloop, telt_als
from catalogus.regels.tellen import Register, Telling

Soort = Indicator.Soort
GETELD = {Soort.UITVOERINGEN, Soort.BIJEENKOMSTEN, Soort.DEELNAMES, Soort.LOCATIES, Soort.LEERLINGEN, Soort.INWONERS}
BEREKEND = GETELD | {Soort.SOM, Soort.VERHOUDING}
NOOT_STICHTING = "Cijfer van de hele stichting, niet van {gemeente} alleen."
NOOT_PROVINCIE = "Cijfer van de provincie, niet van {gemeente} alleen."
NOOT_HEEL = "Bij gezamenlijke activiteiten zonder aantal per gemeente telt het hele aantal deelnames mee."


def wordt_berekend(*, indicator: Indicator, scope: str) -> bool:
    """Whether the figure is worked out; then a value that somebody enters is an override. Otherwise it must be entered."""
    if scope == Scope.STICHTING and indicator.stichting == Indicator.Stichting.OPGEGEVEN:
        return False
    if indicator.soort in {Soort.SOM, Soort.VERHOUDING}:
        return True
    return scope != Scope.PROVINCIE and (indicator.soort in GETELD or scope == Scope.STICHTING)


@dataclass(frozen=True)
class Cijfer:
    """A value with its origin. `waarde` is None when it is missing or when there are no data."""

    indicator: Indicator
    jaar: int
    scope: str
    waarde: Decimal | None = None
    geen_gegevens: bool = False
    berekend: Decimal | None = None  # what was counted, when an override stands over it
    reden: str = ""  # of the override
    geteld_bij_invoer: Decimal | None = None
    voorlopig: bool = False
    voorbeeld: bool = False
    bron: str = ""
    noten: tuple[str, ...] = field(default=())

    @property
    def ontbreekt(self) -> bool:
        return self.waarde is None and not self.geen_gegevens

    @property
    def is_afwijking(self) -> bool:
        """An override on a figure that is also computed."""
        return bool(self.reden) and wordt_berekend(indicator=self.indicator, scope=self.scope)

    @property
    def verschoven(self) -> bool:
        """The count has moved since the override was entered."""
        nu = None if self.berekend is None else afronden(self.berekend, 4)  # as many decimals as are stored
        return self.is_afwijking and nu != self.geteld_bij_invoer


class Cijfers:
    """All figures of `jaren`, loaded in a fixed number of queries and computed on demand.

    Years: calendar years. `waarde(code, scope=…, gemeente=…, jaar=…)` gives a `Cijfer`; a KeyError means an unknown code.
    """

    def __init__(self, *, jaren: Iterable[int]):
        self.jaren = sorted(set(jaren))
        self.indicatoren = {
            i.code: i for i in Indicator.objects.select_related("teller", "noemer").prefetch_related("onderdelen")
        }
        self.gemeenten = {g.pk: g for g in Gemeente.objects.all()}
        self._metingen = {
            (m.indicator_id, m.jaar, m.scope, m.gemeente_id): m for m in Meting.objects.filter(jaar__in=self.jaren)
        }
        self._jaar = {j: gewoon_jaar(jaar=j) for j in self.jaren} | {
            j.jaar: j for j in Jaar.objects.filter(jaar__in=self.jaren)
        }
        self._locaties: dict[datetime.date, list[Locatiebeeld]] = {}
        self._tellingen: dict[str, Telling] = {}
        self._kladblok: dict[tuple, Cijfer] = {}

    # -------------------------------------------------------------- asking
    def waarde(self, code: str, *, jaar: int, scope: str = Scope.GEMEENTE, gemeente: Gemeente | None = None) -> Cijfer:
        """The figure `code`. With scope gemeente a gemeente is required."""
        sleutel = (code, jaar, scope, gemeente.pk if gemeente and scope == Scope.GEMEENTE else None)
        if sleutel not in self._kladblok:
            self._kladblok[sleutel] = self._bepaal(self.indicatoren[code], *sleutel[1:])
        return self._kladblok[sleutel]

    def berekend(self, code: str, *, jaar: int, scope: str, gemeente: Gemeente | None = None) -> Cijfer:
        """The figure as it is worked out, whatever was entered over it."""
        return self._bereken(self.indicatoren[code], jaar, scope, gemeente.pk if gemeente else None)

    def meting(self, indicator: Indicator, *, jaar: int, scope: str, gemeente: Gemeente | None = None) -> Meting | None:
        """What was entered for this cell, if anything."""
        return self._metingen.get((indicator.pk, jaar, scope, gemeente.pk if gemeente else None))

    def voor_rapport(self, code: str, *, jaar: int, gemeente: Gemeente) -> Cijfer:
        """The figure as a report of `gemeente` shows it: its own when it exists, else of the stichting, else of the province.

        A figure of a wider scope always carries the footnote that says so.
        """
        indicator = self.indicatoren[code]
        if Scope.GEMEENTE in indicator.scopes:
            cijfer = self.waarde(code, jaar=jaar, gemeente=gemeente)
        else:
            scope = Scope.STICHTING if Scope.STICHTING in indicator.scopes else Scope.PROVINCIE
            cijfer = self.waarde(code, jaar=jaar, scope=scope)
            noot = NOOT_STICHTING if scope == Scope.STICHTING else NOOT_PROVINCIE
            cijfer = replace(cijfer, noten=(noot.format(gemeente=gemeente), *cijfer.noten))
        return replace(cijfer, noten=(*cijfer.noten, indicator.voetnoot)) if indicator.voetnoot else cijfer

    # -------------------------------------------------------------- computing
    def _bepaal(self, indicator: Indicator, jaar: int, scope: str, gemeente_id: int | None) -> Cijfer:
        berekend = self._bereken(indicator, jaar, scope, gemeente_id)
        meting = self._metingen.get((indicator.pk, jaar, scope, gemeente_id))
        if meting is None:
            return berekend
        return Cijfer(
            indicator,
            jaar,
            scope,
            waarde=meting.waarde,
            geen_gegevens=meting.geen_gegevens,
            berekend=berekend.waarde,
            reden=meting.reden,
            geteld_bij_invoer=meting.geteld,
            voorlopig=meting.stand == Meting.Stand.VOORLOPIG,
            voorbeeld=meting.voorbeeld,
            bron=meting.bron,
        )

    def _bereken(self, indicator: Indicator, jaar: int, scope: str, gemeente_id: int | None) -> Cijfer:
        leeg = Cijfer(indicator, jaar, scope)
        if indicator.soort == Soort.SOM:
            return self._som(leeg, [self._deel(d.code, leeg, gemeente_id) for d in indicator.onderdelen.all()])
        if indicator.soort == Soort.VERHOUDING:
            return self._verhouding(leeg, indicator, gemeente_id)
        if scope == Scope.PROVINCIE:
            return leeg
        if indicator.soort in {Soort.UITVOERINGEN, Soort.BIJEENKOMSTEN, Soort.DEELNAMES}:
            return self._telling(leeg, indicator, gemeente_id)
        if scope == Scope.STICHTING:
            if indicator.stichting == Indicator.Stichting.OPGEGEVEN:
                return leeg
            return self._som(leeg, [self._deel(indicator.code, leeg, g.pk) for g in self.deelnemers(jaar)])
        if indicator.soort == Soort.LOCATIES:
            plekken = self._op(self.peildatum_locaties(jaar), gemeente_id)
            aantal = sum(telt_als(beeld=b, functie=indicator.functie) for b in plekken)
            return replace(leeg, waarde=Decimal(aantal))
        if indicator.soort == Soort.LEERLINGEN:
            return self._leerlingen(leeg, indicator, gemeente_id)
        if indicator.soort == Soort.INWONERS:
            return self._inwonertal(leeg, gemeente_id)
        return leeg

    def deelnemers(self, jaar: int) -> list[Gemeente]:
        """Gemeenten that take part in the year."""
        return [g for g in self.gemeenten.values() if g.is_deelnemer(jaar)]

    def _deel(self, code: str, als: Cijfer, gemeente_id: int | None) -> Cijfer:
        scope = Scope.GEMEENTE if gemeente_id else als.scope
        return self.waarde(code, jaar=als.jaar, scope=scope, gemeente=self.gemeenten[gemeente_id] if gemeente_id else None)

    @staticmethod
    def _som(leeg: Cijfer, delen: list[Cijfer]) -> Cijfer:
        """Missing as soon as a part is missing, geen gegevens as soon as a part has none."""
        samen = replace(
            leeg,
            voorlopig=any(d.voorlopig for d in delen),
            voorbeeld=any(d.voorbeeld for d in delen),
            noten=tuple(dict.fromkeys(noot for d in delen for noot in d.noten)),
        )
        if not delen or any(d.ontbreekt for d in delen):
            return samen
        if any(d.geen_gegevens for d in delen):
            return replace(samen, geen_gegevens=True)
        return replace(samen, waarde=sum((d.waarde for d in delen if d.waarde is not None), Decimal(0)))

    def _verhouding(self, leeg: Cijfer, indicator: Indicator, gemeente_id: int | None) -> Cijfer:
        assert indicator.teller is not None and indicator.noemer is not None
        teller = self._deel(indicator.teller.code, leeg, gemeente_id)
        noemer = self._deel(indicator.noemer.code, leeg, gemeente_id)
        samen = self._som(leeg, [teller, noemer])
        if samen.waarde is None or teller.waarde is None:
            return samen
        if not noemer.waarde:
            return replace(samen, waarde=None, geen_gegevens=True)
        factor = 100 if indicator.eenheid == "%" else 1
        return replace(samen, waarde=teller.waarde * factor / noemer.waarde)

    def _telling(self, leeg: Cijfer, indicator: Indicator, gemeente_id: int | None) -> Cijfer:
        if indicator.code not in self._tellingen:
            self._tellingen[indicator.code] = self._register.telling(selectie=indicator.selectie)
        if not self._register.geregistreerd(jaar=leeg.jaar, gemeente_id=gemeente_id):
            return leeg  # nothing was registered that year: not counted, which is not the same as zero
        telling = self._tellingen[indicator.code].voor(jaar=leeg.jaar, gemeente_id=gemeente_id)
        noten = (NOOT_HEEL,) if indicator.soort == Soort.DEELNAMES and telling.deels_heel else ()
        return replace(leeg, waarde=Decimal(getattr(telling, indicator.soort)), voorbeeld=telling.voorbeeld, noten=noten)

    @cached_property
    def _register(self) -> Register:
        return Register(jaren=self.jaren)

    @cached_property
    def _inwoners(self) -> dict[int, list[Inwonertal]]:
        per: dict[int, list[Inwonertal]] = {}
        for stand in Inwonertal.objects.order_by("-peildatum"):
            per.setdefault(stand.gemeente_id, []).append(stand)
        return per

    @cached_property
    def _verloop(self) -> list[Locatie]:
        return list(met_verloop(locaties=Locatie.objects.all()))

    def peildatum_locaties(self, jaar: int) -> datetime.date:
        """Reference date of the locations in a year."""
        return self._jaar[jaar].peildatum_locaties

    def inwoners(self, *, jaar: int, gemeente: Gemeente) -> Decimal | None:
        """Inhabitants of a gemeente on the reference date of the year; None when not known."""
        stand = self._stand(jaar, gemeente.pk)
        return Decimal(stand.aantal) if stand else None

    def peildatum_inwoners(self, jaar: int) -> datetime.date:
        """Reference date of the numbers of inwoners in a year."""
        return self._jaar[jaar].peildatum_inwoners

    def teldatum(self, jaar: int, school: str) -> datetime.date:
        """Reference date of leerlingen in a year; `school` is po or vo."""
        return self._jaar[jaar].teldatum_vo if school == "vo" else self._jaar[jaar].teldatum_po

    def is_afgesloten(self, jaar: int) -> bool:
        return self._jaar[jaar].afgesloten

    def scholen(self, *, jaar: int, gemeente: Gemeente, school: str) -> list[Locatiebeeld]:
        """The locations of a gemeente on the date on which leerlingen are counted; `school` is po or vo."""
        return self._op(self.teldatum(jaar, school), gemeente.pk)

    def locaties(self, *, jaar: int, gemeente: Gemeente) -> list[Locatiebeeld]:
        """The locations of a gemeente as they were on the reference date of the year."""
        return self._op(self.peildatum_locaties(jaar), gemeente.pk)

    def _op(self, dag: datetime.date, gemeente_id: int | None) -> list[Locatiebeeld]:
        if dag not in self._locaties:
            self._locaties[dag] = [beeld_op(locatie=locatie, datum=dag) for locatie in self._verloop]
        return [b for b in self._locaties[dag] if b.locatie.gemeente_id == gemeente_id]

    def _leerlingen(self, leeg: Cijfer, indicator: Indicator, gemeente_id: int | None) -> Cijfer:
        dag = self.teldatum(leeg.jaar, schoolsoort(indicator))
        scholen = [b for b in self._op(dag, gemeente_id) if indicator.functie in b.functies]
        if any(b.leerlingen is None for b in scholen):
            return leeg
        return replace(leeg, waarde=Decimal(sum(b.leerlingen or 0 for b in scholen)))

    def _stand(self, jaar: int, gemeente_id: int | None) -> Inwonertal | None:
        dag = self._jaar[jaar].peildatum_inwoners
        standen = self._inwoners.get(gemeente_id or 0, [])
        return next((s for s in standen if s.peildatum <= dag and s.peildatum.year >= jaar - 1), None)

    def _inwonertal(self, leeg: Cijfer, gemeente_id: int | None) -> Cijfer:
        stand = self._stand(leeg.jaar, gemeente_id)
        return replace(leeg, waarde=Decimal(stand.aantal), bron=stand.bron) if stand else leeg


def schoolsoort(indicator: Indicator) -> str:
    """The kind of school whose leerlingen an indicator counts: po or vo."""
    return "vo" if indicator.functie == Functie.DBOS_VO else "po"


def groei(*, nu: Cijfer, toen: Cijfer) -> Decimal | None:
    """Growth in per cent, unrounded; None when either is missing or the earlier one is zero."""
    if nu.waarde is None or not toen.waarde:
        return None
    return (nu.waarde - toen.waarde) * 100 / toen.waarde


def cijfertekst(indicator: Indicator, waarde: Decimal | None) -> str:
    """The value with its decimals, and % where that is the unit."""
    if indicator.eenheid == "%":
        return procent(waarde, indicator.decimalen)
    return getal(waarde, indicator.decimalen)


def verschiltekst(*, nu: Cijfer, toen: Cijfer) -> str:
    """'+4' below a hundred, '+2,9%' from a hundred on, '+0,3 punt' for percentages; '' when either is missing.

    What rounds to nothing has no sign.
    """
    if nu.waarde is None or toen.waarde is None:
        return ""
    rond = afronden(nu.waarde - toen.waarde, nu.indicator.decimalen)
    if nu.indicator.eenheid == "%":
        return f"{met_teken(getal(rond, nu.indicator.decimalen), rond)} punt"
    if min(nu.waarde, toen.waarde) < 100:
        return met_teken(getal(rond, nu.indicator.decimalen), rond)
    deel = groei(nu=nu, toen=toen)
    return "" if deel is None else met_teken(procent(deel), afronden(deel, 1))
