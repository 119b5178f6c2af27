"""Correcting, taking back and deleting what was registered. Who may: vestiging and redactie."""

import datetime
from dataclasses import dataclass, field
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from catalogus.fouten import RegelFout
from catalogus.models import Activiteit, Bijeenkomst, Campagne, Gemeente, Kenmerk, Locatie, Uitvoering
from catalogus.opmaak import datum as datumtekst
from catalogus.opmaak import opsomming
from catalogus.regels.slot import verhoog_slot
from catalogus.regels.uitvoering import (
    Status,
    bij_bijeenkomst,
    leg_wie_vast,
    toets_bevoegd,
    toets_bijeenkomst,
    toets_gegevens,
    toets_jaren,
    verdeel_deelnames,
)

TERUG = datetime.timedelta(hours=12)  # how long one's own registration can be taken back without a reason


@dataclass(frozen=True)
class Keer:
    """A meeting as it must become; `pk` None adds one. `per_gemeente` holds what is known of a joint one."""

    datum: datetime.date
    deelnames: int | None
    status: str = Status.GEHOUDEN
    pk: int | None = None
    per_gemeente: dict[Gemeente, int] = field(default_factory=dict)


# ------------------------------------------------------------------ correcting
@transaction.atomic
def corrigeer(
    *,
    uitvoering: Uitvoering,
    door,
    gezien: int,
    keren: list[Keer],
    gemeenten: list[Gemeente],
    activiteit: Activiteit | None,
    platform: bool,
    titel: str,
    locatie: Locatie | None,
    doelgroep: Kenmerk | None,
    campagne: Campagne | None,
    aanbieder: str,
    vrijwilligersuren: Decimal | None,
    verslag: str,
    reden: str = "",
    vandaag: datetime.date | None = None,
) -> None:
    """Makes an execution and its meetings what they should be; meetings that are not among `keren` go."""
    toets_bevoegd(door=door)
    vandaag = vandaag or timezone.localdate()
    bestaand = {b.pk: b for b in uitvoering.bijeenkomsten.select_for_update()}
    dagen = [keer.datum for keer in keren]
    for keer in keren:
        toets_keer(keer=keer, vandaag=vandaag)
    toets_gegevens(
        gemeenten=gemeenten,
        dagen=dagen,
        activiteit=activiteit,
        platform=platform,
        titel=titel,
        locatie=locatie,
        campagne=campagne,
    )
    toets_jaren(dagen=[*dagen, *(b.datum for b in bestaand.values())], door=door, reden=reden)
    verhoog_slot(object=uitvoering, gezien=gezien)
    waarom = " ".join(deel for deel in (_andere_gemeenten(uitvoering, gemeenten), reden.strip()) if deel)
    uitvoering.activiteit, uitvoering.platform, uitvoering.titel = activiteit, platform, titel.strip()
    uitvoering.locatie, uitvoering.doelgroep, uitvoering.campagne = locatie, doelgroep, campagne
    uitvoering.aanbieder, uitvoering.vrijwilligersuren, uitvoering.verslag = aanbieder, vrijwilligersuren, verslag
    leg_wie_vast(object=uitvoering, door=door, reden=waarom)
    uitvoering.save()
    uitvoering.gemeenten.set(gemeenten)
    for keer in keren:
        _zet_keer(uitvoering, bestaand.pop(keer.pk, None) if keer.pk else None, keer, door, reden)
    for weg in bestaand.values():
        verwijder_bijeenkomst(bijeenkomst=weg, door=door, reden=reden)


def toets_keer(*, keer: Keer, vandaag: datetime.date) -> None:
    toets_bijeenkomst(dag=keer.datum, deelnames=keer.deelnames, vandaag=vandaag)
    if keer.status == Status.GEHOUDEN and keer.datum > vandaag:
        raise RegelFout(
            f"{datumtekst(keer.datum)} moet nog komen. Zet de bijeenkomst op gepland.", code="toekomst", veld="status"
        )
    if keer.status != Status.GEHOUDEN and keer.deelnames:
        raise RegelFout(
            f"Op {datumtekst(keer.datum)} staan {keer.deelnames} deelnames, maar de bijeenkomst is {keer.status}. "
            "Zet haar op gehouden of haal het aantal weg.",
            code="status",
            veld="status",
        )


def _zet_keer(uitvoering: Uitvoering, oud: Bijeenkomst | None, keer: Keer, door, reden: str) -> None:
    bijeenkomst = oud or Bijeenkomst(uitvoering=uitvoering)
    nieuw = (keer.datum, keer.deelnames, keer.status)
    if oud is None or nieuw != (oud.datum, oud.deelnames, oud.status):
        bijeenkomst.datum, bijeenkomst.deelnames, bijeenkomst.status = nieuw
        leg_wie_vast(object=bijeenkomst, door=door, reden=reden)
        bijeenkomst.save()
    for deelname in bijeenkomst.deelnames_per_gemeente.exclude(gemeente__in=keer.per_gemeente):
        leg_wie_vast(object=deelname, door=door, reden=reden)
        deelname.delete()
    if keer.per_gemeente:
        verdeel_deelnames(bijeenkomst=bijeenkomst, per_gemeente=keer.per_gemeente, door=door)


def _andere_gemeenten(uitvoering: Uitvoering, gemeenten: list[Gemeente]) -> str:
    """Which gemeenten it was and becomes, for the history; empty when they stay the same."""
    oud = list(uitvoering.gemeenten.all())
    if set(oud) == set(gemeenten):
        return ""
    return f"Gemeenten: was {opsomming([str(g) for g in oud]) or 'geen'}, wordt {opsomming([str(g) for g in gemeenten])}."


