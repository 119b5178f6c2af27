"""A selection as the library judges it: its lines beside last year's, and what stands out in them."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone

from catalogus.models import Afname, Afnameregel, Gemeente, Prijsvorm, Status, Statuswissel
from catalogus.opmaak import euro, hoeveelheid, met_teken, procent
from catalogus.regels.uitleg import hoeveel

NUL = Decimal(0)
# What stands out: a quantity of twice or half last year's that differs at least three, a total that differs over ten per cent.
VER_KEER, VER_MINSTENS, VER_TOTAAL = 2, 3, 10
MEEST_GENOEMD = 2


def vastgelegd(*, regel: Afnameregel) -> Decimal:
    """Euro of a line that was frozen at *ter fiattering*."""
    return (regel.bedrag_vast or NUL) + (regel.bedrag_eenheid or NUL)


def afwijking(*, nu: Decimal, toen: Decimal) -> Decimal | None:
    """By which factor a quantity is far from last year's, or None when it is not."""
    if not nu or not toen:
        return None
    factor = max(nu / toen, toen / nu)
    return factor if factor >= VER_KEER and abs(nu - toen) >= VER_MINSTENS else None


@dataclass(frozen=True)
class Regelbeeld:
    """A line with its amount (None without a price; `fout` may say why) and the line of last year's selection."""

    regel: Afnameregel
    bedrag: Decimal | None
    vorig: Afnameregel | None
    fout: str = ""

    @property
    def ver(self) -> Decimal | None:
        return None if self.vorig is None else afwijking(nu=self.regel.hoeveelheid, toen=self.vorig.hoeveelheid)

    @property
    def verschiltekst(self) -> str:
        """'BiebFabriek: 40 groepen, was 8'."""
        nu = hoeveel(eenheid=self.regel.activiteit.eenheid, aantal=self.regel.hoeveelheid)
        return f"{self.regel.activiteit.titel}: {nu}, was {hoeveelheid(self.vorig.hoeveelheid) if self.vorig else 0}"


@dataclass(frozen=True)
class Aanvraag:
    """One row of the inbox. Without `afname` the gemeente has not begun. Amounts in euro."""

    gemeente: Gemeente
    tab: str
    afname: Afname | None = None
    laatste_dag: datetime.date | None = None  # until when the gemeente may choose
    regels: tuple[Regelbeeld, ...] = ()
    vorig_bedrag: Decimal | None = None
    boven_budget: Decimal = NUL
    open_vragen: int = 0  # quotations that were asked and not given
    wissels: tuple[Statuswissel, ...] = ()
    andere: int = 0  # other selections on which the gemeente is working

    @property
    def bedrag(self) -> Decimal | None:
        """Sum of the lines with a price; None when there is no selection."""
        return sum((beeld.bedrag or NUL for beeld in self.regels), NUL) if self.afname else None

    @property
    def zonder_prijs(self) -> int:
        return sum(1 for beeld in self.regels if beeld.bedrag is None)

    @property
    def verschil(self) -> Decimal | None:
        """Per cent more than last year's total."""
        if self.bedrag is None or not self.vorig_bedrag:
            return None
        return (self.bedrag - self.vorig_bedrag) * 100 / self.vorig_bedrag

    @property
    def verschil_tekst(self) -> str:
        """'+4,1%', with a real minus sign when it is less."""
        return "" if self.verschil is None else met_teken(procent(self.verschil), self.verschil)

    @property
    def ver(self) -> bool:
        return self.verschil is not None and abs(self.verschil) > VER_TOTAAL

    @property
    def laatste(self) -> Statuswissel | None:
        return self.wissels[-1] if self.wissels else None

    @property
    def ingediend_op(self) -> datetime.date | None:
        """Day of the last submission."""
        dagen = [timezone.localtime(wissel.op).date() for wissel in self.wissels if wissel.naar == Status.INGEDIEND]
        return dagen[-1] if dagen else None

    @property
    def wacht(self) -> int | None:
        """Days since the last submission."""
        return (timezone.localdate() - self.ingediend_op).days if self.ingediend_op else None

    @property
    def sinds(self) -> datetime.date | None:
        """Day on which it came into the state it is in."""
        return timezone.localtime(self.laatste.op).date() if self.laatste else None

    @property
    def aandacht(self) -> list[str]:
        """What stands out, as short Dutch texts; the weightiest first."""
        uit = [beeld.fout for beeld in self.regels if beeld.fout]
        aanvraag = sum(
            1 for beeld in self.regels if beeld.bedrag is None and beeld.regel.activiteit.prijsvorm == Prijsvorm.OP_AANVRAAG
        )
        if aanvraag:
            uit.append(f"{aanvraag} {'regel' if aanvraag == 1 else 'regels'} op aanvraag zonder prijs")
        if self.open_vragen:
            uit.append("1 prijsopgave gevraagd" if self.open_vragen == 1 else f"{self.open_vragen} prijsopgaven gevraagd")
        if self.boven_budget > 0:
            uit.append(f"{euro(self.boven_budget)} boven het budget")
        ver = sorted((b for b in self.regels if b.ver), key=lambda b: (-(b.ver or NUL), b.regel.activiteit.titel))
        uit += [beeld.verschiltekst for beeld in ver[:MEEST_GENOEMD]]
        if len(ver) > MEEST_GENOEMD:
            uit.append(f"nog {len(ver) - MEEST_GENOEMD} × ver van vorig jaar")
        return uit
