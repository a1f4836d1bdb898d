# SPDX-License-Identifier: EUPL-1.2
"""The lexicon finds what words are about: whole, inflected, in a compound, misspelt."""

import pytest
import yaml

from meedoen.lexicon.themes import CONDITION, FORM, load, read
from meedoen.vocabulary.capacity import Condition
from meedoen.vocabulary.forms import Form

MINIMAL = """
themes: {wood: {label: Hout, here: Hier werk je met hout., words: [hout, timmeren]},
         garden: {label: Tuin, here: Hier werk je in een tuin., words: [tuin, vingers in de grond]}}
forms: {}
conditions: {}
heads: [werkplaats]
silent: [de, in]
negations: [niet]
faint: []
either_way: []
times: []
not_quoted: []
keeps_capital: []
"""


def keys(text: str) -> set[str]:
    return {find.key for find in read(yaml.safe_load(MINIMAL)).finds(text)}


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("hout", "wood"),
        ("ik timmerde graag", "wood"),
        ("een houtwerkplaats", "wood"),
        ("de moestuin", "garden"),
        ("timmerren kan ik", "wood"),
        ("met mijn vingers in de grond", "garden"),
    ],
)
def test_a_word_is_found_however_it_is_written(said: str, key: str) -> None:
    assert keys(said) == {key}


@pytest.mark.parametrize("said", ["", "zingen", "fortuin zoeken op de grond", "!!! 123"])
def test_what_is_not_in_the_lexicon_is_not_found(said: str) -> None:
    assert "wood" not in keys(said)


def test_the_longest_phrase_wins() -> None:
    found = {find.key for find in load().finds("niet alleen eten")}
    assert found == {"eating_together"}


def test_a_compound_says_less_than_a_whole_word() -> None:
    lexicon = read(yaml.safe_load(MINIMAL))
    whole, compound = lexicon.finds("hout")[0], lexicon.finds("houtwerkplaats")[0]
    assert whole.strength > compound.strength > 0


def test_every_form_and_condition_in_the_file_exists() -> None:
    listed = {key for keys in load().single.values() for key in keys}
    listed |= {key for found in load().phrases.values() for _, keys in found for key in keys}
    assert {k.removeprefix(FORM) for k in listed if k.startswith(FORM)} <= set(Form)
    assert {k.removeprefix(CONDITION) for k in listed if k.startswith(CONDITION)} == set(Condition)


def test_the_lexicon_is_broad_and_says_what_one_does_there() -> None:
    themes = load().themes.values()
    assert len(themes) >= 40
    assert all(theme.here.endswith(".") and theme.label for theme in themes)


def test_a_word_longer_than_any_dutch_word_is_not_cut_up_and_found_as_nothing() -> None:
    lexicon = read(yaml.safe_load(MINIMAL))
    assert lexicon.finds("hout" * 5_000) == []
    assert keys(f"{'w' * 20_000} hout") == {"wood"}
