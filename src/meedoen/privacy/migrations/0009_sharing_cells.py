# SPDX-License-Identifier: EUPL-1.2
"""What was obtained under one law goes to the task of another only by its cell (ADR 0026).

The two tables hold `sharing.yaml` row by row, so that Python and SQL ask the same; the owner fills
them where the rooms declare their tables. They have no model: nobody but these functions reads
them, and no page has any right to them. Empty, as after a migration alone, they open nothing.
"""

from django.db import migrations, models

TABLES = """
CREATE TABLE privacy_working (
    law text NOT NULL, role text NOT NULL, kind text NOT NULL, purpose text NOT NULL,
    valid_from date, valid_to date);
CREATE INDEX working_of_role ON privacy_working (role, kind, purpose);
CREATE TABLE privacy_cell (
    origin text NOT NULL, task text NOT NULL, kind text NOT NULL, answer text NOT NULL,
    article text NOT NULL, valid_from date, valid_to date);
CREATE INDEX cell_by_combination ON privacy_cell (origin, task, kind, valid_from);
"""
# Days are those of Amsterdam, as a Moment counts them.
FUNCTIONS = """
CREATE FUNCTION privacy_day(moment timestamptz) RETURNS date LANGUAGE sql IMMUTABLE
SET search_path = public, pg_temp AS $$ SELECT (moment AT TIME ZONE 'Europe/Amsterdam')::date $$;

CREATE FUNCTION privacy_task() RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT law FROM privacy_working
    WHERE role = privacy_setting('role') AND kind = privacy_setting('organisation_kind')
      AND purpose = privacy_setting('purpose')
      AND valid_from <= privacy_day(privacy_setting('now')::timestamptz)
      AND (valid_to IS NULL OR valid_to >= privacy_day(privacy_setting('now')::timestamptz))
    LIMIT 1
$$;

-- The cell that began last counts; none is a refusal.
CREATE FUNCTION privacy_answer(of_law text, for_task text, of_kind text, on_day date) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT answer FROM privacy_cell
    WHERE origin = of_law AND task = for_task AND kind = of_kind
      AND valid_from <= on_day AND (valid_to IS NULL OR valid_to >= on_day)
    ORDER BY valid_from DESC LIMIT 1
$$;

-- Asked beside privacy_opens, never instead of it: that says whether the compartment is open, this
-- whether a row in it that was obtained under a law may go along.
CREATE FUNCTION privacy_crosses(origin text, whose uuid, compartment bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER COST 1000 SET search_path = public, pg_temp AS $$
DECLARE
    moment timestamptz := privacy_setting('now');
BEGIN
    IF privacy_setting('role') = 'resident' AND whose = privacy_setting('subject')::uuid
        OR privacy_lies_in_opening(compartment) THEN
        RETURN true;
    END IF;
    -- What a law shares reaches no further than what it was obtained under.
    IF NOT EXISTS (
        SELECT 1 FROM privacy_grant g
        WHERE g.compartment_id = compartment AND g.purpose = privacy_setting('purpose')
          AND g.team_id = privacy_setting('team')::bigint
          AND g.valid_from <= moment
          AND (g.valid_to IS NULL OR g.valid_to > moment)
          AND (g.withdrawn_at IS NULL OR g.withdrawn_at > moment)
          AND (g.basis <> 'public_task' OR g.obtained_under = origin)
    ) THEN
        RETURN false;
    END IF;
    RETURN COALESCE(origin = 'own_story' OR 'task' = privacy_answer(
        origin, privacy_task(), privacy_setting('organisation_kind'), privacy_day(moment)), false);
END $$;

-- A colleague writes down what a resident says, or what she obtains under her own law.
CREATE FUNCTION privacy_writes_under(origin text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT COALESCE(origin = 'own_story' OR origin = privacy_task(), false)
$$;

CREATE FUNCTION privacy_public_task_has_its_cell() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    day date := privacy_day(NEW.valid_from);
    of_kind text := (SELECT o.kind FROM accounts_team t
        JOIN accounts_organisation o ON o.id = t.organisation_id WHERE t.id = NEW.team_id);
BEGIN
    IF NEW.basis = 'public_task' AND (
        privacy_answer(NEW.obtained_under, NEW.task, of_kind, day) IS DISTINCT FROM 'task'
        OR NOT EXISTS (SELECT 1 FROM privacy_working
            WHERE law = NEW.task AND kind = of_kind AND valid_from <= day
              AND (valid_to IS NULL OR valid_to >= day))
    ) THEN
        RAISE EXCEPTION 'no law lets this be shared on this day'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'public_task_has_its_cell',
            HINT = 'See privacy/sharing.yaml; or ask the resident.';
    END IF;
    RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION privacy_public_task_has_its_cell() FROM PUBLIC;
CREATE TRIGGER public_task_has_its_cell
    BEFORE INSERT OR UPDATE OF basis, obtained_under, task, team_id, valid_from ON privacy_grant
    FOR EACH ROW EXECUTE FUNCTION privacy_public_task_has_its_cell();
"""
UNDO = """
DROP TRIGGER public_task_has_its_cell ON privacy_grant;
DROP FUNCTION privacy_public_task_has_its_cell();
DROP FUNCTION privacy_writes_under(text);
DROP FUNCTION privacy_crosses(text, uuid, bigint);
DROP FUNCTION privacy_answer(text, text, text, date);
DROP FUNCTION privacy_task();
DROP FUNCTION privacy_day(timestamptz);
DROP TABLE privacy_cell;
DROP TABLE privacy_working;
"""


class Migration(migrations.Migration):
    dependencies = [("privacy", "0008_doors"), ("accounts", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="grant",
            name="obtained_under",
            field=models.CharField(blank=True, default="", max_length=20),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="grant",
            name="task",
            field=models.CharField(blank=True, default="", max_length=20),
            preserve_default=False,
        ),
        migrations.RunSQL(TABLES + FUNCTIONS, UNDO),
    ]
