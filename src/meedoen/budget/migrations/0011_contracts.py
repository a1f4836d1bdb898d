# SPDX-License-Identifier: EUPL-1.2
"""Contracts, what providers say they delivered, and what was asked per day, provider and product.

What was asked the database adds up with each booking, as it does balances, and once for all that is
there: a contract is held against it, and no entry is read. What was agreed stays as it was agreed.
"""

import django.db.models.deletion
from django.db import migrations, models

HERE = """((SELECT privacy_setting('purpose')) = 'accounting'
    AND municipality_id = ANY ((SELECT privacy_setting('municipalities'))::text[]))"""
SEEN_CONTRACT = "(SELECT true FROM budget_providercontract c WHERE c.id = contract_id)"
LIES = {
    "askedbalance": HERE,
    "providercontract": HERE,
    "contractending": SEEN_CONTRACT,
    "deliverystatement": SEEN_CONTRACT,
}
SEEN = "".join(
    f"""
ALTER TABLE budget_{name} ENABLE ROW LEVEL SECURITY;
CREATE POLICY read ON budget_{name} FOR SELECT TO meedoen_web USING ({where});
"""
    for name, where in LIES.items()
)
UNSEEN = "".join(
    f"DROP POLICY read ON budget_{name}; ALTER TABLE budget_{name} DISABLE ROW LEVEL SECURITY;"
    for name in LIES
)
AGREED = ("providercontract", "contractending", "deliverystatement")
STAYS = "".join(
    f"CREATE TRIGGER stays BEFORE UPDATE OR DELETE ON budget_{name} "
    "FOR EACH ROW EXECUTE FUNCTION budget_stays();"
    for name in AGREED
)
GOES = "".join(f"DROP TRIGGER stays ON budget_{name};" for name in AGREED)


def _added(entries: str) -> str:
    # What was taken back counts as the booking that it takes back, the other way round.
    return f"""
    INSERT INTO budget_askedbalance AS there (
        municipality_id, day, partner, product, unit, cents, quantity
    )
    SELECT booked.municipality_id, booked.day, came.partner, asked.product, asked.unit,
           sum(came.cents),
           sum(coalesce(asked.quantity, 0) * CASE WHEN booked.reverses_id IS NULL THEN 1 ELSE -1 END)
        FROM {entries} came
        JOIN budget_ledgertransaction booked ON booked.id = came.transaction_id
        JOIN budget_ledgertransaction asked ON asked.id = coalesce(booked.reverses_id, booked.id)
        WHERE came.account = 'waiting' AND asked.kind = 'declared'
        GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5
    ON CONFLICT (municipality_id, day, partner, product, unit) DO UPDATE
        SET cents = there.cents + EXCLUDED.cents, quantity = there.quantity + EXCLUDED.quantity;
"""


