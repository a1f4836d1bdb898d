# SPDX-License-Identifier: EUPL-1.2
"""A kept look goes no further than the laws under which what it rests on was obtained (ADR 0026).

Looks of before this rest on every fact that was known by then, under whatever law.
"""

import django.contrib.postgres.fields
from django.db import migrations, models

BEFORE = """
UPDATE assessment_look look SET rests_on = COALESCE((
    SELECT array_agg(DISTINCT c.domain || ' ' || f.obtained_under)
    FROM residents_fact f JOIN privacy_compartment c ON c.id = f.compartment_id
    WHERE f.resident_id = look.resident_id AND f.known_at <= look.at), '{}');
"""
# Which domains are in sight at all is asked by the policy beside it.
NONE_HELD_BACK = """
CREATE POLICY all_laws_it_rests_on ON assessment_look AS RESTRICTIVE FOR SELECT USING (
    NOT EXISTS (
        SELECT 1 FROM unnest(rests_on) AS one JOIN privacy_compartment c
            ON c.subject = resident_id AND c.domain = split_part(one, ' ', 1)
        WHERE NOT privacy_crosses(split_part(one, ' ', 2), resident_id, c.id)));
"""


class Migration(migrations.Migration):
    dependencies = [
        ("assessment", "0006_asked_per_row"),
        ("privacy", "0011_grants_to_all_parties"),
        ("residents", "0005_obtained_under"),
    ]

    operations = [
        migrations.AddField(
            model_name="look",
            name="rests_on",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=45), default=list
            ),
            preserve_default=False,
        ),
        migrations.RunSQL(BEFORE, migrations.RunSQL.noop),
        migrations.RunSQL(NONE_HELD_BACK, "DROP POLICY all_laws_it_rests_on ON assessment_look;"),
    ]
