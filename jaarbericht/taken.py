"""Background jobs: ids in, idempotent. A Taakregel is what people see; its lease decides who may work on it.

A worker takes a job with one conditional update, keeps its lease alive with a heartbeat, and finishes only while it still
holds it. What a killed worker leaves is taken up again by `herstel`, three attempts at most. What a job publishes and
the end of the job are one transaction: a step or a redacted uitgave is never made twice, nor by a job that was stopped.
"""

import datetime
import hashlib
import logging
import os
import socket
import threading
import uuid
from collections.abc import Callable
from functools import partial

from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.db.models import F, Q
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from catalogus import toegang
from catalogus.fouten import RegelFout
from jaarbericht import maken, pdf
from jaarbericht.models import Jaarbericht, Taakregel, Toestemming, Uitgave
from jaarbericht.regels import intrekken, uitgeven
from jaarbericht.vingerafdruk import van_bestand, vingerafdruk

log = logging.getLogger(__name__)
LEASE = datetime.timedelta(seconds=60)
HARTSLAG = 15  # seconds
OUD = datetime.timedelta(hours=1)
POGINGEN = 3
Status = Taakregel.Status
LOPEND = (Status.WACHT, Status.BEZIG)


class Kwijt(RuntimeError):
    """The job is no longer this worker's: somebody stopped it, or another worker took it over."""


def eis_maker(door) -> None:
    if not toegang.mag_jaarberichten_maken(door):
        raise RegelFout("Alleen de redactie en de directie mogen jaarberichten maken.", code="niet-bevoegd")


# ------------------------------------------------------------------ asking, stopping, asking again
def vraag_jaarbericht(*, jaarbericht: Jaarbericht, door) -> Taakregel:
    """Asks for the PDF of a report; a job for the same report that still waits or runs is given back instead."""
    if door is not None:
        eis_maker(door)
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


def stop(*, taak: Taakregel, door) -> None:
    """Cancels a job that waits or runs: what a worker still makes of it is thrown away, a step is not taken."""
    eis_maker(door)
    lopend = Taakregel.objects.filter(pk=taak.pk, status__in=LOPEND)
    if not lopend.update(status=Status.GESTOPT, klaar_op=timezone.now(), fout=f"Gestopt door {door}."):
        raise RegelFout("Deze taak is al klaar. Er is niets meer te stoppen.", code="status")


def opnieuw(*, taak: Taakregel, door) -> Taakregel | None:
    """Asks once more for what failed or was stopped, now in the name of `door`."""
    eis_maker(door)
    if taak.status not in {Status.MISLUKT, Status.GESTOPT} or taak.jaarbericht is None:
        raise RegelFout("Alleen een taak die mislukte of gestopt is, kan opnieuw.", code="status")
    if taak.soort == "stap":
        return vraag_stap(jaarbericht=taak.jaarbericht, door=door, **taak.gegevens)
    if taak.soort == "inkorten":
        with transaction.atomic():
            lopend = _lopend(taak.jaarbericht, taak.soort, gegevens=taak.gegevens)
            return lopend or _zet_klaar(taak.jaarbericht, taak.soort, door, taak.gegevens)
    return vraag_jaarbericht(jaarbericht=taak.jaarbericht, door=door)


def _lopend(jaarbericht: Jaarbericht, soort: str, **velden) -> Taakregel | None:
    """The job of this kind that waits or runs; locks the report, so that two who ask at once make one job."""
    Jaarbericht.objects.select_for_update().get(pk=jaarbericht.pk)
    return jaarbericht.taken.filter(soort=soort, status__in=LOPEND, **velden).first()


def _zet_klaar(jaarbericht: Jaarbericht, soort: str, door, gegevens: dict) -> Taakregel:
    """The job and its place in the queue, together or not at all: the queue is a table of the same database."""
    taak = Taakregel.objects.create(jaarbericht=jaarbericht, soort=soort, gevraagd_door=door, gegevens=gegevens)
    voer_uit.enqueue(taak.pk)
    return taak


# ------------------------------------------------------------------ carrying out
@task()
def voer_uit(taak_id: int) -> None:
    """Carries out one Taakregel, unless somebody else has it or it is done."""
    houder = f"{socket.gethostname()}:{os.getpid()}:{uuid.uuid4().hex[:8]}"
    if not neem(taak_id=taak_id, houder=houder):
        return
    with Hartslag(taak_id, houder):
        try:
            _voer_uit(taak_id, houder)
        except Kwijt as reden:
            log.info("%s", reden)


def _voer_uit(taak_id: int, houder: str) -> None:
    taak = Taakregel.objects.select_related("jaarbericht__gemeente", "gevraagd_door").get(pk=taak_id)
    af = partial(rond_af, taak_id=taak_id, houder=houder)
    try:
        assert taak.jaarbericht is not None  # see _zet_klaar
        if taak.soort == "stap":
            _zet_stap(taak, taak.jaarbericht, samen_met=partial(af, status=Status.KLAAR))
        elif taak.soort == "inkorten":
            uitgave = Uitgave.objects.get(pk=taak.gegevens["uitgave"])
            intrekken.kort_in(uitgave=uitgave, door=taak.gevraagd_door, samen_met=partial(af, status=Status.KLAAR))
        else:
            af(status=Status.KLAAR, bestand=_maak_pdf(taak.jaarbericht, partial(_meld, taak_id, houder)))
    except Kwijt:
        raise
    except RegelFout as fout:
        af(status=Status.MISLUKT, fout=fout.tekst)
    except Exception:
        log.exception("taak %s mislukt", taak_id)
        tekst = f"Er ging iets onverwachts mis. De beheerder vindt in het logboek wat, bij taak {taak_id}."
        af(status=Status.MISLUKT, fout=tekst)


