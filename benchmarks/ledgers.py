# SPDX-License-Identifier: EUPL-1.2
"""What a balance costs in a large ledger, beside django-hordak and beside plain SQL.

One server with two databases: ours, written by statements that its own triggers watch, and one of
django-hordak with the same amounts. All answer in turn, and have to say the same. Then what only
ours does: writing under its own triggers, and closing a year. Prints the report in Markdown.
Run: benchmarks/ledger.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.db.backends.utils import CursorWrapper

from benchmarks.timing import machine
from meedoen.database.throwaway import throwaway_server

TOWN = "GM9901"
YEARS = (2024, 2025, 2026)
# Laws, with the taakveld of each year and the share of each cost.
SHARES = (
    ("wmo", ("6.71b", "6.712", "6.712"), 500),
    ("participatiewet", ("6.5", "6.5", "6.5"), 300),
    ("jeugdwet", ("6.72a", "6.751", "6.751"), 200),
)
AT_ONCE = 50_000
_ROWS = """
WITH asked AS (
    SELECT n, n %% %(years)s AS at, 10 * (1 + n %% 5000 * 7919 %% 5000) AS cents,
           make_date(%(year)s + n %% %(years)s, 1 + n / 7 %% 12, 1 + n / 5 %% 28) AS day,
           '41' || lpad((n %% 40)::text, 6, '0') AS partner
    FROM generate_series(%(first)s::int, %(last)s::int) n
)
"""
TRANSACTIONS = (
    """
INSERT INTO budget_ledgertransaction (
    id, municipality_id, day, kind, words, product, product_code, unit, key_id, about_id,
    booked_by, booked_at
)
"""
    + _ROWS
    + """
SELECT 2 * n, %(town)s, day, 'declared', 'D' || n, '07', '07A03', '', NULL::int, NULL::int, 'Puk',
       now()
FROM asked
UNION ALL
SELECT 2 * n + 1, %(town)s, day, 'divided', 'Alles', '', '', '', (%(keys)s::int[])[1 + at],
       2 * n, 'Puk', now()
FROM asked
"""
)
ENTRIES = (
    """
INSERT INTO budget_ledgerentry (
    transaction_id, account, cents, partner, law, taakveld, category, programme, pot, ground,
    commitment, person
)
"""
    + _ROWS
    + """
SELECT 2 * n, 'waiting', cents, partner, '', '', '', '', '', '', '', '' FROM asked
UNION ALL
SELECT 2 * n, 'payable', -cents, partner, '', '', '', '', '', '', '', '' FROM asked
UNION ALL
SELECT 2 * n + 1, 'cost.provisions', cents * (%(shares)s::int[])[place] / 1000, partner,
       (%(laws)s::text[])[place], (%(taakvelden)s::text[][])[place][1 + at], '4.3', 'Meedoen',
       'integral', 'besluit', '', ''
FROM asked, generate_subscripts(%(laws)s::text[], 1) place
UNION ALL
SELECT 2 * n + 1, 'waiting', -cents, partner, '', '', '', '', '', '', '', '' FROM asked
"""
)
ASKED = {
    "one": "SELECT account, sum(cents) FROM budget_ledgerentry WHERE account = %s GROUP BY 1",
    "costs": """
