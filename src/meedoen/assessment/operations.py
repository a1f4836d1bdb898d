# SPDX-License-Identifier: EUPL-1.2
"""Writes of the assessment room: keeping what the glasses showed."""

from datetime import datetime
from uuid import UUID

from meedoen.assessment.models import Look
from meedoen.assessment.outcomes import Assessment
from meedoen.privacy.decision import Viewer
from meedoen.privacy.queries import compartment_id
from meedoen.vocabulary.domains import Domain


def keep_look(*, subject: UUID, seen: Assessment, by: Viewer, on: datetime) -> int:
    """Keep the outcomes and the receipt of a look through the glasses; returns its id."""
    return Look.objects.create(
        resident_id=subject,
        compartment_id=compartment_id(subject, Domain.ASSESSMENT),
        at=on,
        rules_of=on.date(),
        looked_by=by.label,
        outcomes={outcome.provision.id: outcome.kind for outcome in seen.outcomes},
        receipt=seen.receipt,
    ).pk
