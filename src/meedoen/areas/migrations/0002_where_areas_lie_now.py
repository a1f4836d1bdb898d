# SPDX-License-Identifier: EUPL-1.2
"""Where areas of earlier years lie in the latest year."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('areas', '0001_places'),
    ]

    operations = [
        migrations.CreateModel(
            name='Succession',
            fields=[
                ('code', models.CharField(max_length=10, primary_key=True, serialize=False)),
                ('successor_code', models.CharField(max_length=10)),
                ('same_land', models.BooleanField()),
                ('municipality', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.municipality')),
            ],
            options={
                'verbose_name': 'opvolging',
                'verbose_name_plural': 'opvolgingen',
                'ordering': ['code'],
                'indexes': [models.Index(fields=['successor_code'], name='succession_of')],
                'constraints': [models.CheckConstraint(condition=models.Q(('code__regex', '^GM[0-9]{4}$|^WK[0-9]{4}[0-9A-Z]{2}$|^BU[0-9]{4}[0-9A-Z]{4}$'), ('successor_code__regex', '^GM[0-9]{4}$|^WK[0-9]{4}[0-9A-Z]{2}$|^BU[0-9]{4}[0-9A-Z]{4}$')), name='succession_is_of_areas'), models.CheckConstraint(condition=models.Q(('code', models.F('successor_code')), _negated=True), name='succession_has_another_code')],
            },
        ),
    ]
