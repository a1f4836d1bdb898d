# SPDX-License-Identifier: EUPL-1.2
"""What was laid before everybody is read by who may read its knelpunt; what people said is not.

Anybody can say something as long as it lies before everybody, and nobody but who works on the
register there reads it. The database asks by a function whether that is so, since who says
something sees no register.
"""

import django.db.models.deletion
from django.db import migrations, models

HERE = """((SELECT privacy_setting('purpose')) = 'improving'
    AND municipality_id = ANY ((SELECT privacy_setting('municipalities'))::text[]))"""
WRITES = """(SELECT privacy_setting('role')) NOT IN
    ('volunteer', 'advisory_board_member', 'external_adviser')"""
SEEN_KNELPUNT = "(SELECT true FROM knelpunten_knelpunt k WHERE k.id = knelpunt_id)"
HERE_KNELPUNT = f"(SELECT {HERE} FROM knelpunten_knelpunt k WHERE k.id = knelpunt_id)"
HERE_ASKED = f"""(SELECT {HERE} FROM knelpunten_consultation c
    JOIN knelpunten_knelpunt k ON k.id = c.knelpunt_id WHERE c.id = consultation_id)"""
GUARD = f"""
CREATE FUNCTION knelpunten_is_asked(of_consultation bigint, today date) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM knelpunten_consultation c
        JOIN knelpunten_knelpunt k ON k.id = c.knelpunt_id
        WHERE c.id = of_consultation AND c.closed_on IS NULL
        AND today BETWEEN c.first_day AND c.last_day AND k.published_on IS NOT NULL
        AND k.taken_back_on IS NULL AND k.joined_into_id IS NULL)
$$;
ALTER TABLE knelpunten_consultation ENABLE ROW LEVEL SECURITY;
CREATE POLICY read ON knelpunten_consultation FOR SELECT TO meedoen_web USING ({SEEN_KNELPUNT});
CREATE POLICY added ON knelpunten_consultation FOR INSERT TO meedoen_web
    WITH CHECK ({HERE_KNELPUNT} AND {WRITES});
CREATE POLICY changed ON knelpunten_consultation FOR UPDATE TO meedoen_web
    USING ({HERE_KNELPUNT} AND {WRITES}) WITH CHECK ({HERE_KNELPUNT} AND {WRITES});

ALTER TABLE knelpunten_voice ENABLE ROW LEVEL SECURITY;
CREATE POLICY read ON knelpunten_voice FOR SELECT TO meedoen_web USING ({HERE_ASKED} AND {WRITES});
CREATE POLICY said ON knelpunten_voice FOR INSERT TO meedoen_web WITH CHECK (
    (SELECT privacy_setting('purpose')) = 'taking_part'
    AND knelpunten_is_asked(consultation_id, said_on));
"""
UNGUARD = """
DROP POLICY said ON knelpunten_voice;
DROP POLICY read ON knelpunten_voice;
ALTER TABLE knelpunten_voice DISABLE ROW LEVEL SECURITY;
DROP POLICY changed ON knelpunten_consultation;
DROP POLICY added ON knelpunten_consultation;
DROP POLICY read ON knelpunten_consultation;
ALTER TABLE knelpunten_consultation DISABLE ROW LEVEL SECURITY;
DROP FUNCTION knelpunten_is_asked(bigint, date);
"""


class Migration(migrations.Migration):
    locks = "The tables are new, so that nobody writes in them yet."

    dependencies = [
        ('knelpunten', '0006_rules_tried'),
    ]

    operations = [
        migrations.AlterField(
            model_name='registerline',
            name='kind',
            field=models.CharField(choices=[('entered', 'Opgeschreven'), ('came_again', 'Weer gemeld'), ('casus', 'Casus'), ('proposed', 'Aanbeveling'), ('laid_before', 'Aan iedereen gevraagd'), ('advised', 'Advies'), ('scheduled', 'Op de agenda'), ('discussed', 'Besproken'), ('agreed', 'Besluit'), ('declined', 'Besluit: nee, met reden'), ('realised', 'Gedaan'), ('withdrawn', 'Aanbeveling ingetrokken'), ('told', 'Verteld'), ('asked_back', 'Wat mensen zeggen'), ('reopened', 'Weer open'), ('handed_on', 'Ander team'), ('joined', 'Samengevoegd'), ('made_public', 'Openbaar'), ('taken_back', 'Niet meer openbaar')], max_length=12),
        ),
        migrations.CreateModel(
            name='Consultation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.TextField()),
                ('first_day', models.DateField()),
                ('last_day', models.DateField()),
                ('closed_on', models.DateField(blank=True, null=True)),
                ('advised_by', models.CharField(blank=True, max_length=120)),
                ('advised_on', models.DateField(blank=True, null=True)),
                ('advice', models.TextField(blank=True)),
                ('summary', models.TextField(blank=True)),
                ('reaction', models.TextField(blank=True)),
                ('reacted_on', models.DateField(blank=True, null=True)),
                ('knelpunt', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consultations', to='knelpunten.knelpunt')),
                ('recommendation', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='consultation', to='knelpunten.recommendation')),
            ],
        ),
        migrations.CreateModel(
            name='Voice',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('words', models.TextField()),
                ('said_on', models.DateField()),
                ('consultation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='voices', to='knelpunten.consultation')),
            ],
        ),
        migrations.AddConstraint(
            model_name='consultation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('words', ''), _negated=True), ('last_day__gte', models.F('first_day'))), name='laid_before_with_words_until_a_day'),
        ),
        migrations.AddConstraint(
            model_name='consultation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('advice', ''), ('advised_by', ''), ('advised_on__isnull', True)), models.Q(models.Q(('advice', ''), _negated=True), models.Q(('advised_by', ''), _negated=True), ('advised_on__isnull', False)), _connector='OR'), name='advised_by_whom_and_when'),
        ),
        migrations.AddConstraint(
            model_name='consultation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('reacted_on__isnull', True), ('reaction', '')), models.Q(models.Q(('reaction', ''), _negated=True), ('reacted_on__isnull', False)), _connector='OR'), name='reacted_on_a_day'),
        ),
        migrations.AddIndex(
            model_name='voice',
            index=models.Index(fields=['consultation', '-said_on', 'id'], name='voices_newest_first'),
        ),
        migrations.AddConstraint(
            model_name='voice',
            constraint=models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='a_voice_says_something'),
        ),
        migrations.RunSQL(GUARD, UNGUARD),
    ]
