# SPDX-License-Identifier: EUPL-1.2
"""Writes of the programmes room: vision, subprogrammes, goals with their figures, and actions.

Who writes in the programme of a municipality does so one after the other, and what was written
already, in the same words, is not written twice. A citizen service number is kept in none of it.
"""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.db.models import Model, QuerySet

from meedoen.database.turns import one_at_a_time
from meedoen.history.operations import sign
from meedoen.privacy.decision import Viewer
from meedoen.programmes import queries
from meedoen.programmes.models import (
    LINE,
    WORDS,
    FollowedIndicator,
    Goal,
    Insight,
    ProgrammeAction,
    Subprogramme,
    Vision,
)
from meedoen.programmes.parts import MOST_GOALS, MOST_INDICATORS, MOST_SUBPROGRAMMES, ProgrammePart
from meedoen.programmes.states import MOVES, ActionState, must_say
from meedoen.programmes.told import ActionTold, Followed, Seen, SubprogrammeTold
from meedoen.vocabulary.bsn import without_bsn
from meedoen.vocabulary.moment import Moment
from meedoen.vocabulary.words import read_line, read_words


class NotYourProgramme(Exception):
    """The programme is of a municipality that the actor does not work for."""


class NotEmpty(Exception):
    """There are subprogrammes already, so that nothing is taken over."""


class TooMany(Exception):
    """There are as many of these as fit on a page that people read; says what to do."""


class NotFromThere(Exception):
    """An action cannot go to a state from the one in which it is; says what to do."""


class NotSaid(Exception):
    """Something must be said with a change of state; `names` are the fields that miss."""

    def __init__(self, names: Collection[str]) -> None:
        """Keep which fields miss."""
        super().__init__("Schrijf erbij wat nodig is.")
        self.names = tuple(names)


class BeforeItBegan(Exception):
    """An action would end before the day on which it began."""


def _begin(municipality: str, by: Viewer, on: Moment) -> None:
    """Sign, and wait for who writes in the same programme. Raises NotYourProgramme."""
    if municipality not in by.municipalities:
        raise NotYourProgramme("Dit programma is van een andere gemeente.")
    sign(by=by, on=on)
    one_at_a_time(f"programme of {municipality}")


def _line(text: str, most: int = LINE) -> str:
    return without_bsn(read_line(text))[:most]


def _words(text: str) -> str:
    return without_bsn(read_words(text))[:WORDS]


@transaction.atomic
def write_vision(*, municipality: str, name: str, words: str, by: Viewer, on: Moment) -> None:
    """Write what the programme is called and what it wants, in the place of what stood.

    Raises NotYourProgramme, or ValueError without a name.
    """
    _begin(municipality, by, on)
    if not read_line(name):
        raise ValueError("A vision has a name.")
    Vision.objects.update_or_create(
        municipality_id=municipality, defaults={"name": _line(name), "words": _words(words)}
    )


@transaction.atomic
def take_over(
    *, municipality: str, parts: Collection[SubprogrammeTold], by: Viewer, on: Moment
) -> None:
    """Begin with these subprogrammes where there are none yet.

    Raises NotYourProgramme, or NotEmpty.
    """
    _begin(municipality, by, on)
    if Subprogramme.objects.filter(municipality=municipality).exists():
        raise NotEmpty("Er zijn al deelprogramma's. Er is niets overgenomen.")
    Subprogramme.objects.bulk_create(
        Subprogramme(municipality_id=municipality, **_subprogramme(told)) for told in parts
    )


@transaction.atomic
def add_subprogramme(
    *, municipality: str, told: SubprogrammeTold, by: Viewer, on: Moment
) -> Subprogramme:
    """Add a subprogramme; in the same words it is the one that was there.

    Raises NotYourProgramme, TooMany, or ValueError without a name.
    """
    _begin(municipality, by, on)
    live = Subprogramme.objects.filter(municipality=municipality, removed_at=None)
    return _once(live, MOST_SUBPROGRAMMES, municipality_id=municipality, **_subprogramme(told))


@transaction.atomic
def change_subprogramme(*, number: int, told: SubprogrammeTold, by: Viewer, on: Moment) -> None:
    """Give a subprogramme another name, aim or leader. Raises Subprogramme.DoesNotExist."""
    found = queries.subprogramme_of(number, by.municipalities)
    _begin(found.municipality_id, by, on)
    Subprogramme.objects.filter(pk=found.pk).update(**_subprogramme(told))


def _subprogramme(told: SubprogrammeTold) -> dict[str, str]:
    if not read_line(told.name):
        raise ValueError("A subprogramme has a name.")
    return {
        "name": _line(told.name),
        "aim": _words(told.aim),
        "leader_function": _line(told.leader_function),
        "leader_name": _line(told.leader_name),
    }


