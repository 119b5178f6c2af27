"""Writing the texts of a year: the shared text of a block, and what one gemeente does with it.

Each function takes the lock number that the writer saw (`gezien`) and raises RegelFout `verouderd` when somebody was first.
"""

import re

from django.db import transaction

from catalogus import toegang
from catalogus.fouten import RegelFout
from catalogus.models import Gemeente
from catalogus.regels.slot import verhoog_slot, verouderd
from jaarbericht.models import Blok, Tekstvariant
from jaarbericht.regels.teksten import controleer
from jaarbericht.regels.veldkeuze import bekend
from jaarbericht.velden import toets_titel

Soort, Wijze = Blok.Soort, Tekstvariant.Wijze
# These show something else than a text: stories, quotes and facts of the gemeente, or a link.
ZONDER_TEKST = {Soort.VERHALEN, Soort.KERNCIJFERS, Soort.CITAAT, Soort.FEIT, Soort.CATALOGUSVERWIJZING}
ACCOLADE = re.compile(r"\{([a-z]+:[A-Za-z0-9@_-]+)\}")
BLOKEINDE = re.compile(r"(</(?:p|h3|ul|ol|blockquote)>)(?=<(?:p|h3|ul|ol|blockquote)\b)")
LOSSE_ALINEA = re.compile(r"<li>\s*<p>((?:(?!<p>).)*?)</p>\s*(?=</li>|<[uo]l\b)", re.DOTALL)


@transaction.atomic
def bewaar_tekst(*, blok: Blok, titel: str, tekst: str, gezien: int, door, reden: str = "") -> Blok:
    """Changes the heading and the shared text. A new text gets a new version, so that variants made before it are older.

    RegelFout (`veld`) names each placeholder that does not exist, with its place, and fields that a heading does not have.
    Equal text changes nothing.
    """
    _eis_bevoegd(door)
    actueel = Blok.objects.select_for_update(of=("self",)).select_related("hoofdstuk__opzet").get(pk=blok.pk)
    netjes = netjes_gemaakt(tekst=tekst, jaar=actueel.hoofdstuk.opzet.jaar)
    titel = titel.strip()
    if len(titel) > 120:
        raise RegelFout(f"De kop is {len(titel)} tekens lang. Maak hem korter dan 120 tekens.", code="ongeldig", veld="titel")
    toets_titel(titel=titel, veld="titel")
    if (titel, netjes) == (actueel.titel, actueel.tekst):
        return actueel
    verhoog_slot(object=actueel, gezien=gezien)
    if netjes != actueel.tekst:
        actueel.tekstversie += 1  # variants made before this are marked as older
    actueel.titel, actueel.tekst = titel, netjes
    return _schrijf(actueel, door, reden)


@transaction.atomic
def bewaar_variant(
    *, blok: Blok, gemeente: Gemeente, wijze: str, tekst: str, gezien: int | None, door, reden: str = ""
) -> Tekstvariant:
    """What `gemeente` does with the block; `gezien` is None when there was no variant yet.

    A new variant is based on the shared text of now. A later change keeps what it was based on: see `heb_gekeken`.
    """
    _eis_bevoegd(door)
    blok = Blok.objects.select_for_update(of=("self",)).select_related("hoofdstuk__opzet").get(pk=blok.pk)
    if blok.gemeente_id is not None:
        raise RegelFout("Dit blok is al van één gemeente. Verander de tekst van het blok zelf.", code="ongeldig")
    if wijze not in Wijze.values:
        raise RegelFout("Kies wat deze gemeente met de tekst doet.", code="ongeldig", veld="wijze")
    netjes = "" if wijze == Wijze.WEGLATEN else netjes_gemaakt(tekst=tekst, jaar=blok.hoofdstuk.opzet.jaar)
    if wijze != Wijze.WEGLATEN and is_leeg(netjes):
        raise RegelFout("Schrijf de eigen tekst, of kies ‘weglaten’ of ‘zoals gedeeld’.", code="leeg", veld="tekst")
    variant = Tekstvariant.objects.select_for_update().filter(blok=blok, gemeente=gemeente).first()
    if variant is None:
        if gezien is not None:
            raise _weggehaald(gemeente)
        variant = Tekstvariant(blok=blok, gemeente=gemeente, gebaseerd_op=blok.tekstversie)
    elif (wijze, netjes) == (variant.wijze, variant.tekst):
        return variant
    else:
        verhoog_slot(object=variant, gezien=-1 if gezien is None else gezien)  # -1: somebody else made it meanwhile
    variant.wijze, variant.tekst = wijze, netjes
    return _schrijf(variant, door, reden)


