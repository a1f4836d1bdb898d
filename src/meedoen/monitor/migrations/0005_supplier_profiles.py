# SPDX-License-Identifier: EUPL-1.2
"""How suppliers write their headings is of one municipality, and remembered for it alone."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

HERE = """((SELECT privacy_setting('purpose')) = 'policy'
    AND municipality_id = ANY ((SELECT privacy_setting('municipalities'))::text[]))"""
SEEN = f"""
ALTER TABLE monitor_supplierprofile ENABLE ROW LEVEL SECURITY;
CREATE POLICY read ON monitor_supplierprofile FOR SELECT TO meedoen_web USING ({HERE});
CREATE POLICY written ON monitor_supplierprofile FOR INSERT TO meedoen_web WITH CHECK ({HERE});
CREATE POLICY changed ON monitor_supplierprofile FOR UPDATE TO meedoen_web
    USING ({HERE}) WITH CHECK ({HERE});
"""
UNSEEN = """
DROP POLICY read ON monitor_supplierprofile;
DROP POLICY written ON monitor_supplierprofile;
DROP POLICY changed ON monitor_supplierprofile;
ALTER TABLE monitor_supplierprofile DISABLE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('areas', '0002_where_areas_lie_now'),
        ('monitor', '0004_newer_figures'),
    ]

    operations = [
        migrations.CreateModel(
            name='SupplierProfile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(choices=[('wmo', 'wmo'), ('awbz', 'awbz'), ('wwb', 'wwb'), ('wsw', 'wsw'), ('schuldhulp', 'schuldhulp'), ('bijzondere_bijstand', 'bijzondere_bijstand'), ('vsv', 'vsv'), ('leerlingenvervoer', 'leerlingenvervoer'), ('jeugdzorg', 'jeugdzorg'), ('cjg', 'cjg'), ('oggz', 'oggz'), ('wia', 'wia'), ('wajong', 'wajong'), ('zorgverzekering', 'zorgverzekering'), ('wet_oke', 'wet_oke'), ('leerplicht', 'leerplicht'), ('dienstverlening', 'dienstverlening'), ('eigen', 'eigen')], max_length=24)),
                ('supplier', models.CharField(max_length=80)),
                ('known_as', models.CharField(max_length=80)),
                ('seen', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(blank=True, max_length=120), size=None)),
                ('seen_by', models.CharField(max_length=160)),
                ('seen_at', models.DateTimeField()),
                ('waits_since', models.DateTimeField(null=True)),
                ('headings', models.JSONField(default=dict)),
                ('ignore', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=120), default=list, size=None)),
                ('dates', models.CharField(blank=True, max_length=12)),
                ('separator', models.CharField(blank=True, max_length=4)),
                ('encoding', models.CharField(blank=True, max_length=16)),
                ('sheet', models.CharField(blank=True, max_length=31)),
                ('codes', models.JSONField(default=dict)),
                ('written_by', models.CharField(blank=True, max_length=160)),
                ('written_at', models.DateTimeField(null=True)),
                ('forgotten_by', models.CharField(blank=True, max_length=160)),
                ('forgotten_at', models.DateTimeField(null=True)),
                ('municipality', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.municipality')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('forgotten_at__isnull', True)), fields=('municipality', 'source', 'known_as'), name='profile_holds_once'), models.CheckConstraint(condition=models.Q(('waits_since__isnull', False), ('written_at__isnull', False), _connector='OR'), name='profile_waits_or_is_written')],
            },
        ),
        migrations.RunSQL(SEEN, UNSEEN),
    ]
