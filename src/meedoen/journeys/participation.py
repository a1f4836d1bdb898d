# SPDX-License-Identifier: EUPL-1.2
"""A resident says yes: the place is kept, a plan opens with one regisseur, and a first step."""

from uuid import UUID

from django.db import transaction

from meedoen.accounts.models import Team
from meedoen.accounts.queries import colleagues_in, front_door_team, team_of_organisation
from meedoen.bookings import operations as bookings
from meedoen.bookings.operations import NoPlaceLeft
from meedoen.bookings.queries import free_places, has_place, has_place_with
from meedoen.catalogue.operations import OfferGone
from meedoen.catalogue.queries import offer_by_id
from meedoen.history.operations import sign
from meedoen.plans import operations as plans
from meedoen.plans.answers import OptionAnswer
from meedoen.plans.queries import plans_directed_by, running_plan
from meedoen.plans.regisseur import regisseur_of
from meedoen.privacy.decision import Viewer
from meedoen.privacy.models import Basis
from meedoen.privacy.operations import share, stop_sharing
from meedoen.privacy.policy import MAY_DIRECT_A_PLAN, Purpose
from meedoen.residents.queries import Dossier
from meedoen.vocabulary.domains import Domain
from meedoen.vocabulary.moment import Moment

# A place hears how somebody wants to be called. Nothing else, unless the resident says so.
FOR_THE_PLACE = frozenset({Domain.IDENTITY})


class NobodyToDirect(Exception):
    """No team in this municipality can direct a plan yet; the message says what to do."""


def _front_door(known: Dossier) -> Team:
    team = front_door_team(known.municipality_code, known.wijk_code)
    if team is None:
        raise NobodyToDirect(
            "Er is hier nog geen wijkteam in Meedoen. Bel ons, dan regelen we het."
        )
    return team


def _regisseur_in(team: Team, by: Viewer, on: Moment) -> int:
    """Give the account of who directs; raises NobodyToDirect."""
    candidates = [one.pk for one in colleagues_in(team.pk, roles=MAY_DIRECT_A_PLAN, day=on.day)]
    if not candidates:
        raise NobodyToDirect("In het wijkteam is nu niemand. Bel ons, dan regelen we het.")
    return regisseur_of(candidates, beside_her=by.account_id, directs=plans_directed_by(candidates))


@transaction.atomic
def begin_plan(*, known: Dossier, by: Viewer, on: Moment) -> int:
    """Open the resident's plan with one regisseur of the neighbourhood team, or give what runs.

    The team may see what a plan needs. Raises NobodyToDirect when there is no team.
    """
    sign(by=by, on=on, about=known.subject)
    running = running_plan(known.subject)
    if running is not None:
        return running.pk
    team = _front_door(known)
    regisseur_id = _regisseur_in(team, by, on)
    if team.pk != by.team_id:
        share(
            subject=known.subject,
            domains={Domain.IDENTITY, Domain.CONTACT, Domain.PLAN},
            team_id=team.pk, purposes=(Purpose.GUIDANCE,), basis=Basis.CONSENT, by=by, on=on,
        )  # fmt: skip
    return plans.open_plan(
        subject=known.subject, regisseur_id=regisseur_id, team_id=team.pk, by=by, on=on
    )


@transaction.atomic
def choose_place(*, known: Dossier, offer_id: UUID, by: Viewer, on: Moment) -> int:
    """Keep a place for a resident who said yes, in one transaction; returns the plan id.

    Saying yes twice keeps one place. Raises NoPlaceLeft or OfferGone (with friendly words), or
    NobodyToDirect; then nothing has changed.
    """
    sign(by=by, on=on, about=known.subject)
    if has_place(subject=known.subject, offer_id=offer_id):
        return begin_plan(known=known, by=by, on=on)
    offer = offer_by_id(offer_id, on=on)
    if offer is None:
        raise OfferGone
    # Where many want the last place, most hear no before anything is opened for them. Who keeps it
    # in the end, the database decides.
    if free_places(offer) == 0:
        raise NoPlaceLeft
    plan = begin_plan(known=known, by=by, on=on)
    bookings.keep_place(subject=known.subject, offer_id=offer_id, by=by, on=on)
    plans.say_to_option(
        subject=known.subject, offer_id=offer_id, answer=OptionAnswer.YES, by=by, on=on
    )
    plans.add_step(subject=known.subject, words=f"Gaan kijken bij {offer.title}", by=by, on=on)
    host = team_of_organisation(offer.organisation_id)
    if host is not None and host.pk != by.team_id:
        share(
            subject=known.subject, domains=FOR_THE_PLACE, team_id=host.pk,
            purposes=(Purpose.PLACEMENT,), basis=Basis.CONSENT, by=by, on=on,
        )  # fmt: skip
    return plan


@transaction.atomic
def give_place_back(*, subject: UUID, placement_id: int, by: Viewer, on: Moment) -> str:
    """Step back from a place: it is free for somebody else at once, and the plan goes on.

    Returns what the place is called; empty when it is not offered any more. Twice is as good as
    once.
    The host may no longer see her name, unless she keeps another place there.
    """
    offer_id = bookings.give_place_back(subject=subject, placement_id=placement_id, by=by, on=on)
    offer = offer_by_id(offer_id, on=on)
    host = team_of_organisation(offer.organisation_id) if offer else None
    if host is not None and not has_place_with(
        subject=subject, organisation_id=host.organisation_id
    ):
        stop_sharing(subject=subject, team_id=host.pk, purpose=Purpose.PLACEMENT, by=by, on=on)
    return offer.title if offer else ""
