"""The life of an edition: copy, set, open, run, close. Who may: catalogusredactie and controller."""

import dataclasses
import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from simple_history.utils import bulk_create_with_history

from catalogus import meldingen, toegang
from catalogus.fouten import RegelFout
from catalogus.models import (
    Activiteit,
    Afname,
    Dekking,
    Editie,
    Gemeente,
    Kostenregel,
    Prijs,
    Prijsvorm,
    Staffel,
    Status,
    Tarief,
)
from catalogus.opmaak import afronden, datum
from catalogus.regels import kostprijs as kosten
from catalogus.regels import nazien
from catalogus.regels.afname import laat_vervallen
from catalogus.regels.editiebeeld import activiteiten_van, tarieven_van
from catalogus.regels.slot import verhoog_slot


def eis_bevoegd(door) -> None:
    """RegelFout unless `door` may change editions; None is a command or the system."""
    if door is not None and not toegang.mag_editie_wijzigen(door):
        raise RegelFout("Alleen de catalogusredactie en de controller mogen een editie veranderen.", code="niet-bevoegd")


def vergrendel(*, editie: Editie, verwacht: str, doel: str) -> Editie:
    """Locks the edition; RegelFout (`status`) unless it is `verwacht`. `doel` is what somebody wants to do."""
    actueel = Editie.objects.select_for_update().get(pk=editie.pk)
    if actueel.status != verwacht:
        raise RegelFout(
            f"Editie {actueel.jaar} is {actueel.get_status_display()}. {doel} kan alleen als zij {verwacht} is.",
            code="status",
        )
    return actueel


def _zet_status(editie: Editie, status: str, door, reden: str) -> Editie:
    verhoog_slot(object=editie, gezien=editie.slot)
    editie.status = status
    editie._change_reason = reden
    editie._history_user = door
    editie.save()
    return editie


@transaction.atomic
def kopieer_editie(*, bron: Editie, jaar: int, indexering: Decimal, door=None) -> tuple[Editie, dict[int, int]]:
    """Copies `bron` to a new edition in concept for `jaar`; returns it with a map of old to new pk of activities.

    `indexering` is a percentage on tariffs, prices of cost lines, fixed amounts, staffels and amounts of cover. Amounts keep
    the decimals of their kind: tariffs and classes two, prices of lines four. Raises RegelFout when the year exists already.
    """
    eis_bevoegd(door)
    if Editie.objects.filter(jaar=jaar).exists():
        raise RegelFout(f"Er is al een editie {jaar}. Kies een ander jaar.", code="bestaat", veld="jaar")
    factor = 1 + Decimal(indexering) / 100

    def index(bedrag: Decimal | None, decimalen: int) -> Decimal | None:
        return None if bedrag is None else afronden(bedrag * factor, decimalen)

    nieuw = Editie(
        jaar=jaar,
        opslagmethode=bron.opslagmethode,
        opslagpercentage=bron.opslagpercentage,
        organisatiekosten=afronden(bron.organisatiekosten * factor, 2),
        kostenopbouw=bron.kostenopbouw,
    )
    nieuw._history_user = door
    nieuw.save()
    bulk_create_with_history(
        [_kopie(tarief, editie=nieuw, uurtarief=index(tarief.uurtarief, 2)) for tarief in Tarief.objects.filter(editie=bron)],
        Tarief,
        default_user=door,
    )
    oud = activiteiten_van(editie=bron)
    kopieen = {
        activiteit.pk: _kopie(
            activiteit,
            editie=nieuw,
            voorganger=activiteit,
            ouder=None,
            bedrag_vast=index(activiteit.bedrag_vast, 2),
            bedrag_eenheid=index(activiteit.bedrag_eenheid, activiteit.prijsdecimalen),
        )
        for activiteit in oud
    }
    bulk_create_with_history(list(kopieen.values()), Activiteit, default_user=door)
    for activiteit in oud:
        if activiteit.ouder_id:
            Activiteit.objects.filter(pk=kopieen[activiteit.pk].pk).update(ouder=kopieen[activiteit.ouder_id])
    koppeling = Activiteit.kenmerken.through
    koppeling.objects.bulk_create(
        koppeling(activiteit_id=kopieen[rij.activiteit_id].pk, kenmerk_id=rij.kenmerk_id)
        for rij in koppeling.objects.filter(activiteit__editie=bron).order_by("pk")
    )
    for model, aanpassen in (
        (Kostenregel, lambda r: {"prijs": index(r.prijs, 4)}),
        (Dekking, lambda r: {"bedrag": index(r.bedrag, 4)}),
        (Staffel, lambda r: {"prijs": index(r.prijs, 2)}),
    ):
        rijen = model.objects.filter(activiteit__editie=bron).order_by("pk")
        bulk_create_with_history(
            [_kopie(rij, activiteit=kopieen[rij.activiteit_id], **aanpassen(rij)) for rij in rijen],
            model,
            default_user=door,
        )
    return nieuw, {pk: kopie.pk for pk, kopie in kopieen.items()}


def _kopie(rij, **anders):
    velden = {veld.attname: getattr(rij, veld.attname) for veld in rij._meta.concrete_fields if not veld.primary_key}
    for naam in anders:
        velden.pop(rij._meta.get_field(naam).attname)
    return type(rij)(**{**velden, "slot": 0, **anders})


