# SPDX-License-Identifier: EUPL-1.2
"""Looking into a dossier: decide, log, then read. Every page that shows a person comes this way."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from meedoen.privacy.decision import Decision, Viewer
from meedoen.privacy.operations import log_use, require
from meedoen.privacy.policy import Purpose
from meedoen.privacy.queries import thing_of
from meedoen.residents.queries import Dossier, dossier
from meedoen.vocabulary.domains import Domain
from meedoen.vocabulary.moment import Moment


class NotFound(Exception):
    """There is no such dossier for this viewer; whether it exists at all is not told."""


@dataclass(frozen=True)
class Reading:
    """A dossier as this viewer may see it, the decision, and the names of what stays closed."""

    dossier: Dossier
    decision: Decision
    withheld: list[Domain]


# No savepoint: a look that is refused ends the page, and nothing of it is kept.
@transaction.atomic(savepoint=False)
def read_dossier(
    *,
    subject: UUID,
    purpose: Purpose,
    what: str,
    by: Viewer,
    on: Moment,
    domains: Collection[Domain] | None = None,
) -> Reading:
    """Open a dossier for a purpose and write the look in the log that the resident reads (I11).

    `what` is a Dutch phrase such as "las wat je wilt". Raises NotAllowed with a reason, or
    NotFound when there is nothing for this viewer.
    """
    thing = thing_of(subject, kind="dossier")
    decision = require(thing, purpose=purpose, by=by, on=on, domains=domains)
    found = dossier(subject)
    if found is None:
        raise NotFound
    log_use(
        subject=subject,
        municipality_code=found.municipality_code,
        what=what,
        purpose=purpose,
        decision=decision,
        by=by,
        on=on,
    )
    return Reading(found, decision, sorted(thing.closed))