@transaction.atomic
def add_goal(*, subprogramme: int, words: str, by: Viewer, on: Moment) -> Goal:
    """Add a goal to a subprogramme; in the same words it is the one that was there.

    Raises Subprogramme.DoesNotExist, TooMany, or ValueError without words.
    """
    found = queries.subprogramme_of(subprogramme, by.municipalities)
    _begin(found.municipality_id, by, on)
    live = Goal.objects.filter(subprogramme=found, removed_at=None)
    return _once(live, MOST_GOALS, subprogramme_id=found.pk, words=_goal(words))


@transaction.atomic
def change_goal(*, number: int, words: str, by: Viewer, on: Moment) -> None:
    """Say a goal in other words. Raises Goal.DoesNotExist."""
    found = queries.goal_of(number, by.municipalities)
    _begin(found.subprogramme.municipality_id, by, on)
    Goal.objects.filter(pk=found.pk).update(words=_goal(words))


def _goal(words: str) -> str:
    if not read_line(words):
        raise ValueError("A goal says what somebody wants to reach.")
    return _line(words, 400)


@transaction.atomic
def follow(*, goal: int, followed: Followed, by: Viewer, on: Moment) -> FollowedIndicator:
    """Follow a goal by an indicator, from this year on unless another is given.

    The same indicator of the same area is followed once. Raises Goal.DoesNotExist, or TooMany.
    """
    found = queries.goal_of(goal, by.municipalities)
    _begin(found.subprogramme.municipality_id, by, on)
    live = FollowedIndicator.objects.filter(goal=found, removed_at=None)
    same = live.filter(indicator=followed.indicator, area=followed.area).first()
    if same is not None:
        FollowedIndicator.objects.filter(pk=same.pk).update(**_followed(followed, on))
        return same
    return _once(live, MOST_INDICATORS, goal_id=found.pk, **_followed(followed, on))


@transaction.atomic
def change_followed(*, number: int, followed: Followed, by: Viewer, on: Moment) -> None:
    """Follow by another figure, or want something else. Raises FollowedIndicator.DoesNotExist."""
    found = queries.followed_of(number, by.municipalities)
    _begin(found.goal.subprogramme.municipality_id, by, on)
    FollowedIndicator.objects.filter(pk=found.pk).update(**_followed(followed, on))


def _followed(followed: Followed, on: Moment) -> dict[str, object]:
    return {
        "indicator": followed.indicator,
        "area": followed.area,
        "from_year": followed.from_year or on.day.year,
        "wanted": _line(followed.wanted),
        "wanted_by": followed.wanted_by,
    }


@transaction.atomic
def add_action(
    *, told: ActionTold, seen: Seen | None = None, by: Viewer, on: Moment
) -> ProgrammeAction:
    """Plan an action, with what was seen in a figure when it comes from one.

    In the same words it is the one that is planned already. Raises Subprogramme.DoesNotExist or
    Goal.DoesNotExist where it would not lie in the programme, or ValueError when it says nothing.
    """
    found = queries.subprogramme_of(told.subprogramme, by.municipalities)
    _begin(found.municipality_id, by, on)
    columns, insight = _action(told), _insight(seen) if seen else {}
    planned = ProgrammeAction.objects.filter(state=ActionState.PLANNED, removed_at=None, **columns)
    same = {f"insight__{name}": value for name, value in insight.items()} or {"insight": None}
    there = planned.filter(**same).first()
    if there is not None:
        return there
    made = ProgrammeAction.objects.create(state=ActionState.PLANNED, made_at=on.at, **columns)
    if insight:
        Insight.objects.create(action=made, seen_on=on.day, **insight)
    return made


def _insight(seen: Seen) -> dict[str, object]:
    if not read_words(seen.sentence):
        raise ValueError("An insight says what was seen.")
    return {
        "indicator": seen.indicator,
        "area": seen.area,
        "year": seen.year,
        "sentence": _words(seen.sentence),
    }


@transaction.atomic
def change_action(*, number: int, told: ActionTold, by: Viewer, on: Moment) -> None:
    """Say an action otherwise, or lay it with another goal. Raises ProgrammeAction.DoesNotExist.

    Also Subprogramme.DoesNotExist or Goal.DoesNotExist where it would not lie in the programme.
    """
    found = queries.action_of(number, by.municipalities)
    _begin(found.subprogramme.municipality_id, by, on)
    there = queries.subprogramme_of(told.subprogramme, by.municipalities)
    if there.municipality_id != found.subprogramme.municipality_id:
        raise Subprogramme.DoesNotExist
    ProgrammeAction.objects.filter(pk=found.pk).update(**_action(told))


