# SPDX-License-Identifier: EUPL-1.2
"""Row-level security of this room asks per row (ADR 0022)."""

from django.db import migrations

from meedoen.privacy.row_security import asked_per_row

TABLES = ["assessment_look", "assessment_override"]


class Migration(migrations.Migration):
    dependencies = [("assessment", "0005_look_rests_on"), ("privacy", "0006_asked_per_row")]

    operations = [asked_per_row(table) for table in TABLES]
