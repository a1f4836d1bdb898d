# SPDX-License-Identifier: EUPL-1.2

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_one_spelling_of_an_address")]

    operations = [
        migrations.CreateModel(
            name="CodeTries",
            fields=[
                (
                    "account",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="code_tries",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "wrong",
                    models.PositiveIntegerField(default=0, help_text="Zo vaak achter elkaar fout."),
                ),
                ("wait_until", models.DateTimeField(blank=True, null=True)),
                (
                    "last_step",
                    models.BigIntegerField(
                        blank=True,
                        help_text="De tijdstap van de laatst gebruikte code (RFC 6238).",
                        null=True,
                    ),
                ),
            ],
        ),
    ]
