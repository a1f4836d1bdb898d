# SPDX-License-Identifier: EUPL-1.2
"""What came in as a declaration becomes a document with a kind; the town's own ledger lies beside.

Each document that is there is a declaration. What came in stays as it came.
"""

import django.db.models.deletion
from django.db import migrations, models

STAYS = "".join(
    f"CREATE TRIGGER stays BEFORE UPDATE OR DELETE ON {table} "
    "FOR EACH ROW EXECUTE FUNCTION budget_stays();\n"
    for table in ("budget_townledgerfile", "budget_townledgerline")
)
GOES = "".join(
    f"DROP TRIGGER stays ON {table};" for table in ("budget_townledgerfile", "budget_townledgerline")
)


class Migration(migrations.Migration):
    dependencies = [("areas", "0002_where_areas_lie_now"), ("budget", "0007_waits_found_by_partner")]

    locks = (
        "These tables come with the same version: where this runs they are empty or nearly so, and "
        "only pages of controllers read them."
    )
    operations = [
        migrations.RemoveConstraint("bookeddeclaration", "declaration_once"),
        migrations.RemoveConstraint("ledgertransaction", "declared_row_once"),
        migrations.RenameModel("BookedDeclaration", "BookedDocument"),
        migrations.RenameField("ledgertransaction", "declaration", "document"),
        migrations.AddField(
            "bookeddocument", "kind",
            models.CharField(
                max_length=16,
                choices=[
                    ("declaration", "Declaratie"), ("invoice", "Factuur"), ("subsidy", "Subsidie"),
                    ("svb", "Overzicht van de SVB"), ("cak", "Overzicht van het CAK"),
                    ("bank", "Bankafschrift"),
                ],
                default="declaration",
            ),
            preserve_default=False,
        ),
        migrations.CreateModel(
            name='TownAccount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=35)),
                ('account', models.CharField(choices=[('waiting', 'Nog te verdelen'), ('payable', 'Te betalen'), ('receivable', 'Te ontvangen'), ('bank', 'Bank'), ('suspense', 'Nog uit te zoeken'), ('vat.bcf', 'Btw terug te vragen (BCF)'), ('cost.provisions', 'Kosten van voorzieningen'), ('cost.subsidies', 'Subsidies'), ('cost.pgb', "Kosten van pgb's"), ('cost.contributions', 'Eigen bijdragen')], max_length=24)),
                ('said_by', models.CharField(max_length=160)),
                ('said_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='TownLedgerFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField()),
                ('first_day', models.DateField()),
                ('last_day', models.DateField()),
                ('version', models.CharField(max_length=16)),
                ('digest', models.CharField(max_length=64)),
                ('rows', models.PositiveIntegerField()),
                ('bad', models.PositiveIntegerField()),
                ('taken_in_by', models.CharField(max_length=160)),
                ('taken_in_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='TownLedgerLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField()),
                ('journal', models.CharField(max_length=35)),
                ('booking', models.CharField(max_length=35)),
                ('line', models.CharField(max_length=35)),
                ('day', models.DateField()),
                ('account', models.CharField(max_length=35)),
                ('cents', models.BigIntegerField()),
            ],
        ),
        migrations.AddField(
            model_name='ledgertransaction',
            name='pays',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='payments', to='budget.bookeddocument'),
        ),
        migrations.AlterField(
            model_name='ledgerentry',
            name='account',
            field=models.CharField(choices=[('waiting', 'Nog te verdelen'), ('payable', 'Te betalen'), ('receivable', 'Te ontvangen'), ('bank', 'Bank'), ('suspense', 'Nog uit te zoeken'), ('vat.bcf', 'Btw terug te vragen (BCF)'), ('cost.provisions', 'Kosten van voorzieningen'), ('cost.subsidies', 'Subsidies'), ('cost.pgb', "Kosten van pgb's"), ('cost.contributions', 'Eigen bijdragen')], max_length=24),
        ),
        migrations.AlterField(
            model_name='ledgertransaction',
            name='kind',
            field=models.CharField(choices=[('declared', 'Gevraagd'), ('divided', 'Verdeling'), ('reversed', 'Terugboeking'), ('paid', 'Betaling'), ('settled', 'Uitgezocht')], max_length=16),
        ),
        migrations.AddConstraint(
            model_name='bookeddocument',
            constraint=models.UniqueConstraint(fields=('municipality', 'kind', 'partner', 'number'), name='document_once'),
        ),
        migrations.AddConstraint(
            model_name='ledgertransaction',
            constraint=models.UniqueConstraint(condition=models.Q(('pays__isnull', True)), fields=('document', 'row'), name='document_row_once'),
        ),
        migrations.AddConstraint(
            model_name='ledgertransaction',
            constraint=models.UniqueConstraint(fields=('document', 'row', 'pays'), name='payment_once_per_document'),
        ),
        migrations.AddField(
            model_name='townaccount',
            name='municipality',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.municipality'),
        ),
        migrations.AddField(
            model_name='townledgerfile',
            name='municipality',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.municipality'),
        ),
        migrations.AddField(
            model_name='townledgerline',
            name='file',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='budget.townledgerfile'),
        ),
        migrations.AddField(
            model_name='townledgerline',
            name='municipality',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.municipality'),
        ),
        migrations.AddConstraint(
            model_name='townaccount',
            constraint=models.UniqueConstraint(fields=('municipality', 'number'), name='town_account_once'),
        ),
        migrations.AddConstraint(
            model_name='townledgerfile',
            constraint=models.UniqueConstraint(fields=('municipality', 'year', 'digest'), name='ledger_file_once'),
        ),
        migrations.AddConstraint(
            model_name='townledgerline',
            constraint=models.UniqueConstraint(fields=('municipality', 'year', 'journal', 'booking', 'line'), name='ledger_line_once'),
        ),
        migrations.RunSQL(STAYS, GOES),
    ]
