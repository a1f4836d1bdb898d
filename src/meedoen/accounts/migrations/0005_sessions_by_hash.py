# SPDX-License-Identifier: EUPL-1.2
"""Sessions are kept by a hash and sealed; who had one before logs in once more (ADR 0025)."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_more_functions"), ("sessions", "0001_initial")]

    operations = [
        migrations.RunSQL("DELETE FROM django_session", migrations.RunSQL.noop),
    ]
