# SPDX-License-Identifier: EUPL-1.2
"""How codes nest: CBS codes are text, and each holds the code of what it lies in."""

import re

import pytest

from meedoen.areas.levels import (
    ANY_PATTERN,
    PATTERNS,
    example_code,
    level_of,
    municipality_code,
    parent_code,
)
from meedoen.vocabulary.codes import Level


@pytest.mark.parametrize(
    ("code", "level", "parent"),
    [
        ("GM0047", Level.GEMEENTE, None),
        ("WK004701", Level.WIJK, "GM0047"),
        ("BU00470103", Level.BUURT, "WK004701"),
        ("WK0363KA", Level.WIJK, "GM0363"),
        ("BU0363KA05", Level.BUURT, "WK0363KA"),
    ],
)
def test_a_code_tells_its_level_and_what_it_lies_in(code, level, parent):
    assert level_of(code) is level
    assert parent_code(code) == parent
    assert municipality_code(code) == f"GM{code[2:6]}"


@pytest.mark.parametrize(
    "code", ["", "47", "GM47", "GM00470", "WK0047", "BU004701", "PV20", "gm0047"]
)
def test_anything_else_is_no_area_code(code):
    assert level_of(code) is None
    assert not re.search(ANY_PATTERN, code)
    with pytest.raises(ValueError, match="gebiedscode"):
        parent_code(code)


@pytest.mark.parametrize("level", list(Level))
def test_the_example_that_people_are_shown_is_a_right_code(level):
    shown = example_code(level).rpartition(" ")[2]
    assert level_of(shown) is level
    assert re.search(PATTERNS[level], shown)
