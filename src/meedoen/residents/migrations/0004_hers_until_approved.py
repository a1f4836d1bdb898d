# SPDX-License-Identifier: EUPL-1.2
"""Words that a resident did not approve yet are hers alone, in the policy too.

Who writes along sees what she writes down in this very moment, until she and the resident have read
it: that is one transaction.
"""

from django.db import migrations

from meedoen.privacy.row_security import OPEN

HERS = f"""{OPEN} AND (approved_at IS NOT NULL
    OR privacy_setting('role') = 'resident'
    OR (said_at = privacy_setting('now')::timestamptz AND heard_by = privacy_setting('label')))"""


class Migration(migrations.Migration):
    dependencies = [
        ("residents", "0003_asked_per_row"),
        ("privacy", "0007_entered_with_proof"),
    ]

    operations = [
        migrations.RunSQL(
            f"ALTER POLICY read ON residents_fragment USING ({HERS});"
            f"ALTER POLICY changed ON residents_fragment USING ({HERS}) WITH CHECK ({HERS});",
            f"ALTER POLICY read ON residents_fragment USING ({OPEN});"
            f"ALTER POLICY changed ON residents_fragment USING ({OPEN}) WITH CHECK ({OPEN});",
        )
    ]
