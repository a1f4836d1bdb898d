# SPDX-License-Identifier: EUPL-1.2
"""`meedoen database upgrade`: bring a schema to this version, and say first what that does."""

import os
from collections.abc import Iterator
from dataclasses import dataclass

import click
import django
from django.db import connection
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from meedoen.commands.backup import last_backup
from meedoen.commands.schema import (
    at_hand,
    bring_up_to_date,
    refuse_a_newer_one,
    refuse_without_roles,
)
from meedoen.database.locking import IN_PYTHON, long_locks
from meedoen.environment import choose_settings


@dataclass(frozen=True)
class StillToRun:
    """A migration that is still to run, and what others wait for meanwhile."""

    name: str
    locks: tuple[str, ...]
    in_python: bool


def ahead() -> Iterator[StillToRun]:
    """Give the migrations that the database at hand has not run yet, in their order.

    In an empty one nobody waits for anything.
    """
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not executor.loader.applied_migrations:
        yield from (StillToRun(str(migration), (), in_python=False) for migration, _ in plan)
        return
    state = executor.loader.project_state(
        [key for key in executor.loader.applied_migrations if key in executor.loader.graph.nodes]
    )
    for migration, _ in plan:
        statements = sql_of(migration, state)
        yield StillToRun(
            str(migration),
            tuple(long_locks(statements, in_one_go=migration.atomic)),
            any(IN_PYTHON in text for text in statements),
        )


def sql_of(migration: Migration, state: object) -> list[str]:
    """Give the SQL of a migration after this state, which goes on to what it makes of it.

    What it does in Python stands there as a remark.
    """
    with connection.schema_editor(collect_sql=True, atomic=migration.atomic) as editor:
        migration.apply(state, editor, collect_sql=True)  # type: ignore[arg-type]
    return list(editor.collected_sql)


@click.command()
@click.option("--dry-run", is_flag=True, help="Only say what would happen.")
def upgrade(dry_run: bool) -> None:
    """Bring the schema to this version as the owner, with what each room declares of its tables.

    Says first which migrations there are, and which of them keep others waiting for as long as a
    table is big. A migration that fails changes nothing, and those before it stay.
    """
    os.environ["MEEDOEN_DATABASE_ROLE"] = "owner"
    choose_settings()
    django.setup()
    with at_hand():
        refuse_a_newer_one()
        refuse_without_roles()
        fresh = not MigrationRecorder(connection).applied_migrations()
        left = list(ahead())
        _say(left)
        if left and not fresh:
            _advise_a_backup()
        if dry_run:
            click.echo("Nothing was changed.")
            return
        bring_up_to_date(tell=bool(left))
        if left:
            click.echo("Done: the schema is that of this version.")


@click.command()
@click.pass_context
def migrate(context: click.Context) -> None:
    """The earlier name of `upgrade`, which scripts and messages of before still use."""
    context.invoke(upgrade, dry_run=False)


def _say(left: list[StillToRun]) -> None:
    if not left:
        click.echo("Nothing to do: the schema is that of this version.")
        return
    click.echo(f"Migrations to run: {len(left)}")
    for migration in left:
        click.echo(f"  {migration.name}{' (changes rows)' if migration.in_python else ''}")
        for lock in migration.locks:
            click.echo(f"      {lock}")
    if any(migration.locks for migration in left):
        click.echo("Where others wait, that is for as long as the table is big.")


def _advise_a_backup() -> None:
    known = last_backup()
    made = f"The last one from here: {known}" if known else "None was made from here yet"
    click.echo(f"Make a backup first: meedoen database backup FILE. {made}.")
