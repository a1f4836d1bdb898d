# SPDX-License-Identifier: EUPL-1.2
"""Reads of the privacy room: whose eyes these are, what a dossier holds, and who looked."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models import Q, QuerySet

from meedoen.accounts.models import Organisation
from meedoen.accounts.queries import FunctionNow, chosen_among, working_on
from meedoen.accounts.roles import Role
from meedoen.privacy.consent import Way
from meedoen.privacy.decision import ANYONE, Agreed, Held, Share, Thing, Viewer
from meedoen.privacy.doors import HOUR, Door
from meedoen.privacy.keys import keyed_hash, return_words_of
from meedoen.privacy.models import (
    Arrival,
    Basis,
    Compartment,
    Consent,
    Grant,
    IdentityShown,
    OrganisationSystem,
    ProcessingRecord,
    ReturnKey,
    ReturnTry,
    SecurityEvent,
)
from meedoen.privacy.policy import Purpose
from meedoen.privacy.return_words import read_return_words
from meedoen.vocabulary.domains import Domain, Sensitivity
from meedoen.vocabulary.moment import Moment
from meedoen.vocabulary.social_laws import SocialLaw


def _agreed_by(organisation: Organisation, on: date) -> frozenset[Purpose]:
    agreements = organisation.agreements.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=on), valid_from__lte=on
    )
    return frozenset(Purpose(p) for agreement in agreements for p in agreement.purposes)


def viewer_for_account(account_id: int, *, on: Moment, membership_id: int | None = None) -> Viewer:
    """Give the viewer that an account is on this day; ANYONE when it has no function now.

    `membership_id` is the function she chose. When that is not hers on this day it does not count,
    and she is the viewer of her first function, as without one.
    """
    having = {one.membership.pk: one for one in working_on(account_id, day=on.day)}
    membership = chosen_among([one.membership for one in having.values()], membership_id)
    return ANYONE if membership is None else _viewer_in(having[membership.pk], len(having))


def viewers_for_account(account_id: int, *, on: Moment) -> list[Viewer]:
    """List who an account is in each of its functions on this day, the first one first."""
    having = working_on(account_id, day=on.day)
    return [_viewer_in(one, len(having)) for one in having]


def _viewer_in(working: FunctionNow, functions: int) -> Viewer:
    membership = working.membership
    organisation = membership.team.organisation
    return Viewer(
        role=Role(membership.role),
        label=membership.account.name,
        account_id=membership.account_id,
        team_id=membership.team_id,
        organisation_id=organisation.pk,
        organisation_kind=organisation.kind,
        organisation_label=f"{membership.team.name}, {organisation.name}",
        municipalities=working.municipality_codes,
        agreed_purposes=frozenset(map(Purpose, working.purposes)),
        membership_id=membership.pk,
        team_label=membership.team.name,
        has_other_memberships=functions > 1,
    )


def resident_viewer(subject: UUID | None) -> Viewer:
    """Give the viewer that a resident is of her own dossier; without a subject, of none yet."""
    return Viewer(role=Role.RESIDENT, label="de inwoner zelf", subject=subject)


def person_viewer(person: UUID, called: str) -> Viewer:
    """Give the viewer that somebody beside a resident is, once it is sure who she is."""
    return Viewer(role=Role.ANYONE, label=called, person=person)


def viewer_for_system(system_id: int, *, on: Moment) -> Viewer:
    """Give the viewer that a system of an organisation is on this day."""
    system = OrganisationSystem.objects.select_related("organisation").get(pk=system_id)
    organisation = system.organisation
    return Viewer(
        role=Role.ANYONE,
        label=system.name,
        system=system.pk,
        system_task=SocialLaw(system.task),
        organisation_id=organisation.pk,
        organisation_label=organisation.name,
        organisation_kind=organisation.kind,
        municipalities=frozenset(organisation.municipalities.values_list("code", flat=True)),
        agreed_purposes=_agreed_by(organisation, on.day),
    )


def subject_for_return_words(typed: str) -> UUID | None:
    """Find whose return words these are; None when they are nobody's.

    Raises UnreadableWords when they cannot be return words at all.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT privacy_subject_for_return_key(%s)", [_digest(typed)])
        (found,) = cursor.fetchone()
    return found


