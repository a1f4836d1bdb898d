# SPDX-License-Identifier: EUPL-1.2

import django.contrib.postgres.fields
import django.contrib.postgres.functions
import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('areas', '0001_places'),
    ]

    operations = [
        migrations.CreateModel(
            name='ReturnKey',
            fields=[
                ('digest', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('subject', models.UUIDField()),
                ('made_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='SecurityEvent',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('event', models.CharField(max_length=60)),
                ('account', models.BigIntegerField(null=True)),
                ('municipality_codes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=6), default=list, size=None)),
                ('endpoint', models.CharField(blank=True, max_length=120)),
                ('reason', models.CharField(blank=True, max_length=60)),
            ],
        ),
        migrations.CreateModel(
            name='Compartment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.UUIDField(db_index=True)),
                ('domain', models.CharField(choices=[('identity', 'je naam en buurt'), ('contact', 'hoe we je bereiken'), ('wishes', 'wat je wilt en kunt'), ('capacity', 'wat je aankunt'), ('daily_life', 'je verhaal'), ('care', 'hulp en zorg thuis'), ('health', 'je gezondheid'), ('work_income', 'werk en uitkering'), ('money', 'geld en schulden'), ('plan', 'je plan'), ('assessment', 'wat er kan via de regels')], max_length=20)),
                ('sensitivity', models.PositiveSmallIntegerField(choices=[(0, 'open'), (1, 'personal'), (2, 'sensitive'), (3, 'special')])),
                ('opened_at', models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow())),
                ('municipality', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='areas.municipality')),
            ],
        ),
        migrations.CreateModel(
            name='Grant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.UUIDField(blank=True, null=True)),
                ('purpose', models.CharField(choices=[('public_information', 'informatie voor iedereen'), ('signing_in', 'inloggen'), ('taking_part', 'zelf meedoen'), ('intake', 'samen zoeken wat past'), ('guidance', 'helpen bij je plan'), ('placement', 'je plek regelen'), ('policy', 'beleid maken, zonder persoonsgegevens'), ('oversight', 'controleren wie er keek'), ('administration', 'teams en accounts beheren')], max_length=40)),
                ('basis', models.CharField(choices=[('own', 'Het is van jou'), ('consent', 'Jij vond het goed'), ('public_task', 'De wet draagt het op')], max_length=20)),
                ('law_reference', models.CharField(blank=True, max_length=120)),
                ('granted_by', models.CharField(max_length=160)),
                ('valid_from', models.DateTimeField()),
                ('valid_to', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('compartment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='grants', to='privacy.compartment')),
                ('team', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='grants', to='accounts.team')),
            ],
        ),
        migrations.CreateModel(
            name='ProcessingRecord',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('trace_id', models.CharField(max_length=32)),
                ('span_id', models.CharField(max_length=16)),
                ('name', models.CharField(max_length=160)),
                ('status_code', models.CharField(default='OK', max_length=10)),
                ('start_time', models.DateTimeField()),
                ('end_time', models.DateTimeField()),
                ('processing_activity', models.CharField(choices=[('public_information', 'informatie voor iedereen'), ('signing_in', 'inloggen'), ('taking_part', 'zelf meedoen'), ('intake', 'samen zoeken wat past'), ('guidance', 'helpen bij je plan'), ('placement', 'je plek regelen'), ('policy', 'beleid maken, zonder persoonsgegevens'), ('oversight', 'controleren wie er keek'), ('administration', 'teams en accounts beheren')], max_length=40)),
                ('basis', models.CharField(max_length=60)),
                ('domains', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('identity', 'je naam en buurt'), ('contact', 'hoe we je bereiken'), ('wishes', 'wat je wilt en kunt'), ('capacity', 'wat je aankunt'), ('daily_life', 'je verhaal'), ('care', 'hulp en zorg thuis'), ('health', 'je gezondheid'), ('work_income', 'werk en uitkering'), ('money', 'geld en schulden'), ('plan', 'je plan'), ('assessment', 'wat er kan via de regels')], max_length=20), size=None)),
                ('subject', models.UUIDField()),
                ('municipality_code', models.CharField(max_length=6)),
                ('actor_role', models.CharField(max_length=30)),
                ('actor_label', models.CharField(max_length=160)),
                ('actor_organisation', models.CharField(blank=True, max_length=160)),
                ('actor_account', models.BigIntegerField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['subject', '-start_time'], name='record_by_subject')],
            },
        ),
        migrations.AddConstraint(
            model_name='compartment',
            constraint=models.UniqueConstraint(fields=('subject', 'domain', 'sensitivity'), name='one_compartment_of_a_kind'),
        ),
        migrations.AddIndex(
            model_name='grant',
            index=models.Index(fields=['team', 'purpose'], name='grant_by_team'),
        ),
        migrations.AddIndex(
            model_name='grant',
            index=models.Index(fields=['subject'], name='grant_by_subject'),
        ),
        migrations.AddConstraint(
            model_name='grant',
            constraint=models.CheckConstraint(condition=models.Q(('subject__isnull', True), ('team__isnull', True), _connector='XOR'), name='granted_to_one_party'),
        ),
        migrations.AddConstraint(
            model_name='grant',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('basis', 'public_task'), _negated=True), models.Q(('law_reference', ''), _negated=True), _connector='OR'), name='public_task_names_its_law'),
        ),
        migrations.AddConstraint(
            model_name='grant',
            constraint=models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='grant_ends_after_it_starts'),
        ),
    ]
