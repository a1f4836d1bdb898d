# SPDX-License-Identifier: EUPL-1.2
"""What a municipality may change, within the room of the law, and only in memory."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.laboratory.drafts import (
    OutsideTheRoom,
    Term,
    changes_in,
    drafted,
    read_value,
    terms_of,
    written,
)
from meedoen.law import Corpus, Mode, evaluate
from meedoen.law.delegation import delegation_problems
from meedoen.law.model import OpenTerm, read_law
from tests.laboratory.worlds import DAY, LINDEWAARD, NUG, VENNERHOUT, book, small_corpus

AMOUNT, WHEN, ON = "wet:5:bedrag", "wet:5:wanneer", "wet:5:aan"


def terms(corpus: Corpus | None = None) -> dict[str, Term]:
    return {term.key: term for term in terms_of(corpus or small_corpus(), LINDEWAARD, DAY)}


def value_in(corpus: Corpus, name: str) -> object:
    found = evaluate(
        corpus, law="wet", outputs=[name], facts={"gemeente_code": LINDEWAARD}, on=DAY,
        mode=Mode.INTAKE,
    )  # fmt: skip
    return found.outputs[name].value


def test_a_term_tells_its_value_its_room_and_both_articles() -> None:
    term = terms()[AMOUNT]
    assert (term.value, term.now) == (12_000, "€ 120,00")
    assert term.room == "van € 50,00 tot en met € 200,00"
    assert (term.open_by.number, term.filled_by.law_name) == ("5", "Verordening")
    assert term.words == "Het bedrag is laag."


def test_a_value_that_the_rules_work_out_cannot_be_changed_here() -> None:
    worked_out = small_corpus(town_value={"operation": "ADD", "values": [1, 2]})
    assert AMOUNT not in terms(worked_out)
    assert WHEN in terms(worked_out)


def test_another_municipality_has_nothing_of_this_one() -> None:
    assert terms_of(small_corpus(), VENNERHOUT, DAY) == ()


@given(st.integers(5_000, 20_000))
def test_a_value_inside_the_room_becomes_the_answer_of_the_draft_alone(value: int) -> None:
    corpus = small_corpus()
    draft = drafted(corpus, {AMOUNT: value}, LINDEWAARD, DAY)
    assert value_in(draft, "bedrag") == value
    assert value_in(corpus, "bedrag") == 12_000
    assert value_in(draft, "wanneer") == "altijd"


@given(st.integers(-100_000, 4_999) | st.integers(20_001, 10**9))
def test_a_value_outside_the_room_is_refused_with_the_article(value: int) -> None:
    with pytest.raises(OutsideTheRoom, match=r"De wet, artikel 5, .*€ 50,00"):
        read_value(terms()[AMOUNT], value)


def test_below_zero_is_refused_in_a_whole_sentence_where_zero_is_the_only_bound() -> None:
    term = terms()[AMOUNT]
    open_above = replace(term, declared=replace(term.declared, bounds=(0, None)))
    with pytest.raises(OutsideTheRoom, match=r"laat hier minder ruimte: niet onder nul\. Kies"):
        read_value(open_above, -500)


@given(st.integers(0, 30_000))
def test_the_room_is_that_of_the_law_check(value: int) -> None:
    """What the field refuses is exactly what `meedoen law check` would refuse in a file."""
    problems = [
        message
        for _, _, message, severity in delegation_problems(small_corpus(town_value=value))
        if severity == "error"
    ]
    try:
        read_value(terms()[AMOUNT], value)
    except OutsideTheRoom:
        assert problems
    else:
        assert problems == []


@pytest.mark.parametrize(
    ("key", "given"),
    [(WHEN, "soms"), (WHEN, "  "), (ON, "misschien"), (ON, 1), (AMOUNT, "veel"), (AMOUNT, "NaN")],
)
def test_a_value_of_another_kind_is_refused_with_what_to_do(key: str, given: object) -> None:
    with pytest.raises(OutsideTheRoom, match=r"De wet, artikel 5, .*(Kies|Vul)"):
        read_value(terms()[key], given)


def chain_corpus() -> Corpus:
    """The ordinance doubles a part that further rules fill, of which it says no bounds itself."""
    law, town = small_corpus(town_value={"operation": "MULTIPLY", "values": ["$deel", 2]}).laws
    town.articles[0].terms["deel"] = OpenTerm("deel", "amount", True, "UITVOERINGSBELEID", ())
    rules = {
        "$id": "nadere_regels", "name": "Nadere regels", "regulatory_layer": "UITVOERINGSBELEID",
        "valid_from": "2026-01-01", "gemeente_code": LINDEWAARD,
        "articles": [{
            "number": "1", "text": "Een deel.",
            "machine_readable": {
                "implements": [{"law": "dorp", "article": "1", "open_term": "deel"}],
                "execution": {
                    "output": [{"name": "deel", "type": "amount"}],
                    "actions": [{"output": "deel", "value": 4_000}],
                },
            },
        }],
    }  # fmt: skip
    return Corpus((law, town, read_law(rules, Path("regels.yaml"), "3")))


def test_a_value_that_only_leaves_the_room_further_up_the_chain_is_refused_too() -> None:
    corpus, part = chain_corpus(), "dorp:1:deel"
    assert read_value(terms(corpus)[part], 15_000) == 15_000
    assert drafted(corpus, {part: 9_000}, LINDEWAARD, DAY)
    with pytest.raises(OutsideTheRoom, match="niet binnen de ruimte van de wet"):
        drafted(corpus, {part: 15_000}, LINDEWAARD, DAY)


def test_only_what_differs_belongs_to_a_draft() -> None:
    given = {AMOUNT: "12000", WHEN: "nooit", ON: "ja"}
    assert changes_in(terms().values(), given) == {WHEN: "nooit"}


def test_a_share_survives_being_kept() -> None:
    assert read_value(terms()[AMOUNT], written(Decimal("5000.5"))) == Decimal("5000.5")


def test_a_term_that_is_no_longer_there_is_said() -> None:
    with pytest.raises(KeyError):
        drafted(small_corpus(), {"wet:5:weg": True}, LINDEWAARD, DAY)


def test_the_changed_rule_has_another_digest_and_every_other_rule_is_the_same_object() -> None:
    corpus = small_corpus()
    draft = drafted(corpus, {ON: False}, LINDEWAARD, DAY)
    same = [old is new for old, new in zip(corpus.laws, draft.laws, strict=True)]
    assert same == [True, False]
    assert corpus.laws[1].digest != draft.laws[1].digest


@pytest.mark.parametrize("code", [LINDEWAARD, VENNERHOUT])
def test_every_value_of_the_product_can_be_read_back_and_drafted(code: str) -> None:
    corpus = book().corpus
    found = terms_of(corpus, code, DAY)
    assert NUG in {term.key for term in found}
    assert len({term.key for term in found}) == len(found)
    for term in found:
        assert read_value(term, written(term.value)) == term.value
    drafted(corpus, {term.key: written(term.value) for term in found}, code, DAY)
