# SPDX-License-Identifier: EUPL-1.2
"""Which counts are too small to show: rules as data (pure)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

# What a solver can still tell from one more or one less.
_MOST = 10**9


class NoRule(ValueError):
    """What was given is no rule; the message says which part."""


class Zero(StrEnum):
    """What happens to a nought: everybody may see it, or it is hidden like a small count."""

    OPEN = "open"
    HIDE = "hide"


@dataclass(frozen=True)
class CountRule:
    """Counts under `threshold` are hidden; a reader may not pin down what is hidden closer.

    Whoever computes with all that is open has to be left with values that lie at least `threshold`
    apart, for every hidden cell. A nought counts as small, or not, as `zero` says.
    """

    threshold: int
    zero: Zero = Zero.OPEN

    def __post_init__(self) -> None:
        """Refuse a threshold under 2: nothing would be hidden."""
        if self.threshold < 2:
            raise NoRule(f"threshold: a whole number of 2 or more, not {self.threshold}")
        if self.threshold > _MOST:
            raise NoRule(f"threshold: a whole number of {_MOST} at most")

    @property
    def least(self) -> int:
        """The least that a hidden cell can be, as everybody knows who knows the rule."""
        return 1 if self.zero is Zero.OPEN else 0


def rule_of(text: str) -> CountRule:
    """Read a rule from the text of its file. Raises NoRule, also for what is no JSON."""
    try:
        return read_rule(json.loads(text, object_pairs_hook=_each_once))
    except NoRule:
        raise
    except (ValueError, RecursionError) as broken:
        raise NoRule(f"this is no JSON that can be read ({broken})") from broken


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    read: dict[str, Any] = {}
    for name, value in pairs:
        if name in read:
            raise NoRule(f"{name}: this stands twice")
        read[name] = value
    return read


def read_rule(given: Any) -> CountRule:
    """Read a rule as it stands in a file: `{"threshold": 5, "zero": "open"}`.

    Raises NoRule for anything else, for a key that is not known too.
    """
    if not isinstance(given, Mapping):
        raise NoRule('a rule is an object, such as {"threshold": 5, "zero": "open"}')
    if unknown := sorted(set(map(str, given)) - {"threshold", "zero"}):
        raise NoRule(f"{unknown[0]}: there is no such part of a rule; threshold and zero are")
    threshold = given.get("threshold")
    if isinstance(threshold, bool) or not isinstance(threshold, int):
        raise NoRule(f"threshold: a whole number of 2 or more, not {threshold!r}")
    zero = given.get("zero", Zero.OPEN.value)
    if not isinstance(zero, str) or zero not in set(Zero):
        raise NoRule(f'zero: "open" or "hide", not {zero!r}')
    return CountRule(threshold, Zero(zero))
