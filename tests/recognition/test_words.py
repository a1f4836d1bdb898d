# SPDX-License-Identifier: EUPL-1.2
"""What is a word and what a name: the small questions of which finding in a text is made."""

import pytest

from meedoen.recognition.ages import ages
from meedoen.recognition.few_have import illnesses, jobs, more_jobs, of_relatives
from meedoen.recognition.finds import find
from meedoen.recognition.kinds import LONGEST_KEY, Finding, Kind
from meedoen.recognition.known_by_name import organisations, places
from meedoen.recognition.names import given_names, known_names, perhaps_names, titled_names
from meedoen.recognition.uncommon import is_seldom_told, uncommon
from meedoen.recognition.word_lists import (
    is_ordinary,
    is_rare,
    is_spelled,
    occurs_at_most,
    one_of,
    words_of,
)


@pytest.mark.parametrize(
    ("word", "spelled", "rare", "ordinary"),
    [
        ("fiets", True, False, True),
        ("Fiets", True, False, True),
        ("fietstrap", True, True, True),
        ("stationsplein", True, True, True),
        ("kostendelersnorm", True, True, False),
        ("fiets" * 8, True, True, False),
        ("fiets" * 8 + "en", False, True, False),
        ("huurtoeslagxx", False, True, False),
        ("bedbel", False, True, False),
        ("qwrt", False, True, False),
    ],
)
def test_a_word_is_spelled_as_a_whole_or_as_two_that_are_long_enough(
    word: str, spelled: bool, rare: bool, ordinary: bool
) -> None:
    assert (is_spelled(word), is_rare(word), is_ordinary(word)) == (spelled, rare, ordinary)


def test_how_often_a_word_is_used_is_counted_and_what_stands_nowhere_is_never_used() -> None:
    assert not occurs_at_most("fiets", 3000)
    assert occurs_at_most("fiets", 10**9)
    assert occurs_at_most("qwrt", 0)
    assert not occurs_at_most("Fiets", 3000)


def test_of_words_that_begin_alike_the_longest_is_sought_first() -> None:
    assert one_of(["van", "van der", "a.b"]) == r"(?:van\s+der|a\.b|van)"


def test_a_list_of_words_holds_each_word_of_a_line_and_no_remark() -> None:
    found = words_of("no_names")
    assert "uwv" in found
    assert not [word for word in found if word.startswith("#") or " " in word]


def named(text: str, *names: str) -> list[str]:
    return [one.words for one in known_names(text, names)]


def test_a_name_that_is_known_is_found_whole_and_by_its_parts_and_not_within_a_word() -> None:
    assert named("Bo Vlinder kwam, en Bo's zus.", "Bo Vlinder") == [
        "Bo Vlinder",
        "Vlinder",
        "Bo",
        "Bo's",
    ]
    assert named("Boven en vlinders.", "Bo Vlinder") == ["vlinders"]
    assert named("Hier is a, en ook B.", "A B") == []
    assert named("Anne zag Marie.", "Anne-Marie") == ["Marie", "Anne"]
    assert {one.kind for one in known_names("Bo", ["Bo"])} == {Kind.NAME}


def perhaps(text: str, *around: str) -> list[str]:
    return list(dict.fromkeys(one.words for one in perhaps_names(text, around)))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Het gaat om Van der Laan en zijn zus.", ["Van der Laan"]),
        ("Wij spraken met Kobbert de Vris van den Berg.", ["Kobbert de Vris van den Berg"]),
        ("Wij zagen Kobbert, de Vris.", ["Kobbert", "Vris"]),
        ("Wij zagen Kobbert. De bakker ook.", ["Kobbert"]),
        ("Kobbert kwam.", ["Kobbert"]),
        ("Jas en tas hangen er.", []),
        ("Wij zagen JANSEN lopen.", ["JANSEN"]),
        ("Wij zagen de ABC lopen.", []),
        ("Wij zagen WVGGZ lopen.", []),
        ("Wij zagen BO belt.", []),
        ("BO belt.", ["BO"]),
        ("Roos belt.", ["Roos"]),
        ("Xylo kwam.", ["Xylo"]),
        ("Xy kwam.", []),
        ("Fiets-Kobbert kwam.", ["Fiets-Kobbert"]),
        ("Fiets-tas kwam.", []),
        ("Bijz. en dan verder.", []),
        ("Kobb. woont hier.", []),
        ("Wijkvpk kwam.", []),
        ("Alarmering belt niet.", []),
        ("Wij zagen het UWV-gesprek.", []),
        ("Wij zagen de Wmo-taxi.", []),
    ],
)
def test_what_is_written_as_a_name_is_found_with_all_that_belongs_to_it(
    text: str, found: list[str]
) -> None:
    assert perhaps(text) == found


