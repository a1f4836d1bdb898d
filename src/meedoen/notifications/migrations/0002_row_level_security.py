# SPDX-License-Identifier: EUPL-1.2
"""Messages are seen by whom they are to, and by who may see that part of her dossier.

The worker sees whom to mail and where (ADR 0053): of the addresses those of e-mail only, and no
letter. It moves on what waits or was mailed; letters and calls are moved by who does them. What may
follow what, the database holds to for everybody. In the queue a page puts messages that it sees.
"""

from django.db import migrations

from meedoen.privacy.row_security import guarded

SEEN = """(CASE WHEN account_id IS NULL THEN privacy_opens(compartment_id)
    ELSE account_id = privacy_setting('account')::bigint END)"""
NEW = "tries = 0 AND mailing_id IS NULL AND read_at IS NULL"
OF_ITS_OWNER = """ALTER TABLE notifications_outgoing ADD CONSTRAINT notifications_outgoing_of_its_owner
    FOREIGN KEY (subject, compartment_id) REFERENCES privacy_compartment (subject, id)
    ON DELETE CASCADE;"""
POLICIES = f"""
ALTER TABLE notifications_outgoing ENABLE ROW LEVEL SECURITY;
CREATE POLICY read ON notifications_outgoing FOR SELECT TO meedoen_web USING ({SEEN});
CREATE POLICY told ON notifications_outgoing FOR INSERT TO meedoen_web WITH CHECK (
    {NEW} AND CASE WHEN account_id IS NULL
        THEN state = 'waiting' AND privacy_opens(compartment_id)
        ELSE state = 'on_page' AND privacy_setting('account') IS NOT NULL END);
CREATE POLICY moved ON notifications_outgoing FOR UPDATE TO meedoen_web
    USING ({SEEN}) WITH CHECK ({SEEN});
CREATE POLICY read_by_worker ON notifications_outgoing FOR SELECT TO meedoen_worker
    USING (account_id IS NULL);
CREATE POLICY moved_by_worker ON notifications_outgoing FOR UPDATE TO meedoen_worker
    USING (state IN ('waiting', 'resting', 'sending', 'sent')) WITH CHECK (state <> 'done');
{OF_ITS_OWNER}

ALTER TABLE notifications_mailing ENABLE ROW LEVEL SECURITY;
CREATE POLICY worked_on ON notifications_mailing TO meedoen_worker USING (true);

ALTER TABLE notifications_delivery ENABLE ROW LEVEL SECURITY;
CREATE POLICY read ON notifications_delivery FOR SELECT TO meedoen_web USING (EXISTS (
    SELECT FROM notifications_outgoing o WHERE o.id = outgoing_id));
CREATE POLICY happened ON notifications_delivery FOR INSERT TO meedoen_web WITH CHECK (
    event IN ('posted', 'called', 'taken_back', 'to_be_called', 'to_be_posted') AND EXISTS (
        SELECT FROM notifications_outgoing o WHERE o.id = outgoing_id
            AND o.compartment_id IS NOT DISTINCT FROM notifications_delivery.compartment_id));
CREATE POLICY read_by_worker ON notifications_delivery FOR SELECT TO meedoen_worker USING (true);
CREATE POLICY happened_to_worker ON notifications_delivery FOR INSERT TO meedoen_worker
    WITH CHECK (event NOT IN ('posted', 'called', 'taken_back'));

CREATE POLICY mailed_to ON notifications_reachaddress FOR SELECT TO meedoen_worker
    USING (way = 'email' AND ended_at IS NULL);
CREATE POLICY failed ON notifications_reachaddress FOR UPDATE TO meedoen_worker
    USING (way = 'email' AND ended_at IS NULL);
CREATE POLICY read_by_worker ON notifications_reachchoice FOR SELECT TO meedoen_worker
    USING (replaced_at IS NULL);
CREATE POLICY read_by_worker ON notifications_rest FOR SELECT TO meedoen_worker
    USING (ended_at IS NULL);

CREATE POLICY read_of_messages ON procrastinate_jobs FOR SELECT TO meedoen_web USING (EXISTS (
    SELECT FROM notifications_outgoing o WHERE o.id = (args ->> 'outgoing_id')::uuid));
CREATE POLICY asked_for_messages ON procrastinate_jobs FOR INSERT TO meedoen_web WITH CHECK (
    task_name = 'notifications.send' AND status = 'todo' AND attempts = 0 AND worker_id IS NULL
    AND EXISTS (
        SELECT FROM notifications_outgoing o WHERE o.id = (args ->> 'outgoing_id')::uuid));
"""

# By hand from a letter to a call and back, to done and back; what lapsed is told anew.
MOVES = """
    ('waiting', 'resting'), ('waiting', 'sending'), ('waiting', 'on_page'), ('waiting',
    'by_letter'), ('waiting', 'by_call'), ('waiting', 'lapsed'), ('resting', 'waiting'),
    ('resting', 'sending'), ('resting', 'on_page'), ('resting', 'by_letter'), ('resting',
    'by_call'), ('resting', 'lapsed'), ('sending', 'waiting'), ('sending', 'resting'),
    ('sending', 'sent'), ('sending', 'on_page'), ('sending', 'by_letter'), ('sending',
    'by_call'), ('sending', 'lapsed'), ('sent', 'by_letter'), ('sent', 'by_call'), ('sent',
    'lapsed'), ('by_letter', 'by_call'), ('by_letter', 'done'), ('by_call', 'by_letter'),
    ('by_call', 'done'), ('done', 'by_letter'), ('done', 'by_call'), ('lapsed', 'waiting')
"""
ONE_WAY = f"""
CREATE FUNCTION notifications_one_way() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF OLD.state = NEW.state THEN
        RETURN NEW;
    END IF;
    IF (OLD.state, NEW.state) NOT IN ({MOVES}) OR (current_user = 'meedoen_web'
        AND OLD.state NOT IN ('by_letter', 'by_call', 'done', 'lapsed')) THEN
        RAISE EXCEPTION 'a message goes from % not to %', OLD.state, NEW.state
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER one_way BEFORE UPDATE OF state ON notifications_outgoing
    FOR EACH ROW EXECUTE FUNCTION notifications_one_way();
"""
BACK = """
DROP TRIGGER one_way ON notifications_outgoing;
DROP FUNCTION notifications_one_way();
DROP POLICY read_of_messages ON procrastinate_jobs;
DROP POLICY asked_for_messages ON procrastinate_jobs;
"""


class Migration(migrations.Migration):
    locks = "Its tables came with the migration before: nobody writes there yet."
    dependencies = [
        ("notifications", "0001_outbox"),
        ("privacy", "0019_for_accounting"),
        ("procrastinate", "0041_post_retry_failed_job"),
    ]

    operations = [
        guarded("notifications_reachaddress", whose="subject"),
        guarded("notifications_reachchoice", whose="subject"),
        guarded("notifications_rest", whose="subject"),
        guarded("notifications_postedwords", whose="subject"),
        migrations.RunSQL(POLICIES + ONE_WAY, BACK),
    ]
