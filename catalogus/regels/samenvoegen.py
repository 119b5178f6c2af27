"""Doubles in the register: finding registrations that look like one and the same, and making one of them."""

import datetime
from collections import defaultdict
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, QuerySet

from catalogus.fouten import RegelFout
from catalogus.models import Bijeenkomst, Deelname, Uitvoering
from catalogus.regels.slot import verhoog_slot
from catalogus.regels.uitvoering import Status, leg_wie_vast, toets_bevoegd, toets_jaren
from catalogus.regels.uitvoering_bewerken import aanhang, verwijder_bijeenkomst

MEEST = 100  # groups at a time


@dataclass(frozen=True)
class Dubbel:
    """Meetings of different registrations with the same activity (or platform title), place and date."""

    datum: datetime.date
    bijeenkomsten: tuple[Bijeenkomst, ...]

    @property
    def zelfde_aantal(self) -> bool:
        return len({b.deelnames for b in self.bijeenkomsten}) == 1


def dubbelen(*, bijeenkomsten: QuerySet[Bijeenkomst]) -> list[Dubbel]:
    """What looks double among `bijeenkomsten`, the surest (same number of deelnames) first, at most MEEST. Three queries."""
    sleutels = ("datum", "uitvoering__activiteit", "uitvoering__platform", "uitvoering__locatie")
    basis = bijeenkomsten.filter(uitvoering__locatie__isnull=False).exclude(status=Status.VERVALLEN).order_by()
    paren = basis.values(*sleutels).annotate(n=Count("uitvoering", distinct=True)).filter(n__gt=1)
    gevonden = {tuple(rij[naam] for naam in sleutels) for rij in paren.order_by("-datum")[: MEEST * 3]}
    if not gevonden:
        return []
    kandidaten = basis.filter(
        datum__in={sleutel[0] for sleutel in gevonden}, uitvoering__locatie__in={sleutel[3] for sleutel in gevonden}
    ).select_related("uitvoering__activiteit__programmalijn", "uitvoering__locatie")
    groepen: dict[tuple, list[Bijeenkomst]] = defaultdict(list)
    for b in kandidaten.prefetch_related("uitvoering__gemeenten").order_by("-datum", "uitvoering_id", "pk"):
        sleutel = (b.datum, b.uitvoering.activiteit_id, b.uitvoering.platform, b.uitvoering.locatie_id)
        if sleutel in gevonden:
            # Platform activities have no activity to compare: the title tells them apart.
            groepen[*sleutel, b.uitvoering.titel.casefold() if b.uitvoering.platform else ""].append(b)
    uit = [Dubbel(sleutel[0], tuple(rijen)) for sleutel, rijen in groepen.items() if len({b.uitvoering_id for b in rijen}) > 1]
    return sorted(uit, key=lambda dubbel: not dubbel.zelfde_aantal)[:MEEST]


@transaction.atomic
def voeg_samen(*, houd: Uitvoering, weg: Uitvoering, gezien: int, gezien_weg: int, door, reden: str = "") -> None:
    """Makes one of two registrations: `houd` stays; what only `weg` knows goes along, then `weg` is deleted.

    Meetings on a day that `houd` has too become one: its number stays, that of `weg` fills in what was not known.
    """
    toets_bevoegd(door=door)
    if houd.pk == weg.pk:
        raise RegelFout("Kies twee verschillende registraties.", code="zelfde")
    if (houd.activiteit_id, houd.platform) != (weg.activiteit_id, weg.platform):
        raise RegelFout(f"‘{houd}’ en ‘{weg}’ zijn niet dezelfde activiteit.", code="anders")
    dagen = [b.datum for u in (houd, weg) for b in u.bijeenkomsten.all()]
    toets_jaren(dagen=dagen, door=door, reden=reden)
    verhoog_slot(object=houd, gezien=gezien)
    verhoog_slot(object=weg, gezien=gezien_weg)
    waarom = f"Samengevoegd: nummer {weg.pk} ging op in {houd.pk}. {reden.strip()}".strip()
    _vul_aan(houd, weg)
    leg_wie_vast(object=houd, door=door, reden=waarom)
    houd.save()
    houd.gemeenten.add(*weg.gemeenten.all())
    _bijeenkomsten(houd, weg, door, waarom)
    for _, veld, rijen in aanhang(uitvoering=weg):
        for rij in rijen:
            setattr(rij, veld, houd)
            leg_wie_vast(object=rij, door=door, reden=waarom)
            rij.save()
    leg_wie_vast(object=weg, door=door, reden=waarom)
    weg.delete()


def _vul_aan(houd: Uitvoering, weg: Uitvoering) -> None:
    for naam in ("titel", "locatie", "doelgroep", "campagne", "aanbieder", "vrijwilligersuren", "verslag"):
        if getattr(houd, naam) in (None, ""):
            setattr(houd, naam, getattr(weg, naam))


def _bijeenkomsten(houd: Uitvoering, weg: Uitvoering, door, reden: str) -> None:
    per_dag = {b.datum: b for b in houd.bijeenkomsten.all()}
    for bijeenkomst in weg.bijeenkomsten.all():
        blijft = per_dag.get(bijeenkomst.datum)
        if blijft is None:
            bijeenkomst.uitvoering = houd
            leg_wie_vast(object=bijeenkomst, door=door, reden=reden)
            bijeenkomst.save()
            continue
        if blijft.deelnames is None and bijeenkomst.deelnames is not None:
            blijft.deelnames, blijft.status = bijeenkomst.deelnames, bijeenkomst.status
            leg_wie_vast(object=blijft, door=door, reden=reden)
            blijft.save()
        if blijft.deelnames == bijeenkomst.deelnames and not blijft.deelnames_per_gemeente.exists():
            for deelname in Deelname.objects.filter(bijeenkomst=bijeenkomst):
                deelname.bijeenkomst = blijft
                leg_wie_vast(object=deelname, door=door, reden=reden)
                deelname.save()
        verwijder_bijeenkomst(bijeenkomst=bijeenkomst, door=door, reden=reden)
