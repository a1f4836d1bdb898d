# SPDX-License-Identifier: EUPL-1.2
"""The same amounts in a ledger of django-hordak, asked as its documentation says.

Run by the interpreter that has it, with the address of an empty database. Fills itself from lines
on stdin (`transaction,date,account,debit,credit`, an empty line ends them), says `ready`, and then
answers each line it gets with seconds and cents, as JSON.
"""

import json
import sys
import time
from datetime import date
from itertools import islice
from urllib.parse import unquote, urlsplit
from uuid import UUID

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection

AT_ONCE = 50_000


def main() -> None:
    """Make the tables, fill them, and answer what is asked."""
    where = urlsplit(sys.argv[1])
    settings.configure(
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.postgresql",
                "NAME": where.path[1:], "USER": where.username, "HOST": where.hostname or "",
                "PASSWORD": unquote(where.password or ""), "PORT": where.port or "",
                "OPTIONS": dict(part.split("=") for part in where.query.split("&") if part),
            }
        },
        INSTALLED_APPS=[
            "django.contrib.contenttypes", "django.contrib.auth", "mptt", "djmoney", "hordak",
        ],
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        DEFAULT_CURRENCY="EUR", CURRENCIES=["EUR"], USE_TZ=True,
    )  # fmt: skip
    django.setup()
    call_command("migrate", verbosity=0)
    accounts = fill()
    say("ready")
    for line in sys.stdin:
        say(json.dumps(answer(accounts, line.split())))


def say(words: str) -> None:
    """Give a line."""
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


def fill() -> dict[str, object]:
    """Write what comes on stdin straight into its tables; gives its accounts by name."""
    from hordak.models import Account, AccountType

    accounts: dict[str, object] = {}
    with connection.cursor() as cursor:
        for table in ("hordak_leg", "hordak_transaction"):
            # What is copied in adds up already; its own triggers ask leg by leg, for hours.
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        lines = iter(sys.stdin.readline, "\n")
        done = legs = 0
        while some := [line.rstrip().split(",") for line in islice(lines, AT_ONCE)]:
            for _, _, name, _, _ in some:
                if name not in accounts:
                    kind = AccountType.expense if name.startswith("cost") else AccountType.liability
                    accounts[name] = Account.objects.create(
                        name=name, code=str(len(accounts) + 1), type=kind, currencies=["EUR"]
                    )
            booked = {number: day for number, day, *_ in some}
            with cursor.copy(
                "COPY hordak_transaction (id, uuid, date, timestamp, description) FROM STDIN"
            ) as copy:
                for number, day in booked.items():
                    if int(number) > done:
                        copy.write_row((number, UUID(int=int(number)), day, f"{day} 12:00+00", ""))
            done = max(done, *map(int, booked))
            with cursor.copy(
                "COPY hordak_leg (uuid, transaction_id, account_id, debit, credit, currency, "
                "description) FROM STDIN"
            ) as copy:
                for number, _, name, debit, credit in some:
                    legs += 1
                    copy.write_row(
                        (UUID(int=legs), number, accounts[name].pk,
                         debit or None, credit or None, "EUR", "")
                    )  # fmt: skip
        cursor.execute("ANALYZE")
    return accounts


def answer(accounts: dict[str, object], asked: list[str]) -> tuple[float, dict[str, int]]:
    """Time a question: `one ACCOUNT`, or `costs YEAR`."""
    began = time.perf_counter()
    if asked[0] == "one":
        found = {asked[1]: accounts[asked[1]].get_balance()}
    else:
        year = int(asked[1])
        days = (date(year, 1, 1), date(year, 12, 31))
        found = {
            name: account.get_balance(transaction__date__range=days)
            for name, account in accounts.items()
            if name.startswith("cost")
        }
    took = time.perf_counter() - began
    cents = {
        name: int(sum(money.amount for money in balance.monies()) * 100)
        for name, balance in found.items()
    }
    return took, cents


if __name__ == "__main__":
    main()
