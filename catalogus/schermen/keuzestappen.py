"""Steps with a selection: the table of transitions, its heading, and quotations for maatwerk."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from catalogus import toegang
from catalogus.fouten import RegelFout
from catalogus.models import Activiteit, Afname, Editie, Groep, Prijsopgave, Status
from catalogus.regels import afname as afnames
from catalogus.regels import keuzebeeld, prijsopgaven, vergelijken
from catalogus.regels.afnamekop import zet_kop
from catalogus.schermen import wie
from catalogus.schermen.keuze import KEUZE
from catalogus.schermen.keuzeformulieren import Kopformulier, Vraagformulier, Wisselformulier
from catalogus.schermen.keuzepagina import VOORUIT, adres, afname_of_404, regel_van, statuscode

# Per transition: what the page is called, what it does, and what is said when it is done.
TEKSTEN = {
    "voorleggen": (
        "Leg voor aan de fiatteur",
        "De prijzen staan daarna vast. De fiatteur krijgt een mail. Tot de fiatteur besluit, kun je de keuze terughalen.",
        "De keuze ligt bij de fiatteur.",
    ),
    "terug": (
        "Haal terug naar concept",
        "Daarna kunnen jullie de keuze weer veranderen. De prijzen worden dan opnieuw bepaald.",
        "De keuze is weer een concept.",
    ),
    "indienen": (
        "Fiatteer en dien in",
        "De bibliotheek krijgt de keuze en beoordeelt haar.",
        "De keuze is ingediend bij de bibliotheek.",
    ),
    "teruggeven": (
        "Geef terug met opmerkingen",
        "De gemeente krijgt de keuze terug als concept, met de reden en de opmerkingen per regel.",
        "De keuze is teruggegeven aan de gemeente.",
    ),
    "intrekken": (
        "Trek de keuze in",
        "De keuze gaat terug naar jullie en wordt weer een concept. De bibliotheek krijgt bericht.",
        "De keuze is ingetrokken en weer een concept.",
    ),
    "bevestigen": (
        "Bevestig de keuze",
        "De afnamelijst staat daarna vast. Een eerder bevestigde versie vervalt.",
        "De keuze is bevestigd.",
    ),
    "nieuwe_versie": (
        "Maak een nieuwe versie",
        "De bevestigde versie blijft gelden tot de nieuwe bevestigd is. Wat niet verandert, houdt zijn prijs.",
        "Dit is de nieuwe versie. De bevestigde versie blijft gelden tot deze bevestigd is.",
    ),
    "vervallen": (
        "Laat de keuze vervallen",
        "De keuze kan daarna niet meer veranderen. Jullie kunnen haar wel blijven lezen en er een kopie van maken.",
        "De keuze is vervallen.",
    ),
}


def _naar_veld(formulier: Form, fout: RegelFout) -> None:
    formulier.add_error(fout.veld if fout.veld in formulier.fields else None, fout.tekst)


# ------------------------------------------------------------------ transitions
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def wissel(request: HttpRequest, cbs: str, pk: int, overgang: str) -> HttpResponse:
    """One step: what it does, what goes along, the budget; and carrying it out."""
    afname = afname_of_404(request, cbs, pk)
    if overgang not in TEKSTEN:
        raise Http404("Deze stap bestaat niet.")
    beeld = keuzebeeld.maak(afname=afname)
    stand = f"{len(beeld.rijen)} {beeld.totaal}"
    formulier = Wisselformulier(request.POST if request.method == "POST" else None, initial={"gezien": stand})
    status = 200
    if request.method == "POST":
        fout = None
        if formulier.is_valid():
            fout = _voer_uit(request, afname, overgang, formulier, stand)
            if fout is None:
                return redirect(adres(_waarheen(afname, overgang)))
            _naar_veld(formulier, fout)
        status = statuscode(fout) if fout else 422
        if status == 409:  # what is on the screen is what is there now, so that going on is possible
            formulier.data = {**request.POST.dict(), "gezien": stand}
            afname.refresh_from_db()
    return render(request, "afname/wissel.html", _wisselcontext(request, afname, overgang, formulier, beeld), status=status)


def _voer_uit(request: HttpRequest, afname: Afname, overgang: str, formulier: Wisselformulier, stand: str) -> RegelFout | None:
    gezien = formulier.cleaned_data["gezien"]
    if gezien and gezien != stand:
        return RegelFout(
            "De keuze is veranderd sinds je deze pagina opende. Bekijk de bedragen opnieuw en ga daarna verder.",
            code="verouderd",
        )
    try:
        afnames.wissel(
            afname=afname,
            overgang=overgang,
            door=request.user,
            reden=formulier.cleaned_data["reden"],
            ingangsdatum=formulier.cleaned_data["ingangsdatum"],
            regelopmerkingen=formulier.opmerkingen() if overgang == "teruggeven" else None,
        )
    except RegelFout as fout:
        return fout
    messages.success(request, TEKSTEN[overgang][2])
    return None


def _waarheen(afname: Afname, overgang: str) -> Afname:
    """The afname to show after a step: for a new version that one."""
    return afname.opvolgers.latest("pk") if overgang == "nieuwe_versie" else afname


def _wisselcontext(request: HttpRequest, afname: Afname, overgang: str, formulier: Wisselformulier, beeld) -> dict:
    stap = afnames.TABEL[overgang]
    vooruit = overgang in VOORUIT
    titel, uitleg, _ = TEKSTEN[overgang]
    eigen_werk = afname.gemeente.vier_ogen and request.user in afname.bewerkers.all()
    reden_nodig = stap.reden_verplicht or (overgang == "indienen" and bool(beeld.boven))
    formulier.fields["reden"].label = "Reden" if reden_nodig else "Toelichting"
    return {
        **wie.kader(request, afname.gemeente, actief="keuzes", editie=afname.editie),
        "afname": afname,
        "beeld": beeld,
        "stap": stap,
        "overgang": overgang,
        "titel": titel,
        "uitleg": uitleg,
        "formulier": formulier,
        "reden_nodig": reden_nodig,
        "mag": stap in afnames.mogelijke_overgangen(afname=afname, door=request.user),
        "vier_ogen": overgang == "indienen" and eigen_werk,
        "met_datum": overgang == "nieuwe_versie" and afname.editie.status == Editie.Status.LOPEND,
        "met_opmerkingen": overgang == "teruggeven",
        "opmerkingen": formulier.opmerkingen() if formulier.is_bound else {},
        "ronde": vergelijken.sinds_vorige_ronde(afname=afname) if vooruit else None,
        "vorig_jaar": afname.editie.jaar - 1,
    }


# ------------------------------------------------------------------ heading
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def gegevens(request: HttpRequest, cbs: str, pk: int) -> HttpResponse:
    """Name, reference and note of a selection."""
    afname = afname_of_404(request, cbs, pk)
    nu = {"naam": afname.naam, "kenmerk": afname.kenmerk, "toelichting": afname.toelichting, "slot": afname.slot}
    formulier = Kopformulier(request.POST if request.method == "POST" else None, initial=nu)
    status = 200
    if request.method == "POST":
        status = 422
        if formulier.is_valid():
            velden = formulier.cleaned_data
            gezien = velden.pop("slot")
            try:
                zet_kop(afname=afname, door=request.user, gezien=gezien, **velden)
                messages.success(request, "De gegevens zijn opgeslagen.")
                return redirect(adres(afname))
            except RegelFout as fout:
                _naar_veld(formulier, fout)
                status = statuscode(fout)
                formulier.data = {**request.POST.dict(), "slot": afname.slot}
    context = {"afname": afname, "formulier": formulier, "nu": nu if status == 409 else None}
    kader = wie.kader(request, afname.gemeente, actief="keuzes", editie=afname.editie)
    return render(request, "afname/gegevens.html", kader | context, status=status)


# ------------------------------------------------------------------ quotations
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def prijsopgave(request: HttpRequest, cbs: str, pk: int, code: str) -> HttpResponse:
    """Ask the price of maatwerk from its line, and see what was asked and answered before."""
    afname = afname_of_404(request, cbs, pk)
    activiteit = get_object_or_404(Activiteit, editie=afname.editie, code=code)
    regel = regel_van(afname, activiteit)
    if regel is None:
        raise Http404("Deze activiteit staat niet in de keuze.")
    formulier = Vraagformulier(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST" and formulier.is_valid():
        try:
            prijsopgaven.vraag(regel=regel, tekst=formulier.cleaned_data["vraag"], door=request.user)
        except RegelFout as fout:
            _naar_veld(formulier, fout)
            status = statuscode(fout)
        else:
            messages.success(request, f"De prijs van {activiteit} is gevraagd. Het antwoord komt in deze keuze te staan.")
            return redirect(adres(afname, code))
    eerder = toegang.zichtbaar_voor(request.user, Prijsopgave.objects.filter(activiteit=activiteit, gemeente=afname.gemeente))
    vragen = list(eerder.select_related("gevraagd_door").order_by("-pk"))
    mag = afname.status == Status.CONCEPT and toegang.mag_afname_bewerken(request.user, afname.gemeente)
    context = {
        **wie.kader(request, afname.gemeente, actief="keuzes", editie=afname.editie),
        "afname": afname,
        "activiteit": activiteit,
        "formulier": formulier,
        "eerder": vragen,
        "mag_vragen": mag and all(opgave.datum for opgave in vragen),
        "geeft": toegang.is_lid(request.user, Groep.ACCOUNTMANAGER),
        "vandaag": timezone.localdate(),
    }
    return render(request, "afname/prijsopgave.html", context, status=status)


urlpatterns = [
    path(f"{KEUZE}wissel/<str:overgang>/", wissel, name="keuze_wissel"),
    path(f"{KEUZE}gegevens/", gegevens, name="keuze_gegevens"),
    path(f"{KEUZE}prijsopgave/<str:code>/", prijsopgave, name="keuze_prijsopgave"),
]
