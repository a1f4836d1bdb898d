# SPDX-License-Identifier: EUPL-1.2
"""Pages hand in counts of a municipality they work for; the worker makes drafts of them.

A page asks in its own name, sees how far it is, and stops it; the counts themselves it never sees
again. The worker reads them, and all that ever left; it makes and checks a draft only in the name
of who asked for one, in her municipality, while that goes on. In the queue a page sees and stops
the jobs of what it sees. It stands here because `publication` cannot know who looks.
"""

from django.db import migrations

HERE = """((SELECT privacy_setting('purpose')) = 'policy'
    AND municipality_id = ANY ((SELECT privacy_setting('municipalities'))::text[]))"""
MINE = "asker_id = (SELECT privacy_setting('account'))::bigint"
NEW = """state = 'waiting' AND step = 0 AND weighed = 0 AND trouble = '' AND begun_at IS NULL
    AND heard_at IS NULL AND over_at IS NULL AND release_id IS NULL"""
ASKED_FOR = """EXISTS (SELECT FROM publication_preparation p WHERE p.state = 'running'
    AND p.municipality_id = publication_release.municipality_id
    AND p.asker_id = publication_release.maker_id)"""
OF_A_PREPARATION = (
    "(args ->> 'preparation_id')::bigint IN (SELECT id FROM publication_preparation)"
)
PARTS = ("publication_releasefile", "publication_releaserow")
RELEASES = (("publication_release", ("read", "made", "moved")),
            *((part, ("read", "made")) for part in PARTS))  # fmt: skip
SEEN = f"""
ALTER TABLE publication_preparation ENABLE ROW LEVEL SECURITY;
CREATE POLICY read ON publication_preparation FOR SELECT TO meedoen_web USING ({HERE});
CREATE POLICY asked_for ON publication_preparation FOR INSERT TO meedoen_web
    WITH CHECK ({HERE} AND {MINE} AND {NEW});
CREATE POLICY stopped ON publication_preparation FOR UPDATE TO meedoen_web
    USING ({HERE} AND state IN ('waiting', 'running'))
    WITH CHECK ({HERE} AND ((state = 'waiting' AND over_at IS NULL) OR state = 'stopped'));
CREATE POLICY read_by_worker ON publication_preparation FOR SELECT TO meedoen_worker USING (true);
CREATE POLICY worked_on ON publication_preparation FOR UPDATE TO meedoen_worker USING (true);

ALTER TABLE publication_handedin ENABLE ROW LEVEL SECURITY;
CREATE POLICY handed_in ON publication_handedin FOR INSERT TO meedoen_web WITH CHECK (EXISTS (
    SELECT FROM publication_preparation WHERE id = preparation_id AND {MINE} AND {NEW}));
CREATE POLICY read_by_worker ON publication_handedin FOR SELECT TO meedoen_worker USING (true);

CREATE POLICY read_by_worker ON publication_release FOR SELECT TO meedoen_worker USING (true);
CREATE POLICY made_by_worker ON publication_release FOR INSERT TO meedoen_worker
    WITH CHECK (state = 'draft' AND approver_id IS NULL AND {ASKED_FOR});
CREATE POLICY checked_by_worker ON publication_release FOR UPDATE TO meedoen_worker
    USING (state = 'draft' AND {ASKED_FOR}) WITH CHECK (state IN ('draft', 'checked'));

CREATE POLICY read_of_counts ON procrastinate_jobs FOR SELECT TO meedoen_web
    USING ({OF_A_PREPARATION});
CREATE POLICY asked_for_counts ON procrastinate_jobs FOR INSERT TO meedoen_web WITH CHECK (
    task_name = 'publication.prepare_release' AND status = 'todo' AND attempts = 0
    AND worker_id IS NULL AND {OF_A_PREPARATION}
);
CREATE POLICY stopped_of_counts ON procrastinate_jobs FOR UPDATE TO meedoen_web
    USING (status IN ('todo', 'doing') AND {OF_A_PREPARATION})
    WITH CHECK (abort_requested AND status IN ('cancelled', 'doing'));
""" + "".join(
    f"""
CREATE POLICY read_by_worker ON {part} FOR SELECT TO meedoen_worker USING (true);
CREATE POLICY made_by_worker ON {part} FOR INSERT TO meedoen_worker WITH CHECK (EXISTS (
    SELECT FROM publication_release WHERE id = release_id AND state = 'draft' AND {ASKED_FOR}));
"""
    for part in PARTS
) + "".join(
    f"ALTER POLICY {name} ON {table} TO meedoen_web;" for table, names in RELEASES for name in names
)
UNSEEN = """
DROP POLICY read ON publication_preparation;
DROP POLICY asked_for ON publication_preparation;
DROP POLICY stopped ON publication_preparation;
DROP POLICY read_by_worker ON publication_preparation;
DROP POLICY worked_on ON publication_preparation;
ALTER TABLE publication_preparation DISABLE ROW LEVEL SECURITY;
DROP POLICY handed_in ON publication_handedin;
DROP POLICY read_by_worker ON publication_handedin;
ALTER TABLE publication_handedin DISABLE ROW LEVEL SECURITY;
DROP POLICY read_by_worker ON publication_release;
DROP POLICY made_by_worker ON publication_release;
DROP POLICY checked_by_worker ON publication_release;
DROP POLICY read_of_counts ON procrastinate_jobs;
DROP POLICY asked_for_counts ON procrastinate_jobs;
DROP POLICY stopped_of_counts ON procrastinate_jobs;
""" + "".join(
    f"DROP POLICY read_by_worker ON {part}; DROP POLICY made_by_worker ON {part};"
    for part in PARTS
) + "".join(
    f"ALTER POLICY {name} ON {table} TO PUBLIC;" for table, names in RELEASES for name in names
)


class Migration(migrations.Migration):
    dependencies = [
        ("privacy", "0016_releases_seen_once_out"),
        ("publication", "0003_handed_in"),
        ("procrastinate", "0041_post_retry_failed_job"),
    ]

    operations = [migrations.RunSQL(SEEN, UNSEEN)]
