# SPDX-License-Identifier: EUPL-1.2
"""Small worlds to test privacy in: one resident, two teams in two municipalities."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from meedoen.accounts import operations as accounts
from meedoen.accounts.models import Account, Team
from meedoen.accounts.roles import ENDS_BY_ITSELF, Role
from meedoen.areas.models import Municipality
from meedoen.privacy.context import acting
from meedoen.privacy.decision import Agreed, Held, Share, Thing, Viewer
from meedoen.privacy.models import Basis, Compartment, Consent, Grant
from meedoen.privacy.operations import share
from meedoen.privacy.policy import Purpose
from meedoen.privacy.queries import resident_viewer, viewer_for_account
from meedoen.residents import operations as residents
from meedoen.residents.kinds import FragmentKind
from meedoen.vocabulary.domains import Domain, Sensitivity
from meedoen.vocabulary.moment import Moment
from meedoen.vocabulary.social_laws import SocialLaw
from tests.signing import SIGNED

ALL = [purpose.value for purpose in Purpose]
WISH = "Iets doen met hout, niet te druk"


def make_team(
    code: str, name: str, *, kind: str = "welfare", purposes: list[str] | None = None
) -> Team:
    """Make a team of an organisation that works in one municipality."""
    Municipality.objects.get_or_create(code=code, defaults={"name": f"Gemeente {code}"})
    organisation = accounts.add_organisation(
        name=name,
        slug=f"{name.lower().replace(' ', '-')}",
        kind=kind,
        municipality_codes=[code],
        **SIGNED,
    )
    accounts.agree(
        organisation=organisation,
        purposes=ALL if purposes is None else purposes,
        valid_from=date(2026, 1, 1),
        **SIGNED,
    )
    return accounts.add_team(organisation=organisation, name=name, **SIGNED)


def make_account(team: Team, role: Role, name: str = "Noor") -> Account:
    """Make an account with one function in a team."""
    return accounts.add_professional(
        email=f"{name}-{role}-{team.pk}@werk.example".lower(),
        name=name,
        password="een-lang-wachtwoord",
        team=team,
        role=role,
        valid_from=date(2026, 1, 1),
        valid_to=date(2099, 12, 31) if role in ENDS_BY_ITSELF else None,
        **SIGNED,
    )


def make_viewer(team: Team, role: Role, on: Moment, name: str = "Noor") -> Viewer:
    """Make the viewer of a new account."""
    return viewer_for_account(make_account(team, role, name).pk, on=on)


def tell(code: str, on: Moment, *, name: str = "Vlinder", wish: str = WISH) -> UUID:
    """Let a resident open a dossier and say what she wants; nobody else may read it."""
    Municipality.objects.get_or_create(code=code, defaults={"name": f"Gemeente {code}"})
    by = resident_viewer(None)
    with acting(by, purpose=Purpose.TAKING_PART, on=on):
        subject = residents.open_dossier(municipality_code=code, chosen_name=name, by=by, on=on)
        residents.hear(subject=subject, kind=FragmentKind.WISH, words=wish, by=by, on=on)
        residents.approve(subject=subject, by=by, on=on)
    return subject


def share_with(
    subject: UUID, team: Team, on: Moment, domains: set[Domain], purposes: set[Purpose]
) -> None:
    """Let the resident share domains of her dossier with a team."""
    by = resident_viewer(subject)
    with acting(by, purpose=Purpose.TAKING_PART, on=on):
        share(
            subject=subject, domains=domains, team_id=team.pk, purposes=purposes,
            basis=Basis.CONSENT, by=by, on=on,
        )  # fmt: skip


@dataclass(frozen=True)
class World:
    """A resident in GM9901 who shared her wishes with one of two teams."""

    subject: UUID
    her_team: Team
    other_team: Team


def make_world(on: Moment) -> World:
    """Make that world."""
    her_team, other_team = make_team("GM9901", "Team Noord"), make_team("GM9902", "Team Dorp")
    subject = tell("GM9901", on)
    share_with(
        subject, her_team, on, {Domain.IDENTITY, Domain.WISHES}, {Purpose.INTAKE, Purpose.GUIDANCE}
    )
    return World(subject, her_team, other_team)


def everything_of(subject: UUID) -> Thing:
    """Describe a dossier as it lies in the database, whoever may see it: for a decision alone.

    Asked by the owner, where no policy holds; what a page gets comes from `thing_of`.
    """
    held = [
        Held(
            domain=Domain(lying.domain),
            sensitivity=Sensitivity(lying.sensitivity),
            municipality=lying.municipality_id,
            subject=subject,
            shares=tuple(_share(grant) for grant in lying.grants.order_by("pk")),
        )
        for lying in Compartment.objects.filter(subject=subject).order_by("pk")
    ]
    agreed = [
        Agreed(
            obtained_under=SocialLaw(one.obtained_under),
            domains=frozenset(map(Domain, one.domains)),
            task=SocialLaw(one.task),
            team_id=one.team_id,
            given_at=one.given_at,
            withdrawn_at=one.withdrawn_at,
        )
        for one in Consent.objects.filter(subject=subject)
    ]
    return Thing("dossier", tuple(held), agreed=tuple(agreed))


def _share(grant: Grant) -> Share:
    return Share(
        purpose=Purpose(grant.purpose),
        basis=grant.basis,
        team_id=grant.team_id,
        subject=grant.subject,
        valid_from=grant.valid_from,
        valid_to=grant.valid_to,
        withdrawn_at=grant.withdrawn_at,
        obtained_under=grant.obtained_under,
        person=grant.person_id,
        system=grant.system_id,
    )
