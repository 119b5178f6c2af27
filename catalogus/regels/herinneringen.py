"""Reminders before the last day on which a gemeente may choose, and the notice that an unfinished selection will lapse.

Each is sent once: `Herinnering` remembers it per gemeente, edition, kind and announced day. Run it every day; a missed day is
made up for by the next run, with the most urgent kind only.
"""

import datetime
from dataclasses import dataclass, field
from smtplib import SMTPException

from django.db import transaction
from django.utils import timezone

from catalogus import meldingen
from catalogus.models import Afname, Editie, Gemeente, Herinnering, Status, Termijn

Soort = Herinnering.Soort
DAGEN = {Soort.DAG_1: 1, Soort.DAGEN_7: 7, Soort.DAGEN_21: 21}  # before the last day; the most urgent first
DAGEN_VERVAL = 7  # before an unfinished selection lapses
ONAF = {Status.CONCEPT, Status.TER_FIATTERING}
KLAAR = {Status.INGEDIEND, Status.BEVESTIGD}


@dataclass
class Uitkomst:
    """What one run did."""

    verstuurd: list[Herinnering] = field(default_factory=list)
    zonder_ontvanger: list[Gemeente] = field(default_factory=list)  # nobody there is opsteller or fiatteur
    mislukt: list[tuple[Gemeente, str]] = field(default_factory=list)  # and why; the next run tries again


def soort_op(*, laatste_dag: datetime.date, vandaag: datetime.date) -> str | None:
    """The reminder that is due on `vandaag`: the most urgent whose moment has come; None too early or after the last day."""
    over = (laatste_dag - vandaag).days
    return next((soort for soort, dagen in DAGEN.items() if 0 <= over <= dagen), None)


def volgende_datum(*, laatste_dagen: list[datetime.date], vandaag: datetime.date) -> datetime.date | None:
    """The first day from `vandaag` on which a reminder leaves for one of these last days."""
    dagen = [dag - datetime.timedelta(days=voor) for dag in laatste_dagen for voor in DAGEN.values()]
    return min((dag for dag in dagen if dag >= vandaag), default=None)


def vervaldag(*, editie: Editie, laatste_dag: datetime.date | None) -> datetime.date:
    """From when an unfinished selection lapses: 1 January, or the day after the last day of the gemeente if that is later."""
    nieuwjaar = datetime.date(editie.jaar, 1, 1)
    return max(nieuwjaar, laatste_dag + datetime.timedelta(days=1)) if laatste_dag else nieuwjaar


def verstuur(*, vandaag: datetime.date | None = None) -> Uitkomst:
    """Sends what is due for every open edition. Safe to repeat, also by two processes at a time."""
    uitkomst = Uitkomst()
    for editie in Editie.objects.filter(status=Editie.Status.OPEN).order_by("jaar"):
        _voor_editie(editie, vandaag or timezone.localdate(), uitkomst)
    return uitkomst


def _voor_editie(editie: Editie, vandaag: datetime.date, uitkomst: Uitkomst) -> None:
    afnames: dict[int, list[Afname]] = {}
    for afname in Afname.objects.filter(editie=editie, status__in=ONAF | KLAAR).select_related("gemeente").order_by("pk"):
        afnames.setdefault(afname.gemeente_id, []).append(afname)
    gemeenten = {gemeente.pk: gemeente for gemeente in Gemeente.objects.deelnemers(editie.jaar)}
    gemeenten |= {eigen[0].gemeente_id: eigen[0].gemeente for eigen in afnames.values()}
    termijnen = dict(Termijn.objects.filter(editie=editie).values_list("gemeente_id", "open_tot"))
    for gemeente in sorted(gemeenten.values(), key=lambda g: g.naam):
        eigen = afnames.get(gemeente.pk, [])
        laatste_dag = termijnen.get(gemeente.pk, editie.kiezen_tot)
        onaf = [afname for afname in eigen if afname.status in ONAF]
        vervalt = vervaldag(editie=editie, laatste_dag=laatste_dag)
        stand = meldingen.Keuzestand(onaf=onaf, laatste_dag=laatste_dag, vervalt=vervalt, vandaag=vandaag)
        ingediend = any(afname.status in KLAAR for afname in eigen)
        if laatste_dag and not ingediend and (soort := soort_op(laatste_dag=laatste_dag, vandaag=vandaag)):
            _verstuur(Herinnering(gemeente=gemeente, editie=editie, soort=soort, datum=laatste_dag), stand, uitkomst)
        if onaf and 0 < (vervalt - vandaag).days <= DAGEN_VERVAL:
            _verstuur(Herinnering(gemeente=gemeente, editie=editie, soort=Soort.VERVAL, datum=vervalt), stand, uitkomst)


def _verstuur(herinnering: Herinnering, stand: meldingen.Keuzestand, uitkomst: Uitkomst) -> None:
    """The record is written first and committed, so that only who wrote it sends; without mail it goes again."""
    gemeente = herinnering.gemeente
    aan = meldingen.leden(gemeente=gemeente)
    if not aan:
        if gemeente not in uitkomst.zonder_ontvanger:
            uitkomst.zonder_ontvanger.append(gemeente)
        return
    try:
        with transaction.atomic():
            rij, nieuw = Herinnering.objects.get_or_create(
                gemeente=gemeente, editie=herinnering.editie, soort=herinnering.soort, datum=herinnering.datum
            )
            if nieuw:
                meldingen.bij_herinnering(herinnering=rij, stand=stand, aan=aan)
    except (SMTPException, OSError) as fout:
        rij.delete()
        uitkomst.mislukt.append((gemeente, str(fout)))
        return
    if nieuw:
        uitkomst.verstuurd.append(rij)
