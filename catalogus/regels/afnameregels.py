"""Lines of an afname: start, change, copy. Who may change: opsteller, fiatteur, or accountmanager on their behalf."""

import datetime
from decimal import Decimal

from django.db import transaction
from simple_history.utils import bulk_create_with_history

from catalogus import toegang
from catalogus.fouten import RegelFout
from catalogus.models import (
    Activiteit,
    Afname,
    Afnameregel,
    Afnameregellocatie,
    Editie,
    Eenheid,
    Gemeente,
    Locatie,
    Pakket,
    Prijsopgave,
    Status,
    Statuswissel,
)
from catalogus.opmaak import hoeveelheid
from catalogus.regels.afnameprijzen import bedragen_van, per_locatie_van
from catalogus.regels.kostprijs import NUL
from catalogus.regels.prefill import stel_voor
from catalogus.regels.slot import verhoog_slot

NIEUW = -1  # as lock number seen: the user saw no line of this activity


# ------------------------------------------------------------------ making and changing
@transaction.atomic
def maak_afname(
    *,
    gemeente: Gemeente,
    editie: Editie,
    door,
    naam: str = "Onze keuze",
    reden: str = "",
    vandaag: datetime.date | None = None,
) -> Afname:
    """A new concept (or scenario) with the basis lines of a participating gemeente, pre-filled from what is known.

    `reden` goes into the log, such as from which afname it was taken over.
    """
    eis_beginnen(gemeente=gemeente, editie=editie, door=door, vandaag=vandaag)
    afname = Afname(gemeente=gemeente, editie=editie, naam=naam)
    afname._history_user = door
    afname.save()
    Statuswissel.objects.create(afname=afname, naar=Status.CONCEPT, overgang="begin", door=door, reden=reden)
    if gemeente.is_deelnemer(editie.jaar):
        basis = Activiteit.objects.filter(editie=editie, pakket=Pakket.BASIS, kinderen__isnull=True)
        for activiteit in basis.select_related("editie"):
            voorstel = stel_voor(activiteit=activiteit, gemeente=gemeente)
            bewaar_regel(
                Afnameregel(afname=afname, activiteit=activiteit, hoeveelheid=voorstel.hoeveelheid, herkomst=voorstel.herkomst),
                voorstel.per_locatie,
                door,
            )
    return afname


def eis_beginnen(*, gemeente: Gemeente, editie: Editie, door, vandaag: datetime.date | None = None) -> None:
    """RegelFout unless `door` may start a selection today: in an open edition, before the last day of the gemeente."""
    from catalogus.regels.afname import eis_kiesbaar  # the transitions import this module

    _eis_bewerker(door, gemeente)
    if editie.status != Editie.Status.OPEN:
        raise RegelFout(f"Editie {editie.jaar} is {editie.get_status_display()}; kiezen kan als zij open is.", code="editie")
    eis_kiesbaar(afname=Afname(gemeente=gemeente, editie=editie), door=door, vandaag=vandaag)


@transaction.atomic
def zet_regel(
    *,
    afname: Afname,
    activiteit: Activiteit,
    hoeveelheid: Decimal,
    door,
    per_locatie: dict[int, Decimal] | None = None,
    resultaat: str | None = None,
    toelichting: str | None = None,
    prijsopgave: Prijsopgave | None = None,
    herkomst: str | None = None,
    gezien: int | None = None,
    vandaag: datetime.date | None = None,
) -> Afnameregel:
    """Adds or changes the line of `activiteit`. `per_locatie` maps pk of a location to its quantity.

    With `per_locatie` the quantity is their sum, or their number when the unit is a location; an empty one takes the line
    off its locations, with the quantity as given. `herkomst` says where a proposed quantity comes from; another
    quantity without it has none. `gezien` is the lock number that the user saw, or NIEUW. RegelFout outside minimum and
    maximum, for a parent, another edition or a foreign location, when the price of this quantity cannot be told, and
    (`verouderd`) when somebody else was first.
    """
    afname = open_voor_bewerken(afname=afname, door=door, vandaag=vandaag)
    _eis_afneembaar(afname, activiteit)
    regel = afname.regels.select_for_update().filter(activiteit=activiteit).first()
    if regel:
        verhoog_slot(object=regel, gezien=regel.slot if gezien is None else gezien)
    elif gezien not in {None, NIEUW}:
        raise RegelFout(f"Intussen is {activiteit} uit de keuze gehaald.", code="verouderd")
    regel = regel or Afnameregel(afname=afname, activiteit=activiteit, voorganger=_in_vorige_versie(afname, activiteit))
    was = (regel.hoeveelheid, per_locatie_van(regel=regel)) if regel.pk else (None, {})
    verdeling = _eigen_locaties(afname.gemeente, per_locatie)
    regel.hoeveelheid = hoeveelheid
    if verdeling:
        regel.hoeveelheid = Decimal(len(verdeling)) if activiteit.eenheid == Eenheid.LOCATIE else sum(verdeling.values(), NUL)
    _eis_grenzen(activiteit, regel.hoeveelheid)
    for naam, waarde in (("resultaat", resultaat), ("toelichting", toelichting), ("prijsopgave", prijsopgave)):
        if waarde is not None:
            setattr(regel, naam, waarde)
    if herkomst is not None or was != (regel.hoeveelheid, was[1] if verdeling is None else verdeling):
        regel.herkomst = herkomst or ""
    bewaar_regel(regel, verdeling, door)
    bedragen_van(regel=regel)
    afname.bewerkers.add(door)
    return regel


def _in_vorige_versie(afname: Afname, activiteit: Activiteit) -> Afnameregel | None:
    if not afname.voorganger_id:
        return None
    return Afnameregel.objects.filter(afname=afname.voorganger_id, activiteit=activiteit).first()


