# SPDX-License-Identifier: EUPL-1.2
"""Row-level security of this room asks per row, and lists are read over an index (ADR 0022)."""

from django.db import migrations, models

from meedoen.privacy.row_security import asked_per_row

TABLES = ["plans_plan", "plans_choice", "plans_step", "plans_placement", "plans_checkin"]


GUESTS = """
CREATE OR REPLACE FUNCTION plans_expected_guests()
RETURNS TABLE (called text, place text, location text, "when" text, since timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT COALESCE(NULLIF(r.chosen_name, ''), 'een inwoner'), o.title, l.name, o.when_text,
           p.reserved_at
    FROM plans_placement p
    JOIN plans_plan plan ON plan.id = p.plan_id
    JOIN residents_resident r ON r.subject = plan.resident_id
    JOIN catalogue_offer o ON o.id = p.offer_id
    JOIN catalogue_location l ON l.id = o.location_id
    JOIN accounts_team t ON t.organisation_id = o.organisation_id
    WHERE privacy_setting('purpose') = 'placement'
      AND t.id = privacy_setting('team')::bigint
      AND p.ended_at IS NULL
      AND privacy_opens(r.compartment_id)
    ORDER BY o.title, 1, p.reserved_at
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("plans", "0003_expected_guests"), ("privacy", "0006_asked_per_row")]

    operations = [
        *map(asked_per_row, TABLES),
        migrations.RunSQL(GUESTS),
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
