# SPDX-License-Identifier: EUPL-1.2
"""Payments that nobody could place are found over an index, however much was paid."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):

    atomic = False

    dependencies = [("budget", "0009_documents_open")]

    operations = [
        migrations.RunSQL("DROP INDEX IF EXISTS entries_in_suspense", migrations.RunSQL.noop),
        AddIndexConcurrently(
            model_name="ledgerentry",
            index=models.Index(
                name="entries_in_suspense",
                fields=["transaction"],
                include=["cents"],
                condition=models.Q(("account", "suspense")),
            ),
        ),
    ]