def _digest(typed: str) -> str:
    return keyed_hash(read_return_words(typed), pepper=settings.LOOKUP_PEPPER)


def words_on(slip: str) -> str:
    """Give the return words that follow from a slip, for the one page that shows them.

    Empty when they open nothing any more, so that nobody notes down words that do not work.
    """
    words = return_words_of(slip, pepper=settings.LOOKUP_PEPPER)
    return words if subject_for_return_words(words) else ""


def seen_by_colleague(typed: str) -> bool:
    """Tell whether a colleague saw these words of the current resident when they were made."""
    return ReturnKey.objects.filter(digest=_digest(typed), seen_by_colleague=True).exists()


def identity_shown(subject: UUID, *, since: Moment, on: Moment) -> bool:
    """Tell whether a colleague saw who this resident is after a moment, and not after `on`."""
    rows = IdentityShown.objects.filter(subject=subject)
    return rows.filter(noted_at__gt=since.at, noted_at__lte=on.at).exists()


@dataclass(frozen=True)
class WayBack:
    """Return words that work now: since when, and whether a colleague saw them."""

    made_at: datetime
    seen_by_colleague: bool


def ways_back(subject: UUID) -> list[WayBack]:
    """List the return words of the current resident that work now, newest first; not which."""
    rows = ReturnKey.objects.filter(subject=subject, ended_at__isnull=True).order_by(
        "-made_at", "-pk"
    )
    return [WayBack(row.made_at, row.seen_by_colleague) for row in rows]


def tried_at(*, since: datetime, **here: str) -> list[datetime]:
    """List when return words were wrong after a moment, oldest first, at an address or visit."""
    rows = ReturnTry.objects.filter(at__gt=since, **here).order_by("at")
    return list(rows.values_list("at", flat=True))


def tries_everywhere(*, since: datetime) -> int:
    """Count how often return words were wrong after a moment, wherever that was."""
    return ReturnTry.objects.filter(at__gt=since).count()


def arrived_before(room: int, *, door: Door, on: Moment, **here: str) -> datetime | None:
    """Give when the latest but `room` of the last hour came in by a door, maybe at an address.

    None when fewer came.
    """
    rows = Arrival.objects.filter(door=door, at__gt=on.at - HOUR, **here).order_by("-at")
    last = rows.values_list("at", flat=True)[max(0, room - 1) : max(1, room)]
    return next(iter(last), None)


