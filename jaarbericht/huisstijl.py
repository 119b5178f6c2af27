"""What all secties of one report share in looks: the tones of its lines, and where its pictures and charts come from."""

import re
from collections.abc import Callable
from decimal import Decimal
from html import escape
from urllib.parse import urlencode

from . import grafieken, tekeningen
from .rapport import Beeld, Grafiek, Rapport, Sectie

_TITEL = re.compile("<title>.*?</title>", re.DOTALL)
_GRAFIEKEN: dict[str, Callable[..., str]] = {
    "gestapeld": grafieken.gestapeld,
    "kolommen": grafieken.kolommen,
    "balken": grafieken.balken,
}


def tonen(kleur: str) -> tekeningen.Tonen:
    """The six tones of a colour: those that were chosen by eye for the standard colours, else worked out."""
    vast = {tonen.vlak: tonen for tonen in tekeningen.STANDAARD.lijnen}
    return vast.get(kleur.lower()) or tekeningen.tonen(kleur.lower())


def palet(kleuren: tuple[str, ...]) -> tekeningen.Palet:
    """The palette of the drawings: the colours of line 1 to 5, the standard ones where a line is missing."""
    eigen = [tonen(kleur) for kleur in kleuren[:5]]
    return tekeningen.Palet(lijnen=(*eigen, *tekeningen.STANDAARD.lijnen[len(eigen) :]))


class Huisstijl:
    def __init__(self, rapport: Rapport):
        lijnen = sorted(rapport.lijnen, key=lambda lijn: lijn.nummer)
        self.kleuren = tuple(lijn.kleur for lijn in lijnen)
        self.palet = palet(self.kleuren)
        self.tonen = {lijn.nummer: tonen(lijn.kleur) for lijn in lijnen}

    def van_lijn(self, lijn: int | None) -> tekeningen.Tonen:
        """The tones of a line; those of the fourth for what belongs to no line, as on the map."""
        return self.tonen.get(lijn or 0, self.palet.lijn(4))

    @property
    def stijl(self) -> str:
        """The tones as CSS custom properties: a class per line, so that a theme is data."""
        return "".join(
            f".lijn-{nummer}{{--vlak:{t.vlak};--op:{t.op};--fel:{t.fel};--licht:{t.licht};--diep:{t.diep};--nummer:{t.nummer}}}"
            for nummer, t in self.tonen.items()
        )

    def adres(self, beeld: Beeld) -> str:
        """Where the fetcher of the PDF finds a picture."""
        if beeld.bestand:
            return f"media:{beeld.bestand}"
        if beeld.tekening == "portret":
            return self.tekening("portret", zaad=beeld.zaad)
        return self.tekening("tafereel", soort=beeld.tekening, zaad=beeld.zaad)

    def tekening(self, naam: str, **gegevens: object) -> str:
        """Where the fetcher of the PDF finds one of our drawings: its name, seed and colours say all there is to it."""
        kleuren = ".".join(kleur.lstrip("#") for kleur in self.kleuren)
        return f"tekening:{naam}?{urlencode({**gegevens, 'kleuren': kleuren})}"

    def achtergrond(self, sectie: Sectie, naam: str, **gegevens: object) -> str:
        """A drawing behind a whole page, as CSS: it is decoration, so no picture in the text."""
        return f"#{sectie.sleutel}{{background-image:url('{self.tekening(naam, **gegevens)}')}}"

    def grafiek(self, deel: Grafiek, lijn: int | None) -> str:
        """The chart as SVG, with its text alternative as title. Columns need at least two points; else bars."""
        punten = [(punt.label, None if punt.waarde is None else Decimal(punt.waarde)) for punt in deel.punten]
        woorden = {Decimal(punt.waarde): punt.tekst for punt in deel.punten if punt.waarde is not None}
        teken = _GRAFIEKEN[deel.soort if len(punten) > 1 else "balken"]
        svg = teken(punten, titel=deel.titel, tonen=self.van_lijn(lijn), formatteer=woorden.__getitem__)
        return _TITEL.sub(f"<title>{escape(deel.omschrijving or deel.titel)}</title>", svg, count=1)
