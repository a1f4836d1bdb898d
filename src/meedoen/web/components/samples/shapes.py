# SPDX-License-Identifier: EUPL-1.2
"""The shape of a sample in the gallery: one state of one component."""

from dataclasses import dataclass, field
from typing import Any

Values = dict[str, Any]


@dataclass(frozen=True)
class Sample:
    """One state of a component: what it is called and the values that make it."""

    state: str
    values: Values = field(default_factory=dict)


WIDE = frozenset(("button", "choice", "door", "promise", "agenda", "looked", "glasses", "knelpunt"))


@dataclass(frozen=True)
class SampleGroup:
    """A component with all its states; `wrapper` is the class of the element around a sample."""

    component: str
    title: str
    samples: tuple[Sample, ...]
    wrapper: str = "md-stack md-stack--md"
    tag: str = "div"

    @property
    def is_wide(self) -> bool:
        """Say whether a component needs the full width of the page."""
        return self.component in WIDE
