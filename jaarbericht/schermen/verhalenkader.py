"""What the screens of stories share: the gemeente, a place in the list, and a lock number from a form."""

import re

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from catalogus import toegang
from catalogus.models import Gemeente
from jaarbericht.models import Verhaal
from jaarbericht.schermen.redactiekader import redactiekader

DEEL = "redactie_verhalen"
ZET = re.compile(r"([a-z]+)-(\d{1,9})-(\d{1,9})-(\d{1,9})")  # kind, number, place, lock number


def verhalenkader(request: HttpRequest, jaar: int, gemeente: Gemeente | None = None) -> dict:
    return redactiekader(request, jaar, deel=DEEL) | {"gemeente": gemeente}


def gemeente_van(request: HttpRequest, jaar: int, cbs: str) -> Gemeente:
    """A gemeente that gets a report of this year; else 404."""
    return get_object_or_404(toegang.zichtbaar_voor(request.user, Gemeente.objects.deelnemers(jaar)), cbs_code=cbs)


def verhaal_van(request: HttpRequest, jaar: int, pk: int) -> Verhaal:
    rijen = Verhaal.objects.select_related("gemeente", "programmalijn", "foto__toestemming", "toestemming", "uitvoering")
    return get_object_or_404(toegang.zichtbaar_voor(request.user, rijen), jaar=jaar, pk=pk)


def terug(jaar: int, gemeente: Gemeente, anker: str = "") -> str:
    adres = reverse("redactie_verhalen_gemeente", args=[jaar, gemeente.cbs_code])
    return f"{adres}#{anker}" if anker else adres


def gezien(request: HttpRequest) -> int:
    """The lock number that was seen; -1, which never fits, when there is none."""
    waarde = request.POST.get("gezien", "")
    return int(waarde) if waarde.isdecimal() else -1
