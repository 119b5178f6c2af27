"""An afname that was agreed before this system was there: entered as confirmed, with the reference of the decision.

Who may: the accountmanager; `door` None is the system.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db import transaction

from catalogus import toegang
from catalogus.fouten import RegelFout
from catalogus.models import Activiteit, Afname, Afnameregel, Editie, Gemeente, Groep, Locatie, Status, Statuswissel
from catalogus.regels import afnameprijzen, afnameregels


@dataclass(frozen=True)
class Archiefregel:
    activiteit: Activiteit
    hoeveelheid: Decimal
    per_locatie: dict[Locatie, Decimal] = field(default_factory=dict)
    resultaat: str = ""
    toelichting: str = ""


@transaction.atomic
def neem_over(*, gemeente: Gemeente, editie: Editie, kenmerk: str, regels: Sequence[Archiefregel], door) -> Afname:
    """Makes the confirmed afname of a gemeente in an edition that was opened, at the published prices of that edition.

    RegelFout when there is one already, without reference, or when a line has no price or a location of another gemeente.
    No mail is sent: it was decided long ago.
    """
    if door is not None and not toegang.is_lid(door, Groep.ACCOUNTMANAGER):
        raise RegelFout("Alleen de accountmanager zet een keuze uit het archief.", code="niet-bevoegd")
    if not kenmerk.strip():
        raise RegelFout("Vul het kenmerk van het besluit in.", code="kenmerk", veld="kenmerk")
    if editie.status == Editie.Status.CONCEPT:
        raise RegelFout(f"Editie {editie.jaar} is nog een concept en heeft geen prijzen.", code="editie")
    Gemeente.objects.select_for_update(of=("self",)).get(pk=gemeente.pk)
    if Afname.objects.filter(gemeente=gemeente, editie=editie, status=Status.BEVESTIGD).exists():
        raise RegelFout(f"{gemeente} heeft in {editie.jaar} al een bevestigde keuze.", code="bestaat")
    afname = Afname(gemeente=gemeente, editie=editie, naam="Uit archief", kenmerk=kenmerk.strip())
    afname._history_user = door
    afname.save()
    for regel in regels:
        if vreemd := next((plek for plek in regel.per_locatie if plek.gemeente_id != gemeente.pk), None):
            raise RegelFout(f"{vreemd} is geen locatie van {gemeente}.", code="locatie", veld="per_locatie")
        aantal = sum(regel.per_locatie.values(), Decimal(0)) if regel.per_locatie else regel.hoeveelheid
        afnameregels.bewaar_regel(
            Afnameregel(
                afname=afname,
                activiteit=regel.activiteit,
                hoeveelheid=aantal,
                resultaat=regel.resultaat,
                toelichting=regel.toelichting,
            ),
            {plek.pk: aantal for plek, aantal in regel.per_locatie.items()},
            door,
        )
    afnameprijzen.leg_vast(afname=afname)
    afname.status = Status.BEVESTIGD
    afname._change_reason = f"Bevestigd uit archief, {afname.kenmerk}"
    afname.save()
    Statuswissel.objects.create(
        afname=afname, naar=Status.BEVESTIGD, overgang="archief", door=door, reden=f"Bevestigd uit archief: {afname.kenmerk}."
    )
    return afname
