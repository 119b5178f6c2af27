"""The migrations lead to the tables of the models, in a database of their own.

The other tests make their tables straight from the models, which takes a tenth of the time.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import environ
import pytest
from django.apps import apps
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import ConnectionHandler

from catalogus.models import Groep

pytestmark = pytest.mark.django_db(transaction=True)
WORTEL = Path(__file__).resolve().parent.parent
APPS = ("catalogus_", "jaarbericht_")


@pytest.fixture
def adres(tmp_path) -> Iterator[str]:
    """DATABASE_URL of an empty database on the same server as the other tests."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path / 'migraties.sqlite3'}"
        return
    naam = f"migraties_{os.getpid()}"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {naam}")
    yield re.sub(r"/[^/?]+(?=\?|$)", f"/{naam}", os.environ["DATABASE_URL"], count=1)
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE {naam}")


def schema(database: BaseDatabaseWrapper) -> dict[str, tuple[list, list]]:
    """Columns and constraints per table of the two apps; names that a database makes up end in a hash and are left out."""
    with database.cursor() as cursor:
        tabellen = [t for t in database.introspection.table_names(cursor) if t.startswith(APPS)]
        return {
            tabel: (
                sorted((k.name, k.null_ok) for k in database.introspection.get_table_description(cursor, tabel)),
                sorted(
                    (sorted(c["columns"] or []), c["unique"], c["check"], c["foreign_key"] or ())
                    for c in database.introspection.get_constraints(cursor, tabel).values()
                ),
            )
            for tabel in tabellen
        }


def test_de_migraties_geven_de_tabellen_van_de_modellen(adres):
    verwacht = schema(connection)
    assert set(verwacht) == {
        m._meta.db_table for m in apps.get_models(include_auto_created=True) if m._meta.db_table.startswith(APPS)
    }
    opdracht = [sys.executable, "manage.py", "migrate", "--verbosity", "0", "--skip-checks"]
    subprocess.run(opdracht, cwd=WORTEL, env=os.environ | {"DATABASE_URL": adres}, check=True)
    database = ConnectionHandler({"default": environ.Env.db_url_config(adres)})["default"]
    try:
        assert schema(database) == verwacht
        with database.cursor() as cursor:
            cursor.execute("SELECT name FROM auth_group")
            assert {naam for (naam,) in cursor.fetchall()} == set(Groep.values)
    finally:
        database.close()
