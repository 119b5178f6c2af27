"""manage.py werker: carries out background jobs until it is stopped."""

import datetime
import logging
import threading

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import DatabaseError, connection
from django.utils import timezone

from catalogus.regels import webhooks
from jaarbericht import taken
from jaarbericht.regels.intrekken import ruim_op

log = logging.getLogger(__name__)
HERSTEL_ELKE = 30  # seconds


def ronde(*, opgeruimd: datetime.date | None) -> datetime.date:
    """What a worker does every half minute; the archive in the first round of a day. Gives the day of that."""
    taken.herstel()
    webhooks.herstel()
    vandaag = timezone.localdate()
    if vandaag != opgeruimd:
        verwijderd = ruim_op(vandaag=vandaag)
        log.info("%s uitgaven uit het archief verwijderd", len(verwijderd))
    return vandaag


class Command(BaseCommand):
    help = "Voert taken op de achtergrond uit en pakt op wat een gestopte werker liet liggen. Ruimt elke dag het archief op."

    def handle(self, *args, **opties):
        klaar = threading.Event()
        herstel = threading.Thread(target=self._herstel, args=[klaar], daemon=True)
        herstel.start()
        try:
            call_command("db_worker", interval=1, startup_delay=False, verbosity=opties["verbosity"])
        finally:
            klaar.set()
            herstel.join()

    def _herstel(self, klaar):
        opgeruimd = None
        try:
            while True:
                try:
                    opgeruimd = ronde(opgeruimd=opgeruimd)
                except (DatabaseError, OSError):  # busy or away for a moment: the next round tries again
                    log.exception("herstel van taken of opruimen lukte niet")
                if klaar.wait(HERSTEL_ELKE):
                    return
        finally:
            connection.close()
