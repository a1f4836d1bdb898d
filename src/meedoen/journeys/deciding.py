# SPDX-License-Identifier: EUPL-1.2
"""A recommendation goes to a meeting and comes back with what was said and decided (S0-14)."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from meedoen.knelpunten.consulting.operations import react
from meedoen.knelpunten.recommending import operations as recommending
from meedoen.knelpunten.recommending.operations import CollegeDecision
from meedoen.network import operations as network
from meedoen.network import queries
from meedoen.network.meetings import CannotMeet, ItemKind
from meedoen.privacy.decision import Viewer
from meedoen.vocabulary.day import day_in_words
from meedoen.vocabulary.moment import Moment


@dataclass(frozen=True)
class ItemResult:
    """What came of an item: what was said, and what was decided, if anything was."""

    words: str
    decision: CollegeDecision | None = None


@transaction.atomic
def lay_before(*, recommendation_id: int, meeting_id: int, by: Viewer, on: Moment) -> int:
    """Put a recommendation on the agenda of a meeting; returns the id of the item.

    Raises CannotMeet, or NotFromHere when it was decided already.
    """
    meeting = queries.meeting(meeting_id).line
    recommending.schedule(
        recommendation_id=recommendation_id,
        meeting=f"{meeting.title}, {day_in_words(meeting.day)}",
        by=by,
        on=on,
    )
    return network.add_item(
        meeting_id=meeting_id, kind=ItemKind.RECOMMENDATION, number=recommendation_id,
        by=by, on=on,
    )  # fmt: skip


@transaction.atomic
def take_off(*, item_id: int, by: Viewer, on: Moment) -> None:
    """Take an item off an agenda; a recommendation waits for another meeting.

    Raises CannotMeet when it was talked about.
    """
    _, item = queries.item(item_id)
    network.remove_item(item_id=item_id, by=by, on=on)
    if item.recommendation_id is not None:
        recommending.take_off_the_agenda(recommendation_id=item.recommendation_id, by=by, on=on)


@transaction.atomic
def write_result(
    *,
    item_id: int,
    result: ItemResult,
    may_stay: Collection[str] = (),
    by: Viewer,
    on: Moment,
) -> None:
    """Write down what came of an item, at the meeting and at the knelpunt, in one go.

    Without a decision a recommendation was talked about, and can come back on another day. Raises
    CannotMeet, NoReason, StillRecognisable or NotFromHere; then nothing of it is kept.
    """
    _, item = queries.item(item_id)
    if item.result:
        raise CannotMeet("Hier staat al wat eruit kwam.")
    told: dict[str, Any] = {"may_stay": may_stay, "by": by, "on": on}
    network.keep_result(item_id=item_id, words=result.words, **told)
    if item.recommendation_id is None:
        return
    recommending.discuss(recommendation_id=item.recommendation_id, words=result.words, **told)
    if result.decision is not None:
        recommending.decide(
            recommendation_id=item.recommendation_id, decision=result.decision, **told
        )


@transaction.atomic
def decide(
    *,
    recommendation_id: int,
    decision: CollegeDecision,
    reaction: str | None = None,
    may_stay: Collection[str] = (),
    by: Viewer,
    on: Moment,
) -> None:
    """Write down what was decided, and what was done with what people said, in one go.

    `reaction` is None where nobody was asked. Raises as `recommending.decide` does; then nothing
    of it is kept.
    """
    told: dict[str, Any] = {"recommendation_id": recommendation_id, "may_stay": may_stay}
    recommending.decide(decision=decision, by=by, on=on, **told)
    if reaction is not None:
        react(words=reaction, by=by, on=on, **told)
