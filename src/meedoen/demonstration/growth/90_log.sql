-- Who looked, over the years: herself now and then, and who helps; some forty lines a year.
INSERT INTO privacy_processingrecord (id, trace_id, span_id, name, status_code, start_time, end_time,
    processing_activity, basis, domains, subject, municipality_code, actor_role, actor_label,
    actor_organisation, actor_account)
SELECT gen_random_uuid(), md5(g.subject::text || i), left(md5(i || g.subject::text), 16), look.what, 'OK',
    g.since + i * interval '9 days', g.since + i * interval '9 days', look.purpose, look.basis,
    look.domains, g.subject, g.municipality, look.role, look.label, look.organisation, look.account
FROM grown g
CROSS JOIN LATERAL generate_series(
    0, (EXTRACT(epoch FROM %(on)s::timestamptz - g.since) / 777600)::int) AS i
JOIN growing_doors AS door ON door.number = pg_temp.hashed(g.n, 'door') %% %(doors)s
CROSS JOIN LATERAL (VALUES
    (0, 'jouw verhaal', 'taking_part', 'own', %(domains)s::text[], 'resident', 'de inwoner zelf', '', NULL::bigint),
    (1, 'je verhaal en wat je wilt', 'intake', 'consent', %(asking)s::text[], 'neighbourhood_worker', 'een collega', door.label, g.regisseur),
    (2, 'je plan', 'guidance', 'consent', %(asking)s::text[], 'neighbourhood_worker', 'een collega', door.label, g.regisseur),
    (3, 'wat er kan via de regels', 'intake', 'consent', %(asking)s::text[], 'neighbourhood_worker', 'een collega', door.label, g.regisseur)
) AS look (number, what, purpose, basis, domains, role, label, organisation, account)
WHERE look.number = i %% 4 AND g.since + i * interval '9 days' <= %(on)s::timestamptz;
