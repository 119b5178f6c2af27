"""What makes a sheet of an xlsx fit to fill in: locked cells, drop-downs, help at the headings, hidden columns."""

from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

VRIJ, VAST = Protection(locked=False), Protection(locked=True)
GRIJS = PatternFill("solid", fgColor="EEEDE8")
KOPKLEUR = PatternFill("solid", fgColor="DCE9E1")
LAATSTE_RIJ = 1_048_576
MEEST_IN_CEL = 250  # signs of a list that stands in the rule itself


class Keuzelijsten:
    """The lists behind drop-downs; long ones stand on a hidden sheet, each in a column."""

    def __init__(self) -> None:
        self.lijsten: dict[tuple[str, ...], str] = {}

    def formule(self, keuzes: Sequence[str]) -> str:
        kort = ",".join(keuzes)
        if len(kort) <= MEEST_IN_CEL and not any(teken in keuze for keuze in keuzes for teken in ',"'):
            return f'"{kort}"'
        lijst = tuple(keuzes)
        if lijst not in self.lijsten:
            letter = get_column_letter(len(self.lijsten) + 1)
            self.lijsten[lijst] = f"Keuzes!${letter}$1:${letter}${len(lijst)}"
        return self.lijsten[lijst]

    def schrijf(self, boek: Workbook) -> None:
        """The hidden sheet; after all others, and only when a list asked for it."""
        if not self.lijsten:
            return
        vel = boek.create_sheet("Keuzes")
        vel.sheet_state = "hidden"
        for nummer in range(max(map(len, self.lijsten))):
            vel.append([_tekst(vel, lijst[nummer]) if nummer < len(lijst) else None for lijst in self.lijsten])


def _tekst(vel: Any, woord: str) -> Any:
    cel = WriteOnlyCell(vel, woord)
    cel.data_type = "s"
    return cel


def richt_in(vel: Any, kolommen: Sequence[Any], vormen: dict[str, str], lijsten: Keuzelijsten) -> None:
    """Before the first row: what holds for whole columns, so that a new row below has it too."""
    vel.protection.sheet = True
    for toegestaan in ("formatCells", "formatColumns", "formatRows", "insertRows", "deleteRows", "sort", "autoFilter"):
        setattr(vel.protection, toegestaan, False)
    for plaats, kolom in enumerate(kolommen, start=1):
        letter = get_column_letter(plaats)
        maat = vel.column_dimensions[letter]
        maat.protection, maat.hidden = VAST if kolom.vast else VRIJ, kolom.verborgen
        maat.number_format, maat.alignment = vormen[kolom.vorm], Alignment(vertical="top", wrap_text=True)
        if kolom.vast:
            maat.fill = GRIJS
        if kolom.keuzes:
            regel = DataValidation(type="list", formula1=lijsten.formule(kolom.keuzes), allow_blank=True, errorStyle="warning")
            regel.showErrorMessage, regel.errorTitle = True, kolom.kop[:32]
            regel.error = "Dit staat niet in de lijst. Wil je het toch zo laten?"
            regel.add(f"{letter}2:{letter}{LAATSTE_RIJ}")
            vel.data_validations.append(regel)


def kop(vel: Any, kolom: Any) -> Any:
    """The heading of a column, with its help."""
    cel = _tekst(vel, kolom.kop)
    cel.font, cel.fill, cel.alignment = Font(bold=True), KOPKLEUR, Alignment(vertical="top", wrap_text=True)
    if kolom.uitleg:
        cel.comment = Comment(kolom.uitleg, "Activiteitencatalogus", width=280, height=30 + 18 * (len(kolom.uitleg) // 38 + 1))
    return cel
