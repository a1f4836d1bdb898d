# SPDX-License-Identifier: EUPL-1.2
"""A table for the public proof that the desk someone came to changes nothing."""


from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('assessment', '0002_row_level_security'),
    ]

    operations = [
        migrations.CreateModel(
            name='InvarianceRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('rules_of', models.DateField()),
                ('seed', models.CharField(max_length=80)),
                ('ways', models.PositiveIntegerField()),
                ('equal', models.PositiveIntegerField()),
                ('differences', models.JSONField(default=list)),
                ('controls', models.PositiveIntegerField()),
                ('controls_seen', models.PositiveIntegerField()),
                ('residents', models.JSONField(default=list)),
                ('varied', models.JSONField(default=list)),
                ('rulebook_digest', models.CharField(max_length=80)),
                ('product_version', models.CharField(max_length=40)),
                ('run_by', models.CharField(max_length=160)),
                ('seconds', models.FloatField()),
            ],
            options={
                'ordering': ['-at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('equal__lte', models.F('ways'))), name='invariance_equal_of_ways'), models.CheckConstraint(condition=models.Q(('controls_seen__lte', models.F('controls'))), name='invariance_seen_of_controls')],
            },
        ),
    ]
