# SPDX-License-Identifier: EUPL-1.2
"""The context is entered with proof, and who and when in the logs come from it (ADR 0023).

Until now a statement of the page role could say itself who looks. Now `privacy_enter` asks for a
proof, reads function, team and municipalities from the membership, and stamps what it found for this
transaction; the policies believe the stamp. The key of neither can be read by the page role.
"""

from django.db import migrations

KEYS = """
CREATE TABLE privacy_key (name text PRIMARY KEY, inner_pad bytea NOT NULL, outer_pad bytea NOT NULL);

-- HMAC-SHA256 (RFC 2104): never for the page role, or it could make every proof and stamp itself.
-- In PL/pgSQL, which keeps its plan: it is asked for every row of a page.
CREATE FUNCTION privacy_hash(which text, message text) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (SELECT
        encode(sha256(outer_pad || sha256(inner_pad || convert_to(message, 'UTF8'))), 'hex')
        FROM privacy_key WHERE name = which);
END $$;
REVOKE ALL ON FUNCTION privacy_hash(text, text) FROM PUBLIC;

-- A stamp is of one transaction of one connection.
CREATE FUNCTION privacy_stamp(context text) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN privacy_hash('stamp',
        pg_backend_pid() || ' ' || extract(epoch FROM now()) || ' ' || context);
END $$;
REVOKE ALL ON FUNCTION privacy_stamp(text) FROM PUBLIC;

CREATE FUNCTION privacy_believed(asked text, proof text) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    -- Without a key there is no hash, and nothing is true.
    IF (proof = privacy_hash('proof', asked)
        AND (asked::jsonb ->> 'backend')::int = pg_backend_pid()) IS NOT TRUE THEN
        RAISE EXCEPTION 'no proof of who asks this' USING ERRCODE = 'insufficient_privilege',
            HINT = 'After a change of MEEDOEN_SECRET_KEY: meedoen database migrate, with the new one.';
    END IF;
    RETURN asked::jsonb;
END $$;
REVOKE ALL ON FUNCTION privacy_believed(text, text) FROM PUBLIC;
"""
CONTEXT = """
CREATE FUNCTION privacy_enter(asked text, proof text) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    context jsonb;
    here jsonb;
    today date;
BEGIN
    PERFORM set_config('meedoen.context', '', true);
    IF asked = '' THEN
        RETURN;
    END IF;
    context := privacy_believed(asked, proof);
    today := ((context ->> 'now')::timestamptz AT TIME ZONE 'Europe/Amsterdam')::date;
    IF context ->> 'role' <> 'resident' THEN
        SELECT jsonb_build_object(
            'team', t.id, 'organisation', t.name || ', ' || o.name, 'organisation_kind', o.kind,
            'label', a.name,
            'municipalities', (SELECT array_agg(of.municipality_id ORDER BY of.municipality_id)::text
                FROM accounts_organisation_municipalities of WHERE of.organisation_id = o.id))
        INTO here
        FROM accounts_membership m JOIN accounts_account a ON a.id = m.account_id
            JOIN accounts_team t ON t.id = m.team_id JOIN accounts_organisation o ON o.id = t.organisation_id
        WHERE m.id = (context ->> 'membership')::bigint AND m.role = context ->> 'role'
            AND a.id = (context ->> 'account')::bigint AND a.is_active
            AND m.valid_from <= today AND (m.valid_to IS NULL OR m.valid_to >= today)
            AND EXISTS (SELECT 1 FROM accounts_dataagreement d
                WHERE d.organisation_id = o.id AND context ->> 'purpose' = ANY (d.purposes)
                    AND d.valid_from <= today AND (d.valid_to IS NULL OR d.valid_to >= today));
        -- Her function or the agreement ended meanwhile, or never was: there is no context.
        IF here IS NULL THEN
            RETURN;
        END IF;
        context := context || here;
    END IF;
    PERFORM set_config('meedoen.context', privacy_stamp(context::text) || context::text, true);
END $$;

-- The stamp is made here once more, and not asked of `privacy_stamp`: this is asked for every row.
CREATE FUNCTION privacy_context() RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    told text := current_setting('meedoen.context', true);
    key privacy_key;
BEGIN
    IF told <> '' THEN
        SELECT * INTO key FROM privacy_key WHERE name = 'stamp';
        IF left(told, 64) = encode(sha256(key.outer_pad || sha256(key.inner_pad || convert_to(
                pg_backend_pid() || ' ' || extract(epoch FROM now()) || ' ' || substr(told, 65),
                'UTF8'))), 'hex') THEN
            RETURN substr(told, 65)::jsonb;
        END IF;
    END IF;
    RETURN '{}';
END $$;

CREATE OR REPLACE FUNCTION privacy_setting(name text) RETURNS text LANGUAGE sql STABLE
AS $$ SELECT NULLIF(privacy_context() ->> name, '') $$;

CREATE OR REPLACE FUNCTION privacy_is_opening(whose uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT whose = NULLIF(current_setting('meedoen.opening', true), '')::uuid
        AND privacy_setting('purpose') IS NOT NULL
        AND NOT EXISTS (
            SELECT 1 FROM privacy_compartment WHERE subject = whose AND opened_at <> now())
$$;

CREATE OR REPLACE FUNCTION privacy_opens(compartment bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER COST 1000 SET search_path = public, pg_temp AS $$
DECLARE
    context jsonb := privacy_context();
    moment timestamptz := context ->> 'now';
BEGIN
    RETURN EXISTS (
        SELECT 1 FROM privacy_grant g JOIN privacy_compartment c ON c.id = g.compartment_id
        WHERE g.compartment_id = compartment
          AND g.purpose = context ->> 'purpose'
          AND g.valid_from <= moment
          AND (g.valid_to IS NULL OR g.valid_to > moment)
          AND (g.withdrawn_at IS NULL OR g.withdrawn_at > moment)
          AND c.domain = ANY ((context ->> 'domains')::text[])
          AND c.sensitivity <= (context ->> 'ceiling')::int
          -- Whose grant it is decides between the two only after the index of the compartment.
          AND CASE WHEN context ->> 'role' = 'resident'
              THEN g.subject = NULLIF(context ->> 'subject', '')::uuid
              ELSE g.team_id = (context ->> 'team')::bigint
                  AND c.municipality_id = ANY ((context ->> 'municipalities')::text[])
              END
    ) OR (current_setting('meedoen.opening', true) <> '' AND privacy_lies_in_opening(compartment));
END $$;
"""
LOGS = """
CREATE FUNCTION privacy_fill_record() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    context jsonb := privacy_context();
BEGIN
    IF context ? 'role' THEN
        NEW.actor_role := context ->> 'role';
        NEW.actor_label := context ->> 'label';
        NEW.actor_organisation := COALESCE(context ->> 'organisation', '');
        NEW.actor_account := (context ->> 'account')::bigint;
        NEW.start_time := context ->> 'now';
        NEW.end_time := context ->> 'now';
        NEW.processing_activity := context ->> 'purpose';
        NEW.municipality_code := COALESCE(
            (SELECT municipality_id FROM privacy_compartment WHERE subject = NEW.subject LIMIT 1), '');
    END IF;
    RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION privacy_fill_record() FROM PUBLIC;
CREATE TRIGGER filled BEFORE INSERT ON privacy_processingrecord FOR EACH ROW
    WHEN (current_setting('meedoen.context', true) <> '') EXECUTE FUNCTION privacy_fill_record();

CREATE FUNCTION privacy_fill_revision() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    context jsonb := privacy_context();
BEGIN
    IF context ? 'role' THEN
        NEW.by := left(context ->> 'label', 160);
        NEW.role := context ->> 'role';
        NEW.account_id := (context ->> 'account')::bigint;
        NEW.at := context ->> 'now';
    ELSIF NEW.compartment_id IS NOT NULL THEN
        -- The statement of a page took it off while it ran.
        RAISE EXCEPTION 'a change in a dossier without a context'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION privacy_fill_revision() FROM PUBLIC;
CREATE TRIGGER filled BEFORE INSERT ON history_revision FOR EACH ROW
    WHEN ('meedoen_web' IN (session_user, current_setting('role')))
    EXECUTE FUNCTION privacy_fill_revision();

-- Who opened it, and since when, is as true as a line of the log.
CREATE FUNCTION privacy_fill_grant() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    context jsonb := privacy_context();
BEGIN
    IF context ? 'role' THEN
        NEW.granted_by := left(context ->> 'label', 160);
        NEW.valid_from := context ->> 'now';
    END IF;
    RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION privacy_fill_grant() FROM PUBLIC;
CREATE TRIGGER filled BEFORE INSERT ON privacy_grant FOR EACH ROW
    WHEN (current_setting('meedoen.context', true) <> '') EXECUTE FUNCTION privacy_fill_grant();

-- What a professional hands on when a resident says yes: her plan to who directs it, her name to
-- who expects her. Nobody widens the view of the own team.
CREATE FUNCTION privacy_may_hand_on(compartment bigint, purpose text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM privacy_compartment c WHERE c.id = compartment AND c.domain = ANY (
        CASE purpose WHEN 'guidance' THEN '{identity,contact,plan}'::text[]
            WHEN 'placement' THEN '{identity}'::text[] ELSE '{}'::text[] END))
$$;
ALTER POLICY shared ON privacy_grant WITH CHECK (
    privacy_opens(compartment_id) AND (
        privacy_setting('role') = 'resident'
        OR privacy_lies_in_opening(compartment_id)
        OR (team_id IS NOT NULL AND team_id <> privacy_setting('team')::bigint
            AND privacy_may_hand_on(compartment_id, purpose))));

CREATE FUNCTION privacy_note_event(asked text, proof text) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    said jsonb := privacy_believed(asked, proof);
BEGIN
    INSERT INTO privacy_securityevent
        (id, at, event, account, municipality_codes, endpoint, reason)
    VALUES (gen_random_uuid(), (said ->> 'at')::timestamptz, said ->> 'event',
        (said ->> 'account')::bigint, (said ->> 'municipality_codes')::text[],
        said ->> 'endpoint', said ->> 'reason');
END $$;
DROP POLICY written ON privacy_securityevent;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("privacy", "0006_asked_per_row"),
        ("history", "0002_what_comes_in_one_go"),
        ("accounts", "0001_initial"),
    ]

    operations = [migrations.RunSQL(KEYS + CONTEXT + LOGS)]
