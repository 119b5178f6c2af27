"""Lint, then every test on SQLite and on PostgreSQL. The last line adds both runs up: 'N passed, N failed'.

With --alleen-lint: no tests. TEST_POSTGRES_URL names a PostgreSQL server to use (postgres://user:password@host:port);
without it a server on this machine that lets us in without a password, else a temporary one for this run.
Tests that are marked browser, pdf or tekst, or that use no database, run on SQLite only.
"""

import getpass
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

import psycopg

WORTEL = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
UITSLAGEN = WORTEL / "var" / "test"

LINT = [
    ["ruff", "check", "."],
    ["ruff", "format", "--check", "."],
    ["djlint", "templates", "--lint", "--quiet"],
    ["mypy"],
    ["lint-imports", "--no-logo"],
    ["python", "manage.py", "makemigrations", "--check", "--dry-run"],
]
# Set rather than unset: neither the caller's environment nor a .env file decides whether tests pass.
OMGEVING = {"DATABASE_URL": "sqlite://:memory:", "DEBUG": "false", "HTTPS": "false", "SECRET_KEY": "alleen-voor-tests"}
OMGEVING["PYTHONDONTWRITEBYTECODE"] = ""  # the second run starts faster with what the first one compiled
PROCESSEN = str(min(4, max(2, len(os.sched_getaffinity(0)))))
# Synchronous commits only cost time: nothing in a test database has to survive a power cut.
SNEL = "-c synchronous_commit=off"


class Telling(NamedTuple):
    geslaagd: int
    mislukt: int
    overgeslagen: int


def meld(tekst: str) -> None:
    print(f"\n==> {tekst}", flush=True)


def lint() -> bool:
    """Runs all checks, two at a time, and prints what the failing ones said."""

    def voer_uit(opdracht: list[str]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [BIN / opdracht[0], *opdracht[1:]], cwd=WORTEL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )

    goed = True
    with ThreadPoolExecutor(max_workers=2) as tegelijk:
        for opdracht, klaar in zip(LINT, tegelijk.map(voer_uit, LINT), strict=True):
            print(f"{'goed' if klaar.returncode == 0 else 'FOUT'}: {' '.join(opdracht)}", flush=True)
            if klaar.returncode != 0:
                print(klaar.stdout, flush=True)
                goed = False
    return goed


def pytest(naam: str, *opties: str, **omgeving: str) -> Telling:
    """One pytest run, counted from its own results file; a run that ends badly without a failed test counts as one."""
    uitslag = UITSLAGEN / f"{naam}.xml"
    uitslag.unlink(missing_ok=True)
    vast = ["-q", "-n", PROCESSEN, "--dist", "loadgroup", "--durations=5", f"--junitxml={uitslag}"]
    opdracht = [BIN / "pytest", *vast, *opties]
    code = subprocess.run(opdracht, cwd=WORTEL, env=os.environ | omgeving, stdin=subprocess.DEVNULL).returncode
    if not uitslag.exists():
        return Telling(0, 1, 0)
    totaal = ElementTree.parse(uitslag).getroot().find("testsuite").attrib
    mislukt = int(totaal["failures"]) + int(totaal["errors"])
    overgeslagen = int(totaal["skipped"])
    geslaagd = int(totaal["tests"]) - mislukt - overgeslagen
    if code != 0 and mislukt == 0:
        print(f"pytest stopte met code {code}" + (": er is geen enkele test gevonden." if code == 5 else "."))
        mislukt = 1
    return Telling(geslaagd, mislukt, overgeslagen)


def te_gebruiken(server: str) -> bool:
    """Whether we may make databases there, and Django 5.2 supports it (PostgreSQL 14 and later)."""
    try:
        with psycopg.connect(server, dbname="postgres", connect_timeout=3) as verbinding:
            vraag = "SELECT rolsuper OR rolcreatedb FROM pg_roles WHERE rolname = current_user"
            return verbinding.info.server_version >= 140000 and verbinding.execute(vraag).fetchone()[0]
    except psycopg.OperationalError:
        return False


