# SPDX-License-Identifier: EUPL-1.2
"""What people do with a message: print, post, call; and press the link in a mail."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from meedoen.notifications import operations, queries
from meedoen.notifications.kinds import Channel, DeliveryEvent, MessageKind, OutgoingState
from meedoen.notifications.links import LIFE, LinkDoes
from meedoen.notifications.models import ActionLink, Outgoing, PostedWords, ReachAddress
from meedoen.notifications.occasions import MessageWords, Occasion
from meedoen.notifications.operations import AlreadyElsewhere
from meedoen.privacy.queries import compartment_id
from meedoen.vocabulary.domains import Domain
from tests.notifications.worlds import NOW, chose, me, states, told
from tests.privacy.worlds import tell

pytestmark = pytest.mark.django_db
S, E = OutgoingState, DeliveryEvent
LATER, MUCH_LATER = NOW + timedelta(hours=1), NOW + timedelta(days=2)


def a_letter(subject: UUID) -> Outgoing:
    """Let a letter wait for who posts it."""
    row = told(subject, kind="decision")
    operations.begin_sending(outgoing_id=row.pk, mail_server=False, on=NOW)
    return row


# A letter as it was printed.


def says(monkeypatch: pytest.MonkeyPatch, title: str, *lines: str) -> None:
    """Let an occasion be told in these words from now on."""
    made = Occasion(
        "decision", MessageKind.DECISION, Domain.PLAN, lambda about, on: True,
        lambda about, on: MessageWords(title, lines, "/"),
    )  # fmt: skip
    monkeypatch.setattr(queries, "occasions", lambda: {"decision": made})


def test_a_letter_is_kept_as_it_was_printed_and_printed_again_it_is_the_same(
    vlinder: UUID,
) -> None:
    row, by = a_letter(vlinder), me(vlinder)
    for on in (NOW, LATER):
        operations.keep_printed(message_id=row.pk, by=by, on=on)
    kept = PostedWords.objects.get()
    assert (kept.outgoing_id, kept.subject) == (row.pk, vlinder)
    assert (kept.title, kept.words) == (
        "Over de moestuin", "Er is iets met de moestuin.\n\nKijk maar.",
    )  # fmt: skip
    assert (kept.printed_by, kept.printed_at) == (by.label, NOW.at)
    assert kept.compartment_id == compartment_id(vlinder, Domain.PLAN)


def test_a_letter_of_which_any_word_is_another_by_now_is_kept_beside_the_first(
    vlinder: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = a_letter(vlinder)
    for title, line in (("Besluit", "Ja."), ("Nieuw besluit", "Ja."), ("Besluit", "Nee.")):
        says(monkeypatch, title, line)
        operations.keep_printed(message_id=row.pk, by=me(vlinder), on=NOW)
    kept = PostedWords.objects.order_by("pk").values_list("title", "words")
    assert [*kept] == [("Besluit", "Ja."), ("Nieuw besluit", "Ja."), ("Besluit", "Nee.")]


def test_two_letters_with_the_same_words_are_two(
    vlinder: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = a_letter(vlinder), a_letter(tell("GM9901", NOW, name="Kaars"))
    says(monkeypatch, "Besluit", "Ja.")
    for row in rows:
        operations.keep_printed(message_id=row.pk, by=me(vlinder), on=NOW)
    assert {one.outgoing_id for one in PostedWords.objects.all()} == {row.pk for row in rows}


# Posting and calling.


def test_what_is_done_by_hand_is_kept_with_who_did_it_and_from_when_it_stands_so(
    vlinder: UUID,
) -> None:
    row = a_letter(vlinder)
    steps: list[tuple[Any, dict[str, Any], OutgoingState, DeliveryEvent]] = [
        (operations.mark_done, {}, S.DONE, E.POSTED),
        (operations.take_back_done, {"to": S.BY_LETTER}, S.BY_LETTER, E.TAKEN_BACK),
        (operations.call_instead, {}, S.BY_CALL, E.TO_BE_CALLED),
        (operations.mark_done, {}, S.DONE, E.CALLED),
        (operations.take_back_done, {"to": S.BY_CALL}, S.BY_CALL, E.TAKEN_BACK),
    ]
    for hours, (act, more, state, event) in enumerate(steps, start=1):
        on = NOW + timedelta(hours=hours)
        act(message_id=row.pk, by=me(vlinder), on=on, **more)
        now = Outgoing.objects.get(pk=row.pk)
        assert (now.state, now.moved_at) == (state, on.at)
        last = queries.happened_to(row.pk)[-1]
        assert (last.event, last.at, last.by) == (event, on.at, me(vlinder).label)
    assert len(queries.happened_to(row.pk)) == 1 + len(steps)


def test_what_was_done_meanwhile_is_not_done_twice(vlinder: UUID) -> None:
    row, other = a_letter(vlinder), a_letter(tell("GM9901", NOW, name="Kaars"))
    done: dict[str, Any] = {"message_id": row.pk, "by": me(vlinder), "on": NOW}
    with pytest.raises(AlreadyElsewhere, match="intussen al gedaan"):
        operations.take_back_done(to=S.BY_LETTER, **done)
    operations.mark_done(**done)
    for act in (operations.mark_done, operations.call_instead):
        with pytest.raises(AlreadyElsewhere):
            act(**done)
    assert [one.event for one in queries.happened_to(row.pk)] == [E.TO_BE_POSTED, E.POSTED]
    assert states(row, other) == [S.DONE, S.BY_LETTER]


# The link in a mail.


def a_mail(subject: UUID) -> UUID:
    """Let a mail be on its way to her; gives its number."""
    row = told(subject, kind="decision")
    begun = operations.begin_sending(outgoing_id=row.pk, mail_server=True, on=NOW)
    assert begun is not None
    return begun[0]


def a_link(subject: UUID) -> dict[str, Any]:
    secret = operations.make_stop_link(mailing_id=a_mail(subject), on=NOW)
    return {
        "subject": subject, "digest": queries.digest_of_link(secret), "by": me(subject),
    }  # fmt: skip


def mailed(subject: UUID) -> set[MessageKind]:
    """Say which kinds are mailed to her."""
    return {kind for kind in MessageKind if queries.channel_for(subject, kind) is Channel.EMAIL}


def test_a_link_is_hers_and_lives_so_long(vlinder: UUID) -> None:
    kaars = tell("GM9901", NOW, name="Kaars")
    chose(kaars, Channel.EMAIL, value="kaars@post.example")
    told(kaars, on=NOW - timedelta(days=1))
    chose(vlinder, Channel.LETTER, value="Hoofdweg 1")
    chose(vlinder, Channel.EMAIL)
    link = a_link(vlinder)
    row = ActionLink.objects.get()
    assert (row.digest, row.subject, row.does) == (link["digest"], vlinder, LinkDoes.STOP_MAIL)
    assert (row.made_at, row.expires_at, row.used_at) == (NOW.at, (NOW + LIFE).at, None)
    assert row.compartment_id == compartment_id(vlinder, Domain.CONTACT)


@pytest.mark.parametrize("gone", ["ended", "another way"])
def test_without_an_address_for_mail_there_is_nothing_to_stop(vlinder: UUID, gone: str) -> None:
    chose(vlinder, Channel.EMAIL)
    mailing = a_mail(vlinder)
    if gone == "another way":
        chose(vlinder, Channel.LETTER, value="Hoofdweg 1")
    operations.give_address(subject=vlinder, way=Channel.EMAIL, value="", by=me(vlinder), on=LATER)
    assert operations.make_stop_link(mailing_id=mailing, on=LATER) == ""
    assert not ActionLink.objects.exists()


def test_a_mail_that_nobody_knows_has_no_link() -> None:
    assert operations.make_stop_link(mailing_id=UUID(int=3), on=NOW) == ""
    assert not ReachAddress.objects.exists()


def test_the_link_in_a_mail_stops_what_is_mailed_and_brings_it_back_and_nothing_else(
    vlinder: UUID,
) -> None:
    kaars = tell("GM9901", NOW, name="Kaars")
    chose(kaars, Channel.EMAIL, value="kaars@post.example")
    chose(vlinder, Channel.EMAIL)
    chose(vlinder, Channel.CALL, MessageKind.PLAN, value="+31612345678")
    link = a_link(vlinder)
    before = mailed(vlinder)
    assert MessageKind.PLAN not in before
    operations.stop_mail(**link, on=LATER)
    assert mailed(vlinder) == set()
    assert queries.channel_for(vlinder, MessageKind.ANSWER) is Channel.PAGE
    assert queries.channel_for(vlinder, MessageKind.PLAN) is Channel.CALL
    assert mailed(kaars) == {*MessageKind}
    operations.mail_again(**link, on=MUCH_LATER)
    assert mailed(vlinder) == before
    assert ActionLink.objects.get().used_at is None


def test_pressed_twice_it_is_stopped_once_and_comes_back_as_it_was(vlinder: UUID) -> None:
    chose(vlinder, Channel.EMAIL)
    link = a_link(vlinder)
    operations.stop_mail(**link, on=LATER)
    operations.stop_mail(**link, on=MUCH_LATER)
    assert ActionLink.objects.get().used_at == LATER.at
    operations.mail_again(**link, on=MUCH_LATER)
    assert mailed(vlinder) == {*MessageKind}


def test_what_she_chose_between_two_presses_is_stopped_by_the_second_and_brought_back_by_it(
    vlinder: UUID,
) -> None:
    chose(vlinder, Channel.EMAIL)
    link = a_link(vlinder)
    operations.stop_mail(**link, on=LATER)
    chose(vlinder, Channel.EMAIL, MessageKind.PLAN, on=LATER)
    operations.stop_mail(**link, on=MUCH_LATER)
    assert mailed(vlinder) == set()
    operations.mail_again(**link, on=MUCH_LATER)
    assert mailed(vlinder) == {MessageKind.PLAN}


def test_what_she_chose_otherwise_since_she_pressed_stays_as_she_chose_it(vlinder: UUID) -> None:
    chose(vlinder, Channel.EMAIL)
    link = a_link(vlinder)
    operations.stop_mail(**link, on=LATER)
    chose(vlinder, Channel.CALL, MessageKind.PLAN, on=LATER, value="+31612345678")
    operations.mail_again(**link, on=MUCH_LATER)
    assert mailed(vlinder) == {*MessageKind} - {MessageKind.PLAN}


def test_a_link_that_was_not_pressed_brings_nothing_back(vlinder: UUID) -> None:
    chose(vlinder, Channel.EMAIL)
    link = a_link(vlinder)
    chose(vlinder, Channel.PAGE, on=LATER)
    operations.mail_again(**link, on=MUCH_LATER)
    assert mailed(vlinder) == set()


def test_one_link_of_hers_stops_and_another_brings_nothing_back(vlinder: UUID) -> None:
    chose(vlinder, Channel.EMAIL)
    mailing = a_mail(vlinder)
    links: list[dict[str, Any]] = []
    for _ in range(2):
        secret = operations.make_stop_link(mailing_id=mailing, on=NOW)
        digest = queries.digest_of_link(secret)
        links.append({"subject": vlinder, "digest": digest, "by": me(vlinder)})
    one, other = links
    operations.stop_mail(**one, on=LATER)
    used = ActionLink.objects.values_list("digest", "used_at")
    assert dict(used) == {one["digest"]: LATER.at, other["digest"]: None}
    operations.mail_again(**other, on=MUCH_LATER)
    assert mailed(vlinder) == set()
    operations.mail_again(**one, on=MUCH_LATER)
    assert mailed(vlinder) == {*MessageKind}


def test_by_the_link_of_somebody_else_nothing_of_hers_is_pressed_or_taken_back(
    vlinder: UUID,
) -> None:
    kaars = tell("GM9901", NOW, name="Kaars")
    for one, value in ((vlinder, "vlinder@post.example"), (kaars, "kaars@post.example")):
        chose(one, Channel.EMAIL, value=value)
    hers, mine = a_link(kaars), a_link(vlinder)
    operations.stop_mail(**mine | {"digest": hers["digest"]}, on=LATER)
    used = dict(ActionLink.objects.values_list("subject", "used_at"))
    assert used == {kaars: None, vlinder: None}
    operations.stop_mail(**hers, on=LATER)
    operations.mail_again(**mine | {"digest": hers["digest"]}, on=MUCH_LATER)
    assert mailed(vlinder) == set()
    used = dict(ActionLink.objects.values_list("subject", "used_at"))
    assert used == {kaars: LATER.at, vlinder: None}


def test_what_came_on_her_page_at_that_moment_by_her_own_choice_or_of_somebody_else_stays_there(
    vlinder: UUID,
) -> None:
    kaars = tell("GM9901", NOW, name="Kaars")
    chose(kaars, Channel.EMAIL, value="kaars@post.example")
    chose(vlinder, Channel.EMAIL, MessageKind.ANSWER, MessageKind.DECISION)
    chose(vlinder, Channel.CALL, MessageKind.PLAN, value="+31612345678")
    hers, mine = a_link(kaars), a_link(vlinder)
    chose(vlinder, Channel.PAGE, MessageKind.PLAN, on=LATER)
    for link in (hers, mine):
        operations.stop_mail(**link, on=LATER)
    operations.mail_again(**mine, on=MUCH_LATER)
    assert mailed(vlinder) == {MessageKind.ANSWER, MessageKind.DECISION}
