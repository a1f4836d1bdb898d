# SPDX-License-Identifier: EUPL-1.2
"""The database keeps a programme to who makes policy in its municipality, and two who write it."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import DatabaseError, connection, transaction

from meedoen.accounts.models import Team
from meedoen.accounts.roles import Role
from meedoen.history.operations import sign
from meedoen.history.queries import past_of
from meedoen.privacy.context import acting
from meedoen.privacy.decision import Viewer
from meedoen.privacy.policy import WITHOUT_DOSSIER, Purpose
from meedoen.programmes import operations, queries
from meedoen.programmes.models import (
    FollowedIndicator,
    Goal,
    Insight,
    ProgrammeAction,
    Subprogramme,
    Vision,
)
from meedoen.programmes.told import Seen
from tests.privacy.worlds import make_team, make_viewer
from tests.programmes.worlds import (
    BY,
    LINDEWAARD,
    LONELY,
    NOW,
    VENNERHOUT,
    action,
    followed,
    towns,
)

pytestmark = pytest.mark.django_db
MODELS = (Vision, Subprogramme, Goal, FollowedIndicator, ProgrammeAction, Insight)
WRITES = (Role.POLICY_ADVISER, Role.PROGRAMME_LEADER)
READS = sorted(WITHOUT_DOSSIER[Purpose.POLICY] - set(WRITES))


@contextmanager
def at_work(
    role: Role, code: str = LINDEWAARD, purpose: Purpose = Purpose.POLICY
) -> Iterator[Viewer]:
    """Do what follows as a page does, for somebody with this function in that municipality."""
    team = make_team(code, f"Beleid {Team.objects.count()} {code}", kind="municipality")
    viewer = make_viewer(team, role, NOW)
    with acting(viewer, purpose=purpose, on=NOW):
        yield viewer


@pytest.fixture
def there() -> ProgrammeAction:
    """One of everything."""
    towns()
    operations.write_vision(municipality=LINDEWAARD, name="Meedoen", words="Iedereen.", **BY)
    followed()
    return action(seen=LONELY)


@pytest.mark.parametrize("role", WRITES)
def test_two_functions_write_a_whole_programme_with_the_rights_of_a_page(role: Role) -> None:
    towns()
    with at_work(role) as viewer:
        told = {"by": viewer, "on": NOW}
        operations.write_vision(municipality=LINDEWAARD, name="Meedoen", words="", **told)
        part = operations.add_subprogramme(
            municipality=LINDEWAARD, told=operations.SubprogrammeTold("Ouderen"), **told
        )
        goal = operations.add_goal(subprogramme=part.pk, words="Samen eten", **told)
        operations.follow(goal=goal.pk, followed=operations.Followed("eenzaamheid"), **told)
        made = operations.add_action(
            told=operations.ActionTold(part.pk, "Soep", goal=goal.pk), seen=LONELY, **told
        )
        operations.move(number=made.pk, to=operations.ActionState.GOING, **told)
        operations.remove(part=operations.ProgrammePart.ACTION, number=made.pk, **told)
        operations.put_back(part=operations.ProgrammePart.ACTION, number=made.pk, **told)
        assert len(queries.past_of_action(made)) == 4
    assert all(model.objects.count() == 1 for model in MODELS)


@pytest.mark.parametrize("role", READS)
def test_who_else_makes_policy_reads_and_writes_nothing(there: ProgrammeAction, role: Role) -> None:
    with at_work(role) as viewer:
        assert [model.objects.count() for model in MODELS] == [1] * len(MODELS)
        assert queries.past_of_action(there)
        assert not ProgrammeAction.objects.update(what="Anders")
        told = {"by": viewer, "on": NOW}
        with pytest.raises(DatabaseError), transaction.atomic():
            operations.add_subprogramme(
                municipality=LINDEWAARD, told=operations.SubprogrammeTold("Nieuw"), **told
            )


@pytest.mark.parametrize(
    ("code", "purpose"),
    [(VENNERHOUT, Purpose.POLICY), (LINDEWAARD, Purpose.PUBLIC_INFORMATION)],
)
def test_nobody_of_elsewhere_or_for_another_purpose_sees_any_of_it(
    there: ProgrammeAction, code: str, purpose: Purpose
) -> None:
    with at_work(Role.POLICY_ADVISER, code, purpose):
        assert [model.objects.count() for model in MODELS] == [0] * len(MODELS)
        assert queries.past_of_action(there) == []


def test_nobody_of_elsewhere_writes_beside_a_part_that_she_does_not_see(
    there: ProgrammeAction,
) -> None:
    """Not by its number either, which the key of a table would take."""
    with at_work(Role.POLICY_ADVISER, VENNERHOUT) as viewer:
        sign(by=viewer, on=NOW)
        for make in (
            lambda: Vision.objects.create(municipality_id=LINDEWAARD, name="x"),
            lambda: Subprogramme.objects.create(municipality_id=LINDEWAARD, name="x"),
            lambda: Goal.objects.create(subprogramme_id=there.subprogramme_id, words="x"),
            lambda: FollowedIndicator.objects.create(
                goal_id=there.goal_id, indicator="x", from_year=2020
            ),
            lambda: ProgrammeAction.objects.create(
                subprogramme_id=there.subprogramme_id, what="x", state="planned", made_at=NOW.at
            ),
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                make()


def test_a_part_is_not_carried_off_to_another_municipality(there: ProgrammeAction) -> None:
    """Who sees a part cannot hang it under one that she does not see."""
    with at_work(Role.POLICY_ADVISER, VENNERHOUT) as viewer:
        own = operations.add_subprogramme(
            municipality=VENNERHOUT, told=operations.SubprogrammeTold("Dorp"), by=viewer, on=NOW
        )
        made = operations.add_action(told=operations.ActionTold(own.pk, "Soep"), by=viewer, on=NOW)
        with pytest.raises(DatabaseError), transaction.atomic():
            ProgrammeAction.objects.filter(pk=made.pk).update(subprogramme=there.subprogramme_id)


def test_what_was_seen_is_never_changed_by_a_page(there: ProgrammeAction) -> None:
    with at_work(Role.PROGRAMME_LEADER):
        for write in (
            lambda: Insight.objects.update(sentence="Iets anders."),
            lambda: Insight.objects.all().delete(),
            lambda: ProgrammeAction.objects.update(made_at=NOW.at),
            lambda: ProgrammeAction.objects.all()._raw_delete(connection.alias),
            lambda: Subprogramme.objects.update(municipality=VENNERHOUT),
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                write()


def test_of_the_past_only_that_of_actions_is_seen(there: ProgrammeAction) -> None:
    """What is kept of dossiers stays with them, for who makes policy too."""
    with at_work(Role.POLICY_ADVISER):
        assert past_of("programmes_programmeaction", [there.pk])
        assert past_of("accounts_account", [str(n) for n in range(100)]) == []
        assert past_of("programmes_vision", [str(n) for n in range(100)]) == []


def test_an_insight_lies_with_an_action_that_is_seen() -> None:
    towns()
    made = action(seen=Seen("eenzaamheid", "", 2022, "Veel."))
    with at_work(Role.POLICY_ADVISER, VENNERHOUT):
        assert queries.insight_of(made) is None
