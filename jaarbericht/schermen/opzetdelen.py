"""One chapter or block of the plan: adding, changing, and dropping after a look at what is lost."""

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods

from catalogus.fouten import RegelFout
from catalogus.models import Indicator
from catalogus.schermen.editieformulieren import voeg_fout_toe
from catalogus.schermen.keuzepagina import statuscode
from jaarbericht.models import Blok, Hoofdstuk
from jaarbericht.regels import blokken, hoofdstukken
from jaarbericht.regels.bloksoorten import PAST_IN, UITLEG, ZONDER_TEKST
from jaarbericht.schermen.blokinstellingen import Instelling
from jaarbericht.schermen.opzet import DEEL, bloknaam, opzet_van, opzetkader
from jaarbericht.schermen.opzetformulieren import Blokformulier, Bloksoort, Hoofdstukformulier
from jaarbericht.schermen.redactiekader import alleen_redactie


def _terug(hoofdstuk: Hoofdstuk, anker: str = "") -> str:
    return f"{reverse(DEEL, args=[hoofdstuk.opzet.jaar])}?h={hoofdstuk.sleutel}#{anker or f'h-{hoofdstuk.pk}'}"


def _hoofdstuk(request: HttpRequest, jaar: int, pk: int) -> Hoofdstuk:
    return get_object_or_404(Hoofdstuk.objects.select_related("opzet"), opzet=opzet_van(request, jaar), pk=pk)


def _blok(request: HttpRequest, jaar: int, pk: int) -> Blok:
    rijen = Blok.objects.select_related("hoofdstuk__opzet", "gemeente", "campagne")
    return get_object_or_404(rijen, hoofdstuk__opzet=opzet_van(request, jaar), pk=pk)


# ------------------------------------------------------------------ chapters
@alleen_redactie
@require_http_methods(["GET", "HEAD", "POST"])
def hoofdstuk_nieuw(request: HttpRequest, jaar: int) -> HttpResponse:
    opzet = opzet_van(request, jaar)
    form = Hoofdstukformulier(request.POST if request.method == "POST" else None, indicatoren=list(Indicator.objects.all()))
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            velden = {naam: waarde for naam, waarde in form.cleaned_data.items() if naam != "gezien"}
            try:
                hoofdstuk = hoofdstukken.voeg_hoofdstuk_toe(opzet=opzet, door=request.user, **velden)
            except RegelFout as fout:
                voeg_fout_toe(form, fout)
                status = statuscode(fout)
            else:
                messages.success(request, f"‘{hoofdstuk.titel}’ staat onderaan. Verplaats het naar zijn plek.")
                return redirect(_terug(hoofdstuk))
    context = opzetkader(request, jaar) | {"form": form, "kop": "Nieuw hoofdstuk", "knop": "Voeg het hoofdstuk toe"}
    return render(request, "redactie/opzet_formulier.html", context, status=status)


@alleen_redactie
@require_http_methods(["GET", "HEAD", "POST"])
def hoofdstuk(request: HttpRequest, jaar: int, pk: int) -> HttpResponse:
    rij = _hoofdstuk(request, jaar, pk)
    form = Hoofdstukformulier(
        request.POST if request.method == "POST" else None,
        indicatoren=list(Indicator.objects.all()),
        initial={naam: getattr(rij, naam) for naam in ("titel", "soort", "nummer", "programmalijn", "voorwaarde")}
        | {"gezien": rij.slot},
    )
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            gegevens = form.cleaned_data | {"gezien": form.cleaned_data["gezien"] or 0}
            try:
                hoofdstukken.zet_hoofdstuk(hoofdstuk=rij, door=request.user, **gegevens)
            except RegelFout as fout:
                voeg_fout_toe(form, fout)
                status = statuscode(fout)
            else:
                messages.success(request, f"‘{rij.titel}’ is opgeslagen.")
                return redirect(_terug(rij))
    context = opzetkader(request, jaar) | {
        "form": form,
        "kop": f"Hoofdstuk ‘{rij.titel}’",
        "knop": "Sla op",
        "weg": reverse("redactie_hoofdstuk_weg", args=[jaar, pk]),
        "wegwoord": "Verwijder dit hoofdstuk",
    }
    return render(request, "redactie/opzet_formulier.html", context, status=status)


