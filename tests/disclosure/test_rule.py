# SPDX-License-Identifier: EUPL-1.2
"""A rule as it stands in a file: what it says, and what is no rule."""

import pytest

from meedoen.disclosure.presets import PRESETS
from meedoen.disclosure.rule import CountRule, NoRule, Zero, read_rule, rule_of


def test_a_hidden_cell_is_one_at_least_where_noughts_may_be_seen_and_else_nought() -> None:
    assert CountRule(5).zero is Zero.OPEN
    assert (CountRule(5).least, CountRule(5, Zero.HIDE).least) == (1, 0)


def test_a_threshold_may_be_as_large_as_a_solver_can_tell_apart_by_one() -> None:
    assert rule_of('{"threshold": 1000000000}') == CountRule(10**9)
    with pytest.raises(NoRule, match=r"^threshold: a whole number of 1000000000 at most$"):
        rule_of('{"threshold": 1000000001}')


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "this is no JSON that can be read"),
        ("[" * 100_000, "this is no JSON that can be read"),
        ('{"threshold": 5, "threshold": 5}', "threshold: this stands twice"),
        ('{"threshold": true}', "threshold: a whole number of 2 or more, not True"),
        ('{"threshold": false}', "threshold: a whole number of 2 or more, not False"),
        ('{"threshold": "5"}', "threshold: a whole number of 2 or more, not '5'"),
        ('{"threshold": 1}', "threshold: a whole number of 2 or more, not 1"),
        ('{"threshold": 5, "zero": []}', 'zero: "open" or "hide", not []'),
        ('{"threshold": 5, "zero": null}', 'zero: "open" or "hide", not None'),
        ('{"threshold": 5, "b": 1, "a": 2}', "a: there is no such part of a rule"),
        ("5", "a rule is an object"),
    ],
)
def test_what_is_no_rule_is_refused_with_the_part_that_is_wrong(text: str, said: str) -> None:
    with pytest.raises(NoRule) as wrong:
        rule_of(text)
    assert str(wrong.value).startswith(said)


def test_two_is_the_least_threshold() -> None:
    assert read_rule({"threshold": 2}).threshold == 2


def test_rules_that_others_publish_by_are_found_by_their_key() -> None:
    assert {key: (one.key, one.rule) for key, one in PRESETS.items()} == {
        "zorg": ("zorg", CountRule(5, Zero.OPEN)),
        "uitkeringen": ("uitkeringen", CountRule(10, Zero.HIDE)),
        "onderzoek": ("onderzoek", CountRule(10, Zero.HIDE)),
    }
