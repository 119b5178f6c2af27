"""The groups of the library, by name; what they may do is decided in `toegang.py`."""

from django.db import migrations

NAMEN = ["beheer", "catalogusredactie", "controller", "accountmanager", "vestiging", "redactie", "directie"]


def maken(apps, schema_editor):
    group = apps.get_model("auth", "Group")
    for naam in NAMEN:
        group.objects.get_or_create(name=naam)


def verwijderen(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=NAMEN).delete()


class Migration(migrations.Migration):
    dependencies = [("catalogus", "0001_initial"), ("auth", "0012_alter_user_first_name_max_length")]
    operations = [migrations.RunPython(maken, verwijderen)]
