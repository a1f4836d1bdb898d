# SPDX-License-Identifier: EUPL-1.2
"""What one would write first: walk the parsed YAML for every question, and note every step.

It knows the operations our rulebook uses and nothing else, looks articles up in dictionaries made
beforehand, works every output out once per question, and notes the same steps as the engine does:
each operation, fact, definition and output with its value. It is here to compare with, not to use.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from meedoen.law.loading import read_yaml

UNKNOWN: Any = type("Unknown", (), {"__repr__": lambda self: "unknown"})()
ORDERS: dict[str, Callable[[Any, Any], bool]] = {
    "GREATER_THAN": operator.gt,
    "GREATER_THAN_OR_EQUAL": operator.ge,
    "LESS_THAN": operator.lt,
    "LESS_THAN_OR_EQUAL": operator.le,
}
Step = dict[str, Any]


def load(folder: Path, on: date) -> list[dict[str, Any]]:
    """The laws below `folder` in force on a day, as parsed."""
    begun: dict[Any, dict[str, Any]] = {}
    for path in sorted(folder.rglob("*.yaml")):
        data = read_yaml(path)[0]
        if "articles" in data and str(data["valid_from"]) <= on.isoformat():
            begun[data["$id"], data.get("gemeente_code")] = data
    return [law for law in begun.values() if str(law.get("valid_to", "9999")) >= on.isoformat()]


class Interpreter:
    """The laws of one municipality on one day."""

    def __init__(self, laws: Iterable[dict[str, Any]], on: date, town: str) -> None:
        self.on = on
        self.producers: dict[tuple[str, str], tuple[str, dict[str, Any]]] = {}
        self.fillers: dict[tuple[str, str, str], tuple[str, dict[str, Any]]] = {}
        for law in laws:
            if law.get("gemeente_code") in (None, town):
                for article in law["articles"]:
                    self._index(law["$id"], article)

    def _index(self, law: str, article: dict[str, Any]) -> None:
        machine = article.get("machine_readable") or {}
        for output in machine.get("execution", {}).get("output", ()):
            self.producers.setdefault((law, output["name"]), (law, article))
        for target in machine.get("implements", ()):
            key = (target["law"], str(target["article"]), target["open_term"])
            self.fillers[key] = (law, article)

    def ask(self, law: str, output: str, facts: Mapping[str, Any]) -> tuple[Any, list[Step]]:
        """The value of one output and the steps that led there."""
        return self.ask_all([(law, output)], facts)[law, output]

    def ask_all(
        self, wanted: Iterable[tuple[str, str]], facts: Mapping[str, Any]
    ) -> dict[tuple[str, str], tuple[Any, list[Step]]]:
        """Several outputs in one question."""
        question = _Question(self, facts)
        found = {}
        for law, output in wanted:
            steps: list[Step] = []
            found[law, output] = (question.output(law, output, steps), steps)
        return found


class _Question:
    def __init__(self, laws: Interpreter, facts: Mapping[str, Any]) -> None:
        self.laws, self.facts = laws, facts
        self.done: dict[Any, tuple[Any, Step]] = {}

    def output(self, law: str, name: str, steps: list[Step]) -> Any:
        return self._of(*self.laws.producers[law, name], name, steps)

    def _of(self, law: str, article: dict[str, Any], name: str, steps: list[Step]) -> Any:
        key = (law, article["number"], name)
        if key not in self.done:
            actions = article["machine_readable"]["execution"]["actions"]
            at = max(i for i, action in enumerate(actions) if action["output"] == name)
            below: list[Step] = []
            action = actions[at]
            expression = action if "operation" in action else action["value"]
            value = self.value(expression, law, article, at, below)
            step = {"kind": "output", "label": name, "law": law, "article": article["number"],
                    "value": value, "below": below}  # fmt: skip
            self.done[key] = (value, step)
        value, step = self.done[key]
        steps.append(step)
        return value

    def value(self, raw: Any, law: str, article: dict[str, Any], at: int, steps: list[Step]) -> Any:
        if isinstance(raw, str) and raw.startswith("$"):
            return self.name(raw[1:], law, article, at, steps)
        if not isinstance(raw, dict) or "operation" not in raw:
            return raw
        below: list[Step] = []
        found = self.operation(raw, lambda part: self.value(part, law, article, at, below))
        steps.append({"kind": "operation", "label": raw["operation"], "law": law,
                      "article": article["number"], "value": found, "below": below})  # fmt: skip
        return found

    def name(self, name: str, law: str, article: dict[str, Any], at: int, steps: list[Step]) -> Any:
        machine = article["machine_readable"]
        execution = machine["execution"]
        if any(action["output"] == name for action in execution["actions"][:at]):
            return self._of(law, article, name, steps)
        if name in machine.get("definitions", {}):
            found = machine["definitions"][name]
            found = found["value"] if isinstance(found, dict) else found
            steps.append({"kind": "definition", "label": name, "value": found})
            return found
        if name in ("referencedate", "referencedate.iso"):
            return self.laws.on.isoformat()
        for wanted in execution.get("input", ()):
            source = wanted.get("source") or {}
            if wanted["name"] == name and name not in self.facts and source:
                output = source.get("output", name)
                return self.output(source.get("regulation", law), output, steps)
        for term in machine.get("open_terms", ()):
            if term["id"] == name:
                return self.term(name, law, article, term, steps)
        found = self.facts.get(name, UNKNOWN)
        steps.append({"kind": "fact", "label": name, "value": found})
        return found

    def term(
        self, name: str, law: str, article: dict[str, Any], term: dict[str, Any], steps: list[Step]
    ) -> Any:
        filler = self.laws.fillers.get((law, str(article["number"]), name))
        if filler:
            return self._of(*filler, name, steps)
        action = term["default"]["actions"][0]
        return self.value(action.get("value", action), law, article, 0, steps)

    def operation(self, spec: dict[str, Any], read: Callable[[Any], Any]) -> Any:
        kind = spec["operation"]
        if kind in ("AND", "OR"):
            return _junction([read(part) for part in spec["conditions"]], kind == "OR")
        if kind == "NOT":
            found = read(spec["value"])
            return found if found is UNKNOWN else not found
        if kind == "IN":
            return _in(read(spec["subject"]), spec.get("values", spec.get("value")), read)
        if kind == "AGE":
            born, at = read(spec["date_of_birth"]), read(spec["reference_date"])
            return UNKNOWN if UNKNOWN in (born, at) else _age(born, at)
        if kind in ORDERS or kind == "EQUALS":
            left, right = read(spec["subject"]), read(spec["value"])
            if left is UNKNOWN or right is UNKNOWN:
                return UNKNOWN
            return left == right if kind == "EQUALS" else ORDERS[kind](left, right)
        if kind == "DATE_ADD":
            return _later(read(spec["date"]), {k: read(spec[k]) for k in _STEPS if k in spec})
        values = [read(part) for part in spec["values"]]
        return UNKNOWN if UNKNOWN in values else {"MIN": min, "MAX": max}[kind](values)


def _junction(values: list[Any], decisive: bool) -> Any:
    if decisive in [value for value in values if value is not UNKNOWN]:
        return decisive
    return UNKNOWN if UNKNOWN in values else not decisive


def _in(subject: Any, members: Any, read: Callable[[Any], Any]) -> Any:
    items = [read(m) for m in members] if isinstance(members, list) else read(members)
    if subject is UNKNOWN or items is UNKNOWN:
        return UNKNOWN
    if subject in [item for item in items if item is not UNKNOWN]:
        return True
    return UNKNOWN if UNKNOWN in items else False


def _age(born: Any, at: Any) -> int:
    start, end = _day(born), _day(at)
    return end.year - start.year - ((end.month, end.day) < (start.month, start.day))


_STEPS = {"years": 0, "months": 0, "weeks": 7, "days": 1}


def _later(start: Any, steps: dict[str, Any]) -> Any:
    if UNKNOWN in (start, *steps.values()):
        return UNKNOWN
    day = _day(start)
    months = day.month - 1 + int(steps.get("months", 0)) + 12 * int(steps.get("years", 0))
    year, month = day.year + months // 12, months % 12 + 1
    while True:
        try:
            moved = day.replace(year=year, month=month)
            break
        except ValueError:
            day = day.replace(day=day.day - 1)
    days = sum(int(steps.get(key, 0)) * length for key, length in _STEPS.items())
    return date.fromordinal(moved.toordinal() + days).isoformat()


def _day(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)
