# SPDX-License-Identifier: EUPL-1.2
"""Law files with anything in any place: the reader ends in words, and the good law beside stands.

A sound law that uses every key the engine reads is damaged: at random places the value is replaced
by another kind of thing, or the key is lost, renamed, or moved. Whatever comes of that, `check` and
`load_corpus` say what is wrong, an evaluation gives an answer or a LawError, columns too, and a
second law in the same folder answers as if nothing happened. `make explore` tries many more.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import yaml
from hypothesis import given
from hypothesis import strategies as st

from meedoen.law import LawError, Mode, check, evaluate, load_corpus
from meedoen.law.cases import answer_line
from meedoen.law.vector import Column, evaluate_many
from tests.law.writing import DAY, article, calm, field, law, op

GOOD = law("goed", article("1", {"uit": 5}))
SPEC = {"unit": "eurocent", "precision": 0, "min": 0, "max": 900, "enum": ["a", "b"]}
EXPRESSIONS: dict[str, Any] = {
    "som": op("ADD", values=["$n", "$vast", op("DIVIDE", values=["$n", 3])]),
    "rond": op("ROUND", value=op("MULTIPLY", values=["$som", 1.1]), precision=2),
    "keus": op("IF", cases=[{"when": "$ja", "then": "$som"}], default="#eigen"),
    "ook": op("AND", conditions=["$ja", op("IN", subject="$soort", values=["a", "b"])]),
    "niet": op("NOT", value=op("EQUALS", subject="$n", value=None)),
    "jaren": op("AGE", date_of_birth="$dag", reference_date="$referencedate"),
    "later": op("DATE_ADD", date="$dag", years=1, months="$n", weeks=0, days=2),
    "tussen": op("DATE_DIFF", **{"from": "$dag", "to": "$referencedate.iso", "in": "days"}),
    "dagen": op("DATE", year=2026, month=3, day=1),
    "lijst": op("LIST", items=["$n", 1]),
    "oud": op("CONCAT", values=["$soort", "x"]),
    "meer": op("GREATER_THAN", subject=op("MAX", values=["$n", 2]), value="$lager"),
}
TERM = {
    "id": "term",
    "type": "number",
    "required": True,
    "delegation_type": "GEMEENTELIJKE_VERORDENING",
    "default": {"actions": [{"output": "term", "value": 1}]},
}
ELSEWHERE = {
    "output": "elders",
    "resolve": {"type": "WET", "output": "uit", "match": {"output": "uit", "value": "$n"}},
    "legal_basis": {"law": "top", "article": "1"},
}
BELOW = {"regulation": "onder", "output": "lager", "parameters": {"n": "$n"}}


def everything() -> dict[str, Any]:
    """A law with every key, and nearly every operation, that the engine reads."""
    rich = article(
        "1",
        EXPRESSIONS,
        facts=[
            field("n", type_spec=SPEC, required=True),
            field("ja", "boolean"),
            field("soort", "string"),
            field("dag", "date", description="Een dag."),
        ],
        inputs=[
            field("lager", source=BELOW),
            field("eind", source={"regulation": "top", "endpoint": "punt", "output": "som"}),
        ],
        definitions={"vast": {"value": 4, "type_spec": {"unit": "eurocent"}}, "kaal": 5},
        open_terms=[TERM],
        hooks=[{"hook_point": "post_actions", "applies_to": {"legal_character": "BESCHIKKING"}}],
        produces="BESCHIKKING",
        untranslatables=[{"construct": "x", "reason": "y", "accepted": True}],
        endpoint="punt",
    )
    execution = rich["machine_readable"]["execution"]
    execution["output"].append(field("term", type_spec=SPEC))
    execution["actions"].append(ELSEWHERE)
    instead = [{"law": "onder", "article": "1", "output": "lager"}]
    own = {"eigen": op("SUBTRACT", values=["$n", 1]), "lager": 3}
    second = article("2", own, facts=["n"], overrides=instead)
    heading = {
        "$schema": "https://example.org/schema/v0.5.6/schema.json",
        "preamble": {"text": "Wij.", "url": "https://example.org/", "machine_readable": {}},
        "valid_from": "2020-01-01",
        "valid_to": "9999-12-31",
    }
    return copy.deepcopy(law("top", rich, second, **heading))


FILLS = [{"law": "top", "article": "1", "open_term": "term"}]
TOWN = law("dorp", article("1", {"term": 7}, implements=FILLS), gemeente_code="GM9901")
UNDER = law("onder", article("1", {"lager": "$n"}, facts=["n"]))


def places(raw: Any, here: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to every value, the whole first."""
    inside: Any = raw.items() if isinstance(raw, dict) else ()
    inside = enumerate(raw) if isinstance(raw, list) else inside
    return [here, *(way for key, item in inside for way in places(item, (*here, key)))]


