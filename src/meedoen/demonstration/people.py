# SPDX-License-Identifier: EUPL-1.2
"""Who can come into the demonstration, and with what."""

from dataclasses import dataclass

from django.conf import settings

from meedoen.accounts.models import Membership
from meedoen.demonstration.partners import read


class NoDemonstration(Exception):
    """These people exist in a demonstration only; nobody else's words or addresses are listed."""


@dataclass(frozen=True)
class Login:
    """A function of an invented professional: her address, and what she is in which team."""

    email: str
    role: str
    team: str


@dataclass(frozen=True)
class Return:
    """An invented resident, and the words with which she comes back."""

    name: str
    return_words: str


def logins() -> list[Login]:
    """List the functions of the invented professionals, as they stand in the database.

    Raises NoDemonstration outside a demonstration.
    """
    _only_here()
    invented = [entry["email"] for entry in read("people.yaml")]
    rows = Membership.objects.filter(account__email__in=invented).order_by("account_id", "pk")
    return [Login(*row) for row in rows.values_list("account__email", "role", "team__name")]


def returns() -> list[Return]:
    """List the residents whose stories are told. Raises NoDemonstration outside a demonstration."""
    _only_here()
    words = settings.DEMONSTRATION_RESIDENTS
    return [Return(one["chosen_name"], words[one["key"]]) for one in read("stories.yaml")]


def _only_here() -> None:
    if not settings.DEMONSTRATION:
        raise NoDemonstration("Dit is geen demonstratie-omgeving.")
