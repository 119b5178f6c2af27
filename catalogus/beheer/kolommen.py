"""Columns and filters of the lists: everything that is a number, an amount or a date goes through `catalogus.opmaak`."""

from collections.abc import Callable

from django.contrib import admin
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from catalogus import opmaak

LEEG = mark_safe('<span class="bh-n">–<span class="ac-vh"> geen gegevens</span></span>')
LABELKLEUR = {
    "concept": "",
    "redactie": "",
    "ter_fiattering": "info",
    "ingediend": "let",
    "open": "info",
    "ter_inzage": "info",
    "lopend": "goed",
    "bevestigd": "goed",
    "vastgesteld": "goed",
    "gepubliceerd": "goed",
    "afgesloten": "rand",
    "vervangen": "rand",
    "vervallen": "rand",
    "gepland": "info",
    "gehouden": "goed",
    "wacht": "",
    "bezig": "info",
    "klaar": "goed",
    "mislukt": "fout",
    "gestopt": "let",
}


def _waarde(obj, pad: str):
    for deel in pad.split("__"):
        obj = getattr(obj, deel, None)
        if obj is None:
            return None
    return obj


def _als_kolom(functie: Callable, pad: str, titel: str, sorteer: str = "") -> Callable:
    functie.__name__ = pad
    return admin.display(description=titel, ordering=sorteer or pad)(functie)


def getal(pad: str, titel: str, opmaken: Callable[..., str] = opmaak.hoeveelheid) -> Callable:
    """A right-aligned column; `pad` may go through relations, as in a query."""

    def cel(obj):
        waarde = _waarde(obj, pad)
        if waarde is None:
            return LEEG
        return format_html('<span class="bh-n">{}</span>', opmaken(waarde))

    return _als_kolom(cel, pad, titel)


def euro(pad: str, titel: str, decimalen: int = 2) -> Callable:
    return getal(pad, titel, lambda waarde: opmaak.euro(waarde, decimalen))


def jaar(pad: str = "jaar", titel: str = "jaar") -> Callable:
    """A year is a number without a separator of thousands."""
    return _als_kolom(lambda obj: str(_waarde(obj, pad) or "–"), pad, titel)


def datum(pad: str, titel: str) -> Callable:
    return _als_kolom(
        lambda obj: format_html('<span class="bh-heel">{}</span>', opmaak.datum_kort(_waarde(obj, pad))), pad, titel
    )


def tekst(pad: str, titel: str) -> Callable:
    return _als_kolom(lambda obj: _waarde(obj, pad) or "–", pad, titel)


def keuze(pad: str, titel: str) -> Callable:
    """The word of a choice field."""
    return _als_kolom(lambda obj: getattr(obj, f"get_{pad}_display")() or "–", pad, titel)


def ja_nee(pad: str, titel: str) -> Callable:
    return _als_kolom(lambda obj: "ja" if _waarde(obj, pad) else "nee", pad, titel)


def label(pad: str = "status", titel: str = "status") -> Callable:
    """A choice field as a coloured word."""

    def cel(obj):
        kleur = LABELKLEUR.get(getattr(obj, pad), "")
        soort = f" ac-label--{kleur}" if kleur else ""
        woord = getattr(obj, f"get_{pad}_display")()
        return format_html('<span class="utrecht-data-badge ac-label{}">{}</span>', soort, woord)

    return _als_kolom(cel, pad, titel)


def programmalijn(pad: str = "programmalijn") -> Callable:
    """The spine with the numeral; the name for who does not see it. A colour stands beside the numeral, never alone."""

    def cel(obj):
        lijn = _waarde(obj, pad)
        if lijn is None:
            return "–"
        return format_html(
            '<span class="ac-lijnmerk ac-lijn-{}" title="{}">{}</span><span class="ac-vh"> {}</span>',
            lijn.nummer, lijn.naam, lijn.nummer, lijn.naam,
        )  # fmt: skip

    return _als_kolom(cel, pad, "lijn", f"{pad}__nummer")


class JaarFilter(admin.AllValuesFieldListFilter):
    """Years as text: a number would get a separator of thousands."""

    def choices(self, changelist):
        for keuze in super().choices(changelist):
            yield keuze | {"display": str(keuze["display"])}
