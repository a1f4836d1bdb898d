# SPDX-License-Identifier: EUPL-1.2
"""What every page shows around its own content: municipality, telephone number, who is here."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from meedoen.areas import queries as areas
from meedoen.privacy.decision import ANYONE
from meedoen.web.open_story import MUNICIPALITY_IN_SESSION, open_story


def chosen_municipality(request: HttpRequest) -> Any:
    """Give the municipality of the story that is open, else the one this visitor chose.

    Else the first; None in an empty installation. Where a story is open nothing else counts: those
    are the rules, the places and the telephone number of whoever told it.
    """
    story = open_story(request)
    if story and story.municipality:
        return story.municipality
    code = request.session.get(MUNICIPALITY_IN_SESSION, "")
    return (code and areas.municipality(code)) or areas.municipalities().order_by("code").first()


def surroundings(request: HttpRequest) -> dict[str, Any]:
    """Hand each template the municipality, its telephone number, and who is looking."""
    if not hasattr(request, "session"):
        return {}
    return {
        "municipality": chosen_municipality(request),
        "theme": request.session.get("theme", ""),
        "letters": request.session.get("letters", ""),
        "phone_number": settings.PHONE_NUMBER,
        "open_story": open_story(request),
        "viewer": getattr(request, "viewer", ANYONE),
        "endpoint": getattr(request, "endpoint", None),
        "demonstration": settings.DEMONSTRATION,
    }
