"""manage.py herinneringen"""

from django.core.management.base import BaseCommand, CommandError

from catalogus.regels import herinneringen


class Command(BaseCommand):
    help = (
        "Stuurt gemeenten die nog niet hebben ingediend een herinnering: 21, 7 en 1 dag voor de laatste dag, "
        "en 7 dagen voordat hun keuze vervalt. Draai dit elke dag. Vaker mag: niemand krijgt een bericht twee keer."
    )

    def handle(self, *args, **opties):
        uitkomst = herinneringen.verstuur()
        for rij in uitkomst.verstuurd:
            self.stdout.write(f"{rij.gemeente} {rij.editie.jaar}: {rij.get_soort_display()}")
        for gemeente in uitkomst.zonder_ontvanger:
            self.stdout.write(f"{gemeente}: geen bericht, want niemand is er opsteller of fiatteur.")
        aantal = len(uitkomst.verstuurd)
        self.stdout.write("1 herinnering verstuurd." if aantal == 1 else f"{aantal} herinneringen verstuurd.")
        for gemeente, reden in uitkomst.mislukt:
            self.stderr.write(f"{gemeente}: niet verstuurd. {reden}")
        if uitkomst.mislukt:
            raise CommandError("Niet alles is verstuurd. Draai de opdracht opnieuw als de mail weer werkt.", returncode=2)
