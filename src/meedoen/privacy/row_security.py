# SPDX-License-Identifier: EUPL-1.2
"""Migration operations that put row-level security on a table with personal data.

Every such table has a `compartment_id`, or a `subject` where it lies above compartments. The
visible compartments are worked out once per query: `= ANY((SELECT …)::bigint[])`.
"""

from django.db import migrations

VISIBLE = "ANY ((SELECT privacy_visible_compartments())::bigint[])"


def guard(table: str) -> migrations.RunSQL:
    """Guard a table by its compartment: rows of visible compartments only, to read and write."""
    return migrations.RunSQL(
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;\n"
        f"CREATE POLICY in_visible_compartment ON {table} "
        f"USING (compartment_id = {VISIBLE}) WITH CHECK (compartment_id = {VISIBLE});",
        f"DROP POLICY in_visible_compartment ON {table};\n"
        f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;",
    )
