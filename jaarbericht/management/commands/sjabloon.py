"""manage.py sjabloon --gemeente GM1701 --jaar 2024 --uit werkmap.xlsx"""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from catalogus.fouten import RegelFout
from jaarbericht import maken
from jaarbericht.werkmap.boek import sjabloon


class Command(BaseCommand):
    help = "Maakt de werkmap van een gemeente en jaar: alles wat het jaarbericht nodig heeft, om in te vullen en in te lezen."

    def add_arguments(self, parser):
        parser.add_argument("--gemeente", required=True, metavar="GMCODE", help="CBS-code, bijvoorbeeld GM1701")
        parser.add_argument("--jaar", required=True, type=int)
        parser.add_argument("--uit", required=True, type=Path, metavar="FILE.xlsx")

    def handle(self, *args, gemeente, jaar, uit, **opties):
        try:
            maken.eis_jaar(jaar)
            wie = maken.zoek_gemeente(gemeente)
            maken.schrijf(pad=uit, maak=lambda: sjabloon(gemeente=wie, jaar=jaar))
        except RegelFout as fout:
            raise CommandError(fout.tekst, returncode=2) from fout
        self.stdout.write(f"{uit}: de werkmap van {wie} over {jaar}.")
