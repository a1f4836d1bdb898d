# SPDX-License-Identifier: EUPL-1.2
"""`meedoen knelpunten check-text` answers each text of a file, in its order and by its id."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from meedoen.commands import meedoen

POSTMA = "Mevrouw Postma woont boven de bakker."


def check(folder: Path, *lines: str | bytes, options: tuple[str, ...] = ()) -> Result:
    file = folder / "texts.jsonl"
    file.write_bytes(b"\n".join(one.encode() if isinstance(one, str) else one for one in lines))
    return CliRunner().invoke(meedoen, ["knelpunten", "check-text", str(file), *options])


def line(called: Any, text: str, **more: Any) -> str:
    return json.dumps({"id": called, "text": text, **more}, ensure_ascii=False)


def answers(result: Result) -> list[dict[str, Any]]:
    return [json.loads(one) for one in result.stdout.splitlines()]


def test_what_tells_is_given_with_where_it_stands_and_that_is_no_fault(tmp_path: Path) -> None:
    result = check(tmp_path, line("a", POSTMA))
    assert result.exit_code == 0
    assert answers(result) == [
        {
            "id": "a",
            "findings": [
                {"start": 0, "end": 14, "kind": "name", "text": "Mevrouw Postma"},
                {"start": 21, "end": 36, "kind": "dwelling", "text": "boven de bakker"},
            ],
        }
    ]


def test_a_text_in_which_nothing_tells_is_answered_too(tmp_path: Path) -> None:
    told = answers(check(tmp_path, line(1, "Er is geen plek."), line(2, "")))
    assert told == [{"id": 1, "findings": []}, {"id": 2, "findings": []}]


@pytest.mark.parametrize("called", ["a", "", "ë😀", 1, -3, 2.5, 10**20])
def test_an_id_is_given_back_as_it_is(tmp_path: Path, called: object) -> None:
    (told,) = answers(check(tmp_path, line(called, POSTMA)))
    assert told["id"] == called
    assert type(told["id"]) is type(called)


def test_the_order_of_the_lines_changes_no_answer(tmp_path: Path) -> None:
    lines = [line(1, POSTMA), line(2, "Zij was palingroker."), line(3, "Bel 06-12345678.")]
    ways = [answers(check(tmp_path, *some)) for some in (lines, lines[::-1])]
    assert ways[0] == ways[1][::-1]


@pytest.mark.parametrize("before", ["😀 ", "e\u0301 ", "ﬁ½ ", "\u200b", "\ud83d "])
def test_places_count_code_points_of_the_text_as_it_is_given(tmp_path: Path, before: str) -> None:
    text = f"{before}Zij was palingroker."
    (told,) = answers(check(tmp_path, json.dumps({"id": 1, "text": text})))
    assert [text[one["start"] : one["end"]] for one in told["findings"]] == ["palingroker"]
    assert [one["text"] for one in told["findings"]] == ["palingroker"]


def test_a_byte_order_mark_empty_lines_and_other_keys_change_nothing(tmp_path: Path) -> None:
    plain = check(tmp_path, line(1, POSTMA))
    marked = check(tmp_path, b"\xef\xbb\xbf" + line(1, POSTMA, names=["x"]).encode(), "", "  ")
    assert marked.stdout == plain.stdout
    assert marked.exit_code == 0


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ("[1]", "an object"),
        ("nee", "no JSON"),
        ('{"id": 1, "text": 2}', "text has to be"),
        ('{"id": 1}', "text has to be"),
        ('{"text": "a"}', "id has to be"),
        ('{"id": true, "text": "a"}', "id has to be"),
        ('{"id": null, "text": "a"}', "id has to be"),
        ('{"id": NaN, "text": "a"}', "no JSON"),
        ('{"id": 1e999, "text": "a"}', "larger than"),
        ("[" * 200_000, "no JSON"),
        (b'{"id": 1, "text": "caf\xe9"}', "UTF-8"),
    ],
)
def test_a_wrong_line_is_said_by_its_number_and_the_others_are_answered(
    tmp_path: Path, wrong: str | bytes, why: str
) -> None:
    result = check(tmp_path, line(1, POSTMA), wrong, line(2, POSTMA))
    assert result.exit_code == 1
    assert [one["id"] for one in answers(result)] == [1, 2]
    (said,) = result.stderr.splitlines()
    assert ":2: " in said
    assert why in said


def test_no_word_of_a_wrong_line_is_said_again(tmp_path: Path) -> None:
    assert "Postma" not in check(tmp_path, f'{{"id": null, "text": "{POSTMA}"}}').stderr


def test_a_file_that_cannot_be_read_or_an_unknown_option_leaves_with_2(tmp_path: Path) -> None:
    missing = CliRunner().invoke(meedoen, ["knelpunten", "check-text", str(tmp_path / "nergens")])
    unknown = check(tmp_path, line(1, POSTMA), options=("--anders",))
    folder = CliRunner().invoke(meedoen, ["knelpunten", "check-text", str(tmp_path)])
    assert [one.exit_code for one in (missing, unknown, folder)] == [2, 2, 2]
    assert [one.stdout for one in (missing, unknown, folder)] == ["", "", ""]
