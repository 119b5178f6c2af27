"""What makes the prices of an edition: tariffs and indexation with a preview, the spread of organisation costs, and sources."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods, require_safe

from catalogus.fouten import RegelFout
from catalogus.models import Editie, Functiegroep, Tarief
from catalogus.opmaak import procent
from catalogus.regels import bronnen as bronregels
from catalogus.regels import tarieven as regels
from catalogus.regels.prijswoorden import prijs_in_woorden
from catalogus.regels.verdeling import Verdeelrij, verdeling
from catalogus.schermen.editieformulieren import Bronbedragen, Tarieven, voeg_fout_toe
from catalogus.schermen.editiekader import editiekader, van_editie
from catalogus.schermen.keuzepagina import statuscode

VOORBEELD, TOEPASSEN = "voorbeeld", "toepassen"


# ------------------------------------------------------------------ tariffs and indexation
@van_editie
@require_http_methods(["GET", "HEAD", "POST"])
def tarieven(request: HttpRequest, editie: Editie) -> HttpResponse:
    """The grid; posting it shows what all prices become, and only ‘Pas toe’ on that page writes."""
    form, status, stap = _tariefformulier(request, editie), 200, request.POST.get("stap", "")
    if stap in {VOORBEELD, TOEPASSEN}:
        status = 422
        if form.is_valid():
            try:
                if stap == TOEPASSEN:
                    gezien = request.POST.get("gezien", "")
                    beeld = regels.pas_toe(editie=editie, wijziging=form.wijziging(), gezien=gezien, door=request.user)
                    messages.success(request, f"De tarieven van {editie.jaar} zijn opgeslagen. {_gevolg(beeld)}")
                    return redirect("editie_tarieven", editie.jaar)
                return _toon_voorbeeld(request, editie, form, None, 200)
            except RegelFout as fout:
                if fout.code == "verouderd":
                    editie.refresh_from_db()
                    return _toon_voorbeeld(request, editie, form, fout, 409)
                voeg_fout_toe(form, fout)
                status = statuscode(fout)
    vorig = dict(Tarief.objects.filter(editie__jaar=editie.jaar - 1).values_list("functiegroep_id", "uurtarief"))
    huidig = regels.huidig(editie=editie)
    context = editiekader(request, editie, deel="editie_tarieven") | {
        "form": form,
        "rijen": [
            {
                "groep": groep,
                "velden": velden,
                "vorig": vorig.get(groep.pk),
                "nu": huidig.uurtarieven.get(groep.pk),
                "capaciteit": huidig.capaciteit.get(groep.pk),
                "verschil": _verschil(vorig.get(groep.pk), huidig.uurtarieven.get(groep.pk)),
            }
            for groep, *velden in form.rijen()
        ],
    }
    return render(request, "edities/tarieven.html", context, status=status)


def _tariefformulier(request: HttpRequest, editie: Editie) -> Tarieven:
    groepen = list(Functiegroep.objects.all())
    return Tarieven(
        request.POST if request.method == "POST" else None, functiegroepen=groepen, huidig=regels.huidig(editie=editie)
    )


def _verschil(vorig, nu) -> str:
    """'+3,0%' against last year; empty when one of them is not there."""
    if not vorig or nu is None:
        return ""
    groei = (nu / vorig - 1) * 100
    return f"{'+' if groei > 0 else ''}{procent(groei)}"


def _gevolg(beeld: regels.Voorbeeld) -> str:
    aantal = len(beeld.rijen)
    return "Er veranderde 1 prijs." if aantal == 1 else f"Er veranderden {aantal} prijzen."


def _toon_voorbeeld(request: HttpRequest, editie: Editie, form: Tarieven, fout: RegelFout | None, status: int) -> HttpResponse:
    beeld = regels.voorbeeld(editie=editie, wijziging=form.wijziging())
    context = editiekader(request, editie, deel="editie_tarieven") | {
        "form": form,
        "fout": fout,
        "beeld": beeld,
        "rijen": [{"rij": rij, "oud": _woorden(rij, rij.oud), "nieuw": _woorden(rij, rij.nieuw)} for rij in beeld.rijen],
    }
    return render(request, "edities/voorbeeld.html", context, status=status)


def _woorden(rij: regels.Prijsrij, prijs) -> str:
    return str(prijs_in_woorden(prijs=prijs, eenheid=rij.activiteit.eenheid, prijsvorm=rij.activiteit.prijsvorm))


# ------------------------------------------------------------------ the spread
@van_editie
@require_safe
def spreiding(request: HttpRequest, editie: Editie) -> HttpResponse:
    """What the opslag does per service, as bars and table."""
    beeld, fout = None, None
    try:
        beeld = verdeling(editie=editie)
    except RegelFout as oorzaak:
        fout = oorzaak
    context = editiekader(request, editie, deel="editie_verdeling") | {
        "beeld": beeld,
        "fout": fout,
        "rijen": _balken(list(beeld.rijen)) if beeld else [],
    }
    return render(request, "edities/verdeling.html", context)


def _balken(rijen: list[Verdeelrij]) -> list[dict[str, Any]]:
    """Each service with its part of the whole in per cent, and a bar against the largest."""
    samen, meest = sum(rij.deel for rij in rijen), max((rij.deel for rij in rijen), default=0)
    return [
        {
            "rij": rij,
            "procent": rij.deel / samen * 100 if samen else None,
            "breedte": f"{rij.deel / meest * 100:.1f}" if meest else "0",
        }
        for rij in rijen
    ]


# ------------------------------------------------------------------ sources of money
@van_editie
@require_http_methods(["GET", "HEAD", "POST"])
def bronnen(request: HttpRequest, editie: Editie) -> HttpResponse:
    """What there is of each source in the year of the edition, against what is given out of it."""
    rijen, status = bronregels.bronrijen(editie=editie), 200
    form = Bronbedragen(request.POST if request.method == "POST" else None, rijen=rijen)
    if request.method == "POST" and request.POST.get("actie") == "overnemen":
        leeg = {f"bedrag-{rij.bron.pk}": rij.vorig for rij in rijen if rij.bedrag is None and rij.vorig is not None}
        form = Bronbedragen(rijen=rijen, initial=leeg)
        messages.info(request, f"De bedragen van {editie.jaar - 1} zijn ingevuld. Kijk ze na en sla ze op.")
    elif request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                aantal = bronregels.zet_bronbedragen(
                    editie=editie, bedragen=form.bedragen(), gezien=form.gezien(), door=request.user
                )
            except RegelFout as fout:
                voeg_fout_toe(form, fout)
                status = statuscode(fout)
            else:
                wat = "1 bedrag is" if aantal == 1 else f"{aantal} bedragen zijn"
                messages.success(request, f"{wat} opgeslagen." if aantal else "Er was niets veranderd.")
                return redirect("editie_bronnen", editie.jaar)
    context = editiekader(request, editie, deel="editie_bronnen") | {
        "form": form,
        "rijen": [{"rij": rij, "bedrag": form[f"bedrag-{rij.bron.pk}"], "slot": form[f"slot-{rij.bron.pk}"]} for rij in rijen],
        "bewerkbaar": editie.status != Editie.Status.AFGESLOTEN,
        "kan_overnemen": any(rij.bedrag is None and rij.vorig is not None for rij in rijen),
    }
    return render(request, "edities/bronnen.html", context, status=status)


urlpatterns = [
    path("edities/<int:jaar>/tarieven/", tarieven, name="editie_tarieven"),
    path("edities/<int:jaar>/verdeling/", spreiding, name="editie_verdeling"),
    path("edities/<int:jaar>/bronnen/", bronnen, name="editie_bronnen"),
]
