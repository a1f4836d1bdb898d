# SPDX-License-Identifier: EUPL-1.2
"""Writes of the privacy room: opening a dossier's compartments, sharing, withdrawing, logging."""

import secrets
import uuid
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction

from meedoen.accounts.models import Team
from meedoen.accounts.roles import Role
from meedoen.areas.models import Municipality
from meedoen.database.turns import one_at_a_time
from meedoen.history.operations import sign, turn_of
from meedoen.privacy import doors
from meedoen.privacy.consent import VERSION, CannotConsent, Way, words_of
from meedoen.privacy.context import announce_opening, tell_with_proof
from meedoen.privacy.decision import Decision, Reason, Thing, Viewer, decide
from meedoen.privacy.documents import MAY_IDENTIFY, ShownDocument
from meedoen.privacy.doors import Door, HourlyLimit, wait_for_room
from meedoen.privacy.keys import keyed_hash, new_slip, return_words_of
from meedoen.privacy.models import (
    Basis,
    Compartment,
    Consent,
    Grant,
    IdentityShown,
    PersonBeside,
    ProcessingRecord,
    ReturnKey,
)
from meedoen.privacy.parties import BesideAs
from meedoen.privacy.policy import Purpose
from meedoen.privacy.queries import (
    arrived_before,
    bases_of,
    compartment_id,
    subject_for_return_words,
    thing_of,
    tried_at,
    tries_everywhere,
)
from meedoen.privacy.return_tries import (
    ADDRESS_MEMORY,
    ALARM_MEMORY,
    ALARM_TRIES,
    KEPT,
    VISIT_MEMORY,
    wait,
)
from meedoen.privacy.sharing import CellAnswer, SharingCell, load
from meedoen.vocabulary.bsn import without_bsn
from meedoen.vocabulary.domains import SENSITIVITY_OF, Domain
from meedoen.vocabulary.moment import Moment
from meedoen.vocabulary.social_laws import SocialLaw
from meedoen.vocabulary.words import read_name


class NotAllowed(Exception):
    """The decision function said no; `decision.reason.advice` says what to do."""

    def __init__(self, decision: Decision) -> None:
        """Keep the decision, and make its advice the message."""
        super().__init__(decision.reason.advice)
        self.decision = decision


class NoCell(ValueError):
    """No law lets this be shared without the resident; the message says what to do."""


@dataclass(frozen=True)
class ByLaw:
    """What a law shares: what was obtained under one law, for the task of whom it is shared with.

    Source: `sharing.yaml`; Wmo 2015 art. 5.2.1 lid 2.
    """

    obtained_under: SocialLaw
    task: SocialLaw


@transaction.atomic
def open_compartments(
    *, subject: UUID, municipality_code: str, by: Viewer, on: Moment
) -> dict[Domain, int]:
    """Open a dossier: one compartment a domain, all of them the resident's own.

    Returns the compartment id for each domain. The resident can always see everything.
    """
    sign(by=by, on=on, about=subject)
    announce_opening(subject)
    opened = {
        domain: Compartment.objects.create(
            subject=subject,
            municipality_id=municipality_code,
            domain=domain,
            sensitivity=SENSITIVITY_OF[domain],
        ).pk
        for domain in Domain
    }
    Grant.objects.bulk_create(
        Grant(
            compartment_id=pk,
            subject=subject,
            purpose=Purpose.TAKING_PART,
            basis=Basis.OWN,
            granted_by=by.label,
            valid_from=on.at,
        )
        for pk in opened.values()
    )
    return opened