def test_a_place_that_is_known_is_no_name() -> None:
    assert perhaps("Wij fietsten naar Kobbert.", "Klein Kobbert") == []


def test_a_given_name_is_found_in_small_letters_when_it_is_too_long_to_be_chance() -> None:
    long = next(one for one in sorted(words_of("given_names")) if len(one) == 4)
    short = next(one for one in sorted(words_of("given_names")) if len(one) == 3)
    for text, found in (
        (long, [long]), (long.title(), [long.title()]), (short, []),
        (short.title(), [short.title()]), (short.upper(), []),
    ):  # fmt: skip
        assert [one.words for one in given_names(text, ())] == found
    assert [*given_names(long, (f"Nieuw-{long.title()}",))] == []


@pytest.mark.parametrize(
    ("text", "around", "kind"),
    [
        ("Iemand van 81 uit Verweg komt niet.", (), Kind.AGE_WITH_PLACE),
        ("Iemand is 81 jaar oud. Zij woont in Verweg.", (), Kind.AGE),
        ("Iemand is 81 jaar oud in verweg.", ("Verweg",), Kind.AGE_WITH_PLACE),
        ("Iemand is 81 jaar oud op de verwegse dijk.", ("Verweg", ""), Kind.AGE),
        ("Zij woont in Verweg. Iemand is 81 jaar oud.", (), Kind.AGE),
        ("Zij woont in Verweg.\n81-jarige wacht.", (), Kind.AGE),
        ("81-jarige in Verweg wacht.", (), Kind.AGE_WITH_PLACE),
    ],
)
def test_an_age_stands_with_a_place_when_the_same_sentence_names_one(
    text: str, around: tuple[str, ...], kind: Kind
) -> None:
    assert {one.kind for one in ages(text, around)} == {kind}


def test_the_key_of_a_find_is_short_and_does_not_say_that_a_name_came_out_of_a_dossier() -> None:
    assert Finding(Kind.NAME, "Bo  Vlinder", 0, 11).key == "perhaps_name:bo vlinder"
    assert Finding(Kind.DATE, "3 Maart", 0, 7).key == "date:3 maart"
    assert len(Finding(Kind.DATE, "x" * 500, 0, 500).key) == LONGEST_KEY == 200
    assert [kind for kind in Kind if not Finding(kind, "x", 0, 1).may_stay] == [Kind.BSN]


def test_each_kind_of_find_has_words_of_its_own() -> None:
    assert len({kind.label for kind in Kind}) == len(Kind)


def test_what_is_of_a_desk_for_help_or_used_every_day_is_not_seldom_told() -> None:
    assert is_seldom_told("Vuurtoren's")
    assert is_seldom_told("'vuurtoren'")
    assert not is_seldom_told("fiets")
    assert not is_seldom_told("vuurtorentoeslag")


def test_work_that_many_do_tells_nobody_and_work_that_few_do_does() -> None:
    assert [*more_jobs("Ze werkt als verkoper.")] == []
    assert {one.words for one in more_jobs("Ze werkt als vuurtorenwachter.")} == {
        "vuurtorenwachter"
    }
    assert [*more_jobs("Het waren verkopers.")] == []


def test_what_sort_of_person_somebody_is_makes_her_no_organisation() -> None:
    assert [*organisations("Buurtmoeder Naima kwam.")] == []
    assert {one.words for one in organisations("Zorgtuin Kobbert is open.")} == {"Zorgtuin Kobbert"}


