# SPDX-License-Identifier: EUPL-1.2
"""What hinders her lies in her dossier, with the number under which the register knows of it."""

import django.db.models.deletion
from django.db import migrations, models

from meedoen.privacy.row_security import guarded


class Migration(migrations.Migration):

    dependencies = [
        ('privacy', '0020_for_improving'),
        ('residents', '0007_named_in_a_buurt'),
    ]

    operations = [
        migrations.CreateModel(
            name='Hindrance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ticket', models.UUIDField(unique=True)),
                ('beside', models.CharField(blank=True, max_length=200)),
                ('words', models.TextField(blank=True)),
                ('pressed_at', models.DateTimeField()),
                ('heard_by', models.CharField(max_length=160)),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('compartment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='privacy.compartment')),
                ('resident', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='hindrances', to='residents.resident')),
            ],
            options={
                'indexes': [models.Index(fields=['resident', '-pressed_at'], name='hindrances_of_a_resident')],
            },
        ),
        guarded("residents_hindrance"),
    ]
