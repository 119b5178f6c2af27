"""Registering on a phone: the page, saving, taking back, and what the page needs without a connection."""

import datetime
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from django import forms
from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.templatetags.static import static
from django.urls import NoReverseMatch, path, reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from catalogus import toegang
from catalogus.fouten import RegelFout
from catalogus.models import Bijeenkomst, Campagne, Gemeente, Locatie, Uitvoering
from catalogus.opmaak import datum as datumtekst
from catalogus.regels import registratieblad, uitvoering_bewerken
from catalogus.schermen import wie
from catalogus.schermen.bibliotheek import alleen_bibliotheek, kader
from catalogus.schermen.registratieformulier import GEMEENTE, LOCATIE, Registratie, bewaar, lees_plek

STATUS = {"niet-bevoegd": 403, "verouderd": 409, "verwijderd": 410, "ander-account": 409}
JSON = "application/json"
# Static files without which the page does not work.
OP_TOESTEL = [
    "pakketten/letters/letters.css",
    "pakketten/utrecht/index.css",
    "css/tokens.css",
    "css/layout.css",
    "css/beheer.css",
    "css/uitvoering.css",
    "js/registreren.js",
    "js/toestel.js",
]
VELD = {"activiteit": "wat", "titel": "wat", "locatie": "plek", "gemeenten": "met"}  # field of a rule → field of the form


