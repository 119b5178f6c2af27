"""Mail about what happened, always sent after commit and only to those concerned."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string

from catalogus.models import Lidmaatschap, Rol, Status, Statuswissel

ONDERWERPEN = {
    Status.TER_FIATTERING: "Keuze {jaar} van {gemeente} ligt klaar om te fiatteren",
    Status.INGEDIEND: "Keuze {jaar} van {gemeente} is ingediend",
    Status.BEVESTIGD: "Keuze {jaar} van {gemeente} is bevestigd",
    Status.CONCEPT: "Keuze {jaar} van {gemeente} is weer een concept",
    Status.VERVALLEN: "Keuze {jaar} van {gemeente} is vervallen",
}


def _ontvangers(wissel: Statuswissel) -> list[str]:
    gemeente = wissel.afname.gemeente
    leden = Lidmaatschap.objects.filter(gemeente=gemeente, gebruiker__is_active=True)
    rollen = [Rol.FIATTEUR] if wissel.naar == Status.TER_FIATTERING else [Rol.OPSTELLER, Rol.FIATTEUR]
    adressen = set(leden.filter(rol__in=rollen).values_list("gebruiker__email", flat=True))
    if gemeente.accountmanager and {Status.INGEDIEND, Status.BEVESTIGD} & {wissel.naar, wissel.van}:
        adressen.add(gemeente.accountmanager.email)
    return sorted(adressen - {wissel.door.email if wissel.door else ""})


def bij_wissel(*, wissel: Statuswissel) -> None:
    """Queues the mails of a transition until the transaction has committed; whoever did it gets none."""
    if wissel.naar not in ONDERWERPEN or not (aan := _ontvangers(wissel)):
        return
    afname = wissel.afname
    gegevens = {"wissel": wissel, "afname": afname, "adres": settings.BASIS_ADRES}
    bericht = EmailMultiAlternatives(
        subject=ONDERWERPEN[wissel.naar].format(jaar=afname.editie.jaar, gemeente=afname.gemeente),
        body=render_to_string("mail/wissel.txt", gegevens),
        bcc=aan,
    )
    bericht.attach_alternative(render_to_string("mail/wissel.html", gegevens), "text/html")
    transaction.on_commit(bericht.send)
