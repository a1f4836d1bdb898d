# SPDX-License-Identifier: EUPL-1.2
"""Where newer figures of the monitor are made, the worker sets aside those that still wait.

Of an earlier delivery nothing may leave after a later one was made: the two count nearly the same
people, and only the later is weighed beside the earlier. The worker can do so while a build of the
municipality goes on, with a release that is of its monitor, and never with one that is out.
"""

from django.db import migrations

OF_A_BUILD = """state IN ('draft', 'checked', 'approved')
    AND EXISTS (SELECT FROM monitor_build b WHERE b.state = 'running'
        AND b.municipality_id = publication_release.municipality_id)
    AND EXISTS (SELECT FROM monitor_indicatorfigure f WHERE f.release_id = publication_release.id)"""
SQL = f"""
CREATE POLICY set_aside_by_worker_of_a_build ON publication_release FOR UPDATE TO meedoen_worker
    USING ({OF_A_BUILD}) WITH CHECK (state = 'set_aside');
"""
BACK = "DROP POLICY set_aside_by_worker_of_a_build ON publication_release;"


class Migration(migrations.Migration):
    dependencies = [
        ("monitor", "0003_our_own_source"),
    ]

    operations = [migrations.RunSQL(SQL, BACK)]
