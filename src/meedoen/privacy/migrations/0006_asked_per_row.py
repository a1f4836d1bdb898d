# SPDX-License-Identifier: EUPL-1.2
"""Whether a compartment is open is asked per row, so that a town may grow (ADR 0022).

Until now each statement first worked out every compartment that a whole team may see. The answer
is the same; each question now is a few look-ups over an index, whatever else is stored.
"""

from django.db import migrations, models

FUNCTIONS = """
CREATE FUNCTION privacy_opens(compartment bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER COST 1000 SET search_path = public, pg_temp AS $$
DECLARE
    moment timestamptz := privacy_setting('now');
BEGIN
    RETURN EXISTS (
        SELECT 1 FROM privacy_grant g JOIN privacy_compartment c ON c.id = g.compartment_id
        WHERE g.compartment_id = compartment
          AND g.purpose = privacy_setting('purpose')
          AND g.valid_from <= moment
          AND (g.valid_to IS NULL OR g.valid_to > moment)
          AND (g.withdrawn_at IS NULL OR g.withdrawn_at > moment)
          AND c.domain = ANY (privacy_setting('domains')::text[])
          AND c.sensitivity <= privacy_setting('ceiling')::int
          -- Whose grant it is decides between the two only after the index of the compartment.
          AND CASE WHEN privacy_setting('role') = 'resident'
              THEN g.subject = privacy_setting('subject')::uuid
              ELSE g.team_id = privacy_setting('team')::bigint
                  AND c.municipality_id = ANY (privacy_setting('municipalities')::text[])
              END
    ) OR privacy_lies_in_opening(compartment);
END $$;

CREATE OR REPLACE FUNCTION privacy_sees_some_of(whose uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (
        SELECT 1 FROM privacy_compartment c WHERE c.subject = whose AND privacy_opens(c.id))
$$;

CREATE OR REPLACE FUNCTION privacy_withheld_domains(whose uuid) RETURNS text[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT CASE WHEN bool_or(open)
        THEN COALESCE(array_agg(DISTINCT domain) FILTER (WHERE NOT open), '{}') ELSE '{}' END
    FROM (SELECT domain, privacy_opens(id) AS open FROM privacy_compartment WHERE subject = whose)
        AS hers
$$;
"""
POLICIES = """
ALTER POLICY visible ON privacy_compartment USING (privacy_opens(id) OR privacy_is_opening(subject));
ALTER POLICY visible ON privacy_grant USING (privacy_opens(compartment_id));
ALTER POLICY shared ON privacy_grant WITH CHECK (
    privacy_opens(compartment_id) AND (
        privacy_setting('role') = 'resident'
        OR privacy_lies_in_opening(compartment_id)
        OR (team_id IS NOT NULL AND team_id <> privacy_setting('team')::bigint)));
ALTER POLICY ended ON privacy_grant
    USING (privacy_opens(compartment_id) AND team_id IS NOT NULL AND withdrawn_at IS NULL AND (
        privacy_setting('role') = 'resident'
        OR team_id = privacy_setting('team')::bigint
        OR purpose = 'placement'))
    WITH CHECK (privacy_opens(compartment_id) AND withdrawn_at IS NOT NULL);
ALTER POLICY read ON history_revision USING (privacy_opens(compartment_id));
"""


class Migration(migrations.Migration):
    dependencies = [("privacy", "0005_two_officers_oversee")]

    operations = [
        migrations.RemoveIndex(model_name="grant", name="grant_by_team"),
        migrations.AddIndex(
            model_name="grant",
            index=models.Index(
                fields=["team", "purpose", "valid_from", "id"], name="grant_of_team_by_time"
            ),
        ),
        migrations.RunSQL(FUNCTIONS + POLICIES),
    ]
