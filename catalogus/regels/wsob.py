"""The yearly delivery to the national library (Wsob): totals of the organisation per category, and what was sent."""

import datetime
from dataclasses import asdict, dataclass
from decimal import Decimal

from django.db import transaction

from catalogus import toegang
from catalogus.fouten import RegelFout
from catalogus.models import Indicator, Scope, Wsobopgave
from catalogus.opmaak import afronden
from catalogus.regels.cijferrooster import cel
from catalogus.regels.cijferrooster import plekken as kolommen
from catalogus.regels.cijfers import Cijfer, Cijfers, cijfertekst
from catalogus.regels.slot import verhoog_slot

UITERLIJK = (5, 1)  # month and day, in the year after


@dataclass(frozen=True)
class Regel:
    """One figure of the delivery: the total of the organisation, joint activities counted once."""

    categorie: str
    code: str
    naam: str
    eenheid: str
    waarde: str | None  # exact decimal
    geen_gegevens: bool
    voorlopig: bool


@dataclass(frozen=True)
class Rij:
    """A figure of the delivery as it is now, with what is still wrong with it."""

    regel: Regel
    nu: Cijfer
    toen: Cijfer
    ontbreekt_bij: tuple[str, ...]  # gemeenten without a figure

    @property
    def tekst(self) -> str:
        return cijfertekst(self.nu.indicator, self.nu.waarde)

    @property
    def toen_tekst(self) -> str:
        return cijfertekst(self.toen.indicator, self.toen.waarde)

    @property
    def klaar(self) -> bool:
        return not (self.nu.ontbreekt or self.nu.voorlopig)


@dataclass(frozen=True)
class Verschil:
    """What changed in a figure since it was delivered; None where it is not there."""

    was: Regel | None
    nu: Regel | None

    @property
    def naam(self) -> str:
        regel = self.nu or self.was
        return regel.naam if regel else ""


def uiterlijk(*, jaar: int) -> datetime.date:
    """Until when the figures of a year are delivered: 1 May of the next."""
    return datetime.date(jaar + 1, *UITERLIJK)


def opgave(*, cijfers: Cijfers, jaar: int) -> list[Rij]:
    """Every figure with a category, the categories in the order of their first figure; those of the province are not ours."""
    indicatoren = [i for i in cijfers.indicatoren.values() if i.wsob and set(i.scopes) & {Scope.GEMEENTE, Scope.STICHTING}]
    volgorde = list(dict.fromkeys(i.wsob for i in indicatoren))
    return [_rij(cijfers, i, jaar) for i in sorted(indicatoren, key=lambda i: volgorde.index(i.wsob))]


def _rij(cijfers: Cijfers, indicator: Indicator, jaar: int) -> Rij:
    nu, toen = (cijfers.waarde(indicator.code, jaar=j, scope=Scope.STICHTING) for j in (jaar, jaar - 1))
    leeg: tuple[str, ...] = ()
    if nu.ontbreekt and Scope.GEMEENTE in indicator.scopes:
        plekken = [plek for plek in kolommen(cijfers=cijfers, jaar=jaar, indicatoren=[indicator]) if plek.gemeente]
        cellen = [cel(cijfers=cijfers, indicator=indicator, jaar=jaar, plek=plek) for plek in plekken]
        leeg = tuple(c.plek.naam for c in cellen if c.nu.ontbreekt)
    waarde = None if nu.waarde is None else str(afronden(nu.waarde, indicator.decimalen))
    regel = Regel(indicator.wsob, indicator.code, indicator.naam, indicator.eenheid, waarde, nu.geen_gegevens, nu.voorlopig)
    return Rij(regel, nu, toen, leeg)


@transaction.atomic
def leg_vast(*, jaar: int, door, toelichting: str = "") -> Wsobopgave:
    """Freezes what was delivered. While something is missing or provisional that needs an explanation.

    Who may: redactie and controller.
    """
    if not toegang.mag_cijfers_invoeren(door):
        raise RegelFout("Alleen de redactie en de controller leggen de opgave vast.", code="niet-bevoegd")
    rijen = opgave(cijfers=Cijfers(jaren=[jaar - 1, jaar]), jaar=jaar)
    if not rijen:
        raise RegelFout("Er is nog geen cijfer met een rubriek in de opgave.", code="leeg")
    open_ = [rij for rij in rijen if not rij.klaar]
    if open_ and not toelichting.strip():
        hoeveel = (
            "1 cijfer ontbreekt of is voorlopig" if len(open_) == 1 else f"{len(open_)} cijfers ontbreken of zijn voorlopig"
        )
        raise RegelFout(f"{hoeveel}. Vul ze aan, of leg uit waarom je zo levert.", code="onvolledig", veld="toelichting")
    inhoud = {"regels": [asdict(rij.regel) for rij in rijen], "toelichting": toelichting.strip()}
    return Wsobopgave.objects.create(jaar=jaar, inhoud=inhoud, door=door)


def verschillen(*, geleverd: Wsobopgave, rijen: list[Rij]) -> list[Verschil]:
    """What is different now from what was delivered; being provisional alone is no other figure."""
    was = {regel["code"]: Regel(**regel) for regel in geleverd.inhoud["regels"]}
    nu = {rij.regel.code: rij.regel for rij in rijen}
    paren = [Verschil(was.get(code), nu.get(code)) for code in dict.fromkeys([*was, *nu])]
    return [paar for paar in paren if _waarde(paar.was) != _waarde(paar.nu)]


def _waarde(regel: Regel | None) -> tuple | None:
    if regel is None:
        return None
    return regel.categorie, regel.geen_gegevens, None if regel.waarde is None else Decimal(regel.waarde)


@transaction.atomic
def zet_indeling(*, indeling: dict[str, tuple[str, int]], door) -> int:
    """Sets the category of indicators: code → category, '' for none, and the lock number that was seen; gives how many changed.

    Who may: redactie and controller.
    """
    if not toegang.mag_cijfers_invoeren(door):
        raise RegelFout("Alleen de redactie en de controller delen de cijfers in.", code="niet-bevoegd")
    veranderd = 0
    for indicator in Indicator.objects.select_for_update(of=("self",)).filter(code__in=indeling).order_by("pk"):
        categorie, gezien = indeling[indicator.code]
        if indicator.wsob == categorie.strip():
            continue
        verhoog_slot(object=indicator, gezien=gezien)
        indicator.wsob, indicator._history_user = categorie.strip(), door
        indicator.save()
        veranderd += 1
    return veranderd
