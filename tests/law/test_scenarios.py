# SPDX-License-Identifier: EUPL-1.2
"""RegelRecht's scenarios, and the `meedoen law` commands."""

import json
import re
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from meedoen.commands.law import law as command
from meedoen.law import load_corpus
from meedoen.law.cases import BadCase, read_case, run_case
from meedoen.law.scenarios import play, scenarios_in, typed
from tests.law.writing import SHARED, article, field, law, needs_shared, op, write

# What a scenario that names no day is played as of.
TODAY = date(2026, 11, 28)
FEATURES = sorted(SHARED.rglob("*.feature")) if SHARED.is_dir() else []


@needs_shared()
@pytest.mark.parametrize("feature", FEATURES, ids=lambda path: path.stem)
def test_every_scenario_of_the_national_corpus_and_the_conformance_suite_passes(
    feature: Path,
) -> None:
    held = load_corpus(SHARED / "corpus")
    outcomes = [play(scenario, held, today=TODAY) for scenario in scenarios_in(feature)]
    assert outcomes
    assert [outcome for outcome in outcomes if outcome.result == "failed"] == []
    skipped = {outcome.reason for outcome in outcomes if outcome.result == "skipped"}
    assert all("@wip" in reason or "notes tier" in reason for reason in skipped)


@needs_shared()
def test_no_scenario_is_lost_on_the_way_to_being_played() -> None:
    """67 pass; one is marked @wip by its authors and the notes tier is another engine's."""
    held = load_corpus(SHARED / "corpus")
    outcomes = [
        play(scenario, held, today=TODAY)
        for feature in FEATURES
        for scenario in scenarios_in(feature)
    ]
    written = sum(
        len(re.findall(r"^\s*Scenario:", feature.read_text(encoding="utf-8"), re.M))
        for feature in FEATURES
    )
    assert len(outcomes) >= written > 0
    reasons = Counter(outcome.reason.split(" ")[0] for outcome in outcomes)
    assert reasons == {"": 67, "marked": 1, "the": 15}