def thing_of(subject: UUID, *, kind: str) -> Thing:
    """Describe a dossier for the decision: its visible compartments with their grants.

    Runs under the current context, so what the viewer may not see is not there either; the
    database names the domains that stay closed, and none to who sees nothing of the dossier: its
    existence is not told either. One statement, and each compartment is asked about once: a
    compartment without any grant opens to nobody, and is left out.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT privacy_shared_of(%s), "
            "(SELECT jsonb_agg(to_jsonb(s)) FROM privacy_consent s WHERE s.subject = %s)",
            [subject, subject],
        )
        shared, agreed = cursor.fetchone()
    if shared is None:
        return Thing(kind)
    told = json.loads(shared)
    return Thing(
        kind,
        tuple(_held(subject, row) for row in told["held"]),
        frozenset(map(Domain, told["closed"] or ())),
        tuple(map(_agreed_to, json.loads(agreed or "[]"))),
    )


def _held(subject: UUID, row: Mapping[str, Any]) -> Held:
    return Held(
        domain=Domain(row["domain"]),
        sensitivity=Sensitivity(row["sensitivity"]),
        municipality=row["municipality_id"],
        subject=subject,
        shares=tuple(map(_share, row["shares"])),
    )


def _agreed_to(row: Mapping[str, Any]) -> Agreed:
    return Agreed(
        obtained_under=SocialLaw(row["obtained_under"]),
        domains=frozenset(map(Domain, row["domains"])),
        task=SocialLaw(row["task"]),
        team_id=row["team_id"],
        given_at=datetime.fromisoformat(row["given_at"]),
        withdrawn_at=_moment(row["withdrawn_at"]),
    )


def _share(row: Mapping[str, Any]) -> Share:
    return Share(
        purpose=Purpose(row["purpose"]),
        basis=row["basis"],
        team_id=row["team_id"],
        subject=UUID(row["subject"]) if row["subject"] else None,
        valid_from=_moment(row["valid_from"]),
        valid_to=_moment(row["valid_to"]),
        withdrawn_at=_moment(row["withdrawn_at"]),
        obtained_under=row["obtained_under"],
        person=UUID(row["person_id"]) if row["person_id"] else None,
        system=row["system_id"],
    )


def _moment(told: str | None) -> datetime | None:
    return datetime.fromisoformat(told) if told else None


def compartment_id(subject: UUID, domain: Domain) -> int:
    """Give the compartment of a dossier for a domain, the least sensitive first.

    Raises Compartment.DoesNotExist when the current viewer may not see it.
    """
    found = Compartment.objects.filter(subject=subject, domain=domain).order_by("sensitivity")
    first = found.values_list("pk", flat=True).first()
    if first is None:
        raise Compartment.DoesNotExist(f"No visible compartment for '{domain.label}'.")
    return first


@dataclass(frozen=True)
class LoggedLook:
    """One look at a dossier, as the resident reads it."""

    at: datetime
    who: str
    where: str
    what: str
    domains: tuple[Domain, ...]
    why: Purpose
    basis: str
    by_yourself: bool

    @property
    def basis_in_words(self) -> str:
        """Say on which ground somebody looked, as a resident reads it (AVG art. 6)."""
        return ". ".join(Basis(basis).label for basis in self.basis.split(","))


@dataclass(frozen=True)
class Looks:
    """Who looked into a dossier, newest first; `earlier` is the day on which older looks begin.

    None when there are none older than these.
    """

    by_others: list[LoggedLook]
    by_herself: list[LoggedLook]
    earlier: date | None


def looks_of_others(subject: UUID, *, limit: int) -> list[LoggedLook]:
    """Give the latest looks of others into a dossier, newest first."""
    rows = ProcessingRecord.objects.filter(subject=subject).exclude(actor_role=Role.RESIDENT)
    return [_logged(row) for row in rows.order_by("-start_time")[:limit]]


def who_looked(subject: UUID, *, until: date | None = None, limit: int = 200) -> Looks:
    """Give who looked into a dossier, newest first, up to and with a day; the resident sees all.

    Of others whole days, about `limit` looks and at least one day; of her own at most `limit`: hers
    push nobody's out.
    """
    rows = ProcessingRecord.objects.filter(subject=subject).order_by("-start_time")
    if until is not None:
        rows = rows.filter(start_time__lt=Moment.beginning(until + timedelta(days=1)).at)
    by_others = rows.exclude(actor_role=Role.RESIDENT)
    found = [_logged(row) for row in by_others[: limit + 1]]
    own = [_logged(row) for row in rows.filter(actor_role=Role.RESIDENT)[:limit]]
    if len(found) <= limit:
        return Looks(found, own, None)
    last = Moment(found[-1].at).day
    whole = [look for look in found if Moment(look.at).day != last]
    if whole:
        return Looks(whole, own, last)
    # One day alone is more than that: all of it, and what is older begins before it.
    begun = Moment.beginning(last).at
    older = by_others.filter(start_time__lt=begun).first()
    that_day = [_logged(row) for row in by_others.filter(start_time__gte=begun)]
    return Looks(that_day, own, Moment(older.start_time).day if older else None)


def _logged(row: ProcessingRecord) -> LoggedLook:
    return LoggedLook(
        at=row.start_time,
        who=row.actor_label,
        where=row.actor_organisation,
        what=row.name,
        domains=tuple(Domain(name) for name in row.domains),
        why=Purpose(row.processing_activity),
        basis=row.basis,
        by_yourself=row.actor_role == Role.RESIDENT,
    )


@dataclass(frozen=True)
class SharedWith:
    """A team that may see part of a dossier now, for a purpose, since a day."""

    team_id: int
    team: str
    organisation: str
    purpose: Purpose
    domains: tuple[Domain, ...]
    since: datetime


def _grants_on(on: Moment) -> QuerySet[Grant]:
    """The grants that hold at a moment."""
    begun = Grant.objects.filter(valid_from__lte=on.at)
    return begun.exclude(withdrawn_at__lte=on.at).exclude(valid_to__lte=on.at)


def shared_with(subject: UUID, *, on: Moment) -> Sequence[SharedWith]:
    """List the teams with which a dossier is shared at the moment `on`."""
    grants = (
        _grants_on(on)
        .filter(compartment__subject=subject, team__isnull=False)
        .select_related("team__organisation", "compartment")
        .order_by("team_id", "purpose", "compartment__domain")
    )
    groups: dict[tuple[int, str], list[Grant]] = {}
    for grant in grants:
        groups.setdefault((grant.team_id or 0, grant.purpose), []).append(grant)
    return [_shared(rows) for rows in groups.values()]


def _shared(rows: list[Grant]) -> SharedWith:
    first = rows[0]
    team = first.team
    if team is None:
        raise ValueError("A grant to the resident is not a share with a team.")
    return SharedWith(
        team_id=team.pk,
        team=team.name,
        organisation=team.organisation.name,
        purpose=Purpose(first.purpose),
        domains=tuple(dict.fromkeys(Domain(row.compartment.domain) for row in rows)),
        since=min(row.valid_from for row in rows),
    )


@dataclass(frozen=True)
class Allowed:
    """What a resident explicitly agreed to, as she reads it back."""

    id: UUID
    words: str
    team: str
    organisation: str
    how: Way
    noted_by: str
    given_at: datetime
    withdrawn_at: datetime | None


def consents_of(subject: UUID) -> list[Allowed]:
    """List what a resident explicitly agreed to, newest first, also what she withdrew since.

    A colleague gets those that are for her team, or that it wrote down.
    """
    rows = Consent.objects.filter(subject=subject).select_related("team__organisation")
    return [
        Allowed(
            id=row.pk,
            words=row.words,
            team=row.team.name,
            organisation=row.team.organisation.name,
            how=Way(row.how),
            noted_by=row.noted_by,
            given_at=row.given_at,
            withdrawn_at=row.withdrawn_at,
        )
        for row in rows.order_by("-given_at", "pk")
    ]


def bases_of(
    compartment_ids: Collection[int], *, team_id: int, purpose: Purpose, on: Moment
) -> dict[int, list[str]]:
    """Give on which grounds a team may see each of these compartments for a purpose now."""
    hers = {"compartment__in": compartment_ids, "team": team_id, "purpose": purpose}
    rows = _grants_on(on).filter(**hers).values_list("compartment_id", "basis")
    found: dict[int, list[str]] = {}
    for compartment, basis in rows.order_by("basis"):
        found.setdefault(compartment, []).append(basis)
    return found


def security_events(*, limit: int) -> list[SecurityEvent]:
    """Give the latest of what accounts did and tried, newest first.

    The database shows an officer those of the own municipalities, and anybody else none.
    """
    return list(SecurityEvent.objects.order_by("-at", "-pk")[:limit])
