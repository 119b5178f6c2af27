"""Photos with a registration: made harmless and small, and never of recognisable people without consent."""

import datetime
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from catalogus.fouten import RegelFout
from catalogus.models import Uitvoering
from catalogus.regels.uitvoering import leg_wie_vast, toets_bevoegd
from jaarbericht.models import Foto, Toestemming

SOORTEN = ["JPEG", "PNG", "WEBP"]
ZIJDE = 2400  # pixels of the longest side
MEEST_BYTES, MEEST_PIXELS = 25_000_000, 80_000_000
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
    bewijs: UploadedFile | None = None


# ------------------------------------------------------------------ the picture
def maak_schoon(*, bestand: UploadedFile) -> bytes:
    """The picture as a JPEG in sRGB of at most ZIJDE pixels, upright, without anything else that was in the file.

    What it is follows from its content, not from its name. RegelFout for what is no picture.
    """
    if bestand.size and bestand.size > MEEST_BYTES:
        raise RegelFout("Deze foto is te groot. Kies er een van hooguit 25 MB.", code="te-groot", veld="bestand")
    try:
        beeld: Image.Image = Image.open(bestand, formats=SOORTEN)
        if beeld.width * beeld.height > MEEST_PIXELS:
            raise RegelFout("Deze foto heeft te veel beeldpunten. Maak haar kleiner.", code="te-groot", veld="bestand")
        beeld.draft("RGB", (ZIJDE, ZIJDE))  # a JPEG is read at a lower size at once
        beeld = ImageOps.exif_transpose(beeld)
        beeld.thumbnail((ZIJDE, ZIJDE), Image.Resampling.LANCZOS)
        return _als_jpeg(_in_srgb(beeld))
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError) as fout:
        raise RegelFout(
            "Dit bestand is geen foto die we kunnen lezen. Kies een jpg, png of webp.", code="geen-foto", veld="bestand"
        ) from fout


def _in_srgb(beeld: Image.Image) -> Image.Image:
    """Colours of a phone with a wider range look the same elsewhere; a profile that cannot be read is left out."""
    profiel = beeld.info.get("icc_profile")
    if profiel and beeld.mode in {"RGB", "CMYK"}:
        try:
            bron = ImageCms.ImageCmsProfile(BytesIO(profiel))
            omgezet = ImageCms.profileToProfile(beeld, bron, ImageCms.createProfile("sRGB"), outputMode="RGB")
            return omgezet or beeld
        except ImageCms.PyCMSError:
            pass
    return beeld


def _als_jpeg(beeld: Image.Image) -> bytes:
    wit = Image.new("RGB", beeld.size, "white")  # a new picture holds nothing of the old file but its pixels
    if beeld.mode in {"RGBA", "LA", "PA"} or "transparency" in beeld.info:
        doorzichtig = beeld.convert("RGBA")
        wit.paste(doorzichtig, mask=doorzichtig)
    else:
        wit.paste(beeld.convert("RGB"))
    uit = BytesIO()
    wit.save(uit, "JPEG", quality=85, optimize=True, progressive=True)
    return uit.getvalue()


# ------------------------------------------------------------------ adding and taking away
@transaction.atomic
def voeg_foto_toe(
    *,
    uitvoering: Uitvoering,
    door,
    bestand: UploadedFile,
    alt: str,
    maker: str = "",
    toont_persoon: bool,
    akkoord: Akkoord | None = None,
) -> Foto:
    """Adds a photo to a registration. With recognisable people it needs their consent. Who may: vestiging and redactie."""
    toets_bevoegd(door=door)
    if not alt.strip():
        raise RegelFout("Beschrijf wat er te zien is, voor wie de foto niet ziet.", code="alt", veld="alt")
    if toont_persoon and akkoord is None:
        raise RegelFout("Vul in wie toestemming gaf.", code="toestemming", veld="persoon")
    schoon = maak_schoon(bestand=bestand)
    foto = Foto(
        alt=alt.strip(),
        maker=maker.strip(),
        toont_persoon=toont_persoon,
        uitvoering=uitvoering,
        toestemming=_leg_akkoord_vast(akkoord, door) if akkoord and toont_persoon else None,
    )
    foto.bestand.save(f"{uuid4().hex}.jpg", ContentFile(schoon), save=False)
    leg_wie_vast(object=foto, door=door, reden="")
    foto.save()
    return foto


def _leg_akkoord_vast(akkoord: Akkoord, door) -> Toestemming:
    if not akkoord.persoon.strip():
        raise RegelFout("Vul in wie er herkenbaar op staat.", code="toestemming", veld="persoon")
    if akkoord.is_kind and not akkoord.ouder.strip():
        raise RegelFout("Bij een kind geeft een ouder of verzorger toestemming. Vul de naam in.", code="ouder", veld="ouder")
    if not (akkoord.druk or akkoord.web or akkoord.hergebruik):
        raise RegelFout("Kies waarvoor de foto gebruikt mag worden.", code="doel", veld="druk")
    toestemming = Toestemming(
        persoon=akkoord.persoon.strip(),
        is_kind=akkoord.is_kind,
        ouder=akkoord.ouder.strip(),
        druk=akkoord.druk,
        web=akkoord.web,
        hergebruik=akkoord.hergebruik,
        gegeven_op=akkoord.gegeven_op,
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


@transaction.atomic
def verwijder_foto(*, foto: Foto, door) -> None:
    """Deletes a photo with its file, and the consent that was only for this photo."""
    toets_bevoegd(door=door)
    if verhaal := foto.verhalen.first():
        raise RegelFout(f"Deze foto staat bij het verhaal ‘{verhaal}’. Haal haar daar eerst weg.", code="in-gebruik")
    bestanden = [(foto.bestand.storage, str(foto.bestand.name))] if foto.bestand else []
    toestemming = foto.toestemming
    leg_wie_vast(object=foto, door=door, reden="Foto verwijderd")
    foto.delete()
    if toestemming and not any(getattr(toestemming, naam).exists() for naam in ("fotos", "verhalen", "citaten")):
        if toestemming.bewijs:
            bestanden.append((toestemming.bewijs.storage, str(toestemming.bewijs.name)))
        leg_wie_vast(object=toestemming, door=door, reden="Foto verwijderd")
        toestemming.delete()
    for opslag, naam in bestanden:
        transaction.on_commit(partial(opslag.delete, naam))