def _maak_pdf(jaarbericht: Jaarbericht, meld: Callable[[int], None]) -> tuple[str, bytes | None]:
    """Name and bytes of the file; without bytes when the last one that was made is still what would be made now."""
    gemeente, jaar = jaarbericht.gemeente, jaarbericht.jaar
    rapport = maken.stel_samen(gemeente=gemeente, jaar=jaar)
    meld(40)
    eerdere = jaarbericht.taken.filter(soort="jaarbericht", status=Status.KLAAR).exclude(resultaat="").first()
    if eerdere and eerdere.resultaat.storage.exists(str(eerdere.resultaat)):
        with eerdere.resultaat.open() as bestand:
            if van_bestand(bestand) == vingerafdruk(rapport):
                return str(eerdere.resultaat), None
    inhoud = pdf.maak(rapport)
    meld(90)
    return f"{hashlib.sha256(inhoud).hexdigest()[:16]}-{maken.bestandsnaam(gemeente, jaar)}", inhoud


def _zet_stap(taak: Taakregel, jaarbericht: Jaarbericht, samen_met: Callable[[], None]) -> None:
    """Takes the step of a job, and closes the job with it."""
    if taak.gevraagd_door is None:
        raise RegelFout("Wie deze stap vroeg, heeft geen account meer. Vraag de stap opnieuw.", code="niet-bevoegd")
    uitgeven.wissel(jaarbericht=jaarbericht, door=taak.gevraagd_door, samen_met=samen_met, **taak.gegevens)


def _meld(taak_id: int, houder: str, voortgang: int) -> None:
    """Shows how far a job is; the moment to find out that it was stopped."""
    if not Taakregel.objects.filter(pk=taak_id, houder=houder, status=Status.BEZIG).update(voortgang=voortgang):
        raise Kwijt(f"taak {taak_id} is niet meer van {houder}")


# ------------------------------------------------------------------ taking, finishing, recovering
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
def rond_af(*, taak_id: int, houder: str, status: str, fout: str = "", bestand: tuple[str, bytes | None] | None = None) -> None:
    """Finishes a job that `houder` still holds, else Kwijt. `bestand`: name and bytes, or the name of a file that is there."""
    taak = Taakregel.objects.select_for_update().filter(pk=taak_id, houder=houder, status=Status.BEZIG).first()
    if taak is None:
        raise Kwijt(f"taak {taak_id} is niet meer van {houder}")
    if bestand:
        naam, inhoud = bestand
        if inhoud is None:
            taak.resultaat.name = naam
        else:
            taak.resultaat.save(naam, ContentFile(inhoud), save=False)
    taak.status, taak.fout, taak.klaar_op = status, fout, timezone.now()
    taak.voortgang = 100 if status == Status.KLAAR else taak.voortgang
    taak.save()


def herstel() -> int:
    """Puts jobs of dead workers back in the queue, or fails them after three attempts; returns how many were touched.

    Also those that wait without a place in the queue: their worker died before it took them. Both are done under a lock, so
    that several workers at once put a job back once.
    """
    nu = timezone.now()
    kandidaten = Taakregel.objects.filter(Q(status=Status.WACHT) | Q(status=Status.BEZIG, lease_tot__lt=nu))
    geraakt = sum(_herstel(pk) for pk in kandidaten.exclude(pk__in=_in_de_rij()).values_list("pk", flat=True))
    # Rows that the stock worker left behind as running; the job itself is told by its Taakregel.
    DBTaskResult.objects.running().filter(task_path=voer_uit.module_path, started_at__lt=nu - OUD).delete()
    return geraakt


@transaction.atomic
def _herstel(taak_id: int) -> bool:
    taak = Taakregel.objects.select_for_update().get(pk=taak_id)
    verlopen = taak.status == Status.BEZIG and taak.lease_tot is not None and taak.lease_tot < timezone.now()
    if not (verlopen or taak.status == Status.WACHT) or taak_id in _in_de_rij():
        return False
    if taak.pogingen >= POGINGEN:
        taak.status, taak.fout = Status.MISLUKT, "Drie keer geprobeerd; de verwerking stopte telkens halverwege."
    else:
        taak.status = Status.WACHT
        voer_uit.enqueue(taak_id)
    taak.save(update_fields=["status", "fout"])
    return True


def _in_de_rij() -> set[int]:
    """Jobs that a worker will come by."""
    rijen = DBTaskResult.objects.ready().filter(task_path=voer_uit.module_path)
    return {rij["args"][0] for rij in rijen.values_list("args_kwargs", flat=True)}


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
