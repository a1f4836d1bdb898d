# SPDX-License-Identifier: EUPL-1.2
"""Which level of log-in each service asks: our proposal, and what municipalities decided.

`nl.yaml` names every service. A file of a municipality (`GM0000.yaml`) names those for which it
decided something else; for the others the proposal holds. Each table in a file stands alone and
counts from its day until the next one. Reads files; knows no database.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from meedoen.law.loading import LawFileError, parse_yaml, positions, read_text
from meedoen.privacy.levels.kinds import AT_MOST, LogInLevel, Service

OURS = Path(__file__).parent
NATIONAL = "nl"
_MUNICIPAL = re.compile(r"GM[0-9]{4}\Z")
_KEYS = {"from", "decided", "services"}


class UnusableLevels(ValueError):
    """A file of levels cannot be used; the message names the file, the table and what to do."""


@dataclass(frozen=True)
class DatedLevels:
    """What counts from a day: the level of each service named, and which decision says so."""

    first: date
    decided: str
    levels: Mapping[Service, LogInLevel]


@dataclass(frozen=True)
class LevelTable:
    """The proposal for everybody, and per code of a municipality what it decided itself."""

    national: tuple[DatedLevels, ...]
    municipal: Mapping[str, tuple[DatedLevels, ...]]

    def level(self, service: Service, *, municipality: str, day: date) -> LogInLevel:
        """Give the level that a service asks in a municipality on a day.

        On a day about which nothing was decided or proposed it asks the most there is.
        """
        return self._in(self.municipal.get(municipality, ()), service, day)

    def strictest(self, service: Service, *, day: date) -> LogInLevel:
        """Give the highest level that a service asks anywhere on a day."""
        own = [self._in(dated, service, day) for dated in self.municipal.values()]
        return max([self._in((), service, day), *own])

    def _in(self, own: tuple[DatedLevels, ...], service: Service, day: date) -> LogInLevel:
        most = AT_MOST.get(service, LogInLevel.AT_DESK)
        proposed = _on(self.national, day).get(service, most)
        return _on(own, day).get(service, proposed)


def _on(dated: tuple[DatedLevels, ...], day: date) -> Mapping[Service, LogInLevel]:
    begun = [one for one in dated if one.first <= day]
    return begun[-1].levels if begun else {}


@cache
def level_table(own: str = "") -> LevelTable:
    """Read the table of an installation: our files, and those in a folder of its own before ours.

    `own` is the folder; empty: there is none. Raises UnusableLevels.
    """
    found = dict(_files_in(OURS))
    if own:
        found |= _files_in(Path(own))
    municipal = {
        code: _dated(path, whole=False) for code, path in found.items() if code != NATIONAL
    }
    return LevelTable(_dated(found[NATIONAL], whole=True), municipal)


def _files_in(folder: Path) -> Iterator[tuple[str, Path]]:
    if not folder.is_dir():
        raise UnusableLevels(f"{folder}: there is no such folder of levels.")
    for path in sorted(folder.glob("*.yaml")):
        if path.stem != NATIONAL and not _MUNICIPAL.match(path.stem):
            raise UnusableLevels(
                f"{path}: call it {NATIONAL}.yaml, or after a municipality, as GM0000.yaml."
            )
        yield path.stem, path


def _dated(path: Path, *, whole: bool) -> tuple[DatedLevels, ...]:
    """Read the tables of one file, in order of their days; `whole` asks every service in each."""
    try:
        text = read_text(path)
        document = parse_yaml(text, str(path))
    except LawFileError as error:
        raise UnusableLevels(str(error)) from error
    for (*_, key), line in positions(text)[1]:
        raise UnusableLevels(f"{path}, line {line}: {key!r} stands here twice.")
    tables = document.get("tables") if isinstance(document, dict) else None
    if not isinstance(tables, list) or not tables:
        raise UnusableLevels(f"{path}: there is no list under `tables`.")
    found = [_one(table, f"{path}, table {n}", whole) for n, table in enumerate(tables, 1)]
    days = [one.first for one in found]
    if days != sorted(set(days)):
        raise UnusableLevels(f"{path}: each table begins on a later day than the one before it.")
    return tuple(found)


def _one(table: Any, where: str, whole: bool) -> DatedLevels:
    if not isinstance(table, dict) or set(table) != _KEYS:
        raise UnusableLevels(f"{where}: it has `from`, `decided` and `services`, and nothing else.")
    decided, services = table["decided"], table["services"]
    if not isinstance(decided, str) or not decided.strip():
        raise UnusableLevels(f"{where}: `decided` says in words who decided this, and when.")
    if not isinstance(services, dict):
        raise UnusableLevels(f"{where}: `services` names services, each with its level.")
    levels = dict(_level(name, level, where) for name, level in services.items())
    missing = set(Service) - set(levels)
    if whole and missing:
        raise UnusableLevels(f"{where}: nothing is said of {', '.join(sorted(missing))}.")
    return DatedLevels(_day(table["from"], where), decided, levels)


def _day(said: Any, where: str) -> date:
    try:
        return date.fromisoformat(str(said))
    except ValueError:
        raise UnusableLevels(f"{where}: {said!r} is no day such as 2026-01-01.") from None


def _level(name: Any, said: Any, where: str) -> tuple[Service, LogInLevel]:
    if name not in set(Service):
        raise UnusableLevels(f"{where}: {name!r} is no service; there are {', '.join(Service)}.")
    levels = {level.name.lower(): level for level in LogInLevel}
    if said not in levels:
        raise UnusableLevels(f"{where}: {said!r} is no level; there are {', '.join(levels)}.")
    service, level = Service(name), levels[said]
    most = AT_MOST.get(service, LogInLevel.AT_DESK)
    if level > most:
        raise UnusableLevels(f"{where}: {service} can ask at most {most.name.lower()}.")
    return service, level
