# SPDX-License-Identifier: EUPL-1.2
"""Codes of the second factor: how they are typed, when they count, and how long one waits."""

import threading
from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.db import DatabaseError, connection
from hypothesis import given
from hypothesis import strategies as st

from meedoen.accounts.codes import (
    FIRST_WAIT,
    LONGEST_WAIT,
    TRIES,
    TRIES_A_DAY,
    CodeTried,
    code_in,
    wait_after,
)
from meedoen.accounts.models import Account, CodeTries, WrongCode
from meedoen.accounts.operations import forget_tries, try_code, try_first_code
from meedoen.accounts.roles import Role
from meedoen.database.roles import WEB
from meedoen.history.queries import past_of
from meedoen.vocabulary.moment import Moment
from tests.privacy.worlds import make_account, make_team
from tests.second_factor import emergency_codes, set_up_app
from tests.signing import SIGNED

SECRET = "JBSWY3DPEHPK3PXP"
DIGITS = ["0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "०१२३४५६७८९", "０１２３４５６７８９"]
BETWEEN = ["", " ", "-", "\u00a0", "\u2009", "\u200b", "\u2013", ".", "\u202a"]


def code_at(moment: Moment, steps: int = 0) -> str:
    step = int(moment.at.timestamp()) // 30 + steps
    return format_hotp_value(hotp_value(SECRET, step))


@pytest.fixture
def colleague(db: None) -> Account:
    account = make_account(make_team("GM9901", "Noord"), Role.NEIGHBOURHOOD_WORKER)
    set_up_app(account, SECRET)
    return account


def tried(account: Account, typed: str, on: Moment) -> CodeTried:
    return try_code(account=account, typed=typed, on=on).tried


@given(
    code=st.text("0123456789", min_size=6, max_size=8),
    digits=st.sampled_from(DIGITS),
    between=st.lists(st.sampled_from(BETWEEN), min_size=9, max_size=9),
)
def test_a_code_is_read_however_it_is_grouped_or_written(
    code: str, digits: str, between: list[str]
) -> None:
    typed = between[0] + "".join(
        digits[int(figure)] + gap for figure, gap in zip(code, between[1:], strict=False)
    )
    assert code_in(typed) == code


@pytest.mark.parametrize(
    ("typed", "code"),
    [("Code: 123456", "123456"), ("123 456 is je code", "123456"), ("3. 6630 8924", "66308924"),
     ("10) 66308924", "66308924"), ("12. 3456", "123456"), ("O12345", "12345")],
)  # fmt: skip
def test_words_around_a_code_and_its_number_in_a_list_fall_away(typed: str, code: str) -> None:
    assert code_in(typed) == code


@given(st.integers(0, 10_000))
def test_one_waits_after_each_five_wrong_codes_and_longer_each_time_up_to_a_day(wrong: int) -> None:
    wait = wait_after(wrong)
    assert (wait is None) == (wrong % TRIES != 0 or wrong == 0)
    if wait is not None:
        later = wait_after(wrong + TRIES)
        assert later is not None
        assert FIRST_WAIT <= wait <= later <= LONGEST_WAIT


@pytest.mark.parametrize("steps", [-1, 0, 1])
def test_a_code_of_one_step_before_or_after_is_right(
    colleague: Account, now: Moment, steps: int
) -> None:
    assert tried(colleague, code_at(now, steps), now) is CodeTried.RIGHT


@pytest.mark.parametrize("steps", [-20, -7, -2])
def test_an_older_code_is_wrong_and_tells_how_old_it_is(
    colleague: Account, now: Moment, steps: int
) -> None:
    answer = try_code(account=colleague, typed=code_at(now, steps), on=now)
    assert (answer.tried, answer.age) == (CodeTried.OLDER, timedelta(seconds=-30 * steps))


@pytest.mark.parametrize("steps", [-21, 2, 3, 20])
def test_of_a_code_that_is_still_to_come_nothing_is_said(
    colleague: Account, now: Moment, steps: int
) -> None:
    """Who guesses would else learn which code will be right in a minute."""
    assert tried(colleague, code_at(now, steps), now) is CodeTried.WRONG


def test_a_code_counts_once_and_so_does_every_code_before_it(
    colleague: Account, now: Moment
) -> None:
    assert tried(colleague, code_at(now), now) is CodeTried.RIGHT
    assert tried(colleague, code_at(now), now) is CodeTried.USED
    assert tried(colleague, code_at(now, -1), now) is CodeTried.USED
    later = now + timedelta(seconds=30)
    assert tried(colleague, code_at(now), later) is CodeTried.USED, "also in the next step"
    assert tried(colleague, code_at(later), later) is CodeTried.RIGHT


def test_the_code_that_set_the_app_up_does_not_open_the_door_as_well(
    colleague: Account, now: Moment
) -> None:
    first = try_first_code(account=colleague, secret=SECRET, typed=code_at(now, 1), on=now)
    assert first.right
    assert tried(colleague, code_at(now, 1), now) is CodeTried.USED


def test_after_five_wrong_codes_the_right_one_is_refused_too_until_the_wait_is_over(
    colleague: Account, now: Moment
) -> None:
    found = [tried(colleague, code_at(now, 9), now) for _ in range(TRIES)]
    assert found == [*[CodeTried.WRONG] * (TRIES - 1), CodeTried.WAITING]
    answer = try_code(account=colleague, typed=code_at(now), on=now)
    assert (answer.tried, answer.until) == (CodeTried.WAITING, (now + FIRST_WAIT).at)
    after = now + FIRST_WAIT
    assert tried(colleague, code_at(after), after) is CodeTried.RIGHT
    assert CodeTries.objects.get().wrong == 0


def test_who_goes_on_guessing_waits_longer_each_time(colleague: Account, now: Moment) -> None:
    moment, waits = now, []
    for _ in range(4):
        for _ in range(TRIES):
            answer = try_code(account=colleague, typed="nietgoed", on=moment)
        assert answer.until is not None
        waits.append(answer.until - moment.at)
        moment = Moment(answer.until)
    assert waits == [FIRST_WAIT * 2**turn for turn in range(4)]


def test_tries_while_waiting_neither_count_nor_lengthen_the_wait(
    colleague: Account, now: Moment
) -> None:
    for _ in range(TRIES):
        tried(colleague, "nietgoed", now)
    before = CodeTries.objects.values().get()
    for _ in range(20):
        assert tried(colleague, "nietgoed", now) is CodeTried.WAITING
    assert CodeTries.objects.values().get() == before


def test_emergency_codes_are_counted_with_the_others_and_work_once(
    colleague: Account, now: Moment
) -> None:
    first, second, *_ = emergency_codes(colleague)
    assert tried(colleague, f"{first[:4]} {first[4:]}", now) is CodeTried.RIGHT
    found = [tried(colleague, first, now) for _ in range(TRIES)]
    assert found == [*[CodeTried.WRONG] * (TRIES - 1), CodeTried.WAITING]
    assert tried(colleague, second, now) is CodeTried.WAITING


def forgotten_in_sql() -> None:
    """Whatever becomes of the count: who could write it, as no page can without proof."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('meedoen.signed_by', 'x', true)")
        cursor.execute("UPDATE accounts_codetries SET wrong = 0, wait_until = NULL")


def test_codes_cannot_be_guessed_on_by_who_empties_the_count(
    colleague: Account, now: Moment
) -> None:
    for _ in range(TRIES_A_DAY):
        assert tried(colleague, "000000", now) in {CodeTried.WRONG, CodeTried.WAITING}
        forgotten_in_sql()
    answer = try_code(account=colleague, typed=code_at(now), on=now)
    assert (answer.tried, answer.until) == (CodeTried.WAITING, now.at + timedelta(days=1))
    tomorrow = Moment(now.at + timedelta(days=1))
    assert tried(colleague, code_at(tomorrow), tomorrow) is CodeTried.RIGHT


@pytest.mark.parametrize(
    "statement",
    ["DELETE FROM accounts_wrongcode", "UPDATE accounts_wrongcode SET at = '2020-01-01'"],
)
def test_no_page_forgets_a_wrong_code(colleague: Account, now: Moment, statement: str) -> None:
    tried(colleague, "000000", now)
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {WEB}")
        with pytest.raises(DatabaseError, match="permission denied"):
            cursor.execute(statement)


def test_wrong_codes_of_long_ago_are_not_kept(colleague: Account, now: Moment) -> None:
    tried(colleague, "000000", now)
    tried(colleague, "000000", now + timedelta(days=3))
    assert WrongCode.objects.count() == 1


def test_an_administrator_forgets_the_wrong_codes_of_a_day_too(
    colleague: Account, now: Moment
) -> None:
    for _ in range(TRIES_A_DAY):
        tried(colleague, "000000", now)
        forgotten_in_sql()
    forget_tries(account=colleague, **SIGNED)
    assert tried(colleague, code_at(now), now) is CodeTried.RIGHT


def test_an_administrator_lets_somebody_try_again_at_once(colleague: Account, now: Moment) -> None:
    for _ in range(TRIES):
        tried(colleague, "nietgoed", now)
    forget_tries(account=colleague, **SIGNED)
    assert tried(colleague, code_at(now), now) is CodeTried.RIGHT
    let_on, shut, begun = past_of("accounts_codetries", [colleague.pk])
    assert (let_on.by, begun.by, shut.by) == (SIGNED["by"].label, colleague.name, colleague.name)
    assert set(let_on.was) == set(shut.was) == {"wait_until"}


def test_one_colleague_who_waits_keeps_nobody_else_out(colleague: Account, now: Moment) -> None:
    other = make_account(make_team("GM9901", "Zuid"), Role.WMO_CONSULTANT)
    set_up_app(other, SECRET)
    for _ in range(TRIES):
        tried(colleague, "nietgoed", now)
    assert tried(other, code_at(now), now) is CodeTried.RIGHT


@pytest.mark.django_db(transaction=True)
def test_of_eight_who_type_one_code_at_the_same_moment_one_comes_in(
    colleague: Account, now: Moment
) -> None:
    answers: list[CodeTried] = []
    ready = threading.Barrier(8)

    def knock() -> None:
        ready.wait()
        try:
            answers.append(tried(colleague, code_at(now), now))
        finally:
            connection.close()

    knocking = [threading.Thread(target=knock) for _ in range(8)]
    for one in knocking:
        one.start()
    for one in knocking:
        one.join()
    assert sorted(answers) == [CodeTried.RIGHT, *[CodeTried.USED] * 7]
