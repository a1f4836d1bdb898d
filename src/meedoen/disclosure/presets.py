# SPDX-License-Identifier: EUPL-1.2
"""Rules that others publish by, as data to choose from (pure).

What is applied here is the `rule`. Rounding and the least denominator of a share are kept because
the source has them: who rounds afterwards, or shows a share, finds them here. `None` where the
source has none, or where we could not read it there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from meedoen.disclosure.rule import CountRule, Zero


@dataclass(frozen=True)
class Preset:
    """A rule with a name, in words for who chooses it, and where it comes from.

    `rounding`: the source gives counts in multiples of it. `least_denominator`: the source shows a
    share only of so many people or more.
    """

    key: str
    label: str
    words: str
    rule: CountRule
    source: str
    rounding: int | None = None
    least_denominator: int | None = None


_EVERY = (
    Preset(
        key="zorg",
        label="Zoals bij cijfers over zorg: onder de 5 verborgen",
        words="Een aantal van 1 tot en met 4 staat er niet. Een nul staat er wel.",
        rule=CountRule(5, Zero.OPEN),
        source=(
            "CBS StatLine 84664NED and 86186NED, people with Wmo support per wijk: counts stand in "
            "fives, a small one is a dot. The 5 is our reading of that; no note there states it."
        ),
        rounding=5,
    ),
    Preset(
        key="uitkeringen",
        label="Zoals bij cijfers over uitkeringen: onder de 10 verborgen, een nul ook",
        words="Een aantal van 0 tot en met 9 staat er niet. Je ziet niet waar niemand is.",
        rule=CountRule(10, Zero.HIDE),
        source=(
            "CBS StatLine 85586NED, people with a benefit per wijk and buurt: counts in tens, in "
            "which a nought and a small count look the same. The rule is our reading of that."
        ),
        rounding=10,
    ),
    Preset(
        key="onderzoek",
        label="Zoals bij onderzoek op beveiligde gegevens: onder de 10 verborgen, een nul ook",
        words="Een aantal van 0 tot en met 9 staat er niet. Je ziet niet waar niemand is.",
        rule=CountRule(10, Zero.HIDE),
        source="ACRO (AI-SDC), acro/default.yaml: safe_threshold 10, zeros_are_disclosive true.",
    ),
)
PRESETS: Mapping[str, Preset] = MappingProxyType({one.key: one for one in _EVERY})
