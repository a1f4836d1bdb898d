# SPDX-License-Identifier: EUPL-1.2
"""Row-level security on every table of this room that holds personal data."""

from django.db import migrations

from meedoen.privacy.row_security import guard

TABLES = ["plans_plan", "plans_step", "plans_placement", "plans_checkin", "plans_choice", ]


class Migration(migrations.Migration):
    dependencies = [("plans", "0001_initial"), ("privacy", "0002_row_level_security")]

    operations = [guard(table) for table in TABLES]
