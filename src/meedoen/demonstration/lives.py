# SPDX-License-Identifier: EUPL-1.2
"""Lets invented residents live on after they told: a plan of months, and not of one day.

What happened stands in `stories.yaml` under `since`, earliest first, and goes the path that real
people go, as the resident herself or as the colleague who is named.
"""

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

from meedoen.accounts.queries import account_by_email
from meedoen.journeys import check_in, disagreeing, hindering, participation
from meedoen.journeys.disagreeing import Wishes
from meedoen.journeys.hindering import PressedBeside
from meedoen.journeys.options import options_for
from meedoen.knelpunten.kinds import PressedAt
from meedoen.notifications.kinds import Channel, MessageKind
from meedoen.notifications.operations import choose_channel, give_address
from meedoen.plans import operations as plans
from meedoen.plans.answers import CheckInAnswer
from meedoen.plans.disagreeing import DisagreeingWay, Sent
from meedoen.plans.disagreements.queries import waiting_on_the_desk
from meedoen.plans.queries import running_plan
from meedoen.privacy.consent import Way
from meedoen.privacy.context import acting
from meedoen.privacy.decision import Viewer
from meedoen.privacy.operations import give_consent, withdraw_consent
from meedoen.privacy.policy import Purpose
from meedoen.privacy.queries import (
    consents_of,
    resident_viewer,
    shared_with,
    viewer_for_account,
)
from meedoen.residents.queries import Dossier, dossier
from meedoen.vocabulary.domains import Domain
from meedoen.vocabulary.moment import Moment
from meedoen.vocabulary.social_laws import SocialLaw

Event = dict[str, Any]


def live(subject: UUID, since: Iterable[Event], *, on: Moment) -> None:
    """Let happen to a resident what is written, each so many days before `on`.

    Raises KeyError for something that cannot happen.
    """
    steps: list[int] = []
    for event in since:
        then = on - timedelta(days=event["days_ago"])
        by, purpose = _who(subject, event.get("by"), then)
        with acting(by, purpose=purpose, on=then):
            _HAPPENS[event["do"]](subject, event, steps, by, then)


def _who(subject: UUID, email: str | None, on: Moment) -> tuple[Viewer, Purpose]:
    if email is None:
        return resident_viewer(subject), Purpose.TAKING_PART
    account = account_by_email(email)
    if account is None:
        raise KeyError(f"stories.yaml: nobody has the address {email}")
    return viewer_for_account(account.pk, on=on), Purpose.GUIDANCE


def _place(subject: UUID, _: Event, steps: list[int], by: Viewer, on: Moment) -> None:
    """Say yes to the first place that fits; the plan begins with a step to go and look."""
    known = _known(subject)
    fitting = [one for one in options_for(known, on=on) if one.warning is None]
    participation.choose_place(known=known, offer_id=fitting[0].offer.id, by=by, on=on)
    plan = running_plan(subject)
    steps.extend(step.pk for step in (plan.steps if plan else ()))


def _known(subject: UUID) -> Dossier:
    known = dossier(subject)
    if known is None:
        raise KeyError(f"no dossier of {subject}")
    return known


def _step(subject: UUID, event: Event, steps: list[int], by: Viewer, on: Moment) -> None:
    steps.append(plans.add_step(subject=subject, words=event["words"], by=by, on=on))


def _done(subject: UUID, event: Event, steps: list[int], by: Viewer, on: Moment) -> None:
    step = steps[event["step"] - 1]
    plans.mark_step(subject=subject, step_id=step, done=True, by=by, on=on)


def _out(subject: UUID, event: Event, steps: list[int], by: Viewer, on: Moment) -> None:
    plans.remove_step(subject=subject, step_id=steps[event["step"] - 1], by=by, on=on)


def _back(subject: UUID, event: Event, steps: list[int], by: Viewer, on: Moment) -> None:
    plans.put_step_back(subject=subject, step_id=steps[event["step"] - 1], by=by, on=on)


def _says(subject: UUID, event: Event, _: list[int], by: Viewer, on: Moment) -> None:
    check_in.say_how_it_goes(
        subject=subject, answer=CheckInAnswer(event["answer"]), words=event["words"],
        quiet_until=None, next_step="", by=by, on=on,
    )  # fmt: skip


def _agrees(subject: UUID, event: Event, _: list[int], by: Viewer, on: Moment) -> None:
    """Agree explicitly that a team she shares with uses what another law obtained."""
    teams = {one.team: one.team_id for one in shared_with(subject, on=on)}
    give_consent(
        subject=subject, obtained_under=SocialLaw(event["of"]), task=SocialLaw(event["for"]),
        domains=[Domain(name) for name in event["domains"]], team_id=teams[event["team"]],
        how=Way.SCREEN, by=by, on=on,
    )  # fmt: skip


def _withdraws(subject: UUID, _: Event, __: list[int], by: Viewer, on: Moment) -> None:
    for one in consents_of(subject):
        withdraw_consent(subject=subject, consent_id=one.id, by=by, on=on)


def _presses(subject: UUID, event: Event, _: list[int], by: Viewer, on: Moment) -> None:
    """Say that something hinders her, and let her words go along without a name."""
    known = _known(subject)
    beside = PressedBeside(PressedAt.PLAN, "Mijn plan")
    pk = hindering.press(known=known, beside=beside, by=by, on=on)
    hindering.say_more(
        known=known, pk=pk, words=event["words"], along=True, wants_answer=True,
        may_stay=event.get("may_stay", ()), by=by, on=on,
    )  # fmt: skip


def _reached(subject: UUID, event: Event, _: list[int], by: Viewer, on: Moment) -> None:
    """Choose how an answer reaches her, with where that is."""
    way = Channel(event["by_way"])
    choose_channel(subject=subject, kind=MessageKind.ANSWER, channel=way, by=by, on=on)
    give_address(subject=subject, way=way, value=event["where"], by=by, on=on)


def _disagrees(subject: UUID, event: Event, _: list[int], by: Viewer, on: Moment) -> None:
    """Send that she does not agree, in the way that is written."""
    known = _known(subject)
    sent = Sent(
        DisagreeingWay(event["way"]), "Mijn plan", event["words"], known.called,
        event.get("reach", ""),
    )  # fmt: skip
    disagreeing.send(known=known, sent=sent, wishes=Wishes(event.get("to_regisseur")), by=by, on=on)


def _answers(subject: UUID, event: Event, _: list[int], by: Viewer, on: Moment) -> None:
    """Let who hears it answer the first that waits."""
    waiting = [one for one in waiting_on_the_desk(by, on=on.day) if one.subject == subject]
    disagreeing.answer(pk=waiting[0].pk, words=event["words"], by=by, on=on)


_HAPPENS: dict[str, Callable[[UUID, Event, list[int], Viewer, Moment], None]] = {
    "place": _place, "step": _step, "done": _done, "out": _out, "back": _back, "says": _says,
    "agrees": _agrees, "withdraws": _withdraws, "presses": _presses, "reached": _reached,
    "disagrees": _disagrees, "answers": _answers,
}  # fmt: skip
