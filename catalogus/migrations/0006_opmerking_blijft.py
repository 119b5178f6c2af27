"""A remark on a line outlives the line: it remembers the activity itself."""

import django.db.models.deletion
from django.db import migrations, models


def vul_activiteit(apps, schema_editor):
    Regelopmerking = apps.get_model("catalogus", "Regelopmerking")
    for opmerking in Regelopmerking.objects.select_related("regel"):
        opmerking.activiteit_id = opmerking.regel.activiteit_id
        opmerking.save(update_fields=["activiteit"])


def activiteit(**velden):
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalogus.activiteit", verbose_name="activiteit", **velden
    )


class Migration(migrations.Migration):
    dependencies = [("catalogus", "0005_aanlevering")]
    operations = [
        migrations.AlterModelOptions(
            name="regelopmerking",
            options={
                "ordering": ["wissel", "pk"],
                "verbose_name": "opmerking bij een regel",
                "verbose_name_plural": "opmerkingen bij regels",
            },
        ),
        migrations.AddField("regelopmerking", "activiteit", activiteit(null=True)),
        migrations.RunPython(vul_activiteit, migrations.RunPython.noop),
        migrations.AlterField("regelopmerking", "activiteit", activiteit()),
        migrations.AlterField(
            "regelopmerking",
            "regel",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="opmerkingen",
                to="catalogus.afnameregel",
                verbose_name="afnameregel",
            ),
        ),
    ]
