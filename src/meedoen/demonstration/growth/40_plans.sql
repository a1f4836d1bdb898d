-- Six of ten have a plan; of those who came long ago, two of ten had one before.
CREATE TEMPORARY TABLE planned ON COMMIT DROP AS
SELECT g.*, l.id AS lies_in, g.since + interval '14 days' AS begun, NULL::timestamptz AS over,
    nextval(pg_get_serial_sequence('plans_plan', 'id')) AS plan
FROM grown g JOIN lying l ON l.n = g.n AND l.domain = 'plan'
WHERE g.has_plan AND g.since < %(on)s::timestamptz - interval '15 days'
UNION ALL
SELECT g.*, l.id, g.since + interval '1 day', g.since + interval '13 days',
    nextval(pg_get_serial_sequence('plans_plan', 'id'))
FROM grown g JOIN lying l ON l.n = g.n AND l.domain = 'plan'
WHERE pg_temp.hashed(g.n, 'earlier plan') %% 10 < 2 AND g.since < %(on)s::timestamptz - interval '15 days';

INSERT INTO plans_plan
    (id, resident_id, compartment_id, regisseur_id, team_id, opened_at, ended_at, quiet, quiet_until)
SELECT plan, subject, lies_in, regisseur, team, begun, over,
    over IS NULL AND pg_temp.hashed(n, 'rests') %% 12 = 0, NULL
FROM planned;

INSERT INTO plans_step (plan_id, compartment_id, words, wished_day, added_at, added_by, done_at, removed_at)
SELECT b.plan, b.lies_in,
    (ARRAY['Een keer gaan kijken', 'De bus uitproberen', 'Bellen met de gastvrouw', 'Een middag meedoen',
        'Iemand meevragen'])[step], NULL, b.begun + step * interval '9 days', 'de inwoner zelf',
    CASE WHEN pg_temp.hashed(b.n, 'done ' || step) %% 3 > 0 THEN b.begun + step * interval '16 days' END, NULL
FROM planned b CROSS JOIN generate_series(1, 5) AS step
WHERE b.begun + step * interval '16 days' < COALESCE(b.over, %(on)s::timestamptz);

INSERT INTO plans_checkin (plan_id, compartment_id, answer, words, quiet_until, at, heard_by)
SELECT b.plan, b.lies_in, (%(answers)s::text[])[1 + pg_temp.hashed(b.n, 'how ' || month) %% cardinality(%(answers)s::text[])], '', NULL,
    b.begun + month * interval '61 days', 'de inwoner zelf'
FROM planned b CROSS JOIN generate_series(1, 30) AS month
WHERE b.begun + month * interval '61 days' < COALESCE(b.over, %(on)s::timestamptz);

-- Two choices each; a yes had a place for a while. Places that are kept now are not grown: the
-- free places that the invented region shows stay as they are.
INSERT INTO plans_choice (resident_id, compartment_id, offer_id, answer, said_at, heard_by)
SELECT b.subject, b.lies_in, (%(offers)s::uuid[])[1 + pg_temp.hashed(b.n, 'offer ' || which) %% cardinality(%(offers)s::uuid[])],
    CASE which WHEN 1 THEN 'yes' ELSE 'no' END, b.begun + which * interval '1 hour', 'de inwoner zelf'
FROM planned b CROSS JOIN generate_series(1, 2) AS which WHERE b.over IS NULL;

INSERT INTO bookings_placement (resident_id, compartment_id, offer_id, reserved_at, ended_at)
SELECT b.subject, b.lies_in, (%(offers)s::uuid[])[1 + pg_temp.hashed(b.n, 'offer 1') %% cardinality(%(offers)s::uuid[])], b.begun,
    b.begun + (%(on)s::timestamptz - b.begun) * 0.8
FROM planned b WHERE b.over IS NULL;
