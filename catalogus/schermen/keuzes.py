"""All selections of a gemeente in an edition: side by side, and starting a new one."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from catalogus import toegang
from catalogus.fouten import RegelFout
from catalogus.models import Afname, Editie, Gemeente, Status
from catalogus.regels import keuzebeeld, overnemen, vergelijken
from catalogus.regels.achtergrond import achtergrond_van
from catalogus.regels.afname import kiezen_tot
from catalogus.regels.afnameregels import eis_beginnen, maak_afname
from catalogus.regels.verantwoording import bevestigde_afname
from catalogus.schermen import wie
from catalogus.schermen.keuze import KEUZE
from catalogus.schermen.keuzeformulieren import Nieuwformulier
from catalogus.schermen.keuzepagina import adres, afname_of_404, statuscode

NAAST_ELKAAR = 4
AFGEDAAN = (Status.VERVANGEN, Status.VERVALLEN)
TELWOORDEN = {2: "Twee", 3: "Drie", 4: "Vier"}


def _afnames(request: HttpRequest, gemeente: Gemeente, editie: Editie) -> QuerySet[Afname]:
    eigen = toegang.zichtbaar_voor(request.user, Afname.objects.filter(gemeente=gemeente, editie=editie))
    return eigen.select_related("gemeente", "editie").order_by("pk")


def _beginnen(request: HttpRequest, gemeente: Gemeente, editie: Editie) -> dict:
    """Whether this user can start a selection now, and if not why; empty when it is somebody else who may."""
    mag_bewerken = toegang.mag_afname_bewerken(request.user, gemeente)
    try:
        eis_beginnen(gemeente=gemeente, editie=editie, door=request.user)
    except RegelFout as fout:
        return {"mag_bewerken": mag_bewerken, "mag_beginnen": False, "waarom_niet": fout.tekst if mag_bewerken else ""}
    return {"mag_bewerken": mag_bewerken, "mag_beginnen": True, "waarom_niet": ""}


# ------------------------------------------------------------------ side by side
@login_required
@require_safe
def keuzes(request: HttpRequest, cbs: str, jaar: int) -> HttpResponse:
    """Up to four selections with their differences; `k` in the address says which, `met` which one a phone shows."""
    gemeente = wie.gemeente_of_404(request, cbs)
    editie = wie.editie_of_404(request, jaar)
    alle = list(_afnames(request, gemeente, editie))
    gekozen = _gekozen(request, alle)
    achtergrond = achtergrond_van(gemeente=gemeente, editie=editie)
    beelden = [keuzebeeld.maak(afname=afname, achtergrond=achtergrond) for afname in gekozen]
    met = next((a.pk for a in gekozen[1:] if str(a.pk) == request.GET.get("met")), gekozen[1].pk if gekozen[1:] else None)
    context = {
        **wie.kader(request, gemeente, actief="keuzes", editie=editie),
        "afnames": alle,
        "gekozen": {afname.pk for afname in gekozen},
        "beelden": beelden,
        "vergelijking": vergelijken.naast_elkaar(beelden=beelden) if len(beelden) > 1 else None,
        "telwoord": TELWOORDEN.get(len(beelden), ""),
        "met": met,
        "vraag": "&".join(f"k={afname.pk}" for afname in gekozen),
        "alles": "alles" in request.GET,
        **_beginnen(request, gemeente, editie),
        "vorige": achtergrond.vorige,
        "vorig_jaar": jaar - 1,
        "kiezen_tot": kiezen_tot(afname=Afname(gemeente=gemeente, editie=editie)),
    }
    return render(request, "afname/keuzes.html", context)


def _gekozen(request: HttpRequest, alle: list[Afname]) -> list[Afname]:
    """Those that were asked for, else all that still count; at most four."""
    gevraagd = request.GET.getlist("k")
    keuze = [a for a in alle if str(a.pk) in gevraagd] or [a for a in alle if a.status not in AFGEDAAN]
    return keuze[:NAAST_ELKAAR]


# ------------------------------------------------------------------ a new one
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def nieuw(request: HttpRequest, cbs: str, jaar: int) -> HttpResponse:
    """Start a selection: empty with the basis, from last year's, or from another one."""
    gemeente = wie.gemeente_of_404(request, cbs)
    editie = wie.editie_of_404(request, jaar)
    eigen = _afnames(request, gemeente, editie)
    vorige = bevestigde_afname(gemeente=gemeente, jaar=jaar - 1)
    bronnen = Afname.objects.filter(pk__in=[*eigen.values_list("pk", flat=True), *([vorige.pk] if vorige else [])])
    begin = {"naam": _vrije_naam(eigen), "bron": request.GET.get("bron", vorige.pk if vorige and not eigen else "")}
    gepost = request.POST if request.method == "POST" else None
    formulier = Nieuwformulier(gepost, initial=begin, bronnen=bronnen.select_related("gemeente", "editie"))
    status = 200
    if request.method == "POST":
        status = 422
        if formulier.is_valid():
            try:
                return _begin(request, gemeente, editie, formulier.cleaned_data["bron"], formulier.cleaned_data["naam"])
            except RegelFout as fout:
                formulier.add_error(None, fout.tekst)
                status = statuscode(fout)
    context = {
        **wie.kader(request, gemeente, actief="keuzes", editie=editie),
        "formulier": formulier,
        "vorige": vorige,
        "eigen": eigen,
        "gekozen": str(formulier["bron"].value() or ""),
        **_beginnen(request, gemeente, editie),
    }
    return render(request, "afname/nieuw.html", context, status=status)


