# SPDX-License-Identifier: EUPL-1.2
"""Row-level security of this room asks per row, and lists are read over an index (ADR 0022).

It is the last room that does. So here goes the function that made the list of all that a team may
see: a migration of `privacy` itself cannot wait for the rooms above it.
"""

from django.db import migrations, models

from meedoen.privacy.row_security import asked_per_row

TABLES = ["plans_plan", "plans_choice", "plans_step", "plans_checkin"]


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0004_places_move_to_bookings"),
        ("privacy", "0006_asked_per_row"),
        ("residents", "0003_asked_per_row"),
        ("assessment", "0006_asked_per_row"),
    ]

    operations = [
        *map(asked_per_row, TABLES),
        migrations.RunSQL("DROP FUNCTION privacy_visible_compartments();"),
        migrations.AddIndex(
            model_name="plan",
            index=models.Index(
                condition=models.Q(("ended_at__isnull", True)),
                fields=["team", "opened_at"],
                name="running_plan_of_team",
            ),
        ),
        migrations.AddIndex(
            model_name="plan",
            index=models.Index(
                condition=models.Q(("ended_at__isnull", True)),
                fields=["regisseur", "opened_at"],
                name="running_plan_of_regisseur",
            ),
        ),
        migrations.AddIndex(
            model_name="checkin",
            index=models.Index(fields=["plan", "-at"], name="latest_check_in"),
        ),
    ]
