# SPDX-License-Identifier: EUPL-1.2
"""A group of commands that repeats no bsn of what was typed or read."""

import click

from meedoen.commands import CouldNotBeDone
from meedoen.interop.masking import masked, on_screen


class Masked(click.Group):
    """Says what cannot be done without a number that may be a bsn, also one that was typed."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command that is asked for."""
        try:
            return super().invoke(ctx)
        except click.UsageError as error:
            raise click.UsageError(masked(error.format_message()), error.ctx) from error
        except CouldNotBeDone as error:
            raise CouldNotBeDone(on_screen(error.format_message())) from error
