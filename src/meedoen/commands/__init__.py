# SPDX-License-Identifier: EUPL-1.2
"""The `meedoen` command. Each group stands in a file of its own and is loaded when it is called.

Groups that read files only need no Django, or set it up themselves without a database and without
anything from the environment; the others get it set up first. Every command leaves with 0 when all
is well, with 1 when something in the data is wrong, and with 2 when it could not be done.
"""

import errno
import importlib
import os
import sys
from collections.abc import Callable

import click
import django

from meedoen.database.errors import DatabaseTrouble
from meedoen.environment import NotReady, choose_settings
from meedoen.logs.hooks import write_fault, write_what_nobody_caught
from meedoen.logs.trace import Trace, traced

# Group → one line for --help, and whether it needs Django.
GROUPS: dict[str, tuple[str, bool]] = {
    "areas": ("Municipalities, wijken, buurten and their key figures.", True),
    "budget": ("One budget: what was declared, divided over laws afterwards.", False),
    "catalogue": ("What there is to take part in: search it, check a file, give it along.", False),
    "database": ("The database: start, upgrade, back up, restore, reset.", False),
    "demonstration": ("The invented region with its people.", True),
    "dev": ("The demonstration with reload and tracebacks.", True),
    "extracts": (
        "Files of the sources of the monitor: check one, load it, on what terms.",
        False,
    ),
    "knelpunten": ("Texts of knelpunten: can somebody be recognised in them.", False),
    "law": ("Laws as data: check, run, and play scenarios.", False),
    "monitor": ("Figures that are safe by proof: make a release, check one.", False),
    "notifications": ("Messages: what a mail server sent back becomes a letter.", False),
    "privacy": ("What each page is for, and who may come.", False),
    "serve": ("Make everything ready and serve the product.", False),
    "worker": ("Do the long work that waits in the queue.", True),
}


# A full disk, a folder of somebody else, one that can only be read: for a person to mend.
_NOT_WRITTEN = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EACCES, errno.EPERM, errno.EROFS})


class CouldNotBeDone(click.ClickException):
    """Nothing was done, and here is why."""

    exit_code = 2


def _set_up_django(group: str) -> None:
    # A person at the command line administers: the owner's role, not the web's. A worker is itself.
    if group == "worker":
        os.environ["MEEDOEN_DATABASE_ROLE"] = group
    os.environ.setdefault("MEEDOEN_DATABASE_ROLE", "owner")
    choose_settings()
    django.setup()
    if _writes_safe_lines():
        write_what_nobody_caught()


def set_up_without_settings() -> None:
    """Set up Django where nothing is set yet, with settings that ask nothing.

    For help, and for what stands in the code whatever the settings are.
    """
    loaded = sys.modules.get("django.apps")
    if loaded is None or not loaded.apps.ready:
        os.environ["DJANGO_SETTINGS_MODULE"] = "meedoen.settings.check"
        django.setup()


class Groups(click.Group):
    """Loads a group's module only when somebody calls it, so that help is instant."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """List the groups."""
        return sorted(GROUPS)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the group; who only asks for help needs no settings."""
        if "--help" in args and GROUPS.get(args[0], ("", False))[1]:
            set_up_without_settings()
        return super().resolve_command(ctx, args)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load the group, with Django set up where it needs that."""
        if cmd_name not in GROUPS:
            return None
        if GROUPS[cmd_name][1]:
            _set_up_django(cmd_name)
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
    """Run the command; trouble with settings or database is said in words, not in a traceback."""
    run: Callable[..., object] = meedoen.main
    asked = (sys.argv[1:] if arguments is None else arguments)[:1]
    # The group and no more: what stands behind it can be anything.
    about = {"command": asked[0]} if asked and asked[0] in GROUPS else {}
    with traced(about=lambda: about) as trace:
        return _run(run, arguments, trace)


def _run(run: Callable[..., object], arguments: list[str] | None, trace: Trace) -> int:
    try:
        run(args=arguments, prog_name="meedoen")
    except (DatabaseTrouble, NotReady) as trouble:
        click.echo(f"meedoen: {trouble}", err=True)
        return CouldNotBeDone.exit_code
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else 1
    except OSError as refused:
        if refused.errno not in _NOT_WRITTEN:
            raise
        click.echo(f"meedoen: {_not_written(refused)}", err=True)
        return CouldNotBeDone.exit_code
    except Exception as error:
        if _says_that_the_database_is_away(error):
            click.echo(f"meedoen: The database cannot be reached: {error}", err=True)
        elif _writes_safe_lines():
            write_fault(error)
            click.echo(f"meedoen: Something went wrong here, see trace {trace.number}.", err=True)
        else:
            raise
        return CouldNotBeDone.exit_code
    return 0


def _writes_safe_lines() -> bool:
    # As above: a command that only reads files knows no settings.
    known = sys.modules.get("django.conf")
    return bool(known and known.settings.configured and known.settings.FAULTS_AS_SAFE_LINES)


def _not_written(refused: OSError) -> str:
    place = refused.filename or "What it writes to"
    return (
        f"{place} cannot be used: {refused.strerror}. Nothing more was done. Make room, or give "
        "this account the right to write there, or choose another folder (MEEDOEN_DATA)."
    )


def _says_that_the_database_is_away(error: Exception) -> bool:
    # Asked of what is loaded already: a command that only reads files loads no driver.
    loaded = (sys.modules.get(name) for name in ("django.db.utils", "psycopg"))
    return isinstance(error, tuple(module.OperationalError for module in loaded if module))


if __name__ == "__main__":
    sys.exit(main())
