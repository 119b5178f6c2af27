"""What is done to laid-out pages: footers filled in, and all that makes one file both PDF/A-3a and PDF/UA-1."""

import zlib
from copy import copy

# PDF/UA identification, and the extension schema with which PDF/A-3 allows it (ISO 14289-1, 5; ISO 19005-3, 6.6.2.3).
SNIJTEKEN = 17.0  # length of a crop mark outside the bleed, points
PDFUA = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
  xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Indicates, which part of ISO 14289 standard is followed</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
"""


def vul_voeten(vellen: list, voet: str, eerste: int | None) -> None:
    """Puts footer and page number in the margin boxes of laid-out pages; the stylesheet left a word and a digit there.

    eerste: number of the first page, None for no numbers.
    """
    from weasyprint.formatting_structure.boxes import MarginBox, TextBox

    for plek, vel in enumerate(vellen):
        nummer = str(eerste + plek) if eerste else ""
        for vak in vel._page_box.children:
            if isinstance(vak, MarginBox):
                for tekst in vak.descendants():
                    if isinstance(tekst, TextBox):
                        _vul(vak, tekst, voet, nummer)


def _vul(vak, tekst, voet: str, nummer: str) -> None:
    from weasyprint.text.line_break import split_first_line

    if vak.at_keyword.startswith("@bottom-left"):
        nieuw = voet
    elif vak.at_keyword == "@bottom-right":
        nieuw = nummer
    else:
        return
    if tekst.text == nieuw:
        return
    rechts = tekst.position_x + tekst.width
    tekst.text = nieuw
    tekst.pango_layout, *_, tekst.width, _, _ = split_first_line(nieuw or " ", tekst.style, None, None, 0)
    if vak.at_keyword == "@bottom-right":
        tekst.position_x = rechts - tekst.width


def zonder_koppelingen(vel):
    """The page without its links to other secties, for a file of one sectie."""
    los = copy(vel)
    los.links = [link for link in vel.links if link[0] != "internal"]
    for *_, vak in vel.links:
        vak.link_annotation = None  # of an earlier file: a whole report makes them anew
    return los


def bijwerken(document, pdf, vulling: int = 0, snijtekens: bool = False) -> None:
    """Finisher: metadata with PDF/UA, uncompressed; a Scope for every TH; each attachment named once; crop marks.

    vulling: number of empty objects added, to let the last streams of the file come out otherwise (see `heel`).
    """
    import pydyf

    _metadata(pdf)
    _scopes(pdf)
    if snijtekens:
        _snijtekens(pdf)
    if "AF" in pdf.catalog:
        pdf.catalog["AF"][:] = dict.fromkeys(pdf.catalog["AF"])
    for deel in pdf.objects:
        if isinstance(deel, pydyf.Stream) and deel.compress:
            _pak_in(deel)
    for _ in range(vulling):
        pdf.add_object(pydyf.Dictionary())


def heel(inhoud: bytes) -> bool:
    """Whether no stream ends with a carriage return: with the line feed after it, readers would count it as one line end
    and find the stream too short (ISO 19005-3, 6.1.6.1)."""
    return b"\r\nendstream" not in inhoud


def _pak_in(stroom) -> None:
    """Compresses a stream here, once, so that its last byte can be looked at."""
    stroom.compress = False
    inhoud = stroom.data.partition(b"\nstream\n")[2].removesuffix(b"\nendstream")
    while (klein := zlib.compress(inhoud, 6)).endswith(b"\r"):
        inhoud += b"\n"  # white space at the end means nothing in any of these streams
    stroom.stream = [klein]
    stroom.extra["Filter"] = "/FlateDecode"


def _metadata(pdf) -> None:
    stroom = _object(pdf, pdf.catalog["Metadata"])
    stroom.stream = [stroom.stream[0].replace(b"</rdf:RDF>", PDFUA + b"</rdf:RDF>")]
    stroom.compress = False


def _scopes(pdf) -> None:
    """WeasyPrint links cells to their headers, but PDF/UA also wants to know which way a header goes."""
    for element in pdf.objects:
        if isinstance(element, dict) and element.get("S") == "/TH":
            rij = _object(pdf, element["P"])
            groep = _object(pdf, rij["P"])
            element["A"]["Scope"] = "/Column" if groep["S"] == "/THead" else "/Row"


def _object(pdf, verwijzing: bytes):
    return pdf.objects[int(verwijzing.split()[0])]


def _snijtekens(pdf) -> None:
    """Crop marks outside the bleed of every page, on a sheet that is larger for it; they are no content, so an artifact."""
    import pydyf

    for blad in [deel for deel in pdf.objects if isinstance(deel, pydyf.Dictionary) and deel.get("Type") == "/Page"]:
        links, onder, rechts, boven = blad["TrimBox"]
        x1, y1, x2, y2 = blad["BleedBox"]
        blad["MediaBox"] = pydyf.Array([x1 - SNIJTEKEN, y1 - SNIJTEKEN, x2 + SNIJTEKEN, y2 + SNIJTEKEN])
        lijnen = [(x, y, x, y + stuk) for x in (links, rechts) for y, stuk in ((y1, -SNIJTEKEN), (y2, SNIJTEKEN))]
        lijnen += [(x, y, x + stuk, y) for y in (onder, boven) for x, stuk in ((x1, -SNIJTEKEN), (x2, SNIJTEKEN))]
        teken = "".join(f"{a:.2f} {b:.2f} m {c:.2f} {d:.2f} l S " for a, b, c, d in lijnen)
        stroom = pydyf.Stream([f"/Artifact BMC q 0 G .25 w {teken}Q EMC".encode()])
        pdf.add_object(stroom)
        blad["Contents"] = pydyf.Array([stroom.reference, blad["Contents"]])
