# SPDX-License-Identifier: EUPL-1.2
"""How a municipality does it, beside its neighbours, and what changed: rules only."""

from dataclasses import dataclass
from datetime import date

from meedoen.accounts.queries import neighbours_of
from meedoen.journeys.glasses import current_rulebook
from meedoen.rules.local.changes import Moved, by_regulation, changes
from meedoen.rules.local.practice import (
    Rule,
    Section,
    differing,
    narrowed,
    ours_and_elsewhere,
    practice,
)


@dataclass(frozen=True)
class LocalPractice:
    """The rules of one municipality on a day; `since` is the day from which changes are told.

    `sections` hold what the municipality has a say in, `elsewhere` the open norms on which
    another weighs.
    """

    on: date
    since: date
    neighbours: tuple[str, ...]
    sections: tuple[Section, ...]
    elsewhere: tuple[Section, ...]
    different: tuple[Rule, ...]
    changed: tuple[Moved, ...]
    coming: tuple[Moved, ...]

    @property
    def not_read_in(self) -> int:
        """The number of shown rules of which a step is not in the rulebook."""
        rules = (rule for section in self.sections for rule in section.rules)
        return sum(not rule.chain.read_in for rule in rules)


def local_practice(
    municipality: str, *, on: date, since: date, words: str = "", only_different: bool = False
) -> LocalPractice:
    """Give how a municipality (its code) does it on a day, and what changed after `since`.

    `words` and `only_different` narrow the rules, not the changes.
    """
    rulebook = current_rulebook()
    neighbours = {found.code: found.name for found in neighbours_of(municipality)}
    everything = practice(rulebook, municipality, on, neighbours)
    found = narrowed(everything, words, only_different=only_different)
    ours, elsewhere = ours_and_elsewhere(found)
    moved = changes(rulebook, municipality, since)
    return LocalPractice(
        on=on,
        since=since,
        neighbours=tuple(neighbours.values()),
        sections=ours,
        elsewhere=elsewhere,
        different=differing(everything),
        changed=by_regulation(change for change in moved if change.day <= on)[::-1],
        coming=by_regulation(change for change in moved if change.day > on),
    )
