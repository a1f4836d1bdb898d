# SPDX-License-Identifier: EUPL-1.2
"""Second factors are sealed, each for its account; that there was one is not forgotten (ADR 0025).

From here on a secret in plain text is no second factor: else whoever has a statement in the
database could put one there.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from meedoen.accounts.at_rest import seal
from meedoen.accounts.codes import seal_of_codes

NOTE = """
CREATE FUNCTION accounts_note_app() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO accounts_appsetup (account_id, at) VALUES (NEW.user_id, now())
        ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION accounts_note_app() FROM PUBLIC;
CREATE TRIGGER note_app AFTER INSERT ON mfa_authenticator
    FOR EACH ROW WHEN (NEW.type = 'totp') EXECUTE FUNCTION accounts_note_app();
INSERT INTO accounts_appsetup (account_id, at)
    SELECT user_id, created_at FROM mfa_authenticator WHERE type = 'totp';
"""
UNDO = "DROP TRIGGER note_app ON mfa_authenticator; DROP FUNCTION accounts_note_app();"
SEALED = {"totp": "secret", "recovery_codes": "seed"}


def seal_them(apps, schema_editor):
    for one in apps.get_model("mfa", "Authenticator").objects.filter(type__in=SEALED):
        name = SEALED[one.type]
        if name in one.data and not one.data[name].startswith("gAAAA"):
            one.data[name] = seal(
                one.data[name], label=seal_of_codes(one.user_id), secrets=[settings.SECRET_KEY]
            )
            one.save(update_fields=["data"])


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0006_what_pages_cannot_undo"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]

    operations = [
        migrations.CreateModel(
            name="AppSetUp",
            fields=[
                (
                    "account",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="app_set_up",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.RunPython(seal_them, migrations.RunPython.noop),
        migrations.RunSQL(NOTE, UNDO),
    ]
