"""Tables as a spreadsheet: xlsx, ods and csv. Text that looks like a formula stays text, numbers and dates are real ones.

All three are written row by row, so that memory does not grow with the number of rows.
"""

import csv
import datetime
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO, TextIOWrapper

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from . import invullen, ods

SOORTEN = {  # kind of file, also its extension: media type
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "csv": "text/csv; charset=utf-8",
}
TEKST, GETAL, EURO, PRIJS, PROCENT, DATUM, MOMENT = "tekst", "getal", "euro", "prijs", "procent", "datum", "moment"
XLSX_VORM = {
    TEKST: "General",
    GETAL: "#,##0.##",
    EURO: '"€" #,##0.00',
    PRIJS: '"€" #,##0.00##',
    PROCENT: "0.0%",
    DATUM: "dd-mm-yyyy",
    MOMENT: "dd-mm-yyyy hh:mm",
}
FORMULE = ("=", "+", "-", "@", "\t", "\r", "\n")  # how a cell begins that a spreadsheet would work out
_NIET_IN_BLADNAAM = re.compile(r"[\[\]:*?/\\]")
_NIET_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

Waarde = str | int | float | Decimal | datetime.date | None


@dataclass(frozen=True)
class Kolom:
    """`vorm`: how its numbers or dates look. PRIJS has two to four decimals; a PROCENT of 12.5 is 12,5%.

    In a sheet to fill in: `vast` cells are locked, `keuzes` become a drop-down, `uitleg` the help at the heading.
    """

    kop: str
    vorm: str = TEKST
    breed: int = 16
    vast: bool = False
    verborgen: bool = False
    keuzes: Sequence[str] = ()
    uitleg: str = ""


@dataclass(frozen=True)
class Blad:
    """A sheet. `voet` is a last row in bold, such as totals. `invulbaar`: made to be changed and read in again."""

    naam: str
    kolommen: Sequence[Kolom]
    rijen: Iterable[Sequence]
    voet: Sequence = ()
    invulbaar: bool = False

    @property
    def titel(self) -> str:
        """The name, as far as Excel allows it."""
        return _NIET_IN_BLADNAAM.sub(" ", self.naam).strip()[:31]


def inhoud(*, bladen: Iterable[Blad], soort: str) -> bytes:
    """The file. A csv has one sheet: `;` between cells, a decimal comma and UTF-8 with a mark, as Excel here reads it."""
    return {"xlsx": _xlsx, "ods": _ods, "csv": _csv}[soort](bladen)


def lijkt_formule(tekst: str) -> bool:
    return tekst.startswith(FORMULE)


def _waarde(kolom: Kolom, waarde) -> Waarde:
    """What goes into a cell: text without signs that no file may hold, a moment in our own time, a percentage as a part."""
    if isinstance(waarde, bool):
        return "ja" if waarde else "nee"
    if isinstance(waarde, int | float | Decimal):
        return Decimal(str(waarde)) / 100 if kolom.vorm == PROCENT else waarde
    if isinstance(waarde, datetime.datetime):
        return timezone.localtime(waarde).replace(tzinfo=None) if timezone.is_aware(waarde) else waarde
    if waarde is None or isinstance(waarde, datetime.date):
        return waarde
    return _NIET_IN_XML.sub("", str(waarde))


# ------------------------------------------------------------------ xlsx
def _xlsx(bladen: Iterable[Blad]) -> bytes:
    boek = Workbook(write_only=True)
    lijsten = invullen.Keuzelijsten()
    for blad in bladen:
        vel = boek.create_sheet(blad.titel)
        vel.freeze_panes = "B2"
        for plaats, kolom in enumerate(blad.kolommen, start=1):
            vel.column_dimensions[get_column_letter(plaats)].width = kolom.breed
        vormen = _Vormen(vel)
        if blad.invulbaar:
            invullen.richt_in(vel, blad.kolommen, XLSX_VORM, lijsten)
            vel.append([invullen.kop(vel, kolom) for kolom in blad.kolommen])
        else:
            vel.append(vormen.cel(TEKST, kolom.kop, vet=True) for kolom in blad.kolommen)
        vrij = [blad.invulbaar and not kolom.vast for kolom in blad.kolommen]
        for rij in _rijen(blad):
            vel.append(vormen.cel(k.vorm, w, vrij=v) for k, w, v in zip(blad.kolommen, rij, vrij, strict=True))
        if blad.voet:
            vel.append(vormen.cel(k.vorm, _waarde(k, w), vet=True) for k, w in zip(blad.kolommen, blad.voet, strict=True))
    lijsten.schrijf(boek)
    uit = BytesIO()
    boek.save(uit)
    return uit.getvalue()


