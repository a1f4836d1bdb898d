# SPDX-License-Identifier: EUPL-1.2
"""All laws that were loaded together, and finding the one in force.

Versions of a law share its id and territory. The version in force on a date is the latest that
had begun; when that one has ended the law is gone, and its predecessor does not come back. A law
without `valid_from` holds on any date; one whose beginning or end cannot be read on none.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from meedoen.law.errors import (
    LawError,
    LawFileError,
    LawNotFound,
    LawNotInForce,
    TerritoryUnknown,
)
from meedoen.law.grammar import SCOPES
from meedoen.law.loading import read_yaml
from meedoen.law.model import Article, Law, OpenTerm, read_law
from meedoen.law.nesting import room_to_nest
from meedoen.law.schema import TOO_DEEP, Problem, findings, located
from meedoen.law.spelling import perhaps
from meedoen.law.values import shown

Key = tuple[str, str | None]
Territory = Mapping[str, object]
"""The codes of where somebody lives, by the key of their kind (`gemeente_code`)."""

NO_FILES = "no law file is here (a name that ends in .yaml or .yml); nothing was checked"
NO_LAW = "this file holds no law: it has no 'articles'"


@dataclass(eq=False)
class Corpus:
    """Laws by id and territory, with what fills open terms and what fires by itself."""

    laws: tuple[Law, ...]
    problems: tuple[Problem, ...] = ()
    _versions: dict[Key, list[Law]] = field(default_factory=dict, repr=False)
    _territories: dict[str, list[Key]] = field(default_factory=dict, repr=False)
    _implementers: dict[tuple[str, str, str], list[Key]] = field(default_factory=dict, repr=False)
    _hooked: list[Key] = field(default_factory=list, repr=False)
    _dated: dict[Key, list[Law]] = field(default_factory=dict, repr=False)
    _kinds: list[str] = field(default_factory=list, repr=False)

    @property
    def territories(self) -> list[str]:
        """The kinds of territory that any of these laws is limited to."""
        return self._kinds

    def __post_init__(self) -> None:
        for law in self.laws:
            self._versions.setdefault(law.key, []).append(law)
            keys = self._territories.setdefault(law.id, [])
            if law.key not in keys:
                keys.append(law.key)
            for article in law.articles:
                self._index(law, article)
        for versions in self._versions.values():
            versions.sort(key=_begin)
        self._dated = {
            key: [law for law in versions if law.placed] for key, versions in self._versions.items()
        }
        self._kinds = sorted({law.scope[0] for law in self.laws if law.scope})

    def _index(self, law: Law, article: Article) -> None:
        for target in article.implements:
            keys = self._implementers.setdefault(target, [])
            if law.key not in keys:
                keys.append(law.key)
        if article.hooks and law.key not in self._hooked:
            self._hooked.append(law.key)

    def version(self, law_id: str, on: date, territory: Territory | None = None) -> Law:
        """The version of `law_id` in force on `on`, as it holds in `territory`.

        Without `territory` the only one of that name is meant, wherever it holds. Raises
        LawNotFound, TerritoryUnknown when only a code is missing to choose, LawFileError when it
        cannot be read, or LawNotInForce with the dates.
        """
        keys = self._territories.get(law_id)
        if not keys:
            near = perhaps(law_id, self._territories)
            raise LawNotFound(f"Law {shown(law_id)} not found in the corpus{near}")
        key = self._here(law_id, keys, territory)
        law = self.in_force(key, on)
        if law is None:
            raise self._why_not(key, on)
        return law

    def _here(self, law_id: str, keys: list[Key], territory: Territory | None) -> Key:
        """Which law of this name holds there: its own, or else the one for everybody."""
        if territory is None and len(keys) == 1:
            return keys[0]
        codes = territory or {}
        own = {law.key: law for key in keys for law in self._versions[key]}
        for key, law in own.items():
            if law.scope and law.holds_in(codes):
                return key
        everywhere = [key for key, law in own.items() if law.scope is None]
        if everywhere:
            return everywhere[0]
        kinds = sorted({law.scope[0] for law in own.values() if law.scope})
        names = " and ".join(sorted(law.scope[1] or "nowhere" for law in own.values() if law.scope))
        open_kinds = [kind for kind in kinds if codes.get(kind).__class__ is not str]
        if open_kinds:
            raise TerritoryUnknown(
                f"Law '{law_id}' is of {names}; say which, by {', '.join(open_kinds)}",
                open_kinds,
            )
        given = ", ".join(shown(codes[kind]).strip("'") for kind in kinds)
        raise LawNotFound(f"Law '{law_id}' is of {names}, not of {given}")

    def in_force(self, key: Key, on: date) -> Law | None:
        """The version of the law under `key` in force on `on`, or None."""
        found = self._latest(key, on)
        if found is None or found.trouble or (found.valid_to and found.valid_to < on):
            return None
        return found

    def _latest(self, key: Key, on: date) -> Law | None:
        """The last version that had begun, also when it has ended or cannot be read."""
        versions = self._dated[key]
        begun = bisect_right(versions, on, key=_begin)
        return versions[begun - 1] if begun else None

    def last_day(self, law: Law) -> date | None:
        """The last day of a version: its own end, or the day before the next begins."""
        begun = law.valid_from or date.min
        later = [v.valid_from for v in self._dated[law.key] if v.valid_from]
        following = min((day for day in later if day > begun), default=None)
        ends = [law.valid_to, following - timedelta(days=1) if following else None]
        return min((day for day in ends if day), default=None)

    def share_a_day(self, one: Law, other: Law) -> bool:
        """Whether there is a day on which both versions are in force."""
        begin = max(law.valid_from or date.min for law in (one, other))
        return all(end is None or end >= begin for end in map(self.last_day, (one, other)))

    def anywhere(self, law_id: str, output: str, on: date) -> bool:
        """Whether some territory's `law_id`, in force on `on`, gives `output`."""
        found = (self.in_force(key, on) for key in self._territories.get(law_id, ()))
        return any(law is not None and output in law.producers for law in found)

    def _why_not(self, key: Key, on: date) -> LawError:
        latest = self._latest(key, on)
        unplaced = [law for law in self._versions[key] if not law.placed]
        message = f"No version of law '{key[0]}' in force on {on.isoformat()}"
        for law in [latest] if latest and latest.trouble else [] if latest else unplaced:
            return LawFileError(f"{message}; {law.path.name} cannot be read: {law.trouble}")
        if latest:
            return LawNotInForce(f"{message}; last in force until {latest.valid_to}")
        return LawNotInForce(f"{message}; first in force from {self._dated[key][0].valid_from}")

    def implementers(self, target: tuple[str, str, str], term: OpenTerm, on: date) -> list[Article]:
        """Articles in force on `on` that fill `term`, by law, article and name, and may do so.

        A regulation of another layer than the law leaves it to is no candidate.
        """
        articles: list[Article] = []
        for key in self._implementers.get(target, ()):
            law = self.in_force(key, on)
            if law and term.left_to(law):
                articles.extend(a for a in law.articles if target in a.implements)
        return articles

    def hooked(self, on: date, territory: Territory) -> Iterable[Article]:
        """Articles in force on `on` and there, that fire on decisions of other laws."""
        for key in self._hooked:
            law = self.in_force(key, on)
            if law and law.holds_in(territory):
                yield from (article for article in law.articles if article.hooks)

    def of_layer(self, layer: str, output: str, on: date, territory: Territory) -> list[Article]:
        """Articles in force on `on` and there, in laws of `layer`, that give `output`."""
        found = []
        for key in self._versions:
            law = self.in_force(key, on)
            wanted = law and law.layer == layer.upper() and output in law.producers
            if law and wanted and law.holds_in(territory):
                found.append(law.producers[output])
        return found

    def only(self, digests: Mapping[str, object]) -> Corpus:
        """The part of this corpus with exactly the files whose hash is in `digests`."""
        return Corpus(tuple(law for law in self.laws if law.digest in digests), self.problems)


