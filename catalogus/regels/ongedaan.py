"""Taking back a change of one line: its state as plain data, and putting that state back."""

from decimal import Decimal

from django.db import transaction

from catalogus.fouten import RegelFout
from catalogus.models import Activiteit, Afname, Afnameregel, Prijsopgave
from catalogus.regels.afnameprijzen import per_locatie_van
from catalogus.regels.afnameregels import NIEUW, verwijder_regel, zet_regel


def toestand(*, regel: Afnameregel | None) -> dict | None:
    """What a user can change of a line, as data for a session; None for no line."""
    if regel is None:
        return None
    return {
        "hoeveelheid": _tekst(regel.hoeveelheid),
        "locaties": {str(pk): _tekst(aantal) for pk, aantal in per_locatie_van(regel=regel).items()},
        "herkomst": regel.herkomst,
        "resultaat": regel.resultaat,
        "toelichting": regel.toelichting,
        "prijsopgave": regel.prijsopgave_id,
    }


def _tekst(aantal: Decimal) -> str:
    return f"{aantal.normalize():f}"


@transaction.atomic
def herstel(*, afname: Afname, activiteit: Activiteit, toestand: dict | None, gezien: int | None, door) -> Afnameregel | None:
    """Puts a line back as it was; returns it, or None when it was not there.

    `gezien` is the lock number after the change that is taken back, None when that removed the line. RegelFout
    (`verouderd`) when somebody changed the line since.
    """
    regel = afname.regels.filter(activiteit=activiteit).first()
    if toestand is None:
        if regel is None:
            raise RegelFout(f"{activiteit} is al uit de keuze.", code="verouderd")
        verwijder_regel(regel=regel, gezien=gezien, door=door)
        return None
    return zet_regel(
        afname=afname,
        activiteit=activiteit,
        hoeveelheid=Decimal(toestand["hoeveelheid"]),
        per_locatie={int(pk): Decimal(aantal) for pk, aantal in toestand["locaties"].items()},
        resultaat=toestand["resultaat"],
        toelichting=toestand["toelichting"],
        prijsopgave=Prijsopgave.objects.filter(pk=toestand["prijsopgave"], gemeente=afname.gemeente).first(),
        herkomst=toestand["herkomst"],
        gezien=NIEUW if gezien is None else gezien,
        door=door,
    )
