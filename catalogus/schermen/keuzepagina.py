"""The page of one selection: its lines and sums, where it stands, who can do what next, and the log."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from catalogus import toegang
from catalogus.fouten import RegelFout
from catalogus.models import Activiteit, Afname, Afnameregel, Lidmaatschap, Rol, Status
from catalogus.opmaak import datum, opsomming
from catalogus.regels import afname as afnames
from catalogus.regels import keuzebeeld, uitleg, vergelijken
from catalogus.schermen import wie
from catalogus.schermen.keuzeformulieren import regelinvoer

STATUSCODES = {"verouderd": 409, "status": 409, "niet-bevoegd": 403}  # of an error of the rules; 422 for the rest
VOORUIT = ("voorleggen", "indienen", "bevestigen")  # the steps that are the one next thing to do


def afname_of_404(request: HttpRequest, cbs: str, pk: int) -> Afname:
    gemeente = wie.gemeente_of_404(request, cbs)
    eigen = toegang.zichtbaar_voor(request.user, Afname.objects.filter(gemeente=gemeente))
    return get_object_or_404(eigen.select_related("gemeente__accountmanager", "editie", "voorganger"), pk=pk)


def statuscode(fout: RegelFout) -> int:
    return STATUSCODES.get(fout.code, 422)


def adres(afname: Afname, code: str = "") -> str:
    """Address of a selection, at the line of an activity when given."""
    pagina = reverse("keuze", args=[afname.gemeente.cbs_code, afname.pk])
    return f"{pagina}#r-{code}" if code else pagina


def regel_van(afname: Afname, activiteit: Activiteit) -> Afnameregel | None:
    return afname.regels.select_related("activiteit", "prijsopgave").filter(activiteit=activiteit).first()


def hoeveel(regel: Afnameregel) -> str:
    """'12 keer'."""
    return uitleg.hoeveel(eenheid=regel.activiteit.eenheid, aantal=regel.hoeveelheid)


def pagina(request: HttpRequest, afname: Afname, fout: RegelFout | None = None, code: str = "") -> HttpResponse:
    """The selection as a whole page; with an error of a rule its status and, at the line `code`, what was typed."""
    regels = regelcontext(request, afname)
    context = {
        **wie.kader(request, afname.gemeente, actief="keuzes", editie=afname.editie),
        **regels,
        **_loop(request, afname),
        "codes": {rij.code for rij in regels["beeld"].rijen},
        "fout": fout,
        "foutcode": code if fout else "",
        "getypt": request.POST if fout else {},
    }
    return render(request, "afname/keuze.html", context, status=statuscode(fout) if fout else 200)


def regelcontext(request: HttpRequest, afname: Afname) -> dict:
    """The lines and sums, and who changed what last: what the page and each small answer share."""
    beeld = keuzebeeld.maak(afname=afname)
    reden = _waarom_niet(request, afname)
    return {
        "afname": afname,
        "editie": afname.editie,
        "beeld": beeld,
        "bewerkbaar": reden is None,
        "waarom_niet": reden,
        "invoer": regelinvoer(beeld=beeld) if reden is None else {},
        "laatste": _laatste_wijziging(afname),
        "ongedaan": ongedaan_van(request, afname)[-1:],
        "vorig_jaar": afname.editie.jaar - 1,
    }


def _waarom_niet(request: HttpRequest, afname: Afname) -> str | None:
    """Why this user cannot change lines now, None when it is possible; empty when the state says enough."""
    if not toegang.mag_afname_bewerken(request.user, afname.gemeente):
        return "Je kunt deze keuze lezen, maar niet veranderen."
    if afname.status != Status.CONCEPT:
        return ""
    try:
        afnames.eis_kiesbaar(afname=afname, door=request.user)
    except RegelFout as fout:
        return fout.tekst
    return None


@dataclass(frozen=True)
class Wijziging:
    """When the lines changed last, and by whom."""

    tijd: str
    wanneer: str
    wie: str
    namens: bool


def _laatste_wijziging(afname: Afname) -> Wijziging | None:
    laatste = (
        Afnameregel.history.filter(afname_id=afname.pk)
        .select_related("history_user")
        .order_by("-history_date", "-history_id")
        .first()
    )
    if laatste is None:
        return None
    moment = timezone.localtime(laatste.history_date)
    vandaag = moment.date() == timezone.localdate()
    door = laatste.history_user
    return Wijziging(
        tijd=f"{moment:%H.%M}",
        wanneer=f"{moment:om %H.%M}" if vandaag else f"op {datum(moment.date())} om {moment:%H.%M}",
        wie=str(door) if door else "",
        namens=bool(door) and toegang.is_bibliotheek(door),
    )


@dataclass(frozen=True)
class Stap:
    naam: str
    wie: str
    klaar: bool
    nu: bool


def _loop(request: HttpRequest, afname: Afname) -> dict:
    """Where the selection stands, what this user can do next, the log and the other versions."""
    mogelijk = afnames.mogelijke_overgangen(afname=afname, door=request.user)
    log = list(
        afname.statuswissels.select_related("door").prefetch_related("regelopmerkingen__activiteit").order_by("-op", "-pk")
    )
    teruggave = next((wissel for wissel in log if wissel.overgang == "teruggeven"), None)
    mensen: dict[str, list[str]] = {Rol.OPSTELLER: [], Rol.FIATTEUR: []}
    for lid in Lidmaatschap.objects.filter(gemeente=afname.gemeente, rol__in=mensen).select_related("gebruiker"):
        mensen[lid.rol].append(str(lid.gebruiker))
    return {
        "stappen": _stappen(afname, mensen),
        "volgende": next((stap for stap in mogelijk if stap.naam in VOORUIT), None),
        "overige": [stap for stap in mogelijk if stap.naam not in VOORUIT],
        "fiatteurs": opsomming(mensen[Rol.FIATTEUR]),
        "log": log,
        "teruggave": teruggave if afname.status in afnames.BIJ_GEMEENTE else None,
        "prijsverschillen": log[0].prijsverschillen if log and afname.status == Status.CONCEPT else [],
        "kiezen_tot": afnames.kiezen_tot(afname=afname),
        "namens": toegang.is_bibliotheek(request.user),
        "ronde": vergelijken.sinds_vorige_ronde(afname=afname),
        "opvolger": afname.opvolgers.exclude(status=Status.VERVALLEN).first(),
    }


def _stappen(afname: Afname, mensen: dict[str, list[str]]) -> list[Stap]:
    volgorde: list[str] = [Status.CONCEPT, Status.TER_FIATTERING, Status.INGEDIEND, Status.BEVESTIGD]
    nu = volgorde.index(afname.status) if afname.status in volgorde else -1
    beheerder = afname.gemeente.accountmanager
    delen = [
        ("Opstellen", opsomming(mensen[Rol.OPSTELLER])),
        ("Fiatteren en indienen", opsomming(mensen[Rol.FIATTEUR])),
        ("Bibliotheek beoordeelt", str(beheerder) if beheerder else ""),
        ("Bevestigd", "basis voor de subsidie"),
    ]
    return [Stap(naam, wie_, klaar=0 <= i < nu or nu == 3, nu=i == nu and nu < 3) for i, (naam, wie_) in enumerate(delen)]


def ongedaan_van(request: HttpRequest, afname: Afname) -> list[dict]:
    """The changes that this user can take back here, oldest first; see `keuze._onthoud`."""
    return request.session.get("ongedaan", {}).get(str(afname.pk), [])
