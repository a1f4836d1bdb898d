# SPDX-License-Identifier: EUPL-1.2
"""A form belongs to the story it was shown for (ADR 0012).

Each form carries a mark: a keyed hash of the subject, or, when no story was open, of the visit.
What is sent counts only where the same story is open still; otherwise nothing is written, and the
words come back on the screen. The gate asks this before any page of a resident takes a post.
"""

import secrets
from enum import StrEnum
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import constant_time_compare, salted_hmac

from meedoen.privacy.policy import Purpose
from meedoen.web.moments import moment_of
from meedoen.web.open_story import (
    VISIT_IN_SESSION,
    enter,
    open_story,
    open_subject,
    read_story,
    visit_of,
)
from meedoen.web.typed_words import typed_words
from meedoen.web.ways_back import page_behind

FIELD = "shown_for"
_NOBODY = "geen"
_SALT = "meedoen.web.belonging"


class Belonging(StrEnum):
    """How what was posted lies beside the story that is open now."""

    HERE = "here"
    ANOTHER = "another"
    CLOSED = "closed"
    UNMARKED = "unmarked"


class OpenedMeanwhile(Exception):
    """The same form was pressed twice, and the first press has opened this story already."""

    def __init__(self, subject: UUID) -> None:
        """Keep which story the first press opened."""
        super().__init__("The first press of this form opened a story.")
        self.subject = subject


def _hash(text: str) -> str:
    return salted_hmac(_SALT, text, algorithm="sha256").hexdigest()[:32]


def mark_of(subject: UUID) -> str:
    """Give the mark of a story for its forms: it tells nothing about the subject id."""
    return _hash(f"subject {subject}")


def mark_for(request: HttpRequest) -> str:
    """Give the mark for a form on the page that is made now.

    Without a story: the visit, and a number of this form alone, so that a second press of it can
    be told from another form. Only a page where a first answer can be given begins a visit; on
    any other page without a story a form belongs to nobody, and has no mark.
    """
    subject = open_subject(request)
    if subject is not None:
        return mark_of(subject)
    stated = getattr(request, "endpoint", None)
    if stated is None or stated.purpose is not Purpose.TAKING_PART:
        return ""
    return f"{_NOBODY}.{visit_of(request, begin=True)}.{secrets.token_hex(8)}"


def subject_of_first_answer(request: HttpRequest) -> UUID:
    """Give the subject id that the first answer on this form opens; random, except to itself.

    It follows from the number of the form and the session key under which it was sent, neither of
    which anybody else has. So a form that is pressed twice opens one story, and a planted session
    key (session fixation) leads nowhere: who planted it does not know the number.
    """
    form = request.POST.get(FIELD, "")
    key = request.COOKIES.get(settings.SESSION_COOKIE_NAME) or secrets.token_hex(16)
    return UUID(_hash(f"first answer {form} {key}"), version=4)


def _visit_in(mark: str) -> str:
    nobody, _, rest = mark.partition(".")
    return rest.partition(".")[0] if nobody == _NOBODY else ""


def belonging(request: HttpRequest) -> Belonging:
    """Tell whether what was posted belongs to what is open in this browser now."""
    mark, subject = request.POST.get(FIELD, ""), open_subject(request)
    if not mark:
        return Belonging.UNMARKED
    if subject is not None and constant_time_compare(mark, mark_of(subject)):
        return Belonging.HERE
    visit = _visit_in(mark)
    if visit and visit == visit_of(request, begin=False):
        return Belonging.HERE
    return Belonging.CLOSED if subject is None else Belonging.ANOTHER


def sent_elsewhere(request: HttpRequest) -> HttpResponse | None:
    """Answer a form that does not belong here, with its words and ways on; None when it does.

    Nothing is written. A second press of the form that opened a story goes on in that story.
    """
    how = belonging(request)
    if how is Belonging.HERE or (how is Belonging.CLOSED and _pressed_again(request)):
        return None
    shown = {
        "how": how.value,
        "whose": open_story(request),
        "had_story": not request.POST.get(FIELD, "").startswith(_NOBODY),
        "typed": typed_words(request),
        "way_back": page_behind(request),
    }
    return render(request, "web/sent_elsewhere.html", shown, status=409)


def _pressed_again(request: HttpRequest) -> bool:
    """Go on in the story that the first press of this form opened, when there is one."""
    if not request.COOKIES.get(settings.SESSION_COOKIE_NAME):
        return False
    subject = subject_of_first_answer(request)
    if read_story(subject, on=moment_of(request)) is None:
        return False
    go_on_in(request, subject)
    return True


def go_on_in(request: HttpRequest, subject: UUID) -> None:
    """Open the story that an earlier press of the very same form opened."""
    enter(request, subject)
    request.session[VISIT_IN_SESSION] = _visit_in(request.POST.get(FIELD, ""))
