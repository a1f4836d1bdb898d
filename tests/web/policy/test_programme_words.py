# SPDX-License-Identifier: EUPL-1.2
"""What happened to an action, in sentences."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest

from meedoen.history.past import Happening
from meedoen.programmes.states import ActionState
from meedoen.web.policy.programme.words import past_lines

AT = datetime(2026, 11, 23, tzinfo=UTC)


@dataclass(frozen=True)
class Revised:
    kind: str = Happening.CHANGED
    was: dict[str, Any] = field(default_factory=dict)
    at: datetime = AT
    by: str = "Mieke"


def told(*past: Revised, now: ActionState = ActionState.PLANNED) -> list[str]:
    return [one.sentence for one in past_lines(past, now)]


@pytest.mark.parametrize(
    ("was", "sentence"),
    [
        ({"what": "Soep"}, "Mieke veranderde wat het is."),
        ({"who": "", "area": ""}, "Mieke veranderde wie het doet en waar."),
        ({"removed_at": None}, "Mieke haalde dit weg."),
        ({"removed_at": "2026-01-01"}, "Mieke zette dit terug."),
        ({}, "Mieke veranderde dit."),
    ],
)
def test_a_change_is_told_by_what_was_changed(was: dict[str, Any], sentence: str) -> None:
    assert told(Revised(was=was)) == [sentence]


def test_each_move_is_told_from_where_to_where_however_long_ago() -> None:
    past = (
        Revised(was={"state": "going", "came_of_it": "", "ended_on": None}),
        Revised(was={"more": "x"}),
        Revised(was={"state": "planned", "began_on": None}),
        Revised(kind=Happening.ADDED),
    )
    assert told(*past, now=ActionState.DONE) == [
        "Mieke zette dit van bezig op klaar.",
        "Mieke veranderde wat erbij staat.",
        "Mieke zette dit van gepland op bezig.",
        "Mieke zette dit erbij.",
    ]
    assert past_lines(past, ActionState.DONE)[0].at == AT
