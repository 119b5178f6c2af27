"""The photo of a story: choosing or adding one, and saying of it what is to be seen and which point stays in sight."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods

from catalogus.fouten import RegelFout
from catalogus.schermen.editieformulieren import voeg_fout_toe
from catalogus.schermen.keuzepagina import statuscode
from jaarbericht.models import Foto, Verhaal
from jaarbericht.regels.fotos import voeg_foto_toe, zet_foto
from jaarbericht.regels.verhalen import fotos_voor, kies_foto, zet_bijschrift
from jaarbericht.schermen.redactiekader import alleen_redactie
from jaarbericht.schermen.verhaalformulieren import Beeld, Upload
from jaarbericht.schermen.verhalenkader import gezien, terug, verhaal_van, verhalenkader
from jaarbericht.uitsnede import VORMEN, Uitsnede, uitsnede


@dataclass(frozen=True)
class Voorbeeld:
    """A shape that photos get in the report, with what is cut out for it."""

    naam: str
    wanneer: str
    verhouding: float
    uitsnede: Uitsnede


# ------------------------------------------------------------------ choosing and adding
@alleen_redactie
@require_http_methods(["GET", "HEAD", "POST"])
def kies(request: HttpRequest, jaar: int, pk: int) -> HttpResponse:
    """A POST with `foto` chooses that one (0: none); one with a file adds it."""
    verhaal = verhaal_van(request, jaar, pk)
    form, fout, status = Upload(bestaand=verhaal.toestemming), None, 200
    if request.method == "POST":
        status = 422
        try:
            if "foto" in request.POST:
                return _kies(request, jaar, verhaal)
            form = Upload(request.POST, request.FILES, bestaand=verhaal.toestemming)
            if form.is_valid():
                return _voeg_toe(request, jaar, verhaal, form)
        except RegelFout as oorzaak:
            status = statuscode(oorzaak)
            if "foto" in request.POST:
                fout = oorzaak
            else:
                voeg_fout_toe(form, oorzaak)
    context = verhalenkader(request, jaar, verhaal.gemeente) | {
        "verhaal": verhaal,
        "form": form,
        "fout": fout,
        "fotos": [f for f in fotos_voor(verhaal=verhaal) if f.pk != verhaal.foto_id],
    }
    return render(request, "redactie/verhaal_foto.html", context, status=status)


def _kies(request: HttpRequest, jaar: int, verhaal: Verhaal) -> HttpResponse:
    pk = request.POST["foto"]
    foto = get_object_or_404(fotos_voor(verhaal=verhaal), pk=int(pk) if pk.isdecimal() else 0) if pk != "0" else None
    kies_foto(verhaal=verhaal, foto=foto, gezien=gezien(request), door=request.user)
    if foto is None:
        messages.success(request, "De foto is bij het verhaal weggehaald.")
        return redirect(terug(jaar, verhaal.gemeente, f"verhaal-{verhaal.pk}"))
    messages.success(request, "De foto staat bij het verhaal.")
    return redirect("redactie_foto", jaar, verhaal.pk)


@transaction.atomic
def _voeg_toe(request: HttpRequest, jaar: int, verhaal: Verhaal, form: Upload) -> HttpResponse:
    gegevens = form.cleaned_data
    foto = voeg_foto_toe(
        uitvoering=verhaal.uitvoering,
        bestand=gegevens["bestand"],
        alt=gegevens["alt"],
        maker=gegevens["maker"],
        toont_persoon=gegevens["toont_persoon"],
        akkoord=form.akkoord(),
        door=request.user,
    )
    kies_foto(verhaal=verhaal, foto=foto, gezien=gezien(request), door=request.user)
    messages.success(request, "De foto is bewaard. Kies nu wat in beeld blijft.")
    return redirect("redactie_foto", jaar, verhaal.pk)


# ------------------------------------------------------------------ what is said of it, and what stays in sight
@alleen_redactie
@require_http_methods(["GET", "HEAD", "POST"])
def beeld(request: HttpRequest, jaar: int, pk: int) -> HttpResponse:
    """The photo of story `pk`."""
    verhaal = verhaal_van(request, jaar, pk)
    foto = get_object_or_404(Foto.objects.select_related("toestemming"), verhalen=verhaal)
    namen = ("alt", "maker", "focus_x", "focus_y", "toont_persoon")
    begin = {naam: getattr(foto, naam) for naam in namen} | {"gezien": foto.slot, "bijschrift": verhaal.bijschrift}
    post = request.method == "POST"
    ander = verhaal.toestemming if verhaal.toestemming_id != foto.toestemming_id else None
    form = Beeld(request.POST if post else None, request.FILES if post else None, initial=begin, bestaand=ander)
    status = 200
    if post:
        status = 422
        if form.is_valid():
            try:
                _bewaar(request, verhaal, foto, form)
            except RegelFout as fout:
                voeg_fout_toe(form, fout)
                status = statuscode(fout)
            else:
                messages.success(request, "De foto is bewaard.")
                return redirect(terug(jaar, verhaal.gemeente, f"verhaal-{verhaal.pk}"))
    context = verhalenkader(request, jaar, verhaal.gemeente) | {
        "verhaal": verhaal,
        "foto": foto,
        "form": form,
        "toestemming": foto.toestemming,
        **_maten(foto, form),
    }
    return render(request, "redactie/foto.html", context, status=status)


@transaction.atomic
def _bewaar(request: HttpRequest, verhaal: Verhaal, foto: Foto, form: Beeld) -> None:
    namen = ("alt", "maker", "focus_x", "focus_y", "toont_persoon")
    velden = {naam: form.cleaned_data[naam] for naam in namen}
    zet_foto(foto=foto, akkoord=form.akkoord(), gezien=gezien(request), door=request.user, **velden)
    zet_bijschrift(verhaal=verhaal, bijschrift=form.cleaned_data["bijschrift"], door=request.user)


def _maten(foto: Foto, form: forms.Form) -> dict:
    """Size and cut-outs of the file, at the focus that is in the form; nothing for a drawing or a file that is gone."""
    try:
        breed, hoog = foto.bestand.width, foto.bestand.height
    except (ValueError, OSError):
        return {}
    x, y = (_procent(form[naam].value()) for naam in ("focus_x", "focus_y"))
    voorbeelden = [
        Voorbeeld(naam, wanneer, v, uitsnede(breed=breed, hoog=hoog, verhouding=v, focus_x=x, focus_y=y))
        for naam, wanneer, v in VORMEN
    ]
    punt = {"x": round(breed * x / 100), "y": round(hoog * y / 100), "straal": round(max(breed, hoog) / 40)}
    return {"breed": breed, "hoog": hoog, "punt": punt, "voorbeelden": voorbeelden}


def _procent(waarde) -> int:
    tekst = str(waarde)
    return min(100, int(tekst)) if tekst.isdecimal() else 50


urlpatterns = [
    path("redactie/<int:jaar>/verhaal/<int:pk>/foto/", kies, name="redactie_verhaal_foto"),
    path("redactie/<int:jaar>/verhaal/<int:pk>/beeld/", beeld, name="redactie_foto"),
]
