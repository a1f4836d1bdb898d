# SPDX-License-Identifier: EUPL-1.2
"""A professional decides otherwise than the rules say, for one person, beside what they say."""

from django.db import transaction

from meedoen.assessment.operations import override
from meedoen.history.operations import sign
from meedoen.journeys.glasses import converse
from meedoen.privacy.decision import Viewer
from meedoen.residents.queries import Dossier
from meedoen.rules.outcomes import OutcomeKind
from meedoen.vocabulary.moment import Moment


@transaction.atomic
def decide_otherwise(
    known: Dossier,
    *,
    provision: str,
    decided: OutcomeKind,
    legal_ground: str,
    reason: str,
    by: Viewer,
    on: Moment,
) -> int:
    """Look through the glasses now, and keep another outcome with what the rules say; its id.

    Raises CannotDecideSo with what to do, or KeyError when the provision is not about her.
    """
    sign(by=by, on=on, about=known.subject)
    computed = converse(known, on=on).assessment.of(provision)
    return override(
        subject=known.subject, computed=computed, decided=decided,
        legal_ground=legal_ground, reason=reason, by=by, on=on,
    )  # fmt: skip
