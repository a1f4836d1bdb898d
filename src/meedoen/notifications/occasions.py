# SPDX-License-Identifier: EUPL-1.2
"""What a room declares when it has something to tell: is it still so, and in which words. Pure.

A room names its occasions in its app config (`occasions = "meedoen.plans.occasions.OCCASIONS"`).
Nothing of what is told is kept in the outbox: it is asked when it is sent, and when it is read.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from meedoen.notifications.kinds import MessageKind
from meedoen.vocabulary.domains import Domain
from meedoen.vocabulary.moment import Moment


@dataclass(frozen=True)
class MessageWords:
    """What is told: a title, whole sentences, and where in the product it stands (a path)."""

    title: str
    lines: tuple[str, ...]
    way: str = ""


@dataclass(frozen=True)
class Occasion:
    """Something that a room tells.

    `domain` is the part of a dossier in which a message to a resident lies; None for what is told
    to colleagues only. `about` names what it is about in the room itself, as text: an id.

    `still_so` says whether it is still worth telling. The worker asks it, who sees no dossier: a
    room with people answers by a function of the database that gives a yes or a no and nothing
    else. `words` is asked in the context of who reads or prints, who may see it; None when it is
    not there for her.
    """

    code: str
    kind: MessageKind
    domain: Domain | None
    still_so: Callable[[str, Moment], bool]
    words: Callable[[str, Moment], MessageWords | None]


class UnknownOccasion(LookupError):
    """No room declares an occasion of this code."""


def by_code(declared: Iterable[Occasion]) -> Mapping[str, Occasion]:
    """Give occasions by their code. Raises ValueError for a code that stands for two."""
    found: dict[str, Occasion] = {}
    for occasion in declared:
        if occasion.code in found:
            raise ValueError(f"Two occasions are called {occasion.code}.")
        found[occasion.code] = occasion
    return found
