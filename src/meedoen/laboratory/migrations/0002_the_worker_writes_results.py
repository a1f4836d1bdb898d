# SPDX-License-Identifier: EUPL-1.2
"""Pages ask for a run and stop it; the worker alone moves it on and writes what came out.

The queue likewise: pages put a run of a draft into it and ask to stop it, and nothing else.
"""

from django.db import migrations

SQL = """
ALTER TABLE laboratory_run ENABLE ROW LEVEL SECURITY;
CREATE POLICY read ON laboratory_run FOR SELECT USING (true);
CREATE POLICY asked_for ON laboratory_run FOR INSERT TO meedoen_web WITH CHECK (
    state = 'waiting' AND progress = 0 AND rulebook = '' AND trouble = ''
    AND heard_at IS NULL AND over_at IS NULL AND result IS NULL
);
CREATE POLICY stopped ON laboratory_run FOR UPDATE TO meedoen_web
    USING (state IN ('waiting', 'running'))
    WITH CHECK ((state = 'waiting' AND over_at IS NULL) OR state = 'stopped');
CREATE POLICY worked_on ON laboratory_run FOR UPDATE TO meedoen_worker USING (true);

ALTER TABLE procrastinate_jobs ENABLE ROW LEVEL SECURITY;
CREATE POLICY read ON procrastinate_jobs FOR SELECT USING (true);
CREATE POLICY asked_for ON procrastinate_jobs FOR INSERT TO meedoen_web WITH CHECK (
    task_name = 'laboratory.run_draft' AND status = 'todo' AND attempts = 0
    AND worker_id IS NULL
);
CREATE POLICY stopped ON procrastinate_jobs FOR UPDATE TO meedoen_web
    USING (status IN ('todo', 'doing'))
    WITH CHECK (abort_requested AND status IN ('cancelled', 'doing'));
CREATE POLICY worked_on ON procrastinate_jobs TO meedoen_worker USING (true);
"""

BACK = """
DROP POLICY read ON laboratory_run;
DROP POLICY asked_for ON laboratory_run;
DROP POLICY stopped ON laboratory_run;
DROP POLICY worked_on ON laboratory_run;
ALTER TABLE laboratory_run DISABLE ROW LEVEL SECURITY;
DROP POLICY read ON procrastinate_jobs;
DROP POLICY asked_for ON procrastinate_jobs;
DROP POLICY stopped ON procrastinate_jobs;
DROP POLICY worked_on ON procrastinate_jobs;
ALTER TABLE procrastinate_jobs DISABLE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("laboratory", "0001_drafts_and_runs"),
        ("procrastinate", "0041_post_retry_failed_job"),
    ]
    operations = [migrations.RunSQL(SQL, BACK)]
