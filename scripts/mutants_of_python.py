# SPDX-License-Identifier: EUPL-1.2
"""Tries faults in the Python of a room: the child changes the functions that are loaded, and runs
the tests that come by that line, the fastest first, until one fails."""

import ast
import gc
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import _lru_cache_wrapper
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

from scripts.mutating import Mutant, mutants_of
from scripts.trying_mutants import NOT_REACHED, Trying

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "meedoen"
DOORS = {"models", "queries", "operations", "tasks", "apps", "migrations", "guards"}


def files_of(room: str, only: list[str]) -> list[Path]:
    """Give the pure files of a room and its operations, or those that are asked for."""
    folder = SOURCE / room
    if only:
        return [folder / name for name in only]
    files = [path for path in sorted(folder.rglob("*.py")) if path.name != "__init__.py"]
    doors = DOORS - {"operations"}
    return [path for path in files if not {*path.relative_to(folder).with_suffix("").parts} & doors]


@dataclass(frozen=True)
class PythonFault:
    """A fault in a file: told by its line and by how that line reads."""

    path: Path
    tree: ast.Module
    mutant: Mutant

    @property
    def what(self) -> str:
        """What is changed."""
        return self.mutant.what

    @property
    def of(self) -> str:
        """The file, as it is named where faults are judged."""
        return self.path.relative_to(SOURCE).as_posix()

    @property
    def where(self) -> str:
        """The file and the line, to go to."""
        return f"{self.path.relative_to(ROOT)}:{self.mutant.line}"

    @property
    def line(self) -> str:
        """How the line reads."""
        return self.path.read_text(encoding="utf-8").splitlines()[self.mutant.line - 1].strip()


class MutatingPython(Trying):
    """Faults in the Python of a room: the child changes the code of the functions."""

    def __init__(self, room: str, files: list[Path], sample: int, seed: int) -> None:
        """Keep what is asked."""
        named = [path.relative_to(SOURCE / room).as_posix() for path in files]
        super().__init__(room, named, sample, seed)
        self.files = files

    def get_ready(self) -> None:
        """Look which test comes by which line."""
        # Looked for once, and what is there by now need not be looked at in each child.
        self.loaded = Loaded.now(self.files)
        gc.freeze()
        self.came_by, self.seconds = self.look_around({str(path) for path in self.files})

    def every_fault(self) -> list[PythonFault]:
        """Give the faults of all files, in the order of the source."""
        trees = [(path, ast.parse(path.read_text(encoding="utf-8"))) for path in self.files]
        return [PythonFault(path, tree, one) for path, tree in trees for one in mutants_of(tree)]

    def outcome(self, fault: PythonFault) -> str:
        """Run the tests that come by that line."""
        tests = self._tests_for(fault.path, fault.mutant)
        return self.in_child(tests, lambda: self._put_in(fault))[0] if tests else NOT_REACHED

    def _put_in(self, fault: PythonFault) -> None:
        fault.mutant.put_in()
        self.loaded.become(fault.path, fault.tree, fault.mutant)

    def _tests_for(self, path: Path, mutant: Mutant) -> list[int]:
        """The tests that come by, the fastest first; all for what stands outside functions."""
        found = set(range(len(self.items)))
        if mutant.in_function:
            found = set().union(*(self.came_by.get((str(path), n), ()) for n in mutant.lines))
        return sorted(found, key=lambda test: self.seconds[test])


@dataclass(frozen=True)
class Loaded:
    """What is in memory of the files that are changed: their functions, and what is remembered."""

    functions: list[FunctionType]
    remembered: list[Any]

    @classmethod
    def now(cls, files: list[Path]) -> "Loaded":
        """Look through all that is in memory."""
        names = {str(path) for path in files}
        # What the tests left alone is not listed.
        gc.unfreeze()
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
