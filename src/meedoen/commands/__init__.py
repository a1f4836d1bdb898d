# SPDX-License-Identifier: EUPL-1.2
"""The `meedoen` command. Each group stands in a file of its own and is loaded when it is called.

Groups that read files only need no Django, or set it up themselves without a database and without
anything from the environment; the others get it set up first. Every command leaves with 0 when all
is well, with 1 when something in the data is wrong, and with 2 when it could not be done.
"""

import importlib
import os
import sys
from collections.abc import Callable

import click
import django

from meedoen.database.errors import DatabaseTrouble

# Group → one line for --help, and whether it needs Django.
GROUPS: dict[str, tuple[str, bool]] = {
    "areas": ("Municipalities, wijken, buurten and their key figures.", True),
    "database": ("The embedded database: start, migrate, reset.", False),
    "demonstration": ("The invented region with its people.", True),
    "dev": ("The demonstration with reload and tracebacks.", True),
    "law": ("Laws as data: check, run, and play scenarios.", False),
    "privacy": ("What each page is for, and who may come.", False),
    "serve": ("Make everything ready and serve the product.", True),
    "worker": ("Do the long work that waits in the queue.", False),
}


class CouldNotBeDone(click.ClickException):
    """Nothing was done, and here is why."""

    exit_code = 2


def use_settings() -> None:
    """Choose the settings of this environment (`MEEDOEN_ENVIRONMENT`, default development)."""
    environment = os.environ.get("MEEDOEN_ENVIRONMENT", "development")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", f"meedoen.settings.{environment}")


def _set_up_django() -> None:
    # A person at the command line administers: the owner's role, not the web's.
    os.environ.setdefault("MEEDOEN_DATABASE_ROLE", "owner")
    use_settings()
    django.setup()


class Groups(click.Group):
    """Loads a group's module only when somebody calls it, so that help is instant."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """List the groups."""
        return sorted(GROUPS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load the group, with Django set up where it needs that."""
        if cmd_name not in GROUPS:
            return None
        if GROUPS[cmd_name][1]:
            _set_up_django()
        module = importlib.import_module(f"meedoen.commands.{cmd_name}")
        command: click.Command = getattr(module, cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the groups with their lines, without loading one."""
        with formatter.section("Groups"):
            formatter.write_dl([(name, line) for name, (line, _) in sorted(GROUPS.items())])


@click.group(cls=Groups)
@click.version_option(package_name=None, version="0.1.0", prog_name="meedoen")
def meedoen() -> None:
    """Meedoen: everyone takes part, across the walls between laws, desks and budgets."""


def main(arguments: list[str] | None = None) -> int:
    """Run the command; trouble with the database is said in one line, not in a traceback."""
    run: Callable[..., object] = meedoen.main
    try:
        run(args=arguments, prog_name="meedoen")
    except DatabaseTrouble as trouble:
        click.echo(f"meedoen: {trouble}", err=True)
        return CouldNotBeDone.exit_code
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
