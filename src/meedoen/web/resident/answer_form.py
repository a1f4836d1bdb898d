# SPDX-License-Identifier: EUPL-1.2
"""One question, as a resident answers it: nothing is chosen beforehand, and leaving it is fine."""

from datetime import date
from typing import Any

from django import forms

from meedoen.rules.rulebook.catalogue import Fact
from meedoen.web.answering import answer_field, kept_value


class OwnAnswerForm(forms.Form):
    """An answer to one fact, in the words of its question."""

    def __init__(self, *args: Any, fact: Fact, today: date, **kwargs: Any) -> None:
        """Make the one field that fits this fact."""
        super().__init__(*args, **kwargs)
        self.fact = fact
        self.fields["value"] = answer_field(fact, today=today)
        self.fields["value"].label = fact.question
        self.fields["value"].help_text = fact.why

    @property
    def answer(self) -> object:
        """Give the value as the rulebook keeps it; None leaves it open, which is never a no."""
        return kept_value(self.fact, self.cleaned_data.get("value"))
