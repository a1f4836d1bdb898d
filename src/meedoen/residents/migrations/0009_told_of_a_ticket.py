# SPDX-License-Identifier: EUPL-1.2
"""Who pressed is told what came of it, without anybody asking whose the number is.

The worker says what there is to tell and under which number; the database looks up whose it is and
lays the message in her outbox. It lies with her plan, as what she said does.
"""

from django.db import migrations

TELL = """
CREATE FUNCTION residents_tell_of_ticket(
    of_ticket uuid, message uuid, its_occasion text, its_about text, its_kind text,
    teller text, at timestamptz
) RETURNS boolean LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH told AS (
        INSERT INTO notifications_outgoing (id, occasion, about, kind, subject, compartment_id,
            state, told_by, told_at, moved_at, tries)
        SELECT message, its_occasion, its_about, its_kind, h.resident_id, h.compartment_id,
            'waiting', teller, at, at, 0
        FROM residents_hindrance h WHERE h.ticket = of_ticket AND h.removed_at IS NULL
        ON CONFLICT (subject, occasion, about) DO NOTHING
        RETURNING 1
    ) SELECT EXISTS (SELECT FROM told)
$$;
REVOKE ALL ON FUNCTION residents_tell_of_ticket(uuid, uuid, text, text, text, text, timestamptz)
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION residents_tell_of_ticket(uuid, uuid, text, text, text, text, timestamptz)
    TO meedoen_worker;
"""
SILENT = (
    "DROP FUNCTION residents_tell_of_ticket(uuid, uuid, text, text, text, text, timestamptz);"
)


class Migration(migrations.Migration):
    dependencies = [
        ("residents", "0008_what_hinders"),
        ("notifications", "0002_row_level_security"),
    ]
    operations = [migrations.RunSQL(TELL, SILENT)]
