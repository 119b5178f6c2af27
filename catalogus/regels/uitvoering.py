"""Registering what was carried out, and filling in what was planned. Who may: vestiging and redactie."""

import datetime
import uuid
from collections.abc import Iterable
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from catalogus import toegang
from catalogus.fouten import RegelFout
from catalogus.models import Activiteit, Bijeenkomst, Campagne, Deelname, Gemeente, Groep, Jaar, Kenmerk, Locatie, Uitvoering
from catalogus.opmaak import datum as datumtekst
from catalogus.opmaak import getal
from catalogus.regels.slot import verouderd

Status = Bijeenkomst.Status
MEEST = 20_000  # deelnames of one meeting
OUDST, VOORUIT = 2000, 2  # first year that can be registered, and years ahead


# ------------------------------------------------------------------ what must be right
def toets_bevoegd(*, door) -> None:
    """`door` None is the system: a command on the server."""
    if door is not None and not toegang.mag_registreren(door):
        raise RegelFout("Alleen medewerkers van een vestiging en de redactie mogen registreren.", code="niet-bevoegd")


def toets_jaren(*, dagen: Iterable[datetime.date], door, reden: str) -> None:
    """A closed year changes only by the redactie, and with a reason."""
    dicht = Jaar.objects.filter(jaar__in={dag.year for dag in dagen}, afgesloten=True).order_by("jaar").first()
    if dicht and door is not None and not toegang.is_lid(door, Groep.REDACTIE):
        raise RegelFout(
            f"{dicht} is afgesloten. Alleen de redactie verandert daar nog iets; geef het aan hen door.",
            code="afgesloten",
            veld="datum",
        )
    if dicht and not reden.strip():
        raise RegelFout(f"{dicht} is afgesloten. Geef een reden voor de wijziging.", code="afgesloten", veld="reden")


def toets_bijeenkomst(*, dag: datetime.date, deelnames: int | None, vandaag: datetime.date) -> None:
    if not OUDST <= dag.year <= vandaag.year + VOORUIT:
        raise RegelFout(
            f"{datumtekst(dag)} kan niet kloppen. Kies een dag van {OUDST} tot en met {vandaag.year + VOORUIT}.",
            code="datum",
            veld="datum",
        )
    if deelnames is not None and not 0 <= deelnames <= MEEST:
        raise RegelFout(
            f"{getal(deelnames)} deelnames kan niet kloppen. Vul een aantal van 0 tot en met {getal(MEEST)} in.",
            code="deelnames",
            veld="deelnames",
        )
    if deelnames is not None and dag > vandaag:
        raise RegelFout(
            f"{datumtekst(dag)} moet nog komen. Vul het aantal deelnames in als de bijeenkomst is geweest.",
            code="toekomst",
            veld="deelnames",
        )


def toets_gegevens(
    *,
    gemeenten: list[Gemeente],
    dagen: list[datetime.date],
    activiteit: Activiteit | None,
    platform: bool,
    titel: str,
    locatie: Locatie | None,
    campagne: Campagne | None,
) -> None:
    """What belongs together: activity or platform, place and gemeenten, campaign and dates."""
    if (activiteit is None) != platform:
        raise RegelFout("Kies een activiteit, of vink platformactiviteit aan.", code="activiteit", veld="activiteit")
    if platform and not titel.strip():
        raise RegelFout("Geef de platformactiviteit een titel.", code="titel", veld="titel")
    if not gemeenten:
        raise RegelFout("Kies minstens één gemeente.", code="gemeenten", veld="gemeenten")
    if locatie and locatie.gemeente_id not in {gemeente.pk for gemeente in gemeenten}:
        raise RegelFout(f"{locatie} ligt niet in {gemeenten[0]}.", code="locatie", veld="locatie")
    if not dagen:
        raise RegelFout("Vul minstens één datum in.", code="datum", veld="datum")
    if activiteit and activiteit.editie.jaar not in {dag.year for dag in dagen}:
        raise RegelFout(
            f"{activiteit} is van {activiteit.editie.jaar}; geen van de datums valt in dat jaar.",
            code="jaar",
            veld="activiteit",
        )
    if campagne and not any(campagne.van <= dag <= campagne.tot for dag in dagen):
        raise RegelFout(
            f"{campagne.naam} is van {datumtekst(campagne.van)} tot en met {datumtekst(campagne.tot)}; "
            "geen van de datums valt daarin.",
            code="campagne",
            veld="campagne",
        )


