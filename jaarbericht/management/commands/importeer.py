"""manage.py importeer werkmap.xlsx [--proef]"""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from catalogus.fouten import RegelFout
from catalogus.models import Gebruiker
from catalogus.opmaak import getal
from catalogus.werkmap.bladen import BLADEN
from catalogus.werkmap.invoer import verwerk
from catalogus.werkmap.uitkomst import Uitkomst, regels
from jaarbericht.werkmap.boek import bladen_van, van_bestand


class Command(BaseCommand):
    help = (
        "Leest een werkmap (xlsx, ods) of een csv in, herkend aan de bladen of de koppen. Alles of niets: "
        "staat er een fout in, dan verandert er niets en eindigt de opdracht met status 2."
    )

    def add_arguments(self, parser):
        parser.add_argument("bestand", type=Path)
        parser.add_argument("--proef", action="store_true", help="toon wat er zou veranderen, zonder iets te bewaren")
        parser.add_argument("--door", metavar="E-MAIL", help="wie dit inleest; nodig bij afnames en uitvoeringen")
        parser.add_argument("--reden", default="", help="komt in de geschiedenis; nodig in een afgesloten jaar")

    def handle(self, *args, bestand, proef, door, reden, **opties):
        wie = Gebruiker.objects.filter(email__iexact=door, is_active=True).first() if door else None
        if door and wie is None:
            raise CommandError(f"Er is geen gebruiker met het e-mailadres {door}.", returncode=2)
        try:
            with bestand.open("rb") as stroom:
                uitkomst = verwerk(
                    bestand=stroom, naam=bestand.name, bladen=_bladen(stroom, bestand.name), door=wie, reden=reden, proef=proef
                )
        except OSError as fout:
            raise CommandError(f"Het bestand {bestand} is niet te openen: {fout.strerror}.", returncode=2) from fout
        except RegelFout as fout:
            raise CommandError(fout.tekst, returncode=2) from fout
        for regel in regels(uitkomst):
            self.stdout.write(regel)
        if uitkomst.aantal_fouten:
            aantal = "1 fout" if uitkomst.aantal_fouten == 1 else f"{getal(uitkomst.aantal_fouten)} fouten"
            raise CommandError(f"{aantal} gevonden. Er is niets ingelezen.", returncode=2)
        self.stdout.write(_slot(uitkomst))


def _bladen(stroom, naam: str):
    """The sheets of the workbook of a gemeente when it is one, else those of the catalogue."""
    boek = van_bestand(bestand=stroom, naam=naam)
    return bladen_van(boek) if boek else BLADEN


def _slot(uitkomst: Uitkomst) -> str:
    som = uitkomst.totaal
    delen = f"{getal(som.nieuw)} nieuw, {getal(som.gewijzigd)} gewijzigd, {getal(som.verwijderd)} verwijderd"
    wat = "Ingelezen" if uitkomst.verwerkt else "Proef, er is niets bewaard"
    return f"{wat}: {delen}, {getal(som.ongewijzigd)} zoals het was."
