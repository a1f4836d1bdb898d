# SPDX-License-Identifier: EUPL-1.2
"""Who looks, and opening a dossier for what she looks for: each page about a person starts here."""

from uuid import UUID

from django.http import HttpRequest

from meedoen.journeys.reading import Reading, read_dossier
from meedoen.privacy.decision import Viewer
from meedoen.privacy.endpoints import Endpoint
from meedoen.vocabulary.moment import Moment


def looking(request: HttpRequest) -> Viewer:
    """Give the viewer that the gate worked out for this request."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    return viewer


def opened(request: HttpRequest, subject: UUID, *, what: str, on: Moment) -> Reading:
    """Open a dossier for the purpose this page states, and log it in the resident's words.

    `what` is a Dutch phrase such as "las je verhaal". Raises NotAllowed or NotFound.
    """
    stated: Endpoint = request.endpoint  # type: ignore[attr-defined]
    return read_dossier(
        subject=subject, purpose=stated.purpose, what=what, by=looking(request), on=on
    )
