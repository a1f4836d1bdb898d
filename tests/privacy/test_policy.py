# SPDX-License-Identifier: EUPL-1.2
"""What each function may come for, and who supervises without deciding (AVG art. 37 to 39)."""

import pytest
from django.http import HttpRequest, HttpResponse

from meedoen.accounts.roles import AT_WORK, Role
from meedoen.privacy.endpoints import all_endpoints, endpoint, roles_for
from meedoen.privacy.policy import (
    MAY_DECIDE,
    MAY_DIRECT_A_PLAN,
    MAY_LOOK_THROUGH,
    NO_AGREEMENT_NEEDED,
    REACH,
    Purpose,
    role_may,
    role_may_send,
)

OFFICER = Role.DATA_PROTECTION_OFFICER
FOR_HERSELF = {Purpose.PUBLIC_INFORMATION, Purpose.SIGNING_IN}
# What also somebody comes for who comes into dossiers.
BESIDE_DOSSIERS = {
    Role.NEIGHBOURHOOD_WORKER: {Purpose.NEIGHBOURHOOD, Purpose.IMPROVING},
    Role.WMO_CONSULTANT: {Purpose.IMPROVING},
    Role.WORK_CONSULTANT: {Purpose.IMPROVING},
    Role.CLIENT_SUPPORTER: {Purpose.IMPROVING},
    Role.PROVIDER_WORKER: {Purpose.IMPROVING},
    Role.JOB_COACH: {Purpose.IMPROVING},
    Role.SCHOOL_ATTENDANCE_OFFICER: {Purpose.IMPROVING},
    Role.VOLUNTEER: {Purpose.IMPROVING},
}
# What somebody in these functions comes for, beside what is there for everybody.
WITHOUT_A_DOSSIER = {
    Role.TEAM_LEADER: {Purpose.NEIGHBOURHOOD, Purpose.IMPROVING},
    Role.EXTERNAL_ADVISER: {Purpose.IMPROVING},
    Role.HOME_VISITOR: set(),
    Role.JURIST: {Purpose.IMPROVING},
    Role.PROGRAMME_LEADER: {Purpose.POLICY, Purpose.IMPROVING},
    Role.MONITOR_OFFICER: {Purpose.POLICY, Purpose.NEIGHBOURHOOD},
    Role.POLICY_ADVISER: {Purpose.POLICY, Purpose.IMPROVING},
    Role.CONTROLLER: {Purpose.POLICY, Purpose.ACCOUNTING},
    Role.ADVISORY_BOARD_MEMBER: {Purpose.POLICY, Purpose.IMPROVING},
    Role.PRIVACY_OFFICER: {Purpose.POLICY, Purpose.OVERSIGHT},
    OFFICER: {Purpose.OVERSIGHT},
    Role.ADMINISTRATOR: {Purpose.ADMINISTRATION},
}


def view(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


@pytest.mark.parametrize("role", sorted(AT_WORK))
def test_each_function_comes_into_dossiers_or_is_written_down_here_with_what_it_comes_for(
    role: Role,
) -> None:
    comes_for = {purpose for purpose in Purpose if role_may(role, purpose)} - FOR_HERSELF
    into_dossiers = {purpose for each, purpose in REACH if each is role}
    besides = BESIDE_DOSSIERS.get(role, set())
    assert comes_for == WITHOUT_A_DOSSIER.get(role, into_dossiers) | besides
    assert bool(into_dossiers) == (role not in WITHOUT_A_DOSSIER)


@pytest.mark.parametrize("role", sorted(WITHOUT_A_DOSSIER))
def test_who_comes_into_no_dossier_looks_through_no_glasses_and_directs_no_plan(role: Role) -> None:
    assert role not in MAY_LOOK_THROUGH | MAY_DECIDE | MAY_DIRECT_A_PLAN


@pytest.mark.parametrize("purpose", list(Purpose))
def test_who_supervises_reads_and_sends_nothing_but_what_is_about_herself(purpose: Purpose) -> None:
    assert role_may_send(OFFICER, purpose) == (purpose in FOR_HERSELF)
    assert role_may(OFFICER, purpose) == (purpose in FOR_HERSELF | {Purpose.OVERSIGHT})


@pytest.mark.parametrize("role", sorted(set(Role) - {OFFICER}))
@pytest.mark.parametrize("purpose", list(Purpose))
def test_everybody_else_may_send_where_she_may_come(role: Role, purpose: Purpose) -> None:
    assert role_may_send(role, purpose) == role_may(role, purpose)


@pytest.mark.parametrize("methods", [("POST",), ("GET", "POST"), ("POST", "GET")])
def test_a_page_of_oversight_that_takes_something_is_for_the_privacy_officer_alone(
    methods: tuple[str, ...],
) -> None:
    sent = endpoint(purpose=Purpose.OVERSIGHT, object="request", methods=methods)(view)
    assert sent.endpoint.roles == {Role.PRIVACY_OFFICER}  # type: ignore[attr-defined]


def test_a_page_of_oversight_that_only_shows_is_for_both() -> None:
    shown = endpoint(purpose=Purpose.OVERSIGHT, object="security log")(view)
    assert shown.endpoint.roles == {Role.PRIVACY_OFFICER, OFFICER}  # type: ignore[attr-defined]
    assert roles_for(Purpose.OVERSIGHT) == {Role.PRIVACY_OFFICER, OFFICER}


def test_a_page_that_takes_something_cannot_name_who_only_reads() -> None:
    with pytest.raises(ValueError, match=r"data_protection_officer.*'oversight'"):
        endpoint(purpose="oversight", object="request", roles={OFFICER}, methods=("POST",))
    endpoint(purpose="oversight", object="security log", roles={OFFICER})


def test_no_address_of_the_product_takes_anything_from_who_supervises_but_about_herself() -> None:
    """Adoption A5: she has no POST of her own yet; her note comes with a screen for it."""
    takes = {
        each.name
        for each in all_endpoints()
        if each.endpoint and OFFICER in each.endpoint.roles and "POST" in each.endpoint.methods
        if each.endpoint.purpose not in FOR_HERSELF
    }
    assert takes == set()
    assert NO_AGREEMENT_NEEDED >= FOR_HERSELF
