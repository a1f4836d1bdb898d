# SPDX-License-Identifier: EUPL-1.2
"""Which drafts of the laboratory are tried for a knelpunt, seen by who works on it there.

The draft itself lies with who makes policy: here stands its number and a day.
"""

import django.db.models.deletion
from django.db import migrations, models

HERE_KNELPUNT = """(SELECT (SELECT privacy_setting('purpose')) = 'improving'
    AND k.municipality_id = ANY ((SELECT privacy_setting('municipalities'))::text[])
    FROM knelpunten_knelpunt k WHERE k.id = knelpunt_id)"""
WRITES = """(SELECT privacy_setting('role')) NOT IN
    ('volunteer', 'advisory_board_member', 'external_adviser')"""
GUARD = f"""
ALTER TABLE knelpunten_triedrule ENABLE ROW LEVEL SECURITY;
CREATE POLICY read ON knelpunten_triedrule FOR SELECT TO meedoen_web USING ({HERE_KNELPUNT});
CREATE POLICY added ON knelpunten_triedrule FOR INSERT TO meedoen_web
    WITH CHECK ({HERE_KNELPUNT} AND {WRITES});
CREATE POLICY changed ON knelpunten_triedrule FOR UPDATE TO meedoen_web
    USING ({HERE_KNELPUNT} AND {WRITES}) WITH CHECK ({HERE_KNELPUNT} AND {WRITES});
"""
UNGUARD = """
DROP POLICY changed ON knelpunten_triedrule;
DROP POLICY added ON knelpunten_triedrule;
DROP POLICY read ON knelpunten_triedrule;
ALTER TABLE knelpunten_triedrule DISABLE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("knelpunten", "0005_pressed_at_what_is_public"),
        ("laboratory", "0003_of_one_municipality"),
    ]
    operations = [
        migrations.CreateModel(
            name="TriedRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("tried_on", models.DateField()),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="laboratory.draft",
                    ),
                ),
                (
                    "knelpunt",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tried_rules",
                        to="knelpunten.knelpunt",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["knelpunt", "tried_on", "id"], name="rules_tried_for_a_knelpunt"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("draft",), name="a_draft_is_tried_for_one_knelpunt"
                    )
                ],
            },
        ),
        migrations.RunSQL(GUARD, UNGUARD),
    ]
