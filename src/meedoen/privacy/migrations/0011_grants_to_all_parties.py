# SPDX-License-Identifier: EUPL-1.2
"""A grant is for one party: the resident, a team, a person beside her, or a system (ADR 0026).

A person beside her sees what she shares of her own story, wherever she lives; what a law obtained
never goes there. A system works under the law that stands with it. Both only read. With all parties
known, this also asks of each row whether it may cross from law to law.
"""

import django.db.models.deletion
import uuid
from django.db import migrations, models

from meedoen.privacy.models import BESIDE, TASKS

# Whose grant it is decides only after the index of the compartment.
_MINE = """CASE
              WHEN context ->> 'role' = 'resident'
              THEN g.subject = NULLIF(context ->> 'subject', '')::uuid
              WHEN context ->> 'person' <> ''
              THEN g.person_id = (context ->> 'person')::uuid
              WHEN context ->> 'system' <> ''
              THEN g.system_id = (context ->> 'system')::bigint
                  AND c.municipality_id = ANY ((context ->> 'municipalities')::text[])
              ELSE g.team_id = (context ->> 'team')::bigint
                  AND c.municipality_id = ANY ((context ->> 'municipalities')::text[])
              END"""
_HOLDS = """g.purpose = context ->> 'purpose'
          AND g.valid_from <= moment
          AND (g.valid_to IS NULL OR g.valid_to > moment)
          AND (g.withdrawn_at IS NULL OR g.withdrawn_at > moment)"""
_TOWNS = """(SELECT array_agg(t.municipality_id ORDER BY t.municipality_id)::text
                FROM accounts_organisation_municipalities t WHERE t.organisation_id = o.id)"""
_AGREED = """EXISTS (SELECT 1 FROM accounts_dataagreement d
                WHERE d.organisation_id = o.id AND context ->> 'purpose' = ANY (d.purposes)
                    AND d.valid_from <= today AND (d.valid_to IS NULL OR d.valid_to >= today))"""

