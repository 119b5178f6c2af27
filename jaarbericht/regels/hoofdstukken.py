"""Chapters of a year: adding, changing, moving and dropping. Who may: redactie and directie."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.text import slugify

from catalogus import toegang
from catalogus.fouten import RegelFout
from catalogus.models import Programmalijn
from catalogus.regels.slot import verhoog_slot
from catalogus.regels.uitvoering import leg_wie_vast
from jaarbericht.models import Blok, Hoofdstuk, Opzet, Tekstvariant
from jaarbericht.regels.bloksoorten import PAST_IN
from jaarbericht.regels.teksten import velden_in
from jaarbericht.regels.volgorde import achteraan, verplaats
from jaarbericht.regels.voorwaarden import toets_voorwaarde
from jaarbericht.velden import toets_titel

Soort = Hoofdstuk.Soort


@dataclass(frozen=True)
class Verlies:
    """What goes with a chapter or block: blocks, those with text, gemeenten with a text of their own, and who refers to it."""

    blokken: int
    met_tekst: int
    gemeenten: tuple[str, ...]
    verwijzingen: tuple[str, ...] = ()


def toets_redactie(*, door) -> None:
    """`door` None is the system: a command on the server."""
    if door is not None and not toegang.mag_jaarberichten_maken(door):
        raise RegelFout("Alleen redactie en directie veranderen de opzet en de verhalen.", code="niet-bevoegd")


def maak_sleutel(*, titel: str, bezet: set[str], anders: str, meest: int) -> str:
    """A key out of a title that is not taken yet."""
    begin = slugify(titel)[: meest - 4].strip("-") or anders
    sleutel, nummer = begin, 2
    while sleutel in bezet:
        sleutel, nummer = f"{begin}-{nummer}", nummer + 1
    return sleutel


def _toets(*, soort: str, titel: str, nummer: int | None, programmalijn: Programmalijn | None, voorwaarde: str) -> None:
    if not titel.strip():
        raise RegelFout("Geef het hoofdstuk een titel.", code="titel", veld="titel")
    toets_titel(titel=titel, veld="titel")
    if soort == Soort.PROGRAMMALIJN and programmalijn is None:
        raise RegelFout("Kies de programmalijn. Die geeft de opener haar kleur.", code="programmalijn", veld="programmalijn")
    if nummer is not None and not 1 <= nummer <= 99:
        raise RegelFout("Vul een nummer van 1 tot en met 99 in, of niets.", code="nummer", veld="nummer")
    toets_voorwaarde(voorwaarde=voorwaarde)


@transaction.atomic
def voeg_hoofdstuk_toe(
    *,
    opzet: Opzet,
    soort: str,
    titel: str,
    door,
    nummer: int | None = None,
    programmalijn: Programmalijn | None = None,
    voorwaarde: str = "",
) -> Hoofdstuk:
    """A chapter at the end. Its key comes from the title and stays the same when that changes."""
    toets_redactie(door=door)
    _toets(soort=soort, titel=titel, nummer=nummer, programmalijn=programmalijn, voorwaarde=voorwaarde)
    Opzet.objects.select_for_update().get(pk=opzet.pk)
    bezet = set(opzet.hoofdstukken.values_list("sleutel", flat=True))
    hoofdstuk = Hoofdstuk(
        opzet=opzet,
        sleutel=maak_sleutel(titel=titel, bezet=bezet, anders="hoofdstuk", meest=40),
        soort=soort,
        titel=titel.strip(),
        nummer=nummer,
        programmalijn=programmalijn,
        voorwaarde=voorwaarde,
        volgorde=achteraan(opzet.hoofdstukken.all()),
    )
    leg_wie_vast(object=hoofdstuk, door=door, reden="")
    hoofdstuk.save()
    return hoofdstuk


@transaction.atomic
def zet_hoofdstuk(
    *,
    hoofdstuk: Hoofdstuk,
    soort: str,
    titel: str,
    nummer: int | None,
    programmalijn: Programmalijn | None,
    voorwaarde: str,
    gezien: int,
    door,
) -> None:
    """Changes a chapter. Another kind only when every block fits in it."""
    toets_redactie(door=door)
    _toets(soort=soort, titel=titel, nummer=nummer, programmalijn=programmalijn, voorwaarde=voorwaarde)
    blokken = hoofdstuk.blokken.order_by("volgorde", "pk")
    if anders := [blok for blok in blokken if blok.soort not in PAST_IN[soort]]:
        raise RegelFout(
            f"In een hoofdstuk van de soort ‘{Soort(soort).label}’ past dit blok niet: {anders[0]}. "
            "Verplaats of verwijder het eerst.",
            code="past-niet",
            veld="soort",
        )
    verhoog_slot(object=hoofdstuk, gezien=gezien)
    hoofdstuk.soort, hoofdstuk.titel, hoofdstuk.nummer = soort, titel.strip(), nummer
    hoofdstuk.programmalijn, hoofdstuk.voorwaarde = programmalijn, voorwaarde
    leg_wie_vast(object=hoofdstuk, door=door, reden="")
    hoofdstuk.save()


def verplaats_hoofdstuk(*, hoofdstuk: Hoofdstuk, naar: int, gezien: int, door) -> None:
    """Puts a chapter at place `naar`, from 0. `gezien` is the lock number of the plan: the order is of the plan."""
    toets_redactie(door=door)
    opzet = hoofdstuk.opzet
    verplaats(rij=hoofdstuk, onder=opzet.hoofdstukken.all(), naar=naar, bewaker=opzet, gezien=gezien, door=door)


def verlies_van_hoofdstuk(*, hoofdstuk: Hoofdstuk) -> Verlies:
    blokken = list(hoofdstuk.blokken.all())
    elders = Blok.objects.filter(hoofdstuk__opzet=hoofdstuk.opzet_id).exclude(hoofdstuk=hoofdstuk).select_related("hoofdstuk")
    veld = f"pagina:{hoofdstuk.sleutel}"
    return Verlies(
        blokken=len(blokken),
        met_tekst=sum(bool(blok.tekst) for blok in blokken),
        gemeenten=eigen_teksten(blokken),
        verwijzingen=tuple(f"{b.hoofdstuk}, {b}" for b in elders if veld in b.tekst and veld in velden_in(html=b.tekst)),
    )


def eigen_teksten(blokken: list[Blok]) -> tuple[str, ...]:
    """Names of the gemeenten that do something of their own with one of these blocks."""
    namen = Tekstvariant.objects.filter(blok__in=blokken).order_by("gemeente__naam").values_list("gemeente__naam", flat=True)
    return tuple(dict.fromkeys(namen))


@transaction.atomic
def verwijder_hoofdstuk(*, hoofdstuk: Hoofdstuk, gezien: int, door) -> None:
    """Drops a chapter with its blocks and what gemeenten did with them; all stays in the history."""
    toets_redactie(door=door)
    verhoog_slot(object=hoofdstuk, gezien=gezien)
    for blok in hoofdstuk.blokken.all():
        wis_blok(blok=blok, door=door)
    leg_wie_vast(object=hoofdstuk, door=door, reden="Verwijderd uit de opzet")
    hoofdstuk.delete()


def wis_blok(*, blok: Blok, door) -> None:
    """Deletes a block row by row, so that the history says who did it."""
    for rij in [*blok.varianten.all(), blok]:
        leg_wie_vast(object=rij, door=door, reden="Verwijderd uit de opzet")
        rij.delete()
