# SPDX-License-Identifier: EUPL-1.2
"""The ledger: keys, declarations, what is booked, and balances per month."""


import django.contrib.postgres.fields
import django.db.models.deletion
import meedoen.budget.accounts
import meedoen.budget.kinds
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('areas', '0002_where_areas_lie_now'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AllocationKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('first_day', models.DateField()),
                ('last_day', models.DateField()),
                ('products', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=100), default=list, size=None)),
                ('partners', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=100), default=list, size=None)),
                ('integral', models.PositiveSmallIntegerField(default=1000)),
                ('proposed_by', models.CharField(max_length=160)),
                ('proposed_at', models.DateTimeField()),
                ('adopted_by', models.CharField(blank=True, max_length=160)),
                ('adopted_on', models.DateField(null=True)),
                ('adopted_at', models.DateTimeField(null=True)),
                ('dropped_by', models.CharField(blank=True, max_length=160)),
                ('dropped_at', models.DateTimeField(null=True)),
                ('adopter', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('municipality', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.municipality')),
                ('proposer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='AllocationLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.PositiveSmallIntegerField()),
                ('law', models.CharField(max_length=24)),
                ('taakveld', models.CharField(max_length=8)),
                ('category', models.CharField(max_length=8)),
                ('programme', models.CharField(blank=True, max_length=60)),
                ('share', models.PositiveSmallIntegerField()),
                ('ground', models.CharField(max_length=200)),
                ('key', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='budget.allocationkey')),
            ],
            options={
                'ordering': ['place'],
            },
        ),
        migrations.CreateModel(
            name='BookedDeclaration',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('partner', models.CharField(max_length=100)),
                ('number', models.CharField(max_length=100)),
                ('standard', models.CharField(max_length=16)),
                ('first_day', models.DateField()),
                ('last_day', models.DateField()),
                ('total_cents', models.BigIntegerField(null=True)),
                ('digest', models.CharField(max_length=64)),
                ('rows', models.PositiveIntegerField()),
                ('bad', models.PositiveIntegerField()),
                ('taken_in_by', models.CharField(max_length=160)),
                ('taken_in_at', models.DateTimeField()),
                ('municipality', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.municipality')),
            ],
        ),
        migrations.CreateModel(
            name='BookingYear',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField()),
                ('opened_by', models.CharField(max_length=160)),
                ('opened_at', models.DateTimeField()),
                ('closed_by', models.CharField(blank=True, max_length=160)),
                ('closed_at', models.DateTimeField(null=True)),
                ('municipality', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.municipality')),
            ],
        ),
        migrations.CreateModel(
            name='LedgerTransaction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('kind', models.CharField(choices=[('declared', 'Declaratie'), ('divided', 'Verdeling'), ('reversed', 'Terugboeking')], max_length=16)),
                ('words', models.CharField(max_length=240)),
                ('row', models.PositiveIntegerField(null=True)),
                ('product', models.CharField(blank=True, max_length=100)),
                ('product_code', models.CharField(blank=True, max_length=100)),
                ('booked_by', models.CharField(max_length=160)),
                ('booked_at', models.DateTimeField()),
                ('about', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='followed_by', to='budget.ledgertransaction')),
                ('declaration', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='transactions', to='budget.bookeddeclaration')),
                ('key', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='budget.allocationkey')),
                ('municipality', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.municipality')),
                ('reverses', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reversed_by', to='budget.ledgertransaction')),
            ],
        ),
        migrations.CreateModel(
            name='LedgerEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('account', models.CharField(choices=[('waiting', 'Nog te verdelen'), ('payable', 'Te betalen'), ('cost.provisions', 'Kosten van voorzieningen')], max_length=24)),
                ('cents', models.BigIntegerField()),
                ('law', models.CharField(blank=True, max_length=24)),
                ('taakveld', models.CharField(blank=True, max_length=8)),
                ('category', models.CharField(blank=True, max_length=8)),
                ('programme', models.CharField(blank=True, max_length=60)),
                ('pot', models.CharField(blank=True, choices=[('integral', 'integral'), ('earlier', 'earlier')], max_length=10)),
                ('ground', models.CharField(blank=True, max_length=200)),
                ('partner', models.CharField(blank=True, max_length=100)),
                ('commitment', models.CharField(blank=True, max_length=100)),
                ('person', models.CharField(blank=True, max_length=32)),
                ('transaction', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='budget.ledgertransaction')),
            ],
        ),
        migrations.CreateModel(
            name='PeriodBalance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField()),
                ('month', models.PositiveSmallIntegerField()),
                ('account', models.CharField(max_length=24)),
                ('law', models.CharField(blank=True, max_length=24)),
                ('taakveld', models.CharField(blank=True, max_length=8)),
                ('category', models.CharField(blank=True, max_length=8)),
                ('programme', models.CharField(blank=True, max_length=60)),
                ('pot', models.CharField(blank=True, max_length=10)),
                ('partner', models.CharField(blank=True, max_length=100)),
                ('cents', models.BigIntegerField()),
                ('municipality', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.municipality')),
            ],
        ),
        migrations.AddIndex(
            model_name='allocationkey',
            index=models.Index(fields=['municipality', 'first_day'], name='keys_of'),
        ),
        migrations.AddConstraint(
            model_name='allocationkey',
            constraint=models.CheckConstraint(condition=models.Q(('first_day__lte', models.F('last_day')), ('first_day__year', models.F('last_day__year'))), name='key_within_a_year'),
        ),
        migrations.AddConstraint(
            model_name='allocationkey',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('adopted_at__isnull', True), ('adopted_on__isnull', True)), models.Q(('adopted_at__isnull', False), ('adopted_on__lt', models.F('first_day'))), _connector='OR'), name='key_adopted_beforehand'),
        ),
        migrations.AddConstraint(
            model_name='allocationkey',
            constraint=models.CheckConstraint(condition=models.Q(('adopted_by', ''), models.Q(('adopted_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='key_second_pair_of_eyes'),
        ),
        migrations.AddConstraint(
            model_name='allocationkey',
            constraint=models.CheckConstraint(condition=models.Q(('adopted_at__isnull', True), ('dropped_at__isnull', True), _connector='OR'), name='key_in_use_is_not_dropped'),
        ),
        migrations.AddConstraint(
            model_name='allocationkey',
            constraint=models.CheckConstraint(condition=models.Q(('integral__lte', 1000)), name='key_integral_is_a_share'),
        ),
        migrations.AddConstraint(
            model_name='allocationline',
            constraint=models.UniqueConstraint(fields=('key', 'place'), name='key_line_once'),
        ),
        migrations.AddConstraint(
            model_name='allocationline',
            constraint=models.CheckConstraint(condition=models.Q(('share__gt', 0), ('share__lte', 1000)), name='key_line_is_a_share'),
        ),
        migrations.AddConstraint(
            model_name='allocationline',
            constraint=models.CheckConstraint(condition=models.Q(('ground', ''), _negated=True), name='key_line_has_a_ground'),
        ),
        migrations.AddConstraint(
            model_name='bookeddeclaration',
            constraint=models.UniqueConstraint(fields=('municipality', 'partner', 'number'), name='declaration_once'),
        ),
        migrations.AddConstraint(
            model_name='bookingyear',
            constraint=models.UniqueConstraint(fields=('municipality', 'year'), name='booking_year_once'),
        ),
        migrations.AddIndex(
            model_name='ledgertransaction',
            index=models.Index(fields=['municipality', 'day'], name='transactions_of'),
        ),
        migrations.AddConstraint(
            model_name='ledgertransaction',
            constraint=models.UniqueConstraint(fields=('declaration', 'row'), name='declared_row_once'),
        ),
        migrations.AddConstraint(
            model_name='ledgertransaction',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('about__isnull', False), ('key__isnull', False), ('kind', meedoen.budget.kinds.TransactionKind['DIVIDED'])), models.Q(models.Q(('kind', meedoen.budget.kinds.TransactionKind['DIVIDED']), _negated=True), ('key__isnull', True)), _connector='OR'), name='divided_by_a_key'),
        ),
        migrations.AddIndex(
            model_name='ledgerentry',
            index=models.Index(condition=models.Q(('commitment', ''), _negated=True), fields=['commitment'], name='entries_of_commitment'),
        ),
        migrations.AddIndex(
            model_name='ledgerentry',
            index=models.Index(condition=models.Q(('account', meedoen.budget.accounts.LedgerAccount['WAITING'])), fields=['transaction'], include=('cents',), name='entries_that_wait'),
        ),
        migrations.AddConstraint(
            model_name='ledgerentry',
            constraint=models.CheckConstraint(condition=models.Q(('cents', 0), _negated=True), name='entry_is_an_amount'),
        ),
        migrations.AddConstraint(
            model_name='ledgerentry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('account__startswith', 'cost'), models.Q(('law', ''), _negated=True), models.Q(('taakveld', ''), _negated=True), models.Q(('ground', ''), _negated=True), models.Q(('pot', ''), _negated=True)), models.Q(models.Q(('account__startswith', 'cost'), _negated=True), ('category', ''), ('ground', ''), ('law', ''), ('pot', ''), ('programme', ''), ('taakveld', '')), _connector='OR'), name='entry_of_cost_has_a_place'),
        ),
        migrations.AddConstraint(
            model_name='periodbalance',
            constraint=models.UniqueConstraint(fields=('municipality', 'year', 'month', 'account', 'law', 'taakveld', 'category', 'programme', 'pot', 'partner'), name='balance_once'),
        ),
    ]
