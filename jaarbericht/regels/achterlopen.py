"""Which frozen reports show figures that have changed since; worked out from what is frozen, never kept."""

from dataclasses import dataclass

from django.db.models import F

from catalogus.regels.cijfers import Cijfers
from jaarbericht.models import Uitgave
from jaarbericht.rapport import Cijferregel
from jaarbericht.samenstellen.tabellen import cijferregels


@dataclass(frozen=True)
class Verschil:
    """A figure of a frozen report, as it stands there and as it is now; None where it is not there."""

    was: Cijferregel | None
    nu: Cijferregel | None

    @property
    def regel(self) -> Cijferregel:
        regel = self.nu or self.was
        assert regel is not None
        return regel


@dataclass(frozen=True)
class Achterloper:
    uitgave: Uitgave
    verschillen: tuple[Verschil, ...]


def achterlopers(*, jaar: int, cijfers: Cijfers) -> list[Achterloper]:
    """The newest uitgave of each report with figures of `jaar`, its own year or the next, that differ from what holds now.

    `cijfers` has the years from the one before up to the one after `jaar`.
    """
    rijen = (
        Uitgave.objects.filter(jaarbericht__jaar__in=[jaar, jaar + 1], ingetrokken_op__isnull=True)
        .select_related("jaarbericht__gemeente")
        .annotate(regels=F("inhoud__cijfers"))
        .defer("inhoud")
        .order_by("jaarbericht__jaar", "jaarbericht__gemeente__naam", "nummer")
    )
    nieuwste = {uitgave.jaarbericht_id: uitgave for uitgave in rijen if uitgave.regels is not None}
    uit = [Achterloper(uitgave, _verschillen(uitgave, jaar, cijfers)) for uitgave in nieuwste.values()]
    return [een for een in uit if een.verschillen]


def _verschillen(uitgave: Uitgave, jaar: int, cijfers: Cijfers) -> tuple[Verschil, ...]:
    bericht = uitgave.jaarbericht
    bevroren = [Cijferregel(**{naam: w for naam, w in rij.items() if naam != "_"}) for rij in uitgave.regels]  # type: ignore[attr-defined]
    nu = cijferregels(cijfers=cijfers, gemeente=bericht.gemeente, jaar=bericht.jaar, mededeling=bericht.mededeling)
    was_per, nu_per = ({r.code: r for r in regels if r.jaar == jaar} for regels in (bevroren, nu))
    paren = [Verschil(was_per.get(code), nu_per.get(code)) for code in dict.fromkeys([*was_per, *nu_per])]
    return tuple(paar for paar in paren if _inhoud(paar.was) != _inhoud(paar.nu))


def _inhoud(regel: Cijferregel | None) -> tuple | None:
    """What a reader would see change; another name or place in the list is no other figure."""
    return (regel.waarde, regel.toelichting) if regel else None