@contextmanager
def postgres() -> Iterator[str]:
    """DATABASE_URL of a database with a name of this run; pytest-django makes and drops test_<name>_gw0 and _gw1."""
    naam = f"catalogus_{os.getpid()}"
    if opgegeven := os.environ.get("TEST_POSTGRES_URL"):
        yield f"{opgegeven.rstrip('/')}/{naam}"
        return
    for gebruiker in dict.fromkeys([getpass.getuser(), "postgres"]):
        for host in ("/var/run/postgresql", "127.0.0.1"):
            if te_gebruiken(f"host={host} user={gebruiker}"):
                meld(f"PostgreSQL: de server op {host}, gebruiker {gebruiker}")
                yield f"postgres://{gebruiker}@/{naam}?host={host}"
                return
    with tijdelijke_server() as (map_, gebruiker):
        meld("PostgreSQL: een tijdelijke server voor deze keer")
        yield f"postgres://{gebruiker}@/{naam}?host={map_}"


@contextmanager
def tijdelijke_server() -> Iterator[tuple[str, str]]:
    """Socket folder and user of a server of our own, gone afterwards. Root may not run one: user postgres does."""
    als_root = os.geteuid() == 0
    gebruiker = "postgres" if als_root else getpass.getuser()
    map_ = tempfile.mkdtemp(prefix="pg-", dir="/tmp")  # short: the path of a socket has at most 107 characters
    if als_root:
        shutil.chown(map_, gebruiker)

    def voer_uit(programma: str, *opties: str) -> None:
        opdracht = [*(["runuser", "-u", gebruiker, "--"] if als_root else []), programma, "-D", f"{map_}/data", *opties]
        klaar = subprocess.run(opdracht, cwd=map_, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if klaar.returncode != 0:
            sys.exit(f"PostgreSQL starten of stoppen lukte niet:\n{klaar.stdout}")

    bin_ = zoek_postgres()
    try:
        voer_uit(f"{bin_}/initdb", "-A", "trust", "-U", gebruiker, "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        instellingen = f"-c listen_addresses='' -c unix_socket_directories={map_} -c fsync=off -c full_page_writes=off"
        # Its output to a file: a pipe would stay open as long as the server runs.
        voer_uit(f"{bin_}/pg_ctl", "start", "-w", "-s", "-l", f"{map_}/log", "-o", instellingen)
        try:
            yield map_, gebruiker
        finally:
            voer_uit(f"{bin_}/pg_ctl", "stop", "-s", "-m", "immediate")
    finally:
        shutil.rmtree(map_)


def zoek_postgres() -> Path:
    """Folder with initdb and pg_ctl: the newest of Debian's, else the one on the PATH."""
    van_debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda pad: int(pad.parts[-3]))
    gevonden = van_debian[-1] if van_debian else shutil.which("initdb")
    if gevonden is None:
        sys.exit("Er is geen PostgreSQL op deze machine. Voer eerst make opzetten-test uit.")
    return Path(gevonden).resolve().parent


def main() -> int:
    begin = time.monotonic()
    UITSLAGEN.mkdir(parents=True, exist_ok=True)
    os.environ.update(OMGEVING)
    meld("Controle van de code")
    if not lint():
        meld("De controle van de code vond fouten (hierboven). De tests zijn niet gestart.")
        return 1
    if "--alleen-lint" in sys.argv[1:]:
        return 0
    meld("Tests op SQLite")
    runs = [pytest("sqlite")]
    meld("Tests op PostgreSQL")
    with postgres() as url:
        runs.append(pytest("postgres", "-m", "not browser and not pdf and not tekst", DATABASE_URL=url, PGOPTIONS=SNEL))
    geslaagd, mislukt, overgeslagen = (sum(telling) for telling in zip(*runs, strict=True))
    meld(f"Alles samen, in {time.monotonic() - begin:.0f} seconden:")
    print(f"{geslaagd} passed, {mislukt} failed" + (f", {overgeslagen} skipped" if overgeslagen else ""))
    return 1 if mislukt else 0


if __name__ == "__main__":
    sys.exit(main())
