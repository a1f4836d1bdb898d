# SPDX-License-Identifier: EUPL-1.2
"""From counts per area to the table that becomes a release, and whether it adds up (pure).

The tree is gemeente → wijk → buurt as the codes of CBS say or a list of areas says. Who is in no
known area is a leaf right under the gemeente, so the parts of a total are always all of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from meedoen.disclosure.tables import TOTAL, CountTable, Dimension
from meedoen.monitor.ages import AgeGroup
from meedoen.monitor.counting import NUMBERS, AreaCounts, NotCounted
from meedoen.monitor.indicator import Split
from meedoen.vocabulary.codes import Level

AREA = "gebied"
UNKNOWN_AREA = "gebied onbekend"
_NAMES: Mapping[Split, Mapping[str, str]] = {
    Split.NONE: {},
    Split.AGE: {
        AgeGroup.JONGEREN.code: "tot en met 26 jaar",
        AgeGroup.VOLWASSENEN.code: "27 jaar tot de AOW",
        AgeGroup.OUDEREN.code: "vanaf de AOW",
        AgeGroup.ONBEKEND.code: "leeftijd onbekend",
        TOTAL: "alle leeftijden",
    },
    Split.NUMBER: {
        NUMBERS[0]: "één", NUMBERS[1]: "twee", NUMBERS[2]: "drie of meer", TOTAL: "samen",
    },
}  # fmt: skip


@dataclass(frozen=True)
class AreaTree:
    """The areas of a municipality in a year: its code, the parent of each, and their names.

    `parents` holds wijken under the gemeente and buurten under wijken. `moved` says where an area
    of an earlier year lies now, so that what was counted before a border changed stays in place.
