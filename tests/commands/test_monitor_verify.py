# SPDX-License-Identifier: EUPL-1.2
"""`meedoen monitor verify`: what it prints, where, and with which number it leaves."""

import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from meedoen.commands import meedoen
from tests.publication.releases import (
    COUNTS,
    HIDDEN,
    TREES,
    proof_of,
    release,
    seal,
    town,
    written,
)

SUMMARY = "4 hidden cells, narrowest interval {}, required 5, with {} earlier releases\n"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(meedoen, ["monitor", "verify", *map(str, arguments)])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return written(tmp_path / "release", town())


def test_a_release_that_is_right_is_told_in_one_line(folder: Path) -> None:
    result = run(folder)
    assert (result.exit_code, result.stdout, result.stderr) == (0, SUMMARY.format(8, 0), "")


def test_each_cell_that_is_too_narrow_has_a_line_of_its_own(tmp_path: Path) -> None:
    files = town()
    seal(files, {**proof_of(files), "tables": [[1, 10, 9, 2], [4, 7, 6, 5]]})
    result = run(written(tmp_path, files))
    assert result.exit_code == 1
    assert result.stdout == SUMMARY.format(3, 0) + (
        "b1, loon: too narrow, 3 wide (1 to 4), required 5\n"
        "b1, vrijwillig: too narrow, 3 wide (7 to 10), required 5\n"
        "b2, loon: too narrow, 3 wide (6 to 9), required 5\n"
        "b2, vrijwillig: too narrow, 3 wide (2 to 5), required 5\n"
    )
    assert result.stderr == ""


def test_earlier_releases_are_counted_and_numbered_as_they_are_given(
    folder: Path, tmp_path: Path
) -> None:
    second = written(tmp_path / "second", release(TREES, COUNTS, HIDDEN, [], threshold=9))
    result = run(folder, "--earlier", folder, "--earlier", second)
    assert result.exit_code == 1
    assert result.stdout.startswith(SUMMARY.format(8, 2))
    assert (
        "\nearlier release 2: b1, loon: too narrow, 8 wide (1 to 9), required 9\n" in result.stdout
    )
    assert "earlier release 1" not in result.stdout


def test_what_is_only_left_out_of_account_is_told_and_leaves_with_0(tmp_path: Path) -> None:
    """The earlier one knows that nobody is a nought; one of three tables has one."""
    counts = {**COUNTS, ("b2", "scholing"): 5, ("b4", "vrijwillig"): 6}
    tables = [[2, 9, 8, 3], [9, 2, 1, 10], [0, 11, 10, 1]]
    now = release(TREES, counts, HIDDEN, tables, zero="hide")
    first = release(TREES, counts, HIDDEN, [], zero="open")
    result = run(written(tmp_path / "now", now), "--earlier", written(tmp_path / "first", first))
    assert result.stdout == SUMMARY.format(7, 1) + (
        "earlier release 1: table 3 of the proof holds a number under 1 or beyond counting, "
        "and is left out of account\n"
    )
    assert result.exit_code == 0


@pytest.mark.parametrize("name", ["cells.csv", "rule.json", "proof.json"])
def test_a_file_that_is_not_there_is_said_on_stderr_and_leaves_with_2(
    folder: Path, name: str
) -> None:
    (folder / name).unlink()
    result = run(folder)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"{name}: there is no such file" in result.stderr


@pytest.mark.parametrize("name", ["cells.csv", "rule.json", "proof.json", "hierarchies/geo.csv"])
def test_a_file_that_is_no_utf_8_is_said_on_stderr_and_leaves_with_2(
    folder: Path, name: str
) -> None:
    (folder / name).write_bytes("café".encode("latin-1"))
    result = run(folder)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"{name}: this is no UTF-8" in result.stderr


def test_an_earlier_release_that_cannot_be_read_leaves_with_2(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    result = run(folder, "--earlier", tmp_path / "empty")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "earlier release 1: rule.json: there is no such file" in result.stderr


def test_a_folder_that_is_not_there_or_is_no_folder_leaves_with_2(
    folder: Path, tmp_path: Path
) -> None:
    for arguments in (
        (tmp_path / "nergens",),
        (folder / "cells.csv",),
        (folder, "--earlier", tmp_path / "nergens"),
        (),
    ):
        result = run(*arguments)
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_refuses_leaves_with_2(folder: Path) -> None:
    folder.chmod(0)
    try:
        result = run(folder)
    finally:
        folder.chmod(0o700)
    assert (result.exit_code, result.stdout) == (2, "")
