"""What the screens of one edition share: its parts as tabs, who may change it, and where a finding is mended."""

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from catalogus import toegang
from catalogus.models import Editie
from catalogus.regels import nazien
from catalogus.schermen.bibliotheek import alleen_bibliotheek, gekozen_editie, kader

TABS = (
    ("editie", "Overzicht"),
    ("editie_activiteiten", "Activiteiten"),
    ("editie_tarieven", "Tarieven en opslag"),
    ("editie_verdeling", "Verdeling"),
    ("editie_bronnen", "Bronnen"),
    ("editie_termijnen", "Termijnen"),
)


def editiekader(request: HttpRequest, editie: Editie, *, deel: str) -> dict:
    """Context of templates/edities/basis.html; `deel` is the route of the tab."""
    return kader(request, actief="edities", jaar=editie.jaar) | {
        "editie": editie,
        "deel": deel,
        "tabs": [(route, woord, reverse(route, args=[editie.jaar])) for route, woord in TABS],
        "vorig_jaar": editie.jaar - 1,
        "mag_wijzigen": toegang.mag_editie_wijzigen(request.user),
        "concept": editie.status == Editie.Status.CONCEPT,
    }


def van_editie(view: Callable) -> Callable:
    """A view of library staff on one edition: gets the edition instead of its year, 404 when there is none."""

    @alleen_bibliotheek
    @wraps(view)
    def binnen(request: HttpRequest, jaar: int, *args, **kwargs) -> HttpResponse:
        return view(request, gekozen_editie(request, jaar), *args, **kwargs)

    return binnen


def wie_wijzigt(view: Callable) -> Callable:
    """For screens that only change things: catalogusredactie and controller. Comes after the decorator that lets staff in."""

    @wraps(view)
    def binnen(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not toegang.mag_editie_wijzigen(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return binnen


def waarheen(*, bevinding: nazien.Bevinding, editie: Editie) -> tuple[str, str]:
    """(address, words of the link) of the place where a finding is mended."""
    activiteit = bevinding.activiteit
    if bevinding.veld == nazien.TARIEVEN:
        return reverse("editie_tarieven", args=[editie.jaar]), "Naar de tarieven"
    if bevinding.veld == nazien.BRONNEN:
        return reverse("editie_bronnen", args=[editie.jaar]), "Naar de bronnen"
    if activiteit is None:
        return f"{reverse('editie', args=[editie.jaar])}#instellingen", "Naar de instellingen"
    if bevinding.veld == nazien.KOSTEN:
        return reverse("kosten_activiteit", args=[editie.jaar, activiteit.code]), "Naar de kosten"
    adres = reverse("activiteit_bewerken", args=[editie.jaar, activiteit.code])
    return f"{adres}#id_{bevinding.veld}", "Naar het veld"
