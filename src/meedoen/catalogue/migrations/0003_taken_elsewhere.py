# SPDX-License-Identifier: EUPL-1.2
"""What is taken of an offer by who does not come through Meedoen, by its own name (ADR 0019).

Until the places that are kept have moved (`plans` 0004), those are still counted in it.
"""

from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0002_searched_as_the_eye_reads")]

    operations = [
        migrations.RemoveConstraint("offer", "offer_taken_within_places"),
        migrations.RemoveConstraint("offer", "offer_taken_not_negative"),
        migrations.RenameField("offer", "taken", "taken_elsewhere"),
        migrations.AlterField(
            "offer",
            "taken_elsewhere",
            models.PositiveIntegerField(
                default=0, help_text="Hoeveel plekken bezet zijn door wie niet via Meedoen komt."
            ),
        ),
        migrations.AddConstraint(
            "offer",
            models.CheckConstraint(
                condition=Q(places__isnull=True) | Q(taken_elsewhere__lte=F("places")),
                name="offer_taken_elsewhere_within_places",
            ),
        ),
        migrations.AddConstraint(
            "offer",
            models.CheckConstraint(
                condition=Q(taken_elsewhere__gte=0), name="offer_taken_elsewhere_not_negative"
            ),
        ),
    ]
