# SPDX-License-Identifier: EUPL-1.2
"""In random worlds no row crosses a law without its cell or her consent, in Python as in SQL.

A world is one dossier in which every domain holds a row of every law; teams of every kind of
organisation; grants and consents, dated, withdrawn and by law; and who looks, for what, and when.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meedoen.accounts.models import Membership, OrganisationKind, Team
from meedoen.accounts.roles import Role
from meedoen.privacy.context import acting
from meedoen.privacy.decision import Decision, Viewer, decide
from meedoen.privacy.models import (
    Compartment,
    Consent,
    Grant,
    OrganisationSystem,
    PersonBeside,
)
from meedoen.privacy.policy import REACH, Purpose
from meedoen.privacy.queries import (
    person_viewer,
    resident_viewer,
    thing_of,
    viewer_for_account,
    viewer_for_system,
)
from meedoen.privacy.sharing import CellAnswer, load
from meedoen.residents.models import Fact
from meedoen.vocabulary.domains import Domain
from meedoen.vocabulary.moment import Moment
from meedoen.vocabulary.social_laws import NO_TASK, Giver, SocialLaw
from tests.conftest import EXPLORING
from tests.privacy.worlds import everything_of, make_account, make_team, tell

pytestmark = pytest.mark.django_db

NOW = Moment(datetime(2026, 11, 23, 9, 30, tzinfo=UTC))
TASKS = sorted(set(SocialLaw) - NO_TASK)
LOOKS = sorted(REACH)
AROUND = st.sampled_from([timedelta(days=-2), timedelta(), timedelta(days=2)])
# With sixty worlds a few hundred looks; with ten times as many (`make explore`) ten thousand.
LOOKS_AT_A_WORLD = 17 if EXPLORING else 4


@dataclass(frozen=True)
class Town:
    """A dossier that holds everything, and a team of each kind of organisation."""

    subject: UUID
    compartments: dict[Domain, int]
    teams: list[tuple[OrganisationKind, Team]]
    person: UUID
    systems: dict[int, int]


@pytest.fixture
def town() -> Town:
    subject = tell("GM9901", NOW)
    lying = {
        Domain(domain): pk
        for pk, domain in Compartment.objects.filter(subject=subject).values_list("pk", "domain")
    }
    Fact.objects.bulk_create(
        Fact(
            resident_id=subject, compartment_id=compartment, name=f"{domain} {law}", value=1,
            source="professional", said_by="iemand", known_at=NOW.at, obtained_under=law,
            obtained_from=Giver.RESIDENT if law is SocialLaw.OWN_STORY else Giver.PROFESSIONAL,
        )
        for (domain, compartment), law in product(lying.items(), SocialLaw)
    )  # fmt: skip
    teams = [(kind, make_team("GM9901", f"Team {kind}", kind=kind)) for kind in OrganisationKind]
    person = PersonBeside.objects.create(
        subject=subject, compartment_id=lying[Domain.IDENTITY], called="Bo", beside_as="guest",
        added_at=NOW.at,
    )  # fmt: skip
    systems = {
        team.pk: OrganisationSystem.objects.create(
            organisation=team.organisation, name="Zaken", task=TASKS[number % len(TASKS)]
        ).pk
        for number, (_, team) in enumerate(teams)
    }
    return Town(subject, lying, teams, person.pk, systems)


def party(data: st.DataObject, town: Town, team: Team) -> dict[str, Any]:
    parties: list[dict[str, Any]] = [
        *[{"team": team}] * 4, {"person_id": town.person}, {"system_id": town.systems[team.pk]},
    ]  # fmt: skip
    return data.draw(st.sampled_from(parties), label="with whom")


def grants(data: st.DataObject, town: Town, team: Team, purpose: Purpose) -> None:
    for domain in data.draw(
        st.lists(st.sampled_from(list(Domain)), min_size=1, max_size=6), label="shared"
    ):
        start = NOW.at + data.draw(AROUND)
        whose = party(data, town, team)
        by_law = data.draw(st.booleans(), label="by law") and "person_id" not in whose
        origin, task = (
            data.draw(st.sampled_from(list(SocialLaw))),
            data.draw(st.sampled_from(TASKS)),
        )
        kind = team.organisation.kind
        cell = load().cell(origin, task, kind, on=Moment(start).day)
        lawful = cell and cell.answer is CellAnswer.TASK
        if by_law and not (lawful and load().works_under(task, kind, on=Moment(start).day)):
            continue
        Grant.objects.create(
            compartment_id=town.compartments[domain], **whose,
            purpose=data.draw(st.sampled_from([purpose, Purpose.INTAKE])),
            basis="public_task" if by_law else "consent", law_reference="art. 1" if by_law else "",
            obtained_under=origin if by_law else "", task=task if by_law else "",
            granted_by="iemand", valid_from=start,
            valid_to=data.draw(st.sampled_from([None, start + timedelta(days=1)])),
            withdrawn_at=data.draw(st.sampled_from([None, NOW.at, NOW.at + timedelta(days=1)])),
        )  # fmt: skip


def consents(data: st.DataObject, town: Town, team: Team) -> None:
    for origin in data.draw(
        st.lists(st.sampled_from(list(SocialLaw)), max_size=3), label="consent"
    ):
        start = NOW.at + data.draw(AROUND)
        Consent.objects.create(
            subject=town.subject, compartment_id=town.compartments[Domain.IDENTITY],
            obtained_under=origin, team=team, words="ja", version="1", how="paper",
            domains=data.draw(st.lists(st.sampled_from(list(Domain)), min_size=1, max_size=6)),
            task=data.draw(st.sampled_from(TASKS)), noted_by="iemand", given_at=start,
            withdrawn_at=data.draw(st.sampled_from([None, start, NOW.at + timedelta(days=2)])),
        )  # fmt: skip


def looker(role: Role, team: Team) -> Viewer:
    """Give who works in a function in a team; the database knows her there too."""
    known = Membership.objects.filter(team=team, role=role).first()
    account = known.account_id if known else make_account(team, role).pk
    return viewer_for_account(account, on=NOW)


def rows(viewer: Viewer, purpose: Purpose, subject: UUID, on: Moment) -> set[tuple[str, str]]:
    with acting(viewer, purpose=purpose, on=on):
        seen = Fact.objects.filter(resident_id=subject)
        return set(seen.values_list("compartment__domain", "obtained_under"))


def decided(viewer: Viewer, purpose: Purpose, subject: UUID, on: Moment) -> Decision:
    return decide(viewer, purpose, everything_of(subject), on=on)


def decided_by_a_page(viewer: Viewer, purpose: Purpose, subject: UUID, on: Moment) -> Decision:
    """Decide on what the database shows of the dossier, as a page does."""
    with acting(viewer, purpose=purpose, on=on):
        shown = thing_of(subject, kind="dossier")
    return decide(viewer, purpose, shown, on=on)


def in_words(decision: Decision) -> set[tuple[str, str]]:
    return {(domain.value, law.value) for domain, law in decision.laws}


def has_its_cell_or_consent(
    row: tuple[str, str], viewer: Viewer, purpose: Purpose, subject: UUID, on: Moment
) -> bool:
    """Ask again, without the decision: by the file and by what she agreed to."""
    domain, law = row
    kind, team = viewer.organisation_kind, viewer.team_id
    task = viewer.system_task or load().task_of(viewer.role, purpose, kind, on=on.day)
    cell = load().cell(SocialLaw(law), task, kind, on=on.day)
    if law == SocialLaw.OWN_STORY or (cell and cell.answer is CellAnswer.TASK):
        return True
    agreed = Consent.objects.filter(
        subject=subject, obtained_under=law, task=task or "", team=team, domains__contains=[domain],
        given_at__lte=on.at,
    ).exclude(withdrawn_at__lte=on.at)  # fmt: skip
    return bool(cell and cell.answer is CellAnswer.EXPLICIT_CONSENT) and agreed.exists()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_the_decision_and_the_rows_agree_on_what_may_cross_and_nothing_crosses_without(
    town: Town, data: st.DataObject
) -> None:
    """Adoption A1."""
    with transaction.atomic():
        _, purpose = data.draw(st.sampled_from(LOOKS))
        # Most that may cross does so between municipality and welfare: those more often.
        often = [*town.teams, *town.teams[:2] * 18]
        _, team = data.draw(st.sampled_from(often), label="team")
        grants(data, town, team, purpose)
        consents(data, town, team)
        for _ in range(LOOKS_AT_A_WORLD):
            role, purpose = data.draw(st.sampled_from(LOOKS), label="who looks")
            on = NOW + data.draw(AROUND)
            viewers = [
                *[looker(role, team)] * 4,
                person_viewer(town.person, "Bo"),
                viewer_for_system(town.systems[team.pk], on=on),
            ]
            viewer = data.draw(st.sampled_from(viewers), label="as whom")
            decision = decided(viewer, purpose, town.subject, on)
            seen = rows(viewer, purpose, town.subject, on)
            assert seen == in_words(decision)
            assert seen == in_words(decided_by_a_page(viewer, purpose, town.subject, on))
            for row in seen:
                assert has_its_cell_or_consent(row, viewer, purpose, town.subject, on), row
        transaction.set_rollback(True)


def test_the_resident_sees_all_that_is_hers_whatever_law_obtained_it(town: Town) -> None:
    herself = resident_viewer(town.subject)
    everything = {(domain.value, law.value) for domain, law in product(Domain, SocialLaw)}
    assert rows(herself, Purpose.TAKING_PART, town.subject, NOW) == everything
    assert in_words(decided(herself, Purpose.TAKING_PART, town.subject, NOW)) == everything


def share_all(town: Town, team: Team, purpose: Purpose) -> None:
    Grant.objects.bulk_create(
        Grant(
            compartment_id=compartment, team=team, purpose=purpose, basis="consent",
            granted_by="zij", valid_from=NOW.at,
        )
        for compartment in town.compartments.values()
    )  # fmt: skip


def agree_to_all(town: Town, team: Team, task: SocialLaw) -> None:
    Consent.objects.bulk_create(
        Consent(
            subject=town.subject, compartment_id=town.compartments[Domain.IDENTITY],
            obtained_under=law, team=team, words="ja", version="1", how="paper",
            domains=list(Domain), task=task, noted_by="zij", given_at=NOW.at,
        )
        for law in SocialLaw
    )  # fmt: skip


@pytest.mark.parametrize("role", sorted({role for role, _ in REACH} - {Role.RESIDENT}))
def test_every_cell_is_tried_with_and_without_her_consent(role: Role, town: Town) -> None:
    purpose = next(purpose for one, purpose in LOOKS if one is role)
    reach = REACH[role, purpose].domains
    for kind, team in town.teams:
        # What is shared with one team is nothing that the next must wade through.
        with transaction.atomic():
            share_all(town, team, purpose)
            viewer = looker(role, team)
            task = load().task_of(role, purpose, kind, on=NOW.day)
            answers = {law: load().cell(law, task, kind, on=NOW.day) for law in SocialLaw}
            for agreed in (False, True):
                if agreed:
                    agree_to_all(town, team, task or SocialLaw.WMO)
                open_to = {CellAnswer.TASK} | ({CellAnswer.EXPLICIT_CONSENT} if agreed else set())
                crossing = {law for law, cell in answers.items() if cell and cell.answer in open_to}
                seen = rows(viewer, purpose, town.subject, NOW)
                assert {law for _, law in seen} == crossing | {SocialLaw.OWN_STORY}, (kind, agreed)
                assert {domain for domain, _ in seen} <= reach
                assert in_words(decided(viewer, purpose, town.subject, NOW)) == seen
            transaction.set_rollback(True)


def test_what_crosses_is_asked_over_an_index(town: Town) -> None:
    viewer = looker(Role.WMO_CONSULTANT, town.teams[0][1])
    with acting(viewer, purpose=Purpose.INTAKE, on=NOW):
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
        plan = Fact.objects.filter(resident_id=town.subject).explain()
    assert "Index Cond: (resident_id =" in plan, plan
    assert "privacy_opens(compartment_id) AND privacy_crosses(" in plan, plan
