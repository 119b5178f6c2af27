"""An OpenDocument spreadsheet, written as a stream: a whole document in memory would take kilobytes for every cell."""

import datetime
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from io import BytesIO, TextIOWrapper
from typing import Any
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

SOORT = "application/vnd.oasis.opendocument.spreadsheet"
NAAMRUIMTEN = {
    f"xmlns:{naam}": f"urn:oasis:names:tc:opendocument:xmlns:{adres}:1.0"
    for naam, adres in (
        ("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"), ("number", "datastyle"),
        ("fo", "xsl-fo-compatible"),
    )
}  # fmt: skip
MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">'
    f'<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{SOORT}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)
_GETAL = '<number:number number:min-integer-digits="1" number:grouping="true"'
_TEKEN = (
    '<number:currency-symbol number:language="nl" number:country="NL">€</number:currency-symbol><number:text> </number:text>'
)
_DAG = '<number:day number:style="long"/><number:text>-</number:text><number:month number:style="long"/>' \
       '<number:text>-</number:text><number:year number:style="long"/>'  # fmt: skip
VORMEN = {  # look: element, content
    "getal": ("number-style", f'{_GETAL} number:decimal-places="2" number:min-decimal-places="0"/>'),
    "euro": (
        "currency-style",
        f'{_TEKEN}{_GETAL} number:decimal-places="2" number:min-decimal-places="2"/>',
    ),
    "prijs": (
        "currency-style",
        f'{_TEKEN}{_GETAL} number:decimal-places="4" number:min-decimal-places="2"/>',
    ),
    "procent": (
        "percentage-style",
        '<number:number number:decimal-places="1" number:min-decimal-places="1" number:min-integer-digits="1"/>'
        "<number:text>%</number:text>",
    ),
    "datum": ("date-style", _DAG),
    "moment": (
        "date-style",
        f'{_DAG}<number:text> </number:text><number:hours number:style="long"/><number:text>:</number:text>'
        '<number:minutes number:style="long"/>',
    ),
}
VRIJE_RIJEN = 500  # to fill in, below the last
Vel = tuple[str, Sequence[Any], Iterable[Sequence], Sequence | None, bool]


def schrijf(vellen: Iterable[Vel]) -> bytes:
    """The file. Each sheet is (name, columns, rows, last row in bold or None, to fill in); a percentage is a part of 1."""
    uit = BytesIO()
    with ZipFile(uit, "w", ZIP_DEFLATED) as pak:
        pak.writestr("mimetype", SOORT, ZIP_STORED)
        pak.writestr("META-INF/manifest.xml", MANIFEST)
        with pak.open("content.xml", "w", force_zip64=True) as stroom, TextIOWrapper(stroom, encoding="utf-8") as tekst:
            _inhoud(XMLGenerator(tekst, encoding="utf-8", short_empty_elements=True), list(vellen))
    return uit.getvalue()


def _inhoud(xml: XMLGenerator, vellen: list[Vel]) -> None:
    lijsten = {tuple(k.keuzes): f"lijst{n}" for n, k in enumerate(k for vel in vellen if vel[4] for k in vel[1] if k.keuzes)}
    xml.startDocument()
    xml.startElement("office:document-content", AttributesImpl({**NAAMRUIMTEN, "office:version": "1.3"}))
    xml.ignorableWhitespace("<office:automatic-styles>" + _stijlen({kolom.breed for vel in vellen for kolom in vel[1]}))
    xml.ignorableWhitespace("</office:automatic-styles><office:body><office:spreadsheet>")
    if lijsten:
        _keuzelijsten(xml, lijsten)
    for vel in vellen:
        _blad(xml, vel, lijsten)
    xml.ignorableWhitespace("</office:spreadsheet></office:body>")
    xml.endElement("office:document-content")
    xml.endDocument()


def _keuzelijsten(xml: XMLGenerator, lijsten: dict[tuple[str, ...], str]) -> None:
    """A drop-down per list; another value is accepted after a question."""
    xml.startElement("table:content-validations", AttributesImpl({}))
    for keuzes, naam in lijsten.items():
        woorden = ";".join('"{}"'.format(keuze.replace('"', '""')) for keuze in keuzes)
        regel = {
            "table:name": naam,
            "table:condition": f"of:cell-content-is-in-list({woorden})",
            "table:allow-empty-cell": "true",
            "table:display-list": "unsorted",
        }
        xml.startElement("table:content-validation", AttributesImpl(regel))
        _leeg(xml, "table:error-message", {"table:message-type": "warning", "table:display": "true"})
        xml.endElement("table:content-validation")
    xml.endElement("table:content-validations")


