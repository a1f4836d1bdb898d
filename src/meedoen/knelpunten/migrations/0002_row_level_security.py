# SPDX-License-Identifier: EUPL-1.2
"""Drafts are seen and changed by the organisation that made them, where it works; none is removed.

They hold no person, but a text can be recognised all the same. So without a context there are no
rows here either, and a draft is written in the name of the own team only.
"""

from django.db import migrations

OWN = """(
    privacy_setting('purpose') IN ('intake', 'guidance')
    AND municipality_id = ANY (COALESCE(privacy_setting('municipalities'), '{}')::text[])
    AND team_id IN (
        SELECT mine.id FROM accounts_team mine JOIN accounts_team here
        ON here.organisation_id = mine.organisation_id
        WHERE here.id = privacy_setting('team')::bigint)
)"""
GUARD = f"""
ALTER TABLE knelpunten_draft ENABLE ROW LEVEL SECURITY;
CREATE POLICY read ON knelpunten_draft FOR SELECT USING {OWN};
CREATE POLICY added ON knelpunten_draft FOR INSERT
    WITH CHECK ({OWN} AND team_id = privacy_setting('team')::bigint);
CREATE POLICY changed ON knelpunten_draft FOR UPDATE USING {OWN} WITH CHECK {OWN};
"""
UNGUARD = """
DROP POLICY read ON knelpunten_draft;
DROP POLICY added ON knelpunten_draft;
DROP POLICY changed ON knelpunten_draft;
ALTER TABLE knelpunten_draft DISABLE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [("knelpunten", "0001_initial"), ("privacy", "0002_row_level_security")]

    operations = [migrations.RunSQL(GUARD, UNGUARD)]
