"""Tariffs, indexation and opslag of an edition in concept: first what all prices would become, then writing exactly that."""

import copy
import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from hashlib import sha256

from django.db import models, transaction
from simple_history.utils import bulk_update_with_history

from catalogus.fouten import RegelFout
from catalogus.models import Activiteit, Dekking, Editie, Functiegroep, Kostenregel, Programmalijn, Staffel, Tarief
from catalogus.opmaak import afronden
from catalogus.regels import kostprijs as kosten
from catalogus.regels.editiebeeld import activiteiten_van, reken_prijzen, tarieven_van
from catalogus.regels.edities import eis_bevoegd, vergrendel
from catalogus.regels.kostprijs import NUL, Prijsgegevens
from catalogus.regels.prijswoorden import hoofdbedrag
from catalogus.regels.slot import verhoog_slot

# What can be indexed besides hours: prices of cost lines by their soort, and amounts that are no cost line.
BEDRAGEN, STAFFELS, DEKKINGEN = "bedragen", "staffels", "dekkingen"
SOORTEN = {
    **{soort.value: soort.label for soort in Kostenregel.Soort if soort != Kostenregel.Soort.UREN},
    BEDRAGEN: "vaste bedragen",
    STAFFELS: "staffels",
    DEKKINGEN: "dekking in euro",
}


@dataclass(frozen=True)
class Wijziging:
    """What somebody proposes: rates in euro per pk of functiegroep, and percentages on top of those and of other amounts."""

    uurtarieven: dict[int, Decimal]
    capaciteit: dict[int, Decimal | None]
    opslagmethode: str
    opslagpercentage: Decimal
    organisatiekosten: Decimal
    percentages: dict[int, Decimal] = field(default_factory=dict)  # per functiegroep
    soorten: dict[str, Decimal] = field(default_factory=dict)  # per key of SOORTEN

    def tarieven(self) -> dict[int, Decimal]:
        """The new hourly rates."""
        return {pk: verhoog(bedrag, self.percentages.get(pk, NUL), 2) for pk, bedrag in self.uurtarieven.items()}


def verhoog(bedrag: Decimal, procent: Decimal, decimalen: int) -> Decimal:
    """An amount with a percentage on top; without one it stays exactly as it was."""
    return afronden(bedrag * (1 + procent / 100), decimalen) if procent else bedrag


@dataclass(frozen=True)
class Prijsrij:
    """The price of one activity before and after."""

    activiteit: Activiteit
    oud: Prijsgegevens | None
    nieuw: Prijsgegevens | None

    @property
    def van(self) -> Decimal:
        return per_jaar(activiteit=self.activiteit, prijs=self.oud)

    @property
    def naar(self) -> Decimal:
        return per_jaar(activiteit=self.activiteit, prijs=self.nieuw)

    @property
    def procent(self) -> Decimal | None:
        return groei(activiteit=self.activiteit, oud=self.oud, nieuw=self.nieuw)

    @property
    def anders(self) -> bool:
        return bedragen_in(self.oud) != bedragen_in(self.nieuw)


@dataclass(frozen=True)
class Lijnsom:
    programmalijn: Programmalijn
    van: Decimal
    naar: Decimal

    @property
    def procent(self) -> Decimal | None:
        return (self.naar / self.van - 1) * 100 if self.van else None


@dataclass(frozen=True)
class Voorbeeld:
    """All prices that would change, the steepest rise first. `stand` says what was computed from: it goes back to `pas_toe`."""

    rijen: tuple[Prijsrij, ...]
    gelijk: int
    lijnen: tuple[Lijnsom, ...]
    van: Decimal
    naar: Decimal
    stand: str

    @property
    def procent(self) -> Decimal | None:
        return (self.naar / self.van - 1) * 100 if self.van else None


def groei(*, activiteit: Activiteit, oud: Prijsgegevens | None, nieuw: Prijsgegevens | None) -> Decimal | None:
    """Change in per cent of what the service costs at its expected numbers; of the price itself where nothing is expected.

    None when one of the prices is not there, or when they are of another kind.
    """
    if oud is None or nieuw is None or bool(oud.staffel) != bool(nieuw.staffel):
        return None
    van, naar = (per_jaar(activiteit=activiteit, prijs=prijs) for prijs in (oud, nieuw))
    if not van:
        van, naar = hoofdbedrag(prijs=oud), hoofdbedrag(prijs=nieuw)
    return (naar / van - 1) * 100 if van else None


