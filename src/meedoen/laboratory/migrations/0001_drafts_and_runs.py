# SPDX-License-Identifier: EUPL-1.2
"""Drafts of changes, and the runs that tried them. No person's data."""

import django.db.models.deletion
import meedoen.laboratory.states
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ('areas', '0001_places'),
    ]

    operations = [
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('reason', models.TextField(max_length=2000)),
                ('rules_of', models.DateField()),
                ('changes', models.JSONField()),
                ('made_by', models.CharField(max_length=160)),
                ('made_at', models.DateTimeField()),
                ('thrown_away_at', models.DateTimeField(null=True)),
                ('copied_from', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='copies', to='laboratory.draft')),
                ('municipality', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.municipality')),
            ],
        ),
        migrations.CreateModel(
            name='Run',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('waiting', 'Wacht op de rekenmachine'), ('running', 'Rekent'), ('done', 'Klaar'), ('failed', 'Niet gelukt'), ('stopped', 'Gestopt')], max_length=10)),
                ('progress', models.PositiveSmallIntegerField(default=0)),
                ('size', models.PositiveIntegerField()),
                ('seed', models.BigIntegerField()),
                ('threshold', models.PositiveSmallIntegerField()),
                ('rulebook', models.CharField(blank=True, max_length=64)),
                ('asked_by', models.CharField(max_length=160)),
                ('asked_at', models.DateTimeField()),
                ('heard_at', models.DateTimeField(null=True)),
                ('over_at', models.DateTimeField(null=True)),
                ('job', models.BigIntegerField(null=True)),
                ('trouble', models.CharField(blank=True, max_length=300)),
                ('result', models.JSONField(null=True)),
                ('draft', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='runs', to='laboratory.draft')),
            ],
        ),
        migrations.AddIndex(
            model_name='draft',
            index=models.Index(fields=['municipality', '-made_at'], name='drafts_of'),
        ),
        migrations.AddConstraint(
            model_name='draft',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='draft_has_a_name'),
        ),
        migrations.AddConstraint(
            model_name='draft',
            constraint=models.CheckConstraint(condition=models.Q(('changes', {}), _negated=True), name='draft_changes_something'),
        ),
        migrations.AddConstraint(
            model_name='run',
            constraint=models.CheckConstraint(condition=models.Q(('progress__lte', 100)), name='run_progress_is_a_share'),
        ),
        migrations.AddConstraint(
            model_name='run',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('result__isnull', False), ('state', meedoen.laboratory.states.RunState['DONE'])), models.Q(models.Q(('state', meedoen.laboratory.states.RunState['DONE']), _negated=True), ('result__isnull', True)), _connector='OR'), name='run_has_a_result_when_done'),
        ),
    ]
