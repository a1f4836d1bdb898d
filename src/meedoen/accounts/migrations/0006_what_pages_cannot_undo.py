# SPDX-License-Identifier: EUPL-1.2
"""Wrong passwords count on, whoever has a statement in the database; no ties lie there any more.

As the page role a row of tries can only grow: it is kept a quarter of an hour, and neither its
number, its moment nor its name goes back. What would do so is passed over, so that a page does not
fail on it. Who logs in at her own organisation is known by her address each time (ADR 0025).
"""

from django.db import migrations

COUNT_ON = """
CREATE FUNCTION accounts_count_on() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF current_user <> 'meedoen_web' THEN
        RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN CASE WHEN OLD.attempt_time < now() - interval '15 minutes' THEN OLD END;
    END IF;
    NEW.id := OLD.id;
    NEW.username := OLD.username;
    NEW.ip_address := OLD.ip_address;
    NEW.user_agent := OLD.user_agent;
    NEW.failures_since_start := greatest(NEW.failures_since_start, OLD.failures_since_start);
    NEW.attempt_time := greatest(NEW.attempt_time, OLD.attempt_time);
    RETURN NEW;
END $$;
CREATE TRIGGER count_on BEFORE UPDATE OR DELETE ON axes_accessattempt
    FOR EACH ROW EXECUTE FUNCTION accounts_count_on();
"""
UNDO = "DROP TRIGGER count_on ON axes_accessattempt; DROP FUNCTION accounts_count_on();"
NO_TIES = "DELETE FROM socialaccount_socialtoken; DELETE FROM socialaccount_socialaccount;"
NO_LOG = "DELETE FROM axes_accesslog;"


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_sessions_by_hash"),
        ("axes", "0010_accessattemptexpiration"),
        ("socialaccount", "0006_alter_socialaccount_extra_data"),
    ]

    operations = [
        migrations.RunSQL(COUNT_ON, UNDO),
        migrations.RunSQL(NO_TIES + NO_LOG, migrations.RunSQL.noop),
    ]
