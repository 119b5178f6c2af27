"""A report as PDF."""

import datetime

from catalogus import drukwerk

from . import bijlage, opmaak
from .rapport import Rapport
from .vingerafdruk import vingerafdruk

STIJLBLADEN = ("drukwerk/basis.css", "drukwerk/boek.css", "jaarbericht/rapport.css")


def maak(rapport: Rapport, *, druk: bool = False) -> bytes:
    """The whole report, with the figures attached. Equal data gives equal bytes.

    druk: for a printer, with 3 mm of bleed and crop marks.
    """
    return drukwerk.maak(
        opmaak.secties(rapport),
        stijlbladen=bladen(rapport, druk=druk),
        snijtekens=druk,
        voet=opmaak.voettekst(rapport),
        gegevens=_gegevens(rapport),
        bijlagen=[_cijfers(rapport)],
    )


def sectie(rapport: Rapport, sleutel: str) -> bytes:
    """One sectie as a small PDF, for a preview: without page numbers, because its place is not known."""
    pagina = next((pagina for pagina in opmaak.secties(rapport) if pagina.sleutel == sleutel), None)
    if pagina is None:
        raise drukwerk.PdfFout(f"Het jaarbericht heeft geen onderdeel ‘{sleutel}’. Ververs de pagina en kies het opnieuw.")
    return drukwerk.deel(pagina, stijlbladen=bladen(rapport), voet=opmaak.voettekst(rapport), gegevens=_gegevens(rapport))


def bladen(rapport: Rapport, *, druk: bool = False) -> drukwerk.Stijlbladen:
    """The style sheets of a report: those of its theme's letter, and of the printer."""
    letter = (drukwerk.ZONDER_SCHREEF,) if rapport.thema and rapport.thema.letter == "atkinson" else ()
    return (*letter, *STIJLBLADEN, *(("drukwerk/druk.css",) if druk else ()))


def _gegevens(rapport: Rapport) -> drukwerk.Gegevens:
    return drukwerk.Gegevens(
        titel=f"{rapport.titel}, bibliotheken in de gemeente {rapport.gemeente}",
        auteur=rapport.organisatie,
        omschrijving=f"Wat de bibliotheek in {rapport.jaar} deed in de gemeente {rapport.gemeente}. {rapport.uitgave}.",
        datum=rapport.datum,
        kenmerk=vingerafdruk(rapport),
    )


def _cijfers(rapport: Rapport) -> drukwerk.Bijlage:
    """The figures as an attachment; a concept has no date of its own and gets the last day of its year."""
    return drukwerk.Bijlage(
        naam=bijlage.naam(rapport),
        omschrijving=f"Alle cijfers van de gemeente {rapport.gemeente} over {rapport.jaar}, als tabel",
        inhoud=bijlage.bestand(rapport),
        datum=datetime.datetime.fromisoformat(rapport.datum or f"{rapport.jaar}-12-31"),
    )
