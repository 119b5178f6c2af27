"""manage.py demo: fills an empty database with the demo."""

from django.core.management.base import BaseCommand

from catalogus.models import Activiteit, Afname, Bijeenkomst, Gemeente, Locatie, Meting, Uitvoering
from jaarbericht.demo import laden
from jaarbericht.demo.lezen import lees
from jaarbericht.demo.mensen import WACHTWOORD, adres
from jaarbericht.models import Jaarbericht, Verhaal


class Command(BaseCommand):
    help = "Vult een lege database met voorbeeldgegevens. Staat er al iets in, dan verandert er niets."

    def handle(self, *args, **options):
        if not laden.is_leeg():
            self.stdout.write("Er staan al gegevens in de database. De demo laat ze met rust.")
            return
        laden.laad()
        self.stdout.write("De demo is geladen:")
        for model in (Gemeente, Locatie, Activiteit, Afname, Uitvoering, Bijeenkomst, Meting, Verhaal, Jaarbericht):
            self.stdout.write(f"{model.objects.count():>7}  {model._meta.verbose_name_plural}")
        self.stdout.write(f"Inloggen kan met deze adressen. Het wachtwoord is steeds {WACHTWOORD}")
        for rij in lees("mensen")["mens"]:
            wat = rij.get("groep") or ", ".join(sorted(set(rij["rollen"].values())))
            self.stdout.write(f"  {adres(rij['adres']):<46}{wat}")