@transaction.atomic
def share(
    *,
    subject: UUID,
    domains: Collection[Domain],
    team_id: int,
    purposes: Collection[Purpose],
    basis: Basis,
    by: Viewer,
    on: Moment,
    by_law: ByLaw | None = None,
) -> int:
    """Share these domains of a dossier with a team for these purposes; returns new grants.

    A share that is there already is not made twice. With the basis `public_task`, `by_law` says
    which law does: raises NoCell where `sharing.yaml` has no such cell today. Nobody can widen the
    view of the own team: the database refuses (DatabaseError) when a professional tries, unless she
    opens the dossier together with the resident.
    """
    sign(by=by, on=on, about=subject)
    article = _article(team_id, by_law, on) if basis == Basis.PUBLIC_TASK else ""
    compartments = Compartment.objects.filter(subject=subject, domain__in=domains)
    running = Grant.objects.filter(
        compartment__in=compartments, team_id=team_id, withdrawn_at__isnull=True
    ).exclude(valid_to__lte=on.at)
    there = set(running.values_list("compartment_id", "purpose"))
    made = Grant.objects.bulk_create(
        Grant(
            compartment_id=pk,
            team_id=team_id,
            purpose=purpose,
            basis=basis,
            law_reference=article,
            obtained_under=by_law.obtained_under if by_law else "",
            task=by_law.task if by_law else "",
            granted_by=by.label,
            valid_from=on.at,
        )
        for pk in compartments.values_list("pk", flat=True)
        for purpose in purposes
        if (pk, purpose) not in there
    )
    note_event(event="share", by=by, on=on, reason=f"team {team_id}")
    return len(made)


def _article(team_id: int, by_law: ByLaw | None, on: Moment) -> str:
    """Give the article by which a law shares with a team; raises NoCell."""
    if by_law is None:
        raise NoCell("Noem de wet waaronder je dit kreeg en de taak waarvoor je het deelt.")
    team = Team.objects.select_related("organisation").get(pk=team_id)
    kind = team.organisation.kind
    cell = load().cell(by_law.obtained_under, by_law.task, kind, on=on.day)
    works = load().works_under(by_law.task, kind, on=on.day)
    if cell is None or cell.answer is not CellAnswer.TASK or not works:
        raise NoCell(
            f"Geen wet laat toe dat je dit zonder de inwoner deelt met {team.name}. Je kreeg het "
            f"onder {by_law.obtained_under.label}, en je deelt het voor {by_law.task.label}. "
            "Vraag de inwoner of het mag."
        )
    return cell.article


@dataclass(frozen=True)
class Party:
    """Who gets a share beside the teams: a person beside the resident, or a system; one of both."""

    person: UUID | None = None
    system: int | None = None

    def __post_init__(self) -> None:
        """Refuse neither and both."""
        if (self.person is None) == (self.system is None):
            raise ValueError("Noem één partij: een persoon of een systeem.")


@transaction.atomic
def stand_beside(
    *, subject: UUID, called: str, beside_as: BesideAs, by: Viewer, on: Moment
) -> UUID:
    """Keep that somebody stands beside a resident, by the name she gives; shares nothing yet.

    Who stands beside her already, by that name and as that, does so once.
    """
    sign(by=by, on=on, about=subject)
    who = {"called": without_bsn(read_name(called))[:80], "beside_as": beside_as}
    there = PersonBeside.objects.filter(subject=subject, ended_at__isnull=True, **who).first()
    if there is not None:
        return there.pk
    person = PersonBeside.objects.create(
        subject=subject,
        compartment_id=compartment_id(subject, Domain.IDENTITY),
        added_at=on.at,
        **who,
    )
    return person.pk


@transaction.atomic
def stand_beside_no_longer(*, subject: UUID, person: UUID, by: Viewer, on: Moment) -> int:
    """Let somebody stand beside a resident no longer, and see nothing; returns the shares ended."""
    ended = stop_sharing_with_party(subject=subject, party=Party(person=person), by=by, on=on)
    PersonBeside.objects.filter(pk=person, subject=subject, ended_at__isnull=True).update(
        ended_at=on.at
    )
    return ended


