"""What was carried out in a year per vestiging, gemeente, programmalijn, activity or campaign: per month, against what was
agreed, with the months in which something is missing. Counted by the database; read only."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from catalogus.models import (
    Afnameregel,
    Afnameregellocatie,
    Bijeenkomst,
    Deelname,
    Gemeente,
    Locatie,
    Locatiefunctie,
    Realisatiemaat,
    Status,
    Uitvoering,
)
from catalogus.regels.locaties import VESTIGING as FUNCTIES
from catalogus.regels.verantwoording import MAATWOORD

VESTIGING, GEMEENTE, LIJN, ACTIVITEIT, CAMPAGNE = "vestiging", "gemeente", "programmalijn", "activiteit", "campagne"
PAD = {
    VESTIGING: "uitvoering__locatie",
    GEMEENTE: "uitvoering__gemeenten",
    LIJN: "uitvoering__activiteit__programmalijn__nummer",
    ACTIVITEIT: "uitvoering__activiteit__code",
    CAMPAGNE: "uitvoering__campagne__sleutel",
}
GEWOONLIJK = 6  # months with something, of the twelve before: then a month with nothing is missing
MATEN = (Realisatiemaat.BIJEENKOMSTEN, Realisatiemaat.UITVOERINGEN, Realisatiemaat.DEELNAMES)


@dataclass(frozen=True)
class Afspraak:
    """Agreed in the confirmed afname, and carried out of it; `maat` is the word for the unit."""

    afgesproken: Decimal
    gedaan: int
    maat: str

    @property
    def deel(self) -> Decimal | None:
        """Carried out as per cent of agreed."""
        return self.gedaan * 100 / self.afgesproken if self.afgesproken else None


@dataclass(frozen=True)
class Rij:
    """`sleutel` is what the row is about, None for what has no such thing. `maanden` are meetings that were held."""

    sleutel: Any
    maanden: tuple[int, ...]
    bijeenkomsten: int
    deelnames: int
    deels_heel: bool  # with whole numbers of joint meetings of which the own share is not known
    afspraak: Afspraak | None
    mist: frozenset[int]  # months, January is 1

    @property
    def per_maand(self) -> list[tuple[int, bool]]:
        """(meetings, whether they are missing) of each month."""
        return [(aantal, nummer in self.mist) for nummer, aantal in enumerate(self.maanden, start=1)]


@dataclass(frozen=True)
class Overzicht:
    rijen: tuple[Rij, ...]
    totaal: Rij
    vestigingen: frozenset[int] = frozenset()  # branches of the library, when the rows are places


@dataclass
class _Deel:
    """What goes off the whole numbers of a group, because the own share is known; and of how many meetings it is not."""

    verschil: int = 0
    gezamenlijk: int = 0
    bekend: int = 0

    @property
    def deels_heel(self) -> bool:
        return self.gezamenlijk > self.bekend


def overzicht(
    *,
    bijeenkomsten: QuerySet[Bijeenkomst],
    per: str,
    jaar: int,
    vandaag: datetime.date,
    gemeente: Gemeente | None = None,
    codes: Collection[str] | None = None,
) -> Overzicht:
    """Counts `bijeenkomsten` (filtered, of any year) in `jaar` grouped by `per`; at most eight queries.

    A joint meeting counts in each of its gemeenten and once in the total. With `gemeente`, to which `bijeenkomsten` must be
    narrowed down, deelnames are its own share where that is known. What was agreed is that of `codes`; None is all.
    """
    kijkt_terug = per in {VESTIGING, GEMEENTE}
    gehouden = bijeenkomsten.filter(status=Bijeenkomst.Status.GEHOUDEN).order_by()
    in_jaar = gehouden.filter(_tussen(jaar, 1, 12))
    telbaar = gehouden.filter(_tussen(jaar - 1, 1, 12) | _tussen(jaar, 1, 12)) if kijkt_terug else in_jaar
    groepen = telbaar.values(sleutel=F(PAD[per])).annotate(**_tellers(jaar, terug=kijkt_terug))
    per_groep: dict[Any, Mapping[str, Any]] = {
        rij["sleutel"]: rij for rij in groepen if per not in {GEMEENTE, CAMPAGNE} or rij["sleutel"] is not None
    }
    vestigingen = frozenset(_vestigingen(jaar, gemeente) if per == VESTIGING else ())
    for pk in vestigingen:
        per_groep.setdefault(pk, {})
    if gemeente and per == GEMEENTE:
        per_groep = {gemeente.pk: per_groep.get(gemeente.pk, {})}
    delen = _delen(in_jaar, PAD[per], gemeente) if gemeente or per == GEMEENTE else {}
    afspraken = _afspraken(in_jaar, per, jaar, gemeente, codes)
    for sleutel in afspraken:
        per_groep.setdefault(sleutel, {})
    rijen = [
        _rij(sleutel, cijfers, jaar, vandaag, delen.get(sleutel), afspraken.get(sleutel), terug=kijkt_terug)
        for sleutel, cijfers in per_groep.items()
    ]
    rijen = [rij for rij in rijen if rij.bijeenkomsten or rij.mist or rij.afspraak or rij.sleutel in vestigingen]
    if per == GEMEENTE and not gemeente:
        samen = in_jaar.aggregate(**_tellers(jaar, terug=False))
        return Overzicht(tuple(rijen), _rij(None, samen, jaar, vandaag, None, None, terug=False))
    return Overzicht(tuple(rijen), _opgeteld(rijen), vestigingen)


# ------------------------------------------------------------------ counting
def _tussen(jaar: int, van: int, tot: int) -> Q:
    eind = datetime.date(jaar + tot // 12, tot % 12 + 1, 1)
    return Q(datum__gte=datetime.date(jaar, van, 1), datum__lt=eind)


def _tellers(jaar: int, *, terug: bool) -> dict[str, Any]:
    """Meetings per month as ranges of dates, which both databases count without taking a date apart."""
    jaren = (jaar - 1, jaar) if terug else (jaar,)
    tellers: dict[str, Any] = {f"m{j}_{m}": Count("pk", filter=_tussen(j, m, m)) for j in jaren for m in range(1, 13)}
    tellers["deelnames"] = Coalesce(Sum("deelnames", filter=_tussen(jaar, 1, 12)), 0)
    return tellers


def _rij(
    sleutel: Any,
    cijfers: Mapping[str, Any],
    jaar: int,
    vandaag: datetime.date,
    deel: _Deel | None,
    afspraak: Afspraak | None,
    *,
    terug: bool,
) -> Rij:
    deel = deel or _Deel()
    maanden = tuple(cijfers.get(f"m{jaar}_{m}", 0) for m in range(1, 13))
    vorig = tuple(cijfers.get(f"m{jaar - 1}_{m}", 0) for m in range(1, 13))
    return Rij(
        sleutel=sleutel,
        maanden=maanden,
        bijeenkomsten=sum(maanden),
        deelnames=cijfers.get("deelnames", 0) + deel.verschil,
        deels_heel=deel.deels_heel,
        afspraak=afspraak,
        mist=ontbreekt(vorig=vorig, maanden=maanden, jaar=jaar, vandaag=vandaag) if terug else frozenset(),
    )


def ontbreekt(*, vorig: tuple[int, ...], maanden: tuple[int, ...], jaar: int, vandaag: datetime.date) -> frozenset[int]:
    """Months until now with nothing, of who had something in at least GEWOONLIJK of the twelve months before."""
    reeks = [*vorig, *maanden]
    laatste = 12 if jaar < vandaag.year else vandaag.month if jaar == vandaag.year else 0
    return frozenset(
        maand
        for maand in range(1, laatste + 1)
        if not maanden[maand - 1] and sum(aantal > 0 for aantal in reeks[maand - 1 : maand + 11]) >= GEWOONLIJK
    )


def _opgeteld(rijen: list[Rij]) -> Rij:
    """The sum of rows that have no meeting in common."""
    return Rij(
        sleutel=None,
        maanden=tuple(sum(rij.maanden[m] for rij in rijen) for m in range(12)),
        bijeenkomsten=sum(rij.bijeenkomsten for rij in rijen),
        deelnames=sum(rij.deelnames for rij in rijen),
        deels_heel=any(rij.deels_heel for rij in rijen),
        afspraak=None,
        mist=frozenset(),
    )


def _vestigingen(jaar: int, gemeente: Gemeente | None) -> Iterable[int]:
    """Branches of the library at any time of the year."""
    functies = Locatiefunctie.objects.filter(functie__in=FUNCTIES, van__lte=datetime.date(jaar, 12, 31)).filter(
        Q(tot__isnull=True) | Q(tot__gte=datetime.date(jaar, 1, 1))
    )
    if gemeente:
        functies = functies.filter(locatie__gemeente=gemeente)
    return functies.order_by().values_list("locatie", flat=True).distinct()


def _delen(in_jaar: QuerySet[Bijeenkomst], pad: str, gemeente: Gemeente | None) -> dict[Any, _Deel]:
    """Per group what the known shares of joint meetings change, as `tellen` counts it. Two queries."""
    paren = Uitvoering.gemeenten.through.objects.values("uitvoering").annotate(n=Count("pk"))
    samen = in_jaar.filter(uitvoering__in=paren.filter(n__gt=1).values("uitvoering"))  # type: ignore[misc]
    uit: dict[Any, _Deel] = defaultdict(_Deel)
    for rij in samen.filter(deelnames__gt=0).values(sleutel=F(pad)).annotate(n=Count("pk")):
        uit[rij["sleutel"]].gezamenlijk = rij["n"]
    deelnames = Deelname.objects.filter(bijeenkomst__in=samen.values("pk")).order_by()
    if gemeente:
        deelnames = deelnames.filter(gemeente=gemeente)
    groep = F("gemeente") if pad == PAD[GEMEENTE] else F(f"bijeenkomst__{pad}")
    for rij in deelnames.values(sleutel=groep).annotate(
        verschil=Sum(F("aantal") - Coalesce(F("bijeenkomst__deelnames"), 0)),
        n=Count("pk", filter=Q(bijeenkomst__deelnames__gt=0)),
    ):
        uit[rij["sleutel"]].verschil, uit[rij["sleutel"]].bekend = rij["verschil"], rij["n"]
    return uit


# ------------------------------------------------------------------ against what was agreed
def _afspraken(
    in_jaar: QuerySet[Bijeenkomst], per: str, jaar: int, gemeente: Gemeente | None, codes: Collection[str] | None
) -> dict[Any, Afspraak]:
    """What was agreed and what of it was done, per group. Three queries.

    Per activity in its own measure. Else over the activities that are measured in meetings, so that like is added to like.
    """
    if per == CAMPAGNE or (codes is not None and not codes):
        return {}
    if per == VESTIGING:
        return _afspraken_per_locatie(in_jaar, jaar, gemeente, codes)
    maten = MATEN if per == ACTIVITEIT else (Realisatiemaat.BIJEENKOMSTEN,)
    regels = Afnameregel.objects.filter(
        afname__status=Status.BEVESTIGD, afname__editie__jaar=jaar, activiteit__realisatiemaat__in=maten
    )
    if gemeente:
        regels = regels.filter(afname__gemeente=gemeente)
    if codes is not None:
        regels = regels.filter(activiteit__code__in=codes)
    velden = ("afname__gemeente", "activiteit__code", "activiteit__programmalijn__nummer", "activiteit__realisatiemaat")
    gedaan = _gedaan(in_jaar, met_deelnames=per == ACTIVITEIT)
    samen: dict[Any, tuple[Decimal, int, str]] = {}
    for van, code, lijn, maat, hoeveelheid in regels.order_by().values_list(*velden, "hoeveelheid"):
        sleutel = {GEMEENTE: van, LIJN: lijn, ACTIVITEIT: code}[per]
        afgesproken, klaar, _ = samen.get(sleutel, (Decimal(0), 0, ""))
        samen[sleutel] = (afgesproken + hoeveelheid, klaar + gedaan.get((van, code), {}).get(maat, 0), MAATWOORD[maat])
    return {sleutel: Afspraak(*velden) for sleutel, velden in samen.items()}


def _gedaan(in_jaar: QuerySet[Bijeenkomst], *, met_deelnames: bool) -> dict[tuple, dict[str, Any]]:
    """(gemeente, code) → what was carried out in each measure; deelnames are the own share where that is known."""
    groepen = in_jaar.values(gemeente=F(PAD[GEMEENTE]), code=F(PAD[ACTIVITEIT]))
    gedaan: dict[tuple, dict[str, Any]] = {
        (rij["gemeente"], rij["code"]): {**rij}
        for rij in groepen.annotate(
            bijeenkomsten=Count("pk"), uitvoeringen=Count("uitvoering", distinct=True), deelnames=Coalesce(Sum("deelnames"), 0)
        )
    }
    if not met_deelnames:
        return gedaan
    eigen = Deelname.objects.filter(bijeenkomst__in=in_jaar.values("pk")).order_by()
    for rij in eigen.values("gemeente", code=F(f"bijeenkomst__{PAD[ACTIVITEIT]}")).annotate(
        verschil=Sum(F("aantal") - Coalesce(F("bijeenkomst__deelnames"), 0))
    ):
        if (rij["gemeente"], rij["code"]) in gedaan:
            gedaan[rij["gemeente"], rij["code"]]["deelnames"] += rij["verschil"]
    return gedaan


def _afspraken_per_locatie(
    in_jaar: QuerySet[Bijeenkomst], jaar: int, gemeente: Gemeente | None, codes: Collection[str] | None
) -> dict[Any, Afspraak]:
    """For branches with a quantity of their own in the afname, of activities that are measured in meetings."""
    regels = Afnameregellocatie.objects.filter(
        regel__afname__status=Status.BEVESTIGD,
        regel__afname__editie__jaar=jaar,
        regel__activiteit__realisatiemaat=Realisatiemaat.BIJEENKOMSTEN,
    )
    if gemeente:
        regels = regels.filter(locatie__gemeente=gemeente)
    if codes is not None:
        regels = regels.filter(regel__activiteit__code__in=codes)
    rijen = list(regels.order_by().values_list("locatie", "regel__activiteit__code", "hoeveelheid"))
    gedaan: dict[tuple, int] = {}
    if rijen:
        groepen = in_jaar.values(locatie=F(PAD[VESTIGING]), code=F(PAD[ACTIVITEIT])).annotate(n=Count("pk"))
        gedaan = {(rij["locatie"], rij["code"]): rij["n"] for rij in groepen}
    uit: dict[Any, Afspraak] = {}
    for locatie, code, hoeveelheid in rijen:
        eerder = uit.get(locatie, Afspraak(Decimal(0), 0, MAATWOORD[Realisatiemaat.BIJEENKOMSTEN]))
        klaar = eerder.gedaan + gedaan.get((locatie, code), 0)
        uit[locatie] = Afspraak(eerder.afgesproken + hoeveelheid, klaar, eerder.maat)
    return uit


# ------------------------------------------------------------------ who is missing
@dataclass(frozen=True)
class Gemist:
    """A branch with its missing months."""

    locatie: Locatie
    maanden: tuple[int, ...]


def gemist(*, overzicht: Overzicht, locaties: Mapping[int, Locatie]) -> list[Gemist]:
    """Branches that usually register and have months with nothing, by gemeente and name."""
    rijen = [Gemist(locaties[rij.sleutel], tuple(sorted(rij.mist))) for rij in overzicht.rijen if rij.mist and rij.sleutel]
    return sorted(rijen, key=lambda rij: (rij.locatie.gemeente.naam, rij.locatie.naam))
