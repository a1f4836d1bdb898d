# SPDX-License-Identifier: EUPL-1.2
"""Laws and case files that nobody would write on purpose: each gets an answer or words for it."""

from __future__ import annotations

import json
import threading
from pathlib import Path
from typing import Any

import pytest

from meedoen.law import LawError, OperandError, check, evaluate, load_corpus
from meedoen.law.cases import answer_line
from meedoen.law.loading import positions
from tests.law.writing import DAY, article, compute, corpus, field, law, op


def nested(depth: int) -> Any:
    """A table of brackets, written as one IF in the next."""
    expression: Any = "$a"
    for at in range(depth):
        below = op("EQUALS", subject="$a", value=-at)
        expression = op("IF", cases=[{"when": below, "then": at}], default=expression)
    return expression


def told(held: Any, **case: Any) -> dict[str, Any]:
    base = {"id": 7, "law": "top", "date": "2026-03-01", "outputs": ["uit"], "facts": {}}
    return dict(json.loads(answer_line(held, json.dumps(base | case))))


# Depth --------------------------------------------------------------------------------------


def test_a_table_of_three_hundred_brackets_is_answered(tmp_path: Path) -> None:
    held = corpus(tmp_path, law("top", article("1", {"uit": nested(300)}, facts=["a"])))
    assert held.problems == ()
    assert told(held, facts={"a": 9})["outputs"] == {"uit": 9}
    assert told(held, facts={"a": -299})["outputs"] == {"uit": 299}
    assert told(held)["unknown"] == {"uit": ["a"]}


def test_what_is_nested_beyond_all_bounds_is_told_and_other_articles_stand(tmp_path: Path) -> None:
    deep = '{"operation": "NOT", "value": ' * 2500 + '"$a"' + "}" * 2500
    data = law("top", article("1", {"diep": "HIER"}, facts=["a"]), article("2", {"uit": 5}))
    (tmp_path / "top.yaml").write_text(json.dumps(data).replace('"HIER"', deep))
    held = load_corpus(tmp_path)
    assert [p.message for p in held.problems] == ["the rules are nested too deeply to be checked"]
    result = told(held, outputs=["diep", "uit"], facts={"a": 1})
    assert result["outputs"] == {"diep": None, "uit": 5}
    assert "top, article 1 cannot be read: the rules are nested too deeply" in result["error"]


def test_a_thread_with_less_room_says_so_and_lives_on(tmp_path: Path) -> None:
    held = corpus(tmp_path, law("top", article("1", {"uit": nested(900)}, facts=["a"])))
    seen: list[Any] = []

    def work() -> None:
        try:
            evaluate(held, law="top", outputs=["uit"], facts={"a": 1}, on=DAY)
        except LawError as error:
            seen.append(str(error))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert seen == ["top, article 1: the rules are nested too deeply"]


@pytest.mark.parametrize("where", ["id", "facts"])
def test_a_case_nested_too_deeply_is_an_error_and_not_the_end(tmp_path: Path, where: str) -> None:
    held = corpus(tmp_path, law("top", article("1", {"uit": "$a"}, facts=["a"])))
    deep = "[" * 5000 + "]" * 5000
    case = {"id": deep, "facts": "{}"} if where == "id" else {"id": "1", "facts": f'{{"a":{deep}}}'}
    line = (
        f'{{"id":{case["id"]},"law":"top","date":"2026-03-01","outputs":["uit"],'
        f'"facts":{case["facts"]}}}'
    )
    assert "too deeply" in json.loads(answer_line(held, line))["error"]


def test_ninety_articles_that_read_each_other_are_followed(tmp_path: Path) -> None:
    chain = [article("0", {"o0": "$a"}, facts=["a"])]
    for at in range(1, 120):
        before = field(f"o{at - 1}", source={"output": f"o{at - 1}"})
        one_more = op("ADD", values=[f"$o{at - 1}", 1])
        chain.append(article(str(at), {f"o{at}": one_more}, inputs=[before]))
    held = corpus(tmp_path, law("top", *chain))
    assert told(held, outputs=["o90"], facts={"a": 0})["outputs"] == {"o90": 90}
    assert "too deep" in told(held, outputs=["o119"], facts={"a": 0})["error"]


def test_a_circle_that_changes_its_parameter_each_round_ends(tmp_path: Path) -> None:
    round_ = {"output": "uit", "parameters": {"p": op("ADD", values=["$p", 1])}}
    held = corpus(
        tmp_path,
        law("top", article("1", {"uit": "$x"}, inputs=[field("x", source=round_)], facts=["p"])),
    )
    assert "too deep" in told(held, facts={"p": 1})["error"]


def test_definitions_that_mean_each_other_are_an_error(tmp_path: Path) -> None:
    circle = {"A": {"value": "$B"}, "B": {"value": "$A"}}
    held = corpus(tmp_path, law("top", article("1", {"uit": "$A"}, definitions=circle)))
    assert "nested too deeply" in told(held)["error"]


def test_a_law_of_two_thousand_articles_is_one_law(tmp_path: Path) -> None:
    articles = [
        article(str(at), {f"o{at}": op("EQUALS", subject="$a", value=at)}, facts=["a"])
        for at in range(2000)
    ]
    held = corpus(tmp_path, law("top", *articles))
    result = told(held, outputs=["o0", "o1999"], facts={"a": 1999})
    assert result["outputs"] == {"o0": False, "o1999": True}


# Size ---------------------------------------------------------------------------------------