def alleen_registrerend(view: Callable) -> Callable:
    """A view for staff who register: vestiging and redactie."""

    @alleen_bibliotheek
    @wraps(view)
    def binnen(request: HttpRequest, *args, **kwargs):
        if not toegang.mag_registreren(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return binnen


# ------------------------------------------------------------------ where
@dataclass(frozen=True)
class Plek:
    """Where it was: a locatie, or somewhere else in a gemeente; both None when nothing was chosen yet."""

    gemeente: Gemeente | None = None
    locatie: Locatie | None = None

    @property
    def waarde(self) -> str:
        if self.locatie:
            return f"{LOCATIE}{self.locatie.pk}"
        return f"{GEMEENTE}{self.gemeente.pk}" if self.gemeente else ""

    def __str__(self) -> str:
        return str(self.locatie or f"Ergens anders in {self.gemeente}")


def plek_van(request: HttpRequest) -> Plek:
    """The place that was asked for, else the last one of this session, else the vestiging of the user."""
    for waarde in (request.POST.get("plek"), request.GET.get("plek"), request.session.get("plek")):
        if waarde:
            try:
                return Plek(*lees_plek(request=request, waarde=waarde))
            except RegelFout:
                continue
    eigen = getattr(request.user, "vestiging", None)
    return Plek(eigen.gemeente, eigen) if eigen else Plek()


def plekken(request: HttpRequest, plek: Plek) -> list[tuple[str, list[tuple[str, str]]]]:
    """Choices per gemeente, that of the place first, and in it the vestiging of the user first."""
    eigen = getattr(request.user, "vestiging_id", None)
    locaties = toegang.zichtbaar_voor(request.user, Locatie.objects.select_related("gemeente").order_by("gemeente__naam"))
    per_gemeente: dict[int, list[Locatie]] = {}
    for locatie in sorted(locaties, key=lambda rij: (rij.gemeente.naam, rij.pk != eigen, str(rij))):
        per_gemeente.setdefault(locatie.gemeente_id, []).append(locatie)
    gemeenten = sorted(wie.gemeenten_van(request), key=lambda g: (g != plek.gemeente, g.naam))
    return [
        (
            g.naam,
            [(f"{LOCATIE}{rij.pk}", str(rij)) for rij in per_gemeente.get(g.pk, [])]
            + [(f"{GEMEENTE}{g.pk}", f"Ergens anders in {g}")],
        )
        for g in gemeenten
    ]


# ------------------------------------------------------------------ the page
def formulier(request: HttpRequest, *args, **kwargs) -> Registratie:
    vandaag = timezone.localdate()
    campagnes = Campagne.objects.filter(jaar__gte=vandaag.year - 1, van__lte=vandaag).order_by("-van")
    return Registratie(*args, request=request, gemeenten=wie.gemeenten_van(request), campagnes=list(campagnes), **kwargs)


@alleen_registrerend
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def registreren(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        form = formulier(request, initial={"datum": timezone.localdate()})
        return render(request, "uitvoering/registreren.html", _context(request, form))
    if "zoek" in request.POST:  # without a script: find the activity first, what was typed stays
        form = formulier(request, initial=request.POST.dict() | {"met": request.POST.getlist("met")})
        return render(request, "uitvoering/registreren.html", _context(request, form, gezocht=True))
    form = formulier(request, request.POST)
    als_json = request.headers.get("Accept") == JSON
    try:
        if als_json and request.POST.get("voor") != str(request.user.pk):
            raise RegelFout("Log in als degene die dit opschreef; dan gaat het vanzelf weg.", code="ander-account")
        if not form.is_valid():
            return _geweigerd(request, form, als_json, 422)
        uitvoering, bijeenkomst = bewaar(form=form)
    except RegelFout as fout:
        form.is_valid()
        veld = VELD.get(fout.veld, fout.veld)
        form.add_error(veld if veld in form.fields else None, fout.tekst)
        return _geweigerd(request, form, als_json, STATUS.get(fout.code, 422))
    request.session["plek"] = form.cleaned_data["plek"]
    gedaan = _gedaan(uitvoering, bijeenkomst)
    if als_json:
        return JsonResponse(gedaan)
    request.session["gedaan"] = gedaan
    return redirect("registreren")


def _geweigerd(request: HttpRequest, form: Registratie, als_json: bool, status: int) -> HttpResponse:
    if als_json:
        fouten = [{"veld": veld, "tekst": tekst} for veld, tekst in foutenlijst(form)]
        return JsonResponse({"fouten": fouten}, status=status)
    return render(request, "uitvoering/registreren.html", _context(request, form), status=status)


def _gedaan(uitvoering: Uitvoering, bijeenkomst: Bijeenkomst | None) -> dict:
    """What the user reads after saving, and where it can be taken back."""
    keer = bijeenkomst or uitvoering.bijeenkomsten.all()[0]
    return {
        "tekst": f"{uitvoering}, {datumtekst(keer.datum)}, {registratieblad.hoeveel(bijeenkomst=keer)}",
        "ongedaan": reverse("registratie_terug", args=["keer", keer.pk] if bijeenkomst else ["registratie", uitvoering.pk]),
        "foto": adres_of_niets("uitvoering_foto", uitvoering.pk),
    }


def adres_of_niets(route: str, *args) -> str:
    """Address of a screen of the other app, which this one does not know; empty without it."""
    try:
        return reverse(route, args=args)
    except NoReverseMatch:
        return ""


def _context(request: HttpRequest, form: Registratie, *, gezocht: bool = False) -> dict:
    vandaag = timezone.localdate()
    plek = plek_van(request)
    knoppen = _knoppen(request, plek, vandaag)
    gekozen = str(form["wat"].value() or "")
    q = request.POST.get("q", "")
    gevonden = registratieblad.zoek(
        aanbod=registratieblad.aanbod(vandaag=vandaag) if gezocht or gekozen else [], q=q, jaar=_jaar(form, vandaag)
    )
    return kader(request, actief="registreren", jaar=catalogusjaar(request)) | {
        "form": form,
        "fouten": foutenlijst(form),
        "plek": plek,
        "plekken": plekken(request, plek),
        "knoppen": knoppen,
        "gekozen": gekozen,
        "gekozen_elders": gekozen and gekozen not in {a.waarde for a in [*knoppen, *gevonden]},
        "q": q,
        "gezocht": gezocht,
        "gevonden": gevonden,
        "vandaag": vandaag,
        "gisteren": vandaag - datetime.timedelta(days=1),
        "datum": form.dag or str(vandaag),
        "medegemeenten": [
            {"gemeente": g, "gekozen": str(g.pk) in [str(w) for w in form["met"].value() or []], "van": form[f"van-{g.pk}"]}
            for g in wie.gemeenten_van(request)
        ],
        "laatst": laatst(request, plek),
        "open": open_bijeenkomsten(request, vandaag).count(),
        "gedaan": request.session.pop("gedaan", None),
    }


def _jaar(form: Registratie, vandaag: datetime.date) -> int:
    return int(form.dag[:4]) if form.dag[:4].isdecimal() else vandaag.year


def catalogusjaar(request: HttpRequest) -> int:
    """The year of the edition that the menu leads to."""
    editie = wie.huidige_editie(wie.edities_van(request))
    return editie.jaar if editie else timezone.localdate().year


def foutenlijst(form: forms.Form) -> list[tuple[str, str]]:
    """(id of the field, text) of all errors, for the summary above a form."""
    return [
        ("" if naam == NON_FIELD_ERRORS else naam, str(tekst)) for naam, teksten in form.errors.items() for tekst in teksten
    ]


def _knoppen(request: HttpRequest, plek: Plek, vandaag: datetime.date) -> list[registratieblad.Aanbod]:
    """One-tap choices: what is planned here today, and what was done here lately."""
    if plek.locatie is None:
        return []
    zichtbaar = toegang.zichtbaar_voor(request.user, Bijeenkomst.objects.all())
    gepland = [
        registratieblad.Aanbod(
            f"{registratieblad.GEPLAND}:{b.pk}",
            str(b.uitvoering),
            b.uitvoering.activiteit.programmalijn.nummer if b.uitvoering.activiteit else None,
            (),
            "gepland",
        )
        for b in registratieblad.gepland_op(bijeenkomsten=zichtbaar, locatie=plek.locatie, dag=vandaag)
    ]
    return [*gepland, *registratieblad.onlangs(locatie=plek.locatie, vandaag=vandaag)]


def open_bijeenkomsten(request: HttpRequest, vandaag: datetime.date):
    """Planned meetings that wait for a number: of the vestiging of this user, or all when the user has none."""
    rijen = toegang.zichtbaar_voor(request.user, Bijeenkomst.objects.all())
    if eigen := getattr(request.user, "vestiging_id", None):
        rijen = rijen.filter(uitvoering__locatie=eigen)
    return registratieblad.nog_in_te_vullen(bijeenkomsten=rijen, vandaag=vandaag)


def laatst(request: HttpRequest, plek: Plek) -> list[dict]:
    """The last registrations, each with the last meeting that was held or else the next one."""
    rijen = []
    zichtbaar = toegang.zichtbaar_voor(request.user, Uitvoering.objects.all())
    for uitvoering in registratieblad.laatst_geregistreerd(uitvoeringen=zichtbaar, locatie=plek.locatie, door=request.user):
        keren = list(uitvoering.bijeenkomsten.all())  # newest first
        gehouden = [keer for keer in keren if keer.status != Bijeenkomst.Status.GEPLAND]
        keer = (gehouden or keren[::-1])[0]
        hoeveel = registratieblad.hoeveel(bijeenkomst=keer)
        rijen.append({"uitvoering": uitvoering, "keer": keer, "hoeveel": hoeveel, "meer": len(keren) - 1})
    return rijen


# ------------------------------------------------------------------ parts of the page
@alleen_registrerend
@require_safe
def laatst_deel(request: HttpRequest) -> HttpResponse:
    """The list of the last registrations, after one was sent."""
    return render(request, "uitvoering/laatst.html", {"laatst": laatst(request, plek_van(request))})


@alleen_registrerend
@require_safe
def gegevens(request: HttpRequest) -> JsonResponse:
    """All that can be chosen, for finding it without a connection."""
    rijen = registratieblad.aanbod(vandaag=timezone.localdate())
    return JsonResponse(
        {"aanbod": [{"w": a.waarde, "t": a.titel, "l": a.lijn, "j": a.jaren, "b": a.bij, "z": a.zoektekst} for a in rijen]}
    )


@alleen_registrerend
@require_safe
@never_cache
def service_worker(request: HttpRequest) -> HttpResponse:
    """The script that keeps the page on the phone. It is served from here, so that it rules /registreren/ and nothing else."""
    bestanden = [static(naam) for naam in OP_TOESTEL]
    versie = hashlib.sha256("".join(bestanden).encode()).hexdigest()[:12]
    context = {"bestanden": bestanden, "versie": versie}
    return render(request, "uitvoering/sw.js", context, content_type="text/javascript")


# ------------------------------------------------------------------ taking back
@alleen_registrerend
@require_POST
def terug(request: HttpRequest, soort: str, pk: int) -> HttpResponse:
    """Takes back a registration (`registratie`), or what was filled in for a planned meeting (`keer`)."""
    try:
        if soort == "keer":
            zichtbaar = toegang.zichtbaar_voor(request.user, Bijeenkomst.objects.select_related("uitvoering"))
            keer = get_object_or_404(zichtbaar, pk=pk)
            uitvoering_bewerken.zet_terug(bijeenkomst=keer, door=request.user)
            tekst = f"{keer.uitvoering} op {datumtekst(keer.datum)} staat weer op gepland."
        else:
            uitvoering = get_object_or_404(toegang.zichtbaar_voor(request.user, Uitvoering.objects.all()), pk=pk)
            tekst = f"{uitvoering} is niet geregistreerd."
            uitvoering_bewerken.maak_ongedaan(uitvoering=uitvoering, door=request.user)
    except RegelFout as fout:
        if request.headers.get("Accept") == JSON:
            return JsonResponse({"fouten": [{"veld": "", "tekst": fout.tekst}]}, status=STATUS.get(fout.code, 422))
        messages.error(request, fout.tekst)
        return redirect("registreren")
    if request.headers.get("Accept") == JSON:
        return JsonResponse({"tekst": f"Ongedaan gemaakt: {tekst}"})
    messages.success(request, f"Ongedaan gemaakt: {tekst}")
    return redirect("registreren")


urlpatterns = [
    path("registreren/", registreren, name="registreren"),
    path("registreren/laatst/", laatst_deel, name="registreren_laatst"),
    path("registreren/gegevens/", gegevens, name="registreren_gegevens"),
    path("registreren/sw.js", service_worker, name="registreren_sw"),
    path("registreren/terug/<str:soort>/<int:pk>/", terug, name="registratie_terug"),
]
