# SPDX-License-Identifier: EUPL-1.2
"""What of each document is open is added up with each booking, so that a payment finds it at once."""

import django.db.models.deletion
from django.db import migrations, models


def _added(entries: str) -> str:
    return f"""
    INSERT INTO budget_documentbalance AS there (document_id, municipality_id, cents)
    SELECT coalesce(booked.pays_id, booked.document_id, about.document_id), booked.municipality_id,
           sum(came.cents)
        FROM {entries} came
        JOIN budget_ledgertransaction booked ON booked.id = came.transaction_id
        LEFT JOIN budget_ledgertransaction about ON about.id = booked.about_id
        WHERE came.account IN ('payable', 'receivable')
        AND coalesce(booked.pays_id, booked.document_id, about.document_id) IS NOT NULL
        GROUP BY 1, 2 ORDER BY 1, 2
    ON CONFLICT (document_id) DO UPDATE SET cents = there.cents + EXCLUDED.cents;
"""


# A name that sorts after `adds_up_costs`: all who book add to the same tables in the same order.
ADDED = f"""
CREATE FUNCTION budget_adds_up_documents() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    {_added("came")}
    RETURN NULL;
END $$;
CREATE TRIGGER adds_up_documents AFTER INSERT ON budget_ledgerentry
    REFERENCING NEW TABLE AS came
    FOR EACH STATEMENT EXECUTE FUNCTION budget_adds_up_documents();
{_added("budget_ledgerentry")}
"""
ADDED_NO_MORE = """
DROP TRIGGER adds_up_documents ON budget_ledgerentry; DROP FUNCTION budget_adds_up_documents();
"""


class Migration(migrations.Migration):
    dependencies = [("areas", "0002_where_areas_lie_now"), ("budget", "0008_documents")]

    locks = "The ledger came in the same version."

    operations = [
        migrations.CreateModel(
            name="DocumentBalance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("cents", models.BigIntegerField()),
                ("document", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="balance", to="budget.bookeddocument")),
                ("municipality", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.municipality")),
            ],
            options={"indexes": [models.Index(condition=models.Q(("cents", 0), _negated=True), fields=["municipality"], name="documents_open")]},
        ),
        migrations.RunSQL(ADDED, ADDED_NO_MORE),
    ]
