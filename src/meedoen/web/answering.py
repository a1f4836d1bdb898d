# SPDX-License-Identifier: EUPL-1.2
"""The form behind one question, for whoever answers: its field follows from the fact alone.

Nothing is chosen beforehand, and leaving a question is as easy as answering it.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from meedoen.residents.kinds import FactSource
from meedoen.residents.queries import KnownFact
from meedoen.rules.grounds import in_words
from meedoen.rules.rulebook.catalogue import UNKNOWN, Fact, FactType
from meedoen.vocabulary.money import Money
from meedoen.web.both_texts import ChangingForm
from meedoen.web.fields import AmountField, DayField, WholeNumberField

RATHER_NOT = "liever_niet"
_LEAVE = [(UNKNOWN, "Weet ik niet"), (RATHER_NOT, "Liever niet")]
_SAID = "Kies een antwoord, of sla de vraag over."
_CHOOSE = {"required": _SAID, "invalid_choice": _SAID}


def kept_value(fact: Fact, given: object) -> object:
    """Give an answer as the rulebook keeps it; None leaves it open, which is never a no."""
    if isinstance(given, list):
        return [code for code in given if code not in (UNKNOWN, RATHER_NOT)] or None
    if given in (None, "", UNKNOWN, RATHER_NOT):
        return None
    if fact.type is FactType.BOOLEAN:
        return given == "ja"
    if isinstance(given, date):
        return given.isoformat()
    return given.cents if isinstance(given, Money) else given


def answer_field(fact: Fact, *, today: date) -> forms.Field:
    """Make the field that fits a fact: radio, boxes, a day or a number within its bounds."""
    options = [(option.code, option.label) for option in fact.options]
    if fact.type is FactType.BOOLEAN:
        return _radio([("ja", "Ja"), ("nee", "Nee"), *_LEAVE])
    if fact.multiple:
        return forms.MultipleChoiceField(
            choices=options, widget=forms.CheckboxSelectMultiple, error_messages=_CHOOSE
        )
    if fact.type is FactType.ENUM:
        known = {code for code, _ in options}
        return _radio([*options, *(one for one in _LEAVE if one[0] not in known)])
    if fact.type is FactType.DATE:
        day = {"required": "Vul een dag in, of sla de vraag over."}
        return DayField(within=fact.days(today), error_messages=day)
    number = {"required": "Vul een getal in, of sla de vraag over."}
    if fact.type is FactType.AMOUNT:
        return AmountField(most=Money(fact.most or 0), error_messages=number)
    return WholeNumberField(most=fact.most or 0, error_messages=number)


def _radio(choices: list[tuple[str, str]]) -> forms.ChoiceField:
    return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, error_messages=_CHOOSE)


class QuestionForm(ChangingForm):
    """An answer to one fact. What somebody answered meanwhile is shown before another is kept."""

    # An answer says who gave it: that of somebody else is not taken over, it stands already.
    may_be_taken = False

    def __init__(
        self, *args: Any, fact: Fact, today: date, said: Iterable[KnownFact] = (), **told: Any
    ) -> None:
        """Make the field that fits this fact; `said` is what is known now."""
        self.fact, self.kept_about = fact, fact.name
        self.said = [one for one in said if one.name == fact.name]
        stands = [f"{in_words(fact, one.value)} ({one.source_label})" for one in self.said]
        super().__init__(*args, stands={"value": stands}, initial={"value": None}, **told)
        self.fields["value"] = answer_field(fact, today=today)

    @property
    def source(self) -> FactSource:
        """Give who says this."""
        return FactSource.RESIDENT

    @property
    def answer(self) -> object:
        """Give the value as the rulebook keeps it; None leaves it open, which is never a no."""
        return kept_value(self.fact, self.cleaned_data.get("value"))

    def says_the_same(self, name: str) -> bool:
        """Tell whether this very answer stands already, as when a button is pressed twice."""
        return any(one.value == self.answer and one.source == self.source for one in self.said)
