"""What all secties of one document share in looks: the tones of its programmalijnen, and where its drawings come from."""

from collections.abc import Mapping
from urllib.parse import urlencode

from catalogus import tekeningen


def tonen(kleur: str) -> tekeningen.Tonen:
    """The six tones of a colour: those that were chosen by eye for the standard colours, else worked out."""
    vast = {tonen.vlak: tonen for tonen in tekeningen.STANDAARD.lijnen}
    return vast.get(kleur.lower()) or tekeningen.tonen(kleur.lower())


def palet(kleuren: tuple[str, ...]) -> tekeningen.Palet:
    """The palette of the drawings: the colours of line 1 to 5, the standard ones where a line is missing."""
    eigen = [tonen(kleur) for kleur in kleuren[:5]]
    return tekeningen.Palet(lijnen=(*eigen, *tekeningen.STANDAARD.lijnen[len(eigen) :]))


class Huisstijl:
    """lijnen: the colour of each programmalijn by its number."""

    def __init__(self, lijnen: Mapping[int, str]):
        self.kleuren = tuple(lijnen[nummer] for nummer in sorted(lijnen))
        self.palet = palet(self.kleuren)
        self.tonen = {nummer: tonen(lijnen[nummer]) for nummer in sorted(lijnen)}

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

    def tekening(self, naam: str, **gegevens: object) -> str:
        """Where the fetcher of the PDF finds one of our drawings: its name, seed and colours say all there is to it."""
        kleuren = ".".join(kleur.lstrip("#") for kleur in self.kleuren)
        return f"tekening:{naam}?{urlencode({**gegevens, 'kleuren': kleuren})}"

    def achtergrond(self, sleutel: str, naam: str, **gegevens: object) -> str:
        """A drawing behind the whole page of a sectie, as CSS: it is decoration, so no picture in the text."""
        return f"#{sleutel}{{background-image:url('{self.tekening(naam, **gegevens)}')}}"
