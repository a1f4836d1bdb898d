# SPDX-License-Identifier: EUPL-1.2
"""A grant is for one party: the resident, a team, a person beside her, or a system (ADR 0026).

A person beside her sees what she shares of her own story, wherever she lives; what a law obtained
never goes there. A system works under the law that stands with it. Both only read.
"""

import django.db.models.deletion
import uuid
from django.db import migrations, models

from meedoen.privacy.models import BESIDE, TASKS

# Whose grant it is decides only after the index of the compartment.
_MINE = """CASE
              WHEN privacy_setting('role') = 'resident'
              THEN g.subject = privacy_setting('subject')::uuid
              WHEN privacy_setting('person') IS NOT NULL
              THEN g.person_id = privacy_setting('person')::uuid
              WHEN privacy_setting('system') IS NOT NULL
              THEN g.system_id = privacy_setting('system')::bigint
                  AND c.municipality_id = ANY (privacy_setting('municipalities')::text[])
              ELSE g.team_id = privacy_setting('team')::bigint
                  AND c.municipality_id = ANY (privacy_setting('municipalities')::text[])
              END"""
_HOLDS = """g.purpose = privacy_setting('purpose')
          AND g.valid_from <= moment
          AND (g.valid_to IS NULL OR g.valid_to > moment)
          AND (g.withdrawn_at IS NULL OR g.withdrawn_at > moment)"""

FUNCTIONS = f"""
CREATE OR REPLACE FUNCTION privacy_opens(compartment bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER COST 1000 SET search_path = public, pg_temp AS $$
DECLARE
    moment timestamptz := privacy_setting('now');
BEGIN
    RETURN EXISTS (
        SELECT 1 FROM privacy_grant g JOIN privacy_compartment c ON c.id = g.compartment_id
        WHERE g.compartment_id = compartment
          AND {_HOLDS}
          AND c.domain = ANY (privacy_setting('domains')::text[])
          AND c.sensitivity <= privacy_setting('ceiling')::int
          AND {_MINE}
    ) OR privacy_lies_in_opening(compartment);
END $$;

CREATE OR REPLACE FUNCTION privacy_task() RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT CASE
        WHEN privacy_setting('person') IS NOT NULL THEN NULL
        WHEN privacy_setting('system') IS NOT NULL THEN (
            SELECT task FROM privacy_organisationsystem
            WHERE id = privacy_setting('system')::bigint)
        ELSE (
            SELECT law FROM privacy_working
            WHERE role = privacy_setting('role') AND kind = privacy_setting('organisation_kind')
              AND purpose = privacy_setting('purpose')
              AND valid_from <= privacy_day(privacy_setting('now')::timestamptz)
              AND (valid_to IS NULL
                  OR valid_to >= privacy_day(privacy_setting('now')::timestamptz))
            LIMIT 1) END
$$;

CREATE OR REPLACE FUNCTION privacy_writes_under(origin text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT COALESCE((origin = 'own_story' OR origin = privacy_task())
        AND privacy_setting('person') IS NULL AND privacy_setting('system') IS NULL, false)
$$;

CREATE OR REPLACE FUNCTION privacy_crosses(origin text, whose uuid, compartment bigint)
RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER COST 1000 SET search_path = public, pg_temp AS $$
DECLARE
    moment timestamptz := privacy_setting('now');
    for_task text;
BEGIN
    IF privacy_setting('role') = 'resident' AND whose = privacy_setting('subject')::uuid
        OR privacy_lies_in_opening(compartment) THEN
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
    for_task := privacy_task();
    RETURN COALESCE(CASE privacy_answer(
            origin, for_task, privacy_setting('organisation_kind'), privacy_day(moment))
        WHEN 'task' THEN true
        WHEN 'explicit_consent' THEN privacy_consented(origin, for_task, compartment, moment)
        END, false);
END $$;

CREATE OR REPLACE FUNCTION privacy_public_task_has_its_cell() RETURNS trigger
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
        OR (team_id IS NOT NULL AND team_id <> privacy_setting('team')::bigint)));
ALTER POLICY ended ON privacy_grant
    USING (privacy_opens(compartment_id) AND subject IS NULL AND withdrawn_at IS NULL AND (
        privacy_setting('role') = 'resident'
        OR team_id = privacy_setting('team')::bigint
        OR (team_id IS NOT NULL AND purpose = 'placement')))
    WITH CHECK (privacy_opens(compartment_id) AND withdrawn_at IS NOT NULL);
DROP TRIGGER public_task_has_its_cell ON privacy_grant;
CREATE TRIGGER public_task_has_its_cell
    BEFORE INSERT OR UPDATE OF basis, obtained_under, task, team_id, system_id, valid_from
    ON privacy_grant FOR EACH ROW EXECUTE FUNCTION privacy_public_task_has_its_cell();
"""
PARTIES = ("subject", "team", "person", "system")
ONE_PARTY = models.Q()
for only in PARTIES:
    ONE_PARTY |= models.Q(**{f"{name}__isnull": name != only for name in PARTIES})


class Migration(migrations.Migration):
    dependencies = [("privacy", "0009_explicit_consent"), ("accounts", "0004_more_functions")]

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
