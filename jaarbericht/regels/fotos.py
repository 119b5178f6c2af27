"""Photos of registrations and stories: made harmless and small, and never of recognisable people without consent."""

from functools import partial
from io import BytesIO
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from catalogus import toegang
from catalogus.fouten import RegelFout
from catalogus.models import Uitvoering
from catalogus.regels.slot import verhoog_slot
from catalogus.regels.uitvoering import leg_wie_vast
from jaarbericht.models import Foto, Toestemming
from jaarbericht.regels.toestemmingen import Akkoord, leg_akkoord_vast, wis_als_los

SOORTEN = ["JPEG", "PNG", "WEBP"]
ZIJDE = 2400  # pixels of the longest side
MEEST_BYTES, MEEST_PIXELS = 25_000_000, 80_000_000


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


# ------------------------------------------------------------------ adding, changing and taking away
def toets_bevoegd(*, door) -> None:
    """Who registers, and who makes the reports."""
    if door is not None and not (toegang.mag_registreren(door) or toegang.mag_jaarberichten_maken(door)):
        raise RegelFout("Alleen medewerkers van een vestiging en de redactie bewerken foto’s.", code="niet-bevoegd")


def _toets(*, alt: str, toont_persoon: bool, met_akkoord: bool) -> None:
    if not alt.strip():
        raise RegelFout("Beschrijf wat er te zien is, voor wie de foto niet ziet.", code="alt", veld="alt")
    if toont_persoon and not met_akkoord:
        raise RegelFout("Vul in wie toestemming gaf.", code="toestemming", veld="persoon")


@transaction.atomic
def voeg_foto_toe(
    *,
    uitvoering: Uitvoering | None,
    door,
    bestand: UploadedFile,
    alt: str,
    maker: str = "",
    toont_persoon: bool,
    akkoord: Akkoord | Toestemming | None = None,
) -> Foto:
    """Adds a photo, with a registration when there is one. With recognisable people it needs their consent.

    Who may: vestiging, redactie and directie.
    """
    toets_bevoegd(door=door)
    _toets(alt=alt, toont_persoon=toont_persoon, met_akkoord=akkoord is not None)
    schoon = maak_schoon(bestand=bestand)
    foto = Foto(
        alt=alt.strip(),
        maker=maker.strip(),
        toont_persoon=toont_persoon,
        uitvoering=uitvoering,
        toestemming=leg_akkoord_vast(akkoord=akkoord, door=door) if akkoord and toont_persoon else None,
    )
    foto.bestand.save(f"{uuid4().hex}.jpg", ContentFile(schoon), save=False)
    leg_wie_vast(object=foto, door=door, reden="")
    foto.save()
    return foto


@transaction.atomic
def zet_foto(
    *,
    foto: Foto,
    alt: str,
    maker: str,
    focus_x: int,
    focus_y: int,
    toont_persoon: bool,
    gezien: int,
    door,
    akkoord: Akkoord | Toestemming | None = None,
) -> None:
    """Changes what is said of a photo and which point of it stays in sight (in % from the left and the top).

    A new consent takes the place of the old one; showing nobody lets it go. Who may: vestiging, redactie and directie.
    """
    toets_bevoegd(door=door)
    _toets(alt=alt, toont_persoon=toont_persoon, met_akkoord=bool(akkoord or foto.toestemming))
    for veld, waarde in (("focus_x", focus_x), ("focus_y", focus_y)):
        if not 0 <= waarde <= 100:
            raise RegelFout("Vul een percentage van 0 tot en met 100 in.", code="focus", veld=veld)
    verhoog_slot(object=foto, gezien=gezien)
    oud = foto.toestemming
    foto.alt, foto.maker, foto.focus_x, foto.focus_y = alt.strip(), maker.strip(), focus_x, focus_y
    foto.toont_persoon = toont_persoon
    if not toont_persoon:
        foto.toestemming = None
    elif akkoord:
        foto.toestemming = leg_akkoord_vast(akkoord=akkoord, door=door)
    leg_wie_vast(object=foto, door=door, reden="")
    foto.save()
    if oud != foto.toestemming:
        wis_als_los(toestemming=oud, door=door, reden="Foto veranderd")


@transaction.atomic
def verwijder_foto(*, foto: Foto, door) -> None:
    """Deletes a photo with its file, and the consent that was only for this photo."""
    toets_bevoegd(door=door)
    if verhaal := foto.verhalen.first():
        raise RegelFout(f"Deze foto staat bij het verhaal ‘{verhaal}’. Haal haar daar eerst weg.", code="in-gebruik")
    toestemming = foto.toestemming
    if foto.bestand:
        transaction.on_commit(partial(foto.bestand.storage.delete, str(foto.bestand.name)))
    leg_wie_vast(object=foto, door=door, reden="Foto verwijderd")
    foto.delete()
    wis_als_los(toestemming=toestemming, door=door, reden="Foto verwijderd")
