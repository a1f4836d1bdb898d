# SPDX-License-Identifier: EUPL-1.2
"""What is shown per street beside figures, and who looked at it for what."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('areas', '0002_where_areas_lie_now'),
        ('monitor', '0005_supplier_profiles'),
    ]

    operations = [
        migrations.CreateModel(
            name='StreetFigure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField()),
                ('source', models.CharField(blank=True, choices=[('wmo', 'wmo'), ('awbz', 'awbz'), ('wwb', 'wwb'), ('wsw', 'wsw'), ('schuldhulp', 'schuldhulp'), ('bijzondere_bijstand', 'bijzondere_bijstand'), ('vsv', 'vsv'), ('leerlingenvervoer', 'leerlingenvervoer'), ('jeugdzorg', 'jeugdzorg'), ('cjg', 'cjg'), ('oggz', 'oggz'), ('wia', 'wia'), ('wajong', 'wajong'), ('zorgverzekering', 'zorgverzekering'), ('wet_oke', 'wet_oke'), ('leerplicht', 'leerplicht'), ('dienstverlening', 'dienstverlening'), ('eigen', 'eigen')], max_length=24)),
                ('as_of', models.DateField(null=True)),
                ('status', models.CharField(blank=True, max_length=40)),
                ('why_none', models.CharField(blank=True, max_length=500)),
                ('made_at', models.DateTimeField()),
                ('figure', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='per_street', to='monitor.indicatorfigure')),
                ('municipality', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.municipality')),
            ],
        ),
        migrations.CreateModel(
            name='StreetLook',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('buurt', models.CharField(max_length=10)),
                ('year', models.PositiveSmallIntegerField()),
                ('purpose', models.CharField(choices=[('talk', 'met bewoners praten over wat er in hun straat nodig is'), ('meeting', 'iets opzetten in de straat, zoals een ontmoeting of een inloop'), ('team', 'bepalen waar het team meer tijd aan geeft'), ('answer', 'een vraag van bewoners of van de raad beantwoorden'), ('check', 'nakijken of de cijfers kloppen')], max_length=20)),
                ('words', models.CharField(blank=True, max_length=200)),
                ('account', models.BigIntegerField()),
                ('actor_label', models.CharField(max_length=160)),
                ('actor_role', models.CharField(max_length=40)),
                ('actor_organisation', models.CharField(blank=True, max_length=160)),
                ('at', models.DateTimeField()),
                ('municipality', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.municipality')),
            ],
        ),
        migrations.CreateModel(
            name='StreetRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField()),
                ('buurt', models.CharField(max_length=10)),
                ('streets', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=100), size=None)),
                ('values', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), default=list, size=None)),
                ('municipality', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.municipality')),
                ('of', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='monitor.streetfigure')),
            ],
        ),
        migrations.AddIndex(
            model_name='streetfigure',
            index=models.Index(fields=['municipality', 'year', 'source'], name='street_figures_of'),
        ),
        migrations.AddIndex(
            model_name='streetlook',
            index=models.Index(fields=['municipality', '-at'], name='street_looks_of'),
        ),
        migrations.AddIndex(
            model_name='streetlook',
            index=models.Index(fields=['account', 'buurt', 'year', '-at'], name='street_looks_by'),
        ),
        migrations.AddIndex(
            model_name='streetrow',
            index=models.Index(fields=['municipality', 'year', 'buurt'], name='street_rows_of'),
        ),
        migrations.AddConstraint(
            model_name='streetrow',
            constraint=models.UniqueConstraint(fields=('of', 'buurt'), name='street_row_once'),
        ),
    ]
