"""manage.py jaarbericht GM1701 2024 --uit westerveld.pdf"""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from catalogus.fouten import RegelFout
from jaarbericht import maken


class Command(BaseCommand):
    help = "Maakt het jaarbericht van een gemeente als pdf. Afsluitstatus 2 als dat niet kan; dan is er geen bestand."

    def add_arguments(self, parser):
        parser.add_argument("gemeente", help="CBS-code, bijvoorbeeld GM1701")
        parser.add_argument("jaar", type=int, help="jaar van het jaarbericht")
        parser.add_argument("--uit", required=True, type=Path, help="pdf om te schrijven")

    def handle(self, *args, gemeente, jaar, uit, **opties):
        try:
            maken.eis_jaar(jaar)
            wie = maken.zoek_gemeente(gemeente)
            maken.schrijf(pad=uit, maak=lambda: maken.maak_pdf(gemeente=wie, jaar=jaar))
        except RegelFout as fout:
            raise CommandError(fout.tekst, returncode=2) from fout
        self.stdout.write(f"Jaarbericht {jaar} van {wie} staat in {uit}.")
