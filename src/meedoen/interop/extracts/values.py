# SPDX-License-Identifier: EUPL-1.2
"""Reads one value of a source exactly, or says in words why it is none (pure).

Each value becomes a whole number, so that rows can be compared column by column: 0 is empty, and of
two days the later one has the larger number.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

from meedoen.interop.extracts.days import WRITTEN, DayOrder
from meedoen.monitor.sources.specification import SourceField, ValueKind
from meedoen.vocabulary.bsn import Bsn
from meedoen.vocabulary.codes import AreaCode, Level
from meedoen.vocabulary.house_number import LONGEST as LONGEST_HOUSE_NUMBER
from meedoen.vocabulary.house_number import level_house_number

EMPTY = 0
LONGEST = 100
ENDLESS = 9999
"""The year of an end that never comes, as systems write it."""
FIRST_YEAR, LAST_YEAR = 1900, 2199
_FORMULA = re.compile(r"[=+@]|-(?![0-9])")
_FAULT = re.compile(r"#[A-ZÀ-Ý0-9/]+[!?]?")
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u2028-\u202e\ufeff\ufffd]|[\r\n\t]")
_WHOLE = re.compile(r"[0-9]{1,8}")
_IDENTIFIER = re.compile(r"[0-9]{1,9}")
_DECIMAL = re.compile(r"([0-9]{1,9})(?:[.,]([0-9]+))?")
_GROUPED = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+(,[0-9]+)?|[0-9]{1,3}(?:,[0-9]{3})+(\.[0-9]+)?")
_PRODUCT = re.compile(r"[0-9A-Z]{1,8}")
_POSTCODE = re.compile(r"([1-9][0-9]{3}) ?([A-Z]{2})")
_MONTH = re.compile(r"([0-9]{4})-?([0-9]{2})|([0-9]{1,2})[-/]([0-9]{4})")
_SCHOOL_YEAR = re.compile(r"([0-9]{4}) ?[-/] ?([0-9]{4}|[0-9]{2})")
_SERIAL = re.compile(r"[0-9]{5}(?:[.,][0-9]+)?")

Reader = Callable[[str], int]


class Wrong(ValueError):
    """A value that cannot be taken, and why, for the supplier of the file."""

    def __init__(self, reason: str) -> None:
        """Say why."""
        self.reason = reason
        super().__init__(reason)


def reader_of(field: SourceField, order: DayOrder | None = None) -> Reader:
    """Give what reads the values of a field; it raises Wrong. `order` is how days are written."""
    read = _readers(order).get(field.kind) or _code_reader(field)

    def checked(typed: str) -> int:
        text = _seen(typed)
        if not text:
            if field.required:
                raise Wrong("hier hoort iets te staan, en dit is leeg")
            return EMPTY
        return read(text)

    return checked


def _seen(typed: str) -> str:
    """Give what stands in a cell without the spaces around it; refuse what is no plain value."""
    text = typed.strip(" \t\u00a0")
    if len(text) > LONGEST:
        raise Wrong(f"{len(text)} tekens is te lang; hier past hooguit {LONGEST}")
    if _FORMULA.match(text):
        raise Wrong("dit is een formule of begint als een formule; zet er de waarde zelf neer")
    if _FAULT.fullmatch(text):
        raise Wrong("dit is een foutwaarde van een rekenblad; herstel die daar")
    if unseen := _UNSEEN.search(text):
        name = "NUL" if unseen[0] == "\x00" else f"U+{ord(unseen[0]):04X}"
        raise Wrong(f"er staat een teken in dat niet te zien is ({name}); haal het weg")
    return text


def _bsn(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise Wrong("een bsn bestaat alleen uit cijfers")
    if len(text) != 9:
        lost = "; is de nul vooraan weggevallen?" if len(text) == 8 else ""
        raise Wrong(f"een bsn heeft 9 cijfers, en dit zijn er {len(text)}{lost}")
    if text == "000000000":
        raise Wrong("negen nullen is geen bsn")
    try:
        return int(Bsn(text).digits)
    except ValueError:
        raise Wrong("dit bsn voldoet niet aan de elfproef; er is een cijfer verkeerd") from None


def _date_reader(order: DayOrder | None) -> Reader:
    def read(text: str) -> int:
        year, month, day = _parts(text, order)
        if year != ENDLESS and not FIRST_YEAR <= year <= LAST_YEAR:
            raise Wrong(f"het jaar {year} kan hier niet; is er een cijfer verkeerd?")
        try:
            date(year, month, day)
        except ValueError:
            raise Wrong(f"de dag {day:02d}-{month:02d}-{year:04d} bestaat niet") from None
        return day_number(year, month, day)

    return read


def _parts(text: str, order: DayOrder | None) -> tuple[int, int, int]:
    for one in WRITTEN if order is None else (order,):
        if found := one.shape.fullmatch(text):
            return int(found["year"]), int(found["month"]), int(found["day"])
    if _SERIAL.fullmatch(text):
        raise Wrong("dit is een dag als volgnummer van een rekenblad; geef de kolom datum-opmaak")
    how = "jjjj-mm-dd of dd-mm-jjjj" if order is None else order.name
    raise Wrong(f"dit is geen datum; schrijf {how}")


def day_number(year: int, month: int, day: int) -> int:
    """Give a number to a day; later days have larger ones, and it is never 0."""
    return (year * 12 + month - 1) * 31 + day


def day_of(number: int) -> str:
    """Write the day of a number as it is written in ISO 8601."""
    months, day = divmod(number - 1, 31)
    year, month = divmod(months, 12)
    return f"{year:04d}-{month + 1:02d}-{day + 1:02d}"


def _month(text: str) -> int:
    found = _MONTH.fullmatch(text)
    if found is None:
        raise Wrong("dit is geen maand; schrijf jjjj-mm")
    year, month = (int(one) for one in (found.group(1, 2) if found[1] else found.group(4, 3)))
    if not 1 <= month <= 12:
        raise Wrong(f"een jaar heeft 12 maanden, en hier staat maand {month}")
    return day_number(_year_between(year), month, 1)


def _year(text: str) -> int:
    if not re.fullmatch(r"[0-9]{4}", text):
        raise Wrong("dit is geen jaar; schrijf vier cijfers")
    return _year_between(int(text))


def _year_between(year: int) -> int:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Wrong(f"het jaar {year} kan hier niet; is er een cijfer verkeerd?")
    return year


def _school_year(text: str) -> int:
    found = _SCHOOL_YEAR.fullmatch(text)
    if found is None:
        raise Wrong("dit is geen schooljaar; schrijf jjjj/jjjj")
    year, next_year = _year_between(int(found[1])), found[2]
    if next_year not in (f"{year + 1}", f"{year + 1}"[2:]):
        raise Wrong(f"een schooljaar loopt door tot in het jaar erna: {year}/{year + 1}")
    return year


def _count(text: str) -> int:
    if re.fullmatch(r"-[0-9]+(?:[.,][0-9]+)?", text):
        raise Wrong("een aantal kan niet onder nul zijn")
    if _WHOLE.fullmatch(text):
        return int(text) + 1
    if _GROUPED.fullmatch(text):
        raise Wrong("schrijf een aantal zonder punten of komma's")
    if whole := re.fullmatch(r"([0-9]{1,8})[.,]0+", text):
        raise Wrong(f"een aantal heeft niets achter de komma; schrijf {int(whole[1])}")
    if text.isascii() and text.isdigit():
        raise Wrong("dit aantal is te groot; hier passen hooguit 8 cijfers")
    if _DECIMAL.fullmatch(text):
        raise Wrong("een aantal is een heel getal")
    raise Wrong("dit is geen aantal; schrijf alleen cijfers")


def _hundredths(what: str) -> Reader:
    def read(text: str) -> int:
        if re.fullmatch(r"-[0-9.,]+", text):
            raise Wrong(f"een {what} kan hier niet onder nul zijn")
        found = _DECIMAL.fullmatch(text)
        if found is None and (grouped := _GROUPED.fullmatch(text)) and any(grouped.groups()):
            mark = max(",.", key=text.rfind)
            whole, _, part = text.rpartition(mark)
            found = _DECIMAL.fullmatch(f"{re.sub('[.,]', '', whole)}.{part}")
        if found is None:
            raise Wrong(f"dit is geen {what}; schrijf alleen cijfers, met een komma")
        decimals = (found[2] or "").rstrip("0") if len(found[2] or "") != 3 else found[2]
        if len(decimals) == 3:
            raise Wrong(f"dit kan twee dingen zijn; schrijf het {what} zonder punt voor duizend")
        if len(decimals) > 2:
            raise Wrong(f"een {what} heeft hier hooguit twee cijfers achter de komma")
        return int(found[1]) * 100 + int(decimals.ljust(2, "0")) + 1

    return read


def _identifier(text: str) -> int:
    if not _IDENTIFIER.fullmatch(text):
        raise Wrong("dit nummer bestaat uit 1 tot 9 cijfers")
    return int(text) + 1


def _product(text: str) -> int:
    if not _PRODUCT.fullmatch(text):
        raise Wrong("een productcode bestaat uit hooguit 8 cijfers en hoofdletters")
    return int.from_bytes(text.encode("ascii"), "little")


def _house_number(text: str) -> int:
    try:
        return int.from_bytes(level_house_number(text).encode("ascii"), "little")
    except ValueError:
        raise Wrong(
            "dit is geen huisnummer; schrijf cijfers, met letters erbij als het die heeft, en "
            f"hooguit {LONGEST_HOUSE_NUMBER} tekens"
        ) from None


def _area(text: str) -> int:
    try:
        code = AreaCode(text)
    except ValueError:
        raise Wrong(
            "dit is geen CBS-code; een buurt is BU met 8 tekens, een wijk WK met 6"
        ) from None
    if code.level is Level.GEMEENTE:
        raise Wrong("dit is de code van een gemeente; hier hoort een wijk of een buurt")
    return int(text[2:], 36) * 2 + (code.level is Level.BUURT) + 2


def _postcode(text: str) -> int:
    found = _POSTCODE.fullmatch(text)
    if found is None or found[2] in ("SA", "SD", "SS"):
        raise Wrong("dit is geen postcode; schrijf vier cijfers en twee hoofdletters")
    return int(found[1]) * 36**2 + int(found[2], 36)


def _code_reader(field: SourceField) -> Reader:
    numbers = {code: place for place, code in enumerate(field.codes, 1)}

    def read(text: str) -> int:
        if text in numbers:
            return numbers[text]
        raise Wrong(f"deze code staat niet in de lijst van {field.name}{_hint(text, numbers)}")

    return read


def _hint(text: str, numbers: Mapping[str, int]) -> str:
    if short := next((code for code in numbers if code.lstrip("0") == text.lstrip("0")), None):
        return f"; is dit {short}, met een nul te veel of te weinig vooraan?"
    alike = next((code for code in numbers if code.casefold() == text.casefold()), None)
    if alike:
        return f"; schrijf {alike}"
    few = ", ".join(list(numbers)[:8])
    return f": {few}{' …' if len(numbers) > 8 else ''}"


def _readers(order: DayOrder | None) -> dict[ValueKind, Reader]:
    return {
        ValueKind.BSN: _bsn,
        ValueKind.DATE: _date_reader(order),
        ValueKind.MONTH: _month,
        ValueKind.YEAR: _year,
        ValueKind.SCHOOL_YEAR: _school_year,
        ValueKind.COUNT: _count,
        ValueKind.NUMBER: _hundredths("getal"),
        ValueKind.AMOUNT: _hundredths("bedrag"),
        ValueKind.IDENTIFIER: _identifier,
        ValueKind.PRODUCT: _product,
        ValueKind.AREA: _area,
        ValueKind.POSTCODE: _postcode,
        ValueKind.HOUSE_NUMBER: _house_number,
    }
