# SPDX-License-Identifier: EUPL-1.2
"""What changes for somebody who takes a step, and what stays as it is."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meedoen.rules.change.causes import CauseKind, Situation
from meedoen.rules.change.difference import Changes, Shift, SignalShift, difference
from meedoen.rules.change.what_if import what_changes
from meedoen.rules.change.words import (
    by_fact,
    cause_words,
    cause_words_at_work,
    contribution_words,
    doubt_name,
    settles,
    shift_words,
    shift_words_at_work,
)
from meedoen.rules.outcomes import OutcomeKind
from meedoen.rules.rulebook.steps import WhatIfStep, facts_after
from tests.rules.people import (
    JOHAN,
    LINDEWAARD,
    NEEDS_SUPPORT,
    NEWCOMER,
    NOT_SOLVABLE,
    SCHOOL_LEAVER,
    THEO,
    TODAY,
    VENNERHOUT,
    WITHOUT_BENEFIT,
    Facts,
    rulebook,
)

PEOPLE = [{}, NEEDS_SUPPORT, SCHOOL_LEAVER, THEO, JOHAN, NEWCOMER, WITHOUT_BENEFIT]
MONEY_OR_FORCE = re.compile(
    r"€|\d+\s*(euro|cent)|\bboete|sanctie|\bstraf|maatregel|gekort|korting", re.IGNORECASE
)
people = st.sampled_from(PEOPLE)
steps = st.sampled_from(rulebook().steps)


def now(facts: Facts, municipality: str = LINDEWAARD) -> Situation:
    return Situation(facts, TODAY, municipality)


def changed(facts: Facts, name: str, answer: str = "") -> Changes:
    book = rulebook()
    step = book.step(name)
    return what_changes(book, facts, TODAY, LINDEWAARD, step, answer, VENNERHOUT).changes


def shift(changes: Changes, provision: str) -> Shift:
    return next(one for one in changes.shifts if one.provision.id == provision)


@given(facts=people, municipality=st.sampled_from([LINDEWAARD, VENNERHOUT]))
@settings(max_examples=10, deadline=None)
def test_an_empty_step_changes_nothing(facts: Facts, municipality: str) -> None:
    same = difference(rulebook(), now(facts, municipality), now(facts, municipality))
    assert same.nothing
    assert len(same.stays) == len(same.after.outcomes)
    assert same.rules_come == same.rules_go == same.questions == ()


@given(facts=people, step=steps)
@settings(max_examples=30, deadline=None)
def test_going_back_undoes_exactly_what_going_forward_did(facts: Facts, step: WhatIfStep) -> None:
    here, there = now(facts), now(facts_after(step, facts), VENNERHOUT)
    forth, back = (difference(rulebook(), *pair) for pair in ((here, there), (there, here)))
    assert sorted(_sides(one)[::-1] for one in back.shifts) == sorted(map(_sides, forth.shifts))
    assert {(s.knelpunt.code, s.after, s.before) for s in back.signals if s.before != s.after} == {
        (s.knelpunt.code, s.before, s.after) for s in forth.signals if s.before != s.after
    }
    assert [(c.after, c.before) for c in back.contributions] == [
        (c.before, c.after) for c in forth.contributions
    ]
    assert back.rules_come == forth.rules_go


def _sides(one: Shift) -> tuple[str, str]:
    return tuple(  # type: ignore[return-value]
        f"{side.provision.id} {side.kind}" if side else "" for side in (one.before, one.after)
    )


@given(facts=people, step=steps)
@settings(max_examples=30, deadline=None)
def test_open_doors_never_change_and_every_change_has_a_cause(
    facts: Facts, step: WhatIfStep
) -> None:
    changes = what_changes(rulebook(), facts, TODAY, LINDEWAARD, step, "", VENNERHOUT).changes
    assert not [one for one in changes.shifts if one.provision.door]
    doors = {outcome.provision.id for outcome in changes.stays if outcome.provision.door}
    assert doors == {outcome.provision.id for outcome in changes.before.doors}
    assert all(one.causes for one in (*changes.shifts, *changes.contributions))


@pytest.mark.proves("S0-23", "what a step changes speaks of no sanction")
@given(facts=people, step=steps)
@settings(max_examples=40, deadline=None)
def test_nothing_that_is_said_holds_an_amount_or_a_sanction(facts: Facts, step: WhatIfStep) -> None:
    answers = [choice.code for choice in step.follow_up.choices] if step.follow_up else [""]
    for answer in answers:
        seen = what_changes(rulebook(), facts, TODAY, LINDEWAARD, step, answer, VENNERHOUT)
        said = [*_sentences(seen.changes), step.label, step.says, *step.never]
        assert [text for text in said if MONEY_OR_FORCE.search(text)] == []


def _sentences(changes: Changes) -> Iterator[str]:
    for one in changes.shifts:
        yield shift_words(one)
        yield shift_words_at_work(one)
        yield from (one.after.sentence, one.after.way_on) if one.after else ()
        yield from (*map(cause_words, one.causes), *map(cause_words_at_work, one.causes))
    for contribution in changes.contributions:
        yield from contribution_words(contribution)
    for signal in changes.signals:
        yield from (signal.knelpunt.title, signal.knelpunt.collision, signal.knelpunt.way_out)
    yield from map(doubt_name, changes.doubts)
    yield from (rule.text for rule in changes.rules_come)


def test_doing_more_can_cost_support_and_theo_reads_the_way_out() -> None:
    """Theo's own case (K06): it collides already, so it is told although it stays."""
    changes = changed(THEO, "vrijwilligerswerk")
    assert [k.code for k in changes.signals_stay] == ["K06"]
    assert "nieuw besluit" in changes.signals_stay[0].way_out
    assert changes.nothing


