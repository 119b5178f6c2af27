"""What waits for somebody of the library, by what this person does there: due dates first, the rest is in the menu."""

import datetime
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib import admin
from django.db.models import Count, Exists, Max, Min, OuterRef, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from catalogus import toegang
from catalogus.models import Afname, Beschikking, Editie, Gemeente, Groep, Prijsopgave, Status, Termijn
from catalogus.opmaak import datum, getal
from catalogus.schermen import bibliotheek, wie
from jaarbericht.models import Jaarbericht, Taakregel, Uitgave


@dataclass(frozen=True)
class Wacht:
    """Something that waits: what, since or until when, and where one goes on. `mijn`: it is this person's to do."""

    wat: str
    wanneer: str
    knop: str
    adres: str
    mijn: bool = True


def bibliotheekstart(request: HttpRequest) -> dict:
    """Context of the start page of library staff; the same number of queries whatever waits."""
    user, vandaag = request.user, timezone.localdate()
    edities = wie.edities_van(request)
    gewoon = wie.huidige_editie(edities)
    kader = bibliotheek.kader(request, actief="start", jaar=gewoon.jaar if gewoon else 0)
    berichten = toegang.zichtbaar_voor(user, Jaarbericht.objects.select_related("gemeente"))
    laatste = berichten.order_by("-jaar").values_list("jaar", flat=True).first()
    rijen = list(berichten.filter(jaar=laatste).order_by("gemeente__naam"))
    wachtend: list[Wacht] = []
    if toegang.is_lid(user, Groep.ACCOUNTMANAGER):
        wachtend += [*_aanvragen(user), *_prijsopgaven(user), *_nog_niet_ingediend(gewoon, vandaag)]
    if toegang.is_lid(user, Groep.CATALOGUSREDACTIE, Groep.CONTROLLER):
        wachtend += _edities(edities)
    if toegang.is_lid(user, Groep.CONTROLLER):
        wachtend += _beschikkingen(edities)
    if toegang.mag_jaarberichten_maken(user):
        wachtend += _jaarberichten(rijen)
    return kader | {
        "wachtend": wachtend,
        "nu": next((ding for ding in wachtend if ding.mijn), None),
        "editie": gewoon,
        "jaarberichtenjaar": laatste,
        "jaarberichten": met_pdf(user, rijen),
        "beheergroepen": admin.site.get_app_list(request),
    }


# ------------------------------------------------------------------ accountmanager
def _aanvragen(user) -> Iterator[Wacht]:
    ingediend = toegang.zichtbaar_voor(user, Afname.objects.filter(status=Status.INGEDIEND)).annotate(
        sinds=Max("statuswissels__op", filter=Q(statuswissels__naar=Status.INGEDIEND))
    )
    rijen = list(ingediend.order_by().values_list("gemeente__accountmanager", "sinds", "editie__jaar"))
    if not rijen:
        return
    eigen = sum(1 for manager, _, _ in rijen if manager == user.pk)
    oudste = min((sinds for _, sinds, _ in rijen if sinds), default=None)
    wanneer = f"De oudste wacht sinds {datum(timezone.localtime(oudste).date())}." if oudste else ""
    van_mij = f" {_meervoud(eigen, 'is van jouw gemeenten', 'zijn van jouw gemeenten')}." if eigen else ""
    yield Wacht(
        wat=f"{_meervoud(len(rijen), 'keuze wacht', 'keuzes wachten')} op je antwoord",
        wanneer=f"{wanneer}{van_mij}".strip(),
        knop="Bekijk wat is ingediend",
        adres=f"{reverse('postvak')}?jaar={max(jaar for _, _, jaar in rijen)}",
    )


def _prijsopgaven(user) -> Iterator[Wacht]:
    gevraagd = Prijsopgave.objects.filter(gevraagd_op__isnull=False, datum__isnull=True)
    som = toegang.zichtbaar_voor(user, gevraagd).aggregate(
        aantal=Count("pk"), oudste=Min("gevraagd_op"), eerste=Min("pk"), jaar=Max("activiteit__editie__jaar")
    )
    if som["aantal"]:
        een = som["aantal"] == 1
        yield Wacht(
            wat=f"{_meervoud(som['aantal'], 'gemeente vraagt', 'vragen')} {'een prijs' if een else 'naar een prijs'}",
            wanneer=f"{'Gevraagd' if een else 'De oudste is gevraagd'} op {datum(som['oudste'])}.",
            knop="Geef een prijs" if een else "Bekijk de vragen",
            adres=reverse("prijsopgave", args=[som["eerste"]])
            if een
            else f"{reverse('postvak')}?jaar={som['jaar']}#prijsvragen",
        )


