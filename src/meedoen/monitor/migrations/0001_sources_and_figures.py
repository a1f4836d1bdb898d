# SPDX-License-Identifier: EUPL-1.2
"""On what terms sources come in, what was loaded, and the figures that were made of it."""

import django.contrib.postgres.fields
import django.db.models.deletion
import meedoen.monitor.states
import meedoen.vocabulary.work
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('areas', '0002_where_areas_lie_now'),
        ('publication', '0004_words_for_work'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Build',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('waiting', 'Wacht op de rekenmachine'), ('running', 'Rekent'), ('done', 'Klaar'), ('failed', 'Niet gelukt'), ('stopped', 'Gestopt')], default=meedoen.vocabulary.work.WorkState['WAITING'], max_length=10)),
                ('asked_by', models.CharField(max_length=160)),
                ('role', models.CharField(max_length=40)),
                ('asked_at', models.DateTimeField()),
                ('job', models.BigIntegerField(null=True)),
                ('wanted', models.PositiveIntegerField(default=0)),
                ('done', models.PositiveIntegerField(default=0)),
                ('heard_at', models.DateTimeField(null=True)),
                ('over_at', models.DateTimeField(null=True)),
                ('trouble', models.CharField(blank=True, max_length=500)),
                ('asker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('municipality', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.municipality')),
            ],
        ),
        migrations.CreateModel(
            name='IndicatorFigure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('indicator', models.CharField(max_length=60)),
                ('year', models.PositiveSmallIntegerField()),
                ('why_none', models.CharField(blank=True, max_length=500)),
                ('made_of', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
                ('told', models.JSONField(default=list)),
                ('made_at', models.DateTimeField()),
                ('build', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='figures', to='monitor.build')),
                ('municipality', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.municipality')),
                ('release', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='publication.release')),
            ],
        ),
        migrations.CreateModel(
            name='MonitorChoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('inside', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=24), default=list, size=None)),
                ('streets_decided_on', models.DateField(null=True)),
                ('streets_decision', models.CharField(blank=True, max_length=160)),
                ('written_by', models.CharField(max_length=160)),
                ('written_at', models.DateTimeField()),
                ('municipality', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.municipality')),
            ],
        ),
        migrations.CreateModel(
            name='Objection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('mark', models.BinaryField(max_length=16)),
                ('written_by', models.CharField(max_length=160)),
                ('written_at', models.DateTimeField()),
                ('municipality', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.municipality')),
            ],
        ),
        migrations.CreateModel(
            name='SourceTerms',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(choices=[('wmo', 'wmo'), ('awbz', 'awbz'), ('wwb', 'wwb'), ('wsw', 'wsw'), ('schuldhulp', 'schuldhulp'), ('bijzondere_bijstand', 'bijzondere_bijstand'), ('vsv', 'vsv'), ('leerlingenvervoer', 'leerlingenvervoer'), ('jeugdzorg', 'jeugdzorg'), ('cjg', 'cjg'), ('oggz', 'oggz'), ('wia', 'wia'), ('wajong', 'wajong'), ('zorgverzekering', 'zorgverzekering'), ('wet_oke', 'wet_oke'), ('leerplicht', 'leerplicht'), ('dienstverlening', 'dienstverlening')], max_length=24)),
                ('ground', models.CharField(max_length=200)),
                ('article', models.CharField(max_length=120)),
                ('purpose', models.CharField(max_length=400)),
                ('controller', models.CharField(max_length=160)),
                ('dpia', models.CharField(max_length=160)),
                ('advised_on', models.DateField()),
                ('written_by', models.CharField(max_length=160)),
                ('written_at', models.DateTimeField()),
                ('ended_by', models.CharField(blank=True, max_length=160)),
                ('ended_at', models.DateTimeField(null=True)),
                ('municipality', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.municipality')),
            ],
        ),
        migrations.CreateModel(
            name='SourceLoad',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(choices=[('wmo', 'wmo'), ('awbz', 'awbz'), ('wwb', 'wwb'), ('wsw', 'wsw'), ('schuldhulp', 'schuldhulp'), ('bijzondere_bijstand', 'bijzondere_bijstand'), ('vsv', 'vsv'), ('leerlingenvervoer', 'leerlingenvervoer'), ('jeugdzorg', 'jeugdzorg'), ('cjg', 'cjg'), ('oggz', 'oggz'), ('wia', 'wia'), ('wajong', 'wajong'), ('zorgverzekering', 'zorgverzekering'), ('wet_oke', 'wet_oke'), ('leerplicht', 'leerplicht'), ('dienstverlening', 'dienstverlening')], max_length=24)),
                ('year', models.PositiveSmallIntegerField()),
                ('form', models.CharField(choices=[('rows', 'rows'), ('aggregate', 'aggregate')], max_length=10)),
                ('status', models.CharField(choices=[('voorlopig', 'voorlopig'), ('nader_voorlopig', 'nader voorlopig'), ('definitief', 'definitief')], default=meedoen.monitor.states.LoadStatus['PROVISIONAL'], max_length=16)),
                ('as_of', models.DateField()),
                ('rows', models.PositiveIntegerField()),
                ('bad', models.PositiveIntegerField()),
                ('without_area', models.PositiveIntegerField()),
                ('file', models.CharField(max_length=160)),
                ('loaded_by', models.CharField(max_length=160)),
                ('loaded_at', models.DateTimeField()),
                ('over_by', models.CharField(blank=True, max_length=160)),
                ('over_at', models.DateTimeField(null=True)),
                ('municipality', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.municipality')),
                ('terms', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='loads', to='monitor.sourceterms')),
            ],
        ),
        migrations.AddIndex(
            model_name='build',
            index=models.Index(fields=['municipality', '-asked_at'], name='builds_of'),
        ),
        migrations.AddConstraint(
            model_name='build',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('over_at__isnull', True), ('state__in', [meedoen.vocabulary.work.WorkState['RUNNING'], meedoen.vocabulary.work.WorkState['WAITING']])), models.Q(models.Q(('state__in', [meedoen.vocabulary.work.WorkState['RUNNING'], meedoen.vocabulary.work.WorkState['WAITING']]), _negated=True), ('over_at__isnull', False)), _connector='OR'), name='build_over_has_a_moment'),
        ),
        migrations.AddConstraint(
            model_name='build',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', [meedoen.vocabulary.work.WorkState['RUNNING'], meedoen.vocabulary.work.WorkState['WAITING']])), fields=('municipality',), name='build_one_at_a_time'),
        ),
        migrations.AddIndex(
            model_name='indicatorfigure',
            index=models.Index(fields=['municipality', 'indicator', 'year', '-made_at'], name='figures_of'),
        ),
        migrations.AddConstraint(
            model_name='indicatorfigure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('release__isnull', False), ('why_none', '')), models.Q(('release__isnull', True), models.Q(('why_none', ''), _negated=True)), _connector='OR'), name='figure_or_why_none'),
        ),
        migrations.AddIndex(
            model_name='monitorchoice',
            index=models.Index(fields=['municipality', '-written_at'], name='choices_of'),
        ),
        migrations.AddConstraint(
            model_name='monitorchoice',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('streets_decided_on__isnull', True), ('streets_decision', '')), models.Q(('streets_decided_on__isnull', False), models.Q(('streets_decision', ''), _negated=True)), _connector='OR'), name='streets_by_a_decision'),
        ),
        migrations.AddConstraint(
            model_name='objection',
            constraint=models.UniqueConstraint(fields=('municipality', 'mark'), name='objection_once'),
        ),
        migrations.AddConstraint(
            model_name='sourceterms',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ground', ''), _negated=True), models.Q(('article', ''), _negated=True), models.Q(('purpose', ''), _negated=True), models.Q(('controller', ''), _negated=True), models.Q(('dpia', ''), _negated=True)), name='terms_are_whole'),
        ),
        migrations.AddConstraint(
            model_name='sourceterms',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('municipality', 'source'), name='terms_hold_once'),
        ),
        migrations.AddIndex(
            model_name='sourceload',
            index=models.Index(fields=['municipality', 'source', '-year'], name='loads_of'),
        ),
        migrations.AddConstraint(
            model_name='sourceload',
            constraint=models.CheckConstraint(condition=models.Q(('rows__gte', models.F('bad'))), name='load_has_rows'),
        ),
        migrations.AddConstraint(
            model_name='sourceload',
            constraint=models.UniqueConstraint(condition=models.Q(('over_at__isnull', True)), fields=('municipality', 'source', 'year'), name='load_holds_once'),
        ),
    ]
