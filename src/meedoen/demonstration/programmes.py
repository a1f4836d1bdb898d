# SPDX-License-Identifier: EUPL-1.2
"""Lets the invented municipalities live their programmes: years of goals, actions and outcomes.

Each part is written on its own day, by who writes there now; in the years before others did.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from meedoen.areas.models import KeyFigure
from meedoen.areas.queries import municipality
from meedoen.demonstration.partners import read
from meedoen.demonstration.region import LONELY, build_region, is_lonely
from meedoen.demonstration.releases import viewer_of
from meedoen.privacy.decision import Viewer
from meedoen.programmes import operations
from meedoen.programmes.states import ActionState
from meedoen.programmes.told import ActionTold, Followed, Seen, SubprogrammeTold
from meedoen.vocabulary.moment import Moment

# In this year others asked before how lonely people feel; there was more of it then.
EARLIER = 2022
MORE, MORE_WHERE_IT_IS_HIGH = 1, 4


def live_programmes(*, on: Moment) -> Iterator[str]:
    """Write the programmes of both municipalities; yields the name of each."""
    shares = _earlier_shares()
    for told in read("programmes.yaml"):
        _Programme(told["municipality"], viewer_of(told["by"], on=on), shares).live(told)
        here = municipality(told["municipality"])
        yield f"het programma van {here.name if here else told['municipality']}"


def _earlier_shares() -> Mapping[str, int]:
    """Keep how many of a hundred felt lonely some years before, by area; gives them.

    Past the import, which keeps figures of years of which the borders are here.
    """
    shares = {
        one.area_code: int(one.value or 0)
        + (MORE_WHERE_IT_IS_HIGH if is_lonely(one.area_code) else MORE)
        for one in build_region().key_figures
        if one.name == LONELY
    }
    KeyFigure.objects.bulk_create(
        KeyFigure(area_code=code, year=EARLIER, name=LONELY, value=Decimal(share))
        for code, share in shares.items()
    )
    return shares


def _at(day: date) -> Moment:
    return Moment.beginning(day) + timedelta(hours=10)


class _Programme:
    """One programme on its way: whose it is, and who writes it."""

    def __init__(self, code: str, by: Viewer, shares: Mapping[str, int]) -> None:
        self.code, self.by, self.shares = code, by, shares

    def live(self, told: Mapping[str, Any]) -> None:
        vision = told["vision"]
        operations.write_vision(
            municipality=self.code,
            name=vision["name"],
            words=vision["words"],
            by=self.by,
            on=_at(vision["on"]),
        )
        for one in told["subprogrammes"]:
            self._subprogramme(one)

    def _subprogramme(self, told: Mapping[str, Any]) -> None:
        names = ("name", "aim", "leader_function", "leader_name")
        made = operations.add_subprogramme(
            municipality=self.code,
            told=SubprogrammeTold(**{name: told.get(name, "") for name in names}),
            by=self.by,
            on=_at(told["on"]),
        )
        goals = {one["words"]: self._goal(made.pk, one) for one in told.get("goals", ())}
        for one in told.get("actions", ()):
            self._action(made.pk, goals.get(one.get("goal")), one)

    def _goal(self, subprogramme: int, told: Mapping[str, Any]) -> int:
        on = _at(told["on"])
        goal = operations.add_goal(
            subprogramme=subprogramme, words=told["words"], by=self.by, on=on
        )
        for one in told.get("followed", ()):
            operations.follow(goal=goal.pk, followed=Followed(**one), by=self.by, on=on)
        return goal.pk

    def _action(self, subprogramme: int, goal: int | None, told: Mapping[str, Any]) -> None:
        texts = {name: told.get(name, "") for name in ("more", "who", "area")}
        made = operations.add_action(
            told=ActionTold(subprogramme, told["what"], goal, by_when=told.get("by_when"), **texts),
            seen=self._seen(told["seen"]) if "seen" in told else None,
            by=self.by,
            on=_at(told["on"]),
        )
        for move in told.get("moves", ()):
            operations.move(
                number=made.pk,
                to=ActionState(move["to"]),
                reason=move.get("reason", ""),
                came_of_it=move.get("came_of_it", ""),
                by=self.by,
                on=_at(move["on"]),
            )

    def _seen(self, told: Mapping[str, Any]) -> Seen:
        here, whole = self.shares[told["area"]], self.shares[self.code]
        sentence = told["sentence"].format(here=here, whole=whole)
        return Seen(told["indicator"], told["area"], told["year"], sentence)
