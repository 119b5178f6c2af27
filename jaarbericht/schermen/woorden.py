"""The list of words of the organisation: adding one (from a finding too), reading a list, and taking one away."""

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db.models.functions import Lower
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from catalogus import toegang
from catalogus.fouten import RegelFout
from catalogus.schermen.bibliotheek import kader
from jaarbericht.models import Woord
from jaarbericht.regels import spelling
from jaarbericht.schermen.redactiekader import alleen_redactie

VELD = {"class": "utrecht-textbox utrecht-textbox--html-input", "autocomplete": "off"}
MEEST_BYTES = 100_000


class Woordformulier(forms.Form):
    woord = forms.CharField(label="Woord", required=False, max_length=120, widget=forms.TextInput(VELD))
    toelichting = forms.CharField(
        label="Wat is het?", required=False, max_length=120, help_text="Mag leeg blijven.", widget=forms.TextInput(VELD)
    )


class Lijstformulier(forms.Form):
    tekst = forms.CharField(
        label="Woorden",
        required=False,
        help_text="Eén woord per regel. Wat het is, mag erachter, na een puntkomma.",
        widget=forms.Textarea({"class": "utrecht-textarea utrecht-textarea--html-textarea ac-vol", "rows": 6}),
    )
    bestand = forms.FileField(
        label="Of een tekstbestand", required=False, widget=forms.FileInput({"accept": ".txt,.csv,text/plain"})
    )

    def clean_bestand(self) -> str:
        bestand: UploadedFile | None = self.cleaned_data["bestand"]
        if bestand is None:
            return ""
        if bestand.size and bestand.size > MEEST_BYTES:
            raise forms.ValidationError("Dit bestand is te groot. Kies er een van hooguit 100 kB.")
        try:
            return bestand.read().decode("utf-8-sig")
        except UnicodeDecodeError as fout:
            raise forms.ValidationError("Dit is geen tekstbestand. Bewaar de lijst als txt of csv in UTF-8.") from fout


@alleen_redactie
@require_http_methods(["GET", "HEAD", "POST"])
def woorden(request: HttpRequest) -> HttpResponse:
    """The list. Posting adds a word, or with `wat` reads a list or takes a word away."""
    wat = request.POST.get("wat", "") if request.method == "POST" else None
    form = Woordformulier(request.POST if wat == "" else None, auto_id="woord_%s")
    is_lijst = wat == "lijst"
    lijst = Lijstformulier(request.POST if is_lijst else None, request.FILES if is_lijst else None, auto_id="lijst_%s")
    if wat is not None:
        ding: forms.Form | None = {"": form, "lijst": lijst}.get(wat)
        try:
            if ding is None or ding.is_valid():
                messages.success(request, _bewaar(request, wat, ding))
                return redirect(_terug(request))
        except RegelFout as fout:
            if ding is None:
                messages.error(request, fout.tekst)
                return redirect("redactie_woorden")
            for regel in fout.tekst.splitlines():
                ding.add_error(fout.veld if fout.veld in ding.fields else None, regel)
    zoek = request.GET.get("q", "").strip()
    alle = toegang.zichtbaar_voor(request.user, Woord.objects.select_related("door").order_by(Lower("woord")))
    context = kader(request, actief="redactie", jaar=None) | {
        "form": form,
        "lijst": lijst,
        "zoek": zoek,
        "woorden": alle.filter(woord__icontains=zoek) if zoek else alle,
        "terug": request.POST.get("terug", ""),
    }
    return render(request, "redactie/woorden.html", context, status=422 if form.errors or lijst.errors else 200)


def _bewaar(request: HttpRequest, wat: str, form: forms.Form | None) -> str:
    """Carries out what was posted; gives what to say. RegelFout when it cannot be."""
    if form is None:
        gezien = request.POST.get("gezien", "")
        woord = Woord.objects.filter(pk=wat).first() if wat.isdecimal() and gezien.isdecimal() else None
        if woord is None:
            raise RegelFout("Dit woord staat niet meer in de lijst.", code="verouderd")
        spelling.haal_weg(woord=woord, gezien=int(gezien), door=request.user)
        return f"‘{woord}’ is uit de woordenlijst."
    if wat == "lijst":
        tekst = "\n".join([form.cleaned_data["tekst"], form.cleaned_data["bestand"]])
        nieuw, er_al = spelling.lees_in(tekst=tekst, door=request.user)
        erbij = "1 woord is toegevoegd" if nieuw == 1 else f"{nieuw} woorden zijn toegevoegd"
        return f"{erbij}; {er_al} stond er al in." if er_al == 1 else f"{erbij}; {er_al} stonden er al in."
    woord = spelling.voeg_toe(door=request.user, **form.cleaned_data)
    return f"‘{woord}’ staat in de woordenlijst."


def _terug(request: HttpRequest) -> str:
    """Back to the finding where the word was added from, else to the list."""
    terug = request.POST.get("terug", "")
    eigen = url_has_allowed_host_and_scheme(terug, allowed_hosts=None)
    return terug if terug.startswith("/redactie/") and eigen else "redactie_woorden"


urlpatterns = [path("redactie/woorden/", woorden, name="redactie_woorden")]
