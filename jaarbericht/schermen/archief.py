"""Published reports for everybody, at addresses that stay: the archive and the web page."""

from itertools import groupby

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import path
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from catalogus import toegang
from catalogus.schermen.beschrijving import in_element
from jaarbericht import opendata, web
from jaarbericht.models import Uitgave

from .uitgavestuk import KORT, UITGAVE, VAST, Stuk, bewaarbaar, met_uitgave


@require_safe
def archief(request: HttpRequest) -> HttpResponse:
    """All published reports, newest year first; by name of a gemeente and by year."""
    vraag, jaar = request.GET.get("q", "").strip(), request.GET.get("jaar", "")
    alles = toegang.openbare_uitgaven(Uitgave.objects.all())
    jaren = list(alles.order_by("-jaarbericht__jaar").values_list("jaarbericht__jaar", flat=True).distinct())
    if vraag:
        alles = alles.filter(jaarbericht__gemeente__naam__icontains=vraag)
    if jaar.isdecimal():
        alles = alles.filter(jaarbericht__jaar=int(jaar[:4]))
    uitgaven = alles.select_related("jaarbericht__gemeente").defer("inhoud")
    uitgaven = uitgaven.order_by("-jaarbericht__jaar", "jaarbericht__gemeente__naam", "-nummer")
    rijen = []
    for _, groep in groupby(uitgaven, key=lambda uitgave: uitgave.jaarbericht_id):
        nieuwste, *eerder = openbaar = tuple(groep)
        rijen.append((Stuk(nieuwste, openbaar), [Stuk(ander, openbaar) for ander in eerder]))
    per_jaar = [(een, list(groep)) for een, groep in groupby(rijen, key=lambda rij: rij[0].sleutel[0])]
    context = {"per_jaar": per_jaar, "aantal": len(rijen), "jaren": jaren, "vraag": vraag, "jaar": jaar}
    return render(request, "archief/archief.html", context)


@met_uitgave
def lezen(request: HttpRequest, stuk: Stuk) -> HttpResponseBase:
    """The report as a web page; a draft for who may read it, an older uitgave with a link to the newest."""
    if not stuk.is_openbaar:
        return _pagina(request, stuk)
    merk = " ".join(f"{ander.nummer}.{ander.sha256}.{ander.reden}" for ander in stuk.openbaar)
    return bewaarbaar(
        request, merk=f"{request.path} {stuk.uitgave.nummer} {merk}", tijd=KORT, maak=lambda: _pagina(request, stuk)
    )


def _pagina(request: HttpRequest, stuk: Stuk) -> HttpResponse:
    rapport = stuk.rapport
    context = {
        "stuk": stuk,
        "uitgave": stuk.uitgave,
        "nieuwste": stuk.openbaar[0] if stuk.openbaar else None,
        "eerdere": [Stuk(ander, stuk.openbaar) for ander in stuk.openbaar if ander.nummer < stuk.uitgave.nummer],
        "rapport": rapport,
        "vast": settings.BASIS_ADRES + stuk.vast if stuk.is_openbaar else "",
        "omschrijving": f"Wat de bibliotheek in {rapport.jaar} deed in de gemeente {rapport.gemeente}: verhalen, cijfers en "
        "wat er van de afspraken kwam.",
        "pagina": web.pagina(rapport, adres=stuk.adres),
    }
    context["beschrijving"] = _beschrijving(stuk, context)
    return render(request, "archief/lezen.html", context)


def _beschrijving(stuk: Stuk, context: dict) -> SafeString:
    """What search engines read: a Report of schema.org, with its other forms."""
    rapport, openbaar = stuk.rapport, stuk.uitgave.openbaar_vanaf
    vormen = [("jaarbericht.pdf", "application/pdf")]
    vormen += [(f"cijfers.{vorm}", soort.partition(";")[0]) for vorm, soort in opendata.VORMEN.items()]
    gegevens = {
        "@type": "Report",
        "name": f"{rapport.titel} {rapport.gemeente}",
        "description": context["omschrijving"],
        "inLanguage": "nl",
        "url": context["vast"],
        "version": str(stuk.uitgave.nummer),
        "datePublished": openbaar.date().isoformat() if openbaar else "",
        "temporalCoverage": str(rapport.jaar),
        "spatialCoverage": {"@type": "AdministrativeArea", "name": rapport.gemeente, "identifier": rapport.gemeente_code},
        "publisher": {"@type": "Organization", "name": rapport.organisatie},
        "encoding": [
            {"@type": "MediaObject", "encodingFormat": soort, "contentUrl": stuk.volledig_adres + naam}
            for naam, soort in vormen
        ],
    }
    return in_element(gegevens)


urlpatterns = [
    path("jaarberichten/", archief, name="archief"),
    path(VAST, lezen, name="jaarbericht_web"),
    path(UITGAVE, lezen, name="jaarbericht_uitgave"),
]
