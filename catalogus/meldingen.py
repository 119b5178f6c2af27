"""Mail about what happened and what is due, always sent after commit and only to those concerned."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string

from catalogus.models import Afname, Editie, Gemeente, Herinnering, Lidmaatschap, Prijsopgave, Rol, Status, Statuswissel
from catalogus.opmaak import datum

ONDERWERPEN: dict[str, str] = {
    Status.TER_FIATTERING: "Keuze {jaar} van {gemeente} ligt klaar om te fiatteren",
    Status.INGEDIEND: "Keuze {jaar} van {gemeente} is ingediend",
    Status.BEVESTIGD: "Keuze {jaar} van {gemeente} is bevestigd",
    Status.CONCEPT: "Keuze {jaar} van {gemeente} is weer een concept",
    Status.VERVALLEN: "Keuze {jaar} van {gemeente} is vervallen",
}


@dataclass(frozen=True)
class Keuzestand:
    """How far a gemeente is: its unfinished selections, until when it may choose, and from when they lapse."""

    onaf: list[Afname]
    laatste_dag: datetime.date | None
    vervalt: datetime.date
    vandaag: datetime.date

    @property
    def over(self) -> int | None:
        """Days until the last day, 0 on that day, below zero after it."""
        return (self.laatste_dag - self.vandaag).days if self.laatste_dag else None


def leden(*, gemeente: Gemeente, rollen: tuple[str, ...] = (Rol.OPSTELLER, Rol.FIATTEUR)) -> list[str]:
    """Addresses of the active people of a gemeente in these roles, each once."""
    gevonden = Lidmaatschap.objects.filter(gemeente=gemeente, gebruiker__is_active=True, rol__in=rollen)
    return sorted(set(gevonden.values_list("gebruiker__email", flat=True)))


def _verstuur(*, onderwerp: str, sjabloon: str, gegevens: dict, aan: list[str]) -> None:
    """Queues one mail, text and HTML, until the transaction has committed; nothing without anybody to send it to."""
    if not aan:
        return
    gegevens = gegevens | {"onderwerp": onderwerp, "adres": settings.BASIS_ADRES}
    tekst = render_to_string(f"mail/{sjabloon}.txt", gegevens).strip() + "\n"
    bericht = EmailMultiAlternatives(subject=onderwerp, body=tekst, bcc=aan)
    bericht.attach_alternative(render_to_string(f"mail/{sjabloon}.html", gegevens), "text/html")
    transaction.on_commit(bericht.send)


# ------------------------------------------------------------------ transitions
def bij_wissel(*, wissel: Statuswissel) -> None:
    """Tells about a transition; whoever did it gets no mail."""
    if wissel.naar not in ONDERWERPEN:
        return
    afname = wissel.afname
    _verstuur(
        onderwerp=ONDERWERPEN[wissel.naar].format(jaar=afname.editie.jaar, gemeente=afname.gemeente),
        sjabloon="wissel",
        gegevens={
            "wissel": wissel,
            "afname": afname,
            "laatste_dag": _laatste_dag(afname),
            "opmerkingen": list(wissel.regelopmerkingen.select_related("regel__activiteit").order_by("regel")),
            "prijsverschillen": [
                rij | {"was": Decimal(rij["was"]), "wordt": None if rij["wordt"] is None else Decimal(rij["wordt"])}
                for rij in wissel.prijsverschillen
            ],
        },
        aan=_ontvangers(wissel),
    )


def _laatste_dag(afname: Afname) -> datetime.date | None:
    """Until when the gemeente may submit; a running edition has no such day any more."""
    from catalogus.regels.afname import kiezen_tot  # the transitions import this module

    return kiezen_tot(afname=afname) if afname.editie.status == Editie.Status.OPEN else None


def _ontvangers(wissel: Statuswissel) -> list[str]:
    gemeente = wissel.afname.gemeente
    rollen = (Rol.FIATTEUR,) if wissel.naar == Status.TER_FIATTERING else (Rol.OPSTELLER, Rol.FIATTEUR)
    adressen = set(leden(gemeente=gemeente, rollen=rollen))
    bij_bibliotheek = {Status.INGEDIEND, Status.BEVESTIGD} & {wissel.naar, wissel.van} or wissel.overgang == "nieuwe_versie"
    if gemeente.accountmanager and gemeente.accountmanager.is_active and bij_bibliotheek:
        adressen.add(gemeente.accountmanager.email)
    return sorted(adressen - {wissel.door.email if wissel.door else ""})


# ------------------------------------------------------------------ quotations
def bij_prijsvraag(*, opgave: Prijsopgave) -> None:
    """Tells the accountmanager that a gemeente asks a price."""
    manager = opgave.gemeente.accountmanager
    _verstuur(
        onderwerp=f"{opgave.gemeente} vraagt een prijs voor {opgave.activiteit}",
        sjabloon="prijsvraag",
        gegevens={"opgave": opgave},
        aan=[manager.email] if manager and manager.is_active else [],
    )


def bij_prijsopgave(*, opgave: Prijsopgave) -> None:
    """Tells the gemeente that its question for a price was answered, and until when the price holds."""
    _verstuur(
        onderwerp=f"Jullie prijs voor {opgave.activiteit} is bekend",
        sjabloon="prijsopgave",
        gegevens={"opgave": opgave},
        aan=leden(gemeente=opgave.gemeente),
    )


# ------------------------------------------------------------------ reminders
def bij_herinnering(*, herinnering: Herinnering, stand: Keuzestand, aan: list[str]) -> None:
    """Tells a gemeente what is due and by when, or that an unfinished selection is about to lapse."""
    gemeente, jaar = herinnering.gemeente, herinnering.editie.jaar
    if herinnering.soort == Herinnering.Soort.VERVAL:
        onderwerp = f"Keuze {jaar} van {gemeente} vervalt vanaf {datum(stand.vervalt)}"
    else:
        onderwerp = f"Dien de keuze {jaar} van {gemeente} in, uiterlijk {datum(stand.laatste_dag)}"
    _verstuur(
        onderwerp=onderwerp,
        sjabloon="verval" if herinnering.soort == Herinnering.Soort.VERVAL else "herinnering",
        gegevens={"gemeente": gemeente, "editie": herinnering.editie, "stand": stand},
        aan=aan,
    )