SELECT e.taakveld || '-' || e.category, sum(e.cents)
FROM budget_ledgerentry e JOIN budget_ledgertransaction t ON t.id = e.transaction_id
WHERE e.law <> '' AND t.day BETWEEN make_date(%s, 1, 1) AND make_date(%s, 12, 31) GROUP BY 1
""",
}
ENTRIES_PER_ROW = 2 + len(SHARES) + 1
OURS, PLAIN, HORDAK = "Meedoen", "plain SQL over the same entries", "django-hordak"
Answer = tuple[float, dict[str, int]]


def main() -> None:
    """Fill both, ask all in turn, and print medians."""
    asked = argparse.ArgumentParser(prog="benchmarks/ledger", description=__doc__)
    asked.add_argument("--entries", type=int, default=10_000_000)
    asked.add_argument("--rounds", type=int, default=5)
    asked.add_argument("--hordak", required=True, help="a Python that has django-hordak")
    asked.add_argument("--smallest", action="store_true")
    told = asked.parse_args()
    entries, rounds = (6_000, 1) if told.smallest else (told.entries, told.rounds)
    with throwaway_server() as address:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "meedoen.settings.test",
            "MEEDOEN_ENVIRONMENT": "test",
            "MEEDOEN_TEST_DATABASE_URL": address,
        }
        import django

        django.setup()
        filling = filled(entries // ENTRIES_PER_ROW)
        peer = started(address, told.hordak)
        try:
            lines = list(measured(peer, rounds))
        finally:
            peer.kill()
            peer.wait()
        lines.append(f"| entries written per second | {entries / filling:.0f} | | |")
        lines += list(closed())
    head = [
        f"# A ledger of {entries} entries", "", f"{machine()}. Medians of {rounds} rounds in turn.",
        "", f"| | {OURS} | {PLAIN} | {HORDAK} |", "|---|---:|---:|---:|",
    ]  # fmt: skip
    sys.stdout.write("\n".join([*head, *lines]) + "\n")


def filled(rows: int) -> float:
    """Book so many rows, each declared and divided; gives the seconds that took."""
    from django.core.management import call_command
    from django.db import connection, transaction

    from meedoen.areas.models import Municipality
    from meedoen.budget.keys import DivisionKey, KeyLine
    from meedoen.budget.operations import adopt_key, open_year, propose_key
    from meedoen.commands.schema import declare_tables
    from meedoen.history.actor import NamedActor
    from meedoen.history.operations import sign
    from meedoen.vocabulary.moment import Moment

    call_command("migrate", verbosity=0)
    declare_tables()
    before = Moment(datetime(YEARS[0] - 1, 11, 20, 9, 30, tzinfo=UTC))
    puk, joost = NamedActor("Puk"), NamedActor("Joost")
    Municipality.objects.create(code=TOWN, name="Lindewaard")
    keys = {}
    for at, year in enumerate(YEARS):
        open_year(municipality=TOWN, year=year, by=puk, on=before)
        lines = tuple(
            KeyLine(law, taakvelden[at], "4.3", "Meedoen", share, f"{law}, besluit")
            for law, taakvelden, share in SHARES
        )
        key = DivisionKey("Alles", date(year, 1, 1), date(year, 12, 31), lines)
        row = propose_key(municipality=TOWN, key=key, by=puk, on=before)
        adopt_key(key=row.pk, municipality=TOWN, by=joost, on=before)
        keys[year] = row.pk
    began = time.perf_counter()
    for first in range(1, rows + 1, AT_ONCE):
        with transaction.atomic(), connection.cursor() as cursor:
            sign(by=puk, on=before)
            book(cursor, first, min(first + AT_ONCE, rows + 1), keys)
    took = time.perf_counter() - began
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return took


def book(cursor: CursorWrapper, first: int, end: int, keys: Mapping[int, int]) -> None:
    """Book rows `first` to `end`: a declaration of each, and its division by its year's key."""
    told = {
        "first": first, "last": end - 1, "town": TOWN, "year": YEARS[0], "years": len(YEARS),
        "keys": [keys[year] for year in YEARS],
        "laws": [law for law, _, _ in SHARES], "shares": [share for _, _, share in SHARES],
        "taakvelden": [list(taakvelden) for _, taakvelden, _ in SHARES],
    }  # fmt: skip
    cursor.execute(TRANSACTIONS, told)
    cursor.execute(ENTRIES, told)


