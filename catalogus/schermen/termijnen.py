"""Until when each gemeente may choose in an edition, and giving one of them more time."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods, require_safe

from catalogus import toegang
from catalogus.fouten import RegelFout
from catalogus.models import Editie, Termijn
from catalogus.opmaak import datum
from catalogus.regels import termijnen as regels
from catalogus.schermen.editieformulieren import Verlenging, voeg_fout_toe
from catalogus.schermen.editiekader import editiekader, van_editie
from catalogus.schermen.keuzepagina import statuscode

KIEZEN_KAN = {Editie.Status.CONCEPT, Editie.Status.OPEN}


@van_editie
@require_safe
def lijst(request: HttpRequest, editie: Editie) -> HttpResponse:
    context = editiekader(request, editie, deel="editie_termijnen") | {
        "rijen": regels.termijnen_van(editie=editie),
        "mag_verlengen": toegang.mag_termijn_verlengen(request.user) and editie.status in KIEZEN_KAN,
    }
    return render(request, "edities/termijnen.html", context)


@van_editie
@require_http_methods(["GET", "HEAD", "POST"])
def verlengen(request: HttpRequest, editie: Editie, cbs: str) -> HttpResponse:
    if not toegang.mag_termijn_verlengen(request.user):
        raise PermissionDenied
    gemeente = get_object_or_404(toegang.gemeenten_van(request.user), cbs_code=cbs)
    termijn = toegang.zichtbaar_voor(request.user, Termijn.objects.filter(editie=editie, gemeente=gemeente)).first()
    begin = {"open_tot": termijn.open_tot, "reden": termijn.reden, "gezien": termijn.slot} if termijn else {}
    form, status = Verlenging(request.POST if request.method == "POST" else None, initial=begin), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                nieuw = regels.verleng(editie=editie, gemeente=gemeente, door=request.user, **form.cleaned_data)
            except RegelFout as fout:
                voeg_fout_toe(form, fout)
                status = statuscode(fout)
            else:
                bericht = " De gemeente heeft een mail gekregen." if editie.status == Editie.Status.OPEN else ""
                messages.success(request, f"{gemeente} kan kiezen tot en met {datum(nieuw.open_tot)}.{bericht}")
                return redirect("editie_termijnen", editie.jaar)
    context = editiekader(request, editie, deel="editie_termijnen") | {
        "form": form,
        "gemeente": gemeente,
        "laatste_dag": termijn.open_tot if termijn else editie.kiezen_tot,
    }
    return render(request, "edities/termijn.html", context, status=status)


urlpatterns = [
    path("edities/<int:jaar>/termijnen/", lijst, name="editie_termijnen"),
    path("edities/<int:jaar>/termijnen/<str:cbs>/", verlengen, name="editie_termijn"),
]
