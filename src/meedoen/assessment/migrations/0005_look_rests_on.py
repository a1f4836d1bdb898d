# SPDX-License-Identifier: EUPL-1.2
"""A kept look is seen by who may see all that it rests on.

Its receipt holds the answers it was made with, also of domains more sensitive than the compartment
it lies in. Looks of before this did not note their domains: they now ask for every domain.
"""

import django.contrib.postgres.fields
from django.db import migrations, models

from meedoen.privacy.models import DOMAINS

BEFORE = [name for name, _ in DOMAINS]

# The policy on compartments itself leaves only those that this viewer may see now.
ALL_IN_SIGHT = """
CREATE POLICY all_it_rests_on ON assessment_look AS RESTRICTIVE FOR SELECT USING (
    domains::text[] <@ ARRAY(
        SELECT c.domain::text FROM privacy_compartment c WHERE c.subject = resident_id));
"""
UNDO = "DROP POLICY all_it_rests_on ON assessment_look;"


class Migration(migrations.Migration):

    dependencies = [("assessment", "0004_override"), ("privacy", "0002_row_level_security")]

    operations = [
        migrations.AddField(
            model_name="look",
            name="domains",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(choices=DOMAINS, max_length=20), default=BEFORE
            ),
            preserve_default=False,
        ),
        migrations.RunSQL(ALL_IN_SIGHT, UNDO),
    ]
