"""The quantity that is proposed for a line, and where it comes from."""

from dataclasses import dataclass, field
from decimal import Decimal

from catalogus.models import Activiteit, Eenheid, Functie, Gemeente, Inwonertal, Locatie
from catalogus.opmaak import datum, getal
from catalogus.regels.jaren import jaar_van
from catalogus.regels.locaties import VESTIGING, Locatiebeeld, beelden, telt_als


@dataclass(frozen=True)
class Voorstel:
    hoeveelheid: Decimal
    herkomst: str = ""
    per_locatie: dict[int, Decimal] = field(default_factory=dict)


def stel_voor(*, activiteit: Activiteit, gemeente: Gemeente) -> Voorstel:
    """Proposes a quantity: inwoners, locations or leerlingen of the gemeente as known now; else the minimum, or 1."""
    gewoon = Voorstel(activiteit.minimum or Decimal(1))
    if activiteit.eenheid == Eenheid.INWONER:
        stand = stand_inwoners(gemeente=gemeente, jaar=activiteit.editie.jaar)
        if stand is None:
            return gewoon
        return Voorstel(Decimal(stand.aantal), f"{getal(stand.aantal)} inwoners op {datum(stand.peildatum)}")
    if activiteit.eenheid in {Eenheid.LOCATIE, Eenheid.LEERLING}:
        return _per_locatie(activiteit, gemeente) or gewoon
    return gewoon


def stand_inwoners(*, gemeente: Gemeente, jaar: int) -> Inwonertal | None:
    """The newest known number of inwoners on the reference date of a year."""
    eerder = Inwonertal.objects.filter(gemeente=gemeente, peildatum__lte=jaar_van(jaar=jaar).peildatum_inwoners)
    return eerder.order_by("-peildatum").first()


def passend(*, activiteit: Activiteit, beelden: list[Locatiebeeld]) -> list[Locatiebeeld]:
    """The locations where an activity can take place: those with its function, else schools or branches."""
    functies = {activiteit.realisatiefunctie} if activiteit.realisatiefunctie else VESTIGING
    if activiteit.eenheid == Eenheid.LEERLING and not activiteit.realisatiefunctie:
        functies = {Functie.DBOS_PO}
    return [beeld for beeld in beelden if any(telt_als(beeld=beeld, functie=functie) for functie in functies)]


def _per_locatie(activiteit: Activiteit, gemeente: Gemeente) -> Voorstel | None:
    dag = jaar_van(jaar=activiteit.editie.jaar).peildatum_locaties
    gevonden = passend(activiteit=activiteit, beelden=beelden(locaties=Locatie.objects.filter(gemeente=gemeente), datum=dag))
    if not gevonden:
        return None
    if activiteit.eenheid == Eenheid.LOCATIE:
        herkomst = f"{len(gevonden)} {'locatie' if len(gevonden) == 1 else 'locaties'} op {datum(dag)}"
        return Voorstel(Decimal(len(gevonden)), herkomst, {b.locatie.pk: Decimal(1) for b in gevonden})
    verdeling = {b.locatie.pk: Decimal(b.leerlingen) for b in gevonden if b.leerlingen}
    samen = sum(verdeling.values(), Decimal(0))
    return (
        Voorstel(
            samen, f"{getal(samen)} leerlingen op {len(verdeling)} {'school' if len(verdeling) == 1 else 'scholen'}", verdeling
        )
        if verdeling
        else None
    )