# A name that sorts after `adds_up`: all who book add to the same tables in the same order.
ADDED = f"""
CREATE FUNCTION budget_adds_up_asked() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    {_added("came")}
    RETURN NULL;
END $$;
CREATE TRIGGER adds_up_asked AFTER INSERT ON budget_ledgerentry
    REFERENCING NEW TABLE AS came
    FOR EACH STATEMENT EXECUTE FUNCTION budget_adds_up_asked();
{_added("budget_ledgerentry")}
"""
ADDED_NO_MORE = """
DROP TRIGGER adds_up_asked ON budget_ledgerentry; DROP FUNCTION budget_adds_up_asked();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('areas', '0002_where_areas_lie_now'),
        ('budget', '0010_suspense_found'),
    ]

    locks = "The ledger came in the same version."

    operations = [
        migrations.AddField(
            model_name='ledgertransaction',
            name='quantity',
            field=models.DecimalField(decimal_places=3, max_digits=14, null=True),
        ),
        migrations.AddField(
            model_name='ledgertransaction',
            name='unit',
            field=models.CharField(blank=True, choices=[('01', 'minuut'), ('04', 'uur'), ('14', 'etmaal'), ('16', 'dagdeel'), ('21', 'week'), ('82', 'stuk')], max_length=2),
        ),
        migrations.CreateModel(
            name='ProviderContract',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=60)),
                ('partner', models.CharField(max_length=100)),
                ('product', models.CharField(blank=True, max_length=100)),
                ('first_day', models.DateField()),
                ('last_day', models.DateField()),
                ('form', models.CharField(choices=[('lump_sum', 'Eén bedrag'), ('priced', 'Prijs maal aantal'), ('declared', 'Per declaratie')], max_length=12)),
                ('unit', models.CharField(blank=True, choices=[('01', 'minuut'), ('04', 'uur'), ('14', 'etmaal'), ('16', 'dagdeel'), ('21', 'week'), ('82', 'stuk')], max_length=2)),
                ('price_cents', models.BigIntegerField(null=True)),
                ('maximum_cents', models.BigIntegerField(null=True)),
                ('replaces', models.CharField(blank=True, max_length=60)),
                ('adopted_by', models.CharField(max_length=160)),
                ('adopted_on', models.DateField()),
                ('kept_by', models.CharField(max_length=160)),
                ('kept_at', models.DateTimeField()),
                ('municipality', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.municipality')),
            ],
        ),
        migrations.CreateModel(
            name='DeliveryStatement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first_day', models.DateField()),
                ('last_day', models.DateField()),
                ('unit', models.CharField(choices=[('01', 'minuut'), ('04', 'uur'), ('14', 'etmaal'), ('16', 'dagdeel'), ('21', 'week'), ('82', 'stuk')], max_length=2)),
                ('quantity', models.PositiveBigIntegerField()),
                ('stated_on', models.DateField()),
                ('kept_by', models.CharField(max_length=160)),
                ('kept_at', models.DateTimeField()),
                ('replaces', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='budget.deliverystatement')),
                ('contract', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='statements', to='budget.providercontract')),
            ],
        ),
        migrations.CreateModel(
            name='ContractEnding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('last_day', models.DateField()),
                ('final_cents', models.BigIntegerField(null=True)),
                ('why', models.CharField(max_length=200)),
                ('kept_by', models.CharField(max_length=160)),
                ('kept_at', models.DateTimeField()),
                ('contract', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='ending', to='budget.providercontract')),
            ],
        ),
        migrations.CreateModel(
            name='AskedBalance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('partner', models.CharField(blank=True, max_length=100)),
                ('product', models.CharField(blank=True, max_length=100)),
                ('unit', models.CharField(blank=True, choices=[('01', 'minuut'), ('04', 'uur'), ('14', 'etmaal'), ('16', 'dagdeel'), ('21', 'week'), ('82', 'stuk')], max_length=2)),
                ('cents', models.BigIntegerField()),
                ('quantity', models.DecimalField(decimal_places=3, max_digits=18)),
                ('municipality', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.municipality')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('municipality', 'day', 'partner', 'product', 'unit'), name='asked_balance_once')],
            },
        ),
        migrations.AddIndex(
            model_name='providercontract',
            index=models.Index(fields=['municipality', 'first_day'], name='contracts_of'),
        ),
        migrations.AddConstraint(
            model_name='providercontract',
            constraint=models.UniqueConstraint(fields=('municipality', 'number'), name='contract_once'),
        ),
        migrations.AddConstraint(
            model_name='providercontract',
            constraint=models.CheckConstraint(condition=models.Q(('first_day__lte', models.F('last_day'))), name='contract_has_days'),
        ),
        migrations.AddConstraint(
            model_name='providercontract',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('form', 'lump_sum'), ('maximum_cents__isnull', False), ('price_cents', None)), models.Q(('form', 'priced'), ('price_cents__isnull', False), models.Q(('unit', ''), _negated=True)), ('form', 'declared'), _connector='OR'), name='contract_says_what_it_is'),
        ),
        migrations.AddConstraint(
            model_name='providercontract',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('price_cents', None), ('price_cents__gt', 0), _connector='OR'), models.Q(('maximum_cents', None), ('maximum_cents__gt', 0), _connector='OR')), name='contract_is_for_more_than_nought'),
        ),
        migrations.AddConstraint(
            model_name='deliverystatement',
            constraint=models.CheckConstraint(condition=models.Q(('first_day__lte', models.F('last_day'))), name='delivery_has_days'),
        ),
        migrations.AddConstraint(
            model_name='deliverystatement',
            constraint=models.UniqueConstraint(condition=models.Q(('replaces', None)), fields=('contract', 'first_day', 'last_day', 'unit'), name='delivery_stated_once'),
        ),
        migrations.AddConstraint(
            model_name='contractending',
            constraint=models.CheckConstraint(condition=models.Q(('final_cents', None), ('final_cents__gte', 0), _connector='OR'), name='contract_end_is_an_amount'),
        ),
        migrations.AddConstraint(
            model_name='contractending',
            constraint=models.CheckConstraint(condition=models.Q(('why', ''), _negated=True), name='contract_end_says_why'),
        ),
        migrations.RunSQL(ADDED, ADDED_NO_MORE),
        migrations.RunSQL(STAYS + SEEN, UNSEEN + GOES),
    ]
