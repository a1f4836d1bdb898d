# SPDX-License-Identifier: EUPL-1.2
"""The field behind one question, for whoever answers: it follows from the fact alone.

Nothing is chosen beforehand, and leaving a question is as easy as answering it.
"""

from datetime import date
from decimal import Decimal

from django import forms

from meedoen.assessment.rulebook.catalogue import UNKNOWN, Fact, FactType

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
    if isinstance(given, Decimal):
        return int(given * 100) if fact.type is FactType.AMOUNT else int(given)
    return given


def answer_field(fact: Fact) -> forms.Field:
    """Make the field that fits a fact: radio, boxes, a day or a number."""
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
        return forms.DateField(
            widget=forms.DateInput(attrs={"type": "date"}),
            error_messages={
                "required": "Vul een dag in, of sla de vraag over.",
                "invalid": "Schrijf een datum, zoals 14-03-1968.",
            },
        )
    return _number(fact)


def _number(fact: Fact) -> forms.DecimalField:
    cents = 2 if fact.type is FactType.AMOUNT else 0
    wrong = "Schrijf alleen een getal, zoals 60." if cents else "Schrijf een heel getal, zoals 3."
    return forms.DecimalField(
        min_value=0,
        decimal_places=cents,
        max_digits=9,
        localize=True,
        error_messages={
            "required": "Vul een getal in, of sla de vraag over.",
            "invalid": wrong,
            "min_value": "Een getal onder nul kan niet. Schrijf nul of meer.",
            "max_decimal_places": wrong,
        },
    )


def _radio(choices: list[tuple[str, str]]) -> forms.ChoiceField:
    return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, error_messages=_CHOOSE)
