# SPDX-License-Identifier: EUPL-1.2
"""The programme of a municipality, from its vision to what came of its actions. No people."""

import django.db.models.deletion
import meedoen.programmes.states
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('areas', '0002_where_areas_lie_now'),
    ]

    operations = [
        migrations.CreateModel(
            name='Goal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.CharField(max_length=400)),
                ('removed_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Subprogramme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=160)),
                ('aim', models.TextField(blank=True, max_length=4000)),
                ('leader_function', models.CharField(blank=True, max_length=160)),
                ('leader_name', models.CharField(blank=True, max_length=160)),
                ('removed_at', models.DateTimeField(null=True)),
                ('municipality', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.municipality')),
            ],
        ),
        migrations.CreateModel(
            name='ProgrammeAction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(max_length=160)),
                ('more', models.TextField(blank=True, max_length=4000)),
                ('who', models.CharField(blank=True, max_length=160)),
                ('by_when', models.DateField(null=True)),
                ('area', models.CharField(blank=True, max_length=10)),
                ('state', models.CharField(choices=[('planned', 'Gepland'), ('going', 'Bezig'), ('done', 'Klaar'), ('stopped', 'Gestopt')], max_length=10)),
                ('began_on', models.DateField(null=True)),
                ('ended_on', models.DateField(null=True)),
                ('reason', models.TextField(blank=True, max_length=4000)),
                ('came_of_it', models.TextField(blank=True, max_length=4000)),
                ('made_at', models.DateTimeField()),
                ('removed_at', models.DateTimeField(null=True)),
                ('goal', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='actions', to='programmes.goal')),
                ('subprogramme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='actions', to='programmes.subprogramme')),
            ],
        ),
        migrations.AddField(
            model_name='goal',
            name='subprogramme',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='goals', to='programmes.subprogramme'),
        ),
        migrations.CreateModel(
            name='Vision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=160)),
                ('words', models.TextField(max_length=4000)),
                ('municipality', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.municipality')),
            ],
        ),
        migrations.CreateModel(
            name='FollowedIndicator',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('indicator', models.CharField(max_length=60)),
                ('area', models.CharField(blank=True, max_length=10)),
                ('from_year', models.PositiveSmallIntegerField()),
                ('wanted', models.CharField(blank=True, max_length=160)),
                ('wanted_by', models.DateField(null=True)),
                ('removed_at', models.DateTimeField(null=True)),
                ('goal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='followed', to='programmes.goal')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('indicator', ''), _negated=True), name='followed_has_an_indicator')],
            },
        ),
        migrations.CreateModel(
            name='Insight',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('indicator', models.CharField(max_length=60)),
                ('area', models.CharField(blank=True, max_length=10)),
                ('year', models.PositiveSmallIntegerField()),
                ('sentence', models.TextField(max_length=4000)),
                ('seen_on', models.DateField()),
                ('action', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='insight', to='programmes.programmeaction')),
            ],
            options={
                'indexes': [models.Index(fields=['indicator', 'area'], name='insights_of_a_figure')],
                'constraints': [models.CheckConstraint(condition=models.Q(('sentence', ''), _negated=True), name='insight_says_what_was_seen')],
            },
        ),
        migrations.AddConstraint(
            model_name='subprogramme',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='subprogramme_has_a_name'),
        ),
        migrations.AddIndex(
            model_name='programmeaction',
            index=models.Index(fields=['subprogramme', 'state'], name='actions_of_a_subprogramme'),
        ),
        migrations.AddConstraint(
            model_name='programmeaction',
            constraint=models.CheckConstraint(condition=models.Q(('what', ''), _negated=True), name='action_says_what'),
        ),
        migrations.AddConstraint(
            model_name='programmeaction',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('began_on', None), ('ended_on', None), ('state', meedoen.programmes.states.ActionState['PLANNED'])), models.Q(('began_on__isnull', False), ('ended_on', None), ('state', meedoen.programmes.states.ActionState['GOING'])), models.Q(('began_on__isnull', False), ('ended_on__isnull', False), ('state', meedoen.programmes.states.ActionState['DONE'])), models.Q(('ended_on__isnull', False), ('state', meedoen.programmes.states.ActionState['STOPPED'])), _connector='OR'), name='action_has_the_days_of_its_state'),
        ),
        migrations.AddConstraint(
            model_name='programmeaction',
            constraint=models.CheckConstraint(condition=models.Q(('ended_on', None), ('began_on', None), ('ended_on__gte', models.F('began_on')), _connector='OR'), name='action_ends_after_it_began'),
        ),
        migrations.AddConstraint(
            model_name='programmeaction',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', [meedoen.programmes.states.ActionState['PLANNED'], meedoen.programmes.states.ActionState['GOING']]), models.Q(('began_on', None), ('state', meedoen.programmes.states.ActionState['STOPPED'])), models.Q(('came_of_it', ''), _negated=True), _connector='OR'), name='action_that_is_over_says_what_came_of_it'),
        ),
        migrations.AddConstraint(
            model_name='programmeaction',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', meedoen.programmes.states.ActionState['STOPPED']), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='action_that_stopped_says_why'),
        ),
        migrations.AddConstraint(
            model_name='goal',
            constraint=models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='goal_says_what'),
        ),
        migrations.AddConstraint(
            model_name='goal',
            constraint=models.UniqueConstraint(fields=('id', 'subprogramme'), name='goal_of_a_subprogramme'),
        ),
        migrations.AddConstraint(
            model_name='vision',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='vision_has_a_name'),
        ),
    ]
