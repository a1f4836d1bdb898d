# SPDX-License-Identifier: EUPL-1.2
"""How a municipality does it: what is left open, how it is filled, and where somebody weighs."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.rules.local.chains import Chain, Link, LinkKind, all_chains
from meedoen.rules.local.practice import (
    IT_DEPENDS,
    NOT_READ_IN,
    Beside,
    Rule,
    Section,
    differing,
    in_short,
    narrowed,
    ours_and_elsewhere,
    practice,
)
from tests.rules.people import LINDEWAARD, TODAY, VENNERHOUT, rulebook

NEIGHBOURS = {VENNERHOUT: "Vennerhout"}


def sections(municipality: str = LINDEWAARD, on: date = TODAY) -> tuple[Section, ...]:
    return practice(rulebook(), municipality, on, NEIGHBOURS)


def a_chain(value: str = "", *, read_in: bool = True) -> Chain:
    opening = Link(LinkKind.LEAVES_OPEN, "t", "Iets", 0, "Wet", "Een wet", "De wet laat het open.")
    kind = LinkKind.FILLS if read_in else LinkKind.NOT_READ_IN
    filling = Link(kind, "t", "Iets", 1, "Verordening", "Onze regel", "Zo is het.", value=value)
    return Chain("t", "Iets", (opening, filling), value=value)


@pytest.mark.proves("S4-02", "all that the law leaves to a municipality")
def test_everything_the_law_leaves_to_a_municipality_is_there_once() -> None:
    told = [rule.chain.term for section in sections() for rule in section.rules]
    assert sorted(told) == sorted(c.term for c in all_chains(rulebook(), LINDEWAARD, TODAY))
    assert len(told) == len(set(told)) > 10


def test_every_open_norm_says_who_weighs_and_on_which_article() -> None:
    rooms = [room for section in sections() for room in section.rooms]
    open_norms = [p for p in rulebook().provisions if p.norm == "open"]
    assert len(rooms) == len(open_norms)
    assert all(room.article and room.decider and room.legal_name for room in rooms)
    unsure = {p.legal_name for p in open_norms if p.certainty == "check"}
    assert {room.legal_name for room in rooms if not room.sure} == unsure


def test_neighbours_that_choose_otherwise_are_seen() -> None:
    rules = {rule.chain.term: rule for section in sections() for rule in section.rules}
    transport = rules["vervoer_naar_werk"]
    assert transport.differs
    assert transport.told != transport.neighbours[0].told
    assert transport in differing(sections())


def test_what_one_does_the_other_sees_as_its_neighbour() -> None:
    here = {r.chain.term: r for s in sections() for r in s.rules}
    there = practice(rulebook(), VENNERHOUT, TODAY, {LINDEWAARD: "Lindewaard"})
    for rule in (r for s in there for r in s.rules):
        assert rule.neighbours[0].told == here[rule.chain.term].told
        assert rule.differs is here[rule.chain.term].differs


def test_a_municipality_without_rules_is_told_as_not_read_in_and_differs_from_nobody() -> None:
    rules = [rule for section in sections("GM0001") for rule in section.rules]
    assert rules
    assert {rule.told for rule in rules} == {NOT_READ_IN}
    assert differing(sections("GM0001")) == ()


@pytest.mark.parametrize(
    ("chain", "told"),
    [
        (a_chain("€ 19,00"), "€ 19,00"),
        (a_chain(""), IT_DEPENDS),
        (a_chain("", read_in=False), NOT_READ_IN),
    ],
)
def test_a_chain_is_told_in_short_without_filling_anything_in(chain: Chain, told: str) -> None:
    assert in_short(chain) == told


@pytest.mark.parametrize(
    ("own", "beside", "differs"),
    [
        ("ja", "nee", True),
        ("ja", "ja", False),
        ("ja", NOT_READ_IN, False),
        ("", "ja", True),
    ],
)
def test_only_what_is_read_in_on_both_sides_can_differ(
    own: str, beside: str, differs: bool
) -> None:
    assert Rule(a_chain(own), (Beside("Buur", beside),)).differs is differs


@given(st.sampled_from(["vervoer", "Jobcoach", "2.1.4", "VERORDENING", "vervoer werk", "qqq"]))
def test_searching_keeps_exactly_what_has_every_word(words: str) -> None:
    kept = {r.chain.term for s in narrowed(sections(), words) for r in s.rules}
    wanted = words.lower().split()
    every = {r.chain.term: r for s in sections() for r in s.rules}
    assert kept == {t for t, r in every.items() if all(word in r.words for word in wanted)}
    assert all(section.rules or section.rooms for section in narrowed(sections(), words))


def test_nothing_asked_keeps_everything_and_nonsense_keeps_nothing() -> None:
    assert narrowed(sections()) == sections()
    assert narrowed(sections(), "bestaatnergens") == ()


def test_only_what_differs_keeps_no_room_since_the_law_gives_all_the_same() -> None:
    kept = narrowed(sections(), only_different=True)
    assert all(rule.differs for section in kept for rule in section.rules)
    assert not any(section.rooms for section in kept)


def test_where_another_weighs_is_kept_apart_and_nothing_is_lost_or_doubled() -> None:
    ours, elsewhere = ours_and_elsewhere(sections())
    assert all(room.ours for section in ours for room in section.rooms)
    assert not any(room.ours for section in elsewhere for room in section.rooms)
    assert not any(section.rules for section in elsewhere)
    for part in ("rules", "rooms"):
        told = [item for section in (*ours, *elsewhere) for item in getattr(section, part)]
        assert len(told) == sum(len(getattr(section, part)) for section in sections())


def test_laws_with_rules_of_the_municipality_come_first() -> None:
    counts = [len(section.rules) for section in sections()]
    assert counts == sorted(counts, reverse=True)
    assert {"participatiewet", "wmo_2015"} <= {section.law for section in sections()[:3]}


@pytest.mark.parametrize(
    "typed",
    ["vervoer\u200b", "VERVOER", "ver\u00advoer", "vérvoer", "\u202avervoer\u202c", "vervoer\0"],
)
def test_a_rule_is_found_however_its_word_is_written(typed: str) -> None:
    assert narrowed(sections(), typed) == narrowed(sections(), "vervoer") != ()
