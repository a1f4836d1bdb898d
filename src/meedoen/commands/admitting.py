# SPDX-License-Identifier: EUPL-1.2
"""What `meedoen extracts terms` and `objection` do: what comes in, and who is left out."""

import sys
from datetime import date

import click
from django.conf import settings

from meedoen.commands import CouldNotBeDone
from meedoen.commands.acting import actor, known_municipality
from meedoen.commands.schema import at_hand
from meedoen.monitor.gate import NotOnTerms, Terms
from meedoen.monitor.operations import (
    end_terms,
    note_objection,
    take_back_objection,
    write_terms,
)
from meedoen.monitor.pseudonyms import OBJECTION, Pseudonyms
from meedoen.monitor.sources.registry import source
from meedoen.monitor.sources.specification import SourceForm
from meedoen.vocabulary.bsn import Bsn
from meedoen.vocabulary.moment import Moment


def write(
    key: str, municipality: str, advised_on: date | None, ground: str, article: str, purpose: str,
    controller: str, dpia: str,
) -> None:  # fmt: skip
    """Let terms hold for a source from now on. Raises CouldNotBeDone when one is missing."""
    if source(key).shape(SourceForm.ROWS) is None:
        raise CouldNotBeDone(
            f"Of {key} only counts come in, never rows of people; so it needs no terms."
        )
    terms = Terms(ground, article, purpose, controller, dpia, advised_on)
    with at_hand():
        there = known_municipality(municipality)
        try:
            write_terms(
                municipality=there.code, source=key, terms=terms, by=actor(), on=Moment.now()
            )
        except NotOnTerms as refused:
            raise CouldNotBeDone(f"{refused}.") from refused
    click.echo(f"Rows of people of {key} may come in for {there.name}, on these terms.", err=True)


def end(key: str, municipality: str) -> None:
    """Let no more rows of people of a source in."""
    with at_hand():
        there = known_municipality(municipality)
        held = end_terms(municipality=there.code, source=key, by=actor(), on=Moment.now())
    said = "may come in no more" if held else "could not come in"
    click.echo(f"Rows of people of {key} {said} for {there.name}.", err=True)


def objection(municipality: str, *, take_back: bool) -> None:
    """Note an objection, or take it back, by the bsn that stands on standard input."""
    mark = _mark(sys.stdin.readline().strip(), municipality)
    with at_hand():
        there = known_municipality(municipality)
        by, on = actor(), Moment.now()
        if take_back:
            done = take_back_objection(municipality=there.code, mark=mark, by=by, on=on)
        else:
            done = note_objection(municipality=there.code, mark=mark, by=by, on=on)
    if take_back:
        said = "counts again from the next build on" if done else "did not object"
    else:
        said = "is left out from the next build on" if done else "was left out already"
    click.echo(f"She {said}. Her bsn is not kept.", err=True)


def _mark(typed: str, municipality: str) -> bytes:
    """Give the pseudonym of a bsn that is kept of who objects; raises CouldNotBeDone."""
    try:
        digits = Bsn(typed).digits
    except ValueError as wrong:
        raise CouldNotBeDone(f"{wrong} Give it on standard input, alone on a line.") from wrong
    try:
        pseudonyms = Pseudonyms(settings.MONITOR_SECRET, municipality)
    except ValueError as none:
        raise CouldNotBeDone(
            "MEEDOEN_MONITOR_SECRET is not set, so nobody can be left out of anything."
        ) from none
    return pseudonyms.of_people([digits.encode()], OBJECTION).tobytes()
