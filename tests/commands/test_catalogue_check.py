# SPDX-License-Identifier: EUPL-1.2
"""`meedoen catalogue check`: one line for each fault, and who reads along can count on the code."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from meedoen.commands import catalogue_check, meedoen
from meedoen.interop.hsds.standard import SERVICE
from tests.interop.hsds.documents import full, small

GOOD = {"contents": [full(SERVICE), small(SERVICE)]}
WRONG = {"contents": [small(SERVICE) | {"status": "open", "schedules": [{"freq": "DAILY"}]}]}


def check(tmp_path: Path, told: object, *options: str) -> Result:
    path = tmp_path / "aanbod.json"
    path.write_bytes(told if isinstance(told, bytes) else json.dumps(told).encode())
    asked = ["catalogue", "check", "--format", "hsds", str(path), *options]
    return CliRunner().invoke(meedoen, asked)


def test_a_good_file_leaves_with_0_and_nothing_to_mend(tmp_path: Path) -> None:
    result = check(tmp_path, GOOD)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "services=2 faults=0\n"


def test_each_fault_is_a_line_of_data_with_its_path_first(tmp_path: Path) -> None:
    result = check(tmp_path, WRONG)
    assert result.exit_code == 1
    assert [line.split(": ")[0] for line in result.stdout.splitlines()] == [
        "contents[0].status",
        "contents[0].schedules[0].id",
        "contents[0].schedules[0].freq",
    ]
    assert result.stderr == "services=1 faults=3\n"


@pytest.mark.parametrize(
    ("told", "why"),
    [
        (b"", "no JSON"),
        (b'{"name": "caf\xe9"}', "UTF-8"),
        (b"[" * 100_000, "nested"),
        ({"type": "FeatureCollection"}, "nothing of HSDS"),
    ],
)
def test_what_cannot_be_checked_leaves_with_2_and_says_why_beside_the_data(
    tmp_path: Path, told: object, why: str
) -> None:
    result = check(tmp_path, told)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "aanbod.json: " in result.stderr
    assert why in result.stderr


def test_another_standard_no_standard_or_no_file_leaves_with_2(tmp_path: Path) -> None:
    for asked in (
        ["--format", "excel", str(tmp_path)],
        [str(tmp_path)],
        ["--format", "hsds"],
        ["--format", "hsds", str(tmp_path)],
        ["--format", "hsds", str(tmp_path / "nergens")],
    ):
        result = CliRunner().invoke(meedoen, ["catalogue", "check", *asked])
        assert (result.exit_code, result.stdout) == (2, ""), asked


def test_of_very_many_faults_the_first_are_said_and_that_there_is_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogue_check, "MOST_TOLD", 3)
    exact, more = check(tmp_path, WRONG), check(tmp_path, {**WRONG, "size": None})
    assert len(exact.stdout.splitlines()) == len(more.stdout.splitlines()) == 3
    assert "there is more" in more.stderr
    assert "there is more" not in exact.stderr
