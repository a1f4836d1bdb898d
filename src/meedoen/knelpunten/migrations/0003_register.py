# SPDX-License-Identifier: EUPL-1.2
"""The register of knelpunten: tickets, recommendations, casus, and the way that each went."""

import django.contrib.postgres.fields
import django.db.models.deletion
import meedoen.knelpunten.kinds
import meedoen.knelpunten.states
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    locks = "Drafts are some tens, and the other tables are new."

    dependencies = [
        ('accounts', '0010_nobody_elses_session'),
        ('areas', '0002_where_areas_lie_now'),
        ('knelpunten', '0002_row_level_security'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Recommendation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.TextField()),
                ('why', models.TextField(blank=True)),
                ('state', models.CharField(choices=[('proposed', 'Voorgesteld'), ('scheduled', 'Op de agenda'), ('discussed', 'Besproken'), ('agreed', 'Afgesproken'), ('declined', 'Afgewezen, met reden'), ('realised', 'Gedaan'), ('withdrawn', 'Ingetrokken')], default=meedoen.knelpunten.states.RecommendationState['PROPOSED'], max_length=10)),
                ('proposed_on', models.DateField()),
                ('decided_on', models.DateField(blank=True, null=True)),
                ('decided_by', models.CharField(blank=True, max_length=120)),
                ('decision', models.TextField(blank=True)),
                ('holds_from', models.DateField(blank=True, null=True)),
                ('realised_on', models.DateField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='RegisterLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('entered', 'Opgeschreven'), ('came_again', 'Weer gemeld'), ('casus', 'Casus'), ('proposed', 'Aanbeveling'), ('scheduled', 'Op de agenda'), ('discussed', 'Besproken'), ('agreed', 'Besluit'), ('declined', 'Besluit: nee, met reden'), ('realised', 'Gedaan'), ('withdrawn', 'Aanbeveling ingetrokken'), ('told', 'Verteld'), ('asked_back', 'Wat mensen zeggen'), ('reopened', 'Weer open'), ('handed_on', 'Ander team'), ('joined', 'Samengevoegd'), ('made_public', 'Openbaar'), ('taken_back', 'Niet meer openbaar')], max_length=12)),
                ('on_day', models.DateField()),
                ('words', models.TextField(blank=True)),
                ('by_team', models.CharField(max_length=260)),
            ],
        ),
        migrations.CreateModel(
            name='SharedCasus',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=120)),
                ('situation', models.TextField()),
                ('collides', models.TextField(blank=True)),
                ('cause', models.TextField(blank=True)),
                ('approach', models.TextField(blank=True)),
                ('effect', models.TextField(blank=True)),
                ('worked', models.CharField(choices=[('not_known', 'Nog niet bekend'), ('yes', 'Het werkte'), ('half', 'Het werkte half'), ('no', 'Het werkte niet')], max_length=10)),
                ('teams', models.CharField(max_length=400)),
                ('shared_on', models.DateField()),
                ('withdrawn_on', models.DateField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Ticket',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('pressed_at', models.CharField(choices=[('step', 'bij een stap in een plan'), ('rule', 'bij een regel of een plicht'), ('offer', 'bij iets om aan mee te doen'), ('plan', 'bij een plan'), ('page', 'los van een plan')], max_length=10)),
                ('words', models.TextField(blank=True)),
                ('wants_answer', models.BooleanField(default=False)),
                ('given_on', models.DateField()),
                ('taken_back_on', models.DateField(blank=True, null=True)),
                ('answer', models.TextField(blank=True)),
                ('answered_on', models.DateField(blank=True, null=True)),
                ('told_on', models.DateField(blank=True, null=True)),
                ('seen_to_on', models.DateField(blank=True, null=True)),
                ('solved', models.CharField(blank=True, choices=[('yes', 'Ja, het is opgelost'), ('half', 'Half opgelost'), ('no', 'Nee, het hindert mij nog')], max_length=5)),
                ('solved_words', models.TextField(blank=True)),
                ('solved_on', models.DateField(blank=True, null=True)),
            ],
        ),
        migrations.AlterField(
            model_name='draft',
            name='state',
            field=models.CharField(choices=[('concept', 'Concept'), ('registered', 'In het register')], default=meedoen.knelpunten.kinds.State['CONCEPT'], max_length=20),
        ),
        migrations.CreateModel(
            name='CaseStudy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=120)),
                ('situation', models.TextField()),
                ('collides', models.TextField(blank=True)),
                ('cause', models.TextField(blank=True)),
                ('approach', models.TextField(blank=True)),
                ('effect', models.TextField(blank=True)),
                ('worked', models.CharField(choices=[('not_known', 'Nog niet bekend'), ('yes', 'Het werkte'), ('half', 'Het werkte half'), ('no', 'Het werkte niet')], default=meedoen.knelpunten.states.Worked['NOT_KNOWN'], max_length=10)),
                ('argued', models.JSONField(default=dict)),
                ('state', models.CharField(choices=[('working', 'Jullie werken eraan'), ('reading', 'Bij de tweede lezer'), ('shared', 'Gedeeld, zonder naam'), ('ended', 'Gestopt')], default=meedoen.knelpunten.states.CasusState['WORKING'], max_length=8)),
                ('remark', models.TextField(blank=True)),
                ('made_on', models.DateField()),
                ('changed_on', models.DateField()),
                ('municipality', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.municipality')),
                ('reader', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='casus_to_read', to=settings.AUTH_USER_MODEL)),
                ('team', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.team')),
                ('writer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='CasusTeam',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_day', models.DateField()),
                ('last_day', models.DateField(blank=True, null=True)),
                ('casus', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='teams', to='knelpunten.casestudy')),
                ('team', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.team')),
            ],
        ),
        migrations.CreateModel(
            name='Knelpunt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(blank=True, max_length=20)),
                ('title', models.CharField(max_length=120)),
                ('laws', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=80), size=None)),
                ('frames', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('wmo', 'wmo'), ('participatiewet', 'participatiewet'), ('other', 'other')], max_length=20), size=None)),
                ('type', models.CharField(choices=[('benadering', 'Benadering: organisaties pakken het anders aan'), ('regeling', 'Regeling: regels botsen of laten een gat'), ('bejegening', 'Bejegening: hoe iemand behandeld wordt'), ('financiën', 'Financiën: meedoen kost iemand geld of zekerheid'), ('informatie', 'Informatie: wat nodig is, komt niet aan'), ('capaciteit', 'Capaciteit: er is te weinig plek of tijd')], max_length=20)),
                ('happens', models.TextField()),
                ('quote', models.TextField(blank=True)),
                ('may_stay', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=200), default=list, size=None)),
                ('state', models.CharField(choices=[('waiting', 'Wacht op antwoord'), ('agreed', 'Afgesproken'), ('solved', 'Opgelost'), ('half', 'Half opgelost'), ('declined', 'Nee, met reden')], default=meedoen.knelpunten.states.RegisterState['WAITING'], max_length=10)),
                ('entered_on', models.DateField()),
                ('waiting_since', models.DateField(blank=True, null=True)),
                ('answer', models.TextField(blank=True)),
                ('answered_on', models.DateField(blank=True, null=True)),
                ('published_on', models.DateField(blank=True, null=True)),
                ('taken_back_on', models.DateField(blank=True, null=True)),
                ('taken_back_because', models.TextField(blank=True)),
                ('joined_into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='joined', to='knelpunten.knelpunt')),
                ('municipality', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='knelpunten', to='areas.municipality')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='knelpunten', to=settings.AUTH_USER_MODEL)),
                ('team', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='knelpunten', to='accounts.team')),
            ],
        ),
        migrations.AddField(
            model_name='casestudy',
            name='knelpunt',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='case_studies', to='knelpunten.knelpunt'),
        ),
        migrations.AddField(
            model_name='draft',
            name='knelpunt',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='drafts', to='knelpunten.knelpunt'),
        ),
        migrations.AddConstraint(
            model_name='draft',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('knelpunt__isnull', False), ('state', meedoen.knelpunten.kinds.State['REGISTERED'])), models.Q(('knelpunt__isnull', True), ('state', meedoen.knelpunten.kinds.State['CONCEPT'])), _connector='OR'), name='registered_as_a_knelpunt'),
        ),
        migrations.AddField(
            model_name='recommendation',
            name='knelpunt',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recommendations', to='knelpunten.knelpunt'),
        ),
        migrations.AddField(
            model_name='recommendation',
            name='team',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.team'),
        ),
        migrations.AddField(
            model_name='registerline',
            name='knelpunt',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='knelpunten.knelpunt'),
        ),
        migrations.AddField(
            model_name='sharedcasus',
            name='casus',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='shared', to='knelpunten.casestudy'),
        ),
        migrations.AddField(
            model_name='sharedcasus',
            name='knelpunt',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='shared_casus', to='knelpunten.knelpunt'),
        ),
        migrations.AddField(
            model_name='sharedcasus',
            name='municipality',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.municipality'),
        ),
        migrations.AddField(
            model_name='ticket',
            name='knelpunt',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='tickets', to='knelpunten.knelpunt'),
        ),
        migrations.AddField(
            model_name='ticket',
            name='municipality',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.municipality'),
        ),
        migrations.AddField(
            model_name='ticket',
            name='team',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.team'),
        ),
        migrations.AddConstraint(
            model_name='casusteam',
            constraint=models.UniqueConstraint(fields=('casus', 'team'), name='a_team_once_in_a_casus'),
        ),
        migrations.AddConstraint(
            model_name='casusteam',
            constraint=models.CheckConstraint(condition=models.Q(('last_day__isnull', True), ('last_day__gte', models.F('from_day')), _connector='OR'), name='casus_team_ends_after_it_begins'),
        ),
        migrations.AddIndex(
            model_name='knelpunt',
            index=models.Index(fields=['municipality', 'state', '-entered_on', '-id'], name='knelpunten_as_they_stand'),
        ),
        migrations.AddIndex(
            model_name='knelpunt',
            index=models.Index(fields=['municipality', 'waiting_since'], name='knelpunten_that_wait'),
        ),
        migrations.AddIndex(
            model_name='knelpunt',
            index=models.Index(fields=['team', 'state'], name='knelpunten_of_a_team'),
        ),
        migrations.AddConstraint(
            model_name='knelpunt',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('happens', ''), _negated=True), models.Q(('title', ''), _negated=True), ('laws__len__gt', 0)), name='registered_says_what_and_which_laws'),
        ),
        migrations.AddConstraint(
            model_name='knelpunt',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', meedoen.knelpunten.states.RegisterState['WAITING']), ('waiting_since__isnull', False)), models.Q(models.Q(('state', meedoen.knelpunten.states.RegisterState['WAITING']), _negated=True), ('waiting_since__isnull', True)), _connector='OR'), name='waits_since_a_day'),
        ),
        migrations.AddConstraint(
            model_name='knelpunt',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_on__isnull', True)), models.Q(('answered_on__isnull', False), models.Q(('answer', ''), _negated=True)), _connector='OR'), name='answer_has_a_day'),
        ),
        migrations.AddConstraint(
            model_name='knelpunt',
            constraint=models.CheckConstraint(condition=models.Q(('state', meedoen.knelpunten.states.RegisterState['WAITING']), ('answered_on__isnull', False), _connector='OR'), name='who_stands_answered_has_an_answer'),
        ),
        migrations.AddConstraint(
            model_name='knelpunt',
            constraint=models.CheckConstraint(condition=models.Q(('taken_back_on__isnull', True), models.Q(('taken_back_because', ''), _negated=True), _connector='OR'), name='taken_back_says_why'),
        ),
        migrations.AddConstraint(
            model_name='knelpunt',
            constraint=models.UniqueConstraint(condition=models.Q(models.Q(('code', ''), _negated=True), ('joined_into__isnull', True)), fields=('municipality', 'code'), name='one_knelpunt_a_collision'),
        ),
        migrations.AddConstraint(
            model_name='casestudy',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('title', ''), _negated=True), models.Q(('situation', ''), _negated=True)), name='casus_tells_a_situation'),
        ),
        migrations.AddConstraint(
            model_name='casestudy',
            constraint=models.CheckConstraint(condition=models.Q(('reader__isnull', True), models.Q(('reader', models.F('writer')), _negated=True), _connector='OR'), name='second_reader_is_another'),
        ),
        migrations.AddIndex(
            model_name='recommendation',
            index=models.Index(fields=['knelpunt', 'state'], name='recommendations_of_knelpunt'),
        ),
        migrations.AddConstraint(
            model_name='recommendation',
            constraint=models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='recommendation_says_what'),
        ),
        migrations.AddConstraint(
            model_name='recommendation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_on__isnull', False), ('state__in', ['agreed', 'declined', 'realised']), models.Q(('decided_by', ''), _negated=True), models.Q(('decision', ''), _negated=True)), models.Q(models.Q(('state__in', ['agreed', 'declined', 'realised']), _negated=True), ('decided_on__isnull', True)), _connector='OR'), name='decided_by_whom_and_why'),
        ),
        migrations.AddConstraint(
            model_name='recommendation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('realised_on__isnull', False), ('state', 'realised')), models.Q(models.Q(('state', 'realised'), _negated=True), ('realised_on__isnull', True)), _connector='OR'), name='realised_on_a_day'),
        ),
        migrations.AddIndex(
            model_name='registerline',
            index=models.Index(fields=['knelpunt', 'on_day', 'id'], name='way_of_a_knelpunt'),
        ),
        migrations.AddIndex(
            model_name='sharedcasus',
            index=models.Index(fields=['knelpunt', '-shared_on'], name='casus_of_a_knelpunt'),
        ),
        migrations.AddIndex(
            model_name='ticket',
            index=models.Index(condition=models.Q(('answered_on__isnull', True), ('knelpunt__isnull', True), ('taken_back_on__isnull', True)), fields=['municipality', 'given_on', 'id'], name='tickets_without_a_place'),
        ),
        migrations.AddIndex(
            model_name='ticket',
            index=models.Index(condition=models.Q(('seen_to_on__isnull', True)), fields=['id'], name='tickets_to_see_to'),
        ),
        migrations.AddIndex(
            model_name='ticket',
            index=models.Index(condition=models.Q(('taken_back_on__isnull', True), ('told_on__isnull', True), ('wants_answer', True)), fields=['id'], name='tickets_to_be_told'),
        ),
        migrations.AddIndex(
            model_name='ticket',
            index=models.Index(fields=['knelpunt', 'given_on'], name='tickets_of_a_knelpunt'),
        ),
        migrations.AddConstraint(
            model_name='ticket',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_on__isnull', True)), models.Q(('answered_on__isnull', False), models.Q(('answer', ''), _negated=True)), _connector='OR'), name='ticket_answered_on_a_day'),
        ),
        migrations.AddConstraint(
            model_name='ticket',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('solved', ''), ('solved_on__isnull', True)), models.Q(models.Q(('solved', ''), _negated=True), ('solved_on__isnull', False)), _connector='OR'), name='solved_said_on_a_day'),
        ),
    ]
