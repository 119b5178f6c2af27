"""Quotes, facts, partners and local words of a gemeente. Who may: redactie and directie."""

from typing import Any

from django.db import transaction

from catalogus.fouten import RegelFout
from catalogus.models import Gemeente, Programmalijn, Term
from catalogus.regels.slot import verhoog_slot
from catalogus.regels.uitvoering import leg_wie_vast
from jaarbericht.models import Citaat, Feit, Partner, Toestemming
from jaarbericht.regels.hoofdstukken import toets_redactie
from jaarbericht.regels.teksten import controleer
from jaarbericht.regels.toestemmingen import Akkoord, leg_akkoord_vast, wis_als_los
from jaarbericht.regels.veldkeuze import bekend
from jaarbericht.regels.volgorde import achteraan, verplaats
from jaarbericht.velden import BEGRIPPEN

VERPLICHT = {
    "tekst": "Vul de tekst in.",
    "wie": "Vul in wie het zei.",
    "getal": "Vul het getal in.",
    "naam": "Vul de naam van de partner in.",
    "woord": "Vul het woord van deze gemeente in.",
}


def _toets(**velden: str) -> None:
    for veld, waarde in velden.items():
        if not waarde.strip():
            raise RegelFout(VERPLICHT[veld], code="leeg", veld=veld)


@transaction.atomic
def _schrijf(rij, velden: dict[str, Any], gezien: int | None, door) -> None:
    """Saves the values in a row; `gezien` is its lock number, None for a new one, which comes last."""
    toets_redactie(door=door)
    if rij.pk is None:
        if hasattr(rij, "volgorde"):
            rij.volgorde = achteraan(type(rij).objects.filter(gemeente=rij.gemeente, jaar=rij.jaar))
    else:
        verhoog_slot(object=rij, gezien=-1 if gezien is None else gezien)
    for naam, waarde in velden.items():
        setattr(rij, naam, waarde.strip() if isinstance(waarde, str) else waarde)
    leg_wie_vast(object=rij, door=door, reden="")
    rij.save()


@transaction.atomic
def zet_citaat(
    *,
    citaat: Citaat,
    tekst: str,
    wie: str,
    programmalijn: Programmalijn | None,
    noemt_persoon: bool,
    door,
    gezien: int | None = None,
    akkoord: Akkoord | Toestemming | None = None,
) -> None:
    """A new quote (not saved before) or a changed one. A new consent takes the place of the old one."""
    _toets(tekst=tekst, wie=wie)
    toets_redactie(door=door)
    oud = citaat.toestemming
    toestemming = oud if noemt_persoon else None
    if noemt_persoon and akkoord:
        toestemming = leg_akkoord_vast(akkoord=akkoord, door=door)
    velden = {"tekst": tekst.strip(" \n\"“”‘’'"), "wie": wie, "programmalijn": programmalijn, "noemt_persoon": noemt_persoon}
    _schrijf(citaat, velden | {"toestemming": toestemming}, gezien, door)
    if oud != toestemming:
        wis_als_los(toestemming=oud, door=door, reden="Citaat veranderd")


def zet_feit(
    *, feit: Feit, getal: str, tekst: str, programmalijn: Programmalijn | None, door, gezien: int | None = None
) -> None:
    """A new fact or a changed one. `getal` and `tekst` are HTML with placeholders."""
    _toets(getal=getal, tekst=tekst)
    velden = bekend(jaar=feit.jaar)
    netjes = controleer(html=tekst, bekend=velden, waar="De tekst")
    try:
        waarde = controleer(html=getal, bekend=velden, waar="Het getal")
    except RegelFout as fout:
        raise RegelFout(fout.tekst, code=fout.code, veld="getal") from fout
    _schrijf(feit, {"getal": waarde, "tekst": netjes, "programmalijn": programmalijn}, gezien, door)


def zet_partner(
    *,
    partner: Partner,
    naam: str,
    rol: str,
    programmalijn: Programmalijn | None,
    gezamenlijk: bool,
    door,
    gezien: int | None = None,
) -> None:
    """A new partner or a changed one; twice the same name in a programmalijn is refused."""
    _toets(naam=naam)
    zelfde = Partner.objects.filter(gemeente=partner.gemeente, jaar=partner.jaar, programmalijn=programmalijn)
    if zelfde.filter(naam__iexact=naam.strip()).exclude(pk=partner.pk).exists():
        raise RegelFout(
            f"{naam.strip()} staat er al. Verander die, of kies een andere programmalijn.", code="dubbel", veld="naam"
        )
    velden = {"naam": naam, "rol": rol, "programmalijn": programmalijn, "gezamenlijk": gezamenlijk}
    _schrijf(partner, velden, gezien, door)


def zet_term(*, term: Term, begrip: str, woord: str, door, gezien: int | None = None) -> None:
    """The word of a gemeente for a notion; the same for every year."""
    _toets(woord=woord)
    if begrip not in BEGRIPPEN:
        raise RegelFout("Kies een begrip uit de lijst.", code="begrip", veld="begrip")
    if Term.objects.filter(gemeente=term.gemeente, begrip=begrip).exclude(pk=term.pk).exists():
        raise RegelFout("Voor dit begrip is er al een woord. Verander dat.", code="dubbel", veld="begrip")
    _schrijf(term, {"begrip": begrip, "woord": woord}, gezien, door)


def verplaats_rij(*, rij: Citaat | Feit | Partner, naar: int, gezien: int, door) -> None:
    """Puts a row at place `naar`, from 0, among those of its gemeente, year and programmalijn."""
    toets_redactie(door=door)
    onder = type(rij).objects.filter(gemeente=rij.gemeente_id, jaar=rij.jaar, programmalijn=rij.programmalijn_id)
    verplaats(rij=rij, onder=onder, naar=naar, bewaker=rij, gezien=gezien, door=door)


@transaction.atomic
def verwijder_rij(*, rij: Citaat | Feit | Partner | Term, gezien: int, door) -> None:
    """Deletes a row, and the consent that was only for it."""
    toets_redactie(door=door)
    verhoog_slot(object=rij, gezien=gezien)
    toestemming = getattr(rij, "toestemming", None)
    leg_wie_vast(object=rij, door=door, reden="Verwijderd")
    rij.delete()
    wis_als_los(toestemming=toestemming, door=door, reden="Citaat verwijderd")


def nieuw(*, soort: type, gemeente: Gemeente, jaar: int):
    """A row that is not saved yet."""
    return Term(gemeente=gemeente) if soort is Term else soort(gemeente=gemeente, jaar=jaar)
