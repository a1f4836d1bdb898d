# SPDX-License-Identifier: EUPL-1.2
"""Who waits for a colleague, whom she directs, and who has no regisseur yet: each over an index.

All with the rights of who asks: row-level security holds, and is asked of what an index narrowed.
A planner does not know how many rows a policy lets through and would rather scan and sort, so it
has no other way here (`plans_without_a_plan`, ADR 0022). A `LIMIT 1` on what is one row anyhow
keeps it from reading everybody in the town first, and who waits after that. What is forbidden
counts as dear, and what is dear would be compiled first: 130 ms instead of 2, for six rows (`jit`).

* `plans_directed`: from the plans of one regisseur, as many as one person directs.
* `plans_undirected`: from the names, from the buurt, or from what was shared with the team in the
  order in which it was; no further than asked.
* `plans_asking`: of one regisseur, whose last answer to how it goes was *forward* or *back* and
  has no reply yet. A reply is a later answer, or a step that a colleague added, marked or took out;
  who did so, the past of that step says.
* `plans_waiting`: those three together with who asked to be called. Nobody at rest is in it.

A regisseur of 0 is nobody: accounts are numbered from 1. Letters of '' are every name.
"""

from django.db import migrations

_ONLY_BY_INDEX = """LANGUAGE {} STABLE SET search_path = public, pg_temp
SET enable_seqscan = off SET enable_bitmapscan = off
SET enable_hashjoin = off SET enable_mergejoin = off SET jit = off"""
BY_INDEX = _ONLY_BY_INDEX.format("sql")
BY_INDEX_IN_STEPS = _ONLY_BY_INDEX.format("plpgsql")
NAMED = "r.sought_as >= letters AND r.sought_as < beyond"
LIVING = "(buurten = '{}' OR r.buurt_code = ANY (buurten))"
NAMED_OR_LIVING = f"(letters = '' OR {NAMED}) AND {LIVING}"
NO_PLAN = """NOT EXISTS (
            SELECT FROM plans_plan p WHERE p.resident_id = r.subject AND p.ended_at IS NULL)
          AND (callers OR NOT EXISTS (
            SELECT FROM residents_fragment f WHERE f.resident_id = r.subject AND f.kind = 'call_me'
              AND f.replaced_at IS NULL AND f.approved_at IS NOT NULL))"""
RESTS = "p.quiet AND (p.quiet_until IS NULL OR p.quiet_until > day)"

