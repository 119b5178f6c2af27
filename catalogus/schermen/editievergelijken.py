"""Two editions beside each other: a line per activity, filtered, and the same as a spreadsheet."""

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from catalogus.models import Editie
from catalogus.regels import editievergelijking as regels
from catalogus.regels.editievergelijking import SOORTEN, Vergelijkrij
from catalogus.regels.kaarten import vouw
from catalogus.schermen import werkboek, wie
from catalogus.schermen.bibliotheek import alleen_bibliotheek, kader
from catalogus.werkmap import schrijven
from catalogus.werkmap.schrijven import GETAL, PROCENT, Blad, Kolom

ANDERS = "anders"  # everything but what stayed the same


class Filter(forms.Form):
    van = forms.ChoiceField()
    naar = forms.ChoiceField()
    lijn = forms.ChoiceField()
    zoek = forms.CharField(
        label="Zoek op titel of code",
        required=False,
        max_length=80,
        widget=forms.TextInput({"type": "search", "class": "utrecht-textbox utrecht-textbox--html-input"}),
    )

    def __init__(self, *args, edities: list[Editie], rijen: list[Vergelijkrij], **kwargs):
        super().__init__(*args, **kwargs)
        jaren = [(str(editie.jaar), str(editie)) for editie in edities]
        lijnen = {r.activiteit.programmalijn.nummer: str(r.activiteit.programmalijn) for r in rijen}
        alle = [("", "Alle programmalijnen"), *((str(nummer), lijnen[nummer]) for nummer in sorted(lijnen))]
        for naam, label, keuzes in (("van", "Van", jaren), ("naar", "Naar", jaren), ("lijn", "Programmalijn", alle)):
            self.fields[naam] = forms.ChoiceField(
                label=label, required=False, choices=keuzes, widget=forms.Select({"class": "utrecht-select"})
            )


@alleen_bibliotheek
@require_safe
def vergelijk(request: HttpRequest) -> HttpResponse:
    edities = wie.edities_van(request)
    van, naar = _gekozen(request, edities)
    alle = regels.vergelijk(van=van, naar=naar)
    vraag = {**request.GET.dict(), "van": str(van.jaar), "naar": str(naar.jaar)}
    filter_ = Filter(vraag, edities=edities, rijen=alle)
    gekozen = filter_.cleaned_data if filter_.is_valid() else {}
    passend = [rij for rij in alle if _past(rij, gekozen)]
    soort = request.GET.get("soort", "")
    soort = soort if soort in SOORTEN else ANDERS
    getoond = [rij for rij in passend if _is(rij, soort)]
    uitvoer = request.GET.get("uitvoer", "")
    if uitvoer in schrijven.SOORTEN:
        return werkboek.antwoord(bladen=[_blad(van, naar, getoond)], naam=f"edities-{van.jaar}-{naar.jaar}", soort=uitvoer)
    context = kader(request, actief="edities", jaar=naar.jaar) | {
        "van": van,
        "naar": naar,
        "filter": filter_,
        "gefilterd": bool(gekozen.get("lijn") or gekozen.get("zoek")),
        "soort": soort,
        "tabs": _tabs(passend),
        "rijen": getoond,
    }
    return render(request, "edities/vergelijk.html", context)


def _gekozen(request: HttpRequest, edities: list[Editie]) -> tuple[Editie, Editie]:
    """The two editions, the older first; without a choice the newest two. 404 when there are no two."""
    if len(edities) < 2:
        raise Http404("Er zijn nog geen twee edities om te vergelijken.")
    per_jaar = {str(editie.jaar): editie for editie in edities}
    naar = per_jaar.get(request.GET.get("naar", ""), edities[0])
    anders = next((e for e in edities if e.jaar < naar.jaar), edities[0])
    van = per_jaar.get(request.GET.get("van", ""), anders)
    return (van, naar) if van.jaar <= naar.jaar else (naar, van)


def _past(rij: Vergelijkrij, gekozen: dict) -> bool:
    namen = " ".join(f"{a.titel} {a.code}" for a in (rij.oud, rij.nieuw) if a)
    return vouw(gekozen.get("zoek", "")) in vouw(namen) and gekozen.get("lijn", "") in {
        "",
        str(rij.activiteit.programmalijn.nummer),
    }


def _is(rij: Vergelijkrij, soort: str) -> bool:
    return regels.GELIJK not in rij.soorten if soort == ANDERS else soort in rij.soorten


def _tabs(rijen: list[Vergelijkrij]) -> list[tuple[str, str, int]]:
    soorten = [(ANDERS, "Alles wat anders is"), *SOORTEN.items()]
    return [(soort, woord, sum(1 for rij in rijen if _is(rij, soort))) for soort, woord in soorten]


def _blad(van: Editie, naar: Editie, rijen: list[Vergelijkrij]) -> Blad:
    kolommen = [
        Kolom("Programmalijn", GETAL, 8),
        Kolom(f"Code {van.jaar}", breed=20),
        Kolom(f"Code {naar.jaar}", breed=20),
        Kolom(f"Titel {van.jaar}", breed=36),
        Kolom(f"Titel {naar.jaar}", breed=36),
        Kolom("Wat", breed=28),
        Kolom(f"Prijs {van.jaar}", breed=30),
        Kolom(f"Prijs {naar.jaar}", breed=30),
        Kolom("Verschil", PROCENT, 10),
        Kolom("Veranderd", breed=60),
    ]
    return Blad(
        f"Van {van.jaar} naar {naar.jaar}",
        kolommen,
        [
            [
                rij.activiteit.programmalijn.nummer,
                rij.oud.code if rij.oud else "",
                rij.nieuw.code if rij.nieuw else "",
                rij.oud.titel if rij.oud else "",
                rij.nieuw.titel if rij.nieuw else "",
                ", ".join(rij.woorden),
                rij.prijs_oud,
                rij.prijs_nieuw,
                rij.procent,
                "; ".join(f"{v.veld}: {v.oud} → {v.nieuw}" for v in rij.verschillen),
            ]
            for rij in rijen
        ],
    )


urlpatterns = [path("edities/vergelijk/", vergelijk, name="editie_vergelijk")]
