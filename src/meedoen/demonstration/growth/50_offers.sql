-- Offers like those that are there, each as it is in one of them, with a number behind the title.
INSERT INTO catalogue_offer (id, title, form, themes, description, when_text, dayparts_per_week, flexible,
    group_size, conditions, needs_decision, line, places, taken_elsewhere, serves, published_at, verified_on,
    location_id, organisation_id)
SELECT gen_random_uuid(), o.title || ' ' || n, o.form, o.themes, o.description, o.when_text,
    o.dayparts_per_week, o.flexible, o.group_size, o.conditions, o.needs_decision, o.line, o.places, 0,
    o.serves, %(on)s::timestamptz - make_interval(days => (pg_temp.hashed(n, 'published') %% 1800)::int),
    (%(on)s::timestamptz - make_interval(days => (pg_temp.hashed(n, 'verified') %% 120)::int))::date,
    o.location_id, o.organisation_id
FROM generate_series(%(first)s::bigint, %(last)s::bigint) AS n
JOIN catalogue_offer o ON o.id = (%(offers)s::uuid[])[1 + pg_temp.hashed(n, 'like') %% cardinality(%(offers)s::uuid[])];
