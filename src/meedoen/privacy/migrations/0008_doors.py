# SPDX-License-Identifier: EUPL-1.2
"""Who comes in without an account is counted where every process sees it, and forgotten in a day.

A row holds a keyed hash of an address and what was done; nothing of who did it or what was said.
"""

from django.db import migrations, models

GUARDS = """
ALTER TABLE privacy_arrival ENABLE ROW LEVEL SECURITY;
CREATE POLICY added ON privacy_arrival FOR INSERT WITH CHECK (true);
CREATE POLICY counted ON privacy_arrival FOR SELECT USING (true);
CREATE POLICY forgotten ON privacy_arrival FOR DELETE USING (at < now() - interval '1 day');
"""
UNDO = """
DROP POLICY added ON privacy_arrival;
DROP POLICY counted ON privacy_arrival;
DROP POLICY forgotten ON privacy_arrival;
"""


class Migration(migrations.Migration):
    dependencies = [("privacy", "0007_entered_with_proof")]

    operations = [
        migrations.CreateModel(
            name="Arrival",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(db_index=True)),
                ("door", models.CharField(choices=[("story", "story"), ("call", "call")], max_length=10)),
                ("address", models.CharField(max_length=64)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["door", "at"], name="arrival_by_door"),
                    models.Index(fields=["address", "door", "at"], name="arrival_by_address"),
                ],
            },
        ),
        migrations.RunSQL(GUARDS, UNDO),
    ]
