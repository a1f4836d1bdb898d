# SPDX-License-Identifier: EUPL-1.2
"""Nobody ends another's session, nor locks a door for longer than a quarter of an hour (ADR 0025).

Pages add a session, and change or end one by telling its key, which stands in the cookie and
nowhere here. Wrong passwords of a moment that is still to come would count for as long as somebody
pleases: they are of now.
"""

from django.db import migrations

SESSIONS = """
CREATE FUNCTION accounts_session_name(key text) RETURNS text LANGUAGE sql IMMUTABLE
SET search_path = public, pg_temp AS $$
    SELECT left(encode(sha256(convert_to(key, 'UTF8')), 'hex'), 40)
$$;

CREATE FUNCTION accounts_keep_session(key text, sealed text, until timestamptz) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE django_session SET session_data = sealed, expire_date = until
        WHERE session_key = accounts_session_name(key);
    RETURN FOUND;
END $$;

CREATE FUNCTION accounts_end_session(key text) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    DELETE FROM django_session WHERE session_key = accounts_session_name(key)
$$;

CREATE FUNCTION accounts_clear_sessions(most integer) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    DELETE FROM django_session WHERE session_key IN (
        SELECT session_key FROM django_session WHERE expire_date < now()
        LIMIT most FOR UPDATE SKIP LOCKED)
$$;
"""
TRIES = """
CREATE OR REPLACE FUNCTION accounts_count_on() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF current_user <> 'meedoen_web' THEN
        RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN CASE WHEN OLD.attempt_time < now() - interval '15 minutes' THEN OLD END;
    END IF;
    NEW.attempt_time := least(NEW.attempt_time, clock_timestamp());
    IF TG_OP = 'INSERT' THEN
        RETURN NEW;
    END IF;
    NEW.id := OLD.id;
    NEW.username := OLD.username;
    NEW.ip_address := OLD.ip_address;
    NEW.user_agent := OLD.user_agent;
    NEW.failures_since_start := greatest(NEW.failures_since_start, OLD.failures_since_start);
    NEW.attempt_time := greatest(NEW.attempt_time, OLD.attempt_time);
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER count_on BEFORE INSERT OR UPDATE OR DELETE ON axes_accessattempt
    FOR EACH ROW EXECUTE FUNCTION accounts_count_on();
"""
UNDO = """
CREATE OR REPLACE TRIGGER count_on BEFORE UPDATE OR DELETE ON axes_accessattempt
    FOR EACH ROW EXECUTE FUNCTION accounts_count_on();
DROP FUNCTION accounts_clear_sessions(integer);
DROP FUNCTION accounts_end_session(text);
DROP FUNCTION accounts_keep_session(text, text, timestamptz);
DROP FUNCTION accounts_session_name(text);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0009_wrong_codes"),
        ("axes", "0010_accessattemptexpiration"),
        ("sessions", "0001_initial"),
    ]

    operations = [migrations.RunSQL(SESSIONS + TRIES, UNDO)]
