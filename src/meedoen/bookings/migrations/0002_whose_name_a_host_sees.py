# SPDX-License-Identifier: EUPL-1.2
"""The list of a host says whose names stand in it, so that each of them reads that she was seen.

The same rows as before, for the same purpose and team. What is added a host may see already: the
row of a resident whose name is shared with the team. The page shows no more than it did.
"""

from django.db import migrations

BEFORE = """
DROP FUNCTION bookings_expected_guests();
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
NOW = """
DROP FUNCTION bookings_expected_guests();
CREATE FUNCTION bookings_expected_guests()
RETURNS TABLE (called text, place text, location text, "when" text, since timestamptz,
    subject uuid, lies_in bigint, municipality text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT COALESCE(NULLIF(r.chosen_name, ''), 'een inwoner'), o.title, l.name, o.when_text,
           p.reserved_at, r.subject, r.compartment_id, r.municipality_id
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


class Migration(migrations.Migration):
    dependencies = [("bookings", "0001_places_kept")]

    operations = [migrations.RunSQL(NOW, BEFORE)]
