"""The order of chapters, blocks and local content: moving one among its neighbours."""

from django.db import transaction
from django.db.models import Max, QuerySet

from catalogus.regels.slot import verhoog_slot
from catalogus.regels.uitvoering import leg_wie_vast


@transaction.atomic
def verplaats(*, rij, onder: QuerySet, naar: int, bewaker, gezien: int, door) -> None:
    """Puts `rij` at place `naar` (from 0; beyond the end is the end) of `onder`. Rows that keep their number are not written.

    `gezien` is the lock number of `bewaker`: what the order belongs to. Who may is up to the caller.
    """
    type(bewaker)._base_manager.select_for_update().get(pk=bewaker.pk)
    rijen = list(onder.order_by("volgorde", "pk").select_for_update(of=("self",)))
    anderen = [een for een in rijen if een.pk != rij.pk]
    anderen.insert(max(0, naar), rij)
    if [een.pk for een in anderen] == [een.pk for een in rijen]:
        return
    verhoog_slot(object=bewaker, gezien=gezien)
    for plek, een in enumerate(anderen, start=1):
        if een.volgorde != plek:
            een.volgorde = plek
            leg_wie_vast(object=een, door=door, reden="Verplaatst")
            een.save(update_fields=["volgorde"])
    leg_wie_vast(object=bewaker, door=door, reden="Volgorde")
    bewaker.save(update_fields=["slot"])


def achteraan(onder: QuerySet) -> int:
    """The number of a row that comes last."""
    return (onder.aggregate(hoogste=Max("volgorde"))["hoogste"] or 0) + 1
