"""One selection of a gemeente: look, add and change and remove lines, and take a change back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from catalogus.fouten import RegelFout
from catalogus.models import Activiteit, Afname, Afnameregel
from catalogus.opmaak import euro
from catalogus.regels import keuzebeeld, ongedaan
from catalogus.regels.afnameregels import NIEUW, verwijder_regel, zet_regel
from catalogus.regels.prefill import stel_voor
from catalogus.regels.prijsopgaven import geldende
from catalogus.schermen.keuzebotsing import botsing
from catalogus.schermen.keuzeformulieren import Regelformulier, per_locatie_nodig
from catalogus.schermen.keuzepagina import (
    adres,
    afname_of_404,
    hoeveel,
    ongedaan_van,
    pagina,
    regel_van,
    regelcontext,
    statuscode,
)
from catalogus.schermen.wie import HtmxRequest

ONTHOUD = 20  # changes per selection that can be taken back


@login_required
@require_safe
def keuze(request: HttpRequest, cbs: str, pk: int) -> HttpResponse:
    return pagina(request, afname_of_404(request, cbs, pk))


# ------------------------------------------------------------------ lines
@login_required
@require_POST
def regel(request: HtmxRequest, cbs: str, pk: int, code: str) -> HttpResponse:
    """Adds or changes the line of one activity. Without a quantity a new line gets the proposed one."""
    afname = afname_of_404(request, cbs, pk)
    activiteit = get_object_or_404(Activiteit.objects.select_related("editie"), editie=afname.editie, code=code)
    formulier = Regelformulier(request.POST)
    oud = regel_van(afname, activiteit)
    if not formulier.is_valid():
        veld, teksten = next(iter(formulier.errors.items()))
        return _fout(request, afname, activiteit, RegelFout(f"{activiteit}: {teksten[0]}", code="invoer", veld=veld))
    voor = ongedaan.toestand(regel=oud)
    try:
        nieuw = zet_regel(
            afname=afname, activiteit=activiteit, door=request.user, **_waarden(formulier, afname, activiteit, oud)
        )
    except RegelFout as fout:
        if fout.code == "verouderd":
            return botsing(request, afname, activiteit, formulier)
        return _fout(request, afname, activiteit, fout)
    if voor != ongedaan.toestand(regel=nieuw):
        _onthoud(request, afname, code, voor=voor, van=oud.slot if oud else None, slot=nieuw.slot)
    return _klaar(request, afname, nieuw, toegevoegd=oud is None)


def _waarden(formulier: Regelformulier, afname: Afname, activiteit: Activiteit, oud: Afnameregel | None) -> dict:
    """What the form says, as arguments of `zet_regel`; a new line without a quantity gets the proposal."""
    gezien = formulier.cleaned_data["slot"]
    per_locatie = formulier.per_locatie
    nodig = oud is not None and per_locatie_nodig(keuzebeeld.rij_van(regel=oud))
    waarden = {
        "hoeveelheid": formulier.aantal(regel=oud, minimum=activiteit.minimum, per_locatie_nodig=nodig),
        "per_locatie": per_locatie,
        "resultaat": formulier.tekst("resultaat"),
        "toelichting": formulier.tekst("toelichting"),
        "gezien": NIEUW if gezien is None else gezien,
    }
    if oud is None:
        waarden["prijsopgave"] = geldende(activiteit=activiteit, gemeente=afname.gemeente)
        voorstel = stel_voor(activiteit=activiteit, gemeente=afname.gemeente)
        if waarden["hoeveelheid"] in {None, voorstel.hoeveelheid} and not per_locatie:
            waarden.update(
                hoeveelheid=voorstel.hoeveelheid, herkomst=voorstel.herkomst, per_locatie=voorstel.per_locatie or None
            )
    return waarden


def _klaar(request: HtmxRequest, afname: Afname, regel: Afnameregel, *, toegevoegd: bool) -> HttpResponse:
    terug = request.POST.get("terug", "")
    context = regelcontext(request, afname)
    beeld = context["beeld"]
    wat = f"{regel.activiteit}, {hoeveel(regel)}. Totaal {euro(beeld.totaal)}."
    if request.htmx and not terug and not toegevoegd:
        invoer = context["invoer"][regel.pk]
        lijn = next(lijn for lijn in beeld.lijnen if invoer.rij in lijn.rijen)
        gelijk = request.POST.get("wijze") == invoer.wijze and not request.POST.get("stap")
        context |= {"rij": invoer.rij, "veld": invoer, "lijn": lijn, "wat": wat, "invoer_anders": not gelijk}
        return render(request, "afname/antwoord.html", context)
    messages.success(request, f"{'Toegevoegd' if toegevoegd else 'Opgeslagen'}: {wat}")
    if url_has_allowed_host_and_scheme(terug, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        return redirect(terug)
    return redirect(adres(afname, regel.activiteit.code))


def _fout(request: HtmxRequest, afname: Afname, activiteit: Activiteit, fout: RegelFout) -> HttpResponse:
    """The error beside its field: for htmx only there and in the status line, else on the whole page."""
    if request.htmx and "terug" not in request.POST:
        context = {"fout": fout, "code": activiteit.code}
        return render(request, "afname/antwoord_fout.html", context, status=statuscode(fout))
    return pagina(request, afname, fout, activiteit.code)


@login_required
@require_POST
def regel_weg(request: HtmxRequest, cbs: str, pk: int, code: str) -> HttpResponse:
    """Takes a line out; it can come back with `maak_ongedaan`."""
    afname = afname_of_404(request, cbs, pk)
    activiteit = get_object_or_404(Activiteit, editie=afname.editie, code=code)
    weg = regel_van(afname, activiteit)
    if weg is None:
        messages.info(request, f"{activiteit} was al uit de keuze.")
        return redirect(adres(afname))
    voor, van = ongedaan.toestand(regel=weg), weg.slot
    slot = request.POST.get("slot", "")
    try:
        verwijder_regel(regel=weg, gezien=int(slot) if slot.isdecimal() else None, door=request.user)
    except RegelFout as fout:
        if fout.code == "verouderd":
            return botsing(request, afname, activiteit, None)
        return pagina(request, afname, fout, code)
    _onthoud(request, afname, code, voor=voor, van=van, slot=None)
    messages.success(request, f"{activiteit} is uit de keuze.")
    return redirect(adres(afname))


# ------------------------------------------------------------------ taking back
def _bewaar_stapel(request: HttpRequest, afname: Afname, stapel: list[dict]) -> None:
    request.session["ongedaan"] = {**request.session.get("ongedaan", {}), str(afname.pk): stapel[-ONTHOUD:]}


def _onthoud(request: HttpRequest, afname: Afname, code: str, *, voor: dict | None, van: int | None, slot: int | None) -> None:
    """Remembers how a line was before this change, and its lock numbers before and after (None: no line)."""
    stap = {"code": code, "voor": voor, "van": van, "slot": slot}
    _bewaar_stapel(request, afname, [*ongedaan_van(request, afname), stap])


def _andere(stapel: list[dict], activiteit: Activiteit) -> list[dict]:
    return [stap for stap in stapel if stap["code"] != activiteit.code]


@login_required
@require_POST
def maak_ongedaan(request: HttpRequest, cbs: str, pk: int) -> HttpResponse:
    """Takes back the last change that this user made in this selection."""
    afname = afname_of_404(request, cbs, pk)
    stapel = ongedaan_van(request, afname)
    if not stapel:
        return pagina(request, afname, RegelFout("Er is geen wijziging om ongedaan te maken.", code="leeg"))
    *rest, laatste = stapel
    activiteit = get_object_or_404(Activiteit, editie=afname.editie, code=laatste["code"])
    try:
        regel = ongedaan.herstel(
            afname=afname, activiteit=activiteit, toestand=laatste["voor"], gezien=laatste["slot"], door=request.user
        )
    except RegelFout as fout:
        if fout.code == "verouderd":
            _bewaar_stapel(request, afname, _andere(rest, activiteit))
            tekst = f"Ongedaan maken kan niet meer: iemand anders veranderde {activiteit} na jou."
            fout = RegelFout(tekst, code="verouderd")
        return pagina(request, afname, fout)
    eerder = next((stap for stap in reversed(rest) if stap["code"] == activiteit.code), None)
    if eerder and eerder["slot"] == laatste["van"]:
        eerder["slot"] = regel.slot if regel else None
    else:  # somebody came in between, over whose change nothing is taken back
        rest = _andere(rest, activiteit)
    _bewaar_stapel(request, afname, rest)
    if regel is None:
        tekst = f"{activiteit} is weer uit de keuze."
    elif laatste["slot"] is None:
        tekst = f"{activiteit} staat weer in de keuze."
    else:
        tekst = f"{activiteit} is weer zoals het was: {hoeveel(regel)}."
    messages.success(request, tekst)
    return redirect(adres(afname, activiteit.code if regel else ""))


KEUZE = "g/<str:cbs>/keuze/<int:pk>/"
urlpatterns = [
    path(KEUZE, keuze, name="keuze"),
    path(f"{KEUZE}regel/<str:code>/", regel, name="keuze_regel"),
    path(f"{KEUZE}regel/<str:code>/weg/", regel_weg, name="keuze_regel_weg"),
    path(f"{KEUZE}ongedaan/", maak_ongedaan, name="keuze_ongedaan"),
]
