"""Mail about what happened and what is due, always sent after commit and only to those concerned."""

import datetime
import logging
from contextvars import ContextVar
from dataclasses import dataclass
from decimal import Decimal
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string

from catalogus.models import (
    Aanleverherinnering,
    Afname,
    Editie,
    Gemeente,
    Herinnering,
    Lidmaatschap,
    Prijs,
    Prijsopgave,
    Rol,
    Status,
    Statuswissel,
    Termijn,
)
from catalogus.opmaak import datum

ONDERWERPEN: dict[str, str] = {
    Status.TER_FIATTERING: "Keuze {jaar} van {gemeente} ligt klaar om te fiatteren",
    Status.INGEDIEND: "Keuze {jaar} van {gemeente} is ingediend",
    Status.BEVESTIGD: "Keuze {jaar} van {gemeente} is bevestigd",
    Status.CONCEPT: "Keuze {jaar} van {gemeente} is weer een concept",
    Status.VERVALLEN: "Keuze {jaar} van {gemeente} is vervallen",
}

# Subjects of the mails of this request that could not be sent; `schermen.post` tells the user.
ONVERZONDEN: ContextVar[tuple[str, ...]] = ContextVar("onverzonden", default=())
logboek = logging.getLogger(__name__)


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


def verstuur(*, onderwerp: str, sjabloon: str, gegevens: dict, aan: list[str], moet: bool = False) -> None:
    """Queues one mail, text and HTML, until the transaction has committed; nothing without anybody to send it to.

    What it tells about is saved by then, so a mail server that fails is logged and undoes nothing; with `moet` it is an error.
    """
    if not aan:
        return
    gegevens = gegevens | {"onderwerp": onderwerp, "adres": settings.BASIS_ADRES}
    tekst = render_to_string(f"mail/{sjabloon}.txt", gegevens).strip() + "\n"
    bericht = EmailMultiAlternatives(subject=onderwerp, body=tekst, bcc=aan)
    bericht.attach_alternative(render_to_string(f"mail/{sjabloon}.html", gegevens), "text/html")
    transaction.on_commit(bericht.send if moet else lambda: _probeer(bericht))


def _probeer(bericht: EmailMultiAlternatives) -> None:
    try:
        bericht.send()
    except (SMTPException, OSError):
        logboek.exception("Mail ‘%s’ is niet verstuurd", bericht.subject)
        ONVERZONDEN.set((*ONVERZONDEN.get(), str(bericht.subject)))


