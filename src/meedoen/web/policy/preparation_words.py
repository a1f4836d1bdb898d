# SPDX-License-Identifier: EUPL-1.2
"""How far counts are on their way to be a release, in words."""

from dataclasses import dataclass
from typing import Any

from meedoen.publication.states import PreparationStep
from meedoen.vocabulary.number import whole_in_words
from meedoen.vocabulary.work import WorkState

DONE, NOW, LATER = "done", "now", "later"


@dataclass(frozen=True)
class ShownStep:
    """One thing that is done with what was handed in; `how_far` is done, now or later."""

    name: str
    words: str
    how_far: str


def done_so_far(preparation: Any) -> tuple[ShownStep, ...]:
    """Give what was done, what is being done, and what comes; in the order in which it happens."""

    def how_far(step: PreparationStep) -> str:
        if preparation.state == WorkState.DONE or preparation.step > step:
            return DONE
        running = preparation.state == WorkState.RUNNING
        return NOW if running and preparation.step == step else LATER

    received = f"{whole_in_words(preparation.cells)} getallen, met alle totalen erbij"
    return (
        ShownStep("Ontvangen", received, DONE),
        ShownStep("Ernaast gelegd", _laid_beside(preparation), how_far(PreparationStep.READING)),
        ShownStep(
            "Verborgen en bewezen",
            "wat te klein is, en wat het zou verraden",
            how_far(PreparationStep.PROTECTING),
        ),
        ShownStep("Nagerekend", "door een los programma", how_far(PreparationStep.CHECKING)),
    )


def _laid_beside(preparation: Any) -> str:
    if preparation.step <= PreparationStep.READING:
        return "wat al naar buiten ging over dezelfde mensen"
    if not preparation.weighed:
        return "over deze mensen ging nog niets naar buiten"
    if preparation.weighed == 1:
        return "één eerdere uitgave over dezelfde mensen"
    return f"{whole_in_words(preparation.weighed)} eerdere uitgaven over dezelfde mensen"
