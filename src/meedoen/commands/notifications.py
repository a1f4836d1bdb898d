# SPDX-License-Identifier: EUPL-1.2
"""`meedoen notifications`: what a mail server sent back becomes a letter."""

from pathlib import Path

import click

from meedoen.commands import CouldNotBeDone
from meedoen.commands.with_settings import with_settings

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.group()
def notifications() -> None:
    """Messages to residents and colleagues."""


@notifications.command()
@click.argument("files", nargs=-1, type=_FILE)
@click.option("--maildir", type=_FOLDER, help="A Maildir with what came back, instead of files.")
def bounces(files: tuple[Path, ...], maildir: Path | None) -> None:
    """Read reports of mails that did not arrive (RFC 3464): each becomes a letter.

    A mail that is no such report is left alone, and so is one that was read before. Files stay
    where they are. Data: how many mails were read, how many were reports of ours, and how many
    messages became letters.
    """
    if not files and maildir is None:
        raise click.UsageError("Name files, or a Maildir with --maildir.")
    work = with_settings("meedoen.commands.bounced")
    try:
        read, ours, letters = work.take_in([*files], maildir)
    except OSError as error:
        raise CouldNotBeDone(f"{error.filename}: {error.strerror}") from error
    click.echo(f"mails={read} reports={ours} letters={letters}")
