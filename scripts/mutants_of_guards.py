# SPDX-License-Identifier: EUPL-1.2
"""Tries faults in what guards the database: they are put into the database of the tests itself."""

from collections import Counter, defaultdict

import psycopg
from django.db import connection
from psycopg.conninfo import make_conninfo

from scripts.mutating_sql import SqlFault, faults_of
from scripts.trying_mutants import NO_FAULT, Trying

GUARDS = "guards"  # asked for as a room is: what guards the database, whichever room made it
TESTS_OF_GUARDS = ["tests/privacy", "tests/history", "tests/database/test_guards.py"]


class MutatingGuards(Trying):
    """The same for what guards the database: the fault is there while a child runs the tests.

    Which tests come by a policy nobody tells. So first those that noticed another fault in the
    same policy or function, then those that noticed most, then the fastest.
    """

    def __init__(self, only: list[str], sample: int, seed: int) -> None:
        """Keep what is asked; `only` are beginnings of names of a table or a function."""
        super().__init__(GUARDS, only or ["policies, functions and triggers"], sample, seed)
        self.only = tuple(only or [""])
        self.noticed_by: dict[str, Counter[str]] = defaultdict(Counter)

    def get_ready(self) -> None:
        """See how long each test takes."""
        _, self.seconds = self.look_around(set())

    def every_fault(self) -> list[SqlFault]:
        """Read them from the database of the tests, as it is after all migrations."""
        # A connection of its own: one of Django's would be handed on to the children.
        asked = connection.get_connection_params()
        of_psycopg = ("cursor_factory", "context", "prepare_threshold")
        self.address = make_conninfo(**{k: v for k, v in asked.items() if k not in of_psycopg})
        with psycopg.connect(self.address) as owner:
            return [one for one in faults_of(owner) if one.of.startswith(self.only)]

    def outcome(self, fault: SqlFault) -> str:
        """Run all tests, in the order in which they are likely to notice."""
        with fault.there(self.address) as taken:
            if not taken:
                return NO_FAULT
            outcome, test = self.in_child(self._in_order(fault.of), lambda: None)
        for key in (fault.of, ""):
            self.noticed_by[key][test] += 1
        return outcome

    def _in_order(self, of: str) -> list[int]:
        same, every = self.noticed_by[of], self.noticed_by[""]

        def first(test: int) -> tuple[float, float]:
            name, cost = self.items[test].nodeid, 0.05 + self.seconds[test]
            return -same[name] / cost, -every[name] / cost + cost

        return sorted(range(len(self.items)), key=first)
