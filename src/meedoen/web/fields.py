# SPDX-License-Identifier: EUPL-1.2
"""One form field for each kind of thing people type. Every form of every face uses these.

A field reads with the reader of its kind (`meedoen.vocabulary`). What can mean two things is asked
about: the page shows the question with a button that answers it. Browsers do not keep what is
typed here (`autocomplete` is off): computers are shared, and these are somebody's own words.
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from meedoen.vocabulary.day import Towards, read_day
from meedoen.vocabulary.email import read_email
from meedoen.vocabulary.money import Money
from meedoen.vocabulary.number import number_in_words, read_amount, read_number, read_whole
from meedoen.vocabulary.period import Period
from meedoen.vocabulary.postcode import Postcode, read_postcode
from meedoen.vocabulary.reading import NotUnderstood, Suggestion
from meedoen.vocabulary.telephone import Heard, read_telephone
from meedoen.vocabulary.words import read_line, read_name, read_words, without_controls

MEANT = "-bedoeld"
NOTHING = Money(0)
TOO_LONG = "Dit zijn %(show_value)d tekens. Er passen er %(limit_value)d. Kort het in."


class TypedInput(forms.TextInput):
    """One line, without the characters that a page and a database stumble over."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """Give what was typed; or what was meant, when that was offered for this very text."""
        typed = _plain(super().value_from_datadict(data, files, name))
        meant = data.get(f"{name}{MEANT}")
        return meant if meant and meant in self.offered(typed) else typed

    def offered(self, typed: Any) -> tuple[str, ...]:
        """Give the spellings that the question about this text offers; its field says which."""
        return ()


class DayInput(TypedInput):
    """A day; browsers that know the kind show a calendar."""

    input_type = "date"


class TelephoneInput(TypedInput):
    """A telephone number; telephones show their keys."""

    input_type = "tel"


class WordsArea(forms.Textarea):
    """More lines, in which a line break counts once."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """Give what was typed, the way the browser counts it."""
        return _plain(super().value_from_datadict(data, files, name))


def _plain(value: Any) -> Any:
    return without_controls(value) if isinstance(value, str) else value


class LineField(forms.CharField):
    """Own words on one line; only unseen characters are nothing said."""

    widget: Any = TypedInput
    read: Callable[[str], str] = staticmethod(read_line)

    def __init__(self, *, autocomplete: str = "off", kept: bool = False, **told: Any) -> None:
        """Set what a browser may keep; nothing unless it is said.

        `kept`: our own script keeps it, encrypted, until it is sent (`web/kept_words.py`).
        """
        self.autocomplete, self.kept = autocomplete, kept
        told["error_messages"] = {"max_length": TOO_LONG, **(told.get("error_messages") or {})}
        super().__init__(**told)

    def to_python(self, value: Any) -> str:
        """Read the words."""
        return "" if value in self.empty_values else self.read(str(value))

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Tell the browser what it may keep."""
        return {**super().widget_attrs(widget), "autocomplete": self.autocomplete}


class WordsField(LineField):
    """Own words on more lines; they are kept until they are sent."""

    widget = WordsArea
    read = staticmethod(read_words)

    def __init__(self, *, rows: int = 4, **told: Any) -> None:
        """Set how many lines the field shows."""
        super().__init__(**{"widget": WordsArea(attrs={"rows": rows}), "kept": True, **told})


class NameField(LineField):
    """What somebody wants to be called; what cannot be seen is no name."""

    read = staticmethod(read_name)


class SearchField(LineField):
    """Words to look for."""


