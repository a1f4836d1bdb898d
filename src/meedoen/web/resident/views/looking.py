# SPDX-License-Identifier: EUPL-1.2
"""Who looked into her dossier, who may, and how she stops that or allows it again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from meedoen.accounts.queries import front_door_team
from meedoen.accounts.roles import Role
from meedoen.journeys.intake import share_with_front_door
from meedoen.journeys.reading import NotFound
from meedoen.plans.queries import running_plan
from meedoen.privacy import operations as privacy
from meedoen.privacy.endpoints import endpoint
from meedoen.privacy.levels.kinds import Service
from meedoen.privacy.policy import ASKING, Purpose
from meedoen.privacy.queries import LoggedLook, SharedWith, shared_with, ways_back
from meedoen.privacy.queries import who_looked as looks_at
from meedoen.residents.queries import Dossier
from meedoen.vocabulary.domains import Domain
from meedoen.vocabulary.moment import Moment
from meedoen.web.moments import moment_of
from meedoen.web.resident.forms import ShareMoreForm
from meedoen.web.resident.grouped_looks import grouped_looks
from meedoen.web.resident.pages import page, with_dossier
from meedoen.web.resident.session import read_mine, who

GROUPS_ON_A_PAGE = 4
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2200, 1, 1)


def _day(typed: str) -> date | None:
    """Read a day from an address; None for what is none, or lies where nobody can have looked."""
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        return None
    return day if FIRST_DAY <= day <= LAST_DAY else None


def _by_day(looks: list[LoggedLook]) -> list[tuple[object, list[LoggedLook]]]:
    days = groupby(looks, key=lambda look: Moment(look.at).day)
    return [(day, list(found)) for day, found in days]


@dataclass(frozen=True)
class ReadingTeam:
    """A team that may read along now, with what it may read for which purpose."""

    team_id: int
    team: str
    organisation: str
    shares: list[SharedWith]


def _readers(shares: Sequence[SharedWith]) -> list[ReadingTeam]:
    teams = groupby(shares, key=lambda s: (s.team_id, s.team, s.organisation))
    return [ReadingTeam(*team, list(found)) for team, found in teams]


def _front_door_name(known: Dossier) -> str:
    """Name the neighbourhood team of her wijk; empty when there is none."""
    team = front_door_team(known.municipality_code, known.wijk_code)
    return team.name if team else ""


def _shared_with(team: str, shares: Sequence[SharedWith]) -> set[Domain]:
    return {domain for share in shares if share.team == team for domain in share.domains}


@endpoint(
    purpose=Purpose.TAKING_PART,
    object="processing_log",
    roles={Role.RESIDENT},
    service=Service.SEE_LOOKS,
)
@with_dossier
def who_looked(request: HttpRequest, subject: UUID) -> HttpResponse:
    """Show who looked, at what, why and on which ground; and who may look now."""
    on = moment_of(request)
    known = read_mine(request, subject, what="Keek wie er keek", on=on).dossier
    until = _day(request.GET.get("tot", ""))
    looks = looks_at(subject, until=until)
    shares, groups = shared_with(subject, on=on), grouped_looks(looks.by_others)
    team = _front_door_name(known)
    reads = any(share.team == team and Domain.WISHES in share.domains for share in shares)
    shown = {
        "known": known,
        "groups": Paginator(groups, GROUPS_ON_A_PAGE).get_page(request.GET.get("page")),
        "earlier": looks.earlier,
        "query": f"tot={until}" if until else "",
        "own_days": _by_day(looks.by_herself),
        "readers": _readers(shares),
        "team": "" if reads else team,
        "more": ShareMoreForm.without(_shared_with(team, shares)) if reads else None,
        "ways_back": ways_back(subject),
        "told": [domain.label for domain in Domain if domain in ASKING],
    }
    return page(request, "who_looked", **shown)


@endpoint(
    purpose=Purpose.TAKING_PART,
    object="grants",
    roles={Role.RESIDENT},
    methods=("GET", "POST"),
    service=Service.STOP_SHARING,
)
@with_dossier
def stop(request: HttpRequest, subject: UUID, team_id: int) -> HttpResponse:
    """Ask once, then stop sharing with a team from this moment."""
    on = moment_of(request)
    known = read_mine(request, subject, what="Bekeek met wie je deelt", on=on).dossier
    shares = [share for share in shared_with(subject, on=on) if share.team_id == team_id]
    if not shares:
        raise NotFound
    if request.method == "POST":
        privacy.stop_sharing(subject=subject, team_id=team_id, by=who(request), on=on)
        messages.success(request, f"{shares[0].team} kan vanaf nu niets meer van je lezen.")
        return redirect("resident:who_looked")
    plan = running_plan(subject)
    helps = plan if plan and plan.team == shares[0].team else None
    can_undo = shares[0].team == _front_door_name(known)
    seen = any(way.seen_by_colleague for way in ways_back(subject))
    shown = {
        "shares": shares, "share": shares[0], "plan": helps, "can_undo": can_undo,
        "known_words": seen,
    }  # fmt: skip
    return page(request, "stop_sharing", **shown)


@endpoint(
    purpose=Purpose.TAKING_PART,
    object="grants",
    roles={Role.RESIDENT},
    methods=("POST",),
    service=Service.STOP_SHARING,
)
@with_dossier
def end_words(request: HttpRequest, subject: UUID) -> HttpResponse:
    """End every return word of hers: then nobody comes in by them, she neither."""
    privacy.end_return_words(subject=subject, by=who(request), on=moment_of(request))
    messages.success(request, "Je woorden werken niet meer. Je kunt altijd nieuwe nemen.")
    return redirect(reverse("resident:who_looked") + "#woorden")


@endpoint(
    purpose=Purpose.TAKING_PART,
    object="grants",
    roles={Role.RESIDENT},
    methods=("POST",),
    service=Service.SHARE,
)
@with_dossier
def share_more(request: HttpRequest, subject: UUID) -> HttpResponse:
    """Let the neighbourhood team also ask about what she chose, and nothing else."""
    form = ShareMoreForm(request.POST)
    if form.is_valid() and form.domains():
        share_with_front_door(
            subject=subject, domains=form.domains(), by=who(request), on=moment_of(request)
        )
        words = " en ".join(domain.label for domain in form.domains())
        messages.success(request, f"Het wijkteam mag nu ook meedenken over {words}.")
    return redirect("resident:who_looked")


@endpoint(
    purpose=Purpose.TAKING_PART,
    object="grants",
    roles={Role.RESIDENT},
    methods=("POST",),
    service=Service.SHARE,
)
@with_dossier
def share_again(request: HttpRequest, subject: UUID) -> HttpResponse:
    """Let the neighbourhood team read along, because she says so now."""
    team = share_with_front_door(
        subject=subject, domains=ASKING, by=who(request), on=moment_of(request)
    )
    if team is None:
        messages.warning(request, "Er is hier nog geen wijkteam in Meedoen. Bel ons gerust.")
    else:
        messages.success(request, f"{team} mag meelezen. Je kunt dit altijd weer stoppen.")
    return redirect("resident:who_looked")
