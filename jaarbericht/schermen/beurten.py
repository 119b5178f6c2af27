"""The one next step per gemeente, in words and with where it leads: for the start page, and for who has several gemeenten."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from catalogus import toegang
from catalogus.models import Afname, Editie, Gemeente, Groep, Lidmaatschap, Termijn
from catalogus.opmaak import datum
from catalogus.regels import beurt as regels
from catalogus.regels.beurt import LEVEND, Beurt, Soort
from catalogus.regels.keuzelijst import Keuzerij, keuzerijen

# Per kind of turn: heading and text when this person can act, and when not. {jaar}, {tot} and {manager} are filled in.
WOORDEN: dict[Soort, tuple[str, str, str, str]] = {
    Soort.BEGIN: (
        "Begin jullie keuze voor {jaar}",
        "Neem de keuze van vorig jaar over, of begin met de basis.",
        "Jullie hebben nog geen keuze voor {jaar}",
        "Een opsteller of fiatteur van jullie gemeente kan beginnen.",
    ),
    Soort.MAAK_AF: (
        "Maak jullie keuze voor {jaar} af en leg haar voor aan de fiatteur",
        "",
        "Aan de keuze voor {jaar} wordt gewerkt",
        "Een opsteller of fiatteur legt haar voor.",
    ),
    Soort.VERWERK: (
        "De bibliotheek gaf jullie keuze voor {jaar} terug",
        "Verwerk de opmerkingen en leg de keuze opnieuw voor.",
        "De bibliotheek gaf jullie keuze voor {jaar} terug",
        "Een opsteller of fiatteur verwerkt de opmerkingen.",
    ),
    Soort.FIATTEER: (
        "Fiatteer de keuze voor {jaar} en dien haar in",
        "Zij is aan jou voorgelegd.",
        "",
        "",
    ),
    Soort.WACHT_FIAT: (
        "",
        "",
        "De keuze voor {jaar} ligt bij de fiatteur",
        "Lezen kan, veranderen niet.",
    ),
    Soort.WACHT_BIBLIOTHEEK: (
        "",
        "",
        "De bibliotheek beoordeelt jullie keuze voor {jaar}",
        "Zij is ingediend bij {manager}.",
    ),
    Soort.BEVESTIGD: (
        "",
        "",
        "Jullie keuze voor {jaar} is bevestigd",
        "De afnamelijst staat vast.",
    ),
    Soort.VOORBIJ: (
        "",
        "",
        "Kiezen voor {jaar} kon tot en met {tot}",
        "Er is niets ingediend. Vraag {manager} om verlenging.",
    ),
}
KNOP = {
    Soort.MAAK_AF: "Verder met onze keuze",
    Soort.VERWERK: "Verwerk de opmerkingen",
    Soort.FIATTEER: "Bekijk en fiatteer",
}


@dataclass(frozen=True)
class Paneel:
    """The next step in words. `knop` and `adres` are the one primary button."""

    beurt: Beurt
    kop: str
    tekst: str
    knop: str
    adres: str


@dataclass(frozen=True)
class Stand:
    """How it stands with one gemeente: its selections per edition, and what comes next, the most urgent first."""

    gemeente: Gemeente
    rijen: dict[int, list[Keuzerij]]  # by year
    termijnen: dict[int, Termijn]  # by year, where they differ from the edition
    panelen: list[Paneel]


def standen(*, user, gemeenten: Iterable[Gemeente], edities: Iterable[Editie], vandaag: datetime.date) -> list[Stand]:
    """In the order given, in a fixed number of queries. `edities` as far as `user` may see them, newest first."""
    gemeenten = list(gemeenten)
    bezig = [e for e in edities if e.status in {Editie.Status.OPEN, Editie.Status.LOPEND}]
    afnames = toegang.zichtbaar_voor(user, Afname.objects.filter(gemeente__in=gemeenten, editie__in=bezig, status__in=LEVEND))
    rijen: dict[tuple[int, int], list[Keuzerij]] = defaultdict(list)
    for rij in keuzerijen(afnames=afnames.select_related("editie").prefetch_related("bewerkers").order_by("pk")):
        rijen[rij.afname.gemeente_id, rij.afname.editie.jaar].append(rij)
    rollen: dict[int, set[str]] = defaultdict(set)
    for pk, rol in Lidmaatschap.objects.filter(gebruiker=user, gemeente__in=gemeenten).values_list("gemeente_id", "rol"):
        rollen[pk].add(rol)
    termijnen: dict[int, dict[int, Termijn]] = defaultdict(dict)
    for termijn in Termijn.objects.filter(gemeente__in=gemeenten, editie__in=bezig).select_related("editie"):
        termijnen[termijn.gemeente_id][termijn.editie.jaar] = termijn
    uit = []
    for gemeente in gemeenten:
        eigen = {editie.jaar: rijen[gemeente.pk, editie.jaar] for editie in bezig}
        beurten = [
            regels.bepaal(
                gemeente=gemeente,
                editie=editie,
                rijen=eigen[editie.jaar],
                rollen=frozenset(rollen[gemeente.pk]),
                door=user,
                laatste_dag=laatste_dag(editie, termijnen[gemeente.pk]),
                vandaag=vandaag,
            )
            for editie in bezig
        ]
        panelen = [paneel(beurt, gemeente, user) for beurt in beurten if beurt]
        uit.append(Stand(gemeente, eigen, termijnen[gemeente.pk], sorted(panelen, key=lambda p: not p.beurt.aan_zet)))
    return uit


def laatste_dag(editie: Editie, termijnen: dict[int, Termijn]) -> datetime.date | None:
    """Until when one may choose: the own term, else that of the edition."""
    return termijnen[editie.jaar].open_tot if editie.jaar in termijnen else editie.kiezen_tot


def paneel(beurt: Beurt, gemeente: Gemeente, user) -> Paneel:
    kop, tekst, kop_anders, tekst_anders = WOORDEN[beurt.soort]
    jaar, afname = beurt.editie.jaar, beurt.rij.afname if beurt.rij else None
    delen = {
        "jaar": jaar,
        "tot": datum(beurt.laatste_dag),
        "manager": gemeente.accountmanager or "de bibliotheek",
    }
    cbs = gemeente.cbs_code
    if beurt.soort == Soort.BEGIN and beurt.aan_zet:
        knop, adres = "Begin met kiezen", reverse("keuze_nieuw", args=[cbs, jaar])
    elif afname is None:
        knop, adres = "Bekijk de catalogus", reverse("aanbod", args=[cbs, jaar])
    elif beurt.soort == Soort.WACHT_BIBLIOTHEEK and toegang.is_lid(user, Groep.ACCOUNTMANAGER):
        knop, adres = "Beoordeel de aanvraag", reverse("postvak_afname", args=[afname.pk])
    elif beurt.soort == Soort.FIATTEER:
        knop, adres = KNOP[beurt.soort], reverse("keuze_wissel", args=[cbs, afname.pk, "indienen"])
    else:
        knop = KNOP.get(beurt.soort, "") if beurt.aan_zet else ""
        knop, adres = knop or "Bekijk de keuze", reverse("keuze", args=[cbs, afname.pk])
    return Paneel(
        beurt=beurt,
        kop=(kop if beurt.aan_zet else kop_anders).format(**delen),
        tekst=(tekst if beurt.aan_zet else tekst_anders).format(**delen),
        knop=knop,
        adres=adres,
    )
