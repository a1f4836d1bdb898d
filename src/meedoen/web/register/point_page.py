# SPDX-License-Identifier: EUPL-1.2
"""Puts the page of a knelpunt together: its answer first, then its way and what one can do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from meedoen.journeys.trying import TriedDraft, can_be_tried, drafts_for
from meedoen.knelpunten.consulting.queries import ConsultationView, consultations_of
from meedoen.knelpunten.kinds import Frame, frames_of
from meedoen.knelpunten.owners import Ownership
from meedoen.knelpunten.register import queries
from meedoen.knelpunten.register.queries import (
    Point,
    PointInFull,
    RecommendationView,
    SharedStory,
    WayLine,
)
from meedoen.knelpunten.states import RecommendationState, WayPoint
from meedoen.privacy.decision import Viewer
from meedoen.vocabulary.moment import Moment
from meedoen.web.landing import may_open
from meedoen.web.register.here import SPEAKS, WRITES
from meedoen.web.register.words import STATION_ICONS, Dot, StateLook, dots, look_of, step_words

_FRAMES = {
    Frame.WMO: "Wmo",
    Frame.PARTICIPATIEWET: "Participatiewet",
    Frame.OTHER: "Andere wetten",
}
# The figure of the monitor that names, without numbers, what often goes together.
GO_TOGETHER = "combinaties"
# What colleagues wrote among themselves stands folded below.
WAY_SHOWN = 8


@dataclass(frozen=True)
class WayStep:
    """A line of the way with its icon."""

    line: WayLine
    icon: str


@dataclass(frozen=True)
class ProposalLine:
    """A recommendation with what can be done with it next, by who looks."""

    proposal: RecommendationView
    may_schedule: bool
    may_withdraw: bool
    may_decide: bool
    may_realise: bool
    asked: ConsultationView | None = None
    is_asked: bool = False
    may_lay: bool = False
    may_read_voices: bool = False
    no_reaction: bool = False

    @property
    def look(self) -> StateLook:
        """Give how its state looks."""
        return look_of(self.proposal.state)

    @property
    def may_do_something(self) -> bool:
        """Tell whether there is something to press."""
        pressed = (self.may_schedule, self.may_withdraw, self.may_decide, self.may_realise)
        return any(pressed) or self.may_lay or self.may_read_voices


@dataclass(frozen=True)
class TriedBefore:
    """What was tried with another knelpunt, and whether it worked."""

    point: Point
    story: SharedStory

    @property
    def look(self) -> StateLook:
        """Give whether it worked."""
        return look_of(self.story.worked)


@dataclass(frozen=True)
class PointPage:
    """Everything that the page of a knelpunt shows."""

    full: PointInFull
    owner: Ownership | None
    reached: WayPoint
    days: int
    late: bool
    frames: Sequence[tuple[str, Sequence[str]]]
    way: Sequence[WayStep]
    earlier: Sequence[WayStep]
    proposals: Sequence[ProposalLine]
    over: Sequence[ProposalLine]
    tried: Sequence[TriedBefore]
    decided: RecommendationView | None
    tries: Sequence[TriedDraft]
    may_try: bool
    # Where the monitor names what often goes together; empty for who may not open it.
    together: str
    is_mine: bool
    is_of_my_team: bool

    @property
    def point(self) -> Point:
        """Give the knelpunt as it stands."""
        return self.full.point

    @property
    def look(self) -> StateLook:
        """Give how its state looks."""
        return look_of(self.point.state)

    @property
    def number(self) -> str:
        """Give its number as it stands in an address."""
        return str(self.point.pk)

    @property
    def stories(self) -> list[tuple[SharedStory, StateLook]]:
        """Give the casus that were shared with it, and whether what was done worked."""
        return [(one, look_of(one.worked)) for one in self.full.stories]

    @property
    def dots(self) -> list[Dot]:
        """Give the points on its way."""
        return dots(self.reached)

    @property
    def step(self) -> str:
        """Say how far it is."""
        return step_words(self.reached)


def point_page(full: PointInFull, *, by: Viewer, on: Moment) -> PointPage:
    """Put the page together, in the same number of statements however much there is to show."""
    one, today = full.point, on.day
    steps = [WayStep(line, STATION_ICONS[line.kind]) for line in full.way]
    asked = {each.recommendation_id: each for each in consultations_of(one.pk)}
    can_ask = one.is_public and not any(each.is_asked(today) for each in asked.values())
    proposals = [
        proposal_line(each, by, asked=asked.get(each.pk), can_ask=can_ask, on=today)
        for each in full.proposals
    ]
    return PointPage(
        full=full,
        owner=queries.owner_of(one, on=today),
        reached=queries.way_points_of([one])[one.pk],
        days=one.waits_days(today),
        late=one.waits_too_long(today),
        frames=_frames(one),
        way=steps[-WAY_SHOWN:],
        earlier=steps[:-WAY_SHOWN],
        proposals=[each for each in proposals if each.proposal.state.is_open],
        over=[each for each in proposals if not each.proposal.state.is_open],
        tried=[TriedBefore(*pair) for pair in queries.tried_before(one.pk)],
        decided=_decided(full),
        tries=drafts_for(one.pk, by=by, on=on),
        may_try=can_be_tried(one, by=by),
        together=_together(one, by),
        is_mine=one.owner_id is not None and one.owner_id == by.account_id,
        is_of_my_team=one.team_id == by.team_id,
    )


def proposal_line(
    made: RecommendationView,
    by: Viewer,
    *,
    asked: ConsultationView | None,
    can_ask: bool,
    on: date,
) -> ProposalLine:
    """Say what can be done with a recommendation next, by who looks.

    `asked` is how it lies before everybody, if it does; `can_ask` that nothing of its knelpunt
    does today, and everybody could read it.
    """
    state, writes, speaks = made.state, by.role in WRITES, by.role in SPEAKS
    waits = state in (RecommendationState.PROPOSED, RecommendationState.DISCUSSED)
    return ProposalLine(
        proposal=made,
        may_schedule=writes and waits,
        may_withdraw=writes and state is RecommendationState.PROPOSED,
        may_decide=speaks and state is RecommendationState.DISCUSSED,
        may_realise=speaks and state is RecommendationState.AGREED,
        asked=asked,
        is_asked=asked is not None and asked.is_asked(on),
        may_lay=speaks and can_ask and made.decided_on is None and state.is_open,
        may_read_voices=writes and asked is not None,
        no_reaction=asked is not None and asked.lacks_a_reaction(on),
    )


def _decided(full: PointInFull) -> RecommendationView | None:
    """Give the recommendation that the answer of today comes from, if it does from one."""
    answered = full.point.answered_on
    found = [one for one in full.proposals if answered in (one.decided_on, one.realised_on)]
    return found[-1] if found and answered is not None else None


def _together(one: Point, by: Viewer) -> str:
    """Give where is told how often both laws meet: in names, since a number would tell too much."""
    asked = reverse("policy:monitor_figure", args=[GO_TOGETHER])
    both = {Frame.WMO, Frame.PARTICIPATIEWET} <= set(one.frames)
    if not both or not may_open(by.role, asked):
        return ""
    return f"{asked}?{urlencode({'gemeente': one.municipality_code})}"


def _frames(one: Point) -> list[tuple[str, Sequence[str]]]:
    """Lay the laws that clash under the glass they belong to."""
    return [
        (_FRAMES[frame], [law for law in one.laws if frames_of([law]) == [frame]])
        for frame in one.frames
    ]
