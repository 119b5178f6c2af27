"""Blocks: adding, changing, moving to another chapter and dropping. Who may: redactie and directie.

Their text is the work of the editor; their order within a chapter stands in `opzet`.
"""

from typing import Any

from django.db import transaction

from catalogus.fouten import RegelFout
from catalogus.models import Campagne, Gemeente, Indicator
from catalogus.regels.slot import verhoog_slot
from catalogus.regels.uitvoering import leg_wie_vast
from jaarbericht.models import Blok, Hoofdstuk, Opzet
from jaarbericht.regels.bloksoorten import toets_instelling, toets_past
from jaarbericht.regels.hoofdstukken import Verlies, eigen_teksten, maak_sleutel, toets_redactie, wis_blok
from jaarbericht.regels.volgorde import achteraan
from jaarbericht.regels.voorwaarden import toets_voorwaarde
from jaarbericht.velden import toets_titel


def _toets(*, soort: str, hoofdstuk: Hoofdstuk, titel: str, campagne: Campagne | None, voorwaarde: str, instelling: dict):
    toets_past(soort=soort, hoofdstuk=hoofdstuk)
    toets_titel(titel=titel, veld="titel")
    toets_voorwaarde(voorwaarde=voorwaarde)
    if soort == Blok.Soort.CAMPAGNE:
        if campagne is None:
            raise RegelFout("Kies welke campagne hier staat.", code="campagne", veld="campagne")
        if campagne.jaar != hoofdstuk.opzet.jaar:
            raise RegelFout(
                f"{campagne} is niet van {hoofdstuk.opzet.jaar}. Kies er een van dat jaar.", code="campagne", veld="campagne"
            )
    codes = set(Indicator.objects.values_list("code", flat=True))
    toets_instelling(soort=soort, instelling=instelling, codes=codes)


@transaction.atomic
def voeg_blok_toe(
    *,
    hoofdstuk: Hoofdstuk,
    soort: str,
    door,
    titel: str = "",
    gemeente: Gemeente | None = None,
    campagne: Campagne | None = None,
    voorwaarde: str = "",
    instelling: dict[str, Any] | None = None,
) -> Blok:
    """A block at the end of a chapter, without text. With `gemeente` only that one gets it."""
    toets_redactie(door=door)
    instelling = instelling or {}
    _toets(soort=soort, hoofdstuk=hoofdstuk, titel=titel, campagne=campagne, voorwaarde=voorwaarde, instelling=instelling)
    Opzet.objects.select_for_update().get(pk=hoofdstuk.opzet_id)
    bezet = set(Blok.objects.filter(hoofdstuk__opzet=hoofdstuk.opzet_id).values_list("sleutel", flat=True))
    blok = Blok(
        hoofdstuk=hoofdstuk,
        sleutel=maak_sleutel(titel=f"{hoofdstuk.sleutel}-{titel or soort}", bezet=bezet, anders=soort, meest=60),
        soort=soort,
        titel=titel.strip(),
        gemeente=gemeente,
        campagne=campagne if soort == Blok.Soort.CAMPAGNE else None,
        voorwaarde=voorwaarde,
        instelling=instelling,
        volgorde=achteraan(hoofdstuk.blokken.all()),
    )
    leg_wie_vast(object=blok, door=door, reden="")
    blok.save()
    return blok


@transaction.atomic
def zet_blok(
    *,
    blok: Blok,
    titel: str,
    gemeente: Gemeente | None,
    campagne: Campagne | None,
    voorwaarde: str,
    instelling: dict[str, Any],
    gezien: int,
    door,
) -> None:
    """Changes everything of a block but its kind and its text. `instelling` replaces the settings it names."""
    toets_redactie(door=door)
    nieuw = {naam: waarde for naam, waarde in {**blok.instelling, **instelling}.items() if waarde not in ("", [], {}, None)}
    _toets(soort=blok.soort, hoofdstuk=blok.hoofdstuk, titel=titel, campagne=campagne, voorwaarde=voorwaarde, instelling=nieuw)
    verhoog_slot(object=blok, gezien=gezien)
    blok.titel, blok.gemeente, blok.voorwaarde, blok.instelling = titel.strip(), gemeente, voorwaarde, nieuw
    blok.campagne = campagne if blok.soort == Blok.Soort.CAMPAGNE else None
    leg_wie_vast(object=blok, door=door, reden="")
    blok.save()


@transaction.atomic
def naar_hoofdstuk(*, blok: Blok, hoofdstuk: Hoofdstuk, gezien: int, door) -> None:
    """Moves a block to the end of another chapter of the same year, where its kind must fit."""
    toets_redactie(door=door)
    if hoofdstuk.opzet_id != blok.hoofdstuk.opzet_id:
        raise RegelFout("Kies een hoofdstuk van hetzelfde jaar.", code="ander-jaar", veld="hoofdstuk")
    if hoofdstuk.pk == blok.hoofdstuk_id:
        return
    toets_past(soort=blok.soort, hoofdstuk=hoofdstuk)
    if hoofdstuk.blokken.filter(sleutel=blok.sleutel).exists():
        raise RegelFout(f"In {hoofdstuk} staat al een blok met de sleutel ‘{blok.sleutel}’.", code="dubbel", veld="hoofdstuk")
    verhoog_slot(object=blok, gezien=gezien)
    blok.hoofdstuk, blok.volgorde = hoofdstuk, achteraan(hoofdstuk.blokken.all())
    leg_wie_vast(object=blok, door=door, reden=f"Verplaatst naar {hoofdstuk}"[:100])
    blok.save()


def verlies_van_blok(*, blok: Blok) -> Verlies:
    return Verlies(blokken=1, met_tekst=int(bool(blok.tekst)), gemeenten=eigen_teksten([blok]))


@transaction.atomic
def verwijder_blok(*, blok: Blok, gezien: int, door) -> None:
    """Drops a block with what gemeenten did with it; all stays in the history."""
    toets_redactie(door=door)
    verhoog_slot(object=blok, gezien=gezien)
    wis_blok(blok=blok, door=door)
