# SPDX-License-Identifier: EUPL-1.2
"""The costs of a provider on a taakveld are found over an index, however many there are."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):

    atomic = False

    dependencies = [("budget", "0003_seen_by_controllers")]

    operations = [
        migrations.RunSQL("DROP INDEX IF EXISTS entries_of_cost", migrations.RunSQL.noop),
        AddIndexConcurrently(
            model_name="ledgerentry",
            index=models.Index(
                name="entries_of_cost",
                fields=["partner", "taakveld", "law", "transaction"],
                condition=models.Q(("law__gt", "")),
            ),
        ),
    ]
