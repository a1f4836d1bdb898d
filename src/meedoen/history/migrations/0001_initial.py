# SPDX-License-Identifier: EUPL-1.2
"""The table of revisions, and the trigger function that fills it (ADR 0015).

The function runs with the owner's rights, so that a page can add no revision of its own making,
nor change or remove one. `pg_temp` comes last in its search path: else a temporary table with the
name of ours would be written instead. What a table hands it: the column that names a row, the
column that says in which compartment it lies (or nothing), and the columns whose past is not kept.
"""

from django.db import migrations, models

KEEP = """
CREATE FUNCTION history_keep() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    before jsonb := CASE WHEN TG_OP = 'INSERT' THEN '{}' ELSE to_jsonb(OLD) END;
    after jsonb := CASE WHEN TG_OP = 'DELETE' THEN '{}' ELSE to_jsonb(NEW) END;
    stands jsonb := CASE WHEN TG_OP = 'DELETE' THEN before ELSE after END;
    lies_in bigint := (stands ->> NULLIF(TG_ARGV[1], ''))::bigint;
    signed text := NULLIF(current_setting('meedoen.signed_by', true), '');
    was jsonb;
BEGIN
    IF TG_OP <> 'INSERT' THEN
        SELECT jsonb_object_agg(key, value) INTO was FROM jsonb_each(before)
            WHERE after -> key IS DISTINCT FROM value AND key <> ALL (TG_ARGV[2:]);
    END IF;
    -- A page touches a row without changing it: nothing happened. A dossier is removed only to be
    -- forgotten: then nothing of it may stay here.
    IF TG_OP = 'UPDATE' AND was IS NULL OR TG_OP = 'DELETE' AND lies_in IS NOT NULL THEN
        RETURN NULL;
    END IF;
    IF signed IS NULL AND 'meedoen_web' IN (session_user, current_setting('role')) THEN
        RAISE EXCEPTION 'a change of % without who makes it', TG_TABLE_NAME
            USING HINT = 'Sign it first: history.operations.sign.';
    END IF;
    INSERT INTO history_revision
        (at, by, role, account_id, "table", "row", compartment_id, kind, was)
    VALUES (
        CASE WHEN signed IS NULL THEN now()
            ELSE current_setting('meedoen.signed_at')::timestamptz END,
        left(COALESCE(signed, session_user), 160),
        CASE WHEN signed IS NULL THEN 'owner' ELSE current_setting('meedoen.signed_role') END,
        CASE WHEN signed IS NULL THEN NULL
            ELSE NULLIF(current_setting('meedoen.signed_account'), '')::bigint END,
        TG_TABLE_NAME, stands ->> TG_ARGV[0], lies_in,
        CASE TG_OP WHEN 'INSERT' THEN 'added' WHEN 'UPDATE' THEN 'changed' ELSE 'removed' END,
        was);
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION history_keep() FROM PUBLIC;
ALTER TABLE history_revision ENABLE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Revision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=160)),
                ("role", models.CharField(max_length=40)),
                ("account_id", models.BigIntegerField(null=True)),
                ("table", models.CharField(max_length=63)),
                ("row", models.CharField(max_length=40)),
                ("compartment_id", models.BigIntegerField(db_index=True, null=True)),
                ("kind", models.CharField(choices=[("added", "Added"), ("changed", "Changed"), ("removed", "Removed")], max_length=10)),
                ("was", models.JSONField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["table", "row", "id"], name="revisions_of_a_row")],
            },
        ),
        migrations.RunSQL(KEEP, "DROP FUNCTION history_keep() CASCADE;"),
    ]
