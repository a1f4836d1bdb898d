# SPDX-License-Identifier: EUPL-1.2
"""Odd feature files: every scenario passes or fails with words, and none stops the others."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from meedoen.law import LawFileError
from meedoen.law.scenarios import PlayedScenario, play, scenarios_in
from tests.law.writing import article, corpus, law

ASK = 'When I evaluate "uit" of "klein"'


def played(folder: Path, text: str) -> list[PlayedScenario]:
    held = corpus(folder / "laws", law("klein", article("1", {"uit": "$a"}, facts=["a"])))
    feature = folder / "proef.feature"
    feature.write_text(text, encoding="utf-8")
    return [play(scenario, held, today=date(2026, 11, 28)) for scenario in scenarios_in(feature)]


def scenario(folder: Path, *steps: str) -> PlayedScenario:
    text = "Feature: proef\n  Scenario: een\n" + "".join(f"    {step}\n" for step in steps)
    return played(folder, text)[0]


def test_an_outline_is_played_once_per_example_with_its_background(tmp_path: Path) -> None:
    outcomes = played(
        tmp_path,
        f"""\ufeffFeature: proef
  Background:
    Given the calculation date is "2026-01-01"
  @kern
  Scenario Outline: met <waarde>
    Given parameter "a" is "<waarde>"
    {ASK}
    Then output "uit" equals "<waarde>"
    Examples:
      | waarde   |
      | 1        |
      | twee ¾   |
      | true     |
      |          |
  Rule: binnen een regel
    Background:
      Given parameter "a" is -1.50
    Example: het latere wint
      {ASK}
      Then output "uit" equals -1.5
      And output "uit" equals "-1.5"
""",
    )
    assert [outcome.result for outcome in outcomes] == ["passed"] * 5


@pytest.mark.parametrize(
    ("steps", "reason"),
    [
        (("Given the following parameters:", "| a |"), "two cells"),
        (("Given the following parameters:", "| a | 1 | 2 |"), "two cells"),
        (('Given the following "t" data with key "k":',), "first row of names with 'k'"),
        (('Given the following "t" data with key "k":', "| a |", "| 1 |"), "names with 'k'"),
        (('Given parameter "a" is 1', "| a | 1 |"), "takes no table"),
        (('Given the calculation date is "2026-13-01"',), "YYYY-MM-DD"),
        (('Given the calculation date is "1-1-2026"',), "YYYY-MM-DD"),
        (('Given the untranslatable mode is "soms"',), "error, propagate, warn, ignore"),
        (('Given parameter "a" is 1..2',), "no such step"),
        (('Given parameter "a" is -',), "no such step"),
        (("Then the execution succeeds",), "nothing was evaluated"),
        (("Then the execution fails",), "did not fail"),
    ],
)
def test_a_step_that_cannot_be_played_says_why(
    tmp_path: Path, steps: tuple[str, ...], reason: str
) -> None:
    outcome = scenario(tmp_path, *steps)
    assert outcome.result == "failed"
    assert reason in outcome.reason


def test_windows_lines_a_doc_string_and_dutch_keywords_are_read(tmp_path: Path) -> None:
    text = f"""# language: nl
Functionaliteit: proef
  Scenario: een
    Gegeven parameter "a" is 1
      \"\"\"
      toelichting
      \"\"\"
    {ASK.replace("When", "Als")}
    Dan output "uit" equals 1
"""
    outcomes = played(tmp_path, text.replace("\n", "\r\n"))
    assert [(outcome.result, outcome.reason) for outcome in outcomes] == [("passed", "")]


def test_bytes_that_are_no_text_are_a_law_file_error(tmp_path: Path) -> None:
    (tmp_path / "x.feature").write_bytes(b"Feature: caf\xe9\n")
    with pytest.raises(LawFileError, match="UTF-8"):
        list(scenarios_in(tmp_path / "x.feature"))
