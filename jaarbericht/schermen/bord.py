"""The board: all gemeenten and chapters of a year, with what is open in them and who is at it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_safe

from catalogus.models import Gemeente
from catalogus.opmaak import opsomming
from jaarbericht.models import Jaarbericht
from jaarbericht.regels import bord, tellingen
from jaarbericht.schermen.redactiekader import alleen_redactie, redactiekader

Status = Jaarbericht.Status


@alleen_redactie
@require_safe
def redactie_nu(request: HttpRequest) -> HttpResponse:
    """The board of the newest year that has an opzet; without any, of the year that one reports on now."""
    jaren = bord.jaren()
    return redirect("redactie", jaren[0] if jaren else timezone.localdate().year - 1)


@alleen_redactie
@require_safe
def redactie(request: HttpRequest, jaar: int) -> HttpResponse:
    jaren = bord.jaren()
    if jaar not in jaren:
        return render(request, "redactie/geen_opzet.html", redactiekader(request, jaar, deel="redactie"))
    rijen = bord.bord(user=request.user, jaar=jaar)
    context = redactiekader(request, jaar, deel="redactie") | {
        "rijen": rijen,
        "hoofdstukken": [vak.hoofdstuk for vak in rijen[0].vakken] if rijen else [],
        "jaren": jaren,
        "samen": _samen(rijen),
    }
    return render(request, "redactie/bord.html", context)


def _samen(rijen: list[bord.Rij]) -> str:
    """'2 vastgesteld, 1 ter inzage en 6 redactie', furthest first."""
    per_status = [(sum(rij.jaarbericht.status == s for rij in rijen), s) for s in reversed(Status)]
    return opsomming([f"{aantal} {s.label}" for aantal, s in per_status if aantal])


@alleen_redactie
@require_safe
def bordrij(request: HttpRequest, jaar: int, cbs: str) -> HttpResponse:
    """One row with its findings counted; the page asks for the rows that were not counted since the last change."""
    gemeente = deelnemer_of_404(cbs, jaar)
    telling = tellingen.telling(gemeente=gemeente, jaar=jaar)
    (rij,) = bord.bord(user=request.user, jaar=jaar, alleen=gemeente)
    context = {"rij": bord.met_telling(rij=rij, telling=telling), "redactiejaar": jaar}
    return render(request, "redactie/bordrij.html", context)


def deelnemer_of_404(cbs: str, jaar: int) -> Gemeente:
    """A gemeente that gets a report over this year."""
    gemeente = Gemeente.objects.filter(cbs_code=cbs).first()
    if gemeente is None or not gemeente.is_deelnemer(jaar) or jaar not in bord.jaren():
        raise Http404
    return gemeente


urlpatterns = [
    path("redactie/", redactie_nu, name="redactie_nu"),
    path("redactie/<int:jaar>/", redactie, name="redactie"),
    path("redactie/<int:jaar>/bord/<str:cbs>/", bordrij, name="redactie_bordrij"),
]