def _rijen(blad: Blad) -> Iterator[list[Waarde]]:
    return ([_waarde(k, w) for k, w in zip(blad.kolommen, rij, strict=True)] for rij in blad.rijen)


class _Vormen:
    """One cell for each look in a sheet. It is written at once and then used again: making one takes most of the time."""

    def __init__(self, vel):
        self.vel = vel
        self.cellen: dict[tuple, Cell] = {}

    def cel(self, vorm: str, waarde: Waarde, *, vet: bool = False, vrij: bool = False) -> Cell | None:
        if waarde is None:
            return None
        tekst = isinstance(waarde, str)
        formule = tekst and lijkt_formule(str(waarde))
        sleutel = (TEKST if tekst else vorm, formule, vet, vrij)
        if sleutel not in self.cellen:
            self.cellen[sleutel] = self._maak(*sleutel)
        cel = self.cellen[sleutel]
        cel.value = waarde
        if tekst:
            cel.data_type = "s"
        return cel

    def _maak(self, vorm: str, formule: bool, vet: bool, vrij: bool) -> Cell:
        cel = WriteOnlyCell(self.vel)
        cel.number_format, cel.quotePrefix = XLSX_VORM[vorm], formule
        cel.alignment = Alignment(vertical="top", wrap_text=vorm == TEKST)
        if vet:
            cel.font = Font(bold=True)
        if vrij:
            cel.protection = invullen.VRIJ
        return cel


# ------------------------------------------------------------------ ods
def _ods(bladen: Iterable[Blad]) -> bytes:
    return ods.schrijf((blad.titel, blad.kolommen, _rijen(blad), _voet(blad), blad.invulbaar) for blad in bladen)


def _voet(blad: Blad) -> list[Waarde] | None:
    return [_waarde(k, w) for k, w in zip(blad.kolommen, blad.voet, strict=True)] if blad.voet else None


# ------------------------------------------------------------------ csv
def _csv(bladen: Iterable[Blad]) -> bytes:
    (blad,) = bladen
    uit = BytesIO()
    tekst = TextIOWrapper(uit, encoding="utf-8-sig", newline="")
    schrijver = csv.writer(tekst, delimiter=";", lineterminator="\r\n")
    schrijver.writerow(als_veld(TEKST, kolom.kop) for kolom in blad.kolommen)
    for rij in [blad.rijen, [blad.voet] if blad.voet else []]:
        schrijver.writerows([als_veld(k.vorm, _waarde(k, w)) for k, w in zip(blad.kolommen, r, strict=True)] for r in rij)
    tekst.flush()
    return uit.getvalue()


def als_veld(vorm: str, waarde: Waarde) -> str:
    """A value as text in a csv. An apostrophe before what looks like a formula keeps it text; `uit_veld` takes it off."""
    if waarde is None:
        return ""
    if isinstance(waarde, str):
        return f"'{waarde}" if lijkt_formule(waarde.lstrip("'")) else waarde
    if isinstance(waarde, datetime.date):
        return f"{waarde:%d-%m-%Y %H:%M}" if isinstance(waarde, datetime.datetime) else f"{waarde:%d-%m-%Y}"
    getal = Decimal(str(waarde))
    return (f"{(getal * 100).normalize():f}%" if vorm == PROCENT else f"{getal:f}").replace(".", ",")


def uit_veld(veld: str) -> str:
    """The text that `als_veld` wrote."""
    return veld[1:] if veld.startswith("'") and lijkt_formule(veld.lstrip("'")) else veld
