# SPDX-License-Identifier: EUPL-1.2
"""Writes of recommendations. What was decided is the answer to who raised the knelpunt (S0-14)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from meedoen.knelpunten.models import Consultation, Knelpunt, Recommendation
from meedoen.knelpunten.register.lines import LONGEST, NotFromHere
from meedoen.knelpunten.register.operations import opened, write_line
from meedoen.knelpunten.states import (
    MOVES,
    RecommendationState,
    RegisterState,
    Station,
    after_deciding,
)
from meedoen.knelpunten.told import safely
from meedoen.privacy.decision import Viewer
from meedoen.vocabulary.bsn import without_bsn
from meedoen.vocabulary.moment import Moment
from meedoen.vocabulary.words import read_line, read_words


@dataclass(frozen=True)
class CollegeDecision:
    """What was decided: by whom, in words for who raised it, and from when it holds, if it does.

    A no has its reason in `words`.
    """

    agreed: bool
    by_whom: str
    words: str
    holds_from: date | None = None


class NoReason(ValueError):
    """A decision that nobody can tell on: without who decided, or without words."""


@transaction.atomic
def propose(
    *,
    knelpunt_id: int,
    words: str,
    why: str = "",
    may_stay: Collection[str] = (),
    by: Viewer,
    on: Moment,
) -> int:
    """Propose what to do about a knelpunt; returns the id of the recommendation.

    The same words for the same knelpunt are one recommendation until it is decided. `may_stay`
    holds keys of finds, here and below: the name of an organisation may look like that of a person.
    Raises ValueError without words, StillRecognisable, Knelpunt.DoesNotExist or NotInThisRegister.
    """
    if by.team_id is None:
        raise ValueError("A recommendation comes from a team.")
    said, reason = read_words(words)[:LONGEST], read_words(why)[:LONGEST]
    if not said:
        raise ValueError("Say what should be done.")
    safely({"words": said, "why": reason}, may_stay=may_stay)
    knelpunt = opened(knelpunt_id, by=by, on=on)
    there = knelpunt.recommendations.filter(words=said, state__in=_UNDECIDED).first()
    if there is not None:
        return there.pk
    made = Recommendation.objects.create(
        knelpunt=knelpunt, words=said, why=reason, team_id=by.team_id, proposed_on=on.day
    )
    write_line(knelpunt, Station.PROPOSED, words=said, by=by, on=on)
    return made.pk


_UNDECIDED = (
    RecommendationState.PROPOSED,
    RecommendationState.SCHEDULED,
    RecommendationState.DISCUSSED,
)


def _moved(
    recommendation_id: int, to: RecommendationState, *, by: Viewer, on: Moment
) -> tuple[Recommendation, Knelpunt]:
    """Take up a recommendation that goes to a state; raises NotFromHere when it cannot."""
    found = Recommendation.objects.get(pk=recommendation_id)
    knelpunt = opened(found.knelpunt_id, by=by, on=on)
    row = Recommendation.objects.select_for_update().get(pk=recommendation_id)
    now = RecommendationState(row.state)
    if to not in MOVES[now]:
        raise NotFromHere(f"De aanbeveling is: {now.label.lower()}. Dit kan nu niet.")
    row.state = to
    return row, knelpunt


@transaction.atomic
def withdraw(*, recommendation_id: int, by: Viewer, on: Moment) -> None:
    """Take a proposal back before it is on an agenda. Raises NotFromHere."""
    row, knelpunt = _moved(recommendation_id, RecommendationState.WITHDRAWN, by=by, on=on)
    row.save(update_fields=["state"])
    _ask_no_more(row, on=on)
    write_line(knelpunt, Station.WITHDRAWN, words=row.words, by=by, on=on)


@transaction.atomic
def schedule(*, recommendation_id: int, meeting: str, by: Viewer, on: Moment) -> None:
    """Lay a recommendation before a meeting, known here by its name and day. Raises NotFromHere."""
    row, knelpunt = _moved(recommendation_id, RecommendationState.SCHEDULED, by=by, on=on)
    row.save(update_fields=["state"])
    write_line(knelpunt, Station.SCHEDULED, words=meeting, by=by, on=on)


@transaction.atomic
def take_off_the_agenda(*, recommendation_id: int, by: Viewer, on: Moment) -> None:
    """Let a recommendation wait for another meeting. Raises NotFromHere."""
    row, _ = _moved(recommendation_id, RecommendationState.PROPOSED, by=by, on=on)
    row.save(update_fields=["state"])


@transaction.atomic
def discuss(
    *,
    recommendation_id: int,
    words: str,
    may_stay: Collection[str] = (),
    by: Viewer,
    on: Moment,
) -> None:
    """Write down that a meeting talked about it, and what was said. Raises NotFromHere.

    Raises StillRecognisable for words that could tell who it is about.
    """
    said = read_words(words)
    safely({"words": said}, may_stay=may_stay)
    row, knelpunt = _moved(recommendation_id, RecommendationState.DISCUSSED, by=by, on=on)
    row.save(update_fields=["state"])
    write_line(knelpunt, Station.DISCUSSED, words=said, by=by, on=on)


@transaction.atomic
def decide(
    *,
    recommendation_id: int,
    decision: CollegeDecision,
    may_stay: Collection[str] = (),
    by: Viewer,
    on: Moment,
) -> None:
    """Write down what was decided; it is the answer to who raised the knelpunt.

    Raises NoReason without who decided or without words (a no says why), StillRecognisable, or
    NotFromHere when it was not talked about yet.
    """
    said, who = without_bsn(read_words(decision.words))[:LONGEST], read_line(decision.by_whom)[:120]
    if not said or not who:
        raise NoReason("Schrijf op wie het besloot, en wat. Bij een nee: waarom.")
    safely({"words": said, "by_whom": who}, may_stay=may_stay)
    to = RecommendationState.AGREED if decision.agreed else RecommendationState.DECLINED
    row, knelpunt = _moved(recommendation_id, to, by=by, on=on)
    row.decided_on, row.decided_by, row.decision = on.day, who, said
    row.holds_from = decision.holds_from
    row.save(update_fields=["state", "decided_on", "decided_by", "decision", "holds_from"])
    _ask_no_more(row, on=on)
    kind = Station.AGREED if decision.agreed else Station.DECLINED
    write_line(knelpunt, kind, words=f"{who}: {said}", by=by, on=on)
    _answered(knelpunt, row, to, said, on=on)


@transaction.atomic
def realise(
    *,
    recommendation_id: int,
    words: str,
    may_stay: Collection[str] = (),
    by: Viewer,
    on: Moment,
) -> None:
    """Write down that what was agreed is done, and what it means for who raised it.

    Raises NoReason without words, StillRecognisable, or NotFromHere.
    """
    said = without_bsn(read_words(words))[:LONGEST]
    if not said:
        raise NoReason("Schrijf op wat er nu anders is.")
    safely({"words": said}, may_stay=may_stay)
    to = RecommendationState.REALISED
    row, knelpunt = _moved(recommendation_id, to, by=by, on=on)
    row.realised_on = on.day
    row.save(update_fields=["state", "realised_on"])
    write_line(knelpunt, Station.REALISED, words=said, by=by, on=on)
    _answered(knelpunt, row, to, said, on=on)


def _ask_no_more(row: Recommendation, *, on: Moment) -> None:
    """Ask nobody any more what she thinks of what was decided or withdrawn."""
    asked = Consultation.objects.filter(recommendation=row, closed_on=None)
    asked.filter(last_day__gte=on.day).update(closed_on=on.day)


def _answered(
    knelpunt: Knelpunt, row: Recommendation, to: RecommendationState, said: str, *, on: Moment
) -> None:
    """Let the knelpunt stand as follows from it. A no beside something agreed is no answer yet."""
    others = knelpunt.recommendations.exclude(pk=row.pk).values_list("state", flat=True)
    now = RegisterState(knelpunt.state)
    stands = after_deciding(now, to, [RecommendationState(one) for one in others])
    if to is RecommendationState.DECLINED and stands is not RegisterState.DECLINED:
        return
    knelpunt.state, knelpunt.waiting_since = stands, None
    knelpunt.answer, knelpunt.answered_on = said, on.day
    knelpunt.save(update_fields=["state", "waiting_since", "answer", "answered_on"])
    # News for everybody who pressed: also for who was told of an earlier answer.
    knelpunt.tickets.update(told_on=None)
