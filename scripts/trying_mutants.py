# SPDX-License-Identifier: EUPL-1.2
"""Tries faults, one at a time: the tests are collected once, and run in a fork for each of them.

One warm process has everything imported and the database made. Two kinds build on it: faults in
the Python of a room, and faults in what guards the database. ADR 0018 says why it is our own.
"""

import ast
import os
import random
import resource
import signal
import sys
import time
from abc import ABC, abstractmethod
from collections import Counter, defaultdict
from collections.abc import Callable
from types import FrameType
from typing import Any, Protocol

import pytest
import yaml

from scripts.mutants_page import EQUIVALENT, Figures

# Names of what is no public part of pytest-django and hypothesis.
_HELPER = "_django_db_helper"
_ASKED_OF_A_PROPERTY = "_hypothesis_internal_use_settings"
KILLED, SURVIVED, TIMED_OUT, NOT_REACHED = "killed", "survived", "timed out", "not reached"
NO_FAULT = "no fault"  # what it is put into does not take it


class Fault(Protocol):
    """A small fault: in what, where to look for it, how its line reads, and what is changed."""

    @property
    def of(self) -> str: ...
    @property
    def where(self) -> str: ...
    @property
    def line(self) -> str: ...
    @property
    def what(self) -> str: ...


class Trying(ABC):
    """A plugin of pytest: the tests are collected as always, and run once for each fault."""

    def __init__(self, room: str, named: list[str], sample: int, seed: int) -> None:
        """Keep what is asked: the room, how its parts are named, and how many are drawn."""
        self.room, self.named, self.sample, self.seed = room, named, sample, seed
        self.telling = -1  # where a child tells which test noticed
        self.failed = False
        self.seconds: list[float] = []
        self.figures: Figures | None = None

    @abstractmethod
    def get_ready(self) -> None:
        """Look at the tests once, without a fault; leaves in `seconds` what each took."""

    @abstractmethod
    def every_fault(self) -> list[Any]:
        """Give the faults there are."""

    @abstractmethod
    def outcome(self, fault: Any) -> str:
        """Put one in, run the tests that may notice, and take it out again."""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Leave the child at the first test that fails: the fault is noticed."""
        if report.failed and self.telling >= 0:
            os.write(self.telling, report.nodeid.encode())
            os._exit(1)
        self.failed |= report.failed

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Look which tests come where, then try each fault."""
        if session.testsfailed:
            raise session.Failed("The tests cannot be collected.")
        self.session, self.items = session, session.items
        self._make_quick()
        say("The database, and a look at the tests …")
        self._set_up_database()
        self.get_ready()
        chosen = drawn(self.every_fault(), self.sample, self.seed)
        outcomes = []
        for at, fault in enumerate(chosen, start=1):
            outcome = self.outcome(fault)
            outcomes.append((outcome, fault))
            say(f"{at}/{len(chosen)} {fault.where} {outcome}")
        say("")
        if self.with_database and not self._still_green():
            raise session.Failed("The tests fail without a fault by now: the figures are no good.")
        self.figures = report_of(self.room, self.named, outcomes)
        return True

    def _make_quick(self) -> None:
        """A property that fails need not look for its smallest example: that takes longest."""
        # Only now: pytest wants to be the first to import it.
        from hypothesis import Phase, settings

        for item in self.items:
            test = getattr(item, "obj", None)
            own = getattr(test, _ASKED_OF_A_PROPERTY, None)
            if own is not None:
                quick = settings(own, phases=(Phase.explicit, Phase.generate))
                setattr(getattr(test, "__func__", test), _ASKED_OF_A_PROPERTY, quick)

    def _set_up_database(self) -> None:
        """Run one test that needs the database, so that it is made once and kept."""
        asking = [
            one for one in self.items
            if one.get_closest_marker("django_db") or _HELPER in getattr(one, "fixturenames", ())
        ]  # fmt: skip
        self.with_database = bool(asking)
        if asking:
            self._run(asking[:1])
            # Only now: before it, there are no settings. Each child makes a connection of its own.
            from django.db import connections

            connections.close_all()

    def _run(self, items: list[pytest.Item]) -> None:
        for item, following in zip(items, [*items[1:], _Only(self.session)], strict=True):
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)

    def look_around(self, names: set[str]) -> tuple[dict[tuple[str, int], set[int]], list[float]]:
        """Run all tests in a child; give which came by each line of these files, and their time."""
        reading, writing = os.pipe()
        if not (child := os.fork()):
            self.begin_child(os.open(os.devnull, os.O_WRONLY))
            lines: dict[tuple[str, int], set[int]] = defaultdict(set)
            now = [0]

            def on_line(frame: FrameType, event: str, _: Any) -> Any:
                lines[frame.f_code.co_filename, frame.f_lineno].add(now[0])
                return on_line

            def on_call(frame: FrameType, event: str, _: Any) -> Any:
                return on_line(frame, event, _) if frame.f_code.co_filename in names else None

            seconds = []
            for at, item in enumerate(self.items):
                now[0], start = at, time.process_time()
                sys.settrace(on_call)
                self._run([item])
                sys.settrace(None)
                seconds.append(time.process_time() - start)
            with os.fdopen(writing, "w") as out:
                out.write(repr((dict(lines), seconds)))
            os._exit(0)
        os.close(writing)
        with os.fdopen(reading) as found:
            told = found.read()
        if os.waitpid(child, 0)[1] or not told:
            raise self.session.Failed("A test fails before anything is changed.")
        return ast.literal_eval(told)  # type: ignore[no-any-return]

    def begin_child(self, telling: int) -> None:
        self.telling = telling
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, 1)
        os.dup2(nothing, 2)

    def in_child(self, tests: list[int], put_in: Callable[[], None]) -> tuple[str, str]:
        """Run these tests on one fault in a child; gives what came of it, and which test noticed.

        They have five times their own time, and some seconds.
        """
        limit = 5 + 5 * sum(self.seconds[test] for test in tests)
        reading, writing = os.pipe()
        if not (child := os.fork()):
            self.begin_child(writing)
            resource.setrlimit(resource.RLIMIT_CPU, (int(limit) + 1, int(limit) + 1))
            # Waiting is no work of its own, and a busy machine makes it wait.
            signal.alarm(int(30 * limit))
            try:
                put_in()
                self._run([self.items[test] for test in tests])
            except BaseException:
                os._exit(1)
            os._exit(0)
        os.close(writing)
        status = os.waitpid(child, 0)[1]
        with os.fdopen(reading) as told:
            noticed_by = told.read()
        if os.WIFSIGNALED(status):
            return TIMED_OUT, noticed_by
        return (KILLED if os.WEXITSTATUS(status) else SURVIVED), noticed_by

    def _still_green(self) -> bool:
        if not (child := os.fork()):
            self.begin_child(os.open(os.devnull, os.O_WRONLY))
            self._run(self.items)
            os._exit(0)
        return not os.waitpid(child, 0)[1] and not self.failed


