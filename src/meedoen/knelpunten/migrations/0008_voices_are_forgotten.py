# SPDX-License-Identifier: EUPL-1.2
"""What people typed is forgotten a year after the question was over; the database lets nothing go before.

A day of slack: the database asks its own clock, which may be in another zone.
"""

from django.db import migrations

LONG_OVER = """(SELECT COALESCE(c.closed_on, c.last_day) < current_date - 364
    FROM knelpunten_consultation c WHERE c.id = consultation_id)"""
FORGET = f"""
CREATE POLICY read_by_worker ON knelpunten_consultation FOR SELECT TO meedoen_worker USING (true);
CREATE POLICY read_by_worker ON knelpunten_voice FOR SELECT TO meedoen_worker USING ({LONG_OVER});
CREATE POLICY forgotten ON knelpunten_voice FOR DELETE TO meedoen_worker USING ({LONG_OVER});
"""
KEEP = """
DROP POLICY forgotten ON knelpunten_voice;
DROP POLICY read_by_worker ON knelpunten_voice;
DROP POLICY read_by_worker ON knelpunten_consultation;
"""


class Migration(migrations.Migration):
    dependencies = [
        ('knelpunten', '0007_laid_before_everybody'),
    ]

    operations = [
        migrations.RunSQL(FORGET, KEEP),
    ]
