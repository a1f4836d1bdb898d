# SPDX-License-Identifier: EUPL-1.2
"""Writes of the knelpunten room: a draft without a person, changing it, removing and putting back.

A text is kept only when it holds nothing that could tell who it is about, or when somebody said of
each find that it may stay (S0-13).
"""

from collections.abc import Collection

from django.db import transaction

from meedoen.database.turns import one_at_a_time
from meedoen.history.operations import sign
from meedoen.knelpunten.kinds import frames_of
from meedoen.knelpunten.models import Draft
from meedoen.knelpunten.told import Told, told_safely
from meedoen.privacy.decision import Viewer
from meedoen.vocabulary.moment import Moment
from meedoen.vocabulary.words import read_line, read_words


@transaction.atomic
def keep_draft(
    *,
    told: Told,
    code: str,
    municipality_code: str,
    names: Collection[str],
    places: Collection[str],
    may_stay: Collection[str],
    by: Viewer,
    on: Moment,
) -> int:
    """Keep a knelpunt in concept; returns its id. The day is kept and not the moment.

    What a team told in the same words on the same day is one knelpunt.
    `names` and `places` are looked for in the text and not kept; `may_stay` holds the keys of
    finds that may stay. Raises StillRecognisable or NotWithoutHerYes.
    """
    sign(by=by, on=on)
    stays = told_safely(told, names=names, places=places, may_stay=may_stay)
    team = _own_team(by)
    one_at_a_time(f"knelpunten of team {team}")
    knelpunt = {
        "municipality_id": municipality_code,
        "team_id": team,
        "code": code,
        "made_on": on.day,
        **_columns(told),
    }
    there = Draft.objects.filter(removed_on__isnull=True, **knelpunt).first()
    if there is not None:
        return there.pk
    return Draft.objects.create(changed_on=on.day, may_stay=stays, **knelpunt).pk


@transaction.atomic
def change_draft(
    *,
    draft_id: int,
    told: Told,
    places: Collection[str],
    may_stay: Collection[str],
    by: Viewer,
    on: Moment,
) -> None:
    """Change a draft of the own organisation; it is looked through for names again.

    Raises StillRecognisable, NotWithoutHerYes, or Draft.DoesNotExist.
    """
    sign(by=by, on=on)
    draft = Draft.objects.select_for_update().get(pk=draft_id, removed_on__isnull=True)
    stays = told_safely(told, names=(), places=places, may_stay={*may_stay, *draft.may_stay})
    Draft.objects.filter(pk=draft.pk).update(changed_on=on.day, may_stay=stays, **_columns(told))


@transaction.atomic
def remove_draft(*, draft_id: int, by: Viewer, on: Moment) -> None:
    """Take a draft off the list. Raises Draft.DoesNotExist."""
    sign(by=by, on=on)
    if not Draft.objects.filter(pk=draft_id).update(removed_on=on.day):
        raise Draft.DoesNotExist


@transaction.atomic
def put_draft_back(*, draft_id: int, by: Viewer, on: Moment) -> None:
    """Put a draft back on the list. Raises Draft.DoesNotExist."""
    sign(by=by, on=on)
    if not Draft.objects.filter(pk=draft_id).update(removed_on=None):
        raise Draft.DoesNotExist


def _own_team(by: Viewer) -> int:
    """The team in whose name it is told; raises ValueError for who is in none."""
    if by.team_id is None:
        raise ValueError("Only somebody in a team tells of a knelpunt for the register.")
    return by.team_id


def _columns(told: Told) -> dict[str, object]:
    return {
        "title": read_line(told.title),
        "laws": list(told.laws),
        "frames": frames_of(told.laws),
        "type": told.type,
        "happens": read_words(told.happens),
        "effect": read_words(told.effect),
        "effect_agreed": told.effect_agreed and bool(read_words(told.effect)),
    }
