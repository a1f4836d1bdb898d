# SPDX-License-Identifier: EUPL-1.2
"""Each wrong code stands by itself for two days, and no page can take one away (ADR 0025)."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

FORGET = """
CREATE FUNCTION accounts_forget_codes() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    DELETE FROM accounts_wrongcode
        WHERE account_id = NEW.account_id AND at < least(NEW.at, now()) - interval '2 days';
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION accounts_forget_codes() FROM PUBLIC;
CREATE TRIGGER forget_codes AFTER INSERT ON accounts_wrongcode
    FOR EACH ROW EXECUTE FUNCTION accounts_forget_codes();
"""
UNDO = "DROP TRIGGER forget_codes ON accounts_wrongcode; DROP FUNCTION accounts_forget_codes();"


class Migration(migrations.Migration):
    dependencies = [("accounts", "0008_passwords_sealed")]

    operations = [
        migrations.CreateModel(
            name="WrongCode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="wrong_codes",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["account", "at"], name="wrong_codes_of_a_day")],
            },
        ),
        migrations.RunSQL(FORGET, UNDO),
    ]
