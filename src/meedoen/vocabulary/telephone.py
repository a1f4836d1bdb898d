# SPDX-License-Identifier: EUPL-1.2
"""Reads a telephone number as people type it, and says it back. Pure.

The numbering plans come from libphonenumber. A number is kept as E.164 says (+31612345678), which
every telephone can dial; the trunk 0 after a country code is no part of it (ITU-T E.123).
"""

import re
from dataclasses import dataclass
from itertools import chain

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat, PhoneNumberType

from meedoen.vocabulary.reading import NotUnderstood, Suggestion, line_and_level

HOME = "NL"
_HOME_CODE = 31
# Numbers that cost the caller money, belong to a company's help line, or cannot be spoken to.
_NOT_SOMEBODY = {
    PhoneNumberType.PREMIUM_RATE,
    PhoneNumberType.TOLL_FREE,
    PhoneNumberType.SHARED_COST,
    PhoneNumberType.PAGER,
    PhoneNumberType.VOICEMAIL,
}
_LABEL = re.compile(
    r"^(?:(?:tel|telefoon|telefoonnummer|mobiel|mobiele nummer|mob|gsm|nummer|nr|phone|mijn|is|het)"
    r"\b ?[.:]* ?)+",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\+? ?[(]?\+?\d(?:[ ()./-]*\d)*")
_KEPT = re.compile(r"[+0][0-9]{7,15}")
_LETTERS_FOR_FIGURES = re.compile(r"(?<![a-z])[oOlI](?=[\d ./-])|(?<=\d)[oOlI](?![a-z])")
_EXTENSION = re.compile(r"^(?:x|ext|tst)\b\.? ?:? ?(?=\d)|^x(?=\d)|^ext(?=\d)", re.IGNORECASE)
_TRUNK = re.compile(r"\( ?0 ?\)")
# A time behind the number: 17:00, 17.00 uur, 17u, 9-12 uur.
_HOUR = re.compile(
    r"(?:\d{1,2} ?- ?)?\d{1,2}(?::\d\d(?!\d)|(?:[.:]\d\d)? ?u(?:ur)?\b)", re.IGNORECASE
)
_HOW = "Zo kan het: 06 12 34 56 78."


@dataclass(frozen=True)
class Telephone:
    """A number that can be dialled from anywhere, in E.164. Raises ValueError otherwise."""

    e164: str

    def __post_init__(self) -> None:
        """Refuse what is not E.164."""
        if not re.fullmatch(r"\+[1-9][0-9]{6,14}", self.e164):
            raise ValueError(f"Een telefoonnummer begint met + en een landcode. {_HOW}")

    @property
    def shown(self) -> str:
        """Write it the usual Dutch way: 06 12 34 56 78; from abroad with the country code."""
        try:
            number = phonenumbers.parse(self.e164, None)
        except NumberParseException:
            return self.e164
        if number.country_code != _HOME_CODE:
            return phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL)
        national = phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL)
        pairs = re.fullmatch(r"06 ?(\d\d)(\d\d)(\d\d)(\d\d)", national.replace("-", " "))
        return " ".join(("06", *pairs.groups())) if pairs else national.replace("-", " ")


@dataclass(frozen=True)
class Heard:
    """What was read: the number, and the words around it, such as when to call."""

    telephone: Telephone
    words: str = ""


def read_telephone(typed: str) -> Heard:
    """Read the one number somebody can be called on. Raises NotUnderstood.

    Words around the number are given too, without their brackets; nothing said is lost.
    """
    line, level = line_and_level(typed)
    text = level.plain
    numbers = [found for found in _NUMBER.finditer(text) if len(_digits(found[0])) >= 7]
    if not numbers:
        raise _no_number(text)
    several = [part for found in numbers for part in _side_by_side(found[0])]
    if len(several) > 1:
        raise NotUnderstood(
            "Hier staat meer dan één nummer. Schrijf het nummer waarop we je bellen.",
            *map(_meant, dict.fromkeys(filter(None, map(_dialled, several)))),
        )
    (found,) = numbers
    written = _before_an_hour(text, found)
    telephone = _dialled(written)
    if telephone is None or (written == found[0] and _runs_on(text, found)):
        raise _refused(text, found[0])
    start, end = level.typed(found.start(), found.start() + len(written))
    return Heard(telephone, _around(line[:start], line[end:]))


def with_shown(words: str) -> str:
    """Give kept words with the number in front written the usual way: 06 12 34 56 78 · na 17 u."""
    found = _KEPT.match(words)
    telephone = _dialled(found[0]) if found else None
    return f"{telephone.shown}{words[len(found[0]) :]}" if found and telephone else words


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _side_by_side(written: str) -> list[str]:
    """Part two numbers with only a slash between; one number with a slash in it stays whole."""
    parts = written.split("/")
    return parts if len(parts) > 1 and all(map(_dialled, parts)) else [written]


