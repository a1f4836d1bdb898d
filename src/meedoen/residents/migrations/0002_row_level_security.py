# SPDX-License-Identifier: EUPL-1.2
"""Row-level security on every table of this room that holds personal data."""

from django.db import migrations

from meedoen.privacy.row_security import guard

TABLES = ["residents_fragment", "residents_toldcapacity", "residents_fact"]


class Migration(migrations.Migration):
    dependencies = [("residents", "0001_initial"), ("privacy", "0002_row_level_security")]

    operations = [guard("residents_resident", whose="subject"), *map(guard, TABLES)]
