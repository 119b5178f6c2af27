"""What changed for a gemeente since: steps with its selections, corrected prices of what it chose, and answered questions."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Exists, OuterRef
from django.utils import timezone

from catalogus.models import Activiteit, Afname, Afnameregel, Editie, Gemeente, Prijs, Prijsopgave, Status, Statuswissel
from catalogus.opmaak import datum
from catalogus.regels.beurt import LEVEND
from catalogus.regels.prijswoorden import gegevens_van, prijs_in_woorden

STAPPEN = {
    "begin": "begonnen",
    "nieuwe_versie": "opnieuw geopend als nieuwe versie",
    "teruggeven": "teruggegeven met opmerkingen",
    "intrekken": "ingetrokken",
    "terug": "teruggehaald naar concept",
    "voorleggen": "voorgelegd aan de fiatteur",
    "indienen": "ingediend bij de bibliotheek",
    "bevestigen": "bevestigd",
    "vervangen": "vervangen door een nieuwe versie",
    "vervallen": "vervallen",
}


class Soort(StrEnum):
    STAP = "stap"
    PRIJS = "prijs"
    OPGAVE = "opgave"


@dataclass(frozen=True)
class Nieuws:
    """One thing that changed. `wat` is its name, `tekst` what happened; `afname` or `activiteit` is what it is about."""

    op: datetime.date
    soort: str
    wat: str
    tekst: str
    reden: str = ""
    afname: Afname | None = None
    activiteit: Activiteit | None = None


def nieuws(*, gemeente: Gemeente, edities: Iterable[Editie], meest: int) -> list[Nieuws]:
    """The newest `meest` things in these editions, newest first; five queries."""
    edities = list(edities)
    alles = [*_stappen(gemeente, edities, meest), *_prijzen(gemeente, edities, meest), *_opgaven(gemeente, edities, meest)]
    return sorted(alles, key=lambda n: n.op, reverse=True)[:meest]


def _stappen(gemeente: Gemeente, edities: list[Editie], meest: int) -> list[Nieuws]:
    wissels = Statuswissel.objects.filter(afname__gemeente=gemeente, afname__editie__in=edities)
    rijen = wissels.select_related("afname__editie", "door").order_by("-op", "-pk")[:meest]
    return [
        Nieuws(
            op=_dag(wissel.op),
            soort=Soort.STAP,
            wat=f"‘{wissel.afname.naam}’ voor {wissel.afname.editie.jaar}",
            tekst=f"is {STAPPEN.get(wissel.overgang, Status(wissel.naar).label)}{_door(wissel)}.",
            reden=wissel.reden,
            afname=wissel.afname,
        )
        for wissel in rijen
    ]


def _prijzen(gemeente: Gemeente, edities: list[Editie], meest: int) -> list[Nieuws]:
    """Corrections after an edition opened, of activities that are in a selection which still counts."""
    gekozen = Afnameregel.objects.filter(
        activiteit=OuterRef("activiteit"), afname__gemeente=gemeente, afname__status__in=LEVEND
    )
    prijzen = Prijs.objects.filter(Exists(gekozen), versie__gt=1, activiteit__editie__in=edities)
    rijen = prijzen.select_related("activiteit__editie").prefetch_related("activiteit__prijzen")
    uit = []
    for prijs in rijen.order_by("-gemaakt_op", "-pk")[:meest]:
        activiteit = prijs.activiteit
        toen = next(p for p in activiteit.prijzen.all() if p.versie == prijs.versie - 1)
        nu_, was = (
            prijs_in_woorden(prijs=gegevens_van(prijs=p), eenheid=activiteit.eenheid, prijsvorm=activiteit.prijsvorm)
            for p in (prijs, toen)
        )
        uit.append(
            Nieuws(
                op=_dag(prijs.gemaakt_op),
                soort=Soort.PRIJS,
                wat=activiteit.titel,
                tekst=f"kost in {activiteit.editie.jaar} {nu_}. Dat was {was}.",
                reden=prijs.reden,
                activiteit=activiteit,
            )
        )
    return uit


def _opgaven(gemeente: Gemeente, edities: list[Editie], meest: int) -> list[Nieuws]:
    gegeven = Prijsopgave.objects.filter(gemeente=gemeente, datum__isnull=False, activiteit__editie__in=edities)
    return [
        Nieuws(
            op=opgave.datum,
            soort=Soort.OPGAVE,
            wat=opgave.activiteit.titel,
            tekst=f"heeft nu een prijs voor jullie, geldig tot en met {datum(opgave.geldig_tot)}.",
            reden=opgave.toelichting,
            activiteit=opgave.activiteit,
        )
        for opgave in gegeven.select_related("activiteit__editie").order_by("-datum", "-pk")[:meest]
        if opgave.datum
    ]


def _door(wissel: Statuswissel) -> str:
    return f", door {wissel.door}" if wissel.door else ""


def _dag(moment: datetime.datetime) -> datetime.date:
    return timezone.localtime(moment).date()
