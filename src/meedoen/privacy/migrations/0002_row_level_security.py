# SPDX-License-Identifier: EUPL-1.2
"""Row-level security: which compartments are visible, and the guards on this room's tables.

The functions run with the owner's rights, since they decide what others may see; they read the
context that `privacy/context.py` sets. No context: empty settings, so no rows. `pg_temp` comes last
in their search path: else a temporary table with the name of one of ours would be read instead.
"""

from django.db import migrations

from meedoen.privacy.row_security import VISIBLE

FUNCTIONS = """
CREATE FUNCTION privacy_setting(name text) RETURNS text LANGUAGE sql STABLE
AS $$ SELECT NULLIF(current_setting('meedoen.' || name, true), '') $$;

CREATE FUNCTION privacy_is_opening(whose uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT whose = privacy_setting('opening')::uuid AND privacy_setting('purpose') IS NOT NULL
        AND NOT EXISTS (
            SELECT 1 FROM privacy_compartment WHERE subject = whose AND opened_at <> now())
$$;

CREATE FUNCTION privacy_lies_in_opening(compartment bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM privacy_compartment c
                   WHERE c.id = compartment AND privacy_is_opening(c.subject))
$$;

CREATE FUNCTION privacy_visible_compartments() RETURNS bigint[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT COALESCE(array_agg(id), '{}') FROM (
        SELECT c.id
        FROM privacy_grant g JOIN privacy_compartment c ON c.id = g.compartment_id
        WHERE g.purpose = privacy_setting('purpose')
          AND g.valid_from <= privacy_setting('now')::timestamptz
          AND (g.valid_to IS NULL OR g.valid_to > privacy_setting('now')::timestamptz)
          AND (g.withdrawn_at IS NULL OR g.withdrawn_at > privacy_setting('now')::timestamptz)
          AND c.domain = ANY (COALESCE(privacy_setting('domains'), '{}')::text[])
          AND c.sensitivity <= COALESCE(privacy_setting('ceiling'), '-1')::int
          AND CASE WHEN privacy_setting('role') = 'resident'
              THEN g.subject = privacy_setting('subject')::uuid
              ELSE g.team_id = privacy_setting('team')::bigint
                   AND c.municipality_id = ANY (COALESCE(privacy_setting('municipalities'), '{}')::text[])
              END
        UNION
        SELECT c.id FROM privacy_compartment c
        WHERE c.subject = privacy_setting('opening')::uuid AND privacy_is_opening(c.subject)
    ) AS visible
$$;

CREATE FUNCTION privacy_sees_some_of(whose uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM privacy_compartment c
                   WHERE c.subject = whose AND c.id = ANY (privacy_visible_compartments()))
$$;

CREATE FUNCTION privacy_withheld_domains(whose uuid) RETURNS text[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT COALESCE(array_agg(DISTINCT c.domain), '{}') FROM privacy_compartment c
    WHERE c.subject = whose
      AND c.id <> ALL (privacy_visible_compartments())
      AND privacy_sees_some_of(whose)
$$;

CREATE FUNCTION privacy_subject_for_return_key(key text) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT subject FROM privacy_returnkey WHERE digest = key
$$;
"""
GUARDS = f"""
ALTER TABLE privacy_compartment ENABLE ROW LEVEL SECURITY;
CREATE POLICY visible ON privacy_compartment FOR SELECT
    USING (id = {VISIBLE} OR privacy_is_opening(subject));
CREATE POLICY opened ON privacy_compartment FOR INSERT
    WITH CHECK (privacy_is_opening(subject) AND (
        privacy_setting('role') = 'resident'
        OR municipality_id = ANY (privacy_setting('municipalities')::text[])));
-- A row points at its compartment together with whose it is, so that the two cannot disagree.
ALTER TABLE privacy_compartment ADD CONSTRAINT compartment_of_subject UNIQUE (subject, id);

ALTER TABLE privacy_grant ENABLE ROW LEVEL SECURITY;
CREATE POLICY visible ON privacy_grant FOR SELECT USING (compartment_id = {VISIBLE});
-- Nobody widens the own team's view: only the resident does, or who opens the dossier with her.
CREATE POLICY shared ON privacy_grant FOR INSERT WITH CHECK (
    compartment_id = {VISIBLE} AND (
        privacy_setting('role') = 'resident'
        OR privacy_lies_in_opening(compartment_id)
        OR (team_id IS NOT NULL AND team_id <> privacy_setting('team')::bigint)));
-- What is withdrawn stays withdrawn, and what is the resident's own is never taken from her. She
-- ends any share; a professional ends those of the own team, and a place that is given back.
CREATE POLICY ended ON privacy_grant FOR UPDATE
    USING (compartment_id = {VISIBLE} AND team_id IS NOT NULL AND withdrawn_at IS NULL AND (
        privacy_setting('role') = 'resident'
        OR team_id = privacy_setting('team')::bigint
        OR purpose = 'placement'))
    WITH CHECK (compartment_id = {VISIBLE} AND withdrawn_at IS NOT NULL);

ALTER TABLE privacy_returnkey ENABLE ROW LEVEL SECURITY;
CREATE POLICY made ON privacy_returnkey FOR INSERT WITH CHECK (
    subject = privacy_setting('subject')::uuid OR privacy_is_opening(subject));

ALTER TABLE privacy_processingrecord ENABLE ROW LEVEL SECURITY;
CREATE POLICY written ON privacy_processingrecord FOR INSERT
    WITH CHECK (processing_activity = privacy_setting('purpose')
        AND actor_role = privacy_setting('role') AND privacy_sees_some_of(subject));
CREATE POLICY read_by_resident ON privacy_processingrecord FOR SELECT USING (
    privacy_setting('role') = 'resident' AND subject = privacy_setting('subject')::uuid);
CREATE POLICY read_by_officer ON privacy_processingrecord FOR SELECT USING (
    privacy_setting('role') = 'privacy_officer' AND privacy_setting('purpose') = 'oversight'
    AND municipality_code = ANY (privacy_setting('municipalities')::text[]));

ALTER TABLE privacy_securityevent ENABLE ROW LEVEL SECURITY;
CREATE POLICY written ON privacy_securityevent FOR INSERT WITH CHECK (true);
CREATE POLICY read_by_officer ON privacy_securityevent FOR SELECT USING (
    privacy_setting('role') = 'privacy_officer' AND privacy_setting('purpose') = 'oversight'
    AND municipality_codes && privacy_setting('municipalities')::varchar[]);
"""

UNDO = """
DROP FUNCTION privacy_subject_for_return_key(text);
DROP FUNCTION privacy_withheld_domains(uuid);
DROP FUNCTION privacy_sees_some_of(uuid) CASCADE;
DROP FUNCTION privacy_lies_in_opening(bigint) CASCADE;
DROP FUNCTION privacy_visible_compartments() CASCADE;
DROP FUNCTION privacy_is_opening(uuid) CASCADE;
DROP FUNCTION privacy_setting(text) CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [("privacy", "0001_initial")]

    operations = [migrations.RunSQL(FUNCTIONS + GUARDS, UNDO)]