FUNCTIONS = f"""
ALTER FUNCTION plans_without_a_plan(bigint, text, bigint, bigint) SET jit = off;

CREATE FUNCTION plans_directed(
    regisseur bigint, letters text, beyond text, buurten text[], skip bigint, most bigint)
RETURNS TABLE (subject uuid) {BY_INDEX} AS $$
    WITH hers AS MATERIALIZED (
        SELECT p.resident_id FROM plans_plan p
        WHERE p.regisseur_id = regisseur AND p.ended_at IS NULL)
    SELECT one.subject FROM hers CROSS JOIN LATERAL (
        SELECT r.subject, r.sought_as FROM residents_resident r
        WHERE r.subject = hers.resident_id
          AND {NAMED_OR_LIVING} LIMIT 1) AS one
    ORDER BY one.sought_as, one.subject OFFSET skip LIMIT most
$$;

CREATE FUNCTION plans_undirected(
    team bigint, asked_for text, letters text, beyond text, buurten text[], callers boolean,
    most bigint)
RETURNS TABLE (subject uuid, since timestamptz) {BY_INDEX_IN_STEPS}
SET enable_sort = off SET enable_incremental_sort = off AS $$
#variable_conflict use_column
BEGIN
    IF letters <> '' THEN
        RETURN QUERY SELECT r.subject, r.opened_at FROM residents_resident r
        WHERE {NAMED} AND {LIVING}
          AND {NO_PLAN}
        ORDER BY r.opened_at, r.subject LIMIT most;
    ELSIF buurten <> '{{}}' THEN
        RETURN QUERY SELECT lives.subject, lives.opened_at
        FROM unnest(buurten) AS buurt CROSS JOIN LATERAL (
            SELECT r.subject, r.opened_at FROM residents_resident r
            WHERE r.buurt_code = buurt
              AND {NO_PLAN}
            ORDER BY r.opened_at, r.subject LIMIT most) AS lives
        ORDER BY lives.opened_at, lives.subject LIMIT most;
    ELSE
        RETURN QUERY SELECT r.subject, g.valid_from
        FROM privacy_grant g JOIN residents_resident r ON r.compartment_id = g.compartment_id
        WHERE g.team_id = team AND g.purpose = asked_for AND g.withdrawn_at IS NULL
          AND {NO_PLAN}
        ORDER BY g.valid_from, g.id LIMIT most;
    END IF;
END $$;

CREATE FUNCTION plans_asking(regisseur bigint, day date)
RETURNS TABLE (subject uuid, since timestamptz) {BY_INDEX} AS $$
    SELECT p.resident_id, said.at
    FROM plans_plan p CROSS JOIN LATERAL (
        SELECT c.answer, c.at FROM plans_checkin c WHERE c.plan_id = p.id
        ORDER BY c.at DESC, c.id DESC LIMIT 1) AS said
    WHERE p.regisseur_id = regisseur AND p.ended_at IS NULL AND NOT ({RESTS})
      AND said.answer IN ('forward', 'back')
      AND NOT EXISTS (
        SELECT FROM plans_step s
        WHERE s.plan_id = p.id AND GREATEST(s.added_at, s.done_at, s.removed_at) >= said.at
          AND EXISTS (
            SELECT FROM history_revision h
            WHERE h."table" = 'plans_step' AND h."row" = s.id::text AND h.at >= said.at
              AND h.role <> 'resident'))
$$;

CREATE FUNCTION plans_waiting(
    team bigint, asked_for text, me bigint, day date, letters text, beyond text, buurten text[],
    directed bigint, skip bigint, most bigint)
RETURNS TABLE (subject uuid, since timestamptz, waits_for text) {BY_INDEX} AS $$
    WITH waits AS (
        SELECT f.resident_id AS who, f.said_at AS since, 'call' AS waits_for
        FROM residents_fragment f
        LEFT JOIN LATERAL (
            SELECT * FROM plans_plan hers
            WHERE hers.resident_id = f.resident_id AND hers.ended_at IS NULL LIMIT 1) AS p ON true
        WHERE f.kind = 'call_me' AND f.replaced_at IS NULL AND f.approved_at IS NOT NULL
          AND (p.id IS NULL OR NOT ({RESTS}))
          AND (directed IS NULL OR COALESCE(p.regisseur_id, 0) = directed)
        UNION ALL
        SELECT a.subject, a.since, 'answer' FROM plans_asking(me, day) a
        WHERE directed IS NULL OR directed = me
        UNION ALL
        SELECT u.subject, u.since, 'first_talk'
        FROM plans_undirected(team, asked_for, letters, beyond, buurten, false, skip + most) u
        WHERE directed IS NULL OR directed = 0
    ), once AS (
        SELECT DISTINCT ON (w.who) w.who, w.since, w.waits_for
        FROM waits w CROSS JOIN LATERAL (
            SELECT FROM residents_resident r WHERE r.subject = w.who
              AND {NAMED_OR_LIVING} LIMIT 1) AS named
        ORDER BY w.who, w.since
    )
    SELECT o.who, o.since, o.waits_for FROM once o ORDER BY o.since, o.who OFFSET skip LIMIT most
$$;
"""
NO_FUNCTIONS = """
ALTER FUNCTION plans_without_a_plan(bigint, text, bigint, bigint) RESET jit;
DROP FUNCTION plans_waiting(
    bigint, text, bigint, date, text, text, text[], bigint, bigint, bigint);
DROP FUNCTION plans_asking(bigint, date);
DROP FUNCTION plans_undirected(bigint, text, text, text, text[], boolean, bigint);
DROP FUNCTION plans_directed(bigint, text, text, text[], bigint, bigint);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0006_counted_where_a_plan_begins"),
        ("residents", "0006_who_lives_in_a_buurt"),
        ("history", "0001_initial"),
    ]

    operations = [migrations.RunSQL(FUNCTIONS, NO_FUNCTIONS)]
