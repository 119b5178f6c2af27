"""Answering a gemeente that asks the price of maatwerk."""

from decimal import Decimal

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods

from catalogus import toegang
from catalogus.fouten import RegelFout
from catalogus.models import Activiteit, Eenheid, Groep, Prijsopgave
from catalogus.opmaak import datum
from catalogus.regels import prijsopgaven
from catalogus.schermen.bibliotheek import alleen_bibliotheek, kader

STATUS = {"niet-bevoegd": 403, "gegeven": 409}  # of a RegelFout; the others are 422


class Formulier(forms.Form):
    vast = forms.DecimalField(
        label="Vast bedrag", max_digits=12, decimal_places=2, localize=True, help_text="In euro, eenmalig."
    )
    per_eenheid = forms.DecimalField(
        max_digits=12, decimal_places=2, localize=True, help_text="In euro. Vul 0 in als dit niet geldt."
    )
    geldig_tot = forms.DateField(label="Geldig tot en met", help_text="Bijvoorbeeld 31-12-2026.")
    toelichting = forms.CharField(
        label="Toelichting voor de gemeente (mag leeg)", required=False, widget=forms.Textarea({"rows": 4})
    )

    def __init__(self, *args, activiteit: Activiteit, **kwargs):
        super().__init__(*args, **kwargs)
        eenheid = "jaar" if activiteit.eenheid == Eenheid.VAST else activiteit.get_eenheid_display()
        self.fields["per_eenheid"].label = f"Prijs per {eenheid}"


@alleen_bibliotheek
@require_http_methods(["GET", "HEAD", "POST"])
def prijsopgave(request: HttpRequest, pk: int) -> HttpResponse:
    vragen = Prijsopgave.objects.select_related("gemeente", "activiteit__editie", "gevraagd_door")
    opgave = get_object_or_404(toegang.zichtbaar_voor(request.user, vragen), pk=pk)
    form = Formulier(request.POST or None, initial={"per_eenheid": Decimal(0)}, activiteit=opgave.activiteit)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                gegeven = prijsopgaven.geef(opgave=opgave, door=request.user, **form.cleaned_data)
            except RegelFout as fout:
                form.add_error(fout.veld or None, fout.tekst)
                status = STATUS.get(fout.code, 422)
            else:
                tot = datum(gegeven.geldig_tot)
                messages.success(
                    request, f"{gegeven.gemeente} heeft een prijs voor {gegeven.activiteit}, geldig tot en met {tot}."
                )
                return redirect(f"{reverse('postvak')}?jaar={opgave.activiteit.editie.jaar}")
    mag = toegang.is_lid(request.user, Groep.ACCOUNTMANAGER) and not opgave.datum
    context = kader(request, actief="postvak", jaar=opgave.activiteit.editie.jaar) | {
        "opgave": opgave,
        "form": form,
        "mag": mag,
    }
    return render(request, "postvak/prijsopgave.html", context, status=status)


urlpatterns = [path("bibliotheek/prijsopgaven/<int:pk>/", prijsopgave, name="prijsopgave")]
