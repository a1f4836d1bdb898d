# SPDX-License-Identifier: EUPL-1.2
"""Deciding otherwise than the rules say, guarded: a team writes and takes back only its own."""

import django.db.models.deletion
from django.db import migrations, models

from meedoen.privacy.row_security import guard

OWN_TEAM = """
CREATE POLICY by_own_team ON assessment_override AS RESTRICTIVE FOR INSERT
    WITH CHECK (team_id = privacy_setting('team')::bigint);
CREATE POLICY taken_back_by_own_team ON assessment_override AS RESTRICTIVE FOR UPDATE
    USING (team_id = privacy_setting('team')::bigint);
"""
NOT_OWN_TEAM = """
DROP POLICY by_own_team ON assessment_override;
DROP POLICY taken_back_by_own_team ON assessment_override;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_initial'),
        ('assessment', '0003_invariance_run'),
        ('privacy', '0002_row_level_security'),
        ('residents', '0002_row_level_security'),
    ]

    operations = [
        migrations.CreateModel(
            name='Override',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('provision', models.CharField(max_length=80)),
                ('computed', models.CharField(choices=[('ja', 'Ja'), ('nee_op_deze_grond', 'Nee op deze grond'), ('onbekend', 'Onbekend'), ('vraagt_oordeel', 'Vraagt oordeel')], max_length=20)),
                ('decided', models.CharField(choices=[('ja', 'Ja'), ('nee_op_deze_grond', 'Nee op deze grond'), ('onbekend', 'Onbekend'), ('vraagt_oordeel', 'Vraagt oordeel')], max_length=20)),
                ('reason', models.TextField()),
                ('legal_ground', models.CharField(max_length=200)),
                ('decided_by', models.CharField(max_length=160)),
                ('at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('compartment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='privacy.compartment')),
                ('resident', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='overrides', to='residents.resident')),
                ('team', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='overrides', to='accounts.team')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('reason', ''), _negated=True), models.Q(('legal_ground', ''), _negated=True)), name='override_says_why_and_on_what'), models.CheckConstraint(condition=models.Q(('decided', models.F('computed')), _negated=True), name='override_decides_otherwise'), models.UniqueConstraint(condition=models.Q(('withdrawn_at__isnull', True)), fields=('resident', 'provision'), name='one_running_override_a_provision')],
            },
        ),
        guard("assessment_override"),
        migrations.RunSQL(OWN_TEAM, NOT_OWN_TEAM),
    ]
