"""The figures of a report as CSV: attached to the PDF and offered as open data."""

import csv
from io import StringIO

from .rapport import Cijferregel, Rapport

KOLOMMEN = ("code", "naam", "rubriek", "bereik", "jaar", "waarde", "eenheid", "toelichting")


def naam(rapport: Rapport) -> str:
    return f"cijfers-{rapport.gemeente_code}-{rapport.jaar}.csv"


def bestand(rapport: Rapport) -> bytes:
    """UTF-8 with a byte order mark, semicolons, decimal commas: opens well in a Dutch spreadsheet."""
    uit = StringIO()
    schrijver = csv.writer(uit, delimiter=";", lineterminator="\r\n")
    schrijver.writerow(KOLOMMEN)
    schrijver.writerows(_rij(regel) for regel in rapport.cijfers)
    return uit.getvalue().encode("utf-8-sig")


def _rij(regel: Cijferregel) -> list[str]:
    waarde = "" if regel.waarde is None else regel.waarde.replace(".", ",")
    return [waarde if kolom == "waarde" else _tekst(str(getattr(regel, kolom))) for kolom in KOLOMMEN]


def _tekst(cel: str) -> str:
    """A cell that a spreadsheet would take for a formula gets an apostrophe."""
    return f"'{cel}" if cel.startswith(("=", "+", "-", "@", "\t", "\r")) else cel
