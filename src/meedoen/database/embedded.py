# SPDX-License-Identifier: EUPL-1.2
"""The one embedded server of an environment: make it ready, tell its address, throw it away."""

import os
from pathlib import Path

from meedoen.database import roles, server
from meedoen.database.binaries import find_programs
from meedoen.database.passwords import read_passwords

NAME = "meedoen"


def data_folder() -> Path:
    """Give the folder for this installation's data: `MEEDOEN_DATA`, else the checkout's `.data`."""
    named = os.environ.get("MEEDOEN_DATA")
    root = Path(__file__).resolve().parents[3]
    return Path(named) if named else root / ".data"


def embedded_server() -> server.Server:
    """Describe the embedded server of this installation, whether it runs or not."""
    return server.plan_server(find_programs(), data_folder() / "postgres")


def address_for(role: str) -> str:
    """Give the connection URL of the embedded database for a role, without starting anything."""
    return embedded_server().address(role=role, database=NAME)


def make_ready() -> bool:
    """Start the embedded server with its roles and database; True when its data is new.

    Raises DatabaseTrouble with a message for the person who must act.
    """
    here = embedded_server()
    new = server.start(here)
    furnish(here)
    return new


def furnish(here: server.Server) -> None:
    """Give a server that runs its roles and database, where they are missing."""
    admin = here.address(role=server.ADMIN, database="postgres")
    roles.make_roles(admin, read_passwords(here.passfile))
    roles.make_database(admin, NAME)
    roles.close_large_objects(here.address(role=server.ADMIN, database=NAME))
