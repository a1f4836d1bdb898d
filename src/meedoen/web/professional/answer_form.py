# SPDX-License-Identifier: EUPL-1.2
"""The form behind one question: its fields follow from the fact, never from who asks."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from meedoen.assessment.rulebook.catalogue import UNKNOWN, Fact, FactType, Source
from meedoen.residents.kinds import FactSource

RATHER_NOT = "liever_niet"
_LEAVE_OPEN = [(UNKNOWN, "Weet ik niet"), (RATHER_NOT, "Liever niet")]
_CHOOSE = {"required": "Kies een antwoord, of sla de vraag over."}
_YES_NO = [("ja", "Ja"), ("nee", "Nee")]


def _radio(choices: list[tuple[str, str]]) -> forms.ChoiceField:
    return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, error_messages=_CHOOSE)


def _field(fact: Fact) -> forms.Field:
    options = [(option.code, option.label) for option in fact.options]
    if fact.type is FactType.BOOLEAN:
        return _radio([*_YES_NO, *_LEAVE_OPEN])
    if fact.type is FactType.ENUM and fact.multiple:
        return forms.MultipleChoiceField(
            choices=options, widget=forms.CheckboxSelectMultiple, error_messages=_CHOOSE
        )
    if fact.type is FactType.ENUM:
        known = {code for code, _ in options}
        return _radio([*options, *(one for one in _LEAVE_OPEN if one[0] not in known)])
    if fact.type is FactType.DATE:
        return forms.DateField(
            widget=forms.DateInput(attrs={"type": "date"}),
            error_messages={**_CHOOSE, "invalid": "Schrijf een datum, zoals 14-03-1968."},
        )
    return _number(fact)


def _number(fact: Fact) -> forms.DecimalField:
    amount = fact.type is FactType.AMOUNT
    return forms.DecimalField(
        min_value=0,
        max_digits=9,
        decimal_places=2 if amount else 0,
        help_text="In euro." if amount else "",
        error_messages={**_CHOOSE, "invalid": "Schrijf een getal."},
    )


class AnswerForm(forms.Form):
    """An answer to one fact, who says so, and for a judgement the reason."""

    def __init__(self, *args: Any, fact: Fact, **kwargs: Any) -> None:
        """Make the fields for this fact; one possible source is not asked for."""
        super().__init__(*args, **kwargs)
        self.fact = fact
        self.fields["value"] = _field(fact)
        self.fields["value"].label = fact.professional_question
        sources = [FactSource(source.value) for source in fact.answered_by]
        if len(sources) > 1:
            self.fields["source"] = forms.ChoiceField(
                label="Wie zegt dit?",
                choices=[(source.value, _said_by(source, fact)) for source in sources],
                widget=forms.RadioSelect,
                error_messages={"required": "Kies wie dit zegt. Zo blijft het na te gaan."},
            )
        if Source.JUDGEMENT in fact.answered_by:
            self.fields["motivation"] = forms.CharField(
                label=f"Waarom? Het oordeel is van: {fact.body}",
                help_text="Nodig bij een oordeel. De inwoner kan dit lezen. Geen diagnose.",
                required=False,
                widget=forms.Textarea(attrs={"rows": 3}),
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
        if self.source is FactSource.JUDGEMENT and not cleaned.get("motivation", "").strip():
            self.add_error(
                "motivation",
                f"Schrijf op waarom {self.fact.body} dit vindt. Een oordeel heeft een reden.",
            )
        return cleaned

    @property
    def answer(self) -> object:
        """Give the value as the rulebook keeps it; None when it stays open, which is never no."""
        given = self.cleaned_data.get("value")
        if given in (None, "", UNKNOWN, RATHER_NOT, []):
            return None
        if self.fact.type is FactType.BOOLEAN:
            return given == "ja"
        if isinstance(given, date):
            return given.isoformat()
        if isinstance(given, Decimal):
            return int(given * 100) if self.fact.type is FactType.AMOUNT else int(given)
        return _without_unknown(given)

    @property
    def motivation(self) -> str:
        """Give the reason, when one was asked for."""
        return str(self.cleaned_data.get("motivation", ""))


def _without_unknown(given: object) -> object:
    if not isinstance(given, list):
        return given
    return [code for code in given if code != UNKNOWN] or None


def _said_by(source: FactSource, fact: Fact) -> str:
    if source is FactSource.JUDGEMENT:
        return f"een oordeel van {fact.body}"
    return source.label
