INSERT INTO residents_resident (subject, compartment_id, municipality_id, chosen_name, sought_as, buurt_code, opened_at)
SELECT g.subject, l.id, g.municipality, g.name, lower(replace(g.name, 'ë', 'e')), g.buurt, g.since
FROM grown g JOIN lying l ON l.n = g.n AND l.domain = 'identity';

INSERT INTO residents_fragment
    (resident_id, compartment_id, kind, words, said_at, heard_by, approved_at, replaced_at,
    obtained_under, obtained_from)
SELECT g.subject, l.id, said.kind, said.words, g.since, 'de inwoner zelf', g.since, NULL,
    'own_story', 'resident'
FROM grown g
CROSS JOIN LATERAL (
    SELECT (ARRAY['Ik wil graag in een tuin werken', 'Ik wil koken voor anderen', 'Ik zoek gezelschap',
        'Ik wil iets met fietsen doen', 'Ik wil beter Nederlands leren', 'Ik wil weer werken, rustig aan',
        'Ik wil muziek maken', 'Ik wil iets doen met dieren'])[1 + pg_temp.hashed(n, 'wish') %% 8] AS wish
) AS wants
CROSS JOIN LATERAL (VALUES
    ('wish', 'wishes', wants.wish || '.', true),
    ('story', 'daily_life', 'Verzonnen verhaal nummer ' || g.n || '. ' || wants.wish
        || '. Een paar uur per week is genoeg. Het mag niet te druk zijn.', true),
    ('call_me', 'contact', '0600000000, liefst in de ochtend', g.asks_to_be_called)
) AS said (kind, domain, words, there)
JOIN lying l ON l.n = g.n AND l.domain = said.domain
WHERE said.there;

INSERT INTO residents_toldcapacity
    (resident_id, compartment_id, dayparts_per_week, conditions, said_at, heard_by)
SELECT g.subject, l.id, pg_temp.hashed(n, 'dayparts') %% 7, ARRAY['own_pace'], g.since, 'de inwoner zelf'
FROM grown g JOIN lying l USING (n) WHERE l.domain = 'capacity';

INSERT INTO residents_fact
    (resident_id, compartment_id, name, value, skipped, source, said_by, known_at, motivation,
    obtained_under, obtained_from)
SELECT g.subject, l.id, fact.name, fact.value, false, 'resident', 'de inwoner zelf', g.since, '',
    'own_story', 'resident'
FROM grown g
CROSS JOIN LATERAL (VALUES
    ('geboortedatum', 'identity', to_jsonb((date '1950-01-01' + (pg_temp.hashed(n, 'born') %% 20000)::int)::text)),
    ('ingezetene_gemeente', 'identity', to_jsonb(true)),
    ('gevolg_participatie', 'daily_life', to_jsonb((ARRAY['geen', 'licht', 'fors'])[1 + pg_temp.hashed(n, 'taking part') %% 3])),
    ('gevolg_zelfredzaamheid', 'daily_life', to_jsonb((ARRAY['geen', 'licht', 'fors'])[1 + pg_temp.hashed(n, 'self') %% 3]))
) AS fact (name, domain, value)
JOIN lying l ON l.n = g.n AND l.domain = fact.domain;

-- Of one in four a desk knows something too: under its own law, and from a register or itself.
INSERT INTO residents_fact
    (resident_id, compartment_id, name, value, skipped, source, said_by, known_at, motivation,
    obtained_under, obtained_from)
SELECT g.subject, l.id, fact.name, fact.value, false, fact.source, 'een collega', g.since + interval '1 day', '',
    fact.law, fact.giver
FROM grown g
CROSS JOIN LATERAL (VALUES
    ('krijgt_begeleiding', 'care', to_jsonb(true), 'professional', 'wmo', 'professional'),
    ('uitkering_soort', 'work_income', to_jsonb(ARRAY['PW']), 'register', 'participatiewet', 'register')
) AS fact (name, domain, value, source, law, giver)
JOIN lying l ON l.n = g.n AND l.domain = fact.domain
WHERE pg_temp.hashed(g.n, 'desk knows') %% 4 = 0 AND g.since < %(on)s::timestamptz - interval '1 day';

-- One in five agreed explicitly that the front door uses that for the Wmo; one in three of those
-- took it back.
INSERT INTO privacy_consent
    (id, subject, compartment_id, obtained_under, domains, task, team_id, words, version, how,
    noted_by, noted_by_team, given_at, withdrawn_at)
SELECT gen_random_uuid(), g.subject, l.id, 'participatiewet', ARRAY['work_income'], 'wmo', g.team,
    'Ik vind het goed dat het wijkteam dit gebruikt.', 'verzonnen', 'screen', 'de inwoner zelf',
    NULL, g.since + interval '2 hours',
    CASE WHEN pg_temp.hashed(g.n, 'took back') %% 3 = 0 THEN g.since + interval '20 hours' END
FROM grown g JOIN lying l ON l.n = g.n AND l.domain = 'identity'
WHERE pg_temp.hashed(g.n, 'agreed') %% 5 = 0;
