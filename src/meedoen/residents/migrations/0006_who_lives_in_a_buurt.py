# SPDX-License-Identifier: EUPL-1.2
"""Who lives in a buurt, longest here first, is read over an index and no further than shown."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("residents", "0005_obtained_under")]

    operations = [
        migrations.AddIndex(
            model_name="resident",
            index=models.Index(
                fields=["buurt_code", "opened_at", "subject"], name="living_in_a_buurt"
            ),
        )
    ]
