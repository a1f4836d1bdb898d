# SPDX-License-Identifier: EUPL-1.2
"""What was decided on budgets, how late costs come in, and keys that pages propose and adopt.

What was decided stays. How late costs come, and per which product they are, the database adds up
with each booking, as it does balances: a forecast and a trial read these and no entry. A proposal
that was put aside can be taken up again; one that was adopted stays. Pages propose and adopt for
the municipality and in the name of who looks, at that moment.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


HERE = """((SELECT privacy_setting('purpose')) = 'accounting'
    AND municipality_id = ANY ((SELECT privacy_setting('municipalities'))::text[]))"""
ME = "(SELECT privacy_setting('account'))::bigint"
NOW = "(SELECT privacy_setting('now'))::timestamptz"
# A cost came in when it was declared, also where a key divided it later.
CAME = """(date_trunc('month', coalesce(about.booked_at, booked.booked_at)
    AT TIME ZONE 'Europe/Amsterdam'))::date"""
OF_COSTS = """
    JOIN budget_ledgertransaction booked ON booked.id = came.transaction_id
    LEFT JOIN budget_ledgertransaction about ON about.id = booked.about_id
    WHERE came.account LIKE 'cost%'
"""


def _added(entries: str) -> str:
    return f"""
    INSERT INTO budget_seenbalance AS there (
        municipality_id, year, month, seen, law, taakveld, programme, cents
    )
    SELECT booked.municipality_id, extract(year FROM booked.day), extract(month FROM booked.day),
           {CAME}, came.law, came.taakveld, came.programme, sum(came.cents)
        FROM {entries} came {OF_COSTS}
        GROUP BY 1, 2, 3, 4, 5, 6, 7 ORDER BY 1, 2, 3, 4, 5, 6, 7
    ON CONFLICT (municipality_id, year, month, seen, law, taakveld, programme)
        DO UPDATE SET cents = there.cents + EXCLUDED.cents;
    INSERT INTO budget_productbalance AS there (
        municipality_id, year, month, product, partner, law, taakveld, pot, cents
    )
    SELECT booked.municipality_id, extract(year FROM booked.day), extract(month FROM booked.day),
           coalesce(about.product, booked.product), came.partner, came.law, came.taakveld,
           came.pot, sum(came.cents)
        FROM {entries} came {OF_COSTS}
        GROUP BY 1, 2, 3, 4, 5, 6, 7, 8 ORDER BY 1, 2, 3, 4, 5, 6, 7, 8
    ON CONFLICT (municipality_id, year, month, product, partner, law, taakveld, pot)
        DO UPDATE SET cents = there.cents + EXCLUDED.cents;
"""


# A name that sorts after `adds_up`, so that all who book add to the same tables in the same order.
ADDED_TOO = f"""
CREATE FUNCTION budget_adds_up_costs() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    {_added("came")}
    RETURN NULL;
END $$;
CREATE TRIGGER adds_up_costs AFTER INSERT ON budget_ledgerentry
    REFERENCING NEW TABLE AS came
    FOR EACH STATEMENT EXECUTE FUNCTION budget_adds_up_costs();
{_added("budget_ledgerentry")}
"""
ADDED_NO_MORE = """
DROP TRIGGER adds_up_costs ON budget_ledgerentry; DROP FUNCTION budget_adds_up_costs();
"""
DECIDED = "".join(
    f"CREATE TRIGGER stays BEFORE UPDATE OR DELETE ON {table} "
    "FOR EACH ROW EXECUTE FUNCTION budget_stays();"
    for table in ("budget_budgetdecision", "budget_budgetline")
)
UNDECIDED = "".join(
    f"DROP TRIGGER stays ON {table};" for table in ("budget_budgetdecision", "budget_budgetline")
)


def _key_stays(until: str) -> str:
    return f"""
CREATE OR REPLACE FUNCTION budget_key_stays() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' OR {until} OR
       (OLD.municipality_id, OLD.name, OLD.first_day, OLD.last_day, OLD.products, OLD.partners,
        OLD.integral, OLD.proposed_by, OLD.proposer_id, OLD.proposed_at)
       IS DISTINCT FROM
       (NEW.municipality_id, NEW.name, NEW.first_day, NEW.last_day, NEW.products, NEW.partners,
        NEW.integral, NEW.proposed_by, NEW.proposer_id, NEW.proposed_at) THEN
        RAISE EXCEPTION 'a key stays as it was proposed; propose another'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
"""


TAKEN_UP_AGAIN = _key_stays("OLD.adopted_at IS NOT NULL")
DROPPED_FOR_GOOD = _key_stays("OLD.adopted_at IS NOT NULL OR OLD.dropped_at IS NOT NULL")
OF_HERE = ("budgetdecision", "seenbalance", "productbalance")
SEEN = "".join(
    f"""
ALTER TABLE budget_{name} ENABLE ROW LEVEL SECURITY;
CREATE POLICY read ON budget_{name} FOR SELECT TO meedoen_web USING ({HERE});
"""
    for name in OF_HERE
) + f"""
ALTER TABLE budget_budgetline ENABLE ROW LEVEL SECURITY;
CREATE POLICY read ON budget_budgetline FOR SELECT TO meedoen_web USING (
    (SELECT true FROM budget_budgetdecision d WHERE d.id = decision_id));
CREATE POLICY proposed ON budget_allocationkey FOR INSERT TO meedoen_web WITH CHECK (
    {HERE} AND proposer_id = {ME} AND proposed_at = {NOW}
    AND adopted_by = '' AND adopter_id IS NULL AND adopted_at IS NULL AND dropped_at IS NULL);
