"""What sheets share: references by name, and saving rows one by one through the rule of plain tables."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from catalogus import toegang
from catalogus.fouten import RegelFout
from catalogus.models import Activiteit, Gemeente, Kenmerk, Locatie
from catalogus.regels import tabelrijen

from ..cellen import Verwijzing
from ..opzet import Invoer, Rij, Rijfout, Schrijf, Weiger, Werkblad


def zichtbaar(user: Any, alle: QuerySet) -> QuerySet:
    """What this user may see; without a user, for a command, everything."""
    return alle if user is None else toegang.zichtbaar_voor(user, alle)


# ------------------------------------------------------------------ references
def gemeenten() -> Iterable[tuple[Gemeente, tuple[str, ...]]]:
    return [(gemeente, (gemeente.naam, gemeente.cbs_code)) for gemeente in Gemeente.objects.all()]


def locaties() -> Iterable[tuple[Locatie, tuple[str, ...]]]:
    """Each by its own name, and by name with gemeente where two gemeenten have the same."""
    alle = list(Locatie.objects.select_related("gemeente"))
    namen = [locatie.naam for locatie in alle]
    dubbel = {naam for naam in namen if namen.count(naam) > 1} if len(set(namen)) < len(namen) else set()
    for locatie in alle:
        lang = f"{locatie.naam} ({locatie.gemeente.naam})"
        yield locatie, (lang,) if locatie.naam in dubbel else (locatie.naam, lang, str(locatie))


def op_naam(model: Any) -> Callable[[], Iterable[tuple[Any, tuple[str, ...]]]]:
    return lambda: [(ding, (ding.naam,)) for ding in model.objects.all()]


def kenmerken() -> Iterable[tuple[Kenmerk, tuple[str, ...]]]:
    return [(kenmerk, (f"{kenmerk.get_soort_display()}: {kenmerk.naam}",)) for kenmerk in Kenmerk.objects.all()]


def gemeente() -> Verwijzing:
    return Verwijzing(gemeenten, wat="de naam of CBS-code van een gemeente")


def locatie() -> Verwijzing:
    return Verwijzing(locaties, wat="de naam van een locatie")


def activiteit_van(waarden: dict[str, Any]) -> Activiteit:
    """The activity of the columns Editie and Activiteit."""
    gevonden = Activiteit.objects.select_related("editie").filter(editie__jaar=waarden["jaar"], code=waarden["code"]).first()
    if gevonden is None:
        raise Rijfout(
            f"Editie {waarden['jaar']} heeft geen activiteit met deze code. Gevonden: ‘{waarden['code']}’.", kolom="Activiteit"
        )
    return gevonden


# ------------------------------------------------------------------ saving
def schrijf_met(
    maak: Callable[[dict[str, Any]], Any],
    vertaal: Callable[[Any, dict[str, Any]], dict[str, Any]] = lambda object, velden: velden,
) -> Schrijf:
    """Saves rows one by one. `maak` makes the new record of a row from its values; `vertaal` turns columns into fields."""

    def schrijf(blad: Werkblad, rijen: list[Rij], invoer: Invoer, weiger: Weiger) -> None:
        for rij in rijen:
            try:
                with transaction.atomic():
                    _schrijf_rij(rij, invoer)
            except (RegelFout, Rijfout) as fout:
                weiger(rij, fout)

    def _schrijf_rij(rij: Rij, invoer: Invoer) -> None:
        wie = {"door": invoer.door, "gezien": rij.slot, "reden": invoer.reden}
        if rij.weg:
            return tabelrijen.verwijder(object=rij.object, **wie)
        object = rij.object or maak(rij.waarden)
        eigen = {veld.name for veld in object._meta.get_fields() if not veld.auto_created}
        velden = {naam: waarde for naam, waarde in rij.anders.items() if naam in eigen}
        tabelrijen.bewaar(object=object, velden=velden, **wie)
        return None

    return schrijf
