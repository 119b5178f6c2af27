"""One registration: reading, correcting, deleting; and doubles, of which one is kept."""

from itertools import chain

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from catalogus import toegang
from catalogus.fouten import RegelFout
from catalogus.models import Bijeenkomst, Jaar, Uitvoering
from catalogus.regels.registratieblad import hoeveel
from catalogus.regels.samenvoegen import Dubbel, dubbelen, voeg_samen
from catalogus.regels.uitvoering_bewerken import corrigeer, verwijder
from catalogus.schermen.bibliotheek import alleen_bibliotheek, kader
from catalogus.schermen.registreren import (
    STATUS,
    Plek,
    adres_of_niets,
    alleen_registrerend,
    catalogusjaar,
    foutenlijst,
    plek_van,
    plekken,
)
from catalogus.schermen.uitvoeringfilter import UitvoeringFilter
from catalogus.schermen.uitvoeringformulier import Correctie, getypt, keren, regels_van

MEEST_VERSIES = 20
WAT = {"+": "Gemaakt", "~": "Veranderd", "-": "Verwijderd"}
VELD = {"datum": "k0-datum", "deelnames": "", "locatie": "plek", "status": ""}  # field of a rule → id on the page


def zoek_of_404(request: HttpRequest, pk: int) -> Uitvoering:
    relaties = ("activiteit__programmalijn", "activiteit__editie", "locatie__gemeente", "campagne", "doelgroep")
    zichtbaar = toegang.zichtbaar_voor(request.user, Uitvoering.objects.select_related(*relaties))
    return get_object_or_404(zichtbaar.prefetch_related("gemeenten"), pk=pk)


# ------------------------------------------------------------------ reading
@alleen_bibliotheek
@require_safe
def toon(request: HttpRequest, pk: int) -> HttpResponse:
    return render(request, "uitvoering/registratie.html", _beeld(request, zoek_of_404(request, pk)))


def _beeld(request: HttpRequest, uitvoering: Uitvoering) -> dict:
    bijeenkomsten = list(uitvoering.bijeenkomsten.prefetch_related("deelnames_per_gemeente__gemeente").order_by("datum", "pk"))
    zelfde = Bijeenkomst.objects.filter(datum__in=[b.datum for b in bijeenkomsten], uitvoering__locatie=uitvoering.locatie_id)
    gevonden = dubbelen(bijeenkomsten=toegang.zichtbaar_voor(request.user, zelfde)) if uitvoering.locatie_id else []
    return kader(request, actief="uitvoeringen", jaar=catalogusjaar(request)) | {
        "uitvoering": uitvoering,
        "gezamenlijk": len(uitvoering.gemeenten.all()) > 1,
        "bijeenkomsten": [(b, hoeveel(bijeenkomst=b)) for b in bijeenkomsten],
        "mag": toegang.mag_registreren(request.user),
        "afgesloten": _afgesloten({b.datum.year for b in bijeenkomsten}),
        "foto": adres_of_niets("uitvoering_foto", uitvoering.pk),
        "dubbel": {
            b.uitvoering for d in gevonden for b in d.bijeenkomsten if uitvoering in [x.uitvoering for x in d.bijeenkomsten]
        }
        - {uitvoering},
        "versies": _versies(uitvoering),
        "geschiedenis": reverse("admin:catalogus_uitvoering_history", args=[uitvoering.pk]),
    }


def _afgesloten(jaren: set[int]) -> list[int]:
    return list(Jaar.objects.filter(jaar__in=jaren, afgesloten=True).order_by("jaar").values_list("jaar", flat=True))


def _versies(uitvoering: Uitvoering) -> list[dict]:
    """Who did what and why, newest first: of the registration and of its meetings."""
    eigen = uitvoering.history.select_related("history_user").order_by("-history_date")[:MEEST_VERSIES]
    keer = Bijeenkomst.history.filter(uitvoering_id=uitvoering.pk).select_related("history_user")
    rijen = [(v, "") for v in eigen] + [(v, v.datum) for v in keer.order_by("-history_date")[:MEEST_VERSIES]]
    rijen.sort(key=lambda rij: rij[0].history_date, reverse=True)
    return [
        {
            "wat": WAT[v.history_type],
            "datum": datum,
            "op": v.history_date,
            "door": v.history_user,
            "reden": v.history_change_reason,
        }
        for v, datum in rijen[:MEEST_VERSIES]
    ]


# ------------------------------------------------------------------ correcting and deleting
@alleen_registrerend
@require_http_methods(["GET", "HEAD", "POST"])
def wijzig(request: HttpRequest, pk: int) -> HttpResponse:
    uitvoering = zoek_of_404(request, pk)
    jaren = {timezone.localdate().year, *uitvoering.bijeenkomsten.values_list("datum__year", flat=True)}
    jaren |= {uitvoering.activiteit.editie.jaar} if uitvoering.activiteit else set()
    if request.method != "POST":
        form = Correctie(request=request, uitvoering=uitvoering, jaren=jaren, initial=Correctie.begin(uitvoering))
        return _toon_wijzig(request, form, regels_van(uitvoering))
    form = Correctie(request.POST, request=request, uitvoering=uitvoering, jaren=jaren)
    regels = getypt(request, uitvoering)
    status, extra = 422, []
    if form.is_valid():
        try:
            corrigeer(uitvoering=uitvoering, door=request.user, keren=keren(regels), **form.gegevens())
            messages.success(request, f"Verbeterd: {uitvoering}.")
            return redirect("uitvoering", pk)
        except RegelFout as fout:
            veld = VELD.get(fout.veld, fout.veld)
            extra = [(veld, fout.tekst)]
            status = STATUS.get(fout.code, 422)
            uitvoering = zoek_of_404(request, pk)
    return _toon_wijzig(request, form, regels, extra=extra, status=status, uitvoering=uitvoering)


