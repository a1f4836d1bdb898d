# SPDX-License-Identifier: EUPL-1.2
"""Where areas of earlier years lie in the latest year, and labels that are always a place."""

import math

import django.db.models.deletion
from django.db import migrations, models
from shapely.geometry import shape

from meedoen.areas.geometry import measure


def measure_again(apps, schema_editor):
    """Give areas whose label point or size is no number a measured one."""
    for area in apps.get_model("areas", "Area").objects.all().iterator(chunk_size=200):
        if math.isfinite(area.label_lon + area.label_lat + area.area_ha) and (
            abs(area.label_lon) <= 180 and abs(area.label_lat) <= 90 and area.area_ha < 1e12
        ):
            continue
        found = measure(shape(area.geometry))
        area.label_lon, area.label_lat = found.label_lon, found.label_lat
        area.area_ha = found.area_ha
        area.save(update_fields=["label_lon", "label_lat", "area_ha"])


class Migration(migrations.Migration):

    dependencies = [
        ('areas', '0001_places'),
    ]

    operations = [
        migrations.RunPython(measure_again, migrations.RunPython.noop),
        migrations.CreateModel(
            name='Succession',
            fields=[
                ('code', models.CharField(max_length=10, primary_key=True, serialize=False)),
                ('successor_code', models.CharField(max_length=10)),
                ('same_land', models.BooleanField()),
            ],
            options={
                'verbose_name': 'opvolging',
                'verbose_name_plural': 'opvolgingen',
                'ordering': ['code'],
            },
        ),
        migrations.AddConstraint(
            model_name='area',
            constraint=models.CheckConstraint(condition=models.Q(('area_ha__lt', 1000000000000.0)), name='area_size_is_a_number'),
        ),
        migrations.AddConstraint(
            model_name='area',
            constraint=models.CheckConstraint(condition=models.Q(('label_lat__range', (-90, 90)), ('label_lon__range', (-180, 180))), name='area_label_is_a_place'),
        ),
        migrations.AddField(
            model_name='succession',
            name='municipality',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.municipality'),
        ),
        migrations.AddIndex(
            model_name='succession',
            index=models.Index(fields=['successor_code'], name='succession_of'),
        ),
        migrations.AddConstraint(
            model_name='succession',
            constraint=models.CheckConstraint(condition=models.Q(('code__regex', '^GM[0-9]{4}$|^WK[0-9]{4}[0-9A-Z]{2}$|^BU[0-9]{4}[0-9A-Z]{4}$'), ('successor_code__regex', '^GM[0-9]{4}$|^WK[0-9]{4}[0-9A-Z]{2}$|^BU[0-9]{4}[0-9A-Z]{4}$')), name='succession_is_of_areas'),
        ),
        migrations.AddConstraint(
            model_name='succession',
            constraint=models.CheckConstraint(condition=models.Q(('code', models.F('successor_code')), _negated=True), name='succession_has_another_code'),
        ),
    ]
