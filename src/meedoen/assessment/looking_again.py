# SPDX-License-Identifier: EUPL-1.2
"""Doing a kept look again from its receipt, and saying what changed between two looks.

Each law is asked again with just the files the receipt names (`law.replay`). When a file has been
changed since, that is said, and the look is done with the files as they are now.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from meedoen.law import Corpus, replay
from meedoen.law.receipts import unsealed
from meedoen.rules.glasses import look_through
from meedoen.rules.outcomes import OutcomeKind
from meedoen.rules.rulebook.catalogue import Rulebook, RulebookError

Receipt = Mapping[str, Any]
_MUNICIPALITY = "gemeente_code"


@dataclass(frozen=True, slots=True)
class Difference:
    """One provision that came out otherwise; None where it was not in that look."""

    name: str
    then: OutcomeKind | None
    now: OutcomeKind | None


@dataclass(frozen=True, slots=True)
class ChangedLaw:
    """A law file that is no longer as it was: its id and from when it was valid."""

    law: str
    valid_from: str


@dataclass(frozen=True, slots=True)
class LookedAgain:
    """What a kept look gives when it is done again.

    `changed_laws` names the files that are not what they were, `other_answers` the laws that say
    something else from the same file; `words_changed` says that only a catalogue beside the laws
    changed. `differences` is what came out otherwise.
    """

    changed_laws: tuple[ChangedLaw, ...]
    other_answers: tuple[str, ...]
    words_changed: bool
    differences: tuple[Difference, ...]

    @property
    def same_rules(self) -> bool:
        """Tell whether all laws could be read as they were."""
        return not self.changed_laws

    @property
    def same(self) -> bool:
        """Tell whether every outcome is what it was."""
        return not self.differences and not self.other_answers


def look_again(rulebook: Rulebook, receipt: Receipt) -> LookedAgain:
    """Do a kept look again, with the facts and the day of then.

    With the law files of then where they are all still there, else with those of now.
    """
    changed = _changed_laws(rulebook, receipt["laws"])
    book = rulebook if changed else replace(rulebook, corpus=_of_then(rulebook, receipt["laws"]))
    seen = look_through(
        book, facts_of(receipt), date.fromisoformat(receipt["on"]), receipt["municipality"]
    )
    now = {outcome.provision.id: str(outcome.kind) for outcome in seen.outcomes}
    return LookedAgain(
        changed_laws=changed,
        other_answers=() if changed else _answering_otherwise(rulebook, receipt["laws"]),
        words_changed=not changed and receipt["rulebook"] != f"sha256:{rulebook.digest}",
        differences=differences(rulebook, receipt["outcomes"], now),
    )


def _changed_laws(rulebook: Rulebook, laws: Iterable[Receipt]) -> tuple[ChangedLaw, ...]:
    held = {law.digest for law in rulebook.corpus.laws}
    gone = {
        (str(law["id"]), str(law["valid_from"] or ""))
        for receipt in laws
        for law in receipt["laws"]
        if str(law["hash"]).removeprefix("sha256:") not in held
    }
    return tuple(ChangedLaw(*law) for law in sorted(gone))


def _of_then(rulebook: Rulebook, laws: Iterable[Receipt]) -> Corpus:
    named = {
        str(law["hash"]).removeprefix("sha256:"): law for receipt in laws for law in receipt["laws"]
    }
    return rulebook.corpus.only(named)


def _answering_otherwise(rulebook: Rulebook, laws: Iterable[Receipt]) -> tuple[str, ...]:
    """Replay each law, and name those whose answers are not those of then."""
    return tuple(
        str(receipt["question"]["law"])
        for receipt in laws
        if replay(rulebook.corpus, receipt).receipt["outputs"] != receipt["outputs"]
    )


def facts_of(receipt: Receipt) -> dict[str, object]:
    """Give the facts that the laws read in a kept look, by name, as the glasses take them."""
    found: dict[str, object] = {}
    for law in receipt["laws"]:
        for name, value in law["question"]["facts"].items():
            if name != _MUNICIPALITY:
                found[name] = unsealed(value)
    return found


def differences(
    rulebook: Rulebook, then: Mapping[str, str], now: Mapping[str, str]
) -> tuple[Difference, ...]:
    """Give what came out otherwise between two looks: first in the order of the rulebook."""
    names = [provision.id for provision in rulebook.provisions]
    names += sorted({*then, *now} - set(names))
    return tuple(
        Difference(_name(rulebook, one), _kind(then.get(one)), _kind(now.get(one)))
        for one in names
        if then.get(one) != now.get(one)
    )


def changed_answers(then: Receipt, now: Receipt) -> tuple[str, ...]:
    """Name the facts whose answer differs between two looks, or that only one of them read."""
    earlier, later = facts_of(then), facts_of(now)
    return tuple(
        sorted(name for name in {*earlier, *later} if earlier.get(name) != later.get(name))
    )


def _name(rulebook: Rulebook, provision: str) -> str:
    try:
        return rulebook.provision(provision).legal_name
    except RulebookError:
        return provision


def _kind(code: str | None) -> OutcomeKind | None:
    return OutcomeKind(code) if code else None
