# SPDX-License-Identifier: EUPL-1.2
"""A rule that hinders people is tried otherwise: from a knelpunt to the laboratory, and back.

A knelpunt is looked at for solving what gets stuck and a draft for making policy. Whoever may do
both sees the one beside the other; whoever may do one sees that alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from meedoen.journeys.reading import NotFound
from meedoen.knelpunten.kinds import KnelpuntType
from meedoen.knelpunten.register.queries import Point, point
from meedoen.knelpunten.trying.operations import note_tried
from meedoen.knelpunten.trying.queries import tried_for, tried_rules
from meedoen.laboratory import queries as laboratory
from meedoen.laboratory.concerned import concerned
from meedoen.laboratory.drafts import Term
from meedoen.privacy.context import acting
from meedoen.privacy.decision import Viewer, may
from meedoen.privacy.policy import WRITES_IN_THE_REGISTER, Purpose
from meedoen.vocabulary.moment import Moment

LONGEST_NAME, LONGEST_REASON = 120, 2000


@dataclass(frozen=True)
class StuckRule:
    """What a draft begins with when it is made for a knelpunt: its name, why, and where."""

    number: int
    municipality: str
    name: str
    reason: str
    laws: Sequence[str]

    def concerned(self, terms: Sequence[Term]) -> frozenset[str]:
        """Give the keys of the terms that fill an article that the knelpunt names."""
        return concerned(terms, self.laws)


@dataclass(frozen=True)
class TriedDraft:
    """A draft that was made for a knelpunt; without a name for who may not open it."""

    number: int
    on_day: date
    name: str = ""
    thrown_away: bool = False


def can_be_tried(one: Point, *, by: Viewer) -> bool:
    """Tell whether somebody may try another rule for a knelpunt: it is about one, and she may."""
    works_on_both = by.role in WRITES_IN_THE_REGISTER and may(by, Purpose.POLICY)
    return works_on_both and one.type is KnelpuntType.RULE and bool(one.laws)


def stuck_rule(knelpunt_id: int, *, by: Viewer, on: Moment) -> StuckRule:
    """Give what a draft for a knelpunt begins with.

    Raises Knelpunt.DoesNotExist, or NotFound for who may not try a rule for it.
    """
    with acting(by, purpose=Purpose.IMPROVING, on=on):
        found = point(knelpunt_id)
    one = found.point
    if one.municipality_code not in by.municipalities or not can_be_tried(one, by=by):
        raise NotFound
    return StuckRule(
        number=found.joined_into or one.pk,
        municipality=one.municipality_code,
        name=one.title[:LONGEST_NAME],
        reason=found.happens[:LONGEST_REASON],
        laws=one.laws,
    )


def note_it_is_tried(stuck: StuckRule, *, draft_id: int, by: Viewer, on: Moment) -> None:
    """Let the register know that a draft is tried for a knelpunt. Raises as `note_tried`."""
    with acting(by, purpose=Purpose.IMPROVING, on=on):
        note_tried(
            knelpunt_id=stuck.number, draft_id=draft_id, municipality=stuck.municipality,
            by=by, on=on,
        )  # fmt: skip


def came_from(draft_id: int, *, by: Viewer, on: Moment) -> tuple[int, str] | None:
    """Give the knelpunt a draft was made for, by number and title, to who may read it."""
    with acting(by, purpose=Purpose.IMPROVING, on=on):
        return tried_for(draft_id)


def drafts_for(knelpunt_id: int, *, by: Viewer, on: Moment) -> list[TriedDraft]:
    """List the drafts that were made for a knelpunt, the newest first."""
    found = tried_rules(knelpunt_id)
    if not (found and may(by, Purpose.POLICY)):
        return [TriedDraft(*one) for one in found]
    with acting(by, purpose=Purpose.POLICY, on=on):
        names = laboratory.named([number for number, _ in found], by.municipalities)
    return [TriedDraft(number, day, *names.get(number, ())) for number, day in found]
