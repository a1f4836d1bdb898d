# SPDX-License-Identifier: EUPL-1.2

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('areas', '0001_places'),
        ('privacy', '0002_row_level_security'),
    ]

    operations = [
        migrations.CreateModel(
            name='Resident',
            fields=[
                ('subject', models.UUIDField(primary_key=True, serialize=False)),
                ('chosen_name', models.CharField(blank=True, max_length=80)),
                ('buurt_code', models.CharField(blank=True, max_length=10)),
                ('opened_at', models.DateTimeField()),
                ('compartment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='privacy.compartment')),
                ('municipality', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.municipality')),
            ],
        ),
        migrations.CreateModel(
            name='Fragment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('wish', 'Wat ik wil doen'), ('talent', 'Wat ik kan of graag doe'), ('story', 'Mijn verhaal'), ('call_me', 'Bel mij')], max_length=10)),
                ('words', models.TextField()),
                ('said_at', models.DateTimeField()),
                ('heard_by', models.CharField(max_length=160)),
                ('approved_at', models.DateTimeField(blank=True, null=True)),
                ('replaced_at', models.DateTimeField(blank=True, null=True)),
                ('compartment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='privacy.compartment')),
                ('resident', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='fragments', to='residents.resident')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='fragment_has_words')],
            },
        ),
        migrations.CreateModel(
            name='Fact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80)),
                ('value', models.JSONField(null=True)),
                ('skipped', models.BooleanField(default=False)),
                ('source', models.CharField(choices=[('resident', 'de inwoner zelf'), ('professional', 'een professional'), ('register', 'een register'), ('judgement', 'een oordeel')], max_length=15)),
                ('said_by', models.CharField(max_length=160)),
                ('known_at', models.DateTimeField()),
                ('motivation', models.TextField(blank=True)),
                ('replaced_at', models.DateTimeField(blank=True, null=True)),
                ('compartment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='privacy.compartment')),
                ('resident', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='facts', to='residents.resident')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('source', 'judgement'), _negated=True), models.Q(('motivation', ''), _negated=True), _connector='OR'), name='judgement_says_why'), models.UniqueConstraint(condition=models.Q(('replaced_at__isnull', True)), fields=('resident', 'name', 'source'), name='one_current_fact_a_source')],
            },
        ),
        migrations.CreateModel(
            name='ToldCapacity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('dayparts_per_week', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('conditions', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('quiet', 'rustig, niet te druk'), ('small_group', 'een kleine groep'), ('own_pace', 'in mijn eigen tempo'), ('near_home', 'dicht bij huis'), ('sitting', 'zittend'), ('fixed_contact', 'iemand die ik ken en kan vragen'), ('short_visits', 'kort, een uurtje of twee'), ('flexible_days', 'komen als het die dag lukt')], max_length=20), default=list, size=None)),
                ('said_at', models.DateTimeField()),
                ('heard_by', models.CharField(max_length=160)),
                ('compartment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='privacy.compartment')),
                ('resident', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='told_capacities', to='residents.resident')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('dayparts_per_week__isnull', True), ('dayparts_per_week__lte', 14), _connector='OR'), name='a_week_has_fourteen_dayparts')],
            },
        ),
    ]
