# SPDX-License-Identifier: EUPL-1.2
"""What a message means beyond its form: days in order, a year that is touched, a row said twice.

Pure. Days that cannot be read are left alone here: their form is a fault already.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from meedoen.interop.iwmo.faults import Said
from meedoen.interop.iwmo.values import day, whole
from meedoen.interop.xml.content import SPACE

_BEGINS = ("Begindatum", "Ingangsdatum")
_END = "Einddatum"
# Where a row, or the person whose row it is, says what; and our name for it.
_OF_PERSON = (
    ("bsn", ("Bsn",)),
    ("birth_date", ("Geboortedatum", "Datum")),
    ("decision_number", ("Beschikking", "BeschikkingNummer")),
    ("postcode", ("Contactgegevens", "Contact", "Adres", "Postcode")),
    ("house_number", ("Contactgegevens", "Contact", "Adres", "Huis", "Huisnummer")),
    ("house_letter", ("Contactgegevens", "Contact", "Adres", "Huis", "Huisletter")),
    ("house_addition", ("Contactgegevens", "Contact", "Adres", "Huis", "HuisnummerToevoeging")),
)
_OF_ROW = (
    ("decision_number", ("BeschikkingNummer",)),
    ("allocation_number", ("ToewijzingNummer",)),
    ("product_category", ("Product", "Categorie")),
    ("product_code", ("Product", "Code")),
    ("allocation_date", ("Toewijzingsdatum",)),
    ("allocation_begin", ("ToewijzingIngangsdatum",)),
    ("begin", ("Ingangsdatum",)),
    ("begin", ("Begindatum",)),
    ("end", ("Einddatum",)),
    ("volume", ("Omvang", "Volume")),
    ("unit", ("Omvang", "Eenheid")),
    ("frequency", ("Omvang", "Frequentie")),
    ("reason_of_change", ("RedenWijziging",)),
    ("reason_of_end", ("RedenBeeindiging",)),
    ("status", ("StatusAanlevering",)),
)


def out_of_order(said: Said) -> Iterator[tuple[str, str, str]]:
    """Tell where an element begins after it ends: column, value, reason."""
    ends = _day(said, _END)
    for name in _BEGINS:
        begins = _day(said, name)
        if begins and ends and begins > ends:
            yield name, str(begins), f"{name} ({begins}) ligt na {_END} ({ends})."


def outside(said: Said, year: int) -> Iterator[tuple[str, str, str]]:
    """Tell that the days of a row do not touch a year; without an end it runs on."""
    name = next((name for name in _BEGINS if name in said), "")
    begins, ends = _day(said, name), _day(said, _END)
    if begins and ends and begins > ends:
        return
    if begins and begins.year > year:
        yield name, str(begins), f"{name} ({begins}) ligt na {year}: de rij valt buiten dat jaar."
    if ends and ends.year < year:
        yield _END, str(ends), f"{_END} ({ends}) ligt voor {year}: de rij valt buiten dat jaar."


def _day(said: Said, name: str) -> date | None:
    text = said.get(name)
    return day(text) if isinstance(text, str) else None


def person_of(said: Said) -> dict[str, str]:
    """Give what a person says under our names, as text; what is not said has no name there."""
    return _under_our_names(said, _OF_PERSON)


def row_of(said: Said) -> dict[str, str]:
    """Give what a row says under our names, as text; what is not said has no name there."""
    return _under_our_names(said, _OF_ROW)


def _under_our_names(said: Said, paths: Sequence[tuple[str, tuple[str, ...]]]) -> dict[str, str]:
    # Around numbers and days there may be white space; a code with it is a fault already.
    found = ((name, text_at(said, path).strip(SPACE)) for name, path in paths)
    return {name: text for name, text in found if text}


def text_at(said: Said, path: tuple[str, ...]) -> str:
    """Give the text at a path of names; nothing where there is none."""
    found: str | Said = said
    for name in path:
        found = found.get(name, "") if isinstance(found, dict) else ""
    return found if isinstance(found, str) else ""


def said_before(values: Mapping[str, str]) -> tuple[str, ...] | None:
    """Give what makes a row the same as another; None when it does not say enough.

    That is, for one person and one kind of message: the number of the grant, else category and
    code, and the day on which it begins.
    """
    begin = day(values.get("begin", ""))
    number = values.get("allocation_number", "")
    product = (values.get("product_category", ""), values.get("product_code", ""))
    if not begin or not (number or any(product)):
        return None
    as_number = whole(number)
    which = (number if as_number is None else str(as_number),) if number else product
    return (values.get("message", ""), values.get("bsn", ""), str(begin), *which)
