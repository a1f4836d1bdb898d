# SPDX-License-Identifier: EUPL-1.2
"""That she does not agree: seen by herself, and by whom it was sent to; never by whom it is not.

It lies with her plan, and a plan that is open to a team does not open it. On whose desk it lies is
worked out from who works there today: the team it was sent to, and where nobody works there any
more (or only whom she does not want to hear it) each neighbourhood worker of her municipality.
So nothing is left behind when people leave.

What she sent, nobody changes; she takes it back, and who hears it answers. Its past is hers alone:
it would tell whom it is about that there was something.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from meedoen.privacy.row_security import OPEN, guarded

HEAR = """
    '{neighbourhood_worker,wmo_consultant,work_consultant,client_supporter,job_coach,provider_worker}'
"""
HERS = f"(privacy_setting('role') = 'resident' AND {OPEN})"
HEARD = "plans_hears_disagreement(team_id, not_to_id, compartment_id)"
SEEN = f"""
CREATE FUNCTION plans_hears_disagreement(sent_to bigint, never_to bigint, compartment bigint)
RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER COST 1000 SET search_path = public, pg_temp AS $$
DECLARE
    context jsonb := privacy_context();
    today date := ((context ->> 'now')::timestamptz AT TIME ZONE 'Europe/Amsterdam')::date;
    hear text[] := {HEAR.strip()};
BEGIN
    IF context ->> 'role' = ANY (hear) IS NOT TRUE
        OR context ->> 'purpose' IN ('intake', 'guidance') IS NOT TRUE
        OR (context ->> 'account')::bigint IS NOT DISTINCT FROM never_to
        OR NOT EXISTS (SELECT FROM privacy_compartment c WHERE c.id = compartment
            AND c.municipality_id = ANY ((context ->> 'municipalities')::text[])) THEN
        RETURN false;
    END IF;
    RETURN sent_to = (context ->> 'team')::bigint
        OR (context ->> 'role' = 'neighbourhood_worker' AND NOT EXISTS (
            SELECT FROM accounts_membership m JOIN accounts_account a ON a.id = m.account_id
            WHERE m.team_id = sent_to AND a.is_active AND m.role = ANY (hear)
              AND a.id IS DISTINCT FROM never_to
              AND m.valid_from <= today AND (m.valid_to IS NULL OR m.valid_to >= today)));
END $$;
ALTER POLICY read ON plans_disagreement USING ({HERS} OR {HEARD});
ALTER POLICY added ON plans_disagreement WITH CHECK (
    {HERS} AND (owner_id IS NULL OR owner_id IS DISTINCT FROM not_to_id) AND taken_up_at IS NULL
    AND answer = '' AND answered_at IS NULL AND answered_by = '' AND removed_at IS NULL);
ALTER POLICY changed ON plans_disagreement USING ({HERS} OR ({HEARD} AND removed_at IS NULL))
    WITH CHECK ({HERS} OR ({HEARD} AND removed_at IS NULL));

CREATE FUNCTION plans_disagreement_changes() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF privacy_setting('role') = 'resident'
        AND (OLD.owner_id, OLD.taken_up_at, OLD.answer, OLD.answered_at, OLD.answered_by)
            IS DISTINCT FROM
            (NEW.owner_id, NEW.taken_up_at, NEW.answer, NEW.answered_at, NEW.answered_by) THEN
        RAISE EXCEPTION 'who sent it does not answer it' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION plans_disagreement_changes() FROM PUBLIC;
CREATE TRIGGER answered_by_who_hears BEFORE UPDATE ON plans_disagreement FOR EACH ROW
    EXECUTE FUNCTION plans_disagreement_changes();

CREATE POLICY not_of_a_disagreement ON history_revision AS RESTRICTIVE FOR SELECT TO meedoen_web
    USING ("table" <> 'plans_disagreement' OR privacy_setting('role') = 'resident');

CREATE FUNCTION plans_disagreement_stands(its_id bigint, answered boolean) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM plans_disagreement d WHERE d.id = its_id AND d.removed_at IS NULL
        AND (d.answered_at IS NOT NULL OR NOT answered))
$$;
REVOKE ALL ON FUNCTION plans_disagreement_stands(bigint, boolean) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION plans_disagreement_stands(bigint, boolean) TO meedoen_worker;

