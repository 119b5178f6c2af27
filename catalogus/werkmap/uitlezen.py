"""Reads a workbook (xlsx, ods) in a process of its own, with a ceiling on memory and time, and hands out rows as they come.

Run as a script by `lezen`: the file on standard input, pickled messages on standard output. Whatever a hostile file does to
the reader (a zip bomb, a cell in the last row of the last column), it happens here and ends here.
"""

import itertools
import pickle
import re
import resource
import sys
import zipfile
from collections.abc import Iterator
from io import BytesIO
from xml.etree import ElementTree

import python_calamine

GEHEUGEN = 1_500_000_000  # bytes of address space
SECONDEN = 120  # of processor
UITGEPAKT = 400_000_000  # bytes of all parts together, as the directory of the zip gives them
LANGSTE = 32_767  # signs that a cell of a spreadsheet may hold
MEEST_BREED = 500  # columns
STUK, BLOK = 1 << 20, 200  # bytes at a time, rows at a time
CEL = re.compile(rb"<c\s([^>]*?)(?:/>|>(.*?)</c>)", re.DOTALL)
PLEK = re.compile(rb'\br\s*=\s*["\']([A-Z]{1,3})(\d{1,7})["\']')
ZONDER_UITKOMST = re.compile(rb"<f\b(?:[^>]*/>|.*?</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*$", re.DOTALL)
FOUTCEL = re.compile(rb'\bt\s*=\s*["\']e["\']')
ODS_LEGE_FORMULE = re.compile(rb"<table:table-cell\b(?=[^>]*\btable:formula=)(?![^>]*\boffice:value-type=)[^>]*>")


class Onleesbaar(Exception):
    """The text (Dutch) says why, and what to do about it."""


def stuur(*bericht) -> None:
    pickle.dump(bericht, sys.stdout.buffer, protocol=pickle.HIGHEST_PROTOCOL)


def keur(pak: zipfile.ZipFile) -> bool:
    """Refuses what is no plain workbook; says whether it is an xlsx (else an ods)."""
    namen = set(pak.namelist())
    if any(naam.lower().endswith("vbaproject.bin") or naam.startswith(("Basic/", "Scripts/")) for naam in namen):
        raise Onleesbaar("Dit bestand bevat macro’s. Sla het op als een gewone werkmap (xlsx of ods) zonder macro’s.")
    if any(info.flag_bits & 1 for info in pak.infolist()):
        raise Onleesbaar("Dit bestand heeft een wachtwoord. Haal het wachtwoord eraf en probeer het opnieuw.")
    if sum(info.file_size for info in pak.infolist()) > UITGEPAKT:
        raise Onleesbaar("Dit bestand is uitgepakt veel te groot. Verdeel de rijen over meer bestanden.")
    if "xl/workbook.xml" in namen:
        return True
    if "content.xml" in namen and b"opendocument.spreadsheet" in pak.read("mimetype")[:100]:
        return False
    raise Onleesbaar("Dit is geen werkmap. Kies een bestand dat eindigt op xlsx, ods of csv.")


def stukken(pak: zipfile.ZipFile, naam: str, eind: bytes) -> Iterator[bytes]:
    """The content of one part, cut after `eind`, so that no element is split."""
    rest = b""
    with pak.open(naam) as deel:
        while stuk := deel.read(STUK):
            heel, knip, rest_nieuw = (rest + stuk).rpartition(eind)
            if heel:
                yield heel + knip
            rest = rest_nieuw
            if len(rest) > 16 * STUK:
                raise Onleesbaar("Dit bestand is beschadigd: een rij is langer dan een spreadsheet aankan.")
    yield rest


def vellen(pak: zipfile.ZipFile) -> dict[str, str]:
    """Name of each sheet of an xlsx and the part that holds it."""
    boek, relaties = (ElementTree.fromstring(pak.read(f"xl/{naam}")) for naam in ("workbook.xml", "_rels/workbook.xml.rels"))
    delen = {relatie.get("Id"): relatie.get("Target", "").lstrip("/") for relatie in relaties}
    uit = {}
    for element in boek.iter():
        if element.tag.endswith("}sheet"):
            sleutel = next((waarde for naam, waarde in element.attrib.items() if naam.endswith("}id")), "")
            deel = delen.get(sleutel, "")
            uit[element.get("name", "")] = deel if deel.startswith("xl/") else f"xl/{deel}"
    return uit