def _toon_wijzig(
    request: HttpRequest,
    form: Correctie,
    regels: list,
    *,
    extra: list[tuple[str, str]] | None = None,
    status: int = 200,
    uitvoering: Uitvoering | None = None,
) -> HttpResponse:
    uitvoering = uitvoering or form.uitvoering
    eigen = Plek(uitvoering.locatie.gemeente if uitvoering.locatie else uitvoering.gemeenten.first(), uitvoering.locatie)
    plek = plek_van(request) if request.method == "POST" else eigen
    context = kader(request, actief="uitvoeringen", jaar=catalogusjaar(request)) | {
        "form": form,
        "uitvoering": uitvoering,
        "regels": regels,
        "standen": Bijeenkomst.Status.choices,
        "fouten": [*foutenlijst(form), *(extra or [])],
        "plek": plek,
        "plekken": plekken(request, plek),
    }
    return render(request, "uitvoering/wijzig.html", context, status=status)


class Weg(forms.Form):
    reden = forms.CharField(required=False, max_length=500)
    gezien = forms.IntegerField()


@alleen_registrerend
@require_POST
def verwijder_scherm(request: HttpRequest, pk: int) -> HttpResponse:
    uitvoering = zoek_of_404(request, pk)
    naam, form = str(uitvoering), Weg(request.POST)
    try:
        if not form.is_valid():
            raise RegelFout("Deze pagina klopt niet meer. Probeer het opnieuw.", code="formulier")
        verwijder(uitvoering=uitvoering, door=request.user, **form.cleaned_data)
    except RegelFout as fout:
        context = _beeld(request, zoek_of_404(request, pk)) | {
            "fouten": [(fout.veld, fout.tekst)],
            "reden": request.POST.get("reden"),
        }
        return render(request, "uitvoering/registratie.html", context, status=STATUS.get(fout.code, 422))
    messages.success(request, f"Verwijderd: {naam}.")
    return redirect("uitvoeringenlijst")


# ------------------------------------------------------------------ doubles
@alleen_registrerend
@require_safe
def dubbel(request: HttpRequest) -> HttpResponse:
    filter_ = UitvoeringFilter(request=request, zonder=("status", "q", "campagne", "activiteit"))
    gevonden = dubbelen(bijeenkomsten=filter_.van_het_jaar)
    context = kader(request, actief="uitvoeringen", jaar=catalogusjaar(request)) | {
        "filter": filter_,
        "zeker": [_paar(d) for d in gevonden if d.zelfde_aantal],
        "misschien": [_paar(d) for d in gevonden if not d.zelfde_aantal],
    }
    return render(request, "uitvoering/dubbel.html", context)


def _paar(d: Dubbel) -> dict:
    rijen = [(b, hoeveel(bijeenkomst=b)) for b in d.bijeenkomsten]
    per_uitvoering = dict.fromkeys(b.uitvoering for b in d.bijeenkomsten)
    return {"dubbel": d, "rijen": rijen, "uitvoeringen": [*per_uitvoering], "eerste": d.bijeenkomsten[0]}


@alleen_registrerend
@require_POST
def samenvoegen(request: HttpRequest) -> HttpResponse:
    """Keeps `houd` and lets every `weg` go up in it; `slot-<pk>` are the lock numbers that were seen."""
    nummers = [w for w in chain(request.POST.getlist("houd")[:1], request.POST.getlist("weg")) if w.isdecimal()]
    gekozen = [zoek_of_404(request, int(nummer)) for nummer in dict.fromkeys(nummers)]
    try:
        if len(gekozen) < 2:
            raise RegelFout("Kies twee registraties, en welke daarvan blijft.", code="houd")
        houd, *weg = gekozen
        gezien = {u.pk: _slot(request, u) for u in [houd, *weg]}
        with transaction.atomic():
            for ander in weg:
                voeg_samen(
                    houd=houd,
                    weg=ander,
                    gezien=gezien[houd.pk],
                    gezien_weg=gezien[ander.pk],
                    door=request.user,
                    reden=request.POST.get("reden", ""),
                )
                gezien[houd.pk] = houd.slot
    except RegelFout as fout:
        messages.error(request, fout.tekst)
        return redirect(reverse("uitvoeringen_dubbel"))
    messages.success(request, f"Samengevoegd tot één registratie: {houd}.")
    return redirect("uitvoering", houd.pk)


def _slot(request: HttpRequest, uitvoering: Uitvoering) -> int:
    waarde = request.POST.get(f"slot-{uitvoering.pk}", "")
    return int(waarde) if waarde.isdecimal() else -1


urlpatterns = [
    path("uitvoeringen/dubbel/", dubbel, name="uitvoeringen_dubbel"),
    path("uitvoeringen/samenvoegen/", samenvoegen, name="uitvoeringen_samenvoegen"),
    path("uitvoeringen/<int:pk>/", toon, name="uitvoering"),
    path("uitvoeringen/<int:pk>/wijzig/", wijzig, name="uitvoering_wijzig"),
    path("uitvoeringen/<int:pk>/verwijder/", verwijder_scherm, name="uitvoering_verwijder"),
]
