# SPDX-License-Identifier: EUPL-1.2
"""Running cases, one JSON line each, against a corpus: the shape of `meedoen law run`.

A line names law, date, outputs and plain facts. Its result names the value of each output, for
each unknown output exactly the facts still missing, and what went wrong, if anything did. One
output that cannot be had leaves the others standing.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from meedoen.law.answers import Answer, Mode
from meedoen.law.corpus import Corpus
from meedoen.law.errors import LawError
from meedoen.law.evaluation import evaluate
from meedoen.law.values import to_json


class BadCase(ValueError):
    """A case line that cannot be read; the message says what it lacks."""


def read_case(line: str) -> dict[str, Any]:
    """The case on one line; raises BadCase when it is no case."""
    try:
        case = json.loads(line, parse_float=Decimal)
    except json.JSONDecodeError as error:
        raise BadCase(f"this line is not JSON: {error}") from error
    if not isinstance(case, dict):
        raise BadCase("a case must be an object with id, law, date, outputs and facts")
    return case


def run_case(corpus: Corpus, case: Mapping[str, Any], mode: Mode = Mode.LAW) -> dict[str, Any]:
    """The result of one case as JSON-ready: id, outputs, unknown and error."""
    result: dict[str, Any] = {"id": case.get("id"), "outputs": {}, "unknown": {}, "error": None}
    try:
        law, on, outputs, facts = _question(case)
    except BadCase as error:
        return {**result, "error": str(error)}

    def ask(names: list[str]) -> dict[str, Answer]:
        return evaluate(
            corpus, law=law, outputs=names, facts=facts, on=on, mode=mode, explain=False
        ).outputs

    answers, trouble = _answers(ask, outputs)
    for name in outputs:
        answer = answers.get(name)
        result["outputs"][name] = to_json(answer.value) if answer else None
        if answer and not answer.known:
            result["unknown"][name] = sorted(answer.missing)
    result["error"] = trouble
    return result


def _answers(
    ask: Callable[[list[str]], dict[str, Answer]], outputs: list[str]
) -> tuple[dict[str, Answer], str | None]:
    """All answers at once, or when that fails each by itself, with what went wrong."""
    try:
        return ask(outputs), None
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
    try:
        on = date.fromisoformat(str(case["date"]))
    except ValueError as error:
        raise BadCase(f"the date must be written as YYYY-MM-DD, not {case['date']!r}") from error
    outputs, facts = case["outputs"], case.get("facts") or {}
    if not isinstance(outputs, list) or not isinstance(facts, dict):
        raise BadCase("'outputs' must be a list and 'facts' an object")
    return str(case["law"]), on, [str(name) for name in outputs], facts
