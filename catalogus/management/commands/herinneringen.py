"""manage.py herinneringen"""

from django.core.management.base import BaseCommand, CommandError

from catalogus.regels import aanleveren, herinneringen


class Command(BaseCommand):
    help = (
        "Stuurt gemeenten die nog niet hebben ingediend een herinnering: 21, 7 en 1 dag voor de laatste dag, "
        "en 7 dagen voordat hun keuze vervalt. Stuurt wie nog cijfers moet leveren er een: 14 en 3 dagen voor de datum, "
        "en een keer daarna. Draai dit elke dag. Vaker mag: niemand krijgt een bericht twee keer."
    )

    def handle(self, *args, **opties):
        uitkomst = herinneringen.verstuur()
        for rij in uitkomst.verstuurd:
            self.stdout.write(f"{rij.gemeente} {rij.editie.jaar}: {rij.get_soort_display()}")
        for gemeente in uitkomst.zonder_ontvanger:
            self.stdout.write(f"{gemeente}: geen bericht, want niemand is er opsteller of fiatteur.")
        cijfers = aanleveren.herinner()
        for herinnering in cijfers.verstuurd:
            self.stdout.write(str(herinnering))
        aantal = len(uitkomst.verstuurd) + len(cijfers.verstuurd)
        self.stdout.write("1 herinnering verstuurd." if aantal == 1 else f"{aantal} herinneringen verstuurd.")
        mislukt = [*uitkomst.mislukt, *cijfers.mislukt]
        for aan, reden in mislukt:
            self.stderr.write(f"{aan}: niet verstuurd. {reden}")
        if mislukt:
            raise CommandError("Niet alles is verstuurd. Draai de opdracht opnieuw als de mail weer werkt.", returncode=2)
