# SPDX-License-Identifier: EUPL-1.2
"""Puts small faults into a room, one at a time, and tells which of them no test of it notices.

One warm process has everything imported, the tests collected and the database made. It is forked
for each fault; the child changes the code of the functions, and runs the tests that come by that
line, the fastest first, until one fails. ADR 0018 says why it is our own.
"""

import argparse
import ast
import gc
import os
import random
import resource
import signal
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import _lru_cache_wrapper
from pathlib import Path
from types import CodeType, FrameType, FunctionType, ModuleType
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from scripts.mutants_page import Figures, write_down  # noqa: E402
from scripts.mutating import Mutant, mutants_of  # noqa: E402

SOURCE = ROOT / "src" / "meedoen"
DOORS = {"models", "queries", "operations", "tasks", "apps", "migrations", "guards"}
EQUIVALENT = Path(__file__).with_name("equivalent_mutants.yaml")
# Names of what is no public part of pytest-django and hypothesis.
_HELPER = "_django_db_helper"
_ASKED_OF_A_PROPERTY = "_hypothesis_internal_use_settings"
KILLED, SURVIVED, TIMED_OUT, NOT_REACHED = "killed", "survived", "timed out", "not reached"


def files_of(room: str, only: list[str]) -> list[Path]:
    """Give the pure files of a room and its operations, or those that are asked for."""
    folder = SOURCE / room
    if only:
        return [folder / name for name in only]
    files = [path for path in sorted(folder.rglob("*.py")) if path.name != "__init__.py"]
    doors = DOORS - {"operations"}
    return [path for path in files if not {*path.relative_to(folder).with_suffix("").parts} & doors]


class Mutating:
    """A plugin of pytest: the tests are collected as always, and run once for each fault."""

    def __init__(self, room: str, files: list[Path], sample: int, seed: int) -> None:
        """Keep what is asked."""
        self.room, self.files, self.sample, self.seed = room, files, sample, seed
        self.in_child = self.failed = False
        self.figures: Figures | None = None

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Leave the child at the first test that fails: the fault is noticed."""
        if report.failed and self.in_child:
            os._exit(1)
        self.failed |= report.failed

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Look which tests come where, then try each fault."""
        if session.testsfailed:
            raise session.Failed("The tests cannot be collected.")
        self.session, self.items = session, session.items
        self._make_quick()
        _say("The database, and which test comes by which line …")
        self._set_up_database()
        # Looked for once, and what is there by now need not be looked at in each child.
        self.loaded = Loaded.now(self.files)
        gc.freeze()
        came_by, seconds = self._look_around()
        chosen = self._choose()
        outcomes: list[tuple[str, Path, Mutant]] = []
        for at, (path, tree, mutant) in enumerate(chosen, start=1):
            tests = self._tests_for(path, mutant, came_by, seconds)
            limit = 5 + 5 * sum(seconds[test] for test in tests)
            outcome = self._try(path, tree, mutant, tests, limit) if tests else NOT_REACHED
            outcomes.append((outcome, path, mutant))
            _say(f"{at}/{len(chosen)} {path.name}:{mutant.line} {outcome}")
        _say("")
        if self.with_database and not self._still_green():
            raise session.Failed("The tests fail without a fault by now: the figures are no good.")
        self.figures = _report(self.room, self.files, outcomes)
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
        asking = [one for one in self.items if _HELPER in getattr(one, "fixturenames", ())]
        self.with_database = bool(asking)
        if asking:
            self._run(asking[:1])
            # Only now: before it, there are no settings. Each child makes a connection of its own.
            from django.db import connections

            connections.close_all()

    def _run(self, items: list[pytest.Item]) -> None:
        for item, following in zip(items, [*items[1:], _Only(self.session)], strict=True):
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)

    def _look_around(self) -> tuple[dict[tuple[str, int], set[int]], list[float]]:
        """Run all tests in a child; give which came by each line, and how long each took."""
        names = {str(path) for path in self.files}
        reading, writing = os.pipe()
        if not (child := os.fork()):
            self._begin_child()
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

    def _choose(self) -> list[tuple[Path, ast.Module, Mutant]]:
        every = []
        for path in self.files:
            tree = ast.parse(path.read_text(encoding="utf-8"))
            every += [(path, tree, mutant) for mutant in mutants_of(tree)]
        if not self.sample or self.sample >= len(every):
            return every
        at = random.Random(self.seed).sample(range(len(every)), self.sample)  # noqa: S311
        return [every[one] for one in sorted(at)]

    def _tests_for(
        self, path: Path, mutant: Mutant, came_by: dict[tuple[str, int], set[int]],
        seconds: list[float],
    ) -> list[int]:  # fmt: skip
        """The tests that come by, the fastest first; all for what stands outside functions."""
        found = set(range(len(self.items)))
        if mutant.in_function:
            found = set().union(*(came_by.get((str(path), line), ()) for line in mutant.lines))
        return sorted(found, key=lambda test: seconds[test])

    def _begin_child(self) -> None:
        self.in_child = True
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, 1)
        os.dup2(nothing, 2)

    def _try(
        self, path: Path, tree: ast.Module, mutant: Mutant, tests: list[int], limit: float
    ) -> str:
        """Run these tests on one fault in a child; `limit` is in seconds of its own work."""
        if not (child := os.fork()):
            self._begin_child()
            resource.setrlimit(resource.RLIMIT_CPU, (int(limit) + 1, int(limit) + 1))
            # Waiting is no work of its own, and a busy machine makes it wait.
            signal.alarm(int(30 * limit))
            try:
                mutant.put_in()
                self.loaded.become(path, tree, mutant)
                self._run([self.items[test] for test in tests])
            except BaseException:
                os._exit(1)
            os._exit(0)
        status = os.waitpid(child, 0)[1]
        if os.WIFSIGNALED(status):
            return TIMED_OUT
        return KILLED if os.WEXITSTATUS(status) else SURVIVED

    def _still_green(self) -> bool:
        if not (child := os.fork()):
            self._begin_child()
            self._run(self.items)
            os._exit(0)
        return not os.waitpid(child, 0)[1] and not self.failed


