"""Texts beside each other: where gemeenten differ from the shared text, and what stood in a block before."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from jaarbericht.models import Tekstvariant
from jaarbericht.regels import tekstbeeld
from jaarbericht.regels.tekstverschil import verschil
from jaarbericht.regels.veldkeuze import namen
from jaarbericht.schermen.redactiekader import alleen_redactie, redactiekader
from jaarbericht.schermen.tekstpagina import EIGEN, Plek, bewaard, plek_of_404

Wijze = Tekstvariant.Wijze


def _kader(request: HttpRequest, plek: Plek) -> dict:
    return redactiekader(request, plek.jaar, deel="redactie_teksten") | {
        "plek": plek,
        "blok": plek.blok,
        "naam": tekstbeeld.naam_van(blok=plek.blok),
        "adres": plek.adres(),
    }


@alleen_redactie
@require_safe
def verschillen(request: HttpRequest, jaar: int, pk: int) -> HttpResponse:
    """Every gemeente whose text differs: how, and what the shared text became since."""
    plek = plek_of_404(request, jaar, pk)
    noem = namen()
    rijen = [_rij(plek, variant, ouder, noem) for variant, ouder in tekstbeeld.varianten_van(blok=plek.blok)]
    return render(request, "redactie/verschillen.html", _kader(request, plek) | {"rijen": rijen})


def _rij(plek: Plek, variant: Tekstvariant, ouder: bool, noem: Callable[[str], str]) -> dict:
    blok = plek.blok
    toen = tekstbeeld.tekst_bij_versie(blok=blok, tekstversie=variant.gebaseerd_op) if ouder else blok.tekst
    return {
        "variant": variant,
        "ouder": ouder,
        "adres": Plek(blok, plek.gemeenten, variant.gemeente, EIGEN, variant).adres(),
        "alineas": verschil(oud=blok.tekst, nieuw=_wordt(variant, blok.tekst), noem=noem),
        "sindsdien": verschil(oud=toen, nieuw=blok.tekst, noem=noem) if ouder else [],
    }


def _wordt(variant: Tekstvariant, gedeeld: str) -> str:
    """What the gemeente gets instead of the shared text."""
    return {
        Wijze.VERVANGEN.value: variant.tekst,
        Wijze.AANVULLEN_VOOR.value: f"{variant.tekst}{gedeeld}",
        Wijze.AANVULLEN_NA.value: f"{gedeeld}{variant.tekst}",
        Wijze.WEGLATEN.value: "",
    }[variant.wijze]


@alleen_redactie
@require_safe
def geschiedenis(request: HttpRequest, jaar: int, pk: int) -> HttpResponse:
    """Who changed what when, newest first, each with what it changed and a button to go back to it."""
    plek = plek_of_404(request, jaar, pk)
    alle = tekstbeeld.versies(blok=plek.blok, gemeente=plek.gemeente if plek.deel == EIGEN else None)
    noem = namen()
    vorigen = [*alle[1:], None]
    rijen = [
        {
            "versie": versie,
            "wijze": Wijze(versie.wijze).label if versie.wijze else "",
            "alineas": verschil(oud=_tekst(vorige), nieuw=_tekst(versie), noem=noem),
            "kop_was": vorige.titel if vorige and vorige.titel != versie.titel else None,
        }
        for versie, vorige in zip(alle, vorigen, strict=True)
    ]
    context = {"rijen": rijen, "eigen": plek.deel == EIGEN, "nu": bewaard(plek)}
    return render(request, "redactie/geschiedenis.html", _kader(request, plek) | context)


def _tekst(versie: tekstbeeld.Versie | None) -> str:
    return versie.tekst if versie and not versie.weg else ""


urlpatterns = [
    path("redactie/<int:jaar>/teksten/<int:pk>/verschillen/", verschillen, name="redactie_verschillen"),
    path("redactie/<int:jaar>/teksten/<int:pk>/geschiedenis/", geschiedenis, name="redactie_geschiedenis"),
]
