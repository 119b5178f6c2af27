"""The plan of a year: new out of an earlier year or as a first frame, and its own title. Who may: redactie and directie."""

import copy
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from catalogus.fouten import RegelFout
from catalogus.models import Campagne, Gemeente, Programmalijn
from catalogus.regels.slot import verhoog_slot
from catalogus.regels.uitvoering import leg_wie_vast
from jaarbericht.models import Blok, Hoofdstuk, Jaarbericht, Opzet
from jaarbericht.regels.hoofdstukken import toets_redactie

Soort = Hoofdstuk.Soort
OUDST, NIEUWST = 2000, 2100
# The blocks of a chapter of a programmalijn in a first frame: kind, condition and settings.
EERSTE_BLOKKEN: tuple[tuple[str, str, dict[str, Any]], ...] = (
    (Blok.Soort.INTRO, "", {}),
    (Blok.Soort.TEKST, "", {}),
    (Blok.Soort.VERHALEN, "heeft:verhalen", {}),
    (Blok.Soort.CITAAT, "heeft:citaten", {"plek": "band", "nummer": 1}),
    (Blok.Soort.FEIT, "heeft:feiten", {"plek": "kantlijn", "nummer": 1}),
)


@dataclass(frozen=True)
class Gemaakt:
    """A new year, and the campaign blocks that stayed behind because that year has no such campaign."""

    opzet: Opzet
    achtergebleven: tuple[str, ...] = ()


def _begin(*, jaar: int, door, **velden) -> Opzet:
    toets_redactie(door=door)
    if not OUDST <= jaar <= NIEUWST:
        raise RegelFout(f"{jaar} kan niet kloppen. Kies een jaar van {OUDST} tot en met {NIEUWST}.", code="jaar", veld="jaar")
    if Opzet.objects.filter(jaar=jaar).exists():
        raise RegelFout(f"Er is al een opzet voor {jaar}. Kies een ander jaar.", code="bestaat", veld="jaar")
    opzet = Opzet(jaar=jaar, **velden)
    bewaar(opzet, door, "")
    for gemeente in Gemeente.objects.deelnemers(jaar).exclude(jaarberichten__jaar=jaar):
        bewaar(Jaarbericht(gemeente=gemeente, jaar=jaar), door, "")
    return opzet


def bewaar(rij, door, reden: str) -> None:
    leg_wie_vast(object=rij, door=door, reden=reden)
    rij.save()


@transaction.atomic
def maak_opzet(*, jaar: int, organisatie: str, door) -> Gemaakt:
    """A first frame for `jaar`: cover, contents, a chapter per programmalijn and the colofon. Reports begin as concept."""
    if not organisatie.strip():
        raise RegelFout("Vul de naam van de organisatie in.", code="organisatie", veld="organisatie")
    opzet = _begin(jaar=jaar, organisatie=organisatie.strip(), door=door)
    rijen: list[tuple[str, str, str, Programmalijn | None]] = [
        ("omslag", Soort.OMSLAG, "Omslag", None),
        ("inhoud", Soort.INHOUD, "Inhoud", None),
    ]
    rijen += [(f"lijn-{lijn.nummer}", Soort.PROGRAMMALIJN, lijn.naam, lijn) for lijn in Programmalijn.objects.all()]
    rijen.append(("colofon", Soort.COLOFON, "Colofon", None))
    for volgorde, (sleutel, soort, titel, lijn) in enumerate(rijen, start=1):
        hoofdstuk = Hoofdstuk(opzet=opzet, sleutel=sleutel, soort=soort, titel=titel, programmalijn=lijn, volgorde=volgorde)
        hoofdstuk.nummer = lijn.nummer if lijn else None
        bewaar(hoofdstuk, door, "")
        for plek, (bloksoort, voorwaarde, instelling) in enumerate(EERSTE_BLOKKEN if lijn else (), start=1):
            blok = Blok(hoofdstuk=hoofdstuk, sleutel=f"{sleutel}-{bloksoort}", soort=bloksoort, volgorde=plek)
            blok.voorwaarde, blok.instelling = voorwaarde, instelling
            bewaar(blok, door, "")
    return Gemaakt(opzet)


@transaction.atomic
def kopieer_opzet(*, bron: Opzet, jaar: int, gemeenten: Collection[Gemeente], door) -> Gemaakt:
    """A new year with the looks, chapters, blocks and shared texts of `bron`. Local texts and local blocks only of `gemeenten`.

    Stories, quotes, facts and partners are of a year and stay behind. Reports begin as concept.
    """
    zelfde = {naam: getattr(bron, naam) for naam in ("titel", "organisatie", "onderschrift", "thema")}
    opzet = _begin(jaar=jaar, door=door, **zelfde)
    van = {gemeente.pk for gemeente in gemeenten}
    campagnes = {campagne.sleutel: campagne for campagne in Campagne.objects.filter(jaar=jaar)}
    achter: list[str] = []
    hoofdstukken = bron.hoofdstukken.prefetch_related("blokken__campagne", "blokken__varianten")
    for hoofdstuk in hoofdstukken:
        nieuw = _kopie(hoofdstuk, opzet=opzet)
        bewaar(nieuw, door, f"Overgenomen uit {bron.jaar}")
        for blok in hoofdstuk.blokken.all():
            if blok.gemeente_id and blok.gemeente_id not in van:
                continue
            if blok.campagne and blok.campagne.sleutel not in campagnes:
                achter.append(blok.campagne.naam)
                continue
            _kopieer_blok(blok, nieuw, campagnes, van, door)
    return Gemaakt(opzet, tuple(achter))


def _kopie(rij, **velden):
    nieuw = copy.copy(rij)
    nieuw._state = copy.copy(rij._state)
    nieuw._state.fields_cache = {}
    nieuw._prefetched_objects_cache = {}
    nieuw.pk, nieuw.slot, nieuw._state.adding = None, 0, True
    for naam, waarde in velden.items():
        setattr(nieuw, naam, waarde)
    return nieuw


def _kopieer_blok(blok: Blok, hoofdstuk: Hoofdstuk, campagnes: dict[str, Campagne], van: set[int], door) -> None:
    """A variant that was older than its shared text still is in the new year."""
    reden = f"Overgenomen uit {blok.hoofdstuk.opzet.jaar}"
    campagne = campagnes[blok.campagne.sleutel] if blok.campagne else None
    nieuw = _kopie(blok, hoofdstuk=hoofdstuk, campagne=campagne, tekstversie=1)
    bewaar(nieuw, door, reden)
    for variant in blok.varianten.all():
        if variant.gemeente_id in van:
            bij = variant.gebaseerd_op >= blok.tekstversie
            bewaar(_kopie(variant, blok=nieuw, gebaseerd_op=1 if bij else 0), door, reden)


@transaction.atomic
def zet_opzet(*, opzet: Opzet, titel: str, organisatie: str, onderschrift: str, gezien: int, door) -> None:
    """The words on the cover."""
    toets_redactie(door=door)
    for veld, waarde in (("titel", titel), ("organisatie", organisatie)):
        if not waarde.strip():
            raise RegelFout(f"Vul de {'titel' if veld == 'titel' else 'organisatie'} in.", code=veld, veld=veld)
    verhoog_slot(object=opzet, gezien=gezien)
    opzet.titel, opzet.organisatie, opzet.onderschrift = titel.strip(), organisatie.strip(), onderschrift.strip()
    bewaar(opzet, door, "")
