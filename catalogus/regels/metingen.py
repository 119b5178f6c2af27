"""Entering figures, one or a block at a time, and taking them away again."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from catalogus import toegang
from catalogus.fouten import RegelFout
from catalogus.models import Gemeente, Indicator, Jaar, Meting, Scope
from catalogus.opmaak import STREEP
from catalogus.regels.cijfers import Cijfers, wordt_berekend
from catalogus.regels.slot import verhoog_slot, verouderd

NIEUW = -1  # the lock number of who saw no figure yet
GEEN_GEGEVENS = {STREEP, "-", "geen gegevens"}
GROOTST = Decimal(10) ** 12
GETAL = re.compile(r"(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d+))?")


@dataclass(frozen=True)
class Opgave:
    """One figure as it must become. Neither a value nor `geen_gegevens`: taken away, missing again.

    `gezien`: the lock number the user saw, NIEUW when there was no figure; None: not looked at.
    """

    indicator: Indicator
    scope: str
    gemeente: Gemeente | None = None
    waarde: Decimal | None = None
    geen_gegevens: bool = False
    reden: str = ""
    bron: str = ""
    stand: str = Meting.Stand.DEFINITIEF
    peildatum: datetime.date | None = None
    gezien: int | None = None

    @property
    def weg(self) -> bool:
        return self.waarde is None and not self.geen_gegevens


class Blokfout(RegelFout):
    """What is wrong in a block, per place in the list that was given; nothing of it was written."""

    def __init__(self, fouten: dict[int, RegelFout]):
        eerste = next(iter(fouten.values()))
        rest = len(fouten) - 1
        meer = "" if not rest else " En nog 1 cijfer klopt niet." if rest == 1 else f" En nog {rest} cijfers kloppen niet."
        super().__init__(eerste.tekst + meer, code=eerste.code, veld=eerste.veld)
        self.fouten = fouten


def lees(*, tekst: str, indicator: Indicator) -> tuple[Decimal | None, bool]:
    """What somebody typed, as value and `geen gegevens`: '1.250,5', '20,6%', '–'; both empty for an empty text."""
    kaal = re.sub(r"[\s\u00a0]", "", tekst).removesuffix("%")
    if not kaal:
        return None, False
    if tekst.strip().casefold() in GEEN_GEGEVENS:
        return None, True
    if (treffer := GETAL.fullmatch(kaal)) is None:
        voorbeeld = "1250 of 1.250" if not indicator.decimalen else "20,6"
        tekst = f"{indicator}: ‘{tekst.strip()[:40]}’ is geen getal. Schrijf bijvoorbeeld {voorbeeld}, of – voor geen gegevens."
        raise RegelFout(tekst, code="getal", veld="waarde")
    heel, achter = treffer[1].replace(".", ""), treffer[2] or ""
    if len(achter.rstrip("0")) > indicator.decimalen:
        hoeveel = f"met hoogstens {indicator.decimalen} cijfer achter de komma" if indicator.decimalen else "zonder komma"
        raise RegelFout(f"{indicator}: vul een getal in {hoeveel}. Er staat {tekst.strip()[:40]}.", code="getal", veld="waarde")
    if (waarde := Decimal(f"{heel}.{achter or 0}")) >= GROOTST:
        raise RegelFout(f"{indicator}: {tekst.strip()[:40]} is te groot.", code="getal", veld="waarde")
    return waarde, False


def zet_meting(
    *,
    indicator: Indicator,
    jaar: int,
    scope: str,
    door,
    waarde: Decimal | None,
    gemeente: Gemeente | None = None,
    geen_gegevens: bool = False,
    reden: str = "",
    bron: str = "",
    stand: str = Meting.Stand.DEFINITIEF,
    peildatum: datetime.date | None = None,
    gezien: int | None = None,
) -> Meting:
    """Enters a figure. On a computed indicator it is an override: that needs a reason, and the count of now is remembered.

    Who may: redactie and controller. A closed year needs a reason. `gezien` is the lock number the user saw.
    """
    if waarde is None and not geen_gegevens:
        raise RegelFout(f"{indicator}: vul een waarde in, of kies ‘geen gegevens’.", code="leeg", veld="waarde")
    opgave = Opgave(
        indicator, scope, gemeente, None if geen_gegevens else waarde, geen_gegevens, reden, bron, stand, peildatum, gezien
    )
    (meting,) = _zet_of_los(jaar, opgave, door)
    assert meting is not None
    return meting


def verwijder_meting(
    *, indicator: Indicator, jaar: int, scope: str, door, gemeente: Gemeente | None = None, reden: str = "", gezien: int
) -> None:
    """Takes a figure away: it is missing again, or, on a computed indicator, the computed value holds again.

    Who may: redactie and controller. A closed year needs a reason. Its history stays.
    """
    _zet_of_los(jaar, Opgave(indicator, scope, gemeente, reden=reden, gezien=gezien), door)


def _zet_of_los(jaar: int, opgave: Opgave, door) -> list[Meting | None]:
    try:
        return zet_metingen(jaar=jaar, opgaven=[opgave], door=door)
    except Blokfout as blok:
        raise blok.fouten[0] from None


@transaction.atomic
def zet_metingen(*, jaar: int, opgaven: Sequence[Opgave], door) -> list[Meting | None]:
    """Enters a block of figures, all or nothing; None for what was taken away. Blokfout names every cell that is wrong.

    Who may: redactie and controller.
    """
    if door is not None and not toegang.mag_cijfers_invoeren(door):
        raise RegelFout("Alleen de redactie en de controller mogen cijfers invoeren.", code="niet-bevoegd")
    afgesloten = Jaar.objects.filter(jaar=jaar, afgesloten=True).exists()
    # Two people who enter the same figure for the first time wait for each other here.
    gevraagd = {opgave.indicator.pk for opgave in opgaven}
    list(Indicator.objects.select_for_update(of=("self",)).filter(pk__in=gevraagd).order_by("pk"))
    nu = {
        (m.indicator_id, m.scope, m.gemeente_id): m for m in Meting.objects.filter(indicator__in=gevraagd, jaar=jaar).order_by()
    }
    fouten: dict[int, RegelFout] = {}
    uit: list[Meting | None] = []
    for plaats, opgave in enumerate(opgaven):
        gemeente_id = opgave.gemeente.pk if opgave.gemeente else None
        try:
            _keur(opgave, jaar, afgesloten)
            uit.append(_schrijf(opgave, jaar, nu.get((opgave.indicator.pk, opgave.scope, gemeente_id)), door))
        except RegelFout as fout:
            fouten[plaats] = fout
    if fouten:
        raise Blokfout(fouten)
    return uit


def _keur(opgave: Opgave, jaar: int, afgesloten: bool) -> None:
    indicator, scope = opgave.indicator, opgave.scope
    if scope not in indicator.scopes:
        raise RegelFout(f"{indicator} kent geen cijfer per {Scope(scope).label}.", code="bereik", veld="scope")
    if opgave.reden.strip():
        return
    if wordt_berekend(indicator=indicator, scope=scope) and not opgave.weg:
        raise RegelFout(f"{indicator} wordt berekend. Geef een reden om ervan af te wijken.", code="reden", veld="reden")
    if afgesloten:
        raise RegelFout(f"{jaar} is afgesloten. Geef een reden voor de wijziging.", code="afgesloten", veld="reden")


def _schrijf(opgave: Opgave, jaar: int, meting: Meting | None, door) -> Meting | None:
    if meting and opgave.gezien == NIEUW:
        raise verouderd(object=meting)
    if meting is None and opgave.gezien not in {None, NIEUW}:
        weg = "Intussen heeft iemand anders dit cijfer weggehaald. Bekijk dat eerst en bewaar daarna opnieuw."
        raise RegelFout(f"{opgave.indicator}: {weg}", code="verouderd")
    if meting and opgave.gezien is not None:
        verhoog_slot(object=meting, gezien=opgave.gezien)
    if opgave.weg:
        if meting:
            meting._change_reason, meting._history_user = opgave.reden.strip(), door
            meting.delete()
        return None
    berekend = wordt_berekend(indicator=opgave.indicator, scope=opgave.scope)
    meting = meting or Meting(indicator=opgave.indicator, jaar=jaar, scope=opgave.scope, gemeente=opgave.gemeente)
    meting.geteld = _geteld(opgave, jaar) if berekend else None
    meting.waarde, meting.geen_gegevens = opgave.waarde, opgave.geen_gegevens
    meting.bron, meting.stand, meting.peildatum = opgave.bron, opgave.stand, opgave.peildatum
    meting.reden = meting._change_reason = opgave.reden.strip()
    meting._history_user = door
    meting.save()
    return meting


def _geteld(opgave: Opgave, jaar: int) -> Decimal | None:
    """What is counted now, as if nobody had entered anything over it."""
    cijfers = Cijfers(jaren=[jaar])
    return cijfers.berekend(opgave.indicator.code, jaar=jaar, scope=opgave.scope, gemeente=opgave.gemeente).waarde
