"""Documents of a selection to download: PDF and spreadsheet."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from catalogus.documenten.werkbladen import bladen
from catalogus.fouten import RegelFout
from catalogus.models import Document
from catalogus.regels import documenten
from catalogus.schermen import werkboek
from catalogus.schermen.keuzepagina import afname_of_404

VORMEN = ("pdf", "xlsx", "ods")


@login_required
@require_safe
def document(request: HttpRequest, cbs: str, pk: int, soort: str, vorm: str) -> HttpResponse:
    """One document: what was signed, or a concept of what the selection is now."""
    afname = afname_of_404(request, cbs, pk)
    if soort not in Document.Soort.values or vorm not in VORMEN:
        raise Http404("Dit document bestaat niet.")
    naam = f"{soort}-{afname.gemeente.cbs_code}-{afname.editie.jaar}"
    if vorm != "pdf":
        stuk = documenten.stuk_van(afname=afname, document=documenten.document_van(afname=afname, soort=soort))
        return werkboek.antwoord(bladen=bladen(soort=soort, stuk=stuk), naam=naam, soort=vorm)
    try:
        inhoud = documenten.pdf_van(afname=afname, soort=soort)
    except RegelFout as fout:
        return render(request, "documenten/niet_gelukt.html", {"fout": fout, "afname": afname}, status=422)
    return pdf_antwoord(inhoud, naam)


def pdf_antwoord(inhoud: bytes, naam: str) -> HttpResponse:
    """The PDF, shown in the browser and named `naam` when it is kept."""
    return HttpResponse(
        inhoud,
        content_type="application/pdf",
        headers={
            "Content-Disposition": content_disposition_header(False, f"{naam}.pdf") or "",
            "X-Content-Type-Options": "nosniff",
        },
    )


urlpatterns = [path("g/<str:cbs>/keuze/<int:pk>/documenten/<slug:soort>.<slug:vorm>", document, name="document")]
