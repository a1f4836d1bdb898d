# SPDX-License-Identifier: EUPL-1.2
"""A press without a name comes in by a door of its own, so that a flood of them stops no call."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("privacy", "0020_for_improving")]
    operations = [
        migrations.AlterField(
            model_name="arrival",
            name="door",
            field=models.CharField(
                choices=[("story", "story"), ("call", "call"), ("press", "press")], max_length=10
            ),
        )
    ]
