"""manage.py controleer GM1701 2024"""

from django.core.management.base import BaseCommand, CommandError

from catalogus.fouten import RegelFout
from jaarbericht import maken
from jaarbericht.regels.controles import Ernst, controleer


class Command(BaseCommand):
    help = "Controleert het jaarbericht van een gemeente. Afsluitstatus 2 als er een fout in staat."

    def add_arguments(self, parser):
        parser.add_argument("gemeente", help="CBS-code, bijvoorbeeld GM1701")
        parser.add_argument("jaar", type=int, help="jaar van het jaarbericht")

    def handle(self, *args, gemeente, jaar, **opties):
        try:
            maken.eis_jaar(jaar)
            wie = maken.zoek_gemeente(gemeente)
            bevindingen = controleer(wie, jaar)
        except RegelFout as fout:
            raise CommandError(fout.tekst, returncode=2) from fout
        aantallen = {ernst: sum(b.ernst == ernst for b in bevindingen) for ernst in Ernst}
        for bevinding in bevindingen:
            self.stdout.write(f"{bevinding.ernst.label.upper()} {bevinding.waar}\n  {bevinding.wat}\n  {bevinding.doe}")
            if bevinding.aanvaard:
                self.stdout.write(f"  Aanvaard door {bevinding.aanvaard.door}: {bevinding.aanvaard.reden}")
        telling = ", ".join(f"{ernst.label}: {aantal}" for ernst, aantal in aantallen.items())
        self.stdout.write(f"Jaarbericht {jaar} van {wie}. {telling.capitalize()}.")
        if aantallen[Ernst.FOUT]:
            raise CommandError("Er staan fouten in het jaarbericht.", returncode=2)