CREATE POLICY decided ON budget_allocationkey FOR UPDATE TO meedoen_web
    USING ({HERE} AND adopted_at IS NULL)
    WITH CHECK ({HERE} AND (
        (adopted_by = '' AND adopter_id IS NULL AND adopted_at IS NULL)
        OR (adopter_id = {ME} AND adopter_id IS DISTINCT FROM proposer_id AND adopted_by <> ''
            AND adopted_at = {NOW}
            AND adopted_on = ({NOW} AT TIME ZONE 'Europe/Amsterdam')::date)));
CREATE POLICY proposed ON budget_allocationline FOR INSERT TO meedoen_web WITH CHECK (
    (SELECT true FROM budget_allocationkey k WHERE k.id = key_id
        AND k.proposer_id = {ME} AND k.proposed_at = {NOW} AND k.adopted_at IS NULL));
"""
UNSEEN = "".join(
    f"DROP POLICY read ON budget_{name}; ALTER TABLE budget_{name} DISABLE ROW LEVEL SECURITY;"
    for name in (*OF_HERE, "budgetline")
) + """
DROP POLICY proposed ON budget_allocationline;
DROP POLICY decided ON budget_allocationkey;
DROP POLICY proposed ON budget_allocationkey;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('areas', '0002_where_areas_lie_now'),
        ('budget', '0004_found_by_partner'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    locks = "The ledger came in the same version, and of keys there are some tens."
    operations = [
        migrations.CreateModel(
            name='BudgetDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField()),
                ('number', models.CharField(max_length=60)),
                ('decided_on', models.DateField()),
                ('ground', models.CharField(max_length=200)),
                ('kept_by', models.CharField(max_length=160)),
                ('kept_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='BudgetLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.CharField(blank=True, max_length=60)),
                ('law', models.CharField(max_length=24)),
                ('taakveld', models.CharField(max_length=8)),
                ('cents', models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='ProductBalance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField()),
                ('month', models.PositiveSmallIntegerField()),
                ('product', models.CharField(blank=True, max_length=100)),
                ('partner', models.CharField(blank=True, max_length=100)),
                ('law', models.CharField(max_length=24)),
                ('taakveld', models.CharField(max_length=8)),
                ('pot', models.CharField(choices=[('integral', 'integral'), ('earlier', 'earlier')], max_length=10)),
                ('cents', models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='SeenBalance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField()),
                ('month', models.PositiveSmallIntegerField()),
                ('seen', models.DateField()),
                ('law', models.CharField(max_length=24)),
                ('taakveld', models.CharField(max_length=8)),
                ('programme', models.CharField(blank=True, max_length=60)),
                ('cents', models.BigIntegerField()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='allocationkey',
            name='key_second_pair_of_eyes',
        ),
        migrations.AddConstraint(
            model_name='allocationkey',
            constraint=models.CheckConstraint(condition=models.Q(('adopted_by', ''), models.Q(('adopted_by', models.F('proposed_by')), _negated=True), models.Q(('adopter__isnull', False), ('proposer__isnull', False)), _connector='OR'), name='key_second_pair_of_eyes'),
        ),
        migrations.AddConstraint(
            model_name='allocationkey',
            constraint=models.CheckConstraint(condition=models.Q(('adopter__isnull', True), ('proposer__isnull', True), models.Q(('adopter', models.F('proposer')), _negated=True), _connector='OR'), name='key_adopted_by_another_account'),
        ),
        migrations.AddField(
            model_name='budgetdecision',
            name='municipality',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.municipality'),
        ),
        migrations.AddField(
            model_name='budgetline',
            name='decision',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='budget.budgetdecision'),
        ),
        migrations.AddField(
            model_name='productbalance',
            name='municipality',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.municipality'),
        ),
        migrations.AddField(
            model_name='seenbalance',
            name='municipality',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.municipality'),
        ),
        migrations.AddConstraint(
            model_name='budgetdecision',
            constraint=models.UniqueConstraint(fields=('municipality', 'year', 'number'), name='budget_decided_once'),
        ),
        migrations.AddConstraint(
            model_name='budgetdecision',
            constraint=models.CheckConstraint(condition=models.Q(('decided_on__year__lte', models.F('year'))), name='budget_decided_in_time'),
        ),
        migrations.AddConstraint(
            model_name='budgetdecision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('number', ''), _negated=True), models.Q(('ground', ''), _negated=True)), name='budget_has_a_ground'),
        ),
        migrations.AddConstraint(
            model_name='budgetline',
            constraint=models.UniqueConstraint(fields=('decision', 'law', 'taakveld', 'programme'), name='budget_line_once'),
        ),
        migrations.AddConstraint(
            model_name='budgetline',
            constraint=models.CheckConstraint(condition=models.Q(('cents', 0), _negated=True), name='budget_line_is_an_amount'),
        ),
        migrations.AddConstraint(
            model_name='productbalance',
            constraint=models.UniqueConstraint(fields=('municipality', 'year', 'month', 'product', 'partner', 'law', 'taakveld', 'pot'), name='product_balance_once'),
        ),
        migrations.AddConstraint(
            model_name='seenbalance',
            constraint=models.UniqueConstraint(fields=('municipality', 'year', 'month', 'seen', 'law', 'taakveld', 'programme'), name='seen_balance_once'),
        ),
        migrations.RunSQL(DECIDED + TAKEN_UP_AGAIN + ADDED_TOO, ADDED_NO_MORE + DROPPED_FOR_GOOD + UNDECIDED),
        migrations.RunSQL(SEEN, UNSEEN),
    ]
