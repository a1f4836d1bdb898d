# SPDX-License-Identifier: EUPL-1.2
"""What municipalities that work together are asked as one: their keys, and what was divided.

A key between them and a document that was divided are seen by who accounts for one that has a part
in it; the bookings of another are not. A key is adopted once, and stays.
"""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

SHARES = """((SELECT privacy_setting('purpose')) = 'accounting'
    AND municipalities::text[] && ((SELECT privacy_setting('municipalities'))::text[]))"""
LIES = {
    "partnershipkey": SHARES,
    "partnershippart": "(SELECT true FROM budget_partnershipkey k WHERE k.id = key_id)",
    "shareddocument": SHARES,
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
STAYS = """
CREATE FUNCTION budget_sharing_stays() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.adopted_at IS NOT NULL OR
       (OLD.partnership_id, OLD.municipalities, OLD.name, OLD.first_day, OLD.last_day,
        OLD.proposed_by, OLD.proposed_at)
       IS DISTINCT FROM
       (NEW.partnership_id, NEW.municipalities, NEW.name, NEW.first_day, NEW.last_day,
        NEW.proposed_by, NEW.proposed_at) THEN
        RAISE EXCEPTION 'a key stays as it was proposed; propose another'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER stays BEFORE UPDATE OR DELETE ON budget_partnershipkey
    FOR EACH ROW EXECUTE FUNCTION budget_sharing_stays();
CREATE TRIGGER stays BEFORE UPDATE OR DELETE ON budget_partnershippart
    FOR EACH ROW EXECUTE FUNCTION budget_stays();
CREATE TRIGGER stays BEFORE UPDATE OR DELETE ON budget_shareddocument
    FOR EACH ROW EXECUTE FUNCTION budget_stays();
"""
GOES = """
DROP TRIGGER stays ON budget_shareddocument; DROP TRIGGER stays ON budget_partnershippart;
DROP TRIGGER stays ON budget_partnershipkey; DROP FUNCTION budget_sharing_stays();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0010_nobody_elses_session'),
        ('areas', '0002_where_areas_lie_now'),
        ('budget', '0011_contracts'),
    ]

    locks = "The ledger came in the same version."

    operations = [
        migrations.CreateModel(
            name='PartnershipKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('municipalities', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=8), size=None)),
                ('name', models.CharField(max_length=120)),
                ('first_day', models.DateField()),
                ('last_day', models.DateField()),
                ('proposed_by', models.CharField(max_length=160)),
                ('proposed_at', models.DateTimeField()),
                ('adopted_by', models.CharField(blank=True, max_length=160)),
                ('adopted_on', models.DateField(null=True)),
                ('adopted_at', models.DateTimeField(null=True)),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.partnership')),
            ],
        ),
        migrations.CreateModel(
            name='PartnershipPart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.PositiveSmallIntegerField()),
                ('share', models.PositiveSmallIntegerField()),
                ('ground', models.CharField(max_length=200)),
                ('key', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='budget.partnershipkey')),
                ('municipality', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.municipality')),
            ],
            options={
                'ordering': ['place'],
            },
        ),
        migrations.CreateModel(
            name='SharedDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('municipalities', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=8), size=None)),
                ('kind', models.CharField(choices=[('declaration', 'Declaratie'), ('invoice', 'Factuur'), ('subsidy', 'Subsidie'), ('svb', 'Overzicht van de SVB'), ('cak', 'Overzicht van het CAK'), ('bank', 'Bankafschrift')], max_length=16)),
                ('partner', models.CharField(max_length=100)),
                ('number', models.CharField(max_length=100)),
                ('total_cents', models.BigIntegerField()),
                ('digest', models.CharField(max_length=64)),
                ('taken_in_by', models.CharField(max_length=160)),
                ('taken_in_at', models.DateTimeField()),
                ('key', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='budget.partnershipkey')),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.partnership')),
            ],
        ),
        migrations.AddField(
            model_name='bookeddocument',
            name='shared',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='budget.shareddocument'),
        ),
        migrations.AddConstraint(
            model_name='partnershipkey',
            constraint=models.CheckConstraint(condition=models.Q(('first_day__lte', models.F('last_day'))), name='sharing_has_days'),
        ),
        migrations.AddConstraint(
            model_name='partnershipkey',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('adopted_at__isnull', True), ('adopted_by', ''), ('adopted_on__isnull', True)), models.Q(('adopted_at__isnull', False), ('adopted_on__lt', models.F('first_day'))), _connector='OR'), name='sharing_adopted_beforehand'),
        ),
        migrations.AddConstraint(
            model_name='partnershipkey',
            constraint=models.CheckConstraint(condition=models.Q(('adopted_by', models.F('proposed_by')), _negated=True), name='sharing_second_pair_of_eyes'),
        ),
        migrations.AddConstraint(
            model_name='partnershippart',
            constraint=models.UniqueConstraint(fields=('key', 'municipality'), name='sharing_part_once'),
        ),
        migrations.AddConstraint(
            model_name='partnershippart',
            constraint=models.CheckConstraint(condition=models.Q(('share__gt', 0), ('share__lte', 1000)), name='sharing_part_is_a_share'),
        ),
        migrations.AddConstraint(
            model_name='partnershippart',
            constraint=models.CheckConstraint(condition=models.Q(('ground', ''), _negated=True), name='sharing_part_has_a_ground'),
        ),
        migrations.AddConstraint(
            model_name='shareddocument',
            constraint=models.UniqueConstraint(fields=('partnership', 'kind', 'partner', 'number'), name='shared_document_once'),
        ),
        migrations.RunSQL(STAYS + SEEN, UNSEEN + GOES),
    ]
