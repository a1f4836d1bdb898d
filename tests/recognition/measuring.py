# SPDX-License-Identifier: EUPL-1.2
"""How much of what was planted in our own texts is found, and what is found beside it.

The texts stand in `rounds/`, one to a paragraph, with what tells marked as `{kind|words}`. Rounds
16, 17, 19 and 24 are kept apart: what is missed in them was not looked at.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROUNDS = Path(__file__).parent / "rounds"
KEPT_APART = ("16_aloud.txt", "17_desk.txt", "19_last.txt", "24_all.txt")
# A find may hold a word or two more than was marked, such as a title or an article.
LEEWAY = 12
_MARK = re.compile(r"\{(?P<kind>[a-z]+)\|(?P<words>[^{}]+)\}")

Spans = Iterable[tuple[int, int]]
Found = Callable[[str], Spans]


@dataclass(frozen=True)
class Planted:
    """What tells who somebody is, in one text; `start` and `end` count characters."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True)
class CasusText:
    """A text without its marks, and what is planted in it."""

    round: str
    text: str
    planted: tuple[Planted, ...]


@dataclass(frozen=True)
class Measured:
    """What came of a run over texts: planted details caught or missed, finds beside or too long."""

    texts: int
    touching: int
    caught: tuple[tuple[str, str], ...]
    missed: tuple[tuple[str, str], ...]
    false_alarms: tuple[tuple[str, str], ...]
    too_long: tuple[tuple[str, str], ...]

    @property
    def recall(self) -> float:
        """The share of the planted details that is caught, between 0 and 1."""
        return len(self.caught) / (len(self.caught) + len(self.missed))

    @property
    def touched(self) -> float:
        """The share of the planted details of which at least a part is found."""
        return self.touching / (len(self.caught) + len(self.missed))

    @property
    def false_alarms_a_text(self) -> float:
        """Finds that touch nothing planted, for each text."""
        return len(self.false_alarms) / self.texts

    def of_kind(self, kind: str) -> tuple[int, int]:
        """Give how many of this kind are caught, and how many there are."""
        caught = sum(one == kind for one, _ in self.caught)
        return caught, caught + sum(one == kind for one, _ in self.missed)


def casus_texts(rounds: Iterable[str] = ()) -> Iterator[CasusText]:
    """Give the texts of these rounds, or of all."""
    for path in sorted(ROUNDS.glob("*.txt")):
        if not rounds or path.name in rounds:
            for paragraph in path.read_text(encoding="utf-8").split("\n\n"):
                if not paragraph.startswith("#"):
                    yield unmarked(path.name, paragraph.strip())


def unmarked(round_name: str, marked: str) -> CasusText:
    """Take the marks out of a text, and say where they were."""
    text, at, planted = "", 0, []
    for mark in _MARK.finditer(marked):
        text += marked[at : mark.start()]
        planted.append(Planted(mark["kind"], len(text), len(text) + len(mark["words"])))
        text += mark["words"]
        at = mark.end()
    return CasusText(round_name, text + marked[at:], tuple(planted))


def measured(texts: Iterable[CasusText], found: Found) -> Measured:
    """Hold what is found against what was planted.

    A detail is caught when finds cover at least half of its characters. A find that touches
    nothing planted is a false alarm; one that runs on more than LEEWAY beside it is too long.
    """
    count, touching, caught, missed, false_alarms, too_long = 0, 0, [], [], [], []
    for one in texts:
        count += 1
        spans = list(found(one.text))
        covered = {at for start, end in spans for at in range(start, end)}
        for detail in one.planted:
            there = sum(at in covered for at in range(detail.start, detail.end))
            told = (detail.kind, one.text[detail.start : detail.end])
            touching += there > 0
            (caught if 2 * there >= detail.end - detail.start else missed).append(told)
        planted = {at for detail in one.planted for at in range(detail.start, detail.end)}
        for start, end in spans:
            beside = sum(at not in planted for at in range(start, end))
            if beside == end - start:
                false_alarms.append((one.round, one.text[start:end]))
            elif beside > LEEWAY:
                too_long.append((one.round, one.text[start:end]))
    return Measured(
        count, touching, tuple(caught), tuple(missed), tuple(false_alarms), tuple(too_long)
    )
