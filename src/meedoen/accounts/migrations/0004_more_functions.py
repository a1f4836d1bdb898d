# SPDX-License-Identifier: EUPL-1.2
"""Seven functions more; that of an adviser from outside has a last day (ADR 0020)."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_code_tries'),
    ]

    operations = [
        migrations.AlterField(
            model_name='membership',
            name='role',
            field=models.CharField(choices=[('anyone', 'bezoeker'), ('resident', 'inwoner'), ('neighbourhood_worker', 'medewerker wijkteam'), ('wmo_consultant', 'Wmo-consulent'), ('work_consultant', 'klantmanager werk'), ('provider_worker', 'begeleider'), ('volunteer', 'vrijwilliger'), ('client_supporter', 'onafhankelijk cliëntondersteuner'), ('job_coach', 'jobcoach'), ('school_attendance_officer', 'leerplichtambtenaar'), ('employer', 'werkgever'), ('policy_adviser', 'beleidsadviseur'), ('controller', 'controller'), ('advisory_board_member', 'lid van de adviesraad'), ('team_leader', 'teamleider'), ('programme_leader', 'programmaleider'), ('external_adviser', 'extern adviseur'), ('home_visitor', 'huisbezoeker'), ('jurist', 'jurist'), ('monitor_officer', 'medewerker monitor'), ('privacy_officer', 'privacy officer'), ('data_protection_officer', 'functionaris gegevensbescherming'), ('administrator', 'functioneel beheerder')], max_length=30),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('role__in', ['external_adviser']), _negated=True), ('valid_to__isnull', False), _connector='OR'), name='adviser_from_outside_has_an_end'),
        ),
    ]
