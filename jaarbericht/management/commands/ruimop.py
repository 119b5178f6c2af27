"""manage.py ruimop"""

from django.core.management.base import BaseCommand
from django.utils import timezone

from jaarbericht.regels.intrekken import ruim_op


class Command(BaseCommand):
    help = "Verwijdert uit het gesloten archief wat de bewaartermijn heeft gehad."

    def handle(self, *args, **opties):
        rijen = ruim_op(vandaag=timezone.localdate())
        for uitgave in rijen:
            self.stdout.write(f"Verwijderd: {uitgave}")
        self.stdout.write(f"{len(rijen)} {'uitgave' if len(rijen) == 1 else 'uitgaven'} uit het archief verwijderd.")
