# SPDX-License-Identifier: EUPL-1.2
"""The one decision: may this viewer, for this purpose, see this much of this thing?

Default deny: role × agreement × purpose × municipality × dated grant × sensitivity, each of which
can say no with a reason that the professional can act on; and within what is open, the law under
which it was obtained (`sharing.py`). Pure: what it needs is handed in.
Source: AVG art. 5 and 25; ASVS 5.0.0 chapter 8; ADR 0004 and 0026.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from meedoen.accounts.roles import Role
from meedoen.privacy.parties import reach_of_person, reach_of_system
from meedoen.privacy.policy import (
    NO_AGREEMENT_NEEDED,
    NOTHING,
    WITHOUT_DOSSIER,
    Purpose,
    Reach,
    reach_of,
    role_may,
)
from meedoen.privacy.sharing import CellAnswer, Sharing, load
from meedoen.vocabulary.domains import Domain, Sensitivity
from meedoen.vocabulary.moment import Moment
from meedoen.vocabulary.social_laws import SocialLaw


@dataclass(frozen=True)
class Viewer:
    """Who looks. `label` is what the resident reads in her log; `subject` is her own dossier."""

    role: Role
    label: str = ""
    subject: UUID | None = None
    account_id: int | None = None
    team_id: int | None = None
    organisation_id: int | None = None
    organisation_label: str = ""
    organisation_kind: str = ""
    municipalities: frozenset[str] = frozenset()
    agreed_purposes: frozenset[Purpose] = frozenset()
    membership_id: int | None = None
    team_label: str = ""
    has_other_memberships: bool = False
    # Who is no colleague: a person beside a resident, or a system and the law it works under.
    person: UUID | None = None
    system: int | None = None
    system_task: SocialLaw | None = None

    @property
    def works_as(self) -> str:
        """Name the function in which a professional looks: what she is, and where."""
        return f"{self.role.label} bij {self.organisation_label}"


def reach(viewer: Viewer, purpose: Purpose) -> Reach:
    """Look up how far a viewer reaches for a purpose, whatever was shared."""
    if viewer.person:
        return reach_of_person(purpose)
    return reach_of_system(purpose) if viewer.system else reach_of(viewer.role, purpose)


def may(viewer: Viewer, purpose: Purpose) -> bool:
    """Tell whether a viewer may act for a purpose at all, and her organisation agreed to it."""
    return closed_for(viewer, purpose) is None


ANYONE = Viewer(Role.ANYONE, Role.ANYONE.label)


@dataclass(frozen=True)
class Share:
    """A grant on one compartment, as far as the decision needs it.

    One that a law makes (basis `public_task`) is for what was `obtained_under` one law only.
    """

    purpose: Purpose
    basis: str
    team_id: int | None = None
    subject: UUID | None = None
    person: UUID | None = None
    system: int | None = None
    valid_from: datetime | None = None
    valid_to: datetime | None = None
    withdrawn_at: datetime | None = None
    obtained_under: str = ""

    def reaches(self, law: SocialLaw) -> bool:
        """Tell whether what was obtained under a law is among what this shares."""
        return self.basis != "public_task" or self.obtained_under == law


@dataclass(frozen=True)
class Held:
    """One compartment of a dossier with the grants on it."""

    domain: Domain
    sensitivity: Sensitivity
    municipality: str
    subject: UUID
    shares: tuple[Share, ...] = ()


@dataclass(frozen=True)
class Agreed:
    """An explicit consent, as far as the decision needs it."""

    obtained_under: SocialLaw
    domains: frozenset[Domain]
    task: SocialLaw
    team_id: int
    given_at: datetime
    withdrawn_at: datetime | None = None

    def holds(self, on: Moment) -> bool:
        """Tell whether it was given, and not withdrawn, at a moment."""
        return self.given_at <= on.at and (self.withdrawn_at is None or self.withdrawn_at > on.at)


@dataclass(frozen=True)
class Thing:
    """What is asked for: its kind, and the compartments it lies in (none: no dossier).

    `closed` are the domains that are there too and stay closed to who looks; `agreed` is what the
    resident explicitly agreed to.
    """

    kind: str
    compartments: tuple[Held, ...] = ()
    closed: frozenset[Domain] = frozenset()
    agreed: tuple[Agreed, ...] = ()


class Reason(StrEnum):
    """Why the answer is what it is."""

    ALLOWED = "allowed"
    NOT_YOUR_ROLE = "not_your_role"
    NO_AGREEMENT = "no_agreement"
    OTHER_MUNICIPALITY = "other_municipality"
    NOT_SHARED = "not_shared"
    SHARING_ENDED = "sharing_ended"
    NOT_FOR_THIS_PURPOSE = "not_for_this_purpose"
    UNREGISTERED = "unregistered"

    @property
    def advice(self) -> str:
        """Say in Dutch what is the matter and what somebody can do."""
        return self.advice_to(())

    def advice_to(self, others: Sequence[Viewer]) -> str:
        """Say it to somebody who may come to this page in another function too.

        `others` are the viewers that she is in those functions (`closed_for` says which may come).
        The words tell only what follows from her own functions, nothing of what lies behind the
        page.
        """
        matter, way_on = _ADVICE[self]
        if not others:
            return f"{matter} {way_on}".rstrip()
        where = " of ".join(other.works_as for other in others)
        sure = _BECAUSE_OF_THE_FUNCTION.get(self)
        if sure:
            return f"{matter} {sure.format(where=where)} {_SWITCH}"
        return f"{matter} {way_on} {_PERHAPS.format(where=where)} {_SWITCH}"


# For each reason what is the matter, and what somebody can do who has one function.
_ADVICE = {
    Reason.ALLOWED: ("Je mag dit zien.", ""),
    Reason.NOT_YOUR_ROLE: (
        "Deze pagina hoort niet bij jouw functie.",
        "Heb je dit voor je werk nodig? Vraag je beheerder om de juiste functie.",
    ),
    Reason.NO_AGREEMENT: (
        "Je organisatie heeft geen afspraak om hiervoor gegevens te zien.",
        f"Vraag de {Role.PRIVACY_OFFICER.label} of die afspraak er kan komen.",
    ),
    Reason.OTHER_MUNICIPALITY: (
        "Deze inwoner woont in een gemeente waar jouw organisatie niet voor werkt.",
        "Verwijs naar het wijkteam daar.",
    ),
    Reason.NOT_SHARED: (
        "De inwoner heeft dit niet met jouw team gedeeld.",
        "Vraag de inwoner zelf. Die beslist.",
    ),
    Reason.SHARING_ENDED: ("Het delen is gestopt.", "Vraag de inwoner of het weer mag."),
    Reason.NOT_FOR_THIS_PURPOSE: (
        "De inwoner deelde wel iets met jouw team, maar niet voor dit doel.",
        "Vraag de inwoner of het ook hiervoor mag, of vraag een collega die dit werk doet.",
    ),
    Reason.UNREGISTERED: (
        "Deze pagina is niet aangemeld met een doel en blijft daarom dicht.",
        "",
    ),
}
# Where her function was the only reason, another one that may come is the way on.
_BECAUSE_OF_THE_FUNCTION = {
    Reason.NOT_YOUR_ROLE: "Ze hoort wel bij je werk als {where}.",
    Reason.NO_AGREEMENT: "Voor je werk als {where} is die afspraak er wel.",
}
_PERHAPS = "Misschien kan het wel als {where}."
_SWITCH = "Wissel bovenaan de pagina van functie."


@dataclass(frozen=True)
class Decision:
    """The answer: allowed or not, which domains, on which basis, and why.

    `laws` says for each domain under which laws what lies there may have been obtained to be seen.
    """

    allowed: bool
    reason: Reason
    domains: frozenset[Domain] = frozenset()
    laws: frozenset[tuple[Domain, SocialLaw]] = frozenset()
    bases: frozenset[str] = field(default_factory=frozenset)
    withheld: frozenset[Domain] = frozenset()


def _refuse(reason: Reason) -> Decision:
    return Decision(allowed=False, reason=reason)


def _is_for(share: Share, viewer: Viewer) -> bool:
    if viewer.role is Role.RESIDENT:
        return share.subject is not None and share.subject == viewer.subject
    if viewer.person:
        return share.person == viewer.person
    if viewer.system:
        return share.system == viewer.system
    return share.team_id is not None and share.team_id == viewer.team_id


def _is_valid(share: Share, on: Moment) -> bool:
    started = share.valid_from is None or share.valid_from <= on.at
    ended = share.valid_to is not None and share.valid_to <= on.at
    withdrawn = share.withdrawn_at is not None and share.withdrawn_at <= on.at
    return started and not ended and not withdrawn


def _opens(held: Held, viewer: Viewer, purpose: Purpose, on: Moment) -> list[Share]:
    """Give the grants that open this compartment for this viewer and purpose now."""
    ceiling = reach(viewer, purpose)
    if held.domain not in ceiling.domains or held.sensitivity > ceiling.ceiling:
        return []
    if not _lives_there(held, viewer):
        return []
    return [
        share
        for share in held.shares
        if _is_for(share, viewer) and share.purpose is purpose and _is_valid(share, on)
    ]


def _lives_there(held: Held, viewer: Viewer) -> bool:
    """Tell whether it matters not where she lives, or a viewer works there."""
    anywhere = viewer.role is Role.RESIDENT or viewer.person is not None
    return anywhere or held.municipality in viewer.municipalities


def _laws(
    opened: Mapping[Held, list[Share]],
    agreed: Collection[Agreed],
    viewer: Viewer,
    purpose: Purpose,
    sharing: Sharing,
    on: Moment,
) -> frozenset[tuple[Domain, SocialLaw]]:
    """Give for each open compartment the laws under which what lies there may be seen."""
    kind = viewer.organisation_kind
    task = viewer.system_task or sharing.task_of(viewer.role, purpose, kind, on=on.day)
    cells = {law: sharing.cell(law, task, kind, on=on.day) for law in SocialLaw}
    hers = [one for one in agreed if one.team_id == viewer.team_id and one.task is task]

    def crosses(law: SocialLaw, domain: Domain) -> bool:
        if viewer.role is Role.RESIDENT or law is SocialLaw.OWN_STORY:
            return True
        cell = cells[law]
        if cell is None or cell.answer is CellAnswer.NEVER:
            return False
        return cell.answer is CellAnswer.TASK or any(
            one.obtained_under is law and domain in one.domains and one.holds(on) for one in hers
        )

    return frozenset(
        (held.domain, law)
        for held, shares in opened.items()
        for law in SocialLaw
        if any(share.reaches(law) for share in shares) and crosses(law, held.domain)
    )


def _why_closed(things: Collection[Held], viewer: Viewer, purpose: Purpose, on: Moment) -> Reason:
    if not any(_lives_there(held, viewer) for held in things):
        return Reason.OTHER_MUNICIPALITY
    mine = [share for held in things for share in held.shares if _is_for(share, viewer)]
    if not mine:
        return Reason.NOT_SHARED
    if not any(_is_valid(share, on) for share in mine):
        return Reason.SHARING_ENDED
    return Reason.NOT_FOR_THIS_PURPOSE


def closed_for(viewer: Viewer, purpose: Purpose) -> Reason | None:
    """Say why a purpose is closed for a viewer whatever is asked for; None when it is not.

    Source: the first two steps of the ladder in `decide`.
    """
    if viewer.person or viewer.system:
        if reach(viewer, purpose) == NOTHING:
            return Reason.NOT_YOUR_ROLE
    elif not role_may(viewer.role, purpose):
        return Reason.NOT_YOUR_ROLE
    if viewer.person:
        return None
    if purpose not in NO_AGREEMENT_NEEDED and purpose not in viewer.agreed_purposes:
        return Reason.NO_AGREEMENT
    return None


def decide(
    viewer: Viewer,
    purpose: Purpose,
    thing: Thing,
    fields: Collection[Domain] | None = None,
    *,
    on: Moment,
    sharing: Sharing | None = None,
) -> Decision:
    """Decide whether a viewer may see a thing for a purpose, and which domains of it.

    `fields` narrows what is asked to those domains (None: all). A dossier is allowed when at
    least one asked compartment opens; the others come back as `withheld`, by name only. Where
    nothing can be seen, only a purpose that never touches a dossier may go on. `sharing` is the
    table of what may cross from law to law (None: that of this installation).
    Source: ADR 0004; the ladder of reasons is AVG art. 5(1)(b), 6, 28 and Wmo 2015 ch. 5.
    """
    closed = closed_for(viewer, purpose)
    if closed is not None:
        return _refuse(closed)
    asked = [held for held in thing.compartments if fields is None or held.domain in fields]
    if not asked:
        allowed = not thing.compartments and purpose in WITHOUT_DOSSIER
        return Decision(allowed, Reason.ALLOWED if allowed else Reason.NOT_SHARED)
    opened = {held: _opens(held, viewer, purpose, on) for held in asked}
    if not any(opened.values()):
        return _refuse(_why_closed(asked, viewer, purpose, on))
    domains = frozenset(held.domain for held, shares in opened.items() if shares)
    return Decision(
        allowed=True,
        reason=Reason.ALLOWED,
        domains=domains,
        laws=_laws(opened, thing.agreed, viewer, purpose, sharing or load(), on),
        bases=frozenset(share.basis for shares in opened.values() for share in shares),
        withheld=frozenset(held.domain for held, shares in opened.items() if not shares) - domains,
    )
