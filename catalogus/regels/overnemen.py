"""A new concept from another afname of the gemeente, of the same or an earlier edition, and what became different in it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from django.db import transaction

from catalogus.fouten import RegelFout
from catalogus.models import Activiteit, Afname, Afnameregel, Editie, Prijsvorm
from catalogus.opmaak import opsomming
from catalogus.regels import afnameprijzen, afnameregels, kostprijs, uitleg
from catalogus.regels.kostprijs import Prijsgegevens
from catalogus.regels.prefill import stel_voor
from catalogus.regels.prijsopgaven import geldende
from catalogus.regels.prijswoorden import Prijswoorden, prijs_in_woorden


# ------------------------------------------------------------------ which activity became which
@dataclass(frozen=True)
class Koppeling:
    """`van` maps pk of an activity of the old edition to that of the new one; `nieuw` has no counterpart in the old."""

    van: dict[int, Activiteit]
    nieuw: tuple[Activiteit, ...]


def koppel(*, oud: Editie, nieuw: Editie) -> Koppeling:
    """Pairs the activities of two editions: along `voorganger`, else by code. One old activity has one counterpart."""
    jaren = Activiteit.objects.filter(editie__jaar__gte=oud.jaar, editie__jaar__lte=nieuw.jaar)
    voorgangers: dict[int, int | None] = dict(jaren.values_list("pk", "voorganger_id"))
    oude = dict(Activiteit.objects.filter(editie=oud).values_list("pk", "code"))
    op_code = {code: pk for pk, code in oude.items()}
    kandidaten = Activiteit.objects.filter(editie=nieuw, kinderen__isnull=True).select_related("editie", "programmalijn")
    van: dict[int, Activiteit] = {}
    nieuwe = []
    # Of several successors the one that kept the code comes first.
    for activiteit in sorted(kandidaten, key=lambda a: (a.code not in op_code, a.titel)):
        toen = _in_editie(activiteit.pk, voorgangers, oude) or op_code.get(activiteit.code)
        if toen is None:
            nieuwe.append(activiteit)
        else:
            van.setdefault(toen, activiteit)
    return Koppeling(van, tuple(sorted(nieuwe, key=lambda a: (a.programmalijn.nummer, a.titel))))


def _in_editie(pk: int | None, voorgangers: Mapping[int, int | None], oude: dict[int, str]) -> int | None:
    while pk is not None and pk not in oude:
        pk = voorgangers.get(pk)
    return pk


# ------------------------------------------------------------------ taking over
@transaction.atomic
def neem_over(*, bron: Afname, editie: Editie, door, naam: str) -> Afname:
    """A concept in `editie` with the lines of `bron` at the prices of that edition, and the basis lines as always.

    A quantity that was proposed is proposed afresh; one that was chosen stays, within the limits of now. Within one edition
    everything stays as it is. RegelFout when `bron` belongs to a later edition.
    """
    if bron.editie.jaar > editie.jaar:
        raise RegelFout(f"Een keuze voor {bron.editie.jaar} kan niet dienen voor {editie.jaar}.", code="editie")
    regels = list(bron.regels.select_related("activiteit").prefetch_related("locaties").order_by("pk"))
    zelfde = bron.editie_id == editie.pk
    van = {r.activiteit_id: r.activiteit for r in regels} if zelfde else koppel(oud=bron.editie, nieuw=editie).van
    vervallen = [_titel(regel) for regel in regels if regel.activiteit_id not in van]
    reden = f"Overgenomen van ‘{bron.naam}’ voor {bron.editie.jaar}."
    if vervallen:
        reden += f" Niet meer te kiezen: {opsomming(vervallen)}."
    afname = afnameregels.maak_afname(gemeente=bron.gemeente, editie=editie, door=door, naam=naam, reden=reden)
    bestaand = {regel.activiteit_id: regel for regel in afname.regels.all()}
    for oud in regels:
        if oud.activiteit_id in van:
            activiteit = van[oud.activiteit_id]
            regel = bestaand.get(activiteit.pk) or Afnameregel(afname=afname, activiteit=activiteit)
            _vul(regel, oud, activiteit, zelfde, door)
    afname.bewerkers.add(door)
    return afname


def _vul(regel: Afnameregel, oud: Afnameregel, activiteit: Activiteit, zelfde: bool, door) -> None:
    gemeente = regel.afname.gemeente
    per_locatie = afnameprijzen.per_locatie_van(regel=oud)
    regel.resultaat = oud.resultaat
    if zelfde:
        regel.hoeveelheid, regel.herkomst, regel.toelichting = oud.hoeveelheid, oud.herkomst, oud.toelichting
        regel.prijsopgave_id = oud.prijsopgave_id
    else:
        voorstel = stel_voor(activiteit=activiteit, gemeente=gemeente)
        opnieuw = oud.activiteit.eenheid != activiteit.eenheid or bool(oud.herkomst and voorstel.herkomst)
        if opnieuw:
            regel.hoeveelheid, regel.herkomst, per_locatie = voorstel.hoeveelheid, voorstel.herkomst, voorstel.per_locatie
        else:
            regel.hoeveelheid = _binnen_grenzen(activiteit, oud.hoeveelheid)
            regel.herkomst = f"zoals in {oud.activiteit.editie.jaar}"
            per_locatie = per_locatie if regel.hoeveelheid == oud.hoeveelheid else {}
        if activiteit.prijsvorm == Prijsvorm.OP_AANVRAAG:
            regel.prijsopgave = geldende(activiteit=activiteit, gemeente=gemeente)
    afnameregels.bewaar_regel(regel, per_locatie, door)


def _binnen_grenzen(activiteit: Activiteit, aantal: Decimal) -> Decimal:
    if aantal <= 0:
        return aantal
    if activiteit.minimum is not None:
        aantal = max(aantal, activiteit.minimum)
    return aantal if activiteit.maximum is None else min(aantal, activiteit.maximum)


def _titel(regel: Afnameregel) -> str:
    return (regel.snapshot or {}).get("titel", regel.activiteit.titel)


# ------------------------------------------------------------------ what became different
@dataclass(frozen=True)
class Prijsverandering:
    """Old and new price in words, and what that does in euro for the quantity as it is now (None when it cannot be told)."""

    titel: str
    oud: Prijswoorden
    nieuw: Prijswoorden
    verschil: Decimal | None


@dataclass(frozen=True)
class Hoeveelheidsverandering:
    titel: str
    was: str
    wordt: str
    herkomst: str


@dataclass(frozen=True)
class Overname:
    """What differs between an afname and the earlier one it was taken from."""

    prijzen: tuple[Prijsverandering, ...]
    vervallen: tuple[tuple[str, Decimal | None], ...]  # title and the amount it had
    hernoemd: tuple[tuple[str, str], ...]  # old and new title
    nieuw: tuple[Activiteit, ...]  # activities of the new edition that the old one did not have
    hoeveelheden: tuple[Hoeveelheidsverandering, ...]
    zonder_prijs: tuple[str, ...]


def overzicht(*, bron: Afname, naar: Afname) -> Overname:
    """Compares `naar` with the afname of an earlier edition that it came from."""
    koppeling = koppel(oud=bron.editie, nieuw=naar.editie)
    nieuwe = {regel.activiteit_id: regel for regel in afnameprijzen.met_alles(afname=naar)}
    prijzen, vervallen, hernoemd, hoeveelheden, zonder_prijs = [], [], [], [], []
    for oud in afnameprijzen.met_alles(afname=bron):
        activiteit = koppeling.van.get(oud.activiteit_id)
        if activiteit is None:
            vervallen.append((_titel(oud), _bedrag(oud)))
            continue
        if _titel(oud) != activiteit.titel:
            hernoemd.append((_titel(oud), activiteit.titel))
        regel = nieuwe.get(activiteit.pk)
        if regel is None:
            continue
        was, wordt = (uitleg.hoeveel(eenheid=r.activiteit.eenheid, aantal=r.hoeveelheid) for r in (oud, regel))
        if was != wordt:
            hoeveelheden.append(Hoeveelheidsverandering(activiteit.titel, was, wordt, regel.herkomst))
        prijs, toen = afnameprijzen.prijs_van(regel=regel), afnameprijzen.prijs_van(regel=oud)
        if prijs is None:
            zonder_prijs.append(activiteit.titel)
        elif toen and replace(prijs, opbouw={}) != replace(toen, opbouw={}):
            prijzen.append(_prijsverandering(oud, toen, regel, prijs))
    return Overname(
        prijzen=tuple(prijzen),
        vervallen=tuple(vervallen),
        hernoemd=tuple(hernoemd),
        nieuw=koppeling.nieuw,
        hoeveelheden=tuple(hoeveelheden),
        zonder_prijs=tuple(zonder_prijs),
    )


def _prijsverandering(oud: Afnameregel, toen: Prijsgegevens, regel: Afnameregel, prijs: Prijsgegevens) -> Prijsverandering:
    def woorden(r: Afnameregel, gegevens: Prijsgegevens) -> Prijswoorden:
        vorm = Prijsvorm.KOSTPRIJS if r.activiteit.prijsvorm == Prijsvorm.OP_AANVRAAG else r.activiteit.prijsvorm
        return prijs_in_woorden(prijs=gegevens, eenheid=r.activiteit.eenheid, prijsvorm=vorm)

    delen = list(afnameprijzen.per_locatie_van(regel=regel).values())
    try:
        was, wordt = (
            sum(kostprijs.bedragen(prijs=p, aantal=regel.hoeveelheid, per_locatie=delen), Decimal(0)) for p in (toen, prijs)
        )
    except RegelFout:
        return Prijsverandering(regel.activiteit.titel, woorden(oud, toen), woorden(regel, prijs), None)
    return Prijsverandering(regel.activiteit.titel, woorden(oud, toen), woorden(regel, prijs), wordt - was)


def _bedrag(regel: Afnameregel) -> Decimal | None:
    try:
        bedragen = afnameprijzen.bedragen_van(regel=regel)
    except RegelFout:
        return None
    return None if bedragen is None else sum(bedragen, Decimal(0))
