"""manage.py werker: carries out background jobs until it is stopped."""

import logging
import threading

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import DatabaseError, connection

from catalogus.regels import webhooks
from jaarbericht import taken

log = logging.getLogger(__name__)
HERSTEL_ELKE = 30  # seconds


class Command(BaseCommand):
    help = "Voert taken op de achtergrond uit en pakt op wat een gestopte werker liet liggen."

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
        try:
            while True:
                try:
                    taken.herstel()
                    webhooks.herstel()
                except DatabaseError:  # busy or away for a moment: the next round tries again
                    log.exception("herstel van taken lukte niet")
                if klaar.wait(HERSTEL_ELKE):
                    return
        finally:
            connection.close()
