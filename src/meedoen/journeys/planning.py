# SPDX-License-Identifier: EUPL-1.2
"""A step that somebody who helps writes in her plan; it then stands for her on her page."""

from datetime import date
from uuid import UUID

from django.db import transaction

from meedoen.notifications import operations as notifications
from meedoen.plans import operations as plans
from meedoen.plans.occasions import STEP_ADDED
from meedoen.privacy.decision import Viewer
from meedoen.vocabulary.moment import Moment


@transaction.atomic
def write_step_for_her(
    *, subject: UUID, words: str, by: Viewer, on: Moment, wished_day: date | None = None
) -> int:
    """Add a step to her plan, and let her know by the way she chose. Returns the step's id.

    Raises NoRunningPlan, or ValueError for an empty step.
    """
    step = plans.add_step(subject=subject, words=words, wished_day=wished_day, by=by, on=on)
    notifications.tell(occasion_code=STEP_ADDED, about=str(step), to=subject, by=by, on=on)
    return step
