# SPDX-License-Identifier: EUPL-1.2
"""Who lives in a buurt is read by name over an index, and no further than shown."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("residents", "0006_who_lives_in_a_buurt")]

    operations = [
        migrations.AddIndex(
            model_name="resident",
            index=models.Index(
                fields=["buurt_code", "sought_as", "subject"], name="named_in_a_buurt"
            ),
        )
    ]
