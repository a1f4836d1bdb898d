# SPDX-License-Identifier: EUPL-1.2
"""An e-mail address in the spelling that is compared."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.vocabulary.email import comparable_email, read_email
from meedoen.vocabulary.reading import NotUnderstood
from tests.vocabulary.typed import anything


@given(st.emails(domains=st.just("brink.example")))
def test_capitals_and_unseen_marks_make_no_other_address(address: str) -> None:
    for typed in (address.upper(), f"\u200b{address}\u200f ", f"\ufeff{address}"):
        assert comparable_email(typed) == address.lower()


@pytest.mark.parametrize(
    "typed",
    ["Jan.Bakker@Brink.example", "<jan.bakker@brink.example>", "mailto:jan.bakker@brink.example",
     "E-mail: jan.bakker@brink.example", "ｊａｎ.bakker＠brink.example",
     "jan.bakker@brink.example.", "'jan.bakker@brink.example'", "“jan.bakker@brink.example”",
     "(jan.bakker@brink.example)", "Aan: jan.bakker@brink.example", "jan.bakker@brink。example",
     "E\u2011mailadres: <jan.bakker@brink.example>;"],
)  # fmt: skip
def test_what_a_mail_program_puts_around_it_falls_away(typed: str) -> None:
    assert read_email(typed) == "jan.bakker@brink.example"


@pytest.mark.parametrize(
    "typed", ["", "\u200b", "jan", "jan@brink", "jan bakker@brink.nl", "jan@brink..nl", "a@b@c.nl",
              f"{'j' * 250}@brink.nl", "j" * 1_000]
)  # fmt: skip
def test_what_is_no_address_is_refused(typed: str) -> None:
    with pytest.raises(NotUnderstood, match="e-mailadres"):
        read_email(typed)


@given(anything)
def test_any_text_is_an_address_or_a_sentence(typed: str) -> None:
    with suppress(NotUnderstood):
        assert read_email(read_email(typed)) == read_email(typed)


def test_what_a_link_says_about_the_message_is_no_part_of_the_address() -> None:
    assert read_email("mailto:jan@brink.example?subject=Hallo") == "jan@brink.example"


@pytest.mark.parametrize(
    "typed", ["jan@brink.example/", "jan@brink.nl#a", "jan@-brink.nl", "jan@127.0.0.1", "jan@b.nl?"]
)
def test_what_is_no_host_is_refused(typed: str) -> None:
    with pytest.raises(NotUnderstood):
        read_email(typed)


@pytest.mark.parametrize(
    "typed",
    ["Jan Bakker <jan@brink.example>", "jan@brink.example (Jan Bakker)",
     "'jan@brink.example' <jan@brink.example>", "jan@brink.example <jan@brink.example>;",
     "[jan@brink.example](mailto:jan@brink.example)", "jan@brink.example, 06-12345678"],
)  # fmt: skip
def test_the_one_address_beside_a_name_is_suggested(typed: str) -> None:
    with pytest.raises(NotUnderstood) as caught:
        read_email(typed)
    assert [one.written for one in caught.value.suggestions] == ["jan@brink.example"]


@pytest.mark.parametrize(
    "typed", ["jan@brink.example <piet@brink.example>", "jan bakker@brink.example",
              "jan o'brien@brink.example"]
)  # fmt: skip
def test_of_two_addresses_or_half_of_one_none_is_suggested(typed: str) -> None:
    with pytest.raises(NotUnderstood) as caught:
        read_email(typed)
    assert not caught.value.suggestions


def test_the_apostrophe_of_a_telephone_makes_no_other_address() -> None:
    straight = "jan.o'brien@brink.example"
    assert read_email("Jan.O’Brien@brink.example") == straight
    assert comparable_email("Jan.O’Brien@brink.example") == straight
