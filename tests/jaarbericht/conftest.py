"""The loaded demo, once for all tests of this folder that ask for it."""

from contextlib import ExitStack
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test import TestCase

# The transaction in which the demo is loaded, as long as it is open.
GELADEN = ExitStack()


def _eigen_transacties(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    vast = {"transactional_db", "live_server"} & set(getattr(item, "fixturenames", []))
    return bool(vast or (marker and marker.kwargs.get("transaction")))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests on the demo come after the tests that begin with an empty database, and before those that commit."""
    gewoon = [item for item in items if not _eigen_transacties(item)]
    gewoon.sort(key=lambda item: "demo" in getattr(item, "fixturenames", []))
    items[:] = gewoon + [item for item in items if _eigen_transacties(item)]


@pytest.fixture(scope="package")
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


@pytest.fixture(autouse=True)
def _zonder_demo(request: pytest.FixtureRequest, django_db_blocker) -> None:
    if _eigen_transacties(request.node):
        with django_db_blocker.unblock():
            GELADEN.close()
