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

-- The cell that began last counts; none is a refusal.
CREATE FUNCTION privacy_answer(of_law text, for_task text, of_kind text, on_day date) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT answer FROM privacy_cell
    WHERE origin = of_law AND task = for_task AND kind = of_kind
      AND valid_from <= on_day AND (valid_to IS NULL OR valid_to >= on_day)
    ORDER BY valid_from DESC LIMIT 1
$$;
"""
UNDO = """
DROP FUNCTION privacy_answer(text, text, text, date);
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
