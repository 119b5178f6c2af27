"""Registering what was carried out. Who may: vestiging and redactie."""

import datetime
import uuid
from decimal import Decimal

from django.db import IntegrityError, transaction

from catalogus import toegang
from catalogus.fouten import RegelFout
from catalogus.models import Activiteit, Bijeenkomst, Campagne, Deelname, Gemeente, Groep, Kenmerk, Locatie, Uitvoering
from catalogus.opmaak import datum as datumtekst


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
    client_id: uuid.UUID | None = None,
) -> Uitvoering:
    """Registers an execution with its meetings (date, deelnames or None when unknown).

    The same `client_id` twice gives the execution that was made the first time: what arrives twice counts once.
    """
    if not toegang.is_lid(door, Groep.VESTIGING, Groep.REDACTIE):
        raise RegelFout("Alleen medewerkers van een vestiging en de redactie mogen registreren.", code="niet-bevoegd")
    if client_id and (eerder := Uitvoering.objects.filter(client_id=client_id).first()):
        return eerder
    if (activiteit is None) != platform:
        raise RegelFout("Kies een activiteit, of vink platformactiviteit aan.", code="activiteit", veld="activiteit")
    if platform and not titel.strip():
        raise RegelFout("Geef de platformactiviteit een titel.", code="titel", veld="titel")
    if not gemeenten:
        raise RegelFout("Kies minstens één gemeente.", code="gemeenten", veld="gemeenten")
    if locatie and locatie.gemeente_id not in {gemeente.pk for gemeente in gemeenten}:
        raise RegelFout(f"{locatie} ligt niet in {gemeenten[0]}.", code="locatie", veld="locatie")
    if not datums:
        raise RegelFout("Vul minstens één datum in.", code="datum", veld="datum")
    if campagne and not any(campagne.van <= dag <= campagne.tot for dag, _ in datums):
        raise RegelFout(
            f"{campagne.naam} is van {datumtekst(campagne.van)} tot en met {datumtekst(campagne.tot)}; "
            "geen van de datums valt daarin.",
            code="campagne",
            veld="campagne",
        )
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
    uitvoering._history_user = door
    try:
        with transaction.atomic():
            uitvoering.save()
    except IntegrityError:
        eerder = Uitvoering.objects.filter(client_id=client_id).first() if client_id else None
        if eerder is None:
            raise
        return eerder  # the same registration arrived twice at once
    uitvoering.gemeenten.set(gemeenten)
    for dag, deelnames in datums:
        bijeenkomst = Bijeenkomst(uitvoering=uitvoering, datum=dag, deelnames=deelnames)
        bijeenkomst._history_user = door
        bijeenkomst.save()
    return uitvoering


@transaction.atomic
def verdeel_deelnames(*, bijeenkomst: Bijeenkomst, per_gemeente: dict[Gemeente, int], door) -> None:
    """Records the deelnames per gemeente of a joint meeting; known for all of them, they must add up to the whole."""
    if not toegang.is_lid(door, Groep.VESTIGING, Groep.REDACTIE):
        raise RegelFout("Alleen medewerkers van een vestiging en de redactie mogen registreren.", code="niet-bevoegd")
    eigen = set(bijeenkomst.uitvoering.gemeenten.all())
    if vreemd := set(per_gemeente) - eigen:
        raise RegelFout(f"{min(vreemd, key=str)} doet niet mee aan deze activiteit.", code="gemeente")
    samen = sum(per_gemeente.values())
    heel = bijeenkomst.deelnames
    volledig = set(per_gemeente) == eigen
    if heel is not None and (samen > heel or (volledig and samen != heel)):
        raise RegelFout(f"De aantallen per gemeente zijn samen {samen}; de bijeenkomst had {heel} deelnames.", code="optelling")
    for gemeente, aantal in per_gemeente.items():
        Deelname.objects.update_or_create(bijeenkomst=bijeenkomst, gemeente=gemeente, defaults={"aantal": aantal})
