# SPDX-License-Identifier: EUPL-1.2
"""`meedoen budget`: what comes in of money, after the choice was made.

A check (`--dry-run`) reads a file only, and needs no database, no settings and no Django.
"""

import importlib
from pathlib import Path

import click

from meedoen.commands import CouldNotBeDone
from meedoen.commands.masked import Masked
from meedoen.vocabulary.codes import AreaCode, Level

DECLARATION = "declaration"
# What a file can be; of all but the first the reader is still to come.
KINDS = (DECLARATION, "invoice", "bank", "ledger")


class _MunicipalityCode(click.ParamType):
    """The code of a municipality, as GM9901."""

    name = "code"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Read a code."""
        try:
            code = AreaCode(value)
        except ValueError:
            code = None
        if code is None or code.level is not Level.GEMEENTE:
            self.fail(f"{value!r} is no code of a municipality; write it as GM9901", param, ctx)
        return code.value


@click.group(cls=Masked)
def budget() -> None:
    """The integral budget: what comes in of money, after the choice was made."""


@budget.command("import")
@click.option("--as", "kind", type=click.Choice(KINDS), required=True, help="What FILE is.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--municipality", type=_MunicipalityCode(), required=True, metavar="CODE",
              help="Whose it is: a code like GM9901.")  # fmt: skip
@click.option("--dry-run", is_flag=True, help="Check FILE, and take nothing of it in.")
@click.option("--report", type=click.Path(dir_okay=False, path_type=Path), metavar="REPORT.csv",
              help="Write each fault here: row, column, value, reason.")  # fmt: skip
def import_command(
    kind: str, file: Path, municipality: str, dry_run: bool, report: Path | None
) -> None:
    """Take the good rows of FILE in, and say which are wrong and why.

    A declaration is one message of iWmo or iJw: 303 of release 2.3, or 323 of 3.2. The last line
    says how many rows are good. Leaves with 1 when a row is wrong, and with 2 when nothing of FILE
    can be taken.
    """
    if kind != DECLARATION:
        raise CouldNotBeDone(f"--as {kind}: such a file cannot be read yet; nothing was done")
    # Only this needs what reads messages.
    importing = importlib.import_module("meedoen.commands.importing")
    asked = importing.Asked(file, municipality, report=report, dry_run=dry_run)
    importing.import_declaration(asked)
