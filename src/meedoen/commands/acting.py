# SPDX-License-Identifier: EUPL-1.2
"""Who sits at the keyboard, and for which municipality, for commands that write as the owner."""

from getpass import getuser

from meedoen.areas import queries as areas
from meedoen.areas.models import Municipality
from meedoen.commands import CouldNotBeDone
from meedoen.history.actor import NamedActor


def actor() -> NamedActor:
    """Name who sits at the keyboard; a container may have a user without a name."""
    try:
        return NamedActor(f"command line ({getuser()})")
    except (KeyError, OSError):
        return NamedActor("command line")


def known_municipality(code: str) -> Municipality:
    """Give a municipality of which the areas are here. Raises CouldNotBeDone."""
    found = areas.municipality(code)
    if found is not None:
        return found
    here = ", ".join(f"{one.code} ({one.name})" for one in areas.municipalities()[:10])
    raise CouldNotBeDone(
        f"--municipality {code}: there are no areas of it here. "
        + (f"There are those of {here}." if here else "")
        + " `meedoen areas import` brings them in."
    )
