"""Money from elsewhere per year: what there is of each source against what the services of an edition give out of it."""

from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from catalogus.fouten import RegelFout
from catalogus.models import Bronbedrag, Editie, Financieringsbron
from catalogus.regels import kostprijs as kosten
from catalogus.regels.editiebeeld import activiteiten_van, bereken_editie
from catalogus.regels.edities import eis_bevoegd
from catalogus.regels.kostprijs import NUL
from catalogus.regels.slot import verhoog_slot, verouderd


@dataclass(frozen=True)
class Bronrij:
    """A source in the year of an edition, in euro. `uitgegeven` is None when the costs are not complete."""

    bron: Financieringsbron
    bedrag: Decimal | None
    vorig: Decimal | None
    uitgegeven: Decimal | None
    slot: int | None  # lock number of the amount; None while there is none

    @property
    def over(self) -> Decimal | None:
        return None if self.uitgegeven is None else (self.bedrag or NUL) - self.uitgegeven


def bronrijen(*, editie: Editie) -> list[Bronrij]:
    """Every source of the library with its amount, that of the year before, and what is given out of it."""
    try:
        gebruik = kosten.brongebruik(activiteiten=activiteiten_van(editie=editie), kostprijzen=bereken_editie(editie=editie))
    except RegelFout:
        gebruik = None
    bedragen = {(rij.bron_id, rij.jaar): rij for rij in Bronbedrag.objects.filter(jaar__in=[editie.jaar, editie.jaar - 1])}
    uit = []
    for bron in Financieringsbron.objects.exclude(ontvanger=Financieringsbron.Ontvanger.GEMEENTE):
        nu, vorig = bedragen.get((bron.pk, editie.jaar)), bedragen.get((bron.pk, editie.jaar - 1))
        uit.append(
            Bronrij(
                bron=bron,
                bedrag=nu.bedrag if nu else None,
                vorig=vorig.bedrag if vorig else None,
                uitgegeven=None if gebruik is None else gebruik.get(bron.pk, NUL),
                slot=nu.slot if nu else None,
            )
        )
    return uit


@transaction.atomic
def zet_bronbedragen(
    *, editie: Editie, bedragen: dict[Financieringsbron, Decimal | None], gezien: dict[int, int | None], door=None
) -> int:
    """Writes the amounts of the year that differ; returns how many. None takes an amount away.

    `gezien` is the lock number per pk of bron, None where there was no amount. RegelFout (`verouderd`) when one moved.
    """
    eis_bevoegd(door)
    if editie.status == Editie.Status.AFGESLOTEN:
        raise RegelFout(f"Editie {editie.jaar} is afgesloten en verandert niet meer.", code="status")
    bestaand = {rij.bron_id: rij for rij in Bronbedrag.objects.select_for_update().filter(jaar=editie.jaar)}
    veranderd = 0
    for bron, bedrag in bedragen.items():
        rij = bestaand.get(bron.pk)
        if (rij.bedrag if rij else None) == bedrag:
            continue
        if rij and gezien.get(bron.pk) != rij.slot:
            raise verouderd(object=rij)
        veranderd += 1
        rij = rij or Bronbedrag(bron=bron, jaar=editie.jaar)
        rij._history_user = door
        if bedrag is None:
            rij.delete()
            continue
        if rij.pk:
            verhoog_slot(object=rij, gezien=rij.slot)
        rij.bedrag = bedrag
        rij.save()
    return veranderd
