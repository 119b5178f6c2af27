"""The start page of a gemeente: what is due, its selections, what changed, how far the year is, its reports and decisions."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from catalogus import toegang
from catalogus.models import Beschikking, Editie, Gemeente, Programmalijn, Status
from catalogus.opmaak import datum, euro, getal
from catalogus.regels import keuzebeeld, nieuws, verantwoording, voortgang
from catalogus.regels.achtergrond import Achtergrond, achtergrond_van
from catalogus.regels.cijfers import Cijfers
from catalogus.regels.keuzebeeld import Keuzebeeld
from catalogus.schermen import wie
from jaarbericht.models import Jaarbericht, Uitgave
from jaarbericht.schermen.beurten import Stand, laatste_dag, standen
from jaarbericht.schermen.jaarberichten import Bericht, berichten_van

MEEST_NIEUWS, MEEST_BESCHIKKINGEN, MEEST_BERICHTEN = 6, 3, 3
UITGAVE: dict[str, str] = {
    Uitgave.Soort.TER_INZAGE: "ligt ter inzage.",
    Uitgave.Soort.VASTGESTELD: "is vastgesteld.",
    Uitgave.Soort.VERBETERD: "is verbeterd.",
    Uitgave.Soort.INGEKORT: "is ingekort.",
}
HOOGTE = 128  # of the tallest bar in the drawing of the panel


@login_required
@require_safe
def gemeente_start(request: HttpRequest, cbs: str) -> HttpResponse:
    gemeente = wie.gemeente_of_404(request, cbs)
    vandaag = timezone.localdate()
    edities = [editie for editie in wie.edities_van(request) if editie.status != Editie.Status.CONCEPT]
    (stand,) = standen(user=request.user, gemeenten=[gemeente], edities=edities, vandaag=vandaag)
    berichten = berichten_van(user=request.user, gemeente=gemeente)
    editie = wie.huidige_editie(edities)
    context = wie.kader(request, gemeente, actief="gemeente_start") | {
        "stand": stand,
        "paneel": stand.panelen[0] if stand.panelen else None,
        "ook": _ook_open(stand, berichten),
        "berichten": berichten[:MEEST_BERICHTEN],
        "beschikkingen": _beschikkingen(request, gemeente),
        "nieuws": _nieuws(gemeente, edities, berichten),
        "vandaag": vandaag,
    }
    if editie:
        context |= _keuze(gemeente, editie, stand)
    return render(request, "gemeente/start.html", context | _voortgang(gemeente, edities, vandaag))


# ------------------------------------------------------------------ choosing
@dataclass(frozen=True)
class Balk:
    """A spine in the drawing of the panel."""

    nummer: int
    x: int
    y: float
    hoog: float
    tekst: str

    @property
    def boven(self) -> float:
        return self.y - 8

    @property
    def midden(self) -> int:
        return self.x + 26


def _keuze(gemeente: Gemeente, editie: Editie, stand: Stand) -> dict:
    """The selections of the newest edition, the one that comes next with its amounts, and the budget."""
    paneel = stand.panelen[0] if stand.panelen else None
    rij = paneel.beurt.rij if paneel and paneel.beurt.editie == editie else None
    rijen = stand.rijen.get(editie.jaar, [])
    rij = rij or (rijen[-1] if rijen else None)
    achtergrond = achtergrond_van(gemeente=gemeente, editie=editie)
    if rij:
        rij.afname.gemeente = gemeente
    beeld = keuzebeeld.maak(afname=rij.afname, achtergrond=achtergrond) if rij else None
    return {
        "nu": editie,
        "rijen": rijen,
        "beeld": beeld,
        "budgetzin": _budgetzin(beeld) if beeld else "",
        "balken": _balken(beeld) if beeld else [],
        "achtergrond": achtergrond,
        "budget": achtergrond.budgetten.get(None),
        "lijnbudgetten": _lijnbudgetten(achtergrond),
        "termijn": stand.termijnen.get(editie.jaar),
        "laatste_dag": laatste_dag(editie, stand.termijnen),
        "stappen": _stappen(editie, rijen, laatste_dag(editie, stand.termijnen)),
    }


def _budgetzin(beeld: Keuzebeeld) -> str:
    """'Dat past in het budget; er is nog € 1.559,60 vrij.'"""
    if beeld.budget is None or beeld.vrij is None:
        return ""
    if beeld.boven:
        return f"Dat is {euro(beeld.boven)} boven het budget."
    return f"Dat past in het budget. Er is nog {euro(beeld.vrij)} vrij."


def _balken(beeld: Keuzebeeld) -> list[Balk]:
    """Per programmalijn in thousands of euros."""
    hoogste = max([lijn.bedrag for lijn in beeld.lijnen] + [Decimal("0.01")])
    uit = []
    for plaats, lijn in enumerate(beeld.lijnen):
        hoog = max(float(lijn.bedrag * HOOGTE / hoogste), 1.0)
        uit.append(Balk(lijn.programmalijn.nummer, 4 + 64 * plaats, 160 - hoog, hoog, getal(lijn.bedrag / 1000, 1)))
    return uit


def _lijnbudgetten(achtergrond: Achtergrond) -> list:
    """Budgets of single programmalijnen, by number."""
    lijnen = {lijn.pk: lijn for lijn in Programmalijn.objects.all()} if len(achtergrond.budgetten) > 1 else {}
    rijen = [(lijnen[pk], budget) for pk, budget in achtergrond.budgetten.items() if pk]
    return sorted(rijen, key=lambda paar: paar[0].nummer)


@dataclass(frozen=True)
class Stap:
    naam: str
    wanneer: str
    klaar: bool
    nu: bool


def _stappen(editie: Editie, rijen: list, tot: datetime.date | None) -> list[Stap]:
    """The year in five steps, and where the gemeente is in it."""
    statussen = {rij.afname.status for rij in rijen}
    if editie.status != Editie.Status.OPEN:
        nu = 3 if editie.status == Editie.Status.LOPEND else 4
    elif Status.BEVESTIGD in statussen:
        nu = 3
    else:
        nu = 2 if Status.INGEDIEND in statussen else 1
    jaar = editie.jaar
    delen = [
        ("Catalogus gepubliceerd", f"voor {jaar}"),
        ("Kiezen en fiatteren", f"tot en met {datum(tot)}" if tot else "zonder einddatum"),
        ("Bibliotheek bevestigt", f"najaar {jaar - 1}"),
        ("Uitvoeren", f"heel {jaar}"),
        (f"Jaarbericht {jaar}", f"voorjaar {jaar + 1}"),
    ]
    return [Stap(naam, wanneer, klaar=plaats < nu, nu=plaats == nu) for plaats, (naam, wanneer) in enumerate(delen)]


# ------------------------------------------------------------------ the rest of the page
def _ook_open(stand: Stand, berichten: list[Bericht]) -> list[tuple[str, str, str]]:
    """What else is open: (what, button, address)."""
    uit = [(paneel.kop, paneel.knop, paneel.adres) for paneel in stand.panelen[1:]]
    cbs = stand.gemeente.cbs_code
    for bericht in berichten:
        if bericht.jaarbericht.status == Jaarbericht.Status.TER_INZAGE:
            wat = f"Het concept van het jaarbericht {bericht.jaarbericht.jaar} ligt ter inzage"
            uit.append((wat, "Lees het concept", reverse("jaarbericht_lezen", args=[cbs, bericht.jaarbericht.jaar])))
    return uit


def _beschikkingen(request: HttpRequest, gemeente: Gemeente) -> list[Beschikking]:
    eigen = toegang.zichtbaar_voor(request.user, Beschikking.objects.filter(gemeente=gemeente))
    return list(eigen.order_by("-datum", "-pk")[:MEEST_BESCHIKKINGEN])


@dataclass(frozen=True)
class Regel:
    """One thing that changed, as the list shows it."""

    op: datetime.date
    icoon: str
    wat: str
    adres: str
    tekst: str
    reden: str = ""


def _nieuws(gemeente: Gemeente, edities: list[Editie], berichten: list[Bericht]) -> list[Regel]:
    bezig = [editie for editie in edities if editie.status != Editie.Status.AFGESLOTEN]
    cbs = gemeente.cbs_code
    regels = []
    for ding in nieuws.nieuws(gemeente=gemeente, edities=bezig, meest=MEEST_NIEUWS):
        if ding.afname:
            adres, icoon = reverse("keuze", args=[cbs, ding.afname.pk]), "lijst"
        else:
            assert ding.activiteit is not None
            adres = reverse("aanbod_activiteit", args=[cbs, ding.activiteit.editie.jaar, ding.activiteit.code])
            icoon = "euro"
        regels.append(Regel(ding.op, icoon, ding.wat, adres, ding.tekst, ding.reden))
    for bericht in berichten:
        for uitgave in bericht.uitgaven:
            moment = timezone.localtime(uitgave.openbaar_vanaf or uitgave.gemaakt_op).date()
            wat = f"Jaarbericht {bericht.jaarbericht.jaar}"
            regels.append(Regel(moment, "blad", wat, reverse("jaarberichten", args=[cbs]), UITGAVE[uitgave.soort]))
    return sorted(regels, key=lambda regel: regel.op, reverse=True)[:MEEST_NIEUWS]


def _voortgang(gemeente: Gemeente, edities: list[Editie], vandaag: datetime.date) -> dict:
    """Agreed and carried out this year, or of the newest year that began."""
    jaar = next((editie.jaar for editie in edities if editie.jaar <= vandaag.year), None)
    if jaar is None:
        return {"jaar": None}
    rijen = verantwoording.gepland_en_gerealiseerd(gemeente=gemeente, jaar=jaar, cijfers=Cijfers(jaren=[jaar]))
    lijnen = {lijn.nummer: lijn for lijn in Programmalijn.objects.all()}
    verstreken = voortgang.verstreken(jaar=jaar, vandaag=vandaag)
    return {
        "jaar": jaar,
        "afgesproken": len(rijen),
        "voortgang": [(lijnen[deel.programmalijn], deel, deel.achter(verstreken)) for deel in voortgang.per_lijn(regels=rijen)],
        "verstreken": verstreken,
        "loopt": jaar == vandaag.year,
    }


urlpatterns = [path("g/<str:cbs>/", gemeente_start, name="gemeente_start")]
