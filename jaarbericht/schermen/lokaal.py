"""Quotes, facts, partners and words of a gemeente: one form and one page of dropping for each kind."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods

from catalogus.fouten import RegelFout
from catalogus.models import Gemeente, Term
from catalogus.schermen.editieformulieren import voeg_fout_toe
from catalogus.schermen.keuzepagina import statuscode
from jaarbericht.models import Citaat, Feit, Partner
from jaarbericht.regels import lokaal as regels
from jaarbericht.schermen.akkoordformulier import Akkoordformulier
from jaarbericht.schermen.redactiekader import alleen_redactie
from jaarbericht.schermen.verhaalformulieren import Citaatformulier, Feitformulier, Partnerformulier, Termformulier
from jaarbericht.schermen.verhalenkader import gemeente_van, gezien, terug, verhalenkader


@dataclass(frozen=True)
class Soort:
    """A kind of local content: its table, its form and fields, and the rule that keeps it as `naam`."""

    model: type
    formulier: type[forms.Form]
    velden: tuple[str, ...]
    naam: str
    lidwoord: str
    bewaar: Callable[..., None]


SOORTEN = {
    "citaten": Soort(
        Citaat, Citaatformulier, ("tekst", "wie", "programmalijn", "noemt_persoon"), "citaat", "het", regels.zet_citaat
    ),
    "feiten": Soort(Feit, Feitformulier, ("getal", "tekst", "programmalijn"), "feit", "het", regels.zet_feit),
    "partners": Soort(
        Partner, Partnerformulier, ("naam", "rol", "programmalijn", "gezamenlijk"), "partner", "de", regels.zet_partner
    ),
    "woorden": Soort(Term, Termformulier, ("begrip", "woord"), "term", "het", regels.zet_term),
}


def _soort(deel: str) -> Soort:
    if deel not in SOORTEN:
        raise Http404
    return SOORTEN[deel]


def _rij(soort: Soort, eigen: Gemeente, jaar: int, pk: int) -> Any:
    vast = {"gemeente": eigen} if soort.model is Term else {"gemeente": eigen, "jaar": jaar}
    return get_object_or_404(soort.model, pk=pk, **vast)


@alleen_redactie
@require_http_methods(["GET", "HEAD", "POST"])
def rij(request: HttpRequest, jaar: int, cbs: str, deel: str, pk: int | None = None) -> HttpResponse:
    """A new row, or row `pk`."""
    soort, eigen = _soort(deel), gemeente_van(request, jaar, cbs)
    ding = _rij(soort, eigen, jaar, pk) if pk else regels.nieuw(soort=soort.model, gemeente=eigen, jaar=jaar)
    begin = {naam: getattr(ding, naam) for naam in soort.velden if naam != "programmalijn"} if pk else {}
    if pk and "programmalijn" in soort.velden:
        begin["programmalijn"] = ding.programmalijn_id
    post = request.method == "POST"
    form = soort.formulier(request.POST if post else None, request.FILES if post else None, initial=begin)
    status = 200
    if post:
        status = 422
        if form.is_valid():
            velden = {naam: form.cleaned_data[naam] for naam in soort.velden} | {soort.naam: ding}
            if isinstance(form, Akkoordformulier):
                velden["akkoord"] = form.akkoord()
            try:
                soort.bewaar(**velden, gezien=gezien(request) if pk else None, door=request.user)
            except RegelFout as fout:
                voeg_fout_toe(form, fout)
                status = statuscode(fout)
            else:
                messages.success(request, f"{_naam(soort).capitalize()} is bewaard.")
                return redirect(terug(jaar, eigen, deel))
    context = verhalenkader(request, jaar, eigen) | {
        "form": form,
        "eigen_velden": [form[naam] for naam in soort.velden],
        "rij": ding if pk else None,
        "deel_adres": deel,
        "kop": f"{_woord(soort).capitalize()} van {eigen}" if pk else f"Nieuw: {_woord(soort)} van {eigen}",
        "toestemming": getattr(ding, "toestemming", None),
    }
    return render(request, "redactie/lokaal.html", context, status=status)


def _woord(soort: Soort) -> str:
    return "woord" if soort.model is Term else soort.naam


def _naam(soort: Soort) -> str:
    return f"{soort.lidwoord} {_woord(soort)}"


@alleen_redactie
@require_http_methods(["GET", "HEAD", "POST"])
def weg(request: HttpRequest, jaar: int, cbs: str, deel: str, pk: int) -> HttpResponse:
    soort, eigen = _soort(deel), gemeente_van(request, jaar, cbs)
    ding = _rij(soort, eigen, jaar, pk)
    fout, status = None, 200
    if request.method == "POST":
        try:
            regels.verwijder_rij(rij=ding, gezien=gezien(request), door=request.user)
        except RegelFout as oorzaak:
            fout, status = oorzaak, statuscode(oorzaak)
        else:
            messages.success(request, f"{_naam(soort).capitalize()} is verwijderd.")
            return redirect(terug(jaar, eigen, deel))
    gevolgen = ["In alle jaren komt het gewone woord terug."] if soort.model is Term else ["De geschiedenis onthoudt de tekst."]
    if getattr(ding, "toestemming", None):
        gevolgen.append("De toestemming gaat ook weg, als zij nergens anders bij hoort.")
    context = verhalenkader(request, jaar, eigen) | {
        "rij": ding,
        "wat": f"{_naam(soort)} ‘{ding}’",
        "gevolgen": gevolgen,
        "fout": fout,
        "terug": reverse("redactie_lokaal", args=[jaar, cbs, deel, pk]),
    }
    return render(request, "redactie/verhaal_weg.html", context, status=status)


urlpatterns = [
    path("redactie/<int:jaar>/verhalen/<str:cbs>/<slug:deel>/erbij/", rij, name="redactie_lokaal_nieuw"),
    path("redactie/<int:jaar>/verhalen/<str:cbs>/<slug:deel>/<int:pk>/", rij, name="redactie_lokaal"),
    path("redactie/<int:jaar>/verhalen/<str:cbs>/<slug:deel>/<int:pk>/weg/", weg, name="redactie_lokaal_weg"),
]
