"""manage.py werker: carries out background jobs until it is stopped."""

import threading

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection

from catalogus.regels import webhooks
from jaarbericht import taken

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
                taken.herstel()
                webhooks.herstel()
                if klaar.wait(HERSTEL_ELKE):
                    return
        finally:
            connection.close()
