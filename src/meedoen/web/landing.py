# SPDX-License-Identifier: EUPL-1.2
"""Where somebody lands after logging in: the first page that her role may open."""

from django.urls import reverse

from meedoen.accounts.roles import Role
from meedoen.privacy.policy import Purpose, role_may

_AT_WORK = (Purpose.INTAKE, Purpose.GUIDANCE)


def landing_page(role: Role) -> str:
    """Give the address of the first page for a role."""
    if any(role_may(role, purpose) for purpose in _AT_WORK):
        return reverse("professional:team")
    if role_may(role, Purpose.POLICY):
        return reverse("policy:home")
    return reverse("web:tour")
