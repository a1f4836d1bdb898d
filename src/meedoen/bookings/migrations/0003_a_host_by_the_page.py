# SPDX-License-Identifier: EUPL-1.2
"""The list of a host comes by the page, of all its places or of one (ADR 0030).

The same rows, columns and guards as before. Rows are put in order first and asked about after
that, so that a page asks about no more people than it goes past. `bookings_places_with_guests`
names the places that can be chosen: where somebody comes whom this host may see. Nobody is in it.
"""

from django.db import migrations

BEFORE = """
DROP FUNCTION bookings_places_with_guests();
DROP FUNCTION bookings_expected_guests(uuid, bigint, bigint);
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
NOW = """
DROP FUNCTION bookings_expected_guests();
CREATE FUNCTION bookings_expected_guests(at_offer uuid, skip bigint, most bigint)
RETURNS TABLE (called text, place text, location text, "when" text, since timestamptz,
    subject uuid, lies_in bigint, municipality text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT one.called, one.title, one.name, one.when_text, one.reserved_at, one.subject,
           one.compartment_id, one.municipality_id
    FROM (
        SELECT COALESCE(NULLIF(r.chosen_name, ''), 'een inwoner') AS called, o.title, l.name,
               o.when_text, p.reserved_at, r.subject, r.compartment_id, r.municipality_id, p.id
        FROM bookings_placement p
        JOIN residents_resident r ON r.subject = p.resident_id
        JOIN catalogue_offer o ON o.id = p.offer_id
        JOIN catalogue_location l ON l.id = o.location_id
        JOIN accounts_team t ON t.organisation_id = o.organisation_id
        WHERE privacy_setting('purpose') = 'placement'
          AND t.id = privacy_setting('team')::bigint
          AND p.ended_at IS NULL
          AND (at_offer IS NULL OR o.id = at_offer)
        ORDER BY o.title, called, p.reserved_at, p.id
        -- In order before anything is asked: without this the question is asked of every row.
        OFFSET 0) AS one
    WHERE privacy_opens(one.compartment_id)
    ORDER BY one.title, one.called, one.reserved_at, one.id OFFSET skip LIMIT most
$$;

CREATE FUNCTION bookings_places_with_guests()
RETURNS TABLE (offer uuid, place text, location text, "when" text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT o.id, o.title, l.name, o.when_text
    FROM accounts_team t
    JOIN catalogue_offer o ON o.organisation_id = t.organisation_id
    JOIN catalogue_location l ON l.id = o.location_id
    WHERE privacy_setting('purpose') = 'placement'
      AND t.id = privacy_setting('team')::bigint
      AND EXISTS (
        SELECT FROM bookings_placement p JOIN residents_resident r ON r.subject = p.resident_id
        WHERE p.offer_id = o.id AND p.ended_at IS NULL AND privacy_opens(r.compartment_id))
    ORDER BY o.title, o.when_text, o.id
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("bookings", "0002_whose_name_a_host_sees")]

    operations = [migrations.RunSQL(NOW, BEFORE)]
