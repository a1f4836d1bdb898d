# SPDX-License-Identifier: EUPL-1.2
"""Whatever is done with messages, it says first who does it and when, and waits for its turn."""

import inspect
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from meedoen.accounts.roles import Role
from meedoen.history.operations import turn_of
from meedoen.notifications import operations, queries
from meedoen.notifications.kinds import Channel, MessageKind, OutgoingState, RestBecause
from tests.notifications.worlds import NOW, chose, me, told
from tests.privacy.worlds import make_account, make_team
from tests.signing import said_by, signs_before_it_writes

pytestmark = pytest.mark.django_db
S = OutgoingState
Told = dict[str, Any]


def a_link(subject: UUID, *, used: bool) -> Told:
    """Let her get a mail with a link by which it stops; with `used` she pressed it."""
    chose(subject, Channel.EMAIL)
    row = told(subject, kind="decision")
    begun = operations.begin_sending(outgoing_id=row.pk, mail_server=True, on=NOW)
    assert begun is not None
    secret = operations.make_stop_link(mailing_id=begun[0], on=NOW)
    link = {"subject": subject, "digest": queries.digest_of_link(secret)}
    if used:
        operations.stop_mail(**link, by=me(subject), on=NOW)
    return link


def a_letter(subject: UUID, state: OutgoingState = S.BY_LETTER) -> UUID:
    """Let a letter wait for who posts it, or be where it is after that."""
    row = told(subject, kind="decision")
    operations.begin_sending(outgoing_id=row.pk, mail_server=False, on=NOW)
    if state is S.DONE:
        operations.mark_done(message_id=row.pk, by=me(subject), on=NOW)
    return row.pk


def rests(subject: UUID) -> Told:
    operations.rest(
        subject=subject, until=None, because=RestBecause.NOT_NOW, by=me(subject), on=NOW
    )
    return {"subject": subject, "because": RestBecause.NOT_NOW}


def a_colleague(subject: UUID) -> Told:
    account = make_account(make_team("GM9901", "Buurthuis"), Role.NEIGHBOURHOOD_WORKER, "Puk")
    return {"occasion_code": "answer", "about": "7", "account_id": account.pk}


def an_address(subject: UUID) -> Told:
    return {"subject": subject, "way": Channel.EMAIL, "value": "vlinder@post.example"}


IN_A_DOSSIER: dict[str, Callable[[UUID], Told]] = {
    "tell": lambda her: {"occasion_code": "plan", "about": "1", "to": her},
    "note_read": lambda her: {
        "subject": her, "occasion_code": "answer", "about": told(her).about,
    },
    "give_address": an_address,
    "choose_channel": lambda her: {
        "subject": her, "kind": MessageKind.PLAN, "channel": Channel.CALL,
    },
    "rest": lambda her: {"subject": her, "until": None, "because": RestBecause.OWN_WISH},
    "end_rest": rests,
    "stop_mail": lambda her: a_link(her, used=False),
    "mail_again": lambda her: a_link(her, used=True),
}  # fmt: skip
ELSEWHERE: dict[str, Callable[[UUID], Told]] = {
    "tell_colleague": a_colleague,
    "put_away": lambda her: {"message_id": told(her).pk, "away": True},
    "keep_printed": lambda her: {"message_id": a_letter(her)},
    "mark_done": lambda her: {"message_id": a_letter(her)},
    "take_back_done": lambda her: {"message_id": a_letter(her, S.DONE), "to": S.BY_CALL},
    "call_instead": lambda her: {"message_id": a_letter(her)},
}


def test_each_thing_that_somebody_does_with_messages_is_tried_here() -> None:
    done = {
        name
        for name, one in vars(operations).items()
        if inspect.isfunction(one)
        and one.__module__ == operations.__name__
        and not name.startswith("_")
        and "by" in inspect.signature(one).parameters
    }
    assert done == {*IN_A_DOSSIER, *ELSEWHERE}


@pytest.mark.parametrize("name", [*IN_A_DOSSIER, *ELSEWHERE])
def test_who_does_something_with_a_message_is_kept_with_it(vlinder: UUID, name: str) -> None:
    about = (IN_A_DOSSIER | ELSEWHERE)[name](vlinder)
    act, by = getattr(operations, name), replace(me(vlinder), label="Wie dit deed")
    signs_before_it_writes(lambda: act(**about, by=by, on=NOW), by=by, on=NOW)


@pytest.mark.parametrize("name", IN_A_DOSSIER)
def test_who_writes_in_a_dossier_waits_for_its_turn_before_anything_is_read(
    vlinder: UUID, name: str
) -> None:
    about, act = IN_A_DOSSIER[name](vlinder), getattr(operations, name)
    said = signs_before_it_writes(
        lambda: act(**about, by=me(vlinder), on=NOW), by=me(vlinder), on=NOW
    )
    assert "pg_advisory_xact_lock" in said[1]
    assert turn_of(vlinder) in said[1]


def test_of_two_workers_one_at_a_time_decides_about_what_waits_for_somebody(
    vlinder: UUID,
) -> None:
    row = told(vlinder)
    said = said_by(lambda: operations.begin_sending(outgoing_id=row.pk, mail_server=True, on=NOW))
    turn = next(at for at, one in enumerate(said) if f"messages of {vlinder}" in one)
    assert not [one for one in said[:turn] if one.startswith("UPDATE")]
    assert "pg_advisory_xact_lock" in said[turn]
    assert [one for one in said[turn:] if one.startswith("SELECT") and "mailing" in one]
