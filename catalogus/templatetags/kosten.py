"""Small helps for the templates of costs."""

from decimal import Decimal

from django import template

from catalogus.opmaak import afronden, euro, getal, met_teken, procent
from catalogus.regels.kostenbeeld import GRENS

register = template.Library()


@register.filter
def is_ver(waarde: Decimal) -> bool:
    """Whether a change in per cent calls for a look."""
    return abs(waarde) > GRENS


@register.filter
def met_plus(waarde: Decimal) -> str:
    """A change in per cent with its sign: '+5,0%', '−2,1%'."""
    return met_teken(procent(waarde), afronden(waarde, 1))


@register.filter
def euro_verschil(waarde: Decimal, decimalen: int = 2) -> str:
    """A difference in euro with its sign."""
    return met_teken(euro(waarde, decimalen), afronden(waarde, decimalen))


@register.filter
def minus(waarde: Decimal, af: Decimal) -> Decimal:
    """The difference of two amounts."""
    return waarde - af


@register.filter
def regelbedrag(bedrag: Decimal | None) -> str:
    """An amount in the grid without its sign of euro: two decimals, four where two would hide something."""
    return getal(bedrag, 2 if bedrag is None or bedrag == afronden(bedrag, 2) else 4)


@register.filter
def min_bedrag(bedrag: Decimal) -> str:
    """Cover in the grid: taken off."""
    return regelbedrag(-bedrag)
