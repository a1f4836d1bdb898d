# SPDX-License-Identifier: EUPL-1.2
"""Whom both laws let down stands on the list of her regisseur by itself (`plans_waiting`, 0007).

From the plans of one regisseur, as many as one person directs, and of each the last look through
the glasses that who asks may see. Nobody at rest is in it.
"""

from django.db import migrations

BETWEEN = """
CREATE FUNCTION plans_between(regisseur bigint, day date, skip bigint, most bigint)
RETURNS TABLE (subject uuid, since timestamptz)
LANGUAGE sql STABLE SET search_path = public, pg_temp
SET enable_seqscan = off SET enable_bitmapscan = off
SET enable_hashjoin = off SET enable_mergejoin = off SET jit = off AS $$
    SELECT p.resident_id, seen.at
    FROM plans_plan p CROSS JOIN LATERAL (
        SELECT l.falls_between, l.at FROM assessment_look l WHERE l.resident_id = p.resident_id
        ORDER BY l.at DESC, l.id DESC LIMIT 1) AS seen
    WHERE p.regisseur_id = regisseur AND p.ended_at IS NULL AND seen.falls_between
      AND NOT (p.quiet AND (p.quiet_until IS NULL OR p.quiet_until > day))
    ORDER BY seen.at, p.resident_id OFFSET skip LIMIT most
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("plans", "0008_a_step_stands"), ("assessment", "0009_last_look")]
    operations = [
        migrations.RunSQL(BETWEEN, "DROP FUNCTION plans_between(bigint, date, bigint, bigint)")
    ]
