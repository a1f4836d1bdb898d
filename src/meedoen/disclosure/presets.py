# SPDX-License-Identifier: EUPL-1.2
"""Rules that others publish by, as data to choose from: the part that can be proven (pure).

CBS rounds besides. A rounded count is not what the proof is about, and a share is two counts that
are shown already, so neither is a part of a rule here (ADR 0039).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from meedoen.disclosure.rule import CountRule, Zero


@dataclass(frozen=True)
class Preset:
    """A rule with a name, in words for who chooses it, and where it comes from."""

    key: str
    label: str
    words: str
    rule: CountRule
    source: str


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
