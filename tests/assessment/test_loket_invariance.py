# SPDX-License-Identifier: EUPL-1.2
"""Whatever desk someone came to, by whatever channel, told in whatever order: the same options.

1000 of 1000 over the eight residents of the demonstration, by the same pure function
that makes the public proof. The seed is fixed, so that a run that fails can be had again.
"""

import ast
import inspect
import random
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.assessment import invariance
from meedoen.assessment.invariance import (
    BETWEEN,
    CHANGED_BIRTH,
    QUESTIONS,
    SIGNALS,
    VARIED,
    Difference,
    Standing,
    Tally,
    Telling,
    compare,
    differing,
    shown,
    standing,
    tellings,
    through_the_glasses,
    varied_in_words,
)
from meedoen.matching import affinity, capacity_fit, nearness, proposal, scoring
from meedoen.matching.scoring import rank
from meedoen.rules import glasses, grounds, outcomes, questions
from meedoen.rules.glasses import look_through
from meedoen.rules.outcomes import OutcomeKind
from meedoen.rules.rulebook import conditions
from tests.matching.builders import demonstration
from tests.rules.people import TODAY, look, rulebook

STORIES = {story["key"]: story for story in demonstration("stories.yaml")}
RUNS_EACH = 125


@cache
def first_time(key: str) -> Mapping[str, object]:
    return shown(rulebook(), STORIES[key]["facts"], TODAY, STORIES[key]["municipality"])


def tried(key: str, ways: int) -> Tally:
    story = STORIES[key]
    home = story["municipality"]
    child = shown(rulebook(), {**story["facts"], **CHANGED_BIRTH}, TODAY, home)
    return compare(
        key, first_time(key), tellings(story["facts"], f"loket {key}", ways),
        lambda way: through_the_glasses(rulebook(), way, TODAY, home), controls=[child],
    )  # fmt: skip


def test_there_are_eight_residents_and_a_thousand_ways_to_come_in() -> None:
    assert len(STORIES) * RUNS_EACH == 1000


@pytest.mark.proves("I1")
@pytest.mark.proves("S2-09")
@pytest.mark.proves("I17")
@pytest.mark.parametrize("key", sorted(STORIES))
def test_channel_desk_organisation_and_order_change_nothing_that_is_shown(key: str) -> None:
    tally = tried(key, RUNS_EACH)
    assert tally.differences == ()
    assert (tally.equal, tally.ways) == (RUNS_EACH, RUNS_EACH)
    assert (tally.controls_seen, tally.controls) == (1, 1)


@pytest.mark.parametrize("key", sorted(STORIES))
def test_the_order_of_the_questions_changes_nothing(key: str) -> None:
    """Facts come in one by one; every look in between leaves nothing behind for the last."""
    story, draw = STORIES[key], random.Random(f"vragen {key}")
    told: dict[str, object] = {}
    for name in draw.sample(sorted(story["facts"]), len(story["facts"])):
        told[name] = story["facts"][name]
        shown(rulebook(), told, TODAY, story["municipality"])
    assert shown(rulebook(), told, TODAY, story["municipality"]) == first_time(key)


