"""manage.py importeer_grenzen gemeenten.geojson"""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from catalogus.fouten import RegelFout
from catalogus.regels.grenzen import importeer_grenzen


class Command(BaseCommand):
    help = "Leest grenzen van gemeenten uit een GeoJSON-bestand (WGS84). De bronregel staat onder elke kaart."

    def add_arguments(self, parser):
        parser.add_argument("bestand", type=Path)
        parser.add_argument("--bron", default="CBS/Kadaster (PDOK), CC BY 4.0", help="bronregel bij de kaart")

    def handle(self, *args, bestand, bron, **opties):
        try:
            gezet, onbekend = importeer_grenzen(bestand=bestand, bron=bron)
        except RegelFout as fout:
            raise CommandError(fout.tekst, returncode=2) from fout
        hoeveel = "Grens van 1 gemeente" if len(gezet) == 1 else f"Grenzen van {len(gezet)} gemeenten"
        self.stdout.write(f"{hoeveel} ingelezen.")
        if onbekend:
            self.stdout.write(f"Overgeslagen, hier niet bekend: {', '.join(onbekend)}.")