def _vrije_naam(eigen: QuerySet[Afname]) -> str:
    """'Onze keuze', or with the first number that is not taken."""
    namen = {afname.naam for afname in eigen}
    voorstellen = ["Onze keuze", *(f"Onze keuze {n}" for n in range(2, len(namen) + 3))]
    return next(naam for naam in voorstellen if naam not in namen)


def _begin(request: HttpRequest, gemeente: Gemeente, editie: Editie, bron: Afname | None, naam: str) -> HttpResponse:
    if bron is None:
        afname = maak_afname(gemeente=gemeente, editie=editie, door=request.user, naam=naam)
        messages.success(request, f"‘{naam}’ staat klaar, met de activiteiten van de basis.")
        return redirect(adres(afname))
    afname = overnemen.neem_over(bron=bron, editie=editie, door=request.user, naam=naam)
    messages.success(request, f"‘{naam}’ staat klaar, overgenomen van ‘{bron.naam}’ voor {bron.editie.jaar}.")
    if bron.editie_id == editie.pk:
        return redirect(adres(afname))
    return redirect("keuze_overgenomen", gemeente.cbs_code, afname.pk, bron.pk)


@login_required
@require_POST
def kopie(request: HttpRequest, cbs: str, pk: int) -> HttpResponse:
    """A copy as a scenario of its own."""
    bron = afname_of_404(request, cbs, pk)
    naam = request.POST.get("naam", "").strip()[:80] or f"{bron.naam[:70]} (kopie)"
    try:
        return _begin(request, bron.gemeente, bron.editie, bron, naam)
    except RegelFout as fout:
        messages.error(request, fout.tekst)
        return redirect("keuzes", cbs, bron.editie.jaar)


@login_required
@require_safe
def overgenomen(request: HttpRequest, cbs: str, pk: int, bron: int) -> HttpResponse:
    """What became different in a selection that was taken from an earlier year."""
    afname = afname_of_404(request, cbs, pk)
    eigen = toegang.zichtbaar_voor(request.user, Afname.objects.filter(gemeente=afname.gemeente))
    vanwaar = get_object_or_404(eigen.select_related("editie", "gemeente"), pk=bron, editie__jaar__lt=afname.editie.jaar)
    context = {
        **wie.kader(request, afname.gemeente, actief="keuzes", editie=afname.editie),
        "afname": afname,
        "bron": vanwaar,
        "overname": overnemen.overzicht(bron=vanwaar, naar=afname),
        "beeld": keuzebeeld.maak(afname=afname),
    }
    return render(request, "afname/overgenomen.html", context)


KEUZES = "g/<str:cbs>/keuzes/<int:jaar>/"
urlpatterns = [
    path(KEUZES, keuzes, name="keuzes"),
    path(f"{KEUZES}nieuw/", nieuw, name="keuze_nieuw"),
    path(f"{KEUZE}kopie/", kopie, name="keuze_kopie"),
    path(f"{KEUZE}overgenomen/<int:bron>/", overgenomen, name="keuze_overgenomen"),
]