def per_jaar(*, activiteit: Activiteit, prijs: Prijsgegevens | None) -> Decimal:
    """Euro a year of all gemeenten together at the expected numbers; nothing for a staffel, which depends on each location."""
    if prijs is None or prijs.staffel:
        return NUL
    return prijs.vast * activiteit.verwachte_afnemers + prijs.per_eenheid * activiteit.verwachte_hoeveelheid


def bedragen_in(prijs: Prijsgegevens | None) -> tuple | None:
    """What a gemeente pays by; the build-up behind it left out."""
    return None if prijs is None else (prijs.vast, prijs.per_eenheid, prijs.staffel)


# ------------------------------------------------------------------ before
def voorbeeld(*, editie: Editie, wijziging: Wijziging) -> Voorbeeld:
    """What `wijziging` would do to every price. Writes nothing. RegelFout when there would be nothing to spread over."""
    tarieven = tarieven_van(editie=editie)
    for groep in Functiegroep.objects.filter(pk__in=set(tarieven) - set(wijziging.uurtarieven)):
        raise RegelFout(f"Het tarief van {groep} is leeg. Vul een uurtarief in.", code="tarief", veld=f"tarief-{groep.pk}")
    nu, straks = activiteiten_van(editie=editie), activiteiten_van(editie=editie)
    for _ in _verhoogde_rijen(straks, wijziging):
        pass
    anders = _met_opslag(editie, wijziging)
    kosten.opslag_van(editie=anders, activiteiten=straks)
    oud = reken_prijzen(editie=editie, activiteiten=nu, tarieven=tarieven)
    nieuw = reken_prijzen(editie=anders, activiteiten=straks, tarieven=wijziging.tarieven())
    return _vat_samen(editie, [Prijsrij(a, oud.get(a.pk), nieuw.get(a.pk)) for a in nu])


def _vat_samen(editie: Editie, rijen: list[Prijsrij]) -> Voorbeeld:
    lijnen: dict[int, list[Prijsrij]] = {}
    for rij in rijen:
        lijnen.setdefault(rij.activiteit.programmalijn.nummer, []).append(rij)
    sommen = [
        Lijnsom(groep[0].activiteit.programmalijn, sum((r.van for r in groep), NUL), sum((r.naar for r in groep), NUL))
        for _, groep in sorted(lijnen.items())
    ]
    anders = sorted((rij for rij in rijen if rij.anders), key=lambda rij: -(rij.procent or NUL))
    kern = repr((editie.slot, [(r.activiteit.pk, r.activiteit.slot, bedragen_in(r.oud), bedragen_in(r.nieuw)) for r in rijen]))
    return Voorbeeld(
        rijen=tuple(anders),
        gelijk=len(rijen) - len(anders),
        lijnen=tuple(sommen),
        van=sum((som.van for som in sommen), NUL),
        naar=sum((som.naar for som in sommen), NUL),
        stand=sha256(kern.encode()).hexdigest()[:20],
    )


def _met_opslag(editie: Editie, wijziging: Wijziging) -> Editie:
    anders = copy.copy(editie)
    anders.opslagmethode = wijziging.opslagmethode
    anders.opslagpercentage = wijziging.opslagpercentage
    anders.organisatiekosten = wijziging.organisatiekosten
    return anders


def _verhoogde_rijen(activiteiten: list[Activiteit], wijziging: Wijziging) -> Iterator[tuple[models.Model, str]]:
    """Raises the amounts on the given records, and yields each record that changed with the name of its field."""

    def pas(rij: models.Model, naam: str, soort: str, decimalen: int) -> Iterator[tuple[models.Model, str]]:
        bedrag, procent = getattr(rij, naam), wijziging.soorten.get(soort, NUL)
        if bedrag is not None and procent:
            setattr(rij, naam, verhoog(bedrag, procent, decimalen))
            yield rij, naam

    for activiteit in activiteiten:
        yield from pas(activiteit, "bedrag_vast", BEDRAGEN, 2)
        yield from pas(activiteit, "bedrag_eenheid", BEDRAGEN, activiteit.prijsdecimalen)
        for regel in activiteit.kostenregels.all():
            if regel.soort != Kostenregel.Soort.UREN:
                yield from pas(regel, "prijs", regel.soort, 4)
        for klasse in activiteit.staffels.all():
            yield from pas(klasse, "prijs", STAFFELS, 2)
        for dekking in activiteit.dekkingen.all():
            yield from pas(dekking, "bedrag", DEKKINGEN, 4)


