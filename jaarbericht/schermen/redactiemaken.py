"""Making the PDFs of a year: one click for one or all, how far it is, stop, again, and all of them as a ZIP."""

import tempfile
from dataclasses import dataclass

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_safe

from catalogus.fouten import RegelFout
from catalogus.models import Gemeente
from catalogus.opmaak import opsomming
from jaarbericht import taken
from jaarbericht.models import Taakregel
from jaarbericht.regels import bestanden, bord, uitgeven
from jaarbericht.regels.bestanden import Bestand
from jaarbericht.schermen.bord import deelnemer_of_404
from jaarbericht.schermen.redactiekader import alleen_redactie, redactiekader
from jaarbericht.taken import LOPEND

Status = Taakregel.Status
IN_GEHEUGEN = 16 * 1024 * 1024  # bytes of a ZIP; a larger one goes through a file


@dataclass(frozen=True)
class Rij:
    """A gemeente with its newest file and the last job for it."""

    gemeente: Gemeente
    bestand: Bestand | None
    taak: Taakregel | None

    @property
    def loopt(self) -> bool:
        return self.taak is not None and self.taak.status in LOPEND

    @property
    def kan_opnieuw(self) -> bool:
        return self.taak is not None and self.taak.status in {Status.MISLUKT, Status.GESTOPT}


@dataclass(frozen=True)
class Voortgang:
    """The last job of every gemeente together, in per cent of all."""

    rijen: list[Rij]

    def _tel(self, *statussen: str) -> int:
        return sum(rij.taak is not None and rij.taak.status in statussen for rij in self.rijen)

    @property
    def lopend(self) -> int:
        return self._tel(*LOPEND)

    @property
    def samen(self) -> int:
        return self._tel(*Status.values)

    @property
    def klaar(self) -> int:
        return self._tel(Status.KLAAR)

    @property
    def mislukt(self) -> int:
        return self._tel(Status.MISLUKT)

    @property
    def nu(self) -> str:
        """The gemeenten that a worker is at."""
        return opsomming([str(rij.gemeente) for rij in self.rijen if rij.taak and rij.taak.status == Status.BEZIG])

    @property
    def breed(self) -> float:
        """Width of the bar of what is done, jobs in progress by their own part."""
        gedaan = sum(100 if rij.taak.status == Status.KLAAR else rij.taak.voortgang for rij in self.rijen if rij.taak)
        return round((gedaan - sum(rij.taak.voortgang for rij in self.rijen if rij.taak and rij.kan_opnieuw)) / self._deler, 2)

    @property
    def breed_fout(self) -> float:
        return round(100 * self.mislukt / self._deler, 2)

    @property
    def _deler(self) -> int:
        return max(self.samen, 1)


def voortgang(request: HttpRequest, jaar: int) -> Voortgang:
    """The rows of a year in four queries."""
    bestand = bestanden.nieuwste(user=request.user, jaar=jaar)
    laatste: dict[int, Taakregel] = {}
    alle = Taakregel.objects.filter(jaarbericht__jaar=jaar).select_related("jaarbericht", "gevraagd_door")
    for taak in alle.order_by("pk"):
        if taak.jaarbericht:
            laatste[taak.jaarbericht.gemeente_id] = taak
    gemeenten = Gemeente.objects.deelnemers(jaar)
    return Voortgang([Rij(gemeente, bestand.get(gemeente.pk), laatste.get(gemeente.pk)) for gemeente in gemeenten])


@alleen_redactie
@require_http_methods(["GET", "HEAD", "POST"])
def redactie_maken(request: HttpRequest, jaar: int) -> HttpResponse:
    """The page; a post asks for one (`cbs`) or for all. With htmx only the part that changes."""
    if jaar not in bord.jaren():
        raise Http404
    if request.method == "POST":
        cbs = request.POST.get("cbs", "")
        _vraag(request, jaar, [deelnemer_of_404(cbs, jaar)] if cbs else list(Gemeente.objects.deelnemers(jaar)))
        return redirect(reverse("redactie_maken", args=[jaar]))
    stand = voortgang(request, jaar)
    context = redactiekader(request, jaar, deel="redactie_maken") | {"stand": stand}
    sjabloon = "redactie/maken_deel.html" if getattr(request, "htmx", False) else "redactie/maken.html"
    return render(request, sjabloon, context)


