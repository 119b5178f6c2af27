"""Making and changing the activities of an edition. What a gemeente pays for does not change once the edition is open."""

from collections.abc import Iterable
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import models, transaction
from django.db.models import ProtectedError

from catalogus.fouten import RegelFout
from catalogus.models import Activiteit, Editie, Kenmerk, Realisatiemaat
from catalogus.opmaak import opsomming
from catalogus.regels.beelden import maak_foto
from catalogus.regels.edities import eis_bevoegd
from catalogus.regels.slot import verhoog_slot
from catalogus.regels.tekst import schoon

# May change as long as the edition is not closed.
TEKST = (
    "titel", "programmalijn", "samenvatting", "omschrijving", "doel", "beoogd_effect", "resultaat",
    "realisatiemaat", "realisatiefunctie", "realisatieindicator", "foto_alt",
)  # fmt: skip
# May change in a concept only: what is taken, and what it costs.
VAST = (
    "code", "ouder", "voorganger", "pakket", "eenheid", "prijsvorm", "bedrag_vast", "bedrag_eenheid", "grondslag", "btw_regime",
    "minimum", "maximum", "verwachte_afnemers", "verwachte_hoeveelheid",
)  # fmt: skip
GEEN_FOTO = False  # as `foto`: take the picture away


def veld(naam: str) -> models.Field:
    """A field of an activity, for its name and help."""
    return cast(models.Field, Activiteit._meta.get_field(naam))


@transaction.atomic
def maak_activiteit(
    *, editie: Editie, velden: dict[str, Any], kenmerken: Iterable[Kenmerk] | None = None, foto: File | None = None, door=None
) -> Activiteit:
    """A new activity. `velden` by the names of TEKST and VAST. In an open edition it has no price until that is published."""
    eis_bevoegd(door)
    editie = Editie.objects.select_for_update().get(pk=editie.pk)
    if editie.status not in {Editie.Status.CONCEPT, Editie.Status.OPEN}:
        raise RegelFout(
            f"Editie {editie.jaar} is {editie.get_status_display()}: er komen geen activiteiten meer bij.", code="status"
        )
    activiteit = Activiteit(editie=editie)
    return _schrijf(activiteit, velden, kenmerken, foto, "Nieuwe activiteit", door)


@transaction.atomic
def wijzig_activiteit(
    *,
    activiteit: Activiteit,
    velden: dict[str, Any],
    gezien: int,
    kenmerken: Iterable[Kenmerk] | None = None,
    foto: File | bool | None = None,
    reden: str = "",
    door=None,
) -> Activiteit:
    """Changes the fields that are given; `kenmerken` and `foto` stay as they are when None.

    RegelFout when somebody was first (`verouderd`), when the edition is closed, or (`ligt-vast`) for a field of VAST that
    would really change after opening.
    """
    eis_bevoegd(door)
    actueel = Activiteit.objects.select_for_update(of=("self",)).select_related("editie").get(pk=activiteit.pk)
    if actueel.editie.status == Editie.Status.AFGESLOTEN:
        raise RegelFout(f"Editie {actueel.editie.jaar} is afgesloten en verandert niet meer.", code="status")
    if actueel.editie.status != Editie.Status.CONCEPT:
        for naam in VAST:
            if naam in velden and velden[naam] != getattr(actueel, naam):
                raise RegelFout(
                    f"Editie {actueel.editie.jaar} is geopend: ‘{veld(naam).verbose_name}’ van {actueel.code} ligt vast.",
                    code="ligt-vast",
                    veld=naam,
                )
    verhoog_slot(object=actueel, gezien=gezien)
    return _schrijf(actueel, velden, kenmerken, foto, reden, door)


@transaction.atomic
def verwijder_activiteit(*, activiteit: Activiteit, gezien: int, door=None) -> None:
    """Takes an activity out of an edition in concept, with its costs."""
    eis_bevoegd(door)
    actueel = Activiteit.objects.select_for_update(of=("self",)).select_related("editie").get(pk=activiteit.pk)
    if actueel.editie.status != Editie.Status.CONCEPT:
        raise RegelFout(f"Editie {actueel.editie.jaar} is geopend: {actueel.code} kan er niet meer uit.", code="status")
    if kinderen := [kind.titel for kind in actueel.kinderen.order_by("titel")]:
        raise RegelFout(f"{actueel.code} heeft nog onderdelen: {opsomming(kinderen)}. Haal die eerst weg.", code="kinderen")
    verhoog_slot(object=actueel, gezien=gezien)
    actueel._history_user = door
    try:
        actueel.delete()
    except ProtectedError as oorzaak:
        raise RegelFout(f"{actueel.code} wordt al gebruikt en kan er niet meer uit.", code="gebruikt") from oorzaak


