"""Keeping what is read in: a file is tried first, and the bytes that were tried are the bytes that are read in.

Who may: whoever may change the tables that the file is about; see `toegang.BEHEERT`.
"""

import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import IO, Any

from django.core.files import File
from django.db import transaction
from django.utils import timezone

from catalogus.fouten import RegelFout
from catalogus.models import Import
from catalogus.regels.uitvoeringenblok import onthoud_titels

from . import registraties
from .bladen import BLADEN
from .invoer import verwerk, verwerk_bladen
from .opzet import Invoer, Werkblad
from .uitkomst import Uitkomst, Verslag

Stand = Import.Stand


def bewaar(*, bestand: IO[bytes], naam: str, door: Any, reden: str = "", soort: str = Import.Soort.WERKMAP) -> Import:
    """An unsaved record of an uploaded file."""
    bestand.seek(0)
    sha256 = hashlib.file_digest(bestand, "sha256").hexdigest()  # type: ignore[arg-type]
    grootte = bestand.seek(0, 2)
    bestand.seek(0)
    opslag = File(bestand, f"{uuid.uuid4().hex}{PurePath(naam).suffix.lower()[:5]}")  # a name that says nothing
    return Import(soort=soort, naam=naam[-200:], bestand=opslag, grootte=grootte, sha256=sha256, reden=reden.strip(), door=door)


def beproef(
    *,
    bestand: IO[bytes],
    naam: str,
    door: Any,
    reden: str = "",
    bladen: Sequence[Werkblad] = BLADEN,
    soort: str = Import.Soort.WERKMAP,
) -> Import:
    """Tries a workbook and keeps it with the outcome. RegelFout, and nothing kept, when it cannot be read at all."""
    uitkomst = verwerk(bestand=bestand, naam=naam, bladen=bladen, door=door, reden=reden)
    rij = bewaar(bestand=bestand, naam=naam, door=door, reden=reden, soort=soort)
    leg_vast(rij=rij, uitkomst=uitkomst)
    return rij


@transaction.atomic
def bevestig(*, rij: Import, door: Any, bladen: Sequence[Werkblad] = BLADEN) -> Import:
    """Reads in what was tried. When it would now do something else than was shown, that is shown first (`anders`)."""
    rij = vergrendel(rij=rij, door=door)
    with rij.bestand.open("rb") as stroom, transaction.atomic():
        if rij.soort == Import.Soort.UITVOERINGEN:
            uitkomst = _registraties(rij, stroom, door, proef=False)
        else:
            uitkomst = verwerk(bestand=stroom, naam=rij.naam, bladen=bladen, door=door, reden=rij.reden, proef=False)
        anders = uitkomst.afdruk != rij.uitkomst["afdruk"] or uitkomst.aantal_fouten > 0
        transaction.set_rollback(anders)
    leg_vast(rij=rij, uitkomst=replace(uitkomst, verwerkt=not anders, anders=anders))
    return rij


# ------------------------------------------------------------------ executions of another system
def begin_registraties(*, bestand: IO[bytes], naam: str, door: Any, reden: str = "") -> Import:
    """Keeps a file of another system with what its columns seem to be. RegelFout when there is no table in it."""
    gevonden = registraties.kolommen(bestand=bestand, naam=naam)
    rij = bewaar(bestand=bestand, naam=naam, door=door, reden=reden, soort=Import.Soort.UITVOERINGEN)
    rij.stand = Stand.KOPPELEN
    rij.keuzes = {
        "koprij": gevonden.koprij,
        "koppen": list(gevonden.koppen),
        "voorbeelden": [list(cellen) for cellen in gevonden.voorbeelden],
        "kolommen": dict(gevonden.voorstel),
    }
    rij.save()
    return rij


def inhoud_van(*, rij: Import) -> registraties.Inhoud:
    """The titles and places of a kept file, by the columns that were chosen."""
    with rij.bestand.open("rb") as stroom:
        return registraties.inhoud(bestand=stroom, naam=rij.naam, kolommen=rij.keuzes["kolommen"], koprij=rij.keuzes["koprij"])


def beproef_registraties(*, rij: Import, door: Any, keuzes: dict[str, Any]) -> None:
    """Tries a kept file; `keuzes`: what its titles and places stand for, and what to do with rows that stand in it twice."""
    rij.keuzes |= keuzes
    with rij.bestand.open("rb") as stroom:
        leg_vast(rij=rij, uitkomst=_registraties(rij, stroom, door, proef=True))


def _registraties(rij: Import, stroom: IO[bytes], door: Any, *, proef: bool) -> Uitkomst:
    keuzes = rij.keuzes
    blad = registraties.als_blad(
        bestand=stroom, naam=rij.naam, koprij=keuzes["koprij"], kolommen=keuzes["kolommen"],
        titels=keuzes["titels"], plekken=keuzes["plekken"],
    )  # fmt: skip
    invoer = Invoer(door, rij.reden, {"herhaald": keuzes["herhaald"], "bron": f"ingelezen uit {rij.naam}"[:80]})
    with transaction.atomic():
        uitkomst = verwerk_bladen(paren=[blad], invoer=invoer, verslag=Verslag(), proef=proef)
        if uitkomst.verwerkt:
            gekozen = {t: code for t, code in keuzes["titels"].items() if code not in registraties.GEEN_ACTIVITEIT}
            onthoud_titels(titels=gekozen, door=door)
    return uitkomst


# ------------------------------------------------------------------ the record
def vergrendel(*, rij: Import, door: Any) -> Import:
    """The record, locked; RegelFout unless it waits for this user and its bytes are those that were tried."""
    rij = Import.objects.select_for_update(of=("self",)).get(pk=rij.pk)
    if rij.door_id != door.pk:
        raise RegelFout(f"{rij.door} heeft dit bestand bekeken. Lees het zelf opnieuw in.", code="niet-bevoegd")
    if rij.stand != Stand.PROEF:
        raise RegelFout(f"Dit bestand is {rij.get_stand_display()}.", code="stand")
    if not rij.is_ongewijzigd():
        raise RegelFout("Het bewaarde bestand is beschadigd. Lees het opnieuw in.", code="bestand")
    return rij


def leg_vast(*, rij: Import, uitkomst: Uitkomst) -> None:
    """Saves the outcome, and where that leaves the file."""
    rij.stand = Stand.FOUTEN if uitkomst.aantal_fouten else Stand.VERWERKT if uitkomst.verwerkt else Stand.PROEF
    rij.verwerkt_op = timezone.now() if rij.stand == Stand.VERWERKT else None
    rij.uitkomst = uitkomst.als_gegevens()
    rij.save()
