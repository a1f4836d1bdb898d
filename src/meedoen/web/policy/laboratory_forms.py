# SPDX-License-Identifier: EUPL-1.2
"""The form of a draft: for each term the value of now, and the one to try."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms

from meedoen.areas.queries import municipalities
from meedoen.laboratory.drafts import MONEY, NUMBERS, OutsideTheRoom, Term, Value, read_value
from meedoen.vocabulary.money import Money
from meedoen.vocabulary.number import number_in_words, read_amount, read_number
from meedoen.vocabulary.reading import NotUnderstood
from meedoen.vocabulary.words import name_in_words, read_line, read_words
from meedoen.web.fields import LineField, ReadField, TypedInput, WordsArea, WordsField

YES_OR_NO = [("ja", "ja"), ("nee", "nee")]
CENTS = Decimal(100)
# Far beyond any rule: the room of the article decides, this keeps out what is no figure at all.
FURTHEST = Decimal(10) ** 12
MOST_CENTS = 10**14
LONGEST_VALUE = 500


class TermField(ReadField):
    """A value to try: written the Dutch way, checked against the room of the article above it."""

    def __init__(self, term: Term) -> None:
        """Offer what the term may be, starting from the value of now."""
        self.term = term
        super().__init__(label=term.subject, required=False, widget=_widget(term))
        self.initial = as_typed(term, term.value)

    def clean(self, value: Any) -> Value:
        """Read the value; an empty field is the value of now."""
        read: Value | None = super().clean(value)
        return self.term.value if read is None else read

    def tidy(self, typed: str) -> str:
        """Keep the lines of words; a figure is one line."""
        return read_line(typed) if self.term.type in NUMBERS else read_words(typed)

    def read(self, typed: str) -> Value:
        """Read the value of the term. Raises NotUnderstood, also where the law leaves no room."""
        try:
            return read_value(self.term, _from_typed(self.term, typed))
        except OutsideTheRoom as sorry:
            raise NotUnderstood(str(sorry)) from sorry


def _widget(term: Term) -> forms.Widget:
    if term.type == "boolean":
        return forms.Select(choices=YES_OR_NO)
    if term.declared.choices:
        return forms.Select(choices=[(c, name_in_words(c)) for c in term.declared.choices])
    if term.type in NUMBERS:
        return TypedInput(attrs={"inputmode": "decimal"})
    return WordsArea(attrs={"rows": 2})


def as_typed(term: Term, value: Value) -> str:
    """Write a value as somebody types it: amounts in euros, with a decimal comma."""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, str):
        return value
    return number_in_words(round(value / CENTS, 2) if term.unit == "eurocent" else value)


def _from_typed(term: Term, typed: str) -> Value:
    """Read what was typed by its kind; the room of the article is checked after it."""
    if term.type not in NUMBERS:
        if len(typed) > LONGEST_VALUE:
            raise NotUnderstood(f"Er passen {LONGEST_VALUE} tekens. Kort het in.")
        return typed
    if term.unit not in MONEY:
        return read_number(typed, least=-FURTHEST, most=FURTHEST)
    cents = read_amount(typed, least=Money(-MOST_CENTS), most=Money(MOST_CENTS)).cents
    return cents if term.unit == "eurocent" else cents / CENTS


@dataclass(frozen=True)
class TermRow:
    """A term on the form: what holds now, the room there is, and the field to try another value."""

    term: Term
    field: forms.BoundField
    concerned: bool = False

    @property
    def differs(self) -> bool:
        """Whether another value than that of now stands in the field."""
        return str(self.field.value() or "") != as_typed(self.term, self.term.value)


@dataclass(frozen=True)
class RuleRows:
    """A rule of the municipality with its terms."""

    name: str
    rows: tuple[TermRow, ...]

    @property
    def is_open(self) -> bool:
        """Whether something here differs from now, cannot be used, or is what it is about."""
        return any(row.field.errors or row.differs or row.concerned for row in self.rows)

    @property
    def concerned(self) -> bool:
        """Whether what somebody came for is among these terms."""
        return any(row.concerned for row in self.rows)


class DraftForm(forms.Form):
    """A draft: why, and which values. What is left as it is now does not belong to it."""

    name = LineField(label="Hoe noem je dit concept?", max_length=120)
    reason = WordsField(
        label="Waarom wil je dit uitproberen?",
        max_length=2000,
        rows=3,
        help_text="Schrijf geen namen of verhalen van inwoners op.",
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        terms: Sequence[Term],
        initial: Mapping[str, Any] | None = None,
        concerned: Collection[str] = (),
    ) -> None:
        """Add a field for each term; `concerned` are the keys of those somebody came for."""
        super().__init__(data, initial=dict(initial or {}))
        self.concerned = concerned
        self.terms = {f"waarde-{at}": term for at, term in enumerate(terms)}
        for name, term in self.terms.items():
            self.fields[name] = TermField(term)
        self.fields["name"].error_messages["required"] = "Geef je concept een naam."
        self.fields["reason"].error_messages["required"] = "Schrijf op wat je wilt weten."

    def rules(self) -> list[RuleRows]:
        """Give the terms with their fields, per rule that fills them, in the order of the rules.

        The rules and terms that somebody came for stand first.
        """
        found: dict[str, list[TermRow]] = {}
        for name, term in self.terms.items():
            row = TermRow(term, self[name], term.key in self.concerned)
            found.setdefault(term.filled_by.law_name, []).append(row)
        rules = [
            RuleRows(name, tuple(sorted(rows, key=lambda row: not row.concerned)))
            for name, rows in found.items()
        ]
        return sorted(rules, key=lambda rule: not rule.concerned)

    def given(self) -> dict[str, Value]:
        """Give the value of each term, by its key."""
        return {term.key: self.cleaned_data[name] for name, term in self.terms.items()}

    def clean(self) -> dict[str, Any]:
        """Refuse a draft in which nothing differs from now."""
        cleaned = super().clean() or {}
        read = [cleaned[name] == term.value for name, term in self.terms.items() if name in cleaned]
        if len(read) == len(self.terms) and all(read):
            raise forms.ValidationError(
                "Er verandert nog niets. Kies bij minstens één regel een andere waarde."
            )
        return cleaned


def places(codes: Collection[str]) -> list[tuple[str, str]]:
    """Give the municipalities with these codes that are here, by name."""
    return [(place.code, place.name) for place in municipalities() if place.code in codes]
