# SPDX-License-Identifier: EUPL-1.2
"""Row-level security of this room asks per row, and lists are read over an index (ADR 0022)."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from meedoen.privacy.row_security import asked_per_row
from meedoen.vocabulary.levelling import levelled_for_search

TABLES = ["residents_resident", "residents_fragment", "residents_toldcapacity", "residents_fact"]


def seek_by_name(apps: Apps, _: BaseDatabaseSchemaEditor) -> None:
    """Fill in how the names that are there already are sought."""
    residents = apps.get_model("residents", "Resident").objects
    for resident in residents.exclude(chosen_name="").only("chosen_name").iterator():
        residents.filter(pk=resident.pk).update(
            sought_as=levelled_for_search(resident.chosen_name)[:160]
        )


class Migration(migrations.Migration):
    dependencies = [("residents", "0002_row_level_security"), ("privacy", "0006_asked_per_row")]

    operations = [
        *map(asked_per_row, TABLES),
        migrations.AddField(
            model_name="resident",
            name="sought_as",
            field=models.CharField(blank=True, db_collation="C", default="", max_length=160),
            preserve_default=False,
        ),
        migrations.RunPython(seek_by_name, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="resident",
            index=models.Index(fields=["sought_as", "subject"], name="sought_by_name"),
        ),
        migrations.AddIndex(
            model_name="fragment",
            index=models.Index(
                condition=models.Q(("kind", "call_me"), ("replaced_at__isnull", True)),
                fields=["said_at", "id"],
                name="waits_for_a_call",
            ),
        ),
    ]
