-- Who comes, in this batch: a number, a town, the team at the front door, since when, how far on.
-- Everything follows from the number and the seed; only the subject ids are new each time.
CREATE TEMPORARY TABLE grown ON COMMIT DROP AS
SELECT
    n,
    gen_random_uuid() AS subject,
    door.municipality,
    door.team,
    door.colleagues[1 + pg_temp.hashed(n, 'regisseur') %% cardinality(door.colleagues)] AS regisseur,
    named.first || ' ' || to_char(n, 'FM000000') AS name,
    door.buurten[1 + pg_temp.hashed(n, 'buurt') %% cardinality(door.buurten)] AS buurt,
    %(on)s::timestamptz - make_interval(hours => (24 + pg_temp.hashed(n, 'since') %% 43800)::int) AS since,
    pg_temp.hashed(n, 'plan') %% 10 < 6 AS has_plan,
    pg_temp.hashed(n, 'call') %% 500 = 0 AS asks_to_be_called
FROM generate_series(%(first)s::bigint, %(last)s::bigint) AS n
JOIN growing_doors AS door ON door.number = pg_temp.hashed(n, 'door') %% %(doors)s
CROSS JOIN LATERAL (
    SELECT (ARRAY['Aafke', 'Bo', 'Cas', 'Dana', 'Ed', 'Fee', 'Gijs', 'Hanna', 'Ids', 'Jet', 'Kai',
        'Lot', 'Mees', 'Noa', 'Okke', 'Puk', 'Quin', 'Roos', 'Sil', 'Tijn', 'Ula', 'Vos', 'Wiep',
        'Xem', 'Yara', 'Zoë'])[1 + pg_temp.hashed(n, 'name') %% 26] AS first
) AS named;
ALTER TABLE grown ADD PRIMARY KEY (n);
