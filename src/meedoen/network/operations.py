# SPDX-License-Identifier: EUPL-1.2
"""Writes of the network room: calling a meeting, who is asked, its agenda and its results.

What follows for a recommendation lies in the room of knelpunten; a journey writes both.
"""

from collections.abc import Collection

from django.db import transaction
from django.db.models import Max

from meedoen.database.turns import one_at_a_time
from meedoen.history.operations import sign
from meedoen.knelpunten.told import safely
from meedoen.network.meetings import CannotMeet, ItemKind, MeetingTold
from meedoen.network.models import AgendaItem, Meeting, MeetingGuest
from meedoen.privacy.decision import Viewer
from meedoen.vocabulary.bsn import without_bsn
from meedoen.vocabulary.moment import Moment
from meedoen.vocabulary.words import read_line, read_words

LONGEST = 4000


def _columns(told: MeetingTold) -> dict[str, object]:
    title = without_bsn(read_line(told.title))[:120]
    if not title:
        raise CannotMeet("Geef het overleg een naam.")
    return {
        "title": title,
        "day": told.day,
        "begins": told.begins,
        "place": without_bsn(read_line(told.place))[:160],
    }


@transaction.atomic
def call_meeting(*, told: MeetingTold, municipality: str, by: Viewer, on: Moment) -> int:
    """Call a meeting in the name of the own team, which is asked itself; returns its id.

    The same title on the same day is one meeting. Raises CannotMeet.
    """
    sign(by=by, on=on)
    columns = _columns(told)
    if by.team_id is None or municipality not in by.municipalities:
        raise CannotMeet("Een overleg hoort bij een team dat in deze gemeente werkt.")
    one_at_a_time(f"meetings of {municipality}")
    there = Meeting.objects.filter(
        municipality=municipality, title=columns["title"], day=told.day, cancelled_on=None
    ).first()
    if there is not None:
        return there.pk
    meeting = Meeting.objects.create(municipality_id=municipality, team_id=by.team_id, **columns)
    MeetingGuest.objects.create(meeting=meeting, team_id=by.team_id)
    return meeting.pk


@transaction.atomic
def change_meeting(*, meeting_id: int, told: MeetingTold, by: Viewer, on: Moment) -> None:
    """Give a meeting another name, day or place. Raises CannotMeet or Meeting.DoesNotExist."""
    sign(by=by, on=on)
    if not Meeting.objects.filter(pk=meeting_id).update(**_columns(told)):
        raise Meeting.DoesNotExist


@transaction.atomic
def cancel_meeting(*, meeting_id: int, back: bool = False, by: Viewer, on: Moment) -> None:
    """Call a meeting off, or with `back` on again. What stood on its agenda stays there."""
    sign(by=by, on=on)
    day = None if back else on.day
    if not Meeting.objects.filter(pk=meeting_id).update(cancelled_on=day):
        raise Meeting.DoesNotExist


@transaction.atomic
def ask_to_meeting(
    *, meeting_id: int, team_id: int, asked: bool = True, by: Viewer, on: Moment
) -> None:
    """Ask a team to a meeting, or with `asked` false no more."""
    sign(by=by, on=on)
    day = None if asked else on.day
    MeetingGuest.objects.update_or_create(
        meeting_id=meeting_id, team_id=team_id, defaults={"removed_on": day}
    )


@transaction.atomic
def add_item(*, meeting_id: int, kind: ItemKind, number: int, by: Viewer, on: Moment) -> int:
    """Put something on the agenda, behind what stands there; returns the id of the item.

    What stands there already is that item. Raises CannotMeet for a meeting that is called off.
    """
    sign(by=by, on=on)
    one_at_a_time(f"agenda {meeting_id}")
    meeting = Meeting.objects.get(pk=meeting_id)
    if meeting.cancelled_on:
        raise CannotMeet("Dit overleg gaat niet door. Kies een ander.")
    items = AgendaItem.objects.filter(meeting=meeting)
    there = items.filter(removed_on=None, **{f"{kind}_id": number}).first()
    if there is not None:
        return there.pk
    last = items.aggregate(last=Max("position"))["last"] or 0
    return AgendaItem.objects.create(
        meeting=meeting, position=last + 1, **{f"{kind}_id": number}
    ).pk


@transaction.atomic
def remove_item(*, item_id: int, by: Viewer, on: Moment) -> None:
    """Take an item without a result off the agenda. Raises CannotMeet when it has one."""
    sign(by=by, on=on)
    if not AgendaItem.objects.filter(pk=item_id, result="").update(removed_on=on.day):
        raise CannotMeet("Hier is al over gesproken. Dat blijft staan.")


@transaction.atomic
def keep_result(
    *, item_id: int, words: str, may_stay: Collection[str] = (), by: Viewer, on: Moment
) -> None:
    """Write down what came of an item, in place of what stood; the past keeps that.

    `may_stay` holds keys of finds. Raises CannotMeet without words, StillRecognisable, or
    AgendaItem.DoesNotExist.
    """
    sign(by=by, on=on)
    said = without_bsn(read_words(words))[:LONGEST]
    if not said:
        raise CannotMeet("Schrijf op wat er uitkwam, ook als dat niets was.")
    safely({"result": said}, may_stay=may_stay)
    if not AgendaItem.objects.filter(pk=item_id).update(result=said, result_on=on.day):
        raise AgendaItem.DoesNotExist
