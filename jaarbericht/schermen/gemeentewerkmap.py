"""The workbook of a gemeente and year: taking it out, and reading it in by way of a trial."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from catalogus import toegang
from catalogus.fouten import RegelFout
from catalogus.models import Gemeente, Groep, Import
from catalogus.schermen.bibliotheek import alleen_bibliotheek, kader
from catalogus.schermen.werkmappen import Inlezen, lees_in
from catalogus.werkmap import importen
from catalogus.werkmap.schrijven import SOORTEN
from jaarbericht.maken import eis_jaar
from jaarbericht.werkmap import boek


class Ophalen(forms.Form):
    gemeente = forms.ModelChoiceField(
        Gemeente.objects.none(), label="Gemeente", to_field_name="cbs_code", empty_label="Kies een gemeente",
        error_messages={"required": "Kies een gemeente."},
    )  # fmt: skip
    jaar = forms.IntegerField(label="Jaar", min_value=2000, max_value=2100, error_messages={"required": "Vul een jaar in."})

    def __init__(self, *args, request: HttpRequest, **kwargs):
        super().__init__(*args, **kwargs)
        velden: dict[str, Any] = self.fields
        velden["gemeente"].queryset = toegang.gemeenten_van(request.user)


def _eis_toegang(request: HttpRequest) -> None:
    if not toegang.is_lid(request.user, Groep.REDACTIE, Groep.ACCOUNTMANAGER):
        raise Http404


def _pagina(request: HttpRequest, *, ophalen: Ophalen, inlezen: Inlezen, status: int = 200) -> HttpResponse:
    context = kader(request, actief="gemeentewerkmap", jaar=None) | {"ophalen": ophalen, "inlezen": inlezen}
    return render(request, "redactie/werkmap.html", context, status=status)


@alleen_bibliotheek
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    _eis_toegang(request)
    begin = {"jaar": timezone.localdate().year - 1}
    return _pagina(request, ophalen=Ophalen(initial=begin, request=request), inlezen=Inlezen())


@alleen_bibliotheek
@require_safe
def ophalen(request: HttpRequest) -> HttpResponse:
    _eis_toegang(request)
    form = Ophalen(request.GET, request=request)
    if form.is_valid():
        gemeente, jaar = form.cleaned_data["gemeente"], form.cleaned_data["jaar"]
        try:
            eis_jaar(jaar)
            inhoud = boek.sjabloon(gemeente=gemeente, jaar=jaar, user=request.user)
        except RegelFout as fout:
            form.add_error("gemeente", fout.tekst)
        else:
            naam = boek.naam(gemeente, jaar)
            kop = {"Content-Disposition": f'attachment; filename="{naam}"'}
            return HttpResponse(inhoud, content_type=SOORTEN["xlsx"], headers=kop)
    return _pagina(request, ophalen=form, inlezen=Inlezen(), status=422)


@alleen_bibliotheek
@require_POST
def inlezen(request: HttpRequest) -> HttpResponse:
    _eis_toegang(request)
    form = Inlezen(request.POST, request.FILES)
    if form.is_valid():
        bestand = form.cleaned_data["bestand"]
        try:
            eigenaar = boek.van_bestand(bestand=bestand, naam=bestand.name)
            if eigenaar is None:
                raise RegelFout("Dit is geen werkmap van een gemeente. Haal er hiernaast een op.", code="bestand")
            rij = importen.beproef(
                bestand=bestand,
                naam=bestand.name,
                door=request.user,
                reden=form.cleaned_data["reden"],
                bladen=boek.bladen_van(eigenaar, request.user),
                soort=Import.Soort.GEMEENTE,
            )
        except RegelFout as fout:
            form.add_error("bestand", fout.tekst)
        else:
            return redirect("werkmap_uitkomst", rij.pk)
    return _pagina(request, ophalen=Ophalen(request=request), inlezen=form, status=422)


@alleen_bibliotheek
@require_POST
def bevestigen(request: HttpRequest, pk: int) -> HttpResponse:
    _eis_toegang(request)
    eigen = toegang.zichtbaar_voor(request.user, Import.objects.filter(soort=Import.Soort.GEMEENTE))
    rij = get_object_or_404(eigen, pk=pk)
    with rij.bestand.open("rb") as stroom:
        eigenaar = boek.van_bestand(bestand=stroom, naam=rij.naam)
    if eigenaar is None:
        raise Http404
    return lees_in(request, rij, bladen=boek.bladen_van(eigenaar, request.user))


urlpatterns = [
    path("redactie/werkmap/", start, name="gemeentewerkmap"),
    path("redactie/werkmap/ophalen/", ophalen, name="gemeentewerkmap_ophalen"),
    path("redactie/werkmap/inlezen/", inlezen, name="gemeentewerkmap_inlezen"),
    path("redactie/werkmap/<int:pk>/bevestigen/", bevestigen, name="gemeentewerkmap_bevestigen"),
]
