# SPDX-License-Identifier: EUPL-1.2
""" "Ben je het er niet mee eens?": to whom it goes, what she gets at once, and the answer back.

A complaint is treated by somebody who had no part in it (Awb 9:7): so it goes to her regisseur only
when she says that it may. It is no knelpunt, unless she says that too.
"""

from dataclasses import dataclass

from django.db import transaction

from meedoen.accounts.queries import front_door_team, people_in, teams_in
from meedoen.accounts.roles import Role
from meedoen.journeys import hindering
from meedoen.journeys.hindering import PressedBeside
from meedoen.notifications import operations as notifications
from meedoen.plans.disagreeing import DisagreeingWay, Sent, SentTo
from meedoen.plans.disagreements import operations as disagreements
from meedoen.plans.disagreements.queries import (
    Disagreed,
    disagreement_heard,
    disagreement_of,
    waiting_on_the_desk,
)
from meedoen.plans.occasions import CAME_IN, CAME_IN_FORMALLY, DISAGREEMENT_ANSWERED
from meedoen.plans.queries import PlanView, running_plan
from meedoen.privacy.decision import Viewer
from meedoen.privacy.operations import Listed, log_listed, log_sent_to
from meedoen.privacy.policy import MAY_DIRECT_A_PLAN, Purpose
from meedoen.residents.queries import Dossier
from meedoen.vocabulary.domains import Domain
from meedoen.vocabulary.moment import Moment

SEEN_ON_THE_DESK = "zag in de lijst dat jij het er niet mee eens was"
_SHOWS = (Domain.IDENTITY, Domain.PLAN)


class NobodyToSendTo(Exception):
    """Nobody in this municipality can hear it yet; the message says what to do."""


@dataclass(frozen=True)
class Wishes:
    """What she wants besides: not to her regisseur, and that it stands as a knelpunt too.

    `to_regisseur` None is nothing said.
    """

    to_regisseur: bool | None = None
    hinders: PressedBeside | None = None


@transaction.atomic
def send(*, known: Dossier, sent: Sent, wishes: Wishes, by: Viewer, on: Moment) -> Disagreed:
    """Keep what she sends, tell her that it came in, and give it back as her receipt.

    Raises NobodyToSendTo, and as `hindering.press` does when she wants it to be a knelpunt.
    """
    desk = desk_for(known, sent.way, to_regisseur=wishes.to_regisseur, on=on)
    pk = disagreements.send(subject=known.subject, sent=sent, desk=desk, by=by, on=on)
    notifications.tell(
        occasion_code=CAME_IN_FORMALLY if sent.way.is_formal else CAME_IN,
        about=str(pk), to=known.subject, by=by, on=on,
    )  # fmt: skip
    if wishes.hinders is not None:
        hindering.press(known=known, beside=wishes.hinders, by=by, on=on)
    return disagreement_of(known.subject, pk, on=on.day)


def desk_for(
    known: Dossier, way: DisagreeingWay, *, to_regisseur: bool | None, on: Moment
) -> SentTo:
    """Say where it goes: to her regisseur, else a team where somebody else hears it.

    First the team of her plan, then that of her front door, then any team at a front door of her
    municipality, and then any team there.
    Raises NobodyToSendTo.
    """
    plan = running_plan(known.subject)
    wants = to_regisseur if to_regisseur is not None else way is DisagreeingWay.TALK
    teams = _teams(known, plan, on)
    works = people_in(teams, roles=MAY_DIRECT_A_PLAN, day=on.day)
    if plan is not None and wants and plan.regisseur_id in works.get(plan.team_id, {}):
        return SentTo(plan.team_id, owner_id=plan.regisseur_id)
    not_to = plan.regisseur_id if plan is not None and not wants else None
    for team in teams:
        if set(works.get(team, {})) - {not_to}:
            return SentTo(team, not_to_id=not_to)
    raise NobodyToSendTo("Er is hier nog niemand in Meedoen die dit kan horen. Bel ons, dan wel.")


def _teams(known: Dossier, plan: PlanView | None, on: Moment) -> list[int]:
    door = front_door_team(known.municipality_code, known.wijk_code)
    near = [plan.team_id] if plan is not None else []
    near += [door.pk] if door is not None else []
    here = [team.pk for team in teams_in(known.municipality_code)]
    doors = people_in(here, roles={Role.NEIGHBOURHOOD_WORKER}, day=on.day)
    return list(dict.fromkeys([*near, *sorted(doors), *here]))


@transaction.atomic
def take_back(*, known: Dossier, pk: int, by: Viewer, on: Moment) -> None:
    """Take it back. Raises Disagreement.DoesNotExist."""
    disagreements.take_back(subject=known.subject, pk=pk, by=by, on=on)


@transaction.atomic
def put_back(*, known: Dossier, pk: int, by: Viewer, on: Moment) -> None:
    """Let it stand again. Raises Disagreement.DoesNotExist."""
    disagreements.put_back(subject=known.subject, pk=pk, by=by, on=on)


@transaction.atomic(savepoint=False)
def on_my_desk(*, purpose: Purpose, by: Viewer, on: Moment) -> list[Disagreed]:
    """List what waits for an answer here; each of whom it is reads that she stood in the list."""
    found = waiting_on_the_desk(by, on=on.day)
    people = {one.subject: Listed(one.subject, one.compartment_id, "", _SHOWS) for one in found}
    if people:
        log_listed(
            people=list(people.values()), what=SEEN_ON_THE_DESK, purpose=purpose, by=by, on=on
        )
    return found


@transaction.atomic(savepoint=False)
def hear(pk: int, *, what: str, by: Viewer, on: Moment) -> Disagreed:
    """Read one, which is a look that she finds in her log. Raises Disagreement.DoesNotExist.

    `what` is a Dutch phrase such as "las waar je het niet mee eens bent".
    """
    found = disagreement_heard(pk, on=on.day)
    log_sent_to(
        subject=found.subject, what=what, purpose=Purpose.GUIDANCE, domains=_SHOWS, by=by, on=on
    )
    return found


@transaction.atomic
def answer(*, pk: int, words: str, by: Viewer, on: Moment) -> None:
    """Answer it, and tell her. Raises NothingSaid, Disagreement.DoesNotExist."""
    disagreements.answer(
        pk=pk, words=words, occasion_code=DISAGREEMENT_ANSWERED, by=by, on=on
    )  # fmt: skip
