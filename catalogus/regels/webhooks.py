"""Webhooks: making, taking away, and messages of events. A message says what happened, not what is in it."""

import datetime
import json
import logging
from functools import partial
from http.client import HTTPException

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django_tasks import task

from catalogus import bezorgen, toegang
from catalogus.fouten import RegelFout
from catalogus.models import Bezorging, Gebruiker, Statuswissel, Webhook

MEEST = 10  # of one person
# Minutes until the next attempt, after each that failed.
OPNIEUW = (1, 5, 30, 120, 360, 1440)
log = logging.getLogger(__name__)
Status = Bezorging.Status


@transaction.atomic
def maak_webhook(*, gebruiker, adres: str, onderwerpen: list[str]) -> Webhook:
    """A new webhook of somebody for oneself. The address is looked up now, and again at each message."""
    Gebruiker.objects.select_for_update(of=("self",)).get(pk=gebruiker.pk)
    if not onderwerpen or not set(onderwerpen) <= set(Webhook.Onderwerp.values):
        raise RegelFout("Kies waarover je bericht wilt.", code="onderwerpen", veld="onderwerpen")
    try:
        schema, host, poort, _ = bezorgen.keur(adres=adres)
        bezorgen.zoek_op(host=host, poort=poort, schema=schema)
    except bezorgen.Geweigerd as fout:
        raise RegelFout(str(fout), code="adres", veld="adres") from None
    if Webhook.objects.filter(gebruiker=gebruiker).count() >= MEEST:
        raise RegelFout(f"Je hebt al {MEEST} webhooks. Haal er eerst een weg.", code="te-veel")
    return Webhook.objects.create(gebruiker=gebruiker, adres=adres, onderwerpen=sorted(onderwerpen))


@transaction.atomic
def verwijder(*, webhook: Webhook) -> None:
    webhook.delete()


# ------------------------------------------------------------------ events
def bij_wissel(*, wissel: Statuswissel) -> None:
    """A step of an afname."""
    afname = wissel.afname
    meld(
        onderwerp=Webhook.Onderwerp.AFNAME,
        rijen=type(afname).objects.filter(pk=afname.pk),
        naar=wissel.naar,
        gegevens={
            "afname": afname.pk,
            "gemeente": afname.gemeente.cbs_code,
            "editie": afname.editie.jaar,
            "overgang": wissel.overgang,
            "van": wissel.van,
            "naar": wissel.naar,
            "adres": f"/api/v1/afnames/{afname.pk}",
        },
    )


def meld(*, onderwerp: str, rijen: QuerySet, naar: str, gegevens: dict) -> None:
    """Readies a message for every webhook whose user may see `rijen` now; it is sent after commit."""
    for webhook in Webhook.objects.select_related("gebruiker"):
        if onderwerp in webhook.onderwerpen and toegang.zichtbaar_voor(webhook.gebruiker, rijen).exists():
            bezorging = Bezorging(webhook=webhook, gebeurtenis=f"{onderwerp}.{naar}")
            bezorging.inhoud = {
                "id": str(bezorging.kenmerk),
                "gebeurtenis": bezorging.gebeurtenis,
                "op": timezone.now().astimezone(datetime.UTC).isoformat(),
                "gegevens": gegevens,
            }
            bezorging.save()
            transaction.on_commit(partial(bezorg.enqueue, bezorging.pk))


# ------------------------------------------------------------------ delivering
@task()
def bezorg(pk: int) -> None:
    """One attempt at one message; when it fails, the next is planned, until the last."""
    nu = timezone.now()
    # Taken by one worker: the lease of an attempt is until the next could begin.
    vrij = Bezorging.objects.filter(pk=pk, status=Status.WACHT).exclude(volgende_op__gt=nu)
    lease = nu + datetime.timedelta(minutes=OPNIEUW[0])
    if not vrij.update(pogingen=F("pogingen") + 1, geprobeerd_op=nu, volgende_op=lease):
        return
    bezorging = Bezorging.objects.select_related("webhook__gebruiker").get(pk=pk)
    gelukt, antwoord = _probeer(bezorging)
    bezorging.antwoord, bezorging.volgende_op = antwoord[:200], None
    if gelukt:
        bezorging.status = Status.BEZORGD
    elif bezorging.pogingen > len(OPNIEUW):
        bezorging.status = Status.OPGEGEVEN
    else:
        bezorging.volgende_op = timezone.now() + datetime.timedelta(minutes=OPNIEUW[bezorging.pogingen - 1])
    bezorging.save(update_fields=["antwoord", "volgende_op", "status"])
    if bezorging.volgende_op:
        bezorg.using(run_after=bezorging.volgende_op).enqueue(pk)


def herstel() -> int:
    """Takes up messages that a worker left behind when it was stopped; how many."""
    lang_geleden = timezone.now() - datetime.timedelta(minutes=5)
    blijven_liggen = Bezorging.objects.filter(status=Status.WACHT).filter(
        Q(volgende_op__lt=lang_geleden) | Q(volgende_op__isnull=True, gemaakt_op__lt=lang_geleden)
    )
    for pk in (nummers := list(blijven_liggen.values_list("pk", flat=True))):
        Bezorging.objects.filter(pk=pk).update(volgende_op=timezone.now())
        bezorg.enqueue(pk)
    return len(nummers)


def _probeer(bezorging: Bezorging) -> tuple[bool, str]:
    """Whether it arrived, and what the other side said."""
    webhook, inhoud = bezorging.webhook, json.dumps(bezorging.inhoud).encode()
    if not webhook.gebruiker.is_active:
        return False, "Het account van deze webhook is niet meer actief."
    kenmerk, moment = str(bezorging.kenmerk), int(timezone.now().timestamp())
    geheim = bezorgen.geheim_van(kenmerk=str(webhook.kenmerk))
    teken = bezorgen.handtekening(geheim=geheim, kenmerk=kenmerk, moment=moment, inhoud=inhoud)
    koppen = {
        "Content-Type": "application/json",
        "User-Agent": "Activiteitencatalogus",
        "webhook-id": kenmerk,
        "webhook-timestamp": str(moment),
        "webhook-signature": teken,
    }
    try:
        status = bezorgen.stuur(adres=webhook.adres, inhoud=inhoud, koppen=koppen)
    except bezorgen.Geweigerd as fout:
        return False, str(fout)
    except (OSError, HTTPException) as fout:
        log.info("webhook %s: %s", webhook.pk, fout)
        return False, "Geen verbinding gekregen."
    return 200 <= status < 300, f"Antwoord {status}"