@transaction.atomic
def weer_gedeeld(*, blok: Blok, gemeente: Gemeente, gezien: int, door) -> None:
    """Takes the variant away: this gemeente gets the shared text again. The history keeps what it was."""
    _eis_bevoegd(door)
    variant = Tekstvariant.objects.select_for_update().filter(blok=blok, gemeente=gemeente).first()
    if variant is None:
        raise _weggehaald(gemeente)
    verhoog_slot(object=variant, gezien=gezien)
    variant._history_user, variant._change_reason = door, "Weer zoals gedeeld"
    variant.delete()


@transaction.atomic
def heb_gekeken(*, variant: Tekstvariant, tekstversie: int, gezien: int, door) -> Tekstvariant:
    """The variant is fine beside version `tekstversie` of the shared text, which the writer has on the screen."""
    _eis_bevoegd(door)
    blok = Blok.objects.select_for_update(of=("self",)).get(pk=variant.blok_id)
    if tekstversie != blok.tekstversie:
        raise verouderd(object=blok)
    variant = Tekstvariant.objects.select_for_update(of=("self",)).select_related("gemeente").get(pk=variant.pk)
    verhoog_slot(object=variant, gezien=gezien)
    variant.gebaseerd_op = blok.tekstversie
    return _schrijf(variant, door, "Vergeleken met de gedeelde tekst")


def is_ouder(*, variant: Tekstvariant, blok: Blok) -> bool:
    """Whether the shared text changed after the variant was made or compared. What is left out cannot lag behind."""
    return variant.gebaseerd_op < blok.tekstversie and variant.wijze != Wijze.WEGLATEN


# ------------------------------------------------------------------ html
def netjes_gemaakt(*, tekst: str, jaar: int) -> str:
    """What is stored: sanitised, a line per paragraph, placeholders in braces as spans. RegelFout when one does not exist."""
    return controleer(html=opgemaakt(tekst), bekend=bekend(jaar=jaar), waar="De tekst")


def opgemaakt(tekst: str) -> str:
    """Html as it is kept: list items without a paragraph of their own, a line per block, no empty paragraph at the end."""
    tekst = ACCOLADE.sub(r'<span data-veld="\1"></span>', tekst.replace("\r\n", "\n").strip())
    tekst = LOSSE_ALINEA.sub(r"<li>\1", tekst)
    tekst = re.sub(r"(?:\s*<p>(?:<br[^>]*>)?</p>)+$", "", tekst)
    return BLOKEINDE.sub(r"\1\n", tekst)


def is_leeg(html: str) -> bool:
    """No words and no placeholders."""
    return "data-veld" not in html and not re.sub(r"<[^>]*>|&nbsp;", "", html).strip()


# ------------------------------------------------------------------ writing
def _schrijf(object, door, reden: str):
    object._history_user, object._change_reason = door, reden
    object.save()
    return object


def _eis_bevoegd(door) -> None:
    if door is not None and not toegang.mag_jaarberichten_maken(door):
        raise RegelFout("Alleen redactie en directie veranderen teksten van het jaarbericht.", code="niet-bevoegd")


def _weggehaald(gemeente: Gemeente) -> RegelFout:
    return RegelFout(
        f"Intussen heeft iemand de eigen tekst van {gemeente} weggehaald. Bewaar opnieuw om hem toch te houden.",
        code="verouderd",
    )
