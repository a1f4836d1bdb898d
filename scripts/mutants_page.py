# SPDX-License-Identifier: EUPL-1.2
"""Keeps docs/reference/mutants.md: what the last run on each room told, and what is equivalent."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "mutants.md"
EQUIVALENT = Path(__file__).with_name("equivalent_mutants.yaml")
_HEAD = """# Mutants

`make mutants ROOM=plans` puts small faults ("mutants") into a room, one at a time, and runs the
tests of that room on each. A fault that no test notices survives; the command prints it, with its
line. This page is made by the command: each run replaces the row of its room and files. Options:
`FILE="past.py operations.py"`, `SAMPLE=200` (so many, drawn with `SEED=1`), `TESTS="tests/plans"`.

`make mutants ROOM=guards` puts them into what guards the database, whichever room made it: its
policies, functions and triggers, as they are after all migrations; `FILE="privacy_opens
residents_"` for those of which the name begins so.

*Faults*: a comparison, a sum, a whole number, yes and no, what is given back, part of a condition,
an argument by name, an entry of a table, or a statement left out. Words, types, defaults and the
fields of a class are left alone. In SQL: a comparison, a condition, a whole number, yes and no, a
statement or a trigger left out, and a policy that says yes to all. *Timed out*: the tests took five
times as long as without the fault; it counts as noticed. *Equivalent*: judged to change nothing
that anybody can see; the reasons stand below. *Noticed*: killed and timed out, of all that are not
equivalent.

| room | files | killed | timed out | survived | equivalent | all | noticed | when | settings |
|---|---|---|---|---|---|---|---|---|---|
"""


@dataclass(frozen=True)
class Figures:
    """What a run told: how many faults were noticed, took too long, or change nothing."""

    room: str
    files: list[str]
    killed: int
    timed_out: int
    equivalent: int
    total: int

    @property
    def survived(self) -> int:
        """How many faults no test noticed, though they change something."""
        return self.total - self.killed - self.timed_out - self.equivalent

    @property
    def share(self) -> str:
        """The share that was noticed of what is not equivalent, in whole per cents, down."""
        real = self.total - self.equivalent
        return f"{100 * (self.killed + self.timed_out) // real} %" if real else "-"

    @property
    def sentence(self) -> str:
        """Say it in a line."""
        return (
            f"{self.room}: {self.killed + self.timed_out}/{self.total - self.equivalent} killed "
            f"({self.share}), {self.timed_out} of them timed out, {self.survived} survived, "
            f"{self.equivalent} equivalent."
        )


def write_down(figures: Figures, settings: str, today: date, page: Path = PAGE) -> None:
    """Replace the row of this room and these files, and the reasons below the table."""
    files = " ".join(figures.files)
    row = (
        f"| {figures.room} | {files} | {figures.killed} | {figures.timed_out} | {figures.survived} "
        f"| {figures.equivalent} | {figures.total} | {figures.share} | {today} | {settings} |"
    )
    lines = page.read_text(encoding="utf-8").splitlines() if page.exists() else []
    kept = [line for line in lines if line.startswith("| ") and not line.startswith("| room ")]
    others = [one for one in kept if not one.startswith(f"| {figures.room} | {files} |")]
    rows = "\n".join(sorted([*others, row]))
    page.write_text(f"{_HEAD}{rows}\n{_reasons()}", encoding="utf-8")


def _reasons() -> str:
    judged = yaml.safe_load(EQUIVALENT.read_text(encoding="utf-8")) or []
    told = [f"* `{o['file']}`: `{o['line']}`, {o['what']}: {o['why']}\n" for o in judged]
    return "\n## Judged equivalent\n" + "".join(told) if told else ""
