# SPDX-License-Identifier: EUPL-1.2
"""Reads numbers and amounts of money as people type them. Pure.

In Dutch a comma parts the decimals and a dot before three figures parts thousands; a space and an
apostrophe may part thousands too. A text that can mean two numbers is asked about, never guessed.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from meedoen.vocabulary.money import Money
from meedoen.vocabulary.reading import NotUnderstood, Suggestion, plain

Counted = TypeVar("Counted", int, Decimal, Money)

_SIGNED = re.compile(r"(?P<before>[-+]?) ?(?P<figures>[\d.,' ]*\d[\d.,' ]*?)(?P<after>-?)")
_GROUPS = re.compile(r"[.,' ]")
_NO_CENTS = re.compile(r"(?<=\d) ?[.,] ?[-=]{1,2}$")
_EURO = re.compile(r"€|\beuro(?:'?s)?\b|\beur\b")
_THOUSANDS = re.compile(r" ?(?:k|duizend)$")
# Words and signs that make another number, or other money, of the figures beside them.
_CHANGES = re.compile(
    r"cent|ct\b|honderd|miljoen|mln|miljard|dozijn|dollar|pond|[£¥\ufffd%‰]|\b(usd|gbp)\b"
)
_ONE_NUMBER = re.compile(r"[\d.,']*\d")
_HOW_NUMBER = "Schrijf alleen een getal, zoals 3."
_WHOLE = "Schrijf een heel getal, zoals 3. Zonder komma."
_HOW_AMOUNT = "Schrijf alleen een bedrag in euro, zoals 1250,00."


@dataclass(frozen=True)
class NumberReading:
    """What figures can mean: a whole part, and the figures after the decimal sign."""

    whole: int
    decimals: str = ""

    @property
    def value(self) -> Decimal:
        """Give the number itself."""
        return Decimal(f"{self.whole}.{self.decimals}" if self.decimals else self.whole)

    def cents(self) -> int | None:
        """Give whole cents; None when there are figures beyond the cent."""
        short = self.decimals.rstrip("0")
        return None if len(short) > 2 else self.whole * 100 + int(short.ljust(2, "0"))


def whole_in_words(number: int) -> str:
    """Write a whole number the Dutch way: 27.520."""
    return f"{number:,}".replace(",", ".")


def number_in_words(number: int | Decimal) -> str:
    """Write a number the Dutch way: 1250,5 or 36. Without dots: it means one thing."""
    return f"{Decimal(number):f}".replace(".", ",")


def read_whole(typed: str, *, least: int, most: int) -> int:
    """Read a whole number, or a count: 27.520 is 27520. Raises NotUnderstood."""
    negative, figures = _parts(_plain(typed), _suggested(_whole_of, _meant_whole))
    number = _whole_of(figures)
    return _bounded(-number if negative else number, least, most, whole_in_words)


def read_number(typed: str, *, least: Decimal, most: Decimal, counts: bool = False) -> Decimal:
    """Read a number that may have decimals. Raises NotUnderstood.

    `counts` says that the values are counts, so that 27.520 is 27520; otherwise that is asked.
    """
    negative, figures = _parts(_plain(typed), _suggested(_any_of, _meant_number))
    grouped, decimal = as_grouped(figures), as_decimal(figures)
    if grouped and decimal and not (counts and "." in figures) and "," not in figures:
        number, other = Decimal(grouped.whole), decimal.value
        raise NotUnderstood("Dit kan twee dingen betekenen.", *map(_meant_number, (number, other)))
    reading = grouped if grouped and "," not in figures else decimal or grouped
    if reading is None:
        raise NotUnderstood(f"Dit lezen we niet als een getal. {_HOW_NUMBER}")
    return _bounded(-reading.value if negative else reading.value, least, most, number_in_words)


def read_amount(typed: str, *, least: Money, most: Money) -> Money:
    """Read an amount of euros in whole cents: 1.250 is € 1.250,00. Raises NotUnderstood."""
    text = _NO_CENTS.sub("", " ".join(_EURO.sub(" ", _plain(typed)).split()))
    negative, figures = _parts(text, _suggested(_money_of, _meant_amount), _HOW_AMOUNT)
    amount = _money_of(figures)
    return _bounded(-amount if negative else amount, least, most, str)


def _plain(typed: str) -> str:
    # Arabic has a decimal sign and a sign for thousands of its own.
    return plain(typed.translate({0x066B: ",", 0x066C: "'"})).lower()


def _parts(
    text: str, suggested: Callable[[str], Iterator[Suggestion]], how: str = _HOW_NUMBER
) -> tuple[bool, str]:
    """Part a text in its sign and its figures; suggest the one number among other words."""
    found = _SIGNED.fullmatch(text)
    if not text:
        raise NotUnderstood(f"Er staat nog niets. {how}")
    if found is None:
        known = re.search(r"\d", text)
        wrong = "Hier staat meer dan een getal." if known else "Hier staat geen getal."
        raise NotUnderstood(f"{wrong} {how}", *suggested(text))
    if found["after"]:
        raise NotUnderstood(f"We weten niet wat het streepje betekent. {how}", *suggested(text))
    return found["before"] == "-", found["figures"].strip().rstrip(".,' ")


def _suggested(
    read: Callable[[str], "int | Decimal | Money"], meant: Callable[..., Suggestion]
) -> Callable[[str], Iterator[Suggestion]]:
    """Make what looks in a text for the only number it can be about."""

    def suggestions(text: str) -> Iterator[Suggestion]:
        numbers = _ONE_NUMBER.findall(text)
        if len(numbers) != 1 or _CHANGES.search(text):
            return
        try:
            number = read(numbers[0])
        except NotUnderstood:
            return
        if _THOUSANDS.search(text):
            number = Money(number.cents * 1000) if isinstance(number, Money) else number * 1000
        yield meant(number)

    return suggestions


def _whole_of(figures: str) -> int:
    grouped, decimal = as_grouped(figures), as_decimal(figures)
    if grouped and decimal and "," in figures:
        both = [grouped.whole] if int(decimal.decimals) else [grouped.whole, decimal.whole]
        raise NotUnderstood(_WHOLE, *map(_meant_whole, both))
    reading = grouped or decimal
    if reading is None:
        raise NotUnderstood(f"Dit lezen we niet als een getal. {_HOW_NUMBER}")
    if int(reading.decimals or 0):
        raise NotUnderstood(_WHOLE)
    return reading.whole


def _any_of(figures: str) -> Decimal:
    return read_number(figures, least=Decimal(0), most=Decimal("1e200"))


def _money_of(figures: str) -> Money:
    grouped, decimal = as_grouped(figures), as_decimal(figures)
    sure = grouped if grouped and not (decimal and "," in figures) else None
    if decimal and len(decimal.decimals) <= 2:
        sure = sure or decimal
    cents = sure.cents() if sure else None
    if cents is not None:
        return Money(cents)
    if grouped is None and decimal is None:
        raise NotUnderstood(f"Dit lezen we niet als een bedrag. {_HOW_AMOUNT}")
    both = [one.cents() for one in (grouped, decimal) if one]
    raise NotUnderstood(
        "Een bedrag heeft hooguit twee cijfers achter de komma.",
        *(_meant_amount(Money(one)) for one in both if one is not None),
    )


def as_grouped(figures: str) -> NumberReading | None:
    """Read figures without decimals: alone, or in threes behind signs of one kind.

    None when they are not so. What is given holds figures, dots, commas, spaces and apostrophes.
    """
    first, *others = _GROUPS.split(figures)
    if not others:
        return NumberReading(int(first))
    threes = all(len(group) == 3 for group in others) and 1 <= len(first) <= 3
    if not threes or first.startswith("0") or len(set(_GROUPS.findall(figures))) > 1:
        return None
    return NumberReading(int(first + "".join(others)))


def as_decimal(figures: str) -> NumberReading | None:
    """Read figures of which the last sign, a comma or a dot, parts the decimals; None without."""
    before, sign, decimals = figures.rpartition(max(",", ".", key=figures.rfind))
    if not sign or not decimals.isdigit() or sign in before:
        return None
    whole = as_grouped(before or "0")
    return NumberReading(whole.whole, decimals) if whole else None


def _bounded(
    number: Counted, least: Counted, most: Counted, shown: Callable[[Counted], str]
) -> Counted:
    if number < least:
        if least == least - least:
            raise NotUnderstood("Onder nul kan hier niet. Schrijf nul of meer.")
        raise NotUnderstood(f"Het minste dat hier past is {shown(least)}. Kijk het nog eens na.")
    if number > most:
        raise NotUnderstood(f"Het meeste dat hier past is {shown(most)}. Kijk het nog eens na.")
    return number


def _meant_whole(number: int) -> Suggestion:
    return Suggestion(whole_in_words(number), str(number))


def _meant_number(number: Decimal) -> Suggestion:
    short = number.normalize() if number % 1 else number.to_integral_value()
    return Suggestion(number_in_words(short), number_in_words(short))


def _meant_amount(amount: Money) -> Suggestion:
    return Suggestion(str(amount), str(amount))