# ------------------------------------------------------------------ transitions
def bij_wissel(*, wissel: Statuswissel) -> None:
    """Tells about a transition; whoever did it gets no mail."""
    if wissel.naar not in ONDERWERPEN:
        return
    afname = wissel.afname
    verstuur(
        onderwerp=ONDERWERPEN[wissel.naar].format(jaar=afname.editie.jaar, gemeente=afname.gemeente),
        sjabloon="wissel",
        gegevens={
            "wissel": wissel,
            "afname": afname,
            "laatste_dag": _laatste_dag(afname),
            "opmerkingen": list(wissel.regelopmerkingen.select_related("activiteit")),
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
    verstuur(
        onderwerp=f"{opgave.gemeente} vraagt een prijs voor {opgave.activiteit}",
        sjabloon="prijsvraag",
        gegevens={"opgave": opgave},
        aan=[manager.email] if manager and manager.is_active else [],
    )


def bij_prijsopgave(*, opgave: Prijsopgave) -> None:
    """Tells the gemeente that its question for a price was answered, and until when the price holds."""
    verstuur(
        onderwerp=f"Jullie prijs voor {opgave.activiteit} is bekend",
        sjabloon="prijsopgave",
        gegevens={"opgave": opgave},
        aan=leden(gemeente=opgave.gemeente),
    )


# ------------------------------------------------------------------ editions
def bij_opening(*, editie: Editie, gemeente: Gemeente, door=None) -> None:
    """Tells a gemeente that the catalogue is open, and until when it may choose; not who opened it."""
    termijn = editie.termijnen.filter(gemeente=gemeente).first()
    verstuur(
        onderwerp=f"De catalogus {editie.jaar} is open voor {gemeente}",
        sjabloon="opening",
        gegevens={"editie": editie, "gemeente": gemeente, "laatste_dag": termijn.open_tot if termijn else editie.kiezen_tot},
        aan=[adres for adres in leden(gemeente=gemeente) if door is None or adres != door.email],
    )


def bij_termijn(*, termijn: Termijn) -> None:
    """Tells a gemeente that it may choose longer, and why."""
    verstuur(
        onderwerp=f"{termijn.gemeente} kan voor {termijn.editie.jaar} kiezen tot en met {datum(termijn.open_tot)}",
        sjabloon="verlenging",
        gegevens={"termijn": termijn, "gemeente": termijn.gemeente, "editie": termijn.editie},
        aan=leden(gemeente=termijn.gemeente),
    )


@dataclass(frozen=True)
class Prijsgevolg:
    """What a corrected price does to one selection in concept, in euro; None where there is no amount."""

    afname: Afname
    was: Decimal | None
    wordt: Decimal | None


def bij_prijscorrectie(*, prijs: Prijs, was: str, wordt: str, gevolgen: list[Prijsgevolg]) -> None:
    """Tells each gemeente with the activity in a concept what its price was and becomes."""
    activiteit = prijs.activiteit
    for gemeente in {gevolg.afname.gemeente_id: gevolg.afname.gemeente for gevolg in gevolgen}.values():
        verstuur(
            onderwerp=f"De prijs {activiteit.editie.jaar} van {activiteit} is verbeterd",
            sjabloon="prijscorrectie",
            gegevens={
                "gemeente": gemeente,
                "editie": activiteit.editie,
                "prijs": prijs,
                "was": was,
                "wordt": wordt,
                "gevolgen": [gevolg for gevolg in gevolgen if gevolg.afname.gemeente_id == gemeente.pk],
            },
            aan=leden(gemeente=gemeente),
        )


# ------------------------------------------------------------------ reminders
def bij_herinnering(*, herinnering: Herinnering, stand: Keuzestand, aan: list[str]) -> None:
    """Tells a gemeente what is due and by when, or that an unfinished selection is about to lapse; the next run tries again."""
    gemeente, jaar = herinnering.gemeente, herinnering.editie.jaar
    if herinnering.soort == Herinnering.Soort.VERVAL:
        onderwerp = f"Keuze {jaar} van {gemeente} vervalt vanaf {datum(stand.vervalt)}"
    else:
        onderwerp = f"Dien de keuze {jaar} van {gemeente} in, uiterlijk {datum(stand.laatste_dag)}"
    verstuur(
        onderwerp=onderwerp,
        sjabloon="verval" if herinnering.soort == Herinnering.Soort.VERVAL else "herinnering",
        gegevens={"gemeente": gemeente, "editie": herinnering.editie, "stand": stand},
        aan=aan,
        moet=True,
    )


# ------------------------------------------------------------------ figures
def bij_aanleveren(*, herinnering: Aanleverherinnering, rubrieken: list) -> None:
    """Tells somebody which figures they still have to deliver, per rubriek; the next run tries again."""
    aantal = sum(rubriek.aantal for rubriek in rubrieken)
    wat = "1 cijfer" if aantal == 1 else f"{aantal} cijfers"
    if herinnering.soort == Aanleverherinnering.Soort.TE_LAAT:
        onderwerp = f"Cijfers {herinnering.jaar}: {wat} had er {datum(herinnering.datum)} moeten zijn"
    elif herinnering.soort == Aanleverherinnering.Soort.GEVRAAGD:
        onderwerp = f"Cijfers {herinnering.jaar}: je hebt nog {wat} te leveren"
    else:
        onderwerp = f"Cijfers {herinnering.jaar}: lever {wat}, uiterlijk {datum(herinnering.datum)}"
    verstuur(
        onderwerp=onderwerp,
        sjabloon="aanleveren",
        gegevens={"herinnering": herinnering, "rubrieken": rubrieken},
        aan=[herinnering.gebruiker.email],
        moet=True,
    )
