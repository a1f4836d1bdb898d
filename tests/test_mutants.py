# SPDX-License-Identifier: EUPL-1.2
"""The command that puts small faults into a room finds them, and writes down what came of them."""

import ast
from datetime import date
from pathlib import Path
from textwrap import dedent

import pytest
import yaml

from scripts.mutants_of_python import DOORS, SOURCE, files_of
from scripts.mutants_page import EQUIVALENT, PAGE, Figures, write_down
from scripts.mutating import Mutant, mutants_of
from scripts.mutating_sql import changes

SMALL = """
from dataclasses import dataclass

TABLE = {"a": 1}

@dataclass(frozen=True)
class Period:
    first: int = 0

    def holds(self, day: int, most: int = 3) -> bool:
        "Words."
        if self.first <= day and not most:
            raise ValueError("too much")
        return self.first <= day
"""


def changed(source: str) -> list[tuple[str, str]]:
    """Each fault of a source, with how the source then reads."""
    count = len(list(mutants_of(ast.parse(source))))
    return [put_in(source, at) for at in range(count)]


def put_in(source: str, at: int) -> tuple[str, str]:
    tree = ast.parse(source)
    mutant: Mutant = list(mutants_of(tree))[at]
    mutant.put_in()
    return mutant.what, ast.unparse(tree)


@pytest.mark.parametrize(
    ("source", "faults"),
    [
        ("a < b", {"a <= b"}),
        ("a is b", {"a is not b"}),
        ("a and b", {"a or b", "a", "b"}),
        ("not a", {"a"}),
        ("a + 1", {"a - 1", "a + 2"}),
        ("f(x, y=z)", {"f(x)"}),
        ("[a, b]", {"[b]", "[a]"}),
        ("min(a)", {"max(a)"}),
        ("a if b else c", {"a if not b else c"}),
        ("[a for a in b if a]", {"[a for a in b if not a]"}),
        ("f'{a < b} words'", {"f'{a <= b} words'"}),
        ("'words'", set()),
    ],
)
def test_an_expression_is_changed_in_each_way_that_is_small(source: str, faults: set[str]) -> None:
    found = {after.removeprefix("x = ") for _, after in changed(f"x = {source}")}
    assert found == {ast.unparse(ast.parse(fault)) for fault in faults}


def test_statements_are_dropped_and_what_is_given_back_is_lost() -> None:
    source = dedent("""
        def f(a):
            sign(a)
            a.b = a
            c = a
            return c
    """)
    told = [what for what, _ in changed(source)]
    assert told == ["dropped: sign(a)", "dropped: a.b = a", "return None, not c"]
    assert "pass" in put_in(source, 0)[1]


def test_types_defaults_decorators_fields_and_words_are_left_alone() -> None:
    told = [what for what, _ in changed(SMALL)]
    assert sorted(told) == sorted([
        "without 'a'", "1 -> 2", "and -> or", "<= -> <", "without self.first <= day",
        "without not most", "not most -> most", "dropped: raise ValueError('too much')",
        "<= -> <", "return None, not self.first <= day",
    ])  # fmt: skip


@pytest.mark.parametrize("name", ["plans/operations.py", "recognition/finds.py"])
def test_each_fault_of_a_file_is_python_and_is_another_text(name: str) -> None:
    source = (SOURCE / name).read_text(encoding="utf-8")
    before = ast.unparse(ast.parse(source))
    tree = ast.parse(source)
    for at in range(0, len(list(mutants_of(tree))), 9):
        what, after = put_in(source, at)
        assert after != before, what
        compile(after, name, "exec")


def test_the_files_of_a_room_are_the_pure_ones_and_its_operations() -> None:
    assert [path.name for path in files_of("plans", [])] == [
        "answers.py", "changes.py", "disagreeing.py", "operations.py", "occasions.py",
        "operations.py", "regisseur.py", "waiting.py",
    ]  # fmt: skip
    assert [path.name for path in files_of("plans", ["models.py"])] == ["models.py"]
    assert "guards" in DOORS


def test_a_run_replaces_the_row_of_its_room_and_leaves_the_others(tmp_path: Path) -> None:
    page = tmp_path / "mutants.md"
    for room, killed in (("plans", 1), ("history", 2), ("plans", 3)):
        figures = Figures(room, ["past.py"], killed, timed_out=1, equivalent=2, total=8)
        write_down(figures, "all", date(2026, 11, 28), page)
    rows = [line for line in page.read_text(encoding="utf-8").splitlines() if "past.py |" in line]
    assert rows == [
        "| history | past.py | 2 | 1 | 3 | 2 | 8 | 50 % | 2026-11-28 | all |",
        "| plans | past.py | 3 | 1 | 2 | 2 | 8 | 66 % | 2026-11-28 | all |",
    ]


def test_what_is_judged_equivalent_is_still_such_a_fault() -> None:
    judgements = yaml.safe_load(EQUIVALENT.read_text(encoding="utf-8"))
    for judged in [one for one in judgements if one["file"].endswith(".py")]:
        source = (SOURCE / judged["file"]).read_text(encoding="utf-8")
        lines = source.splitlines()
        known = {(lines[m.line - 1].strip(), m.what) for m in mutants_of(ast.parse(source))}
        assert (judged["line"], judged["what"]) in known
        assert judged["why"]
        assert judged["why"] in PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("source", "faults"),
    [
        ("a = b", {"a <> b"}),
        ("a <= b AND c", {"a < b AND c", "a <= b OR c"}),
        ("a IS NOT  NULL", {"a IS NULL"}),
        ("IF NOT EXISTS (b)", {"IF EXISTS (b)", "IF NOT NOT EXISTS (b)"}),
        ("a BETWEEN b AND c", set()),
        ("a := 'x = 1' -- and", set()),
        ("a ->> 'role' = $1", {"a ->> 'role' <> $1"}),
        ("NEW.at := now();", {"NULL;"}),
        ("RAISE EXCEPTION 'no; %', a;", {"NULL;"}),
    ],
)
def test_a_piece_of_sql_is_changed_in_each_way_that_is_small(source: str, faults: set[str]) -> None:
    assert {after for _, _, after in changes(source)} == faults


def test_a_change_of_sql_tells_its_line() -> None:
    told = [(line, what) for line, what, _ in changes("SELECT 1\n  WHERE  a = b\n")]
    assert told == [("SELECT 1", "1 -> 2"), ("WHERE a = b", "= -> <>")]
