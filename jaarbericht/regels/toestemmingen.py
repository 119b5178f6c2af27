"""Consent as it is given with a photo, a story or a quote: recorded, and thrown away with the last thing it was for."""

import datetime
from dataclasses import dataclass
from functools import partial
from uuid import uuid4

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from catalogus.fouten import RegelFout
from catalogus.regels.uitvoering import leg_wie_vast
from jaarbericht.models import Toestemming
from jaarbericht.regels.intrekken import staat_in_uitgave

BEWIJS = {b"%PDF-": "pdf", b"\xff\xd8\xff": "jpg", b"\x89PNG": "png"}  # how a proof of consent may begin
MEEST_BEWIJS = 10_000_000


@dataclass(frozen=True)
class Akkoord:
    """Consent as it was given: by a person, or by the parent of a child, for these purposes."""

    persoon: str
    gegeven_op: datetime.date
    is_kind: bool = False
    ouder: str = ""
    druk: bool = False
    web: bool = False
    hergebruik: bool = False
    geldig_tot: datetime.date | None = None
    bewijs: UploadedFile | None = None


def leg_akkoord_vast(*, akkoord: Akkoord | Toestemming, door) -> Toestemming:
    """Records a consent; one that is there already then holds for one thing more. Who may is up to the caller."""
    if isinstance(akkoord, Toestemming):
        if not akkoord.geldt(timezone.localdate()):
            raise RegelFout("Deze toestemming geldt niet meer. Leg een nieuwe vast.", code="verlopen", veld="zelfde")
        return akkoord
    if not akkoord.persoon.strip():
        raise RegelFout("Vul in wie er herkenbaar is.", code="toestemming", veld="persoon")
    if akkoord.is_kind and not akkoord.ouder.strip():
        raise RegelFout("Bij een kind geeft een ouder of verzorger toestemming. Vul de naam in.", code="ouder", veld="ouder")
    if not (akkoord.druk or akkoord.web or akkoord.hergebruik):
        raise RegelFout("Kies waarvoor het gebruikt mag worden.", code="doel", veld="druk")
    if akkoord.geldig_tot and akkoord.geldig_tot < akkoord.gegeven_op:
        raise RegelFout("Deze dag ligt voor de dag van de toestemming.", code="geldig", veld="geldig_tot")
    toestemming = Toestemming(
        persoon=akkoord.persoon.strip(),
        is_kind=akkoord.is_kind,
        ouder=akkoord.ouder.strip(),
        druk=akkoord.druk,
        web=akkoord.web,
        hergebruik=akkoord.hergebruik,
        gegeven_op=akkoord.gegeven_op,
        geldig_tot=akkoord.geldig_tot,
    )
    if akkoord.bewijs:
        toestemming.bewijs.save(f"{uuid4().hex}.{_bewijssoort(akkoord.bewijs)}", akkoord.bewijs, save=False)
    leg_wie_vast(object=toestemming, door=door, reden="")
    toestemming.save()
    return toestemming


def _bewijssoort(bestand: UploadedFile) -> str:
    """The extension that fits the content of a proof."""
    if bestand.size and bestand.size > MEEST_BEWIJS:
        raise RegelFout("Het bewijs is te groot. Kies een bestand van hooguit 10 MB.", code="bewijs", veld="bewijs")
    bestand.seek(0)
    begin = bestand.read(5)
    bestand.seek(0)
    for teken, soort in BEWIJS.items():
        if begin.startswith(teken):
            return soort
    raise RegelFout("Het bewijs is geen pdf, jpg of png. Kies een ander bestand.", code="bewijs", veld="bewijs")


def wis_als_los(*, toestemming: Toestemming | None, door, reden: str) -> None:
    """Deletes a consent, with its proof, that nothing rests on any more. One that was withdrawn stays as it is.

    So does one of what still stands in an uitgave: it could not be withdrawn any more.
    """
    if toestemming is None or toestemming.ingetrokken_op:
        return
    if any(getattr(toestemming, naam).exists() for naam in ("fotos", "verhalen", "citaten")):
        return
    if staat_in_uitgave(toestemming=toestemming):
        return
    if toestemming.bewijs:
        transaction.on_commit(partial(toestemming.bewijs.storage.delete, str(toestemming.bewijs.name)))
    leg_wie_vast(object=toestemming, door=door, reden=reden)
    toestemming.delete()
