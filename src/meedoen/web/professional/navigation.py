# SPDX-License-Identifier: EUPL-1.2
"""The menu at work: only pages that this role may open, read from the pages' own registrations."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import resolve, reverse

from meedoen.accounts.roles import Role
from meedoen.privacy.endpoints import Endpoint, registration_of

PAGES = (
    ("professional:team", "Team"),
    ("professional:tell", "Nieuw verhaal"),
    ("professional:letters", "Brieven"),
    ("professional:disagreements", "Niet mee eens"),
    ("professional:places", "Onze plekken"),
    ("professional:knelpunten", "Knelpunten"),
    ("register:home", "Register"),
    ("professional:streets", "Straten"),
    ("professional:local_practice", "Zo doen wij het"),
)


@dataclass(frozen=True)
class Entry:
    """A page in the menu; `endpoint` None means nobody may open it."""

    name: str
    label: str
    url: str
    endpoint: Endpoint | None

    def shown(self, here: str) -> dict[str, object]:
        """Give the page as the layout draws it; `here` is the name of the page that is open."""
        return {"label": self.label, "url": self.url, "current": self.name == here}


def entries() -> list[Entry]:
    """List the pages of the menu with what each registered."""
    found = []
    for name, label in PAGES:
        url = reverse(name)
        found.append(Entry(name, label, url, registration_of(resolve(url).func, name)))
    return found


def menu(role: Role, pages: Iterable[Entry]) -> list[Entry]:
    """Keep the pages that a role may open, in the order given. Pure."""
    return [page for page in pages if page.endpoint and role in page.endpoint.roles]
