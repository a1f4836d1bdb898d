# SPDX-License-Identifier: EUPL-1.2
"""What the database refuses about organisations and the people who work there."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from hypothesis import given
from hypothesis import strategies as st

from meedoen.accounts.models import Account, DataAgreement, Membership
from meedoen.accounts.operations import (
    AddressTaken,
    add_organisation,
    add_professional,
    found_partnership,
)
from meedoen.accounts.queries import account_by_email
from meedoen.accounts.roles import Role
from meedoen.areas.models import Municipality
from meedoen.commands.schema import declare_tables
from meedoen.database.errors import DatabaseTrouble
from meedoen.vocabulary.email import comparable_email
from tests.privacy.worlds import make_account, make_team
from tests.signing import SIGNED

pytestmark = pytest.mark.django_db


def test_a_function_does_not_end_before_it_starts() -> None:
    make_account(make_team("GM9901", "Noord"), Role.JOB_COACH)
    with pytest.raises(IntegrityError, match="membership_ends_after_it_starts"):
        Membership.objects.update(valid_to=date(2025, 12, 31))


def test_an_agreement_does_not_end_before_it_starts() -> None:
    make_team("GM9901", "Noord")
    with pytest.raises(IntegrityError, match="agreement_ends_after_it_starts"):
        DataAgreement.objects.update(valid_to=date(2025, 12, 31))


def test_an_account_without_a_password_comes_in_by_the_organisation_only() -> None:
    account = Account.objects.create_user("noor@WERK.example", name="Noor")
    assert account.email == "noor@werk.example"
    assert not account.has_usable_password()
    assert str(account) == "Noor"


def test_an_unknown_kind_of_organisation_is_refused() -> None:
    with pytest.raises(ValueError, match="bakkerij"):
        add_organisation(name="X", slug="x", kind="bakkerij", municipality_codes=[], **SIGNED)


def test_a_partnership_holds_the_municipalities_it_was_founded_for() -> None:
    for code in ("GM9901", "GM9902", "GM9903"):
        Municipality.objects.create(code=code, name=code)
    made = found_partnership(name="Samen", municipality_codes=["GM9901", "GM9902"], **SIGNED)
    assert {m.code for m in made.municipalities.all()} == {"GM9901", "GM9902"}
    assert str(made) == "Samen"


@pytest.mark.parametrize("role", list(Role))
def test_each_role_has_a_dutch_name(role: Role) -> None:
    assert role.label
    assert "_" not in role.label


@pytest.mark.parametrize(
    "spelling",
    ["Jan.Bakker@brink.example", "JAN.BAKKER@BRINK.EXAMPLE", " jan.bakker@brink.example\u200b"],
)
def test_an_address_that_differs_in_capitals_is_taken(spelling: str) -> None:
    team = make_team("GM9901", "Noord")
    more = {"name": "Jan", "password": None, "team": team, "role": Role.JOB_COACH}
    first = add_professional(
        email="jan.bakker@brink.example", valid_from=date(2026, 1, 1), **more, **SIGNED
    )
    with pytest.raises(AddressTaken, match=rf"id {first.pk}\).*capitals make no difference"):
        add_professional(email=spelling, valid_from=date(2026, 1, 1), **more, **SIGNED)
    assert Account.objects.count() == 1
    assert account_by_email(spelling) == first


def test_the_database_itself_refuses_a_second_account_with_other_capitals() -> None:
    Account.objects.create(email="jan@brink.example", name="Jan")
    with (
        pytest.raises(IntegrityError, match="one_account_an_address"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        # Past every field and form, as a script might.
        cursor.execute(
            "INSERT INTO accounts_account (password, is_superuser, is_staff, is_active,"
            " date_joined, email, name) VALUES ('', false, false, true, now(),"
            " 'Jan@Brink.example', 'Jan')"
        )


@given(st.emails(), st.data())
def test_an_address_has_one_spelling_however_it_is_typed(address: str, data: st.DataObject) -> None:
    typed = "".join(
        data.draw(st.sampled_from(["", " ", "\u200b", "\u00ad"]))
        + data.draw(either_case(character))
        for character in address
    )
    assert comparable_email(typed) == comparable_email(address)
    assert comparable_email(comparable_email(typed)) == comparable_email(typed)


def either_case(character: str) -> st.SearchStrategy[str]:
    """A character, large or small."""
    return st.sampled_from([character.lower(), character.upper()])


def test_an_address_with_an_accent_is_another_address() -> None:
    assert comparable_email("noor@café.example") != comparable_email("noor@cafe.example")


def test_slugs_and_names_of_partnerships_are_one_whatever_their_capitals() -> None:
    add_organisation(name="A", slug="de-brink", kind="welfare", municipality_codes=[], **SIGNED)
    with pytest.raises(IntegrityError, match="one_organisation_a_slug"), transaction.atomic():
        add_organisation(name="B", slug="De-Brink", kind="welfare", municipality_codes=[], **SIGNED)
    found_partnership(name="Samen", municipality_codes=[], **SIGNED)
    with pytest.raises(IntegrityError, match="one_partnership_a_name"), transaction.atomic():
        found_partnership(name="SAMEN", municipality_codes=[], **SIGNED)


@pytest.mark.django_db(transaction=True)
class TestBringingAnExistingDatabaseUpToDate:
    """Two accounts of one address are told and left alone; other spellings are levelled."""

    @pytest.fixture(autouse=True)
    def before(self) -> Iterator[Any]:
        """The tables as they were, and afterwards as they are."""
        executor = MigrationExecutor(connection)
        # Of every room: what leans on later tables of this one goes back with them.
        latest = executor.loader.graph.leaf_nodes()
        executor.migrate([("accounts", "0001_initial")])
        state = executor.loader.project_state([("accounts", "0001_initial")])
        self.accounts = state.apps.get_model("accounts", "Account").objects
        yield
        self.accounts.all().delete()
        self.migrate_to(latest)
        declare_tables()

    @staticmethod
    def migrate_to(nodes: list[tuple[str, str]]) -> None:
        executor = MigrationExecutor(connection)
        executor.migrate(nodes)

    def test_addresses_get_their_one_spelling(self) -> None:
        self.accounts.create(email="Jan.Bakker@brink.example", name="Jan")
        self.migrate_to([("accounts", "0002_one_spelling_of_an_address")])
        assert Account.objects.values_list("email", flat=True).get() == "jan.bakker@brink.example"

    def test_two_of_one_address_are_named_and_nothing_changes(self) -> None:
        for email in ("Jan@brink.example", "jan@brink.example", "Noor@brink.example"):
            self.accounts.create(email=email, name="x")
        with pytest.raises(DatabaseTrouble, match=r"Jan@brink.*jan@brink.*Nothing was changed"):
            self.migrate_to([("accounts", "0002_one_spelling_of_an_address")])
        kept = set(self.accounts.values_list("email", flat=True))
        assert kept == {"Jan@brink.example", "jan@brink.example", "Noor@brink.example"}
