# SPDX-License-Identifier: EUPL-1.2
"""How far a knelpunt, a recommendation and a casus are, and what may follow what. Pure."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from enum import StrEnum

# Who pressed hears within this many days what became of it (ADR 0056).
ANSWER_WITHIN = timedelta(days=90)
# So long after a question to everybody is over, what people typed is kept (ADR 0061). What
# colleagues wrote down of it stays. The database keeps to it too.
VOICES_KEPT = timedelta(days=365)


class RegisterState(StrEnum):
    """How a knelpunt in the register stands. Half solved and a no with its reason are answers."""

    WAITING = "waiting"
    AGREED = "agreed"
    SOLVED = "solved"
    HALF = "half"
    DECLINED = "declined"

    @property
    def label(self) -> str:
        """Give the words on the badge."""
        return _REGISTER[self]

    @property
    def is_answered(self) -> bool:
        """Tell whether somebody decided something about it."""
        return self is not RegisterState.WAITING


_REGISTER = {
    RegisterState.WAITING: "Wacht op antwoord",
    RegisterState.AGREED: "Afgesproken",
    RegisterState.SOLVED: "Opgelost",
    RegisterState.HALF: "Half opgelost",
    RegisterState.DECLINED: "Nee, met reden",
}


class RecommendationState(StrEnum):
    """How far a recommendation is."""

    PROPOSED = "proposed"
    SCHEDULED = "scheduled"
    DISCUSSED = "discussed"
    AGREED = "agreed"
    DECLINED = "declined"
    REALISED = "realised"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """Give the words on the badge."""
        return _RECOMMENDATIONS[self]

    @property
    def is_open(self) -> bool:
        """Tell whether something is still to be done with it."""
        return self not in _OVER


_RECOMMENDATIONS = {
    RecommendationState.PROPOSED: "Voorgesteld",
    RecommendationState.SCHEDULED: "Op de agenda",
    RecommendationState.DISCUSSED: "Besproken",
    RecommendationState.AGREED: "Afgesproken",
    RecommendationState.DECLINED: "Afgewezen, met reden",
    RecommendationState.REALISED: "Gedaan",
    RecommendationState.WITHDRAWN: "Ingetrokken",
}
_OVER = frozenset(
    {RecommendationState.DECLINED, RecommendationState.REALISED, RecommendationState.WITHDRAWN}
)
# From a proposal straight to a decision there is no way: it is laid before a meeting, and talked
# about. What was talked about without a decision can come back on another day.
MOVES: Mapping[RecommendationState, frozenset[RecommendationState]] = {
    RecommendationState.PROPOSED: frozenset(
        {RecommendationState.SCHEDULED, RecommendationState.WITHDRAWN}
    ),
    RecommendationState.SCHEDULED: frozenset(
        {RecommendationState.PROPOSED, RecommendationState.DISCUSSED}
    ),
    RecommendationState.DISCUSSED: frozenset(
        {
            RecommendationState.SCHEDULED,
            RecommendationState.AGREED,
            RecommendationState.DECLINED,
        }
    ),
    RecommendationState.AGREED: frozenset({RecommendationState.REALISED}),
    RecommendationState.DECLINED: frozenset(),
    RecommendationState.REALISED: frozenset(),
    RecommendationState.WITHDRAWN: frozenset(),
}


class Solved(StrEnum):
    """What somebody says when she is asked whether it is solved. Each answer is as good."""

    YES = "yes"
    HALF = "half"
    NO = "no"

    @property
    def label(self) -> str:
        """Give the answer as she reads it."""
        return {
            Solved.YES: "Ja, het is opgelost",
            Solved.HALF: "Half opgelost",
            Solved.NO: "Nee, het hindert mij nog",
        }[self]


class Station(StrEnum):
    """What happened to a knelpunt, one line each in the way it went."""

    ENTERED = "entered"
    CAME_AGAIN = "came_again"
    CASUS = "casus"
    PROPOSED = "proposed"
    LAID_BEFORE = "laid_before"
    ADVISED = "advised"
    SCHEDULED = "scheduled"
    DISCUSSED = "discussed"
    AGREED = "agreed"
    DECLINED = "declined"
    REALISED = "realised"
    WITHDRAWN = "withdrawn"
    TOLD = "told"
    ASKED_BACK = "asked_back"
    REOPENED = "reopened"
    HANDED_ON = "handed_on"
    JOINED = "joined"
    MADE_PUBLIC = "made_public"
    TAKEN_BACK = "taken_back"

    @property
    def label(self) -> str:
        """Give the name of the station on its way."""
        return _STATIONS[self]

    @property
    def for_everybody(self) -> bool:
        """Tell whether the public page shows it."""
        return self not in _AMONG_COLLEAGUES


_STATIONS = {
    Station.ENTERED: "Opgeschreven",
    Station.CAME_AGAIN: "Weer gemeld",
    Station.CASUS: "Casus",
    Station.PROPOSED: "Aanbeveling",
    Station.LAID_BEFORE: "Aan iedereen gevraagd",
    Station.ADVISED: "Advies",
    Station.SCHEDULED: "Op de agenda",
    Station.DISCUSSED: "Besproken",
    Station.AGREED: "Besluit",
    Station.DECLINED: "Besluit: nee, met reden",
    Station.REALISED: "Gedaan",
    Station.WITHDRAWN: "Aanbeveling ingetrokken",
    Station.TOLD: "Verteld",
    Station.ASKED_BACK: "Wat mensen zeggen",
    Station.REOPENED: "Weer open",
    Station.HANDED_ON: "Ander team",
    Station.JOINED: "Samengevoegd",
    Station.MADE_PUBLIC: "Openbaar",
    Station.TAKEN_BACK: "Niet meer openbaar",
}
# Who works on it and on which desk it lies is no news to a resident, and that the same happened in
# one more life could tell of that life.
_AMONG_COLLEAGUES = frozenset(
    {
        *(Station.HANDED_ON, Station.MADE_PUBLIC, Station.TAKEN_BACK),
        *(Station.CAME_AGAIN, Station.WITHDRAWN),
    }
)


def after_deciding(
    now: RegisterState, decided: RecommendationState, others: Collection[RecommendationState]
) -> RegisterState:
    """Say how a knelpunt stands when one of its recommendations was decided or carried out.

    `others` are the states of its other recommendations. A no is the answer only where nothing else
    is agreed or still to be decided; a knelpunt that was answered keeps that answer then.
    """
    if decided is RecommendationState.AGREED:
        return RegisterState.AGREED
    if decided is RecommendationState.REALISED:
        return (
            RegisterState.AGREED if RecommendationState.AGREED in others else RegisterState.SOLVED
        )
    if decided is RecommendationState.DECLINED and now is RegisterState.WAITING:
        return now if any(one.is_open for one in others) else RegisterState.DECLINED
    return now


def after_hearing(now: RegisterState, heard: Solved) -> RegisterState:
    """Say how a knelpunt stands when somebody who met it says whether it is solved.

    A no opens it again, and half is an answer of its own. What still waits goes on waiting, and
    what was declined stays so: that it hinders her still, everybody knew.
    """
    if now in (RegisterState.WAITING, RegisterState.DECLINED):
        return now
    if heard is Solved.NO:
        return RegisterState.WAITING
    return RegisterState.HALF if heard is Solved.HALF else now


def comes_back(now: RegisterState) -> bool:
    """Tell whether the same collision in another life opens a knelpunt again."""
    return now in (RegisterState.SOLVED, RegisterState.HALF)


def waits_too_long(since: date | None, *, on: date) -> bool:
    """Tell whether a knelpunt waits for its answer longer than was promised."""
    return since is not None and on - since > ANSWER_WITHIN


class WayPoint(StrEnum):
    """The five points on the way of a knelpunt, in order, as a list shows them."""

    ENTERED = "entered"
    PROPOSED = "proposed"
    AT_A_MEETING = "at_a_meeting"
    DECIDED = "decided"
    TOLD = "told"

    @property
    def label(self) -> str:
        """Give its name."""
        return {
            WayPoint.ENTERED: "Opgeschreven",
            WayPoint.PROPOSED: "Aanbeveling",
            WayPoint.AT_A_MEETING: "Overleg",
            WayPoint.DECIDED: "Besluit",
            WayPoint.TOLD: "Verteld",
        }[self]


_AT_A_MEETING = frozenset({RecommendationState.SCHEDULED, RecommendationState.DISCUSSED})


def way_point(
    now: RegisterState, proposed: Collection[RecommendationState], *, told: bool
) -> WayPoint:
    """Say how far a knelpunt is on its way, by how it stands today.

    `proposed` are the states of its recommendations; `told` says that who pressed heard its latest
    answer. What was opened again is on its way anew.
    """
    if now.is_answered:
        return WayPoint.TOLD if told else WayPoint.DECIDED
    if _AT_A_MEETING & set(proposed):
        return WayPoint.AT_A_MEETING
    return WayPoint.PROPOSED if RecommendationState.PROPOSED in proposed else WayPoint.ENTERED


class CasusState(StrEnum):
    """How far a casus is: worked on together, with a second reader, or shared without a name."""

    WORKING = "working"
    READING = "reading"
    SHARED = "shared"
    ENDED = "ended"

    @property
    def label(self) -> str:
        """Give the words on the badge."""
        return {
            CasusState.WORKING: "Jullie werken eraan",
            CasusState.READING: "Bij de tweede lezer",
            CasusState.SHARED: "Gedeeld, zonder naam",
            CasusState.ENDED: "Gestopt",
        }[self]


class Worked(StrEnum):
    """Whether an approach worked, as who tried it says."""

    NOT_KNOWN = "not_known"
    YES = "yes"
    HALF = "half"
    NO = "no"

    @property
    def label(self) -> str:
        """Give the words."""
        return {
            Worked.NOT_KNOWN: "Nog niet bekend",
            Worked.YES: "Het werkte",
            Worked.HALF: "Het werkte half",
            Worked.NO: "Het werkte niet",
        }[self]