@transaction.atomic
def share_with_party(
    *,
    subject: UUID,
    domains: Collection[Domain],
    party: Party,
    purpose: Purpose,
    by: Viewer,
    on: Moment,
    until: Moment | None = None,
) -> int:
    """Let the resident share with a person or a system, until a moment; returns new grants.

    What is shared so already, until the same moment, is not shared twice. Only she can: the
    database refuses anybody else (DatabaseError).
    """
    sign(by=by, on=on, about=subject)
    until_when = until.at if until else None
    compartments = Compartment.objects.filter(subject=subject, domain__in=domains)
    running = Grant.objects.filter(
        compartment__in=compartments, person_id=party.person, system_id=party.system,
        team__isnull=True, subject__isnull=True, purpose=purpose, valid_to=until_when,
        withdrawn_at__isnull=True,
    )  # fmt: skip
    there = set(running.values_list("compartment_id", flat=True))
    made = Grant.objects.bulk_create(
        Grant(
            compartment_id=pk,
            person_id=party.person,
            system_id=party.system,
            purpose=purpose,
            basis=Basis.CONSENT,
            granted_by=by.label,
            valid_from=on.at,
            valid_to=until_when,
        )
        for pk in compartments.values_list("pk", flat=True)
        if pk not in there
    )
    note_event(event="share", by=by, on=on, reason="person" if party.person else "system")
    return len(made)


@transaction.atomic
def stop_sharing_with_party(*, subject: UUID, party: Party, by: Viewer, on: Moment) -> int:
    """Withdraw what a person or a system may see, from now on; returns how many grants ended."""
    sign(by=by, on=on, about=subject)
    ended = Grant.objects.filter(
        compartment__subject=subject,
        person_id=party.person,
        system_id=party.system,
        withdrawn_at__isnull=True,
        subject__isnull=True,
        team__isnull=True,
    ).update(withdrawn_at=on.at)
    note_event(event="stop_sharing", by=by, on=on, reason="person" if party.person else "system")
    return ended


@transaction.atomic
def give_consent(
    *,
    subject: UUID,
    obtained_under: SocialLaw,
    domains: Collection[Domain],
    task: SocialLaw,
    team_id: int,
    how: Way,
    by: Viewer,
    on: Moment,
) -> UUID:
    """Keep that a resident explicitly agrees that a team uses what another law obtained.

    Kept with the words she was shown; `by` is herself (on the screen), or the colleague of another
    team who heard it or has the paper. Shares nothing by itself. What she agreed to already, in the
    same words and way, is not kept twice. Raises CannotConsent where the law needs no consent, or
    allows it not even with it.
    """
    sign(by=by, on=on, about=subject)
    team = Team.objects.select_related("organisation").get(pk=team_id)
    cell = load().cell(obtained_under, task, team.organisation.kind, on=on.day)
    if cell is None or cell.answer is not CellAnswer.EXPLICIT_CONSENT:
        raise CannotConsent(obtained_under, task, team.name, needless=_goes_by_itself(cell))
    if not domains:
        raise CannotConsent(obtained_under, task, team.name, needless=False)
    agreed = {
        "obtained_under": obtained_under,
        "domains": sorted(set(domains)),
        "task": task,
        "team_id": team_id,
        "words": words_of(obtained_under, domains, task, f"{team.name}, {team.organisation.name}"),
        "version": VERSION,
        "how": how,
    }
    running = Consent.objects.filter(subject=subject, withdrawn_at__isnull=True, **agreed).first()
    if running is not None:
        return running.pk
    given = Consent.objects.create(
        subject=subject,
        compartment_id=compartment_id(subject, Domain.IDENTITY),
        **agreed,
        noted_by=by.label,
        noted_by_team=by.team_id,
        given_at=on.at,
    )
    note_event(event="consent_given", by=by, on=on, reason=f"team {team_id}")
    return given.pk


def _goes_by_itself(cell: SharingCell | None) -> bool:
    return cell is not None and cell.answer is CellAnswer.TASK


