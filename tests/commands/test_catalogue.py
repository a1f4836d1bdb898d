# SPDX-License-Identifier: EUPL-1.2
"""`meedoen catalogue search` answers each query of a file with offers of another, best first."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from meedoen.commands import meedoen

BOM = b"\xef\xbb\xbf"
OFFERS: list[dict[str, Any]] = [
    {"id": "a", "title": "Fietsenwerkplaats", "description": "Fietsen opknappen.", "form": "club"},
    {"id": "b", "title": "Zangkoor", "description": "Wij zingen.", "dayparts": ["di-avond"]},
    {"id": 3, "title": "Moestuin", "description": None, "indication_required": True},
]
QUERIES: list[dict[str, Any]] = [
    {"id": "q1", "text": "ik wil zingen"},
    {"id": 2, "text": "mijn fiets is stuk"},
    {"id": "q3", "text": "paspoort"},
]


def lines(*queries: object) -> bytes:
    return "\n".join(json.dumps(query, ensure_ascii=False) for query in queries).encode()


def ask(
    folder: Path, *options: str, offers: object = OFFERS, queries: bytes = lines(*QUERIES)
) -> Result:
    told = offers if isinstance(offers, bytes) else json.dumps(offers).encode()
    (folder / "offers.json").write_bytes(told)
    (folder / "queries.jsonl").write_bytes(queries)
    files = [
        "--offers", str(folder / "offers.json"), "--queries", str(folder / "queries.jsonl"),
    ]  # fmt: skip
    return CliRunner().invoke(meedoen, ["catalogue", "search", *files, *options])


def answers(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_each_query_is_answered_in_order_with_ids_as_they_were_given(tmp_path: Path) -> None:
    result = ask(tmp_path, "--top", "2")
    assert result.exit_code == 0
    told = answers(result)
    assert [(one["query"], one["found"]) for one in told] == [
        ("q1", True),
        (2, True),
        ("q3", False),
    ]
    assert [one["results"][0]["offer"] for one in told[:2]] == ["b", "a"]
    assert all(len(one["results"]) == 2 for one in told)
    assert set(told[0]["results"][0]) == {"offer", "score"}
    assert result.stderr == ""


def test_equal_scores_stand_by_id_and_numbers_first(tmp_path: Path) -> None:
    (told,) = answers(ask(tmp_path, queries=lines({"id": 1, "text": "?"})))
    assert [one["offer"] for one in told["results"]] == [3, "a", "b"]


def test_the_order_of_offers_unknown_keys_and_a_byte_order_mark_change_nothing(
    tmp_path: Path,
) -> None:
    plain = ask(tmp_path).stdout
    more = [{"phone": ["06"], "right": {"q1": 2}, **offer} for offer in reversed(OFFERS)]
    asked = [{"who": "older", "right": {}, **query} for query in QUERIES]
    result = ask(
        tmp_path, offers=BOM + json.dumps(more).encode(), queries=BOM + lines(*asked) + b"\n\n"
    )
    assert result.stdout == plain
    assert result.exit_code == 0


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ({"title": "zonder id"}, "id has to be a text or a number"),
        ({"id": True}, "id has to be a text or a number"),
        ({"id": "a"}, "there is an offer a already"),
        ({"id": "x", "title": 5}, "title has to be a text"),
        ({"id": "x", "buurt": ["Kade"]}, "buurt has to be a text"),
        ({"id": "x", "dayparts": "ma"}, "dayparts has to be a list of texts"),
        ({"id": "x", "dayparts": [1]}, "dayparts has to be a list of texts"),
        ({"id": "x", "indication_required": "nee"}, "indication_required has to be true or false"),
        ("tekst", "an offer is an object with an id"),
    ],
)
def test_an_offer_that_is_wrong_is_said_and_the_others_are_searched(
    tmp_path: Path, row: object, why: str
) -> None:
    good = ask(tmp_path).stdout
    result = ask(tmp_path, offers=[*OFFERS, row])
    assert result.exit_code == 1
    assert result.stdout == good
    assert f"offers.json: offer 4: {why}" in result.stderr


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (b"{", "this line is no JSON"),
        (b"[]", 'a line is an object {"id", "text"}'),
        (b'{"text": "zingen"}', "id has to be a text or a number"),
        (b'{"id": 1e999, "text": "zingen"}', "id is larger than a number can be"),
        (b'{"id": 1}', "text has to be a text"),
        (b'{"id": 1, "text": NaN}', "this line is no JSON"),
        (b'{"id": 1, "text": "\xff"}', "this line is not UTF-8"),
    ],
)
def test_a_query_that_is_wrong_is_said_and_the_others_are_answered(
    tmp_path: Path, line: bytes, why: str
) -> None:
    good = ask(tmp_path).stdout
    result = ask(tmp_path, queries=line + b"\n" + lines(*QUERIES))
    assert result.exit_code == 1
    assert result.stdout == good
    assert f"queries.jsonl:1: {why}" in result.stderr


@pytest.mark.parametrize(
    "offers", [b"", b"{", b"{}", b'"tekst"', b"\xff", b"[" * 100_000, b"[NaN]"]
)
def test_offers_that_cannot_be_read_leave_with_2_and_nothing_is_answered(
    tmp_path: Path, offers: bytes
) -> None:
    result = ask(tmp_path, offers=offers)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "offers.json" in result.stderr


def test_queries_that_are_no_json_at_all_leave_with_2_and_nothing_is_answered(
    tmp_path: Path,
) -> None:
    result = ask(tmp_path, queries=b"ik wil zingen\nen dansen")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "queries.jsonl: no line of this is JSON in UTF-8" in result.stderr


def test_a_file_that_is_not_there_and_an_option_that_is_unknown_leave_with_2(
    tmp_path: Path,
) -> None:
    assert ask(tmp_path, "--offers", str(tmp_path / "nergens")).exit_code == 2
    assert ask(tmp_path, "--queries", str(tmp_path)).exit_code == 2
    for options in (("--snel",), ("--top", "0"), ("--top", "veel")):
        result = ask(tmp_path, *options)
        assert result.exit_code == 2
        assert result.stdout == ""


def test_where_nothing_is_offered_or_asked_that_is_the_answer(tmp_path: Path) -> None:
    none = ask(tmp_path, offers=[])
    assert none.exit_code == 0
    assert {(one["found"], len(one["results"])) for one in answers(none)} == {(False, 0)}
    assert ask(tmp_path, queries=b"").stdout == ""


def test_half_of_a_pair_in_an_id_is_given_back_as_it_was(tmp_path: Path) -> None:
    (told,) = answers(ask(tmp_path, queries=b'{"id": "\\ud800", "text": "\\ud800 zingen"}'))
    assert told["query"] == "\ud800"
