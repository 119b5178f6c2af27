"""Editions: the list, a new year out of an earlier one, the page of one edition with its check list, and its steps."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods, require_safe

from catalogus import toegang
from catalogus.fouten import RegelFout
from catalogus.models import Afname, Editie, Gemeente, Prijs, Status
from catalogus.opmaak import opsomming
from catalogus.regels import edities, nazien
from catalogus.schermen import wie
from catalogus.schermen.bibliotheek import alleen_bibliotheek, kader
from catalogus.schermen.editieformulieren import Instellingen, Kopie, voeg_fout_toe
from catalogus.schermen.editiekader import editiekader, van_editie, waarheen, wie_wijzigt
from catalogus.schermen.keuzepagina import statuscode


@dataclass(frozen=True)
class Stap:
    """A step of an edition: from which state, what its button says, what is said when it is done, and the rule."""

    van: str
    knop: str
    gedaan: str
    doe: Callable[..., Editie]


STAPPEN = {
    "openen": Stap(Editie.Status.CONCEPT, "Open de editie", "is open. Gemeenten kunnen kiezen", edities.open_editie),
    "starten": Stap(Editie.Status.OPEN, "Start het jaar", "loopt. Kiezen is voorbij", edities.start_editie),
    "afsluiten": Stap(
        Editie.Status.LOPEND, "Sluit het jaar af", "is afgesloten. Er verandert niets meer", edities.sluit_editie
    ),
}


def volgende_stap(editie: Editie) -> str:
    """The one step that is next for an edition; empty when it is closed."""
    return next((naam for naam, stap in STAPPEN.items() if stap.van == editie.status), "")


# ------------------------------------------------------------------ list and copy
@alleen_bibliotheek
@require_safe
def lijst(request: HttpRequest) -> HttpResponse:
    alle = toegang.zichtbaar_voor(request.user, Editie.objects.annotate(aantal=Count("activiteiten")).order_by("-jaar"))
    rijen = [{"editie": editie, "stap": volgende_stap(editie)} for editie in alle]
    nieuwste = rijen[0]["editie"] if rijen else None
    context = kader(request, actief="edities", jaar=_menujaar(request)) | {
        "rijen": rijen,
        "nieuwste": nieuwste,
        "nieuw_jaar": nieuwste.jaar + 1 if nieuwste else None,
        "mag_wijzigen": toegang.mag_editie_wijzigen(request.user),
    }
    return render(request, "edities/lijst.html", context)


def _menujaar(request: HttpRequest) -> int | None:
    huidig = wie.huidige_editie(wie.edities_van(request))
    return huidig.jaar if huidig else None


@alleen_bibliotheek
@wie_wijzigt
@require_http_methods(["GET", "HEAD", "POST"])
def nieuw(request: HttpRequest) -> HttpResponse:
    """A new edition as a copy of an earlier one."""
    bestaand = wie.edities_van(request)
    if not bestaand:
        raise Http404
    form = Kopie(request.POST if request.method == "POST" else None, edities=bestaand)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            gekozen = form.cleaned_data
            bron = next(editie for editie in bestaand if editie.jaar == int(gekozen["bron"]))
            try:
                editie, kaart = edities.kopieer_editie(
                    bron=bron, jaar=gekozen["jaar"], indexering=gekozen["indexering"], door=request.user
                )
            except RegelFout as fout:
                voeg_fout_toe(form, fout)
                status = statuscode(fout)
            else:
                messages.success(request, f"Editie {editie.jaar} is gemaakt, met {len(kaart)} activiteiten uit {bron.jaar}.")
                return redirect("editie", editie.jaar)
    context = kader(request, actief="edities", jaar=_menujaar(request)) | {"form": form}
    return render(request, "edities/nieuw.html", context, status=status)


# ------------------------------------------------------------------ one edition
@van_editie
@require_http_methods(["GET", "HEAD", "POST"])
def editie(request: HttpRequest, editie: Editie) -> HttpResponse:
    """The page of one edition: where it stands, what is next, the check list, and its settings."""
    form = Instellingen(request.POST if request.method == "POST" else None, initial=_instellingen(editie))
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                edities.zet_editie(editie=editie, door=request.user, **form.cleaned_data)
            except RegelFout as fout:
                voeg_fout_toe(form, fout)
                status = statuscode(fout)
            else:
                messages.success(request, f"De instellingen van editie {editie.jaar} zijn opgeslagen.")
                return redirect("editie", editie.jaar)
    context = editiekader(request, editie, deel="editie") | {
        "form": form,
        "vergelijkbaar": any(andere.jaar == editie.jaar - 1 for andere in wie.edities_van(request)),
        "stap": volgende_stap(editie),
        "knop": STAPPEN[volgende_stap(editie)].knop if volgende_stap(editie) else "",
        **_stand(request, editie),
    }
    return render(request, "edities/editie.html", context, status=status)


def _instellingen(editie: Editie) -> dict:
    return {"kiezen_tot": editie.kiezen_tot, "kostenopbouw": editie.kostenopbouw, "gezien": editie.slot}


def _stand(request: HttpRequest, editie: Editie) -> dict:
    """Key figures, and for a concept the check list, after that the corrections."""
    activiteiten = editie.activiteiten.count()
    if editie.status == Editie.Status.CONCEPT:
        gevonden = nazien.bevindingen(editie=editie)
        return {
            "activiteiten": activiteiten,
            "groepen": _groepen(gevonden, editie),
            "fouten": sum(1 for b in gevonden if b.blokkeert),
            "waarschuwingen": sum(1 for b in gevonden if not b.blokkeert),
        }
    prijzen = toegang.zichtbaar_voor(request.user, Prijs.objects.filter(activiteit__editie=editie))
    afnames = toegang.zichtbaar_voor(request.user, Afname.objects.filter(editie=editie))
    per_status = dict(afnames.order_by().values_list("status").annotate(Count("pk")))
    return {
        "activiteiten": activiteiten,
        "prijzen": prijzen.values("activiteit").distinct().count(),
        "correcties": prijzen.filter(versie__gt=1).select_related("activiteit", "gemaakt_door").order_by("-gemaakt_op", "-pk"),
        "bij_gemeente": per_status.get(Status.CONCEPT, 0) + per_status.get(Status.TER_FIATTERING, 0),
        "ingediend": per_status.get(Status.INGEDIEND, 0),
        "bevestigd": per_status.get(Status.BEVESTIGD, 0),
    }


def _groepen(gevonden: list[nazien.Bevinding], editie: Editie) -> list[dict]:
    """Findings that block and those that warn, each in order with its link."""
    koppen = ((True, "Eerst oplossen", "houdt openen tegen"), (False, "Loop dit na", "openen kan wel"))
    uit = []
    for blokkeert, kop, uitleg in koppen:
        rijen = [
            {"bevinding": b, "soort": nazien.SOORTEN[b.soort], "link": waarheen(bevinding=b, editie=editie)}
            for b in gevonden
            if b.blokkeert == blokkeert
        ]
        if rijen:
            uit.append({"fout": blokkeert, "kop": kop, "uitleg": uitleg, "rijen": rijen})
    return uit


# ------------------------------------------------------------------ open, start, close
@van_editie
@wie_wijzigt
@require_http_methods(["GET", "HEAD", "POST"])
def stap(request: HttpRequest, editie: Editie, naam: str) -> HttpResponse:
    """What a step will do, and doing it."""
    if naam not in STAPPEN:
        raise Http404
    gekozen, fout, status = STAPPEN[naam], None, 200
    if request.method == "POST":
        try:
            gekozen.doe(editie=editie, door=request.user)
        except RegelFout as oorzaak:
            fout, status = oorzaak, statuscode(oorzaak)
            editie.refresh_from_db()
        else:
            messages.success(request, f"Editie {editie.jaar} {gekozen.gedaan}.")
            return redirect("editie", editie.jaar)
    context = editiekader(request, editie, deel="editie") | {
        "naam": naam,
        "stap": gekozen,
        "fout": fout,
        "past": editie.status == gekozen.van,
        "gevolgen": _gevolgen(editie, naam),
    }
    return render(request, "edities/stap.html", context, status=status)


def _gevolgen(editie: Editie, naam: str) -> dict:
    """What will happen, counted now."""
    if naam == "openen":
        gevonden = nazien.bevindingen(editie=editie)
        return {
            "fouten": sum(1 for b in gevonden if b.blokkeert),
            "waarschuwingen": sum(1 for b in gevonden if not b.blokkeert),
            "activiteiten": editie.activiteiten.count(),
            "gemeenten": opsomming([g.naam for g in Gemeente.objects.deelnemers(editie.jaar)]),
        }
    vervallend = edities.vervallend(editie=editie).select_related("gemeente").order_by("gemeente__naam", "pk")
    return {"vervalt": list(vervallend)}


urlpatterns = [
    path("edities/", lijst, name="edities"),
    path("edities/nieuw/", nieuw, name="editie_nieuw"),
    path("edities/<int:jaar>/", editie, name="editie"),
    path("edities/<int:jaar>/stap/<str:naam>/", stap, name="editie_stap"),
]
