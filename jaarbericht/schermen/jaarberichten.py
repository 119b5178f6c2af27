"""The annual reports of one gemeente: per year what may be read, and in which forms."""

import datetime
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.db.models.fields.files import FieldFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_safe

from catalogus import toegang
from catalogus.models import Gemeente
from catalogus.schermen import wie
from jaarbericht.models import Jaarbericht, Uitgave

UITLEG: dict[str, str] = {
    Jaarbericht.Status.CONCEPT: "De bibliotheek schrijft er nog aan.",
    Jaarbericht.Status.REDACTIE: "De bibliotheek schrijft er nog aan.",
    Jaarbericht.Status.TER_INZAGE: "Dit is een concept. Lees het en geef door wat er niet klopt.",
    Jaarbericht.Status.VASTGESTELD: "De directeur heeft het vastgesteld. Het is nog niet openbaar.",
    Jaarbericht.Status.GEPUBLICEERD: "Het jaarbericht is openbaar.",
}


@dataclass(frozen=True)
class Bericht:
    """A report with the newest version that may be read, and the versions before it."""

    jaarbericht: Jaarbericht
    uitgaven: tuple[Uitgave, ...]  # newest first

    @property
    def uitgave(self) -> Uitgave | None:
        return self.uitgaven[0] if self.uitgaven else None

    @property
    def eerdere(self) -> tuple[Uitgave, ...]:
        return self.uitgaven[1:]

    @property
    def pdf(self) -> FieldFile | None:
        return self.uitgave.pdf if self.uitgave else None

    @property
    def sinds(self) -> datetime.date | None:
        """Since when the newest version can be read."""
        moment = self.uitgave and (self.uitgave.openbaar_vanaf or self.uitgave.gemaakt_op)
        return timezone.localtime(moment).date() if moment else None

    @property
    def uitleg(self) -> str:
        return UITLEG[self.jaarbericht.status]


def berichten_van(*, user, gemeente: Gemeente) -> list[Bericht]:
    """As far as `user` may see them, newest first, in two queries."""
    berichten = toegang.zichtbaar_voor(user, Jaarbericht.objects.filter(gemeente=gemeente)).order_by("-jaar")
    uitgaven = toegang.zichtbaar_voor(
        user, Uitgave.objects.filter(jaarbericht__gemeente=gemeente, ingetrokken_op__isnull=True).defer("inhoud")
    )
    per_bericht: dict[int, list[Uitgave]] = {}
    for uitgave in uitgaven.order_by("-nummer"):
        per_bericht.setdefault(uitgave.jaarbericht_id, []).append(uitgave)
    return [Bericht(bericht, tuple(per_bericht.get(bericht.pk, ()))) for bericht in berichten]


@login_required
@require_safe
def jaarberichten(request: HttpRequest, cbs: str) -> HttpResponse:
    gemeente = wie.gemeente_of_404(request, cbs)
    context = wie.kader(request, gemeente, actief="jaarberichten") | {
        "berichten": berichten_van(user=request.user, gemeente=gemeente)
    }
    return render(request, "gemeente/jaarberichten.html", context)


urlpatterns = [path("g/<str:cbs>/jaarberichten/", jaarberichten, name="jaarberichten")]
