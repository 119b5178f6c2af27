"""The lock number that guards against lost updates."""

from django.db.models import F
from django.utils import timezone

from catalogus.fouten import RegelFout
from catalogus.models.basis import Bewerkbaar


def verhoog_slot(*, object: Bewerkbaar, gezien: int) -> None:
    """Raises the lock number by one if it is still `gezien`; else RegelFout (`verouderd`) that says who was first and when.

    Call it inside the transaction that saves; the number on `object` follows.
    """
    geraakt = type(object)._base_manager.filter(pk=object.pk, slot=gezien).update(slot=F("slot") + 1)
    if not geraakt:
        raise verouderd(object=object)
    object.slot = gezien + 1


def verouderd(*, object: Bewerkbaar) -> RegelFout:
    """The error for who saves after somebody else did."""
    laatste = object.history.select_related("history_user").first()
    wie = str(laatste.history_user) if laatste and laatste.history_user else "iemand anders"
    wanneer = f" op {timezone.localtime(laatste.history_date):%d-%m-%Y om %H.%M}" if laatste else ""
    return RegelFout(
        f"Intussen heeft {wie} dit{wanneer} veranderd. Bekijk eerst die versie en sla daarna opnieuw op.", code="verouderd"
    )
