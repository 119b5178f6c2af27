"""Both apps can be taken back to nothing and built up again."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import connection

from catalogus.models import Groep
from tests.factories import maak_groepen

pytestmark = pytest.mark.django_db(transaction=True)

APPS = ("catalogus_", "jaarbericht_")


@pytest.fixture(scope="module", autouse=True)
def groepen_terug(django_db_setup, django_db_blocker):
    """This test empties every table, also of what a migration put there; other tests count on the groups."""
    yield
    with django_db_blocker.unblock():
        maak_groepen()


def schema():
    """Columns and constraints per table of the two apps."""
    with connection.cursor() as cursor:
        tabellen = [t for t in connection.introspection.table_names(cursor) if t.startswith(APPS)]
        return {
            tabel: (
                sorted(kolom.name for kolom in connection.introspection.get_table_description(cursor, tabel)),
                sorted(connection.introspection.get_constraints(cursor, tabel)),
            )
            for tabel in tabellen
        }


def test_terug_naar_niets_en_weer_vooruit():
    """Taking catalogus back takes jaarbericht with it, which builds on it."""
    voor = schema()
    assert set(voor) == {
        m._meta.db_table for m in apps.get_models(include_auto_created=True) if m._meta.db_table.startswith(APPS)
    }
    try:
        call_command("migrate", "catalogus", "zero", verbosity=0)
        terug, groepen = schema(), set(Group.objects.filter(name__in=Groep.values))
    finally:
        call_command("migrate", verbosity=0)
    assert (terug, groepen) == ({}, set())
    assert schema() == voor
    assert set(Group.objects.values_list("name", flat=True)) == set(Groep.values)
