# SPDX-License-Identifier: EUPL-1.2
"""`meedoen demonstration`: load the invented region with its people."""

import json
import os
import sys
from dataclasses import asdict

import click
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from meedoen.areas.queries import municipalities
from meedoen.assessment.invariance import Proof
from meedoen.commands import CouldNotBeDone
from meedoen.commands.booking import book_demonstration, booked_already
from meedoen.commands.counting import count_demonstration, counted_already
from meedoen.commands.ledger import check
from meedoen.commands.schema import (
    at_hand,
    declare_tables,
    refuse_a_newer_one,
    refuse_without_roles,
)
from meedoen.database import embedded, roles
from meedoen.database.made_ready import digest_of_code, note_made_ready
from meedoen.demonstration.growing import NothingToGrowFrom, grow
from meedoen.demonstration.load import AlreadyLoaded, load_demonstration
from meedoen.demonstration.people import NoDemonstration, logins, returns
from meedoen.demonstration.proving import invented_people
from meedoen.environment import HOW_TO_LOOK
from meedoen.journeys.proving import prove_and_keep, proven_already
from meedoen.vocabulary.moment import Moment

STEPS = 17
COUNTED_STEPS = 16
BOOKED_STEPS = 4
# Of the batches in which the region grows; each keeps one processor of the server busy.
MOST_AT_ONCE = 4


@click.group()
def demonstration() -> None:
    """The invented region with its people."""


def load_with_progress() -> None:
    """Load the demonstration and tell how far it is. Raises AlreadyLoaded when there is data."""
    with click.progressbar(
        load_demonstration(on=Moment.now()),
        length=STEPS,
        label="De demonstratie komt klaar",
        file=sys.stderr,
        item_show_func=lambda step: step or "",
    ) as steps:
        for _ in steps:
            pass


@demonstration.command()
def load() -> None:
    """Load the demonstration into an empty database."""
    if not settings.DEMONSTRATION:
        raise CouldNotBeDone(f"Invented people go into no real installation. {HOW_TO_LOOK}")
    with at_hand():
        try:
            load_with_progress()
        except AlreadyLoaded as there:
            raise CouldNotBeDone(str(there)) from there


@demonstration.command("make-ready", hidden=True)
@click.option("--beside", is_flag=True, help="Somebody serves this data: migrate nothing.")
def make_ready(beside: bool) -> None:
    """Migrate, and load the demonstration where nothing is loaded; what `meedoen serve` calls."""
    refuse_a_newer_one()
    refuse_without_roles()
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        if beside:
            raise CouldNotBeDone(
                "Another `meedoen serve` serves this data with the code of before, and this code "
                "must change the data first, so nothing was started; stop that one first."
            )
        call_command("migrate", verbosity=0)
    declare_tables()
    if not municipalities().exists():
        load_with_progress()
    connection.close()
    if "DATABASE_URL" not in os.environ:
        here = embedded.embedded_server()
        owner = here.address(role=roles.OWNER, database=embedded.NAME)
        note_made_ready(owner, digest_of_code(here.passfile))


@demonstration.command()
@click.option("--if-needed", is_flag=True, help="Only when nothing was counted yet.")
@click.option("--gently", is_flag=True, help="Let every other program go first.")
def count(if_needed: bool, gently: bool) -> None:
    """Load five years of invented sources, count them, and let the figures of four years out."""
    if not settings.DEMONSTRATION:
        raise CouldNotBeDone(f"Invented people go into no real installation. {HOW_TO_LOOK}")
    if gently:
        os.nice(19)
    with at_hand():
        if if_needed and counted_already():
            click.echo("Counted already.")
            return
        with click.progressbar(
            count_demonstration(), length=COUNTED_STEPS, label="Five years are counted",
            file=sys.stderr, item_show_func=lambda step: step or "",
        ) as steps:  # fmt: skip
            for _ in steps:
                pass


@demonstration.command()
@click.option("--if-needed", is_flag=True, help="Only when nothing is booked yet.")
@click.option("--gently", is_flag=True, help="Let every other program go first.")
def book(if_needed: bool, gently: bool) -> None:
    """Book three years of what providers declare, divide it by keys, and work it out anew."""
    if not settings.DEMONSTRATION:
        raise CouldNotBeDone(f"Invented costs go into no real installation. {HOW_TO_LOOK}")
    if gently:
        os.nice(19)
    with at_hand():
        if if_needed and booked_already():
            click.echo("Booked already.")
            return
        with click.progressbar(
            book_demonstration(on=Moment.now()), length=BOOKED_STEPS,
            label="Three years are booked", file=sys.stderr,
            item_show_func=lambda step: step or "",
        ) as steps:  # fmt: skip
            for _ in steps:
                pass
        check("", None)


@demonstration.command("grow")
@click.option("--residents", type=click.IntRange(min=0), required=True, help="How many to add.")
@click.option("--offers", type=click.IntRange(min=0), default=0, help="How many offers to add.")
@click.option("--seed", type=int, default=1, show_default=True, help="Another seed, another city.")
def grow_region(residents: int, offers: int, seed: int) -> None:
    """Add invented residents who have lived here for years; a second run adds more."""
    with at_hand():
        growing = grow(
            residents=residents, offers=offers, seed=seed, on=Moment.now(),
            at_once=min(MOST_AT_ONCE, os.cpu_count() or 1),
        )  # fmt: skip
        with click.progressbar(
            length=residents + offers, label="The region grows", file=sys.stderr
        ) as bar:
            try:
                for added in growing:
                    bar.update(added)
            except NothingToGrowFrom as nothing:
                raise CouldNotBeDone(str(nothing)) from nothing


@demonstration.command()
@click.option("--json", "as_json", is_flag=True, required=True, help="As one JSON object.")
def people(as_json: bool) -> None:
    """Tell who can log in, and with which words the invented residents come back."""
    with at_hand():
        try:
            told = {
                "accounts": [asdict(one) for one in logins()],
                "residents": [asdict(one) for one in returns()],
            }
        except NoDemonstration as none:
            raise CouldNotBeDone(str(none)) from none
        click.echo(json.dumps(told, ensure_ascii=False))


@demonstration.command()
@click.option("--municipality", help="Let all invented residents live here (a code like GM9901).")
@click.option("--if-needed", is_flag=True, help="Only when the rules of today are not proven yet.")
@click.option("--gently", is_flag=True, help="Let every other program go first.")
def prove(municipality: str | None, if_needed: bool, gently: bool) -> None:
    """Ask the same a thousand times by other desks, and keep whether the answer was the same."""
    if gently:
        os.nice(19)
    with at_hand():
        if if_needed and proven_already():
            click.echo("Proven already, with the rules of today.")
            return
        people = invented_people(municipality)
        with click.progressbar(
            length=len(people), label="A thousand ways to come in", file=sys.stderr
        ) as bar:
            proof = prove_and_keep(
                people,
                by="meedoen demonstration prove",
                on=Moment.now(),
                tell=lambda _: bar.update(1),
            )
        _tell(proof)
        if proof.tally.differences or proof.tally.controls_seen < proof.tally.controls:
            sys.exit(1)


def _tell(proof: Proof) -> None:
    tally = proof.tally
    click.echo(
        f"{tally.equal} of {tally.ways} the same, in {proof.took:.1f} s; "
        f"{tally.controls_seen} of {tally.controls} controls seen"
    )
    for found in tally.differences[:20]:
        click.echo(f"{found.resident}, way {found.way}: {', '.join(found.parts)}")
