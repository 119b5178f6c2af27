"""Background jobs: ids in, idempotent. A Taakregel is what people see; its lease decides who may work on it.

A worker takes a job with one conditional update, keeps its lease alive with a heartbeat, and finishes only while it still
holds it. What a killed worker leaves is taken up again by `herstel`, three attempts at most.
"""

import datetime
import hashlib
import logging
import os
import socket
import threading
import uuid

from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.db.models import F, Q
from django.utils import timezone
from django_tasks import task

from catalogus import toegang
from catalogus.fouten import RegelFout
from jaarbericht import maken
from jaarbericht.models import Jaarbericht, Taakregel, Toestemming, Uitgave
from jaarbericht.regels import intrekken, uitgeven

log = logging.getLogger(__name__)
LEASE = datetime.timedelta(seconds=60)
HARTSLAG = 15  # seconds
POGINGEN = 3
Status = Taakregel.Status


def vraag_jaarbericht(*, jaarbericht: Jaarbericht, door) -> Taakregel:
    """Asks for the PDF of a report; a job for the same report that still waits or runs is given back instead."""
    if door is not None and not toegang.mag_jaarberichten_maken(door):
        raise RegelFout("Alleen de redactie en de directie mogen jaarberichten maken.", code="niet-bevoegd")
    with transaction.atomic():
        return _lopend(jaarbericht, "jaarbericht") or _zet_klaar(jaarbericht, "jaarbericht", door, {})


def vraag_stap(*, jaarbericht: Jaarbericht, stap: str, door, reden: str = "") -> Taakregel | None:
    """Takes a step in the life of a report: at once (None), or by a worker when the step freezes an uitgave."""
    if not uitgeven.eis_stap(jaarbericht=jaarbericht, stap=stap, door=door, reden=reden).uitgave:
        uitgeven.wissel(jaarbericht=jaarbericht, stap=stap, door=door, reden=reden)
        return None
    gegevens = {"stap": stap, "reden": reden.strip()}
    with transaction.atomic():
        lopend = _lopend(jaarbericht, "stap")
        if lopend is None:
            return _zet_klaar(jaarbericht, "stap", door, gegevens)
    if (lopend.gegevens, lopend.gevraagd_door) != (gegevens, door):
        raise RegelFout("Er wordt al een uitgave van dit jaarbericht gemaakt. Wacht tot die klaar is.", code="bezig")
    return lopend


@transaction.atomic
def vraag_intrekken(*, toestemming: Toestemming, gezien: int, door, reden: str = "") -> int:
    """Withdraws a consent at once, and asks for the redacted uitgaven that follow; gives how many."""
    uitgaven = intrekken.trek_in(toestemming=toestemming, gezien=gezien, door=door, reden=reden)
    for uitgave in uitgaven:
        _zet_klaar(uitgave.jaarbericht, "inkorten", door, {"uitgave": uitgave.pk})
    return len(uitgaven)


def _lopend(jaarbericht: Jaarbericht, soort: str) -> Taakregel | None:
    """The job of this kind that waits or runs; locks the report, so that two who ask at once make one job."""
    Jaarbericht.objects.select_for_update().get(pk=jaarbericht.pk)
    return jaarbericht.taken.filter(soort=soort, status__in=[Status.WACHT, Status.BEZIG]).first()


def _zet_klaar(jaarbericht: Jaarbericht, soort: str, door, gegevens: dict) -> Taakregel:
    taak = Taakregel.objects.create(jaarbericht=jaarbericht, soort=soort, gevraagd_door=door, gegevens=gegevens)
    transaction.on_commit(lambda: voer_uit.enqueue(taak.pk))
    return taak


@task()
def voer_uit(taak_id: int) -> None:
    """Carries out one Taakregel, unless somebody else has it or it is done."""
    houder = f"{socket.gethostname()}:{os.getpid()}:{uuid.uuid4().hex[:8]}"
    if not neem(taak_id=taak_id, houder=houder):
        return
    with Hartslag(taak_id, houder):
        try:
            taak = Taakregel.objects.select_related("jaarbericht__gemeente", "gevraagd_door").get(pk=taak_id)
            assert taak.jaarbericht is not None  # see _zet_klaar
            bestand = None
            if taak.soort == "stap":
                _zet_stap(taak, taak.jaarbericht)
            elif taak.soort == "inkorten":
                intrekken.kort_in(uitgave=Uitgave.objects.get(pk=taak.gegevens["uitgave"]), door=taak.gevraagd_door)
            else:
                bestand = _maak_pdf(taak.jaarbericht)
        except RegelFout as fout:
            rond_af(taak_id=taak_id, houder=houder, status=Status.MISLUKT, fout=fout.tekst)
        except Exception:
            log.exception("taak %s mislukt", taak_id)
            tekst = f"Er ging iets onverwachts mis. De beheerder vindt in het logboek wat, bij taak {taak_id}."
            rond_af(taak_id=taak_id, houder=houder, status=Status.MISLUKT, fout=tekst)
        else:
            rond_af(taak_id=taak_id, houder=houder, status=Status.KLAAR, bestand=bestand)


