# SPDX-License-Identifier: EUPL-1.2
"""All laws that were loaded together, and finding the one in force.

Versions of a law share its id and territory. The version in force on a date is the latest that
had begun; when that one has ended the law is gone, and its predecessor does not come back. A law
without `valid_from` holds on any date.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from meedoen.law.errors import LawFileError, LawNotFound, LawNotInForce, TerritoryUnknown
from meedoen.law.loading import read_yaml
from meedoen.law.model import Article, Law, read_law
from meedoen.law.nesting import room_to_nest
from meedoen.law.schema import Problem, problems_of

Key = tuple[str, str | None]


@dataclass(eq=False)
class Corpus:
    """Laws by id and territory, with what fills open terms and what fires by itself."""

    laws: tuple[Law, ...]
    problems: tuple[Problem, ...] = ()
    _versions: dict[Key, list[Law]] = field(default_factory=dict, repr=False)
    _territories: dict[str, list[Key]] = field(default_factory=dict, repr=False)
    _implementers: dict[tuple[str, str, str], list[Key]] = field(default_factory=dict, repr=False)
    _hooked: list[Key] = field(default_factory=list, repr=False)

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

    def _index(self, law: Law, article: Article) -> None:
        for target in article.implements:
            keys = self._implementers.setdefault(target, [])
            if law.key not in keys:
                keys.append(law.key)
        if article.hooks and law.key not in self._hooked:
            self._hooked.append(law.key)

    def version(self, law_id: str, on: date, territory: object = None) -> Law:
        """The version of `law_id` in force on `on`.

        `territory` (a municipality code) chooses when several territories use one id.
        Raises LawNotFound, TerritoryUnknown when only a territory is missing to choose, or
        LawNotInForce with the dates.
        """
        keys = self._territories.get(law_id)
        if not keys:
            raise LawNotFound(f"Law '{law_id}' not found in the corpus")
        key = next((key for key in keys if key[1] in (territory, None)), keys[0])
        if len(keys) > 1 and key[1] not in (territory, None):
            names = ", ".join(sorted(str(found) for _, found in keys))
            if territory.__class__ is not str:
                raise TerritoryUnknown(f"Law '{law_id}' is one of {names}; say which municipality")
            raise LawNotFound(f"Law '{law_id}' is one of {names}, not of {territory}")
        law = self.in_force(key, on)
        if law is None:
            raise LawNotInForce(self._why_not(key, on))
        return law

    def in_force(self, key: Key, on: date) -> Law | None:
        """The version of the law under `key` in force on `on`, or None."""
        versions = self._versions[key]
        begun = bisect_right(versions, on, key=_begin)
        found = versions[begun - 1] if begun else None
        if found and found.valid_to and found.valid_to < on:
            return None
        return found

    def last_day(self, law: Law) -> date | None:
        """The last day of a version: its own end, or the day before the next begins."""
        begun = law.valid_from or date.min
        later = [v.valid_from for v in self._versions[law.key] if v.valid_from]
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

    def _why_not(self, key: Key, on: date) -> str:
        begun = [v for v in self._versions[key] if not v.valid_from or v.valid_from <= on]
        message = f"No version of law '{key[0]}' in force on {on.isoformat()}"
        if begun:
            return f"{message}; last in force until {begun[-1].valid_to}"
        return f"{message}; first in force from {self._versions[key][0].valid_from}"

    def implementers(self, term: tuple[str, str, str], on: date) -> list[Article]:
        """Articles in force on `on` that fill `term` (law, article, open term)."""
        articles: list[Article] = []
        for key in self._implementers.get(term, ()):
            law = self.in_force(key, on)
            if law:
                articles.extend(a for a in law.articles if term in a.implements)
        return articles

    def hooked(self, on: date) -> Iterable[Article]:
        """Articles in force on `on` that fire on decisions of other laws."""
        for key in self._hooked:
            law = self.in_force(key, on)
            if law:
                yield from (article for article in law.articles if article.hooks)

    def of_layer(self, layer: str, output: str, on: date) -> list[Article]:
        """Articles in force on `on` in laws of `layer` that give `output`."""
        found = []
        for key in self._versions:
            law = self.in_force(key, on)
            if law and law.layer == layer.upper() and output in law.producers:
                found.append(law.producers[output])
        return found

    def only(self, digests: Mapping[str, object]) -> Corpus:
        """The part of this corpus with exactly the files whose hash is in `digests`."""
        return Corpus(tuple(law for law in self.laws if law.digest in digests), self.problems)


def _begin(law: Law) -> date:
    return law.valid_from or date.min


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
        if not isinstance(data, dict) or "articles" not in data:
            continue
        found = _problems(data, path)
        problems.extend(found)
        if not lenient and any(problem.severity == "error" for problem in found):
            continue
        try:
            law = read_law(data, path, digest)
        except (AttributeError, TypeError, ValueError):
            continue  # its problems say which part has the wrong shape
        mark = (law.key, law.valid_from, digest)
        if mark not in seen:
            seen.add(mark)
            laws.append(law)
    return Corpus(tuple(laws), tuple(problems))


def _problems(data: Mapping[str, object], path: Path) -> list[Problem]:
    """What is wrong with a file; what is nested beyond checking is one problem."""
    try:
        return problems_of(data, path)
    except RecursionError:
        return [Problem(path, None, None, "the rules are nested too deeply to be checked", "error")]


def law_files(*directories: Path) -> list[Path]:
    """The YAML files below `directories` (or the files themselves), in a fixed order."""
    found: list[Path] = []
    for directory in directories:
        if directory.is_file():
            found.append(directory)
        else:
            found.extend(p for p in directory.rglob("*") if p.suffix in {".yaml", ".yml"})
    return sorted(set(found))
