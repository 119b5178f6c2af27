"""What the screens of editing and publishing share: the year, its parts as tabs, and who comes in."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from catalogus import toegang
from catalogus.schermen.bibliotheek import alleen_bibliotheek, kader

# Route and word of each part of the work on one year; every route takes the year and nothing else.
TABS: tuple[tuple[str, str], ...] = (
    ("redactie", "Bord"),
    ("redactie_teksten", "Teksten"),
    ("redactie_verhalen", "Verhalen"),
    ("redactie_opzet", "Opzet"),
    ("redactie_controles_jaar", "Controles"),
    ("redactie_maken", "Maken"),
)


def redactiekader(request: HttpRequest, jaar: int, *, deel: str) -> dict:
    """Context of templates/redactie/basis.html; `deel` is the route of the tab."""
    return kader(request, actief="redactie", jaar=None) | {
        "redactiejaar": jaar,
        "deel": deel,
        "tabs": [(route, woord, reverse(route, args=[jaar])) for route, woord in TABS],
    }


def alleen_redactie(view: Callable) -> Callable:
    """A view of redactie and directie: others of the library, and officers of a gemeente, find nothing here."""

    @alleen_bibliotheek
    @wraps(view)
    def binnen(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not toegang.mag_jaarberichten_maken(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return binnen
