# SPDX-License-Identifier: EUPL-1.2
"""`meedoen law`: check a rulebook, play scenarios, run cases through it, print its reference."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import click
from gherkin.errors import ParserError

from meedoen.commands import CouldNotBeDone
from meedoen.law import Corpus, LawError, Mode, Problem, check, load_corpus
from meedoen.law.cases import answer_line
from meedoen.law.scenarios import PlayedScenario, play, scenarios_in
from meedoen.rules.reference import reference_page
from meedoen.rules.rulebook.catalogue import RulebookError
from meedoen.rules.rulebook.provision_reading import PROVISIONS
from meedoen.rules.rulebook.reading import load_rulebook
from meedoen.vocabulary.moment import Moment

DIRECTORY = click.Path(exists=True, file_okay=False, path_type=Path)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
LONG = 500


@click.group()
def law() -> None:
    """Laws as data: check them, play their scenarios, run cases, print the reference."""


@law.command("check")
@click.argument("directory", type=click.Path(exists=True, path_type=Path))
def check_command(directory: Path) -> None:
    """Check every law below DIRECTORY; leave with 1 when one is refused.

    Of a rulebook (or its folder nl) the catalogues beside the laws too, once the laws are sound.
    """
    problems = check(directory)
    if all(problem.severity != "error" for problem in problems):
        problems += _catalogue_problems(directory)
    for problem in problems:
        click.echo(str(problem))
    counts = Counter(problem.severity for problem in problems)
    told = ", ".join(f"{counts[kind]} {kind}s" for kind in ("error", "warning", "note"))
    click.echo(f"{directory}: {told}")
    if counts["error"]:
        sys.exit(1)


def _catalogue_problems(directory: Path) -> list[Problem]:
    """What is wrong with the catalogues that belong to these laws, if there are any."""
    beside = directory.resolve()
    rulebook = beside.parent if beside.name == "nl" else beside
    if not (rulebook / PROVISIONS).is_file():
        return []
    try:
        load_rulebook(rulebook)
    except (LawError, RulebookError) as error:
        return [Problem(rulebook, None, None, str(error), "error")]
    return []


@law.command("scenarios")
@click.argument("features", type=FILE, nargs=-1, required=True)
@click.option("--corpus", "given", type=DIRECTORY, help="The laws to play against.")
def scenarios_command(features: Sequence[Path], given: Path | None) -> None:
    """Play the scenarios of FEATURES; leave with 1 when one fails, or a file holds none."""
    loaded: dict[Path, Corpus] = {}
    today = Moment.now().day
    outcomes: list[PlayedScenario] = []
    unread = 0
    for feature in features:
        directory = given or _corpus_of(feature)
        if directory not in loaded:
            loaded[directory] = _laws_in(directory)
        try:
            corpus = loaded[directory]
            found = [play(one, corpus, today=today) for one in scenarios_in(feature)]
        except (LawError, ParserError) as error:
            click.echo(f"Error: {feature}: {error}", err=True)
            unread += 1
            continue
        if not found:
            click.echo(f"Error: {feature}: this file holds no scenario", err=True)
            unread += 1
        for outcome in found:
            _tell(outcome)
        outcomes += found
    counts = Counter(outcome.result for outcome in outcomes)
    click.echo(f"{counts['passed']} passed, {counts['failed']} failed, {counts['skipped']} skipped")
    if counts["failed"] or unread:
        sys.exit(1)


def _laws_in(directory: Path) -> Corpus:
    """The laws below a directory; leaves with 2 when none can be read there."""
    corpus = load_corpus(directory)
    for problem in corpus.problems:
        if problem.severity == "error":
            click.echo(str(problem), err=True)
    if not corpus.laws:
        raise CouldNotBeDone(f"{directory}: no law could be read here")
    return corpus


def _tell(outcome: PlayedScenario) -> None:
    reason = f" ({outcome.reason})" if outcome.reason else ""
    click.echo(f"{outcome.result:7} {outcome.feature.name}:{outcome.line} {outcome.name}{reason}")


def _corpus_of(feature: Path) -> Path:
    """The `regulation` folder above a feature, or the `corpus` beside a folder above it."""
    for above in feature.resolve().parents:
        if above.name == "regulation":
            return above
        for beside in (above / "corpus" / "regulation", above / "corpus"):
            if beside.is_dir():
                return beside
    raise click.UsageError(f"No corpus found for {feature}; name one with --corpus")


@law.command("run")
@click.option("--corpus", "directory", type=DIRECTORY, required=True, help="The laws to ask.")
@click.option("--cases", "path", type=FILE, required=True, help="One JSON case per line.")
@click.option(
    "--mode",
    type=click.Choice([str(mode) for mode in Mode]),
    default=str(Mode.LAW),
    show_default=True,
    help="What a missing fact means.",
)
def run_command(directory: Path, path: Path, mode: str) -> None:
    """Run every case and print its result as one JSON line."""
    corpus = _laws_in(directory)
    for problem in corpus.problems:
        if problem.severity == "note":
            click.echo(str(problem), err=True)
    lines = [line for line in path.read_bytes().split(b"\n") if line.strip()]
    with _progress(lines) as progress:
        for line in progress:
            click.echo(answer_line(corpus, line, Mode(mode)))


def _progress(lines: list[bytes]) -> AbstractContextManager[Iterable[bytes]]:
    """A progress bar on a long run for who is watching, never between the results."""
    if len(lines) < LONG or not sys.stderr.isatty():
        return nullcontext(lines)
    return click.progressbar(lines, label="cases", file=sys.stderr)


@law.command("reference")
@click.option("--rulebook", "directory", type=DIRECTORY, required=True, help="The rulebook.")
@click.option("--check", "page", type=FILE, help="Compare with this page and print nothing.")
def reference_command(directory: Path, page: Path | None) -> None:
    """Print the rulebook as one page, or leave with 1 when the page at --check is stale."""
    try:
        text = reference_page(load_rulebook(directory))
    except (LawError, RulebookError) as error:
        raise CouldNotBeDone(str(error)) from error
    if page is None:
        click.echo(text, nl=False)
    elif page.read_text(encoding="utf-8-sig", errors="replace") != text:
        raise click.ClickException(
            f"{page} is stale: meedoen law reference --rulebook {directory} > {page}"
        )
    else:
        click.echo(f"{page} says what the rulebook says", err=True)
