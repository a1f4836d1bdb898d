# SPDX-License-Identifier: EUPL-1.2
"""What pages cost in a town and in a city, and what authorising and logging are of it.

Two databases on one server, a town and a city grown from the same region. The pages take turns: in
the town, in the city, and in the city without row-level security, decisions and log. The last is
what an ordinary Django view would do for the same HTML. Medians on the wall, since the database is
most of it, and the number of statements.
"""

import argparse
import os
import re
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

ROUNDS = 7
TOWN = 100


@dataclass
class Taken:
    """Milliseconds of every run of a page, and what it asked and gave."""

    elapsed: list[float] = field(default_factory=list)
    statements: int = 0
    size: int = 0

    @property
    def median(self) -> float:
        """The middle one."""
        return statistics.median(self.elapsed)


def main() -> None:
    """Grow both, let the pages take turns, and print the table."""
    asked = argparse.ArgumentParser(prog="benchmarks/scale", description=__doc__)
    asked.add_argument("--residents", type=int, default=100_000, help="how many in the city")
    asked.add_argument("--rounds", type=int, default=ROUNDS)
    given = asked.parse_args()
    from meedoen.database.throwaway import throwaway_server

    with throwaway_server() as address:
        os.environ.update(
            DJANGO_SETTINGS_MODULE="meedoen.settings.development", DATABASE_URL=address,
            MEEDOEN_DATABASE_ROLE="owner",
        )  # fmt: skip
        import django

        django.setup()
        databases = _grown(given.residents)
        taken = _measured(databases, given.rounds)
        sys.stdout.write(_report(taken, given.residents) + "\n")


def _grown(residents: int) -> dict[str, str]:
    """Make the town, and a copy of it that grows on to a city; gives the names of both."""
    from django.core.management import call_command
    from django.db import connection

    from meedoen.commands.schema import declare_tables
    from meedoen.demonstration.growing import grow
    from meedoen.demonstration.load import load_demonstration
    from meedoen.vocabulary.moment import Moment

    call_command("migrate", verbosity=0)
    declare_tables()
    on = Moment.now()
    for _ in load_demonstration(on=on):
        pass
    list(grow(residents=TOWN, offers=0, seed=1, on=on))
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_database()")
        (town,) = cursor.fetchone()
    _in("postgres")
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE city TEMPLATE "{town}"')
    _in("city")
    begun = time.perf_counter()
    for added in grow(residents=residents - TOWN, offers=0, seed=1, on=on, at_once=2):
        _tell(f"grown: {added}")
    _tell(f"grown in {time.perf_counter() - begun:.0f} s")
    return {"town": town, "city": "city"}


def _in(name: str) -> None:
    """Let what follows ask another database on the same server."""
    from django.db import connection

    connection.close()
    connection.settings_dict["NAME"] = name


def _tell(words: str) -> None:
    sys.stderr.write(words + "\n")


Page = Callable[[], Any]


def _pages() -> dict[str, Page]:
    """Give the pages of a colleague and of a resident, about the newest plan of her team."""
    from django.conf import settings
    from django.test import Client

    from meedoen.accounts.models import Account
    from meedoen.plans.models import Plan
    from meedoen.web.open_story import SUBJECT_IN_SESSION

    settings.ALLOWED_HOSTS = ["*"]
    noor = Account.objects.get(email="noor@lindewaard.example")
    team = noor.memberships.first().team_id
    plan = Plan.objects.filter(team=team, ended_at=None).order_by("-opened_at").first()
    at_work, at_home = Client(), Client()
    at_work.force_login(noor, backend=settings.AUTHENTICATION_BACKENDS[-1])
    session = at_home.session
    session[SUBJECT_IN_SESSION] = str(plan.resident_id)
    session.save()
    name = plan.resident.chosen_name
    mark = re.search(r'name="shown_for" value="([^"]+)"', at_work.get("/werk/").content.decode())
    sought = {"name": name[:4], "shown_for": mark.group(1) if mark else ""}
    her = f"/werk/inwoner/{plan.resident_id}/"
    return {
        "the team's list": lambda: at_work.get("/werk/"),
        "who told a story": lambda: at_work.get("/werk/lijst/verhalen/"),
        "found by four letters": lambda: at_work.post("/werk/zoek/", sought),
        "a dossier": lambda: at_work.get(her),
        "the two glasses": lambda: at_work.get(f"{her}brillen/"),
        "choosing together": lambda: at_work.get(f"{her}keuzes/"),
        "her plan, at work": lambda: at_work.get(f"{her}plan/"),
        "her own plan": lambda: at_home.get("/mijn-plan/"),
        "her own choices": lambda: at_home.get("/mijn-keuzes/"),
        "what can be done": lambda: at_home.get("/wat-kan-er/"),
        "who looked": lambda: at_home.get("/wie-keek/"),
    }