@transaction.atomic
def verwijder_regel(*, regel: Afnameregel, door, gezien: int | None = None, vandaag: datetime.date | None = None) -> None:
    """Takes a line out of a concept; basis lines of a participating gemeente stay. `gezien` as in `zet_regel`."""
    afname = open_voor_bewerken(afname=regel.afname, door=door, vandaag=vandaag)
    if gezien is not None:
        verhoog_slot(object=regel, gezien=gezien)
    if blijft(activiteit=regel.activiteit, afname=afname):
        raise RegelFout(f"{regel.activiteit} hoort bij de basis en blijft in de keuze.", code="basis")
    regel._history_user = door
    regel.delete()
    afname.bewerkers.add(door)


def blijft(*, activiteit: Activiteit, afname: Afname) -> bool:
    """Whether an activity cannot be taken out of an afname: basis of a participating gemeente."""
    return activiteit.pakket == Pakket.BASIS and afname.gemeente.is_deelnemer(afname.editie.jaar)


def open_voor_bewerken(*, afname: Afname, door, vandaag: datetime.date | None = None) -> Afname:
    """The afname, locked; RegelFout unless it is a concept that `door` may change today."""
    from catalogus.regels.afname import eis_kiesbaar  # the transitions import this module

    actueel = Afname.objects.select_for_update(of=("self",)).select_related("gemeente", "editie").get(pk=afname.pk)
    _eis_bewerker(door, actueel.gemeente)
    if actueel.status != Status.CONCEPT:
        raise RegelFout(
            f"Deze keuze is {actueel.get_status_display()} en kan nu niet veranderen. Haal haar eerst terug naar concept.",
            code="status",
        )
    eis_kiesbaar(afname=actueel, door=door, vandaag=vandaag)
    return actueel


def _eis_bewerker(door, gemeente: Gemeente) -> None:
    if not toegang.mag_afname_bewerken(door, gemeente):
        raise RegelFout(f"Je mag geen keuze maken voor {gemeente}.", code="niet-bevoegd")


def _eis_afneembaar(afname: Afname, activiteit: Activiteit) -> None:
    if activiteit.editie_id != afname.editie_id:
        raise RegelFout(f"{activiteit} hoort bij een andere editie dan deze keuze.", code="editie")
    if activiteit.kinderen.exists():
        raise RegelFout(f"{activiteit} bestaat uit onderdelen. Kies een van de onderdelen.", code="ouder")


def _eis_grenzen(activiteit: Activiteit, aantal: Decimal) -> None:
    if aantal < 0:
        raise RegelFout(f"{activiteit}: vul 0 of meer in.", code="hoeveelheid", veld="hoeveelheid")
    if activiteit.minimum is not None and 0 < aantal < activiteit.minimum:
        raise RegelFout(
            f"{activiteit}: vul {hoeveelheid(activiteit.minimum)} of meer in. Je vulde {hoeveelheid(aantal)} in.",
            code="minimum",
            veld="hoeveelheid",
        )
    if activiteit.maximum is not None and aantal > activiteit.maximum:
        raise RegelFout(
            f"{activiteit}: vul {hoeveelheid(activiteit.maximum)} of minder in. Je vulde {hoeveelheid(aantal)} in.",
            code="maximum",
            veld="hoeveelheid",
        )


def _eigen_locaties(gemeente: Gemeente, per_locatie: dict[int, Decimal] | None) -> dict[int, Decimal] | None:
    if per_locatie is None:
        return None
    eigen = set(Locatie.objects.filter(gemeente=gemeente, pk__in=per_locatie).values_list("pk", flat=True))
    if set(per_locatie) - eigen:
        raise RegelFout(f"Kies locaties van {gemeente}.", code="locatie", veld="locaties")
    if any(aantal < 0 for aantal in per_locatie.values()):
        raise RegelFout("Vul per locatie 0 of meer in.", code="hoeveelheid", veld="locaties")
    return {pk: aantal for pk, aantal in per_locatie.items() if aantal > 0}


def bewaar_regel(regel: Afnameregel, per_locatie: dict[int, Decimal] | None, door) -> None:
    """Writes a line without any check; for code that made it from lines which were checked."""
    regel._history_user = door
    regel.save()
    if per_locatie is not None:
        _bewaar_locaties(regel, per_locatie, door)


def _bewaar_locaties(regel: Afnameregel, per_locatie: dict[int, Decimal], door) -> None:
    """New ones all at once: a line may have forty schools."""
    regel.locaties.exclude(locatie_id__in=per_locatie).delete()
    bekend = {deel.locatie_id: deel for deel in regel.locaties.order_by("pk")}
    nieuw = [
        Afnameregellocatie(regel=regel, locatie_id=pk, hoeveelheid=aantal)
        for pk, aantal in per_locatie.items()
        if pk not in bekend
    ]
    bulk_create_with_history(nieuw, Afnameregellocatie, default_user=door)
    for pk, deel in bekend.items():
        if deel.hoeveelheid != per_locatie[pk]:
            deel.hoeveelheid, deel._history_user = per_locatie[pk], door
            deel.save()


def kopieer_regels(*, van: Afname, naar: Afname, door) -> None:
    """Lines of a new version: same quantities and locations, each with its predecessor."""
    for oud in van.regels.prefetch_related("locaties"):
        nieuw = Afnameregel(
            afname=naar,
            activiteit_id=oud.activiteit_id,
            hoeveelheid=oud.hoeveelheid,
            herkomst=oud.herkomst,
            resultaat=oud.resultaat,
            toelichting=oud.toelichting,
            prijsopgave_id=oud.prijsopgave_id,
            voorganger=oud,
        )
        bewaar_regel(nieuw, per_locatie_van(regel=oud), door)
