# SPDX-License-Identifier: EUPL-1.2
""" "Hoe gaat het? Ben je toe aan een volgende stap?" Four answers, all good (S0-22, S0-23)."""

from datetime import date
from uuid import UUID

from django.db import transaction

from meedoen.notifications import operations as notifications
from meedoen.notifications.kinds import RestBecause
from meedoen.plans import operations as plans
from meedoen.plans.answers import CheckInAnswer
from meedoen.privacy.decision import Viewer
from meedoen.vocabulary.moment import Moment
from meedoen.vocabulary.words import read_line


@transaction.atomic
def say_how_it_goes(
    *,
    subject: UUID,
    answer: CheckInAnswer,
    words: str,
    quiet_until: date | None,
    next_step: str,
    by: Viewer,
    on: Moment,
) -> None:
    """Keep the answer, and a next step if the resident named one. Nothing else follows from it.

    "Nu niet" lets nothing be sent to her until the day she chose; any other answer ends that rest.
    Raises NoRunningPlan when there is no plan yet.
    """
    plans.record_check_in(
        subject=subject, answer=answer, words=words, quiet_until=quiet_until, by=by, on=on
    )
    if answer is CheckInAnswer.NOT_NOW:
        notifications.rest(
            subject=subject, until=quiet_until, because=RestBecause.NOT_NOW, by=by, on=on
        )
    else:
        notifications.end_rest(subject=subject, because=RestBecause.NOT_NOW, by=by, on=on)
    if read_line(next_step):
        plans.add_step(subject=subject, words=next_step, by=by, on=on)