# ------------------------------------------------------------------ registering
@transaction.atomic
def registreer(
    *,
    door,
    gemeenten: list[Gemeente],
    datums: list[tuple[datetime.date, int | None]],
    activiteit: Activiteit | None = None,
    platform: bool = False,
    titel: str = "",
    locatie: Locatie | None = None,
    doelgroep: Kenmerk | None = None,
    campagne: Campagne | None = None,
    aanbieder: str = "",
    vrijwilligersuren: Decimal | None = None,
    verslag: str = "",
    per_gemeente: dict[Gemeente, int] | None = None,
    client_id: uuid.UUID | None = None,
    reden: str = "",
    vandaag: datetime.date | None = None,
) -> Uitvoering:
    """Registers an execution with its meetings (date, deelnames or None when unknown). Dates after `vandaag` are planned.

    The same `client_id` twice gives the execution that was made the first time: what arrives twice counts once.
    `per_gemeente` is of a joint execution with one meeting.
    """
    toets_bevoegd(door=door)
    if client_id and (eerder := _eerder(client_id)):
        return eerder
    vandaag = vandaag or timezone.localdate()
    dagen = [dag for dag, _ in datums]
    for dag, deelnames in datums:
        toets_bijeenkomst(dag=dag, deelnames=deelnames, vandaag=vandaag)
    toets_gegevens(
        gemeenten=gemeenten,
        dagen=dagen,
        activiteit=activiteit,
        platform=platform,
        titel=titel,
        locatie=locatie,
        campagne=campagne,
    )
    toets_jaren(dagen=dagen, door=door, reden=reden)
    uitvoering = Uitvoering(
        activiteit=activiteit,
        platform=platform,
        titel=titel.strip(),
        locatie=locatie,
        doelgroep=doelgroep,
        campagne=campagne,
        aanbieder=aanbieder,
        vrijwilligersuren=vrijwilligersuren,
        verslag=verslag,
        bron="registratie",
        client_id=client_id,
    )
    leg_wie_vast(object=uitvoering, door=door, reden=reden)
    try:
        with transaction.atomic():
            uitvoering.save()
    except IntegrityError:
        gelijktijdig = _eerder(client_id) if client_id else None
        if gelijktijdig is None:
            raise
        return gelijktijdig  # the same registration arrived twice at once
    uitvoering.gemeenten.set(gemeenten)
    for dag, deelnames in datums:
        status = Status.GEPLAND if dag > vandaag else Status.GEHOUDEN
        bijeenkomst = Bijeenkomst(uitvoering=uitvoering, datum=dag, deelnames=deelnames, status=status)
        leg_wie_vast(object=bijeenkomst, door=door, reden=reden)
        bijeenkomst.save()
    if per_gemeente and len(datums) == 1:
        verdeel_deelnames(bijeenkomst=bijeenkomst, per_gemeente=per_gemeente, door=door)
    return uitvoering


def _eerder(client_id: uuid.UUID) -> Uitvoering | None:
    """What this device registered before under this mark; RegelFout (`verwijderd`) when that was taken away since."""
    eerder = Uitvoering.objects.filter(client_id=client_id).first()
    if eerder is None and Uitvoering.history.filter(client_id=client_id).exists():
        raise RegelFout("Deze registratie kwam al eerder binnen en is daarna verwijderd.", code="verwijderd")
    return eerder


def leg_wie_vast(*, object, door, reden: str) -> None:
    """Who and why, for the history of the save or delete that follows."""
    object._history_user = door
    object._change_reason = reden.strip() or None