def at(raw: Any, way: tuple[Any, ...]) -> Any:
    """What lies at the end of a way."""
    for key in way:
        raw = raw[key]
    return raw


STRANGE: st.SearchStrategy[Any] = st.sampled_from([
    None, True, False, 0, 1, -1, 5, "", "x", "$n", "$nrom", "#som", "#niets", "#", "$", "$.", [],
    {}, [[]], [None], ["ADD"], [1, 2], {"a": 1}, {"operation": "ADD"}, {"operation": ["ADD"]},
    {"operation": "ADD", "values": 5}, {"operation": None}, {"value": "$kaal"}, "2026-13-01",
    "1-7-2026", "9999-12-31", "0001-01-01", 10**40, -(10**300), 1e300, 1e-300, "GM9901", "WET",
    "BESCHIKKING", "x" * 300, {1: 2}, {"": None}, "$referencedate.dag",
]) | st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4),
    lambda one: st.lists(one, max_size=3) | st.dictionaries(st.text(max_size=4), one, max_size=3),
    max_leaves=4,
)  # fmt: skip
HARM = st.sampled_from(["value", "value", "value", "gone", "renamed", "listed", "elsewhere"])


def damage(draw: Any, data: dict[str, Any]) -> None:
    """Do harm at one place."""
    way = draw(st.sampled_from(places(data)[1:]))
    above, key, harm = at(data, way[:-1]), way[-1], draw(HARM)
    if harm == "value":
        above[key] = draw(STRANGE)
    elif harm == "gone":
        del above[key]
    elif harm == "listed":
        above[key] = [above[key]]
    elif harm == "elsewhere":
        above[key] = copy.deepcopy(at(data, draw(st.sampled_from(places(data)[1:]))))
    elif isinstance(above, dict):
        above[draw(st.text(max_size=6)) + str(key)] = above.pop(key)


@st.composite
def wrecks(draw: Any) -> list[dict[str, Any]]:
    """Three laws that read one another, damaged at one to four places."""
    laws = copy.deepcopy([everything(), TOWN, UNDER])
    for _ in range(draw(st.integers(1, 4))):
        data = draw(st.sampled_from(laws))
        if len(data) > 1:
            damage(draw, data)
    return laws


FACTS: dict[str, Any] = {
    "n": 3,
    "ja": True,
    "soort": "a",
    "dag": "2000-02-29",
    "gemeente_code": "GM9901",
}


def column(name: str, known: bool) -> Column:
    """One fact of one person."""
    dtype = "datetime64[D]" if name == "dag" else None
    return Column(np.array([FACTS[name]], dtype=dtype), np.array([known]))


def in_words(work: Callable[..., Any], *given: Any, **more: Any) -> Any:
    """The answer, or None when there are words instead."""
    try:
        return work(*given, **more)
    except LawError as error:
        told = str(error)
    assert told
    return None


def ask_everything(folder: Path, known: set[str]) -> None:
    """Ask everything, in every way; only a LawError may come instead of an answer."""
    held = load_corpus(folder)
    facts = {name: FACTS[name] for name in known}
    columns = {name: column(name, name in known) for name in FACTS}
    for asked in sorted({found.id for found in held.laws} | {"top"}):
        names = sorted({o for found in held.laws if found.id == asked for o in found.producers})
        case = {"law": asked, "date": str(DAY), "outputs": [*names, "nergens"], "facts": facts}
        assert "error" in json.loads(answer_line(held, json.dumps(case)))
        for name in [*names, "nergens"]:
            for mode in Mode:
                found = in_words(
                    evaluate, held, law=asked, outputs=[name], facts=facts, on=DAY, mode=mode
                )
                json.dumps(found.receipt if found else None)
            in_words(evaluate_many, held, law=asked, outputs=[name], facts=columns, on=DAY)
    good = evaluate(held, law="goed", outputs=["uit"], facts={}, on=DAY)
    assert good.outputs["uit"].value == 5