@transaction.atomic
def withdraw_consent(*, subject: UUID, consent_id: UUID, by: Viewer, on: Moment) -> bool:
    """Withdraw an explicit consent from now on; False when there is none that still holds.

    What was done with it before stays lawful, and in the log. Source: AVG art. 7(3).
    """
    sign(by=by, on=on, about=subject)
    running = Consent.objects.filter(pk=consent_id, subject=subject, withdrawn_at__isnull=True)
    ended = running.update(withdrawn_at=on.at)
    if ended:
        note_event(event="consent_withdrawn", by=by, on=on)
    return bool(ended)


@transaction.atomic
def stop_sharing(
    *, subject: UUID, team_id: int, by: Viewer, on: Moment, purpose: Purpose | None = None
) -> int:
    """Withdraw what a team may see of a dossier, from now on; returns how many grants ended.

    Past lawful use stays in the log. Source: AVG art. 7(3).
    """
    sign(by=by, on=on, about=subject)
    grants = Grant.objects.filter(
        compartment__subject=subject, team_id=team_id, withdrawn_at__isnull=True
    )
    if purpose is not None:
        grants = grants.filter(purpose=purpose)
    ended = grants.update(withdrawn_at=on.at)
    note_event(event="stop_sharing", by=by, on=on, reason=f"team {team_id}")
    return ended


@transaction.atomic
def note_identity_shown(*, subject: UUID, document: ShownDocument, by: Viewer, on: Moment) -> None:
    """Note that a resident showed at the desk who she is; she reads it in her log.

    For an hour this reaches every level of log-in, for what is done together. No number of the
    document is kept. Raises NotAllowed for who may not identify in the name of a municipality, or
    may not see her name. Source: Wmo 2015 art. 2.3.4.
    """
    if by.role not in MAY_IDENTIFY:
        raise NotAllowed(Decision(allowed=False, reason=Reason.NOT_YOUR_ROLE))
    sign(by=by, on=on, about=subject)
    her, name = thing_of(subject, kind="dossier"), [Domain.IDENTITY]
    decision = require(her, purpose=Purpose.INTAKE, by=by, on=on, domains=name)
    IdentityShown.objects.create(
        subject=subject, compartment_id=compartment_id(subject, Domain.IDENTITY),
        document=document, noted_by=by.label, noted_account=by.account_id, noted_at=on.at,
    )  # fmt: skip
    log_use(
        subject=subject, municipality_code=her.compartments[0].municipality,
        what=f"zag aan de balie je {document.label}", purpose=Purpose.INTAKE, decision=decision,
        by=by, on=on,
    )  # fmt: skip
    note_event(event="identity_shown", by=by, on=on)


@transaction.atomic
def hand_out_return_words(*, subject: UUID, by: Viewer, on: Moment, slip: str = "") -> str:
    """Make return words for a resident and keep only their keyed hash; shown this one time.

    They take the place of any she had: those open nothing any more. With a `slip` they are the
    words that follow from it, so that a next page can show them once. For one dossier one at a
    time, so that of two presses at once the words of the second end those of the first.
    """
    one_at_a_time(turn_of(subject))
    words = return_words_of(slip or new_slip(), pepper=settings.LOOKUP_PEPPER)
    end_return_words(subject=subject, by=by, on=on)
    keep_return_words(subject=subject, words=words, by=by, on=on)
    return words


def keep_return_words(*, subject: UUID, words: str, by: Viewer, on: Moment) -> None:
    """Keep the keyed hash of words with which a resident comes back, and who saw them."""
    ReturnKey.objects.create(
        digest=keyed_hash(words, pepper=settings.LOOKUP_PEPPER),
        subject=subject,
        made_at=on.at,
        seen_by_colleague=by.role is not Role.RESIDENT,
    )
    note_event(event="return_words_made", by=by, on=on)


def end_return_words(*, subject: UUID, by: Viewer, on: Moment) -> int:
    """End every way back into a dossier; returns how many there were. Only the resident can."""
    ended = ReturnKey.objects.filter(subject=subject, ended_at__isnull=True).update(ended_at=on.at)
    if ended:
        note_event(event="return_words_ended", by=by, on=on)
    return ended


