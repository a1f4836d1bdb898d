# SPDX-License-Identifier: EUPL-1.2
"""A telephone number as people have it becomes one that can be dialled, or a question."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.vocabulary.bsn import bsns_in
from meedoen.vocabulary.reading import NotUnderstood
from meedoen.vocabulary.telephone import Telephone, read_telephone
from tests.vocabulary.test_values import NUMBER
from tests.vocabulary.typed import anything, as_typed

mobiles = st.from_regex(r"06[1-5][0-9]{7}", fullmatch=True)
SPELLINGS = [
    "{0}{1}", "{0}-{1}", "{0} {2} {3} {4} {5}", "{0}.{2}.{3}.{4}.{5}", "({0}) {1}", "{0}/{1}",
    "tel: {0}{1}", "Mijn nummer is {0} {1}.", "+316{1}", "+31 6 {1}", "+31 (0)6 {1}",
    "0031{0}{1}", "0031(0)6 {1}", "00316{1}", "+31-(0)-6-{1}", "+31{0}{1}", "(+31) 6 {1}",
]  # fmt: skip


@given(mobiles, st.sampled_from(SPELLINGS), st.data())
def test_every_usual_spelling_is_that_number(digits: str, spelling: str, data) -> None:
    rest = digits[2:]
    pairs = [rest[at : at + 2] for at in range(0, 8, 2)]
    heard = read_telephone(data.draw(as_typed(spelling.format("06", rest, *pairs))))
    assert heard.telephone == Telephone(f"+31{digits[1:]}")
    assert heard.words == ""


@given(mobiles)
def test_what_is_shown_is_read_as_the_same_number(digits: str) -> None:
    telephone = Telephone(f"+31{digits[1:]}")
    assert read_telephone(telephone.shown).telephone == telephone
    assert telephone.shown.replace(" ", "") == digits
    assert len(telephone.shown) == 14


@pytest.mark.parametrize(
    ("typed", "kept", "shown"),
    [
        ("020-6241111", "+31206241111", "020 624 1111"),
        ("085 123 45 67", "+31851234567", "085 123 4567"),
        ("+32 470 12 34 56", "+32470123456", "+32 470 12 34 56"),
        ("00 48 512 345 678", "+48512345678", "+48 512 345 678"),
        ("+48 (0)512 345 678", "+48512345678", "+48 512 345 678"),
        ("+49 (0)30 123456", "+4930123456", "+49 30 123456"),
        ("+44 (0)20 7946 0958", "+442079460958", "+44 20 7946 0958"),
        ("+39 06 698 12345", "+390669812345", "+39 06 6981 2345"),
        ("+963 944 567 890", "+963944567890", "+963 944 567 890"),
    ],
)
def test_fixed_and_foreign_numbers_are_kept_and_shown(typed: str, kept: str, shown: str) -> None:
    telephone = read_telephone(typed).telephone
    assert (telephone.e164, telephone.shown) == (kept, shown)
    assert read_telephone(shown).telephone == telephone


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("06 12 34 56 78 (na 17 u)", "na 17 u"),
        ("06-12345678, graag na vijven", "graag na vijven"),
        ("06 12 34 56 78 – na 17.00 uur", "na 17.00 uur"),
        ("Bel Zoë op 0612345678", "Bel Zoë op"),
        ("0612345678 17u", "17u"),
        ("06-12345678 17:00", "17:00"),
        ("+31 6 12345678 17.00 uur", "17.00 uur"),
        ("06 12 34 56 78 9-12 uur", "9-12 uur"),
        ("06 12 34 56 78 u mag bellen", "u mag bellen"),
        ("020 624 11 11 tst. 12", "toestel 12"),
        ("020-6241111x12", "toestel 12"),
    ],
)
def test_words_around_the_number_are_handed_on_as_they_were_typed(typed: str, words: str) -> None:
    assert read_telephone(typed).words == words


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", "nog geen nummer"),
        ("\u200b", "nog geen nummer"),
        ("bel me maar", "geen telefoonnummer"),
        ("0612", "geen telefoonnummer"),
        ("112", "noodnummer"),
        ("0900-8844", "0900"),
        ("0800 1121", "0800"),
        ("14 020", "geen telefoonnummer"),
        ("0000000000", "kunnen we niet bellen"),
        ("06 1234567", "negen cijfers"),
        ("0470 12 34 56", "kunnen we niet bellen"),
        ("+999 1234567", "kunnen we niet bellen"),
        ("+32 000000000", "kunnen we niet bellen"),
        ("06 12 34 56 78 17", "Bedoel je 06 12 34 56 78"),
        ("O6-12345678", "Bedoel je 06 12 34 56 78"),
        ("31612345678", "Bedoel je 06 12 34 56 78"),
        ("0612345678 of 020 6241111", "Bedoel je 06 12 34 56 78 of 020 624 1111"),
        ("0612345678 / 020-6241111", "Bedoel je 06 12 34 56 78 of 020 624 1111"),
        ("06123456789", "tien cijfers"),
        ("06 12345678 " * 30, "te lang"),
    ],
)
def test_what_cannot_be_called_is_refused_or_asked_about(typed: str, why: str) -> None:
    with pytest.raises(NotUnderstood, match=why):
        read_telephone(typed)


def test_a_bsn_is_never_taken_for_a_telephone_number() -> None:
    for typed in (NUMBER, f"{NUMBER[:3]} {NUMBER[3:6]} {NUMBER[6:]}", f"nummer {NUMBER}"):
        with pytest.raises(NotUnderstood) as sorry:
            read_telephone(typed)
        assert NUMBER not in str(sorry.value)
        assert not sorry.value.suggestions


@given(mobiles)
def test_a_kept_number_is_never_taken_for_a_bsn(digits: str) -> None:
    telephone = Telephone(f"+31{digits[1:]}")
    assert not bsns_in(f"{telephone.e164} · na 17 u")
    assert not bsns_in(telephone.shown)


@given(anything)
def test_any_text_is_a_number_that_can_be_dialled_or_a_sentence(typed: str) -> None:
    with suppress(NotUnderstood):
        telephone = read_telephone(typed).telephone
        assert read_telephone(telephone.shown).telephone == telephone


@pytest.mark.parametrize("kept", ["0612345678", "+0612345678", "+31", "+31 6", "", "+" + "1" * 16])
def test_only_e164_is_kept(kept: str) -> None:
    with pytest.raises(ValueError, match="landcode"):
        Telephone(kept)
    assert Telephone("+9991234567").shown == "+9991234567"
