"""The life of an edition: copy, open, correct, run, close. Who may: catalogusredactie and controller."""

import dataclasses
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from simple_history.utils import bulk_create_with_history

from catalogus import toegang
from catalogus.fouten import RegelFout
from catalogus.models import (
    Activiteit,
    Afname,
    Bronbedrag,
    Dekking,
    Editie,
    Groep,
    Kostenregel,
    Prijs,
    Prijsvorm,
    Staffel,
    Status,
    Tarief,
)
from catalogus.opmaak import afronden, euro
from catalogus.regels import kostprijs as kosten
from catalogus.regels.afname import laat_vervallen
from catalogus.regels.slot import verhoog_slot


def activiteiten_van(*, editie: Editie) -> list[Activiteit]:
    """Activities of an edition with everything their cost price needs, in five queries."""
    return list(
        Activiteit.objects.filter(editie=editie)
        .select_related("editie", "programmalijn")
        .prefetch_related("kostenregels__functiegroep", "dekkingen__bron", "staffels")
    )


def tarieven_van(*, editie: Editie) -> dict[int, Decimal]:
    """Hourly rate per pk of functiegroep, in euro."""
    return dict(Tarief.objects.filter(editie=editie).values_list("functiegroep_id", "uurtarief"))


def bereken_editie(*, editie: Editie) -> dict[int, kosten.Kostprijs]:
    """Cost price per pk of activity, with the opslag as it is now (or as frozen)."""
    activiteiten = activiteiten_van(editie=editie)
    tarieven = tarieven_van(editie=editie)
    opslag = kosten.opslag_van(editie=editie, activiteiten=activiteiten)
    return {a.pk: kosten.bereken(activiteit=a, tarieven=tarieven, opslag=opslag) for a in activiteiten}


def _eis_bevoegd(door) -> None:
    if door is not None and not toegang.is_lid(door, Groep.CATALOGUSREDACTIE, Groep.CONTROLLER):
        raise RegelFout("Alleen de catalogusredactie en de controller mogen een editie veranderen.", code="niet-bevoegd")


def _vergrendel(editie: Editie, verwacht: str, doel: str) -> Editie:
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


def bronoverschrijdingen(*, editie: Editie) -> list[str]:
    """Sentences about sources of which more is given out than there is in the year of the edition."""
    activiteiten = activiteiten_van(editie=editie)
    gebruik = kosten.brongebruik(activiteiten=activiteiten, kostprijzen=bereken_editie(editie=editie))
    beschikbaar = dict(Bronbedrag.objects.filter(jaar=editie.jaar).values_list("bron_id", "bedrag"))
    namen = {dekking.bron_id: dekking.bron.naam for a in activiteiten for dekking in a.dekkingen.all()}
    return [
        f"{namen[bron]}: {euro(bedrag)} uitgegeven, {euro(beschikbaar.get(bron, 0))} beschikbaar in {editie.jaar}."
        for bron, bedrag in gebruik.items()
        if afronden(bedrag, 2) > beschikbaar.get(bron, 0)
    ]


def beletselen(*, editie: Editie) -> list[str]:
    """Everything that stands in the way of opening, as Dutch sentences; empty when the edition can be opened."""
    activiteiten = activiteiten_van(editie=editie)
    if not activiteiten:
        return [f"Editie {editie.jaar} heeft nog geen activiteiten."]
    gevonden: list[str] = []
    tarieven = tarieven_van(editie=editie)
    try:
        opslag = kosten.opslag_van(editie=editie, activiteiten=activiteiten)
    except RegelFout as fout:
        return [fout.tekst]
    for activiteit in activiteiten:
        if regelfouten := _regelfouten(activiteit, tarieven):
            gevonden += regelfouten
            continue
        try:
            prijs = kosten.bereken(activiteit=activiteit, tarieven=tarieven, opslag=opslag)
            if activiteit.prijsvorm != Prijsvorm.OP_AANVRAAG:
                kosten.prijsgegevens(activiteit=activiteit, kostprijs=prijs)
        except RegelFout as fout:
            gevonden.append(fout.tekst)
            continue
        if activiteit.prijsvorm == Prijsvorm.KOSTPRIJS and not prijs.vast.kosten and not prijs.eenheid.kosten:
            gevonden.append(f"{activiteit.code} heeft geen kosten. Vul kostenregels in of kies een andere prijsvorm.")
    return gevonden or bronoverschrijdingen(editie=editie)


def _regelfouten(activiteit: Activiteit, tarieven: dict[int, Decimal]) -> list[str]:
    fouten = []
    for regel in activiteit.kostenregels.all():
        try:
            kosten.regelkosten(regel=regel, tarieven=tarieven)
        except RegelFout as fout:
            fouten.append(fout.tekst)
    return fouten