@dataclass(frozen=True)
class Tried:
    """What became of five words: whose they are, or how long to wait; neither: nobody's."""

    subject: UUID | None = None
    wait: timedelta = timedelta(0)


@transaction.atomic
def try_return_words(
    *, words: str, address: str, visit: str, by: Viewer, on: Moment, endpoint: str = ""
) -> Tried:
    """Look whose five words these are, unless this visit or address has to wait first.

    Wrong words are counted, never kept; right ones are not counted. `address` and `visit` are kept
    as keyed hashes for a day. One at a time, so that nobody tries twice at the same moment.
    """
    one_at_a_time("return tries")
    here = {
        "address": keyed_hash(f"address {address}", pepper=settings.LOOKUP_PEPPER),
        "visit": keyed_hash(f"visit {visit}", pepper=settings.LOOKUP_PEPPER),
    }
    waiting = wait(
        tried_at(since=on.at - VISIT_MEMORY, visit=here["visit"]),
        tried_at(since=on.at - ADDRESS_MEMORY, address=here["address"]),
        on=on,
    )
    if waiting:
        return Tried(wait=waiting)
    subject = subject_for_return_words(words)
    if subject is None:
        told = {"tried_at": on.at.isoformat(), "since": (on.at - KEPT).isoformat(), **here}
        tell_with_proof("SELECT privacy_count_try(%s, %s)", told)
        _tell_officers("return_words_unknown", by=by, on=on, endpoint=endpoint)
        if tries_everywhere(since=on.at - ALARM_MEMORY) % ALARM_TRIES == 0:
            _tell_officers("return_words_guessed_at", by=by, on=on, endpoint=endpoint)
    return Tried(subject)


class TooManyAtOnce(Exception):
    """So many came in by this door lately that the next one waits; nothing was written."""

    def __init__(self, wait: timedelta) -> None:
        """Keep how long."""
        super().__init__(f"Too many came in by this door; there is room in {wait}.")
        self.wait = wait


@transaction.atomic(savepoint=False)
def come_in_by(door: Door, *, address: str, by: Viewer, on: Moment, endpoint: str = "") -> None:
    """Count who comes in without an account, when there is room (`DOORS` in the settings).

    `address` is kept as a keyed hash for a day. Who is refused is not counted, and what is not kept
    in the end is not counted either. Of those who come at the very same moment a few more may get
    in: this stops a flood and locks nobody. When a door gets full for all, the officers are told.
    Raises TooManyAtOnce.
    """
    room = HourlyLimit(*settings.DOORS[door])
    here = keyed_hash(f"address {address}", pepper=settings.LOOKUP_PEPPER)
    wait = wait_for_room(
        arrived_before(room.of_an_address, door=door, on=on, address=here),
        arrived_before(room.in_all, door=door, on=on),
        on=on,
    )
    if wait:
        raise TooManyAtOnce(wait)
    told = {"arrived_at": on.at.isoformat(), "door": door, "address": here}
    told |= {"since": (on.at - doors.KEPT).isoformat()}
    tell_with_proof("SELECT privacy_count_arrival(%s, %s)", told)
    if arrived_before(room.in_all, door=door, on=on):
        _tell_officers("door_full", by=by, on=on, endpoint=endpoint)


def _tell_officers(event: str, *, by: Viewer, on: Moment, endpoint: str) -> None:
    """Note what no municipality can be named for where the officers of all of them read it."""
    everywhere = frozenset(Municipality.objects.values_list("code", flat=True))
    seen_by_all = replace(by, municipalities=everywhere)
    note_event(event=event, by=seen_by_all, on=on, endpoint=endpoint)


def log_use(
    *,
    subject: UUID,
    municipality_code: str,
    what: str,
    purpose: Purpose,
    decision: Decision,
    by: Viewer,
    on: Moment,
) -> None:
    """Write one use of a dossier to the processing log, in the transaction of that use.

    `what` is a Dutch phrase the resident can read. Source: Logius, Logboek Dataverwerkingen.
    """
    bases = ",".join(sorted(decision.bases)) or Basis.OWN
    _line(subject, municipality_code, what, purpose, bases, decision.domains, by, on).save(
        force_insert=True
    )


