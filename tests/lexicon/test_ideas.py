# SPDX-License-Identifier: EUPL-1.2
"""What somebody says is read as ideas: by a saying, a word, its inflection or its parts."""

import re
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.lexicon.idea_files import load_ideas, read_areas
from meedoen.lexicon.ideas import IN_ONE_PART, IN_PARTS, Ideas

AREAS = {
    "silent": {"small": "de, het, een, met, ik, wil, middag"},
    "making": {
        "wood": {"near": {"repair": 0.4}, "words": "hout, timmeren, schaven"},
        "repair": {"words": "repareren, kapot, weggooien is zonde"},
        "textiles": {"weight": 0.5, "words": "naaien, naaicafé, plank"},
    },
    "elsewhere": {"passports": {"words": "paspoort"}},
    "young_people": {"wood": "planken zagen"},
    "other_languages": {"wood": "holz, столяр, basen"},
    "whole": {"whole": "kapot"},
    "together": {"young_voice": {"words": "jongerentaal"}},
}


@pytest.fixture(scope="module")
def ideas() -> Ideas:
    return read_areas(AREAS)


def about(ideas: Ideas, text: str) -> list[dict[str, float]]:
    return [dict(said.ideas) for said in ideas.read(text)]


@pytest.mark.parametrize(
    "word", ["hout", "timmerde", "getimmerd", "geschaafd", "HOUT", "столяр", "stoliar"]
)
def test_a_word_is_known_inflected_and_in_another_script(ideas: Ideas, word: str) -> None:
    assert about(ideas, word) == [{"wood": 1.0}]


def test_a_compound_is_known_by_both_its_parts_and_less_surely_by_one(ideas: Ideas) -> None:
    assert about(ideas, "houtmiddag") == [{"wood": IN_PARTS}]
    assert about(ideas, "houtreparatie") == [{}]
    assert about(ideas, "timmerenxyz") == [{"wood": IN_ONE_PART}]
    assert ideas.is_compound("houtmiddag")
    assert not ideas.is_compound("timmerenxyz")


def test_a_word_of_another_language_is_no_part_of_a_compound(ideas: Ideas) -> None:
    assert about(ideas, "holzmiddag") == [{}]


def test_a_word_that_is_meant_whole_is_no_part_of_a_compound(ideas: Ideas) -> None:
    assert about(ideas, "kapot") == [{"repair": 1.0}]
    assert about(ideas, "kapotmiddag") == [{}]


def test_what_stands_after_a_prefix_is_no_part_of_a_compound(ideas: Ideas) -> None:
    assert about(ideas, "metxtimmeren") == [{"wood": IN_ONE_PART}]
    assert about(ideas, "beztimmeren") == [{}]


def test_a_word_of_another_language_has_no_dutch_inflection(ideas: Ideas) -> None:
    assert about(ideas, "basen") == [{"wood": 1.0}]
    assert about(ideas, "baas") == [{}]


def test_only_what_ends_as_a_participle_does_is_read_as_one(ideas: Ideas) -> None:
    assert about(ideas, "geschaafd") == [{"wood": 1.0}]
    assert about(ideas, "geschaver") == [{}]


def test_a_saying_is_found_with_words_between_and_is_not_read_again(ideas: Ideas) -> None:
    assert about(ideas, "weggooien is toch zo zonde") == [{"repair": 1.0}, {}, {}]
    assert about(ideas, "weggooien is a b c zonde") == [{}] * 6


def test_two_words_that_are_one_of_ours_are_read_as_one(ideas: Ideas) -> None:
    assert about(ideas, "naai cafe") == [{"textiles": 1.0}]


def test_silent_words_say_nothing(ideas: Ideas) -> None:
    assert ideas.read("ik wil met het een de") == []


def test_who_says_it_is_heard_beside_what_it_is_about(ideas: Ideas) -> None:
    (said,) = ideas.read("planken zagen")
    assert set(said.ideas) == {"wood", "young_voice"}
    assert [key for key, idea in ideas.ideas.items() if idea.voice] == ["young_voice"]


def test_nearness_goes_both_ways(ideas: Ideas) -> None:
    assert ideas.ideas["wood"].near == {"repair": 0.4}
    assert ideas.ideas["repair"].near == {"wood": 0.4}
    assert ideas.ideas["passports"].elsewhere
    assert ideas.ideas["textiles"].weight == 0.5


def test_more_words_for_an_idea_that_is_nowhere_told_are_refused() -> None:
    with pytest.raises(KeyError, match="knitting"):
        read_areas({**AREAS, "young_people": {"knitting": "breien"}})
    with pytest.raises(KeyError, match="knitting"):
        read_areas({**AREAS, "more": {"wool": {"near": {"knitting": 0.4}, "words": "wol"}}})
    with pytest.raises(ValueError, match="wood"):
        read_areas({**AREAS, "more": {"wood": {"words": "bos"}}})


def test_the_ideas_that_come_with_the_product_are_many_and_weigh_between_nothing_and_all() -> None:
    ideas = load_ideas()
    assert len(ideas.ideas) > 250
    assert len(ideas.spoken) > 8_000
    for idea in ideas.ideas.values():
        assert 0 < idea.weight <= 1
        assert all(0 < how <= 1 for how in idea.near.values())


@given(st.text(max_size=80))
def test_any_text_is_read_and_read_the_same_twice(text: str) -> None:
    ideas = load_ideas()
    assert ideas.read(text) == ideas.read(text)
    for said in ideas.read(text):
        assert all(0 < sure <= 1 for sure in said.ideas.values())
        assert set(said.ideas) <= set(ideas.ideas)


def test_no_idea_stands_twice_in_a_file_of_which_the_last_would_count() -> None:
    for file in files("meedoen.lexicon").joinpath("ideas").iterdir():
        keys = re.findall(r"^(\w+):", file.read_text("utf-8"), re.MULTILINE)
        assert len(keys) == len(set(keys)), file.name
