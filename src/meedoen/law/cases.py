# SPDX-License-Identifier: EUPL-1.2
"""Running cases, one JSON line each, against a corpus: the shape of `meedoen law run`.

A line names law, date, outputs and plain facts. Its result names the value of each output, for
each unknown output exactly the facts still missing, and what went wrong, if anything did. One
output that cannot be had leaves the others standing.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from meedoen.law.answers import Answer, Mode
from meedoen.law.corpus import Corpus
from meedoen.law.errors import LawError, TerritoryUnknown
from meedoen.law.evaluation import evaluate
from meedoen.law.loading import MAX_DIGITS
from meedoen.law.nesting import room_to_nest
from meedoen.law.values import parsed_date, to_json

BOM = "\ufeff"
"""What Windows puts in front of a text file."""


class BadCase(ValueError):
    """A case line that cannot be read; the message says what it lacks."""


def read_case(line: str | bytes) -> dict[str, Any]:
    """The case on one line; raises BadCase when it is no case.

    JSON has no infinity and no not-a-number, and neither has a law.
    """
    try:
        text = line.decode("utf-8-sig") if isinstance(line, bytes) else line.removeprefix(BOM)
        case = json.loads(text, parse_float=_decimal, parse_int=_whole, parse_constant=_no_number)
    except UnicodeDecodeError as error:
        raise BadCase("this line is not text in UTF-8") from error
    except json.JSONDecodeError as error:
        raise BadCase(f"this line is not JSON: {error}") from error
    except RecursionError as error:
        raise BadCase("this line is nested too deeply to be a case") from error
    if not isinstance(case, dict):
        raise BadCase("a case must be an object with id, law, date, outputs and facts")
    return case


def _decimal(text: str) -> Decimal:
    number = Decimal(text)
    if number and not -MAX_DIGITS < number.adjusted() < MAX_DIGITS:
        raise _beyond(text)
    return number


def _whole(text: str) -> int:
    if len(text) > MAX_DIGITS:
        raise _beyond(text)
    return int(text)


def _beyond(text: str) -> BadCase:
    return BadCase(f"the number {text[:20]}… is larger or finer than {MAX_DIGITS} digits")


def _no_number(text: str) -> None:
    raise BadCase(f"{text} is no number in JSON, and no fact")


def answer_line(corpus: Corpus, line: str | bytes, mode: Mode = Mode.LAW) -> str:
    """The result of one case line as one line of JSON, whatever the line holds."""
    try:
        with room_to_nest():
            return _written(run_case(corpus, read_case(line), mode))
    except BadCase as error:
        return json.dumps(_empty(None) | {"error": str(error)})
    except RecursionError:
        return json.dumps(_empty(None) | {"error": "this line is nested too deeply to be a case"})


def _written(result: dict[str, Any]) -> str:
    try:
        return json.dumps(result, allow_nan=False)
    except ValueError:
        trouble = f"an answer is larger than {sys.get_int_max_str_digits()} digits"
        return json.dumps(_empty(result["id"]) | {"error": trouble})


def _empty(case_id: Any) -> dict[str, Any]:
    return {"id": case_id, "outputs": {}, "unknown": {}, "error": None}


def run_case(corpus: Corpus, case: Mapping[str, Any], mode: Mode = Mode.LAW) -> dict[str, Any]:
    """The result of one case as JSON-ready: id, outputs, unknown and error."""
    result = _empty(to_json(case.get("id")))
    try:
        law, on, outputs, facts = _question(case)
    except BadCase as error:
        return {**result, "error": str(error)}

    def ask(names: list[str]) -> dict[str, Answer]:
        return evaluate(
            corpus, law=law, outputs=names, facts=facts, on=on, mode=mode, explain=False
        ).outputs

    try:
        answers, trouble = _answers(ask, outputs)
    except TerritoryUnknown as error:
        return _anywhere(corpus, law, on, outputs, error.kinds) | {"id": result["id"]}
    for name in outputs:
        answer = answers.get(name)
        result["outputs"][name] = to_json(answer.value) if answer else None
        if answer and not answer.known:
            result["unknown"][name] = sorted(answer.missing)
    result["error"] = trouble
    return result


def _anywhere(
    corpus: Corpus, law: str, on: date, outputs: list[str], kinds: Sequence[str]
) -> dict[str, Any]:
    """The result when only a territory is missing to know which ordinance it is about."""
    held = {name for name in outputs if corpus.anywhere(law, name, on)}
    lacking = [name for name in outputs if name not in held]
    told = [f"Output '{name}' not found in law '{law}' as in force on {on}" for name in lacking]
    return {
        "outputs": dict.fromkeys(outputs),
        "unknown": {name: list(kinds) for name in outputs if name in held},
        "error": "; ".join(told) or None,
    }


def _answers(
    ask: Callable[[list[str]], dict[str, Answer]], outputs: list[str]
) -> tuple[dict[str, Answer], str | None]:
    """All answers at once, or when that fails each by itself, with what went wrong."""
    try:
        return ask(outputs), None
    except TerritoryUnknown:
        raise
    except LawError as error:
        troubles = [str(error)]
    answers: dict[str, Answer] = {}
    for name in outputs:
        try:
            answers |= ask([name])
        except LawError as error:
            troubles.append(str(error))
    return answers, "; ".join(dict.fromkeys(troubles))


def _question(case: Mapping[str, Any]) -> tuple[str, date, list[str], Mapping[str, Any]]:
    for key in ("law", "date", "outputs"):
        if key not in case:
            raise BadCase(f"the case has no '{key}'")
    on = parsed_date(str(case["date"]))
    if on is None:
        raise BadCase(f"the date must be written as YYYY-MM-DD, not {case['date']!r}")
    law, outputs, facts = case["law"], case["outputs"], case.get("facts")
    if not isinstance(law, str):
        raise BadCase("'law' must be the id of a law")
    if not isinstance(outputs, list) or not isinstance(facts, dict | None):
        raise BadCase("'outputs' must be a list and 'facts' an object")
    return law, on, [str(name) for name in outputs], facts or {}
