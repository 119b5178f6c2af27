"""Writing the costs of one activity: its cost lines, cover, classes and expected quantities, all or nothing.

Who may: catalogusredactie and controller, in an edition that is a concept. After that only a correction changes a price.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.db.models import F

from catalogus import toegang
from catalogus.fouten import RegelFout
from catalogus.models import Activiteit, Dekking, Editie, Groep, Kostenregel, Staffel
from catalogus.opmaak import hoeveelheid
from catalogus.regels.slot import verhoog_slot, verouderd

VELDEN = ("bedrag_vast", "bedrag_eenheid", "grondslag", "verwachte_afnemers", "verwachte_hoeveelheid")
NAMEN: dict[type, str] = {Kostenregel: "regel", Dekking: "dekking", Staffel: "staffel"}


@dataclass(frozen=True)
class Rij:
    """One line as the user left it. `pk` and `slot` are what was seen, None for a new line; `waarden` by name of field."""

    waarden: dict[str, Any]
    pk: int | None = None
    slot: int = 0
    weg: bool = False


@dataclass(frozen=True)
class Grid:
    """Everything on the cost screen of one activity. All lines must be there: one that is missing was made by somebody else."""

    regels: Sequence[Rij] = ()
    dekkingen: Sequence[Rij] = ()
    staffels: Sequence[Rij] | None = None  # None: the price is not by classes, so they are not on the screen
    velden: dict[str, Any] = field(default_factory=dict)  # of the activity, out of VELDEN


@dataclass(frozen=True)
class Bewaard:
    """How many lines and fields were written."""

    nieuw: int = 0
    gewijzigd: int = 0
    weg: int = 0

    def __bool__(self):
        return bool(self.nieuw or self.gewijzigd or self.weg)

    def __add__(self, ander: "Bewaard") -> "Bewaard":
        return Bewaard(self.nieuw + ander.nieuw, self.gewijzigd + ander.gewijzigd, self.weg + ander.weg)


def mag_wijzigen(*, door, editie: Editie) -> bool:
    """Whether `door` may change costs of this edition."""
    return editie.status == Editie.Status.CONCEPT and toegang.is_lid(door, Groep.CATALOGUSREDACTIE, Groep.CONTROLLER)


@transaction.atomic
def bewaar_grid(*, activiteit: Activiteit, grid: Grid, gezien: int, door) -> Bewaard:
    """Writes the whole grid with its history; `gezien` is the lock number of the activity that the user saw.

    RegelFout `verouderd` when somebody else changed the activity or one of its lines, `status` when the edition is no
    concept any more; an error in a line has the name of its field, such as `regel-2-hoeveelheid` (counted from 0).
    """
    if not toegang.is_lid(door, Groep.CATALOGUSREDACTIE, Groep.CONTROLLER):
        raise RegelFout("Alleen de catalogusredactie en de controller mogen kosten veranderen.", code="niet-bevoegd")
    editie = Editie.objects.select_for_update().get(pk=activiteit.editie_id)
    if editie.status != Editie.Status.CONCEPT:
        raise RegelFout(
            f"Editie {editie.jaar} is {editie.get_status_display()}: de kosten liggen vast. Maak een correctie met een reden.",
            code="status",
        )
    actueel = Activiteit.objects.select_for_update().get(pk=activiteit.pk)
    if actueel.slot != gezien:
        raise verouderd(object=actueel)
    bewaard = _bewaar_rijen(Kostenregel, actueel, grid.regels, door)
    bewaard += _bewaar_rijen(Dekking, actueel, grid.dekkingen, door)
    if grid.staffels is not None:
        _eis_klassen(grid.staffels)
        bewaard += _bewaar_rijen(Staffel, actueel, grid.staffels, door)
    velden = {naam for naam in VELDEN if naam in grid.velden and getattr(actueel, naam) != grid.velden[naam]}
    bewaard += Bewaard(gewijzigd=len(velden))
    if bewaard:
        for naam in velden:
            setattr(actueel, naam, grid.velden[naam])
        _controleer(actueel, "", velden=velden)
        verhoog_slot(object=actueel, gezien=gezien)
        actueel._history_user = door
        actueel.save()
    return bewaard


def _bewaar_rijen(model: Any, activiteit: Activiteit, rijen: Sequence[Rij], door) -> Bewaard:
    bestaand = {rij.pk: rij for rij in model.objects.select_for_update().filter(activiteit=activiteit).order_by("pk")}
    if {rij.pk for rij in rijen if rij.pk} != bestaand.keys():
        raise verouderd(object=activiteit)
    weg = [rij for rij in rijen if rij.weg and rij.pk]
    for rij in weg:
        oud = bestaand[rij.pk]
        verhoog_slot(object=oud, gezien=rij.slot)
        oud._history_user = door
        oud.delete()
    te_schrijven: list[tuple[int, Any]] = []
    for nummer, rij in enumerate(rijen):
        if rij.weg:
            continue
        object_ = bestaand[rij.pk] if rij.pk else model(activiteit=activiteit, **_plaats(model, bestaand, te_schrijven))
        if rij.pk and all(getattr(object_, naam) == waarde for naam, waarde in rij.waarden.items()):
            continue
        if rij.pk:
            verhoog_slot(object=object_, gezien=rij.slot)
        for naam, waarde in rij.waarden.items():
            setattr(object_, naam, waarde)
        te_schrijven.append((nummer, object_))
    nieuw = sum(1 for _, object_ in te_schrijven if not object_.pk)
    if model is Staffel:
        _maak_plaats([object_.pk for _, object_ in te_schrijven if object_.pk])
    for nummer, object_ in te_schrijven:
        _controleer(object_, f"{NAMEN[model]}-{nummer}-")
        object_._history_user = door
        object_.save()
    return Bewaard(nieuw, len(te_schrijven) - nieuw, len(weg))


def _plaats(model: Any, bestaand: dict[int, Any], te_schrijven: list[tuple[int, Any]]) -> dict[str, int]:
    """A new cost line comes last."""
    if model is not Kostenregel:
        return {}
    return {"volgorde": max([r.volgorde for r in bestaand.values()] + [r.volgorde for _, r in te_schrijven], default=0) + 1}


def _eis_klassen(rijen: Sequence[Rij]) -> None:
    """Every class has a limit of its own, above zero."""
    gezien: set[Decimal | None] = set()
    for nummer, rij in enumerate(rijen):
        tot = rij.waarden.get("tot_en_met")
        if rij.weg:
            continue
        if tot in gezien:
            wat = "zonder bovengrens" if tot is None else f"tot en met {hoeveelheid(tot)}"
            raise RegelFout(
                f"Er zijn twee klassen {wat}. Geef elke klasse een eigen grens.",
                code="ongeldig",
                veld=f"staffel-{nummer}-tot_en_met",
            )
        if tot is not None and tot <= 0:
            raise RegelFout("Een klasse begint boven 0.", code="ongeldig", veld=f"staffel-{nummer}-tot_en_met")
        gezien.add(tot)


def _maak_plaats(pks: list[int]) -> None:
    """Limits of classes may change places: for a moment each has one that no class can have."""
    Staffel.objects.filter(pk__in=pks).update(tot_en_met=-F("pk"))


def _controleer(object_: Any, voorvoegsel: str, velden: set[str] | None = None) -> None:
    """What the model refuses, as a RegelFout that names the field; with `velden` only those fields count."""
    buiten = {veld.name for veld in object_._meta.fields if velden is not None and veld.name not in velden} | {"activiteit"}
    try:
        object_.clean_fields(exclude=buiten)
        object_.validate_constraints()
    except ValidationError as fout:
        naam, meldingen = next(iter(fout.message_dict.items()))
        wat = "" if naam == NON_FIELD_ERRORS else f"{object_._meta.get_field(naam).verbose_name.capitalize()}: "
        veld = f"{voorvoegsel}{naam}" if wat else f"{voorvoegsel}{_hoofdveld(object_)}"
        raise RegelFout(f"{wat}{meldingen[0]}", code="ongeldig", veld=veld) from fout


def _hoofdveld(object_: Any) -> str:
    """The field that an error about more than one belongs to."""
    return {Kostenregel: "soort", Dekking: "waarde", Staffel: "tot_en_met"}.get(type(object_), "")