@pytest.mark.parametrize("key", sorted(STORIES))
def test_who_shares_less_reads_unknown_more_often_but_never_a_no(key: str) -> None:
    """What the public page says of somebody who tells one desk less than another."""
    story, draw = STORIES[key], random.Random(f"minder {key}")
    whole = look(story["facts"], story["municipality"])
    whole_no = {o.provision.id for o in whole.outcomes if o.kind is OutcomeKind.NEE}
    concerned = {o.provision.id for o in whole.outcomes}
    for _ in range(10):
        told = dict(draw.sample(sorted(story["facts"].items(), key=str), len(story["facts"]) // 2))
        for outcome in look(told, story["municipality"]).outcomes:
            if outcome.kind is OutcomeKind.NEE and outcome.provision.id in concerned:
                assert outcome.provision.id in whole_no, (sorted(told), outcome.provision.id)


def test_all_that_is_read_is_compared_the_explanation_too() -> None:
    parts = first_time("theo")
    assert {QUESTIONS, SIGNALS, BETWEEN} < parts.keys()
    read = str(parts["wmo.begeleiding_groep"])
    outcome = look(STORIES["theo"]["facts"]).of("wmo.begeleiding_groep")
    assert outcome.explanation is not None
    for words in (outcome.sentence, outcome.decider, outcome.explanation.label):
        assert words in read


FACTS = st.dictionaries(
    st.text("abc", min_size=1, max_size=4),
    st.one_of(st.booleans(), st.dates(), st.lists(st.sampled_from("xyz"), unique=True)),
    max_size=6,
)


@given(FACTS, st.text(max_size=5))
def test_the_same_seed_gives_the_same_ways_again(facts: dict[str, object], seed: str) -> None:
    def ways() -> list[tuple[object, ...]]:
        found = tellings(facts, seed, 3)
        return [(w.number, w.desk, list(w.told.items()), w.so_far) for w in found]

    assert ways() == ways()


@given(FACTS)
def test_a_way_tells_every_fact_with_every_word_about_the_desk(facts: dict[str, object]) -> None:
    for way in tellings(facts, "weg", 3):
        assert way.told.keys() == facts.keys() | {varied.name for varied in VARIED}
        assert (way.so_far or {}).keys() <= facts.keys()
        for name, value in facts.items():
            said: Any = way.facts[name]
            same = sorted(said) == sorted(value) if isinstance(value, list) else said == value
            assert same or (isinstance(value, date) and said == value.isoformat())


def test_a_thousand_ways_use_every_possibility_of_every_desk() -> None:
    used = [way.desk for way in tellings({}, "weg", 1000)]
    for varied in VARIED:
        assert {desk[varied.name] for desk in used} == set(varied.values)


def test_a_product_that_hears_the_desk_is_caught_with_the_part_that_differed() -> None:
    def biased(way: Telling) -> dict[str, object]:
        return {"plek": "nee" if way.told["loket"] == "uwv" else "ja", "vraag": "leeftijd"}

    tally = compare("bo", {"plek": "ja", "vraag": "leeftijd"}, tellings({}, "x", 60), biased)
    assert 0 < tally.equal < tally.ways == 60
    assert {found.desk["loket"] for found in tally.differences} == {"uwv"}
    assert {found.parts for found in tally.differences} == {("plek",)}
    assert tally.differences[0].resident == "bo"


def test_a_product_in_which_order_matters_is_caught() -> None:
    tally = compare(
        "bo", {"eerst": "a"}, tellings(dict.fromkeys("abcd", True), "x", 40),
        lambda way: {"eerst": next(iter(way.facts))},
    )  # fmt: skip
    assert tally.equal < 40


def test_a_comparison_that_misses_a_control_counts_it_as_not_seen() -> None:
    same, other = {"plek": "ja"}, {"plek": "nee"}
    tally = compare("bo", same, [], lambda way: same, controls=[same, other])
    assert (tally.controls, tally.controls_seen, tally.ways) == (2, 1, 0)


def test_a_part_that_only_one_has_is_a_difference_even_when_it_says_nothing() -> None:
    assert differing({"a": 1, "b": None}, {"a": 1}) == ("b",)
    assert differing({"a": 1}, {"a": 1}) == ()
    assert differing({"a": 1, "c": 1}, {"a": 2, "c": 2}) == ("a", "c")


def test_tallies_add_up() -> None:
    one = Tally(5, (Difference("bo", 1, {}, ("plek",)),), 2, 1)
    both = one + Tally(3, (), 1, 1)
    assert (both.ways, both.equal, both.controls, both.controls_seen) == (8, 7, 3, 2)


@pytest.mark.parametrize(
    ("changed", "worth"),
    [
        ({}, Standing.PROVEN),
        ({"equal": 999}, Standing.UNEQUAL),
        ({"equal": 999, "now": "anders"}, Standing.UNEQUAL),
        ({"controls_seen": 15}, Standing.BLIND),
        ({"controls": 0, "controls_seen": 0}, Standing.BLIND),
        ({"ways": 0, "equal": 0}, Standing.BLIND),
        ({"now": "anders"}, Standing.RULES_CHANGED),
    ],
)
def test_a_proof_is_worth_no_more_than_it_saw(changed: dict[str, Any], worth: Standing) -> None:
    whole: dict[str, Any] = {
        "ways": 1000, "equal": 1000, "controls": 16, "controls_seen": 16, "then": "a", "now": "a",
    }  # fmt: skip
    assert standing(**(whole | changed)) is worth


def test_what_varies_is_told_in_words_with_numbers_only_where_one_can_count() -> None:
    told = varied_in_words()
    assert {"label": "bij welk loket", "possibilities": 6} in told
    assert sum(line["possibilities"] is None for line in told) == len(told) - len(VARIED) > 0


ABOUT_THE_DESK = {"kanaal", "loket", "organisatie", "team", "rol", "channel", "desk", "referrer"}


def test_no_fact_of_the_rulebook_is_about_the_desk() -> None:
    words = {word for name in rulebook().facts for word in name.split("_")}
    assert not words & ABOUT_THE_DESK


@pytest.mark.proves("I1", "what decides cannot be told who asks")
@pytest.mark.proves("I17", "what decides cannot be told who asks")
@pytest.mark.parametrize("ask", [look_through, rank])
def test_nothing_that_decides_can_be_told_who_asks(ask: Any) -> None:
    asked_for = set(inspect.signature(ask).parameters)
    assert not asked_for & (ABOUT_THE_DESK | {"by", "viewer", "actor", "source"})


@pytest.mark.parametrize(
    "module",
    [
        conditions, glasses, grounds, invariance, outcomes, questions,
        affinity, capacity_fit, nearness, proposal, scoring,
    ],
    ids=lambda module: module.__name__,
)  # fmt: skip
def test_what_decides_imports_neither_organisations_nor_dossiers(module: Any) -> None:
    tree = ast.parse(Path(module.__file__).read_text(encoding="utf-8"))
    named = {n.module or "" for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
    named |= {a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
    closed = ("meedoen.accounts", "meedoen.privacy", "meedoen.residents", "meedoen.catalogue")
    assert [name for name in named if name.startswith(closed)] == []
