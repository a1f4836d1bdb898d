# SPDX-License-Identifier: EUPL-1.2
"""Playing scenarios written in RegelRecht's own Gherkin sentences against a corpus.

Values are typed by their content, not by their quotes: "42", 42 and a table cell 42 are the same
number. Scenarios of the notes tier (anchoring remarks in texts) and those marked @wip are skipped,
and the outcome says so. Evaluation is strict: what is missing is an error when it is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from gherkin.parser import Parser
from gherkin.pickles.compiler import Compiler

from meedoen.law.answers import Answer, DataSource, Mode, Untranslatables
from meedoen.law.corpus import Corpus
from meedoen.law.errors import LawError, LawFileError
from meedoen.law.evaluation import evaluate
from meedoen.law.values import parsed_date, same, shown

SKIPPED_TAGS = {
    "@wip": "marked @wip by its authors",
    "@tier:notes": "the notes tier is about text anchors, which this engine does not have",
}


@dataclass(frozen=True, slots=True)
class PlayedScenario:
    """How one scenario went: `passed`, `failed` or `skipped`, with the reason for the last two."""

    feature: Path
    name: str
    line: int
    result: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Scenario:
    """One scenario with its background already put in front."""

    feature: Path
    name: str
    line: int
    tags: frozenset[str]
    steps: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]


class NotAsExpected(Exception):
    """A Then step that does not hold."""


@dataclass
class _State:
    corpus: Corpus
    on: date
    facts: dict[str, Any] = field(default_factory=dict)
    sources: list[DataSource] = field(default_factory=list)
    untranslatables: Untranslatables = Untranslatables.ERROR
    answers: dict[str, Answer] = field(default_factory=dict)
    trouble: LawError | None = None
    asked: bool = False


Table = tuple[tuple[str, ...], ...]
Handler = Callable[..., None]
_STEPS: list[tuple[re.Pattern[str], Handler]] = []
_WITH_TABLE: set[Handler] = set()
_NUMBER = r"-?\d+(?:\.\d+)?"


def scenarios_in(feature: Path) -> Iterator[Scenario]:
    """The scenarios of a feature file, outlines written out.

    Raises LawFileError when it is no text, and gherkin's ParserError when it is no feature.
    """
    document: Any = Parser().parse(_text(feature))
    document["uri"] = str(feature)
    lines = _lines(document)
    for pickle in Compiler().compile(document):
        yield Scenario(
            feature=feature,
            name=pickle["name"],
            line=lines.get(pickle["astNodeIds"][0], 0),
            tags=frozenset(tag["name"] for tag in pickle["tags"]),
            steps=tuple((step["text"], _table(step)) for step in pickle["steps"]),
        )


def _text(feature: Path) -> str:
    """What a feature file holds, without a byte order mark; raises LawFileError."""
    try:
        return feature.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise LawFileError(f"{feature}: this is not text in UTF-8") from error


def _lines(document: Any) -> dict[str, int]:
    children = (document.get("feature") or {}).get("children", [])
    found = [child["scenario"] for child in children if "scenario" in child]
    return {scenario["id"]: scenario["location"]["line"] for scenario in found}


def _table(step: Any) -> Table:
    rows = step.get("argument", {}).get("dataTable", {}).get("rows", [])
    return tuple(tuple(cell["value"] for cell in row["cells"]) for row in rows)


def play(scenario: Scenario, corpus: Corpus, *, today: date) -> PlayedScenario:
    """Play one scenario from start to end; never raises for what a law or a step does.

    It asks the laws as of `today`, unless a step of it names a day.
    """
    for tag, reason in SKIPPED_TAGS.items():
        if tag in scenario.tags:
            return _outcome(scenario, "skipped", reason)
    state = _State(corpus, today)
    for text, table in scenario.steps:
        try:
            _play_step(state, text, table)
        except (NotAsExpected, LawError) as error:
            return _outcome(scenario, "failed", f"{text}: {error}")
    return _outcome(scenario, "passed")


def _outcome(scenario: Scenario, result: str, reason: str = "") -> PlayedScenario:
    return PlayedScenario(scenario.feature, scenario.name, scenario.line, result, reason)


def _play_step(state: _State, text: str, table: Table) -> None:
    for pattern, handler in _STEPS:
        found = pattern.fullmatch(text)
        if found:
            if table and handler not in _WITH_TABLE:
                raise NotAsExpected("this step takes no table")
            handler(state, *found.groups(), *((table,) if table else ()))
            return
    raise NotAsExpected("there is no such step")


def _step(pattern: str, table: bool = False) -> Callable[[Handler], Handler]:
    def keep(handler: Handler) -> Handler:
        _STEPS.append((re.compile(pattern), handler))
        if table:
            _WITH_TABLE.add(handler)
        return handler

    return keep


def typed(text: str) -> Any:
    """The value that `text` writes: null, true, false, a number, or else text."""
    if text in {"null", "true", "false"}:
        return {"null": None, "true": True, "false": False}[text]
    if re.fullmatch(r"-?\d+", text):
        return int(text)
    if re.fullmatch(r"-?\d+\.\d+", text):
        return Decimal(text)
    return text


@_step(r'the calculation date is "([^"]*)"')
def _on(state: _State, text: str) -> None:
    on = parsed_date(text)
    if on is None:
        raise NotAsExpected("the date must be a day written as YYYY-MM-DD")
    state.on = on


@_step(r'law "([^"]*)" is loaded')
def _loaded(state: _State, law: str) -> None:
    if all(held.id != law for held in state.corpus.laws):
        raise NotAsExpected(f"the corpus holds no law '{law}'")


@_step(rf'parameter "([^"]*)" is (?:"([^"]*)"|({_NUMBER}))')
def _parameter(state: _State, name: str, quoted: str | None, bare: str | None) -> None:
    state.facts[name] = typed(str(bare if quoted is None else quoted))


@_step(r"the following parameters:", table=True)
def _parameters(state: _State, table: Table = ()) -> None:
    for row in table:
        if len(row) != 2:
            raise NotAsExpected("each row needs two cells, a name and a value")
        state.facts[row[0]] = typed(row[1])


@_step(r'the following "([^"]*)" data with key "([^"]*)":', table=True)
def _data(state: _State, name: str, key: str, table: Table = ()) -> None:
    if not table or key not in table[0]:
        raise NotAsExpected(f"the table needs a first row of names with '{key}' in it")
    header, *rows = table
    filled = tuple(dict(zip(header, map(typed, row), strict=True)) for row in rows)
    state.sources.append(DataSource(name, key, filled))


@_step(r'the untranslatable mode is "([^"]*)"')
def _mode(state: _State, mode: str) -> None:
    if mode not in list(Untranslatables):
        raise NotAsExpected(f"the mode is one of {', '.join(Untranslatables)}")
    state.untranslatables = Untranslatables(mode)


@_step(r'I evaluate "([^"]*)" of "([^"]*)"')
def _evaluate(state: _State, output: str, law: str) -> None:
    _ask(state, law, [output], whole_article=True)


@_step(r'I evaluate outputs "([^"]*)" of "([^"]*)"')
def _evaluate_outputs(state: _State, outputs: str, law: str) -> None:
    _ask(state, law, [name.strip() for name in outputs.split(",")], whole_article=False)


def _ask(state: _State, law: str, outputs: list[str], whole_article: bool) -> None:
    state.answers, state.trouble, state.asked = {}, None, True
    try:
        evaluation = evaluate(
            state.corpus,
            law=law,
            outputs=outputs,
            facts=state.facts,
            on=state.on,
            mode=Mode.STRICT,
            untranslatables=state.untranslatables,
            sources=state.sources,
        )
        siblings = {name: work() for name, work in evaluation.siblings.items()}
    except LawError as error:
        state.trouble = error
        return
    state.answers = {**evaluation.entailed, **evaluation.outputs}
    if whole_article:
        state.answers = {**siblings, **state.answers}


@_step(r"the execution succeeds")
def _succeeds(state: _State) -> None:
    if state.trouble:
        raise NotAsExpected(str(state.trouble))
    if not state.asked:
        raise NotAsExpected("nothing was evaluated yet")


@_step(r'the execution fails(?: with "([^"]*)")?')
def _fails(state: _State, message: str | None) -> None:
    if state.trouble is None:
        raise NotAsExpected("it did not fail")
    if message and message not in str(state.trouble):
        raise NotAsExpected(f"it failed with: {state.trouble}")


def _answer(state: _State, output: str) -> Answer:
    if state.trouble:
        raise NotAsExpected(str(state.trouble))
    if output not in state.answers:
        raise NotAsExpected(f"the result has no output '{output}'")
    return state.answers[output]


@_step(r'output "([^"]*)" is (true|false|null)')
def _is(state: _State, output: str, literal: str) -> None:
    _compare(state, output, literal)


@_step(rf'output "([^"]*)" equals (?:"([^"]*)"|({_NUMBER}))')
def _equals(state: _State, output: str, quoted: str | None, bare: str | None) -> None:
    text = bare if quoted is None else quoted
    _compare(state, output, str(text))


def _compare(state: _State, output: str, text: str) -> None:
    answer = _answer(state, output)
    matches = same(answer.value, typed(text)) or answer.value == text
    if not answer.known or not matches:
        raise NotAsExpected(f"it is {shown(answer.value) if answer.known else 'unknown'}")


@_step(r'output "([^"]*)" contains "([^"]*)"')
def _contains(state: _State, output: str, text: str) -> None:
    value = _answer(state, output).value
    held = value if isinstance(value, list | str) else []
    if text not in held and typed(text) not in (held if isinstance(held, list) else []):
        raise NotAsExpected(f"it is {shown(value)}")


@_step(r'the result contains exactly the outputs "([^"]*)"')
def _exactly(state: _State, outputs: str) -> None:
    wanted = {name.strip() for name in outputs.split(",")}
    if set(state.answers) != wanted:
        raise NotAsExpected(f"it contains {', '.join(sorted(state.answers))}")


@_step(r'output "([^"]*)" has (direct|reactive|override) provenance')
def _provenance(state: _State, output: str, provenance: str) -> None:
    answer = _answer(state, output)
    if answer.provenance != provenance:
        raise NotAsExpected(f"it is {answer.provenance}")


@_step(r'output "([^"]*)" is tainted as untranslatable')
def _tainted(state: _State, output: str) -> None:
    if not _answer(state, output).tainted:
        raise NotAsExpected("it is not")
