# SPDX-License-Identifier: EUPL-1.2
"""Work that waits for the worker has the same words everywhere; nothing changes in the database."""

import meedoen.vocabulary.work
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('publication', '0003_handed_in'),
    ]

    operations = [
        migrations.AlterField(
            model_name='preparation',
            name='state',
            field=models.CharField(choices=[('waiting', 'Wacht op de rekenmachine'), ('running', 'Rekent'), ('done', 'Klaar'), ('failed', 'Niet gelukt'), ('stopped', 'Gestopt')], default=meedoen.vocabulary.work.WorkState['WAITING'], max_length=10),
        ),
    ]