def maak_prijs(*, activiteit: Activiteit, gegevens: kosten.Prijsgegevens, versie: int, reden: str, door) -> Prijs:
    """A price to publish, not saved yet."""
    return Prijs(
        activiteit=activiteit,
        versie=versie,
        vast=gegevens.vast,
        per_eenheid=gegevens.per_eenheid,
        opbouw=gegevens.opbouw,
        grondslag=gegevens.grondslag,
        staffel=[[None if tot is None else str(tot), str(prijs)] for tot, prijs in gegevens.staffel],
        reden=reden,
        gemaakt_door=door,
    )


@transaction.atomic
def zet_editie(
    *, editie: Editie, kiezen_tot: datetime.date | None, kostenopbouw: str, gezien: int, door=None, vandaag=None
) -> Editie:
    """Sets until when gemeenten may choose and how much of the build-up they see. Not in a closed edition.

    Nobody who already chooses loses the days that were promised: in an open edition the last day does not move forward.
    """
    eis_bevoegd(door)
    actueel = Editie.objects.select_for_update().get(pk=editie.pk)
    if actueel.status == Editie.Status.AFGESLOTEN:
        raise RegelFout(f"Editie {actueel.jaar} is afgesloten en verandert niet meer.", code="status")
    was, vandaag = actueel.kiezen_tot, vandaag or timezone.localdate()
    if kiezen_tot != was and kiezen_tot and kiezen_tot < vandaag:
        raise RegelFout(f"Kies een dag vanaf {datum(vandaag)}.", code="datum", veld="kiezen_tot")
    if actueel.status == Editie.Status.OPEN and was and (kiezen_tot is None or kiezen_tot < was):
        raise RegelFout(
            f"Gemeenten kunnen kiezen tot en met {datum(was)}. Een open editie krijgt alleen een latere dag.",
            code="datum",
            veld="kiezen_tot",
        )
    verhoog_slot(object=actueel, gezien=gezien)
    actueel.kiezen_tot, actueel.kostenopbouw = kiezen_tot, kostenopbouw
    actueel._history_user = door
    actueel.save()
    return actueel


@transaction.atomic
def open_editie(*, editie: Editie, door=None) -> Editie:
    """concept → open: publishes version 1 of every price, freezes the spread rate and mails the participating gemeenten.

    RegelFout with all that is in the way.
    """
    eis_bevoegd(door)
    editie = vergrendel(editie=editie, verwacht=Editie.Status.CONCEPT, doel="Openen")
    if gevonden := nazien.beletselen(editie=editie):
        tekst = " ".join(bevinding.tekst for bevinding in gevonden)
        raise RegelFout(f"Editie {editie.jaar} kan nog niet open. {tekst}", code="beletselen")
    activiteiten = activiteiten_van(editie=editie)
    tarieven = tarieven_van(editie=editie)
    opslag = kosten.opslag_van(editie=editie, activiteiten=activiteiten)
    if editie.opslagmethode == Editie.Opslagmethode.SPREIDING:
        editie.opslagtarief = afronden(opslag.per_uur, 10)
        opslag = dataclasses.replace(opslag, per_uur=editie.opslagtarief)
    Prijs.objects.bulk_create(
        maak_prijs(
            activiteit=a,
            gegevens=kosten.prijsgegevens(
                activiteit=a, kostprijs=kosten.bereken(activiteit=a, tarieven=tarieven, opslag=opslag)
            ),
            versie=1,
            reden="Opening van de editie",
            door=door,
        )
        for a in activiteiten
        if a.prijsvorm != Prijsvorm.OP_AANVRAAG
    )
    editie = _zet_status(editie, Editie.Status.OPEN, door, "Editie geopend")
    for gemeente in Gemeente.objects.deelnemers(editie.jaar).select_related("accountmanager"):
        meldingen.bij_opening(editie=editie, gemeente=gemeente, door=door)
    return editie


def vervallend(*, editie: Editie) -> QuerySet[Afname]:
    """The unfinished selections, which lapse when the edition leaves *open*, and again when it closes."""
    return Afname.objects.filter(editie=editie, status__in=[Status.CONCEPT, Status.TER_FIATTERING])


@transaction.atomic
def start_editie(*, editie: Editie, door=None) -> Editie:
    """open → lopend: what was not submitted lapses."""
    eis_bevoegd(door)
    editie = vergrendel(editie=editie, verwacht=Editie.Status.OPEN, doel="Starten")
    reden = f"Editie {editie.jaar} is gestart op {timezone.localdate():%d-%m-%Y}; deze keuze was niet ingediend."
    for afname in vervallend(editie=editie):
        laat_vervallen(afname=afname, reden=reden)
    return _zet_status(editie, Editie.Status.LOPEND, door, "Editie gestart")


@transaction.atomic
def sluit_editie(*, editie: Editie, door=None) -> Editie:
    """lopend → afgesloten: nothing in it changes any more; open new versions lapse."""
    eis_bevoegd(door)
    editie = vergrendel(editie=editie, verwacht=Editie.Status.LOPEND, doel="Afsluiten")
    for afname in vervallend(editie=editie):
        laat_vervallen(afname=afname, reden=f"Editie {editie.jaar} is afgesloten.")
    return _zet_status(editie, Editie.Status.AFGESLOTEN, door, "Editie afgesloten")