def _vraag(request: HttpRequest, jaar: int, gemeenten: list[Gemeente]) -> None:
    """Asks for each; one that cannot be made says so and does not keep the others."""
    gevraagd = 0
    for gemeente in gemeenten:
        try:
            bericht = uitgeven.jaarbericht_van(gemeente=gemeente, jaar=jaar)
            taken.vraag_jaarbericht(jaarbericht=bericht, door=request.user)
            gevraagd += 1
        except RegelFout as fout:
            messages.error(request, fout.tekst)
    if gevraagd:
        wat = f"De pdf van {gemeenten[0]} wordt" if len(gemeenten) == 1 else f"{gevraagd} pdf’s worden"
        messages.success(request, f"{wat} op de achtergrond gemaakt. Wat niet veranderd is, wordt niet opnieuw gemaakt.")


@alleen_redactie
@require_http_methods(["POST"])
def redactie_taak(request: HttpRequest, jaar: int) -> HttpResponse:
    """Stops a job, all that run, or asks again for one; then back to where one was."""
    doe, pk = request.POST.get("doe", ""), request.POST.get("taak", "")
    van_jaar = Taakregel.objects.filter(jaarbericht__jaar=jaar).select_related("jaarbericht__gemeente")
    if doe == "stop_alle":
        gekozen = list(van_jaar.filter(status__in=LOPEND))
    else:
        gekozen = list(van_jaar.filter(pk=int(pk))) if pk.isdecimal() and len(pk) < 10 else []
    if doe not in {"stop", "stop_alle", "opnieuw"} or (doe != "stop_alle" and not gekozen):
        raise Http404
    for taak in gekozen:
        try:
            (taken.opnieuw if doe == "opnieuw" else taken.stop)(taak=taak, door=request.user)
        except RegelFout as fout:
            messages.error(request, fout.tekst)
        else:
            gedaan = "Opnieuw gevraagd" if doe == "opnieuw" else "Gestopt"
            messages.success(request, f"{gedaan}: {taak.jaarbericht}.")
    bericht = gekozen[0].jaarbericht if gekozen else None
    if bericht and request.POST.get("terug") == "uitgave":
        return redirect("redactie_uitgave", jaar, bericht.gemeente.cbs_code)
    return redirect("redactie_maken", jaar)


@alleen_redactie
@require_safe
def redactie_zip(request: HttpRequest, jaar: int) -> HttpResponseBase:
    """The newest PDF of every gemeente in one file."""
    if jaar not in bord.jaren():
        raise Http404
    naar = tempfile.SpooledTemporaryFile(max_size=IN_GEHEUGEN)  # noqa: SIM115  (the response closes it)
    gemeenten = list(Gemeente.objects.deelnemers(jaar))
    if not bestanden.schrijf_zip(naar=naar, user=request.user, jaar=jaar, gemeenten=gemeenten):
        naar.close()
        messages.error(request, "Er is nog geen enkele pdf. Maak ze eerst.")
        return redirect("redactie_maken", jaar)
    naar.seek(0)
    return FileResponse(naar, as_attachment=True, filename=f"jaarberichten-{jaar}.zip", content_type="application/zip")


urlpatterns = [
    path("redactie/<int:jaar>/maken/", redactie_maken, name="redactie_maken"),
    path("redactie/<int:jaar>/maken/taak/", redactie_taak, name="redactie_taak"),
    path("redactie/<int:jaar>/maken/jaarberichten.zip", redactie_zip, name="redactie_zip"),
]
