# SPDX-License-Identifier: EUPL-1.2
"""No room asks for the list of all that a team may see any more: the function goes (ADR 0022)."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("privacy", "0006_asked_per_row"),
        ("residents", "0003_asked_per_row"),
        ("plans", "0004_asked_per_row"),
        ("assessment", "0006_asked_per_row"),
    ]

    operations = [migrations.RunSQL("DROP FUNCTION privacy_visible_compartments();")]