# ------------------------------------------------------------------ deleting
@transaction.atomic
def verwijder(*, uitvoering: Uitvoering, door, gezien: int, reden: str) -> None:
    """Deletes an execution with its meetings; the history keeps them, with the reason."""
    toets_bevoegd(door=door)
    if not reden.strip():
        raise RegelFout("Geef een reden. Die blijft in de geschiedenis staan.", code="reden", veld="reden")
    toets_jaren(dagen=[b.datum for b in uitvoering.bijeenkomsten.all()], door=door, reden=reden)
    verhoog_slot(object=uitvoering, gezien=gezien)
    _haal_weg(uitvoering, door, reden)


def _haal_weg(uitvoering: Uitvoering, door, reden: str) -> None:
    if hangt_aan(uitvoering=uitvoering):
        raise RegelFout(
            f"Bij deze registratie hoort nog: {opsomming(hangt_aan(uitvoering=uitvoering))}. Haal dat er eerst af.",
            code="gekoppeld",
        )
    for bijeenkomst in uitvoering.bijeenkomsten.all():
        verwijder_bijeenkomst(bijeenkomst=bijeenkomst, door=door, reden=reden)
    leg_wie_vast(object=uitvoering, door=door, reden=reden)
    uitvoering.delete()


def verwijder_bijeenkomst(*, bijeenkomst: Bijeenkomst, door, reden: str) -> None:
    """Deletes a meeting and what is known per gemeente, each with its reason in the history."""
    for deelname in bijeenkomst.deelnames_per_gemeente.all():
        leg_wie_vast(object=deelname, door=door, reden=reden)
        deelname.delete()
    leg_wie_vast(object=bijeenkomst, door=door, reden=reden)
    bijeenkomst.delete()


def aanhang(*, uitvoering: Uitvoering) -> list:
    """Records of other apps that point to this execution, such as stories and photos: (model, name of the field, records)."""
    relaties = [r for r in Uitvoering._meta.related_objects if r.one_to_many and r.related_model is not Bijeenkomst]
    return [
        (r.related_model, r.field.name, list(r.related_model._default_manager.filter(**{r.field.name: uitvoering})))
        for r in relaties
    ]


def hangt_aan(*, uitvoering: Uitvoering) -> list[str]:
    """'het verhaal ‘Een dag lezen’': what keeps an execution from being deleted."""
    return [f"{model._meta.verbose_name} ‘{rij}’" for model, _, rijen in aanhang(uitvoering=uitvoering) for rij in rijen]


# ------------------------------------------------------------------ taking back
@transaction.atomic
def maak_ongedaan(*, uitvoering: Uitvoering, door) -> None:
    """Takes back one's own new registration, without a reason."""
    toets_bevoegd(door=door)
    eerste = uitvoering.history.order_by("history_date", "history_id").first()
    if eerste is None or eerste.history_user_id != door.pk or timezone.now() - eerste.history_date > TERUG:
        raise RegelFout(
            "Je kunt alleen je eigen registratie van vandaag terugnemen. Open haar om haar te verbeteren of te verwijderen.",
            code="te-laat",
        )
    if uitvoering.history.count() > 1 or uitvoering.slot:
        raise RegelFout("Deze registratie is intussen veranderd. Open haar om te zien wat er staat.", code="verouderd")
    toets_jaren(dagen=[b.datum for b in uitvoering.bijeenkomsten.all()], door=door, reden="Ongedaan gemaakt")
    _haal_weg(uitvoering, door, "Ongedaan gemaakt")


@transaction.atomic
def zet_terug(*, bijeenkomst: Bijeenkomst, door) -> None:
    """Takes back what one filled in for a planned meeting: it is planned again, on the day it was."""
    toets_bevoegd(door=door)
    bijeenkomst = Bijeenkomst.objects.select_for_update().get(pk=bijeenkomst.pk)
    nu, *ouder = bijeenkomst.history.order_by("-history_date", "-history_id")[:2]
    if not ouder or ouder[0].status != Status.GEPLAND or bijeenkomst.status == Status.GEPLAND:
        raise RegelFout("Deze bijeenkomst was niet net ingevuld. Open haar om haar te verbeteren.", code="verouderd")
    if nu.history_user_id != door.pk or timezone.now() - nu.history_date > TERUG:
        raise RegelFout("Je kunt alleen terugnemen wat je vandaag zelf invulde. Open de registratie.", code="te-laat")
    toets_jaren(dagen=[bijeenkomst.datum, ouder[0].datum], door=door, reden="Ongedaan gemaakt")
    bijeenkomst.status, bijeenkomst.deelnames, bijeenkomst.datum = Status.GEPLAND, None, ouder[0].datum
    leg_wie_vast(object=bijeenkomst, door=door, reden="Ongedaan gemaakt")
    bijeenkomst.save()
    for deelname in bijeenkomst.deelnames_per_gemeente.all():
        leg_wie_vast(object=deelname, door=door, reden="Ongedaan gemaakt")
        deelname.delete()
    reeks = bijeenkomst.uitvoering
    nieuwste, *eerder = reeks.history.order_by("-history_date", "-history_id")[:2]
    if eerder and nieuwste.history_change_reason == bij_bijeenkomst(bijeenkomst=bijeenkomst):
        reeks.vrijwilligersuren, reeks.verslag = eerder[0].vrijwilligersuren, eerder[0].verslag
        leg_wie_vast(object=reeks, door=door, reden="Ongedaan gemaakt")
        reeks.save()
