# SPDX-License-Identifier: EUPL-1.2
"""Overrides as they are kept: beside the rules, in the own team's name, with a history."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import DatabaseError

from meedoen.accounts.models import Team
from meedoen.accounts.roles import Role
from meedoen.assessment import operations
from meedoen.assessment.models import Override
from meedoen.assessment.overriding import CannotDecideSo
from meedoen.assessment.queries import override_history, overrides_of
from meedoen.privacy.context import acting
from meedoen.privacy.decision import Viewer
from meedoen.privacy.models import Compartment
from meedoen.privacy.policy import Purpose
from meedoen.privacy.queries import resident_viewer
from meedoen.rules.outcomes import Outcome, OutcomeKind
from meedoen.vocabulary.domains import Domain
from meedoen.vocabulary.moment import Moment
from tests.privacy.worlds import make_team, make_viewer, share_with, tell
from tests.rules.people import look

pytestmark = pytest.mark.django_db
PROVISION = "wmo.begeleiding_groep"
GROUND = "Wmo 2015, art. 2.3.5 lid 3"


@dataclass(frozen=True)
class Here:
    """A resident, her team, a second team she also shares with, and one she does not."""

    subject: UUID
    hers: Viewer
    second: Viewer
    stranger: Viewer
    team: Team


@pytest.fixture
def here(now: Moment) -> Here:
    subject = tell("GM9901", now)
    teams = [make_team("GM9901", name) for name in ("Team Noord", "Team Zuid", "Team West")]
    for team in teams[:2]:
        share_with(subject, team, now, {Domain.IDENTITY, Domain.ASSESSMENT}, {Purpose.INTAKE})
    viewers = [make_viewer(team, Role.NEIGHBOURHOOD_WORKER, now) for team in teams]
    return Here(subject, *viewers, teams[0])


def computed(kind: OutcomeKind = OutcomeKind.ONBEKEND) -> Outcome:
    return replace(look({}).of(PROVISION), kind=kind)


@contextmanager
def at_work(viewer: Viewer, on: Moment) -> Iterator[None]:
    with acting(viewer, purpose=Purpose.INTAKE, on=on):
        yield


def decide(
    here: Here, by: Viewer, on: Moment, decided: OutcomeKind = OutcomeKind.JA, why: str = "Past."
) -> int:
    return operations.override(
        subject=here.subject, computed=computed(), decided=decided, legal_ground=GROUND,
        reason=why, by=by, on=on,
    )  # fmt: skip


def test_an_override_keeps_what_the_rules_said_who_decided_why_and_on_what(
    here: Here, now: Moment
) -> None:
    """Awb 3:46: a person decides, and says so."""
    with at_work(here.hers, now):
        decide(here, here.hers, now, why="Zij kan nu niet op een open plek.")
        (found,) = overrides_of(here.subject)
    assert (found.computed, found.decided) == (OutcomeKind.ONBEKEND, OutcomeKind.JA)
    assert (found.by, found.team, found.legal_ground) == ("Noor", "Team Noord", GROUND)
    assert found.reason == "Zij kan nu niet op een open plek."
    assert found.rules_changed(OutcomeKind.NEE)
    assert not found.rules_changed(OutcomeKind.ONBEKEND)


def test_taking_back_brings_the_rules_back_and_can_itself_be_undone(
    here: Here, now: Moment
) -> None:
    with at_work(here.hers, now):
        pk = decide(here, here.hers, now)
        operations.withdraw_override(
            subject=here.subject, override_id=pk, by=here.hers, on=now + timedelta(minutes=1)
        )
        assert overrides_of(here.subject) == []
        assert len(override_history(here.subject, PROVISION)) == 1
        assert operations.reinstate_override(
            subject=here.subject, override_id=pk, by=here.hers, on=now + timedelta(minutes=2)
        )
        assert [one.pk for one in overrides_of(here.subject)] == [pk]


def test_deciding_again_takes_the_earlier_one_back_and_keeps_the_history(
    here: Here, now: Moment
) -> None:
    with at_work(here.hers, now):
        first = decide(here, here.hers, now)
        second = decide(here, here.hers, now + timedelta(days=1), OutcomeKind.NEE, "Anders gezien.")
        assert [one.pk for one in overrides_of(here.subject)] == [second]
        assert [one.pk for one in override_history(here.subject, PROVISION)] == [second, first]
        assert not operations.reinstate_override(
            subject=here.subject, override_id=first, by=here.hers, on=now + timedelta(days=2)
        )


def test_a_bsn_in_the_reason_is_taken_out(here: Here, now: Moment) -> None:
    with at_work(here.hers, now):
        decide(here, here.hers, now, why="Over 111222333 besproken.")
        assert "111222333" not in overrides_of(here.subject)[0].reason


def test_the_resident_reads_it_and_cannot_be_kept_out(here: Here, now: Moment) -> None:
    with at_work(here.hers, now):
        decide(here, here.hers, now)
    with acting(resident_viewer(here.subject), purpose=Purpose.TAKING_PART, on=now):
        assert [one.reason for one in overrides_of(here.subject)] == ["Past."]


def test_another_team_that_she_shares_with_reads_it_but_neither_takes_it_back_nor_passes_over_it(
    here: Here, now: Moment
) -> None:
    with at_work(here.hers, now):
        pk = decide(here, here.hers, now)
    with at_work(here.second, now):
        assert len(overrides_of(here.subject)) == 1
        with pytest.raises(Override.DoesNotExist):
            operations.withdraw_override(
                subject=here.subject, override_id=pk, by=here.second, on=now
            )
        with pytest.raises(CannotDecideSo, match="Team Noord besloot hier al"):
            decide(here, here.second, now)


def test_who_she_does_not_share_with_and_another_resident_see_nothing(
    here: Here, now: Moment
) -> None:
    with at_work(here.hers, now):
        decide(here, here.hers, now)
    with at_work(here.stranger, now):
        assert not Override.objects.exists()
    other = tell("GM9901", now, name="Kaars")
    with acting(resident_viewer(other), purpose=Purpose.TAKING_PART, on=now):
        assert not Override.objects.exists()
    with acting(here.hers, purpose=Purpose.GUIDANCE, on=now):
        assert not Override.objects.exists()


def attempt(here: Here, **changed: object) -> Override:
    """A row as somebody who goes round Python would write it."""
    row: dict[str, object] = {
        "resident_id": here.subject, "provision": PROVISION, "computed": "onbekend",
        "decided": "ja", "reason": "x", "legal_ground": GROUND, "decided_by": "x",
        "team_id": here.team.pk,
        "compartment_id": Compartment.objects.get(
            subject=here.subject, domain=Domain.ASSESSMENT
        ).pk,
    }  # fmt: skip
    return Override(**{**row, **changed})


def test_the_database_refuses_to_write_in_the_name_of_another_team(here: Here, now: Moment) -> None:
    with pytest.raises(DatabaseError, match="row-level security"), at_work(here.second, now):
        attempt(here, at=now.at).save()


def test_the_database_refuses_another_team_that_takes_it_back_itself(
    here: Here, now: Moment
) -> None:
    with at_work(here.hers, now):
        pk = decide(here, here.hers, now)
    with at_work(here.second, now):
        assert Override.objects.filter(pk=pk).update(withdrawn_at=now.at) == 0


@pytest.mark.parametrize("column", ["reason", "decided", "computed", "legal_ground", "at"])
def test_the_database_lets_nobody_rewrite_what_was_decided(
    here: Here, now: Moment, column: str
) -> None:
    with at_work(here.hers, now):
        decide(here, here.hers, now)
    value = now.at if column == "at" else "nee_op_deze_grond"
    with pytest.raises(DatabaseError, match="permission denied"), at_work(here.hers, now):
        Override.objects.update(**{column: value})


def test_the_database_lets_nobody_remove_it(here: Here, now: Moment) -> None:
    with at_work(here.hers, now):
        decide(here, here.hers, now)
    with pytest.raises(DatabaseError, match="permission denied"), at_work(here.hers, now):
        Override.objects.all().delete()


@pytest.mark.parametrize("changed", [{"reason": ""}, {"legal_ground": ""}, {"decided": "onbekend"}])
def test_the_database_wants_a_reason_a_ground_and_another_outcome(
    here: Here, now: Moment, changed: dict[str, str]
) -> None:
    with pytest.raises(DatabaseError, match="override_"), at_work(here.hers, now):
        attempt(here, at=now.at, **changed).save()


def test_the_very_same_decision_sent_twice_is_one_and_another_reason_is_another(
    here: Here, now: Moment
) -> None:
    with at_work(here.hers, now):
        first = decide(here, here.hers, now)
        assert decide(here, here.hers, now + timedelta(minutes=1)) == first
        again = decide(here, here.hers, now + timedelta(minutes=2), why="Bij nader inzien.")
        assert len(override_history(here.subject, PROVISION)) == 2
        assert [one.pk for one in overrides_of(here.subject)] == [again]


def test_taking_back_and_putting_back_twice_is_as_good_as_once(here: Here, now: Moment) -> None:
    with at_work(here.hers, now):
        pk = decide(here, here.hers, now)
        asked = {"subject": here.subject, "override_id": pk, "by": here.hers}
        for later in (1, 2):
            operations.withdraw_override(on=now + timedelta(minutes=later), **asked)
        assert Override.objects.get().withdrawn_at == (now + timedelta(minutes=1)).at
        assert operations.reinstate_override(on=now, **asked)
        assert operations.reinstate_override(on=now, **asked)
        assert Override.objects.get().withdrawn_at is None
