"""A consent is withdrawn: what shows the person is taken down at once, and each report goes on without it.

Taking down is part of the withdrawal itself. A worker makes the redacted uitgave (`taken.vraag_intrekken`).
The original stays in the closed archive until its retention date; `ruim_op` then removes it. No log names the person.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from django.db import transaction
from django.utils import timezone

from catalogus import toegang
from catalogus.fouten import RegelFout
from catalogus.regels.slot import verhoog_slot
from catalogus.regels.uitvoering import leg_wie_vast
from jaarbericht import meldingen
from jaarbericht.drukbestand import wis_drukbestand
from jaarbericht.models import Citaat, Foto, Jaarbericht, Jaarberichtwissel, Toestemming, Uitgave, Verhaal
from jaarbericht.rapport import van_json
from jaarbericht.regels import uitgeven
from jaarbericht.regels.weglaten import Sporen, raakt, sporen_van, zonder
from jaarbericht.samenstellen.rapport import uitgavetekst

REDEN = "Een toestemming is ingetrokken."
POGINGEN = 3
Status = Jaarbericht.Status


@dataclass(frozen=True)
class Gevolg:
    """An uitgave that is taken down; `opvolger` when the report goes on with a redacted one."""

    uitgave: Uitgave
    opvolger: bool

    @property
    def openbaar(self) -> bool:
        return self.uitgave.openbaar_vanaf is not None


@dataclass(frozen=True)
class Gevolgen:
    """What withdrawing a consent does, as it would be now."""

    verhalen: list[Verhaal]
    citaten: list[Citaat]
    fotos: list[Foto]
    uitgaven: list[Gevolg]


def gevolgen(*, toestemming: Toestemming) -> Gevolgen:
    """What withdrawing would touch. Reads the frozen content of every uitgave that is not in the archive."""
    return Gevolgen(
        verhalen=list(toestemming.verhalen.select_related("gemeente")),
        citaten=list(toestemming.citaten.select_related("gemeente")),
        fotos=list(toestemming.fotos.all()),
        uitgaven=_geraakt(sporen_van(toestemmingen=[toestemming])),
    )


def staat_in_uitgave(*, toestemming: Toestemming) -> bool:
    """Whether an uitgave that is not in the archive shows what hangs on this consent, or did."""
    return bool(_geraakt(sporen_van(toestemmingen=[toestemming])))


def _geraakt(sporen: Sporen) -> list[Gevolg]:
    """Uitgaven that show what the traces lead to, by gemeente and number."""
    uit = []
    if not sporen.bronnen:
        return []
    laatste: dict[int, Uitgave] = {}
    rijen = Uitgave.objects.filter(ingetrokken_op__isnull=True).select_related("jaarbericht__gemeente")
    geraakt = []
    for uitgave in rijen.order_by("jaarbericht__gemeente__naam", "jaarbericht__jaar", "nummer").iterator():
        if _is_huidig(uitgave):
            laatste[uitgave.jaarbericht_id] = uitgave
        if uitgave.inhoud.get("_") == "Rapport" and raakt(van_json(uitgave.inhoud), sporen):
            geraakt.append(uitgave)
    for uitgave in geraakt:
        uit.append(Gevolg(uitgave, laatste.get(uitgave.jaarbericht_id) == uitgave))
    return uit


def _is_huidig(uitgave: Uitgave) -> bool:
    """Whether people read or publish this one in the state that its report is in; the newest such is the current one."""
    status = uitgave.jaarbericht.status
    if status == Status.GEPUBLICEERD:
        return uitgave.openbaar_vanaf is not None
    if status == Status.VASTGESTELD:
        return uitgave.soort != Uitgave.Soort.TER_INZAGE
    return status == Status.TER_INZAGE


# ------------------------------------------------------------------ withdrawing
@transaction.atomic
def trek_in(*, toestemming: Toestemming, gezien: int, door, reden: str = "") -> list[Uitgave]:
    """Withdraws a consent and takes down every uitgave that shows what hung on it; gives those that get a successor.

    Who may: toegang.mag_toestemming_intrekken. Drafts that were made of these reports are deleted.
    """
    if not toegang.mag_toestemming_intrekken(door):
        raise RegelFout("Alleen de redactie trekt een toestemming in.", code="niet-bevoegd")
    if toestemming.ingetrokken_op:
        raise RegelFout("Deze toestemming is al ingetrokken.", code="verouderd")
    # Nobody freezes or publishes meanwhile: what is frozen after this is checked against the withdrawn consent.
    list(Jaarbericht.objects.select_for_update().order_by("pk").values_list("pk"))
    verhoog_slot(object=toestemming, gezien=gezien)
    toestemming.ingetrokken_op = timezone.localdate()
    leg_wie_vast(object=toestemming, door=door, reden=reden or REDEN)
    toestemming.save()
    geraakt = _geraakt(sporen_van(toestemmingen=[toestemming]))
    for gevolg in geraakt:
        neem_af(uitgave=gevolg.uitgave)
    _wis_proeven({gevolg.uitgave.jaarbericht_id for gevolg in geraakt})
    return [gevolg.uitgave for gevolg in geraakt if gevolg.opvolger]


def neem_af(*, uitgave: Uitgave) -> None:
    """To the closed archive: nobody outside redactie and directie gets this uitgave any more."""
    uitgave.ingetrokken_op = timezone.now()
    uitgave.bewaren_tot = uitgeven.bewaartermijn(vandaag=timezone.localdate())
    uitgave.save(update_fields=["ingetrokken_op", "bewaren_tot"])
    transaction.on_commit(partial(wis_drukbestand, uitgave=uitgave))


def _wis_proeven(jaarberichten: set[int]) -> None:
    """Drafts are not kept: they can be made again, without what was withdrawn."""
    for bericht in Jaarbericht.objects.filter(pk__in=jaarberichten):
        for taak in bericht.taken.exclude(resultaat=""):
            transaction.on_commit(partial(taak.resultaat.storage.delete, str(taak.resultaat.name)))
            taak.resultaat = ""
            taak.save(update_fields=["resultaat"])


# ------------------------------------------------------------------ the redacted uitgave
def kort_in(*, uitgave: Uitgave, door, samen_met: Callable[[], None] | None = None) -> Uitgave | None:
    """Makes and saves what takes the place of an uitgave that was taken down; None when something else already did.

    The PDF is made before the lock. When another consent was withdrawn meanwhile it is made again, without that too.
    `samen_met` writes what belongs to it in the same transaction; what it raises undoes both.
    """
    for _ in range(POGINGEN):
        sporen = sporen_van()
        bericht = Jaarbericht.objects.select_related("gemeente").get(pk=uitgave.jaarbericht_id)
        nieuw = uitgeven.nieuwe_uitgave(jaarbericht=bericht, soort=Uitgave.Soort.INGEKORT, door=door, reden=REDEN)
        datum = timezone.localdate(nieuw.gemaakt_op).isoformat()
        rapport = replace(zonder(van_json(uitgave.inhoud), sporen), uitgave=uitgavetekst(nieuw), datum=datum)
        inhoud = uitgeven.vries(uitgave=nieuw, rapport=rapport)
        with transaction.atomic():
            actueel = Jaarbericht.objects.select_for_update(of=("self",)).select_related("gemeente").get(pk=bericht.pk)
            vervangen = actueel.uitgaven.filter(nummer__gt=uitgave.nummer, ingetrokken_op__isnull=True).exists()
            if not vervangen and sporen_van() != sporen:
                continue
            if samen_met:
                samen_met()
            if vervangen:
                return None
            openbaar = actueel.status == Status.GEPUBLICEERD and uitgave.openbaar_vanaf is not None
            uitgeven.bewaar(jaarbericht=actueel, uitgave=nieuw, inhoud=inhoud, openbaar=openbaar)
            for opmerking in uitgave.opmerkingen.all():
                opmerking.uitgave = nieuw
                opmerking.save()
            regel = Jaarberichtwissel.objects.create(
                jaarbericht=actueel, stap="inkorten", van=actueel.status, naar=actueel.status, door=door, reden=REDEN
            )
            meldingen.bij_stap(wissel=regel)
            return nieuw
    raise RegelFout("Er worden steeds toestemmingen ingetrokken. Probeer het zo nog eens.", code="verouderd")


# ------------------------------------------------------------------ the closed archive
@transaction.atomic
def ruim_op(*, vandaag: datetime.date) -> list[Uitgave]:
    """Removes file and content of what was kept long enough; that there was an uitgave, with its checksum, stays known."""
    verlopen = Uitgave.objects.select_for_update().filter(ingetrokken_op__isnull=False, bewaren_tot__lt=vandaag)
    rijen = list(verlopen.exclude(pdf=""))
    for uitgave in rijen:
        transaction.on_commit(partial(uitgave.pdf.storage.delete, str(uitgave.pdf.name)))
        uitgave.inhoud, uitgave.pdf = {}, ""
        uitgave.save(update_fields=["inhoud", "pdf"])
    return rijen
