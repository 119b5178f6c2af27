"""Quotations for maatwerk: a gemeente asks from a line, an accountmanager answers with a price and until when it holds."""

import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from catalogus import meldingen, toegang
from catalogus.fouten import RegelFout
from catalogus.models import Activiteit, Afnameregel, Gemeente, Groep, Prijsopgave, Prijsvorm, Status
from catalogus.opmaak import datum
from catalogus.regels.afnameregels import open_voor_bewerken, zet_regel
from catalogus.regels.slot import verhoog_slot


def geldende(*, activiteit: Activiteit, gemeente: Gemeente, vandaag: datetime.date | None = None) -> Prijsopgave | None:
    """The newest quotation that holds, else the open question, else None."""
    eigen = Prijsopgave.objects.filter(activiteit=activiteit, gemeente=gemeente)
    gegeven = eigen.filter(datum__isnull=False, geldig_tot__gte=vandaag or timezone.localdate())
    return gegeven.order_by("-datum", "-pk").first() or eigen.filter(datum__isnull=True).order_by("-pk").first()


@transaction.atomic
def vraag(*, regel: Afnameregel, tekst: str, door, vandaag: datetime.date | None = None) -> Prijsopgave:
    """Asks a price for the activity of a line in a concept and ties the question to the line.

    RegelFout without a text, for an activity that has a price, or while an earlier question is still open.
    """
    vandaag = vandaag or timezone.localdate()
    afname = open_voor_bewerken(afname=regel.afname, door=door, vandaag=vandaag)
    if regel.activiteit.prijsvorm != Prijsvorm.OP_AANVRAAG:
        raise RegelFout(f"{regel.activiteit} heeft al een prijs. Een prijsopgave is niet nodig.", code="prijs")
    if not tekst.strip():
        raise RegelFout("Schrijf wat jullie willen, dan kan de bibliotheek een prijs geven.", code="vraag", veld="vraag")
    open_vraag = Prijsopgave.objects.filter(activiteit=regel.activiteit, gemeente=afname.gemeente, datum__isnull=True).first()
    if open_vraag:
        raise RegelFout(
            f"De prijs van {regel.activiteit} is al gevraagd op {datum(open_vraag.gevraagd_op)}. Wacht op het antwoord.",
            code="al-gevraagd",
        )
    opgave = Prijsopgave(
        activiteit=regel.activiteit,
        gemeente=afname.gemeente,
        vraag=tekst.strip(),
        gevraagd_door=door,
        gevraagd_op=vandaag,
    )
    opgave._history_user = door
    opgave.save()
    meldingen.bij_prijsvraag(opgave=opgave)
    zet_regel(
        afname=afname,
        activiteit=regel.activiteit,
        hoeveelheid=regel.hoeveelheid,
        prijsopgave=opgave,
        door=door,
        vandaag=vandaag,
    )
    return opgave


@transaction.atomic
def geef(
    *,
    opgave: Prijsopgave,
    vast: Decimal,
    per_eenheid: Decimal,
    geldig_tot: datetime.date,
    door,
    toelichting: str = "",
    vandaag: datetime.date | None = None,
) -> Prijsopgave:
    """Answers a question: euro fixed and per unit, valid up to and including `geldig_tot`. Accountmanagers only.

    Every concept line of this gemeente and activity that had no price yet gets it. A given price does not change any more.
    """
    vandaag = vandaag or timezone.localdate()
    if not toegang.is_lid(door, Groep.ACCOUNTMANAGER):
        raise RegelFout("Alleen een accountmanager geeft een prijs.", code="niet-bevoegd")
    actueel = Prijsopgave.objects.select_for_update(of=("self",)).get(pk=opgave.pk)
    if actueel.datum:
        raise RegelFout(f"Deze prijs is al gegeven op {datum(actueel.datum)}.", code="gegeven")
    if vast < 0 or per_eenheid < 0:
        raise RegelFout("Een prijs is 0 of meer.", code="bedrag", veld="vast" if vast < 0 else "per_eenheid")
    if geldig_tot < vandaag:
        raise RegelFout(f"Kies een dag vanaf {datum(vandaag)}.", code="geldig", veld="geldig_tot")
    verhoog_slot(object=actueel, gezien=actueel.slot)
    actueel.vast, actueel.per_eenheid, actueel.toelichting = vast, per_eenheid, toelichting.strip()
    actueel.datum, actueel.geldig_tot = vandaag, geldig_tot
    actueel._history_user = door
    actueel.save()
    zonder_prijs = Q(prijsopgave__isnull=True) | Q(prijsopgave__datum__isnull=True)
    regels = Afnameregel.objects.select_for_update(of=("self",)).filter(
        zonder_prijs, afname__gemeente=actueel.gemeente_id, afname__status=Status.CONCEPT, activiteit=actueel.activiteit_id
    )
    for regel in regels:
        regel.prijsopgave = actueel
        regel._history_user = door
        regel.save()
    meldingen.bij_prijsopgave(opgave=actueel)
    return actueel
