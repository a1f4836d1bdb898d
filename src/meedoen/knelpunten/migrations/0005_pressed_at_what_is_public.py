# SPDX-License-Identifier: EUPL-1.2
"""A press at a knelpunt asks whether everybody may see it, without asking who pressed there.

Whether she may read a knelpunt depends on her presses; so whether she may press could not depend
on reading it: the database goes round in that circle and refuses every press.
"""

from django.db import migrations

CAN_BE_PRESSED = """
CREATE FUNCTION knelpunten_can_be_pressed(of_knelpunt bigint, here text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM knelpunten_knelpunt k WHERE k.id = of_knelpunt
        AND k.municipality_id = here AND k.published_on IS NOT NULL
        AND k.taken_back_on IS NULL AND k.joined_into_id IS NULL)
$$;
"""
GIVEN = """
ALTER POLICY given ON knelpunten_ticket WITH CHECK (
    (SELECT privacy_setting('purpose'))
        IN ('taking_part', 'intake', 'guidance', 'public_information')
    AND answered_on IS NULL AND told_on IS NULL AND solved = '' AND words = ''
    AND (knelpunt_id IS NULL OR {seen}));
"""
SEEN = "(SELECT true FROM knelpunten_knelpunt k WHERE k.id = knelpunt_id)"


class Migration(migrations.Migration):
    dependencies = [("knelpunten", "0004_seen_in_the_register")]
    operations = [
        migrations.RunSQL(
            CAN_BE_PRESSED
            + GIVEN.format(seen="knelpunten_can_be_pressed(knelpunt_id, municipality_id)"),
            GIVEN.format(seen=SEEN)
            + "DROP FUNCTION knelpunten_can_be_pressed(bigint, text);",
        )
    ]