def stored(folder: Path, *laws: dict[str, Any]) -> Path:
    """Laws as files, some as JSON and some as YAML."""
    for number, data in enumerate(laws):
        text = json.dumps(data) if number % 2 else yaml.safe_dump(data, allow_unicode=True)
        (folder / f"{number}.yaml").write_text(text, encoding="utf-8")
    return folder


def test_the_law_that_is_damaged_is_sound_before(tmp_path: Path) -> None:
    folder = stored(tmp_path, GOOD, everything(), TOWN, UNDER)
    assert [str(p) for p in check(folder) if p.severity == "error"] == []
    ask_everything(folder, set(FACTS))


@calm
@given(wrecks(), st.sets(st.sampled_from(sorted(FACTS))))
def test_a_damaged_law_is_told_and_the_law_beside_it_stands(
    laws: list[dict[str, Any]], known: set[str]
) -> None:
    with TemporaryDirectory() as room:
        folder = stored(Path(room), GOOD, *laws)
        assert all(problem.message and str(problem) for problem in check(folder))
        ask_everything(folder, known)


PIECES = st.sampled_from([
    "$id: x\n", "articles:\n", "- ", "a: ", "&a ", "*a ", "<<: *a\n", "!!int ", "!!set ", "!x ",
    "!!binary ", "!!float ", "!!timestamp ", "? ", "| \n", "[", "]", "{", "}", "'", '"', "\t",
    "---\n", "...\n", "%YAML 1.1\n", "\ufeff", "1_0", "0x", "0o9", ".inf", "~", "1e999999999",
    "2026-02-30", "\n  ", "\n", "#", "9" * 400, "\x00", "\x85", "é",
])  # fmt: skip
BYTES = st.one_of(
    st.binary(max_size=60),
    st.text(max_size=60).map(str.encode),
    st.lists(PIECES, max_size=12).map(lambda parts: "".join(parts).encode()),
)
BEGINNINGS = st.sampled_from(
    ["", "$id: vreemd\narticles: ", "$id: vreemd\narticles:\n- number: '1'\n  text: "]
)


@calm
@given(BYTES, BEGINNINGS)
def test_whatever_a_file_holds_it_is_told_and_the_law_beside_it_stands(
    content: bytes, before: str
) -> None:
    with TemporaryDirectory() as room:
        folder = stored(Path(room), GOOD)
        (folder / "vreemd.yaml").write_bytes(before.encode() + content)
        assert all(str(problem) for problem in check(folder))
        ask_everything(folder, set())


COLUMNS: list[list[Any]] = [
    [float("nan"), 1.0], [float("inf"), -1.0], [1e308, 1e-308], [2**63, 1], [2**70, 1],
    [-(2**63), 2], ["NaT", "2020-01-01"], ["10000-01-01", "2020-01-01"], [None, "a"], [True, 1],
    [{"a": 1}, {}], [date(2020, 1, 1), None], [Decimal("0.1"), Decimal("NaN")],
    ["a", float("nan")], [b"x", b"y"], [1j, 2j], ["GM9901", 5], [0.1, 0.25],
]  # fmt: skip


@calm
@given(
    st.sampled_from([*FACTS, "provincie_code"]),
    st.sampled_from(COLUMNS),
    st.sampled_from([None, "datetime64[D]", "datetime64[ns]", "float32", "object"]),
)
def test_whatever_a_column_holds_a_law_answers_or_says_why(
    name: str, values: list[Any], dtype: str | None
) -> None:
    try:
        with np.errstate(all="ignore"):
            array = np.array(values, dtype=dtype)
    except (ValueError, TypeError, OverflowError):
        return
    with TemporaryDirectory() as room:
        held = load_corpus(stored(Path(room), GOOD, everything(), TOWN, UNDER))
    facts = {name: Column(array, np.ones(2, dtype=bool))}
    for output in held.version("top", DAY).producers:
        in_words(evaluate_many, held, law="top", outputs=[output], facts=facts, on=DAY)
