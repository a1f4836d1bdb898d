# SPDX-License-Identifier: EUPL-1.2
"""Return words can be ended, and wrong tries are counted where every process sees them.

A resident reads of her own keys since when they work, and ends them; nobody else sees one. Wrong
tries hold keyed hashes only; the web process adds them, counts them, and forgets what is a day old.
"""

from django.db import migrations, models

GUARDS = """
CREATE OR REPLACE FUNCTION privacy_subject_for_return_key(key text) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT subject FROM privacy_returnkey WHERE digest = key AND ended_at IS NULL
$$;
CREATE POLICY own ON privacy_returnkey FOR SELECT USING (
    privacy_setting('role') = 'resident' AND privacy_setting('purpose') = 'taking_part'
    AND subject = privacy_setting('subject')::uuid);
CREATE POLICY ended ON privacy_returnkey FOR UPDATE
    USING (privacy_setting('role') = 'resident' AND privacy_setting('purpose') = 'taking_part'
        AND subject = privacy_setting('subject')::uuid AND ended_at IS NULL)
    WITH CHECK (ended_at IS NOT NULL);

ALTER TABLE privacy_returntry ENABLE ROW LEVEL SECURITY;
CREATE POLICY added ON privacy_returntry FOR INSERT WITH CHECK (true);
CREATE POLICY counted ON privacy_returntry FOR SELECT USING (true);
CREATE POLICY forgotten ON privacy_returntry FOR DELETE USING (at < now() - interval '1 day');
"""

UNDO = """
DROP POLICY own ON privacy_returnkey;
DROP POLICY ended ON privacy_returnkey;
CREATE OR REPLACE FUNCTION privacy_subject_for_return_key(key text) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT subject FROM privacy_returnkey WHERE digest = key
$$;
DROP POLICY added ON privacy_returntry;
DROP POLICY counted ON privacy_returntry;
DROP POLICY forgotten ON privacy_returntry;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('privacy', '0002_row_level_security'),
    ]

    operations = [
        migrations.AddField(
            model_name='returnkey',
            name='ended_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='returnkey',
            name='seen_by_colleague',
            field=models.BooleanField(default=False),
        ),
        migrations.AlterField(
            model_name='returnkey',
            name='subject',
            field=models.UUIDField(db_index=True),
        ),
        migrations.CreateModel(
            name='ReturnTry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(db_index=True)),
                ('address', models.CharField(max_length=64)),
                ('visit', models.CharField(max_length=64)),
            ],
            options={
                'indexes': [models.Index(fields=['address', 'at'], name='try_by_address'), models.Index(fields=['visit', 'at'], name='try_by_visit')],
            },
        ),
        migrations.RunSQL(GUARDS, UNDO),
    ]
