# SPDX-License-Identifier: EUPL-1.2
"""Each look keeps whether both laws let somebody down; of before nobody knows, so that is no."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("assessment", "0007_look_rests_on_laws")]
    operations = [
        migrations.AddField(
            model_name="look", name="falls_between", field=models.BooleanField(default=False)
        ),
    ]
