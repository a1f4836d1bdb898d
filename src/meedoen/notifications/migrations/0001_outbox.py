# SPDX-License-Identifier: EUPL-1.2
"""The outbox, how somebody wants to be reached, when not, and what became of each message."""

import django.db.models.deletion
import meedoen.notifications.kinds
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('privacy', '0019_for_accounting'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Mailing',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('begun_at', models.DateTimeField()),
                ('tries', models.PositiveSmallIntegerField(default=1)),
                ('taken_at', models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Outgoing',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('occasion', models.CharField(max_length=60)),
                ('about', models.CharField(max_length=64)),
                ('kind', models.CharField(choices=[('answer', 'Een antwoord op wat je vroeg'), ('plan', 'Iets nieuws in je plan'), ('invitation', 'Een uitnodiging'), ('receipt', 'Een bewijs dat iets van jou binnen is'), ('decision', 'Een besluit van de gemeente')], max_length=20)),
                ('subject', models.UUIDField(blank=True, null=True)),
                ('state', models.CharField(choices=[('waiting', 'Gaat zo weg'), ('resting', 'Wacht tot de rust voorbij is'), ('sending', 'Wordt gemaild'), ('sent', 'Gemaild'), ('on_page', 'Staat op de eigen pagina'), ('by_letter', 'Brief te versturen'), ('by_call', 'Te bellen'), ('done', 'Gedaan'), ('lapsed', 'Hoeft niet meer')], default=meedoen.notifications.kinds.OutgoingState['WAITING'], max_length=10)),
                ('told_by', models.CharField(max_length=160)),
                ('told_at', models.DateTimeField()),
                ('moved_at', models.DateTimeField()),
                ('read_at', models.DateTimeField(blank=True, null=True)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('account', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('compartment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='privacy.compartment')),
                ('mailing', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='outgoing', to='notifications.mailing')),
            ],
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('event', models.CharField(choices=[('held', 'Blijft liggen: er is rust gevraagd'), ('lapsed', 'Hoefde niet meer'), ('put_on_page', 'Op de eigen pagina gezet'), ('accepted', 'Mailtje aangenomen door de mailserver'), ('not_now', 'Mailserver kon het nu niet aannemen'), ('unknown', 'Verbinding met de mailserver viel weg'), ('refused', 'Mailserver weigerde het adres'), ('bounced', 'Mailtje kwam terug'), ('to_be_posted', 'Wordt een brief'), ('to_be_called', 'Er wordt gebeld'), ('posted', 'Brief op de post gedaan'), ('called', 'Gebeld'), ('taken_back', 'Toch niet gedaan')], max_length=20)),
                ('at', models.DateTimeField()),
                ('by', models.CharField(max_length=160)),
                ('compartment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='privacy.compartment')),
                ('outgoing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='notifications.outgoing')),
            ],
        ),
        migrations.CreateModel(
            name='PostedWords',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.UUIDField()),
                ('title', models.TextField()),
                ('words', models.TextField()),
                ('printed_by', models.CharField(max_length=160)),
                ('printed_at', models.DateTimeField()),
                ('compartment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='privacy.compartment')),
                ('outgoing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='posted_words', to='notifications.outgoing')),
            ],
        ),
        migrations.CreateModel(
            name='ReachAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.UUIDField()),
                ('way', models.CharField(choices=[('email', 'Met een mailtje dat er iets staat'), ('letter', 'Met een brief'), ('call', 'Bel mij')], max_length=10)),
                ('value', models.TextField()),
                ('given_by', models.CharField(max_length=160)),
                ('given_at', models.DateTimeField()),
                ('failed_at', models.DateTimeField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('compartment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='privacy.compartment')),
            ],
        ),
        migrations.CreateModel(
            name='ReachChoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.UUIDField()),
                ('kind', models.CharField(choices=[('answer', 'Een antwoord op wat je vroeg'), ('plan', 'Iets nieuws in je plan'), ('invitation', 'Een uitnodiging'), ('receipt', 'Een bewijs dat iets van jou binnen is'), ('decision', 'Een besluit van de gemeente')], max_length=20)),
                ('channel', models.CharField(choices=[('page', 'Alleen hier, op mijn pagina'), ('email', 'Met een mailtje dat er iets staat'), ('letter', 'Met een brief'), ('call', 'Bel mij')], max_length=10)),
                ('chosen_by', models.CharField(max_length=160)),
                ('chosen_at', models.DateTimeField()),
                ('replaced_at', models.DateTimeField(blank=True, null=True)),
                ('compartment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='privacy.compartment')),
            ],
        ),
        migrations.CreateModel(
            name='Rest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.UUIDField()),
                ('because', models.CharField(choices=[('not_now', 'not_now'), ('own_wish', 'own_wish')], max_length=10)),
                ('until', models.DateField(blank=True, null=True)),
                ('begun_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('compartment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='privacy.compartment')),
            ],
        ),
        migrations.AddIndex(
            model_name='outgoing',
            index=models.Index(fields=['subject', '-told_at'], name='messages_of_a_resident'),
        ),
        migrations.AddIndex(
            model_name='outgoing',
            index=models.Index(fields=['account', '-told_at'], name='messages_of_a_colleague'),
        ),
        migrations.AddIndex(
            model_name='outgoing',
            index=models.Index(condition=models.Q(('state__in', [meedoen.notifications.kinds.OutgoingState['BY_CALL'], meedoen.notifications.kinds.OutgoingState['BY_LETTER']])), fields=['moved_at', 'id'], name='messages_by_hand'),
        ),
        migrations.AddConstraint(
            model_name='outgoing',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('account__isnull', True), ('compartment__isnull', False), ('subject__isnull', False)), models.Q(('account__isnull', False), ('compartment__isnull', True), ('subject__isnull', True)), _connector='OR'), name='told_to_one_person'),
        ),
        migrations.AddConstraint(
            model_name='outgoing',
            constraint=models.UniqueConstraint(fields=('subject', 'occasion', 'about'), name='told_a_resident_once'),
        ),
        migrations.AddConstraint(
            model_name='outgoing',
            constraint=models.UniqueConstraint(fields=('account', 'occasion', 'about'), name='told_a_colleague_once'),
        ),
        migrations.AddConstraint(
            model_name='reachaddress',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('subject', 'way'), name='one_address_a_way'),
        ),
        migrations.AddConstraint(
            model_name='reachaddress',
            constraint=models.CheckConstraint(condition=models.Q(('value', ''), _negated=True), name='address_says_where'),
        ),
        migrations.AddConstraint(
            model_name='reachchoice',
            constraint=models.UniqueConstraint(condition=models.Q(('replaced_at__isnull', True)), fields=('subject', 'kind'), name='one_choice_a_kind'),
        ),
        migrations.AddConstraint(
            model_name='rest',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('subject', 'because'), name='one_rest_for_a_reason'),
        ),
    ]
