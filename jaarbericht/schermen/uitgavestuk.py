"""An uitgave as it is asked for by its address: who may read it, and how long others may keep the answer."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, wraps

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from catalogus import toegang
from jaarbericht.models import Uitgave
from jaarbericht.rapport import Rapport, van_json

VORM = 1  # raise this when templates or style sheets of the web page change what a reader sees
KORT, DAG = 300, 86400  # seconds that others may keep an answer
VAST = "jaarberichten/<int:jaar>/<str:cbs>/"
UITGAVE = f"{VAST}uitgave/<int:nummer>/"


@dataclass(frozen=True)
class Stuk:
    """One uitgave of a report, as it is asked for."""

    uitgave: Uitgave
    openbaar: tuple[Uitgave, ...]  # the public ones of this report, newest first

    @property
    def is_openbaar(self) -> bool:
        return any(ander.pk == self.uitgave.pk for ander in self.openbaar)

    @property
    def sleutel(self) -> tuple[int, str]:
        return self.uitgave.jaarbericht.jaar, self.uitgave.jaarbericht.gemeente.cbs_code

    @property
    def vast(self) -> str:
        """The address that always gives the newest public uitgave."""
        return reverse("jaarbericht_web", args=self.sleutel)

    @property
    def adres(self) -> str:
        """The address of this very uitgave."""
        return reverse("jaarbericht_uitgave", args=[*self.sleutel, self.uitgave.nummer])

    @property
    def hier(self) -> str:
        """The address to give to others: the lasting one as long as this is the newest."""
        return self.vast if self.openbaar and self.openbaar[0].pk == self.uitgave.pk else self.adres

    @property
    def volledig_adres(self) -> str:
        return settings.BASIS_ADRES + self.adres

    @property
    def grootte(self) -> int:
        """Of the PDF in bytes; 0 when the file is gone."""
        naam = self.uitgave.pdf.name or ""
        return default_storage.size(naam) if naam and default_storage.exists(naam) else 0

    @cached_property
    def rapport(self) -> Rapport:
        if not self.uitgave.inhoud:
            raise Http404("Deze uitgave heeft geen inhoud.")
        return van_json(self.uitgave.inhoud)


def met_uitgave(view: Callable) -> Callable:
    """Finds the uitgave of an address: the newest public one, or the one with a number.

    404 when there is none that this visitor may read; 410 when it was public and has been taken down.
    """

    @require_safe
    @wraps(view)
    def binnen(request: HttpRequest, jaar: int, cbs: str, nummer: int | None = None, **rest) -> HttpResponseBase:
        van_rapport = Uitgave.objects.filter(jaarbericht__jaar=jaar, jaarbericht__gemeente__cbs_code=cbs)
        van_rapport = van_rapport.select_related("jaarbericht__gemeente").defer("inhoud").order_by("-nummer")
        openbaar = tuple(toegang.openbare_uitgaven(van_rapport))
        gevonden = next((u for u in openbaar if nummer in (None, u.nummer)), None)
        if gevonden is None and nummer is not None:
            gevonden = toegang.zichtbaar_voor(request.user, van_rapport).filter(nummer=nummer, ingetrokken_op=None).first()
        if gevonden is None:
            weg = van_rapport.filter(openbaar_vanaf__isnull=False, ingetrokken_op__isnull=False)
            if weg.filter(**({} if nummer is None else {"nummer": nummer})).exists():
                context = {"jaar": jaar, "nummer": nummer, "nieuwste": openbaar[0] if openbaar else None}
                return render(request, "archief/weg.html", context, status=410)
            raise Http404("Dit jaarbericht is er niet.")
        stuk = Stuk(gevonden, openbaar)
        antwoord = view(request, stuk, **rest)
        if not stuk.is_openbaar:
            antwoord["Cache-Control"] = "private, no-store"
        return antwoord

    return binnen


def bewaarbaar(request: HttpRequest, *, merk: str, tijd: int, maak: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """The answer that `maak` gives, or 304 when the browser has it: `merk` says what is in it."""
    etag = quote_etag(hashlib.sha256(f"{VORM} {merk}".encode()).hexdigest()[:32])
    antwoord = get_conditional_response(request, etag=etag) or maak()
    antwoord["ETag"] = etag
    patch_cache_control(antwoord, public=True, max_age=tijd)
    return antwoord
