# SPDX-License-Identifier: EUPL-1.2
"""One question, as a resident answers it: nothing is chosen beforehand, and leaving it is fine."""

from typing import Any

from meedoen.rules.rulebook.catalogue import Fact
from meedoen.web.answering import QuestionForm


class OwnAnswerForm(QuestionForm):
    """An answer to one fact, in the words of its question."""

    def __init__(self, *args: Any, fact: Fact, **told: Any) -> None:
        """Say the question as she reads it."""
        super().__init__(*args, fact=fact, **told)
        self.fields["value"].label = fact.question
        self.fields["value"].help_text = fact.why
