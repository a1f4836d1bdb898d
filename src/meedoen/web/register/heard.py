# SPDX-License-Identifier: EUPL-1.2
"""What was said of a recommendation that lies before everybody, as colleagues read it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from meedoen.knelpunten.consulting.queries import ConsultationView, voices

# How many voices stand on one page.
ON_A_PAGE = 20


@dataclass(frozen=True)
class HeardOnIt:
    """What was asked, the voices of one page, and which page comes before and after it."""

    asked: ConsultationView
    is_asked: bool
    voices: Sequence[tuple[str, date]]
    newer: int | None
    older: int | None


def heard_of(asked: ConsultationView, *, today: date, page: int = 1) -> HeardOnIt:
    """Give what was said of it, a page at a time, the newest first; never how many there are."""
    found = voices(asked.pk, skip=(page - 1) * ON_A_PAGE, most=ON_A_PAGE + 1)
    return HeardOnIt(
        asked=asked,
        is_asked=asked.is_asked(today),
        voices=found[:ON_A_PAGE],
        newer=page - 1 if page > 1 else None,
        older=page + 1 if len(found) > ON_A_PAGE else None,
    )
