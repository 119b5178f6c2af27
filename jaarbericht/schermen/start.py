"""The page after logging in: for the library its work of today, for a gemeente its own start page."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_safe

from catalogus import toegang
from catalogus.models import Editie, Groep
from catalogus.schermen import wie
from jaarbericht.schermen.beurten import standen
from jaarbericht.schermen.bibliotheekstart import bibliotheekstart


@login_required
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Library staff see what waits for them, at a vestiging the page to register on; an officer goes to the own gemeente, or
    chooses from several."""
    if toegang.groepen(request.user) == {Groep.VESTIGING} and not request.user.is_superuser:
        return redirect("registreren")
    if toegang.is_bibliotheek(request.user):
        return render(request, "start_bibliotheek.html", bibliotheekstart(request))
    gemeenten = wie.gemeenten_van(request)
    if len(gemeenten) == 1:
        return redirect("gemeente_start", gemeenten[0].cbs_code)
    edities = [editie for editie in wie.edities_van(request) if editie.status != Editie.Status.CONCEPT]
    context = {
        "standen": standen(user=request.user, gemeenten=gemeenten, edities=edities, vandaag=timezone.localdate()),
        "editie": wie.huidige_editie(edities),
    }
    return render(request, "gemeente/gemeenten.html", context)


urlpatterns = [path("", start, name="start")]
