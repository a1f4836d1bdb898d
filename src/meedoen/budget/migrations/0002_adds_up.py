# SPDX-License-Identifier: EUPL-1.2
"""The ledger adds up, stays as it was written, and keeps its own balances.

What is booked comes in whole: all entries of a transaction in one statement, together nought, on a
day of a year that is open. Whoever closes a year waits for who books in it, and the other way round.
Balances are added up in one order, so that two who book at once do not wait for each other.
"""

from django.db import migrations

STAYS = """
CREATE FUNCTION budget_stays() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'what is booked stays; take it back with another booking'
        USING ERRCODE = 'check_violation';
END $$;
"""
KEPT = (
    "budget_ledgertransaction", "budget_ledgerentry", "budget_bookeddeclaration",
    "budget_allocationline",
)  # fmt: skip
KEEP = "".join(
    f"CREATE TRIGGER stays BEFORE UPDATE OR DELETE ON {table} "
    "FOR EACH ROW EXECUTE FUNCTION budget_stays();\n"
    for table in KEPT
)
# A key stays as it was proposed: it is adopted or dropped, once.
KEYS = """
CREATE FUNCTION budget_key_stays() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.adopted_at IS NOT NULL OR OLD.dropped_at IS NOT NULL OR
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
CREATE TRIGGER stays BEFORE UPDATE OR DELETE ON budget_allocationkey
    FOR EACH ROW EXECUTE FUNCTION budget_key_stays();
"""
YEARS = """
CREATE FUNCTION budget_year_stays() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.closed_at IS NOT NULL OR
       (OLD.municipality_id, OLD.year, OLD.opened_at) IS DISTINCT FROM
       (NEW.municipality_id, NEW.year, NEW.opened_at) THEN
        RAISE EXCEPTION 'a booking year stays, and is closed once'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER stays BEFORE UPDATE OR DELETE ON budget_bookingyear
    FOR EACH ROW EXECUTE FUNCTION budget_year_stays();

CREATE FUNCTION budget_in_an_open_year() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    asked record;
    closed timestamptz;
BEGIN
    FOR asked IN
        SELECT DISTINCT municipality_id, extract(year FROM day)::int AS year FROM came ORDER BY 1, 2
    LOOP
        SELECT closed_at INTO closed FROM budget_bookingyear
            WHERE municipality_id = asked.municipality_id AND year = asked.year FOR SHARE;
        IF NOT FOUND OR closed IS NOT NULL THEN
            RAISE EXCEPTION 'booking year % of % is not open', asked.year, asked.municipality_id
                USING ERRCODE = 'check_violation';
        END IF;
    END LOOP;
    RETURN NULL;
END $$;
CREATE TRIGGER in_an_open_year AFTER INSERT ON budget_ledgertransaction
    REFERENCING NEW TABLE AS came
    FOR EACH STATEMENT EXECUTE FUNCTION budget_in_an_open_year();
"""
ADDS_UP = """
CREATE FUNCTION budget_adds_up() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    wrong record;
BEGIN
    SELECT transaction_id, sum(cents) AS over INTO wrong
        FROM came GROUP BY transaction_id HAVING sum(cents) <> 0 ORDER BY 1 LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'transaction % is % cents from nought', wrong.transaction_id, wrong.over
            USING ERRCODE = 'check_violation';
    END IF;
    SELECT came.transaction_id INTO wrong
        FROM (SELECT transaction_id, count(*) AS entries FROM came GROUP BY 1) came
        JOIN LATERAL (
            SELECT count(*) AS entries FROM budget_ledgerentry there
            WHERE there.transaction_id = came.transaction_id
        ) there ON there.entries <> came.entries
        LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'transaction % was booked already; book another', wrong.transaction_id
            USING ERRCODE = 'check_violation';
    END IF;
    INSERT INTO budget_periodbalance AS balance (
        municipality_id, year, month, account, law, taakveld, category, programme, pot, partner,
        cents
    )
    SELECT booked.municipality_id, extract(year FROM booked.day), extract(month FROM booked.day),
           account, law, taakveld, category, programme, pot, partner, sum(cents)
        FROM came JOIN budget_ledgertransaction booked ON booked.id = came.transaction_id
        GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 ORDER BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
    ON CONFLICT (
        municipality_id, year, month, account, law, taakveld, category, programme, pot, partner
    ) DO UPDATE SET cents = balance.cents + EXCLUDED.cents;
    RETURN NULL;
END $$;
CREATE TRIGGER adds_up AFTER INSERT ON budget_ledgerentry
    REFERENCING NEW TABLE AS came
    FOR EACH STATEMENT EXECUTE FUNCTION budget_adds_up();
"""
UNDO = (
    "DROP TRIGGER adds_up ON budget_ledgerentry; DROP FUNCTION budget_adds_up();"
    "DROP TRIGGER in_an_open_year ON budget_ledgertransaction;"
    "DROP FUNCTION budget_in_an_open_year();"
    "DROP TRIGGER stays ON budget_bookingyear; DROP FUNCTION budget_year_stays();"
    "DROP TRIGGER stays ON budget_allocationkey; DROP FUNCTION budget_key_stays();"
    + "".join(f"DROP TRIGGER stays ON {table};" for table in KEPT)
    + "DROP FUNCTION budget_stays();"
)


class Migration(migrations.Migration):
    dependencies = [("budget", "0001_ledger")]

    operations = [migrations.RunSQL(STAYS + KEEP + KEYS + YEARS + ADDS_UP, UNDO)]