FUNCTIONS = f"""
-- As it was, and now for a person beside a resident and a system of an organisation too.
CREATE OR REPLACE FUNCTION privacy_enter(asked text, proof text) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    context jsonb;
    here jsonb;
    moment timestamptz;
    today date;
BEGIN
    PERFORM set_config('meedoen.context', '', true);
    IF asked = '' THEN
        RETURN;
    END IF;
    context := privacy_believed(asked, proof);
    moment := context ->> 'now';
    today := privacy_day(moment);
    IF context ->> 'role' = 'resident' THEN
        here := '{{}}';
    ELSIF context ->> 'person' <> '' THEN
        SELECT '{{}}' INTO here FROM privacy_personbeside p
        WHERE p.id = (context ->> 'person')::uuid AND (p.ended_at IS NULL OR p.ended_at > moment);
    ELSIF context ->> 'system' <> '' THEN
        SELECT jsonb_build_object('label', s.name, 'organisation', o.name,
            'organisation_kind', o.kind, 'municipalities', {_TOWNS})
        INTO here
        FROM privacy_organisationsystem s JOIN accounts_organisation o ON o.id = s.organisation_id
        WHERE s.id = (context ->> 'system')::bigint AND {_AGREED};
    ELSE
        SELECT jsonb_build_object('team', t.id, 'organisation', t.name || ', ' || o.name,
            'organisation_kind', o.kind, 'label', a.name, 'municipalities', {_TOWNS})
        INTO here
        FROM accounts_membership m JOIN accounts_account a ON a.id = m.account_id
            JOIN accounts_team t ON t.id = m.team_id
            JOIN accounts_organisation o ON o.id = t.organisation_id
        WHERE m.id = (context ->> 'membership')::bigint AND m.role = context ->> 'role'
            AND a.id = (context ->> 'account')::bigint AND a.is_active
            AND m.valid_from <= today AND (m.valid_to IS NULL OR m.valid_to >= today)
            AND {_AGREED};
    END IF;
    -- Who she was or the agreement ended meanwhile, or never was: there is no context.
    IF here IS NULL THEN
        RETURN;
    END IF;
    context := context || here;
    PERFORM set_config('meedoen.context', privacy_stamp(context::text) || context::text, true);
END $$;

CREATE OR REPLACE FUNCTION privacy_opens(compartment bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER COST 1000 SET search_path = public, pg_temp AS $$
DECLARE
    context jsonb := privacy_context();
    moment timestamptz := context ->> 'now';
BEGIN
    RETURN EXISTS (
        SELECT 1 FROM privacy_grant g JOIN privacy_compartment c ON c.id = g.compartment_id
        WHERE g.compartment_id = compartment
          AND {_HOLDS}
          AND c.domain = ANY ((context ->> 'domains')::text[])
          AND c.sensitivity <= (context ->> 'ceiling')::int
          AND {_MINE}
    ) OR (current_setting('meedoen.opening', true) <> '' AND privacy_lies_in_opening(compartment));
END $$;

CREATE FUNCTION privacy_task_in(context jsonb) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT CASE
        WHEN context ->> 'person' <> '' THEN NULL
        WHEN context ->> 'system' <> '' THEN (
            SELECT task FROM privacy_organisationsystem WHERE id = (context ->> 'system')::bigint)
        ELSE (
            SELECT law FROM privacy_working
            WHERE role = context ->> 'role' AND kind = context ->> 'organisation_kind'
              AND purpose = context ->> 'purpose'
              AND valid_from <= privacy_day((context ->> 'now')::timestamptz)
              AND (valid_to IS NULL OR valid_to >= privacy_day((context ->> 'now')::timestamptz))
            LIMIT 1) END
$$;
CREATE FUNCTION privacy_task() RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT privacy_task_in(privacy_context())
$$;

-- A colleague writes down what a resident says, or what she obtains under her own law.
CREATE FUNCTION privacy_writes_under(origin text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT COALESCE((origin = 'own_story' OR origin = privacy_task())
        AND privacy_setting('person') IS NULL AND privacy_setting('system') IS NULL, false)
$$;

-- Asked beside privacy_opens, never instead of it: that says whether the compartment is open, this
-- whether a row in it that was obtained under a law may go along.
CREATE FUNCTION privacy_crosses(origin text, whose uuid, compartment bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER COST 1000 SET search_path = public, pg_temp AS $$
DECLARE
    context jsonb := privacy_context();
    moment timestamptz := context ->> 'now';
    for_task text;
BEGIN
    IF context ->> 'role' = 'resident' AND whose = NULLIF(context ->> 'subject', '')::uuid
        OR current_setting('meedoen.opening', true) <> '' AND privacy_lies_in_opening(compartment)
    THEN
        RETURN true;
    END IF;
    -- What a law shares reaches no further than what it was obtained under.
    IF NOT EXISTS (
        SELECT 1 FROM privacy_grant g JOIN privacy_compartment c ON c.id = g.compartment_id
        WHERE g.compartment_id = compartment
          AND {_HOLDS}
          AND (g.basis <> 'public_task' OR g.obtained_under = origin)
          AND {_MINE}
    ) THEN
        RETURN false;
    END IF;
    IF origin = 'own_story' THEN
        RETURN true;
    END IF;
    for_task := privacy_task_in(context);
    RETURN COALESCE(CASE privacy_answer(
            origin, for_task, context ->> 'organisation_kind', privacy_day(moment))
        WHEN 'task' THEN true
        WHEN 'explicit_consent' THEN privacy_consented(origin, for_task, compartment, moment)
        END, false);
END $$;

CREATE FUNCTION privacy_public_task_has_its_cell() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    day date := privacy_day(NEW.valid_from);
    of_kind text := (SELECT o.kind FROM accounts_organisation o WHERE o.id = COALESCE(
        (SELECT t.organisation_id FROM accounts_team t WHERE t.id = NEW.team_id),
        (SELECT s.organisation_id FROM privacy_organisationsystem s WHERE s.id = NEW.system_id)));
BEGIN
    IF NEW.basis = 'public_task' AND (
        privacy_answer(NEW.obtained_under, NEW.task, of_kind, day) IS DISTINCT FROM 'task'
        OR NOT EXISTS (SELECT 1 FROM privacy_working
            WHERE law = NEW.task AND kind = of_kind AND valid_from <= day
              AND (valid_to IS NULL OR valid_to >= day))
    ) THEN
        RAISE EXCEPTION 'no law lets this be shared on this day'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'public_task_has_its_cell',
            HINT = 'See privacy/sharing.yaml; or ask the resident.';
    END IF;
    RETURN NEW;
END $$;

-- Somebody who stands beside one resident gets nothing of another.
CREATE FUNCTION privacy_stands_beside(person uuid, compartment bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT person IS NULL OR EXISTS (
        SELECT 1 FROM privacy_personbeside p JOIN privacy_compartment c ON c.subject = p.subject
        WHERE p.id = person AND c.id = compartment AND p.ended_at IS NULL)
$$;
"""
POLICIES = """
ALTER TABLE privacy_personbeside ENABLE ROW LEVEL SECURITY;
ALTER TABLE privacy_personbeside ADD CONSTRAINT privacy_personbeside_of_its_owner
    FOREIGN KEY (subject, compartment_id) REFERENCES privacy_compartment (subject, id)
    ON DELETE CASCADE;
CREATE POLICY own ON privacy_personbeside FOR ALL
    USING (privacy_setting('role') = 'resident' AND subject = privacy_setting('subject')::uuid)
    WITH CHECK (privacy_setting('role') = 'resident'
        AND subject = privacy_setting('subject')::uuid);
CREATE POLICY herself ON privacy_personbeside FOR SELECT
    USING (id = privacy_setting('person')::uuid);

-- Only the resident shares with a person or a system, and ends it.
ALTER POLICY shared ON privacy_grant WITH CHECK (
    privacy_opens(compartment_id) AND privacy_stands_beside(person_id, compartment_id) AND (
        privacy_setting('role') = 'resident'
        OR privacy_lies_in_opening(compartment_id)
        OR (team_id IS NOT NULL AND team_id <> privacy_setting('team')::bigint
            AND privacy_may_hand_on(compartment_id, purpose))));
ALTER POLICY ended ON privacy_grant
    USING (privacy_opens(compartment_id) AND subject IS NULL AND withdrawn_at IS NULL AND (
        privacy_setting('role') = 'resident'
        OR team_id = privacy_setting('team')::bigint
        OR (team_id IS NOT NULL AND purpose = 'placement')))
    WITH CHECK (privacy_opens(compartment_id) AND withdrawn_at IS NOT NULL);
REVOKE ALL ON FUNCTION privacy_public_task_has_its_cell() FROM PUBLIC;
CREATE TRIGGER public_task_has_its_cell
    BEFORE INSERT OR UPDATE OF basis, obtained_under, task, team_id, system_id, valid_from
    ON privacy_grant FOR EACH ROW EXECUTE FUNCTION privacy_public_task_has_its_cell();
"""
PARTIES = ("subject", "team", "person", "system")
ONE_PARTY = models.Q()
for only in PARTIES:
    ONE_PARTY |= models.Q(**{f"{name}__isnull": name != only for name in PARTIES})


class Migration(migrations.Migration):
    dependencies = [("privacy", "0010_explicit_consent"), ("accounts", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="PersonBeside",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("subject", models.UUIDField(db_index=True)),
                ("beside_as", models.CharField(choices=BESIDE, max_length=20)),
                ("called", models.CharField(max_length=80)),
                ("added_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("compartment", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="privacy.compartment")),
            ],
        ),
        migrations.CreateModel(
            name="OrganisationSystem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120)),
                ("task", models.CharField(choices=TASKS, max_length=20)),
                ("organisation", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.organisation")),
            ],
        ),
        migrations.AddField(
            model_name="grant",
            name="person",
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="grants", to="privacy.personbeside"),
        ),
        migrations.AddField(
            model_name="grant",
            name="system",
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="grants", to="privacy.organisationsystem"),
        ),
        migrations.RemoveConstraint(model_name="grant", name="granted_to_one_party"),
        migrations.AddConstraint(
            model_name="grant",
            constraint=models.CheckConstraint(condition=ONE_PARTY, name="granted_to_one_party"),
        ),
        migrations.RunSQL(FUNCTIONS + POLICIES),
    ]
