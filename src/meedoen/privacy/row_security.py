# SPDX-License-Identifier: EUPL-1.2
"""Migration operations that put row-level security on a table with personal data.

Every such table has a `compartment_id`, or a `subject` where it lies above compartments. The
visible compartments are worked out once per query: `= ANY((SELECT …)::bigint[])`. Which columns
may change afterwards stands in `database/roles.py`.
"""

from django.db import migrations

VISIBLE = "ANY ((SELECT privacy_visible_compartments())::bigint[])"


def guard(table: str, *, whose: str = "resident_id") -> migrations.RunSQL:
    """Guard a table by its compartment: rows of visible compartments only; none is removed.

    The column `whose` names the subject: a row of one resident never lies in a compartment of
    another, or somebody could write in the name of a resident who shared nothing.
    """
    return migrations.RunSQL(
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;\n"
        f"CREATE POLICY read ON {table} FOR SELECT USING (compartment_id = {VISIBLE});\n"
        f"CREATE POLICY added ON {table} FOR INSERT WITH CHECK (compartment_id = {VISIBLE});\n"
        f"CREATE POLICY changed ON {table} FOR UPDATE "
        f"USING (compartment_id = {VISIBLE}) WITH CHECK (compartment_id = {VISIBLE});\n"
        f"{_lies_where_it_belongs(table, whose)}",
        f"ALTER TABLE {table} DROP CONSTRAINT {table}_of_its_owner;\n"
        f"DROP POLICY read ON {table};\nDROP POLICY added ON {table};\n"
        f"DROP POLICY changed ON {table};\n"
        f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;",
    )


def _lies_where_it_belongs(table: str, whose: str) -> str:
    # A part of a plan has no subject of its own: it lies where the plan lies.
    there = (
        "plans_plan (id, compartment_id)"
        if whose == "plan_id"
        else "privacy_compartment (subject, id)"
    )
    return (
        f"ALTER TABLE {table} ADD CONSTRAINT {table}_of_its_owner "
        f"FOREIGN KEY ({whose}, compartment_id) REFERENCES {there} ON DELETE CASCADE;"
    )
