# SPDX-License-Identifier: EUPL-1.2

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('catalogue', '0001_initial'),
        ('privacy', '0002_row_level_security'),
        ('residents', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Choice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('answer', models.CharField(choices=[('yes', 'Ik wil gaan kijken'), ('later', 'Misschien later'), ('no', 'Niet voor mij')], max_length=10)),
                ('said_at', models.DateTimeField()),
                ('heard_by', models.CharField(max_length=160)),
                ('compartment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='privacy.compartment')),
                ('offer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='choices', to='catalogue.offer')),
                ('resident', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='choices', to='residents.resident')),
            ],
        ),
        migrations.CreateModel(
            name='Plan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('opened_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('quiet', models.BooleanField(default=False)),
                ('quiet_until', models.DateField(blank=True, null=True)),
                ('compartment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='privacy.compartment')),
                ('regisseur', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='directed_plans', to=settings.AUTH_USER_MODEL)),
                ('resident', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='plans', to='residents.resident')),
                ('team', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plans', to='accounts.team')),
            ],
        ),
        migrations.CreateModel(
            name='Placement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reserved_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('compartment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='privacy.compartment')),
                ('offer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='placements', to='catalogue.offer')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='placements', to='plans.plan')),
            ],
        ),
        migrations.CreateModel(
            name='CheckIn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('answer', models.CharField(choices=[('forward', 'Vooruit'), ('stay', 'Blijven'), ('back', 'Terug'), ('not_now', 'Nu niet')], max_length=10)),
                ('words', models.TextField(blank=True)),
                ('quiet_until', models.DateField(blank=True, null=True)),
                ('at', models.DateTimeField()),
                ('heard_by', models.CharField(max_length=160)),
                ('compartment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='privacy.compartment')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='check_ins', to='plans.plan')),
            ],
        ),
        migrations.CreateModel(
            name='Step',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.CharField(max_length=200)),
                ('wished_day', models.DateField(blank=True, null=True)),
                ('added_at', models.DateTimeField()),
                ('added_by', models.CharField(max_length=160)),
                ('done_at', models.DateTimeField(blank=True, null=True)),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('compartment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='privacy.compartment')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='plans.plan')),
            ],
        ),
        migrations.AddConstraint(
            model_name='plan',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('resident',), name='one_running_plan_a_resident'),
        ),
        migrations.AddConstraint(
            model_name='placement',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('plan', 'offer'), name='one_place_an_offer'),
        ),
    ]
