# SPDX-License-Identifier: EUPL-1.2
"""A programme as a document to take along: a row for each action, and for a goal without one."""

from collections.abc import Iterator, Sequence
from typing import Any

from meedoen.programmes.states import ActionState
from meedoen.vocabulary.day import day_in_words
from meedoen.vocabulary.documents import TableDocument
from meedoen.web.policy.programme.figures import NOT_WHY
from meedoen.web.policy.programme.overview import ActionLine, GoalLine, PartPanel

COLUMNS = (
    "Deelprogramma", "Wie het leidt", "Doel", "Cijfers", "Actie", "Gebied", "Wie", "Klaar op",
    "Stand", "Sinds", "Waarom gestopt", "Wat ervan kwam",
)  # fmt: skip
_NOTHING = ("",) * 8
_Row = tuple[str, ...]


def programme_document(name: str, vision: Any, parts: Sequence[PartPanel]) -> TableDocument:
    """Give the whole programme of a municipality, with its vision above the table."""
    return TableDocument(
        title=f"{vision.name if vision else 'Programma'}, {name}",
        said=(("Visie", vision.words),) if vision and vision.words else (),
        columns=COLUMNS,
        rows=tuple(row for part in parts for row in _rows(part)),
        notes=(f"Van elk cijfer staan er hooguit twee: van toen, en het laatste. {NOT_WHY}",),
    )


def _rows(part: PartPanel) -> Iterator[_Row]:
    own = (part.view.subprogramme.name, leader(part.view.subprogramme))
    goals = {one.goal.pk: one for one in part.goals}
    of_goals = {pk: [a for a in part.actions if a.action.goal_id == pk] for pk in goals}
    without = [one for one in part.actions if one.action.goal_id not in goals]
    for pk, goal in goals.items():
        said = (*own, goal.goal.words, _figures(goal))
        yield from ((*said, *_action(one)) for one in of_goals[pk])
        if not of_goals[pk]:
            yield (*said, *_NOTHING)
    yield from ((*own, "", "", *_action(one)) for one in without)
    if not goals and not without:
        yield (*own, "", "", *_NOTHING)


def leader(subprogramme: Any) -> str:
    """Name who leads a subprogramme: the name of a colleague, her function, or both."""
    said = (subprogramme.leader_name, subprogramme.leader_function)
    return ", ".join(filter(None, said))


def _figures(goal: GoalLine) -> str:
    return "; ".join(
        f"{one.figure.told}{f' (doel: {one.followed.wanted})' if one.followed.wanted else ''}"
        for one in goal.followed
    )


def _action(line: ActionLine) -> _Row:
    action = line.action
    since = action.ended_on or action.began_on
    return (
        action.what,
        line.place,
        action.who,
        day_in_words(action.by_when) if action.by_when else "",
        line.state.label,
        day_in_words(since) if since else "",
        action.reason if line.state is ActionState.STOPPED else "",
        action.came_of_it if line.state.is_over else "",
    )
