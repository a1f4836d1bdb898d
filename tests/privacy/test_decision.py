# SPDX-License-Identifier: EUPL-1.2
"""The decision function, and that the database gives the same answer in random worlds."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meedoen.accounts.roles import AT_WORK, Role
from meedoen.privacy.context import acting
from meedoen.privacy.decision import ANYONE, Held, Reason, Share, Thing, Viewer, decide
from meedoen.privacy.models import Compartment, Grant
from meedoen.privacy.policy import REACH, Purpose, reach_of
from meedoen.vocabulary.domains import SENSITIVITY_OF, Domain, Sensitivity
from meedoen.vocabulary.moment import Moment
from tests.privacy.worlds import everything_of, make_team, make_viewer, tell

NOW = Moment(datetime(2026, 11, 23, 9, 30, tzinfo=UTC))
HER = uuid4()
TEAM = 7


def viewer(role: Role = Role.NEIGHBOURHOOD_WORKER, **more: object) -> Viewer:
    facts: dict[str, object] = {
        "team_id": TEAM,
        "municipalities": frozenset({"GM9901"}),
        "agreed_purposes": frozenset(Purpose),
    }
    return Viewer(role, "Noor", **(facts | more))  # type: ignore[arg-type]


def wishes(*shares: Share, domain: Domain = Domain.WISHES) -> Thing:
    return Thing("dossier", (Held(domain, SENSITIVITY_OF[domain], "GM9901", HER, shares),))


def shared(**more: object) -> Share:
    facts: dict[str, object] = {"team_id": TEAM, "valid_from": NOW.at - timedelta(days=1)}
    return Share(Purpose.INTAKE, "consent", **(facts | more))  # type: ignore[arg-type]


def reason(thing: Thing, who: Viewer, purpose: Purpose = Purpose.INTAKE) -> Reason:
    return decide(who, purpose, thing, on=NOW).reason


def test_what_the_resident_shared_with_the_team_may_be_seen() -> None:
    decision = decide(viewer(), Purpose.INTAKE, wishes(shared()), on=NOW)
    assert decision.allowed
    assert decision.domains == {Domain.WISHES}
    assert decision.bases == {"consent"}


ADVISER = viewer(Role.POLICY_ADVISER, organisation_label="Beleid, Gemeente")
SWITCH = "Wissel bovenaan de pagina van functie."


@pytest.mark.parametrize("reason", sorted(set(Reason) - {Reason.ALLOWED, Reason.UNREGISTERED}))
def test_only_who_has_a_function_that_may_come_is_told_to_switch_and_to_which(
    reason: Reason,
) -> None:
    assert SWITCH not in reason.advice
    told = reason.advice_to([ADVISER])
    assert "beleidsadviseur bij Beleid, Gemeente" in told
    assert told.endswith(SWITCH)


@pytest.mark.parametrize("reason", [Reason.NOT_YOUR_ROLE, Reason.NO_AGREEMENT])
def test_who_can_switch_herself_is_not_sent_to_somebody_else(reason: Reason) -> None:
    assert "Vraag" in reason.advice
    assert "Vraag" not in reason.advice_to([ADVISER])


@pytest.mark.parametrize("reason", [Reason.NOT_SHARED, Reason.NOT_FOR_THIS_PURPOSE])
def test_what_hangs_on_the_resident_is_promised_to_nobody(reason: Reason) -> None:
    told = reason.advice_to([ADVISER])
    assert "Misschien" in told
    assert "Vraag de inwoner" in told


@pytest.mark.parametrize(("role", "purpose"), sorted(REACH))
def test_where_nothing_of_her_can_be_seen_there_is_nothing_to_go_on_with(
    role: Role, purpose: Purpose
) -> None:
    decision = decide(viewer(role), purpose, Thing("dossier", ()), on=NOW)
    assert (decision.allowed, decision.reason) == (False, Reason.NOT_SHARED)


@pytest.mark.parametrize(
    ("thing", "who", "purpose", "expected"),
    [
        (wishes(shared()), ANYONE, Purpose.INTAKE, Reason.NOT_YOUR_ROLE),
        (wishes(shared()), viewer(Role.CONTROLLER), Purpose.INTAKE, Reason.NOT_YOUR_ROLE),
        (
            wishes(shared()),
            viewer(agreed_purposes=frozenset()),
            Purpose.INTAKE,
            Reason.NO_AGREEMENT,
        ),
        (
            wishes(shared()),
            viewer(municipalities=frozenset({"GM9902"})),
            Purpose.INTAKE,
            Reason.OTHER_MUNICIPALITY,
        ),
        (wishes(), viewer(), Purpose.INTAKE, Reason.NOT_SHARED),
        (wishes(shared(team_id=8)), viewer(), Purpose.INTAKE, Reason.NOT_SHARED),
        (wishes(shared(withdrawn_at=NOW.at)), viewer(), Purpose.INTAKE, Reason.SHARING_ENDED),
        (wishes(shared(valid_to=NOW.at)), viewer(), Purpose.INTAKE, Reason.SHARING_ENDED),
        (
            wishes(shared(valid_from=NOW.at + timedelta(seconds=1))),
            viewer(),
            Purpose.INTAKE,
            Reason.SHARING_ENDED,
        ),
        (wishes(shared()), viewer(), Purpose.GUIDANCE, Reason.NOT_FOR_THIS_PURPOSE),
        (
            wishes(shared(), domain=Domain.HEALTH),
            viewer(Role.WORK_CONSULTANT),
            Purpose.INTAKE,
            Reason.NOT_FOR_THIS_PURPOSE,
        ),
    ],
)
def test_each_no_has_its_own_reason(
    thing: Thing, who: Viewer, purpose: Purpose, expected: Reason
) -> None:
    assert reason(thing, who, purpose) is expected


def test_an_agreement_is_arranged_by_who_works_for_the_organisation_not_by_who_supervises() -> None:
    assert Role.PRIVACY_OFFICER.label in Reason.NO_AGREEMENT.advice
    assert Role.DATA_PROTECTION_OFFICER.label not in Reason.NO_AGREEMENT.advice


@pytest.mark.parametrize("each", list(Reason))
def test_each_reason_says_in_dutch_what_somebody_can_do(each: Reason) -> None:
    assert each.advice.endswith(".")
    assert "helaas" not in each.advice.lower()


@pytest.mark.proves("S2-09", "each desk sees the same of the question")
def test_the_three_desks_see_the_same_of_the_question_itself() -> None:
    """The desk where somebody came does not decide what is seen of her question."""
    question = {Domain.WISHES, Domain.CAPACITY, Domain.DAILY_LIFE, Domain.IDENTITY}
    for role in (Role.NEIGHBOURHOOD_WORKER, Role.WMO_CONSULTANT, Role.WORK_CONSULTANT):
        assert question <= reach_of(role, Purpose.INTAKE).domains


def test_no_role_at_work_reaches_health_outside_an_intake() -> None:
    for (role, purpose), reach in REACH.items():
        if Domain.HEALTH in reach.domains and reach.ceiling is Sensitivity.SPECIAL:
            assert role is Role.RESIDENT or purpose is Purpose.INTAKE, (role, purpose)


@pytest.mark.django_db
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_the_decision_in_python_and_the_rows_of_the_database_agree(data: st.DataObject) -> None:
    """ASVS 8: two layers, one table. For any grants, role and purpose both show the same."""
    team = make_team("GM9901", f"Team {uuid4().hex[:8]}")
    subject = tell("GM9901", NOW)
    role = data.draw(st.sampled_from(sorted(AT_WORK)))
    purpose = data.draw(st.sampled_from(list(Purpose)))
    around = st.sampled_from([timedelta(days=-2), timedelta(), timedelta(days=2)])
    for domain in data.draw(st.lists(st.sampled_from(list(Domain)), max_size=4)):
        start = NOW.at + data.draw(around)
        Grant.objects.create(
            compartment=Compartment.objects.get(subject=subject, domain=domain),
            team=team,
            purpose=data.draw(st.sampled_from([purpose, Purpose.INTAKE, Purpose.GUIDANCE])),
            basis="consent",
            granted_by="de inwoner zelf",
            valid_from=start,
            valid_to=data.draw(st.sampled_from([None, start + timedelta(days=1)])),
            withdrawn_at=data.draw(st.sampled_from([None, NOW.at, NOW.at + timedelta(days=1)])),
        )
    everything = everything_of(subject)
    who = make_viewer(team, role, NOW)
    decided = decide(who, purpose, everything, on=NOW)
    with acting(who, purpose=purpose, on=NOW):
        rows = set(Compartment.objects.filter(subject=subject).values_list("domain", flat=True))
    assert set(decided.domains) == rows
    if decided.allowed:
        assert decided.withheld == set(Domain) - decided.domains
