"""Documents of an afname: frozen when it is signed, laid out once, and after that always the same bytes."""

import hashlib

from django.core.files.base import ContentFile
from django.db import transaction

from catalogus.documenten import opmaak
from catalogus.models import Afname, Document, Status, Statuswissel
from catalogus.regels.stukken import SCHEMA, Stuk, naar_json, van_json
from catalogus.regels.stukkenbouw import stel_samen

TEKENEN = {"indienen", "bevestigen"}  # the transitions that sign
GETEKEND = {Status.INGEDIEND: "indienen", Status.BEVESTIGD: "bevestigen", Status.VERVANGEN: "bevestigen"}


@transaction.atomic
def leg_vast(*, afname: Afname, wissel: Statuswissel | None) -> list[Document]:
    """Keeps what the documents of an afname say now. Later changes of prices, names or inwoners do not reach them."""
    inhoud = naar_json(stel_samen(afname=afname, wissel=wissel))
    return Document.objects.bulk_create(
        Document(afname=afname, wissel=wissel, soort=soort, schema=SCHEMA, inhoud=inhoud) for soort in Document.Soort.values
    )


@transaction.atomic
def document_van(*, afname: Afname, soort: str) -> Document | None:
    """The frozen document of a signed afname; None for a concept. An afname from before there were documents is kept now."""
    if afname.status not in GETEKEND:
        return None
    Afname.objects.select_for_update(of=("self",)).get(pk=afname.pk)  # who asks at the same time waits here
    tekening = GETEKEND[Status(afname.status)]
    wissel = afname.statuswissels.filter(overgang=tekening).order_by("op", "pk").last()
    eerder = Document.objects.filter(afname=afname, wissel=wissel, soort=soort).first()
    return eerder or next(document for document in leg_vast(afname=afname, wissel=wissel) if document.soort == soort)


def stuk_van(*, afname: Afname, document: Document | None) -> Stuk:
    """What a document says: as it was frozen, or for a concept as the afname is now."""
    return van_json(Stuk, document.inhoud) if document else stel_samen(afname=afname)


def pdf_van(*, afname: Afname, soort: str) -> bytes:
    """The document as PDF. A frozen one is laid out at the first request; from then on these bytes are given."""
    document = document_van(afname=afname, soort=soort)
    if document is None:
        return opmaak.pdf(soort=soort, stuk=stuk_van(afname=afname, document=None))
    with met_pdf(document=document).pdf.open("rb") as bestand:
        return bestand.read()


def met_pdf(*, document: Document) -> Document:
    """The frozen document with its PDF: laid out at the first request, and then kept."""
    if document.pdf:
        return document
    stuk = stuk_van(afname=document.afname, document=document)
    return _bewaar(document, opmaak.pdf(soort=document.soort, stuk=stuk))


@transaction.atomic
def _bewaar(document: Document, inhoud: bytes) -> Document:
    """Keeps the PDF, unless another request was first."""
    actueel = (
        Document.objects.select_for_update(of=("self",))
        .select_related("afname__gemeente", "afname__editie")
        .get(pk=document.pk)
    )
    if not actueel.pdf:
        actueel.sha256 = hashlib.sha256(inhoud).hexdigest()
        naam = f"{actueel.soort}-{actueel.afname.gemeente.cbs_code}-{actueel.afname.editie.jaar}-{actueel.sha256[:12]}.pdf"
        actueel.pdf.save(naam, ContentFile(inhoud), save=False)
        actueel.save(update_fields=["pdf", "sha256"])
    return actueel
