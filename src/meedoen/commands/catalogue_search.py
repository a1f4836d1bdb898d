# SPDX-License-Identifier: EUPL-1.2
"""What `meedoen catalogue search` does: search in offers as people speak.

It reads files only, and needs no database, no settings and no Django.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from meedoen.catalogue.offer_index import SearchedOffer, index_offers
from meedoen.catalogue.pieces import OfferId
from meedoen.catalogue.search import SearchAnswer, search
from meedoen.commands import CouldNotBeDone
from meedoen.commands.json_lines import (
    AskedText,
    NoJson,
    WrongLine,
    asked_text,
    checked_id,
    lines_of,
    parsed,
    told_in,
    written,
)
from meedoen.lexicon.idea_files import load_ideas

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
TEXTS = ("title", "description", "form", "organisation", "buurt")


@click.command("search")
@click.option("--offers", required=True, type=FILE, metavar="OFFERS.json", help="a list of offers")
@click.option(
    "--queries", required=True, type=FILE, metavar="QUERIES.jsonl", help='lines {"id", "text"}'
)
@click.option("--top", default=10, show_default=True, type=click.IntRange(min=1), metavar="N")
def search_command(offers: Path, queries: Path, top: int) -> None:
    """Say of each query which offers it means, best first.

    A line {"id", "text"} is answered with a line {"query", "found", "results": [{"offer",
    "score"}]}, at most N results. When found is false nothing fits, and the results are what lies
    nearest. Leaves with 1 when a row is wrong: that is said, and the others are used. Leaves with 2
    when a file cannot be read or is no JSON.
    """
    rows = _Rows()
    taken = list(rows.offers(offers))
    asked = list(rows.queries(queries))
    ideas = load_ideas()
    index = index_offers(taken, ideas)
    for query in asked:
        click.echo(_answer(query, search(query.text, index, ideas, top)))
    if rows.wrong:
        sys.exit(1)


class _Rows:
    """Reads the rows of both files, and says of each that is wrong what is wrong with it."""

    def __init__(self) -> None:
        self.wrong = False

    def _say(self, where: str, why: WrongLine) -> None:
        click.echo(f"{where}: {why}", err=True)
        self.wrong = True

    def offers(self, file: Path) -> Iterator[SearchedOffer]:
        try:
            told = parsed(told_in(file), str(file))
        except NoJson as why:
            raise CouldNotBeDone(str(why)) from why
        if not isinstance(told, list):
            raise CouldNotBeDone(f"{file}: this has to be a list of offers")
        seen: set[OfferId] = set()
        for at, row in enumerate(told, start=1):
            try:
                offer = _offer(row)
                if offer.id in seen:
                    raise WrongLine(f"there is an offer {offer.id} already")
            except WrongLine as why:
                self._say(f"{file}: offer {at}", why)
            else:
                seen.add(offer.id)
                yield offer

    def queries(self, file: Path) -> Iterator[AskedText]:
        lines = list(lines_of(file))
        unread = 0
        for number, line in lines:
            try:
                yield asked_text(line)
            except WrongLine as why:
                unread += isinstance(why, NoJson)
                self._say(f"{file}:{number}", why)
        if lines and unread == len(lines):
            raise CouldNotBeDone(f"{file}: no line of this is JSON in UTF-8")


def _offer(row: Any) -> SearchedOffer:
    """The offer in a row; what is missing is empty. Raises WrongLine."""
    if not isinstance(row, dict):
        raise WrongLine("an offer is an object with an id")
    called = checked_id(row.get("id"))
    texts = {key: "" if row.get(key) is None else row[key] for key in TEXTS}
    for key, text in texts.items():
        if not isinstance(text, str):
            raise WrongLine(f"{key} has to be a text")
    dayparts = row.get("dayparts") or []
    if not isinstance(dayparts, list) or not all(isinstance(one, str) for one in dayparts):
        raise WrongLine("dayparts has to be a list of texts")
    needed = row.get("indication_required")
    if needed is not None and not isinstance(needed, bool):
        raise WrongLine("indication_required has to be true or false")
    return SearchedOffer(id=called, **texts, dayparts=tuple(dayparts), indication_required=needed)


def _answer(query: AskedText, answer: SearchAnswer) -> bytes:
    results = [{"offer": one.offer, "score": one.score} for one in answer.results]
    return written({"query": query.id, "found": answer.found, "results": results})
