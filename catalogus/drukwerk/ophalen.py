"""Where the PDF gets its files: static files, uploads, data: and our own drawings. Everything else is refused."""

from functools import lru_cache
from io import BytesIO
from mimetypes import guess_type
from urllib.parse import parse_qsl, unquote
from urllib.request import DataHandler, Request

from django.contrib.staticfiles import finders
from django.core.files.storage import default_storage
from PIL import Image

from catalogus import tekeningen
from catalogus.fouten import RegelFout

from . import huisstijl

SVG = "image/svg+xml"


def haal(adres: str) -> tuple[bytes, str]:
    """The content and the media type of an address.

    static:<path>, media:<name in the storage>, tekening:<name>?zaad=… and data:. Raises RegelFout for everything else,
    for a file that is not there and for a photo that cannot be read.
    """
    soort, _, rest = adres.partition(":")
    if soort == "tekening":
        return _teken(rest).encode(), SVG
    if soort == "media":
        return _foto(unquote(rest))
    if soort == "static":
        pad = finders.find(unquote(rest))
        if not pad:
            raise RegelFout(f"Het bestand ‘{rest}’ van het programma ontbreekt. Voer ‘make opzetten’ uit op de server.")
        with open(pad, "rb") as bestand:
            return bestand.read(), guess_type(pad)[0] or "application/octet-stream"
    if soort == "data":
        antwoord = DataHandler().data_open(Request(adres))
        return antwoord.read(), antwoord.headers.get_content_type()
    raise RegelFout(f"Het adres ‘{adres[:80]}’ mag niet in een document: alleen eigen bestanden. Upload het bestand.")


def _teken(rest: str) -> str:
    """One of our own drawings: its name, then its seed, the colours of the lines and what else it needs."""
    naam, _, vraag = rest.partition("?")
    gegevens = dict(parse_qsl(vraag))
    palet = huisstijl.palet(tuple(f"#{kleur}" for kleur in gegevens.get("kleuren", "").split(".") if kleur))
    zaad = gegevens.get("zaad", "")
    if naam == "opener":
        return tekeningen.opener(int(gegevens["nummer"]) or None, zaad, palet)
    if naam == "inhoud":
        return tekeningen.inhoud(zaad, palet, int(gegevens["aantal"]), int(gegevens["genummerd"]))
    if naam == "merk":
        return tekeningen.merk(palet)
    if naam == "tafereel":
        try:
            return tekeningen.tafereel(gegevens["soort"], zaad, palet)
        except ValueError as fout:
            raise RegelFout(str(fout)) from fout
    return {"omslag": tekeningen.omslag, "plank": tekeningen.plank, "portret": tekeningen.portret}[naam](zaad, palet)


def _foto(naam: str) -> tuple[bytes, str]:
    """A photo from the storage, looked at before it is used: a broken or CMYK photo would give an invalid PDF."""
    try:
        with default_storage.open(naam) as bestand:
            inhoud = bestand.read()
    except OSError as fout:
        raise RegelFout(f"De foto ‘{naam}’ is er niet meer. Kies een andere foto of upload hem opnieuw.") from fout
    try:
        foto = Image.open(BytesIO(inhoud))
        soort, kleuren = foto.get_format_mimetype(), foto.mode
        foto.draft("RGB", (64, 64))  # a JPEG is then read at an eighth of its size: quick, and yet to the end
        foto.load()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as fout:
        raise RegelFout(f"De foto ‘{naam}’ is beschadigd of geen foto. Upload hem opnieuw, als JPEG.") from fout
    # Pillow was told by WeasyPrint to be content with half a photo: a whole JPEG ends after its last scan.
    if soort == "image/jpeg" and inhoud.rfind(b"\xff\xd9") < inhoud.rfind(b"\xff\xda"):
        raise RegelFout(f"De foto ‘{naam}’ is beschadigd of geen foto. Upload hem opnieuw, als JPEG.")
    if kleuren == "CMYK":
        raise RegelFout(f"De foto ‘{naam}’ is voor drukwerk opgeslagen (CMYK). Sla hem op als RGB en upload hem opnieuw.")
    return inhoud, soort or ""


@lru_cache(maxsize=1)
def ophaler():
    """The fetcher for WeasyPrint. An error stops the layout (FatalURLFetchingError, with the RegelFout as its cause)."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Ophaler(URLFetcher):
        def fetch(self, url, headers=None):
            inhoud, soort = haal(url)
            return URLFetcherResponse(url, inhoud, {"Content-Type": soort})

    return Ophaler(fail_on_errors=True)
