# SPDX-License-Identifier: EUPL-1.2
"""Both logs are read by who works for the organisation and by who supervises it (ADR 0020).

A privacy officer and a functionaris gegevensbescherming see the same of them; neither sees a
dossier. Source: AVG art. 38(2) and 39(1)(b).
"""

from django.db import migrations

LOGS = {
    "privacy_processingrecord": "municipality_code = "
    "ANY (privacy_setting('municipalities')::text[])",
    "privacy_securityevent": "municipality_codes && privacy_setting('municipalities')::varchar[]",
}


def _read_by(*roles: str) -> str:
    named = ", ".join(f"'{role}'" for role in roles)
    return "\n".join(
        f"ALTER POLICY read_by_officer ON {log} USING (privacy_setting('role') IN ({named}) "
        f"AND privacy_setting('purpose') = 'oversight' AND {hers});"
        for log, hers in LOGS.items()
    )


class Migration(migrations.Migration):
    dependencies = [("privacy", "0004_history")]

    operations = [
        migrations.RunSQL(
            _read_by("privacy_officer", "data_protection_officer"), _read_by("privacy_officer")
        )
    ]
