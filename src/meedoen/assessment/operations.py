# SPDX-License-Identifier: EUPL-1.2
"""Writes of the assessment room: keeping what the glasses showed, and deciding otherwise."""

from collections.abc import Collection
from dataclasses import asdict
from uuid import UUID

from django.db import transaction

from meedoen.assessment.invariance import Proof, varied_in_words
from meedoen.assessment.models import InvarianceRun, Look, Override
from meedoen.assessment.overriding import LONGEST_GROUND, CannotDecideSo, check
from meedoen.history.operations import sign
from meedoen.privacy.decision import Viewer
from meedoen.privacy.queries import compartment_id
from meedoen.rules.outcomes import Assessment, Outcome, OutcomeKind
from meedoen.vocabulary.bsn import without_bsn
from meedoen.vocabulary.domains import Domain
from meedoen.vocabulary.moment import Moment
from meedoen.vocabulary.social_laws import SocialLaw
from meedoen.vocabulary.words import read_line, read_words


@transaction.atomic
def keep_look(
    *,
    subject: UUID,
    seen: Assessment,
    rests_on: Collection[tuple[Domain, SocialLaw]],
    by: Viewer,
    on: Moment,
) -> int:
    """Keep the outcomes and the receipt of a look through the glasses; returns its id.

    What was kept last, by the same and on the same day, is not kept twice.
    `rests_on` are the domains of the facts it was made with, and the law under which each was
    obtained: who may not see all of them does not see the look, since its receipt holds the answers
    (AVG art. 5; ADR 0004 and 0026).
    """
    sign(by=by, on=on, about=subject)
    look = {
        "rules_of": on.day,
        "looked_by": by.label,
        "outcomes": {outcome.provision.id: outcome.kind for outcome in seen.outcomes},
        "receipt": seen.receipt,
        "domains": sorted({domain for domain, _ in rests_on}),
        "rests_on": sorted({f"{domain} {law}" for domain, law in rests_on}),
        "falls_between": seen.falls_between,
    }
    last = Look.objects.filter(resident_id=subject).order_by("at", "pk").last()
    if last is not None and all(getattr(last, name) == value for name, value in look.items()):
        return last.pk
    return Look.objects.create(
        resident_id=subject,
        compartment_id=compartment_id(subject, Domain.ASSESSMENT),
        at=on.at,
        **look,
    ).pk


@transaction.atomic
def override(
    *,
    subject: UUID,
    computed: Outcome,
    decided: OutcomeKind,
    legal_ground: str,
    reason: str,
    by: Viewer,
    on: Moment,
) -> int:
    """Decide otherwise than the rules for one provision; returns its id.

    What the rules say (`computed`) is kept with it. An earlier override of the same provision is
    taken back and stays in the history, unless it is this very one; that of another team is theirs.
    Raises CannotDecideSo with what to do.
    """
    sign(by=by, on=on, about=subject)
    check(computed, decided, legal_ground, reason)
    running = _running_override(subject, computed.provision.id, by)
    otherwise = {
        "computed": computed.kind,
        "decided": decided,
        "reason": without_bsn(read_words(reason)),
        "legal_ground": without_bsn(read_line(legal_ground))[:LONGEST_GROUND],
        "decided_by": by.label,
    }
    if running is not None:
        if all(getattr(running, name) == value for name, value in otherwise.items()):
            return running.pk
        running.withdrawn_at = on.at
        running.save(update_fields=["withdrawn_at"])
    return Override.objects.create(
        resident_id=subject,
        compartment_id=compartment_id(subject, Domain.ASSESSMENT),
        provision=computed.provision.id,
        team_id=_own_team(by),
        at=on.at,
        **otherwise,
    ).pk


def _own_team(by: Viewer) -> int:
    """The team in whose name somebody decides; raises ValueError for who is in none."""
    if by.team_id is None:
        raise ValueError("Only somebody in a team decides otherwise than the rules.")
    return by.team_id


def _running_override(subject: UUID, provision: str, by: Viewer) -> Override | None:
    """Give what this team decided here; raises CannotDecideSo where another team did."""
    rows = Override.objects.filter(
        resident_id=subject, provision=provision, withdrawn_at__isnull=True
    )
    running = rows.select_related("team").first()
    if running is not None and running.team_id != by.team_id:
        raise CannotDecideSo(
            "decided", f"{running.team.name} besloot hier al anders. Overleg eerst met hen."
        )
    return running


@transaction.atomic
def withdraw_override(*, subject: UUID, override_id: int, by: Viewer, on: Moment) -> str:
    """Take an override of the own team back; returns the id of its provision. The rules count
    again and the history stays. Twice is as good as once.

    Raises Override.DoesNotExist when there is none of this team.
    """
    sign(by=by, on=on, about=subject)
    found = Override.objects.get(pk=override_id, resident_id=subject, team_id=_own_team(by))
    if found.withdrawn_at is None:
        found.withdrawn_at = on.at
        found.save(update_fields=["withdrawn_at"])
    return found.provision


@transaction.atomic
def reinstate_override(*, subject: UUID, override_id: int, by: Viewer, on: Moment) -> bool:
    """Undo taking an override back. False, and nothing changed, when another one runs by now.

    One that runs already goes on. Raises Override.DoesNotExist when there is none of this team.
    """
    sign(by=by, on=on, about=subject)
    found = Override.objects.get(pk=override_id, resident_id=subject, team_id=_own_team(by))
    others = Override.objects.filter(
        resident_id=subject, provision=found.provision, withdrawn_at__isnull=True
    ).exclude(pk=found.pk)
    if others.exists():
        return False
    if found.withdrawn_at is not None:
        found.withdrawn_at = None
        found.save(update_fields=["withdrawn_at"])
    return True


KEPT_DIFFERENCES = 100


def keep_invariance_run(*, proof: Proof, by: str, on: Moment) -> int:
    """Keep a proof of equal treatment for everybody to see; returns its id.

    `by` says who or what ran it, never a resident. The first hundred differences are kept whole;
    `equal` counts them all.
    """
    return InvarianceRun.objects.create(
        at=on.at,
        rules_of=proof.rules_of,
        seed=proof.seed,
        ways=proof.tally.ways,
        equal=proof.tally.equal,
        differences=[asdict(found) for found in proof.tally.differences[:KEPT_DIFFERENCES]],
        controls=proof.tally.controls,
        controls_seen=proof.tally.controls_seen,
        residents=list(proof.residents),
        varied=varied_in_words(),
        rulebook_digest=proof.rulebook_digest,
        product_version=proof.product_version,
        run_by=by,
        seconds=proof.took,
    ).pk
