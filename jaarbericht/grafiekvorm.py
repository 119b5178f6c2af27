"""What all charts share: values, words, lengths and the SVG around them."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from html import escape

from catalogus.tekeningen.kleur import WIT, Tonen, meng
from catalogus.tekeningen.tekst import LETTER
from catalogus.tekeningen.vormen import n

Getal = int | float | Decimal
Formatteer = Callable[[Getal], str]
GEEN = "geen gegevens"
INKT_2 = "#55506a"
DUNST = 0.6  # mm: a value above zero is never thinner


def schaal(waarde: Getal, hoogste: Getal, lengte: float) -> float:
    """Length of a mark: `waarde` as a part of `hoogste`, on `lengte` mm; zero when there is nothing to compare."""
    return float(waarde) / float(hoogste) * lengte if hoogste else 0.0


def zichtbaar(waarde: Getal, hoogste: Getal, lengte: float) -> float:
    return max(DUNST, schaal(waarde, hoogste, lengte)) if waarde else 0.0


def controleer(waarden: Sequence[Getal | None], wat: str, minst: int, meest: int, aantal: int | None = None) -> None:
    """Raises ValueError when there are too few or too many marks (`aantal`, else the values) or one below zero."""
    aantal = len(waarden) if aantal is None else aantal
    if not minst <= aantal <= meest:
        raise ValueError(f"Een grafiek met {wat} heeft er {minst} tot en met {meest}; dit zijn er {aantal}.")
    if any(waarde is not None and waarde < 0 for waarde in waarden):
        raise ValueError(f"Een grafiek met {wat} kan geen getal onder nul tekenen. Gebruik een tabel.")


def als_woord(waarde: Getal | None, formatteer: Formatteer) -> str:
    return GEEN if waarde is None else formatteer(waarde)


def als_svg(b: float, h: float, titel: str, delen: Sequence[str]) -> str:
    kop = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {n(b)} {n(h)}" font-family="{LETTER}">'
    return f"{kop}<title>{escape(titel)}</title>{''.join(delen)}</svg>"


def opgesomd(titel: str, delen: Sequence[str]) -> str:
    return f"{titel.rstrip('.:')}: {', '.join(delen)}."


def zachte_kleur(tonen: Tonen) -> str:
    """The quiet companion of the plane colour: the accent, or a tint where accent and plane are the same."""
    return tonen.fel if tonen.fel != tonen.vlak else meng(tonen.vlak, WIT, 0.55)