@alleen_redactie
@require_http_methods(["GET", "HEAD", "POST"])
def hoofdstuk_weg(request: HttpRequest, jaar: int, pk: int) -> HttpResponse:
    rij = _hoofdstuk(request, jaar, pk)
    fout, status = None, 200
    if request.method == "POST":
        try:
            hoofdstukken.verwijder_hoofdstuk(hoofdstuk=rij, gezien=_gezien(request), door=request.user)
        except RegelFout as oorzaak:
            fout, status = oorzaak, statuscode(oorzaak)
        else:
            messages.success(request, f"‘{rij.titel}’ is verwijderd.")
            return redirect(DEEL, jaar)
    context = opzetkader(request, jaar) | {
        "rij": rij,
        "wat": f"het hoofdstuk ‘{rij.titel}’",
        "verlies": hoofdstukken.verlies_van_hoofdstuk(hoofdstuk=rij),
        "fout": fout,
        "terug": reverse("redactie_hoofdstuk", args=[jaar, pk]),
    }
    return render(request, "redactie/opzet_weg.html", context, status=status)


def _gezien(request: HttpRequest) -> int:
    waarde = request.POST.get("gezien", "")
    return int(waarde) if waarde.isdecimal() else -1


# ------------------------------------------------------------------ blocks
@alleen_redactie
@require_http_methods(["GET", "HEAD", "POST"])
def blok_nieuw(request: HttpRequest, jaar: int, pk: int) -> HttpResponse:
    """First the kind, then the form of that kind; `soort` in the address says that it was chosen."""
    rij = _hoofdstuk(request, jaar, pk)
    soort = request.GET.get("soort", "")
    context = opzetkader(request, jaar) | {"hoofdstuk": rij}
    if soort not in PAST_IN[rij.soort]:
        keuze = Bloksoort(request.GET if "soort" in request.GET else None, hoofdstuk=rij)
        return render(request, "redactie/blok_soort.html", context | {"form": keuze})
    form, instelling = _formulieren(request, rij, soort, {}, {})
    del form.fields["hoofdstuk"]
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid() and instelling.is_valid():
            velden = {n: waarde for n, waarde in form.cleaned_data.items() if n != "gezien"}
            try:
                blok = blokken.voeg_blok_toe(
                    hoofdstuk=rij, soort=soort, door=request.user, instelling=_gevuld(instelling), **velden
                )
            except RegelFout as fout:
                _bij_het_veld(form, instelling, fout)
                status = statuscode(fout)
            else:
                messages.success(request, f"‘{bloknaam(blok)}’ staat onderaan ‘{rij.titel}’.")
                return redirect(_terug(rij, f"b-{blok.pk}"))
    context |= {"form": form, "instelling": instelling, "soort": Blok.Soort(soort), "uitleg": UITLEG[soort], "nieuw": True}
    return render(request, "redactie/blok.html", context, status=status)


def _gevuld(instelling: Instelling) -> dict:
    return {naam: waarde for naam, waarde in instelling.waarde().items() if waarde not in ("", [], {}, None)}


def _formulieren(request: HttpRequest, rij: Hoofdstuk, soort: str, nu: dict, begin: dict) -> tuple[Blokformulier, Instelling]:
    gegevens = request.POST if request.method == "POST" else None
    indicatoren = list(Indicator.objects.all())
    form = Blokformulier(
        gegevens,
        soort=soort,
        jaar=rij.opzet.jaar,
        hoofdstukken=list(rij.opzet.hoofdstukken.all()),
        indicatoren=indicatoren,
        initial=begin,
    )
    return form, Instelling(gegevens, soort=soort, instelling=nu, indicatoren=indicatoren, prefix="in")


def _bij_het_veld(form: forms.Form, instelling: Instelling, fout: RegelFout) -> None:
    voeg_fout_toe(instelling if fout.veld in instelling.fields and fout.veld not in form.fields else form, fout)


