"""The inbox of the library: which selections wait for whom, what stands out in them, and the decision on one."""

import datetime
from collections import defaultdict
from collections.abc import Callable

from django.db import transaction
from django.db.models import QuerySet, Sum

from catalogus.fouten import RegelFout
from catalogus.models import (
    Afname,
    Afnameregel,
    Budget,
    Editie,
    Gemeente,
    Huisvestingslast,
    Prijsopgave,
    Status,
    Statuswissel,
    Termijn,
)
from catalogus.regels import afname as afnames
from catalogus.regels.aanvraag import NUL, Aanvraag, Regelbeeld, vastgelegd
from catalogus.regels.afnameprijzen import bedragen_van
from catalogus.regels.keuzelijst import regels_van, wissels_van
from catalogus.regels.slot import verouderd

BESLUITEN = ("bevestigen", "teruggeven", "nieuwe_versie")
# Tabs of the inbox, with what they are called.
TE_BEOORDELEN, TERUGGEGEVEN, BEVESTIGD, BIJ_GEMEENTE = "te-beoordelen", "teruggegeven", "bevestigd", "bij-gemeente"
TABS = {
    TE_BEOORDELEN: "Te beoordelen",
    TERUGGEGEVEN: "Teruggegeven",
    BEVESTIGD: "Bevestigd",
    BIJ_GEMEENTE: "Nog bij gemeente",
}


# ------------------------------------------------------------------ the list
def aanvragen(*, editie: Editie) -> list[Aanvraag]:
    """The inbox of an edition by gemeente, in a fixed number of queries.

    Rows: everything submitted, returned or confirmed. On what a gemeente is still working there is one row, unless it is an
    older scenario beside something that was put forward already. A participating gemeente without any has a row as well.
    """
    afnames_ = list(
        Afname.objects.filter(editie=editie)
        .exclude(status__in=[Status.VERVANGEN, Status.VERVALLEN])
        .select_related("gemeente__accountmanager", "editie")
        .order_by("versienummer", "pk")
    )
    deelnemers = Gemeente.objects.deelnemers(editie.jaar).select_related("accountmanager")
    gemeenten = {gemeente.pk: gemeente for gemeente in deelnemers}
    gemeenten |= {afname.gemeente_id: afname.gemeente for afname in afnames_}
    wissels = wissels_van(afnames=afnames_)
    per_gemeente: dict[int, list[tuple[str, Afname]]] = defaultdict(list)
    for afname in afnames_:
        per_gemeente[afname.gemeente_id].append((_tab(afname, wissels[afname.pk]), afname))
    gekozen: list[tuple[Gemeente, str, Afname | None, int]] = []
    for pk, gemeente in gemeenten.items():
        gekozen += _rijen(gemeente, per_gemeente[pk])
    maak = _bouwer(editie, [afname for _, _, afname, _ in gekozen if afname], wissels, list(gemeenten.values()))
    rijen = [maak(gemeente, tab, afname, andere) for gemeente, tab, afname, andere in gekozen]
    return sorted(rijen, key=lambda rij: rij.gemeente.naam)


def _tab(afname: Afname, wissels: list[Statuswissel]) -> str:
    if afname.status == Status.INGEDIEND:
        return TE_BEOORDELEN
    if afname.status == Status.BEVESTIGD:
        return BEVESTIGD
    if afname.status == Status.CONCEPT and wissels and wissels[-1].overgang == "teruggeven":
        return TERUGGEGEVEN
    return BIJ_GEMEENTE


def _rijen(gemeente: Gemeente, eigen: list[tuple[str, Afname]]) -> list[tuple[Gemeente, str, Afname | None, int]]:
    klaar: list[tuple[Gemeente, str, Afname | None, int]] = [
        (gemeente, tab, afname, 0) for tab, afname in eigen if tab != BIJ_GEMEENTE
    ]
    bezig = [afname for tab, afname in eigen if tab == BIJ_GEMEENTE]
    if klaar:
        bezig = [afname for afname in bezig if afname.voorganger_id]
    if not bezig:
        return klaar or [(gemeente, BIJ_GEMEENTE, None, 0)]
    verst = max(bezig, key=lambda a: (a.status == Status.TER_FIATTERING, a.versienummer, a.pk))
    return [*klaar, (gemeente, BIJ_GEMEENTE, verst, len(bezig) - 1)]


