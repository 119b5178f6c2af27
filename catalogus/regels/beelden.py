"""Uploaded pictures: checked by what is in them, made no larger than needed, and without where and when they were taken."""

from hashlib import sha256
from io import BytesIO
from warnings import catch_warnings, simplefilter

from django.core.files.base import ContentFile, File
from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

from catalogus.fouten import RegelFout

SOORTEN = ("JPEG", "PNG", "WEBP")
ZWAARST = 20 * 1024 * 1024  # bytes
MEESTE_PIXELS = 60_000_000
LANGSTE_ZIJDE = 2000  # pixels


def maak_foto(*, bestand: File, naam: str) -> ContentFile:
    """A picture to keep: upright, at most 2000 pixels, no metadata. RegelFout (`foto`) when it is no usable picture."""
    if bestand.size > ZWAARST:
        raise _fout(f"De foto is {bestand.size / 1024 / 1024:.0f} MB. Kies een foto van hooguit 20 MB.")
    # WeasyPrint lets the whole process accept pictures that break off halfway.
    soepel, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        with catch_warnings():
            simplefilter("error", Image.DecompressionBombWarning)
            beeld: Image.Image = Image.open(bestand, formats=SOORTEN)
            if beeld.width * beeld.height > MEESTE_PIXELS:
                raise _fout("De foto heeft te veel beeldpunten. Kies een foto van hooguit 60 miljoen beeldpunten.")
            beeld = ImageOps.exif_transpose(beeld)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as oorzaak:
        raise _fout("De foto heeft te veel beeldpunten. Kies een kleinere foto.") from oorzaak
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as oorzaak:
        raise _fout("Dit bestand is geen foto die we kunnen lezen. Kies een jpg-, png- of webp-bestand.") from oorzaak
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = soepel
    beeld.thumbnail((LANGSTE_ZIJDE, LANGSTE_ZIJDE))
    uit = BytesIO()
    if beeld.mode in {"RGBA", "LA", "PA"} or "transparency" in beeld.info:
        _zonder_gegevens(beeld.convert("RGBA")).save(uit, "PNG", optimize=True)
        extensie = "png"
    else:
        _zonder_gegevens(beeld.convert("RGB")).save(uit, "JPEG", quality=85, optimize=True, progressive=True)
        extensie = "jpg"
    inhoud = uit.getvalue()
    return ContentFile(inhoud, name=f"{naam}-{sha256(inhoud).hexdigest()[:10]}.{extensie}")


def _zonder_gegevens(beeld: Image.Image) -> Image.Image:
    """Only the pixels: a new picture knows nothing of the camera, the place or the program."""
    kaal = Image.new(beeld.mode, beeld.size)
    kaal.paste(beeld)
    return kaal


def _fout(tekst: str) -> RegelFout:
    return RegelFout(tekst, code="foto", veld="foto")
