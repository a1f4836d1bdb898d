# SPDX-License-Identifier: EUPL-1.2
"""What becomes of a message follows from how things stand, and from nothing else."""

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.notifications.deciding import (
    GATHERED,
    MOST_TRIES,
    ONE_MAIL_IN,
    AsItStands,
    NextStep,
    Resting,
    mail_may_go_at,
    rest_over_at,
    try_again_after,
    what_now,
)
from meedoen.notifications.kinds import (
    BY_HAND,
    MOVES,
    OPEN,
    ORDERED_AT_ONCE,
    Channel,
    MessageKind,
    OutgoingState,
)
from meedoen.vocabulary.moment import Moment
from tests.notifications.worlds import NOW

OUT = {NextStep.MAIL, NextStep.LETTER, NextStep.CALL}
ORDINARY = sorted(set(MessageKind) - set(ORDERED_AT_ONCE))
situations = st.builds(
    AsItStands,
    kind=st.sampled_from(MessageKind),
    still_so=st.booleans(),
    rests=st.booleans(),
    chosen=st.sampled_from(Channel),
    mail_goes=st.booleans(),
    was_read=st.booleans(),
)


def stands(kind: MessageKind = MessageKind.ANSWER, **told: object) -> AsItStands:
    known: dict[str, object] = {
        "still_so": True, "rests": False, "chosen": Channel.PAGE, "mail_goes": True, **told
    }  # fmt: skip
    return AsItStands(kind=kind, **known)  # type: ignore[arg-type]


@given(situations)
def test_what_is_not_so_any_more_is_never_told(situation: AsItStands) -> None:
    assert (what_now(situation) is NextStep.LAPSE) is not situation.still_so


@given(situations)
def test_what_she_read_goes_nowhere_but_what_the_law_orders(situation: AsItStands) -> None:
    read = replace(situation, was_read=True, still_so=True)
    assert (what_now(read) in OUT) is (situation.kind in ORDERED_AT_ONCE)


@pytest.mark.proves("S0-23", "nothing is sent while she rests")
@given(situations)
def test_while_she_rests_nothing_goes_out_but_what_the_law_orders_and_that_on_paper(
    situation: AsItStands,
) -> None:
    step = what_now(situation)
    if situation.rests and situation.still_so:
        ordered = situation.kind in ORDERED_AT_ONCE
        assert step is (NextStep.LETTER if ordered else NextStep.HOLD)


@given(situations)
def test_a_mail_goes_only_to_who_chose_it_and_can_get_it(situation: AsItStands) -> None:
    if what_now(situation) is NextStep.MAIL:
        assert situation.chosen is Channel.EMAIL
        assert situation.mail_goes


@given(situations)
def test_a_message_lies_still_only_for_a_rest(situation: AsItStands) -> None:
    if what_now(situation) is NextStep.HOLD:
        assert situation.rests


@pytest.mark.parametrize("kind", ORDINARY)
@pytest.mark.parametrize(
    ("chosen", "step"),
    [
        (Channel.PAGE, NextStep.ON_PAGE),
        (Channel.EMAIL, NextStep.MAIL),
        (Channel.LETTER, NextStep.LETTER),
        (Channel.CALL, NextStep.CALL),
    ],
)
def test_it_goes_the_way_she_chose(kind: MessageKind, chosen: Channel, step: NextStep) -> None:
    assert what_now(stands(kind, chosen=chosen)) is step


@pytest.mark.parametrize("kind", MessageKind)
def test_a_mail_that_cannot_go_becomes_a_letter(kind: MessageKind) -> None:
    assert what_now(stands(kind, chosen=Channel.EMAIL, mail_goes=False)) is NextStep.LETTER


@pytest.mark.parametrize("kind", sorted(ORDERED_AT_ONCE))
@pytest.mark.parametrize("chosen", Channel)
def test_what_the_law_orders_comes_in_writing(kind: MessageKind, chosen: Channel) -> None:
    wanted = NextStep.MAIL if chosen is Channel.EMAIL else NextStep.LETTER
    assert what_now(stands(kind, chosen=chosen)) is wanted


def test_what_the_law_orders_names_its_article() -> None:
    assert all(article.startswith("Awb ") for article in ORDERED_AT_ONCE.values())


@pytest.mark.proves("S0-23", "nobody is reminded")
def test_there_is_no_kind_of_message_that_reminds() -> None:
    assert not [kind for kind in MessageKind if "herinner" in kind.label or "remind" in kind]


