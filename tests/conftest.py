"""What every test has: cheap passwords, plain static files, uploads in a folder of their own, and the demo on request.

The database is the one of DATABASE_URL: SQLite in memory without it, PostgreSQL in the second run of `make test`.
"""

from contextlib import ExitStack
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test import TestCase
from pytest_django.plugin import blocking_manager_key

# The transaction in which the demo is loaded, as long as it is open.
GELADEN = ExitStack()


def pytest_configure() -> None:
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # The manifest that is used in production needs collectstatic first.
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker) -> None:
    """Tables straight from the models (`--nomigrations`); what the migrations put in them comes from here.

    That both ways lead to the same tables is what tests/test_migraties.py shows.
    """
    from tests.factories import maak_groepen

    if connection.vendor == "postgresql":
        connection.ops.sql_flush = _leeg_wat_gevuld_is
    with django_db_blocker.unblock():
        maak_groepen()


def _leeg_wat_gevuld_is(style, tables: list[str], *, reset_sequences: bool = False, allow_cascade: bool = False) -> list[str]:
    """SQL after a test that commits: references are only looked at in the end, and TRUNCATE of every table takes seconds."""
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"SELECT '{tabel}' WHERE EXISTS (SELECT FROM {tabel})" for tabel in tables))
        return [f"DELETE FROM {tabel}" for (tabel,) in cursor.fetchall()]


@pytest.fixture(scope="session", autouse=True)
def map_voor_uploads(tmp_path_factory: pytest.TempPathFactory) -> None:
    from django.conf import settings

    settings.MEDIA_ROOT = tmp_path_factory.mktemp("media")


def _eigen_transacties(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    vast = {"transactional_db", "live_server"} & set(getattr(item, "fixturenames", []))
    return bool(vast or (marker and marker.kwargs.get("transaction")))


def _met_demo(item: pytest.Item) -> bool:
    return "demo" in getattr(item, "fixturenames", [])


def _zonder_database(item: pytest.Item) -> bool:
    vast = {"db", "transactional_db", "live_server", "demo"} & set(getattr(item, "fixturenames", []))
    return not vast and item.get_closest_marker("django_db") is None


def pytest_itemcollected(item: pytest.Item) -> None:
    """Tests on the demo stay in one process, which loads it once. Said this early, because xdist reads the groups first."""
    if _met_demo(item) and not _eigen_transacties(item):
        item.add_marker(pytest.mark.xdist_group("demo"))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Tests on the demo begin first; those that commit come last. Without a database the second run has nothing to add."""
    if connection.vendor == "postgresql":
        config.hook.pytest_deselected(items=[item for item in items if _zonder_database(item)])
        items[:] = [item for item in items if not _zonder_database(item)]
    gewoon = [item for item in items if not _eigen_transacties(item)]
    gewoon.sort(key=lambda item: not _met_demo(item))
    items[:] = gewoon + [item for item in items if _eigen_transacties(item)]


@pytest.fixture(scope="session")
def demo(django_db_setup, django_db_blocker):
    """The demo in an outer transaction that is rolled back: each test still undoes its own changes.

    Gives (what the command said, what it left to do after the commit). Not for tests that commit: those call `laden.laad()`.
    """
    tekst = StringIO()
    with django_db_blocker.unblock():
        GELADEN.enter_context(transaction.atomic())
        GELADEN.callback(transaction.set_rollback, True)
        with TestCase.captureOnCommitCallbacks() as na_afloop:
            call_command("demo", stdout=tekst)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                # Nothing else counts rows that were never committed; without it PostgreSQL plans as if the tables were empty.
                cursor.execute("ANALYZE")
                # References are looked at here, once; else each test does so again for the whole demo when it ends.
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
        yield tekst.getvalue(), na_afloop
        GELADEN.close()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """A test without the demo finds none: it is taken away when the first of those follows in the same process."""
    if not _met_demo(item):
        with item.config.stash[blocking_manager_key].unblock():
            GELADEN.close()
