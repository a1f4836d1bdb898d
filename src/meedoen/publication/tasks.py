# SPDX-License-Identifier: EUPL-1.2
"""What the worker does: make a release of what was handed in. Found by the queue under this name.

Hiding and proving is done in a process of its own, so that it ends when somebody stops it. No
transaction is open meanwhile. When something left about the same people, it is done again.
"""

from collections.abc import Sequence

from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.exceptions import JobAborted
from procrastinate.job_context import AbortReason

from meedoen.disclosure.rule import CountRule, Zero
from meedoen.disclosure.tables import CountTable
from meedoen.publication import operations
from meedoen.publication.apart import EndedEarly, FellAway, done_apart
from meedoen.publication.models import Preparation
from meedoen.publication.operations import LeftMeanwhile, MayNotLeave
from meedoen.publication.proven import NotSafe, ProvenTable, checked, hide_and_prove
from meedoen.publication.queries import LeftBefore, left_before, table_from
from meedoen.publication.reading import MOST_CELLS, NotReadable
from meedoen.publication.states import PreparationStep
from meedoen.vocabulary.moment import Moment

_SHUT_DOWN = (
    "De rekenmachine is uitgezet terwijl zij rekende. Kies het bestand opnieuw; je woorden staan "
    "er nog."
)
_FELL_AWAY = "De rekenmachine kon deze tabel niet aan. Neem minder kolommen, of vraag je beheerder."
_FAULT = "Er ging iets mis bij het rekenen. Probeer het opnieuw, of vraag je beheerder."


@app.task(name=operations.TASK, pass_context=True)
def prepare_release(context: JobContext, preparation_id: int) -> None:
    """Make a release of what was handed in. Raises JobAborted when somebody stopped it."""

    def fail(trouble: str) -> None:
        operations.fail_preparation(preparation_id=preparation_id, trouble=trouble, on=Moment.now())

    try:
        begun = operations.begin_preparation(preparation_id=preparation_id, on=Moment.now())
        if begun is not None:
            _work(context, begun)
    except EndedEarly as ended:
        if context.abort_reason() is AbortReason.SHUTDOWN:
            fail(_SHUT_DOWN)
        raise JobAborted from ended
    except (MayNotLeave, NotSafe, NotReadable) as no:
        fail(str(no))
    except FellAway:
        fail(_FELL_AWAY)
    except Exception:
        # A person waits for it: the page says that it failed, the worker's log says why.
        fail(_FAULT)
        raise


def _work(context: JobContext, preparation: Preparation) -> None:
    zero = Zero.OPEN if preparation.zero_is_open else Zero.HIDE
    rule = CountRule(preparation.threshold, zero)
    table, names = table_from(
        operations.counts_of(preparation),
        municipality=preparation.municipality_id,
        most_cells=MOST_CELLS,
    )
    while True:
        before = left_before(preparation.municipality_id, preparation.counts)
        proven = _proven(context, preparation, table, rule, before)
        try:
            operations.finish_preparation(
                preparation=preparation, names=names, proven=proven, on=Moment.now()
            )
        except LeftMeanwhile:
            continue
        return


def _proven(
    context: JobContext,
    preparation: Preparation,
    table: CountTable,
    rule: CountRule,
    before: Sequence[LeftBefore],
) -> ProvenTable:
    """Hide and prove beside what left before, and let it be checked. Raises EndedEarly."""

    def goes_on(step: PreparationStep = PreparationStep.PROTECTING) -> bool:
        return not context.should_abort() and operations.note_step(
            preparation_id=preparation.pk, step=step, weighed=len(before), on=Moment.now()
        )

    if not goes_on():
        raise EndedEarly
    earlier = [one.published for one in before]
    published, proof = done_apart(hide_and_prove, table, rule, earlier, goes_on=goes_on)
    if not goes_on(PreparationStep.CHECKING):
        raise EndedEarly
    return checked(published, proof, {one.address: one.files for one in before})


def take_up(preparation_id: object, tries: int) -> bool:
    """Let what a worker left wait again; False when its job is over."""
    if not isinstance(preparation_id, int):
        return False
    return operations.wait_again(preparation_id=preparation_id, tries=tries, on=Moment.now())
