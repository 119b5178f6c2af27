"""A table as an Excel workbook: text that looks like a formula stays text, numbers and dates are real ones."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO

from django.http import HttpResponse
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

SOORT = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMULE = ("=", "+", "-", "@", "\t", "\r")  # how a cell begins that a spreadsheet would work out
EURO, GETAL, DATUM, PROCENT = "#,##0.00", "#,##0.##", "dd-mm-yyyy", '0.0"%"'


@dataclass(frozen=True)
class Kolom:
    kop: str
    vorm: str = ""  # number format; empty for text
    breed: int = 16


@dataclass(frozen=True)
class Blad:
    """A sheet. `voet` is a last row in bold, such as totals."""

    naam: str
    kolommen: Sequence[Kolom]
    rijen: Iterable[Sequence]
    voet: Sequence = ()


def antwoord(*, bladen: Iterable[Blad], naam: str) -> HttpResponse:
    """The workbook as a download named `naam`.xlsx."""
    boek = Workbook()
    boek.remove(boek.active)
    for blad in bladen:
        _vul(boek.create_sheet(blad.naam), blad)
    uit = BytesIO()
    boek.save(uit)
    return HttpResponse(
        uit.getvalue(),
        content_type=SOORT,
        headers={"Content-Disposition": f'attachment; filename="{naam}.xlsx"', "X-Content-Type-Options": "nosniff"},
    )


def _vul(vel: Worksheet, blad: Blad) -> None:
    vet = Font(bold=True)
    rijen = [[kolom.kop for kolom in blad.kolommen], *blad.rijen, *([blad.voet] if blad.voet else [])]
    for nummer, rij in enumerate(rijen, start=1):
        for plaats, (kolom, waarde) in enumerate(zip(blad.kolommen, rij, strict=True), start=1):
            cel = vel.cell(nummer, plaats)
            if isinstance(waarde, str):
                cel.value = ILLEGAL_CHARACTERS_RE.sub("", waarde)
                if waarde.startswith(FORMULE):
                    cel.data_type, cel.quotePrefix = "s", True
                cel.alignment = Alignment(wrap_text=True, vertical="top")
            elif waarde is not None:
                cel.value = waarde
                cel.number_format = kolom.vorm or "General"
                cel.alignment = Alignment(vertical="top")
            if nummer == 1 or (blad.voet and nummer == len(rijen)):
                cel.font = vet
    for plaats, kolom in enumerate(blad.kolommen, start=1):
        vel.column_dimensions[get_column_letter(plaats)].width = kolom.breed
    vel.freeze_panes = "B2"
