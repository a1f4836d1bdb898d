# SPDX-License-Identifier: EUPL-1.2
"""Whether this visitor came in by enough for what she comes for, in her municipality, today.

Asked within the context of the page, before its view runs. Who has nothing open is not asked: there
is nothing of anybody to see then, and the page says how to come back.
"""

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.http import HttpRequest

from meedoen.privacy.decision import Viewer
from meedoen.privacy.endpoints import Endpoint
from meedoen.privacy.levels.kinds import AT_DESK_FOR, LogInLevel, Means, Service, reaches
from meedoen.privacy.levels.table import LevelTable, level_table
from meedoen.privacy.queries import identity_shown
from meedoen.web.moments import moment_of
from meedoen.web.open_story import OpenStory, means_in_session, open_subject, story_of_this_page


class BelowLevel(Exception):
    """A service asks a higher level of log-in than somebody came in by; nothing was written."""

    def __init__(self, service: Service, level: LogInLevel, story: OpenStory) -> None:
        """Keep what was asked for, what it needs, and where she lives."""
        super().__init__(f"{service} asks {level.name.lower()}.")
        self.service, self.level, self.story = service, level, story


def levels() -> LevelTable:
    """Give the table of this installation. Raises UnusableLevels."""
    return level_table(settings.SERVICE_LEVELS)


def means_of(request: HttpRequest) -> Means:
    """Say by what the visitor of this session came in."""
    if open_subject(request) is not None:
        return means_in_session(request)
    if not request.user.is_authenticated:
        return Means.NOTHING
    used = {record.get("method") for record in get_authentication_records(request, request.user)}
    if "socialaccount" in used:
        return Means.OWN_ORGANISATION
    return Means.ACCOUNT_WITH_SECOND_FACTOR if "mfa" in used else Means.ACCOUNT


def demand_level(request: HttpRequest, stated: Endpoint, viewer: Viewer) -> None:
    """Raise BelowLevel where this page asks more than the visitor came in by.

    Where she lives is read only when some municipality asks more than she has; an identity shown at
    the desk only when hers does.
    """
    if viewer.subject is None or stated.service is None:
        return
    service, on, means = stated.once_open or stated.service, moment_of(request), means_of(request)
    if reaches(means, levels().strictest(service, day=on.day)):
        return
    story = story_of_this_page(request)
    if story is None:
        return
    level = levels().level(service, municipality=story.municipality_code, day=on.day)
    if reaches(means, level):
        return
    shown = identity_shown(viewer.subject, since=on - AT_DESK_FOR, on=on)
    if not (shown and reaches(Means.SHOWN_AT_DESK, level)):
        raise BelowLevel(service, level, story)
