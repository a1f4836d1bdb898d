# SPDX-License-Identifier: EUPL-1.2
"""Migration operations that put row-level security on a table with personal data.

Every such table has a `compartment_id`, or a `subject` where it lies above compartments. Whether
that compartment is open is asked per row (ADR 0022). Which columns may change stands in `guards.py`
of the room.
"""

from django.db import migrations

VISIBLE = "ANY ((SELECT privacy_visible_compartments())::bigint[])"


OPEN = "privacy_opens(compartment_id)"


def guarded(table: str, *, whose: str = "resident_id") -> migrations.RunSQL:
    """Guard a new table by its compartment: rows of open compartments only; none is removed.

    The column `whose` names the subject: a row of one resident never lies in a compartment of
    another, or somebody could write in the name of a resident who shared nothing.
    """
    return _guard(table, whose, OPEN)


def guard(table: str, *, whose: str = "resident_id") -> migrations.RunSQL:
    """Guard a table as migrations before ADR 0022 did; `asked_per_row` follows in a later one."""
    return _guard(table, whose, f"compartment_id = {VISIBLE}")


def asked_per_row(table: str) -> migrations.RunSQL:
    """Let the policies that `guard` made ask per row, as those of `guarded` do."""
    return migrations.RunSQL(
        f"ALTER POLICY read ON {table} USING ({OPEN});\n"
        f"ALTER POLICY added ON {table} WITH CHECK ({OPEN});\n"
        f"ALTER POLICY changed ON {table} USING ({OPEN}) WITH CHECK ({OPEN});"
    )


def asked_by_law(table: str) -> migrations.RunSQL:
    """Let the policies of a table whose rows say `obtained_under` ask for the cell too (ADR 0026).

    Who writes does so under her own law, or writes down what the resident says.
    """
    seen = f"{OPEN} AND privacy_crosses(obtained_under, resident_id, compartment_id)"
    return migrations.RunSQL(
        f"ALTER POLICY read ON {table} USING ({seen});\n"
        f"ALTER POLICY added ON {table} "
        f"WITH CHECK ({OPEN} AND privacy_writes_under(obtained_under));\n"
        f"ALTER POLICY changed ON {table} USING ({seen}) WITH CHECK ({seen});",
        f"ALTER POLICY read ON {table} USING ({OPEN});\n"
        f"ALTER POLICY added ON {table} WITH CHECK ({OPEN});\n"
        f"ALTER POLICY changed ON {table} USING ({OPEN}) WITH CHECK ({OPEN});",
    )


def _guard(table: str, whose: str, seen: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;\n"
        f"CREATE POLICY read ON {table} FOR SELECT USING ({seen});\n"
        f"CREATE POLICY added ON {table} FOR INSERT WITH CHECK ({seen});\n"
        f"CREATE POLICY changed ON {table} FOR UPDATE USING ({seen}) WITH CHECK ({seen});\n"
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