def test_squaring_without_end_stops_at_what_can_still_be_written(tmp_path: Path) -> None:
    squares: dict[str, Any] = {"p0": "$a"}
    for at in range(40):
        squares[f"p{at + 1}"] = op("MULTIPLY", values=[f"$p{at}", f"$p{at}"])
    held = corpus(tmp_path, law("top", article("1", squares, facts=["a"])))
    result = told(held, outputs=["p3", "p40"], facts={"a": 99999})
    assert result["outputs"] == {"p3": 99999**8, "p40": None}
    assert "larger than can be worked with" in result["error"]


def test_yaml_that_repeats_itself_without_end_is_read_once() -> None:
    lines, doubles = positions("a: &a [*a]\nb: &b {c: 1, c: 2}\nd: *b\n")
    assert lines[("a",)] == 1
    assert lines[("b", "c")] == 2
    assert [path for path, _ in doubles] == [("b", "c")]


def test_a_law_file_that_repeats_itself_without_end_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("a: &a [*a]\narticles:\n- &b {number: *b}\n")
    assert [p.severity for p in load_corpus(tmp_path).problems]
    assert check(tmp_path)


def test_a_file_from_windows_is_a_law_like_any_other(tmp_path: Path) -> None:
    text = json.dumps(law("top", article("1", {"uit": 1})), indent=1)
    (tmp_path / "a.yaml").write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    case = '\ufeff{"id": 1, "law": "top", "date": "2026-03-01", "outputs": ["uit"]}'
    assert json.loads(answer_line(load_corpus(tmp_path), case))["outputs"] == {"uit": 1}


# No fact can mend it ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "hopeless",
    [
        op("DIVIDE", values=["$a", 0]),
        op("GREATER_THAN", subject="$a", value=None),
        op("LESS_THAN", subject="drie", value="$a"),
        op("AGE", date_of_birth="$a", reference_date="2026-1-1"),
        op("DATE_ADD", date="gisteren", days="$a"),
        op("DATE_ADD", date="$a", days=True),
        op("DATE", year="$a", month="maart", day=1),
        op("DATE_DIFF", **{"from": 3, "to": "$a", "in": "days"}),
        op("DATE_DIFF", **{"from": "$a", "to": "$a", "in": "weeks"}),
        op("ADD", values=["$a", None]),
        op("MIN", values=["$a", True]),
    ],
)
def test_an_operation_that_no_fact_can_mend_is_an_error_at_once(hopeless: Any) -> None:
    """Asking somebody for a fact that can change nothing is asking too much."""
    with pytest.raises(OperandError):
        compute(hopeless)
    assert compute(op("OR", conditions=[hopeless, "$b"]), b=True).value is True
    assert compute(op("OR", conditions=[hopeless, "$b"])).missing == {"b"}


# Older files --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("older", "facts", "value"),
    [
        (op("SUBTRACT_DATE", subject="$a", value="2000-02-29", unit="years"), "2026-02-28", 26),
        (op("SUBTRACT_DATE", subject="$a", value="2026-03-31", unit="months"), "2026-02-28", -1),
        (op("SUBTRACT_DATE", subject="$a", value="2026-01-01"), "2026-02-01", 31),
        (op("SUBTRACT_DATE", values=["$a", "2026-01-01"]), "2026-01-01", 0),
        (op("CONCAT", values=["artikel ", 3, " ", "$a"]), "Wmo", "artikel 3 Wmo"),
        (op("NOT_NULL", subject="$a"), "x", True),
        (op("IS_NULL", subject="$a"), None, True),
        (op("NOT_IN", subject="$a", value=[1, 2]), 3, True),
        (op("NOT_EQUALS", subject="$a", value=3), 3, False),
        (op("AND", values=["$a", True]), False, False),
        (op("EQUALS", values=["$a", 1]), 1, True),
        (op("NOT", conditions=["$a"]), True, False),
        (op("IF", when="$a", then="x"), False, None),
        (op("IF", conditions=[{"test": "$a", "then": 1}, {"else": 2}]), False, 2),
        (op("SWITCH", cases=[{"when": "$a", "then": 1}], default=2), True, 1),
    ],
)
def test_operations_of_older_schemas_are_still_understood(
    older: Any, facts: Any, value: Any
) -> None:
    assert compute(older, a=facts).value == value
    if facts is not None:
        assert compute(older).missing == {"a"}


@pytest.mark.parametrize(
    "older", [op("CONCAT", values=["a", None]), op("CONCAT", values=["a", True])]
)
def test_only_texts_and_numbers_are_put_after_each_other(older: Any) -> None:
    with pytest.raises(OperandError, match="CONCAT works on texts"):
        compute(older)


def test_the_check_notes_an_older_operation_and_wants_its_operands(tmp_path: Path) -> None:
    good = op("SUBTRACT_DATE", subject="$a", value="$b", unit="days")
    held = corpus(tmp_path / "goed", law("top", article("1", {"uit": good}, facts=["a", "b"])))
    assert [(p.severity, p.message) for p in held.problems] == [
        ("note", "SUBTRACT_DATE is an alias outside the schema")
    ]
    bad = corpus(tmp_path / "fout", law("top", article("1", {"uit": op("CONCAT", subject="x")})))
    assert "CONCAT has no 'values'" in [p.message for p in bad.problems]


def test_an_operation_that_has_no_meaning_here_is_named(tmp_path: Path) -> None:
    each = op("FOREACH", subject="$a", value="$current.bedrag", combine="ADD")
    held = corpus(tmp_path, law("top", article("1", {"uit": each, "b": 1}, facts=["a"])))
    result = told(held, outputs=["uit", "b"], facts={"a": []})
    assert result["outputs"] == {"uit": None, "b": 1}
    assert "the operation FOREACH is not part of the format" in result["error"]
