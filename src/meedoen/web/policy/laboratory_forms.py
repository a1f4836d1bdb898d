# SPDX-License-Identifier: EUPL-1.2
"""The form of a draft: for each term the value of now, and the one to try."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms

from meedoen.areas.queries import municipalities
from meedoen.laboratory.drafts import OutsideTheRoom, Term, Value, read_value

YES_OR_NO = [("ja", "ja"), ("nee", "nee")]
CENTS = Decimal(100)


class TermField(forms.CharField):
    """A value to try: written the Dutch way, checked against the room of the article above it."""

    def __init__(self, term: Term) -> None:
        """Offer what the term may be, starting from the value of now."""
        self.term = term
        super().__init__(label=term.subject, required=False, widget=_widget(term), max_length=500)
        self.initial = as_typed(term, term.value)

    def clean(self, value: Any) -> Value:
        """Read the value; an empty field is the value of now."""
        typed = str(super().clean(value)).strip()
        if not typed:
            return self.term.value
        try:
            return read_value(self.term, _from_typed(self.term, typed))
        except OutsideTheRoom as sorry:
            raise forms.ValidationError(str(sorry)) from sorry


def _widget(term: Term) -> forms.Widget:
    if term.type == "boolean":
        return forms.Select(choices=YES_OR_NO)
    if term.declared.choices:
        return forms.Select(choices=[(c, c.replace("_", " ")) for c in term.declared.choices])
    if term.type in ("number", "amount"):
        return forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    return forms.Textarea(attrs={"rows": 2})


def as_typed(term: Term, value: Value) -> str:
    """Write a value as somebody types it: amounts in euros, with a decimal comma."""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, str):
        return value
    if term.unit == "eurocent":
        return f"{Decimal(value) / CENTS:.2f}".replace(".", ",")
    return f"{value:f}".replace(".", ",") if isinstance(value, Decimal) else str(value)


def _from_typed(term: Term, typed: str) -> str:
    if term.type not in ("number", "amount"):
        return typed
    plain = typed.replace("€", "").replace("\u00a0", "").replace(" ", "")
    if "," in plain:
        plain = plain.replace(".", "").replace(",", ".")
    if term.unit != "eurocent":
        return plain
    try:
        return str(Decimal(plain) * CENTS)
    except ArithmeticError:
        return plain


@dataclass(frozen=True)
class TermRow:
    """A term on the form: what holds now, the room there is, and the field to try another value."""

    term: Term
    field: forms.BoundField

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
        """Whether something here differs from now, or cannot be used."""
        return any(row.field.errors or row.differs for row in self.rows)


class DraftForm(forms.Form):
    """A draft: why, and which values. What is left as it is now does not belong to it."""

    name = forms.CharField(label="Hoe noem je dit concept?", max_length=120)
    reason = forms.CharField(
        label="Waarom wil je dit uitproberen?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Schrijf geen namen of verhalen van inwoners op.",
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        terms: Sequence[Term],
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        """Add a field for each term."""
        super().__init__(data, initial=dict(initial or {}))
        self.terms = {f"waarde-{at}": term for at, term in enumerate(terms)}
        for name, term in self.terms.items():
            self.fields[name] = TermField(term)
        self.fields["name"].error_messages["required"] = "Geef je concept een naam."
        self.fields["reason"].error_messages["required"] = "Schrijf op wat je wilt weten."

    def rules(self) -> list[RuleRows]:
        """Give the terms with their fields, per rule that fills them, in the order of the rules."""
        found: dict[str, list[TermRow]] = {}
        for name, term in self.terms.items():
            found.setdefault(term.filled_by.law_name, []).append(TermRow(term, self[name]))
        return [RuleRows(name, tuple(rows)) for name, rows in found.items()]

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
