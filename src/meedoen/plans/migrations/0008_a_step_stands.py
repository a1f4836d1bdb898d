# SPDX-License-Identifier: EUPL-1.2
"""The worker may ask whether a step still stands to be taken: a yes or a no, and nothing else.

It sees no plan. While the step stands, a message about it is worth sending (ADR 0053).
"""

from django.db import migrations

STANDS = """
CREATE FUNCTION plans_step_stands(step bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM plans_step s JOIN plans_plan p ON p.id = s.plan_id
        WHERE s.id = step AND s.removed_at IS NULL AND s.done_at IS NULL AND p.ended_at IS NULL)
$$;
REVOKE ALL ON FUNCTION plans_step_stands(bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION plans_step_stands(bigint) TO meedoen_worker;
"""


class Migration(migrations.Migration):
    dependencies = [("plans", "0007_who_waits")]

    operations = [migrations.RunSQL(STANDS, "DROP FUNCTION plans_step_stands(bigint);")]