@pytest.mark.proves("S0-23", "0 messages after nu niet in 10,000 simulated years")
def test_after_nu_niet_nothing_is_sent_in_ten_thousand_years_of_residents() -> None:
    """Each day of each year anything may happen; what is sent follows from the state alone."""
    chance, sent_at_rest, sent = random.Random(23), 0, 0
    for _ in range(10_000):
        waiting: list[tuple[MessageKind, date]] = []
        day = date(2026, 1, 1)
        rest = Resting(None)
        chosen = chance.choice(list(Channel))
        for _ in range(366):
            if chance.random() < 0.02:
                until = day + timedelta(days=chance.randrange(1, 120))
                rest = Resting(chance.choice([until, until, None]))
            if chance.random() < 0.01:
                rest = Resting(day)
            if chance.random() < 0.03:
                waiting.append((chance.choice(ORDINARY), day))
            held = []
            for kind, since in waiting:
                over = chance.random() < 0.05
                step = what_now(
                    stands(kind, still_so=not over, rests=rest.holds_on(day), chosen=chosen)
                )
                sent += step in OUT
                sent_at_rest += step in OUT and rest.holds_on(day)
                if step is NextStep.HOLD:
                    held.append((kind, since))
            waiting = held
            day += timedelta(days=1)
    assert sent_at_rest == 0
    assert sent > 10_000, "else nothing was tried"


# When.


@given(st.dates(date(2026, 1, 2), date(2100, 1, 1)))
def test_on_the_day_she_named_the_rest_is_over(until: date) -> None:
    rest = Resting(until)
    assert rest.holds_on(until - timedelta(days=1))
    assert not rest.holds_on(until)
    over = rest_over_at([rest], until - timedelta(days=1))
    assert over is not None
    assert over.day == until
    assert over == Moment.beginning(until) + timedelta(hours=9)


def test_a_rest_without_a_day_lasts_until_she_says_otherwise() -> None:
    assert Resting().holds_on(date(2099, 1, 1))
    assert rest_over_at([Resting(), Resting(date(2026, 12, 1))], NOW.day) is None


def test_of_two_rests_the_longest_counts_and_one_that_is_over_does_not() -> None:
    rests = [Resting(NOW.day), Resting(date(2026, 12, 1)), Resting(date(2026, 12, 24))]
    over = rest_over_at(rests, NOW.day)
    assert over is not None
    assert over.day == date(2026, 12, 24)
    assert rest_over_at([Resting(NOW.day)], NOW.day) is None


def test_what_comes_in_one_sitting_is_gathered_and_there_is_one_mail_a_day() -> None:
    assert mail_may_go_at(NOW, None) == NOW + GATHERED
    assert mail_may_go_at(NOW, NOW - timedelta(hours=23)) == NOW + timedelta(hours=1)
    assert mail_may_go_at(NOW, NOW - timedelta(days=3)) == NOW + GATHERED


@given(st.timedeltas(timedelta(0), timedelta(days=400)))
def test_a_notice_comes_within_the_forty_eight_hours_of_the_law(ago: timedelta) -> None:
    assert mail_may_go_at(NOW, NOW - ago) - NOW <= ONE_MAIL_IN < timedelta(hours=48)


def test_each_try_waits_longer_and_the_last_is_days_after_the_first() -> None:
    waits = [try_again_after(tries) for tries in range(1, MOST_TRIES)]
    assert waits == sorted(waits)
    assert waits[0] == timedelta(minutes=5)
    assert waits[1] == timedelta(minutes=10)
    assert waits[-1] == timedelta(hours=12)
    assert sum(waits, timedelta()) > timedelta(days=1)
    assert try_again_after(0) == timedelta()
    assert try_again_after(1000) == timedelta(hours=12)


# What may follow what.


def test_what_waits_for_nobody_stays_where_it_is() -> None:
    assert MOVES[OutgoingState.ON_PAGE] == frozenset()
    assert set(MOVES) == set(OutgoingState)


def test_only_what_is_being_sent_can_have_been_sent() -> None:
    assert [state for state in MOVES if OutgoingState.SENT in MOVES[state] - {state}] == [
        OutgoingState.SENDING
    ]


def test_done_is_only_what_hands_did() -> None:
    before = {state for state in MOVES if OutgoingState.DONE in MOVES[state]}
    assert before == BY_HAND
    assert not before & OPEN
