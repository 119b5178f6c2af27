"""The page after logging in: for the library its work, for a gemeente its choices and reports."""

from itertools import groupby

from django.contrib import admin
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from catalogus import toegang
from catalogus.models import Afname, Groep, Status
from jaarbericht.models import Jaarbericht, Taakregel, Uitgave


@login_required
def start(request: HttpRequest) -> HttpResponse:
    if toegang.is_bibliotheek(request.user):
        return render(request, "start_bibliotheek.html", _bibliotheek(request))
    return render(request, "start_gemeente.html", _gemeente(request.user))


def _bibliotheek(request: HttpRequest) -> dict:
    """Screens in which this user may change something, what waits for an answer, and the reports of the newest year."""
    werk = [
        groep | {"models": [s for s in groep["models"] if not s["view_only"]]} for groep in admin.site.get_app_list(request)
    ]
    berichten = toegang.zichtbaar_voor(request.user, Jaarbericht.objects.select_related("gemeente"))
    laatste = berichten.order_by("-jaar").values_list("jaar", flat=True).first()
    ingediend = None
    if toegang.is_lid(request.user, Groep.ACCOUNTMANAGER):
        ingediend = toegang.zichtbaar_voor(request.user, Afname.objects.filter(status=Status.INGEDIEND)).count()
    return {
        "werk": [groep for groep in werk if groep["models"]],
        "ingediend": ingediend,
        "jaar": laatste,
        "jaarberichten": met_pdf(request.user, list(berichten.filter(jaar=laatste))),
    }


def _gemeente(user) -> dict:
    """Per gemeente of this user: the afnames by edition, and the reports that are out for reading or published."""
    afnames = toegang.zichtbaar_voor(user, Afname.objects.select_related("editie"))
    per_gemeente: dict[int, list[Afname]] = {}
    for afname in afnames.order_by("-editie__jaar", "-versienummer", "naam"):
        per_gemeente.setdefault(afname.gemeente_id, []).append(afname)
    berichten: dict[int, list[dict]] = {}
    for rij in met_pdf(user, list(toegang.zichtbaar_voor(user, Jaarbericht.objects.select_related("gemeente")))):
        berichten.setdefault(rij["jaarbericht"].gemeente_id, []).append(rij)
    return {
        "gemeenten": [
            {
                "gemeente": gemeente,
                "edities": [
                    (editie, list(rijen)) for editie, rijen in groupby(per_gemeente.get(gemeente.pk, []), lambda a: a.editie)
                ],
                "jaarberichten": berichten.get(gemeente.pk, []),
            }
            for gemeente in toegang.gemeenten_van(user)
        ]
    }


def met_pdf(user, jaarberichten: list[Jaarbericht]) -> list[dict]:
    """Each report with the PDF of its newest uitgave, else of the newest job that is done, as far as `user` may see those."""
    uitgaven = toegang.zichtbaar_voor(user, Uitgave.objects.filter(jaarbericht__in=jaarberichten).defer("inhoud"))
    taken = toegang.zichtbaar_voor(
        user, Taakregel.objects.filter(jaarbericht__in=jaarberichten, status=Taakregel.Status.KLAAR).exclude(resultaat="")
    )
    proef = {taak.jaarbericht_id: taak for taak in taken.order_by("klaar_op", "pk")}
    nieuwste = {uitgave.jaarbericht_id: uitgave for uitgave in uitgaven.order_by("nummer")}
    rijen = []
    for bericht in jaarberichten:
        uitgave, taak = nieuwste.get(bericht.pk), proef.get(bericht.pk)
        bestand = uitgave.pdf if uitgave else taak.resultaat if taak else None
        soort = uitgave.get_soort_display() if uitgave else "proef" if taak else ""
        rijen.append({"jaarbericht": bericht, "bestand": bestand, "soort": soort})
    return rijen
