# SPDX-License-Identifier: EUPL-1.2
"""A municipality with its own desk and partners, and one knelpunt of theirs."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import connection, transaction

from meedoen.accounts.models import Team
from meedoen.accounts.roles import Role
from meedoen.database.roles import WORKER
from meedoen.history.actor import NamedActor
from meedoen.knelpunten.kinds import KnelpuntType, PressedAt
from meedoen.knelpunten.models import Ticket
from meedoen.knelpunten.recommending import operations as recommending
from meedoen.knelpunten.recommending.operations import CollegeDecision
from meedoen.knelpunten.register import operations as register
from meedoen.knelpunten.tickets import operations as tickets
from meedoen.knelpunten.told import Told
from meedoen.privacy.context import acting
from meedoen.privacy.decision import Viewer
from meedoen.privacy.policy import Purpose
from meedoen.vocabulary.moment import Moment
from tests.privacy.worlds import make_team, make_viewer

LINDEWAARD, VENNERHOUT = "GM9901", "GM9902"
NOW = Moment(datetime(2026, 11, 23, 9, 30, tzinfo=UTC))
MACHINE = NamedActor("de rekenmachine")
HELP_AT_HOME = Told(
    title="Meer doen kan hulp kosten",
    laws=("Wmo art. 2.3.9", "Pw art. 9"),
    type=KnelpuntType.RULE,
    happens="Wie meer doet, krijgt minder uren hulp. Dat maakt beginnen eng.",
    effect="Als ik vaker kom, wordt mijn hulp thuis minder.",
    effect_agreed=True,
)
YES = CollegeDecision(True, "het college", "Je hulp blijft het eerste half jaar zoals die is.")
NO = CollegeDecision(False, "het college", "Dit staat in de landelijke wet. Wij meldden het daar.")


@dataclass(frozen=True)
class Desks:
    """Who works on knelpunten here: a neighbourhood team, an open house, policy, a volunteer."""

    team: Viewer
    house: Viewer
    policy: Viewer
    volunteer: Viewer
    elsewhere: Viewer


def desks(on: Moment = NOW) -> Desks:
    """Make the five, each in an organisation of its own."""
    team = make_team(LINDEWAARD, "Team Noord")
    house = make_team(LINDEWAARD, "Open Kamer", kind="open_house")
    town = make_team(LINDEWAARD, "Beleid", kind="municipality")
    away = make_team(VENNERHOUT, "Elders")
    return Desks(
        make_viewer(team, Role.NEIGHBOURHOOD_WORKER, on),
        make_viewer(house, Role.PROVIDER_WORKER, on, "Lotte"),
        make_viewer(town, Role.POLICY_ADVISER, on, "Bea"),
        make_viewer(house, Role.VOLUNTEER, on, "Wim"),
        make_viewer(away, Role.NEIGHBOURHOOD_WORKER, on, "Els"),
    )


@contextmanager
def improving(
    viewer: Viewer, on: Moment = NOW, purpose: Purpose = Purpose.IMPROVING
) -> Iterator[None]:
    """Do what follows as a page does, for who works on what hinders people."""
    with acting(viewer, purpose=purpose, on=on):
        yield


@contextmanager
def worker() -> Iterator[None]:
    """Do what follows with the rights of the worker."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {WORKER}")
        yield
        cursor.execute("SET LOCAL ROLE NONE")


def later(days: int) -> Moment:
    """Give the same hour so many days on."""
    return NOW + timedelta(days=days)


def entered(by: Viewer, on: Moment = NOW, told: Told = HELP_AT_HOME, **more: Any) -> int:
    """Enter a knelpunt on the desk of somebody's team."""
    given = {"code": "", "municipality": LINDEWAARD} | more
    with improving(by, on):
        return register.enter(told=told, by=by, on=on, **given)


def another(title: str = "Geen bus naar een nieuwe plek") -> Told:
    """Tell another knelpunt."""
    return replace(HELP_AT_HOME, title=title, laws=("Wmo art. 2.1.2",), happens="Er rijdt niets.")


def pressed(knelpunt_id: int | None = None, *, on: Moment = NOW, wants: bool = True) -> UUID:
    """Keep a press of somebody whom the register does not know."""
    ticket = uuid4()
    Ticket.objects.create(
        id=ticket, municipality_id=LINDEWAARD, team_id=_any_team(), knelpunt_id=knelpunt_id,
        pressed_at=PressedAt.STEP, wants_answer=wants, given_on=on.day,
        seen_to_on=None if knelpunt_id else on.day,
    )  # fmt: skip
    return ticket


def _any_team() -> int:
    return Team.objects.earliest("pk").pk


def decided(
    knelpunt_id: int, desk: Desks, *, decision: CollegeDecision = YES, on: Moment = NOW
) -> int:
    """Propose, lay before a meeting, talk about, and decide; returns the recommendation."""
    with improving(desk.house, on):
        made = recommending.propose(
            knelpunt_id=knelpunt_id, words="Spreek een proeftijd af.", by=desk.house, on=on
        )
    with improving(desk.policy, on):
        told: dict[str, Any] = {"recommendation_id": made, "by": desk.policy, "on": on}
        recommending.schedule(meeting="Netwerk Meedoen", **told)
        recommending.discuss(words="Allebei de wetten kloppen.", **told)
        recommending.decide(decision=decision, **told)
    return made


def seen_to(ticket: UUID, on: Moment = NOW) -> None:
    """Let the worker do what follows from a ticket."""
    with worker():
        tickets.see_to(ticket=ticket, by=MACHINE, on=on)
