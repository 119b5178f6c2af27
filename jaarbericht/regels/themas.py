"""Themes: made and changed with a contrast check, and chosen per year."""

from dataclasses import dataclass, field
from io import BytesIO
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from PIL import Image, ImageOps, UnidentifiedImageError

from catalogus import toegang
from catalogus.fouten import RegelFout
from catalogus.models import Programmalijn
from catalogus.regels.slot import verhoog_slot
from catalogus.tekeningen import tonen
from catalogus.tekeningen.kleur import INKT, WIT, contrast
from jaarbericht.models import Opzet, Thema
from jaarbericht.models.thema import LIJNEN

NODIG = 4.5  # contrast of text, WCAG 2.2, 1.4.3
LOGOZIJDE, LOGOBYTES, LOGOPIXELS = 1200, 5_000_000, 40_000_000


@dataclass(frozen=True)
class Invulling:
    """What somebody fills in; kleuren by number of the line, empty for the colour of the programmalijn itself."""

    naam: str
    letter: str = Thema.Letter.BESLEY
    omslag: str = Thema.Omslag.LANDSCHAP
    kleuren: dict[int, str] = field(default_factory=dict)
    logo: UploadedFile | None = None
    zonder_logo: bool = False


@transaction.atomic
def bewaar_thema(*, thema: Thema | None, invulling: Invulling, gezien: int, door) -> Thema:
    """Makes a theme, or changes `thema`. RegelFout on the field that does not fit. Who may: redactie and directie."""
    _toets_bevoegd(door)
    nieuw = thema or Thema()
    nieuw.naam, nieuw.letter, nieuw.omslag = invulling.naam.strip(), invulling.letter, invulling.omslag
    for nummer in LIJNEN:
        setattr(nieuw, f"kleur_{nummer}", invulling.kleuren.get(nummer, "").strip().lower())
    try:
        nieuw.full_clean(exclude=["logo"])
    except ValidationError as fout:
        veld, teksten = next(iter(fout.message_dict.items()))
        raise RegelFout(teksten[0], code="ongeldig", veld=veld) from fout
    eis_contrast(kleuren=nieuw.kleuren)
    logo = maak_logo(bestand=invulling.logo) if invulling.logo else None
    if thema:
        verhoog_slot(object=thema, gezien=gezien)
    if logo:
        inhoud, (nieuw.logo_breed, nieuw.logo_hoog) = logo
        nieuw.logo.save(f"{uuid4().hex}.png", ContentFile(inhoud), save=False)
    elif invulling.zonder_logo:
        nieuw.logo, nieuw.logo_breed, nieuw.logo_hoog = "", None, None  # the old file stays: published reports show it
    nieuw._history_user, nieuw._change_reason = door, ""
    nieuw.save()
    return nieuw


def eis_contrast(*, kleuren: dict[int, str]) -> None:
    """RegelFout for a colour on which neither white nor ink can be read, and for a line that looks like another."""
    eigen = dict(Programmalijn.objects.filter(nummer__in=LIJNEN).values_list("nummer", "kleur"))
    for nummer, kleur in kleuren.items():
        op, gemeten = max(((naam, contrast(t, kleur)) for naam, t in (("wit", WIT), ("inkt", INKT))), key=lambda paar: paar[1])
        if gemeten < NODIG:
            raise RegelFout(
                f"Tekst in {op} op {kleur} heeft een contrast van {_komma(gemeten)} op 1. Nodig is {_komma(NODIG)} op 1. "
                "Kies een donkerder of lichtere kleur.",
                code="contrast",
                veld=f"kleur_{nummer}",
            )
        for ander, andere in (eigen | kleuren).items():
            if ander != nummer and andere.lower() == kleur:
                raise RegelFout(
                    f"Programmalijn {ander} heeft ook de kleur {kleur}. Kies een andere, zodat de hoofdstukken te "
                    "onderscheiden zijn.",
                    code="gelijk",
                    veld=f"kleur_{nummer}",
                )


def contrasten(*, kleur: str) -> list[tuple[str, str, str, str]]:
    """What is read on what with this colour: (words, colour, ground, ratio)."""
    t = tonen(kleur)
    paren = (
        ("tekst op de kleur", t.op, t.vlak),
        ("gekleurde tekst op wit", t.diep, WIT),
        ("gekleurde tekst op de tint", t.diep, t.licht),
        ("cijfer van het hoofdstuk", t.nummer, t.vlak),
    )
    return [(naam, op, vlak, _komma(contrast(op, vlak))) for naam, op, vlak in paren]


def maak_logo(*, bestand: UploadedFile) -> tuple[bytes, tuple[int, int]]:
    """The logo as a PNG of at most LOGOZIJDE pixels, with nothing else of the file, and its size. RegelFout for no picture."""
    if bestand.size and bestand.size > LOGOBYTES:
        raise RegelFout("Dit logo is te groot. Kies een bestand van hooguit 5 MB.", code="te-groot", veld="logo")
    try:
        beeld = Image.open(bestand, formats=["PNG", "JPEG", "WEBP"])
        if beeld.width * beeld.height > LOGOPIXELS:
            raise RegelFout("Dit logo heeft te veel beeldpunten. Maak het kleiner.", code="te-groot", veld="logo")
        gedraaid = ImageOps.exif_transpose(beeld).convert("RGBA")
        gedraaid.thumbnail((LOGOZIJDE, LOGOZIJDE), Image.Resampling.LANCZOS)
        schoon = Image.new("RGBA", gedraaid.size)
        schoon.paste(gedraaid)
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError) as fout:
        raise RegelFout(
            "Dit bestand is geen logo dat we kunnen lezen. Kies een png, jpg of webp.", code="geen-logo", veld="logo"
        ) from fout
    uit = BytesIO()
    schoon.save(uit, "PNG", optimize=True)
    return uit.getvalue(), schoon.size


@transaction.atomic
def kies_thema(*, jaar: int, thema: Thema | None, gezien: int, door) -> Opzet:
    """The looks of the reports of a year; None: as they are without a theme. What was frozen keeps its looks."""
    _toets_bevoegd(door)
    opzet = Opzet.objects.select_for_update().filter(jaar=jaar).first()
    if opzet is None:
        raise RegelFout(f"Voor {jaar} is er nog geen opzet. Maak die eerst.", code="opzet", veld="jaar")
    verhoog_slot(object=opzet, gezien=gezien)
    opzet.thema = thema
    opzet._history_user, opzet._change_reason = door, f"Thema: {thema or 'geen'}"
    opzet.save()
    return opzet


def _toets_bevoegd(door) -> None:
    if not toegang.mag_jaarberichten_maken(door):
        raise RegelFout("Alleen de redactie en de directie mogen de vormgeving veranderen.", code="niet-bevoegd")


def _komma(getal: float) -> str:
    """Two decimals, rounded down: 4.496 is below 4.5 and must not read as 4,50."""
    return f"{int(getal * 100) / 100:.2f}".replace(".", ",")
