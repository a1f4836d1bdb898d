# SPDX-License-Identifier: EUPL-1.2
"""A person beside a resident and a system only read: asked by a policy on each table of a dossier.

The policies themselves come from what the rooms declare (`only_readers_refused`), so that no later
table is forgotten. Who only reads opens no dossier either.
"""

from django.db import migrations

FUNCTIONS = """
CREATE FUNCTION privacy_may_write() RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    context jsonb := privacy_context();
BEGIN
    RETURN COALESCE(context ->> 'role' <> '', false)
        AND COALESCE(context ->> 'person', '') = '' AND COALESCE(context ->> 'system', '') = '';
END $$;

CREATE OR REPLACE FUNCTION privacy_is_opening(whose uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT whose = NULLIF(current_setting('meedoen.opening', true), '')::uuid
        AND privacy_may_write()
        AND NOT EXISTS (
            SELECT 1 FROM privacy_compartment WHERE subject = whose AND opened_at <> now())
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("privacy", "0012_identity_shown")]

    operations = [migrations.RunSQL(FUNCTIONS)]
