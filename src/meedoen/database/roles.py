# SPDX-License-Identifier: EUPL-1.2
"""The roles of the database, and what the web role may do.

`meedoen_owner` owns every table and migrates. `meedoen_web` owns nothing, may not bypass
row-level security, and may only add to the logs.
"""

import psycopg
from psycopg import sql

OWNER = "meedoen_owner"
WEB = "meedoen_web"
# The logs are evidence: the web process adds to them and can neither change nor remove a row.
APPEND_ONLY = ("privacy_processingrecord", "privacy_securityevent")

# The proof that the desk changes nothing is made by the owner; the pages only show it.
READ_ONLY = ("assessment_invariancerun",)

# Wrong tries at return words are added and, by their policy, only forgotten once they are old.
ADD_AND_FORGET = ("privacy_returntry",)

# What was said stays as it was said: later words stand next to it. These columns may change, of
# the tables where not all of them may; no row of a resident is ever removed by the web process.
MAY_CHANGE: dict[str, tuple[str, ...]] = {
    "accounts_codetries": ("wrong", "wait_until", "last_step"),
    "privacy_compartment": (),
    "privacy_grant": ("withdrawn_at",),
    "privacy_returnkey": ("ended_at",),
    "residents_resident": ("chosen_name", "buurt_code"),
    "residents_fragment": ("approved_at", "replaced_at"),
    "residents_toldcapacity": (),
    "residents_fact": ("replaced_at",),
    "assessment_look": (),
    "assessment_override": ("withdrawn_at",),
    "plans_plan": ("ended_at", "quiet", "quiet_until"),
    "plans_step": ("done_at", "removed_at"),
    "plans_placement": ("ended_at",),
    "plans_checkin": (),
    "plans_choice": (),
    "knelpunten_draft": (
        *("title", "laws", "frames", "type", "happens", "effect", "effect_agreed", "may_stay"),
        *("changed_on", "removed_on"),
    ),
}

_ROLES = {
    OWNER: "LOGIN NOSUPERUSER CREATEDB NOCREATEROLE NOBYPASSRLS",
    WEB: "LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS",
}


def _narrow(table: str, columns: tuple[str, ...]) -> str:
    taken = "INSERT, UPDATE, DELETE" if table in READ_ONLY else "UPDATE, DELETE"
    revoke = f"REVOKE {taken}, TRUNCATE ON {table} FROM {WEB};"
    if not columns:
        return revoke
    return f"{revoke}\nGRANT UPDATE ({', '.join(columns)}) ON {table} TO {WEB};"


GRANTS = f"""
GRANT USAGE ON SCHEMA public TO {WEB};
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {WEB};
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {WEB};
REVOKE ALL ON TABLE django_migrations FROM {WEB};
REVOKE UPDATE, TRUNCATE ON {", ".join(ADD_AND_FORGET)} FROM {WEB};
""" + "\n".join(
    _narrow(table, columns)
    for table, columns in (MAY_CHANGE | dict.fromkeys((*APPEND_ONLY, *READ_ONLY), ())).items()
)


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
