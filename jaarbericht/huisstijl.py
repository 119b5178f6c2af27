"""Where the pictures and charts of a report come from."""

import re
from collections.abc import Callable
from decimal import Decimal
from html import escape

from catalogus.drukwerk.huisstijl import Huisstijl

from . import grafieken
from .rapport import Beeld, Grafiek, Rapport

_TITEL = re.compile("<title>.*?</title>", re.DOTALL)
_GRAFIEKEN: dict[str, Callable[..., str]] = {
    "gestapeld": grafieken.gestapeld,
    "kolommen": grafieken.kolommen,
    "balken": grafieken.balken,
}


def huisstijl(rapport: Rapport) -> Huisstijl:
    return Huisstijl({lijn.nummer: lijn.kleur for lijn in rapport.lijnen})


def themastijl(rapport: Rapport, stijl: Huisstijl) -> str:
    """What a theme changes besides the colours of the lines, as CSS; nothing without a theme."""
    if rapport.thema is None:
        return ""
    heide = stijl.van_lijn(4)
    return f":root{{--paneel:{heide.licht};--paneel-tekst:{heide.diep}}}"


def adres(beeld: Beeld, *, stijl: Huisstijl) -> str:
    """Where the fetcher of the PDF finds a picture."""
    if beeld.bestand:
        return f"media:{beeld.bestand}"
    if beeld.tekening == "portret":
        return stijl.tekening("portret", zaad=beeld.zaad)
    return stijl.tekening("tafereel", soort=beeld.tekening, zaad=beeld.zaad)


def grafiek(deel: Grafiek, *, stijl: Huisstijl, lijn: int | None) -> str:
    """The chart as SVG, with its text alternative as title. Columns need at least two points; else bars."""
    punten = [(punt.label, None if punt.waarde is None else Decimal(punt.waarde)) for punt in deel.punten]
    woorden = {Decimal(punt.waarde): punt.tekst for punt in deel.punten if punt.waarde is not None}
    teken = _GRAFIEKEN[deel.soort if len(punten) > 1 else "balken"]
    svg = teken(punten, titel=deel.titel, tonen=stijl.van_lijn(lijn), formatteer=woorden.__getitem__)
    return _TITEL.sub(f"<title>{escape(deel.omschrijving or deel.titel)}</title>", svg, count=1)
