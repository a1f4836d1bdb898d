# SPDX-License-Identifier: EUPL-1.2
"""The roles of the database.

`meedoen_owner` owns every table and migrates. `meedoen_web` owns nothing, may not bypass
row-level security, and may do with a table what its room declares (`guards.py`).
"""

import psycopg
from psycopg import sql

OWNER = "meedoen_owner"
WEB = "meedoen_web"

_ROLES = {
    OWNER: "LOGIN NOSUPERUSER CREATEDB NOCREATEROLE NOBYPASSRLS",
    WEB: "LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS",
}


def make_roles(admin_address: str) -> None:
    """Make the two roles where they are missing; the owner may act as the web role."""
    with psycopg.connect(admin_address, autocommit=True) as connection:
        for role, powers in _ROLES.items():
            known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
            if known.fetchone() is None:
                connection.execute(
                    sql.SQL("CREATE ROLE {} {}").format(sql.Identifier(role), sql.SQL(powers))
                )
        connection.execute(
            sql.SQL("GRANT {} TO {}").format(sql.Identifier(WEB), sql.Identifier(OWNER))
        )


def make_database(admin_address: str, name: str) -> None:
    """Make a database of this name, owned by the owner role, where it is missing."""
    with psycopg.connect(admin_address, autocommit=True) as connection:
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if known.fetchone() is None:
            connection.execute(
                sql.SQL("CREATE DATABASE {} OWNER {}").format(
                    sql.Identifier(name), sql.Identifier(OWNER)
                )
            )
