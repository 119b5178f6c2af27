"""Writing the texts of a year: saving by hand and by itself, variants per gemeente, the order of blocks, the page beside it."""

from collections.abc import Callable
from dataclasses import asdict

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from catalogus import toegang
from catalogus.fouten import RegelFout
from catalogus.schermen.keuzepagina import statuscode
from jaarbericht.models import Opzet
from jaarbericht.regels import redactie, tekstbeeld, veldkeuze
from jaarbericht.regels.opzet import verplaats_blok
from jaarbericht.samenstellen.bron import laad
from jaarbericht.schermen.redactiekader import alleen_redactie, redactiekader
from jaarbericht.schermen.tekstpagina import (
    EIGEN,
    Getypt,
    Plek,
    bewaard,
    botsing_van,
    gemeente_van,
    getal_of,
    ingestuurd,
    plek_of_404,
    toon,
    voorbeeld_van,
)


@alleen_redactie
@require_safe
def teksten(request: HttpRequest, jaar: int) -> HttpResponse:
    """Opens the first block with a text; without a plan of the year it says what to do first."""
    gemeente_van(request, jaar)
    opzet = toegang.zichtbaar_voor(request.user, Opzet.objects.filter(jaar=jaar)).first()
    beelden = tekstbeeld.overzicht(opzet=opzet, gemeente=None) if opzet else []
    eerste = next((b.blok for h in beelden for b in h.blokken if b.met_tekst), None)
    if eerste is None:
        context = redactiekader(request, jaar, deel="redactie_teksten") | {"opzet": opzet}
        return render(request, "redactie/teksten_leeg.html", context)
    vraag = request.GET.urlencode()
    return redirect(reverse("redactie_tekst", args=[jaar, eerste.pk]) + (f"?{vraag}" if vraag else ""))


@alleen_redactie
@require_http_methods(["GET", "HEAD", "POST"])
def tekst(request: HttpRequest, jaar: int, pk: int) -> HttpResponse:
    plek = plek_of_404(request, jaar, pk)
    if request.method != "POST":
        return toon(request, plek)
    getypt, doen = ingestuurd(request), request.POST.get("doen", "bewaar")
    if doen == "voorbeeld" or "blad" in request.POST:
        return toon(request, plek, getypt, voorbeeld=voorbeeld_van(plek, getypt, _blad(request)))
    stappen: dict[str, Callable[[HttpRequest, Plek, Getypt], str]] = {"gedeeld": _weer_gedeeld, "bij": _is_bij}
    try:
        gedaan = stappen.get(doen, _bewaar)(request, plek, getypt)
    except RegelFout as fout:
        vers = plek_of_404(request, jaar, pk)
        return _fout_als_json(request, vers, getypt, fout) if _wil_json(request) else toon(request, vers, getypt, fout=fout)
    if _wil_json(request):
        vers = plek_of_404(request, jaar, pk)
        nu = bewaard(vers)
        return JsonResponse(
            {"slot": nu.slot, "tekstversie": nu.tekstversie, "gezegd": f"Bewaard om {timezone.localtime():%H.%M}"}
        )
    messages.success(request, gedaan)
    return redirect(plek.adres())


def _wil_json(request: HttpRequest) -> bool:
    """The editor saves by itself and goes on in the same page."""
    return request.headers.get("Accept") == "application/json"


def _fout_als_json(request: HttpRequest, plek: Plek, getypt: Getypt, fout: RegelFout) -> JsonResponse:
    antwoord = {"code": fout.code, "fout": fout.tekst, "veld": fout.veld}
    if fout.code == "verouderd":
        context = {"plek": plek, "botsing": botsing_van(plek, getypt), "fout": fout, "adres": plek.adres()}
        antwoord["paneel"] = render(request, "redactie/botsing.html", context).content.decode()
    return JsonResponse(antwoord, status=statuscode(fout))


# ------------------------------------------------------------------ what a form does
def _bewaar(request: HttpRequest, plek: Plek, getypt: Getypt) -> str:
    if plek.deel == EIGEN and plek.gemeente:
        if not getypt.wijze and (plek.variant or redactie.is_leeg(getypt.tekst)):
            return _weer_gedeeld(request, plek, getypt)
        redactie.bewaar_variant(
            blok=plek.blok,
            gemeente=plek.gemeente,
            wijze=getypt.wijze,
            tekst=getypt.tekst,
            gezien=getypt.slot,
            door=request.user,
        )
        return f"De eigen tekst van {plek.gemeente} is bewaard."
    titel = getypt.titel if "titel" in request.POST else plek.blok.titel
    redactie.bewaar_tekst(blok=plek.blok, titel=titel, tekst=getypt.tekst, gezien=getypt.slot or 0, door=request.user)
    return "De gedeelde tekst is bewaard."


