# SPDX-License-Identifier: EUPL-1.2
"""What a council decided comes in from a file, once, and leaves beside what is booked."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from meedoen.budget import operations
from meedoen.budget.models import SeenBalance
from meedoen.budget.planning import queries as planning
from meedoen.commands.budget import budget
from tests.budget.test_budget_files import HEAD, LINES
from tests.budget.worlds import LINDEWAARD, NOW, PUK, a_cost, a_town, adopted, taken_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def town() -> str:
    return a_town()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "besluit.yaml"
    path.write_text(HEAD + LINES.replace("6.60", "6.713"), "utf-8")
    return path


def run(*asked: object) -> Result:
    return CliRunner().invoke(budget, [*map(str, asked), "--municipality", LINDEWAARD])


def test_a_decision_is_kept_and_again_changes_nothing(file: Path) -> None:
    assert run("plan", file).stdout == "lines=1 cents=120000\n"
    again = run("plan", file)
    assert (again.exit_code, again.stdout) == (0, "")
    assert "was kept already" in again.stderr
    assert len(planning.budget_decisions(LINDEWAARD, 2026)) == 1


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("120000", "120001", "was another"),
        ("2025-118", "2025-119\npot: 1", "does not say 'pot'"),
        ("2025-11-06", "2026-01-06", "artikel 191"),
    ],
)
def test_what_cannot_be_kept_is_said_and_changes_nothing(
    file: Path, before: str, after: str, says: str
) -> None:
    if says == "was another":
        run("plan", file)
    there = planning.budget_decisions(LINDEWAARD, 2026)
    file.write_text(file.read_text("utf-8").replace(before, after), "utf-8")
    found = run("plan", file)
    assert found.exit_code == 2
    assert says in found.output
    assert planning.budget_decisions(LINDEWAARD, 2026) == there


def test_what_was_decided_leaves_beside_what_is_booked(file: Path) -> None:
    run("plan", file)
    adopted()
    taken_in([a_cost(1, 1_000)])
    operations.divide_what_waits(municipality=LINDEWAARD, year=2026, by=PUK, on=NOW)
    found = run("forecast", "--year", 2026)
    assert found.stdout.splitlines() == [
        "law,taakveld,programme,adopted_cents,changed_cents,booked_cents,low_cents,high_cents",
        "participatiewet,6.5,Meedoen,,0,400,,",
        "wmo,6.713,Meedoen,120000,0,600,,",
        "participatiewet,,,,0,400,,",
        "wmo,,,120000,0,600,,",
        ",,,120000,0,1000,,",
    ]
    assert "Er is nog geen heel jaar" in found.stderr


def test_the_check_says_where_costs_were_not_added_up_well() -> None:
    adopted()
    taken_in([a_cost(1, 1_000)])
    operations.divide_what_waits(municipality=LINDEWAARD, year=2026, by=PUK, on=NOW)
    SeenBalance.objects.filter(taakveld="6.5").update(cents=401)
    found = run("check")
    assert found.exit_code == 1
    assert "seen 2026-01: added up 1001, balances 1000 cents." in found.stdout
