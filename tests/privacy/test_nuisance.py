# SPDX-License-Identifier: EUPL-1.2
"""What somebody does with a statement as the page role to be a nuisance: nothing to another.

Nobody comes in with any of these; they would keep colleagues and residents out. Noor's own request
runs them, as in `test_injection.py`. Runs of the laboratory stand in `tests/laboratory`.
"""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from meedoen.accounts.models import CodeTries
from meedoen.accounts.operations import try_code
from meedoen.accounts.roles import Role
from meedoen.database.roles import WEB
from meedoen.privacy.context import acting, signing_in_as
from meedoen.privacy.doors import Door
from meedoen.privacy.models import Arrival, ReturnTry
from meedoen.privacy.operations import come_in_by, try_return_words
from meedoen.privacy.policy import Purpose
from meedoen.vocabulary.moment import Moment
from tests.privacy.worlds import World, make_account, make_viewer, make_world
from tests.second_factor import set_up_app

pytestmark = pytest.mark.django_db

# She says that it is Fenna who signs in; no stamp stands before it.
CLAIMS = "SELECT set_config('meedoen.signing_in', '{fenna}', true); "
OF_A_DOOR = "now(), repeat('0', 64)"
REFUSED = {
    "ending every session": "DELETE FROM django_session",
    "ending what is not over": "UPDATE django_session SET expire_date = now()",
    "garbling every session": "UPDATE django_session SET session_data = 'x'",
    "holding sessions": "SELECT 1 FROM django_session FOR UPDATE",
    "taking an app away": "DELETE FROM mfa_authenticator WHERE user_id = {fenna}",
    "another app": "UPDATE mfa_authenticator SET data = '{{}}' WHERE user_id = {fenna}",
    "an app for who has none": "INSERT INTO mfa_authenticator (user_id, type, data, created_at) "
    "VALUES ({bare}, 'totp', '{{}}', now())",
    "wrong codes of a colleague": "INSERT INTO accounts_wrongcode (account_id, at) "
    "SELECT {fenna}, now() FROM generate_series(1, 40)",
    "letting a colleague wait": "UPDATE accounts_codetries SET wait_until = '2099-01-01'",
    "letting her wait who never had to": "INSERT INTO accounts_codetries (account_id, wrong, "
    "wait_until) VALUES ({bare}, 5, '2099-01-01')",
    "a door that is full": "INSERT INTO privacy_arrival (at, address, door) "
    f"SELECT {OF_A_DOOR}, 'story' FROM generate_series(1, 9999)",
    "an address that was wrong": "INSERT INTO privacy_returntry (at, address, visit) "
    f"SELECT {OF_A_DOOR}, '' FROM generate_series(1, 9999)",
    "counting without proof": "SELECT privacy_count_arrival('{{\"door\": \"story\"}}', '')",
    "being Fenna without proof": "SELECT privacy_sign_in_as('{{\"signing_in_as\": {fenna}}}', '')",
}


@pytest.fixture
def world(now: Moment) -> World:
    return make_world(now)


@pytest.fixture
def names(world: World, now: Moment) -> dict[str, Any]:
    """Fenna, who has an app and typed a wrong code once; and a colleague who has no app yet."""
    fenna = make_account(world.other_team, Role.WMO_CONSULTANT, "Fenna")
    set_up_app(fenna, "JBSWY3DPEHPK3PXP")
    try_code(account=fenna, typed="000000", on=now)
    bare = make_account(world.other_team, Role.WMO_CONSULTANT, "Bo")
    return {"fenna": fenna.pk, "bare": bare.pk}


@pytest.mark.parametrize("attempt", REFUSED)
def test_nobody_is_kept_out_by_a_statement_of_another(
    attempt: str, world: World, names: dict[str, Any], now: Moment
) -> None:
    noor = make_viewer(world.her_team, Role.NEIGHBOURHOOD_WORKER, now)
    statement = (CLAIMS + REFUSED[attempt]).format(**names)
    with (
        pytest.raises(DatabaseError, match=r"permission denied|no proof|who signs in"),
        acting(noor, purpose=Purpose.INTAKE, on=now),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def as_pages(statement: str, *values: object) -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {WEB}")
        cursor.execute("SELECT set_config('meedoen.signed_by', 'x', true)")
        cursor.execute("SELECT set_config('meedoen.signed_role', 'x', true)")
        cursor.execute("SELECT set_config('meedoen.signed_account', '', true)")
        cursor.execute("SELECT set_config('meedoen.signed_at', now()::text, true)")
        cursor.execute(statement, values)
        found = int(cursor.rowcount)
        cursor.execute("RESET ROLE")
        return found


def test_who_signs_in_with_proof_changes_her_own_way_in_and_no_other(
    names: dict[str, Any],
) -> None:
    waits = "UPDATE accounts_codetries SET wait_until = now() WHERE account_id = %s"
    with signing_in_as(names["fenna"]):
        assert as_pages(waits, names["fenna"]) == 1
    for block in (signing_in_as(names["bare"]), transaction.atomic()):
        with block, pytest.raises(DatabaseError, match="who signs in"), transaction.atomic():
            as_pages(waits, names["fenna"])
    assert CodeTries.objects.get(pk=names["fenna"]).wait_until is not None


def test_a_proof_of_signing_in_is_no_context_and_a_context_no_such_proof(
    world: World, names: dict[str, Any], now: Moment
) -> None:
    with signing_in_as(names["fenna"]), connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('meedoen.signing_in')")
        (stamped,) = cursor.fetchone()
        cursor.execute("SELECT set_config('meedoen.context', %s, true)", [stamped])
        cursor.execute("SELECT privacy_context()::text")
        assert cursor.fetchone() == ("{}",)
    noor = make_viewer(world.her_team, Role.NEIGHBOURHOOD_WORKER, now)
    with acting(noor, purpose=Purpose.INTAKE, on=now), connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('meedoen.signing_in', current_setting('meedoen.context'), true)"
        )
        cursor.execute("SELECT privacy_signing_in()")
        assert cursor.fetchone() == (None,)


def test_wrong_passwords_of_tomorrow_are_of_now() -> None:
    """Else a door would be locked for as long as somebody pleases, and not a quarter of an hour."""
    made = (
        "INSERT INTO axes_accessattempt (username, ip_address, user_agent, http_accept, path_info, "
        "get_data, post_data, failures_since_start, attempt_time) "
        "VALUES ('x', '10.0.0.9', '', '', '', '', '', 5, '2099-01-01')"
    )
    as_pages(made)
    as_pages("UPDATE axes_accessattempt SET attempt_time = '2099-01-01'")
    with connection.cursor() as cursor:
        cursor.execute("SELECT attempt_time FROM axes_accessattempt")
        ((at,),) = cursor.fetchall()
    assert at <= timezone.now()


def test_a_page_counts_who_comes_in_and_who_was_wrong(world: World, now: Moment) -> None:
    noor = make_viewer(world.her_team, Role.NEIGHBOURHOOD_WORKER, now)
    with acting(noor, purpose=Purpose.INTAKE, on=now):
        come_in_by(Door.STORY, address="a", by=noor, on=now)
        try_return_words(
            words="appel appel appel appel appel", address="a", visit="v", by=noor, on=now
        )
    assert [one.at for one in Arrival.objects.all()] == [now.at]
    assert [one.at for one in ReturnTry.objects.all()] == [now.at]
