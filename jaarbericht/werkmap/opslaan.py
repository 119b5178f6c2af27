"""What the sheets of a gemeente share: rows that belong to one gemeente and year, and saving them through the rules."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from catalogus.fouten import RegelFout
from catalogus.models import Gemeente, Programmalijn
from catalogus.regels import tabelrijen
from catalogus.werkmap.bladen.gedeeld import zichtbaar
from catalogus.werkmap.cellen import Datum, JaNee, Tekst, Verwijzing
from catalogus.werkmap.opzet import Invoer, Rij, Rijfout, Schrijf, Veld, Weiger, Werkblad
from jaarbericht.models import Toestemming
from jaarbericht.werkmap.tekst import als_html

NIET_NIEUW = "Dit staat niet in de lijst. Haal deze rij weg; nieuwe rijen kan dit blad niet aan."


@dataclass(frozen=True)
class Boek:
    """Whose workbook it is."""

    gemeente: Gemeente
    jaar: int

    @property
    def begin(self) -> datetime.date:
        return datetime.date(self.jaar, 1, 1)

    @property
    def eind(self) -> datetime.date:
        return datetime.date(self.jaar, 12, 31)


def programmalijnen() -> list[tuple[Programmalijn, tuple[str, ...]]]:
    return [(lijn, (str(lijn), str(lijn.nummer), lijn.naam)) for lijn in Programmalijn.objects.all()]


def programmalijn() -> Verwijzing:
    return Verwijzing(programmalijnen, wat="het nummer of de naam van een programmalijn")


def van_gemeente(boek: Boek, model: Any, *volgorde: str, met: tuple[str, ...] = ()) -> Callable:
    """Rows of a model with gemeente and jaar."""

    def lijst(user: Any, keuze: Any):
        alle = model.objects.filter(gemeente=boek.gemeente, jaar=boek.jaar).select_related(*met).order_by(*volgorde, "pk")
        return zichtbaar(user, alle)

    return lijst


def per_rij(zet: Callable[[Rij, Invoer], None]) -> Schrijf:
    """Saves rows one by one with `zet`; an error takes back its own row only, so that all errors are named."""

    def schrijf(blad: Werkblad, rijen: list[Rij], invoer: Invoer, weiger: Weiger) -> None:
        for rij in rijen:
            try:
                with transaction.atomic():
                    zet(rij, invoer)
            except (RegelFout, Rijfout) as fout:
                weiger(rij, fout)

    return schrijf


def rijk(rij: Rij, naam: str, kop: str) -> str:
    """The rich text of a cell as html to save."""
    try:
        return als_html(rij.anders[naam])
    except ValidationError as fout:
        raise Rijfout(fout.messages[0], kolom=kop) from fout


def bewaar(rij: Rij, invoer: Invoer, maak: Callable[[], Any], velden: dict[str, Any]) -> Any:
    """Makes, changes or takes away the record of a row."""
    if rij.weg:
        return tabelrijen.verwijder(object=rij.object, door=invoer.door, gezien=rij.slot, reden=invoer.reden)
    return tabelrijen.bewaar(object=rij.object or maak(), velden=velden, door=invoer.door, gezien=rij.slot, reden=invoer.reden)


def gewijzigd(rij: Rij, *namen: str) -> dict[str, Any]:
    """The changed columns that go into the record as they are; what was cleared in a new row is left to the default."""
    return {n: rij.anders[n] for n in namen if n in rij.anders and not (rij.object is None and rij.anders[n] is None)}


def slot_van(object: Any) -> str:
    """The lock number of a record that a row may not have yet."""
    return str(object.slot) if object else ""


# ------------------------------------------------------------------ consent
TOESTEMMING = ("persoon", "kind", "ouder", "gegeven_op")


def toestemmingsvelden() -> tuple[Veld, ...]:
    """Columns about the person that a text names, and the consent that is needed for it."""

    def van(naam: str) -> Callable[[Any], Any]:
        def waarde(ding: Any) -> Any:
            if naam == "persoon" and not ding.noemt_persoon:
                return ""
            return getattr(ding.toestemming, naam, None) if ding.toestemming else ("" if naam in {"persoon", "ouder"} else None)

        return waarde

    return (
        Veld(
            "Persoon",
            "persoon",
            Tekst(max_length=120),
            "Wie wordt genoemd of geciteerd. Komt niet in het jaarbericht.",
            van("persoon"),
            leeg="",
            breed=22,
        ),
        Veld("Kind", "kind", JaNee(), "Ja: de ouder gaf toestemming.", van("is_kind"), breed=8),
        Veld("Ouder", "ouder", Tekst(max_length=120), "Nodig bij een kind.", van("ouder"), leeg="", breed=20),
        Veld("Toestemming op", "gegeven_op", Datum(), "De dag waarop de persoon toestemming gaf.", van("gegeven_op"), breed=14),
    )


def toestemming_voor(rij: Rij, invoer: Invoer) -> dict[str, Any]:
    """Fields `noemt_persoon` and `toestemming` of a record, when the row says something new about the person."""
    if not rij.anders.keys() & set(TOESTEMMING):
        return {}
    bestaand: Toestemming | None = rij.object.toestemming if rij.object else None
    nu = {
        "persoon": bestaand.persoon if bestaand else "",
        "kind": bestaand.is_kind if bestaand else False,
        "ouder": bestaand.ouder if bestaand else "",
        "gegeven_op": bestaand.gegeven_op if bestaand else None,
    } | {naam: rij.anders[naam] for naam in TOESTEMMING if naam in rij.anders}
    if not nu["persoon"]:
        return {"noemt_persoon": False, "toestemming": None}
    if nu["gegeven_op"] is None:
        raise Rijfout("Vul de dag in waarop deze persoon toestemming gaf.", kolom="Toestemming op")
    velden = {
        "persoon": nu["persoon"],
        "is_kind": bool(nu["kind"]),
        "ouder": nu["ouder"] or "",
        "gegeven_op": nu["gegeven_op"],
    }
    toestemming = tabelrijen.bewaar(object=bestaand or Toestemming(), velden=velden, door=invoer.door, reden=invoer.reden)
    return {"noemt_persoon": True, "toestemming": toestemming}
