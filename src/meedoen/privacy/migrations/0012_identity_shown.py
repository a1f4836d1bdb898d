# SPDX-License-Identifier: EUPL-1.2
"""An identity shown at the desk: noted by who may identify for the municipality, read by her too.

Who noted it and when is filled in by the database, as with a grant. Nobody changes or removes it.
"""

import django.db.models.deletion
from django.db import migrations, models

from meedoen.privacy.row_security import guarded

GUARDS = """
DROP POLICY changed ON privacy_identityshown;
-- Roles as in `privacy/documents.py`; a test holds the two together.
ALTER POLICY added ON privacy_identityshown WITH CHECK (
    privacy_opens(compartment_id)
    AND privacy_setting('purpose') = 'intake'
    AND privacy_setting('role') IN ('neighbourhood_worker', 'wmo_consultant', 'work_consultant'));

CREATE FUNCTION privacy_fill_identity_shown() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    context jsonb := privacy_context();
BEGIN
    IF context ? 'role' THEN
        NEW.noted_by := left(context ->> 'label', 160);
        NEW.noted_account := (context ->> 'account')::bigint;
        NEW.noted_at := context ->> 'now';
    END IF;
    RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION privacy_fill_identity_shown() FROM PUBLIC;
CREATE TRIGGER filled BEFORE INSERT ON privacy_identityshown FOR EACH ROW
    WHEN (current_setting('meedoen.context', true) <> '')
    EXECUTE FUNCTION privacy_fill_identity_shown();
"""


class Migration(migrations.Migration):
    dependencies = [("privacy", "0011_grants_to_all_parties")]

    operations = [
        migrations.CreateModel(
            name="IdentityShown",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject", models.UUIDField()),
                ("document", models.CharField(choices=[("passport", "paspoort"), ("identity_card", "identiteitskaart"), ("driving_licence", "rijbewijs"), ("residence_document", "verblijfsdocument")], max_length=20)),
                ("noted_by", models.CharField(max_length=160)),
                ("noted_account", models.BigIntegerField(null=True)),
                ("noted_at", models.DateTimeField()),
                ("compartment", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="privacy.compartment")),
            ],
            options={
                "indexes": [models.Index(fields=["subject", "noted_at"], name="shown_by_subject")],
            },
        ),
        guarded("privacy_identityshown", whose="subject"),
        migrations.RunSQL(GUARDS),
    ]
