# SPDX-License-Identifier: EUPL-1.2
"""What keeps somebody out is written with proof only: of her way in, and of who comes to a door.

Else whoever has a statement in a page could take a colleague's app away, spend her codes for her,
or fill a door for everybody (ADR 0013, 0023, 0025). The product says with proof who signs in: then
her second factor and her count may change in that transaction, and no other's.
"""

from django.db import migrations

SIGNING_IN = """
CREATE FUNCTION privacy_sign_in_as(asked text, proof text) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    account text := privacy_believed(asked, proof) ->> 'signing_in_as';
BEGIN
    -- Any other proof names no account here, and nobody's way in is open.
    PERFORM set_config('meedoen.signing_in',
        COALESCE(privacy_stamp('signing in as ' || account) || account, ''), true);
END $$;

-- A stamp of a context is none of this, and the other way round: a context is an object.
CREATE FUNCTION privacy_signing_in() RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    told text := current_setting('meedoen.signing_in', true);
BEGIN
    IF told <> '' AND left(told, 64) = privacy_stamp('signing in as ' || substr(told, 65)) THEN
        RETURN substr(told, 65)::bigint;
    END IF;
    RETURN NULL;
END $$;

-- With the rights of who writes, so that it knows a page.
CREATE FUNCTION privacy_own_way_in() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    of_row jsonb := CASE WHEN TG_OP = 'DELETE' THEN to_jsonb(OLD) ELSE to_jsonb(NEW) END;
BEGIN
    IF current_user = 'meedoen_web'
        AND (of_row ->> TG_ARGV[0])::bigint IS DISTINCT FROM privacy_signing_in() THEN
        RAISE EXCEPTION 'a change of % without proof of who signs in', TG_TABLE_NAME
            USING ERRCODE = 'insufficient_privilege', HINT = 'See privacy.context.signing_in_as.';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
-- When it was used last, allauth writes after all is done; it opens and shuts nothing.
CREATE TRIGGER own_way_in BEFORE INSERT OR DELETE OR UPDATE OF data ON mfa_authenticator
    FOR EACH ROW EXECUTE FUNCTION privacy_own_way_in('user_id');
CREATE TRIGGER own_way_in BEFORE INSERT OR UPDATE ON accounts_codetries
    FOR EACH ROW EXECUTE FUNCTION privacy_own_way_in('account_id');
CREATE TRIGGER own_way_in BEFORE INSERT ON accounts_wrongcode
    FOR EACH ROW EXECUTE FUNCTION privacy_own_way_in('account_id');
"""
DOORS = """
CREATE FUNCTION privacy_count_arrival(asked text, proof text) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    told jsonb := privacy_believed(asked, proof);
BEGIN
    DELETE FROM privacy_arrival
        WHERE at < least((told ->> 'since')::timestamptz, now() - interval '1 day');
    INSERT INTO privacy_arrival (at, door, address)
        VALUES ((told ->> 'arrived_at')::timestamptz, told ->> 'door', told ->> 'address');
END $$;

CREATE FUNCTION privacy_count_try(asked text, proof text) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    told jsonb := privacy_believed(asked, proof);
BEGIN
    DELETE FROM privacy_returntry
        WHERE at < least((told ->> 'since')::timestamptz, now() - interval '1 day');
    INSERT INTO privacy_returntry (at, address, visit)
        VALUES ((told ->> 'tried_at')::timestamptz, told ->> 'address', told ->> 'visit');
END $$;

DROP POLICY added ON privacy_arrival;
DROP POLICY forgotten ON privacy_arrival;
DROP POLICY added ON privacy_returntry;
DROP POLICY forgotten ON privacy_returntry;
"""
UNDO = """
DROP TRIGGER own_way_in ON mfa_authenticator;
DROP TRIGGER own_way_in ON accounts_codetries;
DROP TRIGGER own_way_in ON accounts_wrongcode;
DROP FUNCTION privacy_own_way_in();
DROP FUNCTION privacy_signing_in();
DROP FUNCTION privacy_sign_in_as(text, text);
DROP FUNCTION privacy_count_arrival(text, text);
DROP FUNCTION privacy_count_try(text, text);
CREATE POLICY added ON privacy_arrival FOR INSERT WITH CHECK (true);
CREATE POLICY forgotten ON privacy_arrival FOR DELETE USING (at < now() - interval '1 day');
CREATE POLICY added ON privacy_returntry FOR INSERT WITH CHECK (true);
CREATE POLICY forgotten ON privacy_returntry FOR DELETE USING (at < now() - interval '1 day');
"""


class Migration(migrations.Migration):
    dependencies = [
        ("privacy", "0013_who_only_reads"),
        ("accounts", "0010_nobody_elses_session"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]

    operations = [migrations.RunSQL(SIGNING_IN + DOORS, UNDO)]
