# SPDX-License-Identifier: EUPL-1.2
"""Telling a story once: by the resident herself, or with a professional who types along.

Every channel ends in the same dossier, in the same compartments (S1-21, S2-09).
"""

from collections.abc import Collection, Mapping
from uuid import UUID

from django.db import transaction

from meedoen.accounts.queries import front_door_team
from meedoen.history.operations import sign
from meedoen.privacy.decision import Viewer
from meedoen.privacy.models import Basis
from meedoen.privacy.operations import hand_out_return_words, share
from meedoen.privacy.policy import ASKING, HELPING, TO_BE_CALLED
from meedoen.privacy.queries import ways_back
from meedoen.residents import operations as residents
from meedoen.residents.kinds import FragmentKind
from meedoen.residents.queries import dossier
from meedoen.vocabulary.capacity import Capacity
from meedoen.vocabulary.domains import Domain
from meedoen.vocabulary.moment import Moment
from meedoen.vocabulary.telephone import Telephone


def share_with_front_door(
    *,
    subject: UUID,
    domains: Collection[Domain],
    by: Viewer,
    on: Moment,
) -> str | None:
    """Share with the neighbourhood team of the resident's wijk; returns its name, None if none."""
    found = dossier(subject)
    team = found and front_door_team(found.municipality_code, found.wijk_code)
    if not team:
        return None
    share(
        subject=subject, domains=domains, team_id=team.pk, purposes=HELPING,
        basis=Basis.CONSENT, by=by, on=on,
    )  # fmt: skip
    return team.name


@transaction.atomic
def approve_story(
    *, subject: UUID, team_may_read: bool, by: Viewer, on: Moment, slip: str = ""
) -> bool:
    """Take the resident's word that it is right; share it only if she said so.

    Who has no words yet to come back with without an account gets those that follow from `slip`;
    words that she noted before go on working. Returns whether she got new ones.
    """
    residents.approve(subject=subject, by=by, on=on)
    if team_may_read:
        share_with_front_door(subject=subject, domains=ASKING, by=by, on=on)
    if ways_back(subject):
        return False
    hand_out_return_words(subject=subject, by=by, on=on, slip=slip)
    return True


@transaction.atomic
def ask_to_be_called(
    *,
    municipality_code: str,
    chosen_name: str,
    telephone: Telephone,
    moment: str,
    by: Viewer,
    on: Moment,
    subject: UUID | None = None,
    may_write_along: bool = False,
) -> UUID:
    """Ask the neighbourhood team to call: a name, a number and a moment are enough (S1-18).

    Uses the dossier of `subject`, else opens one. Only name and number are shared, unless she
    said that the caller may write along: then the team reads and keeps what she tells, so that
    she tells it once (S1-24).
    """
    subject = subject or residents.open_dossier(
        municipality_code=municipality_code, chosen_name=chosen_name, by=by, on=on
    )
    words = " · ".join(filter(None, [telephone.e164, moment]))
    residents.hear(subject=subject, kind=FragmentKind.CALL_ME, words=words, by=by, on=on)
    residents.approve(subject=subject, by=by, on=on)
    domains = ASKING if may_write_along else TO_BE_CALLED
    share_with_front_door(subject=subject, domains=domains, by=by, on=on)
    return subject


class ToldAlready(Exception):
    """This very form was sent before: its story is kept, and its words were handed out."""

    def __init__(self, subject: UUID) -> None:
        """Keep which story it opened."""
        super().__init__("An earlier press of this form kept its story.")
        self.subject = subject


@transaction.atomic
def tell_together(
    *,
    municipality_code: str,
    buurt_code: str,
    chosen_name: str,
    said: Mapping[FragmentKind, str],
    capacity: Capacity,
    by: Viewer,
    on: Moment,
    also: Collection[Domain] = (),
    slip: str = "",
    subject: UUID | None = None,
) -> UUID:
    """Keep a story that a professional typed while the resident told and read along.

    The resident agreed that the professional's own team reads it; nobody else does. `also` are
    the domains of ON_REQUEST about which she agreed to talk. The return words for the resident are
    those that follow from `slip`. Returns the subject id; of a form it is `subject`, so that one
    form keeps one story. Raises ToldAlready where it is kept, and ValueError without a team.
    """
    if by.team_id is None:
        raise ValueError("Meetypen kan alleen vanuit een team.")
    sign(by=by, on=on, about=subject)
    if subject is not None and dossier(subject) is not None:
        raise ToldAlready(subject)
    subject = residents.open_dossier(
        subject=subject,
        municipality_code=municipality_code,
        chosen_name=chosen_name,
        buurt_code=buurt_code,
        by=by,
        on=on,
    )
    _write_down(subject, said, capacity, by, on)
    share(
        subject=subject, domains=ASKING.union(also), team_id=by.team_id, purposes=HELPING,
        basis=Basis.CONSENT, by=by, on=on,
    )  # fmt: skip
    hand_out_return_words(subject=subject, by=by, on=on, slip=slip)
    return subject


@transaction.atomic
def write_along(
    *,
    subject: UUID,
    buurt_code: str,
    chosen_name: str,
    said: Mapping[FragmentKind, str],
    capacity: Capacity,
    by: Viewer,
    on: Moment,
) -> None:
    """Keep what a resident tells in the dossier she opened herself, such as during a call (S1-24).

    Only where she shared it: what her team may not see it cannot write either. Nothing is shared
    wider by this. Empty words leave what was said before as it is.
    """
    residents.introduce(
        subject=subject, chosen_name=chosen_name, buurt_code=buurt_code, by=by, on=on
    )
    _write_down(subject, {k: words for k, words in said.items() if words}, capacity, by, on)


def _write_down(
    subject: UUID,
    said: Mapping[FragmentKind, str],
    capacity: Capacity,
    by: Viewer,
    on: Moment,
) -> None:
    for kind, words in said.items():
        residents.hear(subject=subject, kind=kind, words=words, by=by, on=on)
    residents.hear_capacity(subject=subject, capacity=capacity, by=by, on=on)
    residents.approve(subject=subject, by=by, on=on)
