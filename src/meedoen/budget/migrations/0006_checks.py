# SPDX-License-Identifier: EUPL-1.2
"""When the books were last worked out anew is kept, and seen by who accounts for them."""

import django.db.models.deletion
from django.db import migrations, models

HERE = """((SELECT privacy_setting('purpose')) = 'accounting'
    AND municipality_id = ANY ((SELECT privacy_setting('municipalities'))::text[]))"""
SEEN = f"""
ALTER TABLE budget_ledgercheck ENABLE ROW LEVEL SECURITY;
CREATE POLICY read ON budget_ledgercheck FOR SELECT TO meedoen_web USING ({HERE});
CREATE TRIGGER stays BEFORE UPDATE OR DELETE ON budget_ledgercheck
    FOR EACH ROW EXECUTE FUNCTION budget_stays();
"""
UNSEEN = """
DROP TRIGGER stays ON budget_ledgercheck;
DROP POLICY read ON budget_ledgercheck;
ALTER TABLE budget_ledgercheck DISABLE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):

    dependencies = [
        ("areas", "0002_where_areas_lie_now"),
        ("budget", "0005_planned"),
    ]

    operations = [
        migrations.CreateModel(
            name="LedgerCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("bookings", models.PositiveBigIntegerField()),
                ("findings", models.PositiveIntegerField()),
                ("checked_by", models.CharField(max_length=160)),
                ("checked_at", models.DateTimeField()),
                ("municipality", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="areas.municipality")),
            ],
        ),
        migrations.AddIndex(
            model_name="ledgercheck",
            index=models.Index(fields=["municipality", "-checked_at"], name="checks_of"),
        ),
        migrations.RunSQL(SEEN, UNSEEN),
    ]