@transaction.atomic
def kopieer_editie(*, bron: Editie, jaar: int, indexering: Decimal, door=None) -> tuple[Editie, dict[int, int]]:
    """Copies `bron` to a new edition in concept for `jaar`; returns it with a map of old to new pk of activities.

    `indexering` is a percentage on tariffs, prices of cost lines, fixed amounts, staffels and amounts of cover. Amounts keep
    the decimals of their kind: tariffs and classes two, prices of lines four. Raises RegelFout when the year exists already.
    """
    _eis_bevoegd(door)
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


def _maak_prijs(activiteit: Activiteit, gegevens: kosten.Prijsgegevens, versie: int, reden: str, door) -> Prijs:
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
def open_editie(*, editie: Editie, door=None) -> Editie:
    """concept → open: publishes version 1 of every price and freezes the spread rate. RegelFout with all that is in the way."""
    _eis_bevoegd(door)
    editie = _vergrendel(editie, Editie.Status.CONCEPT, "Openen")
    if gevonden := beletselen(editie=editie):
        raise RegelFout(f"Editie {editie.jaar} kan nog niet open. {' '.join(gevonden)}", code="beletselen")
    activiteiten = activiteiten_van(editie=editie)
    tarieven = tarieven_van(editie=editie)
    opslag = kosten.opslag_van(editie=editie, activiteiten=activiteiten)
    if editie.opslagmethode == Editie.Opslagmethode.SPREIDING:
        editie.opslagtarief = afronden(opslag.per_uur, 10)
        opslag = dataclasses.replace(opslag, per_uur=editie.opslagtarief)
    Prijs.objects.bulk_create(
        _maak_prijs(
            a,
            kosten.prijsgegevens(activiteit=a, kostprijs=kosten.bereken(activiteit=a, tarieven=tarieven, opslag=opslag)),
            1,
            "Opening van de editie",
            door,
        )
        for a in activiteiten
        if a.prijsvorm != Prijsvorm.OP_AANVRAAG
    )
    return _zet_status(editie, Editie.Status.OPEN, door, "Editie geopend")


@transaction.atomic
def corrigeer_prijs(*, activiteit: Activiteit, reden: str, door=None) -> Prijs:
    """Publishes a new version of one price from its cost lines as they are now, at the frozen opslag. Needs a reason.

    What was already signed keeps its price; concepts follow.
    """
    _eis_bevoegd(door)
    if not reden.strip():
        raise RegelFout("Geef een reden voor de correctie van de prijs.", code="reden", veld="reden")
    editie = Editie.objects.select_for_update().get(pk=activiteit.editie_id)
    if editie.status not in {Editie.Status.OPEN, Editie.Status.LOPEND}:
        raise RegelFout(
            f"Editie {editie.jaar} is {editie.get_status_display()}: een prijs corrigeren kan als zij open of lopend is.",
            code="status",
        )
    activiteiten = activiteiten_van(editie=editie)
    actueel = next(a for a in activiteiten if a.pk == activiteit.pk)
    kostprijs = kosten.bereken(
        activiteit=actueel,
        tarieven=tarieven_van(editie=editie),
        opslag=kosten.opslag_van(editie=editie, activiteiten=activiteiten),
    )
    vorige = actueel.prijzen.order_by("-versie").first()
    prijs = _maak_prijs(
        actueel,
        kosten.prijsgegevens(activiteit=actueel, kostprijs=kostprijs),
        vorige.versie + 1 if vorige else 1,
        reden.strip(),
        door,
    )
    prijs.save()
    return prijs


@transaction.atomic
def start_editie(*, editie: Editie, door=None) -> Editie:
    """open → lopend: what was not submitted lapses."""
    _eis_bevoegd(door)
    editie = _vergrendel(editie, Editie.Status.OPEN, "Starten")
    reden = f"Editie {editie.jaar} is gestart op {timezone.localdate():%d-%m-%Y}; deze keuze was niet ingediend."
    for afname in Afname.objects.filter(editie=editie, status__in=[Status.CONCEPT, Status.TER_FIATTERING]):
        laat_vervallen(afname=afname, reden=reden)
    return _zet_status(editie, Editie.Status.LOPEND, door, "Editie gestart")


@transaction.atomic
def sluit_editie(*, editie: Editie, door=None) -> Editie:
    """lopend → afgesloten: nothing in it changes any more; open new versions lapse."""
    _eis_bevoegd(door)
    editie = _vergrendel(editie, Editie.Status.LOPEND, "Afsluiten")
    reden = f"Editie {editie.jaar} is afgesloten."
    for afname in Afname.objects.filter(editie=editie, status__in=[Status.CONCEPT, Status.TER_FIATTERING]):
        laat_vervallen(afname=afname, reden=reden)
    return _zet_status(editie, Editie.Status.AFGESLOTEN, door, "Editie afgesloten")