def _weer_gedeeld(request: HttpRequest, plek: Plek, getypt: Getypt) -> str:
    assert plek.gemeente is not None
    if plek.variant is None:
        return f"{plek.gemeente} heeft de gedeelde tekst."
    redactie.weer_gedeeld(blok=plek.blok, gemeente=plek.gemeente, gezien=getypt.slot or 0, door=request.user)
    return f"{plek.gemeente} krijgt weer de gedeelde tekst."


def _is_bij(request: HttpRequest, plek: Plek, getypt: Getypt) -> str:
    if plek.variant is None:
        raise RegelFout("Er is geen eigen tekst meer om te vergelijken.", code="verouderd")
    redactie.heb_gekeken(variant=plek.variant, tekstversie=getypt.tekstversie, gezien=getypt.slot or 0, door=request.user)
    return f"De eigen tekst van {plek.gemeente} is bij."


# ------------------------------------------------------------------ order
@alleen_redactie
@require_POST
def plaats(request: HttpRequest, jaar: int, pk: int) -> HttpResponse:
    """Moves a block within its chapter: one up or down, or to a place."""
    plek = plek_of_404(request, jaar, pk)
    post = request.POST
    blokken = list(plek.blok.hoofdstuk.blokken.values_list("pk", flat=True))
    nu = blokken.index(plek.blok.pk)
    stap = {"omhoog": nu - 1, "omlaag": nu + 1}
    naar = stap[post["doen"]] if post.get("doen") in stap else getal_of(post.get("naar", ""), -1)
    gezien = getal_of(post.get("slot", ""), -1)
    try:
        verplaats_blok(blok=plek.blok, naar=naar, gezien=gezien, door=request.user)
    except RegelFout as fout:
        messages.error(request, fout.tekst)
    else:
        messages.success(request, f"‘{tekstbeeld.naam_van(blok=plek.blok)}’ staat nu op plaats {naar + 1} van {len(blokken)}.")
    return redirect(plek.adres())


# ------------------------------------------------------------------ beside the text
def _blad(request: HttpRequest) -> int | None:
    return getal_of(request.POST.get("blad", ""))


@alleen_redactie
@require_POST
def voorbeeld(request: HttpRequest, jaar: int, pk: int) -> HttpResponse:
    """The page of the report with what is being typed; nothing is stored."""
    plek = plek_of_404(request, jaar, pk)
    gemaakt = voorbeeld_van(plek, ingestuurd(request), _blad(request))
    context = {"voorbeeld": gemaakt, "plek": plek, "gemeente": plek.gemeente, "naam": tekstbeeld.naam_van(blok=plek.blok)}
    return render(request, "redactie/voorbeeld.html", context)


@alleen_redactie
@require_safe
def velden(request: HttpRequest, jaar: int) -> HttpResponse:
    """The placeholders of a year with their value for a gemeente: for the editor, and as a page to read."""
    _, gemeente = gemeente_van(request, jaar)
    try:
        lijst = veldkeuze.keuzes(kader=laad(gemeente=gemeente, jaar=jaar).kader) if gemeente else []
    except RegelFout:
        lijst = []
    if _wil_json(request):
        return JsonResponse({"velden": [asdict(veld) for veld in lijst]})
    context = redactiekader(request, jaar, deel="redactie_teksten") | {"velden": lijst, "gemeente": gemeente}
    return render(request, "redactie/velden.html", context)


urlpatterns = [
    path("redactie/<int:jaar>/teksten/", teksten, name="redactie_teksten"),
    path("redactie/<int:jaar>/teksten/velden/", velden, name="redactie_velden"),
    path("redactie/<int:jaar>/teksten/<int:pk>/", tekst, name="redactie_tekst"),
    path("redactie/<int:jaar>/teksten/<int:pk>/plaats/", plaats, name="redactie_plaats"),
    path("redactie/<int:jaar>/teksten/<int:pk>/voorbeeld/", voorbeeld, name="redactie_voorbeeld"),
]