def test_stopping_takes_a_collision_away_and_no_help() -> None:
    changes = changed(THEO, "stoppen")
    assert [k.code for k in changes.signals_go] == ["K06"]
    assert changes.shifts == ()


@pytest.mark.parametrize(("answer", "codes"), [("ouder", ["K19"]), ("jonger", [])])
def test_a_friend_who_moves_in_matters_from_27_only(answer: str, codes: list[str]) -> None:
    assert [k.code for k in changed(THEO, "iemand_in_huis", answer).signals_come] == codes


def test_while_nobody_said_how_old_the_friend_is_it_hangs_on_that() -> None:
    changes = changed(THEO, "iemand_in_huis")
    assert changes.signals_come == ()
    grouped = by_fact(changes.doubts)
    assert [fact.name for fact, _ in grouped if fact] == ["medebewoner_27_plus"]
    assert "Iemand komt in huis om te helpen" in [doubt_name(d) for _, ds in grouped for d in ds]


def test_what_becomes_unknown_hangs_on_a_fact_and_is_no_loss() -> None:
    changes = changed(THEO, "deel_van_de_week", "stopt")
    found = {getattr(d.about, "id", ""): [f.name for f in d.hangs_on] for d in changes.doubts}
    assert "ingeschreven_werkzoekende_uwv" in found["pw.ondersteuning_27"]
    assert "pw.ondersteuning_27" not in [one.provision.id for one in changes.certain]


def test_varying_pay_under_27_meets_two_collisions() -> None:
    young = {**SCHOOL_LEAVER, "problematische_schulden": True, "vervoer_zelfstandig": False}
    codes = {k.code for k in changed(young, "paar_uur", "wisselt").signals_come}
    assert {"K30", "K31", "K32", "K35"} <= codes


def test_a_benefit_that_stops_shuts_a_door_and_says_which_fact_did_it() -> None:
    one = shift(changed(THEO, "deel_van_de_week", "stopt"), "pw.participatieplaats")
    assert one.kinds == (OutcomeKind.VRAAGT_OORDEEL, OutcomeKind.NEE)
    assert [cause.fact.name for cause in one.causes if cause.fact] == ["uitkering_soort"]
    assert "Nu: bijstand van de gemeente. Dan: geen uitkering." in cause_words(one.causes[0])
    assert any(article.number == "10a" for article in one.articles)
    assert one.after
    assert one.after.way_on, "a no always says what is possible"
    assert shift_words(one) == "Dit kan dan niet meer via deze regel. Iets anders kan wel."


def test_an_employer_in_sight_settles_or_opens_and_never_reads_as_a_loss() -> None:
    one = shift(changed(THEO, "proefplek"), "pw.proefplaats")
    assert one.kinds == (OutcomeKind.ONBEKEND, OutcomeKind.VRAAGT_OORDEEL)
    assert not settles(one)
    assert shift_words(one) == "Een mens kijkt dan met je mee."


def test_living_together_stops_the_contribution_and_says_why() -> None:
    known = {
        **NEEDS_SUPPORT, **NOT_SOLVABLE, "gehuwd_of_gezamenlijke_huishouding": False,
        "minimum_inkomen": False, "betaalt_al_bijdrage_wonen": False,
        "ziet_af_van_bijdrage": False,
    }  # fmt: skip
    (one,) = changed(known, "samenwonen", "jonger").contributions
    assert (one.before, one.after) == (True, False)
    assert contribution_words(one)[0] == "De bijdrage stopt"
    names = {cause.fact.name for cause in one.causes if cause.fact}
    assert "gehuwd_of_gezamenlijke_huishouding" in names


def test_moving_changes_the_local_rules_and_names_the_place_as_the_cause() -> None:
    here = now({**WITHOUT_BENEFIT, "ingeschreven_werkzoekende_uwv": True})
    there = Situation(here.facts, TODAY, VENNERHOUT)
    changes = difference(rulebook(), here, there)
    one = shift(changes, "pw.ondersteuning_27")
    assert one.kinds == (OutcomeKind.JA, OutcomeKind.NEE)
    assert CauseKind.PLACE in {cause.kind for cause in one.causes}
    assert "In die gemeente gelden andere regels." in map(cause_words, one.causes)
    assert any("Lindewaard" in rule.text for rule in changes.rules_go)


def test_a_new_question_is_told_and_an_old_one_is_not() -> None:
    changes = changed(NEEDS_SUPPORT, "opleiding", "mbo")
    before = {q.fact.name for q in changed(NEEDS_SUPPORT, "stoppen").questions}
    assert "geboortedatum" not in {q.fact.name for q in changes.questions}
    assert "volgt_onderwijs" not in before


def test_what_stays_possible_is_named_with_the_open_doors_first() -> None:
    names = [outcome.provision.id for outcome in changed(THEO, "stoppen").still_possible]
    assert names[0].startswith("wmo.")
    assert "wmo.algemene_voorziening" in names[:3]
    assert "pw.ondersteuning_27" in names


def test_what_collides_goes_only_when_that_is_certain_and_comes_only_when_it_is_new() -> None:
    """A missing fact takes nothing away: not known is not gone."""
    book = rulebook()
    unchanged = difference(book, now({}), now({}))
    ways = list(product((True, False, None), repeat=2))
    signals = [SignalShift(book.knelpunten[at], *way) for at, way in enumerate(ways)]
    changes = replace(unchanged, signals=tuple(signals))

    def told(knelpunten: tuple[object, ...]) -> list[tuple[bool | None, bool | None]]:
        return [(s.before, s.after) for s in signals if s.knelpunt in knelpunten]

    assert told(changes.signals_go) == [(True, False)]
    assert told(changes.signals_stay) == [(True, True)]
    assert told(changes.signals_come) == [(False, True), (None, True)]
