# SPDX-License-Identifier: EUPL-1.2
"""A form belongs to the story it was shown for (ADR 0012).

Each form carries a mark: a keyed hash of the subject, or, when no story was open, of the visit.
What is sent counts only where the same story is open still; otherwise nothing is written, and the
words come back on the screen. The gate asks this before any page of a resident takes a post.
At work the mark is of the function in which the form was shown (ADR 0014).
"""

import secrets
from enum import StrEnum
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import constant_time_compare, salted_hmac

from meedoen.privacy.decision import ANYONE, Viewer
from meedoen.privacy.policy import Purpose
from meedoen.privacy.queries import viewers_for_account
from meedoen.vocabulary.moment import Moment
from meedoen.web.moments import begin_anew, moment_of
from meedoen.web.open_story import (
    VISIT_IN_SESSION,
    enter,
    open_story,
    open_subject,
    read_story,
    visit_of,
)
from meedoen.web.typed_words import typed_words
from meedoen.web.ways_back import by_return_words, page_behind

FIELD = "shown_for"
_NOBODY = "geen"
# Pages where it matters neither whose story is open nor in which function somebody works.
FOR_EVERYBODY = frozenset({Purpose.PUBLIC_INFORMATION, Purpose.SIGNING_IN})
_SALT = "meedoen.web.belonging"


class Belonging(StrEnum):
    """How what was posted lies beside the story that is open now."""

    HERE = "here"
    ANOTHER = "another"
    CLOSED = "closed"
    UNMARKED = "unmarked"


class OpenedMeanwhile(Exception):
    """The database refused to open this story: an earlier press of the same form opened it."""

    def __init__(self, subject: UUID) -> None:
        """Keep which story the earlier press opened."""
        super().__init__("An earlier press of this form opened its story.")
        self.subject = subject


def _hash(text: str) -> str:
    return salted_hmac(_SALT, text, algorithm="sha256").hexdigest()[:32]


def mark_of(subject: UUID) -> str:
    """Give the mark of a story for its forms: it tells nothing about the subject id."""
    return _hash(f"subject {subject}")


def mark_of_membership(membership_id: int) -> str:
    """Give the mark of a function, for the forms that are shown to who works in it."""
    return _hash(f"membership {membership_id}")


def mark_for(request: HttpRequest) -> str:
    """Give the mark for a form on the page that is made now.

    Of the story that is open; at work of the function in use.
    Without a story: the visit, and a number of this form alone, so that a second press of it can
    be told from another form. Only a page where a first answer can be given begins a visit; on
    any other page without a story a form belongs to nobody, and has no mark.
    """
    subject = open_subject(request)
    if subject is not None:
        return mark_of(subject)
    stated = getattr(request, "endpoint", None)
    if stated is None or stated.purpose in FOR_EVERYBODY:
        return ""
    if stated.purpose is not Purpose.TAKING_PART:
        membership = getattr(request, "viewer", ANYONE).membership_id
        return mark_of_membership(membership) if membership is not None else ""
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


def subject_of_form(request: HttpRequest, number: str) -> UUID | None:
    """Give the subject id that a colleague's form opens by its number; None without one.

    It follows from the number and her account, under our key, so that nobody else comes to it.
    """
    account = getattr(request, "viewer", ANYONE).account_id
    if not number or account is None:
        return None
    return UUID(_hash(f"told together {number} {account}"), version=4)


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
        "back_url": by_return_words(page_behind(request)),
    }
    return render(request, "web/sent_elsewhere.html", shown, status=409)


def sent_in_another_function(request: HttpRequest, viewer: Viewer) -> HttpResponse | None:
    """Answer a form that was shown to a colleague in another function; None when it was in this.

    Nothing is written: two functions can be of two teams, and what she meant for the one would
    stand under the name of the other. A form without a mark counts for the function in use.
    """
    mark = request.POST.get(FIELD, "")
    if not mark or viewer.membership_id is None or _is_mark_of(mark, viewer.membership_id):
        return None
    shown = {
        "now": viewer.works_as,
        "then": _function_of(mark, viewer, on=moment_of(request)),
        "typed": typed_words(request),
        "way_back": page_behind(request),
    }
    return render(request, "web/sent_in_another_function.html", shown, status=409)


def _is_mark_of(mark: str, membership_id: int) -> bool:
    return constant_time_compare(mark, mark_of_membership(membership_id))


def _function_of(mark: str, viewer: Viewer, *, on: Moment) -> str:
    """Name the function in which a form was shown; empty when she does not have it any more."""
    mine = viewers_for_account(viewer.account_id or 0, on=on)
    shown_in = (one for one in mine if one.membership_id and _is_mark_of(mark, one.membership_id))
    return next((one.works_as for one in shown_in), "")


def _pressed_again(request: HttpRequest) -> bool:
    """Go on in the story that the first press of this form opened, when there is one."""
    if not request.COOKIES.get(settings.SESSION_COOKIE_NAME):
        return False
    return goes_on_in(request, subject_of_first_answer(request))


def goes_on_in(request: HttpRequest, subject: UUID) -> bool:
    """Open the story that an earlier press of the very same form opened; False when none did.

    A later press may have come in a moment earlier than the one that opened the story, and waited
    for it. At her own moment there is no story yet, so what she sent happens after the wait.
    """
    begin_anew(request)
    if read_story(subject, on=moment_of(request)) is None:
        return False
    enter(request, subject, told_here=True)
    request.session[VISIT_IN_SESSION] = _visit_in(request.POST.get(FIELD, ""))
    return True
