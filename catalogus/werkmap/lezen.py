"""The sheets and rows of an uploaded file: xlsx and ods by way of `uitlezen`, and csv in the forms that spreadsheets make."""

import csv
import pickle
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import IO, Any

from catalogus.fouten import RegelFout

from .schrijven import uit_veld

GROOTST = 25_000_000  # bytes of a file
MEESTE_RIJEN = 200_000  # in a sheet
UITLEZEN = Path(__file__).with_name("uitlezen.py")
UTF16 = b"\xff\xfe", b"\xfe\xff"
AFGEBROKEN = "Dit bestand vraagt te veel geheugen of tijd. Haal lege rijen en kolommen weg, of verdeel het over meer bestanden."

Regel = tuple[int, list[Any]]


@dataclass
class Tabel:
    """A sheet. `rijen` gives the number of a row in the file with its cells, once; empty rows are left out.

    `gaten` are cells (row, column; from 1) that look empty but hold a formula without result or an error.
    """

    naam: str
    rijen: Iterator[Regel]
    gaten: dict[tuple[int, int], str] = field(default_factory=dict)


def tabellen(*, bestand: IO[bytes], naam: str) -> Iterator[Tabel]:
    """The sheets of a file one after another: read the rows of one before asking the next. A csv is one sheet without name.

    RegelFout (`bestand`) says why a file cannot be read and how to mend that.
    """
    bestand.seek(0, 2)
    if bestand.tell() > GROOTST:
        raise RegelFout(
            f"Dit bestand is groter dan {GROOTST // 1_000_000} MB. Verdeel de rijen over meer bestanden.", code="bestand"
        )
    bestand.seek(0)
    begin = bestand.read(4096)
    bestand.seek(0)
    if not begin.strip():
        raise RegelFout("Dit bestand is leeg.", code="bestand")
    if begin.startswith(b"PK"):
        yield from _werkmap(bestand)
    elif begin.startswith(b"\xd0\xcf\x11\xe0"):
        raise RegelFout("Dit is een oud Excel-bestand (xls) of het heeft een wachtwoord. Sla het op als xlsx.", code="bestand")
    elif naam.lower().endswith((".xlsx", ".ods", ".xlsm")) or _geen_tekst(begin):
        raise RegelFout("Dit is geen werkmap. Kies een bestand dat eindigt op xlsx, ods of csv.", code="bestand")
    else:
        yield Tabel("", _begrensd(_csv(bestand.read()), "het bestand"))


def _geen_tekst(begin: bytes) -> bool:
    return begin.startswith((b"%PDF", b"{\\rtf")) or (b"\0" in begin and not begin.startswith(UTF16))


def _begrensd(rijen: Iterator[Regel], wat: str) -> Iterator[Regel]:
    for aantal, rij in enumerate(rijen, start=1):
        if aantal > MEESTE_RIJEN:
            raise RegelFout(f"In {wat} staan meer dan 200.000 rijen. Verdeel ze over meer bestanden.", code="bestand")
        yield rij


# ------------------------------------------------------------------ xlsx and ods
def _werkmap(bestand: IO[bytes]) -> Iterator[Tabel]:
    with tempfile.TemporaryFile() as kopie:
        while stuk := bestand.read(1 << 20):
            kopie.write(stuk)
        kopie.seek(0)
        proces = subprocess.Popen(
            [sys.executable, "-I", UITLEZEN], stdin=kopie, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        assert proces.stdout is not None  # asked for
        with proces, proces.stdout as stroom:
            try:
                yield from _vellen(_berichten(stroom))
            finally:
                proces.kill()


def _berichten(stroom: IO[bytes]) -> Iterator[tuple]:
    while True:
        try:
            bericht = pickle.load(stroom)
        except (EOFError, pickle.UnpicklingError):  # it was stopped at its ceiling
            raise RegelFout(AFGEBROKEN, code="bestand") from None
        if bericht[0] == "fout":
            raise RegelFout(bericht[1], code="bestand")
        if bericht[0] == "klaar":
            return
        yield bericht


def _vellen(berichten: Iterator[tuple]) -> Iterator[Tabel]:
    volgend = next(berichten, None)
    while volgend is not None:
        _, naam, gaten = volgend
        volgend = None

        def rijen() -> Iterator[Regel]:
            nonlocal volgend
            for bericht in berichten:
                if bericht[0] == "blad":
                    volgend = bericht
                    return
                yield from bericht[1]

        stroom = _begrensd(rijen(), f"het blad ‘{naam}’")
        yield Tabel(naam, stroom, gaten)
        for _ in stroom:  # what was not asked
            pass


# ------------------------------------------------------------------ csv
def _csv(inhoud: bytes) -> Iterator[Regel]:
    tekst = TextIOWrapper(BytesIO(inhoud), encoding=_codering(inhoud), errors="replace", newline="")
    begin = [regel for regel, _ in zip(tekst, range(20), strict=False)]
    tekst.seek(0)
    try:
        yield from _rijen(tekst, begin)
    except csv.Error as fout:
        raise RegelFout("Dit csv-bestand is niet te lezen: een cel is te lang of niet afgesloten.", code="bestand") from fout


def _rijen(tekst: TextIOWrapper, begin: list[str]) -> Iterator[Regel]:
    overslaan = 0
    if begin[0].lower().startswith("sep=") and len(begin[0].strip()) == 5:  # how Excel may begin
        teken, overslaan = begin[0].strip()[-1], 1
    else:
        teken = _scheidingsteken([regel for regel in begin if regel.strip()])
    for nummer, rij in enumerate(csv.reader(tekst, delimiter=teken), start=1):
        if nummer > overslaan and any(cel.strip() for cel in rij):
            yield nummer, [uit_veld(cel) for cel in rij]


def _codering(inhoud: bytes) -> str:
    """UTF-8 with or without mark, UTF-16 with one, else Windows-1252."""
    if inhoud.startswith(UTF16):
        return "utf-16"
    try:
        inhoud.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def _scheidingsteken(regels: list[str]) -> str:
    """What stands between cells: `;` or a tab when at least half of the lines have it, else a comma."""
    for teken in (";", "\t"):
        if 2 * sum(len(rij) > 1 for rij in csv.reader(regels, delimiter=teken)) >= len(regels):
            return teken
    return ","
