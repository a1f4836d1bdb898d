# SPDX-License-Identifier: EUPL-1.2
"""Who gains and who loses: the same answers as the glasses give to one person."""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

import numpy as np
import pytest

from meedoen.laboratory.comparison import Direction, SubjectChange, compare, look
from meedoen.laboratory.drafts import drafted, terms_of
from meedoen.laboratory.subjects import PROVISION_STATES, states_of, subjects_of
from meedoen.rules.glasses import look_through
from meedoen.rules.rulebook.catalogue import Rulebook
from tests.laboratory.worlds import DAY, LINDEWAARD, NUG, book, people

SAMPLE = 200


def draft_of(changes: Mapping[str, object]) -> Rulebook:
    return replace(book(), corpus=drafted(book().corpus, changes, LINDEWAARD, DAY))


@lru_cache
def found(block: int = 1000) -> dict[str, SubjectChange]:
    mine = [t.filled_by for t in terms_of(book().corpus, LINDEWAARD, DAY) if t.key == NUG]
    changes = compare(
        book(), draft_of({NUG: False}), people(), changed=mine, on=DAY, block=block,
        tell=lambda _: None,
    )  # fmt: skip
    return {change.subject.id: change for change in changes}


@pytest.mark.parametrize("changes", [{}, {NUG: False}])
def test_a_population_is_seen_as_the_glasses_see_each_of_them(changes: dict) -> None:
    seen_with, subjects = draft_of(changes), subjects_of(book())
    facts = people().part(0, SAMPLE)
    seen = look(seen_with.corpus, subjects, facts, DAY)
    states = states_of(seen_with, seen.answers, SAMPLE, DAY)
    for row in range(SAMPLE):
        told = {name: c.value(row) for name, c in facts.items() if c.known[row]}
        outcomes = look_through(seen_with, told, DAY, LINDEWAARD).outcomes
        one_by_one = {o.provision.id: str(o.kind) for o in outcomes if not o.provision.door}
        together = {
            subject.id: PROVISION_STATES[states[subject.id][row]]
            for subject in subjects
            if subject.states is PROVISION_STATES
        }
        assert {n: s for n, s in together.items() if s != "niet_aan_de_orde"} == one_by_one


def test_who_has_no_benefit_loses_help_and_nobody_gains_it() -> None:
    change = found()["pw.ondersteuning_27"]
    assert change.total(Direction.LOSES) > 10
    assert change.total(Direction.GAINS) == 0
    assert ("ja", "nee_op_deze_grond") in change.moves[Direction.LOSES]


def test_who_changes_is_counted_once_as_a_gain_a_loss_or_otherwise() -> None:
    everyone, size = people().part(0, people().size), people().size
    was, would_be = (
        states_of(one, look(one.corpus, subjects_of(book()), everyone, DAY).answers, size, DAY)
        for one in (book(), draft_of({NUG: False}))
    )
    for name, change in found().items():
        differs = int((was[name] != would_be[name]).sum())
        assert sum(change.total(way) for way in Direction) == differs
        names, opens = change.subject.states, {*change.subject.open}
        for before, after in change.moves[Direction.OTHERWISE]:
            assert (names.index(before) in opens) == (names.index(after) in opens)
            assert before != after


def test_each_change_is_counted_where_that_person_lives_at_that_age() -> None:
    counts = found()["pw.ondersteuning_27"].counts[Direction.LOSES]
    assert counts.shape == (3, 5)
    # From 27 until the pension age only: Participatiewet art. 7.
    assert counts[:, [0, 1, 4]].sum() == 0


def test_with_every_change_stand_the_articles_that_decided_it() -> None:
    articles = {(a.law_id, a.number) for a in found()["pw.ondersteuning_27"].articles}
    assert {("lindewaard_participatieverordening", "1"), ("participatiewet", "8a")} <= articles
    assert found()["wmo.begeleiding_groep"].articles == set()


def test_a_provision_that_the_draft_does_not_touch_says_so() -> None:
    assert found()["pw.ondersteuning_27"].touched
    assert not found()["wmo.mantelzorg"].touched


def test_blocks_make_no_difference() -> None:
    for name, change in found(700).items():
        for way in Direction:
            assert np.array_equal(change.counts[way], found()[name].counts[way])


def test_a_draft_without_changes_changes_nothing_for_anybody() -> None:
    heard: list[int] = []
    changes = compare(
        book(), draft_of({}), people(), changed=[], on=DAY, tell=heard.append, block=1500
    )
    assert all(change.total(way) == 0 for change in changes for way in Direction)
    assert heard == [50, 100]


def test_who_listens_can_stop_it() -> None:
    class Stop(Exception):
        pass

    def stop(progress: int) -> None:
        raise Stop

    with pytest.raises(Stop):
        compare(book(), draft_of({}), people(), changed=[], on=DAY, tell=stop)


def test_a_contribution_counts_for_whom_its_help_is_open_only() -> None:
    facts = people().part(0, SAMPLE)
    seen = look(book().corpus, subjects_of(book()), facts, DAY)
    states = states_of(book(), seen.answers, SAMPLE, DAY)
    helped = [p.id for p in book().provisions if p.contribution == "wmo_bijdrage" and not p.door]
    open_to = np.logical_or.reduce([states[name] >= 3 for name in helped])
    assert ((states["bijdrage.wmo_bijdrage"] > 0) == open_to).all()
    assert open_to.any()
