# SPDX-License-Identifier: EUPL-1.2
"""Explicit consent is a record of its own, and a cell that asks for it is open with it (ADR 0026).

Who reads one: the resident, the team it is for, and the team that wrote it down. A professional
never notes consent to her own team, as she never widens its view.
"""

import django.contrib.postgres.fields
import django.db.models.deletion
import uuid
from django.db import migrations, models

from meedoen.privacy.models import DOMAINS, LAWS, TASKS, WAYS

GUARDS = """
ALTER TABLE privacy_consent ENABLE ROW LEVEL SECURITY;
ALTER TABLE privacy_consent ADD CONSTRAINT privacy_consent_of_its_owner
    FOREIGN KEY (subject, compartment_id) REFERENCES privacy_compartment (subject, id)
    ON DELETE CASCADE;
CREATE POLICY read ON privacy_consent FOR SELECT USING (
    CASE WHEN privacy_setting('role') = 'resident'
        THEN subject = privacy_setting('subject')::uuid
        ELSE privacy_setting('team')::bigint IN (team_id, noted_by_team)
            AND privacy_sees_some_of(subject) END);
CREATE POLICY added ON privacy_consent FOR INSERT WITH CHECK (
    withdrawn_at IS NULL AND CASE WHEN privacy_setting('role') = 'resident'
        THEN subject = privacy_setting('subject')::uuid AND how = 'screen' AND noted_by_team IS NULL
        ELSE how <> 'screen' AND noted_by_team = privacy_setting('team')::bigint
            AND team_id <> noted_by_team AND privacy_sees_some_of(subject) END);
CREATE POLICY withdrawn ON privacy_consent FOR UPDATE
    USING (withdrawn_at IS NULL AND CASE WHEN privacy_setting('role') = 'resident'
        THEN subject = privacy_setting('subject')::uuid
        ELSE privacy_setting('team')::bigint IN (team_id, noted_by_team)
            AND privacy_sees_some_of(subject) END)
    WITH CHECK (withdrawn_at IS NOT NULL);

CREATE FUNCTION privacy_consented(
    origin text, for_task text, compartment bigint, moment timestamptz) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (
        SELECT 1 FROM privacy_compartment c JOIN privacy_consent s ON s.subject = c.subject
        WHERE c.id = compartment AND s.obtained_under = origin AND s.task = for_task
          AND s.team_id = privacy_setting('team')::bigint AND c.domain = ANY (s.domains)
          AND s.given_at <= moment AND (s.withdrawn_at IS NULL OR s.withdrawn_at > moment))
$$;
REVOKE ALL ON FUNCTION privacy_consented(text, text, bigint, timestamptz) FROM PUBLIC;
"""


class Migration(migrations.Migration):
    dependencies = [("privacy", "0009_sharing_cells"), ("accounts", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Consent",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("subject", models.UUIDField()),
                ("obtained_under", models.CharField(choices=LAWS, max_length=20)),
                ("domains", django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=DOMAINS, max_length=20), size=None)),
                ("task", models.CharField(choices=TASKS, max_length=20)),
                ("words", models.TextField()),
                ("version", models.CharField(max_length=20)),
                ("how", models.CharField(choices=WAYS, max_length=10)),
                ("noted_by", models.CharField(max_length=160)),
                ("noted_by_team", models.BigIntegerField(blank=True, null=True)),
                ("given_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("compartment", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="privacy.compartment")),
                ("team", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.team")),
            ],
            options={
                "indexes": [models.Index(fields=["subject", "team", "obtained_under"], name="consent_by_subject")],
                "constraints": [
                    models.CheckConstraint(
                        condition=~models.Q(words="") & ~models.Q(version="") & ~models.Q(domains=[]),
                        name="consent_says_to_what",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(withdrawn_at__isnull=True) | models.Q(withdrawn_at__gte=models.F("given_at")),
                        name="consent_ends_after_it_was_given",
                    ),
                ],
            },
        ),
        migrations.RunSQL(GUARDS),
    ]
