# SPDX-License-Identifier: EUPL-1.2
"""What is shared of a dossier is told at once, and each compartment is asked about once.

A policy is asked of each row: with forty grants in eleven compartments that was a hundred times for
one page (ADR 0022). Nothing comes out that the policies do not show.
"""

from django.db import migrations

TOLD = """
CREATE FUNCTION privacy_shared_of(whose uuid) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH hers AS MATERIALIZED (
        SELECT id, domain, sensitivity, municipality_id, privacy_opens(id) AS open
        FROM privacy_compartment WHERE subject = whose
    ), held AS (
        SELECT h.id, h.domain, h.sensitivity, h.municipality_id,
            jsonb_agg(to_jsonb(g) ORDER BY g.id) AS shares
        FROM hers h JOIN privacy_grant g ON g.compartment_id = h.id
        WHERE h.open GROUP BY h.id, h.domain, h.sensitivity, h.municipality_id
    )
    SELECT jsonb_build_object(
        'closed', (SELECT jsonb_agg(DISTINCT domain) FROM hers WHERE NOT open),
        'held', jsonb_agg(to_jsonb(held) ORDER BY id))
    FROM held HAVING count(*) > 0
$$;
DROP FUNCTION privacy_withheld_domains(uuid);
"""
BACK = """
CREATE FUNCTION privacy_withheld_domains(whose uuid) RETURNS text[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT CASE WHEN bool_or(open)
        THEN COALESCE(array_agg(DISTINCT domain) FILTER (WHERE NOT open), '{}') ELSE '{}' END
    FROM (SELECT domain, privacy_opens(id) AS open FROM privacy_compartment WHERE subject = whose)
        AS hers
$$;
DROP FUNCTION privacy_shared_of(uuid);
"""


class Migration(migrations.Migration):
    dependencies = [("privacy", "0014_kept_out_with_proof_only")]

    operations = [migrations.RunSQL(TOLD, BACK)]
