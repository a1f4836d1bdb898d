# SPDX-License-Identifier: EUPL-1.2
"""Password hashes are sealed as they are; nobody needs another password (ADR 0025)."""

from django.conf import settings
from django.db import migrations, models

from meedoen.accounts.at_rest import seal


def seal_them(apps, schema_editor):
    for account in apps.get_model("accounts", "Account").objects.filter(password__startswith="argon2$"):
        made = seal(account.password, label="password", secrets=[settings.SECRET_KEY])
        account.password = f"sealed${made}"
        account.save(update_fields=["password"])


class Migration(migrations.Migration):
    dependencies = [("accounts", "0007_second_factors_sealed")]

    operations = [
        migrations.AlterField(
            model_name="account",
            name="password",
            field=models.CharField(max_length=400, verbose_name="wachtwoord"),
        ),
        migrations.RunPython(seal_them, migrations.RunPython.noop),
    ]
