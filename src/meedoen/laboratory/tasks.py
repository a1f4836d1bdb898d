# SPDX-License-Identifier: EUPL-1.2
"""What the worker does: run one draft on invented people. Found by the queue under this name.

Between blocks of people it says how far it is, and hears whether somebody stopped it. A run whose
worker fell away is taken up by the next one.
"""

from dataclasses import replace
from functools import cache
from pathlib import Path

from django.conf import settings
from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.exceptions import JobAborted
from procrastinate.job_context import AbortReason

from meedoen.laboratory import operations
from meedoen.laboratory.comparison import compare
from meedoen.laboratory.drafts import OutsideTheRoom, drafted, terms_of
from meedoen.laboratory.models import Run
from meedoen.laboratory.population import invent, load_rates
from meedoen.laboratory.queries import homes_in
from meedoen.laboratory.results import to_keep
from meedoen.rules.rulebook.catalogue import Rulebook
from meedoen.rules.rulebook.reading import load_rulebook
from meedoen.vocabulary.moment import Moment

_CHANGED = "De regels zijn veranderd sinds dit concept. Maak een kopie en kies de waarden opnieuw."
_NO_AREAS = "Van deze gemeente zijn nog geen buurten met inwoners geladen. Vraag je beheerder."
_SHUT_DOWN = (
    "De rekenmachine is uitgezet terwijl zij rekende. Laat het concept opnieuw doorrekenen."
)
_FAULT = "Er ging iets mis bij het rekenen. Probeer het opnieuw, of vraag je beheerder."


@cache
def rulebook(folder: Path) -> Rulebook:
    """Give the rules of this worker, read once."""
    return load_rulebook(folder)


@app.task(name=operations.TASK, pass_context=True)
def run_draft(context: JobContext, run_id: int) -> None:
    """Run a draft and keep what may be shown. Raises JobAborted when somebody stopped it."""
    try:
        book = rulebook(Path(settings.RULEBOOK))
        if operations.begin(run_id=run_id, rulebook=book.digest, on=Moment.now()):
            _work(context, Run.objects.select_related("draft").get(pk=run_id), book)
    except JobAborted:
        if context.abort_reason() is AbortReason.SHUTDOWN:
            operations.fail(run_id=run_id, trouble=_SHUT_DOWN, on=Moment.now())
        raise
    except Exception:
        # A person waits for it: the page says that it failed, the worker's log says why.
        operations.fail(run_id=run_id, trouble=_FAULT, on=Moment.now())
        raise


def _work(context: JobContext, run: Run, book: Rulebook) -> None:
    draft, here, on = run.draft, run.draft.municipality_id, run.draft.rules_of
    homes = homes_in(here)
    try:
        corpus = drafted(book.corpus, draft.changes, here, on)
    except (OutsideTheRoom, KeyError):
        operations.fail(run_id=run.pk, trouble=_CHANGED, on=Moment.now())
        return
    if not homes:
        operations.fail(run_id=run.pk, trouble=_NO_AREAS, on=Moment.now())
        return

    def tell(progress: int) -> None:
        goes_on = operations.note_progress(run_id=run.pk, progress=progress, on=Moment.now())
        if not goes_on or context.should_abort():
            raise JobAborted

    people = invent(
        homes, book.facts, load_rates(),
        municipality=here, size=run.size, seed=run.seed, on=on,
    )  # fmt: skip
    tell(1)
    changed = [t.filled_by for t in terms_of(book.corpus, here, on) if t.key in draft.changes]
    would_be = replace(book, corpus=corpus)
    changes = compare(book, would_be, people, changed=changed, on=on, tell=tell)
    kept = to_keep(changes, people.wijken, run.threshold)
    operations.finish(run_id=run.pk, result=kept, on=Moment.now())


def take_up(run_id: object, tries: int) -> bool:
    """Let a run wait again whose worker fell away; False when its job is over."""
    if not isinstance(run_id, int):
        return False
    return operations.take_up_again(run_id=run_id, tries=tries, on=Moment.now())
