# SPDX-License-Identifier: EUPL-1.2
"""Does it matter at which desk you come? Asking the same a thousand times, each time otherwise.

I1, S2-09: what somebody may do does not depend on the desk, the channel, the organisation or the
order of the conversation. That cannot be promised, only tried: each way to come in differs, and
everything that is shown must be the same. Equal answers alone prove nothing, so every proof also
holds a *control*: a fact that does matter is changed, and the comparison must see it.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from meedoen.rules.glasses import look_through
from meedoen.rules.outcomes import Outcome
from meedoen.rules.questions import open_questions
from meedoen.rules.rulebook.catalogue import Rulebook

Facts = Mapping[str, object]
Shown = Mapping[str, object]
"""All that somebody reads, each part by its name: a provision, the questions, the places."""

QUESTIONS, SIGNALS, BETWEEN = "vragen", "knelpunten", "tussen_wal_en_schip"
# A child falls under other provisions, whoever somebody is: the glasses cannot but show that.
CHANGED_BIRTH = {"geboortedatum": date(2015, 1, 1)}
PAUSES = 0.2


@dataclass(frozen=True, slots=True)
class Varied:
    """Something that differs from way to way and may not matter: its words and possibilities."""

    name: str
    label: str
    values: tuple[str, ...]


VARIED = (
    Varied("kanaal", "hoe je komt", (
        "balie", "telefoon", "post", "website", "huisbezoek", "mail", "inloop",
    )),
    Varied("loket", "bij welk loket", (
        "wmo_loket", "werk_en_inkomen", "jongerenloket", "uwv", "bibliotheek", "wijkteam",
    )),
    Varied("organisatie", "bij welke organisatie", (
        "gemeente-lindewaard", "gemeente-vennerhout", "welzijn-de-brink", "zilveren-linde", "uwv",
    )),
    Varied("team", "met welk team je praat", (
        "team-noord", "team-centrum", "team-sociaal", "",
    )),
    Varied("rol", "wie met je praat", (
        "wmo_consultant", "work_consultant", "neighbourhood_worker", "resident",
    )),
    Varied("gemeente_code", "in welke gemeente dat loket staat", ("GM9901", "GM9902")),
)  # fmt: skip
ORDERS = (
    "de volgorde waarin je antwoord geeft",
    "de volgorde waarin je je wensen vertelt",
    "of we tussendoor al een keer kijken",
    "de volgorde waarin de plekken bij ons op de lijst staan",
)
"""What else differs: orders, of which there are too many to count (screen text)."""


def varied_in_words() -> list[dict[str, object]]:
    """Say what differs from way to way, with the number of possibilities; None: uncountable."""
    told = {v.label: len(v.values) for v in VARIED} | dict.fromkeys(ORDERS)
    return [{"label": label, "possibilities": number} for label, number in told.items()]


@dataclass(frozen=True, slots=True)
class Telling:
    """One way to come in. `facts` in the order told, `desk` what may not matter.

    `so_far` is what was known at a look halfway, None without one. `draw` shuffles what the
    layers above add, such as the places.
    """

    number: int
    desk: Mapping[str, str]
    facts: Facts
    so_far: Facts | None
    draw: random.Random

    @property
    def told(self) -> dict[str, object]:
        """The facts with the words about the desk among them, as a form would send them."""
        pairs = [*self.facts.items(), *self.desk.items()]
        self.draw.shuffle(pairs)
        return dict(pairs)


@dataclass(frozen=True, slots=True)
class Difference:
    """A way that came out otherwise: whose, which, along which desk, and what was not the same."""

    resident: str
    way: int
    desk: Mapping[str, str]
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """What came of all ways of some people together, and of the controls."""

    ways: int = 0
    differences: tuple[Difference, ...] = ()
    controls: int = 0
    controls_seen: int = 0

    @property
    def equal(self) -> int:
        """The number of ways that came out the same."""
        return self.ways - len(self.differences)

    def __add__(self, other: Tally) -> Tally:
        """Count two tallies together."""
        return Tally(
            self.ways + other.ways,
            self.differences + other.differences,
            self.controls + other.controls,
            self.controls_seen + other.controls_seen,
        )


def tellings(facts: Facts, seed: str, ways: int) -> Iterator[Telling]:
    """Give `ways` ways to tell the same facts; the same `seed` gives the same ways again."""
    draw = random.Random(seed)  # noqa: S311 - to be had again, not to be secret
    for number in range(1, ways + 1):
        desk = {varied.name: draw.choice(varied.values) for varied in VARIED}
        names = draw.sample(sorted(facts), len(facts))
        told = {name: _as_sent(facts[name], draw) for name in names}
        so_far = None
        if draw.random() < PAUSES:
            so_far = {name: told[name] for name in names[: draw.randint(0, len(names))]}
        yield Telling(number, desk, told, so_far, draw)


def _as_sent(value: object, draw: random.Random) -> object:
    """The same answer as another form sends it: a day as text, a list in another order."""
    if isinstance(value, date):
        return draw.choice((value, value.isoformat()))
    if isinstance(value, list):
        return draw.sample(value, len(value))
    return value


def compare(
    resident: str,
    first: Shown,
    ways: Iterable[Telling],
    show: Callable[[Telling], Shown],
    controls: Sequence[Shown] = (),
) -> Tally:
    """Show every way and set it beside the `first`; count the `controls` that differ from it.

    `resident` is a key that tells who in a Difference. Never raises over a difference: it is
    what we are looking for.
    """
    count, different = 0, []
    for way in ways:
        count += 1
        parts = differing(first, show(way))
        if parts:
            different.append(Difference(resident, way.number, way.desk, parts))
    seen = sum(bool(differing(first, control)) for control in controls)
    return Tally(count, tuple(different), len(controls), seen)


def differing(one: Shown, other: Shown) -> tuple[str, ...]:
    """Name the parts that are not the same in both, or that only one of them has, in order."""
    names = one.keys() | other.keys()
    missing = object()
    return tuple(sorted(n for n in names if one.get(n, missing) != other.get(n, missing)))


def through_the_glasses(rulebook: Rulebook, telling: Telling, on: date, home: str) -> Shown:
    """Show what both glasses show for one way; `home` is where the resident lives (its code).

    A look halfway comes first where the way has one: it may leave nothing behind.
    """
    if telling.so_far is not None:
        shown(rulebook, telling.so_far, on, home)
    return shown(rulebook, telling.told, on, home)


def shown(rulebook: Rulebook, facts: Facts, on: date, municipality: str) -> dict[str, object]:
    """Give all that is read about the outcomes, by provision, and what is asked next.

    Raises ImpossibleAnswer for a value that is no answer to its fact.
    """
    seen = look_through(rulebook, facts, on, municipality)
    parts: dict[str, object] = {o.provision.id: _read(o) for o in seen.outcomes}
    parts[QUESTIONS] = [(q.fact.name, q.changes) for q in open_questions(seen, rulebook)]
    parts[SIGNALS] = [signal.code for signal in seen.signals]
    parts[BETWEEN] = seen.falls_between
    return parts


def _read(outcome: Outcome) -> tuple[object, ...]:
    """All that a resident or professional reads about one outcome, the explanation included."""
    o = outcome
    return (
        o.kind, o.sentence, o.way_on, o.contribution, o.missing, o.to_ask,
        o.next_question and o.next_question.name, o.goes_first, o.to_confirm, o.signals,
        o.decider, o.judged_on, o.local_rules, o.explanation, o.judgement,
    )  # fmt: skip


class Standing(StrEnum):
    """What a proof is worth today."""

    UNEQUAL = "unequal"
    BLIND = "blind"
    RULES_CHANGED = "rules_changed"
    PROVEN = "proven"


@dataclass(frozen=True, slots=True)
class Proof:
    """One whole proof: what came of it, with what, and by which rules. Nobody real is in it.

    `took` is in seconds; `rulebook_digest` names the rules exactly; the same `seed` does it again.
    """

    tally: Tally
    seed: str
    rules_of: date
    residents: tuple[str, ...]
    rulebook_digest: str
    product_version: str
    took: float


def standing(
    *, ways: int, equal: int, controls: int, controls_seen: int, then: str, now: str
) -> Standing:
    """Say what a proof is worth: `then` and `now` are the digests of the rules.

    One difference outweighs everything; a comparison that missed a control has seen nothing.
    """
    if equal < ways:
        return Standing.UNEQUAL
    if not ways or not controls or controls_seen < controls:
        return Standing.BLIND
    return Standing.PROVEN if then == now else Standing.RULES_CHANGED