def _begin(law: Law) -> date:
    return law.valid_from or date.min


def day_after(day: date) -> date | None:
    """The next day; None after the last day of the calendar, with which registers write no end."""
    return None if day == date.max else day + timedelta(days=1)


def load_corpus(*directories: Path, lenient: bool = True) -> Corpus:
    """Every law file below `directories`.

    A file with keys the format does not have is reported in `Corpus.problems`; with `lenient` it
    is still used, without it the file is left out. A file that cannot be read at all is reported
    and left out; without `lenient` it raises LawFileError.
    """
    with room_to_nest():
        return _loaded(law_files(*directories), lenient)


def _loaded(paths: Iterable[Path], lenient: bool) -> Corpus:
    laws: list[Law] = []
    problems: list[Problem] = []
    seen: set[tuple[Key, date | None, str]] = set()
    for path in paths:
        try:
            data, digest = read_yaml(path)
        except LawFileError as error:
            if not lenient:
                raise
            problems.append(Problem(path, None, None, str(error), "error"))
            continue
        if not is_law(data):
            continue
        law, told = _read(data, path, digest)
        problems.extend(told)
        if law is None or (not lenient and any(problem.severity == "error" for problem in told)):
            continue
        mark = (law.key, law.valid_from, digest)
        if mark not in seen:
            seen.add(mark)
            laws.append(law)
    return Corpus(tuple(laws), tuple(problems))


def _read(data: Mapping[str, Any], path: Path, digest: str) -> tuple[Law | None, list[Problem]]:
    """One law with its problems; what is nested beyond checking is one problem."""
    try:
        found = findings(data)
        return read_law(data, path, digest, found), located(found, data, path)
    except RecursionError:
        return None, [Problem(path, None, None, TOO_DEEP, "error")]


_MARKS = {"$id", "regulatory_layer", "bwb_id", "publication_date", "articles", *SCOPES}


def is_law(data: Any) -> bool:
    """Whether a file means to be a law, by one of the keys that only laws have."""
    return isinstance(data, dict) and not _MARKS.isdisjoint(data)


def law_files(*directories: Path) -> list[Path]:
    """The YAML files below `directories` (or the files themselves), in a fixed order.

    What is hidden (`.#name.yaml`, as editors leave behind) is no law, nor is a directory.
    """
    found: set[Path] = set()
    for directory in directories:
        if not directory.is_dir():
            found.add(directory)
            continue
        for path in directory.rglob("*"):
            hidden = any(part.startswith(".") for part in path.relative_to(directory).parts)
            if path.suffix.lower() in {".yaml", ".yml"} and not hidden and not path.is_dir():
                found.add(path)
    return sorted(found)
