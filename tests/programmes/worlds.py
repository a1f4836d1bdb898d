# SPDX-License-Identifier: EUPL-1.2
"""Two municipalities, who writes in the programme of each, and a small programme."""

from datetime import UTC, date, datetime
from typing import Any

from meedoen.accounts.roles import Role
from meedoen.areas.models import Municipality
from meedoen.privacy.decision import Viewer
from meedoen.programmes import operations
from meedoen.programmes.models import FollowedIndicator, Goal, ProgrammeAction, Subprogramme
from meedoen.programmes.told import ActionTold, Followed, Seen, SubprogrammeTold
from meedoen.vocabulary.moment import Moment

LINDEWAARD, VENNERHOUT = "GM9901", "GM9902"
ZOMERWAL = "WK990104"
NOW = Moment(datetime(2026, 11, 23, 9, 30, tzinfo=UTC))
DAY = date(2026, 11, 23)
LEADER = Viewer(Role.PROGRAMME_LEADER, "Puk", municipalities=frozenset({LINDEWAARD}))
STRANGER = Viewer(Role.PROGRAMME_LEADER, "Roos", municipalities=frozenset({VENNERHOUT}))
LONELY = Seen("eenzaamheid", ZOMERWAL, 2022, "In Zomerwal voelt 65 van de 100 zich eenzaam.")
BY: dict[str, Any] = {"by": LEADER, "on": NOW}


def towns() -> None:
    """Make both municipalities."""
    for code, name in ((LINDEWAARD, "Lindewaard"), (VENNERHOUT, "Vennerhout")):
        Municipality.objects.get_or_create(code=code, defaults={"name": name})


def subprogramme(name: str = "Ouderen", **told: str) -> Subprogramme:
    """Add a subprogramme to Lindewaard."""
    towns()
    return operations.add_subprogramme(
        municipality=LINDEWAARD, told=SubprogrammeTold(name, **told), **BY
    )


def goal(words: str = "Niemand is tegen zijn zin alleen", name: str = "Ouderen") -> Goal:
    """Add a goal to a subprogramme of Lindewaard."""
    return operations.add_goal(subprogramme=subprogramme(name).pk, words=words, **BY)


def followed(**told: Any) -> FollowedIndicator:
    """Follow the goal by loneliness in Zomerwal."""
    return operations.follow(
        goal=goal().pk, followed=Followed("eenzaamheid", ZOMERWAL, **told), **BY
    )


def action(what: str = "Soep op straat", seen: Seen | None = None, **told: Any) -> ProgrammeAction:
    """Plan an action for the goal."""
    there = goal()
    return operations.add_action(
        told=ActionTold(there.subprogramme_id, what, goal=there.pk, **told), seen=seen, **BY
    )


def again(row: Any) -> Any:
    """Give a row as it stands now."""
    return type(row)._default_manager.get(pk=row.pk)
