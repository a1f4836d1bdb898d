# SPDX-License-Identifier: EUPL-1.2

import django.contrib.postgres.fields
import django.db.models.deletion
import meedoen.vocabulary.capacity
import meedoen.vocabulary.forms
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
            name='Location',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('street', models.CharField(max_length=120)),
                ('buurt_code', models.CharField(max_length=10)),
                ('lon', models.FloatField(help_text='WGS84, graden')),
                ('lat', models.FloatField(help_text='WGS84, graden')),
                ('municipality', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='locations', to='areas.municipality')),
            ],
        ),
        migrations.CreateModel(
            name='Offer',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('title', models.CharField(max_length=120)),
                ('form', models.CharField(choices=[(meedoen.vocabulary.forms.Form['MEETING'], 'Ontmoeten'), (meedoen.vocabulary.forms.Form['NEIGHBOUR_HELP'], 'Buren helpen'), (meedoen.vocabulary.forms.Form['VOLUNTEERING'], 'Vrijwilligerswerk'), (meedoen.vocabulary.forms.Form['OWN_INITIATIVE'], 'Zelf iets opzetten'), (meedoen.vocabulary.forms.Form['LEARNING'], 'Leren'), (meedoen.vocabulary.forms.Form['LANGUAGE'], 'Taal oefenen'), (meedoen.vocabulary.forms.Form['SOCIAL_ACTIVATION'], 'Weer op gang komen'), (meedoen.vocabulary.forms.Form['DAY_ACTIVITY'], 'Samen bezig zijn'), (meedoen.vocabulary.forms.Form['WORK_DAY_ACTIVITY'], 'Samen maken en werken'), (meedoen.vocabulary.forms.Form['WORK_EXPERIENCE'], 'Werk uitproberen'), (meedoen.vocabulary.forms.Form['REINTEGRATION'], 'Hulp op weg naar werk'), (meedoen.vocabulary.forms.Form['SHELTERED_WORK'], 'Beschut werk'), (meedoen.vocabulary.forms.Form['JOB_AGREEMENT'], 'Baan met afspraken'), (meedoen.vocabulary.forms.Form['PART_PAID_WORK'], 'Deels betaald werk'), (meedoen.vocabulary.forms.Form['PAID_WORK'], 'Betaald werk'), (meedoen.vocabulary.forms.Form['SELF_EMPLOYMENT'], 'Voor jezelf beginnen')], max_length=20)),
                ('themes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=30), default=list, size=None)),
                ('description', models.TextField()),
                ('when_text', models.CharField(max_length=120)),
                ('dayparts_per_week', models.PositiveSmallIntegerField(default=0, help_text='Hoeveel dagdelen deze plek ten minste vraagt; 0 is niets.')),
                ('flexible', models.BooleanField(default=False, help_text='Is minder of anders bespreekbaar?')),
                ('group_size', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('conditions', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[(meedoen.vocabulary.capacity.Condition['QUIET'], 'rustig, niet te druk'), (meedoen.vocabulary.capacity.Condition['SMALL_GROUP'], 'een kleine groep'), (meedoen.vocabulary.capacity.Condition['OWN_PACE'], 'in mijn eigen tempo'), (meedoen.vocabulary.capacity.Condition['NEAR_HOME'], 'dicht bij huis'), (meedoen.vocabulary.capacity.Condition['SITTING'], 'zittend'), (meedoen.vocabulary.capacity.Condition['FIXED_CONTACT'], 'iemand die ik ken en kan vragen'), (meedoen.vocabulary.capacity.Condition['SHORT_VISITS'], 'kort, een uurtje of twee'), (meedoen.vocabulary.capacity.Condition['FLEXIBLE_DAYS'], 'komen als het die dag lukt')], max_length=20), blank=True, default=list, size=None)),
                ('needs_decision', models.BooleanField(default=False, help_text='Is een indicatie nodig? Nee betekent: geen indicatie nodig.')),
                ('line', models.PositiveSmallIntegerField(choices=[(0, 'bewoners zelf'), (1, 'organisaties in de buurt'), (2, 'gespecialiseerde hulp')], default=0)),
                ('places', models.PositiveIntegerField(blank=True, null=True)),
                ('taken', models.PositiveIntegerField(default=0)),
                ('serves', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=6), help_text='Codes van de gemeenten waar dit voor is (S0-03).', size=None)),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('verified_on', models.DateField(blank=True, help_text='Laatst nagekeken door de organisatie (S0-24).', null=True)),
                ('location', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='offers', to='catalogue.location')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='offers', to='accounts.organisation')),
            ],
        ),
        migrations.AddIndex(
            model_name='location',
            index=models.Index(fields=['buurt_code'], name='location_buurt'),
        ),
        migrations.AddConstraint(
            model_name='location',
            constraint=models.UniqueConstraint(fields=('name', 'buurt_code'), name='location_once_per_buurt'),
        ),
        migrations.AddConstraint(
            model_name='offer',
            constraint=models.CheckConstraint(condition=models.Q(('places__isnull', True), ('taken__lte', models.F('places')), _connector='OR'), name='offer_taken_within_places'),
        ),
        migrations.AddConstraint(
            model_name='offer',
            constraint=models.CheckConstraint(condition=models.Q(('taken__gte', 0)), name='offer_taken_not_negative'),
        ),
        migrations.AddConstraint(
            model_name='offer',
            constraint=models.CheckConstraint(condition=models.Q(('line__in', [0, 1, 2])), name='offer_line_known'),
        ),
        migrations.AddConstraint(
            model_name='offer',
            constraint=models.CheckConstraint(condition=models.Q(('serves', []), _negated=True), name='offer_serves_someone'),
        ),
    ]
