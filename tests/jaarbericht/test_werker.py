"""The worker as a process of its own, killed at the worst moments: every report arrives, once.

On SQLite the workers share a copy of the test database in a file, on PostgreSQL the test database itself.
"""

import datetime
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection

from catalogus.models import Groep
from jaarbericht import maken, taken
from jaarbericht.models import Jaarbericht
from tests.factories import GemeenteFactory, medewerker
from tests.jaarbericht.fabrieken import BlokFactory, HoofdstukFactory, JaarberichtFactory, UitgaveFactory

pytestmark = pytest.mark.django_db(transaction=True)
GEDULD = 120  # seconds
LANG_GELEDEN = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
# A worker that stands still as it calls `naam` of `module`, and leaves a sign. Nothing of what it does until then is replaced.
STAAT_STIL = """
import importlib, sys, time
from pathlib import Path
import django
django.setup()
from django.core.management import call_command
module, klasse, naam, teken = sys.argv[1:]
waar = importlib.import_module(module)
waar = getattr(waar, klasse) if klasse else waar
def sta_stil(*args, **velden):
    Path(teken).touch()
    time.sleep(600)
setattr(waar, naam, sta_stil)
call_command("werker", verbosity=0)
"""
VOOR = ("jaarbericht.maken", "", "stel_samen")  # it has the job, and begins
TIJDENS = ("weasyprint", "Document", "write_pdf")  # the pages are laid out
NA = ("jaarbericht.taken", "", "rond_af")  # the PDF is there, nobody knows
IN_DE_STAP = ("jaarbericht.meldingen", "", "bij_stap")  # the file of the uitgave is written, the rows are not


class Buiten:
    """The database that the workers share, seen from outside."""

    def __init__(self, map_: Path):
        self.bestand = map_ / "db.sqlite3"
        adres = os.environ.get("DATABASE_URL", "")
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("VACUUM INTO %s", [str(self.bestand)])
            adres = f"sqlite:///{self.bestand}"
        else:
            adres = urlsplit(adres)._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
        onze = {naam: waarde for naam, waarde in os.environ.items() if naam != "PYTEST_CURRENT_TEST"}
        eigen = {"DATABASE_URL": adres, "MEDIA_ROOT": str(map_), "SECRET_KEY": "x", "STATIC_SIMPLE": "true"}
        self.env = {**onze, **eigen, "DJANGO_SETTINGS_MODULE": "catalogus.settings"}

    def vraag(self, sql: str) -> list[tuple]:
        if connection.vendor == "sqlite":
            with closing(sqlite3.connect(self.bestand, timeout=20)) as database, database:
                return database.execute(sql).fetchall()
        with connection.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall() if cursor.description else []

    def start(self, *opdracht: str) -> subprocess.Popen:
        return subprocess.Popen([sys.executable, *opdracht], cwd=settings.BASE_DIR, env=self.env)

    def dood_bij(self, plek: tuple[str, str, str], teken: Path) -> None:
        """A worker that is killed at `plek`."""
        werker = self.start("-c", STAAT_STIL, *plek, str(teken))
        try:
            wacht(teken.exists)
        finally:
            werker.kill()
            werker.wait()


def wacht(op) -> None:
    tot = time.monotonic() + GEDULD
    while not op():
        assert time.monotonic() < tot, "het duurt te lang"
        time.sleep(0.05)


@pytest.fixture
def gemeenten():
    BlokFactory(hoofdstuk=HoofdstukFactory(titel="Leren", sleutel="leren"), tekst="<p>Iedereen leest.</p>")
    return [GemeenteFactory(naam=naam, cbs_code=f"GM010{nummer}") for nummer, naam in enumerate("ABCD")]


def test_gedood_voor_tijdens_en_na_de_pdf_komt_alles_een_keer(gemeenten, tmp_path):
    """Three jobs and a step, each in the hands of a worker that is killed; the next worker finishes all of them.

    And clears the archive, in its first round.
    """
    *drie, vierde = [JaarberichtFactory(gemeente=g, status=Jaarbericht.Status.REDACTIE) for g in gemeenten]
    redacteur = medewerker(Groep.REDACTIE)
    UitgaveFactory(jaarbericht__gemeente=GemeenteFactory(), ingetrokken_op=LANG_GELEDEN, bewaren_tot=LANG_GELEDEN)
    for bericht in drie:
        taken.vraag_jaarbericht(jaarbericht=bericht, door=redacteur)
    taken.vraag_stap(jaarbericht=vierde, stap="ter_inzage", door=redacteur)
    verwacht = [maken.maak_pdf(gemeente=bericht.gemeente, jaar=bericht.jaar) for bericht in drie]
    buiten = Buiten(tmp_path)
    for nummer, plek in enumerate((VOOR, TIJDENS, NA, IN_DE_STAP)):
        buiten.dood_bij(plek, tmp_path / f"teken-{nummer}")
    stand = "SELECT status, pogingen FROM jaarbericht_taakregel ORDER BY id"
    assert buiten.vraag(stand) == [("bezig", 1)] * 4
    assert buiten.vraag("SELECT COUNT(*) FROM jaarbericht_uitgave WHERE ingetrokken_op IS NULL") == [(0,)]

    buiten.vraag("UPDATE jaarbericht_taakregel SET lease_tot = '2020-01-01 00:00:00'")  # a minute later
    werker = buiten.start("manage.py", "werker", "--verbosity", "0")
    try:
        wacht(lambda: buiten.vraag("SELECT COUNT(*) FROM jaarbericht_taakregel WHERE status = 'klaar'") == [(4,)])
        werker.send_signal(signal.SIGTERM)
        assert werker.wait(timeout=GEDULD) == 0
    finally:
        werker.kill()
        werker.wait()
    assert buiten.vraag(stand) == [("klaar", 2)] * 4
    namen = [naam for (naam,) in buiten.vraag("SELECT resultaat FROM jaarbericht_taakregel WHERE resultaat <> '' ORDER BY id")]
    assert [(tmp_path / naam).read_bytes() for naam in namen] == verwacht
    assert len(list((tmp_path / "taken").iterdir())) == 3
    assert buiten.vraag("SELECT stap, naar FROM jaarbericht_jaarberichtwissel") == [("ter_inzage", "ter_inzage")]
    ((uitgave, nummer),) = buiten.vraag("SELECT pdf, nummer FROM jaarbericht_uitgave WHERE ingetrokken_op IS NULL")
    assert ((tmp_path / uitgave).read_bytes()[:8], nummer) == (b"%PDF-1.7", 1)
    assert buiten.vraag("SELECT pdf FROM jaarbericht_uitgave WHERE ingetrokken_op IS NOT NULL") == [("",)]
