# SPDX-License-Identifier: EUPL-1.2
"""A policy adviser tries a change of an ordinance: from the rules of now to a draft, and back."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from meedoen.journeys.glasses import current_rulebook
from meedoen.laboratory import operations
from meedoen.laboratory.drafts import (
    OutsideTheRoom,
    Term,
    changes_in,
    drafted,
    read_value,
    terms_of,
)
from meedoen.laboratory.models import Draft, Run
from meedoen.privacy.decision import Viewer
from meedoen.vocabulary.moment import Moment
from meedoen.vocabulary.words import name_in_words
from meedoen.vocabulary.work import GOING


@dataclass(frozen=True)
class Changed:
    """One change of a draft in words; `term` is None when the rules no longer hold it."""

    term: Term | None
    key: str
    would_be: str


def changeable(municipality: str, *, on: Moment) -> tuple[Term, ...]:
    """Give what a draft may change in the rules of a municipality, as in force on that moment."""
    return terms_of(current_rulebook().corpus, municipality, on.day)


def changes_of(draft: Draft) -> list[Changed]:
    """Give the changes of a draft beside the rules of the day it was made for."""
    found = terms_of(current_rulebook().corpus, draft.municipality_id, draft.rules_of)
    terms = {term.key: term for term in found}
    return [_changed(terms.get(key), key, value) for key, value in draft.changes.items()]


def _changed(term: Term | None, key: str, value: object) -> Changed:
    if term is None:
        return Changed(None, name_in_words(key.rpartition(":")[2]), str(value))
    try:
        return Changed(term, key, term.told(read_value(term, value)))
    except OutsideTheRoom:
        return Changed(term, key, str(value))


@transaction.atomic
def draft_and_run(
    *,
    municipality: str,
    name: str,
    reason: str,
    given: Mapping[str, object],
    by: Viewer,
    on: Moment,
    copied_from: int | None = None,
) -> Run:
    """Keep the values that differ from now as a draft, and let it wait for the worker.

    A draft that was made so already, and is being worked out, gives the run that goes on. Raises
    OutsideTheRoom for a value without room, ValueError when nothing differs, NotYours, and
    StillRunning when enough drafts wait already; then no draft is kept.
    """
    rules_of, corpus = on.day, current_rulebook().corpus
    changes = changes_in(terms_of(corpus, municipality, rules_of), given)
    drafted(corpus, changes, municipality, rules_of)
    draft = operations.make_draft(
        municipality=municipality,
        name=name,
        reason=reason,
        changes=changes,
        rules_of=rules_of,
        by=by,
        on=on,
        copied_from=copied_from,
    )
    going = draft.runs.filter(state__in=GOING).last()
    if going is not None:
        return going
    return operations.ask_for_a_run(draft=draft, by=by, on=on)