class ReadField(forms.Field):
    """A text that its reader turns into a value; empty is None. What is not sure is asked about."""

    widget: Any = TypedInput
    inputmode = ""

    def __init__(self, *, autocomplete: str = "off", **told: Any) -> None:
        """Set what a browser may keep; nothing unless it is said."""
        self.autocomplete = autocomplete
        super().__init__(**told)
        self._offer()

    def __deepcopy__(self, memo: dict[int, Any]) -> "ReadField":
        """Copy the field for a form; its widget then asks the copy."""
        copied: ReadField = super().__deepcopy__(memo)
        copied._offer()
        return copied

    def _offer(self) -> None:
        if isinstance(self.widget, TypedInput):
            self.widget.offered = self._offered  # type: ignore[method-assign]

    def _offered(self, typed: Any) -> tuple[str, ...]:
        return tuple(one.written for one in self.suggestions(typed))

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Tell the browser what it may keep, and which keys to show."""
        attrs = {"autocomplete": self.autocomplete}
        return attrs | ({"inputmode": self.inputmode} if self.inputmode else {})

    def tidy(self, typed: str) -> str:
        """Give the text without what nobody can see; empty when nothing is left."""
        return read_line(typed)

    def read(self, typed: str) -> Any:
        """Read the text. Raises NotUnderstood."""
        raise NotImplementedError

    def spell(self, value: Any) -> str:
        """Write a value the way it is typed."""
        return str(value)

    def to_python(self, value: Any) -> Any:
        """Read what was typed; raises a ValidationError that holds what can be meant."""
        typed = self.tidy(str(value)) if value is not None else ""
        if not typed:
            return None
        try:
            return self.read(typed)
        except NotUnderstood as sorry:
            asked = NotUnderstood(sorry.sentence, *self.suggestions(typed))
            meant = {"suggestions": asked.suggestions}
            # A percent sign in the sentence is one; Django would fill in the params there.
            sentence = str(asked).replace("%", "%%")
            raise ValidationError(sentence, code="not_understood", params=meant) from sorry

    def suggestions(self, typed: Any) -> tuple[Suggestion, ...]:
        """Give what a text can mean, as far as that may be answered here."""
        try:
            self.read(self.tidy(str(typed)))
        except NotUnderstood as sorry:
            return tuple(one for one in sorry.suggestions if self._can_read(one.written))
        return ()

    def _can_read(self, typed: str) -> bool:
        try:
            self.read(typed)
        except NotUnderstood:
            return False
        return True

    def prepare_value(self, value: Any) -> Any:
        """Show a value the way it is typed, and what was typed as it is."""
        return value if value is None or isinstance(value, str) else self.spell(value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Tell whether something else was typed."""
        return bool(self.prepare_value(initial) != self.prepare_value(data))


class DayField(ReadField):
    """A day between bounds; two figures for the year are read towards the past or the coming."""

    widget = DayInput

    def __init__(
        self, *, within: Period | None = None, towards: Towards = Towards.PAST, **told: Any
    ) -> None:
        """Set the bounds; a form that knows today sets them with `between`."""
        self.within, self.towards = within, towards
        super().__init__(**told)
        if within:
            self.between(within)

    def between(self, within: Period) -> None:
        """Set the first and the last day that can be typed."""
        self.within = within
        last = within.last.isoformat() if within.last else ""
        self.widget.attrs.update(min=within.first.isoformat(), max=last)

    def read(self, typed: str) -> date:
        """Read the day. Raises ValueError when nobody set its bounds."""
        if self.within is None:
            raise ValueError("A DayField has bounds: give `within`, or call `between`.")
        return read_day(typed, within=self.within, towards=self.towards)

    def spell(self, value: Any) -> str:
        """Write a day the way browsers want it."""
        return str(value.isoformat())

    def prepare_value(self, value: Any) -> Any:
        """Show a day that can be read the way browsers want it; other text as it was typed."""
        if isinstance(value, str) and self.within and self._can_read(value):
            return self.spell(self.read(value))
        return super().prepare_value(value)


class WholeNumberField(ReadField):
    """A whole number between bounds."""

    inputmode = "numeric"

    def __init__(self, *, least: int = 0, most: int, **told: Any) -> None:
        """Set the bounds."""
        self.least, self.most = least, most
        super().__init__(**told)

    def read(self, typed: str) -> int:
        """Read the number."""
        return read_whole(typed, least=self.least, most=self.most)


class NumberField(ReadField):
    """A number that may have decimals, between bounds."""

    inputmode = "decimal"

    def __init__(self, *, least: Decimal, most: Decimal, **told: Any) -> None:
        """Set the bounds."""
        self.least, self.most = least, most
        super().__init__(**told)

    def read(self, typed: str) -> Decimal:
        """Read the number."""
        return read_number(typed, least=self.least, most=self.most)

    def spell(self, value: Any) -> str:
        """Write the number with a comma."""
        return number_in_words(value)


class AmountField(ReadField):
    """An amount in euros, kept in whole cents, between bounds."""

    inputmode = "decimal"

    def __init__(self, *, least: Money = NOTHING, most: Money, **told: Any) -> None:
        """Set the bounds."""
        self.least, self.most = least, most
        super().__init__(**told)

    def read(self, typed: str) -> Money:
        """Read the amount."""
        return read_amount(typed, least=self.least, most=self.most)

    def spell(self, value: Any) -> str:
        """Write the amount without its sign, which the label says."""
        return str(value).replace("€ ", "")


class TelephoneField(ReadField):
    """A number to be called on, with the words that were typed around it."""

    widget = TelephoneInput

    def read(self, typed: str) -> Heard:
        """Read the number and the words around it."""
        return read_telephone(typed)

    def spell(self, value: Any) -> str:
        """Write the number the usual way."""
        return str(value.telephone.shown)


class PostcodeField(ReadField):
    """A Dutch postcode; a place behind it falls away."""

    def read(self, typed: str) -> Postcode:
        """Read the postcode."""
        return read_postcode(typed)[0]


class EmailField(ReadField):
    """An e-mail address, in the spelling that is compared."""

    inputmode = "email"

    def read(self, typed: str) -> str:
        """Read the address."""
        return read_email(typed)
