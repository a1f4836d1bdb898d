# SPDX-License-Identifier: EUPL-1.2
"""Small meetings with an agenda on which each item gets a result."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0010_nobody_elses_session'),
        ('areas', '0002_where_areas_lie_now'),
        ('knelpunten', '0004_seen_in_the_register'),
    ]

    operations = [
        migrations.CreateModel(
            name='Meeting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=120)),
                ('day', models.DateField()),
                ('begins', models.TimeField(blank=True, null=True)),
                ('place', models.CharField(blank=True, max_length=160)),
                ('cancelled_on', models.DateField(blank=True, null=True)),
                ('municipality', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.municipality')),
                ('team', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.team')),
            ],
        ),
        migrations.CreateModel(
            name='AgendaItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('result', models.TextField(blank=True)),
                ('result_on', models.DateField(blank=True, null=True)),
                ('removed_on', models.DateField(blank=True, null=True)),
                ('casus', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='knelpunten.sharedcasus')),
                ('knelpunt', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='knelpunten.knelpunt')),
                ('recommendation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='knelpunten.recommendation')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='network.meeting')),
            ],
        ),
        migrations.CreateModel(
            name='MeetingGuest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('removed_on', models.DateField(blank=True, null=True)),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='guests', to='network.meeting')),
                ('team', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.team')),
            ],
        ),
        migrations.AddIndex(
            model_name='meeting',
            index=models.Index(fields=['municipality', '-day', '-id'], name='meetings_of_a_town'),
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='meeting_has_a_title'),
        ),
        migrations.AddIndex(
            model_name='agendaitem',
            index=models.Index(fields=['meeting', 'position', 'id'], name='items_of_a_meeting'),
        ),
        migrations.AddIndex(
            model_name='agendaitem',
            index=models.Index(fields=['recommendation'], name='items_of_a_recommendation'),
        ),
        migrations.AddConstraint(
            model_name='agendaitem',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('casus__isnull', True), ('knelpunt__isnull', True), ('recommendation__isnull', False)), models.Q(('casus__isnull', False), ('knelpunt__isnull', True), ('recommendation__isnull', True)), models.Q(('casus__isnull', True), ('knelpunt__isnull', False), ('recommendation__isnull', True)), _connector='OR'), name='item_has_one_subject'),
        ),
        migrations.AddConstraint(
            model_name='agendaitem',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('result', ''), ('result_on__isnull', True)), models.Q(models.Q(('result', ''), _negated=True), ('result_on__isnull', False)), _connector='OR'), name='result_has_a_day'),
        ),
        migrations.AddConstraint(
            model_name='agendaitem',
            constraint=models.UniqueConstraint(condition=models.Q(('recommendation__isnull', False), ('removed_on__isnull', True)), fields=('meeting', 'recommendation'), name='a_recommendation_once_on_an_agenda'),
        ),
        migrations.AddConstraint(
            model_name='meetingguest',
            constraint=models.UniqueConstraint(fields=('meeting', 'team'), name='a_team_once_at_a_meeting'),
        ),
    ]