def started(address: str, python: str) -> subprocess.Popen[str]:
    """Start the peer on a database of its own, and give it what stands in ours."""
    there = urlunsplit(urlsplit(address)._replace(path="/hordak"))
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("CREATE DATABASE hordak")
    peer = subprocess.Popen(  # noqa: S603
        [python, "-W", "ignore", "benchmarks/ledger_hordak.py", there],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert peer.stdin is not None
    assert peer.stdout is not None
    for line in out(address):
        peer.stdin.write(line)
    peer.stdin.write("\n")
    peer.stdin.flush()
    if peer.stdout.readline().strip() != "ready":
        raise SystemExit("django-hordak did not start")
    return peer


def out(address: str) -> Iterator[str]:
    """Give our entries as the peer reads them; a cost on an account per taakveld and category."""
    with psycopg.connect(address) as connection, connection.cursor() as cursor:
        asked = (
            "COPY (SELECT t.id, t.day, CASE WHEN e.law = '' THEN e.account ELSE "
            "'cost-' || e.taakveld || '-' || e.category END, "
            "CASE WHEN cents > 0 THEN round(cents / 100.0, 2) END, "
            "CASE WHEN cents < 0 THEN round(-cents / 100.0, 2) END "
            "FROM budget_ledgerentry e JOIN budget_ledgertransaction t ON t.id = e.transaction_id "
            "ORDER BY t.id) TO STDOUT (FORMAT csv)"
        )
        with cursor.copy(asked) as copy:
            for block in copy:
                yield bytes(block).decode()


def measured(peer: subprocess.Popen[str], rounds: int) -> Iterator[str]:
    """Ask all in turn, see that they say the same, and give a line per question."""
    ways = {OURS: ours, PLAIN: plain, HORDAK: lambda *asked: asked_of(peer, *asked)}
    for what, asked, said in (
        ("one account", ("one", "payable"), "balance of one account, over all years"),
        ("costs", ("costs", str(YEARS[-1])), "costs of a year per taakveld and category"),
    ):
        took: dict[str, list[float]] = {name: [] for name in ways}
        for at in range(rounds + 1):
            answers = {name: way(*asked) for name, way in ways.items()}
            cents = {name: sorted(map(abs, found.values())) for name, (_, found) in answers.items()}
            if len({str([one for one in each if one]) for each in cents.values()}) != 1:
                raise SystemExit(f"They do not agree on {what}: {answers}")
            for name, (seconds, _) in answers.items():
                if at or rounds == 1:
                    took[name].append(seconds)
        medians = {name: statistics.median(of) for name, of in took.items()}
        cells = " | ".join(
            f"{medians[name] * 1000:.2f} ms"
            + ("" if name == OURS else f" ({medians[name] / medians[OURS]:.0f} ×)")
            for name in ways
        )
        yield f"| {said} | {cells} |"


def ours(what: str, which: str) -> Answer:
    """Ask the product."""
    from meedoen.budget.accounts import LedgerAccount
    from meedoen.budget.queries import cost_of, standing

    began = time.perf_counter()
    if what == "one":
        found = {which: standing(TOWN, LedgerAccount(which))}
    else:
        found = {f"{field}-{of}": cents for field, of, cents in cost_of(TOWN, int(which))}
    return time.perf_counter() - began, found


def plain(what: str, which: str) -> Answer:
    """Ask the entries themselves."""
    from django.db import connection

    began = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute(ASKED[what], [which] if what == "one" else [int(which)] * 2)
        rows = cursor.fetchall()
    return time.perf_counter() - began, {name: int(cents) for name, cents in rows}


def asked_of(peer: subprocess.Popen[str], what: str, which: str) -> Answer:
    """Ask the peer."""
    assert peer.stdin is not None
    assert peer.stdout is not None
    peer.stdin.write(f"{what} {which}\n")
    peer.stdin.flush()
    took, found = json.loads(peer.stdout.readline())
    return took, found


def closed() -> Iterator[str]:
    """Time what is done once a year, and has to be done within a minute."""
    from meedoen.budget.operations import close_year
    from meedoen.history.actor import NamedActor
    from meedoen.vocabulary.moment import Moment

    year = YEARS[0]
    began = time.perf_counter()
    closes = close_year(municipality=TOWN, year=year, by=NamedActor("Puk"), on=Moment.now())
    took = time.perf_counter() - began
    yield f"| closing a year, {'done' if closes else 'refused'} | {took:.2f} s | | |"


if __name__ == "__main__":
    main()
