"""Recording a decision of a gemeente on the subsidy, and altering one."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods

from catalogus import toegang
from catalogus.fouten import RegelFout
from catalogus.models import Beschikking, Gemeente
from catalogus.regels import beschikkingen as regels
from catalogus.schermen import wie
from catalogus.schermen.keuzepagina import statuscode

DATUMFOUT = {"invalid": "Dit is geen datum. Schrijf hem als 15-12-2026.", "required": "Vul de datum van de beschikking in."}
BEDRAGFOUT = {
    "invalid": "Dit is geen bedrag. Schrijf het als 184.440,40.",
    "required": "Vul het bedrag van de beschikking in.",
    "min_value": "Vul 0 of meer in.",
}


class Formulier(forms.Form):
    soort = forms.ChoiceField(
        label="Soort",
        choices=Beschikking.Soort.choices,
        help_text="Verlening vooraf, of vaststelling na afloop van het jaar.",
        error_messages={"invalid_choice": "Kies verlening of vaststelling."},
    )
    datum = forms.DateField(label="Datum", help_text="Bijvoorbeeld 15-12-2026.", error_messages=DATUMFOUT)
    kenmerk = forms.CharField(
        label="Kenmerk", max_length=80, error_messages={"required": "Vul het kenmerk van de beschikking in."}
    )
    bedrag = forms.DecimalField(
        label="Bedrag in euro", localize=True, max_digits=12, decimal_places=2, min_value=0, error_messages=BEDRAGFOUT
    )
    voorwaarden = forms.CharField(
        label="Voorwaarden (mag leeg)", required=False, max_length=8000, widget=forms.Textarea({"rows": 4})
    )
    bestand = forms.FileField(
        label="De beschikking als pdf (mag leeg)",
        required=False,
        help_text="Hoogstens 20 MB.",
        widget=forms.FileInput({"accept": "application/pdf,.pdf"}),
        error_messages={"empty": "Dit bestand is leeg. Kies de pdf van de beschikking."},
    )
    slot = forms.IntegerField(required=False, widget=forms.HiddenInput)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def nieuw(request: HttpRequest, cbs: str, jaar: int) -> HttpResponse:
    gemeente = wie.gemeente_of_404(request, cbs)
    wie.editie_of_404(request, jaar)
    return _formulier(request, gemeente, jaar, None)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def beschikking(request: HttpRequest, cbs: str, pk: int) -> HttpResponse:
    gemeente = wie.gemeente_of_404(request, cbs)
    eigen = toegang.zichtbaar_voor(request.user, Beschikking.objects.filter(gemeente=gemeente))
    rij = get_object_or_404(eigen, pk=pk)
    wie.editie_of_404(request, rij.jaar)
    return _formulier(request, gemeente, rij.jaar, rij)


def _formulier(request: HttpRequest, gemeente: Gemeente, jaar: int, rij: Beschikking | None) -> HttpResponse:
    """The form, empty or of `rij`; saving it leads back to the accounting of the year."""
    begin = {naam: getattr(rij, naam) for naam in ("soort", "datum", "kenmerk", "bedrag", "voorwaarden", "slot")} if rij else {}
    form = Formulier(request.POST or None, request.FILES or None, initial=begin)
    status, nu = 200, None
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                velden = {**form.cleaned_data}
                regels.leg_vast(
                    gemeente=gemeente, jaar=jaar, beschikking=rij, gezien=velden.pop("slot"), door=request.user, **velden
                )
            except RegelFout as fout:
                form.add_error(fout.veld if fout.veld in form.fields else None, fout.tekst)
                status = statuscode(fout)
                if fout.code == "verouderd" and rij:
                    rij.refresh_from_db()
                    nu = rij
                    form.data = {**request.POST.dict(), "slot": rij.slot}
            else:
                messages.success(request, f"De {dict(Beschikking.Soort.choices)[velden['soort']]} is opgeslagen.")
                return redirect(f"{reverse('verantwoording', args=[gemeente.cbs_code, jaar])}#beschikkingen")
    context = wie.kader(request, gemeente, actief="verantwoording") | {
        "form": form,
        "rij": rij,
        "nu": nu,
        "jaar": jaar,
        "mag": toegang.mag_beschikking_vastleggen(request.user, gemeente),
    }
    return render(request, "verantwoording/beschikking.html", context, status=status)


urlpatterns = [
    path("g/<str:cbs>/verantwoording/<int:jaar>/beschikking/", nieuw, name="beschikking_nieuw"),
    path("g/<str:cbs>/beschikkingen/<int:pk>/", beschikking, name="beschikking"),
]
