# SPDX-License-Identifier: EUPL-1.2
"""Meetings are seen by who works on what hinders people in that municipality; three roles read."""

from django.db import migrations

HERE = """((SELECT privacy_setting('purpose')) = 'improving'
    AND municipality_id = ANY ((SELECT privacy_setting('municipalities'))::text[]))"""
WRITES = """(SELECT privacy_setting('role')) NOT IN
    ('volunteer', 'advisory_board_member', 'external_adviser')"""
OF_A_MEETING = "(SELECT true FROM network_meeting m WHERE m.id = meeting_id)"
LIES = {"meeting": HERE, "meetingguest": OF_A_MEETING, "agendaitem": OF_A_MEETING}
GUARD = "".join(
    f"""
ALTER TABLE network_{name} ENABLE ROW LEVEL SECURITY;
CREATE POLICY read ON network_{name} FOR SELECT TO meedoen_web USING ({where});
CREATE POLICY added ON network_{name} FOR INSERT TO meedoen_web
    WITH CHECK ({where} AND {WRITES});
CREATE POLICY changed ON network_{name} FOR UPDATE TO meedoen_web
    USING ({where} AND {WRITES}) WITH CHECK ({where} AND {WRITES});
"""
    for name, where in LIES.items()
)
UNGUARD = "".join(
    "".join(f"DROP POLICY {policy} ON network_{name};" for policy in ("read", "added", "changed"))
    + f"ALTER TABLE network_{name} DISABLE ROW LEVEL SECURITY;"
    for name in LIES
)


class Migration(migrations.Migration):
    dependencies = [("network", "0001_small_meetings"), ("privacy", "0020_for_improving")]
    locks = "The tables are new, so that nobody writes in them yet."
    operations = [migrations.RunSQL(GUARD, UNGUARD)]
