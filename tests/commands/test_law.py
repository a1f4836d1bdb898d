# SPDX-License-Identifier: EUPL-1.2
"""`meedoen law check` on a whole rulebook: what the catalogues cite is looked up in the laws."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from meedoen.commands import meedoen
from tests.rules.people import RULEBOOK


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the rulebook that a test may spoil."""
    return Path(shutil.copytree(RULEBOOK, tmp_path / "rulebook"))


def check(directory: Path) -> Result:
    return CliRunner().invoke(meedoen, ["law", "check", str(directory)])


def cite_a_wrong_article(copy: Path) -> None:
    file = copy / "provisions.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('"Wmo 2015, art. 2.3.2"', '"Wmo 2015, art. 2.3.22"'), "utf-8")


def test_our_own_rulebook_is_sound() -> None:
    assert check(RULEBOOK).exit_code == 0


@pytest.mark.parametrize("below", [".", "nl"])
def test_an_article_that_no_law_holds_is_refused_with_those_that_there_are(
    copy: Path, below: str
) -> None:
    cite_a_wrong_article(copy)
    result = check(copy / below)
    assert result.exit_code == 1
    assert "provisions.yaml, wmo.melding: Wmo 2015 heeft hier geen artikel 2.3.22" in result.output
    assert "2.3.2, 2.3.3, 2.3.5" in result.output
    assert "1 errors" in result.output


def test_laws_without_catalogues_are_checked_as_they_are(copy: Path) -> None:
    cite_a_wrong_article(copy)
    assert check(copy / "nl/wet").exit_code == 0


def test_the_law_is_put_right_before_what_cites_it(copy: Path) -> None:
    """An article that cannot be read would be called one that is not there."""
    cite_a_wrong_article(copy)
    law = copy / "nl/wet/wmo_2015/2026-01-01.yaml"
    law.write_text(
        law.read_text("utf-8").replace("- number: 2.3.2\n", "- nummer: 2.3.2\n"), "utf-8"
    )
    result = check(copy)
    assert result.exit_code == 1
    assert "wmo.melding" not in result.output
