# SPDX-License-Identifier: EUPL-1.2
"""The day is the day in Amsterdam: after midnight, at the turn of the year, when clocks change.

A moment is kept in UTC, which is still yesterday for one or two hours each night.
"""

import ast
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from meedoen.accounts.operations import agree
from meedoen.accounts.roles import Role
from meedoen.journeys.glasses import Conversation, answer, converse
from meedoen.law.values import normalised
from meedoen.privacy.context import acting
from meedoen.privacy.policy import Purpose
from meedoen.privacy.queries import resident_viewer, viewer_for_account
from meedoen.residents.kinds import FactSource
from meedoen.residents.queries import dossier
from meedoen.rules.outcomes import OutcomeKind
from meedoen.vocabulary.moment import AMSTERDAM, Moment
from tests.privacy.worlds import make_account, make_team, tell
from tests.signing import SIGNED

SOURCE = Path(__file__).parents[2] / "src"
pytestmark = pytest.mark.django_db


def at(year: int, month: int, day: int, hour: int, minute: int = 0, *, fold: int = 0) -> Moment:
    """Give a moment on the clock in Amsterdam."""
    return Moment(datetime(year, month, day, hour, minute, tzinfo=AMSTERDAM, fold=fold))


def talk(subject: UUID, on: Moment) -> Conversation:
    with acting(resident_viewer(subject), purpose=Purpose.TAKING_PART, on=on):
        known = dossier(subject)
        assert known is not None
        return converse(known, on=on)


def kinds(seen: Conversation) -> dict[str, OutcomeKind]:
    return {one.provision.id: one.kind for one in seen.assessment.outcomes}


def test_the_rules_of_the_new_year_hold_from_midnight_on() -> None:
    subject = tell("GM9901", at(2025, 12, 1, 12))
    night, noon = talk(subject, at(2026, 1, 1, 0, 30)), talk(subject, at(2026, 1, 1, 12))
    assert kinds(night) == kinds(noon)
    assert kinds(night) != kinds(talk(subject, at(2025, 12, 31, 23, 59)))


def test_who_turns_eighteen_is_so_from_midnight_on() -> None:
    subject = tell("GM9901", at(2026, 1, 2, 12))
    resident, told = resident_viewer(subject), at(2026, 6, 1, 12)
    with acting(resident, purpose=Purpose.TAKING_PART, on=told):
        answer(
            subject=subject, name="geboortedatum", value="2008-07-01",
            source=FactSource.RESIDENT, by=resident, on=told,
        )  # fmt: skip
    night, noon = talk(subject, at(2026, 7, 1, 0, 30)), talk(subject, at(2026, 7, 1, 12))
    assert kinds(night) == kinds(noon)
    assert kinds(night) != kinds(talk(subject, at(2026, 6, 30, 23, 30)))


@pytest.mark.parametrize(
    "moment",
    [
        at(2026, 1, 1, 0, 30),
        at(2026, 3, 29, 1, 59),
        at(2026, 3, 29, 3, 0),
        at(2026, 7, 1, 0, 0),
        at(2026, 7, 1, 23, 59),
        at(2026, 10, 25, 2, 30),
        at(2026, 10, 25, 2, 30, fold=1),
    ],
)
def test_an_agreement_of_one_day_holds_from_midnight_to_midnight(moment: Moment) -> None:
    team = make_team("GM9901", "Dorpenteam", purposes=[])
    today = moment.day
    agreement = agree(
        organisation=team.organisation, purposes=[Purpose.INTAKE], valid_from=today, **SIGNED
    )
    agreement.valid_to = today
    agreement.save()
    account = make_account(team, Role.NEIGHBOURHOOD_WORKER)
    agreed = [
        bool(viewer_for_account(account.pk, on=moment + timedelta(days=days)).agreed_purposes)
        for days in (-1, 0, 1)
    ]
    assert agreed == [False, True, False]


def test_a_moment_that_is_given_as_a_fact_is_the_day_here() -> None:
    assert normalised(at(2026, 7, 1, 0, 30).at) == "2026-07-01"
    assert normalised(datetime.fromisoformat("2026-07-01T23:30")) == "2026-07-01"


def test_no_moment_is_asked_for_its_day_in_utc() -> None:
    asked = [
        f"{file.relative_to(SOURCE)}:{call.lineno}: make a Moment of it"
        for file in SOURCE.rglob("*.py")
        if file.name != "moment.py"
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr == "date"
        and not call.args
    ]
    assert asked == []
