"""The catalogue as a PDF: for the library any edition, for a gemeente what its list shows, for everybody without prices."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_safe

from catalogus.documenten import catalogus
from catalogus.fouten import RegelFout
from catalogus.models import Editie, Gemeente
from catalogus.regels.catalogusboek import Boek, stel_samen
from catalogus.regels.kaarten import laad
from catalogus.regels.zoeken import zoek
from catalogus.schermen import wie
from catalogus.schermen.aanbod import AanbodFilter
from catalogus.schermen.bibliotheek import alleen_bibliotheek
from catalogus.schermen.documenten import pdf_antwoord
from catalogus.schermen.openbaar import GEPUBLICEERD


@login_required
@require_safe
def aanbod_pdf(request: HttpRequest, cbs: str, jaar: int) -> HttpResponse:
    """What the list of a gemeente shows with this filter; prices unless the address says `prijzen=0`."""
    gemeente = wie.gemeente_of_404(request, cbs)
    boek = _boek(request, wie.editie_of_404(request, jaar), gemeente, met_prijzen=request.GET.get("prijzen") != "0")
    return _antwoord(request, boek)


@alleen_bibliotheek
@require_safe
def editie_pdf(request: HttpRequest, jaar: int) -> HttpResponse:
    """Any edition, filtered as the list of a gemeente would be; prices when the address says `prijzen=1`."""
    boek = _boek(request, wie.editie_of_404(request, jaar), None, met_prijzen=request.GET.get("prijzen") == "1")
    return _antwoord(request, boek)


@require_safe
def openbaar_pdf(request: HttpRequest, jaar: int) -> HttpResponse:
    """A published edition for everybody: whole, and never with prices."""
    editie = get_object_or_404(GEPUBLICEERD, jaar=jaar)
    return _antwoord(
        request, stel_samen(editie=editie, kaarten=laad(editie=editie), met_prijzen=False, vandaag=timezone.localdate())
    )


def _boek(request: HttpRequest, editie: Editie, gemeente: Gemeente | None, *, met_prijzen: bool) -> Boek:
    kaarten = laad(editie=editie, gemeente=gemeente)
    filter = AanbodFilter(gegevens=request.GET, kaarten=kaarten).als_filter()
    uitkomst = zoek(kaarten=kaarten, filter=filter)
    woorden = [f"‘{filter.q}’"] if filter.q else []
    woorden += [optie.naam for stand in uitkomst.facetten for optie in stand.opties if optie.gekozen]
    woorden += [] if filter.leeftijd is None else [f"leeftijd {filter.leeftijd} jaar"]
    return stel_samen(
        editie=editie,
        kaarten=uitkomst.kaarten,
        met_prijzen=met_prijzen,
        vandaag=timezone.localdate(),
        selectie=tuple(woorden),
    )


def _antwoord(request: HttpRequest, boek: Boek) -> HttpResponse:
    """A whole edition is kept; a selection is made for who asks."""
    if not boek.aantal:
        if not request.user.is_authenticated:
            raise Http404("Er staan geen activiteiten in deze catalogus.")
        fout = RegelFout("Geen activiteit past bij deze selectie. Haal een filter weg en probeer het opnieuw.")
        return render(request, "catalogusboek/niet_gelukt.html", {"fout": fout}, status=422)
    try:
        inhoud = catalogus.pdf(boek=boek) if boek.selectie else catalogus.bewaarde_pdf(boek=boek)
    except RegelFout as fout:
        return render(request, "catalogusboek/niet_gelukt.html", {"fout": fout}, status=422)
    return pdf_antwoord(inhoud, f"catalogus-{boek.jaar}")


urlpatterns = [
    path("g/<str:cbs>/catalogus/<int:jaar>/catalogus.pdf", aanbod_pdf, name="aanbod_pdf"),
    path("edities/<int:jaar>/catalogus.pdf", editie_pdf, name="editie_pdf"),
    path("catalogus/<int:jaar>/catalogus.pdf", openbaar_pdf, name="openbaar_pdf"),
]
