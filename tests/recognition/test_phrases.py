# SPDX-License-Identifier: EUPL-1.2
"""Files of phrases are read as they are meant, and each phrase in them can be used."""

from pathlib import Path

import pytest

from meedoen.recognition import phrases
from meedoen.recognition.finds import Kind
from meedoen.recognition.phrases import phrases_of, told_by

FILES = sorted(path.stem for path in Path(phrases.__file__).with_name("phrases").glob("*.txt"))
SMALL = """\
# A remark.
BIRD : mees
  merel
NEST = nest
  je
het {NEST} van de {BIRD}

[rare]
(?P<told>(?P<word>{BIRD})) zingt
"""


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    (tmp_path / "birds_of_a_test.txt").write_text(SMALL, encoding="utf-8")
    monkeypatch.setattr(phrases, "_PHRASES", tmp_path)
    return "birds_of_a_test"


def words(text: str, name: str, part: str = "") -> list[str]:
    return [one.words for one in told_by(Kind.PLACE, text, name, part)]


def test_a_pattern_goes_on_over_lines_and_words_are_parted_by_them(small: str) -> None:
    assert words("Het nestje van de merel en het nest van de mees.", small) == [
        "Het nestje van de merel"
    ]


def test_a_remark_is_no_phrase_and_an_empty_line_neither(small: str) -> None:
    assert words("# A remark.", small) == []
    assert [len(phrases_of(small, part)) for part in ("", "rare")] == [1, 1]


def test_what_tells_is_the_part_that_says_so(small: str) -> None:
    assert words("Een mees zingt.", small, "rare") == ["mees"]


def test_a_find_is_dropped_when_its_word_may_not_be(small: str) -> None:
    text = "Een mees zingt, een merel zingt."
    (found,) = told_by(Kind.PLACE, text, small, "rare", if_word=lambda word: word == "merel")
    assert (found.words, found.start, found.end) == ("merel", 20, 25)


def test_a_part_that_is_not_there_is_no_empty_one(small: str) -> None:
    with pytest.raises(KeyError):
        phrases_of(small, "common")


def test_what_is_referred_to_has_to_be_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "holes_of_a_test.txt").write_text("het {NEST}\n", encoding="utf-8")
    monkeypatch.setattr(phrases, "_PHRASES", tmp_path)
    with pytest.raises(KeyError):
        phrases_of("holes_of_a_test")


def test_each_file_may_speak_of_numbers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    phrase = "de {ORDINAL} van {A_FEW}, {SPELLED} of {TENS}\n"
    (tmp_path / "numbers_of_a_test.txt").write_text(phrase, encoding="utf-8")
    monkeypatch.setattr(phrases, "_PHRASES", tmp_path)
    text = "de derde van 12, achttien of tachtig"
    assert words(text, "numbers_of_a_test") == [text]


@pytest.mark.parametrize("name", FILES)
def test_no_phrase_is_told_by_nothing(name: str) -> None:
    """A phrase that fits an empty text would stand everywhere."""
    for part in phrases._parts_of(name).values():
        assert not [one.pattern for one in part if one.fullmatch("")]
