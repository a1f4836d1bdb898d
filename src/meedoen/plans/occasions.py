# SPDX-License-Identifier: EUPL-1.2
"""What a plan has to tell: that somebody who helps put a step in it."""

from meedoen.notifications.kinds import MessageKind
from meedoen.notifications.occasions import MessageWords, Occasion
from meedoen.plans.queries import step_in_plan, step_stands
from meedoen.vocabulary.domains import Domain
from meedoen.vocabulary.moment import Moment

STEP_ADDED = "plans.step_added"


def _still_so(about: str, on: Moment) -> bool:
    return step_stands(int(about))


def _words(about: str, on: Moment) -> MessageWords | None:
    step = step_in_plan(int(about))
    if step is None:
        return None
    return MessageWords(
        "Er staat een stap bij in je plan",
        (
            f"{step.added_by} schreef een stap in je plan:",
            f"“{step.words}”",
            "Klopt het niet? Haal de stap dan weg. Je hoeft er niet meteen iets mee.",
        ),
        "/mijn-plan/#stappen",
    )


OCCASIONS = (Occasion(STEP_ADDED, MessageKind.PLAN, Domain.PLAN, _still_so, _words),)