def _dialled(written: str) -> Telephone | None:
    """Give the number when it can be dialled; with the bracketed trunk 0 only where it belongs."""
    spellings = (_parsed(written), _parsed(_TRUNK.sub("", written)))
    callable_ = [number for number in spellings if number is not None and _can_be_called(number)]
    if not callable_:
        return None
    surest = next(filter(phonenumbers.is_valid_number, callable_), callable_[0])
    return Telephone(phonenumbers.format_number(surest, PhoneNumberFormat.E164))


def _parsed(written: str) -> PhoneNumber | None:
    # Without a 0 or a + in front it is some other number, such as a bsn.
    if not re.match(r"[( ]*[0+]", written):
        return None
    try:
        return phonenumbers.parse(written, HOME)
    except NumberParseException:
        return None


def _can_be_called(number: PhoneNumber) -> bool:
    if phonenumbers.number_type(number) in _NOT_SOMEBODY:
        return False
    if number.country_code == _HOME_CODE:
        nine = len(str(number.national_number)) == 9
        return nine and phonenumbers.is_valid_number(number)
    # Plans abroad change more often than this list; the length is what we hold to.
    some = len(set(str(number.national_number))) > 1
    return phonenumbers.is_possible_number(number) and some


def _before_an_hour(text: str, found: re.Match[str]) -> str:
    """Give the number without the time that runs on behind it, as in 06 12345678 17:00."""
    for cut in re.finditer(r"[ (/-]+(?=\d)", found[0]):
        head, rest = found[0][: cut.start()], text[found.start() + cut.end() :]
        if _HOUR.match(rest) and _dialled(head):
            return head
    return found[0]


def _runs_on(text: str, found: re.Match[str]) -> bool:
    """Whether a letter is stuck to the number, as in 061234567a8."""
    after = text[found.end() : found.end() + 1]
    return after.isalpha() and _EXTENSION.match(text[found.end() :]) is None


def _around(before: str, after: str) -> str:
    before = _LABEL.sub("", before).strip(" :;,.-(")
    after = after.strip(" :;,.-–—")
    after = _EXTENSION.sub("toestel ", after)
    if after.startswith("(") and after.endswith(")"):
        after = after[1:-1]
    elif after.count("(") != after.count(")"):
        after = after.strip("()")
    return ", ".join(filter(None, [before, after.strip(" :;,")]))


def _no_number(text: str) -> NotUnderstood:
    if not text:
        return NotUnderstood(f"Er staat nog geen nummer. {_HOW}")
    short = _NUMBER.search(text)
    if short and _digits(short[0]) in {"112", "113", "144"}:
        return NotUnderstood(f"Dit is een noodnummer. Op welk nummer bellen we jou? {_HOW}")
    return NotUnderstood(f"Dit lijkt geen telefoonnummer. {_HOW}", *_likely(text))


def _refused(text: str, written: str) -> NotUnderstood:
    digits = _digits(written)
    if re.match(r"0?0?(31)?0?(900|906|909|800)", digits) and written.strip("( ")[0] in "0+":
        return NotUnderstood(f"Op een 0800- of 0900-nummer kunnen we je niet bellen. {_HOW}")
    likely = _likely(text)
    if likely:
        return NotUnderstood("Dit nummer is niet helemaal duidelijk.", *likely)
    if len(digits) == 9:
        return NotUnderstood(
            "Dit zijn negen cijfers. Een telefoonnummer in Nederland heeft er tien, en begint met "
            "een 0. Schrijf hier geen burgerservicenummer."
        )
    return NotUnderstood(
        "Dit nummer kunnen we niet bellen. In Nederland heeft een nummer tien cijfers. "
        f"Uit een ander land begint het met + en de landcode. {_HOW}"
    )


def _likely(text: str) -> list[Suggestion]:
    """Suggest a number that figures behind it, letters in it or a lost plus may have hidden."""
    mended = _LETTERS_FOR_FIGURES.sub(lambda m: "0" if m[0] in "oO" else "1", text)
    whole = (found[0] for found in _NUMBER.finditer(mended))
    tried = chain.from_iterable(_beginnings(number) for number in whole)
    found = dict.fromkeys(filter(None, map(_dialled, tried)))
    return [_meant(telephone) for telephone in list(found)[:1]]


def _beginnings(number: str) -> list[str]:
    """Give the number, the same with a plus for 31, and its beginnings up to each sign."""
    cuts = [cut.start() for cut in re.finditer(r"[ ()./-]+", number)][::-1]
    plus = ["+" + number] if re.match(r"31 ?[-(]?\d", number) and len(_digits(number)) > 10 else []
    return [number, *plus, *(number[:cut] for cut in cuts)]


def _meant(telephone: Telephone) -> Suggestion:
    return Suggestion(telephone.shown, telephone.shown)
