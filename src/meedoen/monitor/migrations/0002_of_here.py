# SPDX-License-Identifier: EUPL-1.2
"""A monitor is of one municipality: who makes policy there sees it, and asks for its figures.

What was loaded is written by the owner only. The worker reads all of it and makes figures while
somebody's build goes on, in her name and her municipality: that is all it may let become a release
besides what was handed in. In the queue a page sees and stops the jobs of the builds it sees.
"""

from django.db import migrations

HERE = """((SELECT privacy_setting('purpose')) = 'policy'
    AND municipality_id = ANY ((SELECT privacy_setting('municipalities'))::text[]))"""
MINE = "asker_id = (SELECT privacy_setting('account'))::bigint"
NEW = """state = 'waiting' AND wanted = 0 AND done = 0 AND trouble = '' AND heard_at IS NULL
    AND over_at IS NULL"""
OF_A_BUILD = "(args ->> 'build_id')::bigint IN (SELECT id FROM monitor_build)"
ASKED_FOR = """EXISTS (SELECT FROM monitor_build b WHERE b.state = 'running'
    AND b.municipality_id = publication_release.municipality_id
    AND b.asker_id = publication_release.maker_id)"""
PARTS = ("publication_releasefile", "publication_releaserow")
# What pages read, and what they add.
READ = (
    "monitor_sourceterms", "monitor_sourceload", "monitor_objection", "monitor_monitorchoice",
    "monitor_indicatorfigure",
)  # fmt: skip
WRITTEN = ("monitor_sourceterms", "monitor_monitorchoice")
SEEN = "".join(
    f"""
ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
CREATE POLICY read ON {table} FOR SELECT TO meedoen_web USING ({HERE});
CREATE POLICY read_by_worker ON {table} FOR SELECT TO meedoen_worker USING (true);
"""
    for table in READ
) + "".join(
    f"CREATE POLICY written ON {table} FOR INSERT TO meedoen_web WITH CHECK ({HERE});"
    for table in WRITTEN
) + f"""
CREATE POLICY ended ON monitor_sourceterms FOR UPDATE TO meedoen_web
    USING ({HERE} AND ended_at IS NULL) WITH CHECK ({HERE} AND ended_at IS NOT NULL);
CREATE POLICY made ON monitor_indicatorfigure FOR INSERT TO meedoen_worker WITH CHECK (EXISTS (
    SELECT FROM monitor_build b WHERE b.id = build_id AND b.state = 'running'
        AND b.municipality_id = monitor_indicatorfigure.municipality_id));

ALTER TABLE monitor_build ENABLE ROW LEVEL SECURITY;
CREATE POLICY read ON monitor_build FOR SELECT TO meedoen_web USING ({HERE});
CREATE POLICY asked_for ON monitor_build FOR INSERT TO meedoen_web
    WITH CHECK ({HERE} AND {MINE} AND {NEW});
CREATE POLICY stopped ON monitor_build FOR UPDATE TO meedoen_web
    USING ({HERE} AND state IN ('waiting', 'running'))
    WITH CHECK ({HERE} AND ((state = 'waiting' AND over_at IS NULL) OR state = 'stopped'));
CREATE POLICY read_by_worker ON monitor_build FOR SELECT TO meedoen_worker USING (true);
CREATE POLICY worked_on ON monitor_build FOR UPDATE TO meedoen_worker
    USING (state IN ('waiting', 'running')) WITH CHECK (true);

CREATE POLICY made_by_worker_of_a_build ON publication_release FOR INSERT TO meedoen_worker
    WITH CHECK (state = 'draft' AND approver_id IS NULL AND {ASKED_FOR});
CREATE POLICY checked_by_worker_of_a_build ON publication_release FOR UPDATE TO meedoen_worker
    USING (state = 'draft' AND {ASKED_FOR}) WITH CHECK (state IN ('draft', 'checked'));

CREATE POLICY read_of_builds ON procrastinate_jobs FOR SELECT TO meedoen_web USING ({OF_A_BUILD});
CREATE POLICY asked_for_builds ON procrastinate_jobs FOR INSERT TO meedoen_web WITH CHECK (
    task_name = 'monitor.build_figures' AND status = 'todo' AND attempts = 0
    AND worker_id IS NULL AND {OF_A_BUILD}
);
CREATE POLICY stopped_of_builds ON procrastinate_jobs FOR UPDATE TO meedoen_web
    USING (status IN ('todo', 'doing') AND {OF_A_BUILD})
    WITH CHECK (abort_requested AND status IN ('cancelled', 'doing'));
""" + "".join(
    f"""
CREATE POLICY made_by_worker_of_a_build ON {part} FOR INSERT TO meedoen_worker WITH CHECK (EXISTS (
    SELECT FROM publication_release WHERE id = release_id AND state = 'draft' AND {ASKED_FOR}));
"""
    for part in PARTS
)
POLICIES = (
    *((table, name) for table in READ for name in ("read", "read_by_worker")),
    *((table, "written") for table in WRITTEN),
    ("monitor_sourceterms", "ended"), ("monitor_indicatorfigure", "made"),
    *(("monitor_build", name)
      for name in ("read", "asked_for", "stopped", "read_by_worker", "worked_on")),
    ("publication_release", "made_by_worker_of_a_build"),
    ("publication_release", "checked_by_worker_of_a_build"),
    *(("procrastinate_jobs", name)
      for name in ("read_of_builds", "asked_for_builds", "stopped_of_builds")),
    *((part, "made_by_worker_of_a_build") for part in PARTS),
)  # fmt: skip
UNSEEN = "".join(f"DROP POLICY {name} ON {table};" for table, name in POLICIES) + "".join(
    f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;" for table in (*READ, "monitor_build")
)


class Migration(migrations.Migration):
    dependencies = [
        ("monitor", "0001_sources_and_figures"),
        ("privacy", "0017_counts_handed_in"),
        ("publication", "0004_words_for_work"),
        ("procrastinate", "0041_post_retry_failed_job"),
    ]

    operations = [migrations.RunSQL(SEEN, UNSEEN)]
