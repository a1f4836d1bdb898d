# SPDX-License-Identifier: EUPL-1.2
"""What a host hears of somebody who comes: the name she chose and which place, nothing of the plan.

A placement lies in the compartment of the plan, which a host may not open. This function runs with
the owner's rights and gives out five columns, for the purpose of placement, of places of the
team's own organisation, and only of residents whose name is shared with that team.

The second one only counts: how many running plans each of these accounts directs. Both: ADR 0008.
"""

from django.db import migrations

FUNCTIONS = """
CREATE FUNCTION plans_expected_guests()
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
      AND r.compartment_id = ANY ((SELECT privacy_visible_compartments())::bigint[])
    ORDER BY o.title, 1, p.reserved_at
$$;

CREATE FUNCTION plans_directed_by(accounts bigint[])
RETURNS TABLE (account bigint, running bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT regisseur_id, count(*) FROM plans_plan
    WHERE regisseur_id = ANY (accounts) AND ended_at IS NULL
      AND privacy_setting('purpose') IS NOT NULL
    GROUP BY regisseur_id
$$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0002_row_level_security"),
        ("catalogue", "0001_initial"),
        ("residents", "0002_row_level_security"),
    ]

    operations = [
        migrations.RunSQL(
            FUNCTIONS,
            "DROP FUNCTION plans_expected_guests(); DROP FUNCTION plans_directed_by(bigint[]);",
        )
    ]
