# SPDX-License-Identifier: EUPL-1.2
"""Places that are kept move to the one book of who goes where, with their past (ADR 0019).

Each row keeps its number. What was taken of an offer counted the kept places too; from now on it
is only what is taken elsewhere. Of an earlier value of it, which stays in the past as `taken`, the
same is true. This cannot be undone: places may belong to who has no plan.
"""

from django.db import migrations

MOVE = """
DROP FUNCTION plans_expected_guests();

UPDATE catalogue_offer SET taken_elsewhere = GREATEST(0, taken_elsewhere - kept.number)
FROM (
    SELECT offer_id, count(*) AS number FROM plans_placement WHERE ended_at IS NULL GROUP BY offer_id
) kept WHERE kept.offer_id = catalogue_offer.id;

-- Places that are kept stay kept, also where there are more of them than an offer has.
ALTER TABLE bookings_placement DISABLE TRIGGER within_places;
INSERT INTO bookings_placement (id, resident_id, compartment_id, offer_id, reserved_at, ended_at)
SELECT place.id, plan.resident_id, place.compartment_id, place.offer_id, place.reserved_at,
       place.ended_at
FROM plans_placement place JOIN plans_plan plan ON plan.id = place.plan_id;
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE bookings_placement ENABLE TRIGGER within_places;
SET CONSTRAINTS ALL DEFERRED;
SELECT setval(
    pg_get_serial_sequence('bookings_placement', 'id'),
    (SELECT GREATEST(max(id), 1) FROM bookings_placement), EXISTS (SELECT FROM bookings_placement));

UPDATE history_revision SET "table" = 'bookings_placement' WHERE "table" = 'plans_placement';
"""


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0003_expected_guests"),
        ("bookings", "0001_places_kept"),
        ("catalogue", "0003_taken_elsewhere"),
        ("history", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL(MOVE),
        migrations.DeleteModel("Placement"),
    ]