@transaction.atomic(savepoint=False)
def log_sent_to(
    *,
    subject: UUID,
    what: str,
    purpose: Purpose,
    domains: Collection[Domain],
    by: Viewer,
    on: Moment,
) -> None:
    """Write one look at what she sent to who looks: no grant opens it but that she sent it.

    Of which municipality she is the database writes down itself; who looks need not know.
    """
    _line(subject, "", what, purpose, Basis.CONSENT, domains, by, on).save(force_insert=True)


@dataclass(frozen=True)
class Listed:
    """Somebody who stands in a list: in which compartment her name lies, and what was shown."""

    subject: UUID
    lies_in: int
    municipality_code: str
    domains: Collection[Domain]


@transaction.atomic(savepoint=False)
def log_listed(
    *,
    people: Collection[Listed],
    what: str,
    purpose: Purpose,
    by: Viewer,
    on: Moment,
) -> None:
    """Write that these people stood in a list that somebody saw: one line a day in the log of each.

    `what` is a Dutch phrase such as "zag je naam in de lijst van het team". Who looks at the same
    list ten times a day has seen it that day. In the transaction in which the list is read.
    """
    bases = bases_of([p.lies_in for p in people], team_id=by.team_id or 0, purpose=purpose, on=on)
    lines = []
    for one in people:
        basis = ",".join(bases.get(one.lies_in, [])) or Basis.OWN
        line = _line(one.subject, one.municipality_code, what, purpose, basis, one.domains, by, on)
        said = (one.subject, by.account_id, by.membership_id, what, sorted(one.domains), on.day)
        line.pk = uuid.uuid5(_LISTED, " ".join(map(str, said)))
        lines.append(line)
    ProcessingRecord.objects.bulk_create(lines, ignore_conflicts=True)


# The space of the numbers of such lines (RFC 9562): the same list on the same day, the same number.
_LISTED = uuid.UUID("5b0f3d2e-6a0c-4f7e-9d55-3a6c1f0e8b21")


def _line(
    subject: UUID,
    municipality_code: str,
    what: str,
    purpose: Purpose,
    basis: str,
    domains: Collection[Domain],
    by: Viewer,
    on: Moment,
) -> ProcessingRecord:
    return ProcessingRecord(
        trace_id=secrets.token_hex(16),
        span_id=secrets.token_hex(8),
        name=what,
        start_time=on.at,
        end_time=on.at,
        processing_activity=purpose,
        basis=basis,
        domains=sorted(domains),
        subject=subject,
        municipality_code=municipality_code,
        actor_role=by.role,
        actor_label=by.label,
        actor_organisation=by.organisation_label,
        actor_account=by.account_id,
    )


def require(
    thing: Thing,
    *,
    purpose: Purpose,
    by: Viewer,
    on: Moment,
    domains: Collection[Domain] | None = None,
) -> Decision:
    """Decide on what is asked for and raise NotAllowed when the answer is no."""
    decision = decide(by, purpose, thing, domains, on=on)
    if not decision.allowed:
        raise NotAllowed(decision)
    return decision


def note_event(*, event: str, by: Viewer, on: Moment, endpoint: str = "", reason: str = "") -> None:
    """Write what an account did or tried to the security log; never any content.

    With proof: no other statement of the page role can add a line to it (ADR 0023).
    """
    line = {
        "at": on.at.isoformat(),
        "event": event,
        "account": by.account_id,
        "municipality_codes": "{" + ",".join(sorted(by.municipalities)) + "}",
        "endpoint": endpoint,
        "reason": reason if by.role is not Role.RESIDENT else "",
    }
    tell_with_proof("SELECT privacy_note_event(%s, %s)", line)
