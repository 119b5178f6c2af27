"""The activities of an edition for who writes them: the list, the form with a preview, a new one, and taking one out."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_safe

from catalogus import toegang
from catalogus.fouten import RegelFout
from catalogus.models import Activiteit, Editie, Gemeente
from catalogus.regels import activiteiten as regels
from catalogus.regels import editiebeeld, nazien
from catalogus.regels.kaarten import Trefwoord, vouw
from catalogus.regels.kostprijs import GEPRIJSD
from catalogus.regels.prijswoorden import prijs_in_woorden
from catalogus.regels.tarieven import groei
from catalogus.regels.uitleg import meting
from catalogus.schermen.activiteitformulier import Activiteitformulier
from catalogus.schermen.editieformulieren import voeg_fout_toe
from catalogus.schermen.editiekader import editiekader, van_editie, wie_wijzigt
from catalogus.schermen.keuzepagina import statuscode
from catalogus.schermen.werkmappen import werkmap
from catalogus.werkmap.opzet import Keuze

OPSLAAN, VERDER, VOORBEELD = "opslaan", "verder", "voorbeeld"


class Filter(forms.Form):
    zoek = forms.CharField(
        label="Zoek op titel of code",
        required=False,
        max_length=80,
        widget=forms.TextInput({"type": "search", "class": "utrecht-textbox utrecht-textbox--html-input"}),
    )
    lijn = forms.ChoiceField()
    toon = forms.ChoiceField(
        label="Toon",
        required=False,
        choices=[("", "Alle activiteiten"), ("nalopen", "Wat nog aandacht vraagt"), ("nieuw", "Nieuw in deze editie")],
        widget=forms.Select({"class": "utrecht-select"}),
    )

    def __init__(self, *args, activiteiten: list[Activiteit], **kwargs):
        super().__init__(*args, **kwargs)
        lijnen = {a.programmalijn.nummer: str(a.programmalijn) for a in activiteiten}
        keuzes = [("", "Alle programmalijnen"), *((str(nummer), lijnen[nummer]) for nummer in sorted(lijnen))]
        self.fields["lijn"] = forms.ChoiceField(
            label="Programmalijn", required=False, choices=keuzes, widget=forms.Select({"class": "utrecht-select"})
        )


# ------------------------------------------------------------------ the list
@van_editie
@require_safe
def lijst(request: HttpRequest, editie: Editie) -> HttpResponse:
    alle = editiebeeld.activiteiten_van(editie=editie)
    filter_ = Filter(request.GET, activiteiten=alle)
    gekozen = filter_.cleaned_data if filter_.is_valid() else {}
    aandacht: dict[int, list[nazien.Bevinding]] = {}
    for bevinding in nazien.bevindingen(editie=editie):
        if bevinding.activiteit:
            aandacht.setdefault(bevinding.activiteit.pk, []).append(bevinding)
    getoond = [a for a in alle if _past(a, gekozen, aandacht)]
    if "werkmap" in request.GET:
        return werkmap(request, "activiteiten", keuze=Keuze(jaar=editie.jaar, activiteiten=getoond))
    context = editiekader(request, editie, deel="editie_activiteiten") | {
        "filter": filter_,
        "gefilterd": any(gekozen.values()),
        "rijen": _rijen(editie, alle, getoond, aandacht),
        "geheel": len(alle),
        "mag_nieuw": editie.status in {Editie.Status.CONCEPT, Editie.Status.OPEN},
    }
    return render(request, "edities/activiteiten.html", context)


def _past(activiteit: Activiteit, gekozen: dict, aandacht: dict) -> bool:
    toon = gekozen.get("toon", "")
    return (
        vouw(gekozen.get("zoek", "")) in vouw(f"{activiteit.titel} {activiteit.code}")
        and gekozen.get("lijn", "") in {"", str(activiteit.programmalijn.nummer)}
        and (toon != "nalopen" or activiteit.pk in aandacht)
        and (toon != "nieuw" or activiteit.voorganger_id is None)
    )


def _rijen(editie: Editie, alle: list[Activiteit], getoond: list[Activiteit], aandacht: dict) -> list[dict]:
    prijzen = editiebeeld.prijzen_van(editie=editie, activiteiten=alle)
    vorige = editiebeeld.vorige_prijzen(activiteiten=alle)
    ouders = editiebeeld.ouders_van(activiteiten=alle)
    rijen = []
    for a in getoond:
        nu = prijzen.get(a.pk)
        rijen.append(
            {
                "activiteit": a,
                "prijs": prijs_in_woorden(prijs=nu, eenheid=a.eenheid, prijsvorm=a.prijsvorm, is_ouder=a.pk in ouders),
                "verandering": groei(activiteit=a, oud=vorige.get(a.pk), nieuw=nu),
                "aandacht": aandacht.get(a.pk, []),
                "fout": any(b.blokkeert for b in aandacht.get(a.pk, [])),
            }
        )
    return rijen


# ------------------------------------------------------------------ one activity
def activiteit_of_404(request: HttpRequest, editie: Editie, code: str) -> Activiteit:
    rijen = Activiteit.objects.filter(editie=editie, code=code).select_related("editie", "programmalijn", "voorganger__editie")
    gevonden = toegang.zichtbaar_voor(request.user, rijen).first()
    if gevonden is None:
        raise Http404(f"Editie {editie.jaar} heeft geen activiteit {code}.")
    return gevonden


@van_editie
@require_http_methods(["GET", "HEAD", "POST"])
def bewerken(request: HttpRequest, editie: Editie, code: str) -> HttpResponse:
    """The form of one activity, with what a gemeente sees beside it."""
    gevonden = activiteit_of_404(request, editie, code)
    form, status = Activiteitformulier(instance=gevonden, editie=editie), 200
    if request.method == "POST":
        form = Activiteitformulier(request.POST, request.FILES, instance=gevonden, editie=editie)
        actie = request.POST.get("actie", OPSLAAN)
        geldig = form.is_valid()
        if not geldig:
            status = 422
        elif actie != VOORBEELD:
            try:
                nieuw = regels.wijzig_activiteit(
                    activiteit=gevonden,
                    gezien=form.cleaned_data["gezien"],
                    reden=form.cleaned_data["reden"],
                    door=request.user,
                    **form.invoer(),
                )
            except RegelFout as fout:
                voeg_fout_toe(form, fout)
                status = statuscode(fout)
            else:
                messages.success(request, f"‘{nieuw}’ is opgeslagen.")
                _, volgende = _buren(editie, nieuw)
                naar = volgende if actie == VERDER and volgende else nieuw.code
                return redirect("activiteit_bewerken", editie.jaar, naar)
    return render(request, "edities/activiteit.html", _context(request, editie, form, code), status=status)


@van_editie
@wie_wijzigt
@require_http_methods(["GET", "HEAD", "POST"])
def nieuw(request: HttpRequest, editie: Editie) -> HttpResponse:
    """A new activity."""
    form, status = Activiteitformulier(editie=editie), 200
    if request.method == "POST":
        form = Activiteitformulier(request.POST, request.FILES, editie=editie)
        if not form.is_valid():
            status = 422
        elif request.POST.get("actie") != VOORBEELD:
            try:
                gemaakt = regels.maak_activiteit(editie=editie, door=request.user, **form.invoer())
            except RegelFout as fout:
                voeg_fout_toe(form, fout)
                status = statuscode(fout)
            else:
                messages.success(request, f"‘{gemaakt}’ staat nu in editie {editie.jaar}. Vul daarna de kosten in.")
                return redirect("activiteit_bewerken", editie.jaar, gemaakt.code)
    return render(request, "edities/activiteit.html", _context(request, editie, form, ""), status=status)


@van_editie
@wie_wijzigt
@require_http_methods(["GET", "HEAD", "POST"])
def verwijderen(request: HttpRequest, editie: Editie, code: str) -> HttpResponse:
    """Takes an activity out of a concept, after a page that says what goes."""
    gevonden = activiteit_of_404(request, editie, code)
    fout, status = None, 200
    if request.method == "POST":
        gezien = request.POST.get("gezien", "")
        try:
            regels.verwijder_activiteit(
                activiteit=gevonden, gezien=int(gezien) if gezien.isdecimal() else -1, door=request.user
            )
        except RegelFout as oorzaak:
            fout, status = oorzaak, statuscode(oorzaak)
        else:
            messages.success(request, f"‘{gevonden}’ is uit editie {editie.jaar}.")
            return redirect("editie_activiteiten", editie.jaar)
    context = editiekader(request, editie, deel="editie_activiteiten") | {"activiteit": gevonden, "fout": fout}
    return render(request, "edities/activiteit_weg.html", context, status=status)


def _buren(editie: Editie, activiteit: Activiteit) -> tuple[str, str]:
    """Codes of the activities before and after this one in the order of the catalogue; empty at the ends."""
    codes = list(Activiteit.objects.filter(editie=editie).values_list("code", flat=True))
    plaats = codes.index(activiteit.code)
    return codes[plaats - 1] if plaats else "", codes[plaats + 1] if plaats + 1 < len(codes) else ""


def _context(request: HttpRequest, editie: Editie, form: Activiteitformulier, code: str) -> dict[str, Any]:
    context = editiekader(request, editie, deel="editie_activiteiten") | {
        "form": form,
        "secties": form.secties(),
        "vast": form.vast(),
        "voorbeeld": _voorbeeld(form),
        "bewerkbaar": toegang.mag_editie_wijzigen(request.user) and editie.status != Editie.Status.AFGESLOTEN,
        "getoond": request.method == "POST",
    }
    if not code:
        return context
    activiteit = activiteit_of_404(request, editie, code)
    vorige, volgende = _buren(editie, activiteit)
    gemeente = toegang.zichtbaar_voor(request.user, Gemeente.objects.deelnemers(editie.jaar)).first()
    return context | {
        "activiteit": activiteit,
        "vorige": vorige,
        "volgende": volgende,
        "adres_gemeente": gemeente and reverse("aanbod_activiteit", args=[gemeente.cbs_code, editie.jaar, activiteit.code]),
        "corrigeerbaar": toegang.mag_editie_wijzigen(request.user)
        and editie.status in {Editie.Status.OPEN, Editie.Status.LOPEND}
        and activiteit.prijsvorm in GEPRIJSD,
    }


def _voorbeeld(form: Activiteitformulier) -> dict[str, Any]:
    """What a gemeente sees of the texts as they are typed now."""
    activiteit = form.getypt()
    soorten = [(k, Trefwoord(k.pk, k.soort, k.naam, k.leeftijd_van, k.leeftijd_tot)) for k in form.gekozen_kenmerken()]
    return {
        "activiteit": activiteit,
        "tekst": activiteit.omschrijving,
        "meting": meting(activiteit=activiteit),
        "kaart": {
            "doelgroepen": [woord for kenmerk, woord in soorten if kenmerk.soort == "doelgroep"],
            "trefwoorden": [woord for kenmerk, woord in soorten if kenmerk.soort != "doelgroep"],
        },
    }


urlpatterns = [
    path("edities/<int:jaar>/activiteiten/", lijst, name="editie_activiteiten"),
    path("edities/<int:jaar>/activiteiten/nieuw/", nieuw, name="activiteit_nieuw"),
    path("edities/<int:jaar>/activiteiten/<str:code>/", bewerken, name="activiteit_bewerken"),
    path("edities/<int:jaar>/activiteiten/<str:code>/weg/", verwijderen, name="activiteit_weg"),
]