def _maak_pdf(jaarbericht: Jaarbericht) -> tuple[str, bytes]:
    gemeente, jaar = jaarbericht.gemeente, jaarbericht.jaar
    inhoud = maken.maak_pdf(gemeente=gemeente, jaar=jaar)
    return f"{hashlib.sha256(inhoud).hexdigest()[:16]}-{maken.bestandsnaam(gemeente, jaar)}", inhoud


def _zet_stap(taak: Taakregel, jaarbericht: Jaarbericht) -> None:
    """Takes the step of a job, once: a worker that died after the step left only its Taakregel unfinished."""
    if taak.gevraagd_door is None:
        raise RegelFout("Wie deze stap vroeg, heeft geen account meer. Vraag de stap opnieuw.", code="niet-bevoegd")
    gezet = jaarbericht.wissels.filter(stap=taak.gegevens["stap"], door=taak.gevraagd_door, op__gte=taak.gevraagd_op)
    if gezet.exists():
        return
    try:
        uitgeven.wissel(jaarbericht=jaarbericht, door=taak.gevraagd_door, **taak.gegevens)
    except RegelFout:
        if not gezet.exists():  # else another worker took over this job and was first
            raise


def neem(*, taak_id: int, houder: str) -> bool:
    """Takes the job if it waits or if its lease has passed; False when it is not to be had."""
    nu = timezone.now()
    vrij = Q(status=Status.WACHT) | Q(status=Status.BEZIG, lease_tot__lt=nu)
    return bool(
        Taakregel.objects.filter(vrij, pk=taak_id, pogingen__lt=POGINGEN).update(
            status=Status.BEZIG, houder=houder, lease_tot=nu + LEASE, pogingen=F("pogingen") + 1, voortgang=10, fout=""
        )
    )


@transaction.atomic
def rond_af(*, taak_id: int, houder: str, status: str, fout: str = "", bestand: tuple[str, bytes] | None = None) -> None:
    """Finishes a job that `houder` still holds; raises RuntimeError when somebody else took it over."""
    taak = Taakregel.objects.select_for_update().filter(pk=taak_id, houder=houder, status=Status.BEZIG).first()
    if taak is None:
        raise RuntimeError(f"taak {taak_id} is niet meer van {houder}")
    if bestand:
        taak.resultaat.save(bestand[0], ContentFile(bestand[1]), save=False)
    taak.status, taak.fout, taak.klaar_op = status, fout, timezone.now()
    taak.voortgang = 100 if status == Status.KLAAR else taak.voortgang
    taak.save()


def herstel() -> int:
    """Puts jobs of dead workers back in the queue, or fails them after three attempts; returns how many were touched."""
    verlopen = Taakregel.objects.filter(status=Status.BEZIG, lease_tot__lt=timezone.now())
    geraakt = 0
    for taak in verlopen:
        doel = Status.MISLUKT if taak.pogingen >= POGINGEN else Status.WACHT
        reden = "Drie keer geprobeerd; de verwerking stopte telkens halverwege." if doel == Status.MISLUKT else ""
        gezet = verlopen.filter(pk=taak.pk, houder=taak.houder).update(status=doel, fout=reden)
        if gezet and doel == Status.WACHT:
            voer_uit.enqueue(taak.pk)
        geraakt += gezet
    return geraakt


class Hartslag(threading.Thread):
    """Renews the lease while the job runs; closes its own database connection at the end."""

    def __init__(self, taak_id: int, houder: str):
        super().__init__(daemon=True)
        self.taak_id, self.houder, self.klaar = taak_id, houder, threading.Event()

    def run(self):
        try:
            while not self.klaar.wait(HARTSLAG):
                Taakregel.objects.filter(pk=self.taak_id, houder=self.houder, status=Status.BEZIG).update(
                    lease_tot=timezone.now() + LEASE
                )
        finally:
            connection.close()

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *uitzondering):
        self.klaar.set()
        self.join()