@alleen_redactie
@require_http_methods(["GET", "HEAD", "POST"])
def blok(request: HttpRequest, jaar: int, pk: int) -> HttpResponse:
    rij = _blok(request, jaar, pk)
    begin = {"titel": rij.titel, "hoofdstuk": rij.hoofdstuk_id, "voorwaarde": rij.voorwaarde, "gezien": rij.slot}
    begin |= {"gemeente": rij.gemeente.cbs_code if rij.gemeente else None, "campagne": rij.campagne_id}
    form, instelling = _formulieren(request, rij.hoofdstuk, rij.soort, rij.instelling, begin)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid() and instelling.is_valid():
            try:
                _bewaar_blok(request, rij, form, instelling)
            except RegelFout as fout:
                _bij_het_veld(form, instelling, fout)
                status = statuscode(fout)
            else:
                messages.success(request, f"‘{bloknaam(rij)}’ is opgeslagen.")
                return redirect(_terug(rij.hoofdstuk, f"b-{rij.pk}"))
    context = opzetkader(request, jaar) | {
        "hoofdstuk": rij.hoofdstuk,
        "blok": rij,
        "naam": bloknaam(rij),
        "form": form,
        "instelling": instelling,
        "soort": Blok.Soort(rij.soort),
        "uitleg": UITLEG[rij.soort],
        "tekstadres": "" if rij.soort in ZONDER_TEKST else reverse("redactie_tekst", args=[jaar, rij.pk]),
    }
    return render(request, "redactie/blok.html", context, status=status)


@transaction.atomic
def _bewaar_blok(request: HttpRequest, rij: Blok, form: Blokformulier, instelling: Instelling) -> None:
    gegevens = form.cleaned_data
    blokken.zet_blok(
        blok=rij,
        titel=gegevens["titel"],
        gemeente=gegevens["gemeente"],
        campagne=gegevens.get("campagne"),
        voorwaarde=gegevens["voorwaarde"],
        instelling=instelling.waarde(),
        gezien=gegevens["gezien"] or 0,
        door=request.user,
    )
    doel = get_object_or_404(Hoofdstuk, opzet=rij.hoofdstuk.opzet_id, pk=gegevens["hoofdstuk"])
    blokken.naar_hoofdstuk(blok=rij, hoofdstuk=doel, gezien=rij.slot, door=request.user)


@alleen_redactie
@require_http_methods(["GET", "HEAD", "POST"])
def blok_weg(request: HttpRequest, jaar: int, pk: int) -> HttpResponse:
    rij = _blok(request, jaar, pk)
    fout, status = None, 200
    if request.method == "POST":
        try:
            blokken.verwijder_blok(blok=rij, gezien=_gezien(request), door=request.user)
        except RegelFout as oorzaak:
            fout, status = oorzaak, statuscode(oorzaak)
        else:
            messages.success(request, f"‘{bloknaam(rij)}’ is verwijderd.")
            return redirect(_terug(rij.hoofdstuk))
    context = opzetkader(request, jaar) | {
        "rij": rij,
        "wat": f"het blok ‘{bloknaam(rij)}’ uit ‘{rij.hoofdstuk}’",
        "verlies": blokken.verlies_van_blok(blok=rij),
        "fout": fout,
        "terug": reverse("redactie_blok", args=[jaar, pk]),
    }
    return render(request, "redactie/opzet_weg.html", context, status=status)


urlpatterns = [
    path("redactie/<int:jaar>/opzet/hoofdstuk/", hoofdstuk_nieuw, name="redactie_hoofdstuk_nieuw"),
    path("redactie/<int:jaar>/opzet/hoofdstuk/<int:pk>/", hoofdstuk, name="redactie_hoofdstuk"),
    path("redactie/<int:jaar>/opzet/hoofdstuk/<int:pk>/weg/", hoofdstuk_weg, name="redactie_hoofdstuk_weg"),
    path("redactie/<int:jaar>/opzet/hoofdstuk/<int:pk>/blok/", blok_nieuw, name="redactie_blok_nieuw"),
    path("redactie/<int:jaar>/opzet/blok/<int:pk>/", blok, name="redactie_blok"),
    path("redactie/<int:jaar>/opzet/blok/<int:pk>/weg/", blok_weg, name="redactie_blok_weg"),
]
