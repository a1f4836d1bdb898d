# SPDX-License-Identifier: EUPL-1.2
"""The words of messages, the one mail there is, how letters look, and how long a link works."""

from datetime import timedelta
from enum import StrEnum
from uuid import UUID

import pytest

from meedoen.notifications.kinds import (
    BY_A_PAGE,
    BY_HAND,
    MOVES,
    OPEN,
    WITH_ADDRESS,
    Channel,
    DeliveryEvent,
    MessageKind,
    OutgoingState,
)
from meedoen.notifications.letters import HouseStyle, read_style
from meedoen.notifications.links import LIFE, LinkDoes, OpenLink, new_secret
from meedoen.notifications.mail import ready_mail
from tests.notifications.worlds import NOW

S = OutgoingState
NUMBER = UUID(int=7)


@pytest.mark.parametrize("kind", [MessageKind, Channel, OutgoingState, DeliveryEvent])
def test_each_has_words_of_its_own(kind: type[StrEnum]) -> None:
    labels = [one.label for one in kind]  # type: ignore[attr-defined]
    assert len({*labels}) == len(labels)
    assert all(label[0].isupper() for label in labels)


def test_for_each_way_but_her_page_an_address_is_needed() -> None:
    assert {*Channel} - {*WITH_ADDRESS} == {Channel.PAGE}


def test_what_nobody_knows_yet_may_become_anything_but_done_and_only_a_mail_is_sent() -> None:
    assert {S.WAITING, S.RESTING, S.SENDING} == OPEN
    for state in OPEN:
        assert MOVES[state] | {state} == {*S} - {S.DONE} - (
            {S.SENT} if state != S.SENDING else {*()}
        )


def test_what_went_moves_only_by_what_came_back_or_by_hand() -> None:
    assert MOVES[S.SENT] == {S.BY_LETTER, S.BY_CALL, S.LAPSED}
    assert MOVES[S.BY_LETTER] == {S.DONE, S.BY_CALL}
    assert MOVES[S.BY_CALL] == {S.DONE, S.BY_LETTER}
    assert MOVES[S.DONE] == {S.BY_LETTER, S.BY_CALL} == BY_HAND
    assert MOVES[S.LAPSED] == {S.WAITING}
    assert BY_HAND | {S.DONE, S.LAPSED} == BY_A_PAGE


def test_a_mail_says_where_to_read_and_nothing_of_what() -> None:
    mail = ready_mail(
        number=NUMBER, to="a@post.example", called="Meedoen", site="https://x.example/",
        phone="0123 456", stop_at="https://x.example/antwoord/geheim/",
    )  # fmt: skip
    assert (mail.number, mail.to, mail.subject) == (
        NUMBER, "a@post.example", "Er staat iets voor je klaar",
    )  # fmt: skip
    assert "\nhttps://x.example/mijn-berichten/\n" in mail.text
    assert "klaar in Meedoen." in mail.text
    assert "gerust: 0123 456." in mail.text
    assert "\nhttps://x.example/antwoord/geheim/\n" in mail.text
    assert mail.stop_at == "https://x.example/antwoord/geheim/"


def test_a_mail_without_a_number_to_call_or_a_link_says_nothing_of_them() -> None:
    mail = ready_mail(
        number=NUMBER, to="a@post.example", called="Meedoen", site="https://x.example"
    )
    assert "gerust." in mail.text
    assert "geen mail meer" not in mail.text
    assert mail.stop_at == ""


def test_letters_look_as_a_municipality_says_and_plain_when_it_says_nothing() -> None:
    assert read_style("Lindewaard", {}) == HouseStyle("Lindewaard", (), "#1f3a5f", "")
    told = {"accent": "#AbCdEf", "below": "Postbus 1\n\nLindewaard", "signed": "Het college"}
    assert read_style("Lindewaard", told) == HouseStyle(
        "Lindewaard", ("Postbus 1", "Lindewaard"), "#AbCdEf", "Het college"
    )


@pytest.mark.parametrize("accent", ["", "#12345", "#1234567", "1234567", "#12345g", "red"])
def test_what_is_no_colour_is_refused(accent: str) -> None:
    with pytest.raises(ValueError, match="no colour"):
        read_style("Lindewaard", {"accent": accent})


def test_a_link_works_for_sixty_days_and_not_at_the_end_of_them() -> None:
    link = OpenLink(NUMBER, LinkDoes.STOP_MAIL, NOW + LIFE, None)
    assert timedelta(days=60) == LIFE
    assert link.works(NOW + LIFE - timedelta(seconds=1))
    assert not link.works(NOW + LIFE)


def test_the_secret_of_a_link_has_192_bits_and_is_never_the_same() -> None:
    assert len(new_secret()) == 24 * 8 // 6
    assert len({new_secret() for _ in range(50)}) == 50
