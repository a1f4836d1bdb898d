# SPDX-License-Identifier: EUPL-1.2
"""A programme is of one municipality: who makes policy there sees it, and two functions write it.

A part lies where the part above it lies, so that the two cannot disagree: a goal with its
subprogramme, an action with both. The past of what somebody sees, she sees too.
"""

from django.db import migrations

HERE = """((SELECT privacy_setting('purpose')) = 'policy'
    AND municipality_id = ANY ((SELECT privacy_setting('municipalities'))::text[]))"""
WRITES = "(SELECT privacy_setting('role')) IN ('policy_adviser', 'programme_leader')"
# Of each table which rows lie where somebody works: those of a part that she sees.
LIES = {
    "vision": HERE,
    "subprogramme": HERE,
    "goal": "EXISTS (SELECT FROM programmes_subprogramme s WHERE s.id = subprogramme_id)",
    "followedindicator": "EXISTS (SELECT FROM programmes_goal g WHERE g.id = goal_id)",
    "programmeaction": "EXISTS (SELECT FROM programmes_subprogramme s WHERE s.id = subprogramme_id)",
    "insight": "EXISTS (SELECT FROM programmes_programmeaction a WHERE a.id = action_id)",
}
SEEN = "".join(
    f"""
ALTER TABLE programmes_{name} ENABLE ROW LEVEL SECURITY;
CREATE POLICY read ON programmes_{name} FOR SELECT TO meedoen_web USING ({where});
CREATE POLICY added ON programmes_{name} FOR INSERT TO meedoen_web
    WITH CHECK ({where} AND {WRITES});
CREATE POLICY changed ON programmes_{name} FOR UPDATE TO meedoen_web
    USING ({where} AND {WRITES}) WITH CHECK ({where} AND {WRITES});
"""
    for name, where in LIES.items()
)
UNSEEN = "".join(
    "".join(f"DROP POLICY {policy} ON programmes_{name};" for policy in ("read", "added", "changed"))
    + f"ALTER TABLE programmes_{name} DISABLE ROW LEVEL SECURITY;"
    for name in LIES
)
TOGETHER = """
ALTER TABLE programmes_programmeaction ADD CONSTRAINT programmes_action_with_a_goal_of_its_own
    FOREIGN KEY (goal_id, subprogramme_id) REFERENCES programmes_goal (id, subprogramme_id);
"""
APART = "ALTER TABLE programmes_programmeaction DROP CONSTRAINT programmes_action_with_a_goal_of_its_own;"
PAST = """
CREATE POLICY read_of_actions ON history_revision FOR SELECT TO meedoen_web USING (
    "table" = 'programmes_programmeaction'
    AND EXISTS (SELECT FROM programmes_programmeaction a WHERE a.id::text = "row"));
"""
NO_PAST = "DROP POLICY read_of_actions ON history_revision;"


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0001_programme"),
        ("privacy", "0017_counts_handed_in"),
    ]
    locks = "The tables are new, so that nobody writes in them yet."
    operations = [
        migrations.RunSQL(SEEN, UNSEEN),
        migrations.RunSQL(TOGETHER, APART),
        migrations.RunSQL(PAST, NO_PAST),
    ]
