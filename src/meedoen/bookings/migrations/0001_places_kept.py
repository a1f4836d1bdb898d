# SPDX-License-Identifier: EUPL-1.2
"""The one book of who goes where, guarded, and three functions with the owner's rights (ADR 0019).

`bookings_within_places` refuses a place that is not there any more. It waits for the row of the
offer, so that who comes at the same moment counts the place before hers.

`bookings_kept_at` only counts: how many places are kept at each of these offers, and only where
places are counted. `bookings_expected_guests` gives a host five columns, as ADR 0008 decided: for
the purpose of placement, of places of the team's own organisation, and only of residents whose
name is shared with that team.
"""

import django.db.models.deletion
from django.db import migrations, models

from meedoen.privacy.row_security import guarded

FUNCTIONS = """
CREATE FUNCTION bookings_within_places() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    places_here bigint;
BEGIN
    SELECT places - taken_elsewhere INTO places_here FROM catalogue_offer
        WHERE id = NEW.offer_id FOR NO KEY UPDATE;
    IF places_here <= (SELECT count(*) FROM bookings_placement
            WHERE offer_id = NEW.offer_id AND ended_at IS NULL AND id <> NEW.id) THEN
        RAISE EXCEPTION 'no place left: placement_within_places' USING
            ERRCODE = 'check_violation', CONSTRAINT = 'placement_within_places';
    END IF;
    RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION bookings_within_places() FROM PUBLIC;
CREATE TRIGGER within_places BEFORE INSERT OR UPDATE ON bookings_placement
    FOR EACH ROW WHEN (NEW.ended_at IS NULL) EXECUTE FUNCTION bookings_within_places();

CREATE FUNCTION bookings_kept_at(offers uuid[])
RETURNS TABLE (offer uuid, kept bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT p.offer_id, count(*) FROM bookings_placement p
    JOIN catalogue_offer o ON o.id = p.offer_id
    WHERE p.offer_id = ANY (offers) AND p.ended_at IS NULL AND o.places IS NOT NULL
    GROUP BY p.offer_id
$$;

CREATE FUNCTION bookings_expected_guests()
RETURNS TABLE (called text, place text, location text, "when" text, since timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT COALESCE(NULLIF(r.chosen_name, ''), 'een inwoner'), o.title, l.name, o.when_text,
           p.reserved_at
    FROM bookings_placement p
    JOIN residents_resident r ON r.subject = p.resident_id
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
NO_FUNCTIONS = """
DROP FUNCTION bookings_expected_guests();
DROP FUNCTION bookings_kept_at(uuid[]);
DROP FUNCTION bookings_within_places() CASCADE;
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("catalogue", "0003_taken_elsewhere"),
        ("privacy", "0006_asked_per_row"),
        ("residents", "0002_row_level_security"),
    ]

    operations = [
        migrations.CreateModel(
            name="Placement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reserved_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("compartment", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="privacy.compartment")),
                ("offer", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="placements", to="catalogue.offer")),
                ("resident", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="placements", to="residents.resident")),
            ],
            options={
                "constraints": [models.UniqueConstraint(condition=models.Q(("ended_at__isnull", True)), fields=("resident", "offer"), name="one_place_a_resident_an_offer")],
                "indexes": [models.Index(condition=models.Q(("ended_at__isnull", True)), fields=["offer"], name="places_kept_at_an_offer")],
            },
        ),
        guarded("bookings_placement"),
        migrations.RunSQL(FUNCTIONS, NO_FUNCTIONS),
    ]