def test_a_country_is_no_place_where_few_live() -> None:
    assert [*places("Zij woont in Nederland.")] == []
    assert [*places("Zij woont in Nederland-Friesland.")] == []
    assert [*places("Zij komt uit Anna.")] == []
    assert [one.words for one in places("Zij woont in Groot-Kobbert.")] == ["Groot-Kobbert"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("mevrouw jansen belde", ["jansen"]),
        ("meneer kobbert belde", ["kobbert"]),
        ("meneer fiets belde", []),
        ("Mevrouw van het UWV belde.", []),
        ("Mevrouw Uwv: wij bellen.", []),
    ],
)
def test_after_a_form_of_address_comes_a_name_unless_it_is_a_word(
    text: str, found: list[str]
) -> None:
    assert [one.words for one in titled_names(text)] == found


@pytest.mark.parametrize(
    "link", ["van", "de", "der", "den", "het", "ter", "ten", "te", "el", "al", "op"]
)
def test_names_are_joined_by_what_stands_between_them_here_and_elsewhere(link: str) -> None:
    assert perhaps(f"Wij zagen Kobbert {link} Vris.") == [f"Kobbert {link} Vris"]


@pytest.mark.parametrize(
    "text",
    [
        "Zij woont tegenover Kobbert Vrink. Toen kwam Anna.",
        "Toen kwam Anna. Zij woont tegenover Kobbert Vrink.",
    ],
)
def test_a_name_without_a_given_name_gives_way_to_a_home(text: str) -> None:
    assert (Kind.DWELLING, "tegenover Kobbert Vrink") in [(f.kind, f.words) for f in find(text)]


@pytest.mark.parametrize("word", ["cafe", "reunie", "creche", "financien"])
def test_a_word_with_accents_is_spelled_without_them_too(word: str) -> None:
    assert is_spelled(word)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Haar zus helpt soms.", []),
        ("Haar zus werkt als schoonmaker.", []),
        ("Haar zus fokt herten.", ["Haar zus fokt herten"]),
        ("Haar zus helpt soms vaak altijd weer.", []),
        ("Haar zus krijgt elke week een ooievaar.", ["Haar zus krijgt elke week een ooievaar"]),
    ],
)
def test_of_a_relative_is_found_what_holds_a_word_that_is_not_everyday(
    text: str, found: list[str]
) -> None:
    assert [one.words for one in of_relatives(text)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Daar liep een palingtemster.", True),
        ("Daar stond een klokkenkamer.", False),
        ("Daar liep een bakker.", False),
        ("Daar liep de wethouder.", False),
        ("Zij was wethouder.", True),
        ("Daar liep een stagiaire.", False),
        ("Hij was timmerman op een kermisschip.", True),
        ("Hij was timmerman in de bouw.", False),
        ("Hij werkte als mentor van Kobbert.", False),
    ],
)
def test_work_is_found_when_few_do_it_and_it_is_hers(text: str, found: bool) -> None:
    assert bool([*jobs(text)]) is found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Hij heeft xqemora.", ["xqemora"]),
        ("Hij heeft fietstassen.", []),
        ("Hij heeft een wlz-indicatie.", []),
        ("Hij heeft artrose.", []),
        ("Hij heeft reuma.", []),
        ("Hij heeft bronchitis.", []),
        ("De xqoritis komt terug.", ["De xqoritis"]),
    ],
)
def test_an_illness_that_nobody_has_heard_of_is_found(text: str, found: list[str]) -> None:
    assert [one.words for one in illnesses(text)] == found


@pytest.mark.parametrize("name", ["Anna Vrinkel", "Vrinkel Anna", "Vrink Anna Kobb", "Anna"])
def test_a_name_with_a_given_name_in_it_is_one_find(name: str) -> None:
    assert [one.words for one in find(f"Toen kwam {name} langs.")] == [name]


def test_whether_a_word_is_seldom_told_is_a_yes_or_a_no() -> None:
    assert is_seldom_told("fiets") is False
    assert is_seldom_told("vuurtoren") is True


def test_a_thing_that_is_seldom_named_tells_and_a_word_of_every_day_does_not() -> None:
    assert {one.words for one in uncommon("zij bewaart de vuurtorenlamp")} == {"de vuurtorenlamp"}
    assert [*uncommon("zij bewaart de fietsen")] == []