def drawn(every: list[Any], sample: int, seed: int) -> list[Any]:
    """Draw so many, in the order they came in; 0 is all of them."""
    if not sample or sample >= len(every):
        return every
    at = random.Random(seed).sample(range(len(every)), sample)  # noqa: S311
    return [every[one] for one in sorted(at)]


class _Only:
    """Stands for a next test that shares nothing with the last one but the session."""

    def __init__(self, session: pytest.Session) -> None:
        self.session = session

    def listchain(self) -> list[Any]:
        return [self.session]


def report_of(room: str, named: list[str], outcomes: list[tuple[str, Fault]]) -> Figures:
    """Print the faults that nobody noticed, and give the figures."""
    judged = _judged()
    counted: Counter[str] = Counter()
    for outcome, fault in outcomes:
        if outcome in (SURVIVED, NOT_REACHED):
            if (fault.of, fault.line, fault.what) in judged:
                outcome = "equivalent"
            else:
                sys.stdout.write(f"{fault.where}: {outcome}: {fault.what}\n    {fault.line}\n")
        counted[outcome] += 1
    counted["all"] = len(outcomes) - counted[NO_FAULT]
    figures = Figures(
        room, named, counted[KILLED], counted[TIMED_OUT], counted["equivalent"], counted["all"]
    )
    sys.stdout.write(f"{figures.sentence}\n")
    return figures


def _judged() -> set[tuple[str, str, str]]:
    kept = yaml.safe_load(EQUIVALENT.read_text(encoding="utf-8")) or []
    return {(one["file"], one["line"], one["what"]) for one in kept}


def say(words: str) -> None:
    """Tell how far it is, on one line where that can be."""
    sys.stderr.write(f"\r\033[K{words}" if sys.stderr.isatty() else f"{words}\n" * bool(words))
    sys.stderr.flush()
