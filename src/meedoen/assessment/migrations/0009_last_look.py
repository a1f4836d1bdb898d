# SPDX-License-Identifier: EUPL-1.2
"""The last look at somebody is found at once."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("assessment", "0008_falls_between")]
    operations = [
        AddIndexConcurrently(
            model_name="look",
            index=models.Index(fields=["resident", "-at", "-id"], name="last_look_at_somebody"),
        ),
    ]
