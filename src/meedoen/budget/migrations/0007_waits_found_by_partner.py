# SPDX-License-Identifier: EUPL-1.2
"""What of a provider waits is found over an index, however much waits of others."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):

    atomic = False

    dependencies = [("budget", "0006_checks")]

    operations = [
        migrations.RunSQL("DROP INDEX IF EXISTS entries_that_wait_of", migrations.RunSQL.noop),
        AddIndexConcurrently(
            model_name="ledgerentry",
            index=models.Index(
                name="entries_that_wait_of",
                fields=["partner", "transaction"],
                include=["cents"],
                condition=models.Q(("account", "waiting")),
            ),
        ),
    ]
