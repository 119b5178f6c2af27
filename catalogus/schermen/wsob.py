"""The delivery to the national library: what goes into it, whether it is complete, downloading it, and what was sent."""

from decimal import Decimal

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from catalogus import toegang
from catalogus.fouten import RegelFout
from catalogus.models import Wsobopgave
from catalogus.opmaak import afronden
from catalogus.regels import wsob
from catalogus.regels.cijfers import Cijfer, Cijfers
from catalogus.schermen import werkboek
from catalogus.schermen.bibliotheek import alleen_bibliotheek
from catalogus.schermen.cijferinvoer import VELD
from catalogus.schermen.cijfers import JAREN, cijferkader
from catalogus.werkmap.schrijven import GETAL, SOORTEN, Blad, Kolom

STATUS = {"niet-bevoegd": 403, "verouderd": 409}  # of a RegelFout; the others are 422


class Vastleggen(forms.Form):
    toelichting = forms.CharField(
        label="Toelichting",
        required=False,
        max_length=500,
        widget=forms.Textarea({"rows": 2, "class": "utrecht-textarea utrecht-textarea--html-textarea"}),
    )


@alleen_bibliotheek
@require_http_methods(["GET", "HEAD", "POST"])
def wsobopgave(request: HttpRequest, jaar: int) -> HttpResponse:
    """The delivery as it is now; posting freezes it, `?uitvoer=` downloads it."""
    if jaar not in JAREN:
        raise Http404
    form, status = Vastleggen(request.POST or None), 200
    if request.method == "POST" and form.is_valid():
        try:
            vast = wsob.leg_vast(jaar=jaar, door=request.user, **form.cleaned_data)
        except RegelFout as fout:
            form.add_error(fout.veld or None, fout.tekst)
            status = STATUS.get(fout.code, 422)
        else:
            messages.success(request, f"De opgave over {jaar} is vastgelegd, met {len(vast.inhoud['regels'])} cijfers.")
            return redirect("wsobopgave", jaar)
    rijen = wsob.opgave(cijfers=Cijfers(jaren=[jaar - 1, jaar]), jaar=jaar)
    if (soort := request.GET.get("uitvoer", "")) in SOORTEN:
        return werkboek.antwoord(bladen=[_blad(rijen, jaar)], naam=f"wsob-opgave-{jaar}", soort=soort)
    geleverd = list(toegang.zichtbaar_voor(request.user, Wsobopgave.objects.filter(jaar=jaar).select_related("door")))
    laatste = wsob.uiterlijk(jaar=jaar)
    context = {
        "jaar_cijfer": jaar,
        "rijen": rijen,
        "open": [rij for rij in rijen if not rij.klaar],
        "uiterlijk": laatste,
        "termijn": _termijn((laatste - timezone.localdate()).days),
        "geleverd": geleverd,
        "verschillen": wsob.verschillen(geleverd=geleverd[0], rijen=rijen) if geleverd else [],
        "soorten": SOORTEN,
        "form": form,
        "mag": toegang.mag_cijfers_invoeren(request.user),
    }
    return render(request, "cijfers/wsob.html", cijferkader(request, jaar, actief="wsob") | context, status=status)


def _termijn(dagen: int) -> str:
    """Days left, in words."""
    if dagen in {0, 1}:
        return "morgen" if dagen else "vandaag"
    aantal = "1 dag" if abs(dagen) == 1 else f"{abs(dagen)} dagen"
    return f"nog {aantal}" if dagen > 0 else f"{aantal} te laat"


def _blad(rijen: list[wsob.Rij], jaar: int) -> Blad:
    kolommen = [
        Kolom("Rubriek in de opgave", breed=28),
        Kolom("Cijfer", breed=40),
        Kolom("Code", breed=24),
        Kolom("Eenheid"),
        Kolom(str(jaar), GETAL),
        Kolom(str(jaar - 1), GETAL),
        Kolom("Opmerking", breed=60),
    ]
    return Blad(
        f"Wsob-opgave {jaar}",
        kolommen,
        [
            [r.regel.categorie, r.regel.naam, r.regel.code, r.regel.eenheid, _rond(r.nu), _rond(r.toen), _opmerking(r)]
            for r in rijen
        ],
    )


def _rond(cijfer: Cijfer) -> Decimal | None:
    return None if cijfer.waarde is None else afronden(cijfer.waarde, cijfer.indicator.decimalen)


def _opmerking(rij: wsob.Rij) -> str:
    delen = ["geen gegevens"] if rij.nu.geen_gegevens else ["ontbreekt"] if rij.nu.ontbreekt else []
    delen += ["voorlopig"] if rij.nu.voorlopig else []
    delen += ["voorbeeldcijfer"] if rij.nu.voorbeeld else []
    return "; ".join([*delen, *([rij.nu.indicator.voetnoot] if rij.nu.indicator.voetnoot else [])])


@alleen_bibliotheek
@require_http_methods(["GET", "HEAD", "POST"])
def wsobindeling(request: HttpRequest, jaar: int) -> HttpResponse:
    """Which category of the delivery each indicator belongs to."""
    if jaar not in JAREN:
        raise Http404
    indicatoren = list(Cijfers(jaren=[jaar]).indicatoren.values())
    fout, status = None, 200
    if request.method == "POST":
        indeling = {}
        for indicator in indicatoren:
            slot = request.POST.get(f"s.{indicator.code}", "")
            if f"w.{indicator.code}" in request.POST and slot.isdecimal():
                indeling[indicator.code] = (str(request.POST[f"w.{indicator.code}"])[:80], int(slot))
        try:
            aantal = wsob.zet_indeling(indeling=indeling, door=request.user)
        except RegelFout as geweigerd:
            fout, status = geweigerd, STATUS.get(geweigerd.code, 422)
            for indicator in indicatoren:
                indicator.wsob = indeling.get(indicator.code, (indicator.wsob,))[0]
        else:
            messages.success(request, "1 cijfer anders ingedeeld." if aantal == 1 else f"{aantal} cijfers anders ingedeeld.")
            return redirect("wsobopgave", jaar)
    context = {
        "jaar_cijfer": jaar,
        "indicatoren": indicatoren,
        "categorieen": sorted({i.wsob for i in indicatoren if i.wsob}),
        "fout": fout,
        "klasse": VELD["class"],
        "mag": toegang.mag_cijfers_invoeren(request.user),
    }
    return render(request, "cijfers/wsob_indeling.html", cijferkader(request, jaar, actief="wsob") | context, status=status)


urlpatterns = [
    path("cijfers/<int:jaar>/wsob/", wsobopgave, name="wsobopgave"),
    path("cijfers/<int:jaar>/wsob/indeling/", wsobindeling, name="wsobindeling"),
]
