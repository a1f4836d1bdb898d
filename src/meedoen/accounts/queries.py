# SPDX-License-Identifier: EUPL-1.2
"""Reads of the accounts room: who works where today, and which team answers for a place."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, F, Func, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from meedoen.accounts.models import (
    Account,
    AppSetUp,
    DataAgreement,
    Membership,
    Organisation,
    OrganisationKind,
    Team,
)
from meedoen.accounts.roles import Role
from meedoen.areas.models import Municipality
from meedoen.areas.queries import current_codes
from meedoen.vocabulary.levelling import levelled_for_search


def _valid(day: date) -> Q:
    return Q(valid_from__lte=day) & (Q(valid_to__isnull=True) | Q(valid_to__gte=day))


def _working_on(day: date) -> QuerySet[Membership]:
    """The functions of a day: the one that began first, then as entered."""
    found = Membership.objects.filter(_valid(day), account__is_active=True)
    return found.select_related("account", "team__organisation").order_by("valid_from", "pk")


def memberships_on(account_id: int, *, day: date) -> list[Membership]:
    """List the functions of an account on a day: the one that began first, then as entered."""
    return list(_working_on(day).filter(account_id=account_id))


@dataclass(frozen=True)
class FunctionNow:
    """A function with what its organisation may on the day: where, and for which purposes."""

    membership: Membership
    municipality_codes: frozenset[str]
    purposes: frozenset[str]


def working_on(account_id: int, *, day: date) -> list[FunctionNow]:
    """List the functions of an account on a day with their reach, in one statement.

    In the order of `memberships_on`. Every page at work begins with this.
    """
    organisation = OuterRef("team__organisation")
    towns = Municipality.objects.filter(organisations=organisation).order_by()
    agreed = DataAgreement.objects.filter(_valid(day), organisation=organisation).order_by()
    found = _working_on(day).filter(account_id=account_id)
    return [
        FunctionNow(row, frozenset(row.towns), frozenset(row.agreed))
        for row in found.annotate(
            towns=ArraySubquery(towns.values("code")),
            agreed=ArraySubquery(agreed.values(one=Func(F("purposes"), function="unnest"))),
        )
    ]


def chosen_among(memberships: Sequence[Membership], chosen: int | None) -> Membership | None:
    """Give the function somebody chose, when it is one of these; else the first. None: no function.

    `chosen` is the id of a membership, wherever it came from: only what stands in the list counts.
    """
    first = memberships[0] if memberships else None
    return next((one for one in memberships if one.pk == chosen), first)


def front_door_team(municipality_code: str, wijk_code: str | None) -> Team | None:
    """Give the neighbourhood team that answers for a wijk, else any of the municipality's.

    A wijk that got another code is the same wijk, whether the team or the resident has the new one.
    None when the municipality has no neighbourhood team yet.
    """
    teams = (
        Team.objects.filter(
            organisation__municipalities__code=municipality_code,
            memberships__role=Role.NEIGHBOURHOOD_WORKER,
        )
        .select_related("organisation")
        .distinct()
        .order_by("pk")
    )
    return (wijk_code and _team_of(wijk_code, list(teams))) or teams.first()


def _team_of(wijk_code: str, teams: Sequence[Team]) -> Team | None:
    now = current_codes({wijk_code, *(code for team in teams for code in team.wijk_codes)})
    serving = (t for t in teams if now[wijk_code] in {now[code] for code in t.wijk_codes})
    return next(serving, None)


def teams_of_wijken(wijk_codes: Collection[str]) -> list[str]:
    """Name the teams that serve any of these wijken, by the codes that they were given."""
    found = Team.objects.filter(wijk_codes__overlap=list(wijk_codes)).order_by("name")
    return list(found.values_list("name", flat=True))


def teams_in(municipality_code: str) -> QuerySet[Team]:
    """List the teams of every organisation that works in a municipality, by name."""
    return (
        Team.objects.filter(organisation__municipalities__code=municipality_code)
        .select_related("organisation")
        .order_by("organisation__name", "name")
    )


def team_of_organisation(organisation_id: int) -> Team | None:
    """Give the first team of an organisation: where a place is arranged. None without teams."""
    return Team.objects.filter(organisation_id=organisation_id).order_by("pk").first()


def colleagues_in(team_id: int, *, roles: Collection[Role], day: date) -> list[Account]:
    """List who of a team works in one of these functions on a day, by name."""
    members = Membership.objects.filter(
        _valid(day), team_id=team_id, role__in=roles, account__is_active=True
    ).select_related("account")
    return sorted({m.account for m in members}, key=lambda a: (levelled_for_search(a.name), a.pk))


def people_in(
    team_ids: Collection[int], *, roles: Collection[Role], day: date
) -> dict[int, dict[int, str]]:
    """Give who works in these teams in one of these functions on a day: id and name, by team."""
    members = Membership.objects.filter(
        _valid(day), team__in=team_ids, role__in=roles, account__is_active=True
    ).order_by("valid_from", "pk")
    found: dict[int, dict[int, str]] = defaultdict(dict)
    for team, account, name in members.values_list("team", "account", "account__name"):
        found[team][account] = name
    return dict(found)


def teams_of_one_or_none(
    municipality_codes: Collection[str], *, roles: Collection[Role], day: date
) -> set[int]:
    """Give the teams here where at most one works in these functions on a day, by number.

    Where two work, somebody is left whoever it is about.
    """
    working = Membership.objects.filter(
        _valid(day), team=OuterRef("pk"), role__in=roles, account__is_active=True
    )
    people = working.order_by().values("team").values(n=Count("account", distinct=True))
    here = Team.objects.filter(organisation__municipalities__code__in=municipality_codes)
    few = here.annotate(people=Coalesce(Subquery(people), 0)).filter(people__lte=1)
    return set(few.values_list("pk", flat=True))


def organisations_in(municipality_code: str) -> QuerySet[Organisation]:
    """List the organisations that work in a municipality, by name."""
    return Organisation.objects.filter(municipalities__code=municipality_code).order_by("name")


def independent_helpers(municipality_code: str) -> list[str]:
    """Name the organisations that stand beside residents independently (Wmo 2015 art. 2.2.4)."""
    found = organisations_in(municipality_code).filter(kind=OrganisationKind.CLIENT_SUPPORT)
    return list(found.values_list("name", flat=True))


def demonstration_accounts(*, day: date) -> list[list[Membership]]:
    """List the functions of each account on a day, for who is shown around the demonstration."""
    by_account: dict[int, list[Membership]] = defaultdict(list)
    for membership in _working_on(day):
        by_account[membership.account_id].append(membership)
    return [by_account[account] for account in sorted(by_account)]


def account_by_email(email: str) -> Account | None:
    """Give the active account with this e-mail address, capitals aside; there is at most one."""
    return Account.objects.filter(email=email, is_active=True).first()


def names_of(account_ids: Collection[int]) -> dict[int, str]:
    """Give the names of accounts by id; who is not there any more is left out."""
    return dict(Account.objects.filter(pk__in=account_ids).values_list("pk", "name"))


def partnered() -> list[tuple[int, str]]:
    """List which municipalities work together: the partnership's number and each code."""
    pairs = Municipality.objects.filter(partnerships__isnull=False)
    return list(pairs.values_list("partnerships", "code").order_by("partnerships", "code"))


def neighbours_of(municipality_code: str) -> list[Municipality]:
    """Give the other municipalities of a municipality's partnerships, by name."""
    found = Municipality.objects.filter(partnerships__municipalities=municipality_code)
    return list(found.exclude(code=municipality_code).distinct().order_by("name"))


def app_was_set_up(account_id: int) -> bool:
    """Tell whether an account ever set up an app for codes, be it there now or not."""
    return AppSetUp.objects.filter(account_id=account_id).exists()


def sealing_secrets() -> list[str]:
    """Give the secrets of this installation: that which seals first, then those that still open."""
    return [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
