# SPDX-License-Identifier: EUPL-1.2
"""What a page says of an indicator: under which heading it stands, and whom it counts (pure)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from meedoen.monitor.cube import CountingUnit
from meedoen.monitor.indicator import Indicator, IndicatorKind, indicators

USE, STACKING, TAKING_PART, MOVING = "gebruik", "stapeling", "meedoen", "beweging"
HEADINGS = {
    USE: "Wie gebruikt wat",
    STACKING: "Meer dan één tegelijk",
    TAKING_PART: "Meedoen, en wat nog niet lukt",
    MOVING: "Wie erbij komt en wie stopt",
}
_GROUPS = {
    IndicatorKind.USE: USE,
    IndicatorKind.STACKING: STACKING,
    IndicatorKind.COMBINATIONS: STACKING,
    IndicatorKind.INFLOW: MOVING,
    IndicatorKind.OUTFLOW: MOVING,
    IndicatorKind.FIGURE: TAKING_PART,
    IndicatorKind.FED: TAKING_PART,
}
_FEWEST = 50


@dataclass(frozen=True)
class ShownIndicator:
    """An indicator as a page tells of it.

    `short` is its name under the heading of its group. `per` is the key figure that it is divided
    by, empty for none; `fewest` how many of those there must be. `fed` says whether any room gives
    it its numbers; `figure` is the key figure that it is itself.
    """

    key: str
    name: str
    short: str
    question: str
    unit: CountingUnit
    group: str
    sources: tuple[str, ...]
    per: str
    fewest: int
    caveats: tuple[str, ...]
    fed: bool
    figure: str = ""

    @property
    def counted(self) -> str:
        """Say what one of its count is, in the plural."""
        return self.unit.words

    @property
    def per_words(self) -> str:
        """Say what it is divided by, in words."""
        return self.per.replace("_", " ")


@cache
def known_indicators() -> Mapping[str, ShownIndicator]:
    """Give every indicator by its key."""
    return {key: shown(one) for key, one in indicators().items()}


def shown(one: Indicator) -> ShownIndicator:
    """Give an indicator as a page tells of it."""
    group = _GROUPS[one.kind]
    return ShownIndicator(
        key=one.key,
        name=one.name,
        short=one.name.partition(": ")[2] or one.name if group == USE else one.name,
        question=one.question,
        unit=one.unit,
        group=group,
        sources=one.sources,
        per=one.denominator,
        fewest=max(one.minimum_denominator, _FEWEST) if one.denominator else 0,
        caveats=one.caveats,
        fed=one.kind not in (IndicatorKind.FED, IndicatorKind.FIGURE),
        figure=one.figure,
    )
