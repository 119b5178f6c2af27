"""Puts the demo into an empty database, in the order in which things lean on each other."""

from django.db import transaction

from catalogus.models import Editie, Gebruiker, Gemeente
from catalogus.regels import edities

from . import basis, catalogus, cijfers, geld, keuzes, mensen, rapport, uitvoering
from .lezen import lees


def is_leeg() -> bool:
    """Whether there is room for the demo."""
    return not Gemeente.objects.exists()


@transaction.atomic
def laad() -> None:
    """Everything or nothing. Sends no mail."""
    basis.maak()
    mensen.maak()
    cijfers.maak_indicatoren()
    catalogus.maak_bronnen()
    rapport.maak_campagnes()
    with mensen.invoerder() as door:
        for rij in lees("tarieven")["editie"]:
            _editie(rij, door)
    geld.maak_realisatie()
    cijfers.maak_metingen()
    cijfers.maak_onderzoek()
    uitvoeringen = uitvoering.maak()
    rapport.maak_opzet()
    rapport.maak_lokaal(uitvoeringen=uitvoeringen)
    rapport.maak_jaarberichten()
    rapport.maak_woorden()
    mensen.geef_rollen()


def _editie(rij: dict, door: Gebruiker) -> None:
    """One edition up to the state of the file, with what was taken from it."""
    editie = catalogus.maak_editie(rij, door=door)
    keuzes.maak(editie=editie, door=door)
    geld.maak_beschikkingen(jaar=editie.jaar)
    if rij["status"] == Editie.Status.OPEN:
        catalogus.verleng(editie, Gemeente.objects.get(cbs_code="GM1680"))
        keuzes.vraag_opgave(editie=editie, gemeente=Gemeente.objects.get(cbs_code="GM1690"))
        return
    editie = edities.start_editie(editie=editie, door=door)
    keuzes.wijzig(editie=editie, door=door)
    if rij["status"] == Editie.Status.AFGESLOTEN:
        edities.sluit_editie(editie=editie, door=door)
