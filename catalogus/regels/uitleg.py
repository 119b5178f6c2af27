"""What stands beside a quantity: the quantity in words, its limits, and the classes of a staffel that it falls in."""

from dataclasses import dataclass
from decimal import Decimal

from catalogus.models import Activiteit, Eenheid, Realisatiemaat
from catalogus.opmaak import hoeveelheid
from catalogus.regels.kostprijs import Prijsgegevens
from catalogus.regels.prijswoorden import met_eenheid, staffelklassen


@dataclass(frozen=True)
class Klasse:
    """One class of a staffel, in words and in euro; `keer` is how many of the quantities fall in it."""

    woorden: str
    prijs: Decimal
    keer: int


def hoeveel(*, eenheid: str, aantal: Decimal) -> str:
    """'3 collecties', '1 locatie'; a fixed amount has no quantity."""
    return "vast bedrag" if eenheid == Eenheid.VAST else met_eenheid(aantal=aantal, eenheid=eenheid)


def grenzen(*, activiteit: Activiteit) -> str:
    """The limits of a quantity: '20 tot en met 40', '20 of meer', 'hoogstens 40'; empty without limits that say something."""
    laag, hoog = activiteit.minimum, activiteit.maximum
    if laag is not None and laag > 1:
        return f"{hoeveelheid(laag)} of meer" if hoog is None else f"{hoeveelheid(laag)} tot en met {hoeveelheid(hoog)}"
    return "" if hoog is None else f"hoogstens {hoeveelheid(hoog)}"


def klassen(*, prijs: Prijsgegevens, eenheid: str, aantallen: list[Decimal]) -> list[Klasse]:
    """The classes of a staffel from low to high, each with how many of `aantallen` fall in it."""
    uit, boven = [], Decimal(0)
    for (tot, bedrag), (woorden, _) in zip(prijs.staffel, staffelklassen(prijs=prijs, eenheid=eenheid), strict=True):
        keer = sum(1 for aantal in aantallen if aantal > boven and (tot is None or aantal <= tot))
        uit.append(Klasse(woorden, bedrag, keer))
        boven = boven if tot is None else tot
    return uit


def meting(*, activiteit: Activiteit) -> str:
    """What is counted to see whether it was carried out; empty when nothing is."""
    if activiteit.realisatiemaat == Realisatiemaat.GEEN:
        return ""
    if activiteit.realisatiemaat == Realisatiemaat.INDICATOR:
        return f"het cijfer ‘{activiteit.realisatieindicator}’" if activiteit.realisatieindicator else ""
    if activiteit.realisatiemaat == Realisatiemaat.LOCATIES and activiteit.realisatiefunctie:
        return f"locaties ({activiteit.get_realisatiefunctie_display()})"
    return activiteit.get_realisatiemaat_display()