def _schrijf(activiteit: Activiteit, velden: dict[str, Any], kenmerken, foto, reden: str, door) -> Activiteit:
    if vreemd := set(velden) - {*TEKST, *VAST}:
        raise RegelFout(f"Het veld ‘{min(vreemd)}’ bestaat niet bij een activiteit.", code="veld")
    for naam, waarde in velden.items():
        setattr(activiteit, naam, schoon(tekst=waarde) if naam == "omschrijving" else waarde)
    _controleer(activiteit)
    if foto:
        activiteit.foto = maak_foto(bestand=foto, naam=activiteit.code.lower())
    elif foto is GEEN_FOTO:
        activiteit.foto, activiteit.foto_alt = "", ""
    if activiteit.foto and not activiteit.foto_alt.strip() and (foto or activiteit.editie.status != Editie.Status.CONCEPT):
        raise RegelFout("Schrijf wat er op de foto te zien is.", code="foto", veld="foto_alt")
    activiteit._history_user = door
    activiteit._change_reason = "; ".join(deel for deel in (reden.strip(), _kenmerkwissel(activiteit, kenmerken)) if deel)
    activiteit.save()
    if kenmerken is not None:
        activiteit.kenmerken.set(kenmerken)
    return activiteit


def _controleer(activiteit: Activiteit) -> None:
    zelfde = Activiteit.objects.filter(editie=activiteit.editie, code=activiteit.code).exclude(pk=activiteit.pk).first()
    if zelfde:
        raise RegelFout(
            f"Code {activiteit.code} is in editie {activiteit.editie.jaar} al van ‘{zelfde}’. Kies een andere code.",
            code="code",
            veld="code",
        )
    _controleer_ouder(activiteit)
    indicator = activiteit.realisatiemaat == Realisatiemaat.INDICATOR
    if indicator and not activiteit.realisatieindicator and activiteit.editie.status != Editie.Status.CONCEPT:
        raise RegelFout("Kies de indicator waarin de uitvoering wordt gemeten.", code="maat", veld="realisatieindicator")
    try:
        activiteit.full_clean(exclude=["foto"])
    except ValidationError as fout:
        naam, teksten = next(iter(fout.message_dict.items()))
        raise RegelFout(teksten[0], code="ongeldig", veld=naam) from fout


def _controleer_ouder(activiteit: Activiteit) -> None:
    ouder = activiteit.ouder
    if ouder is None:
        return
    if ouder.pk == activiteit.pk:
        tekst = "Een activiteit kan geen onderdeel van zichzelf zijn."
    elif ouder.editie_id != activiteit.editie_id:
        tekst = f"‘{ouder}’ hoort bij een andere editie. Kies een activiteit uit deze editie."
    elif ouder.ouder_id:
        tekst = f"‘{ouder}’ is zelf een onderdeel. Kies de activiteit waar dat bij hoort."
    elif activiteit.pk and activiteit.kinderen.exists():
        tekst = f"{activiteit.code} heeft zelf onderdelen en kan er daarom geen zijn."
    else:
        return
    raise RegelFout(tekst, code="ouder", veld="ouder")


def _kenmerkwissel(activiteit: Activiteit, kenmerken: Iterable[Kenmerk] | None) -> str:
    """What changes in the characteristics, in words for the history, which does not hold them itself."""
    if kenmerken is None:
        return ""
    oud = {kenmerk.naam for kenmerk in activiteit.kenmerken.all()} if activiteit.pk else set()
    nieuw = {kenmerk.naam for kenmerk in kenmerken}
    delen = [("kenmerken erbij", nieuw - oud), ("kenmerken eraf", oud - nieuw)]
    return "; ".join(f"{wat}: {opsomming(sorted(namen))}" for wat, namen in delen if namen)
