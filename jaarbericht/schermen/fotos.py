"""Photos with a registration: adding one with its consent, and taking one away."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from catalogus import toegang
from catalogus.fouten import RegelFout
from catalogus.schermen.bibliotheek import kader
from catalogus.schermen.registratieformulier import TEKSTVAK, Datumveld
from catalogus.schermen.registreren import alleen_registrerend, catalogusjaar, foutenlijst
from catalogus.schermen.uitvoering import zoek_of_404
from jaarbericht.models import Foto
from jaarbericht.regels.fotos import Akkoord, verwijder_foto, voeg_foto_toe

NEE, JA = "nee", "ja"
AKKOORD = ("persoon", "is_kind", "ouder", "druk", "web", "hergebruik", "bewijs", "gegeven_op")


def _tekst(label: str, hulp: str = "", meest: int = 120) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=meest,
        help_text=hulp,
        widget=forms.TextInput({"autocomplete": "off", **TEKSTVAK}),
    )


class Fotoformulier(forms.Form):
    bestand = forms.FileField(
        label="Foto",
        allow_empty_file=True,
        widget=forms.FileInput({"accept": "image/jpeg,image/png,image/webp"}),
        error_messages={"required": "Kies of maak een foto."},
    )
    alt = _tekst("Wat is er te zien?", "Eén zin, voor wie de foto niet ziet. Zonder namen.", 240)
    maker = _tekst("Wie maakte de foto?", "Mag leeg blijven.")
    toont_persoon = forms.ChoiceField(
        label="Zijn er mensen herkenbaar?",
        choices=[(NEE, "Nee, niemand is te herkennen"), (JA, "Ja, en zij vinden het goed")],
        error_messages={"required": "Kies of er mensen herkenbaar zijn."},
    )
    persoon = _tekst("Wie staat er herkenbaar op?", "Noem iedereen. Deze namen ziet alleen de bibliotheek.")
    is_kind = forms.BooleanField(label="Het is een kind (jonger dan 16 jaar)", required=False)
    ouder = _tekst("Ouder of verzorger die toestemming gaf")
    druk = forms.BooleanField(label="In het gedrukte jaarbericht", required=False)
    web = forms.BooleanField(label="Op de website", required=False)
    hergebruik = forms.BooleanField(label="Ook door anderen, zoals de krant", required=False)
    bewijs = forms.FileField(
        label="Bewijs van toestemming",
        required=False,
        help_text="Een foto of pdf van het formulier of de mail. Mag later ook.",
        widget=forms.FileInput({"accept": "application/pdf,image/jpeg,image/png"}),
    )
    gegeven_op = Datumveld(label="Toestemming gegeven op", required=False)


@alleen_registrerend
@require_http_methods(["GET", "HEAD", "POST"])
def foto(request: HttpRequest, pk: int) -> HttpResponse:
    uitvoering = zoek_of_404(request, pk)
    vandaag = timezone.localdate()
    form = Fotoformulier(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
        auto_id="%s",
        initial={"gegeven_op": vandaag, "druk": True, "web": True},
    )
    if request.method == "POST" and form.is_valid():
        gegevens = form.cleaned_data
        akkoord = None
        if gegevens["toont_persoon"] == JA:
            akkoord = Akkoord(**{naam: gegevens[naam] for naam in AKKOORD} | {"gegeven_op": gegevens["gegeven_op"] or vandaag})
        try:
            voeg_foto_toe(
                uitvoering=uitvoering,
                door=request.user,
                bestand=gegevens["bestand"],
                alt=gegevens["alt"],
                maker=gegevens["maker"],
                toont_persoon=akkoord is not None,
                akkoord=akkoord,
            )
        except RegelFout as fout:
            form.add_error(fout.veld if fout.veld in form.fields else None, fout.tekst)
        else:
            messages.success(request, "De foto is bewaard.")
            return redirect("uitvoering_foto", pk)
    fotos = toegang.zichtbaar_voor(request.user, Foto.objects.filter(uitvoering=uitvoering).select_related("toestemming"))
    context = kader(request, actief="registreren", jaar=catalogusjaar(request)) | {
        "uitvoering": uitvoering,
        "form": form,
        "fouten": foutenlijst(form),
        "fotos": fotos,
    }
    return render(request, "uitvoering/foto.html", context, status=422 if form.errors else 200)


@alleen_registrerend
@require_POST
def foto_weg(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes a photo away from the registration it was made with."""
    zichtbaar = toegang.zichtbaar_voor(request.user, Foto.objects.filter(uitvoering__isnull=False))
    een = get_object_or_404(zichtbaar, pk=pk)
    uitvoering = een.uitvoering_id
    try:
        verwijder_foto(foto=een, door=request.user)
        messages.success(request, "De foto is verwijderd.")
    except RegelFout as fout:
        messages.error(request, fout.tekst)
    return redirect("uitvoering_foto", uitvoering)


urlpatterns = [
    path("registreren/foto/<int:pk>/", foto, name="uitvoering_foto"),
    path("registreren/foto/weg/<int:pk>/", foto_weg, name="uitvoering_foto_weg"),
]
