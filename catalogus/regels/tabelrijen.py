"""Rows of plain tables, one at a time: costs of activities, tariffs, locations, inwoners, indicatoren.

For whoever brings rows from elsewhere, such as a workbook. Who may: see `toegang.BEHEERT`; `door` None is the system.
"""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ForeignKey, ProtectedError

from catalogus import toegang
from catalogus.fouten import RegelFout
from catalogus.models import (
    Dekking,
    Editie,
    Inwonertal,
    Jaar,
    Kostenregel,
    Locatiefunctie,
    Locatiestand,
    Staffel,
    Tarief,
)
from catalogus.models.basis import Bewerkbaar
from catalogus.opmaak import opsomming
from catalogus.regels.slot import verhoog_slot

Rij = TypeVar("Rij", bound=Bewerkbaar)


@transaction.atomic
def bewaar(*, object: Rij, velden: Mapping[str, Any], door, gezien: int | None = None, reden: str = "") -> Rij:
    """Makes or changes a row: `object` is a new one or one that was read, `velden` the values that it gets.

    `gezien` is the lock number that the user saw; None takes the row as it is. RegelFout when the edition is open, the year is
    closed and there is no reason, the database would not accept the row, or (`verouderd`) somebody else was first.
    """
    _eis_bevoegd(door, object)
    nieuw = object.pk is None
    if not nieuw:
        _eis_open(object, reden)
    meer = {naam for naam in velden if object._meta.get_field(naam).many_to_many}
    for naam, waarde in velden.items():
        if naam not in meer:
            setattr(object, naam, waarde)
    _eis_open(object, reden)
    _keur(object, None if nieuw else set(velden))
    if not nieuw:
        verhoog_slot(object=object, gezien=object.slot if gezien is None else gezien)
    object._history_user, object._change_reason = door, reden
    object.save()
    for naam in meer:
        getattr(object, naam).set(velden[naam])
    return object


@transaction.atomic
def verwijder(*, object: Bewerkbaar, door, gezien: int | None = None, reden: str = "") -> None:
    """Takes a row away, unless something else refers to it; refuses as `bewaar` does."""
    _eis_bevoegd(door, object)
    _eis_open(object, reden)
    verhoog_slot(object=object, gezien=object.slot if gezien is None else gezien)
    object._history_user, object._change_reason = door, reden
    try:
        object.delete()
    except ProtectedError as fout:
        soorten = sorted({str(ding._meta.verbose_name_plural) for ding in fout.protected_objects})
        raise RegelFout(f"{object} kan niet weg: er horen {opsomming(soorten)} bij.", code="in-gebruik") from fout


def _eis_bevoegd(door, object: Bewerkbaar) -> None:
    if door is not None and not toegang.mag_in_beheer(door, str(object._meta.model_name), wijzigen=True):
        raise RegelFout(f"Je mag {object._meta.verbose_name_plural} niet veranderen.", code="niet-bevoegd")


def _eis_open(object: Bewerkbaar, reden: str) -> None:
    """Whether the row may change now: costs in a concept only, and in a closed year with a reason."""
    editie = _editie(object)
    if editie is not None and editie.status != Editie.Status.CONCEPT:
        raise RegelFout(
            f"Editie {editie.jaar} is {editie.get_status_display()}: dit ligt vast. Maak een correctie bij de activiteit.",
            code="editie",
        )
    jaar = _jaar(object)
    if jaar and not reden.strip() and Jaar.objects.filter(jaar=jaar, afgesloten=True).exists():
        raise RegelFout(f"{jaar} is afgesloten. Geef een reden voor de wijziging.", code="afgesloten", veld="reden")


def _editie(object: Bewerkbaar) -> Editie | None:
    if isinstance(object, Tarief):
        return object.editie
    return object.activiteit.editie if isinstance(object, Kostenregel | Dekking | Staffel) else None


def _jaar(object: Bewerkbaar) -> int | None:
    if isinstance(object, Inwonertal):
        return object.peildatum.year
    if isinstance(object, Locatiestand):
        return object.vanaf.year
    return object.van.year if isinstance(object, Locatiefunctie) else None


def _keur(object: Bewerkbaar, velden: set[str] | None) -> None:
    """What the database will ask, asked beforehand, so that the answer is in Dutch and names the field."""
    overslaan = {
        veld.name
        for veld in object._meta.fields
        if isinstance(veld, ForeignKey) or (velden is not None and veld.name not in velden)
    }
    try:
        object.clean_fields(exclude=overslaan)
        object.validate_unique()
        object.validate_constraints()
    except ValidationError as fout:
        per_veld = fout.message_dict if hasattr(fout, "error_dict") else {"": fout.messages}
        veld, teksten = next(iter(per_veld.items()))
        raise RegelFout(" ".join(teksten), code="ongeldig", veld="" if veld == "__all__" else veld) from fout
