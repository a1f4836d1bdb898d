# SPDX-License-Identifier: EUPL-1.2
"""What can be chosen in the forms of a programme: figures, areas, and parts with their goals."""

from typing import Any

from meedoen.areas import queries as areas
from meedoen.programmes import queries
from meedoen.web.policy.monitor.indicators import HEADINGS, known_indicators
from meedoen.web.policy.programme.forms import Choices


def indicator_choices() -> Choices:
    """Give the figures of the monitor, under their headings."""
    known = known_indicators().values()
    return [
        (heading, [(one.key, one.name) for one in known if one.group == group])
        for group, heading in HEADINGS.items()
    ]


def area_choices(municipality: str, *, kept: str = "") -> Choices:
    """Give the wijken of a municipality with their buurten, after the whole.

    `kept` is a code that stands already: it stays to choose when the area has another code now.
    """
    year = areas.latest_year(municipality)
    wijken = areas.tree(municipality, year=year) if year is not None else ()
    choices: Choices = [("", "De hele gemeente")]
    known = {""}
    for wijk in wijken:
        inside = [(wijk.code, f"Heel {wijk.name}"), *((b.code, b.name) for b in wijk.buurten)]
        known |= {code for code, _ in inside}
        choices.append((wijk.name, inside))
    return choices if kept in known else [*choices, (kept, f"Gebied van eerder ({kept})")]


def place_choices(municipality: str) -> Choices:
    """Give the subprogrammes of a municipality with their goals, as places for an action."""
    goals: dict[int, list[tuple[str, str]]] = {}
    for goal in queries.goals(municipality):
        part = goal.subprogramme_id
        goals.setdefault(part, []).append((f"{part}.{goal.pk}", goal.words))
    return [
        (one.name, [(str(one.pk), f"{one.name}, zonder doel"), *goals.get(one.pk, [])])
        for one in queries.subprogrammes(municipality)
    ]


def place_value(action: Any) -> str:
    """Give the place of an action among those; without its goal when that was taken away."""
    goal = action.goal
    there = goal is not None and goal.removed_at is None
    return f"{action.subprogramme_id}.{goal.pk}" if there else str(action.subprogramme_id)
