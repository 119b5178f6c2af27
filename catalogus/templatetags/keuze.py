"""Small helps for the templates of a selection."""

from decimal import Decimal

from django import template

from catalogus.models import Afname, Document
from catalogus.opmaak import euro
from catalogus.regels import afnameregels
from catalogus.regels.keuzebeeld import Keuzebeeld, Lijn, Rij
from catalogus.regels.prijswoorden import eenheid_in_woorden

register = template.Library()


@register.filter
def haal(rijen: dict, sleutel):
    """An item of a dict by a key that is a variable."""
    return rijen.get(sleutel)


@register.filter
def eenheden(eenheid: str) -> str:
    """The unit in the plural: 'locaties', 'keer'."""
    return eenheid_in_woorden(eenheid=eenheid)


@register.filter
def geld(bedrag: str) -> str:
    """An amount that was kept as text."""
    return euro(Decimal(bedrag))


@register.filter
def blijft(rij: Rij, afname: Afname) -> bool:
    """Whether a line cannot be taken out."""
    return afnameregels.blijft(activiteit=rij.activiteit, afname=afname)


@register.filter
def staaf(lijn: Lijn, beeld: Keuzebeeld) -> tuple[str, str]:
    """Widths of the basis and the rest of a programmalijn in a bar of 100, the largest programmalijn filling it."""
    hoogste = max([andere.bedrag for andere in beeld.lijnen] + [Decimal("0.01")])
    return f"{lijn.basis * 100 / hoogste:.2f}", f"{lijn.plus * 100 / hoogste:.2f}"


@register.filter
def plek(rijen, nummer: int):
    """An item of a list by its place."""
    return rijen[nummer]


@register.filter
def budgetstaaf(beeld: Keuzebeeld) -> tuple[str, str]:
    """Widths of basis and the rest in a bar of 100 that is the budget, or the total when there is none or it is exceeded."""
    ruimte = max(beeld.totaal + max(beeld.vrij or Decimal(0), Decimal(0)), Decimal("0.01"))
    return f"{beeld.basis * 100 / ruimte:.2f}", f"{(beeld.totaal - beeld.basis) * 100 / ruimte:.2f}"


@register.simple_tag
def documentsoorten() -> list[tuple[str, str]]:
    """The documents of a selection: (key, name)."""
    return [(soort.value, str(soort.label)) for soort in Document.Soort]
