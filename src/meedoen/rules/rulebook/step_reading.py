# SPDX-License-Identifier: EUPL-1.2
"""Reading `steps.yaml`, and refusing a step that points at nothing or says too much.

A step may not fill in a judgement, may not name an amount of money, and must change something.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from meedoen.rules.rulebook.catalogue import Fact, FactType, Rulebook, RulebookError
from meedoen.rules.rulebook.conditions import Condition, read_condition
from meedoen.rules.rulebook.steps import (
    UNSURE,
    DayItComes,
    FollowUp,
    FollowUpChoice,
    WhatIfStep,
)

Raw = Mapping[str, Any]
_MONEY = re.compile(r"€|\d\s*(euro|cent)", re.IGNORECASE)


def step_reader(document: Raw) -> Callable[[Raw], WhatIfStep]:
    """Give the function that builds a step from one entry of this document."""
    groups = {str(group["code"]) for group in document.get("groups") or ()}
    never = dict(document.get("never") or {})

    def read(raw: Raw) -> WhatIfStep:
        step = WhatIfStep(
            id=raw["id"],
            label=raw["label"],
            group=raw["group"],
            says=raw["says"],
            never=tuple(str(never[code]) for code in raw.get("never") or ()),
            facts=dict(raw.get("facts") or {}),
            ends=tuple(raw.get("ends") or ()),
            opens=tuple(raw.get("opens") or ()),
            about=tuple(raw.get("about") or ()),
            follow_up=_follow_up(raw["ask"]) if raw.get("ask") else None,
            at=_moment(raw["at"]) if raw.get("at") else None,
            fits=read_condition(raw["fits"]) if raw.get("fits") else None,
            moves=bool(raw.get("moves", False)),
        )
        _refuse(step, groups)
        return step

    return read


def _follow_up(raw: Raw) -> FollowUp:
    choices = tuple(FollowUpChoice(c["code"], c["label"], dict(c["facts"])) for c in raw["choices"])
    if len(choices) < 2 or UNSURE in {choice.code for choice in choices}:
        raise ValueError(f"een vraag heeft twee of meer choices, en geen '{UNSURE}'")
    unless = read_condition(raw["unless"]) if raw.get("unless") else None
    return FollowUp(raw["question"], choices, unless)


def _moment(raw: Raw) -> DayItComes:
    if set(raw) == {"aow"} and raw["aow"] is True:
        return DayItComes()
    if set(raw) == {"birthday"}:
        return DayItComes(int(raw["birthday"]))
    raise ValueError("at is {birthday: leeftijd} of {aow: true}")


def _refuse(step: WhatIfStep, groups: set[str]) -> None:
    if not step.label.startswith("Ik "):
        raise ValueError("label begint met 'Ik': de inwoner zegt het zelf")
    if step.group not in groups:
        raise ValueError(f"group '{step.group}' bestaat niet. Kies uit {', '.join(sorted(groups))}")
    if not (step.touches or step.at or step.moves):
        raise ValueError("deze stap verandert niets: vul facts, ask, at of moves in")
    if any(_MONEY.search(text) for text in _texts(step)):
        raise ValueError("een stap noemt geen bedrag: dat beslist alleen de gemeente of UWV")


def _texts(step: WhatIfStep) -> Iterator[str]:
    yield from (step.label, step.says, *step.never)
    if step.follow_up:
        yield step.follow_up.question
        yield from (choice.label for choice in step.follow_up.choices)


def conditions_of(step: WhatIfStep) -> Iterator[Condition]:
    """Every condition of a step, so that its names can be checked against the catalogues."""
    if step.fits:
        yield step.fits
    if step.follow_up and step.follow_up.unless:
        yield step.follow_up.unless


def check_step(book: Rulebook, step: WhatIfStep, where: str) -> None:
    """Refuse facts and provisions that do not exist, and judgements a step would fill in.

    Raises RulebookError with `where` and what to do.
    """
    for provision in step.about:
        book.provision(provision)
    for name in sorted(step.touches - set(book.facts)):
        raise RulebookError(f"{where}: feit '{name}' staat niet in facts.yaml. Voeg het toe.")
    choices = step.follow_up.choices if step.follow_up else ()
    for facts in (step.facts, dict.fromkeys(step.ends, False), *(c.facts for c in choices)):
        for name, value in facts.items():
            _check_value(book.facts[name], value, where)


def _check_value(fact: Fact, value: object, where: str) -> None:
    if fact.is_judgement:
        raise RulebookError(
            f"{where}: '{fact.name}' is een oordeel van {fact.body}. Een stap vult dat nooit in; "
            "zet het bij opens."
        )
    codes = {option.code for option in fact.options}
    values = value if isinstance(value, list) else [value]
    fits = isinstance(value, bool) if fact.type is FactType.BOOLEAN else codes.issuperset(values)
    if not fits or (fact.type not in {FactType.BOOLEAN, FactType.ENUM}):
        raise RulebookError(f"{where}: '{value}' is geen antwoord op '{fact.name}'.")
