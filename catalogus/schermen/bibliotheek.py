"""What every screen of library staff starts with: who may come in, and the shell around it."""

from collections.abc import Callable
from functools import wraps

from django.contrib import admin
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest

from catalogus import toegang
from catalogus.models import Afname, Editie, Status
from catalogus.schermen import wie


def alleen_bibliotheek(view: Callable) -> Callable:
    """A view for library staff: others log in first, and an officer of a gemeente finds nothing here."""

    @login_required
    @wraps(view)
    def binnen(request: HttpRequest, *args, **kwargs):
        if not toegang.is_bibliotheek(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return binnen


def gekozen_editie(request: HttpRequest, jaar: int | None) -> Editie:
    """The edition of `jaar`, else the one that is open; 404 when there is none."""
    edities = wie.edities_van(request)
    editie = next((e for e in edities if e.jaar == jaar), None) if jaar else wie.huidige_editie(edities)
    if editie is None:
        raise Http404
    return editie


def kader(request: HttpRequest, *, actief: str, jaar: int | None) -> dict:
    """Context of templates/basis/bibliotheek.html. `actief` is the route of the screen in the menu, `jaar` its edition."""
    ingediend = toegang.zichtbaar_voor(request.user, Afname.objects.filter(status=Status.INGEDIEND))
    return {
        "available_apps": admin.site.get_app_list(request),
        "actief": actief,
        "jaar": jaar,
        "te_beoordelen": ingediend.count(),
    }
