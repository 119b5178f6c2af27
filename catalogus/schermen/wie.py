"""Who looks, and for which gemeente: what every screen of a gemeente starts with."""

from django.http import Http404, HttpRequest
from django.urls import reverse
from django_htmx.middleware import HtmxDetails

from catalogus import toegang
from catalogus.models import Editie, Gemeente

# Route, word in the menu, and whether its address has a year.
MENU = (
    ("gemeente_start", "Start", False),
    ("aanbod", "Catalogus", True),
    ("keuzes", "Onze keuzes", True),
    ("verantwoording", "Verantwoording", True),
    ("jaarberichten", "Jaarberichten", False),
)
MET_JAAR = {route for route, _, met_jaar in MENU if met_jaar} | {"gemeente_uitvoeringen"}


class HtmxRequest(HttpRequest):
    """A request as the middleware of django-htmx leaves it; for types only."""

    htmx: HtmxDetails


def gemeenten_van(request: HttpRequest) -> list[Gemeente]:
    """Gemeenten that this user may see; asked once per request."""
    bewaard = vars(request)
    if "_gemeenten" not in bewaard:
        bewaard["_gemeenten"] = list(toegang.gemeenten_van(request.user).select_related("accountmanager"))
    return bewaard["_gemeenten"]


def edities_van(request: HttpRequest) -> list[Editie]:
    """Editions that this user may see, newest first; asked once per request."""
    bewaard = vars(request)
    if "_edities" not in bewaard:
        bewaard["_edities"] = list(toegang.zichtbaar_voor(request.user, Editie.objects.order_by("-jaar")))
    return bewaard["_edities"]


def gemeente_of_404(request: HttpRequest, cbs: str) -> Gemeente:
    """The gemeente with this CBS code, if it is one of the user's; views put `login_required` before it."""
    for gemeente in gemeenten_van(request):
        if gemeente.cbs_code == cbs:
            return gemeente
    raise Http404("Deze gemeente bestaat niet of hoort niet bij je account.")


def editie_of_404(request: HttpRequest, jaar: int) -> Editie:
    """The edition of this year, if the user may see it."""
    for editie in edities_van(request):
        if editie.jaar == jaar:
            return editie
    raise Http404(f"Er is geen catalogus van {jaar}.")


def huidige_editie(edities: list[Editie]) -> Editie | None:
    """The edition that links without a year lead to: the newest that is open, else the newest that gemeenten may see."""
    zichtbaar = [editie for editie in edities if editie.status != Editie.Status.CONCEPT]
    return next((editie for editie in zichtbaar if editie.status == Editie.Status.OPEN), zichtbaar[0] if zichtbaar else None)


def _jaar_van(route: str, gewoon: Editie | None, edities: list[Editie]) -> int | None:
    """The year that a link in the menu leads to: of accounting the one before an edition in which one still chooses."""
    if gewoon and route == "verantwoording" and gewoon.status == Editie.Status.OPEN:
        gewoon = next((editie for editie in edities if editie.jaar < gewoon.jaar), gewoon)
    return gewoon.jaar if gewoon else None


def _adres(route: str, gemeente: Gemeente, jaar: int | None) -> str:
    """Address of a screen of the menu; empty when there is no edition to show in it."""
    if route not in MET_JAAR:
        return reverse(route, args=[gemeente.cbs_code])
    return "" if jaar is None else reverse(route, args=[gemeente.cbs_code, jaar])


def kader(request: HttpRequest, gemeente: Gemeente, *, actief: str, editie: Editie | None = None) -> dict:
    """Context of the shell of a gemeente. `actief` is the route of the screen in the menu, `editie` the one on the screen."""
    edities = edities_van(request)
    gewoon = editie or huidige_editie(edities)
    menu = [(route, woord, _adres(route, gemeente, _jaar_van(route, gewoon, edities))) for route, woord, _ in MENU]
    jaar = editie.jaar if editie else _jaar_van(actief, gewoon, edities)
    jaren = [(e, _adres(actief, gemeente, e.jaar)) for e in edities] if editie and actief in MET_JAAR else []
    return {
        "gemeente": gemeente,
        "editie": editie,
        "actief": actief,
        "menu": [rij for rij in menu if rij[2]],
        "wissel": [(g, _adres(actief, g, jaar)) for g in gemeenten_van(request)],
        "jaarwissel": jaren if len(jaren) > 1 else [],
    }
