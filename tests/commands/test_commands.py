# SPDX-License-Identifier: EUPL-1.2
"""The `meedoen` command: quick to help, plain about trouble, and honest about every address."""

import errno
import json
import subprocess
import sys
from typing import Any

import pytest
from click.testing import CliRunner
from django.urls import get_resolver

from meedoen.commands import GROUPS, CouldNotBeDone, main, meedoen, schema
from meedoen.commands import database as database_commands
from meedoen.database.errors import DatabaseTrouble
from meedoen.privacy.endpoints import all_endpoints
from meedoen.privacy.policy import Purpose


@pytest.fixture
def listed() -> list[dict[str, Any]]:
    """What `meedoen privacy endpoints --json` prints."""
    result = CliRunner().invoke(meedoen, ["privacy", "endpoints", "--json"])
    assert result.exit_code == 0, result.output
    rows: list[dict[str, Any]] = json.loads(result.output)
    return rows


def test_help_lists_each_group_with_what_it_is_for() -> None:
    result = CliRunner().invoke(meedoen, ["--help"])
    assert result.exit_code == 0
    for name, (line, _) in GROUPS.items():
        assert f"{name} " in result.output
        assert line.split(":")[0] in result.output


def test_help_loads_no_group_and_sets_up_no_django() -> None:
    """That is what makes it instant; seconds would depend on the machine."""
    asked = (
        "import sys; from meedoen.commands import main; main(['--help']); "
        "from django.apps import apps; "
        "print(apps.ready, sorted(m for m in sys.modules if m.startswith('meedoen.commands.')))"
    )
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "False []"


@pytest.mark.parametrize("name", sorted(GROUPS))
def test_each_group_has_commands_that_say_what_they_do(name: str) -> None:
    group = meedoen.get_command(None, name)  # type: ignore[arg-type]
    assert group is not None
    for command in getattr(group, "commands", {"": group}).values():
        assert command.help, command.name


def test_an_unknown_command_is_named_with_where_to_look(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bestaatniet"]) == 2
    said = capsys.readouterr().err
    assert "No such command 'bestaatniet'" in said
    assert "--help" in said


def test_trouble_with_the_database_is_one_line_and_no_traceback(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def trouble() -> None:
        raise DatabaseTrouble("The port is taken. Choose another with MEEDOEN_PORT.")

    monkeypatch.setattr(database_commands.embedded, "make_ready", trouble)
    assert main(["database", "start"]) == 2
    heard = capsys.readouterr()
    assert heard.err == "meedoen: The port is taken. Choose another with MEEDOEN_PORT.\n"
    assert heard.out == ""


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "No space left on device"),
        (errno.EROFS, "Read-only file system"),
        (errno.EACCES, "Permission denied"),
    ],
)
def test_a_full_disk_and_a_folder_that_is_closed_are_one_sentence_and_no_traceback(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    def trouble() -> None:
        raise OSError(number, words, "/een/map")

    monkeypatch.setattr(database_commands.embedded, "make_ready", trouble)
    assert main(["database", "start"]) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"meedoen: /een/map cannot be used: {words}. Nothing more was done.")
    assert said.count("\n") == 1


@pytest.mark.django_db
def test_a_role_that_is_missing_is_said_before_anything_changes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    schema.refuse_without_roles()
    monkeypatch.setattr(schema.roles, "WORKER", "meedoen_nobody")
    with pytest.raises(CouldNotBeDone, match="has no meedoen_nobody") as said:
        schema.refuse_without_roles()
    assert "CREATE ROLE meedoen_nobody LOGIN NOSUPERUSER NOBYPASSRLS" in said.value.message


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("meedoen, version ")


def test_every_address_is_listed_with_each_of_its_methods(listed: list[dict[str, Any]]) -> None:
    assert {row["pattern"] for row in listed} == {each.pattern for each in all_endpoints()}
    assert len(listed) >= len(get_resolver().url_patterns)
    keys = {"pattern", "name", "method", "purpose", "object", "roles"}
    of_the_level = {"service", "once_open"}
    assert all(set(row) == keys | of_the_level for row in listed)
    assert len({(row["pattern"], row["name"], row["method"]) for row in listed}) == len(listed)


def test_every_address_of_ours_states_its_purpose(listed: list[dict[str, Any]]) -> None:
    """Only pages of the log-in package may stay closed; ours never are by accident."""
    closed = [row["pattern"] for row in listed if row["purpose"] is None]
    assert all("/account/" in pattern for pattern in closed), closed
    stated = {row["purpose"] for row in listed if row["purpose"]}
    assert stated <= {purpose.value for purpose in Purpose}
    assert all(row["object"] for row in listed if row["purpose"])
    nobody = [row["pattern"] for row in listed if row["purpose"] and not row["roles"]]
    assert all(pattern.startswith("/account/") for pattern in nobody), nobody


def test_the_table_shows_the_same_addresses(listed: list[dict[str, Any]]) -> None:
    result = CliRunner().invoke(meedoen, ["privacy", "endpoints"])
    lines = result.output.splitlines()
    assert len(lines) == len(listed)
    assert all(row["pattern"] in line for row, line in zip(listed, lines, strict=True))
