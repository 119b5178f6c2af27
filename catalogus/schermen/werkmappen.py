"""Workbooks: choosing what to take out, and reading a file in by way of a trial that shows every change."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.views.decorators.http import require_POST, require_safe

from catalogus import toegang
from catalogus.fouten import RegelFout
from catalogus.models import Gemeente, Import, Programmalijn
from catalogus.opmaak import getal
from catalogus.schermen import werkboek, wie
from catalogus.schermen.bibliotheek import alleen_bibliotheek, kader
from catalogus.werkmap import importen, lezen, uitvoer
from catalogus.werkmap.bladen import BLADEN
from catalogus.werkmap.opzet import Keuze, Werkblad
from catalogus.werkmap.uitkomst import MEESTE, Uitkomst

EERDER = 20  # files that the first page lists
# The route that reads on, per kind of file; that of a gemeente is a screen of the reports.
BEVESTIGEN: dict[str, str] = {Import.Soort.GEMEENTE: "gemeentewerkmap_bevestigen"}
STATUS = {"niet-bevoegd": 403, "stand": 409}  # of a RegelFout; the others are 422
SOORTEN = [("xlsx", "Excel (xlsx)"), ("ods", "OpenDocument (ods)"), ("csv", "Csv, één blad")]


def te_lezen(request: HttpRequest) -> list[Werkblad]:
    return [blad for blad in BLADEN if blad.mag_lezen(request.user)]


class Ophalen(forms.Form):
    """What to take out; the addresses of other screens may carry the same fields."""

    blad = forms.MultipleChoiceField(label="Bladen", widget=forms.CheckboxSelectMultiple)
    jaar = forms.TypedChoiceField(label="Jaar", required=False, coerce=int, empty_value=None)
    programmalijn = forms.ModelChoiceField(
        Programmalijn.objects.all(), label="Programmalijn", required=False, empty_label="Alle programmalijnen",
        to_field_name="nummer",
    )  # fmt: skip
    gemeente = forms.ModelChoiceField(
        Gemeente.objects.none(), label="Gemeente", required=False, empty_label="Alle gemeenten", to_field_name="cbs_code"
    )
    soort = forms.ChoiceField(label="Soort bestand", choices=SOORTEN, required=False)

    def __init__(self, *args, request: HttpRequest, **kwargs):
        super().__init__(*args, **kwargs)
        velden: dict[str, Any] = self.fields
        velden["blad"].choices = [(blad.naam.lower(), blad.naam) for blad in te_lezen(request)]
        jaren = [editie.jaar for editie in wie.edities_van(request)]
        velden["jaar"].choices = [("", "Alle jaren"), *((jaar, str(jaar)) for jaar in jaren)]
        velden["gemeente"].queryset = toegang.gemeenten_van(request.user)
        self.fields["blad"].error_messages["required"] = "Kies minstens één blad."

    def clean(self) -> dict[str, Any]:
        gekozen = super().clean() or {}
        if gekozen.get("soort") == "csv" and len(gekozen.get("blad", [])) > 1:
            self.add_error("soort", "Een csv-bestand heeft één blad. Kies er één, of kies Excel of OpenDocument.")
        return gekozen


class Inlezen(forms.Form):
    bestand = forms.FileField(
        label="Bestand",
        help_text=f"Xlsx, ods of csv, hoogstens {lezen.GROOTST // 1_000_000} MB. Ook inwoners van CBS StatLine.",
        widget=forms.FileInput({"accept": ".xlsx,.ods,.csv"}),
        error_messages={"required": "Kies een bestand.", "empty": "Dit bestand is leeg."},
    )
    reden = forms.CharField(
        label="Reden (mag leeg)", required=False, max_length=200,
        help_text="Komt in de geschiedenis. Nodig als je iets verandert in een afgesloten jaar.",
    )  # fmt: skip


def _eigen(request: HttpRequest) -> Any:
    return toegang.zichtbaar_voor(request.user, Import.objects.select_related("door"))


def _pagina(request: HttpRequest, *, ophalen: Ophalen, inlezen: Inlezen, status: int = 200) -> HttpResponse:
    context = kader(request, actief="werkmappen", jaar=huidig_jaar(request)) | {
        "ophalen": ophalen,
        "inlezen": inlezen,
        "te_wijzigen": [blad.naam for blad in BLADEN if blad.mag_wijzigen(request.user)],
        "uitleg": [(blad.naam, blad.uitleg) for blad in te_lezen(request)],
        "eerder": _eigen(request)[:EERDER],
        "mag_registreren": toegang.mag_registreren(request.user),
    }
    return render(request, "werkmap/start.html", context, status=status)


def huidig_jaar(request: HttpRequest) -> int | None:
    editie = wie.huidige_editie(wie.edities_van(request))
    return editie.jaar if editie else None


@alleen_bibliotheek
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    begin = {"soort": "xlsx", "jaar": huidig_jaar(request)}
    return _pagina(request, ophalen=Ophalen(initial=begin, request=request), inlezen=Inlezen())


@alleen_bibliotheek
@require_safe
def ophalen(request: HttpRequest) -> HttpResponse:
    """The workbook. A sheet without a filter of its own, such as indicatoren, is always whole."""
    form = Ophalen(request.GET, request=request)
    if not form.is_valid():
        return _pagina(request, ophalen=form, inlezen=Inlezen(), status=422)
    gekozen = form.cleaned_data
    lijn = gekozen["programmalijn"]
    keuze = Keuze(jaar=gekozen["jaar"], programmalijn=lijn.nummer if lijn else None, gemeente=gekozen["gemeente"])
    return werkmap(request, *gekozen["blad"], keuze=keuze, soort=gekozen["soort"] or "xlsx")


def werkmap(request: HttpRequest, *namen: str, keuze: Keuze, soort: str = "xlsx") -> HttpResponse:
    """The sheets with these names that the user may read, ready to change and read in; screens offer what they show."""
    opzet = [blad for blad in te_lezen(request) if blad.naam.lower() in namen]
    bladen = uitvoer.bladen(opzet=opzet, user=request.user, keuze=keuze, met_uitleg=soort != "csv")
    naam = opzet[0].naam.lower() if len(opzet) == 1 else "werkmap"
    return werkboek.antwoord(bladen=bladen, naam=f"{naam}-{keuze.jaar}" if keuze.jaar else naam, soort=soort)


@alleen_bibliotheek
@require_POST
def inlezen(request: HttpRequest) -> HttpResponse:
    form = Inlezen(request.POST, request.FILES)
    status = 422
    if form.is_valid():
        bestand, reden = form.cleaned_data["bestand"], form.cleaned_data["reden"]
        try:
            rij = importen.beproef(bestand=bestand, naam=bestand.name, door=request.user, reden=reden)
        except RegelFout as fout:
            form.add_error("bestand", fout.tekst)
        else:
            return redirect("werkmap_uitkomst", rij.pk)
    begin = {"soort": "xlsx", "jaar": huidig_jaar(request)}
    return _pagina(request, ophalen=Ophalen(initial=begin, request=request), inlezen=form, status=status)


@alleen_bibliotheek
@require_safe
def uitkomst(request: HttpRequest, pk: int) -> HttpResponse:
    return toon_uitkomst(request, get_object_or_404(_eigen(request), pk=pk))


def toon_uitkomst(request: HttpRequest, rij: Import, *, fout: str = "", status: int = 200) -> HttpResponse:
    """What a file did or would do, with the button to go on where it waits for that."""
    if not rij.uitkomst:
        return redirect("registraties_kolommen", rij.pk)
    uit = Uitkomst.uit_gegevens(rij.uitkomst)
    context = kader(request, actief="werkmappen", jaar=huidig_jaar(request)) | {
        "bevestigroute": BEVESTIGEN.get(rij.soort, "werkmap_bevestigen"),
        "rij": rij,
        "uitkomst": uit,
        "totaal": uit.totaal,
        "fout": fout,
        "meer_fouten": max(0, uit.aantal_fouten - len(uit.fouten)),
        "meer_wijzigingen": max(0, uit.aantal - len(uit.wijzigingen)),
        "meeste": MEESTE,
        "van_mij": rij.door_id == request.user.pk,
    }
    return render(request, "werkmap/uitkomst.html", context, status=status)


@alleen_bibliotheek
@require_POST
def bevestigen(request: HttpRequest, pk: int) -> HttpResponse:
    rij = get_object_or_404(_eigen(request).exclude(soort=Import.Soort.GEMEENTE), pk=pk)
    return lees_in(request, rij, bladen=BLADEN)


def lees_in(request: HttpRequest, rij: Import, *, bladen: Sequence[Werkblad]) -> HttpResponse:
    """Reads in what was tried, and shows what came of it."""
    try:
        rij = importen.bevestig(rij=rij, door=request.user, bladen=bladen)
    except RegelFout as fout:
        return toon_uitkomst(request, rij, fout=fout.tekst, status=STATUS.get(fout.code, 422))
    if rij.stand != Import.Stand.VERWERKT:
        return toon_uitkomst(request, rij, status=409)
    aantal = Uitkomst.uit_gegevens(rij.uitkomst).aantal
    messages.success(request, f"Ingelezen: {rij.naam}. {getal(aantal)} {'rij' if aantal == 1 else 'rijen'} veranderd.")
    return redirect("werkmap_uitkomst", rij.pk)


urlpatterns = [
    path("werkmappen/", start, name="werkmappen"),
    path("werkmappen/ophalen/", ophalen, name="werkmap_ophalen"),
    path("werkmappen/inlezen/", inlezen, name="werkmap_inlezen"),
    path("werkmappen/<int:pk>/", uitkomst, name="werkmap_uitkomst"),
    path("werkmappen/<int:pk>/bevestigen/", bevestigen, name="werkmap_bevestigen"),
]
