# SPDX-License-Identifier: EUPL-1.2
"""What changed in the rules since a day, and what is going to: article by article, old beside new.

Two versions of a law are laid beside each other on the day the second begins. An address that
changes is no change; neither is a new version that says the same. Pure Python.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from meedoen.law import ArticleRef
from meedoen.law.corpus import day_after
from meedoen.law.model import Article, Law
from meedoen.rules.local.chains import Link, all_chains
from meedoen.rules.local.in_words import in_words
from meedoen.rules.rulebook.catalogue import Rulebook
from meedoen.vocabulary.words import name_in_words

_DAY = timedelta(days=1)


class ChangeKind(StrEnum):
    """What happened. FIRST: the rulebook has no earlier version, so what was before is unknown."""

    FIRST = "first"
    NEW = "new"
    CHANGED = "changed"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Amount:
    """A value that is not what it was, both in written Dutch; empty where there was or is none."""

    subject: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """One article, or one whole regulation (no article), that is different from a day on.

    `layer` and `source` say what kind of rule it is and its name; `local` whether it is the
    municipality's own. `before` and `after` are the article's words, empty where they stayed.
    """

    day: date
    kind: ChangeKind
    layer: str
    source: str
    local: bool
    article: ArticleRef | None = None
    before: str = ""
    after: str = ""
    amounts: tuple[Amount, ...] = ()

    @property
    def only_reckoning(self) -> bool:
        """Whether the words and amounts stayed, and only how it is worked out changed."""
        return self.kind is ChangeKind.CHANGED and not (self.after or self.amounts)


@dataclass(frozen=True, slots=True)
class Moved:
    """One regulation on one day, with all its articles that are different from then on."""

    day: date
    source: str
    local: bool
    changes: tuple[Change, ...]


def by_regulation(found: Iterable[Change]) -> tuple[Moved, ...]:
    """Put changes of one regulation on one day together, in the order in which they come."""
    groups: dict[tuple[date, str, bool], list[Change]] = {}
    for change in found:
        groups.setdefault((change.day, change.source, change.local), []).append(change)
    return tuple(Moved(*key, tuple(together)) for key, together in groups.items())


def changes(
    rulebook: Rulebook, municipality: str, since: date, until: date = date.max
) -> tuple[Change, ...]:
    """Give what changes after `since` and up to and including `until`, in order of date.

    National rules and those of the municipality (its code); with `until` left out, all that is
    already known of the future too. Each article is listed once for each day it changes.
    """
    laws: dict[tuple[str, str | None], list[Law]] = {}
    for law in rulebook.corpus.laws:
        if law.scope in (None, ("gemeente_code", municipality)):
            laws.setdefault(law.key, []).append(law)
    found = [
        change
        for key in laws
        for day in _days(laws[key])
        if since < day <= until
        for change in _Between(rulebook, municipality, key, day).changes()
    ]
    return tuple(sorted(found, key=lambda c: (c.day, not c.local)))


def _days(versions: list[Law]) -> list[date]:
    """The days on which a regulation may be different from the day before."""
    begins = {law.valid_from for law in versions if law.valid_from}
    ends = {day_after(law.valid_to) for law in versions if law.valid_to}
    return sorted(day for day in begins | ends if day)


@dataclass(frozen=True)
class _Between:
    """One regulation on the last day of the old and the first day of the new."""

    rulebook: Rulebook
    municipality: str
    key: tuple[str, str | None]
    day: date

    def changes(self) -> Iterator[Change]:
        """Each article that is different, or the whole regulation when it begins or ends."""
        corpus = self.rulebook.corpus
        old = corpus.in_force(self.key, self.day - _DAY)
        new = corpus.in_force(self.key, self.day)
        if old is new:
            return
        if old is None or new is None:
            yield self._whole(old, new)
            return
        before, after = ({a.number: a for a in law.articles} for law in (old, new))
        for number in dict.fromkeys([*before, *after]):
            change = self._article(before.get(number), after.get(number))
            if change:
                yield change

    def _whole(self, old: Law | None, new: Law | None) -> Change:
        law = new or old
        assert law is not None
        kind = ChangeKind.ENDED
        if new is not None:
            kind = ChangeKind.FIRST if self._first_day() == self.day else ChangeKind.NEW
        return Change(self.day, kind, law.layer, law.name, law.scope is not None)

    def _first_day(self) -> date:
        versions = (law for law in self.rulebook.corpus.laws if law.key == self.key)
        return min(law.valid_from or date.min for law in versions)

    def _article(self, old: Article | None, new: Article | None) -> Change | None:
        one = new or old
        assert one is not None
        amounts = self._amounts(old, new)
        said = (old.text if old else "", new.text if new else "")
        if old and new and said[0] == said[1] and not amounts and _reckons_the_same(old, new):
            return None
        kind = ChangeKind.CHANGED if old and new else ChangeKind.NEW if new else ChangeKind.ENDED
        before, after = said if said[0] != said[1] else ("", "")
        return Change(
            day=self.day, kind=kind, layer=one.law.layer, source=one.law.name,
            local=one.law.scope is not None, article=one.ref,
            before=before, after=after, amounts=amounts,
        )  # fmt: skip

    def _amounts(self, old: Article | None, new: Article | None) -> tuple[Amount, ...]:
        """Values that differ: open terms it fills, and constants that say more than those."""
        filled = _differing(self._filled(old, self.day - _DAY), self._filled(new, self.day))
        told = {(amount.before, amount.after) for amount in filled}
        constants = _differing(_constants(old), _constants(new))
        return (*filled, *(a for a in constants if (a.before, a.after) not in told))

    def _filled(self, article: Article | None, on: date) -> dict[str, str]:
        if article is None:
            return {}
        links = self._links(on)
        own = (link for link in links if link.article == article.ref and link.value)
        return {link.subject.rstrip("."): link.value for link in own}

    def _links(self, on: date) -> Iterator[Link]:
        for chain in all_chains(self.rulebook, self.municipality, on):
            yield from chain.steps


def _differing(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[Amount, ...]:
    return tuple(
        Amount(subject, before.get(subject, ""), after.get(subject, ""))
        for subject in dict.fromkeys([*before, *after])
        if before.get(subject, "") != after.get(subject, "")
    )


def _constants(article: Article | None) -> dict[str, str]:
    given = article.definitions if article else {}
    return {_called(name, value): _constant(value) for name, value in given.items()}


def _called(name: str, given: Any) -> str:
    """What a constant is about, in the words of the file where it has them."""
    described = given.get("description") if isinstance(given, Mapping) else None
    return str(described).rstrip(".") if described else name_in_words(name)


def _constant(given: Any) -> str:
    """A constant of an article in written Dutch; empty when it is no plain value."""
    value, unit = given, None
    if isinstance(given, Mapping):
        spec = given.get("type_spec")
        value, unit = given.get("value"), spec.get("unit") if isinstance(spec, Mapping) else None
    return "" if value is None or isinstance(value, list | dict) else in_words(value, unit)


def _reckons_the_same(old: Article, new: Article) -> bool:
    """Whether both articles are worked out alike; where they stand does not count."""
    return all(
        getattr(old, part) == getattr(new, part)
        for part in (
            "parameters", "inputs", "outputs", "actions", "definitions", "terms", "implements",
            "overrides", "hooks", "produces",
        )
    )  # fmt: skip