CREATE FUNCTION plans_tell_of_disagreement(
    its_id bigint, message uuid, its_occasion text, its_about text, its_kind text,
    teller text, at timestamptz
) RETURNS boolean LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH told AS (
        INSERT INTO notifications_outgoing (id, occasion, about, kind, subject, compartment_id,
            state, told_by, told_at, moved_at, tries)
        SELECT message, its_occasion, its_about, its_kind, d.resident_id, d.compartment_id,
            'waiting', teller, at, at, 0
        FROM plans_disagreement d WHERE d.id = its_id AND d.removed_at IS NULL AND d.answer <> ''
          AND plans_hears_disagreement(d.team_id, d.not_to_id, d.compartment_id)
        ON CONFLICT (subject, occasion, about) DO NOTHING
        RETURNING 1
    ) SELECT EXISTS (SELECT FROM told)
$$;
REVOKE ALL ON FUNCTION plans_tell_of_disagreement(
    bigint, uuid, text, text, text, text, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION plans_tell_of_disagreement(
    bigint, uuid, text, text, text, text, timestamptz) TO meedoen_web;

-- Who answers may ask the worker to take that message up, and need not see her outbox for it.
CREATE FUNCTION plans_hears_of(message uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM notifications_outgoing o JOIN plans_disagreement d ON d.id::text = o.about
        WHERE o.id = message AND o.occasion = 'plans.disagreement_answered'
          AND d.resident_id = o.subject
          AND plans_hears_disagreement(d.team_id, d.not_to_id, d.compartment_id))
$$;
CREATE POLICY read_of_disagreements ON procrastinate_jobs FOR SELECT TO meedoen_web
    USING (task_name = 'notifications.send' AND plans_hears_of((args ->> 'outgoing_id')::uuid));
CREATE POLICY asked_for_disagreements ON procrastinate_jobs FOR INSERT TO meedoen_web WITH CHECK (
    task_name = 'notifications.send' AND status = 'todo' AND attempts = 0 AND worker_id IS NULL
    AND plans_hears_of((args ->> 'outgoing_id')::uuid));
"""
UNSEEN = """
DROP POLICY asked_for_disagreements ON procrastinate_jobs;
DROP POLICY read_of_disagreements ON procrastinate_jobs;
DROP FUNCTION plans_hears_of(uuid);
DROP FUNCTION plans_tell_of_disagreement(bigint, uuid, text, text, text, text, timestamptz);
DROP FUNCTION plans_disagreement_stands(bigint, boolean);
DROP POLICY not_of_a_disagreement ON history_revision;
DROP TRIGGER answered_by_who_hears ON plans_disagreement;
DROP FUNCTION plans_disagreement_changes();
DROP POLICY read ON plans_disagreement;
DROP POLICY added ON plans_disagreement;
DROP POLICY changed ON plans_disagreement;
DROP FUNCTION plans_hears_disagreement(bigint, bigint, bigint);
CREATE POLICY read ON plans_disagreement FOR SELECT USING (false);
CREATE POLICY added ON plans_disagreement FOR INSERT WITH CHECK (false);
CREATE POLICY changed ON plans_disagreement FOR UPDATE USING (false);
"""


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0010_nobody_elses_session'),
        ('plans', '0009_between_two_laws'),
        ('privacy', '0021_a_door_for_a_press'),
        ('residents', '0009_told_of_a_ticket'),
        ('notifications', '0002_row_level_security'),
        ('history', '0002_what_comes_in_one_go'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Disagreement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(max_length=12, unique=True)),
                ('way', models.CharField(choices=[('talk', 'Ik wil erover praten'), ('complaint', 'Ik heb een klacht'), ('objection', 'Ik maak bezwaar')], max_length=10)),
                ('beside', models.CharField(blank=True, max_length=200)),
                ('words', models.TextField(blank=True)),
                ('letter_day', models.DateField(blank=True, null=True)),
                ('signed', models.CharField(max_length=120)),
                ('reach', models.CharField(blank=True, max_length=120)),
                ('said_at', models.DateTimeField()),
                ('heard_by', models.CharField(max_length=160)),
                ('taken_up_at', models.DateTimeField(blank=True, null=True)),
                ('answer', models.TextField(blank=True)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('answered_by', models.CharField(blank=True, max_length=160)),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('compartment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='privacy.compartment')),
                ('not_to', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('resident', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='disagreements', to='residents.resident')),
                ('team', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.team')),
            ],
            options={
                'indexes': [models.Index(fields=['resident', '-said_at'], name='disagreements_of_a_resident'), models.Index(condition=models.Q(('answered_at__isnull', True), ('removed_at__isnull', True)), fields=['team', 'said_at', 'id'], name='disagreement_waits_on_a_desk')],
            },
        ),
        guarded("plans_disagreement"),
        migrations.RunSQL(SEEN, UNSEEN),
    ]