@needs_shared()
def test_the_installed_command_plays_social_assistance_and_leaves_with_zero() -> None:
    feature = SHARED / "corpus/regulation/nl/wet/participatiewet/scenarios/bijstand.feature"
    meedoen = Path(sys.executable).with_name("meedoen")
    played = subprocess.run(
        [str(meedoen), "law", "scenarios", str(feature)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert played.returncode == 0, played.stderr
    assert played.stdout.splitlines()[-1] == "11 passed, 0 failed, 0 skipped"


@pytest.mark.parametrize(
    ("text", "value"),
    [("42", 42), ("-1", -1), ("true", True), ("null", None), ("GM0384", "GM0384"), ("1:1", "1:1")],
)
def test_content_and_not_quotes_makes_the_type(text: str, value: Any) -> None:
    assert typed(text) == value
    assert type(typed(text)) is type(value)


def small(folder: Path) -> Path:
    rule = op("DIVIDE", values=["$bedrag", 4])
    optional = field("samen", "boolean", required=False)
    both = {"deel": rule, "samen_uit": "$samen"}
    return write(
        folder / "regulation", law("klein", article("1", both, facts=["bedrag", optional]))
    )


FEATURE = """Feature: Klein
  Background:
    Given the calculation date is "2026-01-01"

  Scenario: goed
    Given parameter "bedrag" is 10
    When I evaluate "deel" of "klein"
    Then output "deel" equals 2.5

  Scenario: fout
    Given parameter "bedrag" is 10
    When I evaluate "deel" of "klein"
    Then output "deel" equals 3

  @wip
  Scenario: later
    Then the moon is green

  Scenario: vreemd
    Then the moon is green

  Scenario: mist een feit
    When I evaluate "deel" of "klein"
    Then the execution fails with "bedrag"
"""


def run(*arguments: object) -> Result:
    return CliRunner().invoke(command, [str(argument) for argument in arguments])


def test_scenarios_find_their_corpus_and_say_what_failed_and_what_was_skipped(
    tmp_path: Path,
) -> None:
    folder = small(tmp_path)
    feature = folder / "klein.feature"
    feature.write_text(FEATURE)
    result = run("scenarios", feature)
    assert result.exit_code == 1
    lines = result.output.splitlines()
    assert lines[0] == "passed  klein.feature:5 goed"
    assert 'output "deel" equals 3: it is 2.5' in lines[1]
    assert "@wip" in lines[2]
    assert "there is no such step" in lines[3]
    assert lines[-1] == "2 passed, 2 failed, 1 skipped"


def test_features_beside_the_corpus_find_it_and_others_must_name_it(tmp_path: Path) -> None:
    small(tmp_path / "corpus")
    beside = tmp_path / "conformance" / "goed.feature"
    beside.parent.mkdir()
    beside.write_text(FEATURE.split("  Scenario: fout")[0])
    assert run("scenarios", beside).exit_code == 0
    (tmp_path / "corpus").rename(tmp_path / "wetten")
    assert "--corpus" in run("scenarios", beside).output
    assert run("scenarios", beside, "--corpus", tmp_path / "wetten").exit_code == 0


def test_check_leaves_with_one_when_a_law_is_refused(tmp_path: Path) -> None:
    folder = small(tmp_path)
    assert run("check", folder).exit_code == 0
    write(folder, law("fout", article("1", {"uit": "$nergens"})))
    result = run("check", folder)
    assert result.exit_code == 1
    assert "article 1: error: '$nergens' is declared nowhere" in result.output
    assert "1 errors, 0 warnings" in result.output


def cases(folder: Path, *lines: Any) -> list[dict[str, Any]]:
    path = folder / "cases.jsonl"
    written = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    path.write_text("\n".join(written))
    result = run("run", "--corpus", small(folder), "--cases", path)
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.output.splitlines()]


def case(**changes: Any) -> dict[str, Any]:
    plain = {"id": 1, "law": "klein", "date": "2026-01-01", "outputs": ["deel"], "facts": {}}
    return plain | changes


def test_a_case_gives_its_outputs_and_exactly_the_facts_still_missing(tmp_path: Path) -> None:
    known, unknown, fraction = cases(
        tmp_path,
        case(id="a", facts={"bedrag": 10, "kleur": "rood"}),
        case(id="b", outputs=["deel", "samen_uit"]),
        case(id="c", facts={"bedrag": 0.4}),
    )
    assert known == {"id": "a", "outputs": {"deel": 2.5}, "unknown": {}, "error": None}
    assert unknown["outputs"] == {"deel": None, "samen_uit": None}
    assert unknown["unknown"] == {"deel": ["bedrag"]}
    assert unknown["error"] is None
    assert fraction["outputs"]["deel"] == 0.1


def test_a_case_that_goes_wrong_says_why_and_leaves_the_rest_standing(tmp_path: Path) -> None:
    absent, broken, nowhere, unreadable, last = cases(
        tmp_path,
        case(outputs=["deel", "niets"], facts={"bedrag": 8}),
        case(facts={"bedrag": "tien"}),
        case(law="elders"),
        "{",
        case(facts={"bedrag": 4}),
    )
    assert "'niets' not found" in absent["error"]
    assert absent["outputs"] == {"deel": 2, "niets": None}
    assert "klein, article 1" in broken["error"]
    assert "'elders'" in nowhere["error"]
    assert "not JSON" in unreadable["error"]
    assert last["outputs"] == {"deel": 1}


def test_the_mode_can_be_chosen(tmp_path: Path) -> None:
    path = tmp_path / "cases.jsonl"
    path.write_text(json.dumps(case(outputs=["samen_uit"])))
    folder = small(tmp_path)
    intake = json.loads(run("run", "--corpus", folder, "--cases", path, "--mode", "intake").output)
    assert intake["unknown"] == {"samen_uit": ["samen"]}
    strict = case(outputs=["deel"])
    path.write_text(json.dumps(strict))
    result = json.loads(run("run", "--corpus", folder, "--cases", path, "--mode", "strict").output)
    assert "required fact 'bedrag'" in result["error"]


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"date": "1-1-2026"}, "YYYY-MM-DD"),
        ({"outputs": "deel"}, "must be a list"),
        ({"law": None}, "'law' must be"),
    ],
)
def test_a_case_of_the_wrong_shape_is_answered_with_words(
    tmp_path: Path, changed: dict[str, Any], message: str
) -> None:
    held = load_corpus(small(tmp_path))
    assert message in run_case(held, case(**changed))["error"]
    with pytest.raises(BadCase, match="object"):
        read_case("[1]")


@needs_shared()
def test_an_ended_national_law_is_an_error_with_its_last_day(tmp_path: Path) -> None:
    held = load_corpus(SHARED / "corpus")
    ended = case(law="test_einddatum_afnemer", date="2025-06-01", outputs=["afgeleid_bedrag"])
    assert "last in force until 2024-12-31" in run_case(held, ended)["error"]


@needs_shared()
def test_social_assistance_without_municipality_waits_for_it_only_where_ordinances_differ() -> None:
    held = load_corpus(SHARED / "corpus")
    facts = {
        "leeftijd": 35,
        "is_alleenstaande": True,
        "heeft_pensioengerechtigde_leeftijd_bereikt": False,
        "gedragscategorie": 1,
    }
    outputs = ["heeft_recht_op_bijstand", "uitkering_bedrag"]
    asked = case(law="participatiewet", date="2024-06-01", outputs=outputs, facts=facts)
    assert run_case(held, asked) == {
        "id": 1,
        "outputs": {"heeft_recht_op_bijstand": True, "uitkering_bedrag": None},
        "unknown": {"uitkering_bedrag": ["gemeente_code"]},
        "error": None,
    }
    asked["facts"] = facts | {"gedragscategorie": 0}
    assert run_case(held, asked)["outputs"]["uitkering_bedrag"] == 109171
