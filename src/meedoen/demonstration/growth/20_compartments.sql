INSERT INTO privacy_compartment (subject, municipality_id, domain, sensitivity, opened_at)
SELECT subject, municipality, domain, sensitivity, since
FROM grown CROSS JOIN unnest(%(domains)s::text[], %(sensitivities)s::int[]) AS d (domain, sensitivity);

CREATE TEMPORARY TABLE lying ON COMMIT DROP AS
SELECT g.n, c.domain, c.id FROM grown g JOIN privacy_compartment c ON c.subject = g.subject;
ALTER TABLE lying ADD PRIMARY KEY (n, domain);
ANALYZE lying;

-- What is her own; what the front door may see of it; two of five came by a desk that is with them
-- no longer, two of five share with a desk beside it, one of two with who helps.
INSERT INTO privacy_grant
    (compartment_id, subject, team_id, purpose, basis, law_reference, granted_by, valid_from, withdrawn_at,
    obtained_under, task)
SELECT shared.*, '', '' FROM (
SELECT l.id, g.subject, NULL::bigint, 'taking_part', 'own', '', 'de inwoner zelf', g.since, NULL::timestamptz
FROM grown g JOIN lying l USING (n)
UNION ALL
SELECT l.id, NULL, g.team, purpose, 'consent', '', 'de inwoner zelf', g.since, NULL
FROM grown g JOIN lying l USING (n), unnest(%(helping)s::text[]) AS purpose
WHERE l.domain = ANY (%(asking)s::text[])
UNION ALL
SELECT l.id, NULL, (%(desks)s::bigint[])[1 + pg_temp.hashed(n, 'before') %% cardinality(%(desks)s::bigint[])], purpose, 'consent', '',
    'de inwoner zelf', g.since, g.since + interval '20 days'
FROM grown g JOIN lying l USING (n), unnest(%(helping)s::text[]) AS purpose
WHERE l.domain = ANY (%(asking)s::text[]) AND pg_temp.hashed(n, 'moved on') %% 5 < 2 AND g.since < %(on)s::timestamptz - interval '20 days'
UNION ALL
SELECT l.id, NULL, (%(desks)s::bigint[])[1 + pg_temp.hashed(n, 'desk') %% cardinality(%(desks)s::bigint[])], purpose, 'consent', '',
    'de inwoner zelf', g.since + interval '2 hours', NULL
FROM grown g JOIN lying l USING (n), unnest(%(helping)s::text[]) AS purpose
WHERE l.domain = ANY (%(asking)s::text[] || ARRAY['care']) AND pg_temp.hashed(n, 'moved on') %% 5 > 2
UNION ALL
SELECT l.id, NULL, (%(helpers)s::bigint[])[1 + pg_temp.hashed(n, 'helper') %% cardinality(%(helpers)s::bigint[])], purpose, 'consent', '',
    'de inwoner zelf', g.since + interval '3 hours', NULL
FROM grown g JOIN lying l USING (n), unnest(%(helping)s::text[]) AS purpose
WHERE l.domain IN ('identity', 'wishes') AND pg_temp.hashed(n, 'helped') %% 2 = 0
) AS shared;
