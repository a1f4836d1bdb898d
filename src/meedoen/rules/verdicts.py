# SPDX-License-Identifier: EUPL-1.2
"""From what a law says to one of the four outcomes: a table, read for one person and for many.

The rows are what the law says of the bound conditions, the columns what it says of the open norm.
A no is a no wherever it stands; the bound conditions come before a judgement; and what nobody knows
is never a no. Without rules in force for this place and day nothing is known.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from types import MappingProxyType

from meedoen.rules.outcomes import OutcomeKind
from meedoen.rules.rulebook.catalogue import Certainty

_JA, _NEE = OutcomeKind.JA, OutcomeKind.NEE
_ONBEKEND, _OORDEEL = OutcomeKind.ONBEKEND, OutcomeKind.VRAAGT_OORDEEL


class Verdict(IntEnum):
    """What a law says of one condition; the numbers are places in a row of the table.

    ABSENT is a condition that is not there: for the bound conditions no rules in force, for the
    open norm a provision that has none. An open norm that no law in force gives is UNKNOWN.
    """

    NO = 0
    YES = 1
    UNKNOWN = 2
    ABSENT = 3


TRUTH_TABLE: Mapping[Verdict, tuple[OutcomeKind, ...]] = MappingProxyType(
    {
        # the open norm:    no         yes        unknown    absent
        Verdict.NO: (_NEE, _NEE, _NEE, _NEE),
        Verdict.YES: (_NEE, _JA, _OORDEEL, _JA),
        Verdict.UNKNOWN: (_NEE, _ONBEKEND, _ONBEKEND, _ONBEKEND),
        Verdict.ABSENT: (_ONBEKEND, _ONBEKEND, _ONBEKEND, _ONBEKEND),
    }
)

UNCONFIRMED: Mapping[OutcomeKind, OutcomeKind] = MappingProxyType(
    {_NEE: _OORDEEL, _JA: _OORDEEL, _ONBEKEND: _ONBEKEND, _OORDEEL: _OORDEEL}
)
"""What becomes of an outcome while a jurist must still confirm the rule: no plain yes or no."""


def verdict_of(says: bool | None) -> Verdict:
    """Give the verdict of a condition that is there; None is an answer that nobody knows."""
    return Verdict.UNKNOWN if says is None else Verdict(says)


def outcome_kind(bound: Verdict, norm: Verdict, certainty: Certainty) -> OutcomeKind:
    """Give the outcome of the bound conditions and the open norm of one provision."""
    kind = TRUTH_TABLE[bound][norm]
    return UNCONFIRMED[kind] if certainty is Certainty.CHECK else kind
