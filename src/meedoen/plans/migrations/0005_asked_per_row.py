# SPDX-License-Identifier: EUPL-1.2
"""Row-level security of this room asks per row, and lists are read over an index (ADR 0022).

It is the last room that does. So here goes the function that made the list of all that a team may
see: a migration of `privacy` itself cannot wait for the rooms above it.
"""

from django.db import migrations, models

from meedoen.privacy.row_security import asked_per_row

TABLES = ["plans_plan", "plans_choice", "plans_step", "plans_checkin"]


# With the rights of who asks. A planner does not know how many rows a policy lets through, and would
# rather read and sort all that was ever shared with a team than follow the order of the index as
# far as a page goes. Here it has no other way.
WITHOUT_A_PLAN = """
CREATE FUNCTION plans_without_a_plan(team bigint, purpose text, skip bigint, most bigint)
RETURNS TABLE (subject uuid) LANGUAGE sql STABLE
SET search_path = public, pg_temp
SET enable_sort = off SET enable_incremental_sort = off SET enable_seqscan = off
SET enable_bitmapscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
    SELECT r.subject
    FROM privacy_grant g JOIN residents_resident r ON r.compartment_id = g.compartment_id
    WHERE g.team_id = $1 AND g.purpose = $2 AND g.withdrawn_at IS NULL
      AND NOT EXISTS (
        SELECT FROM plans_plan p WHERE p.resident_id = r.subject AND p.ended_at IS NULL)
      AND NOT EXISTS (
        SELECT FROM residents_fragment f WHERE f.resident_id = r.subject AND f.kind = 'call_me'
          AND f.replaced_at IS NULL AND f.approved_at IS NOT NULL)
    ORDER BY g.valid_from, g.id OFFSET $3 LIMIT $4
$$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0004_places_move_to_bookings"),
        ("privacy", "0006_asked_per_row"),
        ("residents", "0003_asked_per_row"),
        ("assessment", "0006_asked_per_row"),
    ]

    operations = [
        *map(asked_per_row, TABLES),
        migrations.RunSQL(WITHOUT_A_PLAN),
        migrations.RunSQL("DROP FUNCTION privacy_visible_compartments();"),
        migrations.AddIndex(
            model_name="plan",
            index=models.Index(
                condition=models.Q(("ended_at__isnull", True)),
                fields=["team", "opened_at", "id"],
                name="running_plan_of_team",
            ),
        ),
        migrations.AddIndex(
            model_name="plan",
            index=models.Index(
                condition=models.Q(("ended_at__isnull", True)),
                fields=["regisseur", "opened_at", "id"],
                name="running_plan_of_regisseur",
            ),
        ),
        migrations.AddIndex(
            model_name="checkin",
            index=models.Index(fields=["plan", "-at"], name="latest_check_in"),
        ),
    ]
