"""The public catalogue: what there is to choose, without prices, at addresses that stay."""

from typing import Any

from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.views.decorators.http import require_safe

from catalogus.models import Activiteit, Editie, Programmalijn
from catalogus.regels.kaarten import Kaart, laad
from catalogus.regels.tekst import schoon
from catalogus.regels.zoeken import verwant
from catalogus.schermen import beschrijving

GEPUBLICEERD = Editie.objects.exclude(status=Editie.Status.CONCEPT)


def _editie() -> Editie | None:
    return GEPUBLICEERD.order_by("-jaar").first()


def _lijnen(editie: Editie | None) -> list[Programmalijn]:
    """Programmalijnen with the number of activities in this edition; parts count with their parent."""
    telt = Q(activiteiten__editie=editie, activiteiten__ouder__isnull=True)
    return list(Programmalijn.objects.annotate(aantal=Count("activiteiten", filter=telt)).order_by("nummer"))


@require_safe
def openbaar(request: HttpRequest) -> HttpResponse:
    """All programmalijnen."""
    editie = _editie()
    context: dict[str, Any] = {"editie": editie, "lijnen": _lijnen(editie)}
    if editie:
        context["beschrijving"] = beschrijving.van_catalogus(editie=editie, lijnen=context["lijnen"])
    return render(request, "catalogus/openbaar.html", context)


@require_safe
def openbaar_lijn(request: HttpRequest, slug: str) -> HttpResponse:
    """One programmalijn with its activities; parts stand under their parent."""
    editie = _editie()
    lijn = get_object_or_404(Programmalijn, slug=slug)
    kaarten = [kaart for kaart in laad(editie=editie) if kaart.lijn == lijn.nummer] if editie else []
    rijen = [
        (kaart, [kind for kind in kaarten if kind.ouder_id == kaart.pk])
        for kaart in kaarten
        if kaart.ouder_id not in {ander.pk for ander in kaarten}
    ]
    context = {
        "editie": editie,
        "lijn": lijn,
        "lijnen": _lijnen(editie),
        "rijen": rijen,
        "tekst": schoon(tekst=lijn.inleiding),
        "beschrijving": beschrijving.van_lijn(lijn=lijn, kaarten=kaarten) if kaarten else "",
    }
    return render(request, "catalogus/openbaar_lijn.html", context)


@require_safe
def openbaar_activiteit(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """One activity as the newest edition that has it describes it. Under another programmalijn than its own: moved."""
    activiteit = (
        Activiteit.objects.filter(editie__in=GEPUBLICEERD, code=code)
        .select_related("editie", "programmalijn", "ouder")
        .order_by("-editie__jaar")
        .first()
    )
    if activiteit is None:
        raise Http404("Deze activiteit staat niet in de catalogus.")
    if activiteit.programmalijn.slug != slug:
        return redirect("openbaar_activiteit", activiteit.programmalijn.slug, code, permanent=True)
    kaarten = laad(editie=activiteit.editie)
    kaart: Kaart = next(k for k in kaarten if k.pk == activiteit.pk)
    editie = _editie()
    onderdelen = [k for k in kaarten if k.ouder_id == kaart.pk]
    context = {
        "editie": editie,
        "activiteit": activiteit,
        "lijn": activiteit.programmalijn,
        "kaart": kaart,
        "tekst": schoon(tekst=activiteit.omschrijving),
        "onderdelen": onderdelen,
        "verwant": verwant(kaart=kaart, kaarten=kaarten),
    }
    if activiteit.editie == editie:  # what left the catalogue can be read, but is offered no longer
        context["beschrijving"] = beschrijving.van_activiteit(activiteit=activiteit, kaart=kaart, onderdelen=onderdelen)
    return render(request, "catalogus/openbaar_activiteit.html", context)


urlpatterns = [
    path("catalogus/", openbaar, name="openbaar"),
    path("catalogus/<slug:slug>/", openbaar_lijn, name="openbaar_lijn"),
    path("catalogus/<slug:slug>/<str:code>/", openbaar_activiteit, name="openbaar_activiteit"),
]