# ------------------------------------------------------------------ what a row is made of
def _bouwer(
    editie: Editie, lijst: list[Afname], wissels: dict[int, list[Statuswissel]], gemeenten: list[Gemeente]
) -> Callable[[Gemeente, str, Afname | None, int], Aanvraag]:
    """Fetches everything at once; gives a function that makes one row of it."""
    regels = regels_van(afnames=lijst)
    vorig = _vorig_jaar(editie, gemeenten)
    termijnen = dict(Termijn.objects.filter(editie=editie, gemeente__in=gemeenten).values_list("gemeente_id", "open_tot"))
    budgetten = {
        budget.gemeente_id: budget
        for budget in Budget.objects.filter(jaar=editie.jaar, programmalijn__isnull=True, gemeente__in=gemeenten)
    }
    lasten = Huisvestingslast.objects.filter(jaar=editie.jaar, locatie__gemeente__in=gemeenten)
    huisvesting = dict(lasten.order_by().values_list("locatie__gemeente").annotate(Sum("bedrag")))
    vragen: dict[int, int] = defaultdict(int)
    for pk in open_prijsopgaven(editie=editie).filter(gemeente__in=gemeenten).values_list("gemeente_id", flat=True):
        vragen[pk] += 1

    def maak(gemeente: Gemeente, tab: str, afname: Afname | None, andere: int) -> Aanvraag:
        vorige = vorig[gemeente.pk]
        beelden = tuple(_beeld(regel, vorige) for regel in regels[afname.pk]) if afname else ()
        budget = budgetten.get(gemeente.pk)
        samen = sum((beeld.bedrag or NUL for beeld in beelden), NUL)
        if budget and budget.met_huisvesting:
            samen += huisvesting.get(gemeente.pk, NUL)
        return Aanvraag(
            gemeente,
            tab,
            afname,
            laatste_dag=termijnen.get(gemeente.pk, editie.kiezen_tot),
            regels=beelden,
            vorig_bedrag=sum((vastgelegd(regel=regel) for regel in vorige.values()), NUL) if vorige else None,
            boven_budget=samen - budget.bedrag if budget and afname else NUL,
            open_vragen=vragen[gemeente.pk],
            wissels=tuple(wissels[afname.pk]) if afname else (),
            andere=andere,
        )

    return maak


def open_prijsopgaven(*, editie: Editie) -> QuerySet[Prijsopgave]:
    """Quotations that were asked and not given yet, oldest first."""
    vragen = Prijsopgave.objects.filter(activiteit__editie=editie, gevraagd_op__isnull=False, datum__isnull=True)
    return vragen.select_related("gemeente", "activiteit", "gevraagd_door").order_by("gevraagd_op", "pk")


def _vorig_jaar(editie: Editie, gemeenten: list[Gemeente]) -> dict[int, dict[str, Afnameregel]]:
    """Confirmed lines of the year before, per gemeente by activity code."""
    uit: dict[int, dict[str, Afnameregel]] = defaultdict(dict)
    rijen = Afnameregel.objects.filter(
        afname__editie__jaar=editie.jaar - 1, afname__status=Status.BEVESTIGD, afname__gemeente__in=gemeenten
    )
    for regel in rijen.select_related("activiteit", "afname").order_by("pk"):
        uit[regel.afname.gemeente_id][regel.activiteit.code] = regel
    return uit


def _beeld(regel: Afnameregel, vorige: dict[str, Afnameregel]) -> Regelbeeld:
    vorig = vorige.get(regel.activiteit.code)
    try:
        bedragen = bedragen_van(regel=regel)
        return Regelbeeld(regel, None if bedragen is None else sum(bedragen, NUL), vorig)
    except RegelFout as fout:
        return Regelbeeld(regel, None, vorig, fout.tekst)


# ------------------------------------------------------------------ deciding
@transaction.atomic
def beslis(
    *,
    afname: Afname,
    besluit: str,
    gezien: int,
    door,
    reden: str = "",
    opmerkingen: dict[int, str] | None = None,
    ingangsdatum: datetime.date | None = None,
) -> Afname:
    """Confirms, returns or makes a new version on behalf of the gemeente. Who may: accountmanager, beheer.

    `gezien` is the lock number of the selection that was judged: when it changed meanwhile nothing is written (`verouderd`).
    """
    if besluit not in BESLUITEN:
        raise RegelFout("Kies een besluit: bevestigen, teruggeven of een nieuwe versie maken.", code="besluit")
    actueel = Afname.objects.select_for_update().get(pk=afname.pk)
    if actueel.slot != gezien:
        raise verouderd(object=actueel)
    return afnames.wissel(
        afname=actueel,
        overgang=besluit,
        door=door,
        reden=reden,
        regelopmerkingen=opmerkingen,
        ingangsdatum=ingangsdatum,
    )
