# SPDX-License-Identifier: EUPL-1.2
"""The form behind one question: its fields follow from the fact, never from who asks."""

from datetime import date
from typing import Any

from django import forms

from meedoen.residents.kinds import FactSource
from meedoen.rules.rulebook.catalogue import Fact, FactType, MaySay
from meedoen.web.answering import answer_field, kept_value
from meedoen.web.fields import WordsField

LONGEST_MOTIVATION = 4_000


class AnswerForm(forms.Form):
    """An answer to one fact, who says so, and for a judgement the reason."""

    def __init__(self, *args: Any, fact: Fact, today: date, **kwargs: Any) -> None:
        """Make the fields for this fact; one possible source is not asked for."""
        super().__init__(*args, **kwargs)
        self.fact = fact
        self.kept_about = fact.name
        self.fields["value"] = answer_field(fact, today=today)
        self.fields["value"].label = fact.professional_question
        if fact.type is FactType.AMOUNT:
            self.fields["value"].help_text = "In euro."
        sources = [FactSource(source.value) for source in fact.answered_by]
        if len(sources) > 1:
            self.fields["source"] = forms.ChoiceField(
                label="Wie zegt dit?",
                choices=[(source.value, _said_by(source, fact)) for source in sources],
                widget=forms.RadioSelect,
                error_messages={"required": "Kies wie dit zegt. Zo blijft het na te gaan."},
            )
        if MaySay.JUDGEMENT in fact.answered_by:
            self.fields["motivation"] = WordsField(
                label=f"Waarom? Het oordeel is van: {fact.body}",
                help_text="Nodig bij een oordeel. De inwoner kan dit lezen. Geen diagnose.",
                required=False,
                rows=3,
                max_length=LONGEST_MOTIVATION,
            )

    @property
    def source(self) -> FactSource:
        """Give who says this."""
        return FactSource(self.cleaned_data.get("source") or self.fact.answered_by[0].value)

    def clean(self) -> dict[str, Any]:
        """Ask why for a judgement: without a reason it is none (Awb art. 3:46)."""
        cleaned: dict[str, Any] = super().clean() or {}
        if self.errors or self.answer is None:
            return cleaned
        if self.source is FactSource.JUDGEMENT and not cleaned.get("motivation"):
            self.add_error(
                "motivation",
                f"Schrijf op waarom {self.fact.body} dit vindt. Een oordeel heeft een reden.",
            )
        return cleaned

    @property
    def answer(self) -> object:
        """Give the value as the rulebook keeps it; None when it stays open, which is never no."""
        return kept_value(self.fact, self.cleaned_data.get("value"))

    @property
    def motivation(self) -> str:
        """Give the reason, when one was asked for."""
        return str(self.cleaned_data.get("motivation", ""))


def _said_by(source: FactSource, fact: Fact) -> str:
    if source is FactSource.JUDGEMENT:
        return f"een oordeel van {fact.body}"
    return source.label