def _nog_niet_ingediend(editie: Editie | None, vandaag: datetime.date) -> Iterator[Wacht]:
    """Participating gemeenten that submitted nothing in the open edition, by the first last day."""
    if editie is None or editie.status != Editie.Status.OPEN:
        return
    klaar = Afname.objects.filter(gemeente=OuterRef("pk"), editie=editie, status__in=[Status.INGEDIEND, Status.BEVESTIGD])
    nog = list(Gemeente.objects.deelnemers(editie.jaar).filter(~Exists(klaar)).values_list("pk", flat=True))
    termijnen = dict(Termijn.objects.filter(editie=editie).values_list("gemeente_id", "open_tot"))
    dagen = [dag for pk in nog if (dag := termijnen.get(pk, editie.kiezen_tot))]
    komend = [dag for dag in dagen if dag >= vandaag]
    if nog:
        wanneer = f"De eerste termijn loopt tot en met {datum(min(komend))}." if komend else "Er is geen termijn die nog loopt."
        yield Wacht(
            wat=f"{_meervoud(len(nog), 'gemeente heeft', 'gemeenten hebben')} voor {editie.jaar} nog niets ingediend",
            wanneer=wanneer,
            knop="Bekijk wie",
            adres=f"{reverse('postvak')}?jaar={editie.jaar}&tab=bij-gemeente",
            mijn=False,
        )


# ------------------------------------------------------------------ the other roles
def _edities(edities: list[Editie]) -> Iterator[Wacht]:
    for editie in edities:
        if editie.status == Editie.Status.CONCEPT:
            wat, wanneer, mijn = f"Editie {editie.jaar} is in concept", "Controleer haar en zet haar open.", True
        elif editie.status == Editie.Status.OPEN and editie.kiezen_tot:
            wat, wanneer, mijn = f"Editie {editie.jaar} staat open", f"Kiezen kan tot en met {datum(editie.kiezen_tot)}.", False
        else:
            continue
        yield Wacht(wat, wanneer, "Naar de editie", reverse("admin:catalogus_editie_change", args=[editie.pk]), mijn)


def _beschikkingen(edities: list[Editie]) -> Iterator[Wacht]:
    """Running years of which a gemeente with a confirmed selection has no decision on record."""
    besluit = Beschikking.objects.filter(gemeente=OuterRef("gemeente"), jaar=OuterRef("editie__jaar"), soort="verlening")
    lopend = [editie.pk for editie in edities if editie.status == Editie.Status.LOPEND]
    zonder = Afname.objects.filter(~Exists(besluit), editie__in=lopend, status=Status.BEVESTIGD)
    for jaar, aantal in sorted(Counter(zonder.order_by().values_list("editie__jaar", flat=True)).items()):
        yield Wacht(
            wat=f"{_meervoud(aantal, 'beschikking', 'beschikkingen')} van {jaar} nog niet vastgelegd",
            wanneer="De keuze van die gemeenten is al bevestigd.",
            knop="Naar de beschikkingen",
            adres=f"{reverse('admin:catalogus_beschikking_changelist')}?jaar={jaar}",
        )


def _jaarberichten(rijen: list[Jaarbericht]) -> Iterator[Wacht]:
    per_status = Counter(rij.status for rij in rijen)
    nog = [rij for rij in rijen if rij.status != Jaarbericht.Status.GEPUBLICEERD]
    if nog:
        delen = [f"{getal(per_status[s])} {s.label}" for s in Jaarbericht.Status if per_status[s]]
        yield Wacht(
            wat=f"{_meervoud(len(nog), 'jaarbericht', 'jaarberichten')} {nog[0].jaar} nog niet gepubliceerd",
            wanneer=f"{', '.join(delen).capitalize()}.",
            knop="Naar de jaarberichten",
            adres=reverse("redactie", args=[nog[0].jaar]),
        )


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


def _meervoud(aantal: int, een: str, meer: str) -> str:
    """'1 keuze wacht', '3 keuzes wachten'."""
    return f"{getal(aantal)} {een if aantal == 1 else meer}"
