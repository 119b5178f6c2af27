"""What the opslag does per service: hours, share of the organisation costs, and what of it is in the price."""

from dataclasses import dataclass
from decimal import Decimal

from catalogus.models import Activiteit, Editie
from catalogus.regels import kostprijs as kosten
from catalogus.regels.editiebeeld import activiteiten_van, tarieven_van
from catalogus.regels.kostprijs import NUL


@dataclass(frozen=True)
class Verdeelrij:
    """One service. `uren` at the expected numbers; `deel` is its share in euro a year; the others are euro in the price."""

    activiteit: Activiteit
    uren: Decimal
    deel: Decimal
    vast: Decimal
    per_eenheid: Decimal


@dataclass(frozen=True)
class Verdeling:
    rijen: tuple[Verdeelrij, ...]  # largest share first
    uren: Decimal
    bedrag: Decimal
    per_uur: Decimal | None  # None when the opslag is a percentage


def verdeling(*, editie: Editie) -> Verdeling:
    """The opslag of an edition per service that bears it. RegelFout when a line or the hours are missing."""
    activiteiten = activiteiten_van(editie=editie)
    opslag = kosten.opslag_van(editie=editie, activiteiten=activiteiten)
    tarieven = tarieven_van(editie=editie)
    gewichten = kosten.spreidingsuren(activiteiten=activiteiten)
    naar_uren = editie.opslagmethode == Editie.Opslagmethode.SPREIDING
    delen = kosten.spreiding(organisatiekosten=editie.organisatiekosten, activiteiten=activiteiten) if naar_uren else {}
    rijen = []
    for activiteit in activiteiten:
        if activiteit.pk not in gewichten:
            continue
        prijs = kosten.bereken(activiteit=activiteit, tarieven=tarieven, opslag=opslag)
        verwacht = prijs.vast.opslag * activiteit.verwachte_afnemers + prijs.eenheid.opslag * activiteit.verwachte_hoeveelheid
        rijen.append(
            Verdeelrij(
                activiteit=activiteit,
                uren=gewichten[activiteit.pk],
                deel=delen.get(activiteit.pk, verwacht),
                vast=prijs.vast.opslag,
                per_eenheid=prijs.eenheid.opslag,
            )
        )
    return Verdeling(
        rijen=tuple(sorted(rijen, key=lambda rij: (-rij.deel, rij.activiteit.titel))),
        uren=sum(gewichten.values(), NUL),
        bedrag=sum((rij.deel for rij in rijen), NUL),
        per_uur=opslag.per_uur if naar_uren else None,
    )
