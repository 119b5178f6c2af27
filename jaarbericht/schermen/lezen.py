"""The frozen draft as a gemeente reads it: a chapter at a time, with the remarks on it."""

from collections import Counter

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods

from catalogus.schermen import wie
from jaarbericht.models import Jaarbericht
from jaarbericht.regels import opmerkingen
from jaarbericht.schermen import gesprek
from jaarbericht.schermen.leestekst import leestekst

STAND: dict[str, str] = {
    Jaarbericht.Status.REDACTIE: "De redactie verwerkt de opmerkingen. Jullie krijgen bericht als er een nieuw concept ligt.",
    Jaarbericht.Status.VASTGESTELD: "Het jaarbericht is vastgesteld. Het gesprek over dit concept is gesloten.",
    Jaarbericht.Status.GEPUBLICEERD: "Het jaarbericht is openbaar. Het gesprek over dit concept is gesloten.",
}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def lezen(request: HttpRequest, cbs: str, jaar: int, hoofdstuk: str = "") -> HttpResponse:
    gemeente = wie.gemeente_of_404(request, cbs)
    uitgave = opmerkingen.ter_inzage(user=request.user, gemeente=gemeente, jaar=jaar)
    if uitgave is None:
        raise Http404
    hoofdstukken = opmerkingen.hoofdstukken_van(uitgave)
    plek = next((i for i, een in enumerate(hoofdstukken) if een.sleutel == hoofdstuk), None if hoofdstuk else 0)
    if plek is None:
        raise Http404
    bericht, mis = uitgave.jaarbericht, None
    if request.method == "POST":
        uitkomst = gesprek.verwerk(request, jaarbericht=bericht, uitgave=uitgave)
        if not isinstance(uitkomst, gesprek.Mis):
            return redirect(f"{reverse('jaarbericht_hoofdstuk', args=[cbs, jaar, uitkomst.hoofdstuk])}#opmerking-{uitkomst.pk}")
        mis = uitkomst
    alle = list(opmerkingen.gesprekken(user=request.user, jaarbericht=bericht))
    open_ = Counter(opmerking.hoofdstuk for opmerking in alle if not opmerking.opgelost)
    gekozen = hoofdstukken[plek] if hoofdstukken else None
    context = wie.kader(request, gemeente, actief="jaarberichten") | gesprek.context(request, bericht, mis)
    context |= {
        "uitgave": uitgave,
        "bericht": bericht,
        "stand": STAND.get(bericht.status, ""),
        "hoofdstukken": [(een, open_[een.sleutel]) for een in hoofdstukken],
        "gekozen": gekozen,
        "vorige": hoofdstukken[plek - 1] if plek else None,
        "volgende": hoofdstukken[plek + 1] if plek + 1 < len(hoofdstukken) else None,
        "tekst": leestekst(uitgave=uitgave, hoofdstuk=gekozen.sleutel) if gekozen else None,
        "gesprekken": [opmerking for opmerking in alle if gekozen and opmerking.hoofdstuk == gekozen.sleutel],
    }
    return render(request, "gemeente/lezen.html", context, status=mis.status if mis else 200)


urlpatterns = [
    path("g/<str:cbs>/jaarberichten/<int:jaar>/lezen/", lezen, name="jaarbericht_lezen"),
    path("g/<str:cbs>/jaarberichten/<int:jaar>/lezen/<slug:hoofdstuk>/", lezen, name="jaarbericht_hoofdstuk"),
]
