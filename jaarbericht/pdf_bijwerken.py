"""What makes one file both PDF/A-3a and PDF/UA-1: metadata, attachment, and a finisher that completes the structure."""

import datetime
from xml.etree import ElementTree

from . import bijlage
from .rapport import Rapport

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
# PDF/UA identification, and the extension schema with which PDF/A-3 allows it (ISO 14289-1, 5; ISO 19005-3, 6.6.2.3).
PDFUA = f"""<rdf:RDF xmlns:rdf="{RDF}">
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part></rdf:Description>
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
</rdf:RDF>"""


def gegevens(rapport: Rapport):
    """Title, author, description, language and the fixed date of a report, as WeasyPrint's metadata."""
    from weasyprint.pdf.metadata import DocumentMetadata

    return DocumentMetadata(
        title=f"{rapport.titel}, bibliotheken in de gemeente {rapport.gemeente}",
        authors=[rapport.organisatie],
        description=f"Wat de bibliotheek in {rapport.jaar} deed in de gemeente {rapport.gemeente}. {rapport.uitgave}.",
        generator="Activiteitencatalogus",
        created=rapport.datum or None,
        modified=rapport.datum or None,
        lang="nl",
    )


def aanhangsel(rapport: Rapport):
    """The figures as an attachment; a concept has no date of its own and gets the last day of its year."""
    from weasyprint import Attachment

    dag = datetime.datetime.fromisoformat(rapport.datum or f"{rapport.jaar}-12-31")
    return Attachment(
        string=bijlage.bestand(rapport),
        name=bijlage.naam(rapport),
        description=f"Alle cijfers van de gemeente {rapport.gemeente} over {rapport.jaar}, als tabel",
        relationship="Data",
        created=dag,
        modified=dag,
    )


def bijwerken(document, pdf) -> None:
    """Finisher: metadata with PDF/UA, uncompressed; a Scope for every TH; each attachment named once."""
    _metadata(document, pdf)
    _scopes(pdf)
    if "AF" in pdf.catalog:
        pdf.catalog["AF"][:] = dict.fromkeys(pdf.catalog["AF"])


def _metadata(document, pdf) -> None:
    nummer = int(pdf.catalog["Metadata"].split()[0])
    stroom = pdf.objects[nummer]
    kop, _, _ = stroom.stream[0].partition(b"<rdf:RDF")
    _, _, voet = stroom.stream[0].partition(b"</rdf:RDF>")
    blad = ElementTree.fromstring(document.metadata.generate_rdf_metadata("a", 3, "A"))
    blad.extend(ElementTree.fromstring(PDFUA))
    stroom.stream = [kop + ElementTree.tostring(blad, encoding="utf-8") + voet]
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
