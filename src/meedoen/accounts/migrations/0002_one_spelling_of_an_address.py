# SPDX-License-Identifier: EUPL-1.2
"""Addresses, slugs and names of partnerships are one whatever their capitals.

Accounts that were made twice are told and left alone: nobody but a person can say which of the two
somebody uses.
"""

from collections import defaultdict

import django.db.models.functions.text
from django.db import migrations, models

import meedoen.accounts.models
from meedoen.vocabulary.email import comparable_email
from meedoen.database.errors import DatabaseTrouble


def _refuse_pairs(rows, what, todo):
    alike = defaultdict(list)
    for pk, spelling, level in rows:
        alike[level].append(f"{spelling} (id {pk})")
    pairs = ["; ".join(found) for _, found in sorted(alike.items()) if len(found) > 1]
    if pairs:
        raise DatabaseTrouble(
            f"{what} that differ in capitals only: " + " | ".join(pairs) + f". {todo} "
            "Then migrate again. Nothing was changed."
        )


def level(apps, schema_editor):
    """Bring addresses to their one spelling; refuse where two accounts would become one."""
    accounts = apps.get_model("accounts", "Account").objects.order_by("pk")
    found = [(pk, email, comparable_email(email)) for pk, email in accounts.values_list("pk", "email")]
    _refuse_pairs(
        found,
        "There are accounts with addresses",
        "Give all but one of each another address, or remove those that nobody uses "
        "(docs/how-to/install-for-a-municipality.md, step 6).",
    )
    for pk, email, spelling in found:
        if email != spelling:
            accounts.filter(pk=pk).update(email=spelling)
    for model, field, what in (
        ("Organisation", "slug", "There are organisations with slugs"),
        ("Partnership", "name", "There are partnerships with names"),
    ):
        rows = apps.get_model("accounts", model).objects.order_by("pk").values_list("pk", field)
        _refuse_pairs(
            [(pk, said, said.lower()) for pk, said in rows], what, "Rename all but one of each."
        )


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [
        migrations.RunPython(level, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="account",
            name="email",
            field=meedoen.accounts.models.ComparableEmailField(
                max_length=254, unique=True, verbose_name="e-mailadres"
            ),
        ),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Lower("email"),
                name="one_account_an_address",
                violation_error_message=(
                    "Er is al een account met dit e-mailadres. "
                    "Hoofdletters en kleine letters maken daarbij geen verschil."
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Lower("slug"), name="one_organisation_a_slug"
            ),
        ),
        migrations.AddConstraint(
            model_name="partnership",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Lower("name"), name="one_partnership_a_name"
            ),
        ),
    ]
