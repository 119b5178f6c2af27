"""Reading in what other systems registered: which column is what, what the titles stand for, and then the trial."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods

from catalogus import toegang
from catalogus.fouten import RegelFout
from catalogus.models import Import, Locatie
from catalogus.schermen.bibliotheek import alleen_bibliotheek, kader
from catalogus.schermen.werkmappen import Inlezen, huidig_jaar
from catalogus.werkmap import importen, registraties
from catalogus.werkmap.registraties import DOELEN, GEEN, OVERSLAAN, PLATFORM, Inhoud


def alleen_wie_registreert(view: Callable) -> Callable:
    """A view for staff who register; others of the library may not."""

    @alleen_bibliotheek
    @wraps(view)
    def binnen(request: HttpRequest, *args, **kwargs):
        if not toegang.mag_registreren(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return binnen


def _eigen(request: HttpRequest, pk: int) -> Import:
    """A file of this user that was not read in yet."""
    alle = toegang.zichtbaar_voor(request.user, Import.objects.select_related("door"))
    open_ = alle.filter(soort=Import.Soort.UITVOERINGEN, door=request.user).exclude(stand=Import.Stand.VERWERKT)
    return get_object_or_404(open_, pk=pk)


def _pagina(request: HttpRequest, blad: str, stap: int, form: forms.Form, **meer: Any) -> HttpResponse:
    context = kader(request, actief="werkmappen", jaar=huidig_jaar(request)) | {"form": form, "stap": stap} | meer
    return render(request, f"werkmap/{blad}.html", context, status=422 if form.errors else 200)


@alleen_wie_registreert
@require_http_methods(["GET", "HEAD", "POST"])
def bestand(request: HttpRequest) -> HttpResponse:
    form = Inlezen(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        gekozen = form.cleaned_data
        try:
            rij = importen.begin_registraties(
                bestand=gekozen["bestand"], naam=gekozen["bestand"].name, door=request.user, reden=gekozen["reden"]
            )
        except RegelFout as fout:
            form.add_error("bestand", fout.tekst)
        else:
            return redirect("registraties_kolommen", rij.pk)
    return _pagina(request, "registraties", 1, form)


# ------------------------------------------------------------------ columns
class Kolomkeuze(forms.Form):
    """Per column of ours the column of the file."""

    def __init__(self, *args, rij: Import, **kwargs):
        super().__init__(*args, **kwargs)
        koppen = [(str(plaats), kop) for plaats, kop in enumerate(rij.keuzes["koppen"]) if kop]
        for doel in DOELEN:
            leeg = [("", "Kies een kolom" if doel.nodig else "Staat er niet in")]
            self.fields[doel.naam] = forms.TypedChoiceField(
                label=doel.kop, choices=[*leeg, *koppen], coerce=int, empty_value=None, required=doel.nodig,
                initial=rij.keuzes["kolommen"].get(doel.naam),
                error_messages={"required": "Zonder deze kolom kan het bestand niet worden ingelezen."},
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        gekozen = super().clean() or {}
        eerder: dict[int, str] = {}
        for doel in DOELEN:
            plaats = gekozen.get(doel.naam)
            if plaats is not None and plaats in eerder:
                self.add_error(doel.naam, f"Deze kolom is al gekozen voor ‘{eerder[plaats]}’.")
            elif plaats is not None:
                eerder[plaats] = doel.kop
        return gekozen


@alleen_wie_registreert
@require_http_methods(["GET", "HEAD", "POST"])
def kolommen(request: HttpRequest, pk: int) -> HttpResponse:
    rij = _eigen(request, pk)
    form = Kolomkeuze(request.POST if request.method == "POST" else None, rij=rij)
    if request.method == "POST" and form.is_valid():
        rij.keuzes["kolommen"] = {naam: plaats for naam, plaats in form.cleaned_data.items() if plaats is not None}
        rij.save()
        return redirect("registraties_titels", rij.pk)
    return _pagina(request, "kolommen", 2, form, rij=rij, tabel=_voorbeelden(rij))


def _voorbeelden(rij: Import) -> list[tuple[str, list[str]]]:
    """The headings of the file with the first cells below them."""
    return [(kop, onder) for kop, onder in zip(rij.keuzes["koppen"], rij.keuzes["voorbeelden"], strict=True) if kop]


# ------------------------------------------------------------------ titles and places
class Titelkeuze(forms.Form):
    """Per title of the file an activity, and per unknown place a location; `titel-0`, `plek-0` and so on."""

    herhaald = forms.ChoiceField(
        label="Rijen die in het bestand vaker staan",
        choices=[("inlezen", "Lees ze in en noem ze apart"), ("overslaan", "Sla ze over")],
        help_text="Zelfde activiteit, plek, datum en deelnames. Wat al geregistreerd is, wordt altijd overgeslagen.",
    )

    def __init__(self, *args, inhoud: Inhoud, keuzes: dict, request: HttpRequest, **kwargs):
        super().__init__(*args, **kwargs)
        self.inhoud = inhoud
        activiteiten = [
            ("", "Kies een activiteit"),
            (PLATFORM, "Van anderen (platformactiviteit)"),
            (OVERSLAAN, "Niet inlezen"),
            *((code, f"{titel} ({code})") for code, titel in inhoud.activiteiten),
        ]
        plekken = toegang.zichtbaar_voor(request.user, Locatie.objects.select_related("gemeente"))
        namen = [("", "Kies een locatie"), (GEEN, "Geen locatie"), *((plek.naam, str(plek)) for plek in plekken)]
        eerder = keuzes.get("titels", {}) | keuzes.get("plekken", {})
        for soort, voorstellen, kiesbaar in (("titel", inhoud.titels, activiteiten), ("plek", inhoud.plekken, namen)):
            for nummer, voorstel in enumerate(voorstellen):
                self.fields[f"{soort}-{nummer}"] = forms.ChoiceField(
                    label=voorstel.tekst, choices=kiesbaar, initial=eerder.get(voorstel.tekst, voorstel.keuze),
                    error_messages={"required": "Kies wat dit is."},
                )  # fmt: skip
        self.initial["herhaald"] = keuzes.get("herhaald", "inlezen")

    def rijen(self, soort: str) -> list[tuple[registraties.Voorstel, forms.BoundField]]:
        voorstellen = self.inhoud.titels if soort == "titel" else self.inhoud.plekken
        return [(voorstel, self[f"{soort}-{nummer}"]) for nummer, voorstel in enumerate(voorstellen)]

    def gekozen(self, soort: str) -> dict[str, str]:
        return {voorstel.tekst: self.cleaned_data[veld.name] for voorstel, veld in self.rijen(soort)}


@alleen_wie_registreert
@require_http_methods(["GET", "HEAD", "POST"])
def titels(request: HttpRequest, pk: int) -> HttpResponse:
    rij = _eigen(request, pk)
    try:
        inhoud = importen.inhoud_van(rij=rij)
    except RegelFout as fout:
        terug = Kolomkeuze({naam: str(plaats) for naam, plaats in rij.keuzes["kolommen"].items()}, rij=rij)
        terug.add_error(fout.veld or None, fout.tekst)
        return _pagina(request, "kolommen", 2, terug, rij=rij, tabel=_voorbeelden(rij))
    form = Titelkeuze(request.POST if request.method == "POST" else None, inhoud=inhoud, keuzes=rij.keuzes, request=request)
    if request.method == "POST" and form.is_valid():
        keuzes = {"titels": form.gekozen("titel"), "plekken": form.gekozen("plek"), "herhaald": form.cleaned_data["herhaald"]}
        importen.beproef_registraties(rij=rij, door=request.user, keuzes=keuzes)
        return redirect("werkmap_uitkomst", rij.pk)
    return _pagina(
        request, "titels", 3, form, rij=rij, inhoud=inhoud, titelrijen=form.rijen("titel"), plekrijen=form.rijen("plek")
    )


urlpatterns = [
    path("werkmappen/uitvoeringen/", bestand, name="registraties"),
    path("werkmappen/uitvoeringen/<int:pk>/kolommen/", kolommen, name="registraties_kolommen"),
    path("werkmappen/uitvoeringen/<int:pk>/titels/", titels, name="registraties_titels"),
]
