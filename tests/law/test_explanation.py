# SPDX-License-Identifier: EUPL-1.2
"""Why: for a professional, a resident, as JSON, and as a receipt that replays."""

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.law import (
    Answer,
    Corpus,
    Mode,
    ReceiptMismatch,
    as_json,
    evaluate,
    for_professional,
    for_resident,
    replay,
)
from meedoen.law.explanation import open_facts
from meedoen.law.receipts import sealed, unsealed
from tests.law.writing import DAY, article, ask, calm, corpus, field, law, op

WORDS = {"leeftijd": "Je leeftijd", "stand": "Hoeveel dagdelen je kunt"}


def laws(folder: Path) -> Corpus:
    """A national law with an age limit, and an ordinance that fills its open term."""
    old_enough = op("GREATER_THAN_OR_EQUAL", subject="$leeftijd", value="$grens")
    national = law(
        "meedoenwet",
        article(
            "2",
            {"mag": op("AND", conditions=[old_enough, "$ruimte"])},
            facts=["leeftijd"],
            inputs=[field("ruimte", source={"output": "ruimte"})],
            definitions={"grens": 18},
        ),
        article(
            "8",
            {"ruimte": "$ruimte"},
            facts=["gemeente_code"],
            open_terms=[{"id": "ruimte", "type": "boolean"}],
        ),
        name="Meedoenwet",
    )
    local = law(
        "verordening",
        article(
            "3",
            {"ruimte": op("LESS_THAN", subject="$stand", value=4)},
            facts=["stand"],
            implements=[{"law": "meedoenwet", "article": "8", "open_term": "ruimte"}],
        ),
        name="Verordening meedoen",
        gemeente_code="GM9901",
    )
    return corpus(folder, national, local)


@pytest.fixture
def held(tmp_path: Path) -> Corpus:
    return laws(tmp_path)


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    return laws(tmp_path_factory.mktemp("wetten"))


def answered(held: Corpus, **facts: object) -> Answer:
    return ask(held, "meedoenwet", "mag", gemeente_code="GM9901", **facts)


def test_a_professional_sees_article_and_local_rule(held: Corpus) -> None:
    lines = for_professional(answered(held, leeftijd=30, stand=2).trace)
    assert lines[0] == "mag: ja [artikel 2 Meedoenwet]"
    assert any("artikel 3 Verordening meedoen (GM9901)" in line for line in lines)
    assert any(line.strip() == "feit stand: 2" for line in lines)
    assert any("grens: 18" in line for line in lines)
    assert any(line.strip() == "is ten minste: ja" for line in lines)


def test_a_no_shows_only_the_steps_that_were_taken(held: Corpus) -> None:
    lines = "\n".join(for_professional(answered(held, leeftijd=12, stand=2).trace))
    assert "mag: nee" in lines
    assert "stand" not in lines


def test_a_resident_reads_sentences_and_never_a_variable_name(held: Corpus) -> None:
    yes = answered(held, leeftijd=30, stand=2)
    told = for_resident(yes.trace, yes.missing, WORDS)
    assert told[0] == "Ja, dit kan."
    assert "Je leeftijd: 30." in told
    assert told[-1] == "Dit staat in artikel 2 Meedoenwet."
    assert "gemeente_code" not in " ".join(told)
    no = answered(held, leeftijd=3)
    assert for_resident(no.trace, no.missing)[0] == "Nee, op deze grond kan het niet."


def test_a_resident_hears_what_an_open_answer_still_hangs_on(held: Corpus) -> None:
    answer = answered(held)
    assert answer.missing == {"leeftijd", "stand"}
    assert for_resident(answer.trace, answer.missing, WORDS) == [
        "We weten dit nog niet. Het hangt nog af van:",
        "Je leeftijd.",
        "Hoeveel dagdelen je kunt.",
    ]
    assert "nodig" in for_resident(answer.trace, answer.missing)[0]


def test_open_facts_come_in_the_order_of_the_law(held: Corpus) -> None:
    assert open_facts(answered(held).trace) == ["leeftijd", "stand"]


