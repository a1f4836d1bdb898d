# SPDX-License-Identifier: EUPL-1.2
"""What people say of the parts of a programme, as a form hands it over (pure)."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class SubprogrammeTold:
    """A part of the programme: its name, what it is for, and who leads it.

    `leader_function` is what the leader is, `leader_name` a colleague; neither is needed.
    """

    name: str
    aim: str = ""
    leader_function: str = ""
    leader_name: str = ""


@dataclass(frozen=True)
class Followed:
    """An indicator that shows whether a goal comes nearer, by its key, with the code of an area.

    An empty area is the whole municipality. It is compared from `from_year` on; `wanted` says in
    words where it should go, `wanted_by` by when.
    """

    indicator: str
    area: str = ""
    from_year: int | None = None
    wanted: str = ""
    wanted_by: date | None = None


@dataclass(frozen=True)
class ActionTold:
    """What somebody does: what, who, by when and for which area; all but the first may be empty."""

    subprogramme: int
    what: str
    goal: int | None = None
    more: str = ""
    who: str = ""
    by_when: date | None = None
    area: str = ""


@dataclass(frozen=True)
class Seen:
    """What somebody saw in a figure: which, where (empty: everywhere), of when, and in words."""

    indicator: str
    area: str
    year: int
    sentence: str
