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

    with django_db_blocker.unblock():
        maak_groepen()


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


def pytest_itemcollected(item: pytest.Item) -> None:
    """Tests on the demo stay in one process, which loads it once. Said this early, because xdist reads the groups first."""
    if _met_demo(item) and not _eigen_transacties(item):
        item.add_marker(pytest.mark.xdist_group("demo"))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests on the demo begin first; those that commit come last."""
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
            # Nothing else counts rows that were never committed; without it PostgreSQL plans as if the tables were empty.
            connection.cursor().execute("ANALYZE")
        yield tekst.getvalue(), na_afloop
        GELADEN.close()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """A test without the demo finds none: it is taken away when the first of those follows in the same process."""
    if not _met_demo(item):
        with item.config.stash[blocking_manager_key].unblock():
            GELADEN.close()