def gaten(pak: zipfile.ZipFile, deel: str) -> dict[tuple[int, int], str]:
    """Cells (row, column; from 1) that look empty but are not: a formula without result, or one that went wrong."""
    uit: dict[tuple[int, int], str] = {}
    if deel not in pak.NameToInfo:
        return uit
    for stuk in stukken(pak, deel, b"</row>"):
        if b"<f" not in stuk and not FOUTCEL.search(stuk):
            continue
        for cel in CEL.finditer(stuk):
            kenmerken, inhoud = cel[1], cel[2] or b""
            wat = "formule" if b"<f" in inhoud and ZONDER_UITKOMST.search(inhoud) else ""
            wat = "fout" if FOUTCEL.search(kenmerken) else wat
            if wat and (plek := PLEK.search(kenmerken)) and len(uit) < 10_000:
                uit[int(plek[2]), kolomnummer(plek[1].decode())] = wat
    return uit


def kolomnummer(letters: str) -> int:
    nummer = 0
    for letter in letters:
        nummer = nummer * 26 + ord(letter) - 64
    return nummer


def lees(inhoud: bytes) -> None:
    with zipfile.ZipFile(BytesIO(inhoud)) as pak:
        xlsx = keur(pak)
        delen = vellen(pak) if xlsx else {}
        if not xlsx and any(ODS_LEGE_FORMULE.search(stuk) for stuk in stukken(pak, "content.xml", b">")):
            raise Onleesbaar("Dit bestand bevat een formule zonder uitkomst. Open het, laat het rekenen en bewaar het opnieuw.")
        boek = python_calamine.load_workbook(BytesIO(inhoud))
        for blad in boek.sheets_metadata:
            if blad.typ != python_calamine.SheetTypeEnum.WorkSheet:
                continue
            stuur("blad", blad.name, gaten(pak, delen[blad.name]) if blad.name in delen else {})
            lees_blad(boek.get_sheet_by_name(blad.name))
    stuur("klaar")


def lees_blad(vel: python_calamine.CalamineSheet) -> None:
    """Rows that hold something, with their number; each from the first column on."""
    if vel.start is None:
        return
    if vel.total_width > MEEST_BREED:
        raise Onleesbaar(f"Het blad ‘{vel.name}’ is {vel.total_width} kolommen breed. Haal weg wat rechts van de tabel staat.")
    links = [""] * vel.start[1]
    vol = ((nummer, links + rij) for nummer, rij in enumerate(vel.iter_rows(), start=1) if any(cel != "" for cel in rij))
    while blok := list(itertools.islice(vol, BLOK)):
        if any(isinstance(cel, str) and len(cel) > LANGSTE for _, rij in blok for cel in rij):
            raise Onleesbaar(f"Een cel in het blad ‘{vel.name}’ heeft meer dan 32.767 tekens. Kort haar in.")
        stuur("rijen", blok)


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (GEHEUGEN, GEHEUGEN))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDEN, SECONDEN))
    try:
        lees(sys.stdin.buffer.read())
    except Onleesbaar as fout:
        stuur("fout", str(fout))
    except MemoryError:
        stuur("fout", "Dit bestand is uitgepakt veel te groot. Verdeel de rijen over meer bestanden.")
    except (python_calamine.CalamineError, zipfile.BadZipFile, ElementTree.ParseError, KeyError, ValueError, OSError):
        stuur("fout", "Dit bestand is beschadigd of geen werkmap. Open het in je spreadsheet en bewaar het opnieuw als xlsx.")
    except RuntimeError:  # zipfile: encrypted
        stuur("fout", "Dit bestand heeft een wachtwoord. Haal het wachtwoord eraf en probeer het opnieuw.")


if __name__ == "__main__":
    main()
