# SPDX-License-Identifier: EUPL-1.2

import django.contrib.postgres.fields
import django.db.models.deletion
import meedoen.knelpunten.kinds
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('areas', '0001_places'),
    ]

    operations = [
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(blank=True, max_length=20)),
                ('title', models.CharField(max_length=120)),
                ('laws', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=80), size=None)),
                ('frames', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('wmo', 'wmo'), ('participatiewet', 'participatiewet'), ('other', 'other')], max_length=20), size=None)),
                ('type', models.CharField(choices=[('benadering', 'Benadering: organisaties pakken het anders aan'), ('regeling', 'Regeling: regels botsen of laten een gat'), ('bejegening', 'Bejegening: hoe iemand behandeld wordt'), ('financiën', 'Financiën: meedoen kost iemand geld of zekerheid'), ('informatie', 'Informatie: wat nodig is, komt niet aan'), ('capaciteit', 'Capaciteit: er is te weinig plek of tijd')], max_length=20)),
                ('happens', models.TextField()),
                ('effect', models.TextField(blank=True)),
                ('effect_agreed', models.BooleanField(default=False)),
                ('may_stay', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=200), default=list, size=None)),
                ('state', models.CharField(choices=[('concept', 'Concept')], default=meedoen.knelpunten.kinds.State['CONCEPT'], max_length=20)),
                ('made_on', models.DateField()),
                ('changed_on', models.DateField()),
                ('removed_on', models.DateField(blank=True, null=True)),
                ('municipality', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='knelpunt_drafts', to='areas.municipality')),
                ('team', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='knelpunt_drafts', to='accounts.team')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('effect', ''), ('effect_agreed', True), _connector='OR'), name='effect_only_with_her_yes'), models.CheckConstraint(condition=models.Q(models.Q(('happens', ''), _negated=True), models.Q(('title', ''), _negated=True), ('laws__len__gt', 0)), name='knelpunt_says_what_and_which_laws')],
            },
        ),
    ]