@contextmanager
def _unguarded() -> Iterator[None]:
    """Take row-level security, the decision and the log away: an ordinary view."""
    from meedoen.privacy import context
    from meedoen.privacy.decision import Decision, Reason, Thing
    from meedoen.vocabulary.domains import Domain

    every = Decision(True, Reason.ALLOWED, frozenset(Domain), frozenset({"consent"}))
    with ExitStack() as without:
        without.enter_context(patch.object(context, "_tell", lambda *_: None))
        for place in ("meedoen.journeys.reading.require", "meedoen.journeys.glasses.require"):
            module, _, name = place.rpartition(".")
            if hasattr(sys.modules.get(module), name):
                without.enter_context(patch(place, lambda *_, **__: every))
        for place in ("meedoen.journeys.reading.log_use", "meedoen.journeys.caseload.log_listed"):
            without.enter_context(patch(place, lambda **_: None))
        nothing = Thing("dossier")
        without.enter_context(patch("meedoen.journeys.reading.thing_of", lambda *_, **__: nothing))
        yield


def _measured(databases: dict[str, str], rounds: int) -> dict[str, dict[str, Taken]]:
    pages: dict[str, dict[str, Page]] = {}
    for where, name in databases.items():
        _in(name)
        pages[where] = _pages()
    taken = {page: {how: Taken() for how in ("town", "city", "bare")} for page in pages["city"]}
    for round_ in range(rounds + 1):
        _tell(f"round {round_} of {rounds}")
        for where, guarded in (("town", True), ("city", True), ("city", False)):
            _in(databases[where])
            with ExitStack() as stack:
                if not guarded:
                    stack.enter_context(_unguarded())
                for name, page in pages[where].items():
                    _one(taken[name][where if guarded else "bare"], page, keep=round_ > 0)
    return taken


def _one(taken: Taken, page: Page, *, keep: bool) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    if not keep:
        with CaptureQueriesContext(connection) as asked:
            answer = page()
        taken.statements, taken.size = len(asked), len(answer.content)
        if answer.status_code != 200:
            raise SystemExit(f"A page answered {answer.status_code}.")
        return
    begun = time.perf_counter()
    page()
    taken.elapsed.append((time.perf_counter() - begun) * 1000)


def _report(taken: dict[str, dict[str, Taken]], residents: int) -> str:
    from benchmarks.timing import machine
    from meedoen.privacy.models import Compartment, Grant, ProcessingRecord

    _in("city")
    counted = [
        f"{model.objects.count():,} {model._meta.verbose_name}s"
        for model in (Compartment, Grant, ProcessingRecord)
    ]
    lines = [
        f"A town of {TOWN} residents and a city of {residents:,}: {', '.join(counted)}.", "",
        machine(), "",
        "| page | town, ms | city, ms | city : town | statements (town) | unguarded, ms | "
        "guarded : unguarded | kB |",
        "|---|---:|---:|---:|---:|---:|---:|---:|",
    ]  # fmt: skip
    for name, how in taken.items():
        town, city, bare = how["town"], how["city"], how["bare"]
        lines.append(
            f"| {name} | {town.median:.0f} | {city.median:.0f} | {city.median / town.median:.2f} | "
            f"{city.statements} ({town.statements}) | {bare.median:.0f} | "
            f"{city.median / bare.median:.2f} | {city.size // 1024} |"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    main()
