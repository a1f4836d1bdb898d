# SPDX-License-Identifier: EUPL-1.2
"""Which of what was obtained under one law may be used for the task of another. Pure.

`sharing.yaml` is the one table; `decision.py` asks it here, and the database holds the same rows
(`operations.load_sharing`). What is not in it is refused.
Source: Wmo 2015 art. 5.1.1 lid 4, 5.1.2, 5.2.1 and 5.3.3; ADR 0026.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property, lru_cache
from importlib.resources import files
from typing import Any, NoReturn, TypeVar

import yaml

from meedoen.accounts.roles import Role
from meedoen.privacy.policy import Purpose
from meedoen.vocabulary.period import Period
from meedoen.vocabulary.social_laws import NO_TASK, SocialLaw

FILE = "sharing.yaml"
Named = TypeVar("Named", bound=StrEnum)


class CellAnswer(StrEnum):
    """What a cell says of using something for another task."""

    TASK = "task"
    EXPLICIT_CONSENT = "explicit_consent"
    NEVER = "never"

    @property
    def label(self) -> str:
        """Give the Dutch words for it."""
        return _ANSWERS[self]


_ANSWERS = {
    CellAnswer.TASK: "mag, de wet regelt het",
    CellAnswer.EXPLICIT_CONSENT: "mag alleen als de inwoner het uitdrukkelijk goedvindt",
    CellAnswer.NEVER: "mag niet",
}


@dataclass(frozen=True)
class Working:
    """Who works under a law: a function in a kind of organisation; for which purposes, and when."""

    law: SocialLaw
    role: Role
    kind: str
    purposes: frozenset[Purpose]
    article: str
    sure: bool
    holds: Period | None


@dataclass(frozen=True)
class SharingCell:
    """What one combination of origin, task and kind of organisation comes to, and since when.

    `holds` is None for a law that is not in force; `sure` is False where a jurist must look yet.
    """

    origin: SocialLaw
    task: SocialLaw
    kind: str
    answer: CellAnswer
    article: str
    sure: bool
    holds: Period | None


class WrongSharing(ValueError):
    """The file cannot be used; the message says where, what is wrong and what to do."""


@dataclass(frozen=True)
class Sharing:
    """The whole table: who works under which law, and what may cross."""

    kinds: tuple[str, ...]
    workings: tuple[Working, ...]
    cells: tuple[SharingCell, ...]

    def task_of(self, role: Role, purpose: Purpose, kind: str, *, on: date) -> SocialLaw | None:
        """Give the law under which a role works for a purpose in a kind of organisation."""
        for one in self.workings:
            hers = (one.role, one.kind) == (role, kind) and purpose in one.purposes
            if hers and one.holds and on in one.holds:
                return one.law
        return None

    def law_of_writer(self, role: Role, kind: str, *, on: date) -> SocialLaw:
        """Give under which law a role in a kind of organisation obtains what she writes down.

        A resident and who has no account write her own story; UNKNOWN, the most closed, where that
        hangs on the purpose or is not in the file.
        """
        if role in (Role.RESIDENT, Role.ANYONE):
            return SocialLaw.OWN_STORY
        laws = {
            one.law
            for one in self.workings
            if (one.role, one.kind) == (role, kind) and one.holds and on in one.holds
        }
        return laws.pop() if len(laws) == 1 else SocialLaw.UNKNOWN

    def works_under(self, law: SocialLaw, kind: str, *, on: date) -> bool:
        """Tell whether anybody in a kind of organisation works under a law on a day."""
        return any(
            one.holds and on in one.holds
            for one in self.workings
            if (one.law, one.kind) == (law, kind)
        )

    def cell(
        self, origin: SocialLaw, task: SocialLaw | None, kind: str, *, on: date
    ) -> SharingCell | None:
        """Give the cell that counts on a day; None, which is a refusal, when there is none."""
        found = self._cells.get((origin, task, kind), ())
        holding = [one for one in found if one.holds and on in one.holds]
        return max(holding, key=_began, default=None)

    @cached_property
    def _cells(self) -> Mapping[tuple[SocialLaw, SocialLaw | None, str], list[SharingCell]]:
        found: dict[tuple[SocialLaw, SocialLaw | None, str], list[SharingCell]] = {}
        for one in self.cells:
            found.setdefault((one.origin, one.task, one.kind), []).append(one)
        return found


def _began(cell: SharingCell) -> date:
    return cell.holds.first if cell.holds else date.min


def rows(sharing: Sharing | None = None) -> dict[str, list[tuple[str | date | None, ...]]]:
    """Give what the tables of the database hold, table by table; None: of this installation."""
    table = sharing or load()
    return {
        "privacy_working": [
            (str(one.law), str(one.role), one.kind, str(purpose), *_days(one.holds))
            for one in table.workings
            for purpose in sorted(one.purposes)
        ],
        "privacy_cell": [
            (
                str(one.origin), str(one.task), one.kind, str(one.answer), one.article,
                *_days(one.holds),
            )
            for one in table.cells
        ],
    }  # fmt: skip


def _days(holds: Period | None) -> tuple[date | None, date | None]:
    return (holds.first, holds.last) if holds else (None, None)


@lru_cache(maxsize=1)
def load() -> Sharing:
    """Read the table of this installation, once. Raises WrongSharing."""
    return read((files("meedoen.privacy") / FILE).read_text(encoding="utf-8"))


def read(text: str) -> Sharing:
    """Read a table from the text of a file; raises WrongSharing with where, what and what to do."""
    try:
        told = yaml.safe_load(text)
    except yaml.YAMLError as problem:
        raise WrongSharing(
            f"{FILE} is no YAML: {problem}. Compare it with its last version."
        ) from None
    told = told if isinstance(told, dict) else {}
    for part in ("kinds", "tasks", "cells"):
        if not isinstance(told.get(part), list):
            raise WrongSharing(f"{FILE}: the list {part!r} is missing. Add it, empty if need be.")
    kinds = tuple(str(kind) for kind in told["kinds"])
    workings = [one for row in _rows(told, "tasks", kinds) for one in row.workings()]
    cells = [one for row in _rows(told, "cells", kinds) for one in row.cells()]
    _only_once(
        "tasks", [((w.role, w.kind, p), w.holds) for w in workings for p in sorted(w.purposes)]
    )
    _never_begin_together(cells)
    return Sharing(kinds, tuple(workings), tuple(cells))


def _rows(told: Mapping[str, Any], part: str, kinds: Sequence[str]) -> Iterator["_Row"]:
    for number, row in enumerate(told[part], 1):
        if not isinstance(row, dict):
            raise WrongSharing(
                f"{FILE}, {part}, row {number}: this is no row. Write {{key: value}}."
            )
        yield _Row(f"{FILE}, {part}, row {number}", row, kinds)


_IN_A_TASK = {"law", "roles", "kinds", "purposes", "article", "sure", "from", "to"}
_IN_A_CELL = {"origins", "tasks", "kinds", "answer", "article", "sure", "from", "to"}


@dataclass(frozen=True)
class _Row:
    """One row of the file, and where it stands."""

    where: str
    told: Mapping[str, Any]
    known_kinds: Sequence[str]

    def workings(self) -> Iterator[Working]:
        self._knows(_IN_A_TASK)
        (law,) = self._laws("law", [self.told.get("law")], without=NO_TASK)
        purposes = self.told.get("purposes")
        meant = frozenset(self._names("purposes", purposes, Purpose) if purposes else Purpose)
        for role in self._names("roles", self.told.get("roles"), Role):
            for kind in self._kinds():
                yield Working(law, role, kind, meant, self._article(), self._sure(), self._holds())

    def cells(self) -> Iterator[SharingCell]:
        self._knows(_IN_A_CELL)
        (answer,) = self._names("answer", [self.told.get("answer")], CellAnswer)
        origins = self._laws("origins", self.told.get("origins"), without=frozenset())
        for origin in origins:
            if origin is SocialLaw.OWN_STORY and answer is not CellAnswer.TASK:
                self._wrong("own_story goes where she shared it. Take this row out.")
            for task in self._laws("tasks", self.told.get("tasks"), without=NO_TASK):
                for kind in self._kinds():
                    yield SharingCell(
                        origin, task, kind, answer, self._article(), self._sure(), self._holds()
                    )

    def _wrong(self, what: str) -> NoReturn:
        raise WrongSharing(f"{self.where}: {what}")

    def _knows(self, keys: set[str]) -> None:
        strange = sorted(str(key) for key in self.told if key not in keys)
        if strange:
            self._wrong(f"{strange[0]!r} is not known. Use: {', '.join(sorted(keys))}.")

    def _names(self, key: str, value: object, names: type[Named]) -> list[Named]:
        if not isinstance(value, list) or not value:
            self._wrong(f"{key!r} must be a list of names. Write {key}: [...].")
        known = {str(one): one for one in names}
        for one in value:
            if not isinstance(one, str) or one not in known:
                self._wrong(f"{one!r} is no name for {key!r}. Choose from: {', '.join(known)}.")
        return [known[one] for one in value]

    def _laws(self, key: str, value: object, *, without: frozenset[SocialLaw]) -> list[SocialLaw]:
        laws = self._names(key, value, SocialLaw)
        for law in laws:
            if law in without:
                self._wrong(f"nobody works under {law.value!r}. Name a law.")
        return laws

    def _kinds(self) -> Sequence[str]:
        value = self.told.get("kinds")
        if value == "all":
            return self.known_kinds
        if not isinstance(value, list) or not value:
            self._wrong("'kinds' must be a list, or all.")
        for kind in value:
            if kind not in self.known_kinds:
                known = ", ".join(self.known_kinds)
                self._wrong(f"{kind!r} is no kind of organisation. Choose from: {known}.")
        return [str(kind) for kind in value]

    def _article(self) -> str:
        article = self.told.get("article")
        if not isinstance(article, str) or not article.strip():
            self._wrong("no article. Say which article of which law this rests on.")
        return article

    def _sure(self) -> bool:
        sure = self.told.get("sure")
        if not isinstance(sure, bool):
            self._wrong("'sure' must be yes or no. Write no when a jurist must look yet.")
        return sure

    def _holds(self) -> Period | None:
        if "from" not in self.told:
            self._wrong("no first day. Write from: 2027-01-01, or from: null when not in force.")
        first, last = self._day("from"), self._day("to")
        if first is None:
            if last is not None:
                self._wrong("a last day without a first. Give both, or neither.")
            return None
        if last is not None and last < first:
            self._wrong(f"it ends ({last}) before it begins ({first}). Turn the days round.")
        return Period(first, last)

    def _day(self, key: str) -> date | None:
        day = self.told.get(key)
        if day is None or (isinstance(day, date) and not isinstance(day, datetime)):
            return day
        self._wrong(f"{day!r} is no day. Write it as 2027-01-01.")


def _only_once(part: str, rows: Iterable[tuple[tuple[str, str, str], Period | None]]) -> None:
    seen: dict[tuple[str, str, str], list[Period]] = {}
    for key, holds in rows:
        if holds is None:
            continue
        if any(holds.overlaps(other) for other in seen.get(key, ())):
            raise WrongSharing(
                f"{FILE}, {part}: {' and '.join(key)} stand in two rows that hold on the same day. "
                "Let one end before the other begins."
            )
        seen.setdefault(key, []).append(holds)


def _never_begin_together(cells: Iterable[SharingCell]) -> None:
    seen: set[tuple[SocialLaw, SocialLaw, str, date]] = set()
    for one in cells:
        if one.holds is None:
            continue
        key = (one.origin, one.task, one.kind, one.holds.first)
        if key in seen:
            raise WrongSharing(
                f"{FILE}, cells: {one.origin}, {one.task} and {one.kind} stand in two rows that "
                f"begin on {one.holds.first}. Keep one of them."
            )
        seen.add(key)
