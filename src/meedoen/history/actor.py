# SPDX-License-Identifier: EUPL-1.2
"""Who acts, as far as the past of a row needs to know. Pure."""

from dataclasses import dataclass
from typing import Protocol


class Actor(Protocol):
    """Somebody who changes something: a viewer of a page, or a program.

    `label` is what a resident reads about it; `account_id` is None for who has no account.
    """

    @property
    def label(self) -> str: ...
    @property
    def role(self) -> str: ...
    @property
    def account_id(self) -> int | None: ...


@dataclass(frozen=True)
class NamedActor:
    """Who is no viewer of a page: an administrator, a command or a task, by name."""

    label: str
    role: str = "machine"
    account_id: int | None = None
