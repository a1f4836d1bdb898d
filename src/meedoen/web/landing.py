# SPDX-License-Identifier: EUPL-1.2
"""Where somebody lands after logging in: the first page that opens for her role.

Read from the pages' own registrations, so that nobody is ever sent to a page that stays closed.
"""

from django.urls import reverse

from meedoen.accounts.roles import Role
from meedoen.web.ways_back import page_registration

# In this order: people before their places, places before what is watched over or counted.
FIRST_PAGES = (
    "professional:team", "professional:places", "web:oversight", "policy:budget",
    "policy:home", "professional:streets", "register:home",
)  # fmt: skip
MY_WORK = "web:my_work"


def landing_page(role: Role) -> str:
    """Give the address of the first page for a role; the page of her own work when none opens."""
    addresses = map(reverse, FIRST_PAGES)
    return next((address for address in addresses if may_open(role, address)), reverse(MY_WORK))


def may_open(role: Role, address: str) -> bool:
    """Tell whether an address of ours is a page that this role may open by a link."""
    stated = page_registration(address)
    return stated is not None and role in stated.roles