def _action(told: ActionTold) -> dict[str, object]:
    if not read_line(told.what):
        raise ValueError("An action says what is done.")
    if told.goal is not None:
        Goal.objects.get(pk=told.goal, subprogramme=told.subprogramme, removed_at=None)
    return {
        "subprogramme_id": told.subprogramme,
        "goal_id": told.goal,
        "what": _line(told.what),
        "more": _words(told.more),
        "who": _line(told.who),
        "by_when": told.by_when,
        "area": told.area,
    }


@transaction.atomic
def move(
    *,
    number: int,
    to: ActionState,
    day: date | None = None,
    reason: str = "",
    came_of_it: str = "",
    by: Viewer,
    on: Moment,
) -> bool:
    """Bring an action to another state, on a day (today unless given); False when it is there.

    Raises ProgrammeAction.DoesNotExist, NotFromThere, NotSaid, or BeforeItBegan.
    """
    municipality = queries.action_of(number, by.municipalities).subprogramme.municipality_id
    _begin(municipality, by, on)
    # Read in turn: who pressed at the same moment may have moved it already.
    found = queries.action_of(number, by.municipalities)
    origin = ActionState(found.state)
    if origin is to:
        return False
    if to not in MOVES[origin]:
        raise NotFromThere(f"Deze actie staat op {origin.label.lower()}. Kijk eerst hoe het nu is.")
    said = {"reason": _words(reason), "came_of_it": _words(came_of_it)}
    began = found.began_on is not None
    if missing := [name for name in must_say(to, began=began) if not said[name]]:
        raise NotSaid(missing)
    columns = {**_days(found, to, day or on.day), **{k: v for k, v in said.items() if v}}
    ProgrammeAction.objects.filter(pk=found.pk).update(state=to, **columns)
    return True


def _days(action: ProgrammeAction, to: ActionState, day: date) -> dict[str, date | None]:
    """Give the days that an action gets with its new state."""
    if to is ActionState.PLANNED:
        return {"began_on": None, "ended_on": None}
    if to is ActionState.GOING:
        return {"began_on": action.began_on or day, "ended_on": None}
    if action.began_on is not None and day < action.began_on:
        raise BeforeItBegan("Deze dag ligt voor het begin van de actie. Kies een latere dag.")
    return {"ended_on": day}


@transaction.atomic
def remove(*, part: ProgrammePart, number: int, by: Viewer, on: Moment) -> None:
    """Take a part of a programme away; what lies in it goes along, and comes back with it.

    Raises DoesNotExist of its model.
    """
    _set_removed(part, number, by, on, removed=True)


@transaction.atomic
def put_back(*, part: ProgrammePart, number: int, by: Viewer, on: Moment) -> None:
    """Bring a part back that was taken away. Raises DoesNotExist of its model, or TooMany."""
    _set_removed(part, number, by, on, removed=False)


def _set_removed(
    part: ProgrammePart, number: int, by: Viewer, on: Moment, *, removed: bool
) -> None:
    found, municipality = queries.part_of(part, number, by.municipalities)
    _begin(municipality, by, on)
    rows = type(found)._default_manager.filter(pk=found.pk)
    if removed:
        rows.filter(removed_at=None).update(removed_at=on.at)
        return
    _must_have_room(found)
    rows.update(removed_at=None)


def _must_have_room(found: Model) -> None:
    """Raise TooMany where what lies beside it is as many as there may be already."""
    if isinstance(found, Subprogramme):
        live = Subprogramme.objects.filter(municipality=found.municipality_id, removed_at=None)
        _refuse_more(live.exclude(pk=found.pk), MOST_SUBPROGRAMMES)
    elif isinstance(found, Goal):
        beside = Goal.objects.filter(subprogramme=found.subprogramme_id, removed_at=None)
        _refuse_more(beside.exclude(pk=found.pk), MOST_GOALS)
    elif isinstance(found, FollowedIndicator):
        others = FollowedIndicator.objects.filter(goal=found.goal_id, removed_at=None)
        _refuse_more(others.exclude(pk=found.pk), MOST_INDICATORS)


def _refuse_more(beside: QuerySet, most: int) -> None:
    if beside.count() >= most:
        raise TooMany(f"Er staan er hier al {most}. Haal er eerst één weg.")


def _once(live: QuerySet, most: int, **columns: object):  # type: ignore[no-untyped-def]
    """Give the row that says the same already, else a new one. Raises TooMany."""
    there = live.filter(**columns).first()
    if there is not None:
        return there
    _refuse_more(live, most)
    return live.model._default_manager.create(**columns)
