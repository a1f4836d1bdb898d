# SPDX-License-Identifier: EUPL-1.2
"""What looks the same is found the same: accents, apostrophes, capitals, unseen characters."""

import unicodedata
from typing import Any

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from meedoen.catalogue.models import Offer
from meedoen.catalogue.queries import browse
from meedoen.vocabulary.levelling import levelled_for_search
from tests.catalogue.examples import ON, location, offer, organisation

MARKS = "\u0300\u0301\u0302\u0308\u030c\u0323\u0327"
UNSEEN = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u202a\u202c\ufe0f\u3164\u180e"
APOSTROPHES = "'\u2018\u2019\u02bc\u00b4\u0060\u201b\u2032\uff07"
HYPHENS = "-\u2010\u2011\u2012\u2013\u2212"
SPACES = " \u00a0\u2009\u3000\t"
TITLES = (
    "Mantelzorgcafé",
    "Zo'n fijne middag",
    "Koffie-uurtje",
    "Überfijn zingen",
    "IJsjes maken in de straße",
    "Een naïeve reünie",
    "Smørrebrød voor beginners",
    "100% plezier_samen",
)
ALIKE = {"'": APOSTROPHES, "-": HYPHENS, " ": SPACES}


def titles(words: str) -> list[str]:
    return [found.title for found in browse("GM9901", on=ON, words=words)]


def written_otherwise(word: str) -> st.SearchStrategy[str]:
    """A word as another keyboard, telephone or web page might hold it."""

    def letter(typed: str) -> st.SearchStrategy[str]:
        base = unicodedata.normalize("NFD", typed)[0]
        if typed in ALIKE:
            return st.sampled_from(ALIKE[typed])
        if not base.isascii() or not base.isalpha():
            return st.just(typed)
        marked = st.builds(
            lambda mark, composed: unicodedata.normalize("NFC" if composed else "NFD", base + mark),
            st.sampled_from(["", *MARKS]),
            st.booleans(),
        )
        return st.one_of(st.just(typed), marked, marked.map(str.upper))

    letters = [letter(typed) for typed in word]
    unseen = st.lists(st.sampled_from(["", "", *UNSEEN]), min_size=len(word), max_size=len(word))
    return st.builds(
        lambda parts, between: "".join(map(str.__add__, parts, between)),
        st.tuples(*letters),
        unseen,
    )


class TestAnySpelling(TestCase):
    """The property: a word of a title, written otherwise, finds the same offers."""

    @classmethod
    def setUpTestData(cls) -> None:
        for title in TITLES:
            offer(title)

    @given(st.data())
    def test_a_word_of_a_title_written_otherwise_finds_the_same_offers(self, data: Any) -> None:
        title = data.draw(st.sampled_from(TITLES))
        word = data.draw(st.sampled_from([title, *title.split()]))
        typed = data.draw(written_otherwise(word))
        assert titles(typed) == titles(word)
        assert title in titles(typed)

    @given(st.text(st.characters(blacklist_categories=["Cs"]), max_size=40))
    def test_whatever_somebody_types_is_an_answer_and_no_fault(self, typed: str) -> None:
        assert isinstance(titles(typed), list)

    @given(st.text(st.characters(max_codepoint=0x24F, blacklist_characters="\0"), max_size=30))
    def test_the_database_and_the_rest_read_words_the_same(self, typed: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT catalogue_levelled(%s)", [typed])
            (found,) = cursor.fetchone()
        assert found == levelled_for_search(typed)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("cafe", "Mantelzorgcafé"),
        ("café", "Mantelzorgcafé"),
        ("cafe\u0301", "Mantelzorgcafé"),
        ("CAFÉ", "Mantelzorgcafé"),
        ("zo’n", "Zo'n fijne middag"),
        ("ĳsjes", "IJsjes maken in de straße"),
        ("IJSJES", "IJsjes maken in de straße"),
        ("strasse", "IJsjes maken in de straße"),
        ("STRASSE", "IJsjes maken in de straße"),
        ("smorrebrod", "Smørrebrød voor beginners"),
        ("reunie", "Een naïeve reünie"),
        ("100%", "100% plezier_samen"),
        ("plezier_samen", "100% plezier_samen"),
        ("koffie\0-uurtje", None),
        ("koffie-uurtje\0", "Koffie-uurtje"),
    ],
)
def test_a_spelling_finds_its_offer(typed: str, found: str | None) -> None:
    for title in TITLES:
        offer(title)
    assert titles(typed) == ([found] if found else [])


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["%", "_", "\\", "1%0", "p_ezier"])
def test_a_mark_of_the_database_is_an_ordinary_character(typed: str) -> None:
    offer("Wandelen")
    assert titles(typed) == []


@pytest.mark.django_db
def test_names_of_organisations_and_places_are_found_the_same_way() -> None:
    offer("Zingen", organisation=organisation("musé"))
    offer("Koken", location=location("BU99010202", "Café d’Olle"))
    assert titles("muse") == ["Zingen"]
    assert titles("cafe d'olle") == ["Koken"]


@pytest.mark.django_db
def test_offers_are_sorted_as_the_eye_reads_them() -> None:
    for title in ("Zwemmen", "élan op zondag", "Eten", "ezels aaien", "Überfijn", "uitje"):
        offer(title)
    assert titles("") == ["élan op zondag", "Eten", "ezels aaien", "Überfijn", "uitje", "Zwemmen"]


@pytest.mark.django_db
def test_what_is_searched_in_follows_every_way_of_writing() -> None:
    made = offer("Zingen")
    Offer.objects.filter(pk=made.pk).update(title="Théâtre", description="Spelen.")
    assert titles("theatre") == ["Théâtre"]
    assert titles("zingen") == []
