# SPDX-License-Identifier: EUPL-1.2
"""What is written down of a source: who holds it, on what ground, and what a file of it holds.

Fields carry the names of the Gemeentelijk Gegevensmodel (GGM 2.5.1) where it has one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from meedoen.vocabulary.levelling import levelled


class ValueKind(StrEnum):
    """What a value can be. None of them is free text: that tells more than a count needs."""

    BSN = "bsn"
    DATE = "date"
    MONTH = "month"
    YEAR = "year"
    SCHOOL_YEAR = "school_year"
    CODE = "code"
    COUNT = "count"
    NUMBER = "number"
    AMOUNT = "amount"
    IDENTIFIER = "identifier"
    PRODUCT = "product"
    AREA = "area"
    POSTCODE = "postcode"
    HOUSE_NUMBER = "house_number"


class DateRole(StrEnum):
    """What a date says of a row: from when, until and with when, on which day, or since birth."""

    BEGIN = "begin"
    END = "end"
    MOMENT = "moment"
    BIRTH = "birth"


class Unit(StrEnum):
    """What one row of a source is about."""

    PERSON = "person"
    HOUSEHOLD = "household"
    BUURT = "aggregate per buurt"
    WIJK = "aggregate per wijk"


class SourceForm(StrEnum):
    """The two forms in which a source comes in."""

    ROWS = "rows"
    AGGREGATE = "aggregate"


@dataclass(frozen=True)
class SourceField:
    """One column of a file: our name, what its values can be, and whether each row has one.

    `codes` is the whole list of a code with what each means; `known_as` are headings under which
    suppliers deliver it.
    """

    name: str
    kind: ValueKind
    required: bool
    meaning: str
    example: str
    codes: Mapping[str, str] = field(default_factory=dict)
    role: DateRole | None = None
    known_as: tuple[str, ...] = ()

    @property
    def about_a_person(self) -> bool:
        """Whether this field says who it is."""
        return self.kind is ValueKind.BSN


@dataclass(frozen=True)
class SourceShape:
    """The columns of one form of a file, and those that together may stand in it only once."""

    form: SourceForm
    unit: Unit
    fields: tuple[SourceField, ...]
    key: tuple[str, ...]

    @cached_property
    def by_name(self) -> Mapping[str, SourceField]:
        """Give the fields by our name."""
        return {one.name: one for one in self.fields}

    @cached_property
    def by_heading(self) -> Mapping[str, SourceField]:
        """Give the fields by each heading that is known for them, levelled."""
        known = {level(one.name): one for one in self.fields}
        for one in self.fields:
            for heading in one.known_as:
                known.setdefault(level(heading), one)
        return known

    @property
    def about_people(self) -> bool:
        """Whether its rows are of people."""
        return any(one.about_a_person for one in self.fields)


@dataclass(frozen=True)
class MonitorSource:
    """One of the seventeen sources, with what must be known before a file of it comes in.

    `ground` and `purpose` are proposals with their article: a municipality confirms them, with its
    controller, DPIA and the advice of its data protection officer, before rows of people come in.
    """

    key: str
    name: str
    wave: int
    today: str
    holder: str
    ground: str
    article: str
    purpose: str
    controller: str
    shapes: tuple[SourceShape, ...]
    messages: str = ""

    def shape(self, form: SourceForm) -> SourceShape | None:
        """Give the columns of a form; None when the source does not come in that form."""
        return next((one for one in self.shapes if one.form is form), None)


def level(heading: str) -> str:
    """Level a heading for comparing: letters and digits only, as the eye reads them, small."""
    return re.sub(r"[\W_]", "", levelled(heading).plain).casefold()
