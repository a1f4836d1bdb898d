# SPDX-License-Identifier: EUPL-1.2
"""How many plans somebody directs is told where a plan begins, of who works there (ADR 0008).

Until now any context was told it of any account.
"""

from django.db import migrations

NARROWED = """
CREATE OR REPLACE FUNCTION plans_directed_by(accounts bigint[])
RETURNS TABLE (account bigint, running bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    context jsonb := privacy_context();
    here text[];
BEGIN
    IF NOT privacy_may_write()
        OR COALESCE(context ->> 'purpose', '') NOT IN ('taking_part', 'intake', 'guidance') THEN
        RETURN;
    END IF;
    here := CASE WHEN context ->> 'role' = 'resident'
        THEN ARRAY(SELECT DISTINCT c.municipality_id::text FROM privacy_compartment c
            WHERE c.subject = NULLIF(context ->> 'subject', '')::uuid)
        ELSE (context ->> 'municipalities')::text[] END;
    RETURN QUERY
        SELECT p.regisseur_id, count(*) FROM plans_plan p
        WHERE p.regisseur_id = ANY (accounts) AND p.ended_at IS NULL
          AND EXISTS (
            SELECT FROM accounts_membership m JOIN accounts_team t ON t.id = m.team_id
                JOIN accounts_organisation_municipalities o
                ON o.organisation_id = t.organisation_id
            WHERE m.account_id = p.regisseur_id AND o.municipality_id = ANY (here))
        GROUP BY p.regisseur_id;
END $$;
"""
BEFORE = """
CREATE OR REPLACE FUNCTION plans_directed_by(accounts bigint[])
RETURNS TABLE (account bigint, running bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT regisseur_id, count(*) FROM plans_plan
    WHERE regisseur_id = ANY (accounts) AND ended_at IS NULL
      AND privacy_setting('purpose') IS NOT NULL
    GROUP BY regisseur_id
$$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0005_asked_per_row"),
        ("privacy", "0013_who_only_reads"),
        ("accounts", "0001_initial"),
    ]

    operations = [migrations.RunSQL(NARROWED, BEFORE)]