def test_the_tree_is_json_with_every_article(held: Corpus) -> None:
    tree = json.loads(json.dumps(as_json(answered(held, leeftijd=30, stand=2).trace)))
    assert tree["article"]["law"] == "meedoenwet"
    assert tree["value"] is True
    assert "GM9901" in json.dumps(tree)


def test_every_missing_fact_stands_in_the_tree(held: Corpus) -> None:
    for facts in ({}, {"leeftijd": 20}, {"stand": 1}):
        answer = answered(held, **facts)
        leaves = {n.label for n in answer.trace.walk() if n.kind == "fact" and not n.known}
        assert answer.missing <= leaves


def test_without_explanation_the_answer_is_the_same(held: Corpus) -> None:
    question = {"law": "meedoenwet", "outputs": ["mag"], "facts": {"leeftijd": 20}, "on": DAY}
    with_tree = evaluate(held, **question).outputs["mag"]
    without = evaluate(held, explain=False, **question).outputs["mag"]
    assert replace(with_tree, trace=without.trace) == without
    assert without.trace.children == ()


def test_a_receipt_names_laws_hashes_and_only_the_facts_that_were_read(held: Corpus) -> None:
    facts = {"leeftijd": 12, "gezondheid": "geheim", "gemeente_code": "GM9901"}
    found = evaluate(held, law="meedoenwet", outputs=["mag"], facts=facts, on=DAY)
    assert found.receipt["question"]["facts"] == {"leeftijd": 12, "gemeente_code": "GM9901"}
    assert [entry["id"] for entry in found.receipt["laws"]] == ["meedoenwet"]
    assert found.receipt["laws"][0]["hash"].startswith("sha256:")


@calm
@given(
    leeftijd=st.none() | st.integers(0, 99),
    stand=st.none() | st.integers(0, 10) | st.decimals(0, 10, places=2),
    mode=st.sampled_from([Mode.LAW, Mode.INTAKE]),
)
def test_a_receipt_replays_to_the_same_answer(
    standing: Corpus, leeftijd: object, stand: object, mode: Mode
) -> None:
    given_facts = {"leeftijd": leeftijd, "stand": stand, "gemeente_code": "GM9901"}
    facts = {name: value for name, value in given_facts.items() if value is not None}
    first = evaluate(standing, law="meedoenwet", outputs=["mag"], facts=facts, on=DAY, mode=mode)
    again = replay(standing, json.loads(json.dumps(first.receipt)))
    assert again.outputs == first.outputs
    assert again.receipt == first.receipt


def test_an_ordinance_loaded_later_does_not_change_an_old_answer(
    held: Corpus, tmp_path: Path
) -> None:
    facts = {"leeftijd": 30, "stand": 2, "gemeente_code": "GM9901"}
    first = evaluate(held, law="meedoenwet", outputs=["mag"], facts=facts, on=DAY)
    later = law(
        "regeling",
        article(
            "1",
            {"ruimte": False},
            implements=[{"law": "meedoenwet", "article": "8", "open_term": "ruimte"}],
        ),
        regulatory_layer="MINISTERIELE_REGELING",
    )
    grown = corpus(tmp_path, later)
    now = evaluate(grown, law="meedoenwet", outputs=["mag"], facts=facts, on=DAY)
    assert now.outputs["mag"].value is False
    assert replay(grown, first.receipt).outputs["mag"].value is True


def test_a_receipt_of_a_changed_law_is_refused(held: Corpus, tmp_path: Path) -> None:
    first = evaluate(held, law="meedoenwet", outputs=["mag"], facts={"leeftijd": 3}, on=DAY)
    other = corpus(tmp_path / "anders", law("meedoenwet", article("2", {"mag": True})))
    with pytest.raises(ReceiptMismatch, match="'meedoenwet'"):
        replay(other, first.receipt)


@calm
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text() | st.decimals(allow_nan=False),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_sealed_values_come_back_exactly(value: object) -> None:
    assert unsealed(json.loads(json.dumps(sealed(value)))) == value


def test_a_sealed_decimal_keeps_its_digits() -> None:
    assert (
        unsealed(sealed({"a": [Decimal("1.50")]}))["a"][0].as_tuple() == Decimal("1.50").as_tuple()
    )
