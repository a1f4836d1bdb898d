# SPDX-License-Identifier: EUPL-1.2
"""The ledger of a municipality is seen by who accounts for it, and nobody else.

What lies in a booking is seen with the booking, asked per row by its number: a policy never works
out a list. A page can only take a booking back, with exactly its opposite; everything else is
written by a command.
"""

from django.db import migrations

HERE = """((SELECT privacy_setting('purpose')) = 'accounting'
    AND municipality_id = ANY ((SELECT privacy_setting('municipalities'))::text[]))"""
# A list of all bookings would be made of `EXISTS`; one value is looked up.
SEEN_BOOKING = "(SELECT true FROM budget_ledgertransaction t WHERE t.id = transaction_id)"
SEEN_KEY = "(SELECT true FROM budget_allocationkey k WHERE k.id = key_id)"
LIES = {
    "bookingyear": HERE,
    "allocationkey": HERE,
    "allocationline": SEEN_KEY,
    "bookeddeclaration": HERE,
    "ledgertransaction": HERE,
    "ledgerentry": SEEN_BOOKING,
    "periodbalance": HERE,
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
# They look at the booking that is taken back whoever asks; the policies say who may.
TAKEN_BACK = f"""
CREATE FUNCTION budget_can_be_taken_back(booking bigint, of_municipality text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM budget_ledgertransaction t
        WHERE t.id = booking AND t.municipality_id = of_municipality AND t.reverses_id IS NULL)
$$;
CREATE FUNCTION budget_is_opposite(came budget_ledgerentry) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM budget_ledgertransaction t
        JOIN budget_ledgerentry e ON e.transaction_id = t.reverses_id
        WHERE t.id = came.transaction_id AND t.kind = 'reversed' AND e.cents = -came.cents
        AND (e.account, e.law, e.taakveld, e.category, e.programme, e.pot, e.ground, e.partner,
             e.commitment, e.person)
            = (came.account, came.law, came.taakveld, came.category, came.programme, came.pot,
               came.ground, came.partner, came.commitment, came.person))
$$;
CREATE POLICY taken_back ON budget_ledgertransaction FOR INSERT TO meedoen_web WITH CHECK (
    {HERE} AND kind = 'reversed' AND reverses_id IS NOT NULL AND about_id IS NOT NULL
    AND words <> '' AND booked_at = (SELECT privacy_setting('now'))::timestamptz
    AND budget_can_be_taken_back(reverses_id, municipality_id));
CREATE POLICY taken_back ON budget_ledgerentry FOR INSERT TO meedoen_web WITH CHECK (
    {SEEN_BOOKING} AND budget_is_opposite(budget_ledgerentry));
ALTER FUNCTION budget_in_an_open_year() SECURITY DEFINER;
"""
STAYS = """
ALTER FUNCTION budget_in_an_open_year() SECURITY INVOKER;
DROP POLICY taken_back ON budget_ledgerentry;
DROP POLICY taken_back ON budget_ledgertransaction;
DROP FUNCTION budget_is_opposite(budget_ledgerentry);
DROP FUNCTION budget_can_be_taken_back(bigint, text);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("budget", "0002_adds_up"),
        ("privacy", "0019_for_accounting"),
    ]
    operations = [
        migrations.RunSQL(SEEN, UNSEEN),
        migrations.RunSQL(TAKEN_BACK, STAYS),
    ]
