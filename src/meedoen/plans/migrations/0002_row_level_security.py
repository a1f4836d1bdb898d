# SPDX-License-Identifier: EUPL-1.2
"""Row-level security on every table of this room that holds personal data."""

from django.db import migrations

from meedoen.privacy.row_security import guard

PARTS = ["plans_step", "plans_placement", "plans_checkin"]
IN_ONE_PLACE = "ALTER TABLE plans_plan ADD CONSTRAINT plan_in_compartment UNIQUE (id, compartment_id)"


class Migration(migrations.Migration):
    dependencies = [("plans", "0001_initial"), ("privacy", "0002_row_level_security")]

    operations = [
        guard("plans_plan"),
        guard("plans_choice"),
        migrations.RunSQL(
            IN_ONE_PLACE, "ALTER TABLE plans_plan DROP CONSTRAINT plan_in_compartment"
        ),
        *[guard(table, whose="plan_id") for table in PARTS],
    ]
