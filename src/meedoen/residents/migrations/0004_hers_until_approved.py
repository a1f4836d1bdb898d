# SPDX-License-Identifier: EUPL-1.2
"""Words that a resident did not approve yet are hers alone, in the policy too.

Who writes along sees what she writes down in this very moment, until she and the resident have read
it: that is one transaction. The policies only narrow what others let through.
"""

from django.db import migrations

HERS = """(approved_at IS NOT NULL
    OR (SELECT privacy_setting('role')) = 'resident'
    OR (said_at = (SELECT privacy_setting('now')::timestamptz)
        AND heard_by = (SELECT privacy_setting('label'))))"""


class Migration(migrations.Migration):
    dependencies = [
        ("residents", "0003_asked_per_row"),
        ("privacy", "0007_entered_with_proof"),
    ]

    operations = [
        migrations.RunSQL(
            "CREATE POLICY hers_until_approved ON residents_fragment AS RESTRICTIVE "
            f"FOR SELECT USING {HERS};"
            "CREATE POLICY nobody_else_approves ON residents_fragment AS RESTRICTIVE "
            f"FOR UPDATE USING {HERS};",
            "DROP POLICY hers_until_approved ON residents_fragment;"
            "DROP POLICY nobody_else_approves ON residents_fragment;",
        )
    ]
