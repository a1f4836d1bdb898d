# SPDX-License-Identifier: EUPL-1.2
"""Finding the version of a law in force, and reading files as YAML 1.2."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from meedoen.law import LawFileError, LawNotInForce, evaluate, load_corpus
from meedoen.law.cases import run_case
from meedoen.law.loading import parse_yaml, positions
from tests.law.writing import SHARED, article, corpus, law, needs_shared, write


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1:1.1", "1:1.1"),
        ("6:7", "6:7"),
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("2026-03-01", "2026-03-01"),
        ("true", True),
        ("null", None),
        ("~", None),
        ("007", 7),
        ("0x1F", 31),
        ("1_000", "1_000"),
        ("0.01896", Decimal("0.01896")),
        ("1e3", Decimal(1000)),
        ('"42"', "42"),
    ],
)
def test_plain_scalars_follow_yaml_1_2(text: str, value: Any) -> None:
    found = parse_yaml(f"x: {text}")["x"]
    assert found == value
    assert type(found) is type(value)


CASE = {"id": 1, "date": "2026-03-01", "outputs": ["uit"], "facts": {}}


def test_unreadable_yaml_names_the_line() -> None:
    with pytest.raises(LawFileError, match=r"wet.yaml, line 2"):
        parse_yaml("a: 1\n b: : 2\n", "wet.yaml")
    with pytest.raises(LawFileError, match="infinity"):
        parse_yaml("a: .inf")


def test_lines_and_double_keys_are_known() -> None:
    lines, doubles = positions("a:\n  - x: 1\n    x: 2\nb: 3\n")
    assert lines[("a", 0, "x")] == 3
    assert lines[("b",)] == 4
    assert doubles == [(("a", 0, "x"), 3)]


def versions(folder: Path):  # type: ignore[no-untyped-def]
    return corpus(
        folder,
        law("wet", article("1", {"norm": 1}), valid_from="2020-01-01"),
        law("wet", article("1", {"norm": 2}), valid_from="2024-01-01", valid_to="2025-12-31"),
        law("altijd", article("1", {"norm": 9})),
    )


@pytest.mark.parametrize(
    ("on", "norm"),
    [
        (date(2020, 1, 1), 1),
        (date(2023, 12, 31), 1),
        (date(2024, 1, 1), 2),
        (date(2025, 12, 31), 2),
    ],
)
def test_the_latest_version_that_had_begun_counts(tmp_path: Path, on: date, norm: int) -> None:
    found = evaluate(versions(tmp_path), law="wet", outputs=["norm"], facts={}, on=on)
    assert found.outputs["norm"].value == norm


def test_an_ended_law_does_not_give_way_to_its_predecessor(tmp_path: Path) -> None:
    held = versions(tmp_path)
    message = "No version of law 'wet' in force on 2026-01-01; last in force until 2025-12-31"
    with pytest.raises(LawNotInForce, match=message):
        held.version("wet", date(2026, 1, 1))
    with pytest.raises(LawNotInForce, match="first in force from 2020-01-01"):
        held.version("wet", date(2019, 12, 31))
    assert held.version("altijd", date(1900, 1, 1)).id == "altijd"


def test_a_name_and_a_start_date_can_stand_in_an_article(tmp_path: Path) -> None:
    last = article("9", {"wet_naam": "Wet op het voorbeeld", "begin": "2025-07-01"})
    held = corpus(tmp_path, law("voorbeeld", last, name="#wet_naam", valid_from="#begin"))
    assert held.laws[0].name == "Wet op het voorbeeld"
    assert held.laws[0].valid_from == date(2025, 7, 1)


def test_a_file_with_strange_keys_is_used_only_leniently(tmp_path: Path) -> None:
    strange = law("vreemd", article("1", {"uit": 1}))
    strange["articles"][0]["machine_readable"]["als"] = []
    write(tmp_path, strange)
    lenient, strict = load_corpus(tmp_path), load_corpus(tmp_path, lenient=False)
    assert [problem.message for problem in lenient.problems] == ["unknown key 'als' in machine"]
    assert len(lenient.laws) == 1
    assert not strict.laws
    assert strict.problems == lenient.problems


def test_one_unreadable_file_does_not_take_the_corpus_down(tmp_path: Path) -> None:
    misshapen = law("scheef", article("1", {"uit": 1}))
    misshapen["articles"][0]["machine_readable"]["execution"] = ["geen", "mapping"]
    write(tmp_path, law("goed", article("1", {"uit": 1})), misshapen)
    (tmp_path / "kapot.yaml").write_text("a: [\n")
    held = load_corpus(tmp_path)
    assert run_case(held, CASE | {"law": "goed"})["outputs"] == {"uit": 1}
    told = run_case(held, CASE | {"law": "scheef"})["error"]
    assert "'scheef'" in told
    assert "article 1 cannot be read: execution must be a mapping" in told
    messages = [problem.message for problem in held.problems]
    assert "execution must be a mapping with keys" in messages
    assert any("not readable YAML" in message for message in messages)
    with pytest.raises(LawFileError, match="kapot"):
        load_corpus(tmp_path, lenient=False)


def test_files_that_are_no_laws_are_left_aside(tmp_path: Path) -> None:
    (tmp_path / "facts.yaml").write_text("leeftijd: {type: number}\n")
    assert load_corpus(tmp_path).laws == ()


@needs_shared()
def test_the_older_amsterdam_ordinances_load_with_a_reason_per_key() -> None:
    held = load_corpus(SHARED / "verordeningen_amsterdam")
    assert len(held.laws) == 3
    notes = [problem for problem in held.problems if problem.severity == "note"]
    assert len(notes) == 3
    assert all("older" in note.message for note in notes)
    assert all(p.line and p.message for p in held.problems)
    found = evaluate(
        held,
        law="re_integratieverordening_participatiewet_amsterdam",
        outputs=["max_duur_maanden"],
        facts={"is_verlenging": True, "gemeente_code": "GM0363"},
        on=date(2025, 1, 1),
    )
    assert found.outputs["max_duur_maanden"].value == 2


@needs_shared()
def test_the_national_corpus_loads_without_a_problem() -> None:
    held = load_corpus(SHARED / "corpus")
    assert len(held.laws) == 25
    assert held.problems == ()
