"""The part of `make bench` that reads in what was carried out: rows a second, and memory as the file grows."""

import re
import time
import zipfile
from itertools import cycle
from pathlib import Path
from xml.sax.saxutils import escape

JAAR = 2024
KOP = ("Datum", "Activiteit", "Locatie", "Deelnames", "Aanbieder", "Zin voor het jaarbericht")
SOORTEN = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="{0}sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{0}worksheet+xml"/></Types>'
).format("application/vnd.openxmlformats-officedocument.spreadsheetml.")
RELATIES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PAKKET = "http://schemas.openxmlformats.org/package/2006/relationships"
BOEK = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def _relatie(soort: str, doel: str) -> str:
    return f'<Relationships xmlns="{PAKKET}"><Relationship Id="r1" Type="{RELATIES}/{soort}" Target="{doel}"/></Relationships>'


def maak_werkmap(pad: Path, rijen: int) -> None:
    """A workbook with a sheet Uitvoeringen of so many rows, no two alike; written as text, which is quick."""
    from catalogus.models import Activiteit, Locatie

    codes = cycle(Activiteit.objects.filter(editie__jaar=JAAR, kinderen__isnull=True).values_list("code", flat=True))
    plekken = list(Locatie.objects.values_list("naam", flat=True))
    inhoud = (
        (f"{1 + n % 28}-{1 + n // 28 % 12}-{JAAR}", next(codes), plekken[n % len(plekken)], n // 336, "SeniorWeb", f"Zin {n}.")
        for n in range(rijen)
    )
    with zipfile.ZipFile(pad, "w", zipfile.ZIP_DEFLATED) as pak:
        pak.writestr("[Content_Types].xml", SOORTEN)
        pak.writestr("_rels/.rels", _relatie("officeDocument", "xl/workbook.xml"))
        pak.writestr("xl/_rels/workbook.xml.rels", _relatie("worksheet", "worksheets/sheet1.xml"))
        blad = '<sheets><sheet name="Uitvoeringen" sheetId="1" r:id="r1"/></sheets>'
        pak.writestr("xl/workbook.xml", f'<workbook xmlns="{BOEK}" xmlns:r="{RELATIES}">{blad}</workbook>')
        with pak.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as deel:
            deel.write(f'<worksheet xmlns="{BOEK}"><sheetData>'.encode())
            for nummer, rij in enumerate((KOP, *inhoud), start=1):
                deel.write(_rij(nummer, rij).encode())
            deel.write(b"</sheetData></worksheet>")


def _rij(nummer: int, cellen: tuple) -> str:
    delen = (
        f'<c r="{letter}{nummer}"><v>{cel}</v></c>'
        if isinstance(cel, int)
        else f'<c r="{letter}{nummer}" t="inlineStr"><is><t>{escape(cel)}</t></is></c>'
        for letter, cel in zip("ABCDEF", cellen, strict=True)
    )
    return f'<row r="{nummer}">{"".join(delen)}</row>'


def lees_in(pad: Path, rijen: int) -> tuple[float, float]:
    """Seconds to read so many rows in and write them with their history (and take them back), and the most memory in MB.

    Runs in a process of its own.
    """
    from catalogus.models import Gebruiker
    from catalogus.werkmap.bladen import BLADEN
    from catalogus.werkmap.invoer import verwerk

    maak_werkmap(pad, rijen)
    door = Gebruiker.objects.filter(groups__name="redactie").first()
    begin = time.perf_counter()
    with pad.open("rb") as stroom:
        uitkomst = verwerk(bestand=stroom, naam=pad.name, bladen=BLADEN, door=door)
    duur = time.perf_counter() - begin
    if uitkomst.aantal != rijen:
        raise RuntimeError(f"{uitkomst.aantal} of {rijen} rows were read in: {[str(f) for f in uitkomst.fouten[:3]]}")
    return duur, int(re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())[1]) * 1024 / 1e6
