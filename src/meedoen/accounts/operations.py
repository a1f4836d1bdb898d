# SPDX-License-Identifier: EUPL-1.2
"""Writes of the accounts room: organisations, teams, accounts and their functions."""

from collections.abc import Collection
from datetime import date

from django.db import transaction

from meedoen.accounts.models import (
    Account,
    DataAgreement,
    Membership,
    Organisation,
    OrganisationKind,
    Partnership,
    Team,
)
from meedoen.accounts.roles import Role
from meedoen.areas.models import Municipality


@transaction.atomic
def found_partnership(*, name: str, municipality_codes: Collection[str]) -> Partnership:
    """Found a partnership of municipalities."""
    partnership = Partnership.objects.create(name=name)
    partnership.municipalities.set(Municipality.objects.filter(code__in=municipality_codes))
    return partnership


@transaction.atomic
def add_organisation(
    *,
    name: str,
    slug: str,
    kind: str,
    municipality_codes: Collection[str],
    partnership: Partnership | None = None,
) -> Organisation:
    """Add an organisation that works in these municipalities.

    Raises ValueError for a kind that is not in OrganisationKind.
    """
    organisation = Organisation.objects.create(
        name=name, slug=slug, kind=OrganisationKind(kind), partnership=partnership
    )
    organisation.municipalities.set(Municipality.objects.filter(code__in=municipality_codes))
    return organisation


def agree(
    *, organisation: Organisation, purposes: Collection[str], valid_from: date
) -> DataAgreement:
    """Record that an organisation agreed to see residents' data for these purposes."""
    return DataAgreement.objects.create(
        organisation=organisation, purposes=sorted(purposes), valid_from=valid_from
    )


def add_team(*, organisation: Organisation, name: str, wijk_codes: Collection[str] = ()) -> Team:
    """Add a team to an organisation, answering for these wijken."""
    return Team.objects.create(organisation=organisation, name=name, wijk_codes=list(wijk_codes))


@transaction.atomic
def add_professional(
    *, email: str, name: str, password: str | None, team: Team, role: Role, valid_from: date
) -> Account:
    """Add an account with one function. Without a password one comes in by the organisation."""
    account = Account.objects.create_user(email, password, name=name)
    Membership.objects.create(account=account, team=team, role=role, valid_from=valid_from)
    return account
