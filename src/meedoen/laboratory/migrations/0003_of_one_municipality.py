# SPDX-License-Identifier: EUPL-1.2
"""A draft is of one municipality, and so are its runs and what waits of them in the queue.

Pages see and stop those of a municipality that the colleague works for, in the context of making
policy. A run lies where its draft lies and a job where its run does, so that the three cannot
disagree. The worker sees them all: it is one for all municipalities.
"""

from django.db import migrations

HERE = """((SELECT privacy_setting('purpose')) = 'policy'
    AND municipality_id = ANY ((SELECT privacy_setting('municipalities'))::text[]))"""
OF_A_DRAFT = "draft_id IN (SELECT id FROM laboratory_draft)"
OF_A_RUN = "(args ->> 'run_id')::bigint IN (SELECT id FROM laboratory_run)"
SQL = f"""
ALTER TABLE laboratory_draft ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_here ON laboratory_draft TO meedoen_web USING {HERE} WITH CHECK {HERE};
CREATE POLICY worked_on ON laboratory_draft FOR SELECT TO meedoen_worker USING (true);

ALTER POLICY read ON laboratory_run TO meedoen_web USING ({OF_A_DRAFT});
CREATE POLICY read_by_worker ON laboratory_run FOR SELECT TO meedoen_worker USING (true);
ALTER POLICY asked_for ON laboratory_run WITH CHECK (
    state = 'waiting' AND progress = 0 AND rulebook = '' AND trouble = ''
    AND heard_at IS NULL AND over_at IS NULL AND result IS NULL AND {OF_A_DRAFT}
);
ALTER POLICY stopped ON laboratory_run
    USING (state IN ('waiting', 'running') AND {OF_A_DRAFT})
    WITH CHECK ((state = 'waiting' AND over_at IS NULL) OR state = 'stopped');

ALTER POLICY read ON procrastinate_jobs TO meedoen_web USING ({OF_A_RUN});
ALTER POLICY asked_for ON procrastinate_jobs WITH CHECK (
    task_name = 'laboratory.run_draft' AND status = 'todo' AND attempts = 0
    AND worker_id IS NULL AND {OF_A_RUN}
);
ALTER POLICY stopped ON procrastinate_jobs
    USING (status IN ('todo', 'doing') AND {OF_A_RUN})
    WITH CHECK (abort_requested AND status IN ('cancelled', 'doing'));
"""
BACK = """
DROP POLICY of_here ON laboratory_draft;
DROP POLICY worked_on ON laboratory_draft;
ALTER TABLE laboratory_draft DISABLE ROW LEVEL SECURITY;
DROP POLICY read_by_worker ON laboratory_run;
ALTER POLICY read ON laboratory_run TO PUBLIC USING (true);
ALTER POLICY asked_for ON laboratory_run WITH CHECK (
    state = 'waiting' AND progress = 0 AND rulebook = '' AND trouble = ''
    AND heard_at IS NULL AND over_at IS NULL AND result IS NULL
);
ALTER POLICY stopped ON laboratory_run USING (state IN ('waiting', 'running'));
ALTER POLICY read ON procrastinate_jobs TO PUBLIC USING (true);
ALTER POLICY asked_for ON procrastinate_jobs WITH CHECK (
    task_name = 'laboratory.run_draft' AND status = 'todo' AND attempts = 0
    AND worker_id IS NULL
);
ALTER POLICY stopped ON procrastinate_jobs USING (status IN ('todo', 'doing'));
"""


class Migration(migrations.Migration):
    dependencies = [
        ("laboratory", "0002_the_worker_writes_results"),
        ("privacy", "0007_entered_with_proof"),
        ("procrastinate", "0041_post_retry_failed_job"),
    ]
    operations = [migrations.RunSQL(SQL, BACK)]
