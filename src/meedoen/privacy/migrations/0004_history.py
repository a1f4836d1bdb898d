# SPDX-License-Identifier: EUPL-1.2
"""The past of a dossier is seen by who may see the compartment that it lies in, and by nobody else.

What lies in no compartment has no policy here: no page reads it yet.
"""

from django.db import migrations

from meedoen.privacy.row_security import VISIBLE


class Migration(migrations.Migration):
    dependencies = [("privacy", "0003_return_tries"), ("history", "0001_initial")]

    operations = [
        migrations.RunSQL(
            f"CREATE POLICY read ON history_revision FOR SELECT USING (compartment_id = {VISIBLE});",
            "DROP POLICY read ON history_revision;",
        )
    ]
