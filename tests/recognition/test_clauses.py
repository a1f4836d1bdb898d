# SPDX-License-Identifier: EUPL-1.2
"""A clause is weighed by its words, and what is left of a find has to tell something by itself."""

import pytest

from meedoen.recognition.beside import beside
from meedoen.recognition.clauses import clauses, to_its_end
from meedoen.recognition.kinds import Finding, Kind
from meedoen.recognition.uncommon import is_noun_of_few, is_of_the_desk, is_thing
from meedoen.recognition.word_lists import words_of


def told(text: str) -> list[tuple[Kind, str]]:
    return [(one.kind, one.words) for one in clauses(text)]


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("Vorig jaar zonk zijn kotter, en hij wacht.", Kind.EVENT, "zonk zijn kotter"),
        ("Hij wacht. Toen redde de brandweer een geit", Kind.EVENT, "redde de brandweer een geit"),
        ("Zij stond in de krant.", Kind.EVENT, "Zij stond in de krant"),
        ("Hij zat in een draaimolen.", Kind.EVENT, "Hij zat in een draaimolen"),
        ("Haar vent koos de pastoor.", Kind.FAMILY, "Haar vent koos de pastoor"),
        ("Daar is een ooievaar op de molen.", Kind.UNCOMMON, "is een ooievaar op de molen"),
        ("Hij heeft een molen bij de zee.", Kind.UNCOMMON, "Hij heeft een molen bij de zee"),
    ],
)
def test_two_that_are_seldom_told_make_a_clause_tell(text: str, kind: Kind, words: str) -> None:
    assert told(text) == [(kind, words)]
    (found,) = clauses(text)
    assert text[found.start : found.end] == words


@pytest.mark.parametrize(
    "text",
    [
        "", "...", "En toen, en daar.", "Hij zat in de trein.", "Hij heeft een molen.",
        "Zij viel en zij wacht.", "Haar moeder belt de gemeente.", "De brandweer belt.",
        "Hij heeft een molen, zij een ooievaar.",
    ],
)  # fmt: skip
def test_one_that_is_seldom_told_or_none_is_not_enough(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("word", "thing"),
    [
        ("molen", True), ("Molens", True), ("molentje", True), ("lama's", True),
        ("kerstmolen", True), ("fietsmolentjes", True), ("xqmolen", False),
        ("xqrmolen", False), ("fiets", False),
        ("eerlijk", False), ("afhankelijk", False), ("emolen", False), ("kaas", False),
    ],
)  # fmt: skip
def test_a_thing_is_itself_smaller_more_of_it_or_the_end_of_a_word(word: str, thing: bool) -> None:
    assert is_thing(word) is thing


@pytest.mark.parametrize(
    ("word", "few"),
    [
        ("zonnewijzer", True), ("hij", False), ("fiets", False), ("gesnoeid", False),
        ("qwrtz", False), ("huurtoeslag", False),
    ],
)  # fmt: skip
def test_a_noun_of_few_is_spelled_hardly_used_and_no_deed(word: str, few: bool) -> None:
    assert is_noun_of_few(word) is few


def test_what_is_of_the_desk_is_listed_or_ends_so() -> None:
    assert is_of_the_desk("verordening")
    assert is_of_the_desk("vuurtorentoeslag")
    assert is_of_the_desk("vuurtoren") is False


def find_of(kind: Kind, text: str, words: str) -> Finding:
    start = text.index(words)
    return Finding(kind, words, start, start + len(words))


TEXT = "Toen zonk zijn kotter bij het eiland, en hij wacht op hulp van u allen hier thuis."


@pytest.mark.parametrize(
    ("kind", "words", "whole"),
    [
        (Kind.EVENT, "zonk zijn kotter", "zonk zijn kotter bij het eiland"),
        (Kind.UNCOMMON, "zijn kotter", "zijn kotter bij het eiland"),
        (Kind.EVENT, "Toen zonk zijn", "Toen zonk zijn"),
        (Kind.JOB, "zonk zijn kotter", "zonk zijn kotter"),
        (Kind.EVENT, "zijn kotter bij het eiland", "zijn kotter bij het eiland"),
        (Kind.EVENT, "hij wacht", "hij wacht"),
    ],
)
def test_what_is_told_goes_on_to_the_end_of_its_clause_when_that_is_near(
    kind: Kind, words: str, whole: str
) -> None:
    found = to_its_end(TEXT, find_of(kind, TEXT, words))
    assert (found.kind, found.words, TEXT[found.start : found.end]) == (kind, whole, whole)


def left(text: str, kind: Kind, words: str, *others: tuple[Kind, str]) -> list[str]:
    kept = [find_of(other, text, what) for other, what in others]
    found = [*beside(text, find_of(kind, text, words), kept)]
    assert all(text[one.start : one.end] == one.words and one.kind is kind for one in found)
    return [one.words for one in found]


def test_a_find_that_stands_alone_stays_whole_without_the_white_around_it() -> None:
    assert left("Hij zag een kotter. ", Kind.EVENT, " een kotter. ") == ["een kotter."]
    text = "Hij was palingroker, en zij zag een kotter."
    assert left(text, Kind.EVENT, "zag een kotter", (Kind.JOB, "palingroker")) == ["zag een kotter"]


def test_of_a_find_is_left_what_tells_on_either_side_of_a_surer_one() -> None:
    text = "De kotter van Jan zonk met een orgel."
    for kind in (Kind.EVENT, Kind.UNCOMMON):
        assert left(text, kind, text, (Kind.NAME, "Jan")) == ["De kotter", "zonk met een orgel"]
    assert left(text, Kind.JOB, text, (Kind.NAME, "Jan"), (Kind.DATE, "kotter van Jan zonk")) == [
        "met een orgel"
    ]


def test_what_is_left_and_says_nothing_by_itself_is_dropped() -> None:
    text = "Zij wil graag van Jan horen."
    assert left(text, Kind.UNCOMMON, text, (Kind.NAME, "Jan")) == []
    text = "Haar vader ging naar Jan."
    assert left(text, Kind.FAMILY, text, (Kind.NAME, "Jan")) == []
    assert left(text, Kind.EVENT, text, (Kind.JOB, "Jan")) == []


def test_beside_work_or_an_illness_it_matters_whose_it_is() -> None:
    text = "Haar vader was palingroker."
    assert left(text, Kind.FAMILY, text, (Kind.JOB, "palingroker")) == ["Haar vader"]
    text = "Daar was een palingroker."
    assert left(text, Kind.FAMILY, text, (Kind.JOB, "palingroker")) == []


@pytest.mark.parametrize(
    "words",
    ["Haar man overleden", "weduwe", "moeder met twee kinderen", "een zoon met een beperking"],
)
def test_what_many_families_are_tells_nobody(words: str) -> None:
    assert left(f"{words}.", Kind.FAMILY, words) == []
    assert left(f"{words}.", Kind.EVENT, words) == [words]


def test_the_lists_by_which_a_clause_is_weighed_say_different_things() -> None:
    assert not words_of("media") & words_of("public")
    assert not words_of("vivid") & words_of("done")