# ------------------------------------------------------------------ a meeting that was planned
@transaction.atomic
def vul_in(
    *,
    bijeenkomst: Bijeenkomst,
    door,
    deelnames: int | None = None,
    vervallen: bool = False,
    datum: datetime.date | None = None,
    per_gemeente: dict[Gemeente, int] | None = None,
    vrijwilligersuren: Decimal | None = None,
    verslag: str = "",
    reden: str = "",
    vandaag: datetime.date | None = None,
) -> Bijeenkomst:
    """Says of a planned meeting how many came, or that it did not take place; `datum` when it was on another day.

    Hours and sentence are added to those of the series. The same answer twice is one; RegelFout (`verouderd`) when somebody
    else filled in something different.
    """
    toets_bevoegd(door=door)
    bijeenkomst = Bijeenkomst.objects.select_for_update().get(pk=bijeenkomst.pk)
    status, dag = Status.VERVALLEN if vervallen else Status.GEHOUDEN, datum or bijeenkomst.datum
    if bijeenkomst.status != Status.GEPLAND:
        if (bijeenkomst.status, bijeenkomst.deelnames, bijeenkomst.datum) == (status, deelnames, dag):
            return bijeenkomst
        raise verouderd(object=bijeenkomst)
    if not vervallen:
        if deelnames is None:
            raise RegelFout(
                f"Vul in hoeveel mensen er waren op {datumtekst(dag)}, of kies ‘ging niet door’.", code="leeg", veld="deelnames"
            )
        toets_bijeenkomst(dag=dag, deelnames=deelnames, vandaag=vandaag or timezone.localdate())
    elif deelnames:
        raise RegelFout("Een bijeenkomst die niet doorging heeft geen deelnames.", code="vervallen", veld="deelnames")
    toets_jaren(dagen=[bijeenkomst.datum, dag], door=door, reden=reden)
    bijeenkomst.status, bijeenkomst.deelnames, bijeenkomst.datum = status, deelnames, dag
    leg_wie_vast(object=bijeenkomst, door=door, reden=reden)
    bijeenkomst.save()
    Uitvoering.objects.filter(pk=bijeenkomst.uitvoering_id).update(slot=F("slot") + 1)
    if vrijwilligersuren or verslag.strip():
        reeks = Uitvoering.objects.select_for_update(of=("self",)).get(pk=bijeenkomst.uitvoering_id)
        reeks.vrijwilligersuren = (reeks.vrijwilligersuren or 0) + (vrijwilligersuren or 0) or None
        reeks.verslag = f"{reeks.verslag}\n{verslag.strip()}".strip()
        leg_wie_vast(object=reeks, door=door, reden=bij_bijeenkomst(bijeenkomst=bijeenkomst))
        reeks.save()
    if per_gemeente:
        verdeel_deelnames(bijeenkomst=bijeenkomst, per_gemeente=per_gemeente, door=door)
    return bijeenkomst


def bij_bijeenkomst(*, bijeenkomst: Bijeenkomst) -> str:
    """The reason in the history of a series when hours or a sentence came with one of its meetings."""
    return f"Ingevuld bij bijeenkomst {bijeenkomst.pk}"


# ------------------------------------------------------------------ joint meetings
@transaction.atomic
def verdeel_deelnames(*, bijeenkomst: Bijeenkomst, per_gemeente: dict[Gemeente, int], door) -> None:
    """Records the deelnames per gemeente of a joint meeting; known for all of them, they must add up to the whole."""
    toets_bevoegd(door=door)
    eigen = set(bijeenkomst.uitvoering.gemeenten.all())
    toets_verdeling(per_gemeente=per_gemeente, eigen=eigen, heel=bijeenkomst.deelnames)
    for gemeente, aantal in per_gemeente.items():
        Deelname.objects.update_or_create(bijeenkomst=bijeenkomst, gemeente=gemeente, defaults={"aantal": aantal})


def toets_verdeling(*, per_gemeente: dict[Gemeente, int], eigen: set[Gemeente], heel: int | None) -> None:
    """Whether the numbers of gemeenten fit the whole of a meeting in which `eigen` took part."""
    if vreemd := set(per_gemeente) - eigen:
        raise RegelFout(f"{min(vreemd, key=str)} doet niet mee aan deze activiteit.", code="gemeente")
    samen = sum(per_gemeente.values())
    volledig = set(per_gemeente) == eigen
    if heel is not None and (samen > heel or (volledig and samen != heel)):
        raise RegelFout(
            f"De aantallen per gemeente zijn samen {samen}; de bijeenkomst had {heel} deelnames.",
            code="optelling",
            veld="deelnames",
        )
