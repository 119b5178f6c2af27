"""A year of figures at a glance: state per rubriek, what moved, closing it, and the reports that lag behind."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods

from catalogus import toegang
from catalogus.fouten import RegelFout
from catalogus.regels.cijferrooster import Cel, Rubriek, plekken, rij, rubrieken
from catalogus.regels.cijfers import Cijfers
from catalogus.regels.jaren import zet_afgesloten
from catalogus.schermen.bibliotheek import alleen_bibliotheek
from catalogus.schermen.cijferinvoer import VELD
from catalogus.schermen.cijfers import JAREN, cijferkader
from jaarbericht.regels.achterlopen import achterlopers


class Sluiten(forms.Form):
    afgesloten = forms.BooleanField(required=False, widget=forms.HiddenInput)
    reden = forms.CharField(label="Reden om weer te openen", required=False, max_length=500, widget=forms.TextInput(VELD))


@alleen_bibliotheek
@require_http_methods(["GET", "HEAD", "POST"])
def jaaroverzicht(request: HttpRequest, jaar: int) -> HttpResponse:
    if jaar not in JAREN:
        raise Http404
    form, status = Sluiten(request.POST or None), 200
    if request.method == "POST" and form.is_valid():
        try:
            zet_afgesloten(jaar=jaar, door=request.user, **form.cleaned_data)
        except RegelFout as fout:
            form.add_error(fout.veld or None, fout.tekst)
            status = 403 if fout.code == "niet-bevoegd" else 422
        else:
            gedaan = "afgesloten" if form.cleaned_data["afgesloten"] else "weer open"
            messages.success(request, f"{jaar} is {gedaan}.")
            return redirect("cijferjaar", jaar)
    cijfers = Cijfers(jaren=range(jaar - 1, jaar + 2))
    rijen = [(rubriek, _opvallend(cijfers, rubriek, jaar)) for rubriek in rubrieken(cijfers=cijfers, jaar=jaar)]
    context = {
        "jaar_cijfer": jaar,
        "rijen": [(rubriek, len(cellen)) for rubriek, cellen in rijen],
        "te_leveren": sum(rubriek.te_leveren for rubriek, _ in rijen),
        "samen": sum(rubriek.samen for rubriek, _ in rijen),
        "verschoven": [cel for _, cellen in rijen for cel in cellen if cel.nu.verschoven],
        "achterlopers": achterlopers(jaar=jaar, cijfers=cijfers),
        "afgesloten": cijfers.is_afgesloten(jaar),
        "mag_sluiten": toegang.mag_jaar_afsluiten(request.user),
        "form": form,
    }
    return render(request, "cijfers/jaar.html", cijferkader(request, jaar) | context, status=status)


def _opvallend(cijfers: Cijfers, rubriek: Rubriek, jaar: int) -> list[Cel]:
    kolommen = plekken(cijfers=cijfers, jaar=jaar, indicatoren=rubriek.indicatoren)
    regels = [rij(cijfers=cijfers, indicator=i, jaar=jaar, kolommen=kolommen) for i in rubriek.indicatoren]
    return [cel for regel in regels for cel in regel.cellen if cel.valt_op]


urlpatterns = [path("cijfers/<int:jaar>/", jaaroverzicht, name="cijferjaar")]