# ------------------------------------------------------------------ writing
@transaction.atomic
def pas_toe(*, editie: Editie, wijziging: Wijziging, gezien: str, door=None) -> Voorbeeld:
    """Writes what `voorbeeld` showed, if it would still show the same (`gezien` is its `stand`); else RegelFout `verouderd`."""
    eis_bevoegd(door)
    editie = vergrendel(editie=editie, verwacht=Editie.Status.CONCEPT, doel="Tarieven veranderen")
    beeld = voorbeeld(editie=editie, wijziging=wijziging)
    if beeld.stand != gezien:
        raise RegelFout(
            "Intussen is er iets aan de kosten of tarieven veranderd. Bekijk het voorbeeld opnieuw en pas het daarna toe.",
            code="verouderd",
        )
    _schrijf_tarieven(editie, wijziging, door)
    per_model: dict[type[models.Model], dict[str, dict[int, models.Model]]] = {}
    for rij, naam in _verhoogde_rijen(activiteiten_van(editie=editie), wijziging):
        per_model.setdefault(type(rij), {}).setdefault(naam, {})[rij.pk] = rij
    for model in (Activiteit, Kostenregel, Staffel, Dekking):
        velden = per_model.get(model, {})
        rijen = {pk: rij for groep in velden.values() for pk, rij in groep.items()}
        for rij in rijen.values():
            rij.slot += 1  # type: ignore[attr-defined]
        if rijen:
            bulk_update_with_history(
                list(rijen.values()), model, [*velden, "slot"], default_user=door, default_change_reason="Indexering"
            )
    verhoog_slot(object=editie, gezien=editie.slot)
    for naam in ("opslagmethode", "opslagpercentage", "organisatiekosten"):
        setattr(editie, naam, getattr(wijziging, naam))
    editie._history_user = door
    editie._change_reason = "Tarieven en opslag"
    editie.save()
    return beeld


def _schrijf_tarieven(editie: Editie, wijziging: Wijziging, door) -> None:
    bestaand = {tarief.functiegroep_id: tarief for tarief in Tarief.objects.filter(editie=editie)}
    for pk, uurtarief in wijziging.tarieven().items():
        tarief = bestaand.get(pk) or Tarief(editie=editie, functiegroep_id=pk)
        capaciteit = wijziging.capaciteit.get(pk)
        if tarief.pk and (tarief.uurtarief, tarief.capaciteit) == (uurtarief, capaciteit):
            continue
        if tarief.pk:
            verhoog_slot(object=tarief, gezien=tarief.slot)
        tarief.uurtarief, tarief.capaciteit = uurtarief, capaciteit
        tarief._history_user = door
        tarief.save()


def huidig(*, editie: Editie) -> Wijziging:
    """The edition as it is now, as a change that changes nothing."""
    tarieven = list(Tarief.objects.filter(editie=editie))
    return Wijziging(
        uurtarieven={tarief.functiegroep_id: tarief.uurtarief for tarief in tarieven},
        capaciteit={tarief.functiegroep_id: tarief.capaciteit for tarief in tarieven},
        opslagmethode=editie.opslagmethode,
        opslagpercentage=editie.opslagpercentage,
        organisatiekosten=editie.organisatiekosten,
    )


def met_percentages(*, wijziging: Wijziging, alle: Decimal, eigen: dict[int, Decimal | None]) -> Wijziging:
    """`alle` for every functiegroep, except where it has a percentage of its own."""
    percentages = {pk: alle if eigen.get(pk) is None else eigen[pk] or NUL for pk in wijziging.uurtarieven}
    return dataclasses.replace(wijziging, percentages=percentages)