class _Only:
    """Stands for a next test that shares nothing with the last one but the session."""

    def __init__(self, session: pytest.Session) -> None:
        self.session = session

    def listchain(self) -> list[Any]:
        return [self.session]


@dataclass(frozen=True)
class Loaded:
    """What is in memory of the files that are changed: their functions, and what is remembered."""

    functions: list[FunctionType]
    remembered: list[Any]

    @classmethod
    def now(cls, files: list[Path]) -> "Loaded":
        """Look through all that is in memory."""
        names = {str(path) for path in files}
        every = gc.get_objects()
        functions = [o for o in every if type(o) is FunctionType]
        return cls(
            [one for one in functions if one.__code__.co_filename in names],
            [o for o in every if type(o) is _lru_cache_wrapper and o.__module__[:7] == "meedoen"],
        )

    def become(self, path: Path, tree: ast.Module, mutant: Mutant) -> None:
        """Let all that is loaded of this file do what the changed tree says."""
        for one in self.remembered:
            one.cache_clear()
        if not mutant.in_function:
            return _assign_again(path, tree, mutant)
        new = {
            (code.co_qualname, code.co_firstlineno): code
            for code in _codes(compile(tree, str(path), "exec", dont_inherit=True))
        }
        for function in self.functions:
            code = function.__code__
            changed = new.get((code.co_qualname, code.co_firstlineno), code)
            if code.co_filename == str(path) and changed.co_freevars == code.co_freevars:
                function.__code__ = changed


def _codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from _codes(inner)


def _assign_again(path: Path, tree: ast.Module, mutant: Mutant) -> None:
    """Work out the tables of a file anew, from the changed one on, wherever they are known."""
    home = next(m for m in list(sys.modules.values()) if getattr(m, "__file__", "") == str(path))
    before = dict(vars(home))
    again = [
        one for one in tree.body
        if isinstance(one, ast.Assign | ast.AnnAssign) and one.lineno >= mutant.lines.start
    ]  # fmt: skip
    exec(compile(ast.Module(again, []), str(path), "exec", dont_inherit=True), vars(home))  # noqa: S102
    changed = {id(old): vars(home)[n] for n, old in before.items() if vars(home)[n] is not old}
    for module in list(sys.modules.values()):
        if isinstance(module, ModuleType) and module.__name__.startswith(("meedoen", "tests")):
            for name, value in list(vars(module).items()):
                if id(value) in changed and (name in before or not isinstance(value, int | str)):
                    setattr(module, name, changed[id(value)])


def _report(room: str, files: list[Path], outcomes: list[tuple[str, Path, Mutant]]) -> Figures:
    judged = _judged()
    counted: Counter[str] = Counter()
    for outcome, path, mutant in outcomes:
        source = path.read_text(encoding="utf-8").splitlines()[mutant.line - 1].strip()
        name = path.relative_to(SOURCE).as_posix()
        if outcome in (SURVIVED, NOT_REACHED):
            if (name, source, mutant.what) in judged:
                outcome = "equivalent"
            else:
                where = f"{path.relative_to(ROOT)}:{mutant.line}"
                sys.stdout.write(f"{where}: {outcome}: {mutant.what}\n    {source}\n")
        counted[outcome] += 1
    names = [path.relative_to(SOURCE / room).as_posix() for path in files]
    figures = Figures(
        room, names, counted[KILLED], counted[TIMED_OUT], counted["equivalent"], len(outcomes)
    )
    sys.stdout.write(f"{figures.sentence}\n")
    return figures


def _judged() -> set[tuple[str, str, str]]:
    kept = yaml.safe_load(EQUIVALENT.read_text(encoding="utf-8")) or []
    return {(one["file"], one["line"], one["what"]) for one in kept}


def _say(words: str) -> None:
    sys.stderr.write(f"\r\033[K{words}" if sys.stderr.isatty() else f"{words}\n" * bool(words))
    sys.stderr.flush()


def main() -> int:
    """Read what is asked, run, and write the figures down; 0 also when faults survive."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("room")
    asked.add_argument("--file", nargs="*", default=[])
    asked.add_argument("--tests", nargs="*", default=[])
    asked.add_argument("--sample", type=int, default=0)
    asked.add_argument("--seed", type=int, default=1)
    options = asked.parse_args()
    files = files_of(options.room, options.file)
    if not files or not all(path.exists() for path in files):
        asked.error(f"There is no such room or file: {options.room} {' '.join(options.file)}")
    mutating = Mutating(options.room, files, options.sample, options.seed)
    tests = options.tests or [f"tests/{options.room}"]
    code = pytest.main(["-s", "-q", "--no-header", "--no-summary", *tests], plugins=[mutating])
    if mutating.figures is None:
        return int(code) or 2
    chosen = "all"
    if 0 < options.sample <= mutating.figures.total:
        chosen = f"sample of {options.sample}, seed {options.seed}"
    chosen += f"; {' '.join(options.tests)}" if options.tests else ""
    write_down(mutating.figures, chosen, datetime.now(UTC).date())
    return 0


if __name__ == "__main__":
    sys.exit(main())