def _blad(xml: XMLGenerator, vel: Vel, lijsten: dict[tuple[str, ...], str]) -> None:
    naam, kolommen, rijen, voet, invulbaar = vel
    xml.startElement("table:table", AttributesImpl({"table:name": naam, **({"table:protected": "true"} if invulbaar else {})}))
    for kolom in kolommen:
        verborgen = {"table:visibility": "collapse"} if invulbaar and kolom.verborgen else {}
        _leeg(xml, "table:table-column", {"table:style-name": f"breed{kolom.breed}", **verborgen})
    xml.startElement("table:table-header-rows", AttributesImpl({}))
    _rij(xml, [("tekst", "vet", "")] * len(kolommen), [kolom.kop for kolom in kolommen])
    xml.endElement("table:table-header-rows")
    soorten = [
        (k.vorm, "vrij" if invulbaar and not k.vast else "", lijsten.get(tuple(k.keuzes), "") if invulbaar else "")
        for k in kolommen
    ]
    for rij in rijen:
        _rij(xml, soorten, rij)
    if voet is not None:
        _rij(xml, [(kolom.vorm, "vet", "") for kolom in kolommen], voet)
    if invulbaar:
        _rij(xml, soorten, [None] * len(kolommen), {"table:number-rows-repeated": str(VRIJE_RIJEN)})
    xml.endElement("table:table")


def _stijlen(breedtes: set[int]) -> str:
    """A style per look, in three kinds: plain, bold, and free to fill in where the sheet is locked."""
    uit = []
    for soort in ("", "vet", "vrij"):
        letter = '<style:text-properties fo:font-weight="bold"/>' if soort == "vet" else ""
        vrij = ' style:cell-protect="none"' if soort == "vrij" else ""
        uit.append(
            f'<style:style style:name="tekst{soort}" style:family="table-cell">'
            f'<style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top"{vrij}/>{letter}</style:style>'
        )
        for naam, (element, vorm) in VORMEN.items():
            if not soort:
                uit.append(f'<number:{element} style:name="vorm-{naam}">{vorm}</number:{element}>')
            uit.append(
                f'<style:style style:name="{naam}{soort}" style:family="table-cell" style:data-style-name="vorm-{naam}">'
                f'<style:table-cell-properties style:vertical-align="top"{vrij}/>{letter}</style:style>'
            )
    for breed in sorted(breedtes):
        uit.append(
            f'<style:style style:name="breed{breed}" style:family="table-column">'
            f'<style:table-column-properties style:column-width="{breed * 0.2:.1f}cm"/></style:style>'
        )
    return "".join(uit)


def _rij(xml: XMLGenerator, soorten: Sequence[tuple[str, str, str]], waarden: Sequence, kenmerken: dict | None = None) -> None:
    xml.startElement("table:table-row", AttributesImpl(kenmerken or {}))
    for (vorm, soort, lijst), waarde in zip(soorten, waarden, strict=True):
        _cel(xml, vorm, waarde, soort, {"table:content-validation-name": lijst} if lijst else {})
    xml.endElement("table:table-row")


def _cel(xml: XMLGenerator, vorm: str, waarde, soort: str, keuze: dict[str, str]) -> None:
    if waarde is None:
        return _leeg(xml, "table:table-cell", {"table:style-name": f"{vorm}{soort}", **keuze} if soort or keuze else {})
    if isinstance(waarde, str):
        kenmerken = {"office:value-type": "string", "table:style-name": f"tekst{soort}", **keuze}
        xml.startElement("table:table-cell", AttributesImpl(kenmerken))
        for alinea in waarde.split("\n"):
            xml.startElement("text:p", AttributesImpl({}))
            _tekst(xml, alinea)
            xml.endElement("text:p")
        return xml.endElement("table:table-cell")
    return _leeg(xml, "table:table-cell", {"table:style-name": f"{vorm}{soort}", **_getypeerd(vorm, waarde), **keuze})


def _getypeerd(vorm: str, waarde: Decimal | datetime.date) -> dict[str, str]:
    if isinstance(waarde, datetime.date):
        moment = waarde.replace(microsecond=0) if isinstance(waarde, datetime.datetime) else waarde
        return {"office:value-type": "date", "office:date-value": moment.isoformat()}
    soort = {"euro": "currency", "prijs": "currency", "procent": "percentage"}.get(vorm, "float")
    munt = {"office:currency": "EUR"} if soort == "currency" else {}
    return {"office:value-type": soort, "office:value": f"{Decimal(str(waarde)):f}", **munt}


def _tekst(xml: XMLGenerator, alinea: str) -> None:
    """OpenDocument folds white space: tabs, and spaces where they would go lost, have an element of their own."""
    for plaats, deel in enumerate(re.split(r"(\t| {2,}|^ | $)", alinea)):
        if plaats % 2 == 0:
            xml.characters(deel)
        elif deel == "\t":
            _leeg(xml, "text:tab", {})
        else:
            _leeg(xml, "text:s", {"text:c": str(len(deel))})


def _leeg(xml: XMLGenerator, naam: str, kenmerken: dict[str, str]) -> None:
    xml.startElement(naam, AttributesImpl(kenmerken))
    xml.endElement(naam)
